"""P070: another scheme overlaps the period."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P070",
    since="0.2.0",
    title="another scheme overlaps the period",
    why=(
        "Renewable energy certificates, feed-in tariffs that keep the environmental value, and "
        "credits of another programme may pay for the same tonne. One that is claimed twice is "
        "worth nothing to either buyer. The vintages that the other scheme touches get no "
        "credits until the project says how double claiming is avoided."
    ),
    remedy=(
        "Correct start and end of the scheme; or write under resolution how double claiming is "
        "avoided, such as the document that cancels the certificates. It is a warning then, and "
        "the verifier judges the text. Without a start a scheme holds since ever, without an end "
        "it goes on."
    ),
    bad=('[[other_schemes]]\nscheme = "I-REC"\nstart = 2017-01-01'),
    good=('[[other_schemes]]\nscheme = "I-REC"\nstart = 2016-01-01\nend = 2016-12-31'),
    source=(
        "Declared policy: double claiming is to be avoided, and the JCM's own rule on it was not "
        "read; that a stated resolution makes it a warning is ours."
    ),
)

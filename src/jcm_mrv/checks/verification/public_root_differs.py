"""V381: public report is not what was committed to."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V381",
    since="0.3.0",
    title="public report is not what was committed to",
    why=(
        "The root of a public report is a digest over every value that it shows and every "
        "commitment in place of those that it does not. Another root means that a value, a "
        "commitment or the place of one was changed."
    ),
    remedy="Ask for the file again. Nothing in it is to be believed, also not what looks right.",
    bad="a commitment replaced by the one of another value",
    good="the file as it was published",
)

"""What is said of one check: the text of ``jcm-mrv explain CODE`` and of its page in the docs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """Describe one code of the catalogue.

    Args:
        code: stable code; it never changes its meaning.
        since: version of jcm-mrv that introduced it.
        title: the fault in a few words, in lower case, such as ``gap in the readings``.
        why: why it matters to the tonnes or to a verifier.
        remedy: what a person does about it.
        bad: a short example that gives the finding.
        good: the same example mended.
        source: the rule behind it, where there is one, and how far it was read.
    """

    code: str
    since: str
    title: str
    why: str
    remedy: str
    bad: str
    good: str
    source: str = ""

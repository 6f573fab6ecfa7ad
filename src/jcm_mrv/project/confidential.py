"""The words with which a project says what the public version of its report keeps back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.check_fixed import unknown_parameter
from jcm_mrv.shapes import fault, nearest
from jcm_mrv.vocabulary import CONFIDENTIAL_GROUPS, CONFIDENTIAL_NUMBERS, split_confidential

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project

MAX_WORDS = 500
MIN_DIGITS = 8

BLINDING_SENTENCE = (
    'write 64 random digits of 0-9 and a-f, such as "openssl rand -hex 32" prints; without them a '
    "guess at what is kept back could be tested against the digest of the report"
)

_BLINDING = re.compile(r"[0-9a-f]{64}")
_KINDS = {"monitored": ("monitored",), "fixed": ("fixed", "category")}


def check_word(text: str) -> str:
    """Refuse what is not in the vocabulary.

    Raises:
        PydanticCustomError: with the word that was likely meant.
    """
    group, name = split_confidential(text)
    if group in (CONFIDENTIAL_NUMBERS if name else CONFIDENTIAL_GROUPS):
        return text
    shown = text if len(text) <= 60 else text[:60] + "…"
    known = [*CONFIDENTIAL_GROUPS, *(f"{one}.{name or 'NAME'}" for one in CONFIDENTIAL_NUMBERS)]
    raise fault(f'"{shown}" is not a part of a report that can be kept back{nearest(text, known)}')


def check_blinding(text: str) -> str:
    """Refuse what is not 32 bytes in hexadecimal, or cannot be random.

    Raises:
        PydanticCustomError: with how to make them.
    """
    # Of 64 random digits, fewer than 8 different ones come up less than once in 10^20 times.
    if not _BLINDING.fullmatch(text) or len(set(text)) < MIN_DIGITS:
        raise fault(f"this is not a blinding: {BLINDING_SENTENCE}")
    return text


def check_confidential(project: Project, methodology: Methodology) -> Iterator[Finding]:
    """Judge the names in ``[report]`` ``confidential``: one that nothing has would hide nothing."""
    if project.report is None:
        return
    for number, word in enumerate(project.report.confidential):
        group, name = split_confidential(word)
        place = Place(project.report.place.file, f"{project.report.path}.confidential[{number}]")
        if group in _KINDS:
            parameter = methodology.parameters.get(name)
            if parameter is None or parameter.kind not in _KINDS[group]:
                yield unknown_parameter(place, name, methodology, _KINDS[group])
        elif name and all(one.name != name for one in methodology.equations):
            near = nearest(name, [one.name for one in methodology.equations])
            sentence = f'"{name}" is not an equation of {methodology.id}{near}'
            yield Finding("P015", "error", place, sentence)

"""What a project calls its methodology: a JCM number or a module's id, with a version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.methodology.model import Approved, Methodology

_NUMBER = re.compile(
    r"(?:JCM[_ ])?([A-Z]{2})_AM(\d{3})"
    r"(?:[\s,_]*(?:version|ver|v)?\.?\s*0*([1-9]\d?)(?:\.(\d{1,2}))?)?",
    re.IGNORECASE,
)
_MODULE = re.compile(r"([a-z0-9-]{1,80})(?:\s+v?(\d{1,4}(?:\.\d{1,4}){0,2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold what a project calls its methodology.

    Args:
        name: a JCM number such as ``LA_AM001``, or the id of a module.
        version: ``1.0`` of a number, ``1`` of a module; None where it is not said.
        is_number: the name is a JCM number.
    """

    name: str
    version: str | None
    is_number: bool

    def spell(self, version: str) -> str:
        """Return the same name with a version, as a project writes it."""
        return f"{self.name} ver{version}" if self.is_number else f"{self.name} {version}"


def parse_reference(text: str) -> Reference:
    """Return what a text such as ``LA_AM001 ver1.0`` or ``rooftop-solar 1`` refers to.

    Spellings such as ``LA_AM001 v1.0`` and ``JCM_LA_AM001_ver01.0`` are understood.
    """
    stripped = text.strip()
    if number := _NUMBER.fullmatch(stripped):
        version = f"{number[3]}.{int(number[4] or 0)}" if number[3] else None
        return Reference(f"{number[1].upper()}_AM{number[2]}", version, is_number=True)
    if module := _MODULE.fullmatch(stripped):
        return Reference(module[1].lower(), module[2], is_number=False)
    return Reference(stripped, None, is_number=False)


def find_approved(methodology: Methodology, reference: str) -> Approved | None:
    """Return the JCM number by which a reference names a methodology; None where by its id."""
    wanted = parse_reference(reference)
    for approved in methodology.approved:
        named = (approved.number, approved.version)
        if wanted.is_number and named == (wanted.name, wanted.version):
            return approved
    return None

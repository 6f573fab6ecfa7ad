"""What a workbook is called and begins with; apart, so that other files load none of the rest."""

from __future__ import annotations

from jcm_mrv.readings.content import InputFault

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook_name(name: str) -> bool:
    """Tell whether a file is called a workbook."""
    return name.lower().endswith(SUFFIXES)


def unusable(message: str) -> InputFault:
    """Return the fault of a workbook that cannot be used."""
    return InputFault("D137", message)

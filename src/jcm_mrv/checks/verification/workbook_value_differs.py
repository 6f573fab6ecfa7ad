"""V396: value is not what its formula gives."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V396",
    since="0.4.0",
    title="value is not what its formula gives",
    why=(
        "A cell keeps a formula and the value that was last calculated. Where an input was "
        "changed without calculating again, or the file was edited by hand, people read a number "
        "that does not follow. Whole tonnes have to be the very ones; other numbers may differ "
        "by what a spreadsheet's binary numbers cannot hold."
    ),
    remedy=(
        "Open the workbook in a spreadsheet program, let it calculate everything (Ctrl+Shift+F9 "
        "in LibreOffice, Ctrl+Alt+F9 in Excel), save it, and verify it again."
    ),
    bad="=ROUNDDOWN(ROUND(D12,6),0) showing 310, where D12 is 300.4",
    good="the same formula showing 300",
)

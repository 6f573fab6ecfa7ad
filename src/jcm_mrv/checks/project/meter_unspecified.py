"""P053: meter without its specification."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P053",
    since="0.2.0",
    title="meter without its specification",
    why=(
        "Under option C the JCM's Monitoring Report Sheet asks for the equipment that measured, "
        "and a verifier compares the serial number and the class with the plan and with what is "
        "mounted. Nothing is calculated from them."
    ),
    remedy=("Copy serial_number, class and standard from the name plate."),
    bad='[[meters]]\nid = "PDU-A"',
    good=(
        "[[meters]]\n"
        'id = "PDU-A"\n'
        'serial_number = "2016-0417"\n'
        'class = "0.5S"\n'
        'standard = "IEC 62053-22"'
    ),
    source=(
        "Regulators of the CDM returned a report whose meter class differed from the plan "
        "(cdm.unfccc.int, IRCheck 07OWUARDMZL9NGP). That it is a note is declared."
    ),
)

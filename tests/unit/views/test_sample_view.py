"""A sample as a person reads it."""

from __future__ import annotations

from jcm_mrv.views.sample import render_sample
from jcm_mrv.views.surface import Surface

SAMPLE = {
    "rule": "jcm-mrv/sample/1",
    "report": "ab" * 32,
    "seed": "2026-A",
    "size": 1,
    "weight": "1234.5678",
    "interval": "1234.5678",
    "start": "0.5",
    "readings": [
        {
            "parameter": "EG",
            "member": "roof-a",
            "meter": "PV-A",
            "file": "monitoring/a.csv",
            "line": 17,
            "column": "ac_kw",
            "time": "2025-04-01T12:00:00",
            "value": "375.4",
            "unit": "kW",
            "why": ["value-weighted", "gap"],
            "weight": "0.19708",
            "probability": "1/3",
        },
        {
            "parameter": "EC",
            "file": "book.xlsx",
            "cell": "Sheet1!C17",
            "column": "kwh\x1b[31m",
            "time": "2025-04-01T00:00:00",
            "until": "2025-05-01T00:00:00",
            "value": "12",
            "unit": "MWh",
            "why": ["period edge"],
        },
    ],
    "left_out": [
        {"parameter": "EG", "member": None, "path": "monitored.EG.source[0]", "count": 50}
    ],
}


def test_a_sample_is_a_list_to_walk_through() -> None:
    """Each reading has its value, time, place and reason; nothing in it drives a terminal."""
    assert render_sample(SAMPLE, Surface()) == (
        "2 readings to trace to paper, 1 of them drawn by value\n"
        'Report abababababababab, seed "2026-A", rule jcm-mrv/sample/1.\n'
        "All readings together weigh 1,234.567 t, one for every 1,234.567 t.\n"
        "\n"
        "1. EG of roof-a, meter PV-A: 375.4 kW\n"
        "    2025-04-01 12:00:00\n"
        "    monitoring/a.csv:17: ac_kw\n"
        "    value-weighted, gap (0.197 t, probability 0.333333...)\n"
        "\n"
        "2. EC: 12 MWh\n"
        "    2025-04-01 00:00:00 to 2025-05-01 00:00:00\n"
        "    book.xlsx: Sheet1!C17, kwh\\x1b[31m\n"
        "    period edge\n"
        "\n"
        "50 more gaps or falls of monitored.EG.source[0] are not listed; the 100 longest\n"
        "gaps and the first 100 falls are.\n"
    )

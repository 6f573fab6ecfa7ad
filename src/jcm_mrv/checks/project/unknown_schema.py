"""P010: unknown schema."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P010",
    since="0.1.0",
    title="unknown schema",
    why=(
        "The schema names the meaning of every key. A later schema may mean something else by "
        "the same word."
    ),
    remedy=(
        "Use a version of jcm-mrv that reads this schema, or write the file for the schema "
        "that the message names."
    ),
    bad='schema = "jcm-mrv/project/9"',
    good='schema = "jcm-mrv/project/1"',
)

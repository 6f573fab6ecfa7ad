"""What a report rests on: files by digest, declared policies, software, and how to verify it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class InputFile:
    """Hold a file that was read; its size and rows in words, rows empty where it has none."""

    index: int
    path: str
    sha256: str
    size: str
    rows: str


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one thing that a reader does to verify the report: a sentence, and a command."""

    text: str
    command: str


def inputs_of(parsed: ParsedReport, language: Language) -> tuple[InputFile, ...]:
    """Return the files that were read, by path."""
    return tuple(
        InputFile(
            index,
            one.path,
            one.sha256,
            language.whole(one.bytes),
            "" if one.rows is None else language.whole(one.rows),
        )
        for index, one in enumerate(parsed.report.inputs)
    )


def policies_of(parsed: ParsedReport, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the declared policies: name and text."""
    return tuple((one.name, language.known(one.text)) for one in parsed.report.policies)


def software_of(parsed: ParsedReport) -> str:
    """Return what made the report."""
    return f"{parsed.report.software.name} {parsed.report.software.version}"


def steps_of(language: Language) -> tuple[Step, ...]:
    """Return how a reader verifies the report with this program, offline."""
    _ = language.text
    return (
        Step(
            _("The digest of report.json is the one that is printed here."),
            "sha256sum report.json",
        ),
        Step(
            _(
                "Every number follows from the files of readings, by your own copy of the "
                "methodology: the answer is REPRODUCED, DIFFERS or UNVERIFIABLE."
            ),
            "jcm-mrv verify report.json --inputs PROJECT",
        ),
        Step(
            _("The same with the signature of who answers for the report, where there is one."),
            "jcm-mrv verify report.json --inputs PROJECT --keys KEY.pub.pem",
        ),
    )

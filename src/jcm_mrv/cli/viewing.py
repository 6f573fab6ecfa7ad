"""Show a report to people: the workbook, the page and the paper beside it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from jcm_mrv.canonical import MAX_BYTES
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.reading import read_file
from jcm_mrv.numbers import printable
from jcm_mrv.writing import check_targets, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language

    Render = Callable[[ParsedReport, Language], bytes]

REPORT = "report.json"
ENGLISH = "en"

VIEWS: Mapping[str, str] = {"xlsx": "workbook", "html": "page", "pdf": "paper"}
"""What a form is called on the command line, and the package of jcm_mrv.views that makes it."""

_NEEDS = {
    "xlsx": ("babel",),
    "html": ("babel", "vl_convert"),
    "pdf": ("babel", "vl_convert", "typst", "pylopdf_fonts_cjk"),
}
"""Packages of the extra ``report`` that a form is made with."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold which views are wanted, proved to be possible here.

    Args:
        kinds: the forms, each once.
        language: of the code that was typed.
    """

    kinds: tuple[str, ...]
    language: Language

    def targets(self, report: Path) -> dict[str, Path]:
        """Return where each view of a report lies: ``report.xlsx``, and ``report.ja.xlsx``."""
        stem = report.name.removesuffix(".json")
        suffix = "" if self.language.code == ENGLISH else f".{self.language.code}"
        return {kind: report.with_name(f"{stem}{suffix}.{kind}") for kind in self.kinds}


def parse_wish(text: str, code: str) -> Wish:
    """Return the views that ``xlsx,html,pdf`` and a language ask for.

    Raises:
        UsageError: there is no such form or language, or what renders it is not installed.
    """
    kinds = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    for kind in kinds:
        if kind not in VIEWS:
            raise UsageError(
                f'"{printable(kind, 40)}" is no form of a report; write one or more of '
                f"{', '.join(VIEWS)}, with commas between."
            )
    missing = [name for kind in kinds for name in _NEEDS[kind] if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"to show a report as {' or '.join(kinds)}, more has to be installed: "
            "pip install 'jcm-mrv[report]'"
        )
    from jcm_mrv.views.words import languages, read_language

    if code not in languages():
        raise UsageError(
            f'there are no words in "{printable(code, 40)}"; the languages are '
            f"{', '.join(languages())}."
        )
    return Wish(kinds, read_language(code))


def view(report: Path, wish: Wish, *, output: Path | None, overwrite: bool) -> Answer:
    """Write views of a report that is there.

    Args:
        report: the report, or the folder of a report.json.
        wish: which views.
        output: the folder; None means beside the report.
        overwrite: whether views that are there are replaced.

    Raises:
        UsageError: the report cannot be read.
        WriteFault: a view is there already, or cannot be written.
    """
    from jcm_mrv.report.reading import ReportFault

    path = report / REPORT if report.is_dir() else report
    folder = path.parent if output is None else output
    targets = wish.targets(folder / path.name)
    check_targets(targets.values(), overwrite=overwrite)
    data = read_file(path, MAX_BYTES, hint="jcm-mrv report writes the report of a project")
    try:
        rendered = render_views(data, wish)
    except ReportFault as fault:
        raise UsageError(f"{path}: {fault}.") from None
    if isinstance(rendered, Answer):
        return rendered
    files = {targets[kind]: content for kind, content in rendered.items()}
    write_files(files, overwrite=overwrite)
    return Answer(asked="".join(f"{target}\n" for target in files))


def render_views(data: bytes, wish: Wish) -> dict[str, bytes] | Answer:
    """Return the bytes of each view; or, where one is refused, an answer that says why.

    Raises:
        ReportFault: the bytes are no report.
    """
    from jcm_mrv.report.reading import parse_report
    from jcm_mrv.views.reported.fault import ViewFault

    parsed = parse_report(data)
    try:
        return {kind: _renderer(kind)(parsed, wish.language) for kind in wish.kinds}
    except ViewFault as fault:
        return Answer(ExitCode.NO, notes=f"jcm-mrv: {fault}.\nNothing was written.\n")


def _renderer(kind: str) -> Render:
    package = VIEWS[kind]
    module = import_module(f"jcm_mrv.views.{package}")
    render: Render = getattr(module, f"render_{package}")
    return render

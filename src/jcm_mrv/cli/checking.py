"""The command ``check``: projects are examined, compared with a baseline, and told of."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jcm_mrv.baseline import (
    MAX_BYTES,
    Compared,
    compare_findings,
    parse_baseline,
    refuse_baseline,
    render_baseline,
)
from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.process import write_note
from jcm_mrv.cli.progress import show_progress
from jcm_mrv.cli.show import folder_of, show_findings
from jcm_mrv.cli.surface import surface_of
from jcm_mrv.cli.writing import replace_file
from jcm_mrv.errors import RefusedError
from jcm_mrv.files import FileFault, read_bytes
from jcm_mrv.places.located import Located
from jcm_mrv.places.reading import read_excerpts
from jcm_mrv.report.finding import describe_finding
from jcm_mrv.run import Examined, examine
from jcm_mrv.views.calendar import render_calendar
from jcm_mrv.views.findings import count_findings
from jcm_mrv.views.listing import Listing
from jcm_mrv.views.surface import Surface
from jcm_mrv.writing import check_targets, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jcm_mrv.baseline import Known
    from jcm_mrv.cli.options import CheckFormat
    from jcm_mrv.findings import Finding

NOT_A_FILE = "command line"
AS_TYPED = ("P001", "P095")
"""Findings on a file that is named as it was typed, not from the project's folder."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Hold what was asked for on the command line.

    Args:
        form: how the answer is written.
        until: last day that is expected to have readings.
        strict: warnings count like errors.
        baseline: file of accepted findings.
        write_baseline: file to write that accepts every finding.
        calendar: the completeness of the readings is wanted.
        also: further forms, each with the new file that it is written to.
        lock: a lock to compare with; None means the one in the project's folder, if any.
        methodologies: further folders of methodologies.
    """

    form: CheckFormat = "text"
    until: date | None = None
    strict: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    calendar: bool = False
    also: Sequence[tuple[CheckFormat, Path]] = ()
    lock: Path | None = None
    methodologies: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what there is to tell of one project."""

    project: Path
    examined: Examined
    compared: Compared
    refused: bool = False


def check_projects(projects: Sequence[Path], wishes: Wishes) -> Answer:
    """Check projects and tell of them in the form that was asked for.

    Raises:
        UsageError: what was asked for does not go together.
        WriteFault: a file is in the way, or cannot be written.
    """
    _check_wishes(projects, wishes)
    checked = [_check(project, wishes) for project in projects]
    listings = [_list(one, wishes) for one in checked]
    codes = [_code_of(one) for one in listings]
    write_files({path: _render(form, listings, codes) for form, path in wishes.also})
    if wishes.write_baseline is not None and not checked[0].refused:
        notes = _write_baseline(wishes.write_baseline, checked[0].examined.findings)
    elif wishes.form == "text":
        notes = _show_text(checked, wishes) + "".join(map(_remark, checked))
    else:
        found = (one.finding for listing in listings for one in listing.findings)
        notes = f"jcm-mrv: {count_findings(found)}.\n" + "".join(map(_remark, checked))
    if wishes.form == "text":
        calendars = [one.calendar for one in listings if one.calendar]
        # In a terminal the findings follow, and a line parts them.
        last = [""] if calendars and surface_of(sys.stdout).terminal else []
        asked: str | bytes = "\n".join([*calendars, *last])
    else:
        asked = _render(wishes.form, listings, codes)
    return Answer(max(codes), asked, notes)


def _check_wishes(projects: Sequence[Path], wishes: Wishes) -> None:
    if wishes.baseline and wishes.write_baseline:
        raise UsageError("write one of --baseline and --write-baseline.")
    if (wishes.baseline or wishes.write_baseline) and len(projects) > 1:
        raise UsageError("a baseline belongs to one project; check the projects one by one.")
    if wishes.lock and len(projects) > 1:
        raise UsageError("a lock belongs to one project; check the projects one by one.")
    check_targets(path for _, path in wishes.also)
    there = wishes.write_baseline
    if there is not None and os.path.lexists(there):
        try:
            read_baseline(there)
        except RefusedError:
            raise UsageError(f"{there} is there and is no baseline; it was not touched.") from None


def _check(project: Path, wishes: Wishes) -> Checked:
    try:
        known = None if wishes.baseline is None else read_baseline(wishes.baseline)
        with show_progress(sys.stderr) as progress:
            examined = examine(
                project,
                until=wishes.until,
                lock=wishes.lock,
                methodologies=wishes.methodologies,
                progress=progress,
                tell=write_note,
            )
    except RefusedError as refusal:
        examined = Examined(refusal.findings, (), "")
        return Checked(project, examined, Compared(refusal.findings), refused=True)
    if wishes.write_baseline is not None:
        return Checked(project, examined, Compared((), examined.findings))
    if known is None:
        return Checked(project, examined, Compared(examined.findings))
    return Checked(project, examined, compare_findings(examined.findings, known))


def read_baseline(path: Path) -> tuple[Known, ...]:
    """Read a file of accepted findings.

    Raises:
        RefusedError: it is none (P095).
    """
    try:
        data = read_bytes(path, MAX_BYTES)
    except FileFault as fault:
        raise refuse_baseline(path.as_posix(), str(fault)) from None
    return parse_baseline(data, path.as_posix())


def _write_baseline(path: Path, findings: Sequence[Finding]) -> str:
    replace_file(path, render_baseline(findings))
    return f"jcm-mrv: {path} accepts {count_findings(findings)}; read it before you commit it.\n"


def _list(checked: Checked, wishes: Wishes) -> Listing:
    compared = checked.compared
    with_baseline = bool(wishes.baseline or wishes.write_baseline) and not checked.refused
    return Listing(
        checked.project.as_posix(),
        locate(compared.new, checked.project),
        read_catalogue(),
        checked.examined.stages,
        locate(compared.accepted, checked.project) if with_baseline else None,
        compared.gone,
        checked.refused,
        wishes.strict,
        _draw_calendar(checked, wishes),
    )


def _draw_calendar(checked: Checked, wishes: Wishes) -> str:
    if not wishes.calendar:
        return ""
    surface = surface_of(sys.stdout) if wishes.form == "text" else Surface()
    return render_calendar(checked.examined.readings, surface, _title_of(checked.project))


def _title_of(project: Path) -> str:
    return folder_of(project).name or Path.cwd().name


def _code_of(listing: Listing) -> ExitCode:
    if listing.refused:
        return ExitCode.UNREADABLE
    return ExitCode.NO if listing.failed else ExitCode.YES


def locate(findings: Iterable[Finding], project: Path) -> tuple[Located, ...]:
    """Return findings with their files as seen from the current folder, and their lines.

    Args:
        findings: of one project.
        project: its folder or project.toml, as it was typed.
    """
    pairs = [(finding, name_from_here(finding, project)) for finding in findings]
    here = {finding: _rename(finding, name) for finding, name in pairs}
    excerpts = read_excerpts(here.values(), Path())
    return tuple(Located(finding, name, excerpts.get(here[finding])) for finding, name in pairs)


def name_from_here(finding: Finding, project: Path) -> str | None:
    """Return the file of a finding as a POSIX path from the current folder; None for no file."""
    file = finding.where.file
    if file == NOT_A_FILE:
        return None
    folder = folder_of(project)
    inside = os.path.lexists(folder / file) or not os.path.lexists(file)
    path = folder / file if inside and finding.code not in AS_TYPED else Path(file)
    return Path(os.path.relpath(path)).as_posix()


def _rename(finding: Finding, name: str | None) -> Finding:
    return finding if name is None else replace(finding, where=replace(finding.where, file=name))


def _show_text(checked: Sequence[Checked], wishes: Wishes) -> str:
    several = len(checked) > 1
    findings = [
        _rename(finding, name_from_here(finding, one.project)) if several else finding
        for one in checked
        for finding in one.compared.new
    ]
    if not findings:
        new = "new " if wishes.baseline else ""
        return f"jcm-mrv: no {new}findings.\n"
    if several:
        return show_findings(findings, Path(), ())
    return show_findings(
        findings, checked[0].project, wishes.methodologies, every=checked[0].refused
    )


def _remark(checked: Checked) -> str:
    remarks = ""
    if accepted := len(checked.compared.accepted):
        found = "1 finding is" if accepted == 1 else f"{accepted:,} findings are"
        remarks += f"jcm-mrv: {found} accepted by the baseline.\n"
    if gone := sum(one.count for one in checked.compared.gone):
        found = (
            "1 accepted finding no longer occurs"
            if gone == 1
            else f"{gone:,} accepted findings no longer occur"
        )
        remarks += f"jcm-mrv: {found}; renew the baseline.\n"
    return remarks


def _render(form: CheckFormat, listings: Sequence[Listing], codes: Sequence[int]) -> bytes:
    if form == "github":
        from jcm_mrv.views.github import render_github

        text = render_github(listings)
    elif form == "markdown":
        from jcm_mrv.views.markdown import render_markdown

        text = render_markdown(listings)
    elif form == "junit":
        from jcm_mrv.views.junit import render_junit

        return render_junit(listings)
    elif form == "sarif":
        from jcm_mrv import __version__
        from jcm_mrv.views.sarif import render_sarif

        return render_sarif(listings, __version__, codes)
    else:
        text = _render_json(listings)
    return text.encode("utf-8", "backslashreplace")


def _render_json(listings: Sequence[Listing]) -> str:
    found = []
    for listing in listings:
        for one in listing.findings:
            where = replace(one.finding.where, line=one.line)
            if len(listings) > 1:
                where = replace(where, file=one.file or where.file)
            found.append(describe_finding(replace(one.finding, where=where)))
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

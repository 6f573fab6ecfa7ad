"""The commands: each gathers, calls the library function of its name, and renders."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import (
    bundle,
    comparing,
    countersign,
    disclose,
    methodology,
    options,
    report,
    schema,
    signing,
    verifying,
    view,
)
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.show import show_findings, show_refusal
from jcm_mrv.errors import RefusedError

MAX_CHANGE = 500

app = typer.Typer(
    help="Calculate emission reductions and credits of the Joint Crediting Mechanism, exactly.",
    epilog="Exit: 0 yes, 1 no (an error finding), 2 wrong usage or unreadable, "
    "3 cannot be verified, 70 bug.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(methodology.app, name="methodology")


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text[:40]!r} is not a date such as 2017-12-31") from None


def _parse_change(text: str) -> str:
    if not text.strip() or len(text) > MAX_CHANGE or not text.isprintable():
        raise typer.BadParameter(
            f"a change is named by one line of text, at most {MAX_CHANGE:,} characters"
        )
    return text.strip()


def _print_version(wanted: bool) -> None:
    if wanted:
        from jcm_mrv import __version__

        typer.echo(f"jcm-mrv {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


@app.command()
def init(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="Where the project is to lie; with --from, here unless it is named.",
            show_default=False,
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--methodology",
            metavar="ID",
            help='Such as "LA_AM001 ver1.0" or "rooftop-solar 1"; see: methodology list.',
        ),
    ] = None,
    data: Annotated[
        Path | None,
        options.existing_file(
            "--data", "Readings to start from: how the file is read is proposed from what it holds."
        ),
    ] = None,
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="WORKBOOK",
            exists=True,
            dir_okay=False,
            help="A filled-in workbook that the command template wrote, or the workbook of a"
            " report.",
        ),
    ] = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006  (typer copies it)
) -> Answer:
    """Start a project, from a methodology or a filled-in workbook.

    Writes a commented project.toml that says what to fill in, or the whole project that the
    workbook describes; never overwrites.
    """
    from jcm_mrv.cli import start, writing

    if workbook is not None:
        if reference is not None or data is not None:
            raise UsageError(
                "--from takes all from the workbook; leave out --methodology and --data."
            )
        place = Path() if folder is None else folder
        files, notes = start.render_from_workbook(place, workbook, methodologies)
    else:
        if reference is None or folder is None:
            missing = "--methodology ID or --from WORKBOOK" if reference is None else "the FOLDER"
            raise UsageError(f"say {missing}; jcm-mrv init --help shows how.")
        place = folder
        files = start.render_new_project(folder, reference, data=data, methodologies=methodologies)
        notes = start.describe_next_steps(folder)
    writing.write_new_files(place, files)
    written = "".join(f"{place / name}\n" for name in files)
    return Answer(asked=written, notes=notes)


@app.command()
def template(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help='Such as "LA_AM001 ver1.0" or "rooftop-solar 1"; see: methodology list.',
        ),
    ],
    xlsx: Annotated[
        bool,
        typer.Option("--xlsx", help="Write a workbook, the only form there is."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Where to write it; here, named for ID, unless said."
        ),
    ] = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Write a workbook to fill in, for init --from.

    Never overwrites.
    """
    from jcm_mrv.cli import start, writing

    if not xlsx:
        raise UsageError("say in which form: jcm-mrv template ID --xlsx")
    path, content = start.render_template(reference, output, methodologies)
    writing.write_new_files(path.parent, {path.name: content})
    return Answer(asked=f"{path}\n", notes=start.describe_template(path))


@app.command()
def check(
    projects: options.ProjectsArgument = [],  # noqa: B006  (typer copies it)
    until: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=_parse_day,
            help="Check what there is up to this day, for a period that is still running.",
        ),
    ] = None,
    form: options.CheckFormatOption = "text",
    also: Annotated[
        list[str],
        typer.Option(
            metavar="NAME=FILE", help="Write a further format to a new file; may be repeated."
        ),
    ] = [],  # noqa: B006
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count like errors.")] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Accept the findings in FILE; tell only new ones."),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write FILE, which accepts every finding of today."),
    ] = None,
    calendar: Annotated[
        bool | None,
        typer.Option(
            "--calendar/--no-calendar",
            help="Show how complete the readings of each month are.  [default: in a terminal]",
            show_default=False,
        ),
    ] = None,
    lock: options.LockOption = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Check projects and their readings, without calculating."""
    from jcm_mrv.cli.checking import Wishes, check_projects

    terminal = form == "text" and sys.stdout is not None and sys.stdout.isatty()
    wishes = Wishes(
        form=form,
        until=until,
        strict=strict,
        baseline=baseline,
        write_baseline=write_baseline,
        calendar=terminal if calendar is None else calendar,
        also=[options.parse_also(one) for one in also],
        lock=lock,
        methodologies=methodologies,
    )
    return check_projects(projects or [Path()], wishes)


@app.command()
def calculate(
    project: options.ProjectArgument = Path(),
    form: options.FormatOption = "text",
    lock: options.LockOption = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Calculate reductions and credits, showing every step."""
    from jcm_mrv.cli.calculating import calculate_project, code_of
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.views.findings import count_findings
    from jcm_mrv.views.terminal import render_report

    outcome = calculate_project(project, lock, methodologies)
    if isinstance(outcome, Answer):
        return outcome
    notes = show_findings(outcome.findings, project, methodologies)
    code = code_of(outcome)
    if form == "json":
        # To a person's terminal the line is ended; in a file the canonical bytes stay as they are.
        end = b"\n" if sys.stdout is not None and sys.stdout.isatty() else b""
        return Answer(code, outcome.report_bytes + end, notes)
    text = render_report(outcome.document, surface_of(sys.stdout))
    counted = f"Findings: {count_findings(outcome.findings)}" if outcome.findings else "No findings"
    return Answer(code, f"{text}\n{counted}.\n", notes)


app.command("report")(report.write_report)
app.command("view")(view.view_report)
app.command("verify")(verifying.verify_report)
app.command("disclose")(disclose.disclose_values)
app.command("countersign")(countersign.countersign_report)
app.command("schema")(schema.show_schema)
app.command("keygen")(signing.make_keys)
app.command("sign")(signing.sign_report)
app.command("bundle")(bundle.write_bundle)
app.command("diff")(comparing.compare_reports)


@app.command("lock")
def lock_project(
    project: options.ProjectArgument = Path(),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            dir_okay=False,
            help="The lock to write or extend, instead of project.lock in the project's folder.",
        ),
    ] = None,
    change: Annotated[
        str | None,
        typer.Option(
            "--change",
            metavar="TEXT",
            parser=_parse_change,
            help="Names what differs from the lock, as a change after registration.",
        ),
    ] = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Lock the plan and the months of readings accepted so far.

    Later drift is a finding of check and calculate. A lock that is there is extended.
    """
    from jcm_mrv.cli.locking import answer_lock
    from jcm_mrv.cli.process import write_note
    from jcm_mrv.cli.progress import show_progress
    from jcm_mrv.run import lock

    try:
        with show_progress(sys.stderr) as progress:
            locking = lock(
                project,
                output=output,
                change=change,
                methodologies=methodologies,
                progress=progress,
                tell=write_note,
            )
    except RefusedError as refusal:
        return Answer(ExitCode.UNREADABLE, notes=show_refusal(refusal, project, methodologies))
    return answer_lock(locking, project, methodologies)


@app.command()
def fetch(
    project: options.ProjectArgument = Path(),
    again: Annotated[
        bool,
        typer.Option("--again", help="Replace rows that are frozen already by new ones."),
    ] = False,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Freeze the rows of SQL queries to files.

    What is frozen already is kept; check and calculate fetch what is not.
    """
    from jcm_mrv.cli.process import write_note
    from jcm_mrv.run import fetch as fetch_project
    from jcm_mrv.sql.fetching import describe_fetched

    try:
        fetched, findings = fetch_project(
            project, again=again, methodologies=methodologies, tell=write_note
        )
    except RefusedError as refusal:
        return Answer(ExitCode.UNREADABLE, notes=show_refusal(refusal, project, methodologies))
    refused = any(finding.severity == "error" for finding in findings)
    notes = show_findings(findings, project, methodologies)
    if not fetched and not findings:
        notes = "jcm-mrv: no source of this project has a query."
    asked = "".join(f"{describe_fetched(one)}\n" for one in fetched)
    return Answer(ExitCode.NO if refused else ExitCode.YES, asked, notes)


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Such as D104; without it, the list.")
    ] = None,
) -> Answer:
    """Explain a code: what it means, why it matters, what to do."""
    from difflib import get_close_matches

    from jcm_mrv.checks.catalogue import read_catalogue
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.numbers import printable
    from jcm_mrv.views.catalogue import render_catalogue, render_check

    surface = surface_of(sys.stdout)
    checks = {check.code: check for check in read_catalogue()}
    if code is None:
        return Answer(asked=render_catalogue(tuple(checks.values()), surface))
    wanted = code.upper()
    if wanted in checks:
        return Answer(asked=render_check(checks[wanted], surface))
    nearest = get_close_matches(wanted, checks, n=3, cutoff=0.5)
    hint = f"the nearest: {', '.join(nearest)}" if nearest else "jcm-mrv explain lists them"
    raise UsageError(f'there is no code "{printable(code)}"; {hint}.')

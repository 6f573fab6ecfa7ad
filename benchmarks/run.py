"""Measure jcm-mrv beside the same job in bare polars and pandas, whole processes in one run.

Every command of a comparison runs in turn, A B C A B C ..., after one turn that is not counted;
the medians are printed with their ratios. Nothing is asserted: a machine that is busy shows it.

Run it with ``make bench``; ``--quick`` takes a tenth of the rows and three turns, ``--only``
one part.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAO = HERE.parent / "examples" / "lao-data-center"
PROGRAM = str(Path(sys.executable).with_name("jcm-mrv"))
TEN_YEARS = 5_300_000
MEBIBYTE = 1024
PARTS = ("start", "members", "sources", "sums", "proof", "views", "rows")


@dataclass(frozen=True)
class Figure:
    """Hold the medians of one command: wall time [s], processor time [s], peak memory [MiB]."""

    wall: float
    cpu: float
    memory: float


def write(kind: str, folder: Path, count: int) -> Path:
    """Write a project in a process of its own, so that this one stays small.

    A child starts with the memory of its parent, and its peak would be the parent's.
    """
    subprocess.run(
        [sys.executable, str(HERE / "data.py"), kind, str(folder), str(count)], check=True
    )
    return folder


def measure(commands: dict[str, list[str]], turns: int) -> dict[str, Figure]:
    """Run commands in turn and return the medians of each."""
    runs: dict[str, list[Figure]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, command in commands.items():
            figure = run_once(command)
            if turn:
                runs[name].append(figure)
    return {
        name: Figure(
            statistics.median(one.wall for one in figures),
            statistics.median(one.cpu for one in figures),
            statistics.median(one.memory for one in figures),
        )
        for name, figures in runs.items()
    }


def run_once(command: list[str]) -> Figure:
    """Run a command to its end and return what the operating system says of it."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit {process.returncode}: {' '.join(command)}")
    return Figure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEBIBYTE)


def show(title: str, figures: dict[str, Figure], against: dict[str, str]) -> None:
    """Print the medians, and the ratios of the first command to the others."""
    print(f"\n{title}")
    print(f"  {'':34}{'wall s':>9}{'cpu s':>9}{'peak MiB':>10}")
    for name, figure in figures.items():
        print(f"  {name:34}{figure.wall:9.3f}{figure.cpu:9.3f}{figure.memory:10.0f}")
    first = next(iter(figures.values()))
    for name, target in against.items():
        other = figures[name]
        ratios = (first.wall / other.wall, first.cpu / other.cpu, first.memory / other.memory)
        row = "".join(
            f"{ratio:{width}.2f}" for ratio, width in zip(ratios, (9, 9, 10), strict=True)
        )
        print(f"  {'ratio to ' + name:34}{row}   {target}")


def bench_sums(folder: Path, rows: int, turns: int) -> None:
    """Compare a calculation with every check to bare sums by year."""
    project = write("centre", folder / "centre", rows)
    readings = str(project / "readings.csv")
    jobs = HERE / "jobs"
    figures = measure(
        {
            "jcm-mrv calculate": [PROGRAM, "calculate", str(project), "--format", "json"],
            "bare polars": [sys.executable, str(jobs / "bare_polars.py"), readings],
            "pandas, Decimal": [sys.executable, str(jobs / "pandas_decimal.py"), readings],
            "pandas, float (not exact)": [sys.executable, str(jobs / "pandas_float.py"), readings],
        },
        turns,
    )
    show(
        f"{rows:,} rows x 3 meters, sums by year",
        figures,
        {
            "bare polars": "aim: 1.6, memory 1.8",
            "pandas, Decimal": "aim: 0.6",
            "pandas, float (not exact)": "",
        },
    )


def bench_start(turns: int) -> None:
    """Compare the help text and a small calculation to the imports that they cannot avoid."""
    figures = measure(
        {
            "jcm-mrv --help": [PROGRAM, "--help"],
            "a typer app of two commands": [
                sys.executable,
                str(HERE / "jobs/two_commands.py"),
                "--help",
            ],
        },
        turns,
    )
    show("help", figures, {"a typer app of two commands": "aim: 1.2"})
    imports = "import polars, pydantic, typer, pint"
    figures = measure(
        {
            "jcm-mrv calculate lao-data-center": [PROGRAM, "calculate", str(LAO)],
            imports: [sys.executable, "-c", imports],
        },
        turns,
    )
    show("the Lao example", figures, {imports: "aim: 1.6"})


def bench_proof(folder: Path, rows: int, turns: int) -> None:
    """Tell what a report costs above its calculation, and its verification above that."""
    figures = measure(
        {
            "jcm-mrv verify": [
                *(PROGRAM, "verify", str(folder / "lao"), "--inputs", str(LAO)),
                *("--keys", str(sign_report(LAO, folder / "lao"))),
            ],
            "jcm-mrv calculate": [PROGRAM, "calculate", str(LAO)],
        },
        turns,
    )
    show("the Lao example, verified", figures, {"jcm-mrv calculate": "aim: 1.5"})
    centre = write("centre", folder / "proved", rows)
    words = [PROGRAM, "report", str(centre), "--output", str(folder / "out"), "--overwrite"]
    figures = measure(
        {
            "jcm-mrv report": words,
            "jcm-mrv calculate": [PROGRAM, "calculate", str(centre)],
        },
        turns,
    )
    show(f"{rows:,} rows x 3 meters, reported", figures, {"jcm-mrv calculate": "aim: 1.3"})


def sign_report(project: Path, folder: Path) -> Path:
    """Write the report of a project and sign it; return the public key."""
    key = folder / "key"
    for words in (
        ["report", str(project), "--output", str(folder)],
        ["keygen", str(key), "--no-passphrase"],
        ["sign", str(folder), "--key", f"{key}.pem"],
    ):
        subprocess.run([PROGRAM, *words], check=True, capture_output=True)
    return key.with_name("key.pub.pem")


def bench_members(folder: Path, turns: int) -> None:
    """Tell what a set of five thousand members costs above one of two."""
    many, few = write("roofs", folder / "many", 5_000), write("roofs", folder / "few", 2)
    figures = measure(
        {
            "5,000 members": [PROGRAM, "calculate", str(many), "--format", "json"],
            "2 members": [PROGRAM, "calculate", str(few), "--format", "json"],
        },
        turns,
    )
    show("a set of many members, a reading a day", figures, {})
    own = figures["5,000 members"].cpu - figures["2 members"].cpu
    wall = figures["5,000 members"].wall - figures["2 members"].wall
    print(f"  {'of its own':34}{wall:9.3f}{own:9.3f}             aim: under 1 s")


def bench_sources(folder: Path, turns: int, *, large: bool) -> None:
    """Check what a plant hands in: a year of minutes, a workbook, and a large Parquet file."""
    jobs = [
        ("centre", 525_600, "a year of minutes, CSV", "aim: 2 s, 250 MiB"),
        ("workbook", 100_000, "a workbook", "aim: 3 s"),
        ("parquet", 10**8 if large else 10**7, "Parquet", "aim: bounded memory"),
    ]
    print(f"\nsources, checked whole\n  {'':46}{'wall s':>9}{'cpu s':>9}{'peak MiB':>10}")
    for kind, rows, name, aim in jobs:
        project = write(kind, folder / kind, rows)
        words = [PROGRAM, "check", str(project), "--format", "json"]
        figure = measure({name: words}, 1 if rows > 10**7 else turns)[name]
        shown = f"{name}, {rows:,} rows x 3"
        print(f"  {shown:46}{figure.wall:9.2f}{figure.cpu:9.2f}{figure.memory:10.0f}   {aim}")


def bench_views(folder: Path, rows: int, turns: int) -> None:
    """Tell what each view of a report costs once the report is there, and all in one process."""
    centre, out = write("centre", folder / "viewed", rows), folder / "views"
    report = [PROGRAM, "report", str(centre), "--output", str(out), "--overwrite"]
    subprocess.run(report, check=True, capture_output=True)
    forms = {"workbook": "xlsx", "page": "html", "paper": "pdf"}
    commands = {
        f"all three, {code}": _view_words(out, ",".join(forms.values()), code)
        for code in ("en", "ja")
    }
    commands |= {name: _view_words(out, form, "en") for name, form in forms.items()}
    show(
        f"views of a report of {rows:,} rows x 3 meters (aims: all three under 4 s, each under "
        "300 MiB)",
        measure(commands, turns),
        {},
    )
    for path in sorted(out.iterdir()):
        print(f"  {path.name:34}{path.stat().st_size / 1024:9,.0f} KiB")


def _view_words(out: Path, forms: str, language: str) -> list[str]:
    return [PROGRAM, "view", str(out), "--as", forms, "--language", language, "--overwrite"]


def bench_rows(folder: Path, counts: list[int], turns: int) -> None:
    """Tell the cost of a row over several orders of magnitude."""
    print(
        f"\ncost of a row\n  {'rows':>34}{'wall s':>9}{'cpu s':>9}{'us a row above the start':>28}"
    )
    empty = measure(
        {
            "": [
                PROGRAM,
                "calculate",
                str(write("centre", folder / "rows", 1440)),
                "--format",
                "json",
            ]
        },
        turns,
    )[""]
    for count in counts:
        project = write("centre", folder / "rows", count)
        figure = measure({"": [PROGRAM, "calculate", str(project), "--format", "json"]}, turns)[""]
        cost = (figure.cpu - empty.cpu) * 1e6 / count
        print(f"  {count:34,}{figure.wall:9.3f}{figure.cpu:9.3f}{cost:28.3f}")


def main() -> None:
    """Run the whole bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, three turns")
    parser.add_argument("--large", action="store_true", help="Parquet of 10^8 rows")
    parser.add_argument("--only", choices=PARTS, help="one part of the bench")
    asked = parser.parse_args()
    rows, turns = (TEN_YEARS // 10, 3) if asked.quick else (TEN_YEARS, 5)
    counts = [10**5, 10**6] if asked.quick else [10**5, 10**6, 10**7]
    with tempfile.TemporaryDirectory(prefix="jcm-mrv-bench-") as scratch:
        folder = Path(scratch)
        parts = {
            "start": lambda: bench_start(turns),
            "members": lambda: bench_members(folder, turns),
            "sources": lambda: bench_sources(folder, turns, large=asked.large),
            "sums": lambda: bench_sums(folder, rows, turns),
            "proof": lambda: bench_proof(folder, rows, turns),
            "views": lambda: bench_views(folder, rows, turns),
            "rows": lambda: bench_rows(folder, counts, turns),
        }
        for name in [asked.only] if asked.only else parts:
            parts[name]()


if __name__ == "__main__":
    main()

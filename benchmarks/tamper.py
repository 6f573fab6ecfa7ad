"""Tamper with the signed report of every example in every way of tests/tamper, and count.

    .venv/bin/python benchmarks/tamper.py            # prints the table of docs/tamper.md
    .venv/bin/python benchmarks/tamper.py --write    # writes that page

Exit 1 where one attack is not told by the right step, or anything but a verdict comes of one.
Run it with the extra dev. The memory of each process is limited, so that damage that asks for
more of it fails.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.tamper.attacks import is_caught, leaf_attacks, other_attacks  # noqa: E402
from tests.tamper.fuzz import fuzzed, is_told  # noqa: E402
from tests.tamper.signed import EXAMPLES, Once, judge, signed  # noqa: E402

import jcm_mrv.run  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


PAGE = ROOT / "docs" / "tamper.md"
FUZZED = 100_000
CHUNK = 2_000
PARTS = 8
MOST_MEMORY = 4 << 30
ON_FILES = ("byte of an input", "file dropped", "file is a link", "two files swapped", "file added")

HEAD = "\n".join(
    (
        "# Tampering, counted",
        "",
        "What `make tamper` does to the signed report of each example, and whether "
        "`jcm-mrv verify` tells it.",
        "Each attack is one change alone, but for the damage at random.",
        "It is told where the verdict is right and one of the steps that have to tell it does "
        "([procedure](procedure.md); the table of steps stands in tests/tamper/attacks.py).",
        '"Before signing" is the harder case: the participant edits the report and signs the '
        "edited one, statement and all.",
        "",
        "",
    )
)


@dataclass(frozen=True, slots=True)
class Job:
    """Hold a part of the work on an example: some of its leaves, some damage, or the rest."""

    example: int
    part: int | None = None
    seeds: range | None = None


@dataclass(slots=True)
class Counts:
    """Hold what came of it: attacks by kind, those told, what was not, the longest time [s]."""

    tried: Counter[str]
    told: Counter[str]
    missed: list[str]
    longest: float = 0.0


def work(job: Job) -> Counts:
    """Carry out a part of the attacks."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    real = jcm_mrv.run.recompute
    real = real.real if isinstance(real, Once) else real
    once = Once(real)
    one = signed(EXAMPLES[job.example])
    counts = Counts(Counter(), Counter(), [])
    if job.seeds is not None:
        jcm_mrv.run.recompute = once
        for seed in job.seeds:
            _try(counts, "damage at random", str(seed), lambda s=seed: is_told(one, fuzzed(one, s)))
        return counts
    other = signed(EXAMPLES[job.example - 1])
    with tempfile.TemporaryDirectory() as scratch:
        attacks = (
            other_attacks(one, other, Path(scratch))
            if job.part is None
            else leaf_attacks(one, job.part, PARTS)
        )
        for attack in attacks:
            jcm_mrv.run.recompute = real if attack.kind in ON_FILES else once
            _try(
                counts,
                attack.kind,
                f"{one.folder.name}: {attack.name}",
                lambda a=attack: is_caught(a, judge(a.request)),
            )
    return counts


def _try(counts: Counts, kind: str, name: str, ask: Callable[[], bool]) -> None:
    counts.tried[kind] += 1
    start = time.perf_counter()
    try:
        told = ask()
    except BaseException as error:
        told = False
        name = f"{name}: {type(error).__name__}"
    counts.longest = max(counts.longest, time.perf_counter() - start)
    counts.told[kind] += told
    if not told:
        counts.missed.append(f"{kind}: {name}")


def jobs() -> list[Job]:
    """Return the parts of the work."""
    examples = range(len(EXAMPLES))
    damage = [
        Job(start // CHUNK % len(EXAMPLES), seeds=range(start, start + CHUNK))
        for start in range(0, FUZZED, CHUNK)
    ]
    leaves = [Job(example, part) for example in examples for part in range(PARTS)]
    return [*map(Job, examples), *leaves, *damage]


def main() -> int:
    """Tamper, print the counts, and tell what was missed."""
    whole = Counts(Counter(), Counter(), [])
    asked = jobs()
    with Pool() as pool:
        for done, part in enumerate(pool.imap_unordered(work, asked), 1):
            sys.stderr.write(f"{done} of {len(asked)} parts\n")
            whole.tried += part.tried
            whole.told += part.told
            whole.missed += part.missed
            whole.longest = max(whole.longest, part.longest)
    rows = ["| attack | tried | told |", "|---|--:|--:|"]
    rows += [
        f"| {kind} | {count:,} | {whole.told[kind]:,} |" for kind, count in whole.tried.items()
    ]
    rows.append(f"| all | {whole.tried.total():,} | {whole.told.total():,} |")
    table = "\n".join(rows)
    sys.stdout.write(f"{table}\n\nlongest: {whole.longest:.2f} s\n")
    for name in whole.missed[:50]:
        sys.stdout.write(f"missed: {name}\n")
    if "--write" in sys.argv:
        PAGE.write_text(f"{HEAD}{table}\n", "utf-8")
    return 1 if whole.missed else 0


if __name__ == "__main__":
    sys.exit(main())

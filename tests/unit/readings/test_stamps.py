"""Stamps as texts to microseconds, on the clocks that loggers follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.unit.readings.tables import HOUR, at, clock_of

from jcm_mrv.project.time_formats import ISO, TIME_FORMATS
from jcm_mrv.readings import stamps
from jcm_mrv.readings.stamps import Clock, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

ISO_PATTERNS = stamps.stamp_patterns(TIME_FORMATS[ISO], strict=True)
MEXICO = clock_of("America/Mexico_City", "2022-01-01", "2022-12-31")


def values_of(expression: pl.Expr, **columns: Sequence[object]) -> list[int | None]:
    """Evaluate an expression over columns."""
    return pl.DataFrame(columns).select(expression.alias("x"))["x"].to_list()


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("2017-03-01", Layout("%Y-%m-%d", 10, offset=False)),
        ("2017-03-01T05:00", Layout("%Y-%m-%dT%H:%M", 16, offset=False)),
        ("2017-03-01 05:00:00.5", Layout("%Y-%m-%d %H:%M:%S%.f", 21, offset=False)),
        ("2017-03-01T05:00Z", Layout("%Y-%m-%dT%H:%MZ", 17, offset=True)),
        ("2017-03-01T05:00+07:00", Layout("%Y-%m-%dT%H:%M%z", 22, offset=True)),
        ("2017-03-01 05:00-0600", Layout("%Y-%m-%d %H:%M%z", 21, offset=True)),
        ("01.03.2017 05:00", None),
        ("2017-3-1", None),
        ("2017-03-01 5:00", None),
        ("2017-03-01 23:59:60", None),
        (" 2017-03-01", None),
    ],
)
def test_one_stamp_tells_its_layout(text: str, layout: Layout | None) -> None:
    """ISO 8601 has two digits each, T or a space, and an offset or none."""
    assert stamps.sniff_layout(text, ISO_PATTERNS) == layout


def test_stamps_of_one_layout_are_read_at_once() -> None:
    """A stamp of another length is not read, nor one that is no time."""
    layout = Layout("%Y-%m-%d %H:%M", 16, offset=False)
    texts = ["2017-03-01 05:00", "2017-3-1 5:00", "2017-02-29 05:00", "2017-03-01 24:00", None]

    assert values_of(stamps.parse_fast("s", layout), s=texts) == [
        at("2017-03-01 05:00"),
        *[None] * 4,
    ]


@pytest.mark.parametrize("text", ["2017-03-01T05:00Z", "2017-03-01T12:00+07:00"])
def test_an_offset_makes_an_instant(text: str) -> None:
    """05:00 UTC is 12:00 seven hours ahead."""
    layout = stamps.sniff_layout(text, ISO_PATTERNS)

    assert layout is not None
    assert values_of(stamps.parse_fast("s", layout), s=[text]) == [at("2017-03-01 05:00")]


def test_stamps_of_many_layouts_are_read_one_by_one() -> None:
    """A date alone is its midnight; 24:00 is the next one; seconds go to 59."""
    texts = {
        "2017-03-01": "2017-03-01 00:00",
        "2017-02-28 24:00": "2017-03-01 00:00",
        "2016-12-31T24:00:00": "2017-01-01 00:00",
        "2017-03-01T05:00:59,25": "2017-03-01 05:00:59.250000",
        " 2017-03-01 05:00 ": "2017-03-01 05:00",
        "2017-03-01 24:01": None,
        "2017-03-01 24:00:01": None,
        "2017-03-01 23:59:60": None,
        "2017-02-29": None,
        "01/03/2017": None,
        "2017-03-01 05:00+07:00": None,
    }

    read = values_of(stamps.parse_any("s", ISO_PATTERNS, offset=False), s=list(texts))

    assert dict(zip(texts, read, strict=True)) == {
        text: None if moment is None else at(moment) for text, moment in texts.items()
    }


def test_offsets_of_many_spellings_are_read_one_by_one() -> None:
    """Z, z, +0700 and +07:00; a stamp without any offset is not read among them."""
    texts = {
        "2017-03-01T05:00Z": "2017-03-01 05:00",
        "2017-03-01T05:00:00z": "2017-03-01 05:00",
        "2017-03-01 12:00+0700": "2017-03-01 05:00",
        "2017-02-28 24:00-05:00": "2017-03-01 05:00",
        "2017-03-01T05:00": None,
    }

    read = values_of(stamps.parse_any("s", ISO_PATTERNS, offset=True), s=list(texts))

    assert dict(zip(texts, read, strict=True)) == {
        text: None if moment is None else at(moment) for text, moment in texts.items()
    }


@pytest.mark.parametrize("name", sorted(TIME_FORMATS))
def test_every_format_on_the_list_reads_what_it_writes(name: str) -> None:
    """Half past six in the evening of 30 November 2017, in each declared format."""
    patterns = stamps.stamp_patterns(TIME_FORMATS[name], strict=name == ISO)
    form = TIME_FORMATS[name][-1]
    written = form
    for code, digits in (
        ("%Y", "2017"), ("%m", "11"), ("%d", "30"), ("%H", "18"), ("%I", "06"),
        ("%M", "30"), ("%S", "00"), ("%p", "PM"),
    ):  # fmt: skip
        written = written.replace(code, digits)
    moment = at("2017-11-30 18:30" if "%M" in form else "2017-11-30")

    layout = stamps.sniff_layout(written, patterns)

    assert layout is not None
    assert values_of(stamps.parse_fast("s", layout), s=[written]) == [moment]
    assert values_of(stamps.parse_any("s", patterns, offset=False), s=[written]) == [moment]


def test_day_and_month_are_not_exchanged() -> None:
    """The format says which comes first; 13 is no month."""
    day_first = stamps.stamp_patterns(TIME_FORMATS["DD/MM/YYYY"], strict=False)
    month_first = stamps.stamp_patterns(TIME_FORMATS["MM/DD/YYYY"], strict=False)
    texts = ["03/04/2017", "13/04/2017", "3/4/2017"]

    assert values_of(stamps.parse_any("s", day_first, offset=False), s=texts) == [
        at("2017-04-03"),
        at("2017-04-13"),
        at("2017-04-03"),
    ]
    assert values_of(stamps.parse_any("s", month_first, offset=False), s=texts) == [
        at("2017-03-04"),
        None,
        at("2017-03-04"),
    ]


def test_naive_stamps_become_instants() -> None:
    """Around both changes in Mexico City in 2022; a repeated time is the first one unless told."""
    walls = {
        "2022-04-03 01:59": "2022-04-03 07:59",  # -06:00
        "2022-04-03 03:00": "2022-04-03 08:00",  # -05:00
        "2022-10-30 00:59": "2022-10-30 05:59",  # -05:00
        "2022-10-30 01:30": "2022-10-30 06:30",  # -05:00, the first one
        "2022-10-30 02:00": "2022-10-30 08:00",  # -06:00
    }
    naive = [at(text) for text in walls]

    assert values_of(stamps.to_instant(pl.col("n"), MEXICO), n=naive) == [
        at(text) for text in walls.values()
    ]
    second = stamps.to_instant(pl.col("n"), MEXICO, pl.col("second"))
    assert values_of(second, n=naive, second=[True] * 5) == [
        *(at(text) for text in list(walls.values())[:3]),
        at("2022-10-30 07:30"),  # -06:00, the second one
        at("2022-10-30 08:00"),
    ]


def test_instants_become_local_times() -> None:
    """The clocks of Mexico City show 01:30 twice on 30 October 2022."""
    instants = ["2022-04-03 07:59", "2022-04-03 08:00", "2022-10-30 06:30", "2022-10-30 07:30"]
    local = ["2022-04-03 01:59", "2022-04-03 03:00", "2022-10-30 01:30", "2022-10-30 01:30"]

    read = values_of(stamps.to_local(pl.col("n"), MEXICO), n=[at(text) for text in instants])

    assert read == [at(text) for text in local]


def test_a_logger_with_a_clock_of_its_own_knows_no_summer_time() -> None:
    """At -06:00 all year there is neither a skipped nor a repeated hour."""
    clock = Clock(-6 * HOUR, (), 0, MEXICO.local, MEXICO.local_offset, same=False)

    assert values_of(stamps.to_instant(pl.col("n"), clock), n=[at("2022-07-01 12:00")]) == [
        at("2022-07-01 18:00")
    ]
    assert stamps.skipped_windows(clock) == stamps.repeated_windows(clock) == ()


def test_the_clock_skips_and_repeats_an_hour() -> None:
    """02:00 to 03:00 on 3 April does not exist, 01:00 to 02:00 on 30 October twice."""
    assert stamps.skipped_windows(MEXICO) == ((at("2022-04-03 02:00"), at("2022-04-03 03:00")),)
    assert stamps.repeated_windows(MEXICO) == ((at("2022-10-30 01:00"), at("2022-10-30 02:00")),)


def test_a_change_without_summer_time_repeats_an_hour_too() -> None:
    """Almaty went from +06:00 to +05:00 at the end of 29 February 2024: 23:00 came twice."""
    almaty = clock_of("Asia/Almaty", "2024-01-01", "2024-12-31")

    assert stamps.repeated_windows(almaty) == ((at("2024-02-29 23:00"), at("2024-03-01")),)


def test_windows_are_half_open() -> None:
    """The end of a window lies outside of it."""
    expression = stamps.inside(pl.col("n"), [(1, 3), (5, 6)])

    assert values_of(expression, n=[0, 1, 2, 3, 5, 6]) == [False, True, True, False, True, False]

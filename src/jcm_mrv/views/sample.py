"""A sample of readings as a person takes it to the plant: each with where it stands, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from jcm_mrv.numbers import counted
from jcm_mrv.views.digits import format_tonnes, format_value
from jcm_mrv.views.surface import draw, make_document_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType

    from jcm_mrv.views.surface import Surface


def render_sample(document: Mapping[str, Any], surface: Surface) -> str:
    """Render the document of a sample."""
    sample = make_document_harmless(document, ascii_only=surface.ascii)
    return draw(surface, *_head(sample), *_readings(sample), *_left_out(sample))


def _head(sample: Mapping[str, Any]) -> Iterable[RenderableType]:
    readings = sample["readings"]
    by_value = sum("value-weighted" in one["why"] for one in readings)
    yield Text(
        f"{counted(len(readings), 'reading', 'readings')} to trace to paper, "
        f"{by_value:,} of them drawn by value",
        style="bold",
    )
    yield f'Report {sample["report"][:16]}, seed "{sample["seed"]}", rule {sample["rule"]}.'
    interval = sample["interval"]
    each = f", one for every {format_tonnes(interval)} t" if interval is not None else ""
    yield f"All readings together weigh {format_tonnes(sample['weight'])} t{each}."


def _readings(sample: Mapping[str, Any]) -> Iterable[RenderableType]:
    for number, one in enumerate(sample["readings"], start=1):
        yield ""
        member = f" of {one['member']}" if "member" in one else ""
        meter = f", meter {one['meter']}" if "meter" in one else ""
        until = f" to {one['until']}" if "until" in one else ""
        time = f"{one['time']}{until}".replace("T", " ")
        yield f"{number}. {one['parameter']}{member}{meter}: {one['value']} {one['unit']}"
        yield Padding(time, (0, 0, 0, 4))
        yield Padding(describe_place(one), (0, 0, 0, 4))
        yield Padding(", ".join(one["why"]) + _chance(one), (0, 0, 0, 4))


def _chance(one: Mapping[str, Any]) -> str:
    if "probability" not in one:
        return ""
    tonnes = format_tonnes(one["weight"])
    return f" ({tonnes} t, probability {format_value(one['probability'])})"


def describe_place(one: Mapping[str, Any]) -> str:
    """Return file, line or cell, and column of a reading."""
    where = f"{one['file']}:{one['line']}" if "line" in one else str(one["file"])
    named = [one[key] for key in ("cell", "column") if key in one]
    return f"{where}: {', '.join(named)}" if named else where


def _left_out(sample: Mapping[str, Any]) -> Iterable[RenderableType]:
    for one in sample["left_out"]:
        yield ""
        yield (
            f"{counted(one['count'], 'more gap or fall', 'more gaps or falls')} of {one['path']} "
            "are not listed; the 100 longest gaps and the first 100 falls are."
        )

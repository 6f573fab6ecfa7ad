"""Plain tables to strict models, or every fault with its dotted place, in our own words.

No text of pydantic reaches a user (contracts 10).
"""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from jcm_mrv.numbers import NumberError, hide_credentials, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

FaultKind = Literal["unknown-key", "missing-key", "wrong-type", "bad-number", "bad-value"]

MAX_FAULTS = 100
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Unread:
    """Keep the text of a number that is beyond any decimal."""

    text: str


class Table(BaseModel):
    """Base of every model that is read from TOML: strict, frozen, no unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class ShapeFault:
    """Name one thing in a file that does not fit its model.

    Args:
        path: dotted place, such as ``monitored.EC_IT.source[0].unit``.
        kind: what sort of fault it is.
        sentence: what is wrong, in our words.
    """

    path: str
    kind: FaultKind
    sentence: str


class ShapeFaults(ValueError):  # noqa: N818 -- the faults are the file's
    """A mapping does not fit its model; holds every fault, in the model's order."""

    def __init__(self, faults: Iterable[ShapeFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{fault.path}: {fault.sentence}" for fault in self.faults))


def fault(sentence: str, kind: FaultKind = "bad-value") -> PydanticCustomError:
    """Return the error to raise in a model's validator; its sentence reaches the user as it is."""
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence})


def read_exact_number(value: object) -> Fraction:
    """Return the exact value of a TOML integer or decimal.

    Raises:
        PydanticCustomError: it is no number, or beyond the limits of ``parse_number``.
    """
    if isinstance(value, Unread):
        value = value.text
    elif isinstance(value, str):
        try:
            parse_number(value)
        except NumberError:
            raise fault(f"a number is expected (got {_describe(value)})", "wrong-type") from None
        raise fault(
            f"a number is expected (got {_describe(value)}); write {value} without quotes",
            "wrong-type",
        )
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise fault(f"a number is expected (got {_describe(value)})", "wrong-type")
    try:
        return parse_number(value)
    except NumberError as error:
        raise fault(str(error), "bad-number") from None


ExactNumber = Annotated[Fraction, PlainValidator(read_exact_number)]
"""A TOML integer or decimal as the exact number that was written."""


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], BeforeValidator(_as_tuple)]
"""A TOML list as a tuple; ``Many[str]`` is a list of texts."""

_Model = TypeVar("_Model", bound=BaseModel)


def validate(model: type[_Model], mapping: Mapping[str, Any]) -> _Model:
    """Return the mapping as a model.

    Raises:
        ShapeFaults: with the first 100 faults, each with its dotted place.
    """
    try:
        return model.model_validate(mapping)
    except ValidationError as error:
        details = error.errors(include_url=False)
    faults = [_fault_of(detail, model, mapping) for detail in details[:MAX_FAULTS]]
    if len(details) > MAX_FAULTS:
        more = f"and {len(details) - MAX_FAULTS:,} more faults"
        faults.append(ShapeFault("", "bad-value", more))
    raise ShapeFaults(faults)


def _fault_of(
    detail: ErrorDetails, model: type[BaseModel], mapping: Mapping[str, Any]
) -> ShapeFault:
    kind = detail["type"]
    place = _place(detail["loc"], mapping, missing=kind == "missing")
    path = dotted(place)
    if kind in get_args(FaultKind):
        return ShapeFault(path, kind, detail["ctx"]["sentence"])  # type: ignore[arg-type]
    if kind == "missing":
        return ShapeFault(path, "missing-key", f'key "{place[-1]}" is missing')
    if kind == "extra_forbidden":
        known = _keys_at(model, place[:-1])
        return ShapeFault(
            path, "unknown-key", f'unknown key "{_cut(str(place[-1]))}"' + nearest(place[-1], known)
        )
    got = f"(got {_describe(detail['input'])})"
    if kind == "literal_error":
        values = [str(value) for value in _literals_at(model, place)]
        near = nearest(detail["input"], values)
        return ShapeFault(path, "bad-value", f"{_describe(detail['input'])} is not a choice{near}")
    if kind in _EXPECTED:
        return ShapeFault(path, "wrong-type", f"{_EXPECTED[kind]} is expected {got}")
    context = detail.get("ctx", {})
    if kind in ("too_long", "string_too_long"):
        most = context["max_length"]
        return ShapeFault(path, "bad-value", f"too long: at most {_count(kind, most)}")
    if kind in ("too_short", "string_too_short"):
        least = context["min_length"]
        return ShapeFault(path, "bad-value", f"too short: at least {_count(kind, least)}")
    return ShapeFault(path, "bad-value", f"the value is not accepted {got}")


_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "mapping_type": "a table",
    "model_type": "a table",
    "tuple_type": "a list",
    "list_type": "a list",
    "date_type": "a date such as 2017-03-01, without quotes,",
    "date_from_datetime_inexact": "a date such as 2017-03-01, without quotes,",
    "datetime_type": "a date and time such as 2017-03-01T00:00:00, without quotes,",
}


def _count(kind: str, number: int) -> str:
    one, many = ("character", "characters") if kind.startswith("string") else ("entry", "entries")
    return f"{number:,} {one if number == 1 else many}"


def nearest(word: object, known: Iterable[object]) -> str:
    """Return ``; did you mean "kWh"?``, or the few that are known, or nothing."""
    names = [str(name) for name in known]
    text = str(word)
    close = difflib.get_close_matches(text, names, n=1) if len(text) <= _SHOWN else []
    if not close:
        close = [name for name in names if name.lower() == text.lower()]
    if close:
        return f'; did you mean "{close[0]}"?'
    return f" (expected one of {', '.join(names)})" if names and len(names) <= 40 else ""


def dotted(place: Iterable[str | int]) -> str:
    """Write a place as ``monitored.EC_IT.source[0].unit``; unusual keys are quoted."""
    path = ""
    for part in place:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            bare = re.fullmatch(r"[A-Za-z0-9_-]+", part)
            path += ("." if path else "") + (_cut(part) if bare else f'"{_cut(part)}"')
    return path


def _cut(text: str) -> str:
    text = hide_credentials(text)
    # A control character in a key would reach the terminal as it is.
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_SHOWN])
    return clean + ("…" if len(text) > _SHOWN else "")


def _describe(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'text "{_cut(value)}"'
        case Unread():
            return f"number {_cut(value.text)}"
        case int() | Decimal():
            small = isinstance(value, Decimal) or value.bit_length() < 4 * _SHOWN
            return f"number {_cut(str(value))}" if small else "a very long number"
        case datetime():
            return f"date and time {value.isoformat(sep=' ')}"
        case date() | time():
            return f"{type(value).__name__} {value.isoformat()}"
        case list() | tuple():
            return "a list"
    return "a table"


def _place(
    loc: tuple[str | int, ...], mapping: Mapping[str, Any], *, missing: bool
) -> tuple[str | int, ...]:
    """Keep of pydantic's location what is in the file: it also names the arms of unions."""
    place: list[str | int] = []
    here: Any = mapping
    for position, part in enumerate(loc):
        known = part in here if isinstance(here, dict) else isinstance(here, list)
        if known and (isinstance(here, dict) or isinstance(part, int)):
            here = here[part]
        elif not (missing and position == len(loc) - 1):
            continue
        place.append(part)
    return tuple(place)


def _annotations_at(model: Any, place: Iterable[str | int]) -> list[Any]:
    """Return every type that the models allow at a place."""
    found = list(_arms(model))
    for part in place:
        found = [arm for annotation in found for arm in _inside(annotation, part)]
    return found


def _arms(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from _arms(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for arm in get_args(annotation):
            yield from _arms(arm)
    else:
        yield annotation


def _inside(annotation: Any, part: str | int) -> Iterator[Any]:
    origin = get_origin(annotation)
    if isinstance(part, int):
        if origin in (tuple, list):
            yield from _arms(get_args(annotation)[0])
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if part == (field.alias or name):
                yield from _arms(field.annotation)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield from _arms(get_args(annotation)[1])
    elif origin in (tuple, list):
        # A single table where the model keeps a list of tables.
        yield from _inside(next(_arms(get_args(annotation)[0])), part)


def _keys_at(model: type[BaseModel], place: Iterable[str | int]) -> list[str]:
    tables = _annotations_at(model, place)
    # A single table may stand where the model keeps a list of tables.
    tables += [
        arm for table in tables if get_origin(table) is tuple for arm in _arms(get_args(table)[0])
    ]
    return [
        field.alias or name
        for table in tables
        if isinstance(table, type) and issubclass(table, BaseModel)
        for name, field in table.model_fields.items()
    ]


def _literals_at(model: type[BaseModel], place: Iterable[str | int]) -> list[object]:
    return [
        value
        for annotation in _annotations_at(model, place)
        if get_origin(annotation) is Literal
        for value in get_args(annotation)
    ]

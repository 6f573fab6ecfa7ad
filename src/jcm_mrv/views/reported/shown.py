"""A number as people read it, with the exact one behind it and the place where that stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.report.model_fields import Quantity
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a number of the report.

    Args:
        text: as it is shown: cut, never rounded.
        value: exact, as the report writes it.
        at: JSON pointer of that in the report.
        unit: of both; empty for a count or whole tonnes.
    """

    text: str
    value: str
    at: str
    unit: str = ""


def show_quantity(
    quantity: Quantity | None, at: str, language: Language, places: int = 3
) -> Shown | None:
    """Show a quantity; None where the report has none.

    Args:
        quantity: of the report.
        at: its JSON pointer.
        language: of the reader.
        places: decimals in a column.
    """
    if quantity is None:
        return None
    text = language.fixed(quantity.value, places)
    return Shown(text, quantity.value, f"{at}/value", quantity.unit)


def show_number(exact: str, at: str, language: Language, unit: str = "", places: int = 6) -> Shown:
    """Show a number that stands alone, with no more decimals than it has.

    Args:
        exact: as the report writes it.
        at: its JSON pointer.
        language: of the reader.
        unit: of the number.
        places: most decimals.
    """
    return Shown(language.number(exact, places), exact, at, unit)


def show_whole(number: int | None, at: str, language: Language) -> Shown | None:
    """Show a count or whole tonnes; None where the report has none."""
    return None if number is None else Shown(language.whole(number), str(number), at)

"""A language: its words, and how it writes numbers and days.

A number is cut, never rounded, so that what is shown never claims more than the exact value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton

from jcm_mrv.views.digits import group_thousands, split_value
from jcm_mrv.views.words.catalogue import read_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEAST_DIGITS = 3
_PERCENT_SHIFT = 2


@dataclass(frozen=True, slots=True)
class Language:
    """Write for readers of one language.

    Args:
        code: of the language, such as ``ja``.
        locale: of its numbers and days.
        texts: translation by English text; what is not there stays English.
    """

    code: str
    locale: Locale
    texts: Mapping[str, str]

    def text(self, message: str, **values: object) -> str:
        """Return a message of this program, with the values put where their names stand."""
        found = self.texts.get(message, message)
        return found.format(**values) if values else found

    def known(self, text: str) -> str:
        """Return the translation of a text that came in a report, or the text itself."""
        return self.texts.get(text, text)

    def is_known(self, text: str) -> bool:
        """Tell whether a text that came in a report is written in this language here."""
        return text in self.texts

    def number(self, exact: str, places: int = 3) -> str:
        """Return an exact number, cut to at most so many decimals.

        A number nearer to zero than that keeps three digits that are not zero.

        Args:
            exact: a plain decimal, or ``n/d`` in lowest terms.
            places: most decimals.
        """
        whole, decimals = split_value(exact)
        if not whole.strip("-0"):
            places = max(places, len(decimals) - len(decimals.lstrip("0")) + _LEAST_DIGITS)
        return self._write(whole, decimals[:places].rstrip("0"))

    def fixed(self, exact: str, places: int = 3) -> str:
        """Return an exact number with so many decimals, the rest cut off: for columns."""
        whole, decimals = split_value(exact)
        return self._write(whole, decimals[:places].ljust(places, "0"))

    def whole(self, number: int) -> str:
        """Return a count."""
        return self._write(str(number), "")

    def percent(self, exact: str, places: int = 2) -> str:
        """Return a ratio in percent, cut to at most so many decimals; 1 is 100 %."""
        whole, decimals = split_value(exact)
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        padded = decimals.ljust(_PERCENT_SHIFT, "0")
        shifted = (digits + padded[:_PERCENT_SHIFT]).lstrip("0") or "0"
        rest = padded[_PERCENT_SHIFT : _PERCENT_SHIFT + places].rstrip("0")
        _ = self.text
        return _("{number} %", number=self._write(sign + shifted, rest))

    def day(self, text: str) -> str:
        """Return a day, from ``2017-03-01``; what is no day stays as it is."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text  # a report from elsewhere has no more than the form of a day
        return format_date(day, "long", locale=self.locale)

    def time(self, text: str) -> str:
        """Return a local time, from ``2017-03-01T00:00:00``, to the minute."""
        return f"{self.day(text[:10])} {text[11:16]}".rstrip()

    def month(self, text: str) -> str:
        """Return a month with its year, from ``2017-03``."""
        return self._skeleton("yMMM", text)

    def short_month(self, text: str) -> str:
        """Return the name of a month alone, from ``2017-03``."""
        return self._skeleton("MMM", text)

    def period(self, start: str, end: str) -> str:
        """Return a period, both days inside."""
        _ = self.text
        return _("{start} to {end}", start=self.day(start), end=self.day(end))

    @property
    def separator(self) -> str:
        """What stands between texts in a row."""
        _ = self.text
        return _("{one}, {other}", one="", other="")

    def listed(self, parts: Iterable[str]) -> str:
        """Return texts in a row; those that are empty are left out."""
        return self.separator.join(part for part in parts if part)

    def sentences(self, parts: Iterable[str]) -> str:
        """Return sentences as one paragraph; those that are empty are left out."""
        _ = self.text
        return _("{one} {other}", one="", other="").join(part for part in parts if part)

    def labelled(self, label: str, text: str) -> str:
        """Return a text behind its label."""
        _ = self.text
        return _("{label}: {text}", label=label, text=text)

    def country(self, code: str) -> str:
        """Return the name of a country, from its ISO 3166-1 alpha-2 code."""
        return str(self.locale.territories.get(code, code))

    def _skeleton(self, skeleton: str, text: str) -> str:
        try:
            day = datetime.fromisoformat(f"{text[:7]}-01")
        except ValueError:
            return text
        return format_skeleton(skeleton, day, locale=self.locale, fuzzy=False)

    def _write(self, whole: str, decimals: str) -> str:
        symbols = self.locale.number_symbols["latn"]
        text = group_thousands(whole, str(symbols["group"]))
        return f"{text}{symbols['decimal']}{decimals}" if decimals else text


def read_language(code: str) -> Language:
    """Return a language.

    Raises:
        KeyError: there is no catalogue of it.
    """
    messages = read_messages(code)
    return Language(code, Locale.parse(messages.locale), messages.texts)

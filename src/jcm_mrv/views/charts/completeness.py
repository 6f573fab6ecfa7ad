"""Which readings are there: a calendar of months for each monitored parameter.

A month is whole, has a share, has nothing of what was expected, or had nothing expected of it:
four states that differ in words and in outline, not in colour alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.charts.calendar import draw_calendar
from jcm_mrv.views.charts.chart import Chart, clean
from jcm_mrv.views.charts.series import CannotDraw, check_count, is_month
from jcm_mrv.views.charts.table import LISTED, month_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.views.words import Language

NAME = "completeness"
MOST_CALENDARS = 12
MOST_MEMBERS = 4
MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Month:
    """Hold how many readings a month has, and how many its steps ask for.

    Args:
        month: such as ``2017-03``.
        count: readings.
        expected: 0 where none is expected.
        member: of a set, where the calendar shows the least complete one of each month.
    """

    month: str
    count: int
    expected: int
    member: str = ""

    @property
    def share(self) -> Fraction | None:
        """What is there of what is expected; None where nothing is."""
        return Fraction(self.count, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hold the months of a parameter, of one member of it, or of the least complete ones."""

    parameter: str
    months: tuple[Month, ...]
    member: str = ""
    members: int = 0


def draw_completeness(document: Mapping[str, Any], language: Language) -> tuple[Chart, ...]:
    """Return a calendar for each parameter with a time step, or the sentence why there is none.

    Raises:
        CannotDraw: there are too many months.
    """
    _ = language.text
    found = [one for one in calendars_of(document) if any(m.expected for m in one.months)]
    if not found:
        sentence = _(
            "No reading is expected at fixed steps: what comes from registers and invoices has "
            "no share of readings to show."
        )
        return (Chart(NAME, _("Completeness of the readings"), sentence),)
    titles = {one["name"]: one["title"] for one in document["methodology"]["parameters"]}
    charts = [
        _draw(f"{NAME}-{number}", one, titles.get(one.parameter, ""), language)
        for number, one in enumerate(found[:MOST_CALENDARS], 1)
    ]
    if len(found) > MOST_CALENDARS:
        sentence = _(
            "{count} further calendars are left out here; the report has their months.",
            count=language.whole(len(found) - MOST_CALENDARS),
        )
        charts.append(Chart(f"{NAME}-more", _("Completeness of further readings"), sentence))
    return tuple(charts)


def calendars_of(document: Mapping[str, Any]) -> tuple[Calendar, ...]:
    """Return the calendars in the order of the methodology's parameters."""
    entries: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in document["readings"]:
        if is_month(one["month"]):
            entries[one["parameter"]].append(one)
    order = [one["name"] for one in document["methodology"]["parameters"]]
    known = [name for name in order if name in entries]
    known += [name for name in entries if name not in set(order)]
    return tuple(calendar for name in known for calendar in _calendars(name, entries[name]))


def _calendars(name: str, entries: list[Mapping[str, Any]]) -> Iterator[Calendar]:
    counts: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for one in entries:
        members = one.get("members")
        columns = zip(
            [""] if members is None else members,
            [one["count"]] if members is None else one["count"],
            [one["expected"]] if members is None else one["expected"],
            strict=True,
        )
        for member, count, expected in columns:
            both = counts[one["month"]].setdefault(member, [0, 0])
            both[0] += count
            both[1] += expected
    check_count(counts)
    members = list(dict.fromkeys(member for month in counts.values() for member in month))
    if len(members) > MOST_MEMBERS:
        months = tuple(_least(month, counts[month]) for month in sorted(counts))
        yield Calendar(name, months, members=len(members))
        return
    for member in members:
        yield Calendar(
            name,
            tuple(
                _month(month, counts[month][member], member)
                for month in sorted(counts)
                if member in counts[month]
            ),
            member,
        )


def _least(month: str, members: Mapping[str, list[int]]) -> Month:
    """Return the least complete member of a month, the first of several."""
    asked = {member: both for member, both in members.items() if both[1]}
    if not asked:
        return Month(month, 0, 0)
    member = min(asked, key=lambda one: Fraction(*asked[one]))
    return _month(month, asked[member], member)


def _month(month: str, both: list[int], member: str) -> Month:
    count, expected = both
    return Month(month, count, expected, member)


def _draw(name: str, calendar: Calendar, title: str, language: Language) -> Chart:
    _ = language.text
    months = calendar.months
    if len({one.month[:4] for one in months}) > MOST_YEARS:
        raise CannotDraw
    of = _name_of(calendar, title, language)
    names = [one.month for one in months]
    shares = {_("Share"): [share_text(one.share, language) for one in months]}
    counts = {
        _("Readings"): [language.whole(one.count) for one in months],
        _("Expected"): [language.whole(one.expected) for one in months],
    }
    columns = counts | shares if len(months) <= LISTED else shares
    if calendar.members and len(months) <= LISTED:
        columns = {_("Least complete"): [clean(one.member) for one in months]} | columns
    header, rows = month_table(names, columns, "", language)
    spec = draw_calendar([(one.month, one.share) for one in months], language)
    return Chart(
        name,
        _("Completeness of {parameter}", parameter=of),
        _describe(calendar, language),
        spec,
        header,
        rows,
    )


def _name_of(calendar: Calendar, title: str, language: Language) -> str:
    _ = language.text
    parameter = clean(calendar.parameter)
    if calendar.members:
        return _(
            "{parameter}, the least complete of {count}",
            parameter=parameter,
            count=language.whole(calendar.members),
        )
    if calendar.member:
        return _("{parameter}, {member}", parameter=parameter, member=clean(calendar.member))
    words = clean(language.known(title), 120)
    return _("{parameter}: {words}", parameter=parameter, words=words) if words else parameter


def share_text(share: Fraction | None, language: Language, places: int = 2) -> str:
    """Return a share in percent; one that is not whole never reads 100 %, nor 0 % if not none."""
    if share is None:
        return language.text("nothing expected")
    text = language.percent(format_exact(share), places)
    if share and text == language.percent("0", places):
        least = language.percent(format_exact(Fraction(1, 100 * 10**places)), places)
        return language.text("below {least}", least=least)
    return text


def _describe(calendar: Calendar, language: Language) -> str:
    _ = language.text
    asked = [one for one in calendar.months if one.share is not None]
    least = min(asked, key=lambda one: (one.share, one.month))
    whole = sum(one.share is not None and one.share >= 1 for one in asked)
    text = (
        _("A tile for each month: all {count} are complete.", count=language.whole(whole))
        if whole == len(asked)
        else _(
            "A tile for each month: {whole} of {asked} are complete; the least has {share}, in "
            "{month}.",
            whole=language.whole(whole),
            asked=language.whole(len(asked)),
            share=share_text(least.share, language),
            month=language.month(least.month),
        )
    )
    silent = len(calendar.months) - len(asked)
    if silent:
        said = _("Months in which nothing was expected: {count}.", count=language.whole(silent))
        text = language.sentences((text, said))
    return text

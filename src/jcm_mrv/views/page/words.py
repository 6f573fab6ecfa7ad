"""What the script of the page says, in the language of the page.

The script has its messages in English, and looks them up in what is written here; a test holds
the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.views.words import Language


def words_of(language: Language) -> dict[str, Any]:
    """Return the words of the script: separators of numbers, and texts that are not English."""
    symbols = language.locale.number_symbols["latn"]
    english = messages_of_script(str)
    texts = dict(zip(english, messages_of_script(language.text), strict=True))
    return {
        "group": str(symbols["group"]),
        "decimal": str(symbols["decimal"]),
        "texts": {message: text for message, text in texts.items() if text != message},
    }


def messages_of_script(_: Callable[[str], str]) -> tuple[str, ...]:
    """Return every message of the script.

    Args:
        _: translates a message.
    """
    return (*_verdict(_), *_places(_), *_bases(_), *_faults(_), *_files(_))


def _verdict(_: Callable[[str], str]) -> tuple[str, ...]:
    return (
        _("Stop"),
        _("Re-computing"),
        _("Stopped: nothing is proved."),
        _("Re-computed: everything agrees."),
        _("Re-computed: this differs."),
        _("Not all was re-computed: it asks for more work than a page does."),
        _("There is nothing to re-compute: the report states no results, and says why."),
        _("re-computed, agrees"),
        _("differs"),
        _("not re-computed"),
        _("{place}: stated {stated}, computed {computed}, {basis}"),
        _("stated {stated}, computed {computed}"),
        _("nothing"),
        _("{count} more places differ."),
        _("{count} fixed values are stated in another unit: taken as they are."),
        _(
            "Compared: readings by month {readings}, values {values}, equations {equations}, "
            "sums of lines {lines}, years of the rounding step {years}, months {months}, "
            "numbers on this page {shown}."
        ),
        _(
            "Not proved here: that the readings are those of the files (drop the files on the "
            "list of inputs to compare their SHA-256), and that the formulas, the factors and "
            "the GWPs are those of the methodology. jcm-mrv verify checks both, with a copy of "
            "your own."
        ),
        _(
            "A page can be changed as a whole, with this script: compare the SHA-256 with one "
            "that you trust, or render the page again from report.json."
        ),
    )


def _places(_: Callable[[str], str]) -> tuple[str, ...]:
    return (
        _("the embedded report"),
        _("equation {name}, {span}"),
        _("value of {name}, {span}"),
        _("readings"),
        _("readings of {name}, {span}"),
        _("lines"),
        _("line {span}"),
        _("rounding"),
        _("rounding of {year}"),
        _("month {span}"),
        _("totals"),
    )


def _bases(_: Callable[[str], str]) -> tuple[str, ...]:
    return (
        _("from the bytes of the embedded report"),
        _("from the days of the period, its cuts and the fixed values"),
        _("from the readings, the edges and the adjustments"),
        _("from the readings that the steps of the month ask for"),
        _("one entry for each month of a segment"),
        _("as the project or the methodology states it in this report"),
        _("as the value or the equation before it states it"),
        _("from the formula and its operands"),
        _("the names that the formula reads"),
        _("the unit of the equation"),
        _("every segment has the same values and equations"),
        _("the sum of the segments"),
        _("the sum of the lines"),
        _("by the rounding step"),
        _("from the readings of the month"),
        _("from the estimate of the project and the days"),
        _("the segment less the sum of its months"),
        _("there are no equations"),
        _("as the embedded report states it"),
        _("the exact number, cut to the decimals that are shown"),
    )


def _faults(_: Callable[[str], str]) -> tuple[str, ...]:
    return (
        _("The embedded report is not JSON."),
        _("The embedded report is not canonical JSON (RFC 8785)."),
        _("The embedded report is not of the schema jcm-mrv/report/1."),
        _("The embedded report is not as docs/report.md says."),
        _("The report is nested too deep."),
        _("The report holds a number that is not a whole one."),
        _("There are no results, and no finding says why."),
        _("A list is expected here."),
        _("A text is expected here."),
        _("A whole number is expected here."),
        _("A day is expected."),
        _("There is no such entry."),
        _("Another unit is expected here."),
        _("These are not the members of a set of the project."),
        _("There is not one entry for each member."),
        _("There is no reading."),
        _("This kind of value is not known."),
        _("Nothing before states this operand."),
        _("This name is stated twice."),
        _("A segment has no such equation."),
        _("What is shown here is not a number."),
        *_formulas(_),
    )


def _formulas(_: Callable[[str], str]) -> tuple[str, ...]:
    return (
        _("A division by zero."),
        _("A number is larger than a report may hold."),
        _("A fraction is not in lowest terms."),
        _("This is not a number of a report."),
        _("This is not a factor of a conversion."),
        _("A number is expected in a formula."),
        _("A condition is expected in a formula."),
        _("A part of a formula has another number of arguments than it takes."),
        _("A part of a formula is none that the formula language knows."),
        _("A formula is nested too deep."),
        _("A formula reads a name that has no operand."),
        _("A formula reads a member of another set."),
        _("A formula counts over a set that the project does not have."),
        _("A formula reads a name that has no value."),
        _("A power is a whole number from -4 to 4."),
        _("A set without members has no sum, no least and no greatest value."),
        _("No member of a set satisfies the condition."),
    )


def _files(_: Callable[[str], str]) -> tuple[str, ...]:
    return (
        _("Reading {path}"),
        _("SHA-256 agrees"),
        _("another SHA-256"),
        _("{path}: agrees with {input}"),
        _("{path}: is the report of this page"),
        _(
            "{path}: differs from {input}: SHA-256 {digest}, {size} bytes; the report states "
            "{bytes} bytes"
        ),
        _("{path}: is no input of this report"),
        _("{path}: cannot be read"),
        _("{count} of {all} inputs agree."),
    )

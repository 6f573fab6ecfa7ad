"""The layout of the workbook to fill in for a methodology: the one description of it.

The writer and the reader both work from what :func:`lay_out` returns, so that a cell that is
moved here moves in both. Whatever changes a place or a key is a new :data:`LAYOUT`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from jcm_mrv.countries import NO_COUNTRY, PARTNERS
from jcm_mrv.forms.fields import DAY_HINT, Field, Form, Sheet, Table
from jcm_mrv.forms.parameter_sheets import (
    fixed_sheet,
    invoices_sheet,
    monitored_of,
    monitoring_sheet,
    sources_sheet,
)
from jcm_mrv.project.monitoring import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.methodology.model import Methodology

LAYOUT = "jcm-mrv/workbook/1"
ABOUT, READINGS = "Project", "Readings"
READINGS_TIME = "timestamp"
YES, NO = "yes", "no"
READING_COLUMNS = 11
SPARE_COLUMNS = 4

_MOMENT = "A date such as 2024-01-31, or with a time: 2024-01-31 14:00."


def lay_out(
    module: Methodology, reference: str, country: str | None = None, zones: Sequence[str] = ()
) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook for a methodology.

    Places and keys follow from the module and the reference alone; country and zones only
    change what is proposed in cells.

    Args:
        module: the methodology.
        reference: how the project names it.
        country: of the JCM number, where the reference is one.
        zones: time zones of that country.
    """
    sheets = [
        _project(module, reference, country, zones),
        _members(module),
        fixed_sheet(module),
        monitoring_sheet(module),
        sources_sheet(module),
        _meters(),
        _calibrations(),
        invoices_sheet(module),
        _events(),
        _eligibility(module),
        _readings(module),
    ]
    return tuple(sheet for sheet in sheets if sheet is not None)


def _project(
    module: Methodology, reference: str, country: str | None, zones: Sequence[str]
) -> Sheet:
    countries = tuple(f"{code}  {each.name}" for code, each in sorted(PARTNERS.items()))
    given = {"layout": LAYOUT, "methodology": reference, "module": module.title}
    if country:
        given["country"] = next(each for each in countries if each.startswith(f"{country}  "))
    if len(zones) == 1:
        given["time_zone"] = zones[0]
    gwp = Field(
        "gwp_set",
        "GWP set",
        "The assessment report whose global warming potentials count.",
        "choice",
        needed=len(module.gwp_sets) > 1,
        choices=module.gwp_sets,
    )
    about = Form(
        "project",
        "Project",
        (
            Field("layout", "Workbook", "Says how this workbook is laid out.", "label"),
            Field("methodology", "Methodology", "This workbook is for no other.", "label"),
            Field("module", "", "", "label"),
            Field("title", "Title", "As in the project's registration.", needed=True),
            Field("reference_number", "Reference number", "Such as LA001, once registered."),
            Field(
                "country",
                "Country",
                "The partner country. none: a trial run outside of the JCM, without credits.",
                "choice",
                needed=True,
                choices=(*countries, f"{NO_COUNTRY}  trial run"),
            ),
            Field(
                "time_zone",
                "Time zone",
                "Such as Asia/Vientiane: midnights, months and years are counted in it.",
                "choice",
                needed=True,
                choices=tuple(zones),
                open=True,
            ),
            Field("start", "Monitoring period: first day", DAY_HINT, "day", needed=True),
            Field(
                "end",
                "Monitoring period: last day",
                "It is part of the period.",
                "day",
                needed=True,
            ),
            Field("start_of_operation", "Start of operation", DAY_HINT, "day"),
            *([gwp] if module.gwp_sets else []),
            Field("region", "Region", "State, province."),
            Field("city", "City", "City, town, community."),
            Field("latitude", "Latitude", "Degrees, south is negative, such as 17.96.", "number"),
            Field("longitude", "Longitude", "Degrees, west is negative, such as 102.61.", "number"),
            Field(
                "expected",
                "Expected reductions [tCO2/year]",
                "The design document's estimate for a full year.",
                "number",
                least=0,
            ),
            Field("expected_source", "Source of that estimate", "Document and page."),
        ),
        given,
    )
    participants = Table(
        "participants",
        "Participants",
        (
            Field("name", "Name", "Company or body.", needed=True),
            Field("country", "Country", "Such as LA or JP."),
            Field("role", "Role", "What it does in the project."),
        ),
        free=5,
    )
    responsible = Table(
        "responsible",
        "Responsible for monitoring",
        (
            Field("name", "Name", "Person or function.", needed=True),
            Field("organization", "Organization", "Where the person works."),
            Field("role", "Role", "What the person does.", needed=True),
        ),
        free=4,
    )
    schemes = Table(
        "other_schemes",
        "Other schemes (certificates, feed-in tariffs, other credits)",
        (
            Field("scheme", "Scheme", "Such as I-REC.", needed=True),
            Field("reference", "Reference", "Number of the registration."),
            Field("resolution", "Resolution", "Why nothing is counted twice, if it overlaps."),
            Field("start", "From", DAY_HINT, "day"),
            Field("end", "Until", DAY_HINT, "day"),
        ),
        free=4,
    )
    return Sheet(
        ABOUT,
        "Fill in the yellow cells of every sheet; those with a * must not stay empty. "
        "Then run: jcm-mrv init --from THIS-FILE FOLDER. It says, cell by cell, what is missing.",
        (about, participants, responsible, schemes),
        freeze=False,
    )


def _members(module: Methodology) -> Sheet | None:
    if not module.sets:
        return None
    names = tuple(module.sets)
    titles = "; ".join(f"{name}: {title}" for name, title in module.sets.items())
    fields = (
        Field("set", "Set", "What the member belongs to.", "choice", needed=True, choices=names),
        Field("id", "Member", "A short name, such as roof-a.", needed=True, width=24),
        Field("start", "From", "First day, where it joins within the period.", "day"),
        Field("end", "Until", "Last day, where it leaves within the period.", "day"),
    )
    # Only one set can be meant: nobody need say so in each row.
    rows = tuple({"set": names[0]} for _ in range(20)) if len(names) == 1 else ()
    table = Table("members", "", fields, rows=rows, free=20, locked=("set",))
    return Sheet("Members", f"What is counted one by one. {titles}.", (table,))


def _meters() -> Sheet:
    fields = (
        Field("id", "Meter", "The name that this workbook uses for it.", needed=True),
        Field("serial_number", "Serial number", "As on the name plate.", width=20),
        Field("class", "Class", "Such as 0.5S."),
        Field("standard", "Standard", "Such as IEC 62053-22.", width=18),
        Field("mpe", "Permissible error [%]", "The greatest, in percent.", "number", least=0),
        Field("mpe_source", "Source of that error", "Certificate or standard.", width=34),
        Field("ct", "CT ratio", "100/5 is 20.", "number", least=0),
        Field("vt", "VT ratio", "22000/110 is 200.", "number", least=0),
    )
    table = Table("meters", "", fields, free=20)
    return Sheet("Meters", "Who measures, and how exactly.", (table,))


def _calibrations() -> Sheet:
    fields = (
        Field("meter", "Meter", "As on the sheet Meters.", needed=True),
        Field("date", "Calibrated on", DAY_HINT, "day", needed=True),
        Field("valid_until", "Valid until", "Last day on which it holds.", "day"),
        Field("certificate", "Certificate", "Number or file.", needed=True, width=34),
        Field("as_found", "Error as found [%]", "Before adjustment, in percent.", "number"),
    )
    table = Table("calibrations", "", fields, free=30)
    return Sheet("Calibrations", "When the meters were proved; one row a calibration.", (table,))


def _events() -> Sheet:
    fields = (
        Field("start", "From", _MOMENT, "moment", needed=True),
        Field("end", "Until", "A day counts whole.", "moment", needed=True),
        Field("kind", "Kind", "", "choice", needed=True, choices=get_args(EventKind)),
        Field("evidence", "Evidence", "Document that shows it.", needed=True, width=50),
    )
    table = Table("events", "", fields, free=20)
    return Sheet("Events", "What happened at the plant, for whoever asks about a gap.", (table,))


def _eligibility(module: Methodology) -> Sheet:
    fields = (
        Field("criterion", "Criterion", "", "label", width=10),
        Field("text", "Text", "", "label", width=60),
        Field("met", "Met", "yes or no.", "choice", needed=True, choices=(YES, NO), width=8),
        Field("evidence", "Evidence", "The document that shows it.", needed=True, width=60),
    )
    rows = tuple({"criterion": each.id, "text": each.text} for each in module.eligibility)
    table = Table("eligibility", "", fields, rows, locked=("criterion",))
    return Sheet("Eligibility", "The criteria of the methodology, each answered.", (table,))


def _readings(module: Methodology) -> Sheet:
    names = [each.name for each in monitored_of(module) if not each.optional]
    stamp = Field("column_0", "Stamp", "Such as 2024-01-31 14:00.", "moment", width=20)
    others = (
        Field(f"column_{number}", "Readings", "Numbers.", "number", width=12)
        for number in range(1, 1 + max(READING_COLUMNS, len(names) + SPARE_COLUMNS))
    )
    given = {"column_0": READINGS_TIME} | {
        f"column_{number}": name for number, name in enumerate(names, 1)
    }
    fields = (stamp, *others)
    table = Table("readings", "", fields, (given,), locked=("column_0",), names=True)
    return Sheet(
        READINGS,
        "Only where readings are pasted instead of naming a file: stamps in column A, numbers "
        "beside them, headings as the sheet Sources names them.",
        (table,),
    )

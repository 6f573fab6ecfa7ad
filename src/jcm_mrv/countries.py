"""The JCM's partner countries, by ISO 3166-1 alpha-2 code.

No date of signature and no emission factor is kept here: what is known of most dates is
recollection only, and a grid factor is the project's own, with its source (facts 3.3, 4.2).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NO_COUNTRY", "PARTNERS", "Country", "country_of_number", "suggest_country"]

NO_COUNTRY = "none"
"""What a project writes as its country for a trial run outside of the JCM."""

_GEC_2023 = "https://gec.jp/jcm/kobo/mp230817/"
_MOFA_2024 = "https://www.mofa.go.jp/ic/ch/page1we_000105.html"
_TANZANIA = "https://worldjpn.net/documents/texts/ENVI/20250528.O1E.html"
_INDIA = (
    "https://currentaffairs.adda247.com/"
    "india-and-japan-adopt-rules-for-joint-crediting-mechanism-under-paris-agreement/"
)
_SECOND_HAND = "a third party's notes on Article 6 (no official page was read)"


@dataclass(frozen=True, slots=True)
class Country:
    """Hold a partner country of the JCM.

    Args:
        code: ISO 3166-1 alpha-2.
        name: as the JCM's pages write it.
        source: where the partnership was read.
        read: ``read`` in the source itself, or ``second-hand`` only.
    """

    code: str
    name: str
    source: str
    read: Literal["read", "second-hand"] = "read"


_LISTED_2023 = {
    "MN": "Mongolia",
    "BD": "Bangladesh",
    "ET": "Ethiopia",
    "KE": "Kenya",
    "MV": "Maldives",
    "VN": "Viet Nam",
    "LA": "Lao PDR",
    "ID": "Indonesia",
    "CR": "Costa Rica",
    "PW": "Palau",
    "KH": "Cambodia",
    "MX": "Mexico",
    "SA": "Saudi Arabia",
    "CL": "Chile",
    "MM": "Myanmar",
    "TH": "Thailand",
    "PH": "Philippines",
    "SN": "Senegal",
    "TN": "Tunisia",
    "AZ": "Azerbaijan",
    "MD": "Moldova",
    "GE": "Georgia",
    "LK": "Sri Lanka",
    "UZ": "Uzbekistan",
    "PG": "Papua New Guinea",
    "AE": "United Arab Emirates",
    "KG": "Kyrgyz Republic",
}

PARTNERS: Mapping[str, Country] = {
    country.code: country
    for country in (
        *(Country(code, name, _GEC_2023) for code, name in _LISTED_2023.items()),
        Country("KZ", "Kazakhstan", _MOFA_2024),
        Country("UA", "Ukraine", _MOFA_2024),
        Country("TZ", "Tanzania", _TANZANIA),
        Country("IN", "India", _INDIA),
        Country("OM", "Oman", _SECOND_HAND, read="second-hand"),
    )
}
"""Partner countries by code, in the order of joining; read in November 2026."""

_ALSO_CALLED = {"kyrgyzstan": "KG", "laos": "LA", "uae": "AE", "vietnam": "VN"}


def country_of_number(number: str) -> str | None:
    """Return the country code that a JCM number begins with: ``LA`` for ``LA_AM001 ver1.0``."""
    match = re.match(r"([A-Z]{2})_(?:AM|PM)[0-9]{3}", number)
    return match[1] if match else None


def suggest_country(text: str) -> Country | None:
    """Return the partner that a person may have meant by a wrong code or a name."""
    known = {country.name.casefold(): country for country in PARTNERS.values()}
    known |= {country.code.casefold(): country for country in PARTNERS.values()}
    known |= {name: PARTNERS[code] for name, code in _ALSO_CALLED.items()}
    # Closer than elsewhere: another country's name is worse than no suggestion.
    close = difflib.get_close_matches(text.casefold(), list(known), n=1, cutoff=0.75)
    return known[close[0]] if close else None

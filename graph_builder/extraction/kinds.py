"""What a name is: person, organisation, place, or nothing that the graph knows.

Every occurrence of a name gives evidence: the model's label, the words inside and around it, the gazetteer,
the lexicon. The evidence of all occurrences in the article is added up, so that a name is the same kind of
thing from the first line to the last (one sense a discourse: Gale, Church and Yarowsky, 1992).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph_builder.extraction.edges import PARTICLES, is_designation
from graph_builder.extraction.surroundings import (
    SEAT,
    Evidence,
    weigh_after,
    weigh_before,
    weigh_syntax,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus

_LABELS: dict[str, tuple[Evidence, ...]] = {
    "PERSON": (("Person", 1.0),),
    "ORG": (("Organization", 0.8),),
    "GPE": (("Place", 0.9),),
    "LOC": (("Place", 0.8),),
    "FAC": (("Place", 0.6),),
    "NORP": (("None", 0.5), ("Organization", 0.3)),
    "EVENT": (("None", 1.0),),
    "WORK_OF_ART": (("None", 0.7),),
    "LAW": (("None", 0.8),),
    "PRODUCT": (("None", 0.5),),
    "LANGUAGE": (("None", 0.7),),
}
_OFF_MAP = 0.7
_LOUD = 0.5
_NUMBERS = frozenset({"One", "Two", "Three", "I", "II", "III"})
# The more people, the more often a town is meant by its name.
_TOWNS = ((500_000, 2.2), (100_000, 1.2), (0, 0.6))
_DIVISIONS = frozenset(
    {"Department", "Province", "State", "Region", "District", "County", "Governorate"}
)
_PROVINCE = 6.0
_BRANCH = 2.0
_ADJECTIVES_OF_COUNTRIES = frozenset({"nazi", "soviet", "mainland", "communist", "vichy", "imperial", "greater", "new", "ottoman", "colonial", "post", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "upper", "lower", "metropolitan", "mother", "roman", "ancient", "modern", "mister", "miss", "mr", "mrs", "ms"})  # fmt: skip
_QUARTERS = frozenset({"North", "South", "East", "West", "Central"})
_SEAT_OF_TOWN = 3.0
_TEAM = 1.2
# Features of the land, and days, that are surnames as often, beside a given name: "Tom Hill", but "Victoria Park".
_SURNAMES = frozenset(
    {
        "day",
        "hill",
        "park",
        "lake",
        "forest",
        "field",
        "woods",
        "parks",
        "rivers",
        "banks",
        "bridges",
        "church",
        "street",
    }
)
_AS_SURNAME = 1.5
_DECIMAL = re.compile(r"\d+[.,]\d+")
_COMPOUND = re.compile(r"(?P<first>[A-Z][a-z]+)[A-Z][a-z]{2,}[A-Za-z]*")
_PREFIXES = frozenset(
    {
        "Mc",
        "Mac",
        "De",
        "Di",
        "Da",
        "Du",
        "La",
        "Le",
        "Van",
        "Von",
        "Fitz",
        "Al",
        "El",
        "Ben",
        "Abu",
        "Ibn",
    }
)
_RIVALS = frozenset({"against", "over", "by", "with", "for", "beat", "and", "v", "vs"})
_TEAM_TOWN = 0.2
_DATELINE = frozenset({"-", "–", "—", "--", "(", ","})
_COMMON_TAGS = frozenset({"NOUN", "ADJ", "ADV"})
_COMMON = 3.0
_LED = frozenset({"government", "cabinet", "administration", "presidency"})
_GOVERNING = 1.5


def weigh_names(
    names: Sequence[Name], words: Thesaurus, *, on_map: bool, sporty: bool
) -> dict[str, float]:
    """Return the evidence of all occurrences of a name: their labels, and what stands around them.

    Evidence that repeats counts less each time (its sum over the root of its number). The model's word for a place counts
    less where no gazetteer has the name, and in reports of matches, where towns play (``sporty``).
    """
    labels: dict[str, float] = defaultdict(float)
    around: dict[str, float] = defaultdict(float)
    telling = 0
    for name in names:
        for kind, weight in _LABELS.get(name.label, ()):
            doubt = kind == "Place" and (sporty or not on_map)
            labels[kind] += weight * (_OFF_MAP if doubt else 1.0) * (_LOUD if name.loud else 1.0)
        found = [
            *weigh_before(name, words),
            *weigh_after(name, words),
            *weigh_syntax(name, words),
        ]
        if sporty and on_map:
            labels["Organization"] += _weigh_team(name, words)
        telling += bool(found)
        for kind, weight in found:
            around[kind] += weight
        if not on_map and _governs(name):
            around["Person"] += _GOVERNING
    if all(_opens_as_noun(name, words) for name in names):
        around["None"] += _COMMON
    total: dict[str, float] = defaultdict(float)
    for part, number in ((labels, len(names)), (around, telling)):
        for kind, weight in part.items():
            total[kind] += weight / max(1, number) ** 0.5
    return total


def _governs(name: Name) -> bool:
    """Tell whether a name of several words is of who leads a government: "the government of *Ann Moss*"."""
    before = name.doc[max(0, name.first - 2) : name.first]
    led = len(before) == 2 and before[0].lower_ in _LED and before[1].lower_ == "of"  # noqa: PLR2004 - "government of"
    return led and len(name.words) in {2, 3} and name.label in {"PERSON", "ORG"}


def _opens_as_noun(name: Name, words: Thesaurus) -> bool:
    """Tell whether a single word has its capital from the beginning of a sentence: "Photographs showed …"; a surname that speaks may be tagged so."""
    token = name.doc[name.first]
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in words.going_on
    if name.label == "PERSON" and token.tag_ == "NN" and speaks:
        return False
    return len(name.words) == 1 and bool(token.is_sent_start) and token.pos_ in _COMMON_TAGS


def _weigh_team(name: Name, words: Thesaurus) -> float:
    """Return how much an occurrence in a report of a match looks like a team."""
    root = name.doc[name.last - 1]
    before = name.doc[name.first - 1].lower_ if name.first else ""
    after = name.doc[name.last].lower_ if name.last < len(name.doc) else ""
    acts = root.dep_ in {"nsubj", "nsubjpass", "dobj", "poss"} or before in _RIVALS
    return _TEAM if acts or after in words.people or after in words.sports else 0.0


def weigh_words(
    name: Name, words: Thesaurus, gazetteer: Gazetteer, *, sporty: bool
) -> Iterator[Evidence]:
    """Yield the evidence of the name itself, the same wherever it stands."""
    text = name.text
    known = _find_known_kind(name, words, gazetteer)
    if known:
        yield known, 5.0
        return
    if text in words.seats:
        yield "Place", SEAT
        return
    yield from _weigh_signs(name, words)
    if gazetteer.is_region(text) or gazetteer.get_country(text):
        yield "Place", 5.0
        return
    if len(name.words) > 1 and gazetteer.get_part(" ".join(name.words[:-1])) is not None:
        yield "Place", _PROVINCE if name.words[-1] in _DIVISIONS else 0.0
    if _is_seat_of_town(name, gazetteer):
        yield "Place", _SEAT_OF_TOWN
    if _is_branch(name, words, gazetteer):
        yield "Organization", _BRANCH
    yield from _weigh_parts(name, words)
    for kind, weight in _weigh_place(text, name, gazetteer):
        yield kind, weight * (_TEAM_TOWN if sporty else 1.0)


def _is_seat_of_town(name: Name, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is that of a part of a town, as constituencies are called: "Lund North West", "Ystad Central"."""
    size = len(name.words)
    while size > 1 and name.words[size - 1] in _QUARTERS:
        size -= 1
    return size < len(name.words) and gazetteer.get_town(" ".join(name.words[:size])) is not None


def _is_branch(name: Name, words: Thesaurus, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is that of a company in a country: "Vodafone Ghana"; no "Nazi Germany", and no "Michael Jordan"."""
    first = name.words[0].lower()
    if len(name.words) == 1 or name.label not in {"ORG", "PERSON"}:
        return False
    if first in words.given or first in _ADJECTIVES_OF_COUNTRIES:
        return False
    last = name.words[-1]
    return last.istitle() and gazetteer.get_country(last) is not None and name.words[-2].istitle()


def _find_known_kind(name: Name, words: Thesaurus, gazetteer: Gazetteer) -> str:
    """Return the class of a well-known body, or of an outlet with the land it is made for; "" for any other."""
    known = words.known.get(name.text)
    if known:
        return known[1]
    outlet = words.known.get(" ".join(name.words[:-1]), ("", ""))[1]
    return outlet if outlet == "NewsOutlet" and gazetteer.is_land(name.words[-1]) else ""


def _weigh_signs(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what speaks against any name: a model of something made, a number, a word for people."""
    if is_designation(name.text):
        yield "None", 1.0
    if _is_title(name, words) or _is_no_name(name, words) or _is_storm(name, words):
        yield "None", 5.0
    if len(name.key.rstrip(".")) < 2 or name.key.endswith("ologists"):  # noqa: PLR2004 - a letter is no name
        yield "None", 5.0
    if "]" in name.words[0]:  # "[W]e", as editors mend quotations
        yield "None", 5.0
    if len(name.words) > 1 and name.words[0].lower() in words.offices and name.words[1] == "of":
        yield "None", 5.0
    several = name.key.endswith("s") and name.key[:-1] in words.offices
    if (
        several
        or name.key in words.people
        or name.text in words.honorifics
        or name.key in words.never
    ):
        yield "None", 5.0


def _is_no_name(name: Name, words: Thesaurus) -> bool:
    """Tell whether capitals before a number name nobody: "Magnitude 6.3", "World War Two"."""
    if len(name.words) == 1:
        return False
    numbered = name.words[-1] in _NUMBERS and words.bodies.get(name.words[-2].lower()) == "None"
    return numbered or _DECIMAL.fullmatch(name.words[-1]) is not None


def _is_title(name: Name, words: Thesaurus) -> bool:
    """Tell whether a run of capitals is what somebody named right behind it is: "Board Member | Ann Moss"."""
    doc, last = name.doc, name.last
    if last >= len(doc):
        return False
    if not name.label and doc[last].text.istitle() and doc[last].lower_ in words.offices:
        return words.bodies.get(name.words[-1].lower()) == "Place"  # "District | Judge"
    if len(name.words) == 1 or doc[last].ent_type_ != "PERSON":
        return False
    titled = name.words[-1].lower() in words.people or name.words[-1] in words.honorifics
    return titled and doc[last].ent_iob_ == "B" and doc[last].pos_ == "PROPN"


def _is_storm(name: Name, words: Thesaurus) -> bool:
    """Tell whether a name is that of a storm: "Hurricane Lena", "Tropical Storm Lena"."""
    return any(word.lower() in words.storms for word in name.words[:2])


def _weigh_parts(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    size = len(name.words)
    small = [word.lower() for word in name.words]
    heads = _find_heads(small, words)
    yield from heads
    if size == 1:
        yield from _weigh_capitals(name.words[0])
    if any(word in words.marks for word in name.words) and (size > 1 or not heads):
        yield "Organization", 2.0 if size > 1 else 0.5
    if "&" in name.words:
        yield "Organization", 2.0
    if _is_surname(small, words):
        yield "Person", 2.0
        yield "Place", -_AS_SURNAME
        yield "None", -_AS_SURNAME
    if size > 1 and not heads:
        yield from _weigh_full_name(name, small, words)
    elif size == 1 and small[0] in words.given:
        yield "Person", 1.0


def _weigh_full_name(name: Name, small: list[str], words: Thesaurus) -> Iterator[Evidence]:
    """Yield what speaks for a person: a given name, an initial, a particle."""
    if small[0] in words.given or (small[0].split("-")[0] in words.given):
        yield "Person", 1.5
    if any(len(word) == 2 and word[1] == "." for word in name.words[:-1]):  # noqa: PLR2004 - "J."
        yield "Person", 1.5
    if any(word in PARTICLES for word in small[1:-1]):
        yield "Person", 0.5
    if len(small) <= 3 and all(word[0].isupper() and word.isalpha() for word in name.words):  # noqa: PLR2004 - given names and surname
        yield "Person", 0.2


def _is_surname(small: list[str], words: Thesaurus) -> bool:
    """Tell whether what names a feature of the land, or a day, is somebody's surname: "Tom Hill"."""
    return len(small) == 2 and small[1] in _SURNAMES and small[0] in words.given  # noqa: PLR2004 - given name and surname


def _weigh_capitals(word: str) -> Iterator[Evidence]:
    """Yield what the capitals of a single word say: acronyms and compounds are mostly bodies."""
    if word.isupper() and 2 <= len(word) <= 5:  # noqa: PLR2004 - the length of acronyms
        yield "Organization", 1.5 if len(word) > 2 else 1.0  # noqa: PLR2004 - "JB" may be a person's initials
    elif _is_compound(word):
        yield "Organization", 1.0


def _is_compound(word: str) -> bool:
    """Tell whether a word is written with a capital inside, as companies are ("AirTran"), and not as "McCain" and "O'Neill"."""
    found = _COMPOUND.fullmatch(word)
    return found is not None and found["first"] not in _PREFIXES


def _find_heads(small: list[str], words: Thesaurus) -> list[Evidence]:
    """Read the class from the noun that heads the name ("… Bank", "University of …")."""
    cut = next((i for i, word in enumerate(small) if word in {"of", "for", "on"}), len(small))
    head = small[cut - 1] if cut else small[-1]
    pair = " ".join(small[max(0, cut - 2) : cut])
    for noun in (pair, head, head.removesuffix("s")):
        if noun in words.bodies:
            kind = words.bodies[noun]
            return [(kind, 3.0 if len(small) > 1 or kind == "None" else 1.0)]
        if noun in words.weak and len(small) > 1:
            return [(words.weak[noun], 2.0)]
    leads = len(small) > 1 and small[0] in words.leading
    return [(words.leading[small[0]], 2.0)] if leads else []


def _weigh_place(text: str, name: Name, gazetteer: Gazetteer) -> Iterator[Evidence]:
    town = gazetteer.get_town(text)
    if gazetteer.get_part(text) is not None:
        yield "Place", 1.5
    dated = _opens_article(name) or (_opens_turn(name) and gazetteer.is_large_town(text))
    if town and (dated or not (len(name.words) == 1 and text.isupper())):
        yield "Place", next(weight for people, weight in _TOWNS if town.population >= people)


def _opens_turn(name: Name) -> bool:
    """Tell whether a name stands before a colon as who speaks or where an article was written: "LIMA: The government …"."""
    return name.first == 0 and name.doc[name.last : name.last + 1].text == ":"


def _opens_article(name: Name) -> bool:
    """Tell whether a name is where an article was written: "LIMA - The government …"."""
    behind = name.doc[name.last : name.last + 1].text
    return name.first == 0 and name.text.isupper() and behind in _DATELINE


def choose_kind(scores: Mapping[str, float]) -> str:
    """Return the kind with the most evidence; the classes of organisations count together.

    "None" when there is too little: a name of nothing the graph knows.
    """
    families: dict[str, float] = defaultdict(float)
    for kind, weight in scores.items():
        families[FAMILIES[kind]] += weight
    best = max(families, key=lambda family: families[family], default="None")
    if not families or best == "None" or families[best] < _ENOUGH:
        return "None"
    if best == "Organization":
        inner = {kind: weight for kind, weight in scores.items() if FAMILIES[kind] == best}
        special = {kind: weight for kind, weight in inner.items() if kind != best}
        if special:
            return max(sorted(special), key=lambda kind: special[kind])
    return best


def add_scores(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the sum of several pieces of evidence."""
    total: dict[str, float] = defaultdict(float)
    for part in parts:
        for kind, weight in part.items():
            total[kind] += weight
    return total


_ENOUGH = 0.5
FAMILIES = {
    "Person": "Person",
    "Organization": "Organization",
    "GovernmentBody": "Organization",
    "ArmedGroup": "Organization",
    "NewsOutlet": "Organization",
    "Place": "Place",
    "Country": "Place",
    "None": "None",
}

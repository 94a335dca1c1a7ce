"""Years, decades, centuries, and the year that a month, season or quarter takes from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.times.grammar import make_rule
from graph_builder.extraction.times.points import Point, get_first_day
from graph_builder.extraction.times.scene import Reading, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.times.grammar import Found
    from graph_builder.extraction.times.words import Word

_CENTURY = 100


_DECADES = 10
_BEFORE_AGE = 4  # "his mid-to-late 40s"
_BOUND = 5  # the last letters of "over-", "under-"
_THIS_CENTURY = 200  # "the 2000s" are a decade as often; "the 1800s" are a century


def read_year(found: Found) -> tuple[int | None, bool]:
    """Return the year that stands in the groups ``year``, ``rely`` or ``det``, and whether any does."""
    if "year" in found:
        return make_year(found.value("year"), found.value("era", 1)), True
    if "year2" in found:
        return make_year(found.value("year2")), True
    rely = found.group("rely")
    if rely:
        return find_relative_year(rely, found)
    return None, False


def make_year(number: float, era: int = 1) -> int:
    """Return the astronomical year of a number, two-digit ones being of the last hundred years."""
    return 1 - int(number) if era < 0 else int(number)


def expand_short_year(number: int, found: Found) -> int:
    """Return the year that two digits mean: that century which puts it nearest before the context's year."""
    reference = found.scene.recall() if found.scene.narrative else found.scene.published
    first = get_first_day(reference) if reference is not None else None
    base = first[0] if first is not None else 2000
    year = base // _CENTURY * _CENTURY + number
    return year if year <= base + 20 else year - _CENTURY


def find_relative_year(rely: Sequence[Word], found: Found) -> tuple[int | None, bool]:
    """Return the year that "last year", "that year", "the following year" mean."""
    step = next((word for word in rely if word.cls in "lrNfSVL"), None)
    scene = found.scene
    if step is not None and step.cls in "rfV":
        reference = scene.recall() or scene.published
    elif scene.narrative:
        reference = scene.recall()
    else:
        reference = scene.published
    first = get_first_day(reference) if reference is not None else None
    if first is None:
        return None, True
    shift_by = step.value if step is not None and step.value is not None else 0
    return first[0] + shift_by, True


def get_edge(found: Found) -> str:
    """Return START, MID or END for "early", "the middle of", "late" before a time; else nothing."""
    return next((str(word.value) for word in found.group("edge") if word.cls in "MX"), "")


def _read_year_alone(found: Found) -> Reading | None:
    word = found.get("year")
    if word is None:
        return None
    era = found.value("later", found.value("era", 1))
    if "era" not in found and "later" not in found and not _is_year(found, word):
        return None
    point = Point(make_year(word.value, era))
    return Reading(
        "DATE", point.value, f"the text names the year {point.value}", point, kind=get_edge(found)
    )


def _read_spoken_year(found: Found) -> Reading | None:
    """Read "the year two thousand"."""
    year = found.value("year")
    if found.value("unit") != "year" or not 1000 <= year <= 2200:  # noqa: PLR2004 - plausible years
        return None
    point = Point(int(year))
    return Reading("DATE", point.value, f"the text names the year {point.value}", point)


_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_NO_YEAR_AFTER = frozenset({"$", "£", "€", "¥", "#", "no", "flight", "route"})
_NO_YEAR_BEFORE = frozenset({"%", "/", "percent"})
_NUMBER_NAMES = frozenset({"CARDINAL", "MONEY", "QUANTITY", "PERCENT", "PRODUCT", "ORDINAL"})
_YEAR_CUES = frozenset(
    [
        "in",
        "since",
        "by",
        "of",
        "from",
        "until",
        "till",
        "through",
        "during",
        "for",
        "before",
        "after",
        "to",
        "and",
        "between",
        "throughout",
        "circa",
        "around",
        "late",
        "early",
        "mid",
        "year",
        "years",
        "fiscal",
    ]
)


def _is_year(found: Found, word: Word) -> bool:  # noqa: PLR0911 - one way out for each form
    """Whether four digits are a year: not a count of things, not money, not part of a longer number."""
    before, after = found.before, found.after
    if after is not None and after.text == ":":
        return before is None or before.cls == "."
    if (before is not None and before.text in _NO_YEAR_AFTER) or (
        after is not None and (after.text in _NO_YEAR_BEFORE or after.cls in "uU")
    ):
        return False
    token = found.scene.get_token(word)
    if token is None or (
        token.text != word.text and not word.text.isalpha() and token.ent_type_ not in ("DATE", "")
    ):
        return False
    fiscal = any(other.cls == "F" for other in found.words[found.begin : found.stop])
    if found.group("edge") or fiscal or _opens_range(found) or _stands_with_article(found, word):
        return True
    since = before is not None and before.text in ("in", "since", "during")
    if not since and _counts_things(token):
        return before is not None and (before.text == "'" or _is_possessive(token))
    if token.ent_type_ == "DATE":
        return True
    plausible = _FIRST_YEAR <= word.value <= _LAST_YEAR
    if token.ent_type_ in _NUMBER_NAMES:
        return since and plausible
    return plausible and (before is None or before.text in _YEAR_CUES or before.cls in "(,;j-'")


def _stands_with_article(found: Found, word: Word) -> bool:
    """Whether a year has the article, as in "the 1777 campaigns"; round numbers may count ("the 2000 men")."""
    with_article = any(other.cls == "T" for other in found.words[found.begin : found.stop])
    return with_article and word.value % 100 != 0


def _opens_range(found: Found) -> bool:
    after = found.words[found.stop : found.stop + 2]
    return [word.cls for word in after] == ["-", "y"]


def _counts_things(token: Token) -> bool:
    """Whether a number stands right before a plural noun: "2000 soldiers"."""
    return bool(token.dep_ == "nummod" and token.head.i - token.i == 1 and token.head.tag_ == "NNS")


def _is_possessive(token: Token) -> bool:
    """Whether a possessive stands before: "the club's 1998 victories"."""
    return token.i > 0 and token.nbor(-1).tag_ in ("PRP$", "POS")


def _read_short_year(found: Found) -> Reading | None:
    word = found.get("short")
    if word is None or len(word.text) != 2:  # noqa: PLR2004 - "'98"
        return None
    previous = found.words[found.begin]
    if word.start != previous.end:
        return None
    point = Point(expand_short_year(int(word.value), found))
    return Reading("DATE", point.value, f"the text names the year {point.value}", point)


def _read_range_end(found: Found) -> Reading | None:
    """Read "1939-45", "2018-19": the second year, in two digits."""
    word = found.get("short")
    left = found.before
    if word is None or left is None or len(word.text) != 2 or not isinstance(left.value, int):  # noqa: PLR2004
        return None
    year = left.value // _CENTURY * _CENTURY + int(word.value)
    if not left.value < year <= left.value + 60:
        return None
    point = Point(year)
    reading = Reading("DATE", point.value, f"the text names the year {point.value}", point)
    reading.start, reading.end = word.start, word.end
    return reading


def _is_of_life(word: Word, scene: Scene) -> bool:
    """Whether a decade is one of somebody's life: "a man in *his* early 40s", "the *over*-60s"."""
    token = scene.get_token(word)
    if token is None:
        return False
    joined = token.doc.text[max(0, word.start - _BOUND) : word.start].lower()
    before = token.doc[max(0, token.i - _BEFORE_AGE) : token.i]
    return joined in {"over-", "nder-"} or any(each.tag_ == "PRP$" for each in before)


def _read_decade(found: Found) -> Reading | None:
    word = found.get("decade")
    if word is None:
        return None
    number = int(word.value)
    if number < _DECADES:
        long = word.end - word.start > 3 and word.text[0].isdigit()  # noqa: PLR2004
        bare = word.text.isalpha() and not found.group("det")
        if long or bare or _is_of_life(word, found.scene):
            return None
        base = (
            found.scene.recall("decade", "year") if found.scene.narrative else found.scene.published
        )
        first = get_first_day(base) if base is not None else None
        century = first[0] // _CENTURY if first is not None else 20
        number += century * 10 - (
            10 if century * 10 + number > (first[0] if first else 2030) // 10 else 0
        )
    if number % _DECADES == 0 and word.text.rstrip("s'’").isdigit() and number < _THIS_CENTURY:
        point = Point(century=number // _DECADES)
        reason = f"“{word.text}” are the years {point.value}00 to {point.value}99"
        return Reading("DATE", point.value, reason, point, kind=get_edge(found))
    if "era" in found and found.value("era") < 0:
        point = Point(decade=-number)
        return Reading(
            "DATE", f"BC{number:03d}", f"the text names the decade BC{number:03d}", mentioned=False
        )
    point = Point(decade=number)
    return Reading(
        "DATE",
        point.value,
        f"the text names the decade {point.value}0s",
        point,
        kind=get_edge(found),
    )


def _read_century(found: Found) -> Reading | None:
    unit, number = found.get("unit"), found.value("ord")
    if unit is None or unit.value != "century" or number is None or not 1 <= number <= 30:  # noqa: PLR2004
        return None
    if "era" in found and found.value("era") < 0:
        value = f"BC{int(number) - 1:02d}"
        return Reading("DATE", value, f"the text names the century {value}", mentioned=False)
    point = Point(century=int(number) - 1)
    return Reading(
        "DATE",
        point.value,
        f"the {int(number)}th century is {point.value}00 to {point.value}99",
        point,
    )


RULES = (
    make_rule(r"(?P<edge>{EDGE}{0,2})T?F?u?(?P<year>y)(?P<era>E)?", _read_year_alone, 2),
    make_rule(r"(?P<edge>{EDGE}{0,2})T(?P<unit>u)(?P<year>n)", _read_spoken_year, 1),
    make_rule(r"(?P<edge>{EDGE}{0,2})T?(?P<year>[dg])(?P<era>E)", _read_year_alone),
    make_rule(r"(?P<edge>{EDGE}{0,2})(?P<year>[dg])(?=[-j][dg](?P<later>E))", _read_year_alone),
    make_rule(r"(?P<era>E)(?P<year>[dgy])", _read_year_alone),
    make_rule(r"(?P<edge>{EDGE}{0,2})'(?P<short>[dg])", _read_short_year, 3),
    make_rule(r"(?<=y)-(?P<short>[dg])", _read_range_end, 3),
    make_rule(r"(?P<edge>{EDGE}{0,2})(?P<det>T)?'?(?P<decade>D)(?P<era>E)?", _read_decade),
    make_rule(r"(?P<edge>{EDGE}{0,2})T?M?(?P<ord>o)-?(?P<unit>u)(?P<era>E)?", _read_century, 1),
)  # fmt: skip

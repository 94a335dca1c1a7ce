"""What stands before or behind a name and is no part of it, as the other names of the article tell: an adjective, a title, a headline's verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.gazetteer import fold
from graph_builder.extraction.names import Name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.thesaurus import Thesaurus

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def strip_peoples(names: Sequence[Name], words: Thesaurus, gazetteer: Gazetteer) -> list[Name]:
    """Take the people's adjective off names that also stand without it: "Afghan Taliban" and "Taliban"."""
    keys = {name.key for name in names}
    kept = []
    for name in names:
        rest = name.doc[name.first + 1 : name.last].text if len(name.words) > 1 else ""
        whole = name.text
        if (
            name.words[0] in words.demonyms
            and not _is_fixed(whole, words, gazetteer)
            and (rest in words.known or fold(rest) in keys)
        ):
            kept.append(Name(name.doc, name.first + 1, name.last, name.label, name.loud))
        else:
            kept.append(name)
    return kept


def strip_titles(names: Sequence[Name], words: Thesaurus) -> list[Name]:
    """Take the title off a part of somebody's name: "Princess Ubolratana" beside "Ubolratana Mahidol"."""
    parts = {
        part
        for name in names
        if len(name.words) > 1 and (name.label == "PERSON" or _is_titled(name, words))
        for part in name.key.split(" ")
    }
    kept = []
    for name in names:
        titled = len(name.words) == 2 and name.words[0] in words.honorifics  # noqa: PLR2004 - title and name
        if titled and name.label in {"", "PERSON"} and fold(name.words[1]) in parts:
            kept.append(Name(name.doc, name.first + 1, name.last, "PERSON", name.loud))
        else:
            kept.append(name)
    return kept


def strip_epithets(names: Sequence[Name], words: Thesaurus) -> list[Name]:
    """Take off what is no part of a full name that also stands alone: "Crooked Bill Moss", and "Bill Moss Slams …" in a headline."""
    full = {
        name.key
        for name in names
        if len(name.words) > 1
        and not name.loud
        and (name.label == "PERSON" or fold(name.words[0]) in words.given)
    }
    return [_strip_epithet(name, full, words) for name in names]


def _strip_epithet(name: Name, full: Collection[str], words: Thesaurus) -> Name:
    for size in range(1, len(name.words) - 1):
        given = (
            fold(name.words[size]) in words.given or name.label != "PERSON"
        )  # no half of a surname
        alone = fold(" ".join(name.words[size:])) in full
        if given and alone and fold(name.words[0]) not in words.given:
            return Name(name.doc, name.first + size, name.last, "PERSON", name.loud)
    behind = name.words[-1].lower()
    named = behind in words.bodies or behind in words.weak or behind.strip(".") in _SUFFIXES
    if name.loud and not named and fold(" ".join(name.words[:-1])) in full:
        return Name(name.doc, name.first, name.last - 1, "PERSON", name.loud)
    return name


def drop_titled_countries(
    names: Sequence[Name], words: Thesaurus, gazetteer: Gazetteer
) -> list[Name]:
    """Leave out the names of countries that are somebody's: "Captain America", "Miss Peru", "General Jordan"."""
    return [
        name
        for name in names
        if gazetteer.get_country(name.text) is None or not _is_behind_title(name, words)
    ]


def _is_behind_title(name: Name, words: Thesaurus) -> bool:
    before = name.doc[name.first - 1] if name.first else None
    behind = name.doc[name.last] if name.last < len(name.doc) else None
    if before is None or not before.text[:1].isupper() or before.is_sent_end:
        return False
    if behind is not None and behind.pos_ == "PROPN":
        return False  # "Republican US Senator"
    return before.text in words.honorifics or before.lower_ in words.offices


def _is_fixed(text: str, words: Thesaurus, gazetteer: Gazetteer) -> bool:
    return (
        text in words.known or gazetteer.is_region(text) or gazetteer.get_country(text) is not None
    )


def _is_titled(name: Name, words: Thesaurus) -> bool:
    return name.first > 0 and name.doc[name.first - 1].text in words.honorifics

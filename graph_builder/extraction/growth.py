"""How far a name goes on beside what the model saw of it: capitals, particles, fields of work, possessives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.edges import (
    DASHES,
    PARTICLES,
    is_capital,
    is_owned,
    joins,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graph_builder.extraction.thesaurus import Thesaurus

# What is named after its town, not after its field of work.
_SEATED = frozenset({"university", "college", "bank", "government", "parliament", "council"})
_ELSEWHERE = frozenset({"PERSON", "GPE", "NORP", "DATE"})
_NATIONWIDE = frozenset({"national", "international", "royal", "federal", "imperial"})
_LONGEST_FIELD = 5
_LONGEST_SYLLABLE = 6
_AFTER_NAMES = frozenset(
    {
        "era",
        "style",
        "led",
        "like",
        "run",
        "owned",
        "based",
        "born",
        "elect",
        "backed",
        "linked",
        "made",
    }
)


def grow(doc: Doc, first: int, last: int, words: Thesaurus, taken: list[bool]) -> tuple[int, int]:
    """Take in what belongs to the same run of capitals on either side."""
    size = len(doc)
    while last < size and not taken[last]:
        step = _count_following(doc, first, last, words)
        if not step or last + step > size or any(taken[last : last + step]):
            break
        last += step
    if last < size and doc[first : last + 1].text in words.known:
        last += 1
    while first > 0 and not taken[first - 1] and _precedes(doc, first, words):
        first -= 1
    if first > 1 and doc[first - 1].tag_ == "POS" and not any(taken[first - 2 : first]):
        owner = doc[first - 2]  # "Dockers' | Union"
        owned = is_owned(doc, first - 1, last, words) and owner.lower_ not in {"people", "peoples"}
        first -= 2 * (owned and owner.pos_ == "PROPN" and not owner.ent_type_)
    return first, last


def _precedes(doc: Doc, first: int, words: Thesaurus) -> bool:
    """Tell whether the token before a span is part of the name: a capital that is no title."""
    token = doc[first - 1]
    if token.pos_ != "PROPN" or token.ent_type_ or not joins(doc, first):
        return False
    if token.is_sent_start and not (token.lower_ in words.given or doc[first].lower_ in PARTICLES):
        return False
    titled = token.lower_ in words.people or token.text in words.honorifics
    return is_capital(token.text) and not titled


def _begins_person(token: Token) -> bool:
    """Tell whether a capital behind a place is the given name of whom the model knows by the surname: "Mayor of Oslo | *Tariq* Hassan"."""
    doc, place = token.doc, token.nbor(-1)
    if place.ent_type_ != "GPE" or token.ent_type_ or token.i + 1 >= len(doc):
        return False
    return token.nbor().ent_type_ == "PERSON" and joins(doc, token.i + 1)


def _count_following(doc: Doc, first: int, last: int, words: Thesaurus) -> int:
    """Return how many tokens after a span are part of the name: a capital, "van der Steur", "-Palatinate"."""
    token = doc[last]
    if token.ent_iob_ == "B" or _begins_person(token):
        return 0
    owned = token.tag_ == "POS" and is_owned(doc, last, last + 2, words)
    listed = 2 if owned else _count_listed(doc, first, last, words)
    listed = listed or _count_field(doc, first, last, words) or _count_trades(doc, last, words)
    if listed:
        return listed
    if _is_proper(token) and joins(doc, last):
        return 1
    if last + 1 >= len(doc):
        return 0
    following = doc[last + 1]
    person = doc[first].ent_type_ == "PERSON"
    if token.text in DASHES:
        before = doc[last - 1]
        tight = not token.whitespace_ and not before.whitespace_
        tight = tight and before.text not in words.known and before.text not in words.countries
        inside = _is_proper(following) or (person and following.ent_type_ == "PERSON")
        inside = inside or (person and last - first > 1 and _is_second_half(following))
        return 2 if tight and inside else 0
    return 2 if person and token.lower_ in PARTICLES and _is_proper(following) else 0


def _is_second_half(token: Token) -> bool:
    """Tell whether a word behind a hyphen ends a given name of two syllables: "Yolanda Yu Hoi-*kwan*", but no "Moss-*era*"."""
    short = token.is_lower and token.is_alpha and len(token) <= _LONGEST_SYLLABLE
    return short and token.lower_ not in _AFTER_NAMES


def _count_listed(doc: Doc, first: int, last: int, words: Thesaurus) -> int:
    """Return how many tokens go on a field of work: "Institute of Allergy | and Infectious Diseases"."""
    heads = [i for i in range(first, last) if doc[i].lower_ in {"of", "for"}]
    if not heads or heads[0] == first or doc[last].lower_ not in {"and", "&"}:
        return 0
    head = doc[heads[0] - 1].lower_
    if head in _SEATED or not (head in words.bodies or head in words.weak):
        return 0
    end = last + 1
    while end < len(doc) and doc[end].text[0].isupper() and joins(doc, end):
        end += 1
    run = doc[last + 1 : end]
    if len(run) < 2 or any(token.ent_type_ in _ELSEWHERE for token in run):  # noqa: PLR2004 - one word may be another body
        return 0
    own = any(token.lower_ in words.bodies_and_offices for token in run)
    named = run.text in words.known or run[0].text in words.known or run[0].lower_ in words.given
    return 0 if own or named else end - last


def _count_field(doc: Doc, first: int, last: int, words: Thesaurus) -> int:
    """Return how many tokens end the name of a nation's body: "European Aeronautic Defence | and Space Company"."""
    opens = doc[first].text in words.demonyms or doc[first].lower_ in _NATIONWIDE
    if not opens or last - first < 2 or doc[last].lower_ not in {"and", "&"}:  # noqa: PLR2004 - a field beside the nation
        return 0
    inside = doc[first:last]
    if any(
        each.ent_type_ == "PERSON" or each.lower_ in words.bodies_and_offices for each in inside
    ):
        return 0
    for end in range(last + 1, min(last + _LONGEST_FIELD, len(doc))):
        token = doc[end]
        if not token.text[0].isupper() or token.ent_type_ in _ELSEWHERE:
            return 0
        if token.lower_ in words.bodies:
            return end + 1 - last if end > last + 1 else 0
    return 0


def _count_trades(doc: Doc, last: int, words: Thesaurus) -> int:
    """Return how many tokens end the name of a body of two trades: "Garment Makers | and Exporters Association"."""
    if last + 2 >= len(doc) or doc[last].lower_ not in {"and", "&"}:
        return 0
    trades = (doc[last - 1], doc[last + 1])
    several = all(_is_proper(trade) and trade.lower_.endswith("s") for trade in trades)
    named = any(
        trade.lower_ in words.bodies or trade.lower_ in words.weak or trade.ent_type_ in _ELSEWHERE
        for trade in trades
    )
    joined = doc[last + 2].text.istitle() and words.bodies.get(doc[last + 2].lower_)
    return 3 if several and not named and joined == "Organization" else 0


def _is_proper(token: Token) -> bool:
    return bool(token.pos_ == "PROPN") and is_capital(token.text)

"""Where names stand: the language model's spans, repaired, and what it overlooked.

The small model finds most names and gets many edges wrong: titles and possessives inside, particles
outside, two names as one. Its spans are trimmed and grown by capitals and tags; capitalised
runs that it overlooked are proposed too. What a proposal is, the article as a whole decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.edges import (
    PARTICLES,
    cut,
    is_capital,
    is_designation,
    is_irish,
    is_owned,
    joins,
    split,
    trim,
)
from graph_builder.extraction.gazetteer import fold, load_gazetteer
from graph_builder.extraction.growth import grow
from graph_builder.extraction.initials import find_spelled_out
from graph_builder.extraction.portfolios import find_portfolios
from graph_builder.extraction.thesaurus import load_thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.gazetteer import Gazetteer
    from graph_builder.extraction.thesaurus import Thesaurus

NUMBER_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})


_INSIDE = frozenset({"in", "near", "at", "from", "around", "outside"})
_OF_LAWS = frozenset({"of", "for", "on", "in"})
_LONGEST_OUTLET = 3
_JOINABLE = frozenset({"PERSON", "ORG"})
_PARTIES = frozenset({"D", "R", "I"})
_HYPHENS = frozenset({"-", "–"})
_CLOSING = {"(": ")", ",": ","}
_LONGEST_STATE = 4
_SAINTS = frozenset({"St", "St.", "Saint"})


@dataclass(slots=True)
class Name:
    """A stretch of tokens that may be a name: ``doc[first:last]``, with the model's label for it."""

    doc: Doc
    first: int
    last: int
    label: str
    loud: bool = False
    words: tuple[str, ...] = ()
    text: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        """Read the words, and the key by which equal names are told."""
        self.words = tuple(self.doc[index].text for index in range(self.first, self.last))
        self.text = " ".join(self.doc[self.first : self.last].text.split())
        self.key = fold(self.text)


def is_loud(doc: Doc) -> bool:
    """Tell whether a paragraph writes most words with capitals (a headline), so that they say nothing."""
    words = [token.text for token in doc if token.is_alpha and len(token) > 3]  # noqa: PLR2004 - of, the, and …
    if len(words) < 2:  # noqa: PLR2004 - one word is no evidence
        return False
    high = sum(word[0].isupper() for word in words)
    ends = doc[-1].text in {".", '"', "?", "!"}
    return high >= (0.9 if ends else 0.6) * len(words)


def find_names(context: Context) -> list[Name]:
    """Propose the names of every paragraph, in order and without overlaps."""
    words, gazetteer = load_thesaurus(context.lexicon), load_gazetteer(context.lexicon)
    names: list[Name] = []
    for paragraph in context.parsed.paragraphs:
        names.extend(_find_in(paragraph.doc, words, gazetteer))
    return _complete_hyphened(names)


def _complete_hyphened(names: list[Name]) -> list[Name]:
    """Give names the small parts behind hyphens that another name has: "Chan" of "Chan-o-cha" beside "Prayuth Chan-o-cha"."""
    tails: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        for index in range(1, len(name.words)):
            tail = name.words[index:]
            if len(tail) > 2 and tail[1] == "-" and is_capital(tail[0]):  # noqa: PLR2004 - a half, the hyphen, a half
                tails.setdefault(tail[0], []).append(tail)
    return _drop_inner([_complete(n, tails.get(n.words[0], ())) for n in names]) if tails else names


def _drop_inner(names: Sequence[Name]) -> list[Name]:
    """Leave out names that have become a part of the one before."""
    kept: list[Name] = []
    for name in names:
        if not kept or kept[-1].doc is not name.doc or kept[-1].last <= name.first:
            kept.append(name)
    return kept


def _complete(name: Name, tails: Sequence[tuple[str, ...]]) -> Name:
    for tail in sorted(tails, key=len, reverse=True):
        last = name.first + len(tail)
        behind = tuple(token.text for token in name.doc[name.first : last])
        if len(name.words) < len(tail) and behind == tail:
            return Name(name.doc, name.first, last, name.label, name.loud)
    return name


def _find_in(doc: Doc, words: Thesaurus, gazetteer: Gazetteer) -> Iterator[Name]:
    loud = is_loud(doc)
    end = _find_credits(doc, words)
    taken = _take_affiliations(doc, gazetteer)
    portfolios = list(find_portfolios(doc, words))
    for first, last in portfolios:
        taken[first:last] = [True] * (last - first)
    found: list[Name] = []
    sure = sorted(
        _find_sure(doc, end, words, gazetteer, portfolios),
        key=lambda each: (each[0] - each[1], each[0]),
    )
    for first, last, label in sure:
        if not any(taken[first:last]):
            taken[first:last] = [True] * (last - first)
            found.append(Name(doc, first, last, label, loud))
    for first, last, label in _join_spans(doc, words, gazetteer):
        if label in NUMBER_LABELS:
            taken[first:last] = [True] * (last - first)
            continue
        begin = max([first, *(after for _, after in portfolios if first < after <= last)])
        for own, finish in _cut_out(doc, begin, min(last, end), words, taken):
            found.append(Name(doc, own, finish, label, loud))
    if not loud:
        found.extend(_find_overlooked(doc, taken, end, words))
    made = (name for name in found if not is_of_product(name))
    return iter(sorted(made, key=lambda name: name.first))


def _cut_out(
    doc: Doc, first: int, last: int, words: Thesaurus, taken: list[bool]
) -> Iterator[tuple[int, int]]:
    """Yield the names in a span of the model, and take their tokens."""
    for start, stop in cut(doc, first, last, words):
        for left, right in split(doc, *grow(doc, start, stop, words, taken), words):
            own, finish = trim(doc, left, right, words)
            if own < finish and not any(taken[own:finish]):
                taken[own:finish] = [True] * (finish - own)
                if not _is_demonym(doc, own, finish, words) and not _is_signed(doc, own, finish):
                    yield own, finish


def is_of_product(name: Name) -> bool:
    """Tell whether a maker's name only tells what a thing is: "a Boeing 737"."""
    doc, last = name.doc, name.last
    return last < len(doc) and is_designation(doc[last].text) and doc[last - 1].whitespace_ == " "


def _take_affiliations(doc: Doc, gazetteer: Gazetteer) -> list[bool]:
    """Return for each token whether it is taken before any name is looked for."""
    taken = [False] * len(doc)
    for first, last in _find_affiliations(doc, gazetteer):
        taken[first:last] = [True] * (last - first)
    return taken


def _find_affiliations(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Find a legislator's party and seat, which name nobody: "Ann Moss (D-Newport News)", "Ann Moss, R-S.C., …"; a state in full is one."""
    for index in range(1, len(doc) - 2):
        opening, closing = doc[index - 1].text, _CLOSING.get(doc[index - 1].text)
        if (
            closing is None
            or doc[index].text not in _PARTIES
            or doc[index + 1].text not in _HYPHENS
        ):
            continue
        behind = range(index + 3, min(index + 3 + _LONGEST_STATE, len(doc)))
        last = next((end for end in behind if doc[end].text == closing), None)
        if last is not None and (opening == "(" or doc[index - 2].pos_ == "PROPN"):
            stated = gazetteer.is_american_state(doc[index + 2 : last].text)
            yield index, index + 2 if stated else last


def _find_sure(
    doc: Doc,
    end: int,
    words: Thesaurus,
    gazetteer: Gazetteer,
    portfolios: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int, str]]:
    """Find what is a name whatever the model says, with its label."""
    for first, last in _find_known(doc, end, words):
        yield first, last, "ORG"
    for first, last in find_spelled_out(doc, end):
        yield first, last, doc[last - 1].ent_type_
    for first, last in _find_branches(doc, end, words, gazetteer):
        yield first, last, "ORG"
    for first, last in _find_founded(doc, end, words):
        yield first, last, "ORG"
    for first, last in _find_saintly(doc, end):
        placed = words.bodies.get(doc[last - 1].lower_, "Place") == "Place"
        yield first, last, "FAC" if placed else "ORG"
    for first, last in _find_titled_places(doc, end, words, gazetteer):
        yield first, last, "GPE"
    for first, last in _find_laws(doc, end, words):
        yield first, last, "LAW"
    for first, last in _find_ministers(doc, end, words, portfolios):
        yield first, last, "PERSON"


def _find_ministers(
    doc: Doc, end: int, words: Thesaurus, portfolios: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Find the names behind what somebody is minister of: "Minister of Health *Ann Moss*"."""
    for _, first in portfolios:
        last = first
        while (
            last < end
            and doc[last].pos_ == "PROPN"
            and is_capital(doc[last].text)
            and joins(doc, last)
        ):
            last += 1
        bodily = any(
            token.lower_ in words.bodies or token.lower_ in words.people
            for token in doc[first:last]
        )
        if last - first > 1 and not bodily:
            yield first, last


def _find_founded(doc: Doc, end: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Find bodies named after two people: "Bill and Melinda Gates Foundation"."""
    for index in range(1, end - 3):
        pair = doc[index - 1].lower_ in words.given and doc[index + 1].lower_ in words.given
        if not pair or doc[index].lower_ not in {"and", "&"}:
            continue
        last = index + 2
        while last < end and is_capital(doc[last].text) and joins(doc, last):
            last += 1
        if words.bodies.get(doc[last - 1].lower_, "Place") not in {"Place", "None"}:
            yield index - 1, last


def _find_saintly(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """Find what is named after a saint: "*St Mary's Hospital*", "*St. Peter's Square*"."""
    for index in range(end - 3):
        owned = doc[index].text in _SAINTS and doc[index + 2].tag_ == "POS"
        if not owned or not is_capital(doc[index + 1].text):
            continue
        last = index + 3
        while last < end and is_capital(doc[last].text) and joins(doc, last):
            last += 1
        if last > index + 3:
            yield index, last


def _find_laws(doc: Doc, end: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Find what is ruled by its whole name: "the Safe Use of Unlisted Drugs *Act*", "the … of Unlisted Drugs *framework*"."""
    for index in range(3, end):
        if doc[index].lower_ not in words.laws:
            continue
        first = index
        while first > 0 and (is_capital(doc[first - 1].text) or doc[first - 1].lower_ in _OF_LAWS):
            first -= 1
        while first < index and doc[first].lower_ in _OF_LAWS:
            first += 1
        links = [token.i for token in doc[first:index] if token.lower_ in _OF_LAWS]
        if not links or first == 0 or doc[first - 1].pos_ != "DET":
            continue
        head = doc[links[0] - 1].lower_
        if head not in words.bodies and head not in words.weak and links[0] - first > 1:
            yield first, index + doc[index].text.istitle()


def _find_titled_places(
    doc: Doc, end: int, words: Thesaurus, gazetteer: Gazetteer
) -> Iterator[tuple[int, int]]:
    """Find places on the map whose names begin with a title, where one is said to be: "in General Pico"."""
    for index in range(1, end - 1):
        title, before = doc[index], doc[index - 1]
        if not title.text.istitle() or title.lower_ not in words.people:
            continue
        listed = before.text == "," and index > 1 and doc[index - 2].ent_type_ == "GPE"
        if not listed and before.lower_ not in _INSIDE:
            continue
        for last in (index + 3, index + 2):
            text = doc[index:last].text
            if last <= end and text.istitle() and gazetteer.has_place(text):
                named = last < end and words.bodies.get(doc[last].lower_) == "Place"
                yield index, last + (named and doc[last].text.istitle())
                break


def _find_branches(
    doc: Doc, end: int, words: Thesaurus, gazetteer: Gazetteer
) -> Iterator[tuple[int, int]]:
    """Find news outlets with the country or region they are made for: "CNN Philippines", "BBC Africa"."""
    for index in range(1, end):
        if not joins(doc, index) or not gazetteer.is_land(doc[index].text):
            continue
        for first in range(max(0, index - _LONGEST_OUTLET), index):
            known = words.known.get(doc[first:index].text)
            if known is not None and known[1] == "NewsOutlet":
                yield first, index + 1
                break


def _find_known(doc: Doc, end: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Find well-known bodies by their names of several words, where no longer name begins there."""
    free = 0
    for token in doc:
        if token.i >= end:
            return
        if token.i < free:
            continue
        for parts in words.known_phrases.get(token.text, ()):
            last = token.i + len(parts)
            if (
                last > end
                or doc[last - 1].text != parts[-1]
                or [t.text for t in doc[token.i : last]] != parts
            ):
                continue
            if token.is_sent_start and parts[0] == "The" and " ".join(parts[1:]) in words.regions:
                continue  # "The Atlantic" may be the ocean
            after = doc[last] if last < end else None
            if after is None or not _runs_on(doc, last, words):
                yield token.i, last
                free = last
                break


def _runs_on(doc: Doc, last: int, words: Thesaurus) -> bool:
    """Tell whether a name goes on with a capital that begins no title and no person's name."""
    after = doc[last]
    if after.pos_ != "PROPN" or not joins(doc, last):
        return False
    return after.lower_ not in words.people and fold(after.text) not in words.given


def _join_spans(doc: Doc, words: Thesaurus, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield the model's spans; two of one kind with nothing between them are one name."""
    held: tuple[int, int, str] | None = None
    for entity in doc.ents:
        label = entity.label_
        if label in NUMBER_LABELS and entity.text in words.known:
            label = "ORG"
        span = (entity.start, entity.end, label)
        if held is not None:
            joinable = {held[2], label} <= _JOINABLE or is_irish(doc, span[0] - 1)
            begun = label == "PERSON" and _is_given_name(doc, held, words, gazetteer)
            if (joinable or begun) and _are_one(doc, held[1], span[0], words):
                held = (held[0], span[1], label)
                continue
            yield held
        held = span
    if held is not None:
        yield held


def _is_given_name(
    doc: Doc, span: tuple[int, int, str], words: Thesaurus, gazetteer: Gazetteer
) -> bool:
    """Tell whether a single word that was taken for a place which no map has begins somebody's name: "*Harish* | Chandra Sharma"."""
    first, last, label = span
    text = doc[first:last].text
    if label != "GPE" or last - first != 1 or text.isupper():
        return False
    if gazetteer.has_place(text) or gazetteer.is_land(text) or gazetteer.get_country(text):
        return False
    if text in words.honorifics:
        return False
    return text.lower() not in words.bodies and text.lower() not in words.people


def _are_one(doc: Doc, end: int, start: int, words: Thesaurus) -> bool:
    """Tell whether two spans are one name: "MAN | Ferrostaal", "Corriere | della | Sera", "People | 's | Party"."""
    if is_irish(doc, start - 1):
        return start - end <= 1
    if end == start and doc[end - 1].tag_ == "POS":
        return end > 1 and doc[end - 2].lower_ in words.groups
    if end == start:
        return joins(doc, start) and doc[end - 1].dep_ == "compound"
    if start - end != 1:
        return False
    between = doc[end]
    if between.tag_ == "POS":
        return doc[end - 1].lower_ in words.groups
    return between.lower_ in PARTICLES and between.lower_ not in {"e", "y", "den", "des"}


def _find_credits(doc: Doc, words: Thesaurus) -> int:
    """Return where the credits of a paragraph begin: "(AFP, Reuters)", "Author: …" at its end."""
    size = len(doc)
    if not size:
        return 0
    if doc[-1].text == ")":
        opening = next(
            (i for i in range(size - 1, max(-1, size - 14), -1) if doc[i].text == "("), -1
        )
        inside = [doc[i].text for i in range(opening + 1, size - 1)] if opening >= 0 else []
        names = [text for text in inside if text[0].isalpha() and text != "and"]
        if names and sum(text in words.known for text in names) * 2 >= len(names):
            return opening
    return size


def _find_overlooked(doc: Doc, taken: list[bool], end: int, words: Thesaurus) -> Iterator[Name]:
    """Propose runs of capitalised proper nouns that the model left alone."""
    index = 0
    while index < end:
        if taken[index] or not _may_begin(doc[index], words):
            index += 1
            continue
        first = index
        while index < end and not taken[index] and _may_continue(doc, first, index, words):
            index += 1
        for left, right in split(doc, first, index, words):
            start, stop = trim(doc, left, right, words)
            kind = stop - start == 1 and doc[start].lower_ in words.firms  # "Carmaker | Moss"
            if start < stop and not kind and not _is_demonym(doc, start, stop, words):
                yield Name(doc, start, stop, "")


def _is_signed(doc: Doc, first: int, last: int) -> bool:
    """Tell whether a name is one of several between slashes, as in the signatures below articles."""
    before = doc[first - 1].text if first else ""
    after = doc[last].text if last < len(doc) else ""
    return "/" in before[-1:] + after[:1] and last - first == 1 and doc[first].text.isupper()


def _is_demonym(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    text = doc[first:last].text
    return text in words.demonyms or text.rpartition("-")[2] in words.demonyms


def _may_continue(doc: Doc, first: int, index: int, words: Thesaurus) -> bool:
    """Tell whether a token is part of a run: a capital, or the possessive in "Dockers' Union"."""
    if _is_joint(doc, first, index, words):
        return True
    if doc[index].tag_ == "POS" and first < index:
        return is_owned(doc, index, index + 2, words)
    return _may_begin(doc[index], words, inside=index > first)


def _is_joint(doc: Doc, first: int, index: int, words: Thesaurus) -> bool:
    """Tell whether a hyphen joins the halves of a surname, or two ends by which something is called: "Babajide Sanwo-Olu", "Lund-Malmo Bridge"; no "Iran-Iraq"."""
    if doc[index].text != "-" or index <= first or index + 1 >= len(doc):
        return False
    kind = doc[index + 2] if index + 2 < len(doc) else doc[index]
    called = is_capital(kind.text) and kind.lower_ in words.bodies
    if index < first + 2 and not called:
        return False
    before, behind = doc[index - 1], doc[index + 1]
    tight = not before.whitespace_ and not doc[index].whitespace_
    land = any(
        word.text in words.countries or word.text in words.demonyms for word in (before, behind)
    )
    return tight and behind.pos_ == "PROPN" and is_capital(behind.text) and not land


def _is_shortened(token: Token, words: Thesaurus) -> bool:
    """Tell whether a token is a rank before its full stop: "Col" of "Col. Ann Moss"."""
    following = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return following == "." and f"{token.text}." in words.honorifics


def _may_begin(token: Token, words: Thesaurus, *, inside: bool = False) -> bool:
    text = token.text
    if not text[0].isalpha() or not is_capital(text) or _is_shortened(token, words):
        return False
    if token.pos_ == "PROPN":
        return True
    return inside and token.pos_ in {"ADJ", "NOUN"}

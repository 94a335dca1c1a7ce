"""Where names stand: the language model's spans, repaired, and what it overlooked.

The small model finds most names and gets many edges wrong: titles and possessives inside, particles
outside, two names as one. Its spans are trimmed and grown by capitals and tags; capitalised
runs that it overlooked are proposed too. What a proposal is, the article as a whole decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.gazetteer import fold
from graph_builder.extraction.thesaurus import load_thesaurus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.thesaurus import Thesaurus

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
OTHER_LABELS = frozenset({"EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})
NUMBER_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
PARTICLES = frozenset(
    "de del della di da do dos das du des van von der den zu zum ter ten la le el al bin ibn ben abu e y".split()
)
JOINERS = frozenset({"of", "for", "and", "&", "on", "the", "to", "against", "in"})
_DASHES = frozenset({"-", "–"})
_CUTS = frozenset("\"'`´()[]{}<>/|;:!?*…—•") | {"--", "``", "''", "...", " "}
_LONGEST_TITLE = 3
# Offices that are as often part of a name.
_AMBIGUOUS = frozenset(
    "justice head chief speaker king queen pope bishop cardinal dean deputy chair".split()
)
# Ranks of the same kind.
_RANKS = frozenset(
    "general major private sheriff father brother sister mother king queen prince princess lord lady count pope bishop".split()
)
_CLERICS = frozenset(
    {"father", "brother", "sister", "king", "queen", "prince", "princess", "lord", "lady"}
)
_HALVES = frozenset(
    {"vice", "prime", "foreign", "defense", "defence", "interior", "finance", "deputy"}
)


@dataclass(slots=True)
class Name:
    """A stretch of tokens that may be a name: ``doc[first:last]``, with the model's label for it."""

    doc: Doc
    first: int
    last: int
    label: str
    loud: bool = False
    words: tuple[str, ...] = ()
    key: str = ""
    scores: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the words and the key by which equal names are told."""
        self.words = tuple(self.doc[index].text for index in range(self.first, self.last))
        self.key = fold(" ".join(self.words))


def is_loud(doc: Doc) -> bool:
    """Tell whether a paragraph writes most words with capitals (a headline), so that they say nothing."""
    words = [token.text for token in doc if token.is_alpha and len(token) > 3]  # noqa: PLR2004 - of, the, and …
    if len(words) < 2:  # noqa: PLR2004 - one word is no evidence
        return False
    high = sum(word[0].isupper() for word in words)
    ends = doc[-1].text in {".", '"', "?", "!"}
    return high >= (0.9 if ends else 0.6) * len(words)


def is_capital(text: str) -> bool:
    """Tell whether a token is written like a name: a capital, or a capital after an apostrophe or article."""
    head = text[0]
    if head.isupper():
        return True
    return len(text) > 2 and any(sign.isupper() for sign in text[1:]) and text.isalpha()  # noqa: PLR2004 - iPod, but not "I"


def find_names(context: Context) -> list[Name]:
    """Propose the names of every paragraph, in order and without overlaps."""
    words = load_thesaurus(context.lexicon)
    names: list[Name] = []
    for paragraph in context.parsed.paragraphs:
        names.extend(_find_in(paragraph.doc, words))
    return names


def _find_in(doc: Doc, words: Thesaurus) -> Iterator[Name]:
    loud = is_loud(doc)
    end = _find_credits(doc, words)
    taken = [False] * len(doc)
    found: list[Name] = []
    for first, last in _find_known(doc, end, words):
        taken[first:last] = [True] * (last - first)
        found.append(Name(doc, first, last, "ORG", loud))
    for first, last, label in _join_spans(doc, words):
        if label in NUMBER_LABELS:
            taken[first:last] = [True] * (last - first)
            continue
        for start, stop in _cut(doc, first, min(last, end), words):
            for left, right in _split(doc, *_grow(doc, start, stop, words, taken), words):
                begin, finish = _trim(doc, left, right, words)
                if begin < finish and not any(taken[begin:finish]):
                    taken[begin:finish] = [True] * (finish - begin)
                    if not _is_demonym(doc, begin, finish, words):
                        found.append(Name(doc, begin, finish, label, loud))
    if not loud:
        found.extend(_find_overlooked(doc, taken, end, words))
    return iter(sorted(found, key=lambda name: name.first))


def _find_known(doc: Doc, end: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Find well-known bodies by their names of several words, where no longer name begins or ends there."""
    for token in doc:
        if token.i >= end:
            return
        for parts in words.known_phrases.get(token.text, ()):
            last = token.i + len(parts)
            if (
                last > end
                or doc[last - 1].text != parts[-1]
                or [t.text for t in doc[token.i : last]] != parts
            ):
                continue
            after = doc[last] if last < end else None
            if (
                after is None
                or after.pos_ != "PROPN"
                or not _joins(doc, last)
                or after.lower_ in words.people
            ):
                yield token.i, last
                break


def _join_spans(doc: Doc, words: Thesaurus) -> Iterator[tuple[int, int, str]]:
    """Yield the model's spans; two of one kind with nothing between them are one name."""
    held: tuple[int, int, str] | None = None
    for entity in doc.ents:
        label = entity.label_
        if label in NUMBER_LABELS and entity.text in words.known:
            label = "ORG"
        span = (entity.start, entity.end, label)
        if held is not None:
            if {held[2], label} <= {"PERSON", "ORG"} and _are_one(doc, held[1], span[0]):
                held = (held[0], span[1], label)
                continue
            yield held
        held = span
    if held is not None:
        yield held


def _are_one(doc: Doc, end: int, start: int) -> bool:
    """Tell whether two spans are one name: "MAN | Ferrostaal", "Corriere | della | Sera"."""
    if end == start:
        return _joins(doc, start) and doc[end - 1].dep_ == "compound"
    return (
        start - end == 1
        and doc[end].lower_ in PARTICLES
        and doc[end].lower_ not in {"e", "y", "den", "des"}
    )


def _split(doc: Doc, first: int, last: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Split a run of capitals at a title inside it: "Schalke Captain", "US Secretary John Kerry"."""
    start = first
    for index in range(first, last):
        size = _measure_title(doc, index, words)
        if not size:
            continue
        rest = last - index - 1
        inner = rest and doc[index + 1].lower_ in JOINERS
        title = index - size + 1
        if title > first and doc[title - 1].lower_ in JOINERS:
            continue
        alone = index == first and not rest and size == 1
        if not alone and not inner and not _is_body(doc, index, last, words):
            if start < index - size + 1:
                yield start, index - size + 1
            start = index + 1
    if start < last:
        yield start, last


def _measure_title(doc: Doc, index: int, words: Thesaurus) -> int:
    """Return how many tokens up to this one are an office: 3 for "Secretary of State", 0 for none."""
    token = doc[index]
    if token.tag_ not in {"NNP", "NN"}:
        return 0
    small = token.lower_
    phrase = small
    for size in range(2, _LONGEST_TITLE + 1):
        if index < size - 1:
            break
        phrase = f"{doc[index - size + 1].lower_} {phrase}"
        if phrase in words.offices:
            return size
    if small not in words.offices or small in _AMBIGUOUS:
        return 0
    return 2 if index and doc[index - 1].lower_ in _HALVES else 1


def _is_body(doc: Doc, index: int, last: int, words: Thesaurus) -> bool:
    """Tell whether a noun of a body follows a title inside a name: "Attorney General's Office"."""
    return any(
        doc[i].text in words.marks or doc[i].lower_ in words.weak for i in range(index + 1, last)
    )


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


def _cut(doc: Doc, first: int, last: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Cut a span of the model at quotation marks, brackets, dashes and after possessives."""
    start = first
    for index in range(first, last):
        token = doc[index]
        text = token.text
        dash = text in _DASHES and not _is_tight(doc, index, first, last)
        ends = token.tag_ == "POS" and not _is_owned(doc, index, last, words)
        if text in _CUTS or text.isspace() or dash or ends:
            if start < index:
                yield start, index
            start = index + 1
    if start < last:
        yield start, last


def _is_tight(doc: Doc, index: int, first: int, last: int) -> bool:
    """Tell whether a dash joins two words without spaces: "Export–Import Bank"."""
    if not first < index < last - 1:
        return doc[index].text == "-" and index > first and not doc[index - 1].whitespace_
    return not doc[index - 1].whitespace_ and not doc[index].whitespace_


def _is_owned(doc: Doc, index: int, last: int, words: Thesaurus) -> bool:
    """Tell whether a possessive stands inside a name: "People's Party", "Magistrates' Court"."""
    if index + 1 >= last or not doc[index + 1].text[0].isupper():
        return False
    owner = doc[index - 1].lower_
    return owner in words.groups or owner == "people" or owner.removesuffix("s") in words.people


def _trim(doc: Doc, first: int, last: int, words: Thesaurus) -> tuple[int, int]:
    """Take titles, articles, numbers and small words off both ends."""
    while first < last and _is_lead(doc, first, last, words):
        first += 1
    while first < last and _is_tail(doc[last - 1], last - first):
        last -= 1
    return first, last


def _is_lead(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    token = doc[first]
    text = token.text
    small = text.lower()
    if not text[0].isalnum() or small in {
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
    }:
        return not (
            text == "The"
            and last - first > 1
            and " ".join(t.text for t in doc[first:last]) in {"The Hague"}
        )
    rest = last - first - 1
    if not is_capital(text):
        whole = doc[first:last].text
        return (
            not (small in PARTICLES and rest and not text[0].isdigit()) and whole not in words.known
        )
    if not rest or not is_capital(doc[first + 1].text):
        return False
    following = doc[first + 1]
    if small in _HALVES:
        return following.lower_ in words.people
    if text in words.honorifics:
        if small in _AMBIGUOUS | _RANKS or "." not in text and small not in words.people:
            return (token.ent_type_ == "PERSON" and doc[last - 1].lower_ not in words.weak) or (
                rest > 1 and small in _CLERICS
            )
        return True
    return False


def _is_tail(token: Token, size: int) -> bool:
    text = token.text
    if text[0].isupper():
        return False
    if text[0].isdigit():
        return size == 1 or len(text) > 3
    return not (size == 1 and any(sign.isupper() for sign in text)) or not text[0].isalpha()


def _grow(doc: Doc, first: int, last: int, words: Thesaurus, taken: list[bool]) -> tuple[int, int]:
    """Take in what belongs to the same run of capitals on either side."""
    size = len(doc)
    while last < size and not taken[last]:
        step = _count_following(doc, first, last)
        if not step or last + step > size or any(taken[last : last + step]):
            break
        last += step
    if last < size and doc[first : last + 1].text in words.known:
        last += 1
    while first > 0 and not taken[first - 1] and not doc[first - 1].ent_type_:
        token = doc[first - 1]
        if (
            token.pos_ == "PROPN"
            and is_capital(token.text)
            and token.lower_ not in words.people
            and token.text not in words.honorifics
            and not token.is_sent_start
            and _joins(doc, first)
        ):
            first -= 1
        else:
            break
    return first, last


def _count_following(doc: Doc, first: int, last: int) -> int:
    """Return how many tokens after a span are part of the name: a capital, "van der Steur", "-Palatinate"."""
    token = doc[last]
    if token.ent_iob_ == "B":
        return 0
    if token.pos_ == "PROPN" and is_capital(token.text) and _joins(doc, last):
        return 1
    if last + 1 >= len(doc):
        return 0
    following = doc[last + 1]
    person = doc[first].ent_type_ == "PERSON"
    if token.text in _DASHES and not token.whitespace_ and not doc[last - 1].whitespace_:
        if following.pos_ == "PROPN" and following.text[0].isupper():
            return 2
        return 2 if person and following.ent_type_ == "PERSON" else 0
    if (
        person
        and token.lower_ in PARTICLES
        and following.pos_ == "PROPN"
        and is_capital(following.text)
    ):
        return 2
    return 0


def _joins(doc: Doc, index: int) -> bool:
    """Tell whether a token follows the one before it with nothing but one space between."""
    before = doc[index - 1]
    return before.whitespace_ == " " or before.text == "-" or doc[index].text == "-"


def _find_overlooked(doc: Doc, taken: list[bool], end: int, words: Thesaurus) -> Iterator[Name]:
    """Propose runs of capitalised proper nouns that the model left alone."""
    index = 0
    while index < end:
        if taken[index] or not _may_begin(doc[index], words):
            index += 1
            continue
        first = index
        while (
            index < end and not taken[index] and _may_begin(doc[index], words, inside=index > first)
        ):
            index += 1
        for left, right in _split(doc, first, index, words):
            start, stop = _trim(doc, left, right, words)
            if start < stop and not _is_demonym(doc, start, stop, words):
                yield Name(doc, start, stop, "")


def _is_demonym(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    return doc[first:last].text in words.demonyms


def _may_begin(token: Token, words: Thesaurus, *, inside: bool = False) -> bool:
    text = token.text
    if not text[0].isalpha() or not is_capital(text):
        return False
    if token.pos_ == "PROPN":
        return True
    return inside and token.pos_ in {"ADJ", "NOUN"}

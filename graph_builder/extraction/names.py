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
_CUTS = frozenset("\"'`´()[]{}<>/|;:!?*…–—•") | {"--", "``", "''", "...", " "}
_CREDITS = frozenset({"reporting", "writing", "editing", "author", "editor", "edited", "by"})


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
    for entity in doc.ents:
        label = entity.label_
        if label in NUMBER_LABELS and not _is_mislabelled(entity.text, words):
            for index in range(entity.start, entity.end):
                taken[index] = True
            continue
        for first, last in _cut(doc, entity.start, min(entity.end, end), words):
            start, stop = _grow(doc, first, last, words, taken)
            start, stop = _trim(doc, start, stop, words)
            if (
                start < stop
                and not any(taken[start:stop])
                and not _is_demonym(doc, start, stop, words)
            ):
                found.append(Name(doc, start, stop, label, loud))
                for index in range(start, stop):
                    taken[index] = True
    if not loud:
        found.extend(_find_overlooked(doc, taken, end, words))
    return iter(sorted(found, key=lambda name: name.first))


def _is_mislabelled(text: str, words: Thesaurus) -> bool:
    return text in words.known


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
        spaced = text == "-" and (index == first or bool(doc[index - 1].whitespace_))
        if text in _CUTS or text.isspace() or spaced or token.tag_ == "POS":
            if start < index:
                yield start, index
            start = index + 1
    if start < last:
        yield start, last


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
        return not (small in PARTICLES and rest and not text[0].isdigit()) and not (
            " ".join(t.text for t in doc[first:last]) in words.known
        )
    if rest and text in words.honorifics and is_capital(doc[first + 1].text):
        return (
            doc[first].ent_type_ == "PERSON" or doc[first + 1].text in words.honorifics or rest < 3
        )
    return (
        bool(rest)
        and (small in words.people)
        and is_capital(doc[first + 1].text)
        and token.dep_ == "compound"
        and doc[last - 1].ent_type_ == "PERSON"
    )


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
    label = doc[first].ent_type_
    while last < size and not taken[last] and doc[last].ent_iob_ != "B":
        token = doc[last]
        if token.pos_ == "PROPN" and is_capital(token.text) and _joins(doc, last):
            last += 1
        elif (
            label == "PERSON"
            and token.lower_ in PARTICLES
            and last + 1 < size
            and doc[last + 1].pos_ == "PROPN"
            and is_capital(doc[last + 1].text)
        ):
            last += 2
        else:
            break
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
        start, stop = _trim(doc, first, index, words)
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

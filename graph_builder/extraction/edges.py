"""Where a name begins and ends: titles and possessives left out, particles and hyphens taken in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.thesaurus import Thesaurus

PARTICLES = frozenset(
    {
        "de",
        "del",
        "dela",
        "delos",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "zu",
        "zum",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "abu",
        "e",
        "y",
    }
)
JOINERS = frozenset({"of", "for", "and", "&", "on", "the", "to", "against", "in"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my"}
)
_YEAR = 4
DASHES = frozenset({"-", "–"})
_CUTS = frozenset("\"'`´()[]{}<>/|;:!?*…—•") | {"--", "``", "''", "...", " "}
_LONGEST_TITLE = 3
_LEAST_WHOLE = 2  # words: what is left of fewer is no name ("Board | Member")
# Offices that are as often part of a name.
_AMBIGUOUS = frozenset(
    {
        "justice",
        "head",
        "chief",
        "speaker",
        "king",
        "queen",
        "pope",
        "bishop",
        "cardinal",
        "dean",
        "deputy",
        "chair",
    }
)
# Ranks of the same kind.
_RANKS = frozenset(
    {
        "general",
        "major",
        "private",
        "sheriff",
        "father",
        "brother",
        "sister",
        "mother",
        "king",
        "queen",
        "prince",
        "princess",
        "lord",
        "lady",
        "count",
        "pope",
        "bishop",
    }
)
_CLERICS = frozenset(
    {
        *("father", "brother", "sister", "king", "queen", "prince", "princess", "lord", "lady"),
        *("cardinal", "bishop", "archbishop", "pope"),
    }
)
_HALVES = frozenset(
    {"vice", "prime", "foreign", "defense", "defence", "interior", "finance", "deputy"}
)


# What is said of somebody before the name, and of an election behind a country's, with a capital.
_SAID_OF = frozenset(
    {"longtime", "onetime", "outgoing", "incoming", "embattled", "ailing", "disgraced", "ousted"}
)
_OF_OFFICES = frozenset({"Presidential", "Senatorial", "Gubernatorial", "Congressional"})


_IRREGULAR = {"said": "say", "wrote": "write"}
_SHIPS = frozenset({"MV", "MS", "SS", "HMS", "USS", "RV"})
_FULL_NAME = range(2, 4)
_DESIGNATION = re.compile(
    r"(?:[A-Z]{1,3}-?)?\d{3,4}[A-Z]{0,2}s?|[A-Z]{1,3}-\d{1,3}[A-Z]{0,2}s?|[A-Z]\d{2,3}"
)
_CENTURIES = re.compile(r"(?:1[5-9]|20)\d\d")


def is_designation(text: str) -> bool:
    """Tell whether a word names a model of something made: "A380", "F-35", "737s"; a year is none.

    >>> [word for word in ("A380", "F-35", "737", "2024", "G20", "Boeing") if is_designation(word)]
    ['A380', 'F-35', '737', 'G20']
    """
    return _DESIGNATION.fullmatch(text) is not None and _CENTURIES.fullmatch(text) is None


def is_capital(text: str) -> bool:
    """Tell whether a token is written like a name: a capital, or a capital after an apostrophe or article."""
    head = text[0]
    if head.isupper():
        return True
    return len(text) > 2 and any(sign.isupper() for sign in text[1:]) and text.isalpha()  # noqa: PLR2004 - iPod, but not "I"


def list_lemmas(word: str) -> tuple[str, ...]:
    """Return the verbs of which a word in lower case may be the past tense.

    >>> list_lemmas("wrote"), list_lemmas("replied")
    (('write',), ('replie', 'repli', 'reply'))
    """
    if word in _IRREGULAR:
        return (_IRREGULAR[word],)
    return (word[:-1], word[:-2], word[:-3] + "y") if word.endswith("ed") else ()


def split(doc: Doc, first: int, last: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Split a run of capitals at a title inside it: "Schalke Captain", "US Secretary John Kerry"."""
    start = first
    for index in range(first, last):
        if index > start and _meets_person(doc, start, index, last, words):
            yield start, index
            start = index
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
            if start < title and not _is_kind(doc, start, title, words):
                yield start, _end_of_whole(doc, start, title, words)
            start = index + 1
    if start < last:
        yield start, last


def _meets_person(doc: Doc, start: int, index: int, last: int, words: Thesaurus) -> bool:
    """Tell whether a person's name follows a whole of its own: "Minister of Scotland | Nicola Sturgeon"."""
    if index + 1 >= last or doc[index].lower_ not in words.given:
        return False
    before = doc[start:index].text
    whole = before in words.known or before in words.countries or before in words.regions
    office = start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in words.offices
    whole = whole or (office and index == start + 1)
    return whole and doc[index + 1].text[0].isupper() and doc[index + 1].lower_ not in words.bodies


def _end_of_whole(doc: Doc, start: int, title: int, words: Thesaurus) -> int:
    """Return where the body or country before a title ends: "EU" of "EU Energy Commissioner"."""
    if words.bodies.get(doc[title - 1].lower_, "Place") != "Place":
        return title
    for end in range(title, start, -1):
        text = doc[start:end].text
        named = doc[end - 1].ent_type_ == "GPE" and doc[end].ent_iob_ != "I"
        if named or text in words.known or text in words.countries:
            return end
    return title


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
    if small in _AMBIGUOUS or not (small in words.offices or _is_rank(doc, index, words)):
        return 0
    return 2 if index and doc[index - 1].lower_ in _HALVES else 1


def _is_rank(doc: Doc, index: int, words: Thesaurus) -> bool:
    """Tell whether a word is a rank in the middle of a run of capitals, before somebody's names: "Highway Police *Superintendent* Ann Moss"."""
    token = doc[index]
    ranked = token.text in words.honorifics and token.lower_ in words.people
    if not ranked or doc[index - 1].text in _SHIPS:
        return False
    behind = index + 1
    while behind < len(doc) and doc[behind].pos_ == "PROPN" and doc[behind].text.istitle():
        if doc[behind].lower_ in words.bodies or doc[behind].lower_ in words.weak:
            return False
        behind += 1
    return behind - index - 1 in _FULL_NAME


def _is_kind(doc: Doc, start: int, title: int, words: Thesaurus) -> bool:
    """Tell whether nothing stands before a title but the kind of a place: "*City* Attorney Ann Moss"."""
    return title - start == 1 and words.bodies.get(doc[start].lower_) == "Place"


def _is_body(doc: Doc, index: int, last: int, words: Thesaurus) -> bool:
    """Tell whether a noun of a body follows a title inside a name: "Attorney General's Office"."""
    return any(
        doc[i].text in words.marks or doc[i].lower_ in words.weak for i in range(index + 1, last)
    )


def cut(doc: Doc, first: int, last: int, words: Thesaurus) -> Iterator[tuple[int, int]]:
    """Cut a span of the model at quotation marks, brackets, dashes and after possessives."""
    start = first
    for index in range(first, last):
        token = doc[index]
        text = token.text
        dash = text in DASHES and not _is_tight(doc, index, first, last, words)
        if is_irish(doc, index) or (token.tag_ == "POS" and is_owned(doc, index, last, words)):
            continue
        ends = token.tag_ == "POS"
        if text in _CUTS or text.isspace() or dash or ends:
            if start < index:
                yield start, index
            start = index + 1
    if start < last:
        yield start, last


def is_irish(doc: Doc, index: int) -> bool:
    """Tell whether an apostrophe stands in a name like "O' Leary"."""
    if doc[index].text not in {"'", "’"} or index == 0 or index + 1 >= len(doc):
        return False
    return doc[index - 1].text == "O" and doc[index + 1].text[0].isupper()


def _is_tight(doc: Doc, index: int, first: int, last: int, words: Thesaurus) -> bool:
    """Tell whether a dash joins two words without spaces: "Export–Import Bank"."""
    if not first < index:
        return False
    tight = not doc[index - 1].whitespace_ and doc[index - 1].text not in words.known
    return tight and (not doc[index].whitespace_ if index < last - 1 else doc[index].text == "-")


def is_owned(doc: Doc, index: int, last: int, words: Thesaurus) -> bool:
    """Tell whether a possessive stands inside a name: "People's Party", "Magistrates' Court", "Dockers' Union"."""
    following = doc[index + 1] if index + 1 < len(doc) else None
    if following is None or not following.text[0].isupper():
        return False
    if index + 1 >= last and following.lower_ not in words.bodies:
        return False
    owner = doc[index - 1].lower_
    if owner.endswith("s") and doc[index].text in {"'", "’"} and following.lower_ in words.bodies:
        return doc[index - 1].ent_type_ != "GPE" and doc[index - 1].text not in words.countries
    return owner in words.groups or owner == "people" or owner.removesuffix("s") in words.people


def trim(doc: Doc, first: int, last: int, words: Thesaurus) -> tuple[int, int]:
    """Take titles, articles, numbers and small words off both ends."""
    while first < last and (
        _is_lead(doc, first, last, words) or _is_saying(doc, first, last, words)
    ):
        first += 1
    while _may_end_before(doc, first, last - 1, words) and _is_title_before(doc, last, words):
        last -= 1
    while first < last and (_is_flight(doc, last) or _is_tail(doc[last - 1], last - first)):
        if _is_hyphened(doc, first, last, words):
            break
        last -= 1
    return first, last


def _may_end_before(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    """Tell whether what stands before a title is a name: several words, or one that names a body ("the *Senate* Speaker, Ann Moss")."""
    size = last - first
    body = size == 1 and words.bodies.get(doc[first].lower_, "Place") not in {"Place", "None"}
    return size >= _LEAST_WHOLE or (body and doc[last + 1 : last + 2].text == ",")


def _is_title_before(doc: Doc, last: int, words: Thesaurus) -> bool:
    """Tell whether a name ends with what somebody named behind it is: "House of Commons *Speaker* | Ann Moss", "the Senate *Speaker*, Ann Moss"."""
    title = doc[last - 1]
    titled = title.lower_ in words.people and title.text.istitle()
    behind = last + (last + 1 < len(doc) and doc[last].text == ",")
    return titled and behind < len(doc) and doc[behind].ent_type_ == "PERSON"


def _is_flight(doc: Doc, last: int) -> bool:
    """Tell whether a name ends in a flight ("Air France | Flight 447"), which is no part of the airline."""
    if doc[last - 1].text == "Flight":
        return last < len(doc) and doc[last].text.isdigit()
    return last > 1 and doc[last - 2].text == "Flight" and doc[last - 1].text.isdigit()


def _is_hyphened(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    """Tell whether the last token is the second half of a person's given name: "Ki-moon"."""
    if last - first < 3 or doc[last - 3].ent_type_ != "PERSON":  # noqa: PLR2004 - a half, the hyphen, a half
        return False
    return (
        doc[last - 2].text == "-"
        and _is_tight(doc, last - 2, first, last, words)
        and doc[last - 1].is_alpha
    )


def _is_lead(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    """Tell whether the first token of a span is no part of the name."""
    token = doc[first]
    text = token.text
    small = text.lower()
    if not text[0].isalnum() or small in _DETERMINERS:
        whole = doc[first:last].text
        return whole not in words.known and whole not in words.regions
    rest = last - first - 1
    if not is_capital(text):
        inner = small in PARTICLES and rest and not text[0].isdigit()
        return not inner and doc[first:last].text not in words.known
    if not rest or not is_capital(doc[first + 1].text):
        return False
    following = doc[first + 1].lower_
    if small in _SAID_OF or small in _HALVES:
        return small in _SAID_OF or following in words.people
    if small.removesuffix("s") in words.offices and small.endswith("s"):
        # "Senators Ann Moss and Bob Hill", "Senators Una Moss, Bob Hill, …"; but "Governors Association"
        listed = rest > 1 and last < len(doc) and doc[last].text in {",", "and"}
        return following in words.given or (listed and doc[last - 1].lower_ not in words.bodies)
    # "Premier Soccer League" is no premier's name.
    titled = text in words.honorifics and _is_title(doc, first, last, words)
    titled = titled and not (rest > 1 and doc[last - 1].lower_ in words.weak)
    opens = token.is_sent_start and small in (words.people | words.firms) - _AMBIGUOUS - _RANKS
    return opens or titled


def _is_saying(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    """Tell whether the first token is a verb of saying before its speaker: 'Remarked | Ann Moss, "…"'."""
    quotes = last + 1 < len(doc) and doc[last].text in {",", ":"} and doc[last + 1].is_quote
    if not quotes or not doc[first].is_sent_start:
        return False
    return any(lemma in words.saying for lemma in list_lemmas(doc[first].lower_))


def _is_title(doc: Doc, first: int, last: int, words: Thesaurus) -> bool:
    """Tell whether an honorific is a title here, and not the first word of the name ("General Motors")."""
    token = doc[first]
    small = token.lower_
    if small in words.people - _AMBIGUOUS - _RANKS or ("." in token.text and small not in _RANKS):
        return True
    if small in words.short_titles or doc[first + 1].text in words.honorifics:
        return True  # "Det Insp Ann Moss"
    if f"{token.text}." in words.honorifics:
        return True  # "Mr Moss"
    if token.ent_type_ == "PERSON" and doc[last - 1].lower_ not in words.weak:
        return True
    return last - first > 2 and small in _CLERICS  # noqa: PLR2004 - "Mother Jones" may be a name of two words


def _is_tail(token: Token, size: int) -> bool:
    """Tell whether the last token of a span is no part of the name: small words, years, signs."""
    text = token.text
    if text in _OF_OFFICES:
        return size > 1
    if text[0].isupper():
        return False
    if text[0].isdigit():
        return size == 1 or len(text) >= _YEAR
    return size > 1 or not text[0].isalpha() or text.islower()


def joins(doc: Doc, index: int) -> bool:
    """Tell whether a token follows the one before it with nothing but one space between."""
    before = doc[index - 1]
    return before.whitespace_ == " " or before.text == "-" or doc[index].text == "-"

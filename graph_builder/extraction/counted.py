"""What a number counts: the noun behind it; or that it counts nothing and is part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.units import Units

    IsTimed = Callable[[Token], bool]

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIER_TAGS = NOUN_TAGS | {"JJ", "JJR", "JJS", "VBN", "VBG"}
_NUMBER_DEPS = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "det"})
_NAME_DEPS = frozenset({"compound", "nmod", "amod", "nummod", "poss", "appos", "punct", "dep"})
_NUMBERED_TAGS = frozenset({"NN", "NNP", "UH", "DT", "JJ", "IN", "RB"})
_SKIPPED = frozenset({"+", "more", "other", "such", "further", "additional", "or", "so"})
_STATES = frozenset({"dead", "missing", "wounded", "injured", "hurt", "homeless"})
_NOT_ONE = frozenset(
    ["the", "this", "that", "each", "no", "any", "every", "another", "which", "same"]
)


def is_name(tokens: TokenSpan, units: Units, is_timed: IsTimed, *, is_spelled: bool) -> bool:
    """Tell whether a number is part of a name or an address: "Boeing 737", "Article 5", "10 Downing Street"."""
    first = tokens[0]
    if _is_address(tokens, units) or _is_union(first, units) or _begins_name(tokens):
        return True
    if is_spelled or first.i == tokens.sent.start:
        return False
    before = first.nbor(-1)
    named = before.tag_ in ("NNP", "NNPS") or (
        before.lower_ in units.numbered and before.tag_ in _NUMBERED_TAGS
    )
    if not named or is_timed(before):
        return False
    head = tokens.root.head
    counted = head.i > tokens[-1].i and head.tag_ in ("NNS", "NNPS")
    return not (counted and before.dep_ not in _NAME_DEPS)


def _begins_name(tokens: TokenSpan) -> bool:
    """Tell whether a number that is written large within a sentence begins a name: "a Six Flags park", "the Five Eyes"."""
    first, doc = tokens[0], tokens.doc
    following = [token.text for token in doc[tokens.end : tokens.end + 2]]
    if first.i == tokens.sent.start or not first.text[:1].isupper() or not following:
        return False
    within = first.nbor(-1).text.islower()
    return within and following[0][:1].isupper() and not following[-1][:1].isupper()


def _is_union(first: Token, units: Units) -> bool:
    """Tell whether a number ends a name such as "Group of Seven"."""
    if first.i < 2 or first.nbor(-1).lower_ != "of":  # noqa: PLR2004 - two words before
        return False
    whole = first.nbor(-2)
    return whole.lower_ in units.numbered and whole.text[:1].isupper()


def _is_address(tokens: TokenSpan, units: Units) -> bool:
    following = tokens.doc[tokens.end : tokens.end + 2]
    for index, token in enumerate(following):
        if token.lower_ in units.addressed and (index == 0 or following[0].tag_ == "NNP"):
            return True
    return False


def is_model(tokens: TokenSpan, noun: Token) -> bool:
    """Tell whether digits before a singular name a model: "its 777 airliner", but not "a 149 vote margin"."""
    first = tokens[0]
    attached = noun.i > 0 and noun.nbor(-1).text == "-"
    if noun.tag_ != "NN" or attached or first.text.find(",") >= 0:
        return False
    while first.i and first.nbor(-1).tag_ in ("JJ", "JJR", "JJS"):
        first = first.nbor(-1)
    before = first.nbor(-1) if first.i else None
    return before is not None and (
        before.lower_ in ("the", "this") or before.tag_ in ("POS", "PRP$")
    )


def counts_one(tokens: TokenSpan) -> bool:
    """Tell whether "one" is the number of something, and no pronoun."""
    one, doc = tokens[-1], tokens.doc
    following = doc[tokens.end] if tokens.end < len(doc) else None
    if following is None or following.text == "-" or following.lower_ in ("another", "day"):
        return False
    if tokens.start and doc[tokens.start - 1].lower_ in _NOT_ONE:
        return False
    if following.lower_ == "of":
        return any(child.dep_ == "pobj" for child in following.children)
    return bool(one.tag_ == "CD" and one.head.i >= following.i and one.dep_ in _NUMBER_DEPS)


def find_counted(tokens: TokenSpan, is_timed: IsTimed) -> TokenSpan | None:
    """Return the words that a number counts, from their first adjective to their noun, or None."""
    doc, index = tokens.doc, tokens.end
    stop = tokens.sent.end
    if index < stop and doc[index].text in ("-", "–") and index + 1 < stop:
        attached = doc[index - 1].idx + len(doc[index - 1]) == doc[index].idx
        noun = doc[index + 1]
        found = attached and noun.is_alpha and noun.tag_ in _MODIFIER_TAGS
        return doc[noun.i : noun.i + 1] if found else None
    while index < stop and doc[index].lower_ in _SKIPPED:
        index += 1
    if index < stop and doc[index].lower_ == "of":
        return _find_whole(doc[index], is_timed)
    if index < stop and _is_state(doc[index]):
        return doc[index : index + 1]
    return _scan(doc[index:stop], tokens.root, is_timed)


def _is_state(word: Token) -> bool:
    """Tell whether a word stands for those who are so: "left 40 *dead* and 200 *missing*"; no "40 dead bodies"."""
    return word.lower_ in _STATES and not (word.dep_ == "amod" and word.head.i > word.i)


def _find_whole(of: Token, is_timed: IsTimed) -> TokenSpan | None:
    noun = next((child for child in of.children if child.dep_ == "pobj"), None)
    if noun is None or noun.tag_ not in NOUN_TAGS or is_timed(noun):
        return None
    first = noun
    for index in range(noun.i - 1, of.i, -1):
        token = of.doc[index]
        if token.tag_ not in _MODIFIER_TAGS and token.text not in ("-", "and"):
            break
        first = token
    last = int(noun.i)
    following = of.doc[last + 1 : last + 3]
    if len(following) > 1 and following[0].text == "-" and not noun.whitespace_:
        last += 2 if following[1].tag_ in NOUN_TAGS else 0  # "three of his co-authors"
    return of.doc[first.i : last + 1]


def _scan(words: TokenSpan, number: Token, is_timed: IsTimed) -> TokenSpan | None:
    last = -1
    for index, token in enumerate(words):
        if is_timed(token):
            break
        if token.tag_ in NOUN_TAGS:
            last = index
            if number.head == token and number.dep_ in _NUMBER_DEPS:
                break
        elif not _may_modify(token):
            break
    if last < 0 and len(words) and _is_noun_like(words[0], number):
        last = 0
    return words[: _extend_noun(words, last, is_timed) + 1] if last >= 0 else None


def _extend_noun(words: TokenSpan, last: int, is_timed: IsTimed) -> int:
    """Go on to the noun's own end: "co-petitioners", a plural behind what was taken for the head."""
    size = len(words)
    while last + 2 < size and words[last + 1].text == "-" and words[last + 2].tag_ in NOUN_TAGS:
        if words[last].whitespace_ or words[last + 1].whitespace_:
            break
        last += 2
    following = words[last + 1] if last + 1 < size else None
    if following is not None and words[last].tag_ == "NN" and following.tag_ == "NNS":
        return last if is_timed(following) else last + 1
    return last


def _is_noun_like(token: Token, number: Token) -> bool:
    """Tell whether an adjective stands for a noun: "27 dead"."""
    return token.tag_ == "JJ" and number.head == token and token.dep_ in ("pobj", "dobj", "nsubj")


def _may_modify(token: Token) -> bool:
    if token.text in ("-", "–"):
        return True
    if token.lower_ == "and":
        return (
            token.i > 0
            and token.nbor(-1).dep_ in ("amod", "compound", "nmod")
            and (token.nbor(-1).head.i > token.i)
        )
    if token.tag_ in ("VBN", "VBG", "VBD"):
        return token.dep_ in ("amod", "compound") and token.head.i > token.i
    return token.tag_ in _MODIFIER_TAGS and not token.is_punct


def _get_name(token: Token) -> str:
    if token.tag_ == "NNPS":
        return str(token.text.removesuffix("s"))
    if token.lower_ in _STATES:
        return str(token.lower_)
    return str(token.text if token.tag_ == "NNP" else token.lemma_.lower())


def normalise(tokens: TokenSpan) -> str:
    """Return the words of a counted noun in the singular and small letters, names as they are."""
    return " ".join(
        _get_name(token) for token in tokens if not token.is_punct and not token.is_stop
    )

"""Whether the text goes on with a name as "he" or "she", which it does only with people: "*Moss* said … She added …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import get_children
from graph_builder.extraction.titles import get_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus

_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_NO_PERSON = frozenset({"its", "itself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "conj"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NO_PEOPLE = frozenset({"NORP", "DATE", "TIME"})
_SURE = 2.5
_LIKELY = 1.0
_UNSURE = 0.3


def weigh_pronoun(name: Name, words: Thesaurus) -> float:
    """Return how much a pronoun speaks for a person: the first one behind a name that is a subject, where nobody else can be meant.

    What somebody is reported to have said may be of anybody spoken of before: "the firm *said he* had resigned".
    """
    root = get_root(name)
    bodily = name.key in words.bodies or name.key in words.weak
    silent = name.label == "ORG" and root.head.lemma_ not in words.saying
    if root.dep_ not in _SUBJECTS or bodily or silent:
        return 0.0
    for token in _list_behind(name, root):
        if token.lower_ in _NO_PERSON:
            return 0.0
        if token.lower_ in _PERSONAL and token.pos_ == "PRON":
            if any(_may_be_meant(other, name, words) for other in root.doc[: token.i]):
                return 0.0
            if not _is_reported(token, root):
                return _SURE
            return _UNSURE if name.label == "ORG" else _LIKELY
    return 0.0


def _list_behind(name: Name, root: Token) -> Iterator[Token]:
    """Yield the words behind a name in its sentence, then the subject of the next if the name is that of the first."""
    sentence = root.sent
    yield from name.doc[name.last : sentence.end]
    if sentence.end < len(name.doc) and root.head == sentence.root:
        following = name.doc[sentence.end].sent
        yield from get_children(following.root, *_SUBJECTS)


def _is_reported(pronoun: Token, root: Token) -> bool:
    """Tell whether a pronoun stands in what the name is said to have said."""
    path = [pronoun, *pronoun.ancestors]
    if root.head not in path:
        return False
    below = path[: path.index(root.head)]
    return any(word.dep_ == "ccomp" for word in below)


def _may_be_meant(token: Token, name: Name, words: Thesaurus) -> bool:
    """Tell whether a word names or describes somebody else, and tells no more of the name: "Moss, tipped as *minister*, said"."""
    if name.first <= token.i < name.last or get_root(name) in token.ancestors:
        return False
    if token.pos_ == "PROPN":
        where = token.ent_type_ in _PLACES and token.dep_ not in _ACTING
        same = token.text == name.doc[name.last - 1].text
        return not (where or same or _is_of_body(token) or token.ent_type_ in _NO_PEOPLE)
    return token.tag_ == "NN" and words.is_person_noun(token.lemma_.lower())


def _is_of_body(token: Token) -> bool:
    """Tell whether a word is one of several in a body's name."""
    beside = token.doc[max(0, token.i - 1) : token.i + 2]
    return token.ent_type_ == "ORG" and sum(each.ent_type_ == "ORG" for each in beside) > 1

"""Several of one name: a town in the state or country of its name ("New York, New York"), people of one surname."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.groups import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus

_WHOLES = frozenset({"Place", "Country"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def split_namesakes(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the groups; one whose name an article sets behind itself is two, a town and what it lies in.

    Where the article goes on with the name alone, it means the town, which it has introduced so.
    """
    for group in groups:
        outer = [name for name in group.names if _stands_behind_itself(name, group.names)]
        if group.kind not in _WHOLES or not outer:
            yield group
            continue
        inner = [name for name in group.names if name not in outer]
        yield Group(outer, group.scores, group.kind, group.code)
        yield Group(inner, group.scores, "Place", group.code)


def _stands_behind_itself(name: Name, names: Iterable[Name]) -> bool:
    before = name.first - 1
    return (
        before > 0
        and name.doc[before].text == ","
        and any(
            other.doc is name.doc and other.last == before and other.key == name.key
            for other in names
        )
    )


def find_near_holder(name: Name, holders: Sequence[Group], words: Thesaurus) -> Group | None:
    """Return whom a text goes on to quote by a surname that several have: "*Bo Moss*, a farmer, said it fell. *Moss* said he was out.".

    Args:
        name: The surname alone.
        holders: Those named in full who have it.
        words: Has the verbs of speech.

    Returns:
        Of these the one who speaks in the sentence before, where the name is of who speaks in its own.
    """
    word = name.doc[name.last - 1]
    if not _speaks(name, words):
        return None
    return next(
        (
            holder
            for holder in holders
            for other in holder.names
            if other.doc is name.doc
            and other.doc[other.first].sent.end == word.sent.start
            and _speaks(other, words)
        ),
        None,
    )


def _speaks(name: Name, words: Thesaurus) -> bool:
    """Tell whether a name is the subject of a sentence that tells what somebody said."""
    word: Token = name.doc[name.last - 1]
    while word.dep_ == "appos":
        word = word.head
    verb = word.head
    return word.dep_ in _SUBJECTS and verb == word.sent.root and verb.lemma_ in words.going_on

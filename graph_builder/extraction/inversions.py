"""Sentences that open with a verb of saying: 'Remarked Moss, "…"'; 'Added the mayor: "…"'.

The parser takes such a verb for a name or for a participle, so it is known by its form and by what stands behind it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.edges import list_lemmas
from graph_builder.extraction.sentences import find_sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon, Use
    from graph_builder.extraction.passages import Passage

_FRAMES = frozenset({"clause", "quote"})
_LONGEST_SOURCE = 14  # tokens
_OPENERS = frozenset({"DET", "PROPN", "NOUN", "PRON", "ADJ"})
_VERBAL = frozenset({"VERB", "AUX"})


def read_inversions(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the attributions of a paragraph whose sentence opens with the verb, its speaker behind it."""
    for token in passage.doc:
        if not token.text.istitle() or token.i != find_sentence_start(token):
            continue
        use = find_opening_use(token.lower_, cues)
        mark = _find_mark(token, passage) if use is not None else None
        if use is not None and mark is not None:
            yield _make(token, mark, use, passage)


def find_opening_use(word: str, cues: CueLexicon) -> Use | None:
    """Return the way in which a past tense attributes a quotation: "added", "replied", "wrote"."""
    uses = (use for lemma in list_lemmas(word) for use in cues.verbs.get(lemma, ()))
    return next((use for use in uses if use.frame in _FRAMES), None)


def _find_mark(verb: Token, passage: Passage) -> int | None:
    """The comma or colon behind a speaker, before the quotation; nothing where another verb stands between."""
    doc = passage.doc
    if verb.i + 1 >= len(doc) or doc[verb.i + 1].pos_ not in _OPENERS:
        return None
    for index in range(verb.i + 2, min(verb.i + _LONGEST_SOURCE, len(doc) - 1)):
        if doc[index].text in {",", ":"} and passage.opens_quotation(index + 1):
            return index
        if doc[index].pos_ in _VERBAL or doc[index].text in {".", ";", ":"}:
            return None
    return None


def _make(verb: Token, mark: int, use: Use, passage: Passage) -> Draft:
    quotation = passage.find_quotation(passage.offset(mark + 1))
    assert quotation is not None  # noqa: S101 - it opens there
    return Draft(
        head=verb,
        use=use,
        cue=(passage.offset(verb.i), passage.end_of(verb.i)),
        content=tuple(passage.follow(quotation)),
        source=(passage.offset(verb.i + 1), passage.end_of(mark - 1)),
        passage=passage,
        confidence=Decimal("0.9"),
        rule="quotation after",
    )

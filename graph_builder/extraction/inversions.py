"""Verbs of saying before their speaker: 'Remarked Moss, "…"'; '"…" tweeted the mayor.'; 'The bridge fell, stated Minister Moss.'.

The parser takes such a verb for a name, a participle or one of several predicates, and the speaker for an object, so both are known by their
form and place.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.animacy import may_speak
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.edges import list_lemmas
from graph_builder.extraction.sentences import find_sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon, Use
    from graph_builder.extraction.passages import Passage, Range

_FRAMES = frozenset({"clause", "quote"})
_LONGEST_SOURCE = 14  # tokens
_OPENERS = frozenset({"DET", "PROPN", "NOUN", "PRON", "ADJ"})
_VERBAL = frozenset({"VERB", "AUX"})
_PAST = frozenset({"VBD", "VBN"})
_STOPS = frozenset({",", ".", "!", "?", ";", ":", "—", "–", "(", '"', "“", "”"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LONGEST_SPEAKER = 12  # tokens


def read_inversions(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the attributions of a paragraph in which the speaker stands behind the verb, at either end of the sentence."""
    for token in passage.doc:
        if token.text.istitle() and token.i == find_sentence_start(token):
            use = find_opening_use(token.lower_, cues)
            mark = _find_mark(token, passage) if use is not None else None
            if use is not None and mark is not None:
                yield _make(token, mark, use, passage)
        elif token.tag_ in _PAST and token.i > 0:
            yield from _read_closing(token, passage, cues)


def find_opening_use(word: str, cues: CueLexicon) -> Use | None:
    """Return the way in which a past tense attributes a quotation: "added", "replied", "wrote"."""
    uses = (use for lemma in list_lemmas(word) for use in cues.verbs.get(lemma, ()))
    return next((use for use in uses if use.frame in _FRAMES), None)


def _read_closing(verb: Token, passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield what stands before a verb of saying that its speaker follows, to the end of the sentence or a comma."""
    use = find_opening_use(verb.lower_, cues)
    if use is None or use.addressee or passage.is_quoted(passage.offset(verb.i)):
        return
    quoted = passage.closes_quotation(verb.i - 1)
    if not quoted and verb.nbor(-1).text != ",":
        return
    speaker = _find_speaker_behind(verb)
    if speaker is None or not may_speak(speaker.root, cues):
        return
    content = _find_quoted(verb, passage) if quoted else _find_told(verb, passage)
    if content is None:
        return
    yield Draft(
        head=verb,
        use=use,
        cue=(passage.offset(verb.i), passage.end_of(verb.i)),
        content=content,
        source=(passage.offset(speaker.start), passage.end_of(speaker.end - 1)),
        passage=passage,
        confidence=Decimal("0.8"),
        rule="quotation before" if quoted else "clause around",
    )


def _find_speaker_behind(verb: Token) -> TokenSpan | None:
    """Return the name or definite noun right behind a verb, up to what closes the sentence or sets something off."""
    doc, last = verb.doc, verb.sent.end
    stop = next((i for i in range(verb.i + 1, last) if doc[i].text in _STOPS), last)
    day = next((i for i in range(verb.i + 1, stop) if _begins_time(doc[i])), stop)
    words = doc[verb.i + 1 : day]
    if not len(words) or len(words) > _LONGEST_SPEAKER or words[0].pos_ not in {"DET", "PROPN"}:
        return None
    if any(word.pos_ in _VERBAL or word.tag_ in {"CC", "TO", "WDT", "WP"} for word in words):
        return None
    return words if words.root.pos_ in {"NOUN", "PROPN"} else None


def _begins_time(word: Token) -> bool:
    after = word.nbor() if word.pos_ == "ADP" and word.i + 1 < len(word.doc) else word
    return after.ent_type_ in {"DATE", "TIME"}


def _find_quoted(verb: Token, passage: Passage) -> tuple[Range, ...] | None:
    quotation = passage.find_quotation(passage.end_of(verb.i - 1) - 1)
    return None if quotation is None else tuple(passage.trace(quotation))


def _find_told(verb: Token, passage: Passage) -> tuple[Range, ...] | None:
    """Return the clause before the comma, if the sentence is that clause and has a subject."""
    root = verb.sent.root
    if root == verb:
        root = next((child for child in verb.lefts if child.dep_ == "ccomp"), root)
    if root.i >= verb.i or root.pos_ not in _VERBAL:
        return None
    if not any(child.dep_ in _SUBJECTS and child.i < root.i for child in root.lefts):
        return None
    start = verb.doc[find_sentence_start(verb)]
    told = passage.trim(passage.offset(start.i), passage.offset(verb.i - 1))
    return None if told is None else (told,)


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

"""Who speaks: the source of each claim as an entity, whom it is addressed to, and what it is about.

A source is resolved, never guessed: a pronoun to its antecedent, "the minister" to whom the article gave that
office, a description to a described entity of its own. A claim without a source has no speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.anaphora import GENDERS, PLURALS, SUBJECTS
from graph_builder.extraction.descriptions import choose_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token
    from spacy.tokens import Span as TokenSpan

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.model import Claim, Span

_OWN_VOICE = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_THINGS = frozenset({"it", "which", "that", "this", "who"})
_DOCUMENTS = frozenset(
    {
        "statement",
        "report",
        "letter",
        "announcement",
        "decree",
        "message",
        "tweet",
        "post",
        "speech",
        "interview",
        "release",
        "email",
        "e-mail",
        "ruling",
        "study",
        "poll",
        "survey",
        "document",
        "text",
        "article",
        "testimony",
    }
)
_ISSUED = frozenset({"from", "by", "of"})


def resolve_speakers(context: Context) -> tuple[Claim, ...]:
    """Return the claims with speaker, addressee and what they are about.

    Adds described speakers and the "I" and "we" of direct quotations to the cast. A claim whose source
    stays unclear keeps ``speaker`` None.
    """
    index = context.cast
    found = []
    for claim in context.claims:
        figure = _find_speaker(claim.source, index) if claim.source else None
        if figure is not None and claim.direct:
            _note_own_voice(claim, figure, index)
        found.append(
            replace(
                claim,
                speaker=figure.id if figure else None,
                addressee=claim.addressee or _find_addressee(claim, figure, index),
                about=_list_subjects(claim, figure, index),
            )
        )
    return tuple(found)


def _find_speaker(source: Span, index: EntityIndex) -> Figure | None:
    figure = index.find_figure(source)
    if figure is not None:
        return figure
    tokens = index.parsed.tokens_in(source.start, source.end)
    if tokens is None:
        return None
    head = tokens.root
    small = head.lower_
    if small in GENDERS:
        return None
    if small in PLURALS or small in _THINGS:
        found = _find_antecedent(head, index)
        if found is not None:
            index.add_mention(found, head, head, "pronoun")
        return found
    if (
        small in _OWN_VOICE
        or head.pos_ == "PRON"
        and small
        not in {
            "one",
            "some",
            "many",
            "others",
            "both",
            "all",
            "several",
            "another",
            "everyone",
            "nobody",
        }
    ):
        return None
    issuer = _find_issuer(head, index)
    if issuer is not None:
        return issuer
    index.describe(source)
    return index.find_figure(source)


def _find_issuer(head: Token, index: EntityIndex) -> Figure | None:
    """Return who issued a document: "a statement from the ministry", "the court's ruling"."""
    if head.lemma_.lower() not in _DOCUMENTS:
        return None
    for child in head.children:
        if child.dep_ == "poss":
            return index.get_figure(child)
        if child.dep_ == "prep" and child.lower_ in _ISSUED:
            for thing in child.children:
                if thing.dep_ == "pobj":
                    figure = index.get_figure(thing)
                    if (
                        figure is not None
                        and figure.type in {"Place", "Country"}
                        and child.lower_ == "of"
                    ):
                        return None
                    if figure is not None:
                        return figure
                    if choose_type(thing, index.words) != "Agent" or child.lower_ != "of":
                        first = thing.doc[thing.left_edge.i]
                        span = index.parsed.span(first, thing.doc[thing.right_edge.i])
                        index.describe(span)
                        return index.get_figure(thing)
    return None


def _find_antecedent(pronoun: Token, index: EntityIndex) -> Figure | None:
    """Return what "they", "it" or "who" means: the antecedent of a relative, else the last fitting subject."""
    small = pronoun.lower_
    if small in {"who", "which", "that"}:
        return _find_relative(pronoun, index)
    plural = small in PLURALS
    doc = pronoun.doc
    sentence = pronoun.sent
    for token in _list_subjects_before(pronoun, sentence):
        figure = index.get_figure(token)
        if figure is None and token.pos_ in {"NOUN", "PROPN"}:
            if (token.tag_ in {"NNS", "NNPS"}) != plural and token.lower_ not in index.words.groups:
                continue
            if (
                choose_type(token, index.words) == "Agent"
                and token.lower_ not in index.words.groups
            ):
                continue
            span = index.parsed.span(doc[token.left_edge.i], token)
            index.describe(span)
            figure = index.get_figure(token)
        if figure is None or (figure.type == "Person" and not figure.plural):
            continue
        if plural and (figure.type in {"Country", "Place"}):
            continue
        return figure
    return None


def _find_relative(pronoun: Token, index: EntityIndex) -> Figure | None:
    verb = pronoun.head
    while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "relcl":
        return None
    noun = verb.head
    figure = index.get_figure(noun)
    if figure is None and noun.pos_ in {"NOUN", "PROPN"}:
        index.describe(index.parsed.span(noun.doc[noun.left_edge.i], noun))
        figure = index.get_figure(noun)
    return figure


def _list_subjects_before(pronoun: Token, sentence: TokenSpan) -> Iterator[Token]:
    """Yield the subjects before a pronoun, the nearest sentence first, of this paragraph."""
    doc = pronoun.doc
    sentences = [s for s in doc.sents if s.start <= pronoun.i]
    for number, earlier in enumerate(reversed(sentences)):
        if number > 2:  # noqa: PLR2004 - two sentences back
            return
        for token in earlier:
            if token.i < pronoun.i and token.dep_ in SUBJECTS and token.pos_ != "PRON":
                yield token


def _note_own_voice(claim: Claim, figure: Figure, index: EntityIndex) -> None:
    """Note "I" and "we" in a direct quotation as mentions of who says it."""
    for part in claim.content:
        tokens = index.parsed.tokens_in(part.start, part.end)
        for token in tokens or ():
            if (
                token.pos_ == "PRON"
                and token.lower_ in _OWN_VOICE
                and index.get_figure(token) is None
            ):
                index.add_mention(figure, token, token, "pronoun")


def _find_addressee(claim: Claim, speaker: Figure | None, index: EntityIndex) -> str | None:
    """Return to whom it was said: the object of "told", "urged", "asked", or "to …" after "said"."""
    cue = index.parsed.tokens_in(claim.cue.start, claim.cue.end)
    if cue is None:
        return None
    verb = cue.root
    for child in verb.children:
        inside = index.parsed.offset(child)
        if child.dep_ in {"dobj", "dative"} and not _is_content(inside, claim):
            thing = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ == "prep" and child.lower_ == "to" and not _is_content(inside, claim):
            thing = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ in {"ccomp", "xcomp"} and claim.type in {"Request", "Order"}:
            thing = next((c for c in child.children if c.dep_ in {"nsubj"}), child)
        else:
            continue
        figure = index.get_figure(thing)
        if figure is not None and figure is not speaker:
            return figure.id
    return None


def _is_content(offset: int, claim: Claim) -> bool:
    return any(part.start <= offset < part.end for part in claim.content)


def _list_subjects(claim: Claim, speaker: Figure | None, index: EntityIndex) -> tuple[str, ...]:
    """Return the ids of the named entities that the content speaks of, the speaker left out."""
    found: dict[str, None] = {}
    for part in claim.content:
        for token in index.parsed.tokens_in(part.start, part.end) or ():
            figure = index.get_figure(token)
            if figure is not None and figure.named and figure is not speaker:
                found[figure.id] = None
    return tuple(found)

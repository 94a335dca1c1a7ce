"""Attribution by nouns: "his claim that …", "a pledge to …", "protesters' demands for …", "made a promise to …".

The source is whose claim it is: the possessive, the one after "by" or "from", or the subject of the verb that has
the noun as its object. A noun that nobody is named for is no claim of anybody, and is left out, save allegations.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.contents import find_phrase_end, has_finite_verb
from graph_builder.extraction.cues import find_group_start
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.predicates import is_hyphen, is_infinitive
from graph_builder.extraction.sentences import find_sentence_end
from graph_builder.extraction.sources import (
    find_phrase,
    find_subject,
    is_empty,
    is_passive,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon, Use
    from graph_builder.extraction.passages import Passage, Range

_NEAR = 3
_SAID = frozenset({"Statement", "Announcement"})
_FROM = frozenset({"by", "from"})


def read_nouns(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the attributions of a paragraph whose cue is a noun."""
    for token in passage.doc:
        if token.pos_ != "NOUN":
            continue
        uses = cues.nouns.get(token.lemma_.lower())
        if uses is None:
            continue
        found = _find_content(token, uses, passage)
        if found is None:
            continue
        use, content, clause = found
        source, verb = _find_source(token, passage, cues)
        if source is None and not use.unnamed:
            continue
        first = token.i if verb is None else find_group_start(verb)
        if verb is not None and _announces(verb, cues):
            use = replace(use, act="Announcement")
        yield Draft(
            head=token,
            use=use,
            cue=(passage.offset(first), passage.end_of(_find_cue_end(token, clause))),
            content=tuple(content),
            source=source,
            passage=passage,
            confidence=Decimal("0.6"),
            rule="noun",
            clause=clause,
        )


def _announces(verb: Token, cues: CueLexicon) -> bool:
    return any(use.act == "Announcement" for use in cues.verbs.get(verb.lemma_.lower(), ()))


def _find_content(
    noun: Token, uses: tuple[Use, ...], passage: Passage
) -> tuple[Use, list[Range], Token] | None:
    by_frame = {use.frame: use for use in uses}
    for child in noun.rights:
        content: list[Range] = []
        use: Use | None = None
        clause = child
        if child.dep_ in {"acl", "ccomp", "relcl"}:
            if is_infinitive(child):
                use = by_frame.get("infinitive")
            elif any(each.lower_ == "that" and each.dep_ == "mark" for each in child.lefts):
                use = by_frame.get("clause")
            content = passage.stretch(child.left_edge.i, _find_clause_end(child)) if use else []
        elif child.dep_ == "prep":
            use = next(
                (
                    each
                    for each in uses
                    if each.frame == "prep" and child.lower_ in each.prepositions
                ),
                None,
            )
            thing = next((each for each in child.rights if each.dep_ in {"pobj", "pcomp"}), None)
            if use is not None and thing is not None:
                content = passage.stretch(child.i + 1, find_phrase_end(thing, passage))
                clause = thing
        if use is not None and content:
            return use, content, clause
    return (
        _find_predicate(noun, by_frame, passage)
        or _find_quoted(noun, uses, passage)
        or _find_torn(noun, by_frame, passage)
    )


def _find_torn(
    noun: Token, by_frame: dict[str, Use], passage: Passage
) -> tuple[Use, list[Range], Token] | None:
    """Reads: announced plans this week | to give, where the parser hung the infinitive on the verb."""
    use = by_frame.get("infinitive")
    if use is None or noun.dep_ != "dobj":
        return None
    clauses = (each for each in noun.head.rights if each.dep_ in {"advcl", "xcomp"})
    clause = next((each for each in clauses if is_infinitive(each) and each.i > noun.i), None)
    if clause is None or clause.left_edge.i - noun.right_edge.i > _NEAR:
        return None
    content = passage.stretch(clause.left_edge.i, _find_clause_end(clause))
    return (use, content, clause) if content else None


def _find_quoted(
    noun: Token, uses: tuple[Use, ...], passage: Passage
) -> tuple[Use, list[Range], Token] | None:
    """Reads: issued the following statement: “…”."""
    use = next((each for each in uses if each.act in _SAID and each.frame == "clause"), None)
    doc, end = passage.doc, find_sentence_end(noun)
    colon = next((i for i in range(noun.i + 1, min(end, len(doc) - 1)) if doc[i].text == ":"), None)
    if use is None or colon is None or not passage.opens_quotation(colon + 1):
        return None
    if has_finite_verb(doc, noun.i + 1, colon):
        return None
    quotation = passage.find_quotation(passage.offset(colon + 1))
    if quotation is None or not passage.is_complete(quotation):
        return None
    return use, passage.follow(quotation), noun


def _find_predicate(
    noun: Token, by_frame: dict[str, Use], passage: Passage
) -> tuple[Use, list[Range], Token] | None:
    """Reads: their demand is that …; her aim is to …; the union's demands include …."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ not in {"be", "include"} or verb.i < noun.i:
        return None
    for child in verb.rights:
        if verb.lemma_ == "include":
            use = by_frame.get("infinitive") if child.dep_ == "dobj" else None
        elif child.dep_ in {"xcomp", "ccomp"}:
            use = by_frame.get("infinitive" if is_infinitive(child) else "clause")
        else:
            use = None
        if use is not None:
            content = passage.stretch(child.left_edge.i, _find_clause_end(child))
            return (use, content, child) if content else None
    return None


def _find_clause_end(clause: Token) -> int:
    """A clause that a noun has ends at a comma behind which another begins."""
    doc = clause.doc
    for index in range(clause.i + 1, clause.right_edge.i):
        if doc[index].text == "," and doc[index + 1].tag_ in {"WDT", "WP", "VBG"}:
            return index
    return int(clause.right_edge.i) + 1


def _find_cue_end(noun: Token, clause: Token) -> int:
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return (
        int(following.i) if following.dep_ == "prep" and clause.head == following else int(noun.i)
    )


def _find_source(
    noun: Token, passage: Passage, cues: CueLexicon
) -> tuple[Range | None, Token | None]:
    """The words of the source, and the verb that is part of the cue: "made" in "made a promise to …"."""
    words = (noun.nbor(-2), noun) if is_hyphen(noun.doc, noun.i - 1) else (noun,)
    owner = next((child for word in words for child in word.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        first, end = find_phrase(owner, before=noun.i)
        doc = passage.doc
        while end - 1 > first and doc[end - 1].i > owner.i:
            end -= 1
        return (passage.offset(first), passage.end_of(end - 1)), None
    for child in noun.rights:
        if child.lower_ in _FROM and child.dep_ in {"prep", "agent"}:
            giver = next((each for each in child.rights if each.dep_ == "pobj"), None)
            if giver is not None:
                first, end = find_phrase(giver, after=child.i)
                return (passage.offset(first), passage.end_of(end - 1)), None
    return _find_subject_of(noun, passage, cues)


def _find_subject_of(
    noun: Token, passage: Passage, cues: CueLexicon
) -> tuple[Range | None, Token | None]:
    """Reads: the company made a promise to …; she took office on a pledge to …."""
    verb = noun.head
    voiced = noun.dep_ == "dobj"
    if noun.dep_ == "pobj" and verb.lower_ in {"on", "with"}:
        verb = verb.head
    elif not voiced or verb.lemma_.lower() not in cues.voicing:
        return None, None
    if verb.pos_ != "VERB" or is_passive(verb):
        return None, None
    subject = find_subject(verb)
    if subject is None or is_empty(subject) or subject.i > verb.i:
        return None, None
    first, end = find_phrase(subject, before=verb.i)
    return (passage.offset(first), passage.end_of(end - 1)), verb if voiced else None

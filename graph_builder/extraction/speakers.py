"""Whose saying a cue tells of: the noun phrase that is its subject, beside it or in the sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.animacy import is_paper
from graph_builder.extraction.cues import find_group_start
from graph_builder.extraction.joined_sayings import (
    find_saying_before,
    find_subject_before_comma,
    find_subject_of_clause_before,
)
from graph_builder.extraction.sentences import find_sentence_end
from graph_builder.extraction.sources import (
    SUBJECTS,
    find_agent,
    find_following_noun,
    find_phrase,
    find_preceding_noun,
    find_subject,
    is_empty,
    is_et_al,
    is_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cues import Cue, CueLexicon
    from graph_builder.extraction.passages import Passage

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BEFORE_QUOTE = frozenset({",", ":", '"', "''"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM"})
_TITLE = frozenset({"NOUN", "PROPN", "ADP", "DET", "ADJ", "PART", "NUM"})
_LONGEST_TITLE = 14
_LONGEST_PAPER = 10  # "sent a letter to the members of the council urging …"


def find_speaker(cue: Cue, passage: Passage, cues: CueLexicon) -> Token | None:
    """Return the cue's subject; where the parser found none outside of quotations, the noun phrase beside the cue."""
    verb, doc = cue.head, passage.doc
    if is_et_al(doc, cue.first - 1):
        return doc[cue.first - 1 - (doc[cue.first - 1].text == ".")]
    saying = _find_reporting_verb(cue, cues) or find_saying_before(verb, cues)
    subject = find_subject_before_comma(verb) or find_subject(saying or verb)
    if subject is not None and saying is None:
        subject = find_subject_of_clause_before(verb, subject, cues) or subject
    if subject is not None and subject == verb.head:
        subject = _find_paper(subject, cues)
    if subject is not None and subject.pos_ not in _NAMING:
        subject = None
    if passage.is_quoted(passage.offset(verb.i)):
        if subject is not None and not passage.is_quoted(passage.offset(subject.i)):
            return find_preceding_noun(cue.first - 1, doc)
        return subject
    inserted = _find_behind_as(cue, doc)
    if inserted is not None:
        return inserted
    subject = _leave_quotations(subject, passage)
    shared = find_subject_before_comma(verb) is not None
    if subject is None or (subject.head != verb and not shared):
        return _find_beside(cue, passage) or subject or _find_before(cue, doc)
    return subject


def _leave_quotations(subject: Token | None, passage: Passage) -> Token | None:
    """A subject that does not stand in a quotation: for one that does, that of the verb above its own."""
    if subject is not None and _is_title(subject, passage):
        return subject
    while subject is not None and passage.is_quoted(passage.offset(subject.i)):
        above = subject.head.head
        subject = find_subject(above) if above.i < subject.head.i else None
    return subject


def _is_title(subject: Token, passage: Passage) -> bool:
    """Whether all that stands between quotation marks is the name of a subject: "*“Der Spiegel”* said …"."""
    quotation = passage.find_quotation(passage.offset(subject.i))
    if quotation is None or subject.pos_ != "PROPN" or subject.i + 1 >= subject.head.i:
        return False
    inside = passage.slice(quotation.start + 1, quotation.end - 1)
    whole = passage.offset(subject.left_edge.i) <= quotation.start + 1
    words = inside.split()
    return whole and inside.endswith(subject.text) and all(word[0].isupper() for word in words)


def _find_before(cue: Cue, doc: Doc) -> Token | None:
    """The noun phrase right before a finite verb of saying."""
    if not cue.find_use("clause") or cue.first == 0 or cue.head.tag_ not in _FINITE:
        return None
    last = cue.first - 1
    apposed = doc[last - 1].dep_ == "appos"  # "…, the city's engineer, Ann Moss, said."
    if doc[last].text == "," and (
        apposed or doc[cue.last + 1 : cue.last + 2].text in _BEFORE_QUOTE
    ):
        last -= 1
    return find_preceding_noun(last, doc)


def _find_behind_as(cue: Cue, doc: Doc) -> Token | None:
    """Reads: The plan, as one of her aides pointed out, is old, where the parser took "as" for a preposition."""
    link = next(
        (each for each in cue.head.lefts if each.lower_ == "as" and each.dep_ == "prep"), None
    )
    if (
        link is None
        or cue.find_use("clause") is None
        or doc[cue.last + 1 : cue.last + 2].text != ","
    ):
        return None
    thing = next((each for each in link.rights if each.dep_ == "pobj"), None)
    if thing is None or thing.right_edge.i != cue.first - 1 or link.i == 0:
        return None
    return thing if doc[link.i - 1].text == "," else None


def find_author(cue: Cue, paper: Token, cues: CueLexicon) -> tuple[Cue, Token] | None:
    """Return who made a paper that speaks, and the cue with the making: "the union | filed a motion claiming | …"."""
    verb = cue.head
    noun = _find_paper(verb.head, cues)
    if verb.dep_ not in {"acl", "relcl"} or (paper != noun and paper.tag_ not in {"WDT", "WP"}):
        return None
    made = noun.dep_ == "dobj" and is_paper(noun, cues)
    maker = noun.head
    if (
        not made
        or maker.pos_ != "VERB"
        or maker.lemma_.lower() in cues.taking  # "ignored a report warning that …"
        or is_passive(maker)
        or cue.first - maker.i > _LONGEST_PAPER
    ):
        return None
    if find_agent(noun) is not None:
        return None  # "announced an order by the commander directing …"
    author = find_subject(maker)
    if author is None or author.i > maker.i or author.tag_ in {"WDT", "WP"} or is_empty(author):
        return None
    return replace(cue, first=find_group_start(maker)), author


def _find_paper(noun: Token, cues: CueLexicon) -> Token:
    """Return the paper that was put somewhere, for the place: "posted *a message* on Twitter blaming …"."""
    above = noun.head.head
    put = noun.dep_ == "pobj" and above.dep_ == "dobj" and is_paper(above, cues)
    return above if put else noun


def _find_reporting_verb(cue: Cue, cues: CueLexicon) -> Token | None:
    """For "…, adding that …": the verb of saying before it, whose complement the parser may have hung it on."""
    verb, doc = cue.head, cue.head.doc
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or cue.first == 0:
        return None
    if cue.lemma != "cite" and not _follows_comma(cue, doc):
        return None  # "reported him dead citing …" needs no comma
    word = verb.head
    if _is_protest(cue, word, cues):
        return None
    while word.dep_ in {"ccomp", "conj", "xcomp"} and word.head.i < word.i:
        word = word.head
        uses = cues.verbs.get(word.lemma_.lower(), ())
        if any(use.frame == "clause" and use.act == "Statement" for use in uses):
            return word
    return None


def _is_protest(cue: Cue, verb: Token, cues: CueLexicon) -> bool:
    """Whether a participle tells what protesters want, and not what else was said: "said thousands marched, *demanding* …"."""
    demands = any(use.act in {"Request", "Criticism", "Opinion"} for use in cue.uses)
    return demands and verb.lemma_.lower() in cues.protesting


def _follows_comma(cue: Cue, doc: Doc) -> bool:
    """Whether a comma stands before a cue, a closing quotation mark aside."""
    before = cue.first - 1
    if doc[before].is_quote and before > 0:
        before -= 1
    return doc[before].text == ","


def _find_beside(cue: Cue, passage: Passage) -> Token | None:
    """Reads: "…," said the mayor. And: it would fail, argued the mayor."""
    doc = passage.doc
    following = find_following_noun(cue.last + 1, doc)
    if following is None or cue.find_use("clause", "quote") is None or cue.first == 0:
        return None
    if cue.lemma == "tell":
        return None  # "…," she told the mayor
    if passage.closes_quotation(cue.first - 1):
        return following
    ends = following.right_edge.i + 1 >= find_sentence_end(cue.head) - 1
    if (
        doc[cue.first - 1].text == ","
        and ends
        and cue.head.tag_ in _FINITE
        and cue.find_use("object") is None
    ):
        return following
    return None


def find_source(subject: Token, cue: Cue, passage: Passage, *, own: bool) -> tuple[int, int]:
    """Return the tokens of the subject's phrase, up to the cue or to the verb that it really belongs to."""
    if subject.i > cue.last and own:
        return _close_titles(*find_phrase(subject, after=cue.last), passage)
    if subject.i > cue.last:
        return find_phrase(subject, before=find_group_start(subject.head))
    first, end = find_phrase(subject, before=_find_limit(subject, cue))
    first = _find_title_start(first, passage)
    if passage.doc[first].is_quote and passage.closes_quotation(first) and first < subject.i:
        first += 1  # the mark that closes what was said before
    titled = first and passage.doc[end - 1].is_quote and passage.opens_quotation(first - 1)
    return (first - 1 if titled else first), end


def _close_titles(first: int, end: int, passage: Passage) -> tuple[int, int]:
    """A source that the parser cut at an "and" between titles: said co-author and | Royal Fellow Ann Moss."""
    doc, last = passage.doc, end
    if doc[end - 1].dep_ != "cc":
        return first, end
    while last < len(doc) and doc[last].text[0].isupper():
        last += 1
    return (first, last) if last > end else (first, end - 1)


def _find_title_start(first: int, passage: Passage) -> int:
    """Where a source begins behind a quotation: "…,” | head of Aid Man-kei | Tam said", whatever the parser joined."""
    doc = passage.doc
    for index in range(first - 1, max(first - _LONGEST_TITLE, 0), -1):
        if doc[index].is_quote and passage.closes_quotation(index):
            return index + 1
        if (doc[index].pos_ not in _TITLE and doc[index].text != "-") or doc[index].ent_type_ in {
            "DATE",
            "TIME",
        }:
            break
    return first


def _find_limit(subject: Token, cue: Cue) -> int:
    """The token before which a subject's phrase ends: its own verb's, when the cue only shares it."""
    verb = subject.head
    if verb != cue.head and subject.i < verb.i < cue.first and subject.dep_ in SUBJECTS:
        return find_group_start(verb)
    return cue.first

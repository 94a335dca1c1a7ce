"""Who is reported to have said, thought, wanted or ordered what: claims with source, cue and content.

Spans follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell, Margolin and Ruths 2018): the source is a whole noun
phrase, the cue the words that attribute, the content the words attributed, with "that" and with quotation marks.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.adjectives import read_adjectives, read_made_clear
from graph_builder.extraction.animacy import is_paper, may_speak
from graph_builder.extraction.answers import add_agreeing, read_answers
from graph_builder.extraction.attacks import may_be_either, read_means
from graph_builder.extraction.claim_records import finish_claim
from graph_builder.extraction.constructions import iter_contents
from graph_builder.extraction.cues import Cue, compile_cues, find_cue_verbs
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.free_quotations import join_free_quotations
from graph_builder.extraction.gazetteer import load_gazetteer
from graph_builder.extraction.headlines import read_headline
from graph_builder.extraction.inversions import read_inversions
from graph_builder.extraction.nesting import find_outer, select
from graph_builder.extraction.nouns import read_nouns
from graph_builder.extraction.passages import Passage
from graph_builder.extraction.passives import read_passive
from graph_builder.extraction.phrases import read_phrases, stay_in_quotation
from graph_builder.extraction.quotations import find_quotations
from graph_builder.extraction.rebuttals import add_rebuttals
from graph_builder.extraction.sites import Site
from graph_builder.extraction.sources import SUBJECTS, find_left_edge, is_empty, is_passive
from graph_builder.extraction.speakers import find_author, find_source, find_speaker
from graph_builder.extraction.turns import read_interview
from graph_builder.extraction.unreached import read_silence, read_unreached
from graph_builder.extraction.unsaid import is_unsaid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.sites import Content
    from graph_builder.model import Claim, ClaimType


# How sure each construction makes a claim, from what is wrong of it on news that was not written for this.
_CONFIDENCE = {
    "quotation before": "0.95",
    "quotation after": "0.9",
    "clause after": "0.9",
    "clause around": "0.9",
    "as clause": "0.85",
    "preposition": "0.8",
    "object": "0.8",
    "small": "0.8",
    "as": "0.8",
    "infinitive": "0.7",
}
_DOUBTING = frozenset({"doubt", "dispute", "question", "contest"})
_NOT_ALL = frozenset({"not", "no", "none", "neither", "nobody"})
_NOBODY = frozenset({"you", "'s", "’s", "us"})
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_UNREAL = frozenset({"would", "if", "unless", "whether", "than"})
_FEW_WORDS = 10
_HEADING = 3  # paragraphs in which a dateline may stand
_ABLE = frozenset({"can", "ca", "could"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_HOW_OR_WHEN = frozenset({"by", "after", "before", "upon", "on", "since", "despite", "without"})
_SHOWING = frozenset({"show", "demonstrate"})
_KEPT = frozenset({"say", "confirm", "disclose", "reveal", "discuss"})
_OF_ACTORS = frozenset({"object", "infinitive", "preposition", "small", "as", "gerund"})
_OF_THINGS = frozenset({"object", "preposition"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FINITE_HELPERS = frozenset(
    {
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "have",
        "did",
        "does",
        "do",
        "will",
        "would",
        "may",
        "might",
        "could",
        "can",
    }
)
_TOLD = frozenset({"clause after", "clause around", "quotation before", "quotation after"})
_WISHES = frozenset({"should", "must", "be", "to"})
_WITH_CLAUSE = frozenset({"clause after", "quotation after", "quotation before", "clause around"})


def find_claims(context: Context) -> tuple[Claim, ...]:
    """Return every attribution of an article, in the order of the text; speakers are not yet resolved."""
    cues = compile_cues(context.lexicon)
    passages = list(_make_passages(context))
    read = [draft for passage in passages for draft in _read_passage(passage, cues)]
    turns = {turn.cue: turn for turn in read_interview(passages, cues)}
    read = [*(draft for draft in read if draft.cue not in turns), *turns.values()]
    drafts = select(
        [
            draft
            for draft in read
            if not _is_dateline(draft, context) and not _tells_of_force(draft, context)
        ]
    )
    drafts = add_agreeing(add_rebuttals(drafts, passages, cues), passages)
    drafts = join_free_quotations(drafts, passages, cues)
    drafts.sort(key=lambda each: (each.cue, each.content))
    outer = find_outer(drafts)
    types = [_find_type(draft, cues) for draft in drafts]
    return tuple(
        finish_claim(
            draft,
            kind,
            around if around is None or types[around] != "NonStatement" else None,
            context,
        )
        for draft, kind, around in zip(drafts, types, outer, strict=True)
    )


def _is_dateline(draft: Draft, context: Context) -> bool:
    """Whether what looks like who speaks is where the article was written: "LIMA: The government …"."""
    if draft.rule != "speaker" or draft.source is None or draft.passage.number > _HEADING:
        return False
    name = draft.passage.slice(*draft.source)
    return name.isupper() and load_gazetteer(context.lexicon).is_large_town(name)


def _tells_of_force(draft: Draft, context: Context) -> bool:
    """Whether a verb that may criticise tells of an attack with force, or leaves open with what: "attacked a woman with a knife"."""
    may_attack = draft.use.act == "Criticism" and may_be_either(draft.head, context)
    return may_attack and read_means(draft.head, context) != "words"


def _find_type(draft: Draft, cues: CueLexicon) -> ClaimType:
    """The speech act: that of the cue, unless the text says that it did not take place."""
    act = draft.use.act
    if act == "NonStatement":
        if draft.head.lemma_.lower() in cues.answering:
            return act  # "did not respond to a request for comment"
        verb = draft.clause
        silent = verb is None or (
            verb.lemma_.lower() in cues.withheld
            and not any(child.dep_ == "prt" for child in verb.rights)  # "to give up power"
        )
        return "NonStatement" if silent else "Denial"
    if act in {"Request", "Order"} and _tells(draft, cues):
        act = "Statement"
    if _is_of_nobody(draft):
        return "NonStatement"
    negated = any(child.dep_ == "neg" for child in draft.head.children)
    return "NonStatement" if negated and act != "Opinion" else act


def _is_of_nobody(draft: Draft) -> bool:
    """Whether a source says that not all, or none, expressed it: "*Not everyone* agreed that …"; who nobody doubts is believed."""
    if draft.use.denies or draft.head.lemma_.lower() in _DOUBTING:
        return False
    words = draft.passage.slice(*draft.source).lower().split() if draft.source else []
    numbered = len(words) > 1 and words[1].isdigit()  # "No 10"
    return bool(_NOT_ALL & set(words[:1])) and not numbered


def _tells(draft: Draft, cues: CueLexicon) -> bool:
    """Whether a verb that may ask or tell tells: "suggested that it was safe", not "suggested that she go"."""
    clause = draft.clause
    uses = cues.verbs.get(draft.head.lemma_.lower(), ())
    statement = any(use.frame == "clause" and use.act == "Statement" for use in uses)
    if not statement or draft.rule not in _TOLD:
        return False
    if clause is None:
        return True  # a quotation
    helpers = {child.lower_ for child in clause.lefts if child.dep_ in {"aux", "auxpass"}}
    return not helpers & _WISHES and (clause.tag_ in _FINITE or bool(helpers & _FINITE_HELPERS))


def _make_passages(context: Context) -> Iterator[Passage]:
    paragraphs = context.parsed.article.paragraphs
    quotations = find_quotations(paragraphs)
    starts = [paragraph.start for paragraph in paragraphs]
    inside = defaultdict(list)
    for each in quotations:
        inside[each.paragraph].append(each)
    for number, parsed in enumerate(context.parsed.paragraphs):
        own = tuple(inside[number])
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        text = paragraphs[number].text
        yield Passage(number, parsed.start, text, parsed.doc, own, quotations, starts, following)


def _read_passage(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    nouns, adjectives = list(read_nouns(passage, cues)), list(read_adjectives(passage, cues))
    voicing = {draft.cue[0] for draft in nouns}
    minded = {draft.head.i for draft in adjectives}
    found = set()
    for cue in find_cue_verbs(passage.doc, cues):
        if passage.offset(cue.first) in voicing:
            continue  # "expressed hope that …": the hope is the cue
        draft = _read_verb(cue, passage, cues)
        if draft is not None and (draft.source or cue.head.i not in minded):
            found.add(draft.cue[0])
            yield draft  # but nobody told those who "are convinced that …"
    if not found:
        yield from read_headline(passage, cues)
    yield from adjectives
    yield from read_made_clear(passage, cues)
    yield from (each for each in read_answers(passage) if each.cue[0] not in found)
    yield from read_unreached(passage, cues)
    yield from (each for each in read_silence(passage, cues) if each.cue[0] not in found)
    yield from nouns
    yield from (each for each in read_inversions(passage, cues) if each.cue[0] not in found)
    yield from read_phrases(passage, cues)


def _read_verb(cue: Cue, passage: Passage, cues: CueLexicon) -> Draft | None:
    if is_passive(cue.head):
        return read_passive(cue, passage, cues)
    subject = find_speaker(cue, passage, cues)
    if subject is None or is_empty(subject):
        return None
    teller = subject
    cue, subject = find_author(cue, subject, cues) or (cue, subject)
    own = subject.head == cue.head or subject.left_edge.i == cue.last + 1
    own = own or subject.right_edge.i == cue.first - 1 or _follows_quotation(subject, cue, passage)
    source = find_source(subject, cue, passage, own=own)
    site = Site(
        cue,
        first=min(cue.first, source[0]) if own else cue.first,
        last=max(cue.last, source[1] - 1) if own else cue.last,
        passage=passage,
        cues=cues,
    )
    contents = (each for each in iter_contents(site) if _is_actual(cue, teller, each, cues))
    content = next(contents, None)
    if content is None:
        return None
    begin, end = passage.offset(cue.first), passage.end_of(cue.last)
    if any(start < end and begin < stop for start, stop in content.parts):
        return None  # a quotation that holds the cue is what another said
    last = cue.last
    named = subject.lemma_.lower() not in cues.nobody
    following = passage.doc[last + 1].lower_ if last + 1 < len(passage.doc) else ""
    if content.rule == "preposition" and following in {*content.use.prepositions, "as"}:
        last += 1
    if cue.lemma == "put" and following == "it":
        last += 1
    if last + 1 < len(passage.doc) and passage.doc[last + 1].text == ":":
        last += 1
    return Draft(
        head=cue.head,
        use=content.use,
        cue=(passage.offset(cue.first), passage.end_of(last)),
        content=tuple(stay_in_quotation(content.parts, passage, begin)),
        source=(passage.offset(source[0]), passage.end_of(source[1] - 1)) if named else None,
        passage=passage,
        confidence=Decimal(_CONFIDENCE.get(content.rule, "0.75")),
        clause=content.head,
        rule=content.rule,
    )


def _follows_quotation(subject: Token, cue: Cue, passage: Passage) -> bool:
    """Whether a subject stands between a quotation and a cue, commas around what it goes on with: '“…,” Moss, an aide, said'."""
    doc, first = passage.doc, find_left_edge(subject)
    before = cue.first - 1 - (doc[cue.first - 1].text == ",")
    behind = passage.closes_quotation(first) or passage.closes_quotation(first - 1)
    return subject.right_edge.i == before and behind


def _is_actual(cue: Cue, subject: Token, content: Content, cues: CueLexicon) -> bool:
    """Whether the text says that it was expressed, not only that it may be or that it is some way of acting."""
    nobody = subject.lower_ in _NOBODY and subject.pos_ == "PRON"  # "US" is somebody
    if nobody or _is_empty_content(content) or is_unsaid(cue.head, content, cues):
        return False
    if _is_unreal(cue, content) or _is_no_speaker(cue, subject, content, cues):
        return False
    if cue.head.dep_ == "acl" and is_paper(subject, cues):
        return True
    if cue.head.dep_ == "pcomp" and _tells_how_or_when(cue, cues):
        return False
    if cue.head.dep_ == "pcomp" and subject.head == cue.head and subject.i < cue.first:
        return True  # "with the union urging them to leave"
    return cue.head.dep_ not in {"acl", "pcomp"} or content.rule in _WITH_CLAUSE


def _tells_how_or_when(cue: Cue, cues: CueLexicon) -> bool:
    """Whether who notices something only does so by the way: "count them *by observing* the trees", "thanked them *after learning* that …"."""
    return cue.lemma in cues.noticing and cue.head.head.lower_ in _HOW_OR_WHEN


def _is_unreal(cue: Cue, content: Content) -> bool:
    """Whether a cue stands under "if" or "would", in a comparison ("as many terms as they wish to serve"), or tells what for: "met to discuss it".

    Who "could not support him" says nothing either, but "cannot say that it is so" does.
    """
    verb = cue.head
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "neg"}}
    if content.rule in _OF_ACTORS and helpers & _ABLE and helpers & _NOT:
        return True
    if helpers & _NOT and "would" in helpers and verb.lemma_ in _KEPT:
        return False  # "would not say whether …"
    purpose = content.rule in _OF_THINGS and verb.doc[cue.first].lower_ == "to"
    if purpose and content.use.act == "Statement":
        return True
    for child in verb.lefts:
        if child.dep_ in {"aux", "mark"} and child.lower_ in _UNREAL:
            return True
        if child.dep_ == "mark" and child.lower_ == "as" and _is_as_we_do(content):
            return True
    return False


def _is_as_we_do(content: Content) -> bool:
    """Whether what the parser took for a content is the clause around "as": "birds as we know them | came from …"."""
    return content.rule == "infinitive" or (
        content.rule == "clause after" and content.use.act == "Opinion"
    )


def _is_no_speaker(cue: Cue, subject: Token, content: Content, cues: CueLexicon) -> bool:
    """Whether an object is told of by something that is neither a paper nor the subject of the cue."""
    shows = cue.lemma in _SHOWING and content.rule == "quotation after"
    if (content.use.frame == "paper-object" or shows) and not is_paper(subject, cues):
        return True  # "he had shown “no remorse”"
    if _defines(cue, subject, content, cues) or _names_informants(cue, content, cues):
        return True
    if content.use.act != "Opinion" and any(
        child.lower_ == "no" and not child.nbor().is_digit for child in subject.lefts
    ):
        return True  # "no group claimed the attack"; but "a No 10 spokesman"
    if content.rule not in {"as", "preposition"} and cues.is_deed(cue.lemma, subject, content.head):
        return True
    if content.rule in _OF_ACTORS and (
        not may_speak(subject, cues) or _is_one_of_doings(cue, content, cues)
    ):
        return True
    return content.rule == "object" and _is_participle_of_noun(cue, subject)


def _defines(cue: Cue, subject: Token, content: Content, cues: CueLexicon) -> bool:
    """Whether a sentence tells what a name means: "the White House refers to the president's office"."""
    return (
        cue.lemma == "refer"
        and content.use.frame == "prep"
        and cue.head.tag_ in {"VBZ", "VBP"}
        and subject.pos_ == "PROPN"
        and subject.ent_type_ != "PERSON"
        and not is_paper(subject, cues)
    )


def _names_informants(cue: Cue, content: Content, cues: CueLexicon) -> bool:
    """Whether it is only told from whom somebody has what he tells: "citing anonymous sources", "quoting an official"."""
    thing = content.head
    return (
        cue.lemma in {"cite", "quote"}
        and content.rule == "object"
        and thing is not None
        and (thing.lemma_.lower() in cues.informants or thing.ent_type_ in {"PERSON", "ORG"})
    )


def _is_one_of_doings(cue: Cue, content: Content, cues: CueLexicon) -> bool:
    """Whether a cue is joined to what somebody does: "dancing, singing or offering to leave"; "used it and compared it to …"."""
    verb = cue.head
    if any(child.dep_ in SUBJECTS for child in verb.lefts):
        return False
    if content.use.frame == "object-to":
        return verb.dep_ == "conj" and not _says(verb.head, cues)
    if verb.tag_ != "VBG" or verb.dep_ not in {"conj", "advcl", "acl"}:
        return False
    before = verb.doc[max(verb.sent.start, cue.first - _FEW_WORDS) : cue.first]
    joint = next((token.i for token in reversed(before) if token.dep_ == "cc"), -1)
    return any(
        token.tag_ == "VBG" and token.i < joint and not _says(token, cues) for token in before
    )


def _says(verb: Token, cues: CueLexicon) -> bool:
    """Whether a verb may attribute a clause."""
    return any(use.frame == "clause" for use in cues.verbs.get(verb.lemma_.lower(), ()))


def _is_participle_of_noun(cue: Cue, subject: Token) -> bool:
    """Whether an "-ing" belongs to the noun before it: "42 helpers — supporting runners"; "it …, backing the wall"."""
    verb = cue.head
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl"} or cue.first == 0:
        return False
    return subject.lower_ == "it" or verb.doc[cue.first - 1].text in _DASHES


def _is_empty_content(content: Content) -> bool:
    """Whether nothing is told but "it" or "that"."""
    head = content.head
    return (
        content.rule in {"object", "preposition"}
        and content.use.stance is None
        and head is not None
        and head.pos_ == "PRON"
        and head.left_edge == head.right_edge
        and sum(end - start for start, end in content.parts) == len(head)
    )

"""Attribution in the passive: "was criticized by X", "is expected to resign", "was told that …", "it is said that …".

What is said of the subject belongs to the content, so the subject does too: of "He is believed to be ill"
the content is "He … to be ill". The source is the one after "by"; without it nobody is named.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.contents import find_complement, find_end
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.predicates import is_infinitive
from graph_builder.extraction.sentences import find_sentence_end, find_sentence_start
from graph_builder.extraction.sources import find_agent, find_phrase, is_empty

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import Cue, CueLexicon, Use
    from graph_builder.extraction.passages import Passage, Range

_NO_BELIEF = frozenset({"know", "suppose"})
_FINDING = frozenset({"find"})
_OBJECTS = ("object", "small")


def read_passive(cue: Cue, passage: Passage, cues: CueLexicon) -> Draft | None:
    """Return the claim of a cue verb that stands in the passive, if it makes one."""
    verb = cue.head
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubjpass", "nsubj", "expl"}), None)
    if subject is None and verb.dep_ == "acl":
        subject = verb.head
    agent = find_agent(verb)
    if agent is not None and agent.lemma_.lower() in cues.nobody:
        agent = None  # "is held by tradition to be …"
    return (
        _read_as_clause(cue, passage, agent)
        or _read_clause(cue, passage, cues, subject, agent)
        or _read_infinitive(cue, passage, cues, subject, agent)
        or _read_preposition(cue, passage, subject, agent)
        or _read_object(cue, passage, cues, subject, agent)
    )


def _make(
    cue: Cue,
    use: Use,
    passage: Passage,
    content: list[Range],
    agent: Token | None,
    rule: str,
    clause: Token | None,
    last: int | None = None,
) -> Draft | None:
    if not content:
        return None
    source: Range | None = None
    end = cue.last if last is None else last
    if agent is not None:
        first, behind = find_phrase(agent, after=agent.head.i)
        source = (passage.offset(first), passage.end_of(behind - 1))
        if agent.head.i == end + 1:
            end += 1
    return Draft(
        head=cue.head,
        use=use,
        cue=(passage.offset(cue.first), passage.end_of(end)),
        content=tuple(content),
        source=source,
        passage=passage,
        confidence=Decimal("0.7") if agent is not None else Decimal("0.6"),
        rule=rule,
        clause=clause,
    )


def _take_subject(subject: Token, cue: Cue, passage: Passage) -> list[Range]:
    first, end = find_phrase(subject, before=cue.first if subject.dep_ != "acl" else None)
    return passage.stretch(first, min(end, cue.first))


def _read_as_clause(cue: Cue, passage: Passage, agent: Token | None) -> Draft | None:
    """Reads: …, as reported by the paper, … ."""
    verb = cue.head
    use = cue.find_use("clause", "object", "quote")
    mark = next((each for each in verb.lefts if each.lower_ == "as"), None)
    if use is None or mark is None or agent is None or mark.i + 1 < cue.first:
        return None
    content = passage.stretch(find_sentence_start(verb), mark.i)
    behind = max(verb.right_edge.i if verb.dep_ != "ROOT" else agent.right_edge.i, cue.last) + 1
    content += passage.stretch(behind, find_sentence_end(verb))
    return _make(cue, use, passage, content, agent, "as clause", verb.sent.root)


def _read_clause(
    cue: Cue, passage: Passage, cues: CueLexicon, subject: Token | None, agent: Token | None
) -> Draft | None:
    """Reads: it was announced that …; they were told that …."""
    use = cue.find_use("clause")
    clause = find_complement(cue, {"ccomp"}) if use else None
    if use is None or clause is None or is_infinitive(clause) or subject is None:
        return None
    if not (use.addressee or subject.lower_ in {"it", "there"} or subject.dep_ == "nsubjpass"):
        return None
    start = clause.left_edge.i
    if start <= cue.last:
        return None
    content = passage.stretch(start, find_end(cue, start, passage, cues))
    return _make(cue, use, passage, content, agent, "passive clause", clause)


def _read_infinitive(
    cue: Cue, passage: Passage, cues: CueLexicon, subject: Token | None, agent: Token | None
) -> Draft | None:
    """Reads: she is expected to resign. Not: those known to be ill, which is so, nor: was supposed to pay, which is a duty."""
    use = cue.find_use("passive") if cue.lemma not in _NO_BELIEF else None
    clause = find_complement(cue, {"xcomp", "ccomp"}) if use else None
    if use is None or clause is None or subject is None or is_empty(subject):
        return None
    start = clause.left_edge.i
    if not is_infinitive(clause) or start <= cue.last or subject.i > cue.first:
        return None
    content = _take_subject(subject, cue, passage)
    content += passage.stretch(start, find_end(cue, start, passage, cues))
    return _make(cue, use, passage, content, agent, "passive infinitive", clause)


def _read_preposition(
    cue: Cue, passage: Passage, subject: Token | None, agent: Token | None
) -> Draft | None:
    """Reads: he was accused of lying; it was described by her as a mistake. Not, by nobody named: gangs blamed for the deaths; is regarded as a saint."""
    if subject is None or is_empty(subject) or subject.i > cue.first:
        return None
    if agent is None and cue.head.dep_ in {"acl", "relcl"}:
        return None
    for child in cue.head.rights:
        if child.dep_ != "prep":
            continue
        word = child.lower_
        use = next(
            (
                u
                for u in cue.uses
                if u.frame == "prep" and u.act == "Criticism" and word in u.prepositions
            ),
            None,
        )
        if use is None and word == "as" and cue.find_use("passive"):
            use = cue.find_use("as")
        if use is not None and use.act == "Opinion" and agent is None:
            continue
        thing = next((c for c in child.rights if c.dep_ in {"pobj", "pcomp", "amod"}), None)
        if use is None or thing is None:
            continue
        adjacent = child.i == cue.last + 1
        content = _take_subject(subject, cue, passage)
        content += passage.stretch(child.i + 1, thing.right_edge.i + 1)
        return _make(
            cue,
            use,
            passage,
            content,
            agent,
            "passive preposition",
            thing,
            child.i if adjacent else None,
        )
    return None


def _read_object(
    cue: Cue, passage: Passage, cues: CueLexicon, subject: Token | None, agent: Token | None
) -> Draft | None:
    """Reads: the plan was criticized by the opposition."""
    use = cue.find_use(*_OBJECTS) if cue.find_use("passive") else None
    if use is None or agent is None or subject is None or subject.i > cue.first:
        return None
    if cue.head.dep_ == "acl" and use.act in {"Statement", "Opinion"}:
        return None  # "an operation supported by Russia" tells of the operation
    if cues.is_deed(cue.lemma, agent, subject):
        return None
    content = _take_subject(subject, cue, passage)
    state = find_complement(cue, {"oprd", "acomp", "attr"}) if use.frame == "small" else None
    if state is not None and cue.last < state.left_edge.i <= agent.head.i:
        if cue.lemma in _FINDING:
            return None  # "was found dead by a neighbour", "was found guilty by a jury"
        content += passage.stretch(state.left_edge.i, min(state.right_edge.i + 1, agent.head.i))
    return _make(cue, use, passage, content, agent, "passive", subject)

"""The constructions in which a cue verb and its content stand together, each as one rule.

Every rule gets the verb and the words that its source and it take up, and returns the content's parts, or none when the
construction is not there. They are tried in this order: a quotation before the cue, one after it, a clause after
it, a clause around or before it, and then what the verb's frames allow (infinitives, objects, "as", prepositions).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.contents import (
    find_complement,
    find_end,
    find_phrase_end,
    find_right_start,
    find_writers_turn,
    has_finite_verb,
    is_infinitive,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cues import Cue, CueLexicon, Use
    from graph_builder.extraction.passages import Passage, Range
    from graph_builder.extraction.quotations import Quotation

_GAP = frozenset({",", "—", "-", "--", "–", "―", ":"})
_NEAR = 12
_SHORTEST = 4
_OPENERS = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "SCONJ"})


@dataclass(frozen=True, slots=True)
class Site:
    """A cue in its place. ``first`` and ``last`` are the tokens that source and cue take up together."""

    cue: Cue
    first: int
    last: int
    passage: Passage
    cues: CueLexicon

    @property
    def verb(self) -> Token:
        """The cue's verb."""
        return self.cue.head

    @property
    def is_addressed(self) -> bool:
        """Whether the verb's object is the person spoken to."""
        return any(use.addressee for use in self.cue.uses)


@dataclass(frozen=True, slots=True)
class Content:
    """A content that was found: its parts, the verb's use, and the name of the rule."""

    parts: list[Range]
    use: Use
    rule: str
    head: Token | None = None


def find_content(site: Site) -> Content | None:
    """Return what the first construction that fits gives, if any."""
    for rule in _RULES:
        found = rule(site)
        if found is not None and found.parts:
            return found
    return None


def _find_quotation_before(site: Site) -> Quotation | None:
    passage, doc = site.passage, site.passage.doc
    index = site.first - 1
    while index >= 0 and doc[index].text in _GAP:
        index -= 1
    if index < 0:
        return None
    found = passage.find_quotation(passage.offset(index))
    return found if found is not None and found.end == passage.end_of(index) else None


def _read_quotation_before(site: Site) -> Content | None:
    """Reads: "…," she said. "…" """
    use = site.cue.find_use("clause", "quote")
    quotation = _find_quotation_before(site) if use else None
    if use is None or quotation is None:
        return None
    passage, doc = site.passage, site.passage.doc
    mark = passage.get_last_mark(quotation)
    if not passage.is_complete(quotation) or mark == "." and doc[site.first - 1].text != ",":
        return None
    if site.verb.dep_ == "advcl" and site.verb.tag_ == "VBG":
        return None  # "…," he said, adding that …
    after = find_complement(site.cue, {"ccomp"})
    start = _find_sentence_start(site, quotation)
    if (
        after is not None
        and after.i > site.last
        and (mark in {"?", "!", "…"} or start < quotation.start)
    ):
        return None
    parts = passage.trace(quotation)
    if start < quotation.start:
        parts[0] = passage.trim(start, quotation.end) or parts[0]
    return Content(parts + _continue_quotation(site), use, "quotation before")


def _find_sentence_start(site: Site, quotation: Quotation) -> int:
    """Where the words begin that a quotation ends: "It was, he thought, \"a mess\"" begins before its mark."""
    passage = site.passage
    before = passage.slice(passage.start, quotation.start).rstrip()
    if not before or before[-1] in ".!?:;—–―":
        return quotation.start
    tokens = [token for token in passage.doc if passage.offset(token.i) < quotation.start]
    if not tokens:
        return quotation.start
    sentence = tokens[-1].sent
    words = [token for token in tokens if token.i >= sentence.start]
    has_cue = any(
        site.cues.verbs.get(word.lemma_.lower()) and word.pos_ == "VERB" for word in words[-4:]
    )
    if before[-1] == "," and has_cue:
        return quotation.start
    return passage.offset(sentence.start)


def _continue_quotation(site: Site) -> list[Range]:
    """The quotation that goes on behind the cue, in its sentence or as the next one."""
    passage = site.passage
    behind = passage.end_of(site.last)
    following = next((each for each in passage.quotations if each.start >= behind), None)
    if following is None:
        return []
    between = passage.slice(behind, following.start)
    if following.closed and passage.get_last_mark(following) == ",":
        if not between.rstrip().endswith(","):
            return []  # the next cue's
    ended = between.rstrip()
    if (
        ended[-1:] in {".", ":", ","}
        and not _holds_sentence(ended[:-1])
        and passage.is_complete(following)
    ):
        return passage.follow(following)
    return []


def _holds_sentence(text: str) -> bool:
    """Whether a full stop stands inside a stretch, those of initials and titles aside."""
    words = text.split()
    return any(word[-1] in ".!?" and len(word) > 4 and word.count(".") < 2 for word in words)


def _read_quotation_after(site: Site) -> Content | None:
    """Reads: she said, "…" """
    passage = site.passage
    use = site.cue.find_use("clause", "quote", "object-quote")
    if use is None:
        return None
    start = find_right_start(site.cue, passage, site.last, addressee=site.is_addressed)
    if start >= len(passage.doc):
        return _read_next_paragraph(site, use)
    if not passage.opens_quotation(start):
        return None
    quotation = passage.find_quotation(passage.offset(start))
    if quotation is None or not passage.is_complete(quotation):
        return None
    if start >= site.verb.sent.end and passage.doc[start - 1].text not in {":", ","}:
        return None
    return Content(passage.follow(quotation), use, "quotation after")


def _read_next_paragraph(site: Site, use: Use) -> Content | None:
    """Reads a cue with a colon at a paragraph's end: what is said is the next paragraph."""
    passage = site.passage
    following = passage.following
    if following is None or not passage.text.rstrip().endswith(":"):
        return None
    for quotation in passage.all_quotations:
        if quotation.start == following.start:
            return Content(passage.follow(quotation), use, "quotation after")
    if use.frame != "clause":
        return None
    return Content([(following.start, following.end)], use, "next paragraph")


def _read_as_clause(site: Site) -> Content | None:
    """Reads: as she said, …; …, as the court found; …, as one of them put it."""
    use = site.cue.find_use("clause") or (
        site.cue.find_use("quote") if site.cue.lemma == "put" else None
    )
    verb, passage = site.verb, site.passage
    mark = next((each for each in verb.lefts if each.lower_ == "as"), None)
    if use is None or mark is None or mark.i > site.first or mark.i + 1 < site.first:
        return None
    before = passage.doc[mark.i - 1] if mark.i > verb.sent.start else None
    if before is not None and not before.is_punct and before.dep_ not in {"cc", "mark"}:
        return None
    parts = passage.stretch(_skip_connectives(verb.sent.start, mark.i, passage.doc), mark.i)
    parts += passage.stretch(max(verb.right_edge.i, site.last) + 1, verb.sent.end)
    return Content(parts, use, "as clause", verb.sent.root)


def _read_rest(site: Site) -> Content | None:
    """Reads what follows a verb of saying where the parser saw no clause: "says plan 'dead' in the water"."""
    use = site.cue.find_use("clause")
    verb, doc = site.verb, site.passage.doc
    if use is None or use.act != "Statement" or verb.dep_ != "ROOT" or use.addressee:
        return None
    start = find_right_start(site.cue, site.passage, site.last, addressee=site.is_addressed)
    if (
        start != site.last + 1
        or verb.sent.end - start < _SHORTEST
        or doc[start].pos_ not in _OPENERS
    ):
        return None
    if not has_finite_verb(doc, start, verb.sent.end):
        return None
    end = find_end(site.cue, start, site.passage, site.cues)
    return Content(site.passage.stretch(start, end), use, "rest")


def _read_clause_after(site: Site) -> Content | None:
    """Reads: she said (that) …"""
    use = site.cue.find_use("clause", "wh")
    if use is None:
        return None
    clause = next(
        (
            child
            for child in site.verb.rights
            if child.dep_ == "ccomp" and child.i > site.last and not is_infinitive(child)
        ),
        None,
    )
    if clause is None:
        return None
    start = find_right_start(site.cue, site.passage, site.last, addressee=site.is_addressed)
    if site.cue.find_use("clause") is None and not _is_question(clause):
        return None
    start = min(start, max(clause.left_edge.i, site.last + 1))
    end = find_end(site.cue, start, site.passage, site.cues)
    parts = _find_antecedent(site) + site.passage.stretch(start, end)
    return Content(parts, use, "clause after", clause)


def _find_antecedent(site: Site) -> list[Range]:
    """The "which" or the noun that a clause behind the cue is about: "a plan (that) she said would fail"."""
    verb = site.verb
    if verb.dep_ != "relcl" or verb.head.i >= site.first:
        return []
    pronoun = next((each for each in verb.subtree if each.tag_ in {"WDT", "WP"}), None)
    if pronoun is not None and pronoun.i < site.first:
        return site.passage.stretch(pronoun.i, pronoun.i + 1)
    if pronoun is None and verb.head.right_edge.i >= verb.i and site.first - verb.head.i <= 1:
        return site.passage.stretch(verb.head.left_edge.i, verb.head.i + 1)
    return []


def _is_question(clause: Token) -> bool:
    return any(
        token.tag_ in {"WDT", "WP", "WP$", "WRB"} or token.lower_ in {"whether", "if"}
        for token in clause.lefts
    )


def _read_clause_around(site: Site) -> Content | None:
    """Reads: The plan, she said, would fail. And: the plan would fail, she said."""
    use = site.cue.find_use("clause")
    doc, passage, verb = site.passage.doc, site.passage, site.verb
    start = verb.sent.start
    if use is None or site.first - 1 <= start or doc[site.first - 1].text not in _GAP:
        return None
    before = has_finite_verb(doc, start, site.first - 1)
    parenthetic = (
        site.last + 1 < len(doc)
        and doc[site.last + 1].text in _GAP
        and site.last + 2 < verb.sent.end
    )
    left = [
        child
        for child in verb.lefts
        if child.dep_ in {"ccomp", "parataxis"} and child.i < site.first
    ]
    hangs = verb.head.i < site.first and verb.dep_ in {"parataxis", "dep", "ccomp"}
    if not (left or hangs or (parenthetic and verb.dep_ in {"parataxis", "ccomp"})):
        return None
    start = _skip_connectives(_find_relative(doc, start, site.first), site.first, doc)
    parts = passage.stretch(start, site.first)
    if parenthetic and (not before or _goes_on(site)):
        end = find_writers_turn(site.cue, site.last + 1, verb.sent.end, site.cues)
        parts += passage.stretch(site.last + 1, end)
    elif not before:
        return None
    parts += _continue_quotation(site)
    return Content(parts, use, "clause around", left[0] if left else verb.head)


def _find_relative(doc: Doc, start: int, end: int) -> int:
    """The clause begins at "which" when the cue stands right behind it: "…, which, she said, …"."""
    for index in range(end - 1, max(start, end - 6), -1):
        if doc[index].tag_ in {"WDT", "WP"} and doc[index - 1].text == ",":
            return index if not has_finite_verb(doc, index, end) else start
    return start


def _skip_connectives(start: int, end: int, doc: Doc) -> int:
    """Leave off "But", "However," and the like, which are the writer's."""
    while start < end - 1 and (
        doc[start].dep_ == "cc"
        or doc[start].is_punct
        and not doc[start].is_quote
        or (doc[start].lower_ in {"however", "meanwhile", "still"})
    ):
        start += 1
    return start


def _goes_on(site: Site) -> bool:
    """Whether the words behind a parenthetic cue belong to the clause before it."""
    verb, doc = site.verb, site.passage.doc
    following = doc[site.last + 2]
    while following.head != following and following.head.i > site.last:
        following = following.head
    return following.head != verb


def _read_infinitive(site: Site) -> Content | None:
    """Reads: vowed to leave; asked them to leave; called on them to leave."""
    use = site.cue.find_use("infinitive")
    clause = _find_infinitive(site) if use else None
    if use is None or clause is None:
        return None
    start = clause.left_edge.i
    asked = find_complement(site.cue, {"dobj", "dative"})
    directive = use.act in {"Request", "Order"}
    if not directive and (
        clause.dep_ == "advcl" or (asked is not None and use.act == "Commitment")
    ):
        return None
    if asked is not None and asked.i < start:
        start = asked.left_edge.i
    if start <= site.last:
        return None
    end = find_end(site.cue, start, site.passage, site.cues)
    return Content(site.passage.stretch(start, end), use, "infinitive", clause)


def _find_infinitive(site: Site) -> Token | None:
    clause = find_complement(site.cue, {"xcomp", "ccomp"})
    if clause is None:
        near = (child for child in site.verb.rights if child.dep_ == "advcl")
        clause = next((child for child in near if child.i - site.verb.i < _NEAR), None)
    return clause if clause is not None and is_infinitive(clause) else None


def _read_gerund(site: Site) -> Content | None:
    use = site.cue.find_use("gerund")
    clause = find_complement(site.cue, {"xcomp", "pcomp"}) if use else None
    if use is None or clause is None or clause.tag_ != "VBG":
        return None
    end = find_end(site.cue, clause.left_edge.i, site.passage, site.cues)
    return Content(site.passage.stretch(clause.left_edge.i, end), use, "gerund", clause)


def _read_small(site: Site) -> Content | None:
    """Reads: called the plan a mistake."""
    use = site.cue.find_use("small")
    if use is None:
        return None
    clause = find_complement(site.cue, {"oprd", "ccomp", "xcomp"})
    thing = find_complement(site.cue, {"dobj"})
    if clause is None:
        return None
    first = min(each.left_edge.i for each in (clause, thing) if each is not None)
    if first <= site.last or (thing is None and not any(c.dep_ in {"nsubj"} for c in clause.lefts)):
        return None
    end = find_end(site.cue, first, site.passage, site.cues)
    return Content(site.passage.stretch(first, end), use, "small", clause)


def _read_as(site: Site) -> Content | None:
    """Reads: described the plan as a mistake."""
    use = site.cue.find_use("as")
    if use is None:
        return None
    link = next((c for c in site.verb.rights if c.lower_ == "as" and c.dep_ == "prep"), None)
    thing = find_complement(site.cue, {"dobj"})
    if link is None or thing is None or thing.left_edge.i <= site.last:
        return None
    return Content(site.passage.stretch(thing.left_edge.i, link.right_edge.i + 1), use, "as", thing)


def _read_preposition(site: Site) -> Content | None:
    """Reads: called for calm; called on them to stay calm; accused them of lying."""
    for child in site.verb.rights:
        use = _find_prepositional(child, site)
        thing = next((each for each in child.rights if each.dep_ in {"pobj", "pcomp"}), None)
        if use is None or thing is None:
            continue
        start, end = child.i + 1, thing.right_edge.i + 1
        accused = find_complement(site.cue, {"dobj"})
        if use.stance == "Opposes" and accused is not None and site.last < accused.i < child.i:
            start = accused.left_edge.i
        clause = _find_infinitive(site)
        if clause is not None and thing.i < clause.i:
            end = find_end(site.cue, clause.i, site.passage, site.cues)
        return Content(site.passage.stretch(start, end), use, "preposition", thing)
    return None


def _find_prepositional(child: Token, site: Site) -> Use | None:
    if child.dep_ not in {"prep", "prt", "agent"}:
        return None
    word = child.lower_
    return next(
        (use for use in site.cue.uses if use.frame == "prep" and word in use.prepositions), None
    )


def _read_object(site: Site) -> Content | None:
    """Reads: criticized the plan; criticized him for the plan."""
    use = site.cue.find_use("object")
    thing = find_complement(site.cue, {"dobj"}) if use else None
    if use is None or thing is None or thing.left_edge.i <= site.last:
        return None
    end = find_phrase_end(thing, site.passage)
    if use.stance is not None:
        reasons = (each for each in site.verb.rights if each.lower_ == "for")
        reason = next((each for each in reasons if each.left_edge.i == end), None)
        end = reason.right_edge.i + 1 if reason is not None else end
    return Content(site.passage.stretch(thing.left_edge.i, end), use, "object", thing)


_RULES = (
    _read_quotation_before,
    _read_quotation_after,
    _read_clause_after,
    _read_clause_around,
    _read_small,
    _read_as,
    _read_infinitive,
    _read_gerund,
    _read_preposition,
    _read_object,
    _read_as_clause,
    _read_rest,
)

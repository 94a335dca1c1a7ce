"""Clauses as contents: behind the cue, around it, before it, and beside an as-clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.contents import (
    find_complement,
    find_end,
    find_right_start,
    find_writers_turn,
    has_finite_verb,
)
from graph_builder.extraction.predicates import is_infinitive
from graph_builder.extraction.quoting import (
    continue_quotation,
    find_illustration,
    is_anothers,
    read_quotation_before,
)
from graph_builder.extraction.sentences import find_sentence_end, find_sentence_start
from graph_builder.extraction.sites import Content
from graph_builder.extraction.sources import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graph_builder.extraction.passages import Range
    from graph_builder.extraction.sites import Site

_FEW = 6
_CLAUSE_WORDS = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB"})
_LONGEST_ADVERBIAL = 10
_NOMINATIVE = frozenset({"he", "she", "it", "they", "we", "i", "there"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_GAP = frozenset({",", "—", "-", "--", "–", "―", ":"})
_ASKING = frozenset({"WRB", "WP", "WDT"})
_PURPOSE = frozenset(
    {"so", "because", "since", "after", "before", "until", "while", "although", "though", "with"}
)
_DEGREES = frozenset({"so", "such"})
_QUOTING = frozenset({"quote", "cite"})
_SHORTEST = 4
_SILENCE = frozenset({"nothing", "little"})
_FARTHEST = 16  # tokens between an object and the verb that makes it a subject
_BREAKS = frozenset({";", ":", "—", "–", "--"})
_CLAUSE_TAGS = frozenset({"VBZ", "VBD", "VBP", "MD"})
_OPENERS = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "SCONJ"})


def read_clause_after(site: Site) -> Content | None:
    """Reads: she said (that) …."""
    use = site.cue.find_use("clause", "wh")
    if use is None:
        return None
    clause = _find_clause(site)
    if clause is None or _has_spoken_before(clause, site) or _is_extraposed(clause, site):
        return None
    start = find_right_start(site.cue, site.passage, site.last, addressee=site.is_addressed)
    if site.cue.find_use("clause") is None and not _is_question(clause):
        return None
    torn = not (clause.dep_ == "ccomp" and clause.head == site.verb) and not _is_marked(clause)
    if clause.head == site.verb and not torn:
        start = min(start, max(clause.left_edge.i, site.last + 1))
    elif not torn:
        start = clause.left_edge.i
    start = _skip_day(start, site)
    if site.passage.opens_quotation(start) and is_anothers(site, start):
        return None
    end = find_end(site.cue, start, site.passage, site.cues)
    if torn:
        end = max(end, clause.right_edge.i + 1)
    parts = _find_antecedent(site) + site.passage.stretch(start, end)
    parts += find_illustration(site.passage, parts)
    return Content(parts, use, "clause after", clause)


def _is_extraposed(clause: Token, site: Site) -> bool:
    """Whether a "that" behind a cue between commas goes on with "it is" before it: "It is a shame, she said, | that the school has closed"."""
    verb, doc = site.verb, site.passage.doc
    be, opening = verb.head, clause.left_edge
    if verb.dep_ != "parataxis" or be.i > site.first or be.lemma_ != "be":
        return False
    aside = doc[site.first - 1].text == "," and opening.nbor(-1).text == ","
    return aside and opening.lower_ == "that" and any(c.lower_ == "it" for c in be.lefts)


def _skip_day(start: int, site: Site) -> int:
    """Where a content begins behind the day of the saying that the parser took for its own: "said (on) Friday | the ban was void"."""
    doc = site.passage.doc
    first = start + (start < len(doc) and doc[start].lower_ == "on" and doc[start].dep_ == "prep")
    index = first
    while index < len(doc) and doc[index].ent_type_ in {"DATE", "TIME"}:
        index += 1
    last = "npadvmod" if first == start else "pobj"
    if index == first or index >= len(doc) or doc[index - 1].dep_ != last:
        return start
    opens = doc[index].dep_ in {"det", "poss", "mark"} or doc[index].dep_ in SUBJECTS
    return index if opens else start


def _find_clause(site: Site) -> Token | None:
    """The complement, also a "that …" which the parser hung on a noun between it and the cue."""
    own = (
        child
        for child in site.verb.rights
        if child.dep_ == "ccomp" and child.i > site.last and not _is_circumstance(child)
    )
    clause = next(own, None)
    wanted = find_complement(site.cue, {"xcomp"})
    if clause is not None and wanted is not None and wanted.i < clause.i and is_infinitive(wanted):
        return None  # asked them to leave and | the others will stay
    if clause is not None or site.cue.find_use("clause") is None:
        return clause
    clause = _find_torn_clause(site)
    is_main = clause is not None and _encloses(clause, site)
    if clause is not None and not is_main:  # not "Moss, who denies the charge, | was arrested"
        return clause
    if is_main or (not site.is_addressed and find_complement(site.cue, {"dobj"}) is not None):
        return None
    return _find_that_clause(site)


def _encloses(clause: Token, site: Site) -> bool:
    """Whether a verb is that of the clause around a relative one: "Moss, *who denies the charge*, was arrested"."""
    between = site.passage.doc[site.last + 1 : max(site.last + 1, clause.i)]
    parted = any(token.text == "," for token in between)
    return site.verb.dep_ == "relcl" and parted and clause.is_ancestor(site.verb)


def _find_that_clause(site: Site) -> Token | None:
    """The verb of the first "that …" behind the cue, if nothing else stands before it."""
    for token in site.passage.doc[site.last + 1 : site.verb.right_edge.i + 1]:
        if token.lower_ == "that" and token.dep_ == "mark":
            return token.head if token.head.i > token.i else None
        joined = token.dep_ == "conj" and token.head == site.verb
        if token.text == "," or token.tag_ == "VBG" or joined or token.lower_ in _DEGREES:
            return None  # "announced investigating itself, following concerns that …", "tells so many lies that …"
    return None


def _is_marked(clause: Token) -> bool:
    return any(child.dep_ == "mark" for child in clause.lefts)


def _find_torn_clause(site: Site) -> Token | None:
    """The finite verb behind what the parser took for the object: "claiming | the ban, it seems, is | unlawful".

    Right behind the object any finite verb will do; farther on one with an auxiliary that has no subject of its own.
    """
    thing = find_complement(site.cue, {"dobj"})
    if thing is None or site.is_addressed or thing.left_edge.i != site.last + 1:
        return None
    doc, behind = site.passage.doc, thing.right_edge.i + 1
    if behind < len(doc) and doc[behind].tag_ in _CLAUSE_TAGS:
        return _get_verb(doc[behind])
    if any(child.tag_ == "TO" for child in site.verb.lefts):
        return None
    for token in doc[behind : min(find_sentence_end(site.verb), behind + _FARTHEST)]:
        if token.text in _BREAKS or token.is_quote or token.dep_ in {"cc", "mark"}:
            return None
        if token.tag_ in _CLAUSE_TAGS:
            verb = _get_verb(token)
            own = (child for child in verb.lefts if child.dep_ in {*SUBJECTS, "expl"})
            free = all(child.i < thing.right_edge.i for child in own)
            return verb if free and token.pos_ == "AUX" else None
    return None


def _get_verb(token: Token) -> Token:
    """The verb that an auxiliary helps, or the token itself."""
    return token.head if token.dep_ in {"aux", "auxpass"} else token


def _is_circumstance(clause: Token) -> bool:
    """Whether a clause that the parser took for a complement is none: "to …", "so she may …", "because …", ", which was …"."""
    first = clause.left_edge
    aside = first.lower_ == "which" and first.i > clause.head.i and first.nbor(-1).text == ","
    return (
        aside
        or is_infinitive(clause)
        or any(child.dep_ == "mark" and child.lower_ in _PURPOSE for child in clause.lefts)
    )


def _is_question(clause: Token) -> bool:
    return any(
        token.tag_ in {"WDT", "WP", "WP$", "WRB"} or token.lower_ in {"whether", "if"}
        for token in clause.lefts
    )


def _find_antecedent(site: Site) -> list[Range]:
    """The "which" or the noun that a clause behind the cue is about: "a plan (that) she said would fail"."""
    verb = site.verb
    before = site.passage.doc[site.first - 1] if site.first > 0 else None
    if before is not None and before.tag_ in {"WDT", "WP"} and before.head != verb:
        return site.passage.stretch(before.i, before.i + 1)
    if verb.dep_ != "relcl" or verb.head.i >= site.first:
        return []
    pronoun = next((each for each in verb.subtree if each.tag_ in {"WDT", "WP"}), None)
    if pronoun is not None and pronoun.i < site.first:
        return site.passage.stretch(pronoun.i, pronoun.i + 1)
    if pronoun is None and verb.head.right_edge.i >= verb.i and site.first - verb.head.i <= 1:
        return site.passage.stretch(verb.head.left_edge.i, verb.head.i + 1)
    return []


def read_clause_around(site: Site) -> Content | None:
    """Reads: The plan, she said, would fail. And: the plan would fail, she said."""
    use = site.cue.find_use("clause")
    doc, passage, verb = site.passage.doc, site.passage, site.verb
    start = find_sentence_start(verb)
    if use is None or site.first - 1 <= start or doc[site.first - 1].text not in _GAP:
        return None
    if verb.tag_ == "VB" or any(child.tag_ == "MD" for child in verb.lefts):
        return None  # who "could threaten" says nothing
    before = has_finite_verb(doc, start, site.first - 1)
    behind = _skip_adverbials(site)
    parenthetic = behind + 1 < find_sentence_end(verb) and doc[behind].text in _GAP
    left = [
        child
        for child in verb.lefts
        if child.dep_ in {"ccomp", "parataxis"} and child.i < site.first
    ]
    hangs = verb.head.i < site.first and verb.dep_ in {"parataxis", "dep", "ccomp"}
    hangs = hangs or _is_joined_by_comma(site)
    alone = parenthetic and not before and _parts_subject(site, behind)
    if not (left or hangs or alone or (parenthetic and verb.dep_ in {"parataxis", "ccomp"})):
        return None
    goes_on = parenthetic and (not before or _goes_on(site, behind))
    if goes_on:  # "the boat sank; | they had, he says, paid"
        parted = (i + 1 for i in range(start, site.first - 1) if doc[i].text in {";", ":"})
        start = max([start, *parted])
    start = _skip_connectives(_find_relative(doc, start, site.first), site.first, doc)
    parts = passage.stretch(start, site.first)
    if goes_on:
        end = find_writers_turn(site.cue, behind, find_sentence_end(verb), site.cues)
        parts += passage.stretch(behind, end)
    elif not (before or left):  # a verb that the tagger took for none may stand in it
        return None
    last = max(end for _, end in parts) if parts else passage.start
    parts += [part for part in continue_quotation(site) if part[0] >= last]
    return Content(parts, use, "clause around", left[0] if left else verb.head)


def _is_joined_by_comma(site: Site) -> bool:
    """Whether a clause of who said it was joined to what was said, with nothing but a comma between: "The river rose, police *said* late on Monday"."""
    verb = site.verb
    if (
        verb.dep_ != "conj"
        or verb.head.i > site.first
        or site.passage.doc[site.first - 1].text != ","
    ):
        return False
    joint = any(child.dep_ == "cc" and child.i > verb.head.i for child in verb.head.rights)
    own = any(child.dep_ in SUBJECTS for child in verb.lefts)
    takes = any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in verb.rights)
    return own and not joint and not takes


def _parts_subject(site: Site, behind: int) -> bool:
    """Whether a cue between commas stands before a verb that the parser joined to it for want of a subject: "The drivers, Moss explained in May, *were* tired"."""
    opening = site.passage.doc[behind + 1]
    verb = _get_verb(opening)
    joined = verb.dep_ == "conj" and verb.head == site.verb and opening.tag_ in _CLAUSE_TAGS
    return joined and not any(child.dep_ in {*SUBJECTS, "expl"} for child in verb.lefts)


def read_before_quoting(site: Site) -> Content | None:
    """Reads: the plan would fail, the BBC quoted her as saying. And: "…," she was quoted as saying."""
    verb = _find_quoting(site.verb)
    if verb is None:
        return None
    subject = next((each for each in verb.lefts if each.dep_ in SUBJECTS), verb)
    cue = replace(site.cue, head=verb)
    whole = replace(site, cue=cue, first=min(subject.left_edge.i, site.first))
    return read_quotation_before(whole) or read_clause_around(whole)


def _has_spoken_before(clause: Token, site: Site) -> bool:
    """Whether a complement is who said what stands before: "the bridge is shut, the BBC reported | the mayor said."."""
    said = any(use.frame == "clause" for use in site.cues.verbs.get(clause.lemma_.lower(), ()))
    before = clause.doc[site.first - 1].text if site.first > 0 else ""
    return said and _is_bare(clause) and before in {",", '"', "”"}


def _is_bare(verb: Token) -> bool:
    """Whether a verb has a subject and nothing else: "the mayor said"."""
    return all(child.dep_ in {*SUBJECTS, "punct"} for child in verb.children)


def _find_quoting(verb: Token) -> Token | None:
    """The verb that quotes somebody as saying, or tells that somebody said."""
    link = verb.head
    if verb.dep_ == "ccomp" and link.i < verb.i and _is_bare(verb):
        return link
    if verb.dep_ != "pcomp" or link.lower_ != "as":
        return None
    word = link.head
    while word.pos_ not in {"VERB", "AUX"} and word.head != word:
        word = word.head
    return word if word.lemma_.lower() in _QUOTING and word.i < link.i else None


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
        or (doc[start].is_punct and not doc[start].is_quote)
        or (doc[start].lower_ in {"however", "meanwhile", "still"})
    ):
        start += 1
    return start


def _skip_adverbials(site: Site) -> int:
    """The token behind a cue and its few words of when, where and to whom: ", she told us on Friday,"."""
    doc, index = site.passage.doc, site.last + 1
    end = find_sentence_end(site.verb)
    while index < end and doc[index].text not in _GAP:
        if index - site.last > _FEW or doc[index].tag_ in _CLAUSE_WORDS:
            return site.last + 1
        index += 1
    return index


def _goes_on(site: Site, behind: int) -> bool:
    """Whether the words behind a parenthetic cue belong to the clause before it."""
    verb, doc = site.verb, site.passage.doc
    following = doc[behind + 1]
    if following.lower_ == "that" and _is_extraposed(following.head, site):
        return True
    while following.head != following and following.head.i > site.last:
        following = following.head
    return bool(following.head != verb)


def read_as_clause(site: Site) -> Content | None:
    """Reads: as she said, …; …, as the court found; …, as one of them put it."""
    use = site.cue.find_use("clause") or (
        site.cue.find_use("quote") if site.cue.lemma == "put" else None
    )
    verb, passage = site.verb, site.passage
    if site.cue.lemma == "put" and passage.doc[site.cue.last + 1 : site.cue.last + 2].text != "it":
        return None
    mark = next((each for each in verb.lefts if each.lower_ == "as"), None)
    if use is None or mark is None or mark.i > site.first or mark.i + 1 < site.first:
        return None
    before = passage.doc[mark.i - 1] if mark.i > find_sentence_start(verb) else None
    if before is not None and not before.is_punct and before.dep_ not in {"cc", "mark"}:
        return None
    around = verb.head
    while around.head != around and not any(each.dep_ in SUBJECTS for each in around.lefts):
        around = around.head
    start = min(around.left_edge.i, mark.i) if around.dep_ == "ccomp" else find_sentence_start(verb)
    parts = passage.stretch(_skip_connectives(start, mark.i, passage.doc), mark.i)
    parts += passage.stretch(max(verb.right_edge.i, site.last) + 1, find_sentence_end(verb))
    return Content(parts, use, "as clause", verb.sent.root)


def read_late_clause(site: Site) -> Content | None:
    """Reads: said after the vote he would leave; wrote in the night that it was over, where the parser saw no clause."""
    use = site.cue.find_use("clause")
    doc = site.passage.doc
    if use is None or use.addressee or site.verb.tag_ not in _FINITE:
        return None
    if find_complement(site.cue, {"dobj", "ccomp", "xcomp"}) is not None:
        return None
    limit = min(find_sentence_end(site.verb), site.last + _LONGEST_ADVERBIAL)
    if site.last + 1 >= limit or doc[site.last + 1].pos_ not in {"ADP", "SCONJ"}:
        return None
    for index in range(site.last + 3, limit):
        if doc[index].is_punct or doc[index].pos_ == "VERB":
            return None
        clause = _find_clause_from(doc, index)
        if clause is not None:
            end = find_end(site.cue, index, site.passage, site.cues)
            return Content(site.passage.stretch(index, end), use, "clause after", clause)
    return None


def read_elliptic_question(site: Site) -> Content | None:
    """Reads: did not say by how much; would not specify in which towns."""
    use = site.cue.find_use("clause")
    verb, doc, start = site.verb, site.passage.doc, site.last + 1
    if use is None or not any(child.dep_ == "neg" for child in verb.lefts):
        return None
    asked = start + 1 < len(doc) and doc[start].pos_ == "ADP" and doc[start + 1].tag_ in _ASKING
    if not asked:
        return None
    end = find_end(site.cue, start, site.passage, site.cues)
    return Content(site.passage.stretch(start, end), use, "clause after")


def read_joined_clause(site: Site) -> Content | None:
    """Reads: indicated on Twitter the girl was ill, where the parser joined the clause to the cue."""
    use = site.cue.find_use("clause")
    if use is None or use.addressee or site.verb.tag_ not in _FINITE:
        return None
    clause = _find_joined_clause(site)
    if clause is None or find_complement(site.cue, {"dobj", "ccomp", "xcomp"}) is not None:
        return None
    start = clause.left_edge.i
    end = max(find_end(site.cue, start, site.passage, site.cues), clause.right_edge.i + 1)
    return Content(site.passage.stretch(start, end), use, "clause after", clause)


def _find_joined_clause(site: Site) -> Token | None:
    """The clause right behind where it was said."""
    for clause in site.verb.rights:
        if clause.dep_ not in {"conj", "parataxis", "advcl"} or clause.left_edge.i == site.last + 1:
            continue
        where = site.passage.doc[site.last + 1 : clause.left_edge.i]
        if (
            where[0].dep_ != "prep"
            or where[0].head != site.verb
            or any(token.is_punct or token.dep_ in {"cc", "mark"} for token in where)
        ):
            return None
        subject = next((each for each in clause.lefts if each.dep_ in SUBJECTS), None)
        finite = any(each.tag_ in _CLAUSE_TAGS for each in (clause, *clause.lefts))
        opens = subject is not None and subject.left_edge == clause.left_edge
        return clause if opens and finite else None
    return None


def _find_clause_from(doc: Doc, index: int) -> Token | None:
    """The verb of a clause that a token opens: a pronoun as its subject, or "that" with a subject behind it."""
    token = doc[index]
    if doc[index - 1].dep_ == "mark":
        return None  # "wrote about it after | she left"
    if token.lower_ in _NOMINATIVE and token.dep_ in SUBJECTS and token.head.i > index:
        return token.head if token.head.dep_ in {"advcl", "ccomp", "relcl"} else None
    if token.lower_ == "that" and token.tag_ in {"WDT", "IN"} and index + 1 < len(doc):
        subject = next((each for each in token.head.lefts if each.dep_ in SUBJECTS), None)
        if subject is not None and subject.left_edge.i == index + 1:
            return token.head
    return None


def _quotes_next(site: Site, start: int) -> bool:
    """Whether a participle of saying opens what follows: "tweeted her reasons | saying, “…”"."""
    for token in site.passage.doc[start : find_sentence_end(site.verb)]:
        if token.tag_ == "VBG" and token.lemma_.lower() in site.cues.verbs:
            return True
        if token.is_quote or token.tag_ in _CLAUSE_TAGS:
            return False
    return False


def read_rest(site: Site) -> Content | None:
    """Reads what follows a verb of saying where the parser saw no clause: "says plan 'dead' in the water"."""
    use = site.cue.find_use("clause")
    verb, doc = site.verb, site.passage.doc
    if use is None or use.act != "Statement" or use.addressee:
        return None
    start = find_right_start(site.cue, site.passage, site.last, addressee=site.is_addressed)
    hangs = verb.dep_ == "ccomp" and verb.head.i > start
    if not hangs and (verb.dep_ not in {"ROOT", "acl"} or start != site.last + 1):
        return None
    if find_sentence_end(verb) - start < _SHORTEST or doc[start].pos_ not in _OPENERS:
        return None
    thing = find_complement(site.cue, {"dobj"})
    silent = doc[start].lower_ in _SILENCE  # "said nothing about it, but …"
    starts = thing is not None and thing.left_edge.i == start
    if silent or (starts and site.cue.lemma != "say"):
        return None
    if not has_finite_verb(doc, start, find_sentence_end(verb)) or _quotes_next(site, start):
        return None
    end = find_writers_turn(site.cue, start, find_sentence_end(verb), site.cues)
    return Content(site.passage.stretch(start, end), use, "rest")

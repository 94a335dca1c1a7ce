"""Complements as contents: infinitives, gerunds, objects, predicates, and what follows a preposition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.contents import (
    cut_relative,
    find_complement,
    find_end,
    find_infinitive_end,
    find_phrase_end,
)
from graph_builder.extraction.predicates import is_infinitive
from graph_builder.extraction.sentences import find_sentence_end
from graph_builder.extraction.sites import Content
from graph_builder.extraction.sources import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import Use
    from graph_builder.extraction.passages import Range
    from graph_builder.extraction.sites import Site

_NEAR = 12
_BEING = frozenset({"be", "have"})
_OF_NOUNS = frozenset(
    {"by", "from", "of", "between", "among", "toward", "towards", "about", "against"}
)
_PAUSES = frozenset({",", ";", ":", "(", "—", "–", "--", "-"})
_TOLD = frozenset({"report", "rumor", "rumour", "fear", "hope", "concern"})
_CLAUSES = frozenset({"advcl", "ccomp", "xcomp"})


def read_infinitive(site: Site) -> Content | None:
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
    relative: list[Range] = []
    if start <= site.last and site.cue.lemma != "mean":
        # "a law which the court ruled | to be void"
        relative = _find_relative(site)
        start = next((each.i for each in clause.lefts if each.tag_ == "TO"), start)
    if start <= site.last or (relative and asked is not None):
        return None
    end = find_end(site.cue, start, site.passage, site.cues)
    end = find_infinitive_end(clause, start, end)
    return Content(relative + site.passage.stretch(start, end), use, "infinitive", clause)


def _find_infinitive(site: Site) -> Token | None:
    clause = find_complement(site.cue, {"xcomp", "ccomp"})
    if clause is None:
        near = (child for child in site.verb.rights if child.dep_ == "advcl")
        clause = next((child for child in near if child.i - site.verb.i < _NEAR), None)
    return clause if clause is not None and is_infinitive(clause) else None


def read_gerund(site: Site) -> Content | None:
    """Reads: suggested leaving; denied having left; regrets being seen."""
    use = site.cue.find_use("gerund")
    clause = find_complement(site.cue, {"xcomp", "pcomp"}) if use else None
    if use is None or clause is None or not _is_gerund(clause):
        return None
    end = find_end(site.cue, clause.left_edge.i, site.passage, site.cues)
    return Content(site.passage.stretch(clause.left_edge.i, end), use, "gerund", clause)


def _is_gerund(clause: Token) -> bool:
    helpers = (child for child in clause.lefts if child.dep_ in {"aux", "auxpass"})
    return "VBG" in {clause.tag_, *(helper.tag_ for helper in helpers)}


def read_small(site: Site) -> Content | None:
    """Reads: called the plan a mistake; what she called a mistake."""
    use = site.cue.find_use("small")
    if use is None:
        return None
    clause = find_complement(site.cue, {"oprd", "ccomp", "xcomp"})
    thing = find_complement(site.cue, {"dobj"})
    relative = _find_relative(site)
    behind = site.passage.doc[site.last + 1 : site.last + 2].text.lower()
    if any(behind in other.prepositions for other in site.cue.uses):
        return None  # "called for a vote after he …"
    if clause is None or (
        thing is None and not relative and not any(each.dep_ == "nsubj" for each in clause.lefts)
    ):
        return _read_label(site, use)
    first = min(each.left_edge.i for each in (clause, thing) if each is not None)
    if first <= site.last:
        return None
    end = find_end(site.cue, first, site.passage, site.cues)
    return Content(relative + site.passage.stretch(first, end), use, "small", clause)


def _read_label(site: Site, use: Use) -> Content | None:
    """The same where the parser saw no predicate: an "a …" or a quotation behind the words that are called so."""
    doc, start = site.passage.doc, site.last + 1
    if (
        use.act != "Opinion"
        or not site.cue.find_use("label")
        or start >= find_sentence_end(site.verb)
        or doc[start].pos_ == "ADP"
        or doc[start].ent_type_ in {"DATE", "TIME"}
    ):
        return None
    relative = _find_relative(site)
    end = find_end(site.cue, start, site.passage, site.cues)
    first = start if relative else start + 1
    for index in range(first, end):
        before = doc[index - 1]
        if before.pos_ in {"ADP", "VERB", "AUX", "SCONJ"} and index > start:
            continue
        if doc[index].lower_ in {"a", "an"} or site.passage.opens_quotation(index):
            parts = relative + site.passage.stretch(start, end)
            return Content(parts, use, "small", doc[start])
    return None


def _find_relative(site: Site) -> list[Range]:
    """The "which" or "what" right before source and cue, which is the content's subject."""
    if site.first == 0:
        return []
    before = site.passage.doc[site.first - 1]
    if before.tag_ not in {"WDT", "WP"}:
        return []
    return site.passage.stretch(before.i, before.i + 1)


def read_as(site: Site) -> Content | None:
    """Reads: described the plan as a mistake; which she described as a mistake."""
    use = site.cue.find_use("as")
    if use is None:
        return None
    thing = find_complement(site.cue, {"dobj"})
    relative = _find_relative(site)
    rights = (*site.verb.rights, *(thing.rights if thing is not None else ()))
    link = next((each for each in rights if _is_as(each)), None)
    if link is None or link.i < site.last:
        return None
    end = cut_relative(site.passage.doc, link.i, link.right_edge.i + 1)
    if thing is not None and site.last < thing.left_edge.i <= thing.i < link.i:
        parts = site.passage.stretch(thing.left_edge.i, end)
        return Content(parts, use, "as", thing)
    if relative and link.left_edge.i == site.last + 1:
        parts = relative + site.passage.stretch(link.left_edge.i + 1, end)
        return Content(parts, use, "preposition", link)
    return None


def _is_as(child: Token) -> bool:
    """Whether a dependent is "as …", however the parser hangs it: "as a mistake", "as unjust"."""
    if child.lower_ == "as":
        return child.dep_ == "prep"
    return child.pos_ == "ADJ" and child.left_edge.lower_ == "as"


def read_comparison(site: Site) -> Content | None:
    """Reads: compared the plan to a mistake."""
    use = site.cue.find_use("object-to")
    thing = find_complement(site.cue, {"dobj"}) if use else None
    link = next((each for each in site.verb.rights if each.lower_ in {"to", "with"}), None)
    if use is None or thing is None or link is None or thing.left_edge.i <= site.last:
        return None
    end = cut_relative(site.passage.doc, link.i, link.right_edge.i + 1)
    return Content(site.passage.stretch(thing.left_edge.i, end), use, "as", thing)


def read_estimate(site: Site) -> Content | None:
    """Reads: put the toll at 20."""
    use = site.cue.find_use("object-at")
    thing = find_complement(site.cue, {"dobj"}) if use else None
    if use is None or thing is None or thing.left_edge.i <= site.last:
        return None
    for link in (*site.verb.rights, *thing.rights):
        number = next((each for each in link.rights if each.dep_ == "pobj"), None)
        if link.lower_ == "at" and link.i > thing.i and number is not None and _has_number(number):
            parts = site.passage.stretch(thing.left_edge.i, link.right_edge.i + 1)
            return Content(parts, use, "object", thing)
    return None


def _has_number(noun: Token) -> bool:
    return any(each.like_num or each.is_currency for each in noun.subtree)


def read_preposition(site: Site) -> Content | None:
    """Reads: called for calm; called on them to stay calm; accused them of lying."""
    told = find_complement(site.cue, {"dobj"})
    for child in (*site.verb.rights, *(told.rights if told is not None else ())):
        use = _find_prepositional(child, site)
        if use is not None and child.head == told and not (site.is_addressed or use.stance):
            continue  # "asked a question about …"
        thing = next((each for each in child.rights if each.dep_ in {"pobj", "pcomp"}), None)
        if use is None or thing is None or thing.ent_type_ in {"DATE", "TIME"}:
            continue  # "seized it on Monday" seizes on nothing
        agreed = site.cue.find_use("infinitive") if child.lower_ == "with" else None
        shared = next((each for each in thing.rights if is_infinitive(each)), None)
        if agreed is not None and shared is not None:
            start, end = shared.left_edge.i, shared.right_edge.i + 1
            return Content(site.passage.stretch(start, end), agreed, "infinitive", shared)
        start, end = child.i + 1, thing.right_edge.i + 1
        accused = find_complement(site.cue, {"dobj"})
        if use.stance == "Opposes" and accused is not None and site.last < accused.i < child.i:
            start = accused.left_edge.i
        clause = _find_infinitive(site) or _find_doing(thing, site)
        if clause is not None and thing.i < clause.i:
            end = find_end(site.cue, clause.i, site.passage, site.cues)
        label = _find_label(end, site)
        if label is not None:
            use, end = replace(use, act=label[0].act), label[1]
        return Content(site.passage.stretch(start, end), use, "preposition", thing)
    return _read_marked(site)


def _find_doing(thing: Token, site: Site) -> Token | None:
    """What something is said to do: "spoke of Turkey | taking over the camps"."""
    clauses = (each for each in site.verb.rights if each.dep_ == "advcl" and each.tag_ == "VBG")
    return next((each for each in clauses if each.left_edge.i == thing.right_edge.i + 1), None)


def _find_label(index: int, site: Site) -> tuple[Use, int] | None:
    """What something is called behind the words for it: "referred to the vote | as a hoax"."""
    use = site.cue.find_use("as")
    doc = site.passage.doc
    if use is None or index >= len(doc) or doc[index].lower_ != "as" or doc[index].dep_ != "prep":
        return None
    return use, cut_relative(doc, index, doc[index].right_edge.i + 1)


def _read_marked(site: Site) -> Content | None:
    """Reads: called for the plan to be dropped, where "for" belongs to the infinitive."""
    doc = site.passage.doc
    for clause in site.verb.rights:
        mark = clause.left_edge
        if mark.i == site.last + 2 and doc[site.last + 1].head == site.verb:
            mark = doc[site.last + 1]
        elif mark.dep_ != "mark":
            continue
        if clause.dep_ not in _CLAUSES or mark.i != site.last + 1:
            continue
        words = (each for each in site.cue.uses if each.frame == "prep")
        use = next((each for each in words if mark.lower_ in each.prepositions), None)
        if use is not None and is_infinitive(clause):
            end = find_end(site.cue, clause.i, site.passage, site.cues)
            return Content(site.passage.stretch(mark.i + 1, end), use, "preposition", clause)
    return None


def _find_prepositional(child: Token, site: Site) -> Use | None:
    if child.dep_ not in {"prep", "prt", "agent"}:
        return None
    word = child.lower_
    return next(
        (use for use in site.cue.uses if use.frame == "prep" and word in use.prepositions), None
    )


def _find_thing(site: Site) -> Token | None:
    """The object, which may be a clause: "denounced what it called lies"."""
    thing = find_complement(site.cue, {"dobj"})
    clause = find_complement(site.cue, {"ccomp"})
    if thing is None and clause is not None and clause.left_edge.lower_ == "what":
        return clause
    return thing


def _is_quoting(thing: Token, site: Site) -> bool:
    """Reads: quoted the mayor as saying …, where "saying" is a cue of its own."""
    links = [each for each in (*site.verb.rights, *thing.rights) if each.lower_ == "as"]
    behind = thing.doc[thing.right_edge.i + 1 : thing.right_edge.i + 3]
    links += [each for each in behind if each.lower_ == "as"]
    return any(
        child.tag_ == "VBG" and child.lemma_.lower() in site.cues.verbs
        for link in links
        for child in link.rights
    )


def _find_object_end(thing: Token, site: Site) -> int:
    """Where an object ends: with what the parser hung on the verb though it stands right behind the noun.

    "cited remarks | the mayor had made | as a reason".
    """
    end = find_phrase_end(thing, site.passage)
    if end <= thing.right_edge.i or thing.pos_ == "PRON":
        return end
    if end == site.verb.sent.end < find_sentence_end(site.verb):
        return _find_relative_end(end, site)
    behind = {child.left_edge.i: child for child in site.verb.rights if child.left_edge.i >= end}
    while end in behind:
        child = behind[end]
        relative = child.dep_ in {"ccomp", "relcl", "acl"} and child.left_edge.i + 1 < child.i
        example = child.lower_ == "as" and child.dep_ == "prep" and site.cue.find_use("wh")
        noun = child.dep_ == "prep" and child.lower_ in _OF_NOUNS
        asked = is_infinitive(child) and thing.lemma_.lower() in site.cues.nouns
        if not (relative or example or noun or asked):
            break
        end = int(child.right_edge.i) + 1
    return end


def _find_relative_end(end: int, site: Site) -> int:
    """Where a clause about the object ends that the parser took for a sentence: "cited remarks | Smith had made"."""
    opening = site.passage.doc[end]
    is_clause = opening.dep_ in SUBJECTS and opening.head.i > end
    return find_sentence_end(site.verb) if is_clause else end


def _find_finding_end(thing: Token, end: int, site: Site) -> int:
    """Where a finding ends that the parser split: "the poll shows Smith | with a lead of three points"."""
    stop = find_sentence_end(site.verb)
    doc = site.passage.doc
    if end >= stop or doc[end].is_punct or doc[end].dep_ in {"cc", "mark"}:
        return end
    stop = find_end(site.cue, thing.i, site.passage, site.cues)
    return next((index for index in range(end, stop) if doc[index].text in _PAUSES), stop)


def _cites(word: Token) -> bool:
    """Whether a word begins to tell from whom it is known: "reported him to be dead | *citing* two sources"."""
    return word.tag_ == "VBG" and word.lemma_ == "cite"


def _find_reported_end(thing: Token, end: int, site: Site) -> int:
    """Where a noun for what was told ends, an aside between it and what that is: "rejected reports, repeated on air, | that she had left"."""
    doc, told = site.passage.doc, site.cues.rebutted | _TOLD
    if thing.lemma_.lower() not in told or doc[end : end + 1].text != ",":
        return end
    that = doc[end + 1] if end + 1 < find_sentence_end(site.verb) else None
    clause = that.head if that is not None and that.dep_ == "mark" else None
    if that is None or that.lower_ != "that" or clause is None or clause.i < that.i:
        return end
    return int(clause.right_edge.i) + 1


def read_object(site: Site) -> Content | None:
    """Reads: criticized the plan; criticized him for the plan."""
    use = site.cue.find_use("object", "paper-object")
    thing = _find_thing(site) if use else None
    if use is None or thing is None or thing.left_edge.i <= site.last or _is_quoting(thing, site):
        return None
    end = _find_object_end(thing, site)
    if use.frame == "paper-object":
        end = _find_finding_end(thing, end, site)
    infinitive = next((each for each in site.verb.rights if each.left_edge.i == end), None)
    told = infinitive is not None and is_infinitive(infinitive) and infinitive.lemma_ in _BEING
    if use.act == "Statement" and infinitive is not None and told:
        end = find_infinitive_end(infinitive, end, find_end(site.cue, end, site.passage, site.cues))
        end = next((i for i in range(infinitive.i, end) if _cites(infinitive.doc[i])), end)
    end = _find_reported_end(thing, end, site)
    if use.stance is not None:
        reasons = (each for each in site.verb.rights if each.lower_ == "for")
        reason = next((each for each in reasons if each.left_edge.i == end), None)
        end = reason.right_edge.i + 1 if reason is not None else end
    return Content(site.passage.stretch(thing.left_edge.i, end), use, "object", thing)

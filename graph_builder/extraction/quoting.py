"""Quotations as contents: before the cue, behind it, around it, and in the next paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.contents import (
    find_complement,
    find_right_start,
    has_finite_verb,
)
from graph_builder.extraction.sentences import find_sentence_end, find_sentence_start
from graph_builder.extraction.sites import Content

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import Use
    from graph_builder.extraction.passages import Passage, Range
    from graph_builder.extraction.quotations import Quotation
    from graph_builder.extraction.sites import Site

_LONGEST_TITLE = 5
_JOINING = frozenset({"and", "but", "or", "because", "yet", "so", "while", "although", "though"})
_WHEN = frozenset({"when", "after", "as", "while", "before", "once", "because", "since"})
_GAP = frozenset({",", "—", "-", "--", "–", "―", ":"})
_CLOSING = frozenset({'"', "”", "“", "’", "''"})
_ENDS = frozenset({".", "!", "?"})


def read_quotation_before(site: Site) -> Content | None:
    """Reads a quotation with its cue behind it: "…," she said. "…"."""
    use = site.cue.find_use("clause", "quote")
    quotation = _find_quotation_before(site) if use else None
    if use is None or quotation is None:
        return None
    passage, doc = site.passage, site.passage.doc
    mark = passage.get_last_mark(quotation)
    if not passage.is_complete(quotation):
        if not passage.is_sentence(quotation) or not doc[site.first - 1].is_quote:
            return None  # "“Nobody knows how it spreads” said the mayor", but no “title” said to …
    elif mark == "." and doc[site.first - 1].text != ",":
        return None
    if (site.verb.dep_ == "advcl" and site.verb.tag_ == "VBG") or _tells_when(site, quotation):
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
    return Content(parts + continue_quotation(site), use, "quotation before")


def _tells_when(site: Site, quotation: Quotation) -> bool:
    """Whether the words before a cue tell when it was said, and a quotation is a part of them: 'When she called it "mad", | the crowd roared'."""
    passage = site.passage
    return any(
        clause.dep_ == "advcl"
        and passage.offset(clause.left_edge.i) < quotation.start
        and quotation.end <= passage.end_of(clause.right_edge.i)
        and any(word.lower_ in _WHEN for word in (clause.left_edge, *clause.lefts))
        for clause in site.verb.lefts
    )


def _find_quotation_before(site: Site) -> Quotation | None:
    passage, doc = site.passage, site.passage.doc
    index = site.first - 1
    while index >= 0 and doc[index].text in _GAP:
        index -= 1
    if index < 0:
        return None
    found = passage.find_quotation(passage.offset(index))
    return found if found is not None and found.end == passage.end_of(index) else None


def _find_sentence_start(site: Site, quotation: Quotation) -> int:
    """Where the words begin that a quotation ends: its mark, or the start of the sentence it completes."""
    passage = site.passage
    before = passage.slice(passage.start, quotation.start).rstrip()
    if not before or before[-1] in ".!?:;—–―":
        return quotation.start
    if before[-1] in _CLOSING and before[:-1].rstrip()[-1:] in _ENDS:
        return quotation.start  # 'said it was “late.” | “We must go,” she added'
    tokens = [token for token in passage.doc if passage.offset(token.i) < quotation.start]
    if not tokens:
        return quotation.start
    start = find_sentence_start(tokens[-1])
    words = [token for token in tokens if token.i >= start]
    has_cue = any(
        site.cues.verbs.get(word.lemma_.lower()) and word.pos_ == "VERB" for word in words[-4:]
    )
    if before[-1] == "," and has_cue:
        return quotation.start
    return passage.offset(start)


def read_quotation_after(site: Site) -> Content | None:
    """Reads a quotation behind its cue: she said, "…"."""
    passage = site.passage
    use = site.cue.find_use("clause", "quote", "object-quote")
    if use is None:
        return None
    start = find_right_start(site.cue, passage, site.last, addressee=site.is_addressed)
    if start >= len(passage.doc):
        return _read_next_paragraph(site, use)
    if not passage.opens_quotation(start):
        start = _find_colon(site, start) or start
    if not passage.opens_quotation(start) or is_anothers(site, start):
        return None
    quotation = passage.find_quotation(passage.offset(start))
    apart = start >= find_sentence_end(site.verb) and passage.doc[start - 1].text not in {":", ","}
    if quotation is None or not passage.is_complete(quotation) or apart:
        return None
    if passage.get_last_mark(quotation) == "," and _is_said_next(site, quotation):
        return None
    return Content(passage.follow(quotation), use, "quotation after")


def _is_said_next(site: Site, quotation: Quotation) -> bool:
    """Whether somebody else behind a quotation says it: 'The party reacted: "…," *its leader said*'."""
    passage = site.passage
    for token in passage.doc[site.last + 1 : find_sentence_end(site.verb)]:
        if passage.offset(token.i) < quotation.end or token.pos_ != "VERB":
            continue
        uses = site.cues.verbs.get(token.lemma_.lower(), ())
        told = token.dep_ != "conj" and token.tag_ in {"VBD", "VBZ"}
        return told and any(use.frame in {"clause", "quote"} for use in uses)
    return False


def read_inner_quotation(site: Site) -> Content | None:
    """Reads a quotation within another one, behind its cue: “They came and the mayor said, ‘Let us talk.’”."""
    passage, doc, start = site.passage, site.passage.doc, site.last + 1
    use = site.cue.find_use("clause", "quote")
    outer = passage.find_quotation(passage.offset(site.verb.i)) if use else None
    if use is None or outer is None:
        return None
    told = find_complement(site.cue, {"dobj", "dative"}) if site.is_addressed else None
    if told is not None and told.left_edge.i == start:
        start = told.right_edge.i + 1
    if start < len(doc) and doc[start].text in {",", ":"}:
        start += 1
    if start >= len(doc) or not doc[start].is_quote or doc[start].whitespace_:
        return None
    for token in doc[start + 2 :]:
        if passage.end_of(token.i) >= outer.end:
            return None
        closes = token.text == doc[start].text and token.tag_ != "POS"
        if closes and not token.nbor(-1).whitespace_:
            return Content(
                [(passage.offset(start), passage.end_of(token.i))], use, "inner quotation"
            )
    return None


def is_anothers(site: Site, start: int) -> bool:
    """Whether a quotation is what a gerund before it says, or goes on with the sentence around: "continued by *saying* “…”"; "who complains “*is* no friend”"."""
    doc = site.passage.doc
    inside = doc[start + 1] if start + 1 < len(doc) else None
    if inside is not None and inside.dep_ in {"aux", "auxpass"}:
        inside = inside.head
    goes_on = inside is not None and inside in site.verb.ancestors
    return bool(goes_on) or any(_may_say(word, site) for word in doc[site.last + 1 : start])


def _find_colon(site: Site, start: int) -> int | None:
    """The quotation behind a colon farther on in the sentence: "responded on Twitter, as ever: “…”"."""
    doc = site.passage.doc
    if doc[start].lower_ == "as" and doc[site.first - 1].tag_ in {"WDT", "WP"}:
        return None  # which the paper noted as …
    for index in range(start, find_sentence_end(site.verb) - 1):
        if site.passage.opens_quotation(index + 1) and doc[index].text == ":":
            said = any(_may_say(word, site) for word in doc[start:index])
            return None if said or has_finite_verb(doc, start, index) else index + 1
    return None


def _may_say(word: Token, site: Site) -> bool:
    """Whether a gerund before a colon says what stands behind it: "tweeted about it, *saying*: “…”"."""
    uses = site.cues.verbs.get(word.lemma_.lower(), ()) if word.tag_ == "VBG" else ()
    return any(use.frame == "clause" for use in uses)


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


def continue_quotation(site: Site) -> list[Range]:
    """The quotation that goes on behind the cue, in its sentence or as the next one."""
    passage = site.passage
    behind = passage.end_of(site.last)
    following = next((each for each in passage.quotations if each.start >= behind), None)
    if following is None:
        return []
    between = passage.slice(behind, following.start)
    ended = between.rstrip()
    if following.closed and passage.get_last_mark(following) == "," and ended[-1:] != ",":
        return []  # the next cue's
    if ended[-1:] in {":", ","} and _has_other_cue(site, following.start):
        return []
    if between.strip(" ,").lower() in _JOINING and ended[:1] == ",":
        return passage.follow(following)
    if (
        ended[-1:] in {".", ":", ","}
        and not _holds_sentence(ended[:-1])
        and passage.is_complete(following)
    ):
        return passage.follow(following)
    return []


def find_illustration(passage: Passage, parts: list[Range]) -> list[Range]:
    """Return the quotation that a colon joins to what was said: she told them it was over: “…”."""
    if not parts:
        return []
    end = parts[-1][1]
    following = next((each for each in passage.quotations if each.start >= end), None)
    if following is None or passage.slice(end, following.start).strip() != ":":
        return []
    return passage.follow(following) if passage.is_complete(following) else []


def _has_other_cue(site: Site, end: int) -> bool:
    """Whether another verb of saying stands between a cue and the next quotation: "she said, adding: “…”"."""
    passage = site.passage
    for token in passage.doc[site.last + 1 :]:
        if passage.offset(token.i) >= end:
            return False
        uses = site.cues.verbs.get(token.lemma_.lower(), ()) if token.pos_ == "VERB" else ()
        if any(use.frame in {"clause", "quote"} for use in uses):
            return True
    return False


def _holds_sentence(text: str) -> bool:
    """Whether a full stop stands inside a stretch, those of initials and titles aside."""
    return any(
        word[-1] in ".!?" and len(word) >= _LONGEST_TITLE and word.count(".") == 1
        for word in text.split()
    )

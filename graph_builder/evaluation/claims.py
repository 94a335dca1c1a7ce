"""How well claims are found on articles that were read in full (the ``claims`` of the ``reading`` corpus).

Its guide counts a find as right when its evidence lies in the sentence of the gold item's evidence and its content
overlaps the first 60 characters from the item's ``content_start`` by half. Here that means:

- the find's cue, the one part of its evidence that is sure to stand in one sentence, lies in that sentence;
- at least 30 of the 60 characters belong to the content; or, where the content ends within the 60 characters (the gold
  gives only its first words, so a short content's end is unknown), at least half of the words that the gold gives.

Every item counts for recall and one find an item for precision: finds and items are paired one to one, those with
the same cue first, and every other find is false. ``speakers``, ``direct`` and ``polarity`` are counted
over the right finds. A speaker is right when nobody is named in both, or when the last word of the gold speaker's
name is in the label or one of the names of the find's speaker, or they share half of the content words of the shorter one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_builder.evaluation.report import Miss, Report, Score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_builder.model import Claim, Entity, Facts

_WINDOW = 60
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|\n")
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "in",
        "for",
        "from",
        "such",
        "as",
        "some",
        "s",
        "to",
        "on",
        "by",
    }
)


def score(golds: Sequence[Mapping[str, Any]], facts: Sequence[Facts]) -> Report:
    """Compare the claims of each article with those of its gold reading.

    Args:
        golds: One object per article with ``text`` and ``claims``.
        facts: What was read in the same articles, in the same order.
    """
    right = found = wanted = 0
    sides = {"speakers": _Side("speaker"), "direct": _Side("direct"), "polarity": _Side("polarity")}
    misses: list[Miss] = []
    for gold, read in zip(golds, facts, strict=True):
        items, entities = gold["claims"], {entity.id: entity for entity in read.entities}
        pairs = _pair(gold["text"], items, read.claims)
        right, found, wanted = right + len(pairs), found + len(read.claims), wanted + len(items)
        for number, claim in pairs.items():
            item, find = items[number], read.claims[claim]
            same = _is_speaker(item.get("speaker"), find, entities)
            sides["speakers"].count(item, is_right=same)
            sides["direct"].count(item, is_right=find.direct == bool(item.get("direct")))
            sides["polarity"].count(item, is_right=find.polarity == item.get("polarity"))
            if "speaker" in item and not same:
                misses.append(_name_speaker(read.article_id, item, find, entities))
        misses += _list_misses(gold, read, pairs)
    rows = [Score("claims", right, found, wanted)]
    rows += [
        Score(name, side.right, side.total, side.total)
        for name, side in sides.items()
        if side.total
    ]
    return Report("claims", tuple(rows), tuple(misses))


@dataclass
class _Side:
    """What is asked of right finds beside their place, where the gold says it."""

    field: str
    right: int = 0
    total: int = 0

    def count(self, item: Mapping[str, Any], *, is_right: bool) -> None:
        """Take one pair into account, if the gold item has the field."""
        if self.field in item:
            self.total += 1
            self.right += is_right


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence or sentences around a stretch of text."""
    first = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    last = _SENTENCE_END.search(text, max(start, end - 1))
    return first, last.end() if last else len(text)


def _pair(text: str, items: Sequence[Mapping[str, Any]], claims: Sequence[Claim]) -> dict[int, int]:
    """Match items with finds, one to one: those with the same cue first, then the greatest overlap."""
    candidates = []
    for i, item in enumerate(items):
        first, last = find_sentence(text, item["start"], item["end"])
        for j, claim in enumerate(claims):
            overlap = _measure_overlap(item, claim)
            if first <= claim.cue.start < last and overlap:
                same_cue = item["cue"].lower() in claim.cue.text.lower()
                candidates.append((same_cue, overlap, -i, -j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _measure_overlap(item: Mapping[str, Any], claim: Claim) -> int:
    """How many characters of the window a content covers; 0 when too few."""
    start = item["content_start"]
    covered = _count(claim, start, start + _WINDOW)
    if covered * 2 >= _WINDOW:
        return covered
    ends_inside = max(part.end for part in claim.content) < start + _WINDOW
    given = len(item["content"])
    if ends_inside and _count(claim, start, start + given) * 2 >= given:
        return covered
    return 0


def _count(claim: Claim, start: int, end: int) -> int:
    return sum(max(0, min(part.end, end) - max(part.start, start)) for part in claim.content)


def _is_speaker(wanted: str | None, claim: Claim, entities: Mapping[str, Entity]) -> bool:
    entity = entities.get(claim.speaker) if claim.speaker else None
    if wanted is None or entity is None:
        return wanted is None and entity is None
    gold = _list_words(wanted)
    names = [entity.label, *(each.span.text for each in entity.mentions if each.kind == "name")]
    return any(_is_same_name(gold, _list_words(name)) for name in names)


def _is_same_name(gold: list[str], found: list[str]) -> bool:
    if not gold or not found:
        return False
    if gold[-1] in found or _abbreviate(gold) in found or _abbreviate(found) in gold:
        return True
    shared = len(set(gold) & set(found))
    return shared * 2 >= min(len(set(gold)), len(set(found)))


def _abbreviate(words: list[str]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else " "


def _list_words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name.casefold()) if word not in _EMPTY]


def _name_speaker(
    article: str, item: Mapping[str, Any], claim: Claim, entities: Mapping[str, Entity]
) -> Miss:
    entity = entities.get(claim.speaker) if claim.speaker else None
    label = entity.label if entity else "nobody"
    return Miss(article, "speaker", f"{label}, not {item['speaker']}", claim.evidence.text)


def _list_misses(gold: Mapping[str, Any], read: Facts, pairs: Mapping[int, int]) -> list[Miss]:
    missed = [
        Miss(
            read.article_id,
            "missed",
            f"{item.get('speaker')} | {item['cue']} | {item['content']}",
            item["evidence"],
        )
        for number, item in enumerate(gold["claims"])
        if number not in pairs
    ]
    false = [
        Miss(
            read.article_id,
            "false",
            f"{claim.source.text if claim.source else '–'} | {claim.cue.text} | "
            + " … ".join(part.text for part in claim.content),
            claim.evidence.text,
        )
        for number, claim in enumerate(read.claims)
        if number not in pairs.values()
    ]
    return missed + false

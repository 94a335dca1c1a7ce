"""The questions that are worth a person's time, as a corrections file in which every entry is still commented out.

Asked is where the rules were least sure: things they made one on few signs, things they kept apart although their names are nearly the
same, articles whose date is open, accounts that do not fit together. Nothing is asked that a person has answered already, nor what nobody
would doubt: whether what two articles call by the same words at the same time is one, whether the officials of two articles are, or the
navies of two countries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from graph_builder.naming import get_words
from graph_builder.resolution.clusters import Clusters
from graph_builder.resolution.locals import BODIES, describe_entities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_builder.model import Judgement, Quote, Resolution, Thing

_UNSURE = Decimal("0.9")
"""Judgements below this confidence are asked about."""
_TELLING = frozenset({"kind-time-place", "lone-place"})
"""Rules that look at what is beside the words: of what is called the same in several words they leave no doubt."""
_CONTEXT = 60
_HEAD = """\
# Questions on the graph. Nothing here has an effect yet: take the hash signs off the entries that are right, put in who you are
# and why, and save the file as corrections.yaml beside the articles. The next build applies it; taking an entry out undoes it.
"""


@dataclass(frozen=True)
class Question:
    """One question: what is asked, the words it rests on, and the entry that would answer it."""

    text: str
    quotes: tuple[Quote, ...]
    entry: tuple[str, ...]


def write_questions(resolution: Resolution, texts: Mapping[str, str]) -> str:
    """Return the questions as the text of a corrections file without entries.

    Args:
        resolution: The world as it is built.
        texts: The texts of the articles by id, for the words around a name.
    """
    sections = (
        ("Are these one? The rules say so, but on few signs.", _ask_unsure(resolution)),
        ("Are these one after all? Their names are nearly the same.", _ask_namesakes(resolution)),
        ("When were these articles written?", _ask_undated(resolution)),
        ("Which of these accounts is right?", _ask_findings(resolution)),
    )
    lines = [_HEAD]
    number = 0
    for heading, questions in sections:
        asked = list(questions)
        if asked:
            lines.append(f"# ── {heading} ──\n#")
        for question in asked:
            number += 1
            lines += _write_question(number, question, texts)
    if not number:
        lines.append("# There is nothing to ask.")
    return "\n".join(lines) + "\n"


def _write_question(number: int, question: Question, texts: Mapping[str, str]) -> Iterator[str]:
    yield f"# {number}. {_flatten(question.text)}"
    for quote in question.quotes:
        yield f"#    {_flatten(_show(quote, texts))}"
    yield from (f"# {line}" for line in question.entry)
    yield "#"


def _show(quote: Quote, texts: Mapping[str, str]) -> str:
    text = texts.get(quote.article_id, "")
    start, end = max(0, quote.span.start - _CONTEXT), quote.span.end + _CONTEXT
    before, after = text[start : quote.span.start], text[quote.span.end : end]
    line = text.count("\n", 0, quote.span.start) + 1
    return f"{quote.article_id}, line {line}: … {before}[{quote.span.text}]{after} …"


def _flatten(text: str) -> str:
    """Return a text on one line: a line break in it would end the comment."""
    return " ".join(text.split())


def _make_entry(first: str) -> tuple[str, ...]:
    return (first, "  who:", "  why:")


def _quote(text: str) -> str:
    """Return a text as YAML in double quotation marks."""
    escaped = _flatten(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _ask_unsure(resolution: Resolution) -> Iterator[Question]:
    unsure = [
        judgement
        for judgement in resolution.judgements
        if judgement.confidence < _UNSURE and not judgement.author and judgement.verdict == "same"
        if not _says_the_same(judgement)
    ]
    for judgement in sorted(unsure, key=lambda j: (j.confidence, j.left, j.right)):
        sides = f"[{_quote(judgement.left)}, {_quote(judgement.right)}]"
        yield Question(
            f"{judgement.reason} (rule {judgement.rule}, confidence {judgement.confidence}). If they are two:",
            judgement.quotes,
            _make_entry(f"- different: {sides}"),
        )


def _says_the_same(judgement: Judgement) -> bool:
    """Whether both articles use the same words, more than one."""
    spoken = {
        " ".join(get_words(quote.span.text)).removeprefix("the ") for quote in judgement.quotes
    }
    return judgement.rule in _TELLING and len(spoken) == 1 and " " in min(spoken)


def _ask_namesakes(resolution: Resolution) -> Iterator[Question]:
    answered = _list_answered(resolution)
    known = _Known.collect(resolution)
    for group in _group_namesakes(resolution.things, known):
        paths = [thing.path for thing in group]
        if not all(frozenset(pair) in answered for pair in combinations(paths, 2)):
            told = ", ".join(f"{thing.label} ({thing.type}, {_count(thing)})" for thing in group)
            yield Question(
                f"{told}. Those that are one:",
                tuple(known.quotes[thing.path] for thing in group),
                _make_entry(f"- same: [{', '.join(map(_quote, paths))}]"),
            )


def _list_answered(resolution: Resolution) -> set[frozenset[str]]:
    """Return the pairs of things that a person has judged."""
    return {
        frozenset(resolution.replaced.get(side, side) for side in (judgement.left, judgement.right))
        for judgement in resolution.judgements
        if judgement.author
    }


def _count(thing: Thing) -> str:
    articles = sorted({member.article_id for member in thing.members})
    return articles[0] if len(articles) == 1 else f"{articles[0]} and {len(articles) - 1} more"


@dataclass
class _Known:
    """What the articles say of things, by path: where each that has a name is first spoken of, and in which countries bodies are."""

    quotes: dict[str, Quote]
    countries: dict[str, set[str]]

    @classmethod
    def collect(cls, resolution: Resolution) -> _Known:
        known = cls({}, defaultdict(set))
        for facts in resolution.facts:
            for local in describe_entities(facts):
                path = resolution.paths.get(local.member, "")
                if local.entity.named:
                    known.quotes.setdefault(path, local.quote)
                if local.country and local.type in BODIES:
                    known.countries[path].add(local.country)
        return known

    def are_abroad(self, left: Thing, right: Thing) -> bool:
        """Whether two bodies are in different countries."""
        one, other = (self.countries.get(thing.path) for thing in (left, right))
        return bool(one and other) and not (one or set()) & (other or set())


def _group_namesakes(things: Sequence[Thing], known: _Known) -> Iterator[list[Thing]]:
    """Yield things of one sort that have one name, or names an initial or a letter apart."""
    clusters = Clusters(thing.path for thing in things)
    by_word: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in things:
        words = get_words(thing.label) if thing.path in known.quotes else ()
        for word in {words[-1], words[0]} if words else ():
            by_word[_get_sort(thing), word].append(thing)
    for group in by_word.values():
        for left, right in combinations(group, 2):
            if _are_near(left, right) and not known.are_abroad(left, right):
                clusters.join(left.path, right.path)
    by_path = {thing.path: thing for thing in things}
    for paths in clusters.groups():
        if len(paths) > 1:
            yield [by_path[path] for path in paths]


def _get_sort(thing: Thing) -> str:
    sorts = {"Person": "person", "Place": "place", "Country": "place"}
    return sorts.get(thing.type, "body")


def _are_near(left: Thing, right: Thing) -> bool:
    one, other = get_words(left.label), get_words(right.label)
    if one == other:
        return True
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return left.type == "Person" and len(shorter) == 1 and shorter[0] == longer[-1]
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and _differ_by_letter(*differing[0])


def _differ_by_letter(one: str, other: str) -> bool:
    """Whether two words are an initial and its name, or one letter apart."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return longer.startswith(shorter)
    if len(shorter) < 4 or len(longer) - len(shorter) > 1:  # noqa: PLR2004 - short words are near to many
        return False
    if len(shorter) == len(longer):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _ask_undated(resolution: Resolution) -> Iterator[Question]:
    for article_id, date in sorted(resolution.dates.items()):
        if date.earliest is None or date.earliest != date.latest:
            known = f"some day of {date.edtf}" if date.edtf else "unknown"
            yield Question(
                f"The date of {article_id} is {known}: {date.because}",
                (),
                (f"- date: {{article: {_quote(article_id)}}}", "  on:", "  who:", "  why:"),
            )


def _ask_findings(resolution: Resolution) -> Iterator[Question]:
    for sentence, quotes in resolution.findings:
        yield Question(sentence, quotes, ())

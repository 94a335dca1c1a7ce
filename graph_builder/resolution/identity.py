"""Who is who over many articles: agents and places become one where a rule says so, and never else.

A wrong merge slanders somebody, a missed one is an extra row: each rule asks for more than one sign
wherever a name alone does not tell. The rules, in the order in which they are tried:

========================  =================================================================
``country``               countries of one name
``full-name``             people of one full name, whose offices do not speak against it
``longer-name``           one full name is the other with middle or further names
``surname-and-office``    a surname alone, with the office that a full name elsewhere has
``surname-and-story``     a surname alone, where articles near in time name one full name in the same company
``sole-office``           a single name with an office of which the world has one holder ("Pope Francis")
``name``                  bodies, groups, outlets of one name, in one country where the name is
                          no name of its own ("Constitutional Court"); those of a state only in that
``acronym``               an acronym alone, where all articles know it for one long form
``place``                 places of one name in one country, and in one state where several are named; parts of the
                          world by their name
``lone-place``            a place of which the article tells no country, where all others give one
========================  =================================================================
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph_builder.model import Judgement
from graph_builder.resolution.blocks import (
    RULES,
    Match,
    list_blocks,
    list_regions,
    match_block,
    rank_match,
)
from graph_builder.resolution.locals import Bodies, describe_entities, get_member_path
from graph_builder.resolution.rulings import Decided, decide_matches, judge_rulings
from graph_builder.resolution.things import Identities, name_clusters
from graph_builder.terms import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Facts
    from graph_builder.resolution.blocks import Block
    from graph_builder.resolution.locals import Local
    from graph_builder.resolution.rulings import Link, Ruling
    from graph_builder.resolution.trace import Trace


def join_entities(
    all_facts: Sequence[Facts],
    lexicon: Lexicon,
    rulings: Sequence[Ruling] = (),
    trace: Trace | None = None,
) -> Identities:
    """Decide which things of which articles are one.

    Args:
        all_facts: The facts of all articles.
        lexicon: The words of the subject.
        rulings: What persons have decided before.
        trace: Takes note of what matches; then no aliases are found, which only corrections ask for.
    """
    bodies = Bodies.learn(all_facts, lexicon)
    found = [local for facts in all_facts for local in describe_entities(facts)]
    wholes: dict[str, set[str]] = defaultdict(set)
    for local in found:
        for region in list_regions(local, bodies):
            wholes[make_slug(local.entity.label)].add(region)
    blocks: dict[Block, list[Local]] = defaultdict(list)
    for local in found:
        for block in list_blocks(local, bodies):
            blocks[block].append(local)
    matches = [
        (block, match)
        for block, group in blocks.items()
        for match in match_block(block, group, wholes, bodies)
    ]
    decided = decide(found, (match for _, match in matches), rulings)
    if trace:
        trace.entities.note(matches, decided.made)
    judgements = [*judge_rulings(rulings, get_member_path), *map(judge, decided.made)]
    return name_clusters(
        decided.groups, judgements, bodies, decided.findings, find_aliases=trace is None
    )


def decide(
    found: Iterable[Local], matches: Iterable[Match], rulings: Sequence[Ruling] = ()
) -> Decided[Local, Match]:
    """Join local things by matches, the surest first.

    Where a person has told two apart, what is between them stays with whom it fits best.

    Args:
        found: The local things, in their order.
        matches: Which of them match.
        rulings: What persons have decided before.
    """
    locals_ = list(found)
    identifiers = {local.member: dict(local.entity.external) for local in locals_}
    return decide_matches(locals_, sorted(matches, key=rank_match), rulings, identifiers)


def decide_links(found: Sequence[Local], links: Iterable[Link]) -> Decided[Local, Match]:
    """Join local things by matches that are given by the places of what matches."""
    by_place = {local.place: local for local in found}
    return decide(
        found, (Match(rule, by_place[left], by_place[right]) for rule, left, right in links)
    )


def judge(match: Match) -> Judgement:
    """Return a match as data."""
    left, right = match.left, match.right
    confidence, reason = RULES[match.rule]
    return Judgement(
        left=get_member_path(left.member),
        right=get_member_path(right.member),
        verdict="same",
        rule=match.rule,
        reason=f"“{left.entity.label}” and “{right.entity.label}”: {reason}",
        confidence=confidence,
        quotes=(left.quote, right.quote),
    )

"""Who is shown to hold power by what they do: they order bodies of a state to act, sign decrees, veto bills.

The article may call them by their names alone ("*Ruiz* ordered the Treasury to pay").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import VERBAL, get_actor, get_children
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon

_ORDERED = frozenset({"dobj", "dative", "nsubj"})


@dataclass(frozen=True)
class _Words:
    commands: TriggerIndex
    powers: TriggerIndex


@compile_once
def _get_words(lexicon: Lexicon) -> _Words:
    return _Words(
        commands=TriggerIndex(lexicon.of_kind("CommandVerb"), "verb"),
        powers=TriggerIndex(lexicon.of_kind("PowerVerb"), "verb"),
    )


def list_commanders(context: Context) -> frozenset[str]:
    """Return the ids of those with names whom an article shows to hold power."""
    return context.once(_find_commanders)


def _find_commanders(context: Context) -> frozenset[str]:
    words = _get_words(context.lexicon)
    found = set()
    for sentence in context.parsed.sentences():
        for verb in sentence:
            if verb.pos_ not in VERBAL or not _shows_power(verb, words, context):
                continue
            actor = get_actor(verb)
            if actor is None or actor.pos_ != "PROPN":
                continue
            entity = context.cast.find_token(actor)
            found.update([entity.id] if entity is not None and entity.named else [])
    return frozenset(found)


def _shows_power(verb: Token, words: _Words, context: Context) -> bool:
    """Whether a verb is of what only those who hold power do."""
    return bool(words.powers.match_verb(verb)) or _commands_body(verb, words, context)


def _commands_body(verb: Token, words: _Words, context: Context) -> bool:
    """Whether a verb orders a body of a state to do something."""
    if words.commands.match_verb(verb) is None or not get_children(verb, "xcomp", "ccomp"):
        return False
    heads = (verb, *get_children(verb, "ccomp"))
    ordered = (noun for head in heads for noun in head.children if noun.dep_ in _ORDERED)
    bodies = (context.cast.find_token(noun) for noun in ordered)
    return any(body is not None and body.type == "GovernmentBody" for body in bodies)

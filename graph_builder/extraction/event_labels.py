"""Short names and tight passages for events: a noun's own phrase, or the kind of a verb with whom it befell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.event_words import get_words
from graph_builder.extraction.labels import (
    cut_label,
    get_said_end,
    join_phrase,
    skip_determiners,
    skip_owner,
)
from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_object,
    get_phrase_bounds,
    get_subject,
    is_passive,
)
from graph_builder.extraction.roles import find_titled, get_participant
from graph_builder.extraction.triggers import is_own_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_drafts import EventDraft
    from graph_builder.extraction.event_words import Sign
    from graph_builder.model import Entity, Span

_LONGEST = 12
_NEAR = 3
_LABEL_WORDS = 8


def label_event(sign: Sign, context: Context) -> str:
    """Return a short name: the noun's own phrase, or the kind of the verb with whom it befell."""
    token = sign.token
    if token.pos_ not in VERBAL:
        return _label_noun(token)
    if sign.entry is None:
        return _label_clause(token, context)
    kind = sign.entry.value("prefLabel")
    whom = sign.get_affected()
    weapons = get_words(context.lexicon).weapons
    if sign.by_patient and whom is not None and whom.lemma_.lower() in weapons:
        return kind  # no "bombing of a bomb"
    affected = _name(whom, context)
    if affected:
        return f"{kind} {sign.entry.value('link', 'of')} {affected}"
    link = sign.entry.value("actorLink", "by")
    if is_passive(token) or link == "none" or (whom is not None and link == "of"):
        return kind
    actor = _name(get_subject(token), context)
    return f"{kind} {link} {actor}" if actor else kind


def _name(noun: Token | None, context: Context) -> str:
    """Return the name of whom a noun or pronoun stands for, else the noun's phrase; nothing for an unknown pronoun."""
    if noun is None or noun.ent_type_ in {"DATE", "TIME"}:
        return ""
    figure = get_participant(find_titled(noun, context) or noun, context)
    if figure is not None and figure.named:
        return figure.label
    return "" if noun.pos_ == "PRON" or _is_vague(noun) else _shorten(noun)


def _is_vague(noun: Token) -> bool:
    """Whether a phrase names nobody: "how many", "others"."""
    return noun.lower_ in {"others", "other", "many", "some", "those", "wounded", "injured"} or any(
        child.tag_ == "WRB" for child in noun.subtree
    )


def _label_clause(verb: Token, context: Context) -> str:
    """Return the subject and the words from the verb to its object."""
    first, last = _get_verb_bounds(verb)
    last = max(last, get_said_end(verb))
    last = max(last, _find_complement_end(verb, last))
    subject = get_subject(verb)
    if subject is not None and subject.pos_ == "PRON" and first <= subject.i < verb.i:
        first = int(subject.i) + 1
        while first < verb.i and verb.doc[first].text.startswith("'"):
            first += 1  # "I'm", "we've"
    phrase = _balance(join_phrase(verb.doc[first : last + 1]))
    if subject is None or (subject.doc is verb.doc and first <= subject.i <= last):
        return phrase
    return f"{_name(subject, context)} {phrase}".strip()


def _find_complement_end(verb: Token, last: int) -> int:
    """Return the end of what a passive says right behind it: "was held *in contempt*", "was released *from prison*"; else the verb."""
    behind = get_children(verb, "prep", "oprd") if is_passive(verb) and last == verb.i else []
    for item in behind:
        words = list(item.subtree)
        timed = any(word.ent_type_ in {"DATE", "TIME"} for word in words)
        if (
            words[0].i == verb.i + 1
            and not timed
            and item.lower_ != "by"
            and len(words) <= _NEAR + 1
        ):
            return int(words[-1].i)
    return int(verb.i)


def _balance(phrase: str) -> str:
    """Return a phrase without a quotation mark or bracket that has no other half."""
    phrase = phrase.replace('"', "") if phrase.count('"') % 2 else phrase
    return phrase.split("[")[0].strip() if phrase.count("[") > phrase.count("]") else phrase


def _shorten(noun: Token) -> str:
    first, last = get_phrase_bounds(noun, _LABEL_WORDS)
    while first < noun.i and (
        noun.doc[first].dep_ in {"det", "advmod"} or skip_owner(noun, first) > first
    ):
        first += 1
    phrase = join_phrase(noun.doc[first : last + 1], common=noun)
    return f"{phrase} people" if noun.pos_ == "NUM" and last == noun.i else phrase


def _label_noun(noun: Token) -> str:
    first, last = get_phrase_bounds(noun, _LONGEST)
    first = skip_determiners(noun, first)
    last = _keep_both(noun, cut_label(noun, first, last))
    return join_phrase(noun.doc[first : last + 1], common=noun)


def _keep_both(noun: Token, last: int) -> int:
    """Return where a label ends that names both or neither: "runoff", not "runoff *between Ruiz*"."""
    behind = noun.doc[noun.i + 1 : last + 1]
    between = next((token.i for token in behind if token.lower_ == "between"), None)
    cut = noun.doc[last + 1 : last + 2].text in {"and", "&"}
    return between - 1 if between is not None and cut else last


def complete_label(draft: EventDraft, context: Context) -> str:
    """Return the label; one of a single word with the name of whom it befell, or of where it was."""
    if " " in draft.label or not draft.is_noun or draft.entry is None:
        return draft.label
    violent = draft.entry.value("affected") == "victims"
    people = draft.cast.victims if draft.entry.value("outcome") else draft.cast.participants
    named = _list_named(people, context)
    names = [entity.label for entity in named if entity.type == "Person"]
    befalls = draft.entry.value("outcome") or (draft.get_class() == "Event" and not violent)
    if len(names) == 1 and befalls:
        return f"{draft.label} of {names[0]}"
    places = _list_named(draft.places, context) if violent else []
    return f"{draft.label} in {places[0].label}" if places else draft.label


def _list_named(ids: Sequence[str], context: Context) -> list[Entity]:
    """Return the entities of these ids that have names."""
    found = (context.cast.get_entity(path) for path in ids)
    return [entity for entity in found if entity is not None and entity.named]


def _get_verb_bounds(verb: Token) -> tuple[int, int]:
    """Return the stretch from the subject or the verb to the end of its object, at most twelve tokens."""
    first = last = int(verb.i)
    target, subject = get_object(verb), get_subject(verb)
    if verb.dep_ in {"relcl", "acl"}:
        subject = None if target is None or target != verb.head else subject
        target = None if target == verb.head else target
    for noun in (target, subject):
        if noun is None or noun.sent != verb.sent:
            continue
        begin, end = get_phrase_bounds(noun, _LONGEST - 2)
        if max(last, end) - min(first, begin) < _LONGEST:
            first, last = min(first, begin), max(last, end)
    for child in get_children(verb, "prt", "aux", "auxpass", "neg"):
        if child.i > last and child.i - first < _LONGEST:
            last = int(child.i)
    return first, last


def get_passage(token: Token, context: Context, words: tuple[str, ...]) -> Span:
    """Return the words that tell the event: a noun phrase, or a verb with its subject or object."""
    doc = token.doc
    if token.pos_ not in VERBAL:
        first, last = get_phrase_bounds(token, _LONGEST)
        return context.parsed.span(doc[first : last + 1])
    first, last = _get_verb_bounds(token)
    if len(words) > 1:
        near = doc[token.i : min(token.i + _NEAR + 1, token.sent.end)]
        own = (item for item in near if any(is_own_word(item, word) for word in words))
        last = max(last, token.i, *(int(item.i) for item in own))
    if first == token.i and token.dep_ == "relcl" and token.i - token.head.i <= _NEAR:
        first = min(first, get_phrase_bounds(token.head, _NEAR)[0])
    return context.parsed.span(doc[first : last + 1])

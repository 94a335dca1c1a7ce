"""What happened or will: the events of one article, each once, however often the article comes back to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.extraction.datings import (
    are_compatible,
    bound_by_tense,
    date_token,
    narrow,
)
from graph_builder.extraction.decisions import find_decisions
from graph_builder.extraction.event_words import get_words
from graph_builder.extraction.happenings import find_signs
from graph_builder.extraction.labels import (
    cut_label,
    get_said_end,
    join_phrase,
    skip_determiners,
    skip_owner,
)
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    get_object,
    get_phrase_bounds,
    get_subject,
    is_passive,
)
from graph_builder.extraction.roles import Cast, read_roles
from graph_builder.extraction.vicinity import is_known
from graph_builder.model import Event, Span, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Sign
    from graph_builder.lexicon import Entry
    from graph_builder.model import Entity, Modality, Polarity

__all__ = ["find_events"]

_LONGEST = 12
_NEAR = 3
_MEMORY = 40  # events looked back on; more keep long lists from costing their square
_READ = 40
_LABEL_WORDS = 8


@dataclass
class _Draft:
    """What is known of one event while the article is read."""

    entry: Entry | None
    label: str
    passages: list[Span]
    when: TimeSpan
    dated: bool
    places: list[str]
    cast: Cast
    polarity: Polarity
    modality: Modality
    sentence: int
    is_noun: bool
    definite: bool
    indefinite: bool
    bounds: TimeSpan
    words: frozenset[str] = field(default=frozenset())
    names: frozenset[str] = field(default=frozenset())
    kind: str = ""
    is_outcome: bool = False
    by_nature: bool = False

    @property
    def family(self) -> str:
        return self.entry.value("family", self.entry.name) if self.entry else ""


def find_events(context: Context) -> tuple[Event, ...]:
    """Return the events of an article, in the order in which it first tells them.

    An event is something that happened or will, at a time that the text says or bounds: elections, violence, rulings,
    inquiries, and whatever else the lexicon's ``EventType`` entries or a date beside a verb of change announce. Several mentions
    of one event are one. What is denied, merely possible or habitual is none, unless it has a date of its own.
    """
    context.decisions = tuple(find_decisions(context))
    drafts: list[_Draft] = []
    numbers = _number_sentences(context)
    for sign in find_signs(context):
        draft = _draft(sign, context, numbers)
        known = _find_same(draft, drafts)
        if known is None:
            drafts.append(draft)
        else:
            _merge(known, draft)
    return tuple(_finish(draft, context) for draft in drafts)


def _number_sentences(context: Context) -> dict[tuple[int, int], int]:
    return {
        (id(sentence.doc), int(sentence.start)): number
        for number, sentence in enumerate(context.parsed.sentences())
    }


def _draft(sign: Sign, context: Context, numbers: dict[tuple[int, int], int]) -> _Draft:
    token = sign.token
    when, dated = date_token(token, context)
    places = [entity.id for entity in context.cast.places_of(token)]
    return _Draft(
        entry=sign.entry,
        label=_label(sign, context),
        passages=[_get_passage(token, context, sign.words)],
        when=when,
        dated=dated,
        places=places,
        cast=read_roles(sign, context),
        polarity=read_polarity(token, context.lexicon),
        modality=read_modality(token, context.lexicon),
        sentence=numbers[id(token.doc), int(token.sent.start)],
        is_noun=token.pos_ not in VERBAL,
        definite=sign.definite,
        indefinite=sign.indefinite,
        bounds=when if dated else bound_by_tense(token, context),
        words=_get_words(token),
        names=_get_own_names(token),
        kind=_get_own_kind(token),
        is_outcome=_is_outcome(sign, context),
        by_nature=_is_by_nature(sign, context),
    )


def _is_outcome(sign: Sign, context: Context) -> bool:
    """Whether a verb only counts those who died or were hurt: "two people died", "the storm killed nine"."""
    if sign.entry is None or not sign.entry.value("outcome") or sign.token.pos_ not in VERBAL:
        return False
    if sign.by_patient or (is_passive(sign.token) and not get_children(sign.token, "agent")):
        return True
    actor = get_actor(sign.token)
    return actor is not None and not _can_act(actor, context)


def _is_by_nature(sign: Sign, context: Context) -> bool:
    """Whether a verb of violence has something as its actor that is nobody."""
    actor = None if sign.token.pos_ not in VERBAL or sign.by_patient else get_actor(sign.token)
    return actor is not None and not _can_act(actor, context)


def _can_act(noun: Token, context: Context) -> bool:
    """Whether a noun stands for people or their groups, who can do violence, rather than a storm or a fire."""
    words = get_words(context.lexicon)
    named_after = (words.nouns.match_nouns(child) for child in get_children(noun, "compound"))
    if noun.lower_ == "it" or any(named_after):
        return False
    entity = context.cast.find_token(noun)
    if entity is not None and (entity.type != "Agent" or not entity.named):
        return True
    return noun.pos_ == "PRON" or noun.lemma_.lower() in words.humans


def _get_words(token: Token) -> frozenset[str]:
    """Return the nouns of a phrase or clause, the first of them where it is long."""
    below = islice(token.subtree, _READ)
    return frozenset(item.lemma_.lower() for item in below if item.pos_ in {"NOUN", "PROPN", "NUM"})


def _get_own_names(token: Token) -> frozenset[str]:
    """Return the names in front of an event's noun: "*Brexit* vote"; none of a verb."""
    beside = get_children(token, "compound", "nmod", "amod")
    return frozenset(item.lemma_.lower() for item in beside if item.pos_ == "PROPN")


def _get_own_kind(token: Token) -> str:
    """Return the noun with what it is of, which an article has but one of: "impeachment inquiry"; none of a bare noun or verb."""
    if token.pos_ in VERBAL or token.tag_ != "NN":
        return ""
    kind = [item.lemma_.lower() for item in get_children(token, "compound") if item.pos_ == "NOUN"]
    return " ".join([*kind, token.lemma_.lower()]) if kind else ""


def _get_passage(token: Token, context: Context, words: tuple[str, ...]) -> Span:
    """Return the words that tell the event: a noun phrase, or a verb with its subject or object."""
    doc = token.doc
    if token.pos_ not in VERBAL:
        first, last = get_phrase_bounds(token, _LONGEST)
        return context.parsed.span(doc[first : last + 1])
    first, last = _get_verb_bounds(token)
    if len(words) > 1:
        near = doc[token.i : min(token.i + _NEAR + 1, token.sent.end)]
        last = max(
            last, *(int(item.i) for item in near if item.lemma_.lower() in words or item == token)
        )
    if first == token.i and token.dep_ == "relcl" and token.i - token.head.i <= _NEAR:
        first = min(first, get_phrase_bounds(token.head, _NEAR)[0])
    return context.parsed.span(doc[first : last + 1])


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


def _label(sign: Sign, context: Context) -> str:
    """Return a short name: the noun's own phrase, or the kind of the verb with whom it befell."""
    token = sign.token
    if token.pos_ not in VERBAL:
        return _label_noun(token)
    if sign.entry is None:
        return _label_clause(token, context)
    kind = sign.entry.value("prefLabel")
    affected = _name(sign.get_affected(), context)
    if affected:
        return f"{kind} {sign.entry.value('link', 'of')} {affected}"
    link = sign.entry.value("actorLink", "by")
    if is_passive(token) or link == "none":
        return kind
    actor = _name(get_subject(token), context)
    return f"{kind} {link} {actor}" if actor else kind


def _name(noun: Token | None, context: Context) -> str:
    """Return the name of whom a noun or pronoun stands for, else the noun's phrase; nothing for an unknown pronoun."""
    if noun is None:
        return ""
    entity = context.cast.find_token(noun)
    if entity is not None and entity.named:
        return entity.label
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
    subject = get_subject(verb)
    phrase = join_phrase(verb.doc[first : last + 1])
    if subject is None or (subject.doc is verb.doc and first <= subject.i <= last):
        return phrase
    return f"{_name(subject, context)} {phrase}".strip()


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
    return join_phrase(noun.doc[first : cut_label(noun, first, last) + 1], common=noun)


# ---------------------------------------------------------------------------------- several mentions of one event


def _find_same(draft: _Draft, known: Sequence[_Draft]) -> _Draft | None:
    """Return the event that this is another mention of: of the same family, and nothing speaks against it."""
    if not draft.family:
        return None
    if draft.is_outcome and (not draft.dated or (known and known[-1].sentence == draft.sentence)):
        cause = _find_cause(draft, known)
        if cause is not None:
            return cause
    for other in reversed(known[-_MEMORY:]):
        if (
            other.family == draft.family
            and _can_be_same(other, draft)
            and _speaks_for(other, draft)
        ):
            return other
    return None


def _find_cause(draft: _Draft, known: Sequence[_Draft]) -> _Draft | None:
    """Return the accident, disaster or attack just told, of which deaths and injuries are the outcome."""
    causes = [
        other
        for other in known[-_MEMORY:]
        if other.entry is not None
        and other.entry.value("affected") == "victims"
        and not other.is_outcome
        and other.polarity == draft.polarity
    ]
    if not causes:
        return None
    told = known[-1] if known else None
    near = draft.sentence - causes[-1].sentence <= _NEAR and told is not None
    # An article that tells of one disaster alone counts its victims to the end.
    return causes[-1] if near or len(causes) == 1 else None


def _can_be_same(left: _Draft, right: _Draft) -> bool:
    if left.polarity != right.polarity or not are_compatible(left.bounds, right.bounds):
        return False
    if left.dated and right.dated and not (left.when.earliest or right.when.earliest):
        return left.when.relative == right.when.relative
    if (
        left.cast.victims
        and right.cast.victims
        and not set(left.cast.victims) & set(right.cast.victims)
    ):
        return left.sentence == right.sentence or (left.dated and right.dated)
    people = left.cast.everyone(), right.cast.everyone()
    return bool(people[0] & people[1]) or not all(people) or left.is_noun or right.is_noun


def _speaks_for(left: _Draft, right: _Draft) -> bool:
    if left.dated and right.dated:
        return _is_close(left.when, right.when)
    if left.kind and left.kind == right.kind:
        return True
    if right.indefinite and right.sentence != left.sentence:
        return bool(set(left.places) & set(right.places)) and not (left.dated and right.dated)
    if right.names and left.dated and not left.is_noun and not right.names & left.words:
        return bool(set(left.places) & set(right.places))
    if (
        right.definite
        or left.cast.everyone() & right.cast.everyone()
        or set(left.places) & set(right.places)
    ):
        return True
    return right.sentence - left.sentence <= _NEAR and (
        right.is_noun != left.is_noun or bool(left.words & right.words)
    )


def _is_close(left: TimeSpan, right: TimeSpan) -> bool:
    """Whether two dates that may coincide are about as exact, or one is a day."""
    return is_known(left) and is_known(right) and are_compatible(left, right)


def _merge(known: _Draft, draft: _Draft) -> None:
    known.passages += draft.passages
    known.cast.merge(draft.cast)
    known.kind = known.kind or draft.kind
    known.places += [place for place in draft.places if place not in known.places]
    if draft.dated and (not known.dated or narrow(known.when, draft.when) is draft.when):
        known.when, known.dated, known.bounds = draft.when, True, draft.bounds
    if draft.is_noun and not known.is_noun and draft.entry is known.entry:
        known.label = draft.label
    if known.modality != "Asserted" and draft.modality == "Asserted":
        known.modality = "Asserted"


def _sort_places(places: Sequence[str], context: Context) -> Sequence[str]:
    """Return places from the narrowest to the widest: those that lie in most of the others first."""
    if len(places) < 2:  # noqa: PLR2004 - one place needs no order
        return places
    known = (context.cast.get_entity(place) for place in places)
    within = {entity.id: entity.within for entity in known if entity is not None}
    return sorted(places, key=lambda place: -_count_containers(place, within))


def _count_containers(place: str, within: Mapping[str, Sequence[str]]) -> int:
    found: set[str] = set()
    rest = [place]
    while rest:
        new = [outer for outer in within.get(rest.pop(), ()) if outer not in found]
        found.update(new)
        rest.extend(new)
    return len(found)


def _get_class(draft: _Draft) -> str:
    """Return the class of the ontology; deaths by no one's hand are no violence."""
    if draft.entry is None or (draft.is_outcome and draft.by_nature):
        return "Event"
    return draft.entry.value("class", "Event")


def _complete_label(draft: _Draft, context: Context) -> str:
    """Return the label; one of a single word with the name of whom it befell, or of where it was."""
    if " " in draft.label or not draft.is_noun or draft.entry is None:
        return draft.label
    violent = draft.entry.value("affected") == "victims"
    people = draft.cast.victims if draft.entry.value("outcome") else draft.cast.participants
    named = _list_named(people, context)
    names = [entity.label for entity in named if entity.type == "Person"]
    befalls = draft.entry.value("outcome") or (_get_class(draft) == "Event" and not violent)
    if len(names) == 1 and befalls:
        return f"{draft.label} of {names[0]}"
    places = _list_named(draft.places, context) if violent else []
    return f"{draft.label} in {places[0].label}" if places else draft.label


def _list_named(ids: Sequence[str], context: Context) -> list[Entity]:
    """Return the entities of these ids that have names."""
    found = (context.cast.get_entity(path) for path in ids)
    return [entity for entity in found if entity is not None and entity.named]


def _finish(draft: _Draft, context: Context) -> Event:
    entry = draft.entry
    evidence, *further = dict.fromkeys(draft.passages)
    return Event(
        type=_get_class(draft),
        label=_complete_label(draft, context),
        evidence=evidence,
        kind=entry.name if entry else "",
        occurred_on=draft.when,
        locations=tuple(_sort_places(draft.places, context)),
        participants=tuple(draft.cast.participants),
        perpetrators=tuple(draft.cast.perpetrators),
        victims=tuple(draft.cast.victims),
        candidates=tuple(draft.cast.candidates),
        further_evidence=tuple(further),
        according_to=context.find_claim_around(evidence),
        polarity=draft.polarity,
        modality=draft.modality,
        confidence=Decimal("0.8") if entry else Decimal("0.6"),
    )

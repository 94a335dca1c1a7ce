"""What happened or will: the events of one article, each once, however often the article comes back to it."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import is_hour
from graph_builder.extraction.datings import bound_by_tense, date_token, find_point
from graph_builder.extraction.decisions import find_decisions
from graph_builder.extraction.election_courses import find_leading
from graph_builder.extraction.event_drafts import (
    EventDraft,
    find_same,
    is_cause,
    is_yet_to_be,
    merge,
    take_cause,
    unite_lives,
)
from graph_builder.extraction.event_labels import complete_label, get_passage, label_event
from graph_builder.extraction.event_marks import read_marks
from graph_builder.extraction.event_words import get_words, is_human, read_stance
from graph_builder.extraction.happenings import find_signs
from graph_builder.extraction.modality import read_polarity
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    get_governing_verb,
    get_subject,
    is_passive,
    is_past,
)
from graph_builder.extraction.roles import list_appointed, name_affected, read_roles
from graph_builder.extraction.sequences import place_by_others
from graph_builder.model import Event, TimeSpan
from graph_builder.timespans import make_timespan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Sign
    from graph_builder.extraction.roles import Cast
    from graph_builder.model import Span

__all__ = ["find_events"]

_READ = 40
_ONE = frozenset({"he", "him", "she", "her"})
_ELECTIONS = frozenset({"Election", "RunoffElection"})
_ROUNDS = frozenset({"runoff", "first round"})


def find_events(context: Context) -> tuple[Event, ...]:
    """Return the events of an article, in the order in which it first tells them.

    An event is something that happened or will, at a time that the text says or bounds: elections, violence, rulings,
    inquiries, and whatever else the lexicon's ``EventType`` entries or a date beside a verb of change announce. Several mentions
    of one event are one. What is denied, merely possible or habitual is none, unless it has a date of its own.
    """
    context.decisions = tuple(find_decisions(context))
    drafts: list[EventDraft] = []
    numbers = _number_sentences(context)
    mentions: list[tuple[Token, EventDraft]] = []
    for sign in find_signs(context):
        draft = _draft(sign, context, numbers)
        by_verb = (known for token, known in reversed(mentions) if token == sign.verb)
        known = next(by_verb, None)
        known = known or _find_outcome(sign, draft, mentions) or find_same(draft, drafts)
        if known is not None:
            merge(known, draft)
        elif is_yet_to_be(draft):
            continue
        else:
            drafts.append(draft)
        mentions.append((sign.token, known or draft))
    named = {entity.id for entity in context.cast.entities if entity.named}
    joined = unite_lives(drafts, named)
    place_by_others([(token, joined.get(id(draft), draft)) for token, draft in mentions], context)
    told = [draft for draft in drafts if id(draft) not in joined]
    _place_rounds(told)
    return tuple(_finish(draft, context) for draft in told)


def _place_rounds(drafts: Sequence[EventDraft]) -> None:
    """Place a round or runoff that the text does not place where its elections are held, if that is one country."""
    polls = [draft for draft in drafts if draft.get_class() in _ELECTIONS]
    held = [draft for draft in polls if draft.places]
    countries = {frozenset(draft.countries) for draft in held}
    if len(countries) != 1 or len(next(iter(countries))) != 1:
        return
    for draft in polls:
        if not draft.places and draft.family in _ROUNDS:
            draft.places, draft.countries = list(held[0].places), held[0].countries


def _find_outcome(
    sign: Sign, draft: EventDraft, mentions: Sequence[tuple[Token, EventDraft]]
) -> EventDraft | None:
    """Return the deaths told first of what a clause tells next, as one event: "seven were killed when a plane crashed"."""
    clause = _find_clause(sign.token)
    if clause is None or not is_cause(draft):
        return None
    above = list(clause.ancestors)
    told = (known for token, known in reversed(mentions) if token in above)
    return next((known for known in told if take_cause(known, draft)), None)


def _find_clause(token: Token) -> Token | None:
    """Return the clause or the "after" by which a word tells what came first: "died *when a plane crashed*", "*after a quake* struck"."""
    links = {"when", "after", "as"}
    clause = token.head if token.pos_ not in VERBAL else token
    if token.dep_ in {"pobj", "pcomp"}:
        return token.head if token.head.lower_ in {"after", "following"} else None
    if clause != token and token.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    opens = any(child.lower_ in links for child in clause.children)
    return clause if opens and clause.dep_ in {"advcl", "relcl"} else None


def _number_sentences(context: Context) -> dict[tuple[int, int], int]:
    return {
        (id(sentence.doc), int(sentence.start)): number
        for number, sentence in enumerate(context.parsed.sentences())
    }


def _draft(sign: Sign, context: Context, numbers: dict[tuple[int, int], int]) -> EventDraft:
    token = sign.token
    when, dated = date_token(token, context)
    places = [entity.id for entity in context.cast.places_of(token)]
    sentence = numbers[id(token.doc), int(token.sent.start)]
    cast = read_roles(sign, context)
    if sign.entry is not None and sign.entry.value("class") in _ELECTIONS:
        holding = _list_holding(token, cast, context)
        cast.participants = [path for path in cast.participants if path not in holding]
        places = places or holding
    passage = get_passage(token, context, sign.words)
    asked = _is_asked_for(passage, context)
    if asked and _is_over(when, context):
        when, dated = TimeSpan(), False  # "demanded a probe of the attack on Monday"
    return EventDraft(
        entry=sign.entry,
        label=label_event(sign, context),
        passages=[passage],
        when=when,
        dated=dated,
        places=places,
        cast=cast,
        polarity=read_polarity(token, context.lexicon),
        modality="Intended" if asked else read_stance(token, context),
        sentence=sentence,
        last=sentence,
        is_noun=token.pos_ not in VERBAL,
        definite=sign.definite,
        indefinite=sign.indefinite,
        bounds=when if dated else _bound(sign, context),
        words=_get_words(token),
        heads=frozenset({token.lemma_.lower()} if token.pos_ not in VERBAL else ()),
        persons=_list_persons(cast.everyone(), context),
        subjects=_list_persons(list_appointed(sign, context), context),
        whom=_list_persons(name_affected(sign, context), context),
        several=_befalls_several(sign),
        marks=read_marks(token, context.lexicon),
        countries=_list_countries(places, context),
        is_outcome=_is_outcome(sign, context),
        of_attacker=_is_of_attacker(sign, context),
        by_nature=_is_by_nature(sign, context),
        attempted=token.tag_ == "VB" and token.head.lemma_ in {"attempt", "try"},
        verb=token.lemma_.lower() if token.pos_ in VERBAL else "",
        of_pronoun=_is_of_pronoun(sign),
        by_weapon=_is_by_weapon(sign),
        by_hour=dated and (point := find_point(token, context)) is not None and is_hour(point),
    )


def _bound(sign: Sign, context: Context) -> TimeSpan:
    """Return what the tense says; "the quake" may be one of before what the story tells as new ("the toll rose *on Tuesday*")."""
    when = bound_by_tense(sign.token, context)
    if not sign.definite or sign.token.pos_ in VERBAL or when.earliest is None:
        return when
    verb = get_governing_verb(sign.token)
    if verb is None or not is_past(verb):
        return when
    return make_timespan(None, when.latest, because=when.because)


def _list_holding(token: Token, cast: Cast, context: Context) -> list[str]:
    """Return the countries that hold an election: "*Norland* held an election", "*Norland's* race heads to a runoff"."""
    found = [context.cast.get_entity(path) for path in cast.participants]
    verb = find_leading(token, context)
    subject = get_subject(verb) if verb is not None else None
    if subject is not None:
        named = (subject, *get_children(subject, "poss"))
        found += [context.cast.find_token(noun) for noun in named]
    return [entity.id for entity in found if entity is not None and entity.type == "Country"]


def _list_countries(places: Iterable[str], context: Context) -> frozenset[str]:
    """Return the codes of the countries in which places lie."""
    figures = (context.cast.cast.figures.get(path) for path in places)
    return frozenset(figure.code for figure in figures if figure is not None and figure.code)


def _is_asked_for(passage: Span, context: Context) -> bool:
    """Whether an event is what a request asks for, so that it is still to come: "demanded *an investigation of the attack*"."""
    index = context.find_claim_around(passage)
    claim = None if index is None else context.claims[index]
    return (
        claim is not None
        and claim.type == "Request"
        and any(part.start == passage.start for part in claim.content)
    )


def _is_over(when: TimeSpan, context: Context) -> bool:
    published = context.parsed.article.date
    return published is not None and when.latest is not None and when.latest < published


def _is_outcome(sign: Sign, context: Context) -> bool:
    """Whether a verb only counts those who died or were hurt: "two people died", "the storm killed nine"."""
    if sign.entry is None or not sign.entry.value("outcome") or sign.token.pos_ not in VERBAL:
        return False
    if sign.by_patient or (is_passive(sign.token) and not get_children(sign.token, "agent")):
        return True
    actor = get_actor(sign.token)
    return actor is not None and not _can_act(actor, context)


def _is_of_pronoun(sign: Sign) -> bool:
    """Whether violence befell one whom only a pronoun names: "police shot *him*"."""
    if sign.entry is None or sign.entry.value("affected") != "victims":
        return False
    whom = sign.get_affected() if sign.token.pos_ in VERBAL else None
    return whom is not None and whom.lower_ in _ONE


def _befalls_several(sign: Sign) -> bool:
    """Whether a verb tells what was done to several people: "acquitted *two nurses*"."""
    whom = sign.get_affected() if sign.token.pos_ in VERBAL else None
    return whom is not None and whom.tag_ == "NNS"


def _is_by_weapon(sign: Sign) -> bool:
    """Whether a verb tells what a weapon did: "*a bomb* exploded"."""
    violent = sign.entry is not None and sign.entry.value("class") == "ViolentIncident"
    return violent and sign.by_patient and sign.token.pos_ in VERBAL


def _is_by_nature(sign: Sign, context: Context) -> bool:
    """Whether a verb of violence has something as its actor that is nobody."""
    actor = None if sign.token.pos_ not in VERBAL or sign.by_patient else get_actor(sign.token)
    if actor is None and sign.token.pos_ in VERBAL and is_passive(sign.token):
        return _is_by_accident(sign.token, context)
    return actor is not None and not _can_act(actor, context)


def _is_by_accident(verb: Token, context: Context) -> bool:
    """Whether a clause tells what thing, no weapon, hit those who died: "was killed *when a lorry struck her*"."""
    words = get_words(context.lexicon)
    for clause in get_children(verb, "advcl"):
        if not any(child.lower_ in {"when", "after", "as"} for child in clause.children):
            continue
        actor = get_actor(clause) if clause.lemma_ in words.accidental else None
        if actor is not None and actor.pos_ == "NOUN" and actor.lemma_.lower() not in words.weapons:
            return not _can_act(actor, context)
    return False


def _is_of_attacker(sign: Sign, context: Context) -> bool:
    """Whether violence befell who had done violence: "the gunman was shot by police"."""
    whom = sign.get_affected() if sign.token.pos_ in VERBAL else None
    return whom is not None and whom.lemma_.lower() in context.lexicon.words("AttackerNoun", "noun")


def _can_act(noun: Token, context: Context) -> bool:
    """Whether a noun stands for people or their groups, who can do violence, rather than a storm or a fire."""
    words = get_words(context.lexicon)
    named_after = (words.nouns.match_nouns(child) for child in get_children(noun, "compound"))
    if noun.lower_ == "it" or any(named_after):
        return False
    entity = context.cast.find_token(noun)
    if entity is not None and (entity.type != "Agent" or not entity.named):
        return True
    return noun.pos_ == "PRON" or is_human(noun, words)


def _list_persons(paths: Iterable[str], context: Context) -> frozenset[str]:
    """Return the persons with names among those who take part."""
    found = map(context.cast.get_entity, paths)
    return frozenset(
        entity.id
        for entity in found
        if entity is not None and entity.named and entity.type == "Person"
    )


def _get_words(token: Token) -> frozenset[str]:
    """Return the nouns of a phrase or clause, the first of them where it is long."""
    below = islice(token.subtree, _READ)
    return frozenset(item.lemma_.lower() for item in below if item.pos_ in {"NOUN", "PROPN", "NUM"})


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


def _finish(draft: EventDraft, context: Context) -> Event:
    entry = draft.entry
    evidence, *further = dict.fromkeys(draft.passages)
    return Event(
        type=draft.get_class(),
        label=complete_label(draft, context),
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

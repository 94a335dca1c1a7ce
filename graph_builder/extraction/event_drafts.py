"""What is known of one event while an article is read, and when two mentions are of one event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from graph_builder.extraction.datings import are_compatible, narrow
from graph_builder.extraction.event_marks import Marks
from graph_builder.extraction.vicinity import is_known
from graph_builder.model import TimeSpan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph_builder.extraction.roles import Cast
    from graph_builder.lexicon import Entry
    from graph_builder.model import Modality, Polarity, Span

_LONG = timedelta(days=31)
_YEAR = timedelta(days=366)
_FEW = timedelta(days=7)
_NEAR = 3
_AMBIGUOUS = frozenset({"strike"})
_MEMORY = 40  # events looked back on; more keep long lists from costing their square


@dataclass
class EventDraft:
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
    last: int  # the sentence of its last mention
    is_noun: bool
    definite: bool
    indefinite: bool
    bounds: TimeSpan
    words: frozenset[str] = field(default=frozenset())
    persons: frozenset[str] = field(default=frozenset())
    subjects: frozenset[str] = field(default=frozenset())  # the persons whose death or office it is
    whom: frozenset[str] = field(default=frozenset())  # the persons to whom it is done
    several: bool = False  # done to several whom nobody names: "acquitted two nurses"
    heads: frozenset[str] = field(default=frozenset())  # the nouns that it was called by
    marks: Marks = field(default_factory=Marks)
    countries: frozenset[str] = field(default=frozenset())  # the codes of where it was
    is_outcome: bool = False
    attempted: bool = False
    by_nature: bool = False
    of_attacker: bool = False
    verb: str = ""  # the lemma of what tells it, where that is a verb
    of_pronoun: bool = False  # told of somebody whom only a pronoun names: "he was shot"
    by_weapon: bool = False  # told of what a weapon did: "two rockets struck"
    by_hour: bool = False  # dated by an hour alone, of a day told before

    @property
    def family(self) -> str:
        """The kinds among which its mentions are sought."""
        return self.entry.value("family", self.entry.name) if self.entry else ""

    def get_class(self) -> str:
        """Return the class of the ontology; deaths by no one's hand are no violence."""
        if self.entry is None or (self.is_outcome and self.by_nature):
            return "Event"
        return self.entry.value("class", "Event")


def find_same(draft: EventDraft, known: Sequence[EventDraft]) -> EventDraft | None:
    """Return the event that this is another mention of: of the same family, and nothing speaks against it."""
    if not draft.family:
        return None
    if draft.by_hour and draft.dated:
        undated = replace(draft, dated=False, bounds=TimeSpan(), by_hour=False)
        known_by_day = find_same(undated, [other for other in known if other.dated])
        if known_by_day is not None:
            draft.dated = False  # the hour is of that day, whatever day was told last
            return known_by_day
    if draft.is_outcome and known and _shares_outcome(known[-1], draft):
        return known[-1]
    if draft.is_outcome and (
        not draft.dated or any(other.last == draft.sentence for other in known[-_MEMORY:])
    ):
        cause = _find_cause(draft, known)
        if cause is not None:
            return cause
    named = _find_deadly(draft, known) or _find_strike(draft, known)
    if named is not None:
        return named
    alike = [
        other
        for other in reversed(known[-_MEMORY:])
        if other.family == draft.family and _can_be_same(other, draft) and _speaks_for(other, draft)
    ]
    if _tells_several(draft, known):
        alike = [
            other
            for other in alike
            if (draft.dated and other.dated) or draft.sentence - other.last <= 1
        ]
    return min(alike, key=lambda other: _rank(other, draft), default=None)


def _tells_several(draft: EventDraft, known: Sequence[EventDraft]) -> bool:
    """Whether a vote without a date may be any of several told, all of them long ago: "after *the disputed election*" in a life told."""
    if draft.family != "election":
        return False
    told = [other for other in known if other.family == draft.family and other.dated]
    old = all(_is_long_before(other.when, draft.bounds) for other in told)
    return old and any(
        not are_compatible(one.when, other.when) for one, other in combinations(told, 2)
    )


def _find_strike(draft: EventDraft, known: Sequence[EventDraft]) -> EventDraft | None:
    """Return the attack told last that was called so, for what may be a strike of workers, too: "the missile strike", then "*the strike*"."""
    if draft.family != "labour" or not draft.definite or not draft.heads & _AMBIGUOUS:
        return None
    alike = (other for other in reversed(known[-_MEMORY:]) if draft.heads & other.heads)
    last = next(alike, None)
    return last if last is not None and last.family == "violence" else None


def _shares_outcome(known: EventDraft, draft: EventDraft) -> bool:
    """Whether a sentence goes on to count those whom the same thing befell: "four *died* and twelve *were injured*"."""
    if not known.is_outcome or known.last != draft.sentence or known.polarity != draft.polarity:
        return False
    apart = known.places and draft.places and not set(known.places) & set(draft.places)
    return not apart and are_compatible(known.bounds, draft.bounds) and not draft.persons


def _rank(known: EventDraft, draft: EventDraft) -> tuple[bool, bool]:
    """Return what to prefer of the events that may be meant: "Monday's quake" that of Monday, "the attack" what was called one."""
    alike = draft.marks.several == known.marks.several
    by_word = draft.definite and alike and not draft.heads.isdisjoint(known.heads)
    return not (known.dated and draft.dated), not by_word


def _find_deadly(draft: EventDraft, known: Sequence[EventDraft]) -> EventDraft | None:
    """Return the crime or accident of whose victim a noun names the death: "the murder of Baloch", then "Baloch's death"."""
    if draft.family != "death" or not draft.is_noun:
        return None
    victims = set(draft.cast.victims)
    return next(
        (
            other
            for other in reversed(known[-_MEMORY:])
            if victims & set(other.cast.victims)
            and other.entry is not None
            and _is_deadly(other)
            and are_compatible(other.bounds, draft.bounds)
        ),
        None,
    )


def _is_deadly(draft: EventDraft) -> bool:
    """Whether somebody may have died of it: no attempt, and nothing that only hurts or takes away."""
    entry = draft.entry
    if entry is None or draft.attempted or entry.value("affected") != "victims":
        return False
    return entry.value("landmark") == "life" or not entry.value("outcome")


def _is_before(left: TimeSpan, right: TimeSpan) -> bool:
    """Whether one time was over long before another began."""
    return bool(left.latest and right.earliest and right.earliest - left.latest > _LONG)


def _sums_up(draft: EventDraft, cause: EventDraft) -> bool:
    """Whether the dead are those of weeks, and what may be the cause was on one day: "630 people were killed *in November*"."""
    first, last = draft.when.earliest, draft.when.latest
    if not draft.dated or first is None or last is None:
        return False
    return last - first > _FEW and cause.dated and cause.when.earliest == cause.when.latest


def is_cause(draft: EventDraft) -> bool:
    """Tell whether an event has victims, and is not only what became of them."""
    victims = draft.entry is not None and draft.entry.value("affected") == "victims"
    return victims and not draft.is_outcome


def take_cause(known: EventDraft, cause: EventDraft) -> bool:
    """Make deaths that were told first those of what the next clause tells: "seven were killed when a plane crashed"."""
    if not known.is_outcome or known.last != cause.sentence:
        return False
    known.entry, known.label, known.is_outcome = cause.entry, cause.label, False
    if cause.dated:
        known.when, known.dated, known.bounds = cause.when, True, cause.bounds
    return True


def _find_cause(draft: EventDraft, known: Sequence[EventDraft]) -> EventDraft | None:
    """Return the accident, disaster or attack just told, of which deaths and injuries are the outcome."""
    causes = [
        other
        for other in known[-_MEMORY:]
        if is_cause(other)
        and other.polarity == draft.polarity
        and not _is_before(draft.when, other.when)
        and not (other.countries and draft.countries and not other.countries & draft.countries)
        and not _sums_up(draft, other)
    ]
    if not causes:
        return None
    told = max(reversed(causes), key=lambda other: other.last)
    near = draft.sentence - told.last <= _NEAR
    # An article that tells of one disaster alone counts its victims to the end.
    return told if near or len(causes) == 1 else None


def _can_be_same(left: EventDraft, right: EventDraft) -> bool:
    if right.marks.speaks_against(left.marks) or not _agree_on_attempt(left, right):
        return False
    if left.polarity != right.polarity or _befell_others(left, right):
        return False
    apart = (_is_elsewhere, _is_at_another_time, _is_of_another_turn)
    if any(speaks_against(left, right) for speaks_against in apart):
        return False
    if left.dated and right.dated and not (left.when.earliest or right.when.earliest):
        return left.when.relative == right.when.relative
    if (
        left.cast.victims
        and right.cast.victims
        and not set(left.cast.victims) & set(right.cast.victims)
        and not _names_again(right)  # "in the crash" others were hurt
    ):
        return left.sentence == right.sentence or (left.dated and right.dated)
    people = left.cast.everyone(), right.cast.everyone()
    shared = bool(people[0] & people[1]) or not all(people)
    return shared or left.is_noun or right.is_noun or right.definite or _goes_on(left, right)


def _goes_on(left: EventDraft, right: EventDraft) -> bool:
    """Whether a verb tells again what befell somebody: "the attacker was *shot*. He was *shot* in the head"."""
    again = bool(left.verb) and left.verb == right.verb and (left.of_pronoun or right.of_pronoun)
    return again and right.sentence - left.sentence <= _NEAR + 1 and right.polarity == left.polarity


def _is_elsewhere(left: EventDraft, right: EventDraft) -> bool:
    """Whether two mentions are of other countries; "the quake" may be felt in many."""
    both = left.countries and right.countries and not right.definite
    return bool(both) and not left.countries & right.countries


def _is_at_another_time(left: EventDraft, right: EventDraft) -> bool:
    if not are_compatible(left.bounds, right.bounds) or _is_of_long_ago(right, left):
        return True
    return right.marks.now and _is_long_before(left.when, right.bounds)


def _is_of_another_turn(left: EventDraft, right: EventDraft) -> bool:
    """Whether a mention says that it is of the one before or after that of which the text told: "*the previous* election"."""
    turn, known = right.marks.turn, left.marks.turn
    if turn == known or (left.dated and right.dated):
        return False
    if not turn:
        return right.dated and left.modality == "Asserted"
    return turn < 0 or left.modality == "Asserted"


def _befell_others(left: EventDraft, right: EventDraft) -> bool:
    """Whether what befell an attacker is told apart from the attack, and one person's death or resignation from another's."""
    if left.of_attacker != right.of_attacker and (right.of_attacker or right.cast.victims):
        return True
    if _is_of_each(left, right) or _changes_sides(left, right):
        return True
    whose = left.subjects or left.persons, right.subjects or right.persons
    return all(whose) and _is_personal(right) and not whose[0] & whose[1]


def _changes_sides(left: EventDraft, right: EventDraft) -> bool:
    """Whether who did one had the other done to them: "police *shot Khan*", who "*attacked* others"; not an attacker who died of it."""
    if left.is_outcome or right.is_outcome:
        return False
    sides = [
        (set(cast.perpetrators) - set(cast.victims), set(cast.victims) - set(cast.perpetrators))
        for cast in (left.cast, right.cast)
    ]
    (did, suffered), (did_too, suffered_too) = sides
    return bool(did & suffered_too or suffered & did_too)


def _is_of_each(left: EventDraft, right: EventDraft) -> bool:
    """Whether one is of others than the other, and of a kind that is each one's own: "acquitted *two nurses*", "the acquittal of *Ruiz*"."""
    if left.entry is None or not left.entry.value("ofEach") or left.entry is not right.entry:
        return False
    if left.whom and right.whom:
        return not left.whom & right.whom
    return (left.several and bool(right.whom)) or (right.several and bool(left.whom))


def _is_personal(draft: EventDraft) -> bool:
    """Whether a kind of event is somebody's own, as a death, a resignation or an appointment is."""
    landmark = draft.entry.value("landmark") if draft.entry is not None else ""
    return landmark in {"life", "career"} or draft.family == "appointment"


def _agree_on_attempt(left: EventDraft, right: EventDraft) -> bool:
    """Whether two mentions are both of what was tried, or one may name it by a noun: an attack, no murder."""
    if left.attempted == right.attempted:
        return True
    named = right if left.attempted else left
    return named.is_noun and named.entry is not None and named.entry.value("landmark") != "life"


def _speaks_for(left: EventDraft, right: EventDraft) -> bool:
    if left.dated and right.dated:
        return _is_close(left.when, right.when)
    if left.marks.kind and left.marks.kind == right.marks.kind:
        return True
    if right.indefinite and right.sentence != left.sentence:
        return bool(set(left.places) & set(right.places)) and not (left.dated and right.dated)
    names = right.marks.names
    if names and left.dated and not left.is_noun and not names & left.words:
        return bool(set(left.places) & set(right.places))
    if (
        right.definite
        or left.cast.everyone() & right.cast.everyone()
        or set(left.places) & set(right.places)
        or _goes_on(left, right)
    ):
        return True
    # "An attack", and of the attack again in the last sentence: "seventeen rockets struck".
    told = left.last if left.is_noun and right.by_weapon else left.sentence
    return right.sentence - told <= _NEAR and (
        right.is_noun != left.is_noun or bool(left.words & right.words)
    )


def _is_of_long_ago(draft: EventDraft, told: EventDraft) -> bool:
    """Whether a noun with a date of its own names what was long before news that has none: "the attacks of 2001"."""
    if not draft.is_noun or not draft.dated or told.dated:
        return False
    return _is_long_before(draft.when, told.bounds, _YEAR if draft.definite else _LONG)


def _is_long_before(left: TimeSpan, right: TimeSpan, least: timedelta = _YEAR) -> bool:
    """Whether a time was over more than a year before another ends, or whatever is asked."""
    over = left.latest and right.latest and right.latest - left.latest > least
    return bool(over)


def _names_again(draft: EventDraft) -> bool:
    """Whether a noun takes up what was told, and is not somebody's own death: "*the attack* killed six more", "*the gunmen* fired"."""
    return draft.definite and not draft.marks.several and not _is_personal(draft)


def _is_close(left: TimeSpan, right: TimeSpan) -> bool:
    """Whether two dates that may coincide are about as exact, or one is a day."""
    return is_known(left) and is_known(right) and are_compatible(left, right)


def merge(known: EventDraft, draft: EventDraft) -> None:
    """Add what a further mention says to what is known of an event."""
    known.passages += draft.passages
    known.last = draft.sentence
    known.cast.merge(draft.cast)
    known.persons |= draft.persons
    known.subjects |= draft.subjects
    known.whom |= draft.whom
    known.heads |= draft.heads
    known.countries |= draft.countries
    known.marks = _merge_marks(known.marks, draft.marks)
    if not (known.places and draft.is_outcome and known.family == "disaster"):
        # Where some died is not where the quake was.
        known.places += [place for place in draft.places if place not in known.places]
    if draft.dated and (not known.dated or narrow(known.when, draft.when) is draft.when):
        known.when, known.dated, known.bounds = draft.when, True, draft.bounds
    if known.get_class() == "Event" and draft.cast.perpetrators:
        known.entry = draft.entry  # "the explosion" that turns out to be "the sabotage"
    fuller = " " in draft.label or " " not in known.label
    if draft.is_noun and not known.is_noun and draft.entry is known.entry and fuller:
        known.label = draft.label
    if known.modality != "Asserted" and draft.modality == "Asserted":
        known.modality = "Asserted"


def is_yet_to_be(draft: EventDraft) -> bool:
    """Whether a mention is of one that nobody tells: "when *the next attack* comes"; of elections there is always a next."""
    return draft.marks.turn > 0 and not draft.dated and draft.family != "election"


def unite_lives(drafts: Sequence[EventDraft], named: Collection[str]) -> dict[int, EventDraft]:
    """Join the deaths and killings of one person that seemed to be several, into the first: they befall nobody twice.

    Args:
        drafts: The events of an article, in order.
        named: The ids of those who have a name; "two men" may be others each time.

    Returns:
        The draft into which each of those that were joined went, by the id of its object.
    """
    kept: list[EventDraft] = []
    joined: dict[int, EventDraft] = {}
    for draft in drafts:
        lives = set(draft.cast.victims) & set(named) if _ends_life(draft) else set()
        first = next(
            (
                other
                for other in kept
                if lives & set(other.cast.victims)
                and other.polarity == draft.polarity
                and are_compatible(other.bounds, draft.bounds)
            ),
            None,
        )
        if first is not None:
            merge(first, draft)
            joined[id(draft)] = first
        elif lives:
            kept.append(draft)
    return joined


def _ends_life(draft: EventDraft) -> bool:
    lethal = draft.entry is not None and draft.entry.value("landmark") == "life"
    return lethal and not draft.attempted


def _merge_marks(known: Marks, further: Marks) -> Marks:
    """Return what is known of an event with what was open until a further mention."""
    return replace(
        known,
        sort=known.sort or further.sort,
        place=known.place or further.place,
        strengths=known.strengths or further.strengths,
        kind=known.kind or further.kind,
        turn=known.turn or further.turn,
    )

"""What a verb says of a measure: which status it has, and how intention, future and possibility change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from graph_builder.extraction.authorities import is_authority, is_court
from graph_builder.extraction.modality import read_polarity
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    is_future,
    is_past,
)
from graph_builder.extraction.triggers import TriggerIndex, compile_once
from graph_builder.model import STATUSES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Status

_LONGEST_SERIES = 12
_SUBJECTS = ("nsubj", "nsubjpass")
_VOTED = frozenset({"Rejected", "Approved"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PASSING = frozenset(
    {"pass", "win", "gain", "get", "secure", "clear", "advance", "muster", "garner"}
)
_FORCING = frozenset({"force", "compel", "oblige"})
_ACTS = ("tion", "sion", "ment", "val", "sal", "ure", "ing", "ance", "ease")
_POSSIBLE = frozenset({"may", "might", "could", "can", "should", "must"})


@dataclass(frozen=True)
class StatusWords:
    """The lexicon's verbs of decisions, indexed."""

    verbs: TriggerIndex
    intransitive: TriggerIndex
    intentions: TriggerIndex
    intention_nouns: TriggerIndex
    requests: TriggerIndex
    wishes: TriggerIndex
    receiving: TriggerIndex
    enabling: TriggerIndex
    granting: TriggerIndex
    reaching: TriggerIndex
    asking: frozenset[str]
    phrases: tuple[tuple[str, Status], ...]


@compile_once
def get_status_words(lexicon: Lexicon) -> StatusWords:
    """Index the verbs of decisions of a lexicon."""
    return StatusWords(
        verbs=TriggerIndex(lexicon.of_kind("StatusVerb"), "verb"),
        intransitive=TriggerIndex(lexicon.of_kind("StatusIntransitive"), "verb"),
        intentions=TriggerIndex(lexicon.of_kind("IntentionVerb"), "verb"),
        intention_nouns=TriggerIndex(lexicon.of_kind("IntentionNoun"), "noun"),
        requests=TriggerIndex(lexicon.of_kind("RequestVerb"), "verb"),
        wishes=TriggerIndex(lexicon.of_kind("WishVerb"), "verb"),
        receiving=TriggerIndex(lexicon.of_kind("ReceivingVerb"), "verb"),
        enabling=TriggerIndex(lexicon.of_kind("EnablingVerb"), "verb"),
        granting=TriggerIndex(lexicon.of_kind("GrantingVerb"), "verb"),
        reaching=TriggerIndex(lexicon.of_kind("ReachingVerb"), "verb"),
        asking=lexicon.words("AskingNoun", "noun"),
        phrases=tuple(
            (phrase, cast("Status", entry.value("status")))
            for entry in lexicon.of_kind("StatusPhrase")
            for phrase in entry.values("phrase")
        ),
    )


@dataclass(frozen=True)
class Stance:
    """Which status a verb gives, by the verb that decides it: itself, or the one of the intention above it.

    ``pending``: it says that the decision is still to come ("has not passed his budget"). ``refused``: its negation is a decision
    itself ("did not accede to the demand").
    """

    status: Status
    decider: Token
    intended: bool = False
    possible: bool = False
    pending: bool = False
    refused: bool = False


def rank_status(status: Status) -> int:
    """Return how far in a measure's life a status is."""
    return STATUSES.index(status)


def read_verb_status(verb: Token, context: Context) -> Status | None:
    """Return the status that a verb gives to its object, leaving intention and future aside; a court that suspends something blocks it."""
    trigger = get_status_words(context.lexicon).verbs.match_verb(verb)
    if trigger is None:
        return None
    by_court, actor = trigger.entry.value("byCourt"), get_actor(verb)
    judged = by_court and actor is not None and is_court(actor, context)
    return cast("Status", by_court if judged else trigger.entry.value("status"))


def read_intention(verb: Token, context: Context) -> Stance | None:
    """Return the intention, order, future or possibility in which a verb stands: "plans to build", "will build"."""
    if any(child.lower_ == "whether" for child in get_children(verb, "mark", "advmod")):
        return Stance(
            "Proposed", verb, intended=True, possible=True
        )  # "to decide *whether* to ban"
    below = verb
    for above in _climb(verb):
        if above.pos_ in VERBAL and get_status_words(context.lexicon).enabling.match_verb(above):
            return None
        stance = _read_governor(above, below, context)
        if stance is not None:
            return stance
        below = above
    return _read_mood(verb, context)


def _read_governor(above: Token, below: Token, context: Context) -> Stance | None:
    """Return the status that a verb of intending or ordering, or its noun, gives to the infinitive below it."""
    words = get_status_words(context.lexicon)
    if above.pos_ in VERBAL:
        trigger = words.intentions.match_verb(above)
    else:
        answer = read_answer(above, context)
        if answer is not None or above.pos_ != "NOUN":
            return answer
        match = words.intention_nouns.match_nouns(above)
        trigger = match[0] if match else None
    if trigger is None or (above.lemma_ in _FORCING and above.dep_ == "advcl"):
        return None  # "passed no budget, *forcing* the government to shut down"
    purpose = _get_first_conjunct(below).dep_ == "advcl" and above.pos_ in VERBAL
    if purpose and any(map(is_act, get_children(above, "dobj"))):
        return None  # "ordered the closure of bars *to help* hospitals"
    voted = _read_vote(above, context)
    return voted or Stance(cast("Status", trigger.entry.value("status")), above, intended=True)


def is_act(noun: Token) -> bool:
    """Whether a noun's ending tells that it names what is done: "the closure", "the installation"."""
    return noun.lower_.endswith(_ACTS)


def _read_vote(noun: Token, context: Context) -> Stance | None:
    """Return what became of a proposal that is told with it: "voted down *a proposal* to raise the age"."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ not in VERBAL or not is_past(verb):
        return None
    status = read_verb_status(verb, context)
    denied = read_polarity(verb, context.lexicon) == "Negated"
    return Stance(status, verb) if status in _VOTED and not denied else None


def _read_mood(verb: Token, context: Context) -> Stance | None:
    """Return what the future, or a modal verb of possibility, makes of an act."""
    above = [each for each in _climb(verb) if each.pos_ in VERBAL]
    wishes = get_status_words(context.lexicon).wishes
    if any(is_future(each) and wishes.match_verb(each) for each in above):
        return None  # "would like to build"
    if is_future(verb) or any(map(is_future, above)):
        return Stance("Announced", verb, intended=True)
    if any(item.lower_ in _POSSIBLE for item in _get_modals(verb)):
        return Stance("Proposed", verb, intended=True, possible=True)
    return None


def read_answer(noun: Token, context: Context) -> Stance | None:
    """Return the status that the answer to a request gives to what is asked: "complied with the request to suspend parliament".

    So does what became of it: "the bid for an early election *failed*".
    """
    words = get_status_words(context.lexicon)
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.lemma_.lower() not in words.asking or verb.pos_ not in VERBAL:
        return None
    if noun.dep_ == "nsubj":
        return Stance("Rejected", verb, refused=True) if _is_failing(verb, words) else None
    trigger = words.granting.match_verb(verb)
    if trigger is None or not _takes(trigger.words, noun):
        rejected = noun.dep_ in {"dobj", "nsubjpass"} and read_verb_status(verb, context)
        return Stance("Rejected", verb) if rejected == "Rejected" and is_past(verb) else None
    if read_polarity(verb, context.lexicon) == "Negated":
        return Stance("Rejected", verb, refused=True)
    if is_future(verb):
        return Stance("Announced", verb, intended=True)
    return Stance("Approved", verb) if is_past(verb) else None


def _is_failing(verb: Token, words: StatusWords) -> bool:
    told = is_past(verb) or verb.tag_ == "VBZ"
    trigger = words.intransitive.match_verb(verb) if told else None
    return trigger is not None and trigger.entry.value("status") == "Rejected"


def _takes(words: tuple[str, ...], noun: Token) -> bool:
    """Whether a noun is the object of a verb, or stands behind the preposition that belongs to it."""
    if len(words) == 1:
        return noun.dep_ in {"dobj", "nsubjpass"}
    if noun.dep_ == "xcomp":  # so parsers read "acceded to demands"
        return any(child.lower_ == words[-1] for child in get_children(noun, "aux"))
    return noun.dep_ == "pobj" and noun.head.lower_ == words[-1]


def _get_modals(verb: Token) -> list[Token]:
    own = get_children(verb, "aux")
    if not own and verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return get_children(verb.head, "aux")
    return own


def _climb(verb: Token) -> list[Token]:
    """Return the words that govern an infinitive, gerund or that-clause, without leaving its proposition."""
    found, token = [], verb
    for _ in range(4):
        token = _get_first_conjunct(token)
        head = token.head
        if head == token:
            break
        if token.dep_ == "conj" and _is_that_clause(token):
            found.append(head)
        elif token.dep_ in {"xcomp", "ccomp"} and head.pos_ in VERBAL:
            caused = token.tag_ == "VBN" and head.lemma_ == "have"
            caused = caused or _is_ordered_done(token)
            if token.dep_ == "ccomp" and not (caused or _is_bare_clause(token) or is_future(token)):
                break
            found.append(head)
        elif token.tag_ == "VB" and (
            (token.dep_ == "acl" and head.pos_ == "NOUN")
            or (token.dep_ == "advcl" and head.pos_ in VERBAL)  # "used an order to close …"
        ):
            found.append(head)
            break
        elif (
            token.dep_ == "pcomp"
            and head.lower_ in {"on", "to", "for"}
            and head.head.pos_ in VERBAL
        ):
            head = head.head
            found.append(head)
        else:
            break
        token = head
    return found


def _get_first_conjunct(verb: Token) -> Token:
    """Return the verb to whose series a verb of the same form belongs; long series are not read through."""
    for _ in range(_LONGEST_SERIES):
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL or verb.tag_ != verb.head.tag_:
            break
        if any(child.tag_ in _FINITE for child in get_children(verb, "aux", "auxpass")) and (
            {"be"} == {child.lower_ for child in get_children(verb.head, "aux", "auxpass")}
        ):
            break  # "ordered that they be moved, after two *were found* dead"
        verb = verb.head
    return verb


def _is_that_clause(clause: Token) -> bool:
    """Whether a clause is joined to the object of a verb: "ordered an alert, and *that the army protect* the ports"."""
    return clause.tag_ == "VB" and any(
        child.dep_ == "mark" and child.lower_ == "that" for child in clause.children
    )


def _is_bare_clause(clause: Token) -> bool:
    """Whether a that-clause has a bare verb: "ordered that the army protect", "that they be closed", "them to be closed"; gerunds after "propose" too."""
    helpers = get_children(clause, "aux", "auxpass")
    bare_passive = [each.lower_ for each in helpers] in (["be"], ["to", "be"])
    bare = clause.tag_ in {"VB", "VBP", "VBG"} and not helpers
    return bare or bare_passive or clause.tag_ == "VB"


def _is_ordered_done(clause: Token) -> bool:
    """Whether a participle is what is ordered: "ordered the schools *closed*"."""
    bare = not get_children(clause, "aux", "auxpass", "mark") and clause.tag_ in {"VBN", "VBD"}
    return bare and clause.head.lemma_ == "order" and bool(get_children(clause, *_SUBJECTS))


def is_receiving(verb: Token, context: Context) -> bool:
    """Whether a verb says that somebody has a measure rather than makes one: "they have a pardon"."""
    return get_status_words(context.lexicon).receiving.match_verb(verb) is not None


def find_request(verb: Token, context: Context) -> Token | None:
    """Return the verb by which somebody asks that a decision be taken: "asked parliament to approve the bill"."""
    words = get_status_words(context.lexicon)
    return next(
        (
            above
            for above in _climb(verb)
            if above.pos_ in VERBAL
            and (
                words.requests.match_verb(above)
                or (words.wishes.match_verb(above) and _is_of_another(above, verb))
            )
        ),
        None,
    )


def _is_of_another(wish: Token, verb: Token) -> bool:
    """Whether somebody else is to do what is wished: "wants *parliament* to approve"."""
    return bool(get_children(wish, "dobj")) or bool(get_children(verb, "nsubj", "nsubjpass"))


def is_lived_under(noun: Token) -> bool:
    """Whether somebody is under a measure: "the town has been *under curfew* since Monday"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under":
        return False
    verb = noun.head.head
    return verb.lemma_ in {"be", "remain", "stay"} and not is_future(verb)


def read_phrase_status(noun: Token, context: Context) -> Stance | None:
    """Return the status that the clause of which a measure is the subject gives: "is in force", "takes effect", "expired".

    Whoever "is under" a measure says the same of it.
    """
    if is_lived_under(noun):
        return Stance("InForce", noun.head.head)
    verb = noun.head.head if noun.head.dep_ == "aux" else noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ not in VERBAL:
        return None
    words = get_status_words(context.lexicon)
    if noun.dep_ == "nsubj":
        trigger = words.intransitive.match_verb(verb)
        tried = [each for each in get_children(verb, "xcomp") if each.lemma_ not in _PASSING]
        if _is_failing(verb, words) and tried:
            trigger = None  # "failed to convince"
        if trigger and all(
            item.lemma_.lower() in trigger.words or is_authority(item, context)
            for item in get_children(verb, "dobj")
        ):
            status = cast("Status", trigger.entry.value("status"))
            # "With the ban *to take effect* in a year".
            intended = is_future(verb) or any(child.tag_ == "TO" for child in verb.lefts)
            return Stance("Announced" if intended else status, verb, intended=intended)
    # "Would be *more effective*" tells of no effect.
    graded = any(get_children(state, "advmod") for state in get_children(verb, "acomp"))
    if graded or verb.lemma_ not in {"be", "remain", "stay", "put", "go", "come", "enter"}:
        return None
    tail = " ".join(item.lower_ for item in verb.doc[verb.i + 1 : verb.i + 6])
    for phrase, status in words.phrases:
        if tail.startswith(phrase) or f" {phrase} " in f" {tail} ":
            ahead = is_future(verb) and status == "InForce"
            return Stance("Announced" if ahead else status, verb, intended=ahead)
    return None


def read_own_clause(noun: Token, context: Context) -> Stance | None:
    """Read what a clause says that the noun itself does: "a law *that took effect in May*"."""
    subjects = (
        child
        for clause in get_children(noun, "relcl")
        for child in get_children(clause, "nsubj")
        if child.tag_ == "WDT"
    )
    stances = (read_phrase_status(subject, context) for subject in subjects)
    return next((stance for stance in stances if stance is not None), None)

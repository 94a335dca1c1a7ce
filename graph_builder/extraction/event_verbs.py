"""Events by their verbs: those of the lexicon, told as fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.datings import find_point
from graph_builder.extraction.event_nouns import is_manner
from graph_builder.extraction.event_words import (
    Sign,
    find_named,
    is_real,
)
from graph_builder.extraction.predicates import (
    get_actor,
    get_children,
    get_complements,
    get_governing_verb,
    get_object,
    get_subject,
    is_future,
    is_passive,
    is_past,
)
from graph_builder.extraction.verb_senses import is_in_other_sense

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Words
    from graph_builder.extraction.triggers import Trigger
    from graph_builder.lexicon import Entry

_ANYBODY = frozenset(
    {"anyone", "anybody", "everyone", "everybody", "someone", "those", "people", "person"}
)
_NO_EVENT = frozenset({"compound", "amod", "nmod"})
_AGAIN = frozenset({"always", "usually", "often", "regularly", "traditionally", "generally", "frequently", "normally", "typically", "routinely", "sometimes", "occasionally"})  # fmt: skip
_PRESENT = frozenset({"VBP", "VBZ"})
_ASSIGNING = frozenset({"task", "design", "use", "train", "responsible", "know", "famous"})
_EMBARKING = frozenset({"go", "embark"})
_INCLUDING = frozenset({"be", "include", "involve", "comprise"})
_APART = frozenset({"arrest", "kidnapping"})
"""Kinds that are told beside the event in which they happened: "abducted two women in an attack"."""
_INTO = frozenset({"to", "into", "for", "in", "of"})


def _is_dated_fact(verb: Token, context: Context) -> bool:
    """Whether a verb that needs a date has one, and is of somebody: "Ruiz was born in 1980", but "*anyone born* after 2008"."""
    whom = verb.head if verb.dep_ in {"acl", "relcl"} else None
    if whom is not None and (whom.tag_ == "NNS" or whom.lower_ in _ANYBODY):
        return False
    return find_point(verb, context) is not None


def read_verb(verb: Token, words: Words, context: Context) -> Sign | None:
    """Return the event that a verb of the lexicon tells as one fact, or None."""
    passed = _find_passed(verb, words)
    if passed is not None and is_fact(verb, words, context):
        won = tuple(item.lemma_.lower() for item in _list_objects(verb))
        return Sign(verb, passed, words=(verb.lemma_.lower(), *won))
    trigger = choose_trigger(verb, words)
    if (
        trigger is None
        or (trigger.role == "datedVerb" and not _is_dated_fact(verb, context))
        or verb.dep_ in _NO_EVENT
        or _is_nominal(verb)
        or not is_fact(verb, words, context)
        or _is_habit(verb, context)
        or _is_purpose(verb, words)
        or _befalls_nobody(verb)
        or _is_feared(verb, trigger, context)
    ):
        return None
    target = get_object(verb)
    if is_in_other_sense(verb, target, trigger, words, context):
        return None
    if len(trigger.words) == 1 and not _has_sense(verb, target, trigger.entry):
        return None
    if trigger.entry.value("family") not in _APART and is_part_of_event(verb, words, trigger.words):
        return None
    subject = get_subject(verb)
    return Sign(
        verb,
        trigger.entry,
        definite=_is_definite(subject, target, trigger, words),
        by_patient=trigger.role in {"patientVerb", "weaponVerb"},
        words=trigger.words,
    )


def _is_definite(
    subject: Token | None, target: Token | None, trigger: Trigger, words: Words
) -> bool:
    """Whether a verb tells of what was told before: "*the* bomb exploded", "*the* gunmen fled", "handed down *the* sentence"."""
    attacks = subject is not None and subject.lemma_.lower() in words.attackers
    if attacks and trigger.entry.value("class") == "ViolentIncident":
        return any(child.lower_ == "the" for child in subject.children) if subject else False
    noun = subject if trigger.role == "weaponVerb" else target
    own = trigger.role == "weaponVerb" or (
        noun is not None
        and noun.lemma_.lower() in trigger.words[1:]
        and find_named(noun, words) is not None
    )
    return own and noun is not None and any(child.lower_ == "the" for child in noun.children)


def _find_passed(verb: Token, words: Words) -> Entry | None:
    """Return the kind of event that somebody came through who is in the next: "won a spot in the runoff" tells the first round."""
    kinds = words.passing.get(verb.lemma_.lower())
    if kinds is None or get_subject(verb) is None:
        return None
    through, into = kinds
    behind = (item for link in get_children(verb, "dobj", "prep") for item in link.subtree)
    passes = any(
        item.pos_ == "NOUN"
        and item.dep_ == "pobj"
        and item.head.lower_ in _INTO
        and find_named(item, words) == into
        for item in behind
    )
    won = get_object(verb) is None or any(
        item.lemma_.lower() in words.spots for item in _list_objects(verb)
    )
    return through if passes and won else None


def _list_objects(verb: Token) -> list[Token]:
    """Return the object of a verb, and what it is one of: "one of two *spots*"."""
    found = get_children(verb, "dobj")
    return [*found, *(item for noun in found for item in get_complements(noun, "of"))]


def choose_trigger(verb: Token, words: Words) -> Trigger | None:
    """Return the entry of a verb in its sense: what explodes is a bomb only where its noun is one."""
    subject = get_subject(verb)
    for trigger in words.verbs.match_verbs(verb):
        only = trigger.entry.values("subjectNoun")
        if only:
            # "The bus overturned" may be parsed as a noun with its participle.
            alone = verb.dep_ == "acl" and verb.head.dep_ == "ROOT"
            fits = _is_of(get_subject(verb) if alone else get_actor(verb), only)
        elif trigger.role == "weaponVerb":
            fits = subject is not None and subject.lemma_.lower() in words.weapons
        elif trigger.role == "soleVerb":
            fits = get_object(verb) is None
        elif trigger.role == "datedVerb":
            fits = is_passive(verb)
        elif trigger.role == "patientVerb" and verb.lemma_ == "explode":
            fits = get_object(verb) in {None, subject}
        else:
            fits = True
        if fits:
            return trigger
    return None


def _is_of(subject: Token | None, nouns: tuple[str, ...]) -> bool:
    """Whether a subject is one of these nouns, or counts them: "protesters", "hundreds of farmers"."""
    if subject is None:
        return False
    if subject.lemma_.lower() in nouns:
        return True
    return any(item.lemma_.lower() in nouns for item in get_complements(subject, "of"))


def _is_nominal(participle: Token) -> bool:
    """Whether a participle stands for people rather than for what befell them: "visited *the wounded*", "most of the injured", "the number *of injured*"."""
    if participle.dep_ == "pobj" and participle.tag_ == "VBN" and participle.head.lower_ == "of":
        return True
    if participle.dep_ not in {"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj"}:
        return False
    return any(child.dep_ in {"det", "poss"} for child in participle.children)


def _is_habit(verb: Token, context: Context) -> bool:
    """Whether a verb sums up what happens again and again, or of whom it is true: "always elected", "those convicted"."""
    if any(child.lower_ in _AGAIN for child in get_children(verb, "advmod")) or _is_of_each(verb):
        return True
    told = verb.dep_ == "relcl" and is_passive(verb)
    if told or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        head = verb.head
        bare = head.pos_ == "PRON" or (
            head.tag_ == "NNS"
            and not any(child.dep_ in {"det", "poss", "nummod"} for child in head.children)
        )
        return bare and find_point(verb, context) is None and not get_children(verb, "agent")
    return False


def _is_of_each(verb: Token) -> bool:
    """Whether a clause in the present is true of each of many, or again and again: "every member is re-elected", "every two years"."""
    clause = verb.head if verb.dep_ == "acomp" else verb  # "is re-elected", parsed as "is so"
    present = (clause, *get_children(clause, "aux", "auxpass"))
    if is_past(clause) and not any(each.lower_ in {"is", "are"} for each in present):
        return False
    beside = get_children(clause, "nsubj", "nsubjpass", "npadvmod")
    return any(word.lower_ in {"every", "each"} for noun in beside for word in noun.subtree)


def _has_sense(verb: Token, target: Token | None, entry: Entry) -> bool:
    """Whether the verb stands in the sense of the lexicon: no particle ("rule out"), no clause for an object."""
    if get_children(verb, "prt") or (entry.value("voice") == "active" and is_passive(verb)):
        return False
    if entry.value("needsObject") and target is None:
        return False
    if entry.value("class") == "CourtRuling":
        return True
    return target is not None or not get_children(verb, "ccomp")


def is_fact(verb: Token, words: Words, context: Context) -> bool:
    """Whether a verb tells one past or future fact: finite, or a participle with a noun; no habit, no mere possibility."""
    if not is_real(verb, context) or _is_wanted(verb, words) or _is_of_bracket(verb):
        return False
    if is_future(verb):
        return True
    if verb.tag_ == "VB":
        return _is_infinitive_fact(verb, words) or _is_appointed(verb, context)
    if verb.tag_ in _PRESENT:
        return find_point(verb, context) is not None
    if verb.tag_ == "VBG":
        beside = verb.dep_ == "advcl" and is_past(verb.head)
        told = verb.dep_ in {"advcl", "pcomp", "acl"} and get_object(verb) is not None
        return beside or (told and not _is_general(verb)) or bool(get_children(verb, "aux"))
    being = any(child.lower_ == "being" for child in get_children(verb, "auxpass"))
    return _is_under_way(verb) if being else is_past(verb)


def _is_of_bracket(verb: Token) -> bool:
    """Whether the parser takes a bracket for the subject: "[Moss] had been released"."""
    subject = get_subject(verb)
    return subject is not None and subject.text in {"[", "]", "(", ")"}


def _is_wanted(gerund: Token, words: Words) -> bool:
    """Whether a gerund only says what a demand, goal or plan is: "their demands include *dissolving* parliament, *appointing* a panel"."""
    verb = gerund
    while verb.dep_ in {"xcomp", "advcl", "conj"} and verb.tag_ == "VBG" and verb.head != verb:
        verb = verb.head
    subject = get_subject(verb) if verb.lemma_ in _INCLUDING else None
    return subject is not None and subject.lemma_.lower() in words.frames


def _befalls_nobody(verb: Token) -> bool:
    """Whether a clause says of whom it is true that there is nobody: "*no* crew were injured"; "newly elected" only describes."""
    nouns = [noun for noun in (get_subject(verb), get_object(verb)) if noun is not None]
    denied = any(child.lower_ in {"no", "neither"} for noun in nouns for child in noun.children)
    if denied or any(noun.lower_ in {"nobody", "none"} for noun in nouns):
        return True
    before = verb.nbor(-1).lower_ if verb.i else ""
    return before in {"newly", "then"} and verb.tag_ == "VBN" and not get_children(verb, "auxpass")


def _is_feared(verb: Token, trigger: Trigger, context: Context) -> bool:
    """Whether somebody only thinks that they will die: nobody plans it."""
    lethal = trigger.entry.value("landmark") == "life" and trigger.role == "patientVerb"
    return lethal and is_future(verb) and find_point(verb, context) is None


def _is_purpose(verb: Token, words: Words) -> bool:
    """Whether a gerund only says what for: "the goal of *ousting* him", "a unit tasked with *investigating* fraud"."""
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp":
        return False
    above = verb.head.head
    name = above.lemma_.lower()
    if above.pos_ == "NOUN":
        return verb.head.lower_ == "of" and name in words.frames
    return verb.head.lower_ in {"with", "for"} and name in _ASSIGNING


def _is_general(participle: Token) -> bool:
    """Whether a participle belongs to a clause that tells what is so: "the law covers ships visiting the port"."""
    above = get_governing_verb(participle.head)
    bare = above is not None and not get_children(above, "aux", "auxpass")
    return above is not None and bare and above.tag_ in _PRESENT | {"VB"}


def _is_under_way(verb: Token) -> bool:
    """Whether "being" and a participle tell a fact: "is being held", "died after being shot"; no "are removed after being tried"."""
    above = get_governing_verb(verb.head)
    progressive = any(child.tag_ in {"VBZ", "VBP", "VBD"} for child in get_children(verb, "aux"))
    return progressive or above is None or is_past(above) or is_future(above)


def _is_appointed(verb: Token, context: Context) -> bool:
    """Whether "would" with a date of its own tells what is planned: "Parliament would meet on May 4"."""
    would = any(child.lower_ == "would" for child in get_children(verb, "aux"))
    return would and verb.dep_ == "ROOT" and find_point(verb, context) is not None


def _is_infinitive_fact(verb: Token, words: Words) -> bool:
    """Whether an infinitive is carried out ("managed to escape"), or is violence that was tried ("tried to kill")."""
    if any(child.lower_ == "did" for child in get_children(verb, "aux")):
        return True
    above = verb.head
    if verb.dep_ != "xcomp" or not is_past(above):
        return False
    if above.lemma_ in {"attempt", "try"}:
        trigger = choose_trigger(verb, words)
        return trigger is not None and trigger.entry.value("class") == "ViolentIncident"
    if above.lemma_ == "vote":
        trigger = choose_trigger(verb, words)  # "the court voted *to uphold* his conviction"
        return trigger is not None and trigger.entry.value("class") == "CourtRuling"
    return above.lemma_ in {"manage", "go", "continue", "begin", "start", "come"}


def is_part_of_event(verb: Token, words: Words, own: tuple[str, ...] = ()) -> bool:
    """Whether the verb tells only what came of an event that its subject or an "in …" names."""
    subject = get_subject(verb)
    if (
        subject is not None
        and subject.pos_ == "NOUN"
        and not is_passive(verb)
        and subject.lemma_.lower() not in words.bodies  # "the *assembly* voted to impeach"
        and _names_event(subject, words)
    ):
        return True
    if verb.dep_ == "relcl" and _happens_to_event(verb, words):
        return True
    clauses = [verb, *get_children(verb, "xcomp")]
    links = [child for clause in clauses for child in get_children(clause, "prep", "agent")]
    return any(
        item.pos_ == "NOUN"
        and not (link.lower_ == "on" and item.lemma_.lower() in own)  # "went on *strike*"
        and _names_event(item, words)
        and not is_manner(item, words)
        for link in links
        if link.lower_ in {"in", "during", "by"}
        or (link.lower_ == "on" and verb.lemma_ in _EMBARKING)
        for item in get_children(link, "pobj")
    )


def _happens_to_event(clause: Token, words: Words) -> bool:
    """Whether a relative clause says that an event happens whose phrase it ends: "a quake *of magnitude 6* that struck on Friday"."""
    noun = clause.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
    return (
        noun != clause.head
        and _names_event(noun, words)
        and words.happening.match_verb(clause) is not None
    )


def _names_event(noun: Token, words: Words) -> bool:
    return noun.lemma_.lower() not in words.weapons and find_named(noun, words) is not None

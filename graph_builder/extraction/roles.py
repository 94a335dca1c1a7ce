"""Who took part in an event, and how: from the syntax around its word, and around the verbs that tell its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_builder.extraction.election_courses import is_declared
from graph_builder.extraction.event_words import get_words, is_human
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_conjuncts,
    get_object,
    get_phrase_bounds,
    get_subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Sign, Words
    from graph_builder.model import Entity

_PLACES = frozenset({"Place", "Country"})
_PEOPLE = frozenset({"Person", "Agent"})
_NAMING = frozenset({"appoint", "name", "elect", "nominate", "declare", "make"})
_HARMED = frozenset({"dead", "injured", "wounded", "hurt"})
_LINKS = frozenset({"in", "during", "by", "after", "following"})


@dataclass
class Cast:
    """The ids of an event's participants by role, in order."""

    participants: list[str] = field(default_factory=list)
    perpetrators: list[str] = field(default_factory=list)
    victims: list[str] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)

    def add(self, role: str, ids: Iterable[str]) -> None:
        """Add ids to a role, each once."""
        known: list[str] = getattr(self, role)
        known.extend(item for item in dict.fromkeys(ids) if item not in known)

    def merge(self, other: Cast) -> None:
        """Take over the roles of another mention of the event."""
        for role in ("participants", "perpetrators", "victims", "candidates"):
            self.add(role, getattr(other, role))

    def everyone(self) -> set[str]:
        """Return all ids."""
        return {*self.participants, *self.perpetrators, *self.victims, *self.candidates}


def read_roles(sign: Sign, context: Context) -> Cast:
    """Return who takes part in the event that a word tells."""
    cast = Cast()
    if sign.entry is None:
        for noun in (get_subject(sign.token), get_object(sign.token)):
            cast.add(
                "participants",
                name_all([noun] if noun is not None else [], context, describe=False),
            )
        return cast
    actor, affected = (
        sign.entry.value("actor", "participants"),
        sign.entry.value("affected", "participants"),
    )
    violent = sign.entry.value("class") == "ViolentIncident"
    words = get_words(context.lexicon)
    doers, sufferers = _read_verb(sign) if sign.token.pos_ in VERBAL else _read_noun(sign, words)
    if actor == "perpetrators":
        doers += _find_blamed(sign.token, context)
        phrases = [get_phrase_bounds(noun) for noun in doers]
        if sign.token.pos_ not in VERBAL:
            phrases.append((get_phrase_bounds(sign.token)[0], int(sign.token.i)))
        cast.add(actor, _list_groups(sign.token.doc, phrases, context))
        cast.add(actor, _list_striking(sign.token, context))
    cast.add(actor, name_all(doers, context, describe=violent))
    if affected == "victims":
        taken = sign.entry.value("family") == "kidnapping"
        sufferers += [] if taken else _find_casualties(sign.token, words)
        cast.add("victims", name_all(sufferers, context, describe=True, only_people=True))
        if sign.entry.value("family") == "accident":
            cast.add("participants", _list_wrecked(sufferers, context))
    else:
        cast.add(affected, name_all(sufferers, context, describe=violent))
    if affected == "candidates":
        cast.add("candidates", _find_contestants(sign.token, words, context))
    return cast


def _list_wrecked(sufferers: Iterable[Token], context: Context) -> list[str]:
    """Return what has a name and met with an accident, whole or in part: "six coaches of *the Puri Express* derailed"."""
    things = [noun for each in sufferers for noun in (each, *get_complements(each, "of"))]
    figures = (context.cast.get_figure(noun) for noun in things)
    return [each.id for each in figures if each and each.named and each.type == "Organization"]


def list_appointed(sign: Sign, context: Context) -> list[str]:
    """Return who gets an office, apart from who gives it: nobody for other events."""
    if sign.entry is None or sign.entry.value("family") != "appointment":
        return []
    return name_affected(sign, context)


def name_affected(sign: Sign, context: Context) -> list[str]:
    """Return the people with names to whom something is done, apart from who does it."""
    words = get_words(context.lexicon)
    read = _read_verb(sign) if sign.token.pos_ in VERBAL else _read_noun(sign, words)
    return name_all(read[1], context, describe=False)


def _read_verb(sign: Sign) -> tuple[list[Token], list[Token]]:
    affected = sign.get_affected()
    sufferers = [affected] if affected is not None else []
    actor = None if sign.by_patient else get_actor(sign.token)
    return [actor] if actor is not None else [], sufferers


def _read_noun(sign: Sign, words: Words) -> tuple[list[Token], list[Token]]:
    """Read "attack by X", "X's attack" as done by X; "murder of Y", "attack on Y", "Y's murder" as done to Y."""
    noun, verb = sign.token, sign.token.head
    doers = get_complements(noun, "by", "between")
    links = {"of", "on", "against"}
    if sign.entry is not None and sign.entry.value("family") == "death":
        links = {"of"}  # "announced his death on social media"
    sufferers = get_complements(noun, *sorted(links))
    owners = [_find_owner(child) for child in get_children(noun, "poss") if child.pos_ in NOMINAL]
    if sign.entry is not None and sign.entry.value("possessor") == "affected":
        sufferers += owners
    else:
        doers += owners
    if verb.pos_ not in VERBAL:
        return doers, sufferers
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words.committing:
        doers += [actor for actor in [get_actor(verb)] if actor is not None]
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        # "The blast killed two"; "the blast was reported to have killed two".
        hits = [verb] if noun.dep_ == "nsubj" else get_children(verb, "xcomp")
        targets = [get_object(hit) for hit in hits if _hits(hit, words)]
        sufferers += [target for target in targets if target is not None]
    return doers, sufferers


def _hits(verb: Token, words: Words) -> bool:
    """Whether what a verb has for its object suffers what is its subject: "the blast *killed* two", "*left* two *dead*"."""
    if verb.lemma_ == "leave":
        return any(child.lower_ in _HARMED for child in _list_states(verb))
    return verb.lemma_.lower() in words.hitting


def _list_states(verb: Token) -> list[Token]:
    """Return the words that say how somebody is left: "left two *dead*"."""
    return [
        *get_children(verb, "oprd", "acomp", "xcomp"),
        *(child for noun in get_children(verb, "dobj") for child in noun.rights),
    ]


def _find_owner(owner: Token) -> Token:
    """Return who "his" is before an object: the subject, where that is one person ("Ruiz announced *his* resignation")."""
    noun = owner.head
    if owner.pos_ != "PRON" or noun.dep_ != "dobj" or owner.lower_ not in {"his", "her"}:
        return owner
    subject = get_subject(noun.head)
    named = subject is not None and subject.tag_ == "NNP" and subject.ent_type_ == "PERSON"
    return subject if subject is not None and named else owner


def _find_casualties(token: Token, words: Words) -> list[Token]:
    """Return those who were killed or hurt in it: "22 people were killed in clashes", "the blast killed two"."""
    found: list[Token] = []
    verb = token.head
    if token.dep_ == "conj" and get_children(token, "nsubj") and get_children(token, "dobj"):
        return found  # "a bomb killed nine, and another *hurt two*"
    if token.dep_ == "pobj" and verb.dep_ in {"prep", "agent"} and verb.lower_ in _LINKS:
        verb = verb.head
    for item in (verb, *get_children(verb, "conj", "advcl")) if verb.pos_ in VERBAL else ():
        if item.lemma_.lower() in words.hurting:
            hurt = get_subject(item) if item.lemma_ == "die" else get_object(item)
            if hurt is not None and hurt != token:
                found.append(hurt)
    return found


def _find_contestants(token: Token, words: Words, context: Context) -> list[str]:
    """Return the people who win, lose or stand in an election, as the clause around it tells, and whom they beat."""
    verb = next((item for item in token.ancestors if item.pos_ in VERBAL), None)
    if verb is None:
        return []
    nouns = _find_winners(token, verb, context)
    for item in (verb, *(each for each in get_children(verb, "advcl") if each.tag_ == "VBG")):
        if item.lemma_.lower() in words.contesting and not _serves(item):
            subjects = get_children(verb, "nsubj")  # "Ruiz and lawmaker Holm", taken for two
            beside = (*(subjects if len(subjects) > 1 else [get_subject(verb)]), get_object(item))
            nouns += [noun for noun in beside if noun is not None and noun != token]
    people = (_find_person(item, context) for noun in nouns for item in get_conjuncts(noun))
    return [person.id for person in people if person is not None]


def _serves(verb: Token) -> bool:
    """Whether somebody only runs another's campaign: "ran *the campaign of the opposition* in the election"."""
    things = [noun for noun in get_children(verb, "dobj") if noun.lemma_ == "campaign"]
    return any(
        get_complements(noun, "of", "for")
        or any(owner.pos_ == "PROPN" for owner in get_children(noun, "poss"))
        for noun in things
    )


def _find_winners(token: Token, verb: Token, context: Context) -> list[Token]:
    """Return whom a clause calls the winner of an election: "*Ruiz* was declared the winner of the runoff"."""
    link = token.head
    winner = link.head
    if token.dep_ != "pobj" or link.lower_ != "of":
        return []
    if winner.lemma_.lower() not in context.lexicon.words("WinnerNoun", "noun"):
        return []
    told = winner.head == verb and (winner.dep_ == "attr" or is_declared(winner, context))
    subject = get_subject(verb) if told else None
    beside = [winner.head] if winner.dep_ == "appos" else get_children(winner, "appos")
    return [*([subject] if subject is not None else []), *beside]


def _find_person(noun: Token, context: Context) -> Entity | None:
    """Return the person that a noun names, or the name beside it: "the incumbent, *Ana Ruiz*,"."""
    for item in (*get_children(noun, "appos"), noun):
        entity = context.cast.find_token(item)
        if entity is not None and entity.type == "Person":
            return entity
    return None


def _find_blamed(token: Token, context: Context) -> list[Token]:
    """Return whom the clause holds responsible: "X claimed the attack", "the attack, which was blamed on X"."""
    verbs = get_words(context.lexicon).blame
    above = next((item for item in token.ancestors if item.pos_ in VERBAL), None)
    for verb in (above, *get_children(token, "relcl", "acl")):
        trigger = verbs.match_verb(verb) if verb is not None else None
        if verb is None or trigger is None:
            continue
        if trigger.role == "objectVerb":
            blamed = get_object(verb)
            found = [blamed] if blamed is not None and blamed != token else []
            return found + get_complements(verb, "on", "to")
        if token.dep_ == "ccomp" and get_children(token, "nsubj", "nsubjpass"):
            return []  # who claims that others attacked claims no attack
        subject = get_actor(verb)
        return [subject] if subject is not None and subject != token else []
    return []


def _list_striking(noun: Token, context: Context) -> list[str]:
    """Return the countries whose army does it: "*Turkish* airstrikes", "a *US* raid"."""
    if noun.pos_ in VERBAL:
        return []
    before = get_children(noun, "amod", "compound")
    named = (each for each in before if context.cast.words.is_strike_by(noun, each))
    figures = (context.cast.get_figure(each) for each in named)
    return [each.id for each in figures if each is not None and each.type == "Country"]


def _list_groups(doc: Doc, phrases: Iterable[tuple[int, int]], context: Context) -> list[str]:
    """Return the armed groups to which described perpetrators are said to belong: "FARC rebels", "members of X"."""
    names = context.once(_list_group_names)
    if not names:
        return []
    lengths = {len(name) for name in names}
    found: dict[str, None] = {}
    for first, last in phrases:
        text = context.parsed.span(doc[first : last + 1]).text
        parts = {text[i : i + size] for size in lengths for i in range(len(text) - size + 1)}
        said = {place for part in parts & names.keys() for place in names[part]}
        found.update((path, None) for _, path in sorted(said))
    return list(found)


def _list_group_names(context: Context) -> dict[str, set[tuple[int, str]]]:
    """Return the names of the article's armed groups: name → rank in which it is first named, and id."""
    groups = (
        entity for entity in context.cast.entities if entity.named and entity.type == "ArmedGroup"
    )
    found: dict[str, set[tuple[int, str]]] = {}
    for rank, group in enumerate(groups):
        for mention in group.mentions:
            if mention.kind == "name":
                found.setdefault(mention.span.text, set()).add((rank, group.id))
    return found


def name_all(
    nouns: Iterable[Token], context: Context, *, describe: bool, only_people: bool = False
) -> list[str]:
    """Return the entities of nouns and of what is joined to them. Descriptions of people become entities if asked."""
    words = get_words(context.lexicon)
    found = []
    for noun in nouns:
        titled = find_titled(noun, context)
        for item in [titled] if titled is not None else get_conjuncts(noun):
            figure = _name(item, context, describe=describe, words=words)
            if figure is None or figure.type == "Place":
                continue
            if only_people and figure.type not in _PEOPLE:
                continue
            found.append(figure.id)
    return found


def find_titled(noun: Token, context: Context) -> Token | None:
    """Return the name of one person behind what they are: "singer and actor *Ana Ruiz*", "a nurse, *Ana Ruiz*,".

    So is the name before what somebody becomes: "named *Ana Ruiz* minister".
    """
    if noun.dep_ == "dobj" and noun.head.lemma_ in _NAMING and not get_children(noun, "det"):
        for item in get_children(noun, "compound", "nmod"):
            figure = context.cast.get_figure(item)
            if figure is not None and figure.named and figure.type == "Person":
                return item
    if noun.tag_ != "NN" or any(get_children(item, "det") for item in get_conjuncts(noun)[1:]):
        return None
    bare = not get_children(noun, "det", "poss", "nummod")
    for item in get_children(noun, "appos", *(("conj",) if bare else ())):
        figure = context.cast.get_figure(item)
        if figure is not None and figure.named and figure.type == "Person":
            return item
    return None


def _name(noun: Token, context: Context, *, describe: bool, words: Words) -> Figure | None:
    if noun.pos_ not in NOMINAL:
        return None
    figure = get_participant(noun, context)
    if figure is not None or not describe or noun.pos_ == "PRON":
        return figure
    if not is_human(noun, words):
        return None
    first, last = get_phrase_bounds(noun)
    number = next((child for child in get_children(noun, "nummod") if child.pos_ == "NUM"), None)
    edge = noun.doc[first]
    if number is not None and edge.head in {number, number.nbor(-1) if number.i else number}:
        # "At least two people" are two people; the tens of "sixty | - | six people" belong to them.
        tens = next((child for child in get_children(number, "compound") if child.like_num), number)
        first = int(tens.i)
    return context.cast.describe(context.parsed.span(noun.doc[first : last + 1]))


def get_participant(noun: Token, context: Context) -> Figure | None:
    """Return who a noun says takes part: nobody for where it was, and of "an Australian, *Ann Moss*, …" who is named."""
    figure = context.cast.get_figure(noun)
    if figure is not None and figure.type == "Country" and not _can_take_part(noun, context):
        return _get_apposed(noun, context)
    return figure


def _can_take_part(noun: Token, context: Context) -> bool:
    """Whether a country's name stands for those who act: not "an *Australian*", nor where somebody went ("left *Iraq*")."""
    if noun.text in context.cast.words.demonyms and get_children(noun, "det", "nummod"):
        return any(child.lower_ == "the" for child in noun.lefts)
    return noun.dep_ != "dobj" or noun.head.lemma_.lower() not in context.cast.words.scenes


def _get_apposed(noun: Token, context: Context) -> Figure | None:
    """Return the person whose name says who is meant: "an Australian, *Ann Moss*, …"."""
    named = (context.cast.get_figure(child) for child in get_children(noun, "appos"))
    return next((each for each in named if each is not None and each.type == "Person"), None)

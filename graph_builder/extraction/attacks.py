"""Attacks with words and with force: "*attacked* the minister over the budget", "*attacked* a woman with a knife".

One word tells of both, and an article that takes one for the other makes a politician a criminal. The signs are asked for in this
order: how it was done ("in tweets", "for lying", "with a knife"), what was attacked (a policy, a village), who attacked (rebels; who
stabs somebody elsewhere in the article; who speaks in it, or has an office), and whom ("a man attacked the president").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from graph_builder.extraction.cues import compile_cues
from graph_builder.extraction.event_words import get_words, is_person
from graph_builder.extraction.predicates import (
    get_actor,
    get_children,
    get_complements,
    get_object,
    get_subject,
    is_passive,
)
from graph_builder.extraction.triggers import compile_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.lexicon import Lexicon

Means = Literal["words", "force"]

_VERBAL = frozenset({"VERB", "AUX"})
_SPOKEN = frozenset({"Statement", "Announcement"})
_CALLING = frozenset({"small", "as"})
_BODIES = frozenset({"Organization", "GovernmentBody", "NewsOutlet"})
_LANDS = frozenset({"Country", "Place"})
_PERSONAL = frozenset({"he", "she", "his", "her"})
_RELATIVE = frozenset({"who", "that", "which"})
_TIMES = frozenset({"DATE", "TIME"})
_REASONS = frozenset({"for", "over", "as"})
_HANGING = frozenset({"xcomp", "advcl", "acl", "conj", "ccomp"})
_FAR = 3
_ABSTRACT = ("tion", "sion", "ity", "ism", "ance", "ence", "ship", "cy", "closure")
_TARGETS = frozenset({"on", "against", "upon"})


class _Attacks:
    """The lexicon's words for the two senses."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.verbs = words("Attack", "verb")
        self.nouns = words("Attack", "noun")
        self.fighters = words("Fighting", "fighter") | words("AttackerNoun", "noun")
        self.targets = words("Fighting", "target")
        self.instruments = words("Attack", "instrument") | words("WeaponNoun", "noun")
        self.manners = words("Attack", "manner")
        self.forceful = words("Attack", "forceful")
        self.making = words("Attack", "making")
        self.ideas = words("Attack", "idea")
        self.media = words("Medium", "lemma")
        self.speakers = words("Office", "form") | words("Attack", "speaker")
        self.people = get_words(lexicon).humans
        cues = compile_cues(lexicon)
        self.saying = frozenset(
            lemma
            for lemma, uses in cues.verbs.items()
            if any(use.act in _SPOKEN and use.frame == "clause" for use in uses)
        )
        self.blaming = frozenset(
            lemma
            for lemma, uses in cues.verbs.items()
            if any(use.act == "Criticism" or use.frame in _CALLING for use in uses)
        )
        self.deeds = frozenset(
            verb
            for entry in lexicon.of_kind("EventType")
            if entry.value("class") == "ViolentIncident" or entry.value("landmark") == "life"
            for verb in entry.values("verb")
            if verb not in self.verbs and " " not in verb
        )


_get_words = compile_once(_Attacks)


def may_be_either(word: Token, context: Context) -> bool:
    """Tell whether a verb or noun has both senses: "attacked", "attacks on"; no "terrorist attack"."""
    words = _get_words(context.lexicon)
    if word.pos_ in _VERBAL:
        return word.lemma_.lower() in words.verbs
    beside = get_children(word, "compound", "amod")
    forceful = any(child.lower_ in words.forceful for child in beside)
    return word.lemma_.lower() in words.nouns and not forceful


def read_means(word: Token, context: Context) -> Means | None:
    """Return by what means an attack is made that a verb or noun tells; None where the text leaves it open."""
    words = _get_words(context.lexicon)
    target, doer = _find_target(word), _find_doer(word, words)
    if _is_by_manner(word, words) or (word.pos_ in _VERBAL and _has_reason(word, words)):
        return "words"
    if _has_instrument(word, words) or (target and _is_place(target, words, context)):
        return "force"
    if target is not None and _is_idea(target, words):
        return "words"
    if doer is None:
        return "force"
    return _read_means_of(doer, target, words, context)


def _read_means_of(
    doer: Token, target: Token | None, words: _Attacks, context: Context
) -> Means | None:
    """Return by what means somebody attacks, if who it is tells."""
    figure = _find_figure(doer, context)
    fights = doer.lemma_.lower() in words.fighters or (
        figure is not None
        and (figure.type == "ArmedGroup" or figure.id in context.once(_list_violent))
    )
    if fights:
        return "force"
    if doer.lemma_.lower() in words.speakers or (figure is not None and _speaks(figure, context)):
        return "words"
    named = target is not None and _is_named(target, context)
    if figure is not None and figure.named and figure.type in _BODIES:
        return "words" if named else "force"
    is_open = doer.pos_ == "PRON" or (figure is not None and figure.named)
    return None if is_open and (named or target is None or target.pos_ == "PRON") else "force"


def _is_by_manner(word: Token, words: _Attacks) -> bool:
    """Whether it is said that it was done with words: "*verbally* attacked", "attacked him *in tweets*", "*personal* attacks"."""
    beside = get_children(word, "advmod", "amod", "compound")
    if any(child.lower_ in words.manners for child in beside):
        return True
    return is_in_medium(word, words.media)


def is_in_medium(word: Token, media: Collection[str]) -> bool:
    """Tell whether something is done in what somebody says or writes: "attacked him *in tweets*"."""
    nouns = (noun for link in get_children(word, "prep") for noun in get_children(link, "pobj"))
    return any(noun.lemma_.lower() in media for noun in nouns)


def _has_reason(verb: Token, words: _Attacks) -> bool:
    """Whether somebody is blamed: "attacked her *for voting* against it", "*over* the bill", "*as* a fraud", "*saying* …"; not "for hours"."""
    if any(
        each.tag_ == "VBG" and each.lemma_.lower() in words.saying | words.blaming
        for each in get_children(verb, "advcl")
    ):
        return True
    for link in get_children(verb, "prep"):
        if link.lower_ not in _REASONS:
            continue
        behind = get_children(link, "pobj", "pcomp")
        if any(item.ent_type_ not in _TIMES for item in behind):
            return True
    return False


def _has_instrument(word: Token, words: _Attacks) -> bool:
    clause = word if word.pos_ in _VERBAL else word.head
    return any(
        item.lemma_.lower() in words.instruments
        for link in ("with", "by")
        for item in get_complements(clause, link)
    )


def _find_target(word: Token) -> Token | None:
    """Return who or what was attacked."""
    if word.pos_ in _VERBAL:
        return get_subject(word) if is_passive(word) else get_object(word)
    return next((noun for link in _TARGETS for noun in get_complements(word, link)), None)


def _find_doer(word: Token, words: _Attacks) -> Token | None:
    """Return who attacks: the subject, the owner of a noun, or the subject of what makes it ("stepped up *attacks*")."""
    if word.pos_ in _VERBAL:
        return get_actor(word) or _find_controller(word)
    owners = [*get_children(word, "poss"), *get_complements(word, "by")]
    owner = next((each for each in owners if each.ent_type_ not in _TIMES), None)
    above = word.head.head if word.dep_ == "pobj" else word.head
    makes = word.dep_ in {"dobj", "pobj"} and above.lemma_.lower() in words.making
    return get_actor(above) if owner is None and makes else owner


def _find_controller(verb: Token) -> Token | None:
    """Return the subject of what an infinitive or participle hangs on: "*Trump* used the debate *to attack* them"."""
    steps = 0
    while verb.dep_ in _HANGING and not is_passive(verb) and steps < _FAR:
        verb, steps = verb.head, steps + 1
        if verb.pos_ in _VERBAL and (subject := get_subject(verb)) is not None:
            return subject
    return None


def _is_place(target: Token, words: _Attacks, context: Context) -> bool:
    """Whether what is attacked lies somewhere: a village, a country, a convoy."""
    if target.lemma_.lower() in words.targets:
        return True
    figure = context.cast.get_figure(target)
    return figure is not None and figure.type in _LANDS


def _is_idea(target: Token, words: _Attacks) -> bool:
    """Whether nobody can be hurt of what is attacked: "an attack on *democracy*", "*the closure*"."""
    lemma = target.lemma_.lower()
    if target.pos_ != "NOUN" or lemma in words.people | words.speakers | words.targets:
        return False
    return lemma in words.ideas or lemma.endswith(_ABSTRACT)


def _is_named(target: Token, context: Context) -> bool:
    """Whether somebody who has a name or an office is attacked."""
    words = _get_words(context.lexicon)
    figure = context.cast.get_figure(target)
    return target.lemma_.lower() in words.speakers or (figure is not None and figure.named)


def _speaks(figure: Figure, context: Context) -> bool:
    """Whether a person is one who attacks with words: of an office, or quoted in the article."""
    is_person = figure.type == "Person"
    return is_person and (bool(figure.offices) or figure.id in context.once(_list_quoted))


def _find_figure(doer: Token, context: Context) -> Figure | None:
    """Return who is meant; by a pronoun, before speakers are resolved, whoever was named last as a subject in the paragraph."""
    if doer.pos_ != "PRON":
        return context.cast.get_figure(doer)
    if doer.lower_ in _RELATIVE:
        verb = doer.head
        return context.cast.get_figure(verb.head) if verb.dep_ == "relcl" else None
    if doer.lower_ not in _PERSONAL:
        return None
    before = (word for word in reversed(doer.doc[: doer.i]) if word.dep_ == "nsubj")
    figures = (context.cast.get_figure(word) for word in before)
    return next((each for each in figures if each is not None and each.type == "Person"), None)


def _list_violent(context: Context) -> frozenset[str]:
    """Return the ids of those who stab, shoot or kill somebody in the article."""
    words = _get_words(context.lexicon)
    told = _list_actors(words.deeds, context)
    return frozenset(
        doer
        for verb, doer in told
        if (whom := get_object(verb)) is not None and is_person(whom, context)
    )


def _list_quoted(context: Context) -> frozenset[str]:
    """Return the ids of those who say something in the article."""
    return frozenset(doer for _, doer in _list_actors(_get_words(context.lexicon).saying, context))


def _list_actors(verbs: frozenset[str], context: Context) -> Iterator[tuple[Token, str]]:
    """Yield each of some verbs in the article with the id of who does it."""
    for paragraph in context.parsed.paragraphs:
        for word in paragraph.doc:
            if word.pos_ != "VERB" or word.lemma_.lower() not in verbs:
                continue
            doer = get_actor(word)
            figure = context.cast.get_figure(doer) if doer is not None else None
            if figure is not None:
                yield word, figure.id

"""How far a text stands behind what it tells: denied or not, and plain fact, guess, plan, condition or allegation.

The word that tells of something (a clause's verb, an event's noun) is read together with what qualifies it: its
adverbs and auxiliaries, the words that govern it ("plans to", "failed to", "accused of", "a threat of") and the clause
it stands in ("if", "unless"). The words are data (``ontology/lexicon/hedges.ttl``); the paths along which they act
are here. Scope follows the dependency tree as in NegEx-style readers on trees (Mehrabi et al. 2015, DEEPEN);
the modalities are a plain form of FactBank's (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.lexicon import Entry, Lexicon
    from graph_builder.model import Modality, Polarity

# Complements that take over what is said of their governor, and the links that lead up to it.
_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "pcomp", "dobj", "obj", "attr", "oprd", "acl", "dative"}
)
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "nsubjpass"})
_FREE = frozenset({"ROOT", "relcl", "parataxis", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_ENDS = frozenset({".", "?", "!"})
_WH = frozenset({"WRB", "WP", "WDT"})
_STRONGEST_FIRST: tuple[Modality, ...] = ("Alleged", "Conditional", "Possible", "Intended")
_WHEN = frozenset({"in", "at", "during", "after", "before", "since"})
_GOVERNED = frozenset({"of", "for", "on", "with", "to", "from", "against", "about", "into", "out"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MAX_STEPS = 6
_PAST = frozenset({"VBD", "VBN"})


@dataclass(frozen=True)
class _Words:
    """One property of all entries: word → modality, or word → "Negated"."""

    adverb: dict[str, str]
    adjective: dict[str, str]
    predicate: dict[str, str]
    governor: dict[str, str]
    passive: dict[str, str]
    denied: dict[str, str]
    noun: dict[str, str]
    auxiliary: dict[str, str]
    subordinator: dict[str, str]
    phrase: dict[str, str]
    determiner: dict[str, str]
    pronoun: dict[str, str]
    preposition: dict[str, str]


@dataclass(frozen=True)
class _Scope:
    hedges: _Words
    negators: _Words
    lifting: frozenset[str]
    light_verbs: frozenset[str]


def _collect(entries: tuple[Entry, ...], default: str) -> _Words:
    def words(name: str) -> dict[str, str]:
        return {
            word: entry.value("modality", default)
            for entry in entries
            for word in entry.values(name)
        }

    return _Words(**{name: words(name) for name in _Words.__dataclass_fields__})


_COMPILED: dict[int, tuple[Lexicon, _Scope]] = {}


def _compile(lexicon: Lexicon) -> _Scope:
    """Index the entries by word, once a lexicon. The lexicon is kept, so that its id stays its own."""
    known = _COMPILED.get(id(lexicon))
    if known is None:
        scope = _Scope(
            hedges=_collect(lexicon.of_kind("Hedge"), "Possible"),
            negators=_collect(lexicon.of_kind("Negator"), "Negated"),
            lifting=lexicon.words("Negator", "except"),
            light_verbs=lexicon.words("LightVerb", "governor"),
        )
        known = _COMPILED[id(lexicon)] = (lexicon, scope)
    return known[1]


def read_polarity(
    token: Token, lexicon: Lexicon | None = None, *, until: Token | None = None
) -> Polarity:
    """Return whether what a word tells is denied.

    Args:
        token: The head of the clause, or the noun that names the event or action.
        lexicon: Where the negating words are; the program's own when left out.
        until: A word above, with which the look upwards ends; it has no say itself.

    Returns:
        ``Negated`` for "did not sign", "no agreement", "failed to sign", "without a vote", "nobody voted",
        "it is untrue that …"; ``Affirmed`` for "not only …", for two negations ("did not fail to sign")
        and for a thing that merely stands in a negated clause ("did not condemn the attack").
    """
    scope = _compile(lexicon or load_lexicon())
    negations = sum(_count_negations(link, scope) for link in _climb(token, scope, until))
    return "Negated" if negations % 2 else "Affirmed"


def read_modality(
    token: Token, lexicon: Lexicon | None = None, *, until: Token | None = None
) -> Modality:
    """Return how far the text vouches for what a word tells.

    Args:
        token: The head of the clause, or the noun that names the event or action.
        lexicon: Where the hedging words are; the program's own when left out.
        until: A word above, with which the look upwards ends; it has no say itself.

    Returns:
        The strongest reservation on the way from the word to its sentence's main clause: ``Alleged``, then
        ``Conditional``, ``Possible``, ``Intended`` (plans, orders, demands and all that lies in the
        future), else ``Asserted``. Who reports it is no reservation: a claim's content is ``Asserted``
        when its speaker asserts it.
    """
    scope = _compile(lexicon or load_lexicon())
    found = {
        modality for link in _climb(token, scope, until) for modality in _read_hedges(link, scope)
    }
    return next((modality for modality in _STRONGEST_FIRST if modality in found), "Asserted")


@dataclass(frozen=True)
class _Link:
    """One word on the way up, and the word below it by which it was reached (none for the first)."""

    token: Token
    below: Token | None = None


def _climb(token: Token, scope: _Scope, until: Token | None) -> Iterator[_Link]:
    """Yield the word and those above it whose negation and mood it shares."""
    below: Token | None = None
    for _ in range(_MAX_STEPS):
        yield _Link(token, below)
        above = _find_governor(token, scope)
        if above is None or above == until:
            return
        below, token = token, above


def _find_governor(token: Token, scope: _Scope) -> Token | None:
    head, link = token.head, token.dep_
    if link == "advcl" and (_is_object(token) or _is_gerund(token, scope)):
        return head
    # "he said" after its content, and clauses of time, place or reason, stand for themselves.
    if head == token or link in _FREE or (link == "ccomp" and token.i < head.i):
        return None
    if link == "conj":
        return head if _shares_mood(token) else _skip_conjuncts(token, scope)
    if link in {"pobj", "pcomp"}:
        return head.head if _is_governed(head, scope) else None
    if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        return head if _is_named_by(token, head, scope) else None
    return head if link in _COMPLEMENTS or link in {"acomp", "csubj"} else None


def _is_object(clause: Token) -> bool:
    """Whether "for" and an infinitive stand for an object: "called for the plan to be dropped"."""
    first = clause.left_edge
    return (
        first.lower_ == "for"
        and first.dep_ == "mark"
        and first.i == clause.head.i + 1
        and any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)
    )


def _is_gerund(clause: Token, scope: _Scope) -> bool:
    """Whether a participle right behind a verb with its particle is the object of it: "ruled out *stepping down*"."""
    verb = clause.head
    close = clause.tag_ == "VBG" and clause.left_edge.i == verb.i + 2
    words = (scope.hedges.governor, scope.negators.governor)
    return close and " " in _name_verb(verb) and any(_name_verb(verb) in each for each in words)


def _shares_mood(token: Token) -> bool:
    """Whether a later verb or noun of a series has no subject or auxiliary of its own."""
    own = {"nsubj", "nsubjpass", "aux", "auxpass", "neg", "expl", "det"}
    tags = {token.tag_, token.head.tag_}
    if len(tags) > 1 and tags & _FINITE:
        return token.pos_ not in {"VERB", "AUX"}
    return not any(child.dep_ in own for child in token.children)


def _skip_conjuncts(token: Token, scope: _Scope) -> Token | None:
    """For a later member with mood of its own: the governor of the whole series, if it governs all."""
    first = token
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    if first.dep_ in _COMPLEMENTS and first.i > first.head.i:
        return _find_governor(first, scope)
    return None


def _is_governed(preposition: Token, scope: _Scope) -> bool:
    """Whether a preposition ties its object to a word that hedges or denies: "accused of", "plan for"."""
    above = preposition.head
    lemma = above.lemma_.lower()
    words = (scope.hedges, scope.negators)
    if above.pos_ in {"VERB", "AUX"}:
        if lemma == "decline":
            return False  # "declining on a drop in sales"
        known = any(lemma in each.governor or lemma in each.passive for each in words)
        if known:
            return preposition.lower_ in _GOVERNED
        return lemma in scope.light_verbs and preposition.lower_ in {"out", "for", "to", "into"}
    if above.pos_ in {"NOUN", "PROPN"}:
        # "Rejected *the plan in a referendum*" is no plan for a referendum.
        return preposition.lower_ not in _WHEN and any(lemma in each.noun for each in words)
    if (lemma, preposition.lower_) == ("due", "to"):
        return False  # a cause: "due to a strike"
    return any(lemma in each.predicate for each in words)


def _is_named_by(token: Token, head: Token, scope: _Scope) -> bool:
    """Whether a noun shares what is said of the word above it: a light verb, or one that hedges its object."""
    if head.pos_ not in {"VERB", "AUX"}:
        return token.dep_ in {"attr", "oprd"}
    lemma = head.lemma_.lower()
    if token.dep_ in _SUBJECTS | {"attr"} and lemma in scope.light_verbs:
        return True
    if token.dep_ == "nsubjpass" or token.dep_ in _OBJECTS:
        hedges, negators = scope.hedges, scope.negators
        return (
            lemma in scope.light_verbs
            or lemma in hedges.governor
            or lemma in negators.governor
            or lemma in hedges.passive
        )
    return False


def _count_negations(link: _Link, scope: _Scope) -> int:
    token, negators = link.token, scope.negators
    words = {
        child.lower_
        for child in token.children
        if child != link.below and _is_negating(child, token, scope)
    }
    count = len(words) - ("nor" in words and len(words) > 1)  # "neither … nor", "not … nor"
    if link.below is None:
        return count + _is_under_preposition(token, scope)
    if link.below.dep_ == "conj":
        return count  # "banned exports *and lifted* a tax" denies no lifting
    lemma = _name_verb(token)
    if token.pos_ in {"VERB", "AUX"}:
        count += link.below.dep_ not in _SUBJECTS - {"nsubjpass"} and lemma in negators.governor
    else:
        count += lemma in negators.noun or lemma in negators.predicate
    return count


def _name_verb(token: Token) -> str:
    """The lemma, with the particle behind a space if there is one: "call off"."""
    particle = next((child for child in token.rights if child.dep_ == "prt"), None)
    lemma: str = token.lemma_.lower()
    return lemma if particle is None else f"{lemma} {particle.lower_}"


def _is_under_preposition(token: Token, scope: _Scope) -> bool:
    """Whether a word stands behind one that denies it: "without a vote", "far from voting", "yet to vote"."""
    doc = token.doc
    if token.dep_ in {"pobj", "pcomp"}:
        first = token.head.i
        before = doc[max(first - 1, 0) : first + 1].text.lower()
        return token.head.lower_ in scope.negators.preposition or before in scope.negators.phrase
    first = token.left_edge.i
    return first > 0 and doc[first - 1 : first + 1].text.lower() in scope.negators.phrase


def _is_negating(child: Token, token: Token, scope: _Scope) -> bool:
    word, link, negators = child.lower_, child.dep_, scope.negators
    if link == "neg" or (link in {"advmod", "preconj", "cc"} and word in negators.adverb):
        return not _is_lifted(child, scope)
    if link == "advmod" and child.i > 0 and f"{child.nbor(-1).lower_} {word}" in negators.adverb:
        return True
    if link in {"det", "predet"} or child.pos_ == "DET":
        return word in negators.determiner and not _is_lifted(child, scope)
    if link in {"amod", "acomp"}:
        lemma = child.lemma_.lower()
        return lemma in negators.adjective or (link == "acomp" and lemma in negators.predicate)
    if link in _SUBJECTS | _OBJECTS and token.pos_ in {"VERB", "AUX"}:
        return word in negators.pronoun or any(
            (each.dep_ == "det" and each.lower_ in negators.determiner)
            or (each.dep_ == "advmod" and each.lower_ in negators.adverb)
            for each in child.children
            if not _is_lifted(each, scope)
        )
    return False


def _is_lifted(negator: Token, scope: _Scope) -> bool:
    """Whether the next word turns the negator into an emphasis, or a house: "not only", "no doubt", "not until"; "No 10"."""
    if negator.i + 1 >= len(negator.doc):
        return False
    following = negator.nbor()
    return following.lower_ in scope.lifting or (negator.text == "No" and following.is_digit)


def _read_hedges(link: _Link, scope: _Scope) -> Iterator[str]:
    token, hedges = link.token, scope.hedges
    for child in token.children:
        yield from _read_child(child, token, scope)
    if link.below is None:
        yield from _read_preposition(token, scope)
        return
    if link.below.dep_ == "conj":
        return  # what a verb hedges is below it, not beside it
    lemma, is_verb = _name_verb(token), token.pos_ in {"VERB", "AUX"}
    if link.below.dep_ == "xcomp" and (lemma == "be" or token.lower_ in hedges.predicate):
        yield hedges.predicate.get(token.lower_, "Intended")  # "is to leave", "is set to leave"
    if is_verb and link.below.dep_ not in {"nsubj", "csubj", "expl"}:
        yield from _read_governor(token, lemma, hedges)
    elif not is_verb and lemma in hedges.noun:
        yield hedges.noun[lemma]
    if not is_verb and lemma in hedges.predicate:
        yield hedges.predicate[lemma]


def _read_governor(verb: Token, lemma: str, hedges: _Words) -> Iterator[str]:
    """Yield what a verb says of what it governs, by itself, in the passive voice, or when it is denied."""
    if lemma in hedges.governor:
        yield hedges.governor[lemma]
    if lemma in hedges.passive and _is_passive(verb):
        yield hedges.passive[lemma]
    if lemma in hedges.denied and any(child.dep_ == "neg" for child in verb.children):
        yield hedges.denied[lemma]


def _is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and (
        token.dep_ in {"acl", "amod"} or any(child.dep_ == "auxpass" for child in token.children)
    )


def is_asked(verb: Token) -> bool:
    """Tell whether a verb is asked and not told: "Did the council *close* the school?"; who asks why tells that it did."""
    subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    helpers = (child for child in verb.lefts if child.dep_ in {"aux", "auxpass"})
    if subject is None or not any(helper.i < subject.i for helper in helpers):
        return False
    stop = next((token.text for token in verb.doc[verb.i + 1 :] if token.text in _ENDS), "")
    return stop == "?" and not any(child.tag_ in _WH for child in verb.lefts)


def _read_child(child: Token, token: Token, scope: _Scope) -> Iterator[str]:
    hedges, word, link = scope.hedges, child.lower_, child.dep_
    if link in {"aux", "auxpass"} and token.dep_ == "advcl" and _is_inverted(child, token):
        yield "Conditional"
    if link in {"aux", "auxpass"} and is_asked(token):
        yield "Possible"
    elif link in {"aux", "auxpass"} and word in hedges.auxiliary:
        yield _read_auxiliary(child, token, hedges.auxiliary[word])
    elif link in {"advmod", "npadvmod", "amod"}:
        table = hedges.adverb if link != "amod" else {**hedges.adverb, **hedges.adjective}
        lemma = child.lemma_.lower()
        if word in table or lemma in table:
            yield table.get(word, table.get(lemma, "Possible"))
    elif link in {"acomp", "oprd"} and child.lemma_.lower() in hedges.predicate:
        modality = hedges.predicate[child.lemma_.lower()]
        if modality != "Intended" or _is_for_something(child):
            yield modality
    elif link == "mark" and word in hedges.subordinator:
        yield hedges.subordinator[word]
    elif link == "advcl" and (
        _is_condition(child, scope)
        or any(_is_inverted(each, child) for each in child.lefts if each.dep_ == "aux")
    ):
        yield "Conditional"


def _is_for_something(adjective: Token) -> bool:
    """Whether it is told what somebody is ready or willing to do, or when something is due: not "is ready", "was due to rain"."""
    following = adjective.nbor() if adjective.i + 1 < len(adjective.doc) else adjective
    if adjective.lower_ == "due":
        return following.lower_ != "to" or following.dep_ == "aux"
    return any(child.dep_ in {"xcomp", "ccomp", "advcl", "prep"} for child in adjective.rights)


def _is_inverted(auxiliary: Token, verb: Token) -> bool:
    """Reads: should it rain, …; had it rained, … ."""
    subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    return (
        subject is not None
        and auxiliary.i < subject.i
        and auxiliary.lower_ in {"should", "had", "were"}
        and auxiliary.i == verb.left_edge.i
    )


def _is_condition(clause: Token, scope: _Scope) -> bool:
    """Whether an adverbial clause is a real condition: "if …", "unless …", not "as if", "even if"."""
    return any(
        child.dep_ == "mark"
        and child.lower_ in scope.hedges.subordinator
        and child.lower_ != "whether"
        and (child.i == 0 or child.nbor(-1).lower_ not in {"as", "even"})
        for child in clause.children
    )


def _read_auxiliary(auxiliary: Token, verb: Token, modality: str) -> str:
    """What a modal verb says; "would" after a past verb of saying is only the future of then."""
    if modality == "Conditional" and verb.dep_ in {"ccomp", "conj"} and _is_of_past(verb.head):
        return "Intended"
    if auxiliary.lower_ in {"could", "might", "would"} and any(
        child.lower_ == "have" and child.dep_ == "aux" for child in verb.children
    ):
        return "Conditional" if auxiliary.lower_ == "would" else "Possible"
    return modality


def _is_of_past(verb: Token) -> bool:
    """Whether a verb tells the past, itself or, as a participle, by the verb above it: "*was quoted* as saying", "*met* them, adding"."""
    while verb.tag_ == "VBG" and verb.dep_ in {"advcl", "pcomp", "prep"} and verb.head != verb:
        verb = verb.head.head if verb.head.dep_ == "prep" else verb.head
    return verb.tag_ in _PAST


def _read_preposition(token: Token, scope: _Scope) -> Iterator[str]:
    """The words right before a noun phrase: "in case of a strike"."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return
    first = token.left_edge.i
    words = [each.lower_ for each in token.doc[max(0, first - 4) : first]]
    for size in (2, 3, 4):
        phrase = " ".join(words[-size:])
        if len(words) >= size and phrase in scope.hedges.phrase:
            yield scope.hedges.phrase[phrase]

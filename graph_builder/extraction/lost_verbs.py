"""The verb of a sentence that the parser took for a part of its subject, put right before anything is read from the parse.

"Gunmen on motorcycles *killed* nine villagers, police said": they killed, and no killed gunmen are told of.
"A ferry carrying 80 people *capsized*, the coast guard said": it did, and not the people.
"A bus *carrying* pilgrims plunged": the bus did, and no "bus carrying pilgrims" by that name.
"A plane bound for Oslo with *nine people* on board crashed": the plane did.
"Ana Ruiz, the rights chief, *called* for calm": she did. "Nine people *are dead*": they died. "It sank *off* Lesbos": it was there.
"It is the worst accident since 2019, when two trains collided, *killing nine*": the trains did.
"Told lawmakers that the utility *expected* to post a profit": it did, and nobody expected it of the utility.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAST = frozenset({"VBN", "VBD"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_AFLOAT = frozenset({"dep", "nsubj", "nsubjpass", "ccomp"})
_CARRYING = {"carrying": "carry", "transporting": "transport", "ferrying": "ferry"}
"""Words that parsers take for nouns behind a vehicle, by their verbs."""
_PHRASE = 6
_ASIDES = frozenset({"appos", "relcl"})
_LOST = frozenset({"sink", "capsize", "founder", "drown", "crash", "collide", "overturn", "explode", "die"})  # fmt: skip


def reattach_verbs(doc: Doc) -> None:
    """Mend the parse of one paragraph in place."""
    _reattach_loads(doc)
    for link, noun in list(_find_second_subjects(doc)):
        noun.head, noun.dep_ = link, "pobj"
    for noun in doc:
        verb = _find_verb(noun) or _find_behind_aside(noun) if noun.pos_ in _NOUNS else None
        if verb is not None:
            _make_verb(noun, verb)
    _reattach_clauses(doc)
    for result, verb in list(_find_results(doc)):
        result.head = verb
    for quake in doc[2:]:
        if _is_measured(quake):
            _make_measured(quake)
    for off in doc[:-1]:
        if _is_where(off):
            off.dep_, off.nbor().head, off.nbor().dep_ = "prep", off, "pobj"
    for verb, dead in list(_find_dead(doc)):
        _make_died(verb, dead)


def _reattach_clauses(doc: Doc) -> None:
    for that, noun, verb in list(_find_clauses_of_that(doc)):
        _make_clause(that, noun, verb)


def _find_clauses_of_that(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield "that", a noun and the verb behind it that was taken for its participle: "said *that the firm hoped* to grow"."""
    for that in doc[1:-2]:
        if that.lower_ != "that" or that.tag_ != "IN":
            continue
        noun = next(
            (each for each in doc[that.i + 1 : that.i + _PHRASE] if each.pos_ in _NOUNS), that
        )
        while noun.dep_ == "compound" and noun.head.i == noun.i + 1:
            noun = noun.head
        verb = doc[min(noun.i + 1, len(doc) - 1)]
        taken = verb.dep_ == "acl" and verb.head == noun and verb.tag_ == "VBN"
        goes_on = any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.rights)
        if taken and goes_on and noun.head.pos_ == "VERB" and noun.head.i < that.i:
            yield that, noun, verb


def _make_clause(that: Token, noun: Token, verb: Token) -> None:
    verb.tag_, verb.head, verb.dep_ = "VBD", noun.head, "ccomp"
    noun.head, noun.dep_ = verb, "nsubj"
    that.head, that.dep_ = verb, "mark"
    for child in list(noun.rights):
        if child.i > verb.i:
            child.head = verb


def _reattach_loads(doc: Doc) -> None:
    for vehicle, gerund, load in list(_find_loads(doc)):
        vehicle.head, vehicle.dep_ = (vehicle if load.head == load else load.head), load.dep_
        for child in list(load.lefts):
            if child.i < gerund.i and child != vehicle:
                child.head = vehicle
        gerund.tag_, gerund.pos_, gerund.lemma_ = "VBG", "VERB", _CARRYING[gerund.lower_]
        gerund.head, gerund.dep_ = vehicle, "acl"
        load.head, load.dep_ = gerund, "dobj"


def _find_loads(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield a vehicle, the gerund behind it that was taken for a noun, and what it carries, taken for the vehicle's name."""
    for gerund in doc[1:]:
        vehicle, load = gerund.nbor(-1), gerund.head
        if gerund.lower_ not in _CARRYING or gerund.tag_ != "NN" or gerund.dep_ != "compound":
            continue
        if vehicle.dep_ == "compound" and vehicle.head in {gerund, load} and load.i > gerund.i:
            yield vehicle, gerund, load


def _find_second_subjects(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the prepositions that lack what is behind them, and that, taken for a second subject."""
    for noun in doc:
        first = noun.left_edge
        if noun.dep_ not in _SUBJECTS or first.i == 0:
            continue
        link = first.nbor(-1)
        lacking = link.dep_ == "prep" and not list(link.children)
        others = [child for child in noun.head.lefts if child.dep_ in _SUBJECTS]
        if lacking and others[0].i < link.i and others[0].is_ancestor(link):
            yield link, noun


def _is_measured(quake: Token) -> bool:
    """Whether "a magnitude 6.0 *earthquake*" was taken for a magnitude, with the quake beside it."""
    measure = quake.head
    beside = quake.dep_ == "appos" and quake.nbor(-1).like_num and quake.nbor(-2) == measure
    return beside and measure.lower_ == "magnitude" and quake.pos_ == "NOUN"


def _make_measured(quake: Token) -> None:
    measure = quake.head
    quake.head, quake.dep_ = (quake if measure.head == measure else measure.head), measure.dep_
    for child in list(measure.children):
        if child != quake:
            child.head = quake
    measure.head, measure.dep_ = quake, "compound"


def _is_where(off: Token) -> bool:
    """Whether "off" says at which coast something was lost, and is no part of its verb."""
    place, verb = off.nbor(), off.head
    lost = off.lower_ == "off" and off.dep_ == "prt" and verb.lemma_ in _LOST
    return lost and place.pos_ == "PROPN" and place.dep_ == "dobj" and place.head == verb


def _find_results(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the gerunds that tell what came of a clause with "when" right before them, and hang on "is", with the verb of that clause."""
    for gerund in doc[1:]:
        above, comma = gerund.head, gerund.left_edge.i - 1
        if gerund.tag_ != "VBG" or gerund.dep_ != "advcl" or above.lemma_ != "be" or comma < 1:
            continue
        if doc[comma].text != "," or above.i > gerund.i:
            continue
        before = doc[comma - 1]
        clauses = [word for word in (before, *before.ancestors) if word.dep_ == "relcl"]
        opened = [word for word in clauses if any(child.lower_ == "when" for child in word.lefts)]
        if opened and opened[0].i > above.i:
            yield gerund, opened[0]


def _find_dead(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the "are" of a clause that counts the dead, with that word: "nine people *are dead*"; not "he is dead"."""
    for dead in doc:
        verb = dead.head
        if dead.lower_ != "dead" or dead.dep_ != "acomp" or verb.lower_ not in {"are", "were"}:
            continue
        subjects = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
        if any(
            noun.pos_ == "NUM" or any(child.dep_ == "nummod" for child in noun.lefts)
            for noun in subjects
        ):
            yield verb, dead


def _make_died(verb: Token, dead: Token) -> None:
    """Make "dead" a verb in the past tense, and "are" its helping verb."""
    for child in list(verb.children):
        if child != dead:
            child.head = dead
    dead.head, dead.dep_ = (dead if verb.head == verb else verb.head), verb.dep_
    dead.pos_, dead.tag_, dead.lemma_ = "VERB", "VBD", "die"
    verb.head, verb.dep_ = dead, "aux"


def _find_verb(noun: Token) -> Token | None:
    """Return the participle below a noun that is the verb of a sentence which has none else, or of what somebody says in it."""
    told = _is_told(noun)
    last = noun.sent[-1]
    if not told and (noun.dep_ != "ROOT" or last.text != "." or not _is_counted(noun)):
        return None
    below = list(noun.subtree)
    if any(word.tag_ in _FINITE and not _is_aside(word, noun) for word in below):
        return None
    comma = next((word.i for word in below if word.text == ","), below[-1].i + 1)
    found = [word for word in below if word.i < comma and word.i > noun.i and _is_lone(word)]
    acting = [word for word in found if _has_object(word)]
    if acting:
        return acting[0]
    # "A minibus packed with children *collided*": the last of several.
    free = [word for word in found if word.head != noun and not _has_agent(word)]
    return free[-1] if free else None


def _find_behind_aside(noun: Token) -> Token | None:
    """Return the past of which a name is the subject, that stands behind what it is, or did: "Ana Ruiz, the rights chief, | *called* for calm.", "Ana Ruiz, who lost, | *announced* that …"."""
    if noun.dep_ != "ROOT" or noun.pos_ != "PROPN" or noun.sent[-1].text != ".":
        return None
    asides = {child.right_edge.i + 1: child for child in noun.rights if child.dep_ in _ASIDES}
    for verb in noun.rights:
        aside = asides.get(verb.i - 1) if verb.nbor(-1).text == "," else None
        if aside is None or verb.dep_ != "acl" or not _is_lone(verb):
            continue
        clause = aside.dep_ == "relcl" and aside.left_edge.nbor(-1).text == ","
        if verb.tag_ == "VBD" or (clause and verb.tag_ == "VBN" and not _has_agent(verb)):
            return verb
    return None


def _is_told(noun: Token) -> bool:
    """Whether a noun stands where the clause of what somebody says should: "*gunmen* …, police said"."""
    said = noun.head
    behind = noun.right_edge.i + 1
    if noun.dep_ not in _AFLOAT or said.pos_ != "VERB" or said.dep_ != "ROOT" or said.i < behind:
        return False
    speakers = [child for child in said.lefts if child.dep_ in _SUBJECTS and child.i > behind]
    return bool(speakers) and noun.doc[behind].text == ","


def _is_counted(noun: Token) -> bool:
    own = any(child.dep_ in {"det", "nummod"} for child in noun.lefts)
    return own or noun.tag_ == "NNS"


def _is_aside(word: Token, noun: Token) -> bool:
    """Whether a finite verb below a noun belongs to a clause of its own, or goes on with a participle: "gunmen *who came*", "killed nine and *fled*"."""
    chain = [word, *word.ancestors]
    chain = chain[: chain.index(noun)]
    return any(each.dep_ in {"relcl", "advcl"} or _is_lone(each) for each in chain)


def _is_lone(word: Token) -> bool:
    """Whether a word is a participle behind a noun, without a helping verb."""
    helped = any(child.dep_ in {"aux", "auxpass"} for child in word.children)
    return word.tag_ in _PAST and word.dep_ == "acl" and not helped


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.children)


def _has_agent(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.children)


def _make_verb(noun: Token, verb: Token) -> None:
    """Make a participle the verb of which a noun above it is the subject."""
    behind = [word for word in noun.subtree if word.i > verb.i and word.head.i < verb.i]
    alone = noun.head == noun
    verb.head, verb.dep_ = (verb, "ROOT") if alone else (noun.head, "ccomp")
    verb.tag_ = "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    for word in behind:
        word.head = verb
        if word.dep_ == "acl" and word.tag_ == "VBG":
            word.dep_ = "advcl"

"""Who does what to whom: the actor, the object and the words around a verb or an event's noun.

The parse follows the CLEAR dependency labels (Choi and Palmer, 2012), in which spaCy's English models are trained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_REAL_SUBJECTS = SUBJECTS - {"expl"}
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LEFT = frozenset(
    {
        "compound",
        "amod",
        "nummod",
        "nmod",
        "poss",
        "case",
        "quantmod",
        "advmod",
        "det",
        "predet",
        "neg",
    }
)
_LONGEST = 12
_COUNTING = frozenset(
    {
        "couple",
        "part",
        "some",
        "half",
        "all",
        "dollar",
        "euro",
        "ton",
        "tonne",
        "package",
        "number",
        "series",
        "pair",
        "dozen",
        "hundred",
        "thousand",
        "string",
        "handful",
        "spate",
        "wave",
        "lot",
        "one",
        "two",
        "several",
        "rest",
        "most",
    }
)
_PASSIVE = frozenset({"auxpass", "nsubjpass", "csubjpass", "agent"})
_PAST_HELPERS = frozenset({"had", "has", "have", "was", "were", "'ve", "did", "having", "been"})
_CONDITIONAL = frozenset({"would", "could", "should", "might"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "'d"})


def get_children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token with one of these dependency labels, in order."""
    return [child for child in token.children if child.dep_ in labels]


def get_conjuncts(token: Token) -> list[Token]:
    """Return a token and everything joined to it by "and", "or" or commas, in order."""
    found = [token]
    for item in found:
        found.extend(get_children(item, "conj"))
        # "a nurse, a guard, and a boy" is parsed as an apposition with a conjunct of its own
        found.extend(other for other in get_children(item, "appos") if get_children(other, "cc"))
    return found


def is_passive(verb: Token) -> bool:
    """Decide whether a verb stands in the passive, reduced relatives ("a law signed in May") included."""
    for _ in range(_LONGEST):
        if any(child.dep_ in _PASSIVE for child in verb.children):
            return not _has_acted(verb)
        if verb.tag_ != "VBN" or get_children(verb, "aux", "dobj"):
            return False
        if verb.dep_ == "acl" or (verb.dep_ == "ccomp" and verb.head.lemma_ == "have"):
            return True
        if _has_subject(verb):
            return _is_bare_participle(verb) or _shares_passive(verb)
        if verb.dep_ not in {"conj", "oprd", "xcomp"} or verb.head.pos_ not in VERBAL:
            return verb.dep_ == "advcl"
        verb = verb.head
    return False


def _shares_passive(verb: Token) -> bool:
    """Whether a participle has a passive's auxiliary with the verb before it: "12 people were hurt and 40 *arrested*"."""
    return verb.dep_ == "conj" and any(child.dep_ == "auxpass" for child in verb.head.children)


def _has_acted(verb: Token) -> bool:
    """Whether "by" only belongs to what somebody has done: "he *had ordered* checks by the fire brigade"."""
    acts = any(child.lemma_ == "have" for child in get_children(verb, "aux"))
    done = get_children(verb, "auxpass", "nsubjpass", "csubjpass")
    return (
        acts and not done and bool(get_children(verb, "nsubj")) and bool(get_children(verb, "dobj"))
    )


def _is_bare_participle(verb: Token) -> bool:
    """Whether a participle has a subject and no auxiliary, as headlines and reports of casualties have it: "with 25 *injured*"."""
    return verb.dep_ in {"ccomp", "pcomp", "advcl", "acl"} and not get_children(verb, "prep", "prt")


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def choose_subject(subjects: Sequence[Token], verb: Token) -> Token:
    """Return of several subjects the one beside the verb: the parser took a clause before it for the other.

    A land behind a comma only says where the other is: "the council of Lund, *Sweden* voted".
    """
    nearest = min(subjects, key=lambda child: abs(child.i - verb.i))
    comma = nearest.left_edge.i - 1
    if nearest.ent_type_ != "GPE" or comma < 1 or nearest.doc[comma].text != ",":
        return nearest
    last = nearest.doc[comma - 1]
    owners = (child for child in subjects if child != nearest and child.right_edge == last)
    return next((child for child in owners if child != last and last.pos_ == "PROPN"), nearest)


def get_subject(verb: Token) -> Token | None:
    """Return the noun that is the subject of a verb, also where grammar leaves it unsaid.

    A relative pronoun gives the noun it stands for, a shared subject of joined verbs the one before, an infinitive
    the object or subject of the verb above it, a participle the noun or the clause it modifies.
    """
    for _ in range(_LONGEST):
        subjects = [child for child in verb.children if child.dep_ in _REAL_SUBJECTS]
        if subjects:
            return _follow_relative(choose_subject(subjects, verb), verb)
        above = verb.head
        if above == verb:
            return None
        if verb.dep_ in {"acl", "relcl"} and above.pos_ in NOMINAL:
            return above if verb.tag_ in {"VBG", "VBN", "VB"} else None
        controller = _find_marked(verb) or _find_cut_off(verb) or _find_controller(verb, above)
        if controller is not None:
            return controller
        higher = _find_higher(verb, above)
        if higher is None:
            return None
        verb = higher
    return None


def _find_cut_off(verb: Token) -> Token | None:
    """Return the person right before a passive verb that the parser joins to the clause before: "A resigned and *Ann Moss* was sworn in"."""
    helpers = [child.i for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not helpers or verb.tag_ != "VBN" or min(helpers) != min([verb.i, *helpers]):
        return None
    first = min(helpers)
    before = verb.doc[first - 1] if first > verb.sent.start else None
    if before is None or before.pos_ != "PROPN" or verb.dep_ not in {"conj", "ccomp", "advcl"}:
        return None
    joined = before.dep_ == "conj" and not before.ent_type_
    return before if joined or before.ent_type_ == "PERSON" else None


def _find_marked(verb: Token) -> Token | None:
    """Return the subject that the parser hangs on the conjunction: "after *Theresa May* stepped down"."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    marks = (child for child in verb.children if child.dep_ == "mark")
    nouns = (noun for mark in marks for noun in mark.children if noun.dep_ == "pobj")
    return next((noun for noun in nouns if noun.i < verb.i), None)


def _find_higher(verb: Token, above: Token) -> Token | None:
    """Return the verb whose subject a clause shares: none for a gerund that only explains a noun."""
    if verb.dep_ == "pcomp":
        return above.head if above.head.pos_ in VERBAL else None
    return above if above.pos_ in VERBAL else get_governing_verb(above)


def _find_controller(verb: Token, above: Token) -> Token | None:
    """Return the object that does what an infinitive or gerund says: "ordered *the army* to guard", "accused *X* of killing"."""
    if verb.dep_ == "pcomp" and above.lower_ in {"of", "for", "from", "with"}:
        above = above.head
        if is_passive(above):
            return get_subject(above) if above.head != verb else None
    elif verb.dep_ != "xcomp" or not (verb.tag_ == "VB" or is_infinitive(verb)):
        return None
    return next(iter(get_children(above, "dobj")), None)


def is_infinitive(verb: Token) -> bool:
    """Decide whether a verb stands behind "to", in the passive too: "flags *to be flown*"."""
    return any(child.tag_ == "TO" for child in verb.lefts)


def _follow_relative(subject: Token, verb: Token) -> Token:
    clause = verb
    while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.pos_ in VERBAL:
        clause = clause.head
    if subject.tag_ in {"WDT", "WP"} and clause.dep_ == "relcl":
        return clause.head
    return subject


def get_actor(verb: Token) -> Token | None:
    """Return who does it: the subject, or in the passive the noun after "by"."""
    if not is_passive(verb):
        return get_subject(verb)
    for preposition in get_children(verb, "agent", "prep"):
        if preposition.lower_ == "by":
            return next(iter(get_children(preposition, "pobj")), None)
    return None


def get_undergoer(verb: Token) -> Token | None:
    """Return the subject of a verb, or whom somebody orders to do it: "ordered *schools* to close"."""
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
    if not subjects and verb.dep_ == "xcomp":
        subjects = [child for child in verb.head.rights if child.dep_ == "dobj"]
    return subjects[-1] if subjects else None


def get_object(verb: Token) -> Token | None:
    """Return to whom or what it is done: the object, or in the passive the subject."""
    if is_passive(verb):
        if verb.dep_ == "acl" and not _has_subject(verb):
            return verb.head if verb.head.pos_ in NOMINAL else None
        return get_subject(verb)
    for child in verb.children:
        if child.dep_ == "dobj":
            if child.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                return verb.head
            return child
    if verb.dep_ == "relcl" and verb.head.pos_ in NOMINAL and _is_gapped(verb):
        return verb.head
    return None


def _is_gapped(verb: Token) -> bool:
    """Whether a relative clause lacks its object: "the law (that) the senate passed"."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    return bool(subjects) and subjects[0].tag_ not in {"WDT", "WP"}


def get_counting(noun: Token) -> Token:
    """Return the word that counts a noun, which has its place in the clause: "*a couple* of bombings", else the noun."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in _COUNTING:
        counting: Token = above.head
        return counting
    return noun


def is_mere_pronoun(word: Token) -> bool:
    """Decide whether a word names nothing: "it", "most of these"; not "*some* of the schools"."""
    counts = word.lemma_.lower() in _COUNTING and word.pos_ not in {"NOUN", "NUM"}
    named = any(item.pos_ in {"NOUN", "PROPN"} for item in get_complements(word, "of"))
    return (counts or word.pos_ == "PRON") and not named


def get_complements(noun: Token, *prepositions: str) -> list[Token]:
    """Return the nouns after these prepositions of a noun or verb: "attack *on* a church"."""
    found = []
    for child in noun.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in prepositions:
            for item in get_children(child, "pobj", "pcomp"):
                found.extend(get_conjuncts(item))
    return found


def is_unreal(verb: Token) -> bool:
    """Decide whether a verb tells what would have been: "she *would have closed* it"."""
    helpers = get_children(verb, "aux")
    would = any(item.lower_ in _CONDITIONAL for item in helpers)
    return would and any(item.lemma_ == "have" for item in helpers)


def is_future(verb: Token) -> bool:
    """Decide whether a verb tells what will be, or what is set to be."""
    for _ in range(_LONGEST):
        auxiliaries = get_children(verb, "aux")
        above = verb.head
        if any(item.lower_ in _FUTURE and item.lemma_ != "have" for item in auxiliaries):
            return True
        if any(item.lower_ == "would" for item in auxiliaries):
            return verb.dep_ == "ccomp" and above.pos_ in VERBAL and is_past(above)
        if verb.dep_ == "xcomp" and verb.tag_ == "VB":
            return _is_scheduling(above)
        if auxiliaries or verb.dep_ != "conj" or above.pos_ not in VERBAL or _has_subject(verb):
            return False
        verb = above
    return False


def _is_scheduling(verb: Token) -> bool:
    """Whether an infinitive behind a verb is set to happen: "is going to", "is to", "was scheduled to"."""
    if verb.lemma_ == "go":
        return verb.tag_ == "VBG"
    if verb.lemma_ in {"be", "due", "plan"}:
        return True
    return verb.lemma_ in {"schedule", "set", "slate", "expect"} and is_passive(verb)


def is_of_another_tense(verb: Token) -> bool:
    """Decide whether a verb joined to one of the past tells of another time: "introduced it in May and *requires* it still".

    So does "had met in May and *was preparing* a second round".
    """
    first = verb.head
    if verb.dep_ != "conj" or not is_past(first):
        return False
    helpers = get_children(verb, "aux", "auxpass")
    finite = [item for item in (verb, *helpers) if item.tag_ in {"VBZ", "VBP"}]
    over = any(item.lemma_ == "have" for item in get_children(first, "aux"))
    return any(item.lemma_ != "have" for item in finite) or (over and bool(helpers))


def is_past(verb: Token) -> bool:
    """Decide whether a verb tells what was or has been."""
    for _ in range(_LONGEST):
        if verb.tag_ == "VBD":
            return True
        helpers = get_children(verb, "aux", "auxpass")
        if helpers:
            return any(item.lower_ in _PAST_HELPERS for item in helpers)
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
            break
        verb = verb.head
    return verb.tag_ == "VBN"


def get_governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a token, itself if it is one."""
    if token.pos_ in VERBAL:
        return token
    for ancestor in token.ancestors:
        # "Following the vote" and "including two" are prepositions in the form of verbs.
        if ancestor.pos_ in VERBAL and ancestor.dep_ != "prep":
            found: Token = ancestor
            return found
    return None


def iterate_phrase(noun: Token) -> Iterator[Token]:
    """Yield the tokens of a noun phrase without its relative clauses, appositions and asides, in order."""
    yield from sorted(_collect_phrase(noun, 0), key=lambda token: int(token.i))


def _collect_phrase(noun: Token, depth: int) -> Iterator[Token]:
    yield noun
    for child in noun.children:
        if child.dep_ in _LEFT and child.i < noun.i:
            yield from _collect_left(child)
        elif child.dep_ == "prep" and child.i > noun.i and _is_aside(child):
            return
        elif child.dep_ == "prep" and child.i > noun.i and depth < 2:  # noqa: PLR2004 - "of the port of Lagos" is deep enough
            for target in get_children(child, "pobj"):
                yield child
                yield from _collect_phrase(target, depth + 1)
        elif child.dep_ == "nummod" and child.i == noun.i + 1 and noun.ent_type_ == "DATE":
            yield child  # "May 3"
        elif child.dep_ == "punct" and child.text in {"-", "/"}:
            yield child


def _is_aside(preposition: Token) -> bool:
    """Whether "with" adds a clause of its own, which says nothing of the noun: "closed schools with *the mayor citing* snow"."""
    return preposition.lower_ in {"with", "without"} and any(
        child.tag_ == "VBG" and child.dep_ in {"acl", "advcl"}
        for noun in get_children(preposition, "pobj")
        for child in noun.children
    )


def _collect_left(token: Token) -> Iterator[Token]:
    for item in token.subtree:
        if item.dep_ not in {"relcl", "acl", "appos"}:
            yield item


def get_phrase_bounds(noun: Token, longest: int = _LONGEST) -> tuple[int, int]:
    """Return the first and last token index of a noun phrase: unbroken, around the noun, at most ``longest`` tokens."""
    inside = {int(token.i) for token in iterate_phrase(noun)}
    first = last = int(noun.i)
    while first - 1 in inside and last - first + 1 < longest:
        first -= 1
    while last + 1 in inside and last - first + 1 < longest:
        last += 1
    while last > noun.i and noun.doc[last].pos_ in {"ADP", "DET", "PUNCT", "ADJ", "CCONJ", "SCONJ"}:
        last -= 1
    return _take_in_hyphens(noun.doc, first, last)


def _take_in_hyphens(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Return the bounds of a phrase so that no word is cut at its hyphen: "a *mini-budget*", whichever half is the noun."""
    while first > 1 and is_hyphen(doc, first):
        first -= 1
    while first > 1 and is_hyphen(doc, first - 1):
        first -= 2
    while last + 2 < len(doc) and is_hyphen(doc, last + 1):
        last += 2
    return first, last


def is_hyphen(doc: Doc, index: int) -> bool:
    """Tell whether a token is a hyphen within a word, at which the tokenizer cuts it: it joins the two around it without spaces."""
    if index < 1 or doc[index].text != "-":
        return False
    return not (doc[index].whitespace_ or doc[index - 1].whitespace_)

"""Short names and tight passages for measures: a noun phrase, or an infinitive with its object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.decision_words import get_words
from graph_builder.extraction.predicates import (
    VERBAL,
    get_children,
    get_complements,
    get_conjuncts,
    get_object,
    get_phrase_bounds,
    get_subject,
    get_undergoer,
    is_mere_pronoun,
)
from graph_builder.extraction.provisions import (
    find_provision,
    get_provision_start,
    says_what_for,
)
from graph_builder.extraction.statuses import (
    get_status_words,
    read_own_clause,
    read_verb_status,
)
from graph_builder.extraction.triggers import begins_compound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Decision
    from graph_builder.model import Span

_LONGEST = 12
_LABEL_WORDS = 8
_SHORT = 4
_HAVING = frozenset({"have", "has", "had"})
_EMPTY = frozenset({"take", "come", "go", "enter"})
_HELPED = 5  # "that would have been …"
_ADDING = frozenset(
    {"cite", "say", "claim", "argue", "add", "note", "accuse", "call", "tell", "warn"}
)
_TIMES = frozenset({"DATE", "TIME", "CARDINAL"})
_PROCLAIMING = frozenset({"declare", "proclaim", "impose"})
_IDLE = frozenset({"response", "move", "bid", "effort", "attempt", "step", "line"})
_NEW = frozenset({"a", "an"})
_WHERE = frozenset({"in", "across", "along", "throughout", "around"})
_STAYING = frozenset({"remain", "stay"})
_OBJECTS_OF = frozenset({"on", "against", "of"})
_BEHIND = frozenset({"acl", "advcl"})
_LOOSE = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "SCONJ", "PART", "ADV", "SYM"})
_POINTING = frozenset({"those", "that", "these", "this", "which", "who"})
_LOWERED = frozenset({"DET", "PRON", "ADJ", "ADV", "ADP", "NUM", "VERB"})  # nouns may be names
_NO_REST = frozenset(
    {"by", "before", "after", "during", "until", "till", "since", "following", "under"}
)
"""Prepositions by which a clause says who did it, when or by which plan, and not what is done."""
_LEADING = frozenset({"DET", "ADV", "PUNCT"})
_BEFORE = frozenset(
    {"amod", "compound", "det", "nmod", "nummod", "poss", "case", "quantmod", "aux", "auxpass"}
)
_TAKING = frozenset({"dobj", "xcomp", "ccomp", "pobj", "pcomp", "acomp", "oprd", "prep", "agent"})


def get_passage(decision: Decision, context: Context) -> Span:
    """Return the words that tell the decision: from its verb to the end of its object, at most twelve tokens."""
    token = decision.content
    first, last = _get_content_bounds(token, context)
    decider = decision.stance.decider
    if decider.doc is token.doc and decider.sent == token.sent:
        begin, end = min(first, _get_begin(decider)), max(last, int(decider.i))
        if decider.pos_ == "AUX" or decider.lemma_ in _EMPTY:
            end = max(end, _get_predicate_end(decider))
        if end - begin < _LONGEST:
            first, last = begin, end
    subject = get_undergoer(token) if decision.by_itself else None
    if subject is not None and last - get_phrase_bounds(subject)[0] < _LONGEST:
        first = min(first, get_phrase_bounds(subject)[0])
    return context.parsed.span(token.doc[first : last + 1])


def _get_begin(decider: Token) -> int:
    """Return where the words of a decision begin: at its verb, or at the "there" of "there will be"."""
    there = [int(child.i) for child in get_children(decider, "expl") if child.i < decider.i]
    return min([*there, int(decider.i)])


def _get_predicate_end(verb: Token) -> int:
    """Return the last token of what is said of the subject: "is *in force*", "was *unlawful*", "took *effect*"."""
    for child in get_children(verb, "prep", "acomp", "dobj"):
        if child.i > verb.i:
            return max(int(item.i) for item in (child, *get_children(child, "pobj")))
    return int(verb.i)


def _get_content_bounds(token: Token, context: Context) -> tuple[int, int]:
    if token.pos_ not in VERBAL:
        first, last = get_phrase_bounds(token, _LONGEST)
        return _add_infinitive(token, first, last, context)
    first = last = int(token.i)
    target = get_object(token)
    state = _get_state(token)
    if state is not None:
        last = int(state.i)
    if target is not None:
        begin, end = get_phrase_bounds(target, _LONGEST - 2)
        if max(end, last) - min(begin, first) < _LONGEST:
            first, last = min(begin, first), max(end, last)
    for child in get_children(token, "prt", "prep"):
        end = max(item.i for item in child.subtree)
        if child.dep_ == "prt" or target is None:
            end = min(int(end), first + _LONGEST - 1)
            last = max(last, end)
    return first, _trim(token.doc, last, int(token.i))


def _get_state(verb: Token) -> Token | None:
    """Return what something is made by a verb: "made masks *mandatory*"."""
    states = get_children(verb, "ccomp", "oprd", "acomp")
    return next((item for item in states if item.pos_ == "ADJ" and item.i > verb.i), None)


def _add_infinitive(noun: Token, first: int, last: int, context: Context) -> tuple[int, int]:
    """Take in what "decree banning …", "order to …", "policy of taking …", "law that bans …" say right behind the noun."""
    gerunds = [
        item
        for preposition in get_children(noun, "prep")
        for item in get_children(preposition, "pcomp")
    ]
    clauses = [item for item in get_children(noun, "acl") if not _is_step(item, context)]
    clauses += gerunds
    if noun.tag_ == "NN" and noun.lemma_.lower() in get_words(context.lexicon).texts:
        own = read_own_clause(noun, context)
        clauses += [
            item
            for item in get_children(noun, "relcl")
            if _tells_content(item, last, context) and (own is None or item != own.decider)
        ]
        below = get_children(noun.head, "xcomp", "advcl") if noun.dep_ == "dobj" else []
        clauses += [item for item in below if item.tag_ == "VB"]
    for child in clauses:
        adding = child.lemma_ in _ADDING and not get_complements(child, "for")
        near = last < child.i <= last + (_HELPED if child.dep_ == "relcl" else 2)
        if near and not adding:
            last = max(last, _get_clause_end(child, noun, _reach(noun.doc, first, _LONGEST)))
    return first, last


def _reach(doc: Doc, first: int, words: int) -> int:
    """Return the last token of so many words, of which those joined by hyphens are one: "single-use e-cigarettes" are two."""
    last = first
    while words > 1 and last + 1 < len(doc):
        last += 1
        words -= "-" not in {doc[last].text, doc[last - 1].text}
    return last


def _is_step(clause: Token, context: Context) -> bool:
    """Whether a participle behind a noun tells what became of it: "a policy *put in place* in May"."""
    return clause.tag_ == "VBN" and read_verb_status(clause, context) is not None


def _tells_content(clause: Token, last: int, context: Context) -> bool:
    """Whether a clause right behind the noun says what a text is to do: "a law *that bans* masks", "a bill *to ban* masks"."""
    first = clause.left_edge
    helpers = {child.lower_ for child in get_children(clause, "aux")}
    if first.i != last + 1:
        return False
    if "would" not in helpers and helpers & _HAVING:
        return says_what_for(clause, context)  # not "the policy that has hit the poor"
    return (
        first.lower_ in {"that", "which"} and first.head == clause and first.dep_ == "nsubj"
    ) or (clause.tag_ == "VB" and first.lower_ == "to")


def _get_clause_end(verb: Token, noun: Token, furthest: int) -> int:
    """Return the last token of what a clause behind a noun says, up to a token: "banning *anyone wearing masks*"."""
    ends = [end for end in _iterate_clause_ends(verb, noun) if end <= furthest]
    target = get_object(verb)
    half = len(ends) == 1 and target is not None and target.i > verb.i
    return -1 if half or not ends else _end_name(verb.doc, max(ends))


def _end_name(doc: Doc, last: int) -> int:
    """Return the last token of the name or date in which a token stands: "after 1 *January 2009*"."""
    while last + 1 < len(doc) and doc[last].ent_type_ and doc[last + 1].ent_iob_ == "I":
        last += 1
    return last


def _iterate_clause_ends(verb: Token, noun: Token) -> Iterator[int]:
    """Yield where what a clause says may end: its verb, its objects, their circumstances, what these are to do."""
    yield (end := int(verb.i))
    target = get_object(verb)
    objects = [] if target is None or target == noun else get_conjuncts(target)
    for item in objects:
        yield (end := max(end, get_phrase_bounds(item)[1]))
    for link in get_children(verb, "prep"):
        timed = any(item.ent_type_ in _TIMES for item in link.subtree)
        for item in get_children(link, "pobj") if link.i == end + 1 and not timed else ():
            yield (end := max(end, get_phrase_bounds(item)[1]))
    below = [*get_children(verb, "xcomp", "ccomp")]
    for item in objects:
        below += get_children(item, "acl")
    for clause in below:
        follows = end < clause.i <= end + 2 or clause.left_edge.i == end + 1
        if clause.tag_ in {"VB", "VBG", "VBN"} and follows:
            inner = get_object(clause)
            yield (end := int(clause.i))
            if inner is not None and inner.i > clause.i:
                yield (end := get_phrase_bounds(inner, _LABEL_WORDS)[1])
            for further in _iterate_links(clause, end):
                yield (end := further)


def _iterate_links(clause: Token, end: int) -> Iterator[int]:
    """Yield where the phrases behind a participle or infinitive end: "anyone *born after 2008 from buying tobacco*", "let parents *opt for a school*"."""
    for link in get_children(clause, "prep"):
        if clause.tag_ not in {"VB", "VBN"} or link.i != end + 1:
            return
        for item in get_children(link, "pobj", "pcomp"):
            inner = get_object(item) if item.tag_ == "VBG" else item
            end = max(int(item.i), get_phrase_bounds(inner, _SHORT)[1] if inner is not None else 0)
            yield end


def _trim(doc: Doc, last: int, least: int) -> int:
    while last > least and doc[last].pos_ in _LOOSE:
        last -= 1
    return last


def label_decision(decision: Decision, context: Context) -> str:
    """Return a readable name of three to eight words: "state of emergency in seven provinces", "build new prisons"."""
    token = decision.content
    if token.pos_ not in VERBAL:
        label = f"{label_noun(token, context)}{_tell_state(token)}"
        fuller = _find_fuller(token, context) if " " not in label else ""
        label += _tell_provision(label, token, context)
        return fuller or _complete(label, token, context)
    target = get_undergoer(token) if decision.by_itself else get_object(token)
    if target is not None and _is_proclaimed(token, target):
        label = f"{label_noun(target, context)} {_get_scene(token)}".strip()
        return _complete(label, target, context)
    particle = "".join(f" {item.text}" for item in _get_particles(token))
    if target is None or is_mere_pronoun(target):
        allowed = next((item for item in get_children(token, "ccomp") if item.tag_ == "VB"), None)
        first, last = _get_content_bounds(token, context)
        if allowed is not None:
            last = max(last, _get_clause_end(allowed, token, first + _LONGEST - 1))
        tail = join_words(token.doc[token.i + 1 : cut_label(token, int(token.i), last) + 1])
        return f"{token.lemma_.lower()}{particle if not tail.startswith(particle.strip()) else ''} {tail}".strip()
    first, last = get_phrase_bounds(target, _LABEL_WORDS)
    last = max(last, _get_gerund_end(target, first, last, context))
    first = skip_owner(target, first)
    last = cut_label(target, first, last)
    phrase = join_phrase(target.doc[first : last + 1], common=target)
    if decision.by_itself and first == target.i and target.pos_ == "NOUN":
        phrase = phrase[:1].lower() + phrase[1:]  # "*Schools* will close, the mayor said"
    phrase += _name_owner(token, target)
    state = _get_state(token)
    if state is not None and state.i == last + 1 and not decision.by_itself:
        phrase += f" {state.text}"
    rest = _get_rest(token) if last - first < _SHORT else ""
    return " ".join(f"{token.lemma_.lower()}{particle} {phrase} {rest}".split())


def _is_proclaimed(verb: Token, target: Token) -> bool:
    """Whether a thing begins by being declared or is only announced, so that it names the measure: "declared *a national disaster*"."""
    if verb.lemma_ == "announce" or (verb.lemma_ == "order" and not get_children(verb, "xcomp")):
        return True
    return verb.lemma_ in _PROCLAIMING and any(child.lower_ in _NEW for child in target.lefts)


def _get_scene(verb: Token) -> str:
    """Return where something is declared: "declared an emergency *along the border*"; not "in response"."""
    for child in get_children(verb, "prep"):
        places = get_children(child, "pobj") if child.lower_ in _WHERE else []
        if places and (places[0].tag_ != "NN" or get_children(places[0], "det")):
            return _get_rest(verb) if places[0].ent_type_ not in _TIMES else ""
    return ""


def _get_particles(verb: Token) -> list[Token]:
    """Return the particles of a verb, "back" among them: "bring *back* the tax"."""
    back = [child for child in get_children(verb, "advmod") if child.i == verb.i + 1]
    return [*get_children(verb, "prt"), *(child for child in back if child.lower_ == "back")]


def _complete(label: str, noun: Token, context: Context) -> str:
    """Return a label with what the clause says of it behind its noun: "lifted the *ban on outdoor dining*"."""
    link = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    things = get_children(link, "pobj") if link.dep_ == "prep" and link.head == noun.head else []
    if not things or link.lower_ not in _OBJECTS_OF or things[0].ent_type_ in _TIMES:
        return label
    decider = get_status_words(context.lexicon).verbs.match_verb(noun.head)
    if decider is not None and {link.lower_, things[0].lower_} <= set(decider.words):
        return label  # "put the ban *on hold*"
    last = get_phrase_bounds(things[0], _LABEL_WORDS)[1]
    return f"{label} {join_phrase(noun.doc[link.i : last + 1])}"


def _tell_state(noun: Token) -> str:
    """Return how something is to stay: "the border would *remain closed*"."""
    states = get_children(noun.head, "acomp", "oprd") if noun.dep_ == "nsubj" else []
    staying = states and noun.head.lemma_ in _STAYING
    return f" to {noun.head.lemma_} {states[0].text}" if staying else ""


def _tell_provision(label: str, noun: Token, context: Context) -> str:
    """Return what a text does that its own phrase does not tell: "A second decree *frees the price of diesel*"."""
    verb = find_provision(noun, context) if label.endswith(noun.text) else None
    if verb is None:
        return ""
    start = get_provision_start(verb)
    end = _get_clause_end(verb, noun, start + _LABEL_WORDS)
    said = join_words(noun.doc[start : cut_label(verb, start, end, _LONGEST) + 1])
    return f" that {said}" if end > verb.i else ""


def label_noun(noun: Token, context: Context) -> str:
    """Return the phrase of a measure's noun without its determiner, with the infinitive or participle behind it."""
    first, last = _add_infinitive(noun, *get_phrase_bounds(noun, _LONGEST), context)
    first = skip_determiners(noun, first)
    alone = get_phrase_bounds(noun, _LONGEST)[1]
    dayless = _drop_day(noun, alone)
    if dayless < alone < last:  # "a bill *on Monday* that would ban masks"
        clause = join_words(noun.doc[alone + 1 : cut_label(noun, first, last, _LONGEST) + 1])
        return f"{join_phrase(noun.doc[first : dayless + 1], common=noun)} {clause}".strip()
    last = max(last, _get_other_side(noun, alone))
    longest = _reach(noun.doc, first, _LONGEST) - first + 1
    end = cut_label(noun, first, last, longest if last > alone else _LABEL_WORDS)
    if alone < end < last:
        end = cut_label(noun, first, alone)  # a clause that is told by half tells something else
    label = join_phrase(noun.doc[first : end + 1], common=noun)
    return f"{label} {_tell_later(noun, alone, context)}".strip() if end <= alone else label


def _get_gerund_end(noun: Token, first: int, last: int, context: Context) -> int:
    """Return the last token of what is done right behind a noun: "lift the ban *on hunting bears*", "scrap a plan *to close it*", "a law *that bans it*"."""
    if noun.lemma_.lower() in get_words(context.lexicon).texts:
        for verb in get_children(noun, "acl", "relcl"):
            to_do = verb.dep_ == "acl" and verb.tag_ == "VB" and verb.i == last + 2
            if to_do or (verb.dep_ == "relcl" and _tells_content(verb, last, context)):
                return _get_clause_end(verb, noun, first + _LABEL_WORDS)
    for link in get_children(noun, "prep"):
        for verb in get_children(link, "pcomp"):
            if link.i == last + 1 and verb.i == link.i + 1:
                return _get_clause_end(verb, noun, first + _LABEL_WORDS)
    return -1


def _get_other_side(noun: Token, last: int) -> int:
    """Return the last token of both sides of what is between two: "truce between Chad *and the rebels*"."""
    sides = get_complements(noun, "between")
    others = get_children(sides[0], "conj") if sides else []
    ends = [get_phrase_bounds(other, _SHORT)[1] for other in others]
    return max((end for end in ends if end - last <= _SHORT), default=-1)


def _tell_later(noun: Token, last: int, context: Context) -> str:
    """Return what the clause says that stands behind a time: "introduced a bill on Thursday *that would ban masks*"."""
    if noun.tag_ != "NN" or noun.lemma_.lower() not in get_words(context.lexicon).texts:
        return ""
    start = last + 1
    while start < len(noun.doc) and start - last <= _HELPED and _is_of_time(noun.doc[start]):
        start += 1
    if start == last + 1 or start >= noun.sent.end:
        return ""
    opening = noun.doc[start]
    verb = opening if opening.tag_ == "VBG" else opening.head
    if verb.head not in {noun, noun.head, *noun.doc[last + 1 : start]} or verb.lemma_ in _ADDING:
        return ""
    if not (opening == verb and verb.dep_ in _BEHIND) and not _tells_content(
        verb, start - 1, context
    ):
        return ""
    end = _get_clause_end(verb, noun, start + _LONGEST - 2)
    if end < verb.i or (end == verb.i and get_children(verb, "ccomp", "xcomp")):
        return ""
    return join_words(noun.doc[start : cut_label(verb, start, end, _LONGEST) + 1])


def _is_of_time(token: Token) -> bool:
    dated = token.lower_ == "in" and token.i + 1 < len(token.doc) and token.nbor().ent_type_
    return (
        token.ent_type_ in {"DATE", "TIME"}
        or token.lower_ in {"on", "late", "early"}
        or dated == "DATE"
    )


def _find_fuller(noun: Token, context: Context) -> str:
    """Return the name that the article gives elsewhere to what it calls "the bill" here, if it speaks of but one."""
    if any(child.lower_ in {"a", "an", "another"} for child in noun.lefts):
        return ""
    # In the same number: "the agreement" is none of several "cooperation agreements".
    kinds = context.once(_list_compounds).get(noun.lower_, {})
    if len(kinds) != 1:
        return ""
    [nouns] = kinds.values()
    return max((label_noun(token, context) for token in reversed(nouns)), key=len)


def _list_compounds(context: Context) -> dict[str, dict[str, list[Token]]]:
    """Return the nouns of an article that stand with others before them: noun → those others → where."""
    found: dict[str, dict[str, list[Token]]] = {}
    for sentence in context.parsed.sentences():
        for token in sentence:
            if token.pos_ == "NOUN" and token.dep_ != "compound":
                kind = " ".join(item.lower_ for item in get_children(token, "compound"))
                if kind:
                    found.setdefault(token.lower_, {}).setdefault(kind, []).append(token)
    return found


def skip_determiners(noun: Token, first: int) -> int:
    """Return the first token of a noun phrase that says something without the article: no "the", no "his"."""
    for child in noun.lefts:
        if child.tag_ == "DT" and child.i > first and noun.doc[child.i - 1].text != "-":
            first = int(child.i)  # "declared unconstitutional *a* levy"
    while first < noun.i and (
        (noun.doc[first].pos_ in _LEADING and not begins_compound(noun.doc[first]))
        or noun.doc[first].lower_ in {"such", "today", "yesterday", "tonight", "'s"}
        or skip_owner(noun, first) > first
    ):
        first += 1
    return first


def skip_owner(noun: Token, first: int) -> int:
    """Return the first token of a phrase without the "his" or "their own" that begins it."""
    while first < noun.i and _is_owner(noun.doc[first]):
        first += 1
    return first


def _is_owner(token: Token) -> bool:
    own = token.lower_ == "own" and token.i > 0 and token.nbor(-1).pos_ == "PRON"
    return own or (token.pos_ == "PRON" and token.dep_ == "poss")


def _name_owner(verb: Token, target: Token) -> str:
    """Return whose the object is where the clause above names them: "judges will have *their names* published"."""
    above = verb.head
    owned = any(child.pos_ == "PRON" for child in get_children(target, "poss"))
    if not owned or verb.dep_ != "ccomp" or above.lemma_ != "have":
        return ""
    owner = get_subject(above)
    if owner is None or owner.pos_ not in {"NOUN", "PROPN"}:
        return ""
    first, last = get_phrase_bounds(owner, _SHORT)
    return f" of {join_phrase(owner.doc[skip_determiners(owner, first) : last + 1], common=owner)}"


def _get_rest(verb: Token) -> str:
    """Return the first phrase after a verb: "housed *in prison boats*", "pulled *out of the pact*", "banned … *from flying drones*"."""
    for child in get_children(verb, "prep"):
        if child.i > verb.i and child.lower_ not in _NO_REST:
            inner = (
                next(iter(get_children(child, "prep")), child) if child.lower_ == "out" else child
            )
            nouns = get_children(child, "pobj") or get_children(inner, "pobj")
            barred = get_children(child, "pcomp") if child.lower_ == "from" else []
            if barred and barred[0].tag_ == "VBG":
                last = _get_clause_end(barred[0], verb, int(child.i) + _LABEL_WORDS)
                return join_words(verb.doc[child.i : last + 1])
            timed = nouns and nouns[0].ent_type_ in {"DATE", "TIME"}
            if nouns and not timed and nouns[0].lower_ not in _IDLE:
                last = cut_label(nouns[0], int(child.i), get_phrase_bounds(nouns[0], 4)[1])
                return join_words(verb.doc[child.i : last + 1])
    return ""


def cut_label(token: Token, first: int, last: int, longest: int = _LABEL_WORDS) -> int:
    """Return the last token of a label that begins at ``first``: not too long, not ending in a loose or half-said word."""
    last = _drop_day(token, min(last, first + longest - 1))
    opened = next((item.i for item in token.doc[token.i : last + 1] if item.text == "("), last + 1)
    if not any(item.text == ")" for item in token.doc[opened : last + 1]):
        last = min(last, int(opened) - 1)
    while last > token.i and _is_open(token.doc[last], last):
        last -= 1
    return last


def _drop_day(token: Token, last: int) -> int:
    """Return the last token without the "on Monday" that says when rather than what."""
    end = last
    while end > token.i and token.doc[end].ent_type_ in _TIMES:
        end -= 1
    return end - 1 if end < last and end > token.i and token.doc[end].lower_ == "on" else last


def _is_open(token: Token, last: int) -> bool:
    """Whether a word that would end a label waits for another: a preposition, "presidential …", "signed …"."""
    if (
        token.pos_ in _LOOSE
        or token.lower_ in _POINTING
        or (token.dep_ in _BEFORE and token.head.i > last)
    ):
        return True
    return token.pos_ in VERBAL and (
        token.dep_ in {"acl", "relcl", "xcomp", "advcl"}
        or any(child.i > last and child.dep_ in _TAKING for child in token.children)
    )


def join_phrase(tokens: TokenSpan, common: Token | None = None) -> str:
    """Return a phrase on one line, without the capital letter that only its place at the start of a sentence gives it.

    A noun keeps it, since it may be a name, unless it is the ``common`` one.
    """
    text = join_words(tokens)
    first = tokens[0]
    if (
        first.is_sent_start
        and first.is_title
        and not first.ent_type_
        and (first.pos_ in _LOWERED or (first == common and first.pos_ == "NOUN"))
    ):
        return text[:1].lower() + text[1:]
    return text


def get_said_end(verb: Token) -> int:
    """Return the last token of what a verb without object says: "became *king*", "moved *to the coast*", else the verb."""
    if get_object(verb) is not None:
        return int(verb.i)
    for child in get_children(verb, "attr", "oprd", "acomp", "prep"):
        if child.i <= verb.i or child.i - verb.i > _SHORT:
            continue
        nouns = get_children(child, "pobj") if child.dep_ == "prep" else [child]
        if nouns and nouns[0].ent_type_ not in _TIMES:
            return get_phrase_bounds(nouns[0], _LABEL_WORDS)[1]
    for child in get_children(verb, "xcomp"):
        if 0 < child.i - verb.i <= _SHORT:
            target = get_object(child)
            if target is not None and target.i > child.i:
                return get_phrase_bounds(target, _LABEL_WORDS)[1]
            return int(child.i)
    return int(verb.i)


def join_words(tokens: TokenSpan) -> str:
    """Return the text of tokens on one line."""
    return " ".join("".join(token.text_with_ws for token in tokens).split())

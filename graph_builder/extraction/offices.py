"""Who held which office when, as far as the article says.

Three kinds of sentences tell of it: a title on a name ("President Daniel Noboa" holds the office on the day of the article,
"then-President" on the day that the clause speaks of, "former president" no more), a verb ("took office last month",
"was elected mayor", "resigned"), and "in power since 2023". Only bounds are concluded, never a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.terms_of_office import Term, bound_time, join_terms, make_tenure
from graph_builder.extraction.thesaurus import load_thesaurus
from graph_builder.extraction.titles import find_whole, get_phrase, is_former, is_then
from graph_builder.model import TimeSpan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.thesaurus import Thesaurus
    from graph_builder.lexicon import Entry
    from graph_builder.model import Span, Tenure, TimeExpression

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTS = frozenset({"prt", "advmod"})
_RELATIVE = frozenset({"who", "which", "that"})
_OFFICE = "office"
_TITLE = 6


def find_tenures(context: Context) -> tuple[Tenure, ...]:
    """Return the tenures that the article tells of, each with its evidence, in the order of the text."""
    words = load_thesaurus(context.lexicon)
    cues = _list_cues(context)
    powers = context.lexicon.words("PowerNoun", "form")
    terms: list[Term] = []
    for sentence in context.parsed.sentences():
        for token in sentence:
            if token.pos_ in {"VERB", "AUX"} and token.lemma_ in cues:
                terms.extend(_read_verb(token, cues[token.lemma_], context, words))
            elif token.lower_ == "since":
                terms.extend(_read_since(token, powers, context, words))
            elif token.pos_ in {"NOUN", "PROPN"} and token.lower_ in words.people:
                terms.extend(_read_title(token, context, words))
    return tuple(make_tenure(term, context) for term in join_terms(terms))


def _list_cues(context: Context) -> dict[str, list[tuple[str, Entry]]]:
    """Return the first word of each cue verb → its particle and entry."""
    cues: dict[str, list[tuple[str, Entry]]] = {}
    for entry in context.lexicon.of_kind("TenureCue"):
        for verb in entry.values("verb"):
            first, _, particle = verb.partition(" ")
            cues.setdefault(first, []).append((particle, entry))
    return cues


def _read_title(noun: Token, context: Context, words: Thesaurus) -> Iterator[Term]:
    """Read an office that stands before a name or in apposition to it."""
    holder = _find_titled(noun, context)
    if holder is None or holder.type != "Person":
        return
    phrase = get_phrase(noun, words)
    if phrase not in words.offices:
        return
    of = find_whole(noun, words)
    term = Term(
        holder, phrase, of if of[:1].isupper() else "", _get_title(noun, phrase, context, words)
    )
    day = context.parsed.article.date
    if is_then(noun, words):
        clause = _find_clause(noun)
        time = find_time_of(clause, context) or (
            _find_time_below(clause.head, context) if clause.dep_ == "relcl" else None
        )
        if time is None:
            return
        term.start = bound_time(
            None, time.when.latest, f"in office at the time of “{time.span.text}”", time.when
        )
        term.end = bound_time(
            time.when.earliest,
            day,
            f"in office at the time of “{time.span.text}”, no more now",
            time.when,
        )
    elif is_former(noun, words):
        term.end = bound_time(None, day, "called former in the article of that day", None)
    elif context.find_claim_around(term.evidence) is None:
        term.start = bound_time(None, day, "called so in the article of that day", None)
    else:
        return
    yield term


def _find_titled(noun: Token, context: Context) -> Figure | None:
    """Return whom a title is said of: "President X", "X, the president", "the president, X"."""
    index = context.cast
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if following is not None and following.pos_ == "PROPN":
        figure = index.get_figure(following)
        if figure is not None and figure.type == "Person":
            return figure
    if noun.dep_ == "appos":
        return index.get_figure(noun.head)
    named = [
        index.get_figure(child)
        for child in noun.children
        if child.dep_ == "appos" and child.pos_ == "PROPN"
    ]
    return named[0] if named else None


def _get_title(noun: Token, phrase: str, context: Context, words: Thesaurus) -> Span:
    """Return the title with the name beside it: "President Daniel Noboa", "Daniel Noboa, the president"."""
    first, last = noun.i - phrase.count(" "), noun.i
    doc, index = noun.doc, context.cast
    while (
        first
        and (is_former(doc[first], words) or is_then(doc[first], words))
        and first > noun.i - _TITLE
    ):
        first -= 1
    near = range(
        max(0, noun.head.i - 4 if noun.dep_ == "appos" else first), min(len(doc), noun.i + 8)
    )
    figure = _find_titled(noun, context)
    named = [i for i in near if index.get_figure(doc[i]) is figure and doc[i].pos_ == "PROPN"]
    return context.parsed.span(doc[min([first, *named])], doc[max([last, *named])])


def _find_clause(token: Token) -> Token:
    """Return the verb of the clause that a token stands in."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _find_time_below(token: Token, context: Context) -> TimeExpression | None:
    """Return the time expression that stands in what depends on a token, the first one."""
    first, last = token.left_edge, token.right_edge
    start, end = context.parsed.offset(first), context.parsed.offset(last) + len(last)
    return next(iter(context.list_times_touching(start, end)), None)


def _read_verb(
    verb: Token, cues: list[tuple[str, Entry]], context: Context, words: Thesaurus
) -> Iterator[Term]:
    """Read "took office", "was elected president", "stepped down"."""
    for particle, entry in cues:
        if particle and not any(
            child.lower_ == particle for child in verb.children if child.dep_ in _PARTS
        ):
            continue
        if not _fits(verb, entry):
            continue
        holder = _find_holder(verb, context)
        if holder is None or holder.type != "Person":
            return
        if read_polarity(verb) == "Negated" or read_modality(verb) != "Asserted":
            return
        bound = entry.value("bound")
        office, of = _find_office(verb, words)
        if not office:
            if bound != "end" and not entry.values("object"):
                return
            known = list(dict.fromkeys(holder.offices))
            office, of = known[0] if len(known) == 1 else (_OFFICE, "")
        term = Term(holder, office, of, _get_evidence(verb, context))
        time = find_time_of(verb, context)
        when = time.when if time is not None else _not_after(context.parsed.article.date)
        if bound == "end":
            term.end = when
        elif bound == "chosen":
            term.start = (
                bound_time(when.earliest, None, "chosen then, in office then or later", when)
                if time
                else TimeSpan()
            )
        else:
            term.start = when
        yield term
        return


def _not_after(day: dt.date | None) -> TimeSpan:
    return bound_time(None, day, "told in the article of that day", None)


def _fits(verb: Token, entry: Entry) -> bool:
    """Tell whether voice and object are those of the cue."""
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children) or (
        verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN"
    )
    if (entry.value("voice") == "passive") != passive:
        return False
    objects = entry.values("object")
    if not objects:
        return True
    for child in verb.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in objects:
            return True
        if child.dep_ == "prep" and any(
            thing.lemma_.lower() in objects for thing in child.children
        ):
            return True
    return False


def _find_holder(verb: Token, context: Context) -> Figure | None:
    """Return the figure that is the subject of a verb, its own or that of the verb it is joined to.

    A clause of its own ("after X stepped down") has a subject of its own, found or not. Where another one stands nearer
    ("May appointed him minister, which he was until 2018, resigning in protest"), nobody is sure.
    """
    start = verb
    for step in range(3):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                if child.lower_ in {"who", "that"} and verb.dep_ == "relcl":
                    return context.cast.get_figure(verb.head)
                figure = context.cast.get_figure(child)
                nearer = _find_nearer_subject(start, child) if start.dep_ == "advcl" else None
                sure = nearer is None or context.cast.get_figure(nearer) is figure
                return figure if sure else None
        if verb.dep_ in {"relcl", "acl"} and not step:
            return context.cast.get_figure(verb.head)
        if verb.dep_ not in {"conj", "xcomp", "advcl"}:
            return None
        if verb.dep_ == "advcl" and verb.tag_ not in {"VBG", "VBN", "VB"}:
            return None
        verb = verb.head
    return None


def _find_nearer_subject(verb: Token, subject: Token) -> Token | None:
    """Return the last subject between another one and a verb behind it."""
    between = verb.doc[subject.i + 1 : verb.i]
    nouns = [
        token for token in between if token.dep_ in _SUBJECTS and token.lower_ not in _RELATIVE
    ]
    return nouns[-1] if nouns else None


def _find_office(verb: Token, words: Thesaurus) -> tuple[str, str]:
    """Return office and of what, as said with the verb."""
    for child in verb.children:
        nouns = [child]
        if child.dep_ == "prep" and child.lower_ in {"as", "to"}:
            nouns = list(child.children)
        for noun in nouns:
            phrase = get_phrase(noun, words)
            if (
                noun.dep_ in {"attr", "oprd", "dobj", "pobj", "xcomp", "acomp"}
                and phrase in words.offices
            ):
                return phrase, find_whole(noun, words)
    return "", ""


def _read_since(
    since: Token, powers: frozenset[str], context: Context, words: Thesaurus
) -> Iterator[Term]:
    """Read "in power since 2023", "president since 2010" and "has governed since 2019"."""
    head = since.head
    if head.lemma_ in context.lexicon.words("RulingVerb", "verb"):
        yield from _read_ruling(head, since, context)
        return
    noun = (
        next((c for c in head.children if c.dep_ == "pobj"), head) if head.pos_ == "ADP" else head
    )
    before = since.nbor(-1) if since.i else since
    office = ""
    if noun.lower_ in powers or before.lower_ in powers:
        noun = noun if noun.lower_ in powers else before
        holder = _find_power_holder(noun, context)
    else:
        noun = noun if get_phrase(noun, words) in words.offices else before
        office = get_phrase(noun, words)
        if office not in words.offices:
            return
        holder = _find_titled(noun, context) or _find_power_holder(noun, context)
    time = _find_time_below(since, context)
    if holder is None or holder.type != "Person" or time is None:
        return
    known = list(dict.fromkeys(holder.offices))
    title, of = (
        (office, find_whole(noun, words))
        if office
        else known[0]
        if len(known) == 1
        else (_OFFICE, "")
    )
    first = noun.nbor(-1) if noun.i and noun.nbor(-1).lower_ == "in" else noun
    start = context.parsed.offset(first)
    evidence = context.parsed.cut(start, max(time.span.end, start + len(first)))
    yield Term(holder, title, of, evidence, start=time.when)


def _read_ruling(verb: Token, since: Token, context: Context) -> Iterator[Term]:
    holder = _find_holder(verb, context)
    time = _find_time_below(since, context)
    if holder is None or holder.type != "Person" or time is None:
        return
    known = list(dict.fromkeys(holder.offices))
    title, of = known[0] if len(known) == 1 else (_OFFICE, "")
    evidence = context.parsed.cut(context.parsed.offset(verb), time.span.end)
    yield Term(holder, title, of, evidence, start=time.when)


def _find_power_holder(noun: Token, context: Context) -> Figure | None:
    """Return whom "in power" is said of: the noun it modifies, or the subject of the clause."""
    head = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    for token in (head, head.head):
        figure = context.cast.get_figure(token)
        if figure is not None and figure.type == "Person":
            return figure
        for child in token.children:
            figure = context.cast.get_figure(child) if child.dep_ in _SUBJECTS else None
            if figure is not None:
                return figure
    return None


def _get_evidence(verb: Token, context: Context) -> Span:
    """Return the clause from the subject to the last complement of the verb, without clauses of its own."""
    inner = [
        child
        for child in verb.children
        if child.dep_ not in {"punct", "conj", "cc", "advcl", "relcl", "ccomp", "parataxis"}
    ]
    first = min([verb.i, *(child.left_edge.i for child in inner)])
    last = max([verb.i, *(child.right_edge.i for child in inner)])
    return context.parsed.span(verb.doc[first], verb.doc[last])

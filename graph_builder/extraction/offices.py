"""Who held which office when, as far as the article says.

Three kinds of sentences tell of it: a title on a name ("President Daniel Noboa" holds the office on the day of the article,
"then-President" on the day that the clause speaks of, "former president" no more), a verb ("took office last month",
"was elected mayor", "resigned"), and "in power since 2023". Only bounds are concluded, never a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.anchoring import find_time_of
from graph_builder.extraction.candidacies import find_contested_office
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.office_holders import find_holder, find_power_holder, find_titled
from graph_builder.extraction.office_times import read_term_times
from graph_builder.extraction.predicates import get_children, get_complements, is_past
from graph_builder.extraction.terms_of_office import Term, bound_time, join_terms, make_tenure
from graph_builder.extraction.thesaurus import load_thesaurus
from graph_builder.extraction.titles import (
    count_before,
    find_whole,
    get_phrase,
    is_former,
    is_then,
    is_title,
)
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

_PARTS = frozenset({"prt", "advmod"})
_RELATIVES = frozenset({"relcl", "acl"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_OFFICE = "office"
_POSTS = frozenset({_OFFICE, "post", "position", "job", "role"})
_COMPLEMENTS = frozenset({"attr", "oprd", "dobj", "pobj", "xcomp", "acomp"})
_TITLE = 6
_YEAR = 365.25  # days
_LONG_AGO = 5  # years: of what is nearer, the title may be that of today
_LIFE = 100  # years
_LONGEST = 40  # years that anybody keeps an office, unless it is one for life


def find_tenures(context: Context) -> tuple[Tenure, ...]:
    """Return the tenures that the article tells of, each with its evidence, in the order of the text."""
    words = load_thesaurus(context.lexicon)
    cues = _list_cues(context)
    powers = context.lexicon.words("PowerNoun", "form")
    terms: list[Term] = []
    for sentence in context.parsed.sentences():
        for token in sentence:
            if token.pos_ in {"VERB", "AUX"} and token.lemma_ in cues:
                terms.extend(_read_verb(token, cues[token.lemma_], terms, context, words))
            elif token.lower_ == "since":
                terms.extend(_read_since(token, powers, context, words))
            elif token.pos_ in {"NOUN", "PROPN"} and is_title(token, words):
                terms.extend(_read_title(token, context, words))
    told = (term for term in terms if term.of or term.office not in words.relative)
    return tuple(make_tenure(term, context) for term in join_terms(told))


def _list_cues(context: Context) -> dict[str, list[tuple[str, Entry]]]:
    """Return the first word of each cue verb → its particle and entry."""
    cues: dict[str, list[tuple[str, Entry]]] = {}
    for entry in context.lexicon.of_kind("TenureCue"):
        for verb in entry.values("verb"):
            first, _, particle = verb.partition(" ")
            cues.setdefault(first, []).append((particle, entry))
    return cues


def _is_aim(verb: Token, context: Context) -> bool:
    """Whether an infinitive tells what somebody stands for, and not what came of it: "is *running* to become mayor"."""
    return verb.tag_ == "VB" and verb.head.lemma_ in context.lexicon.words("Standing", "verb")


def _read_title(noun: Token, context: Context, words: Thesaurus) -> Iterator[Term]:
    """Read an office that stands before a name or in apposition to it."""
    holder = find_titled(noun, context, words)
    if holder is None or holder.type != "Person":
        return
    phrase = get_phrase(noun, words)
    hoped = context.lexicon.words("Standing", "adjective")
    if phrase not in words.offices or any(each.lower_ in hoped for each in noun.lefts):
        return
    of = _find_owner(noun, context, words)
    if of is None:
        return
    term = Term(holder, phrase, of, _get_title(noun, phrase, context, words))
    term.former = is_former(noun, words)
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
    elif times := read_term_times(noun, context):
        term.start, term.end = times
    elif term.former:
        term.end = bound_time(None, day, "called former in the article of that day", None)
    elif times := _read_long_ago(noun, phrase, context, words):
        term.start, term.end = times
    elif context.find_claim_around(term.evidence) is None:
        term.start = bound_time(None, day, "called so in the article of that day", None)
    else:
        return
    yield term


def _find_owner(noun: Token, context: Context, words: Thesaurus) -> str | None:
    """Return of what an office is by name, also where a noun means it ("the *council's* president"); none where that names nothing."""
    whole = find_whole(noun, words)
    if not whole or whole[0].isupper():
        return whole
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    figure = context.cast.find_token(owner) if owner is not None else None
    if figure is not None and figure.named:
        return figure.label
    body = words.bodies.get(whole.lower()) or words.weak.get(whole.lower(), "Place")
    return "" if body == "Place" else None


def _read_long_ago(
    noun: Token, phrase: str, context: Context, words: Thesaurus
) -> tuple[TimeSpan, TimeSpan] | None:
    """Return when an office was held by what its holder did in the past: "the law *was signed in 1962* by President Moss".

    Only acts of the office tell it ("President Moss was born in 1962"). Who acted longer ago than anybody keeps an office no
    longer does, unless it is one for life; who did anything longer ago than anybody lives holds none.
    """
    day, clause = context.parsed.article.date, _find_clause(noun)
    clauses = [clause, *(each for each in clause.ancestors if each.pos_ == "VERB")]
    found = ((each, find_time_of(each, context)) for each in clauses if is_past(each))
    verb, time = next((each for each in found if each[1] is not None), (clause, None))
    if time is None or day is None or time.when.latest is None or time.when.earliest is None:
        return None
    years = (day - time.when.latest).days / _YEAR
    because = f"called so at the time of “{time.span.text}”"
    if years > _LIFE:
        return TimeSpan(), bound_time(None, day, because, time.when)
    if years < _LONG_AGO or verb.lemma_ not in context.lexicon.words("OfficialAct", "verb"):
        return None
    over = years > _LONGEST and words.offices[phrase] not in words.lifelong
    return (
        bound_time(None, time.when.latest, because, time.when),
        bound_time(time.when.earliest, day if over else None, because, time.when),
    )


def _get_title(noun: Token, phrase: str, context: Context, words: Thesaurus) -> Span:
    """Return the title with the name beside it: "President Daniel Noboa", "Daniel Noboa, the president"."""
    first, last = noun.i - count_before(phrase), noun.i
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
    figure = find_titled(noun, context, words)
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
    verb: Token,
    cues: list[tuple[str, Entry]],
    before: list[Term],
    context: Context,
    words: Thesaurus,
) -> Iterator[Term]:
    """Read "took office", "was elected president", "served as mayor", "stepped down"."""
    entry = next((entry for particle, entry in cues if _fits(verb, particle, entry)), None)
    holder = _find_holder(verb, entry, context) if entry is not None else None
    if entry is None or holder is None or holder.type != "Person":
        return
    if read_polarity(verb) == "Negated" or read_modality(verb) != "Asserted":
        return
    if _is_aim(verb, context):
        return
    bound = entry.value("bound")
    office, of = _find_office(verb, words)
    if bound == "during" and not _is_held(verb, of):
        return
    if not office:
        if bound != "end" and not entry.values("object"):
            return
        office, of = _find_known_office(holder, before, words)
        if office == _OFFICE:
            office = find_contested_office(holder.id, context) or office
        vague = find_time_of(verb, context) is None or _takes_post(verb)
        if office == _OFFICE and vague:
            return  # neither the office nor the time is known
    times = _read_bounds(verb, bound, context)
    if times is not None:
        telling = verb.head if _begins(verb) else verb
        yield Term(holder, office, of, _get_evidence(telling, context), *times)


def _find_holder(verb: Token, entry: Entry, context: Context) -> Figure | None:
    """Return whose office a verb tells of: its subject's, or who is given one ("named *Ana Ruiz* as finance minister")."""
    if not entry.value("given"):
        return find_holder(verb, context)
    named = next(iter(get_children(verb, "dobj")), None)
    return context.cast.get_figure(named) if named is not None else None


def _read_bounds(verb: Token, bound: str, context: Context) -> tuple[TimeSpan, TimeSpan] | None:
    """Return when a term began and ended by the verb that tells of it; none where "was mayor" leaves open when."""
    time = find_time_of(verb, context)
    told = _not_after(context.parsed.article.date)
    when = time.when if time is not None and (time.when.edtf or time.when.relative) else told
    if bound == "during" and _begins(verb):
        return when, TimeSpan()
    if bound == "during":
        times = read_term_times(verb, context)
        return times or (None if is_past(verb) else (told, TimeSpan()))
    if bound == "end":
        return TimeSpan(), when
    if bound == "chosen":
        because = "chosen then, in office then or later"
        chosen = bound_time(when.earliest, None, because, when) if time else TimeSpan()
        return chosen, TimeSpan()
    return when, TimeSpan()


def _takes_post(verb: Token) -> bool:
    """Whether a clause speaks of a post, and does not say "office" itself: "held *the position*"."""
    things = {child.lemma_.lower() for child in verb.rights if child.dep_ == "dobj"}
    return bool(things) and _OFFICE not in things


def _find_known_office(holder: Figure, before: list[Term], words: Thesaurus) -> tuple[str, str]:
    """Return the office that "the post" stands for: the only one that is not said to be over, else the last whose beginning was told.

    Of somebody without a name it is that which he is called by: "*the housing minister* resigned".
    """
    called = [noun for noun in holder.nouns if noun in words.offices]
    if not holder.named and called:
        return max(called, key=len), ""
    told = [term for term in before if term.holder is holder and term.office != _OFFICE]
    over = {term.office for term in told if term.former}
    known = [*holder.offices, *((term.office, term.of) for term in told)]
    known = [each for each in known if each[0] not in over]
    if len({office for office, _ in known}) == 1:
        return next((each for each in known if each[1]), known[0])
    begun = [(term.office, term.of) for term in told if term.start.earliest]
    return begun[-1] if begun else (_OFFICE, "")


def _is_held(verb: Token, of: str) -> bool:
    """Whether a clause tells that an office is or was held: no wish, no question, no "a leader" of nothing."""
    if any(child.dep_ == "mark" and child.lower_ != "that" for child in verb.children):
        return False
    if verb.lemma_ == "be":
        nouns = [child for child in verb.children if child.dep_ == "attr"]
        if not any(noun.tag_ in {"NN", "NNP"} for noun in nouns):
            return False
        vague = any(child.lower_ in {"a", "an"} for noun in nouns for child in noun.children)
        return _is_finite(verb) and (bool(of) or not vague)
    if _begins(verb):
        return _is_finite(verb.head)
    if verb.tag_ == "VB":  # "the first nurse to serve as mayor", whom somebody became
        return verb.dep_ in _RELATIVES and verb.head.dep_ == "attr"
    return _is_finite(verb)


def _begins(verb: Token) -> bool:
    """Whether a clause tells of a beginning: "began *serving* as mayor"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in {"begin", "start"}


def _is_finite(verb: Token) -> bool:
    """Whether a clause says that something is or was so: "serves", "has been", "is serving", but not "to be"."""
    if verb.tag_ in _FINITE:
        return True
    return verb.tag_ != "VB" and any(child.dep_ == "aux" for child in verb.children)


def _not_after(day: dt.date | None) -> TimeSpan:
    return bound_time(None, day, "told in the article of that day", None)


def _fits(verb: Token, particle: str, entry: Entry) -> bool:
    """Tell whether particle, voice and object are those of the cue."""
    parts = [child.lower_ for child in verb.children if child.dep_ in _PARTS]
    if particle and particle not in parts:
        return False
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children) or (
        verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and not _names_somebody(verb)
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


def _names_somebody(verb: Token) -> bool:
    """Whether what looks like a participle has somebody for its object: "Ruiz, who is ill, *named Ana Moss* as minister"."""
    return any(noun.pos_ == "PROPN" for noun in get_children(verb, "dobj"))


def _find_office(verb: Token, words: Thesaurus) -> tuple[str, str]:
    """Return office and of what, as said with the verb."""
    for child in verb.children:
        nouns = [child]
        if child.dep_ == "prep" and child.lower_ in {"as", "to"}:
            nouns = list(child.children)
        elif child.dep_ == "prep" and child.lower_ == "from":  # "dismissed from being a minister"
            nouns = [each for clause in child.children for each in get_children(clause, "attr")]
        for noun in nouns:
            if noun.dep_ not in _COMPLEMENTS:
                continue
            phrase = get_phrase(noun, words)
            if phrase in words.offices and noun.tag_ not in {"NNS", "NNPS"}:
                return phrase, find_whole(noun, words)
            rank = words.ranks.get(phrase)
            if rank:
                return rank, find_whole(noun, words)
            for inner in get_complements(noun, "of"):
                phrase = get_phrase(inner, words)
                if noun.lemma_.lower() in _POSTS and phrase in words.offices:
                    return phrase, find_whole(inner, words)
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
        holder = find_power_holder(noun, context)
    else:
        noun = noun if get_phrase(noun, words) in words.offices else before
        office = get_phrase(noun, words)
        if office not in words.offices:
            return
        holder = find_titled(noun, context, words) or find_power_holder(noun, context)
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
    holder = find_holder(verb, context)
    time = _find_time_below(since, context)
    if holder is None or holder.type != "Person" or time is None:
        return
    known = list(dict.fromkeys(holder.offices))
    title, of = known[0] if len(known) == 1 else (_OFFICE, "")
    evidence = context.parsed.cut(context.parsed.offset(verb), time.span.end)
    yield Term(holder, title, of, evidence, start=time.when)


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

"""How a figure gets its indicator: which words of its sentence say what it is a figure of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.fates import find_fate
from graph_builder.extraction.free_naming import find_whole, join_words, lower, name_freely
from graph_builder.extraction.indicators import NOUN_TAGS, Naming, get_lemma
from graph_builder.extraction.levels import name_bound, name_kept, name_part, name_plural
from graph_builder.extraction.shifts import (
    find_direction,
    is_set_by_bank,
    name_brought,
    name_index,
    name_policy_rate,
    name_shift,
)
from graph_builder.extraction.tallies import name_tallied

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure
    from graph_builder.extraction.indicators import Indicators

_STEPS = 8
_PEOPLE = frozenset({"people", "person", "other"})
_SIGNS = frozenset({"%", "°"})
_CONCENTRATION = "concentration"
_LINKS = frozenset({"to", "by", "at", "from", "above", "below"})
_FAR = 12
_CLOSE = 7
_COMPARATIVES = dict.fromkeys(("higher", "more", "greater", "larger"), "rise")
_COMPARATIVES |= dict.fromkeys(("lower", "less", "fewer", "smaller"), "fall")
_COUNTING = frozenset({"have", "number", "count", "total", "reach", "boast"})
_STEPS_OF = frozenset({"basis", "percentage"})
_JAILING = frozenset({"sentence", "jail", "imprison"})


def name_indicator(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    """Return what a figure is of: an indicator of the lexicon, or the text's own words.

    Sought are, in this order: the noun that a rate needs, the verb that says what became of those counted, the noun that
    is counted, the noun that the figure qualifies ("a toll of 27"), what a share is of, the subject of which the
    clause tells. None where neither the lexicon nor the text has a word for it.

    Args:
        figure: The quantity in its sentence.
        known: The lexicon's indicators.
        last: The indicator last spoken of, meant by "the rate".
    """
    kind = figure.quantity.kind
    if kind == "rate" and " per " in f" {figure.quantity.normal_unit}":
        naming = _name_rate(figure, known, last)
        if naming:
            return naming
    counted = kind in ("count", "number")
    if counted:
        return name_tallied(figure, known, join_words) or _name_count(figure, known, last)
    named = name_bound(figure, _name_subject(figure, known, last))
    named = name_brought(figure, known, last, join_words) or named
    named = named or name_shift(figure, known, join_words) or _name_worth(figure, known)
    named = named or _name_qualified(figure, known) or _name_share(figure, known)
    named = named or name_kept(figure, known)
    if named is None and kind == "money":
        named = _name_by_verb(figure, known) or _name_of(figure)
    if named:
        return named
    subject = _name_subject(figure, known, last)
    dimension = known.dimensions.get(figure.quantity.normal_unit)
    if dimension and subject and subject.entry and subject.entry.value("most"):
        subject = None  # a quake of any magnitude has its depth in kilometres
    if dimension and (dimension == "duration" or subject is None or subject.entry is None):
        measured = _name_phrase(figure, known, dimension)
        return measured or _name_dimension(figure, subject, dimension)
    if subject and (subject.entry is not None or kind not in ("percent", "ratio")):
        return subject
    return (
        _name_part(figure)
        or _name_measured(figure)
        or subject
        or _name_by_verb(figure, known)
        or name_freely(figure)
    )


def _name_dimension(figure: Figure, subject: Naming | None, dimension: str) -> Naming:
    """Name a measurement by its dimension and of what it is: "storm distance", "exhibit area"."""
    if dimension == "duration" and figure.verb is not None and figure.verb.lemma_ in _JAILING:
        return Naming("prison sentence", None, (figure.verb,))
    whole = subject.words[0] if subject and subject.words else None
    if whole is None and figure.top != figure.number and figure.top.tag_ in NOUN_TAGS:
        whole = None if figure.top.lower_ in figure.quantity.unit.lower() else figure.top
    if whole is None or whole.pos_ in ("PRON", "PROPN") or whole == figure.top.head.head:
        return Naming(dimension, None, (whole,) if whole is not None else ())
    return Naming(f"{lower(whole)} {dimension}", None, (whole,))


def _name_phrase(figure: Figure, known: Indicators, dimension: str) -> Naming | None:
    """Name a measurement by the noun in whose phrase it stands: "a *storm surge* of three feet", "three feet of *leeway*".

    How much of something is in something else is its concentration, whoever measured it.
    """
    if dimension == "duration":
        return None
    whole = find_whole(figure)
    if whole is not None and whole.pos_ == "NOUN":
        free = Naming(f"{join_words(whole)} {dimension}", None, (whole,))
        found = known.find_noun(whole, figure.verb)
        return found if found and not found.has("Single") else free  # "lead" is no margin here
    named = _name_of(figure)
    if named is not None:
        return named
    if dimension != _CONCENTRATION:
        return None
    subject = figure.verb and next((c for c in figure.verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.lemma_.lower() not in ("level", "concentration"):
        return Naming(_CONCENTRATION)
    return Naming(join_words(subject), None, (subject,))


def _name_worth(figure: Figure, known: Indicators) -> Naming | None:
    """Name an amount by what is worth so much: "*contracts* worth a total of $3 billion"."""
    doc, first = figure.number.doc, figure.number.sent.start
    near = doc[max(first, figure.number.i - _CLOSE) : figure.number.i]
    worth = next((word for word in near if word.lower_ == "worth" and word.i > first), None)
    noun = worth.nbor(-1) if worth is not None else None
    if figure.quantity.kind != "money" or noun is None or noun.pos_ != "NOUN":
        return None
    return known.find_noun(noun) or Naming(join_words(noun), None, (noun,))


def _name_of(figure: Figure) -> Naming | None:
    """Name a figure by the noun behind which it stands with "of" or "at": "a *payout* of a million rubles"."""
    above = figure.above
    direct = "pobj" in (figure.top.dep_, figure.number.dep_) and above.lower_ in ("of", "at")
    noun = above.head
    if not direct or noun.pos_ != "NOUN" or above.dep_ != "prep":
        return None
    return Naming(join_words(noun).partition(" of ")[0], None, (noun,))


def _name_rate(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    named = _name_qualified(figure, known) or _name_subject(figure, known, last, exact=True)
    if named and named.entry and (named.entry.values("per") or "rate" in named.label):
        return named
    nouns = sorted(figure.number.sent, key=lambda token: abs(token.i - figure.number.i))
    for token in nouns:
        phrase = f"{get_lemma(token.nbor(-1))} {get_lemma(token)}" if token.i else ""
        entry = known.per.get(phrase) or known.per.get(get_lemma(token))
        if entry and token.tag_ in NOUN_TAGS:
            return Naming(entry.value("prefLabel"), entry, (token,))
    return named


def _name_count(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    noun = known.find_noun(figure.noun, figure.verb) if figure.noun is not None else None
    few = noun is not None and _is_too_few(figure, noun)
    noun = None if few else noun
    noun = noun or name_part(figure, known) or _name_division(figure, known)
    noun = None if noun and noun.has("Resting") and _is_active(figure) else noun
    if noun and noun.entry and noun.entry.value("most") and noun.words[-1].tag_ == "NNS":
        return Naming(
            lower(noun.words[-1]), None, noun.words
        )  # "two earthquakes" have no magnitude of 2
    if noun and (noun.has("Zero") or (noun.entry and noun.entry.values("requires"))):
        return noun
    fate = find_fate(figure, known) or _name_toll(figure, known, last)
    if fate or (noun and not noun.has("Plain")):
        return fate or noun
    return None if few else _name_plainly(figure, known, last, noun)


def _name_plainly(
    figure: Figure, known: Indicators, last: Naming | None, noun: Naming | None
) -> Naming | None:
    """Name a count by the words of its sentence, where neither a noun nor a fate of the lexicon names it better."""
    free = name_freely(figure)
    if noun:
        return Naming(free.label, noun.entry, free.words) if free else noun
    # "The toll rose to 45, *with 30 people* in hospital".
    beside = figure.noun is not None and figure.above.lower_ == "with"
    if not beside and (figure.noun is None or get_lemma(figure.noun) in _PEOPLE):
        named = _name_qualified(figure, known) or name_kept(figure, known)
        named = named or _name_subject(figure, known, last)
        if named and (named.entry is not None or figure.noun is None):
            return named
    return free


def _is_too_few(figure: Figure, naming: Naming) -> bool:
    """Tell whether a figure is too small for its indicator: "a petition by *two residents*" counts no town's."""
    least = naming.entry.value("least") if naming.entry is not None else ""
    return bool(least) and figure.quantity.value < int(least)


def _name_division(figure: Figure, known: Indicators) -> Naming | None:
    """Name the two sides of a vote: "lawmakers voted *364* to *194*"."""
    number, verb = figure.number, figure.verb
    entry = next(iter(known.nouns.get("vote", ())), None)
    if figure.noun is not None or verb is None or verb.lemma_ != "vote" or entry is None:
        return None
    doc, after = number.doc, number.i + 1
    first = number.i == verb.i + 1 and after + 1 < len(doc) and doc[after].lower_ == "to"
    paired = first and doc[after + 1].like_num
    second = (
        number.i == verb.i + 3 and doc[number.i - 1].lower_ == "to" and doc[verb.i + 1].like_num
    )
    return Naming(entry.value("prefLabel"), entry, (verb,)) if paired or second else None


def _is_active(figure: Figure) -> bool:
    """Tell whether those counted do something or something is done to them: "4,700 residents were moved", no "has 4,700 residents"."""
    verb = figure.above
    if verb.pos_ != "VERB" or figure.role not in ("nsubj", "nsubjpass", "dobj"):
        return False
    return figure.role != "dobj" or verb.lemma_ not in _COUNTING


def _name_toll(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    """Name a count by the subject that it says: "the dead are four women"."""
    subject = _name_subject(figure, known, last, exact=True) if figure.role == "attr" else None
    return subject if subject and subject.has("People") else None


def _name_qualified(figure: Figure, known: Indicators) -> Naming | None:
    """Name a figure by the noun it qualifies: "a homicide rate of 35", "a 149 vote margin"."""
    token = figure.top
    if figure.quantity.kind == "rate" and figure.noun is None:
        token = figure.number
    elif token is not figure.number and token.tag_ in NOUN_TAGS and not _is_step(token):
        found = known.find_noun(token, figure.verb)
        if found:
            return found
    for _ in range(3):
        head = token.head
        if (
            token.dep_ == "pobj"
            and head.dep_ == "prep"
            and head.lower_ in ("of", "at", "to", "by", "from", "with")
        ):
            noun = head.head
            if noun.tag_ in NOUN_TAGS and head.lower_ == "of":
                return known.find_noun(noun, figure.verb)
            if noun.tag_ in NOUN_TAGS and (found := known.find_noun(noun, figure.verb)):
                return found
            return None
        if token.dep_ in ("appos", "conj", "compound", "nmod") and head.tag_ in NOUN_TAGS:
            found = known.find_noun(head, figure.verb)
            if found:
                return found
        token = head
    return None


def _is_step(noun: Token) -> bool:
    """Tell whether points are steps of a rate, and none of a match: "300 basis *points*"."""
    return noun.lemma_ == "point" and noun.i > 0 and noun.nbor(-1).lower_ in _STEPS_OF


def _name_share(figure: Figure, known: Indicators) -> Naming | None:
    whole = find_whole(figure)
    if whole is None:
        return None
    clauses = [child for child in whole.rights if child.dep_ in ("acl", "relcl")]
    return known.find_whole(whole, [*clauses, *([figure.verb] if figure.verb else [])])


def _name_part(figure: Figure) -> Naming | None:
    whole = find_whole(figure)
    if whole is None:
        return None
    part = "share of " if figure.quantity.kind in ("percent", "ratio") else ""
    return Naming(f"{part}{join_words(whole)}", None, (whole,))


def _name_measured(figure: Figure) -> Naming | None:
    """Name a figure by the noun behind it: "60% destruction"."""
    top = figure.top
    behind = top.tag_ in NOUN_TAGS and top.i > figure.number.i and top.pos_ != "PROPN"
    if not behind or top.lower_ in figure.quantity.span.text.lower():
        return None
    return Naming(join_words(top), None, (top,))


def _name_subject(
    figure: Figure, known: Indicators, last: Naming | None, *, exact: bool = False
) -> Naming | None:
    """Name a figure by the subject of its clause: "unemployment rose to 5 percent"."""
    subject = _find_subject(figure, known)
    links = _links(figure, known)
    if (
        subject is not None
        and subject.lower_ == "it"
        and last is not None
        and figure.quantity.kind == "rate"
    ):
        return Naming(last.label, last.entry, (subject,))
    if subject is None or not (links or figure.above.lower_ in _LINKS):
        return None
    rate = name_policy_rate(subject, known) if is_set_by_bank(subject, known) else None
    naming = rate or known.find_noun(subject, figure.verb) or _find_of(subject, known, figure)
    naming = naming or name_plural(figure, subject, known)
    if naming is None and last is not None and subject.lemma_.lower() in known.bare:
        alone = all(
            (child.dep_ in ("det", "prep", "punct", "relcl") and child.lower_ != "of")
            or (child.dep_ == "poss" and child.ent_type_ == "DATE")  # "January's figure"
            for child in subject.children
        )
        naming = Naming(last.label, last.entry, (subject,)) if alone else None
    if naming is None and last is not None and figure.quantity.kind in ("rate", "percent"):
        again = subject.lower_ in ("it", "that", "this") and links
        naming = Naming(last.label, last.entry, (subject,)) if again else None
    if naming is None and not exact and _find_change(figure, known):
        naming = name_index(figure, subject)
    if naming is None:
        if (
            exact
            or not links
            or subject.pos_ == "PRON"
            or (subject.pos_ == "PROPN" and not subject.is_lower)
            or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
        ):
            return None
        naming = Naming(join_words(subject), None, (subject,))
    suffix = _find_change(figure, known)
    return Naming(f"{naming.label} {suffix}", naming.entry, naming.words) if suffix else naming


def _find_of(subject: Token, known: Indicators, figure: Figure) -> Naming | None:
    """Name by what "the number of …" or "the rate of …" is of."""
    if subject.lemma_.lower() not in known.bare:
        return None
    before = subject.nbor(-1) if subject.i else None
    if before is not None and before.dep_ == "compound":
        return known.find_noun(before, figure.verb)
    for child in subject.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for thing in child.children:
                if thing.dep_ == "pobj":
                    return known.find_noun(thing, figure.verb)
    return None


def _links(figure: Figure, known: Indicators) -> bool:
    """Tell whether a figure says how much its subject is: with "be", "reach", "total", a verb of change."""
    verb = figure.verb
    if figure.quantity.kind in ("count", "number") or verb is None:
        return True
    if find_direction(figure, known):
        return True
    return verb.lemma_.lower() in known.linking or verb.lemma_.lower() in known.changes


def _find_changed(figure: Figure, known: Indicators) -> Token | None:
    """Return what somebody changes "to", "by" or "from" a figure: "cut its forecast to 2 percent"."""
    verb = figure.verb
    if verb is None or verb.lemma_.lower() not in known.changes or figure.above.dep_ != "prep":
        return None
    if figure.above.lower_ not in ("to", "by", "from"):
        return None
    things = [child for child in verb.children if child.dep_ == "dobj"]
    taken = (figure.top.i, figure.number.i)
    return next((thing for thing in things if thing.i not in taken), None)


def _find_subject(figure: Figure, known: Indicators) -> Token | None:
    verb = figure.verb
    changed = _find_changed(figure, known)
    if changed is not None:
        return changed
    for _ in range(_STEPS):
        if verb is None:
            return None
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i not in (
                figure.top.i,
                figure.number.i,
            ):
                relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
                return verb.head if relative else child
        if verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp") or verb.head == verb:
            return (
                verb.head if verb.dep_ in ("acl", "relcl") and verb.head.tag_ in NOUN_TAGS else None
            )
        moving = verb.dep_ == "pcomp" and _links(figure, known) and figure.quantity.kind != "number"
        above = verb.head.head if moving else verb.head  # "before *rising* to 3 percent"
        verb = above if above.pos_ in ("VERB", "AUX") else None
    return None


def name_sort(figure: Figure, naming: Naming, known: Indicators) -> Naming:
    """Return the indicator with the words that make it another: "*core* inflation", "*food* prices", "*youth* unemployment"."""
    if naming.entry is None or figure.quantity.kind not in ("percent", "money", "rate"):
        return naming
    nouns = [word for word in naming.words if word.pos_ != "VERB"]
    first = nouns[0] if nouns and nouns[-1].tag_ in NOUN_TAGS else None
    if first is None or not naming.label.startswith(naming.entry.value("prefLabel")):
        return naming
    words: list[str] = []
    of_rate = figure.quantity.kind == "rate" or naming.label.endswith(" rate")
    for word in reversed(first.doc[first.sent.start : first.i]):
        if word.head not in nouns or not _sorts(word, known, of_rate=of_rate):
            break
        words.insert(0, word.lower_)
    if not words:
        return naming
    name = naming.entry.value("prefLabel")
    text = " ".join(get_lemma(word) for word in nouns)
    if text not in naming.entry.values("noun"):
        return naming  # "Norvik *shares*", whose price it is
    alike = name.startswith(text) or text.startswith(name) or text == "consumer price"
    shown = name if alike else text  # "bridge *loan*" is no "bridge aid"
    label = " ".join([*words, f"{shown}{naming.label.removeprefix(name)}"])
    return Naming(label, naming.entry, naming.words)


def forget_change(naming: Naming) -> Naming:
    """Return an indicator without what says that a figure is of its change."""
    label = naming.label
    for suffix in (" rise", " fall", " change"):
        label = label.removesuffix(suffix)
    return Naming(label, naming.entry, naming.words)


def _sorts(word: Token, known: Indicators, *, of_rate: bool) -> bool:
    """Tell whether a word before an indicator says which of its kind is meant, and not whose, when or how much it is."""
    if word.lower_ in known.sorting and word.dep_ in ("compound", "nmod", "amod"):
        return True
    if word.dep_ in ("compound", "nmod") and word.pos_ == "NOUN" and not of_rate:
        written_small = word.is_lower or word.i == word.sent.start
        return written_small and not word.ent_type_ and word.lemma_.lower() not in known.unsorting
    return False


def name_comparison(figure: Figure, naming: Naming) -> Naming:
    """Return the indicator of a share by which something is more or less than something else: "25 percent *higher than* last year"."""
    if figure.quantity.kind != "percent":
        return naming
    doc, last = figure.number.doc, figure.number.sent.end
    behind = figure.number.i + 1
    while behind < last and (
        doc[behind].text in _SIGNS or doc[behind].text in figure.quantity.unit
    ):
        behind += 1
    suffix = _COMPARATIVES.get(doc[behind].lower_, "") if behind < last else ""
    compared = any(word.lower_ == "than" for word in doc[behind : min(behind + _FAR, last)])
    if not suffix or not compared or naming.label.endswith((" rise", " fall")):
        return naming
    return Naming(f"{naming.label.removeprefix('share ')} {suffix}", naming.entry, naming.words)


def _find_change(figure: Figure, known: Indicators) -> str:
    """Return "rise" or "fall" where a figure says by how much something changed."""
    top, verb = figure.top, figure.verb
    direction = find_direction(figure, known)
    if direction:
        return direction
    if top.i > figure.number.i and top.tag_ in NOUN_TAGS and top.lemma_ in known.changes:
        return known.changes[top.lemma_]  # "after a 0.1 percent *contraction*"
    above = figure.above
    if above.dep_ == "prep" and above.lower_ == "by":
        return known.changes.get(above.head.lemma_.lower(), "") or known.change_adverbs.get(
            above.head.lower_, ""
        )
    if verb is not None and figure.role in ("dobj", "npadvmod", "advmod"):
        return known.changes.get(verb.lemma_.lower(), "")
    return ""


def _name_by_verb(figure: Figure, known: Indicators) -> Naming | None:
    verb = figure.verb
    return known.find_verb(verb) if verb is not None else None

"""What a figure is a figure of: an indicator of the lexicon, or the text's own words.

The words are data (``ontology/lexicon/indicators.ttl``). Sought are, in this order: the noun that a rate needs, the verb
that says what became of those counted, the noun that is counted, the noun that the figure qualifies
("a toll of 27"), what a share is of, and the subject of which the clause tells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.figures import Figure
    from graph_builder.lexicon import Entry, Lexicon

_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BE = frozenset({"be", "have", "get", "do"})
_MOST_WORDS = 5
_STEPS = 8
_KINDS = {"percent": "share", "ratio": "share", "money": "amount"}


@dataclass(frozen=True)
class Naming:
    """The indicator of one figure, and the words of the text from which it was read."""

    label: str
    entry: Entry | None = None
    words: tuple[Token, ...] = ()

    def has(self, trait: str) -> bool:
        """Tell whether the lexicon gives the indicator a trait."""
        return self.entry is not None and trait in self.entry.values("trait")


@dataclass
class Indicators:
    """The indicators of a lexicon by their words."""

    nouns: dict[str, list[Entry]] = field(default_factory=dict)
    verbs: dict[str, Entry] = field(default_factory=dict)
    per: dict[str, Entry] = field(default_factory=dict)
    of: dict[str, Entry] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    change_adverbs: dict[str, str] = field(default_factory=dict)
    bare: frozenset[str] = frozenset()

    def find_noun(self, head: Token, verb: Token | None = None) -> Naming | None:
        """Return the indicator named by the longest phrase of up to three words ending at a noun."""
        for size in (3, 2, 1):
            first = head.i - size + 1
            if first < head.sent.start:
                continue
            tokens = head.doc[first : head.i + 1]
            for entry in self.nouns.get(" ".join(_lemma(token) for token in tokens), ()):
                if _fits(entry, verb):
                    return Naming(entry.value("prefLabel"), entry, tuple(tokens))
        return None

    def find_verb(self, verb: Token) -> Naming | None:
        """Return the indicator named by a verb, with its particle where it has one."""
        particles = [child for child in verb.children if child.dep_ == "prt"]
        lemma = verb.lemma_.lower()
        for particle in particles:
            entry = self.verbs.get(f"{lemma} {particle.lower_}")
            if entry:
                return Naming(entry.value("prefLabel"), entry, (verb, particle))
        entry = self.verbs.get(lemma)
        return Naming(entry.value("prefLabel"), entry, (verb,)) if entry else None


def _lemma(token: Token) -> str:
    """Return the lemma in small letters; of a plural that the parser took for a name, too."""
    lemma: str = token.lemma_.lower()
    if token.tag_ in ("NNS", "NNPS", "NNP") and lemma == token.lower_ and lemma[-2:-1] not in "su":
        return lemma.removesuffix("s")
    return lemma


def _fits(entry: Entry, verb: Token | None) -> bool:
    needed = entry.values("requires")
    return not needed or (verb is not None and verb.lemma_.lower() in needed)


def _compile(lexicon: Lexicon) -> Indicators:
    found = Indicators()
    for entry in lexicon.of_kind("Indicator"):
        for noun in entry.values("noun"):
            found.nouns.setdefault(noun.lower(), []).append(entry)
        found.verbs |= dict.fromkeys(entry.values("verb"), entry)
        found.per |= dict.fromkeys(entry.values("per"), entry)
        found.of |= dict.fromkeys(entry.values("of"), entry)
    for entries in found.nouns.values():
        entries.sort(key=lambda entry: not entry.values("requires"))
    for entry in lexicon.of_kind("Change"):
        words = (*entry.values("verb"), *entry.values("noun"))
        found.changes |= dict.fromkeys(words, entry.value("suffix"))
        found.change_adverbs |= dict.fromkeys(entry.values("adverb"), entry.value("suffix"))
    found.bare = lexicon.words("Bare", "noun")
    return found


_COMPILED: dict[int, tuple[Lexicon, Indicators]] = {}


def get_indicators(lexicon: Lexicon) -> Indicators:
    """Return the indicators of a lexicon, compiled once as long as it is the one in use."""
    known = _COMPILED.get(id(lexicon))
    if known is None:
        _COMPILED.clear()
        known = _COMPILED[id(lexicon)] = (lexicon, _compile(lexicon))
    return known[1]


def name_indicator(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    """Return what a figure is of; ``last`` is the indicator last spoken of, meant by "the rate".

    None where neither the lexicon nor the text has a word for it.
    """
    kind = figure.quantity.kind
    if kind == "rate" and " per " in f" {figure.quantity.normal_unit}":
        naming = _name_rate(figure, known, last)
        if naming:
            return naming
    counted = kind in ("count", "number")
    if counted:
        return _name_count(figure, known, last)
    return (
        _name_qualified(figure, known)
        or _name_share(figure, known)
        or _name_subject(figure, known, last)
        or _name_by_verb(figure, known)
        or _name_freely(figure)
    )


def _name_rate(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    named = _name_qualified(figure, known) or _name_subject(figure, known, last, exact=True)
    if named and named.entry and (named.entry.values("per") or "rate" in named.label):
        return named
    nouns = sorted(figure.number.sent, key=lambda token: abs(token.i - figure.number.i))
    for token in nouns:
        phrase = f"{_lemma(token.nbor(-1))} {_lemma(token)}" if token.i else ""
        entry = known.per.get(phrase) or known.per.get(_lemma(token))
        if entry and token.tag_ in _NOUN_TAGS:
            return Naming(entry.value("prefLabel"), entry, (token,))
    return named


def _name_count(figure: Figure, known: Indicators, last: Naming | None) -> Naming | None:
    noun = known.find_noun(figure.noun, figure.verb) if figure.noun is not None else None
    if noun and (noun.has("Zero") or (noun.entry and noun.entry.values("requires"))):
        return noun
    verb = _find_fate(figure, known)
    if verb:
        return verb
    if noun:
        return noun
    if figure.noun is None:
        named = _name_qualified(figure, known) or _name_subject(figure, known, last)
        if named:
            return named
    return _name_freely(figure)


def _find_fate(figure: Figure, known: Indicators) -> Naming | None:
    """Return the indicator of the verb that says what became of those counted."""
    for verb in _list_fates(figure):
        naming = known.find_verb(verb)
        if naming:
            return naming
    return None


def _list_fates(figure: Figure) -> Iterator[Token]:
    top = figure.top
    for child in top.children:
        if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB":
            yield child
    above = figure.above
    if above.pos_ in ("VERB", "AUX"):
        if figure.role in ("nsubjpass", "dobj"):
            yield above
        elif figure.role == "nsubj" and not any(
            c.dep_ in ("dobj", "ccomp") for c in above.children
        ):
            yield above
    doc, end = top.doc, max(top.i, figure.number.i) + 1
    for token in doc[end : min(end + 4, top.sent.end)]:
        if token.tag_ == "VBN" or (token.tag_ == "VBD" and token.lemma_ not in _BE):
            yield token
            return
        if token.lemma_ not in _BE and token.pos_ not in ("ADV", "AUX"):
            return


def _name_qualified(figure: Figure, known: Indicators) -> Naming | None:
    """Name a figure by the noun it qualifies: "a homicide rate of 35", "a 149 vote margin"."""
    token = figure.top
    if figure.quantity.kind == "rate" and figure.noun is None:
        token = figure.number
    elif token is not figure.number and token.tag_ in _NOUN_TAGS:
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
            if noun.tag_ in _NOUN_TAGS and head.lower_ == "of":
                return known.find_noun(noun, figure.verb)
            if noun.tag_ in _NOUN_TAGS and (found := known.find_noun(noun, figure.verb)):
                return found
            return None
        if token.dep_ in ("appos", "conj", "compound", "nmod") and head.tag_ in _NOUN_TAGS:
            found = known.find_noun(head, figure.verb)
            if found:
                return found
        token = head
    return None


def _name_share(figure: Figure, known: Indicators) -> Naming | None:
    whole = _find_whole(figure)
    if whole is None:
        return None
    for size in (2, 1):
        tokens = whole.doc[max(0, whole.i - size + 1) : whole.i + 1]
        entry = known.of.get(" ".join(_lemma(token) for token in tokens))
        if entry:
            return Naming(entry.value("prefLabel"), entry, tuple(tokens))
    return None


def _find_whole(figure: Figure) -> Token | None:
    for token in (figure.top, figure.number):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((thing for thing in child.children if thing.dep_ == "pobj"), None)
    end = max(figure.top.i, figure.number.i) + 1
    doc = figure.top.doc
    if end < len(doc) and doc[end].lower_ == "of":
        return next((thing for thing in doc[end].children if thing.dep_ == "pobj"), None)
    return None


def _name_subject(
    figure: Figure, known: Indicators, last: Naming | None, *, exact: bool = False
) -> Naming | None:
    """Name a figure by the subject of its clause: "unemployment rose to 5 percent"."""
    subject = _find_subject(figure)
    if subject is None:
        return None
    naming = known.find_noun(subject, figure.verb) or _find_of(subject, known, figure)
    if naming is None and last is not None and subject.lemma_.lower() in known.bare:
        alone = all(child.dep_ in ("det", "prep", "punct", "relcl") for child in subject.children)
        naming = Naming(last.label, last.entry, (subject,)) if alone else None
    if naming is None:
        if exact or subject.pos_ == "PRON" or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
            return None
        naming = Naming(_join_words(subject), None, (subject,))
    suffix = _find_change(figure, known)
    return Naming(f"{naming.label} {suffix}", naming.entry, naming.words) if suffix else naming


def _find_of(subject: Token, known: Indicators, figure: Figure) -> Naming | None:
    """Name by what "the number of …" or "the rate of …" is of."""
    if subject.lemma_.lower() not in known.bare:
        return None
    for child in subject.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for thing in child.children:
                if thing.dep_ == "pobj":
                    return known.find_noun(thing, figure.verb)
    return None


def _find_subject(figure: Figure) -> Token | None:
    verb = figure.verb
    for _ in range(_STEPS):
        if verb is None:
            return None
        for child in verb.children:
            if (
                child.dep_ in ("nsubj", "nsubjpass")
                and child != figure.top
                and child != figure.number
            ):
                relative = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
                return verb.head if relative else child
        if verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp") or verb.head == verb:
            return (
                verb.head
                if verb.dep_ in ("acl", "relcl") and verb.head.tag_ in _NOUN_TAGS
                else None
            )
        verb = verb.head if verb.head.pos_ in ("VERB", "AUX") else None
    return None


def _find_change(figure: Figure, known: Indicators) -> str:
    """Return "rise" or "fall" where a figure says by how much something changed."""
    top, verb = figure.top, figure.verb
    before = top.doc[top.left_edge.i - 1] if top.left_edge.i else None
    if before is not None and before.lower_ in known.change_adverbs:
        return known.change_adverbs[before.lower_]
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


def _name_freely(figure: Figure) -> Naming | None:
    """Name a figure by the text's own words: what is counted and what it did or what was done to it."""
    quantity = figure.quantity
    if quantity.kind in ("percent", "ratio", "money", "measure", "rate"):
        return _name_amount(figure)
    words = _trim(quantity.unit.split()) or (
        [_lower(figure.noun)] if figure.noun is not None else []
    )
    verb = figure.verb
    tokens: tuple[Token, ...] = (figure.noun,) if figure.noun is not None else ()
    if (
        verb is not None
        and verb.lemma_ not in _BE
        and figure.role in ("nsubj", "nsubjpass", "dobj")
    ):
        if verb == figure.above:
            words.append(_participle(verb))
            tokens = (*tokens, verb)
    if not words:
        return None
    return Naming(" ".join(words[-_MOST_WORDS:]), None, tokens)


def _name_amount(figure: Figure) -> Naming | None:
    whole = _find_whole(figure)
    if whole is not None:
        label = (
            f"share of {_join_words(whole)}"
            if figure.quantity.kind in ("percent", "ratio")
            else _join_words(whole)
        )
        return Naming(label, None, (whole,))
    if (
        figure.top.tag_ in _NOUN_TAGS
        and figure.noun is None
        and figure.top.lower_ not in figure.quantity.span.text.lower()
    ):
        return Naming(_join_words(figure.top), None, (figure.top,))
    for child in figure.top.children:
        if child.dep_ == "prep" and child.lower_ in ("from", "for", "in", "on"):
            for thing in child.children:
                if thing.dep_ == "pobj" and thing.tag_ in _NOUN_TAGS:
                    return Naming(_join_words(thing), None, (thing,))
    above = figure.above
    noun = above.head if above.dep_ == "prep" else above
    if noun.tag_ in _NOUN_TAGS:
        return Naming(_join_words(noun), None, (noun,))
    kind = _KINDS.get(figure.quantity.kind, "measure")
    if figure.verb is not None and figure.verb.lemma_ not in _BE:
        return Naming(f"{kind} {_participle(figure.verb)}", None, (figure.verb,))
    return Naming(_predicate(figure, kind), None, ())


def _predicate(figure: Figure, kind: str) -> str:
    """Return "share in favour" for "85% were in favour"."""
    verb = figure.verb
    if verb is not None:
        for child in verb.children:
            if child.i > verb.i and child.dep_ in ("prep", "acomp", "attr") and child != figure.top:
                things = [thing for thing in child.children if thing.dep_ == "pobj"][:1]
                words = [child.lower_, *(thing.lower_ for thing in things)]
                return " ".join([kind, *words])
    return kind


def _join_words(noun: Token) -> str:
    """Return a noun with the words that stand close before it, and what it is of: at most five."""
    words = [
        token
        for token in noun.doc[noun.left_edge.i : noun.i]
        if token.head == noun and token.dep_ in ("compound", "amod", "nmod") and token.tag_ != "CD"
    ][-3:]
    texts = [_lower(token) for token in (*words, noun)]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and len(texts) < 3:  # noqa: PLR2004 - five words in all
            things = [thing for thing in child.children if thing.dep_ == "pobj"]
            texts += ["of", *(_lower(thing) for thing in things[:1])] if things else []
    return " ".join(texts[:_MOST_WORDS])


def _lower(token: Token) -> str:
    return str(token.text if token.pos_ == "PROPN" else token.lower_)


def _trim(words: Iterable[str]) -> list[str]:
    return [word if word.isupper() else word for word in words]


def _participle(verb: Token) -> str:
    return str(verb.lower_ if verb.tag_ in ("VBN", "VBD", "VBG") else verb.lemma_)

"""For whom a pronoun that speaks stands, where nobody with a name fits: the described people of the text before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.anaphora import PLURALS
from graph_builder.extraction.predicates import get_object
from graph_builder.extraction.salience import SUBJECTS
from graph_builder.extraction.sources import find_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.entities import EntityIndex

_DATED = frozenset({"DATE", "TIME"})
_UNNAMED = frozenset({"name", "identify", "remain", "quote"})
BODIES = frozenset({"Organization", "GovernmentBody", "ArmedGroup", "NewsOutlet", "Country"})
_PLACES = frozenset({"Place", "Country"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


def find_antecedent(pronoun: Token, index: EntityIndex) -> Figure | None:
    """Return what "they" or "it" means: the last fitting subject, one with a name before any other for "it"."""
    plural = pronoun.lower_ in PLURALS
    others = _find_people_acted_on(pronoun, index) if plural else None
    if others is not None:
        return index.get_figure(others) or _describe_subject(others, index, plural=True)
    subjects = list(list_subjects_before(pronoun))
    for named in (True, False) if not plural else (False,):
        for token in subjects:
            figure = index.get_figure(token)
            if figure is None and not named:
                figure = _describe_subject(token, index, plural=plural)
            if figure is None or (named and not figure.named):
                continue
            if figure.type == "Person" or (plural and figure.type in _PLACES):
                continue
            if plural and not figure.named and not _is_of_several(token, index):
                continue  # "research shows …"
            return figure
    return None


def _find_people_acted_on(pronoun: Token, index: EntityIndex) -> Token | None:
    """Return the several people to whom one body does something, of whom the clause behind tells: "The league banned two players after *they* admitted …"."""
    clause = pronoun.head
    verb = clause.head
    if clause.dep_ != "advcl" or pronoun.dep_ not in SUBJECTS or not verb.i < clause.i:
        return None
    subject, people = find_subject(verb), get_object(verb)
    if subject is None or people is None or people.i < verb.i or people.pos_ != "NOUN":
        return None
    actor = index.get_figure(subject)
    one = actor is not None and actor.named and actor.type in BODIES and not actor.plural
    several = people.tag_ == "NNS" and index.words.is_person_noun(people.lemma_.lower())
    return people if one and several else None


def _is_of_several(noun: Token, index: EntityIndex) -> bool:
    """Tell whether "they" may take up a noun: one in the plural, or of a group or body."""
    lemma, words = noun.lemma_.lower(), index.words
    if noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in words.groups or lemma in words.bodies:
        return True
    return words.is_person_noun(lemma)


def _describe_subject(token: Token, index: EntityIndex, *, plural: bool) -> Figure | None:
    """Return a described figure for a subject that can speak, None for any other."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    several = token.tag_ in {"NNS", "NNPS"} or token.lower_ in index.words.groups
    if several != plural:
        return None
    lemma = token.lemma_.lower()
    if not (
        token.lower_ in index.words.groups
        or index.words.is_person_noun(lemma)
        or lemma in index.words.bodies
    ):
        return None
    index.describe(index.parsed.span(token.doc[token.left_edge.i], token))
    return index.get_figure(token)


def find_antecedent_noun(pronoun: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for."""
    source = _find_source_before(pronoun)
    if source is not None and source.head.head.lower_ == "according":
        return source
    verb = pronoun.head
    while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "relcl":
        return _find_cleft(pronoun) or source
    noun = verb.head
    if any(child.dep_ == "xcomp" and child.lemma_ in _UNNAMED for child in pronoun.head.rights):
        return find_unnamed_around(noun) or noun
    return _find_last_joined(noun, verb.left_edge) if pronoun.lower_ == "which" else noun


def _find_source_before(pronoun: Token) -> Token | None:
    """Return the source right before a clause on it that was hung on the verb: "…, according to *police*, who said …"."""
    if pronoun.i < 3 or pronoun.nbor(-1).text != "," or pronoun.lower_ != "who":  # noqa: PLR2004 - a word, the source and the comma
        return None
    last = pronoun.nbor(-2)
    phrase = [last, *(each for each in last.ancestors if each.right_edge.i >= last.i)]
    sources = (each for each in phrase if each.dep_ == "pobj" and each.head.lower_ in {"to", "by"})
    return next((each for each in sources if each.i <= last.i), None)


def _find_cleft(pronoun: Token) -> Token | None:
    """Return who is put first: "It was *Moss* who had said so"."""
    clause = pronoun.head
    be = clause.head
    split = clause.dep_ in {"ccomp", "advcl"} and be.lemma_ == "be" and be.i < pronoun.i
    it = split and any(child.lower_ == "it" for child in be.lefts)
    named = (child for child in be.rights if child.dep_ == "attr" and child.i < pronoun.i)
    return next(named, None) if it else None


def _find_last_joined(noun: Token, opening: Token) -> Token:
    """Return the last of those joined before a clause that was hung on the first: "the mayor and *the chamber of trade*, which said …"."""
    last = noun
    for other in noun.conjuncts:
        behind = other.right_edge.i + 1
        if last.i < other.i and opening.i in {behind, behind + 1} and other.pos_ in _NOMINAL:
            last = other
    return last


def find_unnamed_around(noun: Token) -> Token | None:
    """Return who wants no name, of whom a noun tells to whom he is near: "*a person* close to Ann Moss, who asked not to be named"."""
    above = noun.head
    while above.pos_ in {"ADP", "ADJ"} and above.head != above:
        above = above.head
    return above if noun.dep_ == "pobj" and above.pos_ == "NOUN" and above.i < noun.i else None


def list_subjects_before(pronoun: Token) -> Iterator[Token]:
    """Yield the subjects before a pronoun in this paragraph, two sentences back, the nearest sentence first."""
    sentences = [sentence for sentence in pronoun.doc.sents if sentence.start <= pronoun.i]
    for earlier in sentences[:-4:-1]:
        for token in earlier:
            dated = token.ent_type_ in _DATED  # "ten years of war", which is not who "they" are
            if token.i < pronoun.i and token.dep_ in SUBJECTS and token.pos_ != "PRON":
                if dated:
                    continue
                yield token
                yield from (each for each in token.lefts if each.dep_ == "poss")

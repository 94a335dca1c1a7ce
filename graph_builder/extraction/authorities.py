"""Who may decide a measure: governments, their bodies and office holders, countries; no companies, and courts apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph_builder.extraction.candidacies import list_candidates
from graph_builder.extraction.commanders import list_commanders
from graph_builder.extraction.predicates import (
    VERBAL,
    get_actor,
    get_children,
    get_complements,
)
from graph_builder.extraction.triggers import TriggerIndex, compile_once

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.lexicon import Lexicon
    from graph_builder.model import Entity

_SPEAKING = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_PERSONAL = frozenset({"he", "she"})
_OWN = _PERSONAL | {"it", "they"}
_FIRST_PERSON = frozenset({"i", "we"})


@dataclass(frozen=True)
class _Words:
    nouns: frozenset[str]
    titles: frozenset[str]
    names: frozenset[str]
    name_phrases: tuple[str, ...]
    companies: frozenset[str]
    company_phrases: tuple[str, ...]
    private: frozenset[str]
    sites: frozenset[str]
    courts: frozenset[str]
    court_names: frozenset[str]
    phrases: TriggerIndex


@compile_once
def _get_words(lexicon: Lexicon) -> _Words:
    return _Words(
        nouns=lexicon.words("AuthorityNoun", "noun"),
        titles=lexicon.words("AuthorityTitle", "noun"),
        names=lexicon.words("AuthorityName", "noun"),
        name_phrases=tuple(
            sorted(word for word in lexicon.words("AuthorityName", "noun") if " " in word)
        ),
        companies=lexicon.words("CompanyName", "noun"),
        company_phrases=tuple(
            sorted(word for word in lexicon.words("CompanyName", "noun") if " " in word)
        ),
        private=lexicon.words("PrivateNoun", "noun"),
        sites=lexicon.words("SiteNoun", "noun"),
        courts=lexicon.words("CourtNoun", "noun"),
        court_names=lexicon.words("CourtNoun", "nameWord"),
        phrases=TriggerIndex(
            (*lexicon.of_kind("AuthorityNoun"), *lexicon.of_kind("AuthorityTitle")), "noun"
        ),
    )


def is_court(token: Token, context: Context) -> bool:
    """Decide whether a noun stands for a court or a judge."""
    words = _get_words(context.lexicon)
    if token.lemma_.lower() in words.courts:
        return True
    entity = context.cast.find_token(token)
    return entity is not None and _is_court_entity(entity, words)


def is_court_entity(entity: Entity, context: Context) -> bool:
    """Decide whether an entity is a court or a judge."""
    return _is_court_entity(entity, _get_words(context.lexicon))


def _is_court_entity(entity: Entity, words: _Words) -> bool:
    if entity.type == "Person" and entity.named:
        return any(
            office.lower().split()[-1:] == [word]
            for office, _ in entity.offices
            for word in words.courts
        )
    if entity.type == "Person":  # "a High Court judge in Lund"
        return not words.courts.isdisjoint(entity.label.lower().split())
    return any(word in words.court_names for word in entity.label.lower().split())


def is_authority(token: Token, context: Context) -> bool:
    """Decide whether a noun or pronoun stands for somebody who can decide a measure."""
    if is_court(token, context):
        return False
    words = _get_words(context.lexicon)
    entity = context.cast.find_token(token)
    if entity is not None:
        if is_authority_entity(entity, context):
            return True
        if entity.named and entity.type != "Agent":
            if entity.type == "Person":
                office = token.pos_ == "NOUN" and _is_office(token, words)
                return office or _has_title(token, words)
            called = get_children(token, "appos")
            return entity.type == "Organization" and any(_is_office(item, words) for item in called)
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    return _is_office(token, words) or _has_title(token, words) or _is_of_body(token, context)


def _is_of_body(token: Token, context: Context) -> bool:
    """Whether a noun is something of a body, which speaks through it: "the ministry website"."""
    named = (context.cast.find_token(child) for child in get_children(token, "compound", "poss"))
    return any(
        entity is not None
        and entity.type in {"GovernmentBody", "Organization"}
        and is_authority_entity(entity, context)
        for entity in named
    )


def _is_office(token: Token, words: _Words) -> bool:
    """Whether a noun is an authority's, or is somebody's of an authority: "government forces"; no "hospital department"."""
    around = (*get_children(token, "compound", "poss", "amod"), *get_complements(token, "of", "at"))
    if any(item.lemma_.lower() in words.private for item in around):
        return False
    lemma = token.lemma_.lower()
    if lemma == "state" and any(item.pos_ == "NOUN" for item in get_complements(token, "of")):
        return False  # "a state of emergency"
    of_official = lemma == "office" and any(item.lemma_.lower() in words.titles for item in around)
    if of_official or lemma in words.nouns | words.titles or token.lower_ in words.nouns:
        return True
    if any(f"{item.lower_} {lemma}" in words.nouns | words.titles for item in around):
        return True
    return any(child.lemma_.lower() in words.nouns for child in get_children(token, "compound"))


def is_authority_entity(entity: Entity, context: Context) -> bool:
    """Decide whether an entity can decide a measure: by its type, its offices, the words of its name."""
    words = _get_words(context.lexicon)
    parts = {
        part.removesuffix("'s").removesuffix("’s")
        for part in entity.label.lower().replace("-", " ").split()
    }
    described = entity.type == "Agent" or not entity.named
    parts |= {part.removesuffix("s") for part in parts} if described else set()
    private = any(phrase in entity.label.lower() for phrase in words.company_phrases)
    private = private or (described and bool(parts & words.private))
    if private or _is_court_entity(entity, words):
        return False
    if entity.id in list_commanders(context):
        return True
    if entity.type == "Person":
        return _is_official(entity, parts, context)
    if entity.type == "Place":
        return entity.named and entity.label.lower().split()[-1] not in words.sites
    if entity.type in {"Organization", "Agent"}:
        known = words.names if entity.type == "Organization" else words.nouns | words.titles
        named = any(phrase in entity.label.lower() for phrase in words.name_phrases)
        return named or (bool(parts & known) and not parts & words.companies)
    return entity.type in {"GovernmentBody", "Country"}


def _is_official(person: Entity, parts: set[str], context: Context) -> bool:
    """Whether somebody holds a public office, as their offices, a title before the name or the description say."""
    words = _get_words(context.lexicon)
    if not person.named:
        return bool(parts & (words.nouns | words.titles))
    held = [_is_public(of, words) for office, of in person.offices if _is_title(office, words)]
    if held:
        return any(held)
    return person.id in _list_titled(context) or person.id in list_candidates(context)


_TITLED: WeakKeyDictionary[EntityIndex, frozenset[str]] = WeakKeyDictionary()


def _list_titled(context: Context) -> frozenset[str]:
    """Return the ids of the people to whom any mention gives a title of authority, before or behind their name."""
    known = _TITLED.get(context.cast)
    if known is None:
        words = _get_words(context.lexicon)
        found = set()
        for sentence in context.parsed.sentences():
            for token in sentence:
                if token.pos_ == "PROPN" and token.dep_ != "compound":
                    beside = (
                        _has_title(token, words)
                        or (token.dep_ == "appos" and _is_office(token.head, words))
                        or _speaks_for_body(token, words, context)
                    )
                    entity = context.cast.find_token(token) if beside else None
                    if entity is not None and entity.type == "Person":
                        found.add(entity.id)
        known = _TITLED[context.cast] = frozenset(found)
    return known


def _speaks_for_body(name: Token, words: _Words, context: Context) -> bool:
    """Whether a name stands with "government spokesman", "White House spokeswoman", before or behind it."""
    for noun in get_children(name, "compound", "appos", "nmod"):
        if noun.lemma_.lower() not in _SPEAKING:
            continue
        for item in (*get_children(noun, "compound", "poss"), *get_children(name, "compound")):
            entity = context.cast.find_token(item)
            public = entity is not None and entity.type in {"GovernmentBody", "Country"}
            if public or item.lemma_.lower() in words.nouns:
                return True
    return False


def _is_title(office: str, words: _Words) -> bool:
    low = office.lower()
    return low in words.titles or any(
        part in words.titles for part in low.replace("-", " ").split()
    )


def _is_public(of: str, words: _Words) -> bool:
    """Whether an office is not that of a company or society: no "president of the university"."""
    parts = set(of.lower().replace("-", " ").split())
    return bool(parts & words.names) or not parts & words.companies


def _has_title(token: Token, words: _Words) -> bool:
    beside = get_children(token, "compound", "appos", "amod", "nmod")
    if token.pos_ == "PROPN" and token.left_edge.i > 0:  # "*Presidents* Ana Ruiz and Ivo Marek"
        beside += [
            each
            for each in token.doc[token.left_edge.i - 1 : token.left_edge.i]
            if each.tag_ == "NNS"
        ]
    return any(
        item.lemma_.lower() in words.titles or item.lower_.removesuffix("s") in words.titles
        for item in beside
    )


def find_authority(token: Token | None, context: Context) -> Token | None:
    """Return a token if it stands for an authority, or what its pronoun stands for, else nothing."""
    if token is None:
        return None
    meant = _find_self(token, context) or token
    meant = _find_central_bank(meant, context) or meant
    return meant if is_authority(meant, context) else None


def _find_central_bank(token: Token, context: Context) -> Token | None:
    """Return the central bank told last before "the bank", if the article speaks of one; "the Bank of Japan" has its own name."""
    named = token.ent_type_ or get_complements(token, "of")
    if token.lower_ != "bank" or [child.lower_ for child in token.lefts] != ["the"] or named:
        return None
    here = context.parsed.offset(token)
    told = [
        item for item in context.once(_list_central_banks) if context.parsed.offset(item) < here
    ]
    return told[-1] if told else None


def _list_central_banks(context: Context) -> list[Token]:
    return [
        token
        for sentence in context.parsed.sentences()
        for token in sentence
        if token.lower_ == "bank" and {"central", "reserve"} & {item.lower_ for item in token.lefts}
    ]


def _find_self(pronoun: Token, context: Context) -> Token | None:
    """Return who tells something of himself, where nothing else is known of the pronoun: "*the ministry* said it would close the schools"."""
    if pronoun.lower_ not in _OWN or context.cast.find_token(pronoun) is not None:
        return None
    clause = pronoun.head
    above = clause.head
    if pronoun.dep_ != "nsubj" or clause.dep_ != "ccomp" or above.pos_ not in VERBAL:
        return None
    speaker = get_actor(above)
    speaker = speaker if speaker is not None and speaker.i < above.i else None
    if (
        speaker is None
        or speaker.pos_ not in {"NOUN", "PROPN"}
        or not _tells(above, clause, context)
    ):
        return None
    if pronoun.lower_ == "they":
        return speaker if speaker.tag_ in {"NNS", "NNPS"} or speaker.lower_ == "police" else None
    words = _get_words(context.lexicon)
    entity = context.cast.find_token(speaker)
    person = speaker.lemma_.lower() in words.titles or speaker.ent_type_ == "PERSON"
    person = person or (entity is not None and entity.type == "Person")
    return speaker if person == (pronoun.lower_ in _PERSONAL) else None


def _tells(verb: Token, clause: Token, context: Context) -> bool:
    """Whether a verb attributes a clause to somebody as said, not as only thought."""
    index = context.find_claim_around(context.parsed.span(clause))
    if index is None or context.claims[index].type == "Opinion":
        return False
    cue, said = context.claims[index].cue, context.parsed.span(verb)
    return cue.start <= said.start and said.end <= cue.end


def find_possessor(noun: Token, context: Context) -> Token | None:
    """Return the authority that a noun phrase says a measure is of: "Trump's ban", "U.S. sanctions", "ban by the city"."""
    for child in noun.children:
        if child.dep_ in {"poss", "compound", "amod", "nmod"} and (
            child.pos_ in {"PROPN", "NOUN", "ADJ", "PRON"}
        ):
            named = context.cast.find_token(child)
            if named is not None and is_authority_entity(named, context):
                return child
            if child.dep_ == "poss" and is_authority(child, context):
                return child
    for preposition in get_children(noun, "prep", "agent"):
        if preposition.lower_ == "by":
            for item in get_children(preposition, "pobj"):
                if is_authority(item, context):
                    return item
    return None


def find_maker(noun: Token, context: Context) -> Token | None:
    """Return the authority whose plan, order or request a noun is: its owner, "of" or "by" whom it is, who makes it."""
    owner = find_possessor(noun, context)
    if owner is not None:
        return owner
    for item in get_complements(noun, "of"):
        if is_authority(item, context):
            return item
    above = noun.head
    if noun.dep_ == "dobj" and above.pos_ in VERBAL:
        return find_authority(get_actor(above), context)
    return None


def find_speaker(token: Token, context: Context) -> tuple[int | None, Entity | None]:
    """Return the claim in whose content a word stands, and its speaker if that is an authority."""
    index = context.find_claim_around(context.parsed.span(token))
    if index is None:
        return None, None
    entity = context.cast.get_entity(context.claims[index].speaker or "")
    if entity is None or not is_authority_entity(entity, context):
        return index, None
    return index, entity


def is_speaker(token: Token | None, speaker: Entity, context: Context) -> bool:
    """Whether a subject is the one who speaks: "I", "we", or a name or pronoun of the speaker."""
    if token is None:
        return False
    if token.lower_ in _FIRST_PERSON:
        return True
    entity = context.cast.find_token(token)
    return entity is not None and entity.id == speaker.id

"""Who does it and to whom, where parsers hang a word on the wrong one, put right before anything is read from the parse.

"The British *left control* to China": they did, and it is no such control. "She named *Ana Ruiz* as minister": whom she named is an object.
So are "they killed up to *16 people*", and nobody is killed up.
"*Men* wearing masks and helmets *gathered*": they did, and no helmets.
"She declared *an emergency* and officials ordered people to leave": no emergency ordered anybody.
"Jailed without the possibility of parole *for killing* two": jailed for that, and no possibility of it.
"Ofgem, *the regulator*, denied it": that is what it is, and no second one who did. "She was with the Fund, *whose head*, Ana Ruiz, praised it":
the head did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_PAROLE = frozenset({"possibility", "parole", "bail", "release", "probation", "chance"})
_UPWARD = frozenset({"add", "go", "rise", "climb", "live", "come", "move", "stand", "lead", "get", "jump", "shoot", "drive", "walk", "run", "step"})  # fmt: skip
"""Verbs behind which "up" belongs to them: "rose up to 16 percent"."""


_DECLARING = frozenset({"declare", "impose", "issue", "lift", "extend", "ban", "sign"})
"""Verbs behind which a clause tells nothing that is said."""


def reattach_objects(doc: Doc) -> None:
    """Mend the parse of one paragraph in place."""
    _reattach_appositions(doc)
    for noun, subject, verb in list(_find_objects_of_leads(doc)):
        above = verb.head
        noun.head, noun.dep_ = above, "dobj"
        subject.head, subject.dep_ = verb, "nsubj"
        verb.head, verb.dep_ = above, "conj"
    for gerund, verb, last in list(_find_gerunds_of_subjects(doc)):
        subject = next(child for child in gerund.lefts if child.dep_ in _SUBJECTS)
        verb.head, verb.dep_ = verb, "ROOT"
        for child in list(gerund.lefts):
            child.head = verb
        gerund.head, gerund.dep_ = gerund.nbor(-1), "acl"
        last.head, last.dep_ = gerund, "dobj"
        subject.head = verb
    for people, verb, noun in list(_find_peoples_who_act(doc)):
        verb.pos_ = "VERB"
        verb.head, verb.dep_ = (verb if noun.head == noun else noun.head), noun.dep_
        for child in list(noun.lefts):
            if child.i < people.i:
                child.head = people
        people.head, people.dep_ = verb, "nsubj"
        noun.head, noun.dep_ = verb, "dobj"
    for name in list(_find_objects_before_as(doc)):
        name.dep_ = "dobj"
    for link, verb in list(_find_reasons_behind_parole(doc)):
        link.head = verb
    for up, number, noun in list(_find_objects_up_to(doc)):
        verb = up.head
        up.nbor().head = up.head = number
        up.dep_ = up.nbor().dep_ = "quantmod"
        noun.head, noun.dep_ = verb, "dobj"


def _reattach_appositions(doc: Doc) -> None:
    for name, noun in list(_find_second_subjects(doc)):
        noun.head, noun.dep_ = name, "appos"
    for link, verb in list(_find_reasons_of_blame(doc)):
        link.head = verb
    for title, name, noun in list(_find_subjects_behind_sources(doc)):
        noun.head, noun.dep_ = name.head, name.dep_
        name.head, name.dep_ = title, "appos"
    for noun, verb in list(_find_heads_of_clauses(doc)):
        verb.head, verb.dep_ = noun.head, "relcl"
        noun.head, noun.dep_ = verb, "nsubj"


def _find_second_subjects(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield names that are the subject of a verb, with what they are said to be between commas, taken for a second subject."""
    for noun in doc[2:-1]:
        verb, first = noun.head, noun.left_edge
        if noun.dep_ not in _SUBJECTS or noun.pos_ != "NOUN" or noun.i > verb.i or first.i < 2:  # noqa: PLR2004 - a name and a comma
            continue
        if first.nbor(-1).text != "," or first.tag_ not in {"DT", "PRP$"}:
            continue
        name = first.nbor(-2)
        last = noun.right_edge
        closed = "," in {last.text, last.nbor().text}
        while name.dep_ in {"compound", "appos"} and name.head.i < noun.i and name.head.i > name.i:
            name = name.head
        if closed and name.dep_ in _SUBJECTS and name.head == verb and name.pos_ == "PROPN":
            yield name, noun


def _find_reasons_of_blame(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield "for" that tells of what somebody is blamed, taken for a part of who blames: "was blamed by the judge *for* the deaths"."""
    for link in doc[1:]:
        by = link.head.head
        if link.lower_ == "for" and link.head.dep_ == "pobj" and by.dep_ == "agent":
            verb = by.head
            own = any(child.lower_ == "for" for child in verb.children)
            if verb.lemma_ == "blame" and not own:
                yield link, verb


def _find_subjects_behind_sources(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield who says it, the name taken for the subject, and the subject taken for what he is: "According to *the judge*, *Ann Moss*, *the mayor* paid"."""
    for noun in doc[5:-1]:
        name, verb = noun.head, noun.head.head
        if noun.dep_ != "appos" or name.dep_ not in _SUBJECTS or name.left_edge.i < 3:  # noqa: PLR2004 - "according to" and somebody
            continue
        if noun.left_edge.nbor(-1).text != "," or noun.nbor().pos_ not in {"VERB", "AUX"}:
            continue
        comma = name.left_edge.nbor(-1)
        title = comma.nbor(-1)
        link = title.head
        told = title.dep_ == "pobj" and link.lower_ == "to" and link.head.lower_ == "according"
        if told and comma.text == "," and noun.i < verb.i and title.pos_ == "NOUN":
            yield title, name, noun


def _find_heads_of_clauses(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield nouns behind "whose" that were taken for an apposition, with the verb of which they are the subject, joined to that of the sentence."""
    for whose in doc[1:-1]:
        noun = whose.head
        if whose.tag_ != "WP$" or noun.dep_ != "appos" or noun.head.i > whose.i:
            continue
        place = noun.right_edge.i + 1
        place += place < len(doc) and doc[place].text == ","
        verb = doc[place] if place < len(doc) else whose
        own = any(child.dep_ in _SUBJECTS for child in verb.lefts)
        if verb.tag_ in {"VBD", "VBZ"} and verb.dep_ == "conj" and not own:
            yield noun, verb


def _find_objects_of_leads(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the objects taken for a subject together with who acts in the clause behind "and", with that and its verb."""
    for verb in doc:
        above = verb.head
        if verb.dep_ != "ccomp" or above.lemma_ not in _DECLARING or above.i > verb.i:
            continue
        if any(child.dep_ in {"dobj", "nsubjpass"} for child in above.children):
            continue
        nouns = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
        if len(nouns) != 1 or nouns[0].left_edge.i != above.i + 1:
            continue
        for word in nouns[0].subtree:
            if word.dep_ == "conj" and word.right_edge.i == verb.i - 1:
                yield nouns[0], word, verb
                break


def _find_gerunds_of_subjects(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the gerunds taken for the verb of their sentence, with its verb and the last of their objects, taken for its subject."""
    for gerund in doc[1:]:
        if (
            gerund.tag_ != "VBG"
            or gerund.dep_ != "ROOT"
            or not any(child.dep_ in _SUBJECTS for child in gerund.children)
        ):
            continue
        if any(child.dep_ in {"aux", "auxpass"} for child in gerund.children):
            continue
        verb = next((child for child in gerund.rights if child.dep_ == "conj"), None)
        if verb is None or verb.tag_ != "VBD" or gerund.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
            continue
        taken = [child for child in verb.lefts if child.dep_ == "nsubj"]
        if len(taken) == 1 and taken[0].left_edge.nbor(-1).lower_ in {"and", "or"}:
            yield gerund, verb, taken[0]


def _find_peoples_who_act(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield a people with "the", the verb behind it that was taken for an adjective, and the noun that is its object."""
    for verb in doc[1:]:
        noun, people = verb.head, verb.nbor(-1)
        if verb.tag_ != "VBD" or verb.dep_ != "amod" or noun.i < verb.i:
            continue
        opened = people.i > 0 and people.nbor(-1).lower_ == "the"
        if people.ent_type_ == "NORP" and people.head in {noun, verb} and opened:
            yield people, verb, noun


def _find_reasons_behind_parole(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the "for" of what somebody was jailed for that hangs on the parole or bail they will not get, with the verb."""
    for link in doc:
        if link.lower_ != "for" or link.dep_ != "prep" or link.head.lower_ not in _PAROLE:
            continue
        if not any(child.tag_ == "VBG" and child.dep_ == "pcomp" for child in link.rights):
            continue
        verb = next((word for word in link.ancestors if word.pos_ == "VERB"), None)
        if verb is not None and verb.sent == link.sent:
            yield link, verb


def _find_objects_up_to(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the "up" of "killed *up* to 16 people" that was taken for a part of the verb, with the number and the noun."""
    for up in doc[1:-3]:
        verb, link, number = up.head, up.nbor(), up.nbor(2)
        if up.lower_ != "up" or link.lower_ != "to" or link.head not in (up, verb):
            continue
        if verb.pos_ != "VERB" or up.nbor(-1) != verb or verb.lemma_ in _UPWARD:
            continue
        noun = number.head
        counted = number.dep_ == "nummod" and noun.dep_ == "pobj" and noun.head == link
        if counted and not any(child.dep_ == "dobj" for child in verb.children):
            yield up, number, noun


def _find_objects_before_as(doc: Doc) -> Iterator[Token]:
    """Yield the names between a verb in the active and "as" that were taken for what somebody is called."""
    for name in doc[1:-1]:
        verb = name.head
        if name.dep_ != "oprd" or name.pos_ != "PROPN" or verb.pos_ != "VERB":
            continue
        alone = not any(child.dep_ in {"dobj", "nsubjpass", "auxpass"} for child in verb.children)
        behind = name.right_edge.i + 1
        if alone and behind < len(doc) and doc[behind].lower_ == "as" and verb.i < name.i:
            yield name

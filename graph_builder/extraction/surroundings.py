"""What stands around a name and tells what it is: titles, appositions, prepositions, what it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.extraction.initials import abbreviates_nouns
from graph_builder.extraction.pronoun_evidence import weigh_pronoun
from graph_builder.extraction.titles import find_title_before, get_meant, get_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus

Evidence = tuple[str, float]

_NOUN = frozenset({"NN", "NNP"})
_NOUNS = {"NewsOutlet": _NOUN | {"JJ"}}  # "the daily *Trouw*"

SEAT = 1.5
_ZONE = 6.0
_REPORTING = 1.0
_AFFAIRS = frozenset({"scandal", "saga"})
_AFFAIR = 1.5
_ALONG = frozenset({"on", "off", "along", "in", "at", "down"})
_LIVED_ALONG = 3.0
_ITS_SPEAKER = 1.5  # "Verdi's Pieper said": a body, and who speaks for it
_COMMON = 3.0
_GOVERNED = -1.5  # nobody is president of a person
_HOUR = re.compile(r"(?:\d{1,2}[:.]\d\d)?(?:[ap]\.?m\.?)?")
_DWELLERS = frozenset({"resident", "inhabitant", "native"})
_LIVED_IN = 5.0
_OF_TOWNS = frozenset({"mayor"})
_INSIDE_PLACES = {
    "in": 0.9,
    "near": 1.0,
    "at": 0.1,
    "across": 0.6,
    "throughout": 0.8,
    "outside": 0.6,
    "from": 0.2,
    "to": 0.1,
}
_SPEECH = frozenset(
    {
        "say",
        "tell",
        "add",
        "argue",
        "explain",
        "claim",
        "insist",
        "believe",
        "think",
        "write",
        "note",
        "ask",
        "warn",
        "recall",
        "admit",
        "deny",
        "stress",
        "hope",
        "describe",
    }
)
_THOUGHT = frozenset({"argue", "believe", "think", "recall", "explain", "add", "joke", "laugh"})
_LIVING = frozenset({"born", "die", "marry", "grow", "play", "live", "arrest", "kill", "shoot"})
_DIVISIONS = frozenset({"province", "district", "county", "region", "governorate", "prefecture"})
_TWO_WORDS = 0.5  # what "in" says more of a name of several words
_FEELINGS = frozenset(
    {"confidence", "trust", "faith", "interest", "belief", "believe", "confide", "invest", "role"}
)
_FULL = range(2, 4)  # words
_ENTERING = frozenset({"enter", "invade"})
_PRINTING = frozenset({"publish", "republish"})
_WILD = frozenset({"river", "rainforest", "forest", "jungle", "basin", "delta"})
_AGE = range(10, 110)
_ACTIVE = frozenset(
    {
        "win",
        "vow",
        "promise",
        "pledge",
        "urge",
        "announce",
        "criticize",
        "criticise",
        "accuse",
        "reply",
        "resign",
        "apologize",
    }
)
_ACTING = frozenset({"nsubj", "poss", "conj"})


def tell_rivers_apart(names: list[Name]) -> list[list[Name]]:
    """Part equal names into those of a body and those of a river or forest: "Amazon" and "the Amazon rainforest"."""
    wild = [name for name in names if _get_behind(name) in _WILD]
    tame = [name for name in names if name not in wild and _get_before(name) != "the"]
    if not wild or not any(name.label == "ORG" for name in tame):
        return [names]
    return [tame, [name for name in names if name not in tame]]


def _get_behind(name: Name) -> str:
    return str(name.doc[name.last].text) if name.last < len(name.doc) else ""


def _get_before(name: Name) -> str:
    return str(name.doc[name.first - 1].lower_) if name.first else ""


def weigh_before(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what the word before a name says: a title, a kind of body, a preposition of place."""
    if name.first == 0:
        return
    before = name.doc[name.first - 1]
    small = before.lower_
    if name.text.isupper() and _is_hour(before):
        yield "None", _ZONE
    if small in {"a", "an"} and _is_common(name):
        yield "None", _COMMON
    if before.text == "(" and abbreviates_nouns(name.doc, name.first):
        yield "None", 6.0
    kind = _find_kind_before(name, words)
    if not _has_title(name, words) and _is_titled(name, before, words):
        yield "Person", 2.5
    elif kind and before.tag_ in _NOUNS.get(kind, _NOUN) and not _serves(name, words):
        yield kind, 2.5 if kind != "Place" else 0.5
    elif small == "the" and name.doc[name.last - 1].dep_ != "compound":
        yield "Person", -0.8
    elif small in _ALONG and _is_street(name, words):
        yield "Place", _LIVED_ALONG
    else:
        yield from _weigh_preposition(before, words)
        if small == "in" and len(name.words) > 1 and not _is_of_feeling(before):
            yield "Place", _TWO_WORDS


def _is_street(name: Name, words: Thesaurus) -> bool:
    """Tell whether a name may be that of a street: "Boar Lane", and no "Diane Lane"."""
    ends = len(name.words) in _FULL and name.words[-1].lower() in words.streets
    return ends and name.words[0].lower() not in words.given


def _is_common(name: Name) -> bool:
    """Tell whether an acronym that has an article is a common noun: "a *GP* said"; not "a *BBC* reporter"."""
    short = len(name.words) == 1 and name.text.isupper() and name.text.isalpha()
    return short and name.doc[name.last - 1].dep_ not in {"compound", "nmod", "poss", "amod"}


def _find_kind_before(name: Name, words: Thesaurus) -> str:
    """Return the class that the noun before a name tells: "the charity *Moss Aid*", "news site *Lundwire*", "advocacy group *Clearwater*"."""
    doc, before = name.doc, name.doc[name.first - 1]
    if name.first > 1:
        phrase = f"{doc[name.first - 2].lower_} {before.lower_}"
        if phrase in words.bodies:
            return words.bodies[phrase]
    if before.lower_ in words.bodies:
        return words.bodies[before.lower_]
    inside = name.first <= before.head.i < name.last
    apposed = before.text.islower() and before.dep_ == "compound" and inside
    weak = words.weak.get(before.lower_, "") if apposed else ""
    return weak if weak == "Organization" else ""


def _is_titled(name: Name, before: Token, words: Thesaurus) -> bool:
    """Tell whether a title stands before a name, a short one, one with "of" or that of several people."""
    small = before.lower_
    if before.text in words.honorifics or find_title_before(name.doc, name.first, words):
        return True
    several = before.text.istitle() and small.removesuffix("s") in words.offices
    noun = small in words.people and before.tag_ in {"NN", "NNP", "JJ"}
    return noun or (several and small.endswith("s"))


def _has_title(name: Name, words: Thesaurus) -> bool:
    """Tell whether a place stands before a title: "Republican *Indiana* Gov. Mike Moss"."""
    after = name.doc[name.last] if name.last < len(name.doc) else None
    return name.label == "GPE" and after is not None and after.text in words.honorifics


def _serves(name: Name, words: Thesaurus) -> bool:
    """Tell whether somebody else's page or account on a well-known service is spoken of: "a government *Twitter* account"."""
    return name.text in words.known and name.doc[name.last - 1].dep_ == "compound"


def _weigh_preposition(before: Token, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what a preposition before a name says: of what something is, where it is, where it is printed."""
    small = before.lower_
    if small == "of" and before.i:
        noun = before.nbor(-1).lemma_.lower()
        if noun in _DWELLERS:
            yield "Place", _LIVED_IN
        elif words.bodies.get(noun) == "Place":
            yield "Place", 2.0
        elif noun in words.offices:
            governs = noun in words.governing
            yield "Organization", 0.5 if governs else 0.3
            yield "Place", 2.0 if noun in words.local else 0.8 if governs else 0.3
            yield "Person", _GOVERNED if governs else 0.0
    elif small == "in" and before.head.lemma_ in _PRINTING:
        yield "Organization", 1.0
    elif small in _INSIDE_PLACES:
        yield "Place", _INSIDE_PLACES[small]


def _is_of_feeling(preposition: Token) -> bool:
    """Tell whether somebody may stand behind "in": "confidence *in* Ann Moss"."""
    return preposition.head.lemma_.lower() in _FEELINGS


def _is_hour(token: Token) -> bool:
    """Tell whether a token ends the hour before a time zone: "10:30 | BST", "9:54 p.m. | ET"."""
    return _HOUR.fullmatch(token.lower_) is not None


def weigh_after(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what the word behind a name says: an age, "who", a kind of body."""
    doc, size = name.doc, len(name.doc)
    if name.last >= size:
        return
    after = doc[name.last]
    small = after.lower_
    if small == "," and name.last + 1 < size:
        yield from _weigh_behind_comma(name, words)
        return
    kind = _find_body_behind(name, words)
    yield from _weigh_station(name, words)
    if small == "who" and not _tells_where_from(name, words):
        yield "Person", 1.0
    elif small in _OF_TOWNS:
        yield "Place", 2.5
    elif after.text in _WILD:
        yield "Place", 2.0
    elif kind == "Place" and after.tag_ == "NN":
        yield "Place", 2.0 if small in _DIVISIONS else 1.2
    elif kind in {"Organization", "NewsOutlet", "ArmedGroup"} and after.tag_ in {"NN", "NNS"}:
        yield kind, 0.8
    elif small in words.people and after.tag_ in {"NN", "NNS"}:
        yield "Organization", 0.4
    elif small in _AFFAIRS and len(name.words) == 1:
        yield "None", _AFFAIR  # "the *Fishrot* scandal"


def _find_body_behind(name: Name, words: Thesaurus) -> str:
    """Return the kind of body that the word behind a name tells; who has a "press release" is any, and no paper."""
    behind = name.doc[name.last].lower_
    kind = words.bodies.get(behind) or words.weak.get(behind, "")
    public = name.doc[name.last + 1 : name.last + 2].text.lower() in words.publicity
    return "Organization" if kind and public else kind


def _weigh_station(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what a stop or a word of two says behind a name of where it is: "*Rill* station", "the *Lund* police station"; no "*CBS* station"."""
    behind = name.doc[name.last]
    if words.bodies.get(name.doc[name.last : name.last + 2].text.lower()) == "Place":
        yield "Place", 2.0
    elif behind.text == "station" and name.label != "ORG" and not name.doc[name.first].is_upper:
        yield "Place", 1.2


def _weigh_behind_comma(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what stands between commas: an age, "who"."""
    doc = name.doc
    following = doc[name.last + 1]
    aged = following.text.isdigit() and int(following.text[:4]) in _AGE
    aged = aged and doc[name.last + 2 : name.last + 3].text in {",", "."}
    if aged or (following.lower_ == "of" and _names_body(doc[name.last + 2 : name.last + 4])):
        yield "Person", 2.0
    elif following.lower_ in {"who", "whose"} and not _tells_where_from(name, words):
        yield "Person", 1.5


def _names_body(behind: TokenSpan) -> bool:
    """Tell whether a body's name stands behind "of", as that of somebody's own: "Moss, of *Human Rights Watch*, said", "of *the Red Cross*"."""
    opening = next((token for token in behind if token.lower_ != "the"), None)
    return opening is not None and opening.ent_type_ == "ORG" and opening.text.istitle()


def _tells_where_from(name: Name, words: Thesaurus) -> bool:
    """Tell whether a name only says of what somebody is, of whom the clause behind it tells: "Ann Moss of *Lund College*, who …", "a resident of *Lund* who …"."""
    root = get_root(name)
    noun = root.head.head if root.dep_ == "pobj" and root.head.lower_ in {"of", "from"} else root
    if noun == root:
        return False
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in _DWELLERS | words.people


def weigh_syntax(name: Name, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what the place of a name in its sentence says."""
    root = get_root(name)
    yield from _weigh_verb(root, words)
    alone = len(name.words) == 1 and _get_before(name) != "the"
    if weight := weigh_pronoun(name, words) if alone else 0.0:
        yield "Person", weight
    yield from _weigh_owner(root, words)
    if name.text in words.seats and root.dep_ in _ACTING:
        yield "GovernmentBody", 2 * SEAT
    if _is_struck(name, words):
        yield "Place", 2.0
    if root.dep_ == "appos":
        yield from _weigh_noun(root.head, words)
        if _is_behind_office(name, root, words):
            yield "Person", 2.0
    if root.dep_ in {"conj", "attr"} and _is_listed_place(root, words):
        yield "Place", 2.0
    for child in root.children:
        if child.dep_ == "appos" and child.i >= name.last:
            yield from _weigh_noun(child, words)


def _weigh_owner(root: Token, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what is told of whose somebody is: "*Lund's* mayor", "*Verdi's* Pieper called it a step"."""
    if root.dep_ == "poss" and root.head.lemma_.lower() in _OF_TOWNS:
        yield "Place", 2.5
    elif root.dep_ == "poss" and _speaks(root.head, words):
        yield "Organization", _ITS_SPEAKER
    elif _speaks(root, words) and _is_of_body(root):
        yield "Person", _ITS_SPEAKER


def _is_of_body(root: Token) -> bool:
    """Tell whether a body's name stands before somebody's own as its owner; before a place's there may be a paper: "Turin's *Trouw*"."""
    owners = (child for child in root.lefts if child.dep_ == "poss")
    return any(owner.ent_type_ == "ORG" for owner in owners)


def _speaks(name: Token, words: Thesaurus) -> bool:
    """Tell whether somebody named says something: "Verdi's *Pieper* called it a step"."""
    return name.pos_ == "PROPN" and name.dep_ == "nsubj" and name.head.lemma_ in words.saying


def _is_behind_office(name: Name, root: Token, words: Thesaurus) -> bool:
    """Tell whether a full name stands between commas behind an office and what that is of: "the mayor of Lund, *Ann Moss*, …"."""
    whole = root.head
    link = whole.head
    if whole.dep_ != "pobj" or link.lower_ not in {"of", "for"} or len(name.words) not in _FULL:
        return False
    behind = name.doc[name.last : name.last + 1].text
    between = behind == "," and name.doc[name.first - 1].text == "," and whole.i < name.first
    return between and words.is_person_noun(link.head.lemma_.lower())


def _is_struck(name: Name, words: Thesaurus) -> bool:
    """Tell whether a name is what an earthquake or storm hit, or an army entered: "a tsunami struck *Lund*"."""
    verb = name.doc[name.first - 1] if name.first else None
    if verb is None or verb.lemma_ not in words.scenes:
        return False
    if verb.lemma_ in _ENTERING:
        return True
    return any(
        child.dep_ == "nsubj" and child.lemma_.lower() in words.hazards for child in verb.lefts
    )


def _weigh_verb(root: Token, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what the verb says whose subject a name is."""
    if root.dep_ not in {"nsubj", "nsubjpass"}:
        return
    verb = root.head
    if verb.lemma_ in _THOUGHT:
        yield "Person", 1.0
        yield "Organization", 0.1
    elif verb.lemma_ in _SPEECH:
        yield "Person", 0.5
        yield "Organization", 0.1
    elif verb.lemma_ == "report" and any(child.dep_ == "ccomp" for child in verb.rights):
        yield "Organization", _REPORTING
    elif verb.lemma_ in _ACTIVE:
        yield "Person", 0.3
    elif verb.lemma_ in _LIVING:
        yield "Person", 0.6
    elif verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ == "attr":
                yield from _weigh_noun(child, words)


def _is_listed_place(word: Token, words: Thesaurus) -> bool:
    """Tell whether a name stands in a list of places: "the towns of Lund, Ystad and | Skurup", "the towns hit were …"."""
    while word.dep_ == "conj" and word.head.i < word.i:
        word = word.head
    link = word.head
    if word.dep_ == "attr":
        subjects = (each for each in link.lefts if each.dep_ == "nsubj")
        return any(words.bodies.get(each.lemma_.lower()) == "Place" for each in subjects)
    if word.dep_ != "pobj" or link.lower_ != "of":
        return False
    return words.bodies.get(link.head.lemma_.lower()) == "Place"


def _is_member(noun: Token, words: Thesaurus) -> bool:
    """Tell whether a word for an armed group means one of it: "Ann Moss, a former *guerrilla* who …"."""
    if noun.tag_ != "NN" or words.bodies.get(noun.lemma_.lower()) != "ArmedGroup":
        return False
    clauses = [child for child in noun.rights if child.dep_ == "relcl"]
    whose = any(word.lower_ == "who" for clause in clauses for word in clause.lefts)
    return whose or any(child.lower_ in {"former", "ex", "onetime"} for child in noun.lefts)


def _weigh_noun(noun: Token, words: Thesaurus) -> Iterator[Evidence]:
    """Yield what an apposition or predicate noun says about the name."""
    noun = get_meant(noun)
    if noun.pos_ == "PROPN" and noun.lower_ in words.offices and noun.ent_type_ != "PERSON":
        yield "Person", 2.0  # "Ann Moss, the Secretary of Justice"
    if noun.pos_ != "NOUN":
        return
    lemma = noun.lemma_.lower()
    if words.is_person_noun(lemma) or _is_member(noun, words):
        yield "Person", 2.0
    elif lemma in words.bodies:
        yield words.bodies[lemma], 2.0

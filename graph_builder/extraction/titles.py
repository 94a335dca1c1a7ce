"""What the article calls somebody: offices, roles, gender, from titles, appositions and predicates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_builder.extraction.portfolios import find_portfolios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.names import Name
    from graph_builder.extraction.thesaurus import Thesaurus
    from graph_builder.model import EntityType

_SEAT = re.compile(r",? \(?[DRI]-([A-Z][A-Za-z. ]{0,15}?)\.?(?:,|\)|$|\.? [a-z])")
_BODIES = frozenset({"Organization", "GovernmentBody", "NewsOutlet", "ArmedGroup"})
_OF = frozenset({"of", "for", "at"})
_THEN = frozenset({"time", "moment", "times", "years", "months"})
_NEAR = 7
_WORDS_OF_TITLE = 3
_BETWEEN = frozenset(
    {
        "acting",
        "conservative",
        "current",
        "deputy",
        "federal",
        "former",
        "interim",
        "new",
        "vice",
        "-",
    }
)
_FORMER = frozenset(
    {
        "former",
        "formerly",
        "previously",
        "ex",
        "late",
        "then",
        "onetime",
        "ousted",
        "then-",
    }
)


def get_root(name: Name) -> Token:
    """Return the token of a name on which the rest of it depends."""
    for index in range(name.last - 1, name.first - 1, -1):
        if not name.first <= name.doc[index].head.i < name.last:
            return name.doc[index]
    return name.doc[name.last - 1]


def get_meant(noun: Token) -> Token:
    """Return the noun that "one" stands for: "gangs" of "one of the most powerful gangs"; any other as it is."""
    if noun.lower_ != "one":
        return noun
    inner = (thing for child in noun.children if child.lower_ == "of" for thing in child.children)
    return next((thing for thing in inner if thing.dep_ == "pobj"), noun)


def read_titles(name: Name, figure: Figure, words: Thesaurus) -> None:
    """Note on a person or body the nouns by which this occurrence calls it."""
    for noun in _find_nouns(name, figure.type, words):
        note_noun(noun, figure, words)


def note_noun(noun: Token, figure: Figure, words: Thesaurus) -> None:
    """Note on a person or body a noun by which it is called."""
    lemma = get_phrase(noun, words)
    figure.nouns.add(lemma)
    figure.nouns.add(noun.lemma_.lower())
    gender = words.genders.get(noun.lemma_.lower()) or words.genders.get(lemma)
    if gender and figure.type == "Person" and figure.gender is None:
        figure.gender = gender
    if lemma not in words.offices:
        figure.called.add((lemma, find_whole(noun, words) or _find_capital(noun)))
        return
    office = (lemma, find_whole(noun, words))
    if figure.type != "Person" or office in figure.offices:
        return
    if not is_former(noun, words):
        figure.offices.append(office)


def get_phrase(noun: Token, words: Thesaurus) -> str:
    """Return the longest phrase of the lexicon of which a noun is the head ("foreign minister", "secretary of state"), in lower case."""
    lemma = noun.lemma_.lower() if noun.tag_ in {"NN", "NNS"} else noun.lower_
    if noun.lower_ in words.short_titles:
        return words.short_titles[noun.lower_]
    following = [token.lower_ for token in noun.doc[noun.i + 1 : noun.i + 4]]
    for size in (3, 2):
        phrase = " ".join([lemma, *following[:size]])
        if following[:1] == ["of"] and len(following) >= size and phrase in words.people:
            return _find_longer(noun, phrase, words) or phrase
    if phrase := _find_longer(noun, lemma, words):
        return phrase
    hyphened = (phrase for phrase in _list_hyphened(noun, lemma) if phrase in words.people)
    return next(hyphened, lemma)


def _list_hyphened(noun: Token, lemma: str) -> Iterator[str]:
    """Yield a noun with what a hyphen ties to it, in three tokens: "*vice*-president", "secretary-*general*"."""
    doc, index = noun.doc, noun.i
    behind = doc[index + 1 : index + 3]
    for joint in "- ":
        if index > 1 and doc[index - 1].text == "-":
            yield f"{doc[index - 2].lower_}{joint}{lemma}"
        if len(behind) == 2 and behind[0].text == "-":  # noqa: PLR2004 - the hyphen and the word
            yield f"{lemma}{joint}{behind[1].lower_}"


def _find_longer(noun: Token, phrase: str, words: Thesaurus) -> str:
    """Return a phrase with what the lexicon knows before it ("deputy | foreign minister"), the longest first; "" where it knows nothing."""
    for size in (3, 2, 1):
        if noun.i >= size:
            before = [noun.doc[i].lower_ for i in range(noun.i - size, noun.i)]
            longer = " ".join([*before, phrase])
            if longer in words.people or longer in words.bodies:
                return longer
    return ""


def is_title(word: Token, words: Thesaurus) -> bool:
    """Tell whether a word is a noun of a person or a title shortened: "senator", "Sen."."""
    return word.lower_ in words.people or word.lower_ in words.short_titles


def count_before(phrase: str) -> int:
    """Return how many words of such a phrase stand before its head."""
    return phrase.partition(" of ")[0].count(" ")


def is_former(noun: Token, words: Thesaurus) -> bool:
    """Tell whether an office is said to be over or of another time: "former president", "then-President"."""
    return any(word in _FORMER for word in _list_before(noun, words))


def is_then(noun: Token, words: Thesaurus) -> bool:
    """Tell whether an office was held at the time spoken of: "then-President"."""
    return any(word in {"then", "then-"} for word in _list_before(noun, words))


def _list_before(noun: Token, words: Thesaurus) -> Iterator[str]:
    """Yield the few words of the title before its noun, in lower case, the nearest first.

    In "former presidential candidate Senator X" the candidacy is over, not the office.
    """
    doc = noun.doc
    start = noun.i - count_before(get_phrase(noun, words))
    for index in range(noun.i - 1, max(-1, noun.i - 6), -1):
        token = doc[index]
        if token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV"} and token.lower_ not in {"-", "the"}:
            return
        if index < start and token.lower_ in words.people and token.lower_ not in words.offices:
            return
        yield token.lower_


def _find_nouns(name: Name, kind: EntityType, words: Thesaurus) -> Iterator[Token]:
    doc = name.doc
    before = doc[name.first - 1] if name.first else None
    body = kind in _BODIES and before is not None and words.bodies.get(before.lower_) == kind
    if before is not None and (
        body or before.lower_ in words.people or before.text in words.honorifics
    ):
        yield before  # "charity" of "the medical *charity* Aid Now", too
    elif (title := find_title_before(doc, name.first, words)) is not None:
        yield title
    elif before is not None and before.text == "," and name.first > 1:
        # "the president, Daniel Noboa": the noun before the comma heads the apposition
        root = get_root(name)
        if root.dep_ == "appos" and root.head.pos_ == "NOUN":
            yield root.head
    root = get_root(name)
    for child in root.children:
        meant = get_meant(child)
        if child.dep_ == "appos" and meant.pos_ == "NOUN" and child.i >= name.last:
            yield meant
            yield from (
                other
                for other in child.conjuncts
                if other.pos_ == "NOUN" and other.i - child.i <= _NEAR
            )
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and (before is None or before.text != ","):
        yield root.head
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        yield from (
            child for child in root.head.children if child.dep_ == "attr" and child.pos_ == "NOUN"
        )
    after = doc[name.last] if name.last < len(doc) else None
    inner = words.bodies.get(after.lower_) if after is not None and after.tag_ == "NN" else None
    if after is not None and inner and (kind in {"Place", "Country"}) == (inner == "Place"):
        yield after


def find_title_before(doc: Doc, first: int, words: Thesaurus) -> Token | None:
    """Return the noun of a title with "of" right before a name: "*Secretary* of State | Ann Moss", "*Minister* of Health | Ann Moss"."""
    if first and doc[first - 1].lower_ in words.portfolio_ends:
        for start, end in find_portfolios(doc, words):
            if end == first:
                return doc[start - 1]
    title = doc[first - _WORDS_OF_TITLE : first] if first >= _WORDS_OF_TITLE else None
    return title[0] if title is not None and title.text.lower() in words.people else None


def find_whole(noun: Token, words: Thesaurus) -> str:
    """Return of whom or what an office is: "Ecuadorian president", "president of Ecuador", "Ecuador's president".

    A party or faith says whose politician somebody is, not what the office is of: "Republican senator".
    """
    whole = _find_whole(noun, get_phrase(noun, words)) or _find_seat(noun, words)
    first, _, rest = whole.partition(" ")
    is_body = rest.lower() in words.bodies or rest.lower() in words.weak
    if first.lower() in words.never and is_body:  # "Republican Senate majority leader"
        whole = rest
    return "" if whole.lower() in words.never else whole


def _find_capital(noun: Token) -> str:
    """Return the word with a capital before a noun, which the model took for no name: "*Green* politician"."""
    before = noun.nbor(-1) if noun.i else noun
    tied = before.head == noun and before.dep_ in {"amod", "compound", "nmod"}
    return str(before.text) if tied and before.text.istitle() else ""


def _find_seat(noun: Token, words: Thesaurus) -> str:
    """Return the state that stands behind a legislator's name and party: "Sen. Ann Moss, *D-Vt.*", "Rep. Bo Hill (*R-Ohio*)"."""
    name = noun.head
    if noun.dep_ != "compound" or name.pos_ != "PROPN" or name.i < noun.i:
        return ""
    found = _SEAT.match(name.doc.text, name.idx + len(name))
    return words.short_states.get(found[1].strip(" .").replace(". ", "."), "") if found else ""


def _find_whole(noun: Token, phrase: str) -> str:
    own = " of " in phrase
    for child in noun.children:
        thing = _get_thing(child)
        if own and child.lower_ == "of" and child.i == noun.i + 1:
            # "chief of staff of the army": its own words do not say of whom, but what hangs on them may.
            further = [_get_thing(inner) for inner in thing.children] if thing is not None else []
            found = [inner for inner in further if inner is not None]
            if found:
                return _get_text(_find_named(found[0]))
        elif thing is not None:
            return _get_text(_find_named(thing))
        elif child.dep_ == "poss" and child.pos_ in {"PROPN", "NOUN"}:
            return _get_text(child)
    return _find_whole_before(noun, count_before(phrase)) or _find_whole_behind(noun)


def _find_whole_behind(noun: Token) -> str:
    """Return the place or body named behind a title and its name: "Director Ann Moss of the *Weather Bureau*".

    Nothing where the title has a noun of its own ("committee chairman Ann Moss of Texas") or the name goes on.
    """
    name, doc = noun.head, noun.doc
    own = noun.i > 0 and doc[noun.i - 1].pos_ == "NOUN"
    if noun.dep_ != "compound" or name.pos_ != "PROPN" or name.i < noun.i or own:
        return ""
    for child in name.rights:
        thing = _get_thing(child) if child.lower_ == "of" else None
        if thing is not None and thing.ent_type_ in {"GPE", "ORG", "LOC"}:
            whole = next(span for span in doc.ents if span.start <= thing.i < span.end)
            owned = any(each.dep_ == "poss" for each in thing.lefts)
            goes_on = owned or doc[whole.end : whole.end + 1].text in {"and", "&"}
            if goes_on or (thing.ent_type_ == "ORG" and len(whole) == 1):
                return ""
            return str(whole.text.removeprefix("the ").removeprefix("The "))
    return ""


def _get_thing(preposition: Token) -> Token | None:
    """Return what an office is said to be of by a preposition: "of *Ecuador*", "from *New York*", but not "of the *time*"."""
    word = preposition.lower_
    if preposition.dep_ != "prep" or (word not in _OF and word != "from"):
        return None
    thing = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if thing is None or thing.lower_ in _THEN or (word == "from" and thing.ent_type_ != "GPE"):
        return None
    return thing


def _find_whole_before(noun: Token, own: int) -> str:
    """Return the name before a title of which so many words stand before its noun: "*French* foreign minister"."""
    doc = noun.doc
    index = noun.i - 1 - own
    while index >= 0 and (doc[index].lower_ in _BETWEEN or doc[index + 1].text == "-"):
        index -= 1  # "NATO | Secretary-General"
    if index >= 0 and doc[index].tag_ == "POS":
        index -= 1
    if (
        index >= 0
        and doc[index].text[0].isupper()
        and doc[index].ent_type_ in {"GPE", "NORP", "ORG", "LOC"}
    ):
        last = index
        for token in doc[index + 1 : noun.i]:  # "Labour Party leader"
            if token.ent_iob_ != "I" or token.tag_ == "POS":
                break
            last = token.i
        while (
            index > 0
            and doc[index - 1].ent_type_ == doc[last].ent_type_
            and doc[index].ent_iob_ == "I"
        ):
            index -= 1
        if index > 1 and doc[index - 1].lower_ == "of" and doc[index - 2].pos_ == "PROPN":
            return ""  # "Bank of *Chile* President"
        text = doc[index : last + 1].text
        return text.removeprefix("the ").removeprefix("The ")
    return ""


def _find_named(thing: Token) -> Token:
    """Return the name that a common noun is put before: "Gdańsk" of "the Polish city of Gdańsk"."""
    if thing.pos_ != "NOUN":
        return thing
    inner = (name for child in thing.children if child.lower_ == "of" for name in child.children)
    return next((name for name in inner if name.pos_ == "PROPN"), thing)


def _get_text(thing: Token) -> str:
    """Return the name or short noun phrase of a token, without article."""
    parts = [child for child in thing.lefts if child.dep_ in {"compound", "amod", "nmod"}]
    first = min([*parts, thing], key=lambda token: token.i).i
    while thing.pos_ == "PROPN" and first < thing.i and thing.doc[first].text.islower():
        first += 1  # "the airline body | *IATA*"
    return str(thing.doc[first : thing.i + 1].text)

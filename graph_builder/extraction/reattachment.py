"""What parsers hang on the wrong word in the first sentences of news, put right before anything is read from the parse.

"The quake that struck Chile *on Friday* has killed nine": the day is that of the relative clause, not of what follows. "On Friday in
Chile, *Ana Ruiz*, a nurse, was jailed": the name after the place is the subject that the verb lacks, no second place. "She heard *her son* had
been freed": what stands before the helping verb is its subject, not what she heard. "She said on Thursday *schools* would open": nor are there
"Thursday schools", nor a "president on Monday" who ordered it. "They passed
a bill to ban bags *on Monday*": they did so then. "Two were jailed after *Ana Ruiz*, the mayor, was hurt": she was hurt, and not the two. "She told *CNN* workers had left": she spoke to
CNN, and not of its workers. "*Chile* and Peru officials said …": the officials did, and not Chile. "*Singer*, actor and writer Ana Ruiz died": one did, and not three.
"A message on *Facebook* blaming Peru": she blames, and no page.
"He *said* that photos showed graves and *said* that …": the photos said nothing.
"She was *re-elected* mayor": the parts of one word are one.
"She *has*, in a letter, *called* on him to go": she called, and nobody has a letter called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.lost_objects import reattach_objects
from graph_builder.extraction.lost_sayings import reattach_sayings
from graph_builder.extraction.lost_verbs import reattach_verbs
from graph_builder.extraction.prefixes import rejoin_prefixes
from graph_builder.extraction.retagging import retag
from graph_builder.extraction.times.words import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_POINTS = frozenset({"DATE", "TIME"})
_EARLIER = frozenset({"earlier", "later"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TEXTS = frozenset({"bill", "law", "legislation", "resolution", "motion", "amendment", "ordinance"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_JOINED = frozenset({"conj", "appos"})
_SPEAKING = frozenset(
    {
        "president",
        "minister",
        "mayor",
        "governor",
        "chancellor",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "authority",
        "government",
        "ministry",
        "parliament",
        "senate",
        "assembly",
        "court",
        "judge",
        "prosecutor",
        "police",
        "army",
        "lawmaker",
        "leader",
        "union",
        "party",
        "company",
        "group",
        "agency",
        "bank",
        "commission",
        "council",
        "expert",
        "envoy",
        "analyst",
        "lawyer",
        "opposition",
        "candidate",
        "senator",
        "king",
        "queen",
        "chief",
        "chairman",
        "secretary",
        "rapporteur",
        "commissioner",
        "activist",
        "watchdog",
        "regulator",
        "federation",
        "league",
        "firm",
        "airline",
        "newspaper",
        "scientist",
        "researcher",
        "committee",
        "panel",
        "prosecution",
    }
)
_INSIDE = frozenset({"compound", "nmod", "poss", "amod"})
_LINKS = frozenset({"after", "before", "since", "until", "till", "because"})


def reattach(doc: Doc) -> None:
    """Mend the parse of one paragraph in place."""
    retag(doc)
    rejoin_prefixes(doc)
    reattach_verbs(doc)
    _rejoin_perfects(doc)
    _reattach_times(doc)
    _reattach_subjects(doc)
    _reattach_names(doc)
    _reattach_repeated_verbs(doc)
    reattach_objects(doc)
    reattach_sayings(doc)


def _rejoin_perfects(doc: Doc) -> None:
    for auxiliary, verb in list(_find_torn_perfects(doc)):
        above = auxiliary.head
        children = [child for child in auxiliary.children if child != verb]
        verb.head, verb.dep_ = (verb if above == auxiliary else above), auxiliary.dep_
        for child in children:
            child.head = verb
        auxiliary.head, auxiliary.dep_, auxiliary.pos_ = verb, "aux", "AUX"


def _reattach_times(doc: Doc) -> None:
    for token, clause in list(_find_times_of_clauses(doc)):
        token.head = clause
    for token, verb in list(_find_times_before_verbs(doc)):
        token.head = verb
    for token, verb in list(_find_times_before_contents(doc)):
        token.head = verb
    for token, verb in list(_find_days_of_votes(doc)):
        token.head = verb


def _reattach_subjects(doc: Doc) -> None:
    for name, verb in list(_find_lost_subjects(doc)):
        _make_subject(name, verb)
    for link, noun, verb in list(_find_subjects_behind_links(doc)):
        verb.head, verb.dep_ = link.head, "advcl"
        link.head, link.dep_ = verb, "mark"
        _make_subject(noun, verb)
    for day, noun, verb in list(_find_subjects_behind_days(doc)):
        day.head, day.dep_ = noun.head, "pobj"
        _make_subject(noun, verb)
    for noun, verb in list(_find_subjects_of_contents(doc)):
        above = noun.head
        _make_subject(noun, verb)
        verb.head, verb.dep_ = above, "ccomp"


def _reattach_names(doc: Doc) -> None:
    for hearer, verb in list(_find_hearers(doc)):
        name = hearer[-1]
        for token in hearer:
            if token.head not in hearer:
                token.head, token.dep_ = name, "compound"
        name.head, name.dep_ = verb, "dobj"
    for place, noun in list(_find_places_of_people(doc)):
        noun.head, noun.dep_ = place.head, place.dep_
        place.head, place.dep_ = noun, "nmod"
    for link, page, verb in list(_find_pages_taken_for_people(doc)):
        page.head, page.dep_ = link, "pobj"
        verb.head, verb.dep_ = page, "acl"
    for title, name in list(_find_titles_in_a_row(doc)):
        name.head, name.dep_ = title.head, title.dep_
        title.head, title.dep_ = name, "nmod"


def _find_verbs_behind_cues(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield verbs that go on from what was said before the speaker: "Police shot two, Ruiz said, and *arrested* a third"."""
    for verb in doc:
        cue = verb.head
        if verb.dep_ != "conj" or verb.pos_ != "VERB" or cue.tag_ != "VBD" or cue.i + 2 > verb.i:
            continue
        if doc[cue.i + 1].text != "," or doc[cue.i + 2].lower_ != "and":
            continue
        if any(child.dep_ in _SUBJECTS for child in verb.lefts) or verb.tag_ != "VBD":
            continue
        subject = next((child for child in cue.lefts if child.dep_ == "nsubj"), None)
        first = subject.left_edge.i if subject is not None else 0
        if not first or doc[first - 1].text != ",":
            continue
        above = cue.head if cue.dep_ == "parataxis" else None
        said = [child for child in cue.lefts if child.dep_ == "ccomp" and child.i < first]
        content = above if above is not None else next(iter(said), None)
        if content is not None and content.pos_ == "VERB" and content.i < first:
            yield verb, content


def _reattach_repeated_verbs(doc: Doc) -> None:
    for verb, content in list(_find_verbs_behind_cues(doc)):
        verb.head = content
    for clause, verb in list(_find_made_clear(doc)):
        clause.head, clause.dep_ = verb, "ccomp"
    for verb, first in list(_find_repeated_verbs(doc)):
        verb.head = first


def _make_subject(noun: Token, verb: Token) -> None:
    noun.head, noun.dep_ = verb, "nsubjpass" if _is_passive(verb) else "nsubj"


def _find_torn_perfects(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield forms of "have" with a subject and no object, and the participle behind a phrase between commas, joined to that phrase."""
    for token in doc:
        after = token.i + 1
        if token.lemma_ != "have" or token.tag_ not in _FINITE or token.dep_ == "aux":
            continue
        if after >= len(doc) or doc[after].text != "," or not _has_subject(token):
            continue
        if any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in token.rights):
            continue
        phrase = next((child for child in token.rights if child.dep_ == "prep"), None)
        if phrase is None or phrase.i != after + 1:
            continue
        for verb in phrase.subtree:
            torn = verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.nbor(-1).text == ","
            if torn and verb.head.i < verb.i:
                yield token, verb
                break


def _find_times_of_clauses(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the times that stand right behind a relative clause of a subject, and hang on the verb to come."""
    for token in doc:
        verb = token.head
        if token.i == 0 or verb.i <= token.i or not _is_time(token):
            continue
        clause = _find_clause(token.nbor(-1), verb)
        if clause is not None and clause.sent == verb.sent:
            yield token, clause


def _find_times_before_verbs(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the days between a subject and its verb that hang on the subject: "the president *on Monday* ordered …"."""
    for token in doc:
        subject = token.head
        verb = subject.head
        if token.lower_ != "on" or subject.dep_ not in _SUBJECTS or not _is_time(token):
            continue
        if subject.pos_ != "PROPN" and subject.lemma_.lower() not in _SPEAKING:
            continue  # "the vote on Monday failed"
        behind = token.right_edge.i + 1
        helpers = (child for child in verb.lefts if child.dep_ in {"aux", "auxpass", "neg"})
        if token.i > subject.i and behind < len(doc) and doc[behind] in (verb, *helpers):
            yield token, verb


def _find_times_before_contents(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the days right behind a verb that hang on what is told: "She said *on Tuesday* it will close"."""
    for token in doc[1:]:
        content, verb = token.head, token.nbor(-1)
        said = content.dep_ == "ccomp" and content.head == verb
        earlier = token.lower_ in _EARLIER and token.dep_ == "advmod"
        if not said or not (earlier or _is_time(token)):
            continue
        subject = next((child for child in content.lefts if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.left_edge.i == token.right_edge.i + 1:
            yield token, verb


def _find_days_of_votes(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the days at the end of a sentence that hang on what a text is to do, with who decided on it: "passed a bill to ban bags *on Monday*"."""
    for token in doc:
        clause = token.head
        text = clause.head
        if token.lower_ != "on" or clause.tag_ != "VB" or clause.dep_ not in {"acl", "relcl"}:
            continue
        if text.lemma_.lower() not in _TEXTS or text.dep_ not in {"dobj", "nsubjpass", "pobj"}:
            continue
        verb = text.head.head if text.dep_ == "pobj" else text.head
        behind = token.right_edge.i + 1
        last = behind >= token.sent.end or doc[behind].is_punct
        past = verb.tag_ in {"VBD", "VBN"} and not any(map(_is_time, verb.children))
        if last and past and any(child.lower_ in WEEKDAYS for child in token.subtree):
            yield token, verb


def _is_time(token: Token) -> bool:
    if token.dep_ == "prep":
        return any(child.ent_type_ in _POINTS for child in token.children if child.dep_ == "pobj")
    return token.dep_ in {"npadvmod", "advmod"} and token.ent_type_ in _POINTS


def _find_clause(last: Token, verb: Token) -> Token | None:
    """Return the verb of the relative clause that ends with a word and tells more of the subject of another verb."""
    if last.is_punct:
        return None
    clause = next((word for word in (last, *last.ancestors) if word.dep_ == "relcl"), None)
    if clause is None or clause.tag_ not in _FINITE or clause.right_edge != last:
        return None
    subject = next((word for word in clause.ancestors if word.dep_ in _SUBJECTS), None)
    return clause if subject is not None and subject.head == verb else None


def _find_lost_subjects(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the names that are joined to a place or day in front of a finite verb without a subject."""
    for verb in doc:
        if verb.dep_ != "ROOT" or not _is_finite(verb) or _has_subject(verb):
            continue
        opening = [child for child in verb.children if child.dep_ == "prep" and child.i < verb.i]
        inside = (word for preposition in opening for word in preposition.subtree)
        name = next((word for word in inside if _is_set_off(word, verb)), None)
        if name is not None:
            yield name, verb


def _find_subjects_behind_days(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the days that are joined to the subject of the clause behind them, with that and its verb."""
    for day in doc:
        noun, before = day.head, day.nbor(-1) if day.i else day
        if day.dep_ != "compound" or day.ent_type_ != "DATE" or before != noun.head:
            continue
        if noun.dep_ != "pobj" or noun.ent_type_ == "DATE" or noun.right_edge.i + 1 >= len(doc):
            continue
        following = noun.right_edge.nbor()
        verb = following.head if following.dep_ in {"aux", "auxpass"} else following
        clause = verb.pos_ in {"VERB", "AUX"} and verb.head.i < day.i
        if clause and verb.sent == day.sent and _is_finite(verb) and not _has_subject(verb):
            yield day, noun, verb


def _find_subjects_behind_links(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the words that link a clause, taken for prepositions, with the subject and the verb of that clause."""
    for noun in doc:
        link = noun.head
        if noun.dep_ != "pobj" or link.lower_ not in _LINKS or link.dep_ != "prep":
            continue
        place = noun.right_edge.i + 1
        while place < len(doc) and doc[place].text == ",":
            place += 1
        if place >= len(doc) or doc[place].tag_ not in _FINITE:
            continue
        following = doc[place]
        verb = following.head if following.dep_ in {"aux", "auxpass"} else following
        loose = verb.dep_ == "advcl" and not any(child.dep_ == "mark" for child in verb.lefts)
        joined = verb.dep_ == "conj" or loose
        joined = joined and verb.head == link.head and verb.i > noun.i
        if joined and _is_finite(verb) and not _has_subject(verb) and verb.sent == noun.sent:
            yield link, noun, verb


def _find_subjects_of_contents(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the objects that stand right before the helping verb of a finite clause without a subject or a link."""
    for verb in doc:
        if verb.dep_ not in {"advcl", "ccomp"} or _has_subject(verb):
            continue
        helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
        first = verb.left_edge
        if not helpers or first != helpers[0] or first.tag_ not in _FINITE or first.i == 0:
            continue
        before = first.nbor(-1)
        noun = next((word for word in (before, *before.ancestors) if word.dep_ == "dobj"), None)
        if noun is None or noun.right_edge != before or before.is_punct or noun.sent != verb.sent:
            continue
        if noun.head.tag_ == "VB" or any(child.dep_ == "relcl" for child in noun.children):
            continue
        if verb.head in {noun.head, *noun.head.ancestors}:
            yield noun, verb


def _find_hearers(doc: Doc) -> Iterator[tuple[TokenSpan, Token]]:
    """Yield the names of those who are told something that were joined to the subject of what they are told, with the verb."""
    names = {name.start: name for name in doc.ents}
    for verb in doc:
        name = names.get(verb.i + 1)
        if verb.lemma_ != "tell" or name is None or name.end >= len(doc):
            continue
        if any(child.dep_ in {"dobj", "dative"} for child in verb.children):
            continue
        top = name[-1]
        while top.head.i > top.i and top.dep_ in _INSIDE:
            top = top.head
        clause = top.head
        told = clause.dep_ == "ccomp" and clause.head == verb and top.dep_ in _SUBJECTS
        if told and top.i >= name.end and doc[name.end].pos_ in {"NOUN", "PROPN"}:
            yield name, verb


def _find_places_of_people(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the first of several places of which people or bodies are, where it was taken for one who acts, too."""
    for place in doc:
        joined = [child for child in place.rights if child.dep_ == "conj"]
        if place.dep_ not in _SUBJECTS or place.ent_type_ != "GPE" or len(joined) != 1:
            continue
        noun = joined[0]
        named = [child for child in noun.lefts if child.dep_ == "compound"]
        if noun.tag_ == "NNS" and named and noun.left_edge.i == place.i + 2:
            last = named[-1]
            if last.ent_type_ == "GPE" or last.pos_ == "PROPN":
                yield place, noun


def _find_pages_taken_for_people(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the links and the names of where something was written, taken for the subject of the gerund behind, and that."""
    for verb in doc:
        link, page = verb.head, verb.nbor(-1) if verb.i else verb
        if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or link.lower_ != "on":
            continue
        joined = page.dep_ in _SUBJECTS or page.dep_ == "compound"
        acts = joined and page.head == verb and page.pos_ == "PROPN"
        if acts and page.left_edge.i == link.i + 1 and link.head.dep_ == "dobj":
            yield link, page, verb


def _find_titles_in_a_row(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the first of several nouns without an article that tell what one is whose name follows, with that name."""
    for title in doc:
        if not _is_bare(title) or title.dep_ in _JOINED:
            continue
        row = [title]
        for word in row:
            row += [child for child in word.rights if child.dep_ in _JOINED]
        row.sort(key=lambda word: word.i)
        name = row[-1]
        named = name.ent_type_ in {"PERSON", ""} and name.tag_ == "NNP"
        titled = name.left_edge.tag_ == "NN" and name.left_edge.i < name.i - 1
        if len(row) > 1 and named and titled and all(map(_is_bare, row[:-1])):
            yield title, name


def _find_repeated_verbs(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield a verb with an earlier one like it that it goes on with: "*said* that photos showed graves and | *said* that …"."""
    for verb in doc[1:-1]:
        joined = verb.dep_ == "conj" and verb.nbor(-1).dep_ == "cc" and verb.nbor().lower_ == "that"
        if not joined or verb.tag_ not in {"VBD", "VBZ"}:
            continue
        for above in verb.head.ancestors:
            if above.lemma_ == verb.lemma_ and above.tag_ == verb.tag_ and _has_subject(above):
                yield verb, above
                break


def _find_made_clear(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the clauses of what somebody makes clear, with that verb: "made it clear *he would go*"."""
    for token in doc[2:]:
        verb = token.nbor(-2 if token.nbor(-1).lower_ == "it" else -1)
        if token.lower_ == "clear" and verb.lemma_ == "make":
            for child in token.rights:
                if child.dep_ in {"advcl", "csubj", "ccomp"} and child.i > token.i:
                    yield child, verb


def _is_bare(noun: Token) -> bool:
    """Whether a noun in the singular has nothing before it that singles one out: "actor", "US singer"; not "an actor"."""
    own = {"det", "poss", "nummod", "predet"}
    return noun.tag_ == "NN" and not any(child.dep_ in own for child in noun.lefts)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _is_finite(verb: Token) -> bool:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    return (helpers[0] if helpers else verb).tag_ in _FINITE


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _is_set_off(name: Token, verb: Token) -> bool:
    """Whether a name stands behind a place or a day and a comma, and nothing but what is said of it before the verb."""
    place = name.head
    if name.dep_ not in _JOINED or name.pos_ != "PROPN" or place.dep_ != "pobj":
        return False
    if name.ent_type_ not in {"PERSON", "ORG"} or place.ent_type_ == name.ent_type_:
        return False
    edge = name.left_edge
    listed = any(child.dep_ == "cc" for child in place.children)
    return name.i < verb.i and edge.i > 0 and edge.nbor(-1).text == "," and not listed

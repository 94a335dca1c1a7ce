"""What a cue attributes: the exact words, from the complement of the cue and from quotation marks and commas.

The small parser often hangs the end of a long clause on the wrong word, so a content's end is read from the
sentence: it runs on until the sentence ends or something shows that the writer speaks again (a verb joined to the
cue, a clause of attribution, the end of the clause that the cue stands in).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.joined_sayings import find_saying_before
from graph_builder.extraction.lost_sayings import withholds
from graph_builder.extraction.sentences import find_sentence_end
from graph_builder.extraction.sources import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cues import Cue, CueLexicon
    from graph_builder.extraction.passages import Passage

_ADVERBIAL = frozenset({"npadvmod", "advmod", "prep", "dative", "agent", "prt", "oprd", "intj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WRITERS_WORDS = frozenset({"though", "although", "despite", "whereas"})
_DOING = frozenset({"did", "does", "do", "has", "have", "had"})
_CONTRASTING = frozenset({"while", "whereas"})
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_OPENING, _CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
_SPEECH = frozenset({"Statement", "Announcement", "Denial", "NonStatement"})
_INSISTING = frozenset({"insist", "claim", "maintain", "contend", "assert", "allege"})
_NEAR = 8
_FEWEST = 5
"""How many words a quotation has, with its marks, that is a sentence and no title."""
_CIRCUMSTANCES = frozenset({"after", "before", "during", "following", "since"})
_RELATIVE = frozenset({"who", "whose", "where", "which"})
_BACKSHIFTED = frozenset({"would", "could", "might", "should"})
_PAST = frozenset({"VBD", "would"})
_BOUND = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp"})
_WHILE = frozenset({"while", "as", "before", "after"})


def find_end(cue: Cue, start: int, passage: Passage, cues: CueLexicon) -> int:
    """Return the token index behind the last word of a content that begins at a token after its cue."""
    verb, doc = cue.head, passage.doc
    end = find_sentence_end(verb)
    top = _find_top(cue)
    if top.dep_ in _BOUND:
        end = min(end, max(top.right_edge.i + 1, start + 1))
    below = top
    while below.head != below:  # what a clause stands in front of is not its own
        if below.head.i > below.i and below.head.i > start:
            end = min(end, max(below.right_edge.i + 1, start + 1))
        below = below.head
    for child in verb.children:
        if child.i > start and child.left_edge.i > start and _ends_content(child, cue, cues):
            end = min(end, _with_conjunction(child.left_edge.i, start, doc))
        if child.dep_ == "ccomp" and (turn := _find_turn_back(child)) is not None:
            end = min(end, _with_conjunction(turn.left_edge.i, start, doc))
    end = min(max(end, start), _find_end_of_quotation(start, passage))
    return find_writers_turn(cue, start, end, cues)


def _find_end_of_quotation(start: int, passage: Passage) -> int:
    """Return where a content ends that begins with a quotation behind which a clause tells when that was said: 'shouted "Go home" | while he threw stones'."""
    doc = passage.doc
    if not passage.opens_quotation(start):
        return len(doc)
    quotation = passage.find_quotation(passage.offset(start))
    if quotation is None:
        return len(doc)
    behind = (token for token in doc[start:] if passage.offset(token.i) >= quotation.end)
    following = next(behind, None)
    when = following is not None and following.lower_ in _WHILE and following.dep_ == "mark"
    return following.i if following is not None and when else len(doc)


def _find_turn_back(clause: Token) -> Token | None:
    """Return the verb that goes on with who speaks: "argued that it *would add* to the debt and *tried* to cut it"."""
    if clause.tag_ != "VB" or not any(child.tag_ == "MD" for child in clause.lefts):
        return None
    turns = (child for child in clause.rights if _goes_back(child))
    return next(
        (
            child
            for child in turns
            if child.nbor(-1).dep_ == "cc"
            and not any(each.dep_ in SUBJECTS for each in child.lefts)
        ),
        None,
    )


def _find_top(cue: Cue) -> Token:
    """The first verb of a cue: "went" of "went on to say"."""
    top = cue.head
    while cue.first <= top.head.i < top.i and top.head.pos_ in {"VERB", "AUX"}:
        top = top.head
    return top


def find_writers_turn(cue: Cue, start: int, end: int, cues: CueLexicon) -> int:
    """Return the first token inside a stretch with which the writer takes over, or the stretch's end."""
    doc = cue.head.doc
    end = _find_closing_bracket(doc, start, end)
    first = start + 1
    if doc[start].lower_ == "that" and doc[first : first + 1].text == ",":
        first += 1  # "says that, | despite the cold, it will stay"
    own = (index for index in range(first, end) if _is_writers_own(doc, index, cue, cues))
    return next(own, end)


def _find_closing_bracket(doc: Doc, start: int, end: int) -> int:
    """The bracket inside a stretch that was opened before it, or the stretch's end: "(which she called a mess)"."""
    depth = 0
    for index in range(start, end):
        depth += (doc[index].text in _OPENING) - (doc[index].text in _CLOSING)
        if depth < 0:
            return index
    return end


def find_infinitive_end(clause: Token, start: int, end: int) -> int:
    """Return where an infinitive ends in a stretch: before a clause with a subject of its own and before ", …ing".

    "wants to leave, but the others stay", "asked them to sign and Oz will help", "agreed to pay so that she may begin".
    """
    doc = clause.doc
    for index in range(clause.i + 1, end - 1):
        token, following = doc[index], doc[index + 1]
        if token.text == "," and following.tag_ == "VBG" and following.dep_ == "advcl":
            return index
        if _is_apart(doc, index):
            return index
        if token.lower_ in {"so", "but"} or token.dep_ == "cc":
            behind = doc[token.right_edge.i + 1] if token.dep_ != "mark" else following
            if _opens_clause(behind, clause, index, end):
                return _with_conjunction(index, start, doc)
    return end


def _opens_clause(token: Token, clause: Token, index: int, end: int) -> bool:
    """Whether a token opens a finite main clause behind an infinitive, and no "that …" or "who …" inside it."""
    if _opens_after_object(token, index, end) or _goes_back(token):
        return True
    subject = token
    while subject.head != subject and subject.head.i > index and subject.dep_ not in SUBJECTS:
        subject = subject.head
    if subject.dep_ not in SUBJECTS or subject.tag_ in {"WDT", "WP"}:
        return False
    verb = subject.head
    if not index < verb.i < end or verb.dep_ in {"relcl", "acl"}:
        return False
    finite = verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.lefts)
    return finite and (verb.head.i <= clause.i or verb.dep_ == "ROOT")


def _goes_back(token: Token) -> bool:
    """Reads: agreed to pay but | did not accede to …, where a finite verb goes on with what the subject did."""
    if token.dep_ == "conj" and token.tag_ in {"VBD", "VBZ"} and token.head.tag_ == "VB":
        return True
    if token.dep_ not in {"aux", "auxpass"} or token.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    return not any(child.dep_ in SUBJECTS for child in token.head.lefts)


def _opens_after_object(token: Token, index: int, end: int) -> bool:
    """Reads: open the bridge and | the army will help, where the parser joined the army to the bridge."""
    if token.pos_ == "ADP":
        return False
    noun = token
    while noun.head.i > index and noun.head != noun and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    top = noun
    while top.dep_ == "conj" and top.head.i < top.i:
        top = top.head
    following = noun.right_edge.i + 1
    if top == noun or top.dep_ in SUBJECTS or following >= end:
        return False
    return noun.doc[following].tag_ in _FINITE


def _ends_content(child: Token, cue: Cue, cues: CueLexicon) -> bool:
    """Whether a clause joined to the cue is the writer's again."""
    if child.dep_ == "conj":
        own = any(each.dep_ in SUBJECTS for each in child.children)
        if own:
            return _is_statement(child, cues) or child.lemma_ == cue.head.lemma_
        goes_on = child.tag_ == cue.head.tag_ or child.tag_ in {"VBD", "VBZ", "VBG"}
        return goes_on or withholds(child)
    if child.dep_ == "advcl":
        before = child.doc[child.left_edge.i - 1].text
        return child.tag_ == "VBG" and before == ","
    return False


def _is_statement(verb: Token, cues: CueLexicon) -> bool:
    return any(use.frame == "clause" for use in cues.verbs.get(verb.lemma_.lower(), ()))


def _with_conjunction(index: int, start: int, doc: Doc) -> int:
    while index - 1 > start and (doc[index - 1].dep_ == "cc" or doc[index - 1].is_punct):
        index -= 1
    return index


def _is_writers_own(doc: Doc, index: int, cue: Cue, cues: CueLexicon) -> bool:
    """Whether the writer takes over at a token inside the stretch."""
    token = doc[index]
    if (token.text == "," or (token.is_quote and doc[index - 1].text == ",")) and index + 1 < len(
        doc
    ):
        following = doc[index + 1]
        word = following.lower_
        if following.dep_ == "advmod" and following.head.i == index + 2:
            following = following.head
        source = word == "according" and doc[index + 2 : index + 3].text.lower() == "to"
        so = word == "as" and doc[index + 2 : index + 3].text in _DOING  # ", as did the union"
        if source or so or word in _WRITERS_WORDS:
            return True
        if following.tag_ == "VBG" and following.lemma_.lower() in cues.verbs:
            return True
        if _names_speaker(doc, index + 1, cues) or _contradicts(doc, index + 1, cue, cues):
            return True
    if token.text == ";" or token.lower_ in _CONTRASTING:
        return _tells_apart(doc, index + 1, cue, cues)
    if token.dep_ == "cc" and index + 1 < len(doc):
        following = doc[index + 1]
        verb = following.head if following.dep_ == "aux" else following
        again = find_saying_before(verb, cues) == cue.head
        return again or _turns_to_now(token, cue) or _goes_on_to_say(following, cue, cues)
    return False


def _goes_on_to_say(verb: Token, cue: Cue, cues: CueLexicon) -> bool:
    """Whether a verb behind "and" is one of saying of the cue's own kind."""
    joined = verb.dep_ == "conj" and verb.tag_ == cue.head.tag_ and verb.tag_ in {"VBD", "VBZ"}
    return joined and _is_statement(verb, cues)


def _tells_apart(doc: Doc, index: int, cue: Cue, cues: CueLexicon) -> bool:
    """Whether somebody else speaks behind a semicolon, or "while": "said that it was safe; | the union said that it was not"."""
    for token in doc[index : find_sentence_end(cue.head)]:
        if _sets_at(token, index, cues):
            return True
        if token.tag_ in _FINITE and token.pos_ == "VERB":
            uses = cues.verbs.get(token.lemma_.lower(), ())
            subject = next((each for each in token.lefts if each.dep_ in SUBJECTS), None)
            if subject is not None and subject.lower_ == "others" and uses:
                return token.tag_ == cue.head.tag_
            return (
                token.tag_ == cue.head.tag_
                and any(use.frame == "clause" and use.act in _SPEECH for use in uses)
                and subject is not None
                and subject.left_edge.i >= index
            )
        if token.dep_ in {"mark", "cc", "aux", "auxpass"} or token.tag_ in {"WDT", "WP"}:
            return False
    return False


def _sets_at(verb: Token, first: int, cues: CueLexicon) -> bool:
    """Whether somebody behind a token has another figure: "the union *put* the number at 900"."""
    uses = cues.verbs.get(verb.lemma_.lower(), ()) if verb.pos_ == "VERB" else ()
    if not any(use.frame == "object-at" for use in uses):
        return False
    objects = {child.dep_ for child in verb.rights}
    at = any(child.lower_ == "at" for child in verb.rights)
    own = any(child.dep_ in SUBJECTS and child.left_edge.i >= first for child in verb.lefts)
    return own and at and "dobj" in objects


def _turns_to_now(conjunction: Token, cue: Cue) -> bool:
    """Whether the second of two clauses tells of now, where the first goes back: "said he would not run | and she has decided to"."""
    first = conjunction.head
    second = next((c for c in first.rights if c.dep_ == "conj" and c.i > conjunction.i), None)
    if cue.head.tag_ != "VBD" or first.i < cue.head.i or second is None:
        return False
    links = {each.dep_ for each in second.lefts}
    if second.left_edge.i > conjunction.i + 1 or "mark" in links or links.isdisjoint(SUBJECTS):
        return False
    return _get_tense(first) in _PAST and _get_tense(second) in {"VBZ", "VBP"}


def _get_tense(verb: Token) -> str:
    """Return the tag of the finite word of a clause; "would" for the modal verbs that go back."""
    for token in (*(each for each in verb.lefts if each.dep_ in {"aux", "auxpass"}), verb):
        if token.tag_ == "MD":
            return "would" if token.lower_ in _BACKSHIFTED else "MD"
        if token.tag_ in _FINITE:
            return str(token.tag_)
    return ""


def _names_speaker(doc: Doc, index: int, cues: CueLexicon) -> bool:
    """Whether a sentence ends with who said all of it: "thinks that it is safe, | she said."."""
    subject = doc[index]
    if (
        index + 1 >= len(doc)
        or subject.dep_ not in SUBJECTS
        or subject.pos_ not in {"PRON", "PROPN"}
    ):
        return False
    verb = doc[index + 1]
    ends = index + 2 >= find_sentence_end(verb) or doc[index + 2].text in {".", "!", "?"}
    return ends and verb.tag_ in {"VBD", "VBZ"} and _is_statement(verb, cues)


def _contradicts(doc: Doc, index: int, cue: Cue, cues: CueLexicon) -> bool:
    """Whether "but" brings in another act of speech: "said it was safe, | but denied that it was new"."""
    if doc[index].lower_ != "but":
        return False
    if _is_set_against(doc, index + 1, cue):
        return True
    for token in doc[index + 1 : index + _NEAR]:
        if token.is_punct:
            return False
        if token.tag_ in _FINITE and token.dep_ not in {"aux", "auxpass"}:
            uses = cues.verbs.get(token.lemma_.lower(), ())
            return any(use.act in _SPEECH for use in uses)
    return False


def _is_set_against(doc: Doc, index: int, cue: Cue) -> bool:
    """Whether the writer sets against what somebody insists on what others do: "claims that it is law, but | the council has not passed it"."""
    if cue.lemma not in _INSISTING or index >= len(doc):
        return False
    subject = doc[index]
    while subject.dep_ not in SUBJECTS and subject.head.i > index:
        subject = subject.head
    verb = subject.head
    return (
        subject.dep_ in SUBJECTS
        and subject.pos_ in {"NOUN", "PROPN"}
        and subject.left_edge.i == index
        and verb.i > subject.i
        and not any(child.tag_ == "MD" for child in verb.lefts)
    )


def find_right_start(cue: Cue, passage: Passage, after: int, *, addressee: bool) -> int:
    """Return the first token of what follows a cue, its addressee and its adverbials left out."""
    doc, verb = passage.doc, cue.head
    edges = {child.left_edge.i: child for child in verb.children if child.i > after}
    index, limit = after + 1, find_sentence_end(verb)
    while index < limit:
        token = doc[index]
        child = edges.get(index)
        skipped = _ADVERBIAL | ({"dobj"} if addressee else set())
        if passage.opens_quotation(index):
            title = edges.get(index + 1)
            if title is None or not _is_titled(title, passage):
                return index
            child = title
        if token.dep_ == "prep" and verb.i < token.head.i <= after:
            index = _find_phrase_behind(token)  # "said in a letter | to the court | that …"
        elif child is not None and child.dep_ in skipped and _is_adverbial(child):
            index = _find_words(passage, index, max(index, child.right_edge.i) + 1)
        elif child is not None and token.lower_ in _CIRCUMSTANCES and child.dep_ == "advcl":
            words = _find_words(passage, index, child.i)
            if words == child.i:
                return index
            index = words
        elif (token.is_punct and not token.is_bracket) or token.is_space:
            # also the mark that closes the addressee's own quotation: told “The Hour” that …
            index += 1
        else:
            return index
    return limit


def _find_words(passage: Passage, first: int, end: int) -> int:
    """Where a phrase ends into which the parser took what somebody said: 'told them after the trial | "We have won"'."""
    for index in range(first + 1, end):
        if not passage.opens_quotation(index):
            continue
        quotation = passage.find_quotation(passage.offset(index))
        if quotation is None:
            continue
        stop = index
        while stop < len(passage.doc) and passage.offset(stop) < quotation.end:
            stop += 1
        if stop - index > _FEWEST and has_finite_verb(passage.doc, index, stop):
            return index
    return end


def _is_adverbial(child: Token) -> bool:
    """Whether a dependent is no clause; "according to …" is none."""
    return child.pos_ not in {"VERB", "AUX"} or child.lower_ == "according"


def _find_phrase_behind(link: Token) -> int:
    """The token behind a preposition's noun phrase, the clauses in it left out."""
    for token in link.subtree:
        if token.i > link.i and (
            token.dep_ in {"mark", "relcl", "ccomp"} or token.lower_ == "that"
        ):
            return int(token.i)
    return int(link.right_edge.i) + 1


def _opens(token: Token) -> bool:
    """Whether a quotation mark stands before a word."""
    return bool(token.is_quote and (token.i == 0 or token.nbor(-1).whitespace_))


def _is_titled(child: Token, passage: Passage) -> bool:
    """Whether a name in quotation marks is what is spoken to: told “The Hour” that … ."""
    if child.dep_ not in {"dobj", "dative"} or child.pos_ != "PROPN":
        return False
    around = passage.find_quotation(passage.offset(child.i))
    return around is not None and around.end - 1 == passage.end_of(child.right_edge.i)


def find_complement(cue: Cue, links: Container[str]) -> Token | None:
    """Return the first complement of the given kinds to the right of a cue."""
    return next((child for child in cue.head.rights if child.dep_ in links), None)


def has_finite_verb(doc: Doc, first: int, end: int) -> bool:
    """Whether a stretch of tokens holds a finite verb."""
    return any(token.tag_ in _FINITE for token in doc[first:end])


def find_phrase_end(head: Token, passage: Passage) -> int:
    """Return the token index behind a noun phrase that is a content."""
    doc = passage.doc
    for index in range(head.i + 1, head.right_edge.i + 1):
        if doc[index].text in _DASHES and doc[index].whitespace_:
            return index
    return cut_relative(doc, head.i + 1, head.right_edge.i + 1)


def _is_apart(doc: Doc, index: int) -> bool:
    """Whether a dash with spaces stands at a token, behind which the writer comments."""
    dash = doc[index].text in _DASHES and bool(doc[index].whitespace_) and index > 0
    return dash and bool(doc[index - 1].whitespace_)


def cut_relative(doc: Doc, first: int, end: int) -> int:
    """Return where a stretch ends without a relative clause behind a comma, which is the writer's: ", who …"."""
    return next(
        (
            index
            for index in range(first, end - 1)
            if (doc[index].text == "," and doc[index + 1].lower_ in _RELATIVE)
            or _is_apart(doc, index)
        ),
        end,
    )

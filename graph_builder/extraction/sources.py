"""Who a cue attributes to: the whole noun phrase, with titles, modifiers and appositions.

A source is what the sentence makes the subject of the saying: the verb's subject, also one it shares with an
earlier verb; the "by" of a passive; for "saying …" the subject of the clause it hangs on; for "a statement saying …"
the statement; for "who said …" the relative pronoun. Nothing is taken from farther away: where the grammar
names nobody, there is no source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import choose_subject, is_hyphen

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_EMPTY_SUBJECTS = frozenset({"it", "there"})
# What the tagger takes for a name at the beginning of a sentence.
_NO_NAMES = frozenset({"amongst", "amid", "amidst", "despite", "whilst", "whereas", "throughout"})
_SHARING = frozenset({"xcomp", "pcomp", "conj", "advcl", "dep", "ccomp"})
_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_MAX_STEPS = 5
_LONGEST_NAME = 7
_WITH_AIM = frozenset(
    {
        "use",
        "interview",
        "meet",
        "contact",
        "host",
        "hold",
        "visit",
        "join",
        "issue",
        "release",
        "publish",
        "post",
        "write",
        "take",
    }
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DATED = frozenset({"DATE", "TIME"})
_SELVES = frozenset({"itself", "himself", "herself", "themselves"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_ENDS = frozenset({")", "]", '"', "'", "''", "%"})
Range = tuple[int, int]


def find_subject(verb: Token) -> Token | None:
    """Return the head of the noun phrase that is the (perhaps shared) subject of a verb, or None."""
    word = verb
    for _ in range(_MAX_STEPS):
        subjects = [child for child in word.children if child.dep_ in SUBJECTS]
        own = choose_subject(subjects, word) if subjects else None
        own = own or _find_before_auxiliary(word)
        own = own or _find_behind_object(word)
        if own is not None:
            return _join_et_al(join_hyphens(own))
        above = word.head
        if word.dep_ == "acl" and above.pos_ in _NOMINAL:
            return _find_shown(word, above) or above
        if word.dep_ == "xcomp":
            controller = _find_object(above)
            means = above.lemma_ in _WITH_AIM  # "she used the radio to thank them"
            if controller is not None and controller.i < word.i and not means:
                return controller
        elif word.dep_ == "pcomp":
            quoted = _find_quoted(above) if above.lower_ == "as" else None
            if quoted is not None:
                return quoted
            above = above.head
        above = _skip_others(word, above)
        if word.dep_ not in _SHARING or above == word or above.pos_ not in {"VERB", "AUX"}:
            return None
        word = above
    return None


def _find_shown(verb: Token, noun: Token) -> Token | None:
    """The person whom a film shows: "footage of *Ann Moss* saying …"."""
    links = (each for each in noun.rights if each.lower_ == "of" and each.right_edge.i < verb.i)
    things = (thing for link in links for thing in link.rights if thing.dep_ == "pobj")
    shown = next((thing for thing in things if thing.ent_type_ == "PERSON"), None)
    near = shown is not None and shown.right_edge.i == verb.left_edge.i - 1
    return shown if near and verb.tag_ == "VBG" else None


def _find_behind_object(verb: Token) -> Token | None:
    """The subject that the parser joined to an object: "issued a warning and *others* feared …"."""
    if verb.dep_ != "conj" or verb.tag_ not in _FINITE or verb.i == 0:
        return None
    before = verb.nbor(-1)
    thing = before.head
    if before.dep_ != "conj" or thing.dep_ != "dobj" or before.pos_ not in _NOMINAL:
        return None
    opens = before.left_edge.i
    return before if opens and verb.doc[opens - 1].dep_ == "cc" else None


def is_et_al(doc: Doc, index: int) -> bool:
    """Tell whether a token ends "et al." behind a name."""
    last = index - 1 if index > 0 and doc[index].text == "." else index
    return last > 1 and doc[last].lower_ in {"al", "al."} and doc[last - 1].lower_ == "et"


def _join_et_al(word: Token) -> Token:
    """Return the "al" of "Moss et al." for its full stop, which the tagger took for a name."""
    ends = word.text == "." and is_et_al(word.doc, int(word.i))
    return word.nbor(-1) if ends else word


def is_in_clause(word: Token, phrase: Span) -> bool:
    """Tell whether a word stands in a clause inside a noun phrase: "Chile, which backed *President Moss*"."""
    while word not in (phrase.root, word.head):
        if word.dep_ in {"relcl", "acl", "advcl", "pcomp"}:
            return True
        word = word.head
    return False


def _skip_others(word: Token, above: Token) -> Token:
    """The verb whose subject a verb shares, without one that stands between and is done to somebody else.

    "tried to have him *released* by saying …"; "wept on hearing he had been *freed* and said …".
    """
    by = word.dep_ == "pcomp" and _is_had_done(above)
    joined = word.dep_ == "conj" and word.tag_ == "VBD" and _is_told_before(above)
    apart = word.dep_ == "conj" and _is_to(above) and _is_finite(word)
    return above.head if by or joined or apart else above


def _is_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _is_finite(verb: Token) -> bool:
    """Whether a verb has a tense, so that it cannot go on with an infinitive: "wants them to go and *has asked* …"."""
    return verb.tag_ in _FINITE or any(
        child.dep_ in {"aux", "auxpass"} and child.tag_ in _FINITE for child in verb.lefts
    )


def _is_told_before(verb: Token) -> bool:
    """Whether a verb tells what had happened before, in a clause under another: "hearing he *had been freed*"."""
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "auxpass"}}
    return verb.tag_ == "VBN" and verb.dep_ == "ccomp" and "had" in helpers


def _is_had_done(verb: Token) -> bool:
    """Whether a participle is what somebody has done by others: "had him *released*"."""
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"ccomp", "xcomp"}
        and verb.head.lemma_ in {"have", "get"}
        and not any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts)
    )


def join_hyphens(word: Token) -> Token:
    """Return the last part of a word with hyphens, of which the parser made several: "ex | - | wife"."""
    doc, last = word.doc, int(word.i)
    while last + 2 < len(doc) and is_hyphen(doc, last + 1):
        last += 2
    part = doc[last]
    while last > word.i and part.dep_ == "compound" and part.head.i > part.i:
        part = part.head  # "study co-author Ann Moss"
    return part


def find_left_edge(head: Token) -> int:
    """Return the first token of a noun phrase, the parts before a hyphen that the parser made words of their own included."""
    doc, first = head.doc, int(head.left_edge.i)
    while first > 1 and (is_hyphen(doc, first) or is_hyphen(doc, first - 1)):
        before = first - 1 if is_hyphen(doc, first) else first - 2
        first = int(doc[before].left_edge.i)
    cited = next((i for i in range(first, head.i - 1) if is_et_al(doc, i + 1)), None)
    if cited is not None and cited + 2 < head.i and doc[cited + 2].tag_ != "POS":
        return cited + 3  # "Moss et al | cite | research", taken for one phrase
    if first and doc[first].lower_ in {"al", "al."} and doc[first - 1].lower_ == "et":
        first -= 1
    if first and doc[first].lower_ == "et" and doc[first - 1].text[0].isupper():
        first = int(doc[first - 1].left_edge.i)  # "Moss et al"
    return first


def _find_before_auxiliary(verb: Token) -> Token | None:
    """The subject that the parser hung on an auxiliary: "the firm has been urging …"."""
    return next(
        (
            child
            for helper in verb.lefts
            if helper.dep_ in {"aux", "auxpass"}
            for child in helper.lefts
            if child.dep_ in SUBJECTS
        ),
        None,
    )


def _find_quoted(link: Token) -> Token | None:
    """Reads: quoted the mayor, a lawyer, as saying … ."""
    if link.head.i > link.i:  # hung on a verb behind it
        before = reversed(link.doc[link.sent.start : link.i])
        ends = (link.i - 1, link.i - 2)
        return next((t for t in before if t.dep_ == "dobj" and t.right_edge.i in ends), None)
    word = link.head
    while word.pos_ in _NOMINAL and word.dep_ != "dobj" and word.head != word:
        word = word.head
    if word.pos_ not in _NOMINAL:
        found = _find_object(word)
        return found if found is not None and found.i < link.i else None
    return word if word.i < link.i else None


def find_following_noun(index: int, doc: Doc) -> Token | None:
    """Return the head of the noun phrase that begins with a token, or None: "… said Dr. Smith"."""
    if index >= len(doc) or doc[index].pos_ not in _NOMINAL | {"DET", "ADJ", "NUM"}:
        return None
    word = doc[index]
    for _ in range(_MAX_STEPS):
        above = word.head
        if above == word or above.i < index or above.pos_ not in _NOMINAL:
            break
        word = above
    return join_hyphens(word) if word.pos_ in _NOMINAL else None


def find_preceding_noun(index: int, doc: Doc) -> Token | None:
    """Return the head of the noun phrase that ends with a token, or None: "Dr. Smith said …"."""
    if index < 0 or doc[index].pos_ not in {"NOUN", "PROPN"}:
        return None
    word = doc[index]
    while word.head.i < word.i and word.dep_ in {"appos", "flat", "compound"}:
        if any(token.is_quote for token in doc[word.head.i : word.i]):
            opens = doc[word.left_edge.i].is_quote or doc[word.left_edge.i - 1].is_quote
            return word if opens else None  # "…” | Moss, a teacher, said"
        if word.head.dep_ == "pobj":
            break  # "Speaking to the Post, the mayor, Ann Moss, said": the Post is not the mayor
        word = word.head
    return word


def _find_object(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in {"dobj", "dative"}), None)


def find_agent(verb: Token) -> Token | None:
    """Return the head of the noun phrase after "by" in a passive, or None."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((each for each in child.children if each.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive: with its auxiliary, or as a participle after its noun."""
    if verb.tag_ != "VBN":
        return False
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children) or (
        verb.dep_ in {"acl", "advcl"}
        and not any(child.dep_ in {"aux", "nsubj"} for child in verb.children)
    )


def is_empty(subject: Token) -> bool:
    """Whether a subject names nobody: "it is said", "there were claims", a year, a week, a preposition."""
    if subject.pos_ == "NUM" and subject.ent_type_ in _NUMBERS:
        return True
    if subject.pos_ == "NOUN" and subject.ent_type_ in _DATED:
        return True
    if subject.lower_ in _NO_NAMES or _is_surplus(subject):
        return True
    return subject.dep_ == "expl" or (
        subject.lower_ in _EMPTY_SUBJECTS and subject.dep_ == "nsubjpass"
    )


def _is_surplus(number: Token) -> bool:
    """Whether a number only says how many more: "14 deaths, *two more* than the ministry had acknowledged"."""
    behind = [token.lower_ for token in number.doc[number.i + 1 : number.i + 3]]
    return number.tag_ == "CD" and behind in (["more", "than"], ["fewer", "than"], ["less", "than"])


def find_phrase(head: Token, *, before: int | None = None, after: int | None = None) -> Range:
    """Return the tokens of the noun phrase of a head, first and end, within two bounds.

    Args:
        head: Its head noun, name or pronoun.
        before: The phrase ends before this token (the cue that follows it).
        after: The phrase begins after this token (the cue that stands before it).
    """
    first, last = _skip_adverbial(head), _find_right_edge(head)
    if after is not None:
        first = max(first, after + 1)
    last = _cut_tail(head, last)
    if before is not None:
        last = min(last, before - 1)
    doc = head.doc
    while first < head.i and (
        (doc[first].is_punct and not doc[first].is_quote)
        or (doc[first].dep_ in {"cc", "mark", "preconj"} and doc[first].lower_ != "neither")
        or (doc[first].dep_ == "advmod" and doc[first].head == head)
    ):
        first += 1
    while last > head.i and doc[last].is_punct and doc[last].text not in _ENDS:
        last -= 1
    last = _close_apposition(head, last, before)
    return first, _find_twin_end(doc, last, before)


def _find_right_edge(head: Token) -> int:
    """Return the last token of a noun phrase, with what hangs on the part before the hyphens: "secretary-*general*, Ann Moss", "sister-in-*law*, Ann Moss"."""
    doc, first = head.doc, int(head.i)
    while is_hyphen(doc, first - 1):
        first -= 2
    whole = doc[first]
    torn = whole.pos_ in _NOMINAL and whole in head.ancestors
    return int(whole.right_edge.i if torn else head.right_edge.i)


def _find_twin_end(doc: Doc, last: int, before: int | None) -> int:
    """The token behind a phrase, a name included that the parser cut off: "leader and | Premier Ann Moss | said"."""
    if before is None or not last + 1 < before <= last + _LONGEST_NAME:
        return last + 1
    rest = doc[last + 1 : before]
    joined = doc[last].dep_ == "cc" or all(each.dep_ == "compound" for each in rest[:-1])
    named = rest[-1].dep_ in SUBJECTS and rest[-1].pos_ == "PROPN"
    nominal = all(each.pos_ in {"PROPN", "NOUN", "ADJ"} for each in rest)
    return before if joined and named and nominal else last + 1


def _skip_adverbial(head: Token) -> int:
    """The first token of a phrase, without what a preposition before it lost: "On live television | Smith said"."""
    doc, first = head.doc, find_left_edge(head)
    while first < head.i and (doc[first].ent_type_ in _DATED or doc[first].lower_ in _SELVES):
        first += 1
    if first == 0 or doc[first - 1].dep_ != "prep" or any(doc[first - 1].rights):
        return first
    comma = next((i for i in range(head.i - 1, first, -1) if doc[i].text == ","), None)
    if comma is not None:
        return comma + 1
    start = int(head.i)
    while start > first and doc[start].ent_iob_ == "I":
        start -= 1
    return start if head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"} else first


def _cut_tail(head: Token, last: int) -> int:
    """Leave off what follows a comma and is no apposition: "who …", "speaking in …", "like …"."""
    doc = head.doc
    for token in doc[head.i + 1 : last + 1]:
        if token.text != "," or token.i >= last:
            continue
        following = doc[token.i + 1]
        if following.tag_ == "VBG" or following.lower_ in {"like", "unlike"}:
            return int(token.i) - 1
    return last


def _close_apposition(head: Token, last: int, before: int | None) -> int:
    """An apposition that is closed by a comma before the cue includes the comma."""
    doc = head.doc
    if before is None or last + 1 >= before or doc[last + 1].text != ",":
        return last
    return last + 1 if any(doc[i].text == "," for i in range(head.left_edge.i, last + 1)) else last

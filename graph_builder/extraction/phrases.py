"""Attribution without a verb: "according to X", "X: …", "“…” — X", "allegedly"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from graph_builder.extraction.animacy import may_speak
from graph_builder.extraction.contents import has_finite_verb
from graph_builder.extraction.cues import Use
from graph_builder.extraction.drafts import Draft
from graph_builder.extraction.inversions import find_opening_use
from graph_builder.extraction.sentences import find_sentence_end, find_sentence_start
from graph_builder.extraction.sources import find_phrase
from graph_builder.extraction.turns import read_turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.passages import Passage, Range

_LONGEST_NAME, _LONGEST_SPEAKER, _LONGEST_TITLE = 6, 4, 3
_STATEMENT = Use("Statement", "phrase")
_SIGNATURE = re.compile(
    r"\s*([―—–-]{1,2})\s*(?=[A-Z])((?:[^.,;:!?\"“”]|(?<=\b[A-Z])\.){2,60}?)\.?\s*$"
)
_SPEAKER = re.compile(r"[\"“”„]?([^\W\d_][\w.'’ -]{1,40}):\s+(?=\S)")
_CLAUSE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "VBN", "VBG"})
_APPOSED = frozenset({"DET", "NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})
_COMPLEMENTS = frozenset({"prep", "acl", "relcl", "appos"})
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_COMMAS = frozenset({",", "—", "–", "-", "--", "(", ")", ":"})


def read_phrases(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Yield the attributions of a paragraph that hang on a phrase, an adverb or a punctuation mark."""
    for token in passage.doc:
        word = token.lower_
        for words in cues.phrases.get(word, ()):
            if _matches(token, words):
                draft = _read_according(token, len(words), passage, cues)
                if draft is not None:
                    yield draft
                break
        if word in cues.unnamed_adverbs:
            yield from _read_adverb(token, passage)
        elif word in cues.unnamed_adjectives and token.dep_ == "amod":
            yield from _read_adjective(token, passage, cues)
    yield from _read_signature(passage)
    turns = list(read_turns(passage, cues))
    yield from turns or _read_speaker(passage, cues)


def _matches(token: Token, words: tuple[str, ...]) -> bool:
    doc = token.doc
    return token.i + len(words) < len(doc) and all(
        doc[token.i + shift].lower_ == word for shift, word in enumerate(words)
    )


def _read_according(token: Token, size: int, passage: Passage, cues: CueLexicon) -> Draft | None:
    doc, sentence = passage.doc, token.sent
    link = doc[token.i + size - 1]
    head = next((child for child in link.rights if child.dep_ == "pobj"), None)
    if head is None:
        head = next(
            (child for child in token.rights if child.dep_ == "pobj" and child.i > link.i), None
        )
    if (
        head is None
        or head.pos_ in {"NUM", "SYM"}
        or head.ent_type_ in {"MONEY", "PERCENT", "CARDINAL"}
    ):
        return None
    if token.lower_ == "per" and not _is_document_named(token, head, cues):
        return None
    if head.lemma_.lower() in cues.standards and not _is_front(token) and doc[token.i - 1].is_alpha:
        return None  # "went according to plan", "divided according to law"
    first, end = find_phrase(head, after=link.i)
    end = _take_apposed(passage, head, end, cues)
    end = _end_source(passage, first, _cut_apposition(head, end, cues), front=_is_front(token))
    content = _find_phrase_content(token, end, passage)
    if not content or end <= first:
        return None
    content = stay_in_quotation(content, passage, passage.offset(token.i))
    root = sentence.root
    told = any(first <= passage.offset(root.i) < last for first, last in content)
    return Draft(
        head=token,
        use=_STATEMENT,
        cue=(passage.offset(token.i), passage.end_of(link.i)),
        content=tuple(content),
        source=(passage.offset(first), passage.end_of(end - 1)),
        passage=passage,
        confidence=Decimal("0.9"),
        rule="according to",
        clause=root if told else None,
    )


def _is_document_named(token: Token, head: Token, cues: CueLexicon) -> bool:
    """Whether "per" stands before a definite paper or a name and apart from what precedes it: not "per capita"."""
    if head.pos_ != "PROPN" and head.lemma_.lower() not in cues.papers:
        return False
    following = token.nbor()
    definite = following.tag_ in {"DT", "PRP$", "NNP"} and following.lower_ not in {"a", "an"}
    return definite and (token.i == find_sentence_start(token) or token.nbor(-1).is_punct)


def _is_front(token: Token) -> bool:
    """Whether a phrase opens its sentence, or what stands behind a semicolon, a conjunction or a mark aside."""
    words = [each for each in token.doc[_find_clause_start(token) : token.i] if not each.is_punct]
    return all(each.dep_ == "cc" or each.pos_ in {"CCONJ", "ADV"} for each in words)


def _cut_apposition(head: Token, end: int, cues: CueLexicon) -> int:
    """Where a source ends that the parser joined to a thing: "According to the Post, | Friday's vote, …"."""
    for other in head.rights:
        named = head.pos_ == "PROPN" and other.dep_ == "appos" and other.pos_ == "NOUN"
        if named and other.left_edge.i < end and not may_speak(other, cues):
            return int(other.left_edge.i) - 1  # the comma before it
    return end


def _take_apposed(passage: Passage, head: Token, end: int, cues: CueLexicon) -> int:
    """Where a source ends with the name of who is meant: "According to the mayor | , Ann Moss, | many came"."""
    doc = passage.doc
    if end >= len(doc) or doc[end].text != "," or head.pos_ != "NOUN" or not may_speak(head, cues):
        return end
    name = end + 1
    while name < len(doc) and doc[name].ent_type_ == "PERSON":
        name += 1
    closed = name > end + 1 and doc[name : name + 1].text == ","
    listed = doc[name + 1 : name + 2].text in {"and", "or"}
    following = doc[name + 1 : name + 2]
    verbal = any(token.pos_ in _VERBAL for token in following)
    return name if closed and not listed and not verbal else end


def _end_source(passage: Passage, first: int, end: int, *, front: bool) -> int:
    """Where the source ends: in front at the comma before the clause, elsewhere before what is no apposition."""
    doc = passage.doc
    limit = find_sentence_end(doc[first]) if front else end
    inside = end  # where the parser ends the phrase
    commas = [index for index in range(first, limit) if doc[index].text == ","]
    told = first  # where a clause about the source has its verb: "the mayor, who, he says, *leads* the union, …"
    for place, index in enumerate(commas):
        if front and doc[index + 1].tag_ in _RELATIVES and place + 1 < len(commas):
            verbs = (i for i in range(index + 1, limit) if has_finite_verb(doc, i, i + 1))
            told = next(verbs, told)
        if index < told:
            continue
        following = commas[place + 1] if place + 1 < len(commas) else limit
        if passage.opens_quotation(index + 1):
            return index
        if front and (
            index >= inside or place + 1 == len(commas) or has_finite_verb(doc, index, following)
        ):
            return index
        if not front and doc[index + 1].pos_ not in _APPOSED:
            return index
    return min(end, limit)


def _find_phrase_content(token: Token, end: int, passage: Passage) -> list[Range]:
    doc, limit = passage.doc, find_sentence_end(token)
    before: list[Range] = []
    start = _find_clause_start(token)
    joined = doc[token.i - 1].dep_ == "cc" and has_finite_verb(doc, end, limit)
    inserted = joined or _opens_part(token, start)
    if not _is_front(token) and not inserted:
        while start < token.i and doc[start].dep_ == "cc":
            start += 1
        before = passage.stretch(start, token.i)
        if doc[token.i - 1].is_quote or passage.is_quoted(passage.offset(max(token.i - 1, 0))):
            quotation = passage.find_quotation(
                passage.end_of(token.i - 2 if doc[token.i - 1].text == "," else token.i - 1) - 1
            )
            if quotation is not None and before and quotation.start < before[0][0]:
                before = passage.trace(quotation)
    behind: list[Range] = []
    separated = end + 1 < limit and doc[end].text in _COMMAS and doc[token.i - 1].text in _COMMAS
    if separated and doc[token.i - 2].pos_ == "AUX" and passage.opens_quotation(end + 1):
        quotation = passage.find_quotation(passage.end_of(end + 1))
        behind = passage.trace(quotation) if quotation is not None else []
    elif _is_front(token) or inserted or (separated and _goes_on(doc, end + 1, limit)):
        behind = passage.stretch(end, limit)
    return before + behind


def stay_in_quotation(content: list[Range], passage: Passage, place: int) -> list[Range]:
    """Return a content cut to the quotation that its cue stands in: what is around it is another's."""
    around = passage.find_quotation(place)
    if around is None:
        return content
    inner = (around.start + 1, around.end - around.closed)
    cuts = ((max(start, inner[0]), min(end, inner[1])) for start, end in content)
    return [each for each in cuts if each[0] < each[1]] or content


def _goes_on(doc: Doc, index: int, end: int) -> bool:
    """Whether the words behind a phrase in the middle belong to the clause around it."""
    following = doc[index]
    return following.tag_ not in _RELATIVES and has_finite_verb(doc, index, end)


def _opens_part(token: Token, start: int) -> bool:
    """Whether what a phrase is about only begins with it: "small and, according to Turkey, hostile"; "possibly, according to …"."""
    doc = token.doc
    if token.i - 2 <= start or doc[token.i - 1].text != ",":
        return False
    before = doc[token.i - 2]
    return before.dep_ == "cc" or (doc[token.i - 3].text == ":" and before.pos_ == "ADV")


def _find_clause_start(token: Token) -> int:
    """Where the clause begins that a phrase at its end belongs to: behind a semicolon or the sentence's start."""
    doc = token.doc
    start = find_sentence_start(token)
    for index in range(token.i - 1, start, -1):
        if doc[index].text == ";":
            return index + 1
    return start


def _read_adverb(token: Token, passage: Passage) -> Iterator[Draft]:
    """Reads: he allegedly fled; crimes allegedly committed; killing reportedly 20; with reportedly 20 in one town."""
    if token.head == token:
        return
    head = token.head
    while head.pos_ not in _VERBAL and head.head != head:
        if head.dep_ == "pobj" and head.head.lower_ in {"with", "including"}:
            break
        head = head.head
    first, end = head.left_edge.i, head.right_edge.i + 1
    if head.dep_ in {"acl", "relcl"} and head.head.i < head.i:
        first = head.head.left_edge.i
    if not first <= token.i < end:
        return
    first, end = _cut_clause(token, first, end)
    parts = passage.stretch(first, token.i) + passage.stretch(token.i + 1, end)
    yield from _make_unnamed(token, parts, head, passage)


def _cut_clause(token: Token, first: int, end: int) -> tuple[int, int]:
    """The clause around an adverb in a stretch: between semicolons, without its "although", up to who else said it."""
    doc = token.doc
    for index in range(first, end):
        if doc[index].text == ";" or (index > token.i + 1 and _opens_source(doc, index)):
            first, end = (index + 1, end) if index < token.i else (first, min(index, end))
    while first < token.i and (_links(doc[first], token) or doc[first].text == ","):
        first += 1
    return first, end


def _links(word: Token, adverb: Token) -> bool:
    """Whether a word joins the clause of an adverb to another: "although", "and"."""
    return word.dep_ == "cc" or (
        word.dep_ == "mark" and word.head in {adverb.head, adverb.head.head}
    )


def _opens_source(doc: Doc, index: int) -> bool:
    """Whether a comma with "according to" stands at a token."""
    return doc[index].text == "," and doc[index + 1 : index + 3].text.lower() == "according to"


def _read_adjective(token: Token, passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Reads: his alleged ties to the army. Not: alleged accomplices, of which nothing is said."""
    head = token.head
    end = head.right_edge.i + 1
    for index in range(head.i + 1, end):
        if passage.doc[index].text == ",":
            end = index
            break
    told = any(child.dep_ in _COMPLEMENTS and child.i < end for child in head.rights)
    if told or head.pos_ != "NOUN" or not may_speak(head, cues):
        yield from _make_unnamed(token, passage.stretch(token.i + 1, end), head, passage)


def _make_unnamed(
    token: Token, parts: list[Range], clause: Token, passage: Passage
) -> Iterator[Draft]:
    if parts:
        yield Draft(
            head=token,
            use=_STATEMENT,
            cue=(passage.offset(token.i), passage.end_of(token.i)),
            content=tuple(parts),
            source=None,
            passage=passage,
            confidence=Decimal("0.6"),
            rule="unnamed",
            clause=clause,
        )


def _read_signature(passage: Passage) -> Iterator[Draft]:
    """Reads a paragraph that is a quotation with its speaker behind a dash."""
    if not passage.quotations:
        return
    last = passage.quotations[-1]
    match = _SIGNATURE.match(passage.slice(last.end, passage.start + len(passage.text)))
    if match is None or not last.closed or not _is_name(match[2]):
        return
    parts = passage.trace(last)
    yield Draft(
        head=passage.doc[len(passage.doc) - 1],
        use=_STATEMENT,
        cue=(last.end + match.start(1), last.end + match.end(1)),
        content=tuple(parts),
        source=(last.end + match.start(2), last.end + match.start(2) + len(match[2].rstrip())),
        passage=passage,
        confidence=Decimal("0.8"),
        rule="signature",
    )


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= _LONGEST_NAME and words[0][0].isupper() and words[-1][0].isupper()


def _read_speaker(passage: Passage, cues: CueLexicon) -> Iterator[Draft]:
    """Reads transcripts (SMITH: …) and headlines (Smith: …)."""
    match = _SPEAKER.match(passage.text)
    if match is None:
        return
    name = match[1]
    size = sum(1 for token in passage.doc if token.idx < match.end(1))
    words = [token for token in passage.doc[:size] if not token.is_punct]
    loud = name.isupper() and len(words) <= _LONGEST_SPEAKER
    titled = (
        passage.number == 0
        and len(words) <= _LONGEST_TITLE
        and all(token.pos_ == "PROPN" or token.lower_ in cues.documents for token in words)
    )
    if find_opening_use(passage.doc[0].lower_, cues) is not None:
        return  # 'Added Moss: "…"'
    known = name.lower() in cues.labels or any(word.lower_ in cues.labels for word in words)
    rest = passage.doc[size:]
    if known or not (loud or titled) or not any(token.tag_ in _CLAUSE_TAGS for token in rest):
        return
    start = passage.start + match.end()
    content = passage.trim(start, passage.start + len(passage.text))
    if content is None:
        return
    if loud:  # a transcript's turn keeps its last full stop
        content = (content[0], passage.start + len(passage.text.rstrip()))
    yield Draft(
        head=passage.doc[size],
        use=_STATEMENT,
        cue=(passage.start + match.end(1), passage.start + match.end(1) + 1),
        content=(content,),
        source=(passage.start + match.start(1), passage.start + match.end(1)),
        passage=passage,
        confidence=Decimal("0.7"),
        rule="speaker",
    )

"""Who says something, and to whom, where parsers hang the words on the wrong one, put right before anything is read from the parse.

"Told Radio Lund's breakfast show *he would go*": that is what was told, and no "show that he would go". "The agency on Friday *quoted* officials as
saying so": it quoted them, and no "quoted officials" are told of. "The mayor, *asked* whether she would go, said …": she said it, and did not ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_CONTENTS = frozenset({"ccomp", "xcomp", "pcomp"})
_NOMINATIVE = frozenset({"he", "she", "it", "they", "we", "i", "there"})
_TOLD = frozenset({"story", "tale", "truth", "lie", "joke", "secret", "anecdote", "account", "version", "side", "thing", "news"})  # fmt: skip
"""What is told, and who is told it is somebody else: "told the story that she had heard"."""
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed", "challenged"})


def reattach_sayings(doc: Doc) -> None:
    """Mend the parse of one paragraph in place."""
    for hearer, content in list(_find_contents_of_hearers(doc)):
        _make_told(hearer, content)
    for asked, verb in list(_find_asked(doc)):
        _make_asked(asked, verb)
    for source, verb, link in list(_find_quoting(doc)):
        _make_quoting(source, verb, link)


def _find_contents_of_hearers(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield who is told something, and the verb of what they are told, which hangs on them: "told the show *he would go*"."""
    for verb in doc:
        if verb.lemma_ != "tell" or verb.pos_ != "VERB":
            continue
        for hearer in verb.rights:
            taken = hearer.dep_ == "ccomp" and hearer.pos_ == "PROPN"
            if not (taken or hearer.dep_ == "dobj") or hearer.lemma_.lower() in _TOLD:
                continue
            content = next((c for c in hearer.rights if c.dep_ in {"ccomp", "relcl"}), None)
            others = {c.dep_ for c in verb.rights if c != hearer}
            if content is not None and _is_whole(content) and others.isdisjoint(_CONTENTS):
                yield hearer, content


def _is_whole(clause: Token) -> bool:
    """Whether a clause begins with a pronoun as its subject, "that" before it aside, and so tells nothing of a noun before it."""
    words = [child for child in clause.lefts if child.dep_ != "punct"]
    if words and words[0].lower_ == "that" and words[0].dep_ not in _SUBJECTS:
        words = words[1:]
    return bool(words) and words[0].dep_ in _SUBJECTS and words[0].lower_ in _NOMINATIVE


def _make_told(hearer: Token, content: Token) -> None:
    hearer.dep_ = "dobj"
    content.head, content.dep_ = hearer.head, "ccomp"
    for link in content.lefts:
        link.dep_ = "mark" if link.lower_ == "that" else link.dep_


def _find_asked(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the participles between commas that tell what somebody was asked, taken for what he did, with the verb of which he is the subject."""
    for asked in doc[2:-1]:
        if asked.lower_ not in _ASKED or asked.tag_ != "VBD" or asked.nbor(-1).text != ",":
            continue
        verb = _find_verb_behind(asked)
        if verb is None or verb.i < asked.i or verb.tag_ not in _FINITE:
            continue
        own = [child for child in asked.lefts if child.dep_ == "nsubj"]
        alone = not any(child.dep_ in _SUBJECTS for child in verb.children)
        if len(own) == 1 and alone and verb.nbor(-1).text == ",":
            yield asked, verb


def _find_verb_behind(asked: Token) -> Token | None:
    """Return the verb of which a participle was taken for a clause, or that was joined to it without an "and"."""
    if asked.dep_ in {"ccomp", "advcl"}:
        return asked.head
    if any(child.dep_ == "cc" for child in asked.rights):
        return None
    return next((child for child in asked.rights if child.dep_ == "conj"), None)


def _make_asked(asked: Token, verb: Token) -> None:
    subject = next(child for child in asked.lefts if child.dep_ == "nsubj")
    if verb.head == asked:
        verb.head, verb.dep_ = (verb if asked.head == asked else asked.head), asked.dep_
    subject.head = verb
    asked.tag_, asked.head, asked.dep_ = "VBN", subject, "acl"


def _find_quoting(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield who quotes somebody "as saying", the verb that was taken for a participle before whom it quotes, and the "as"."""
    for link in doc[2:-1]:
        source = link.head
        if link.lower_ != "as" or link.dep_ != "prep" or link.nbor().tag_ != "VBG":
            continue
        while source.dep_ == "appos":
            source = source.head
        verb = next((word for word in doc[source.i : link.i] if word.lower_ == "quoted"), None)
        if verb is None or verb.dep_ != "amod" or source.pos_ not in _NOUNS:
            continue
        if verb.head.right_edge.i < link.i and source.i < verb.i:
            yield source, verb, link


def _make_quoting(source: Token, verb: Token, link: Token) -> None:
    """Make a verb of what was taken for a participle, with who quotes as its subject and whom as its object."""
    quoted = verb.head
    while quoted.head.i > quoted.i and quoted.head.pos_ in _NOUNS:
        quoted = quoted.head
    when = quoted.head if quoted.dep_ == "pobj" else None
    for child in [child for child in source.rights if child.i > verb.i or child == when]:
        child.head = verb
    verb.tag_, verb.pos_, verb.lemma_ = "VBD", "VERB", "quote"
    verb.head, verb.dep_ = (verb if source.head == source else source.head), source.dep_
    source.head, source.dep_ = verb, "nsubj"
    quoted.head, quoted.dep_ = verb, "dobj"
    link.head = verb
    for day in [child for child in verb.lefts if child.dep_ == "npadvmod"]:
        if when is not None:
            day.head, day.dep_ = when, "pobj"

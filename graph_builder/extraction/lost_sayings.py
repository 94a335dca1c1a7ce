"""Who says something, and to whom, where parsers hang the words on the wrong one, put right before anything is read from the parse.

"Told Radio Lund's breakfast show *he would go*": that is what was told, and no "show that he would go". "The agency on Friday *quoted* officials as
saying so": it quoted them, and no "quoted officials" are told of. "Said it was sorry but *did not say* when": who said the one did not say the other. "'It fell,' *witness* Ana
Ruiz told": she is one, and nobody witnesses her. "The mayor, *asked* whether she would go, said …": she said it, and did not ask.
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
_SAYING = frozenset({"say", "tell", "confirm", "add", "announce", "report", "acknowledge", "admit", "note", "state", "claim", "insist", "write", "warn", "argue"})  # fmt: skip
_REFUSING = frozenset({"refuse", "decline"})
_UTTERING = frozenset({"say", "elaborate", "comment", "specify", "disclose", "explain", "reveal", "identify", "clarify", "confirm", "name"})  # fmt: skip
_GIVING = frozenset({"give", "provide", "release", "offer"})
_TOLD_OF = frozenset({"detail", "name", "reason", "information", "figure", "number", "explanation", "evidence", "date", "cause", "motive", "timeline", "they", "he", "she", "it"})  # fmt: skip
"""What is given by saying it: "did not give his *name*"."""
_LONGEST_NAME = 5
_TELLING = frozenset({"tell", "inform", "warn", "assure", "remind"})
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed", "challenged"})


def reattach_sayings(doc: Doc) -> None:
    """Mend the parse of one paragraph in place."""
    for gerund, noun, verb in list(_find_denied_doings(doc)):
        gerund.pos_, gerund.head, gerund.dep_ = "VERB", verb, "xcomp"
        noun.head = gerund
    for noun, clause in list(_find_subjects_before_cues(doc)):
        _make_parenthetic(noun, clause)
    for name, title, verb in list(_find_names_set_apart(doc)):
        name.head, name.dep_ = verb, "nsubj"
        if title is not None:
            name.dep_ = title.dep_
            title.head, title.dep_ = name, "appos"
    for verb, saying in list(_find_withheld(doc)):
        link = next(child for child in verb.head.rights if child.dep_ == "cc")
        link.head = verb.head = saying
    for noun, name, verb in list(_find_titles_behind_quotations(doc)):
        _make_title(noun, name, verb)
    _reattach_contents(doc)
    for asked, verb in list(_find_asked(doc)):
        _make_asked(asked, verb)
    for source, verb, link in list(_find_quoting(doc)):
        _make_quoting(source, verb, link)


def _reattach_contents(doc: Doc) -> None:
    for that, content, verb in list(_find_contents_of_places(doc)):
        that.dep_, that.tag_, that.pos_ = "mark", "IN", "SCONJ"
        content.head, content.dep_ = verb, "ccomp"
    for hearer, content in list(_find_contents_of_hearers(doc)):
        _make_told(hearer, content)


def _find_denied_doings(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield the gerunds that tell what somebody denies doing, taken for a part of the noun behind, with that and the verb: "denied *misusing* public funds"."""
    for gerund in doc[1:]:
        noun, verb = gerund.head, gerund.nbor(-1)
        if gerund.tag_ != "VBG" or gerund.dep_ not in {"compound", "amod"} or noun.i < gerund.i:
            continue
        if verb.lemma_ in {"deny", "admit"} and noun.dep_ == "dobj" and noun.head == verb:
            yield gerund, noun, verb


def _find_subjects_before_cues(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the nouns before a cue between commas that were taken for a time of its verb, with the verb of which they are the subject: "*Moss*, she said, had left"."""
    for noun in doc[:-1]:
        verb = noun.head
        behind = noun.right_edge.i + 1
        if noun.dep_ != "npadvmod" or noun.pos_ not in _NOUNS or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        if not noun.left_edge.is_sent_start or verb.i < noun.i or doc[behind].text != ",":
            continue
        told = [child for child in verb.rights if child.dep_ == "ccomp"]
        own = any(child.dep_ in _SUBJECTS for child in verb.lefts)
        if own and len(told) == 1 and not any(c.dep_ in _SUBJECTS for c in told[0].lefts):
            yield noun, told[0]


def _find_names_set_apart(doc: Doc) -> Iterator[tuple[Token, Token | None, Token]]:
    """Yield names at the beginning that were taken for a time, with what somebody is between the commas behind, if that was taken for the subject, and the verb.

    "*Moss*, the party leader, said …"; "*Moss*, through his lawyer, said …".
    """
    for name in doc[:-1]:
        verb = name.head
        timed = name.ent_type_ in {"DATE", "TIME"}
        if name.dep_ != "npadvmod" or name.pos_ != "PROPN" or timed or verb.i < name.i:
            continue
        if not name.left_edge.is_sent_start or doc[name.right_edge.i + 1].text != ",":
            continue
        subjects = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
        title = subjects[0] if len(subjects) == 1 else None
        if not subjects and verb.tag_ in _FINITE:
            yield name, None, verb
        elif title is not None and title.tag_ == "NN" and _is_between_commas(title, verb):
            yield name, title, verb


def _is_between_commas(noun: Token, verb: Token) -> bool:
    """Whether commas stand around a noun phrase, the last of which may hang on it, and its verb right behind."""
    doc, edge = noun.doc, noun.right_edge
    behind = edge.i if edge.text == "," else edge.i + 1
    helpers = [child.i for child in verb.lefts if child.dep_ in {"aux", "auxpass", "advmod", "neg"}]
    opens = min([verb.i, *(place for place in helpers if place > noun.i)])
    return doc[noun.left_edge.i - 1].text == "," and doc[behind].text == "," and opens == behind + 1


def _make_parenthetic(noun: Token, clause: Token) -> None:
    """Make a cue between commas an aside of the clause whose subject stands before it."""
    saying = clause.head
    clause.head, clause.dep_ = (clause if saying.head == saying else saying.head), saying.dep_
    saying.head, saying.dep_ = clause, "parataxis"
    noun.head, noun.dep_ = clause, "nsubj"


def _find_titles_behind_quotations(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield what somebody is who is named behind a quotation, where it was taken for a verb, with the last word of the name and the verb behind."""
    for noun in doc[2:-1]:
        if (
            noun.tag_ not in {"VB", "VBP"}
            or noun.lemma_ in _SAYING
            or not _is_behind_quotation(noun)
        ):
            continue
        name = _find_name_behind(noun)
        if name is None:
            continue
        above = (noun.head, name.head)
        verb = next((word for word in above if word.i > name.i and word.pos_ == "VERB"), None)
        if verb is not None:
            yield noun, name, verb


def _is_behind_quotation(token: Token) -> bool:
    return token.nbor(-1).is_quote and token.nbor(-2).text in {",", "?", "!"}


def _find_name_behind(noun: Token) -> Token | None:
    """Return the last word of the name behind a noun, if it was taken for a subject or an object."""
    for word in noun.doc[noun.i + 1 : noun.i + _LONGEST_NAME]:
        if word.pos_ not in _NOUNS:
            return None
        if word.pos_ == "PROPN" and word.dep_ in {"nsubj", "dobj"}:
            return word
    return None


def _make_title(noun: Token, name: Token, verb: Token) -> None:
    if verb.head == noun:
        verb.head, verb.dep_ = (verb if noun.head == noun else noun.head), noun.dep_
    for child in [child for child in noun.children if child not in (name, verb)]:
        child.head = verb
    name.head, name.dep_ = verb, "nsubj"
    noun.tag_, noun.pos_, noun.lemma_ = "NN", "NOUN", noun.lower_
    noun.head, noun.dep_ = name, "compound"


def _find_withheld(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield verbs of what somebody keeps to himself that were joined to what he said, with the verb of saying before."""
    for verb in doc:
        if verb.dep_ != "conj" or verb.head.i > verb.i or not withholds(verb):
            continue
        if not any(child.dep_ == "cc" for child in verb.head.rights):
            continue
        said = verb.head
        while said.dep_ == "conj" and said.head.i < said.i:
            said = said.head
        saying = said.head
        if said.dep_ == "ccomp" and saying.i < said.i and saying.lemma_ in _SAYING:
            yield verb, saying


def withholds(verb: Token) -> bool:
    """Whether a verb without a subject of its own tells that something is not said: "did not say", "would not give details", "refused to comment"."""
    if any(child.dep_ in _SUBJECTS for child in verb.lefts):
        return False
    if verb.lemma_ in _REFUSING:
        return any(child.dep_ == "xcomp" and _is_of_speech(child) for child in verb.rights)
    denied = any(child.dep_ == "neg" for child in verb.lefts)
    helped = any(child.dep_ == "aux" and child.tag_ in _FINITE for child in verb.lefts)
    return denied and helped and _is_of_speech(verb)


def _is_of_speech(verb: Token) -> bool:
    if verb.lemma_ in _UTTERING:
        return True
    things = {child.lemma_.lower() for child in verb.rights if child.dep_ == "dobj"}
    return verb.lemma_ in _GIVING and not things.isdisjoint(_TOLD_OF)


def _find_contents_of_places(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Yield "that", the verb of what somebody is told, taken for a clause of where he is, and the verb of telling: "told reporters at the site *that* the search would *end*"."""
    for that in doc[2:]:
        clause = that.head
        noun = clause.head
        verb = noun.head.head
        if that.lower_ != "that" or that.dep_ != "dobj" or clause.dep_ != "relcl":
            continue
        if noun.dep_ != "pobj" or that.i != noun.i + 1 or verb.lemma_ not in _TELLING:
            continue
        told = any(child.dep_ in {"dobj", "dative"} and child.i < noun.i for child in verb.rights)
        said = any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children)
        quoted = any(token.is_quote for token in doc[verb.sent.start : that.i])
        own = any(child.dep_ in _SUBJECTS for child in clause.lefts)
        if told and own and not said and not quoted:
            yield that, clause, verb


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
    behind = (child for child in asked.rights if child.dep_ in {"conj", "ccomp"})
    return next((child for child in behind if child.nbor(-1).text == ","), None)


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

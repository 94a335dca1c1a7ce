"""What nobody has said yet: words of saying that are only required, allowed or still to be decided.

"A rule requiring drivers to report accidents" reports no accident, "wants him to say that he is sorry" no
sorrow, "time to determine whether it is safe" no finding. After Karttunen (2012): a complement's truth follows
from implicative verbs alone ("forced him to admit that …").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.cues import CueLexicon
    from graph_builder.extraction.sites import Content

_AHEAD = frozenset({"schedule", "slate", "set"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CONTROLLED = frozenset({"ccomp", "relcl", "xcomp"})
_IDENTIFYING = frozenset({"name", "identify", "quote", "draw", "photograph"})
_ASKING = frozenset({"ask", "press", "question"})


def is_unsaid(verb: Token, content: Content, cues: CueLexicon) -> bool:
    """Tell whether the grammar leaves open that the content of a verb of saying was expressed."""
    return (
        _is_wanted_of_another(verb, cues)
        or _is_ruled(verb, cues)
        or _is_open_question(verb, content)
        or _has_failed(verb, content)
        or _is_answered(verb, content, cues)
        or _is_denied(verb, cues)
        or _is_asked(verb)
        or _asks_for_no_name(verb, content)
        or _is_neither(verb)
        or _is_done_to(verb, content, cues)
        or _is_for_somebody(verb)
        or _is_link(verb)
        or _finds(verb, content, cues)
    )


def _finds(verb: Token, content: Content, cues: CueLexicon) -> bool:
    """Reads: found him dead; will find it hard to explain. That is come upon, and nothing thought or said."""
    if verb.lemma_ != "find" or content.head is None:
        return False
    words = (content.head, *content.head.lefts, *content.head.rights)
    states = (each for each in words if each.dep_ in {"ccomp", "oprd", "acomp", "ROOT"})
    return any(each.lower_ in cues.come_upon for each in states)


def _is_for_somebody(verb: Token) -> bool:
    """Reads: made it hard for her to criticize them."""
    marked = any(child.dep_ == "mark" and child.lower_ == "for" for child in verb.lefts)
    return marked and _is_infinitive(verb)


def _is_link(verb: Token) -> bool:
    """Reads: it was a surprise considering that she had ordered it, where a participle only joins clauses."""
    helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts)
    linked = verb.lemma_ == "consider" and verb.tag_ == "VBG" and not helped
    return linked and verb.dep_ in {"prep", "advcl", "xcomp", "acl"}


def _is_done_to(verb: Token, content: Content, cues: CueLexicon) -> bool:
    """Reads: had been warned and urged to leave; travellers advised not to go. Without whom, such a verb tells what is said to its subject."""
    clause = content.head
    if content.rule != "infinitive" or clause is None or verb.tag_ not in {"VBD", "VBN"}:
        return False
    if verb.lemma_.lower() not in cues.directing or verb.dep_ == "relcl":
        return False
    if any(child.dep_ == "aux" for child in verb.lefts):
        return False  # "has urged to …"
    told = any(child.dep_ in {"dobj", "dative"} for child in verb.children)
    return not told and not any(child.dep_ in _SUBJECTS for child in clause.lefts)


def _is_neither(verb: Token) -> bool:
    """Reads: would neither confirm nor deny the story."""
    first = verb.head if verb.dep_ == "conj" else verb
    joined = any(child.lower_ == "nor" for child in first.rights)
    return joined and first.lemma_ in {"confirm", "deny"}


def _is_asked(verb: Token) -> bool:
    """Reads: did not respond when asked how many had left, which others ask."""
    if verb.lemma_ not in _ASKING or verb.dep_ != "advcl":
        return False
    opened = any(child.lower_ in {"when", "if", "once", "after"} for child in verb.lefts)
    return opened and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.lefts)


def _asks_for_no_name(verb: Token, content: Content) -> bool:
    """Reads: who asked not to be named; who requested anonymity; who declined to be identified. That is how he speaks, and nothing he says."""
    head = content.head
    if content.use.act not in {"Request", "NonStatement"} or head is None:
        return False
    denied = any(child.dep_ == "neg" for child in head.lefts)
    passive = any(child.dep_ == "auxpass" for child in head.lefts)
    kept = denied if content.use.act == "Request" else passive
    return (kept and head.lemma_ in _IDENTIFYING) or "anonymity" in {
        head.lower_,
        verb.nbor().lower_,
    }


def _is_denied(verb: Token, cues: CueLexicon) -> bool:
    """Reads: denied saying that it was safe; denied having said it."""
    uses = cues.verbs.get(verb.head.lemma_.lower(), ())
    having = any(child.dep_ == "aux" and child.tag_ == "VBG" for child in verb.lefts)
    return (
        (verb.tag_ == "VBG" or having)
        and verb.dep_ in {"xcomp", "ccomp", "pcomp"}
        and any(use.denies for use in uses)
    )


def _is_answered(verb: Token, content: Content, cues: CueLexicon) -> bool:
    """Reads: responded to the flood, which says nothing of words. Not: did not respond to a request for comment."""
    if content.use.act != "NonStatement" or verb.lemma_.lower() not in cues.answering:
        return False
    denied = any(child.dep_ == "neg" for child in verb.lefts)
    asked = content.head is not None and content.head.lemma_.lower() in cues.answered
    return not (denied and asked)


def _has_failed(verb: Token, content: Content) -> bool:
    """Reads: they could not agree on a budget, which nobody said."""
    if content.use.act != "Commitment":
        return False
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "neg"}}
    return bool(helpers & {"not", "n't", "n’t", "never"}) and bool(helpers & {"could", "can", "ca"})


def _is_wanted_of_another(verb: Token, cues: CueLexicon) -> bool:
    """Reads: requires drivers to report; wants him to say; asked the firms to disclose."""
    if not _is_infinitive(verb):
        return False
    if verb.dep_ == "xcomp" and verb.head.tag_ == "VBN" and verb.head.lemma_ in _AHEAD:
        return True  # "the council is scheduled to discuss the bridge"
    if verb.dep_ == "advcl" and verb.head.lemma_.lower() in cues.demanding:
        return True
    if verb.dep_ not in _CONTROLLED:
        return False
    if any(child.dep_ in _SUBJECTS for child in verb.children):
        return verb.head.lemma_.lower() not in cues.implicative
    above = verb.head
    controlled = any(
        child.dep_ in {"dobj", "dative"} and child.i < verb.i for child in above.children
    )
    return controlled and above.pos_ == "VERB" and above.lemma_.lower() not in cues.implicative


def _is_ruled(verb: Token, cues: CueLexicon) -> bool:
    """Reads: mandates reporting thefts; bans them from criticizing the king."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"xcomp", "pcomp"}:
        return False
    governing = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return governing.lemma_.lower() in cues.demanding


def _is_open_question(verb: Token, content: Content) -> bool:
    """Reads: to determine whether, or if; deciding what; will rule how."""
    if content.use.act != "Announcement" or verb.tag_ not in {"VB", "VBG"} or content.head is None:
        return False
    if any(child.lower_ in {"do", "did", "does"} for child in verb.children):
        return False
    first = content.head.left_edge
    return first.lower_ in {"whether", "if"} or first.tag_ in {"WRB", "WP", "WDT"}


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)

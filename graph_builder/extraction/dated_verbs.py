"""Verbs that tell an event only by the date beside them: any verb of change, and none of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.cue_words import list_acts
from graph_builder.extraction.event_verbs import choose_trigger, is_fact, is_part_of_event
from graph_builder.extraction.event_words import (
    Sign,
    find_named,
    get_words,
)
from graph_builder.extraction.indicators import get_indicators
from graph_builder.extraction.labels import get_said_end
from graph_builder.extraction.modality import read_polarity
from graph_builder.extraction.predicates import (
    get_children,
    get_object,
    get_subject,
    is_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Words


_UNSAID = frozenset({"them", "him", "her"})
_MAIN = frozenset({"ROOT", "conj", "ccomp"})


def read_dated(verb: Token, words: Words, context: Context) -> Sign | None:
    """Read a verb that has a date beside it and tells a change rather than a state or speech."""
    if _is_of_kind(verb, words) or _tells_no_change(verb, words) or _is_speech(verb, context):
        return None
    denied = read_polarity(verb, context.lexicon) == "Negated"
    if denied or not is_fact(verb, words, context) or get_children(verb, "ccomp"):
        return None
    subject = get_subject(verb)
    if subject is None or (subject.pos_ == "PRON" and context.cast.find_token(subject) is None):
        return None
    changes = _tells_change(verb, subject, context) and not _tells_figure(verb, subject, context)
    if not changes or is_part_of_event(verb, words):
        return None
    target = get_object(verb)
    named = target is not None and target.pos_ == "NOUN" and words.nouns.match_nouns(target)
    if named or (subject.pos_ == "NOUN" and find_named(subject, words) is not None):
        return None
    return Sign(verb, None)


def _tells_change(verb: Token, subject: Token, context: Context) -> bool:
    """Whether a clause says what changed: a verb with an object, a place or a predicate, passive, or of somebody named.

    A verb that only adds to a noun ("the statement issued on Monday") is an aside.
    """
    if verb.dep_ in {"relcl", "acl"} and get_object(verb) in {None, verb.head}:
        return False
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return False
    target = get_object(verb)
    if target is not None and target.lower_ in _UNSAID and not is_passive(verb):
        return False  # "released them"
    if is_passive(verb) or target is not None or get_said_end(verb) > verb.i:
        return True
    if verb.lemma_.lower() in get_words(context.lexicon).vague:
        return False
    entity = context.cast.find_token(subject)
    return verb.dep_ in _MAIN and subject.pos_ != "PRON" and entity is not None and entity.named


def _tells_figure(verb: Token, subject: Token, context: Context) -> bool:
    """Whether a clause only says what a figure came to or was corrected to: "*inflation slowed to 12 percent* in May", "officials *revised the toll*"."""
    known, target = get_indicators(context.lexicon), get_object(verb)
    if target is not None and verb.lemma_.lower() in context.lexicon.words("RevisingVerb", "verb"):
        return target.lemma_.lower() in known.tallies | {"toll", "estimate"}
    naming = known.find_noun(subject, verb)
    if naming is None or naming.has("People"):
        return False
    links = get_children(verb, "prep", "dobj", "npadvmod", "advmod", "attr")
    return any(
        word.like_num and word.ent_type_ not in {"DATE", "TIME"}
        for link in links
        for word in link.subtree
    )


def _tells_no_change(verb: Token, words: Words) -> bool:
    """Whether a verb tells a state or speech, and does not say that its subject took place: "was held", "was staged"."""
    takes_place = verb.lemma_.lower() in words.staging and is_passive(verb)
    return words.stative.match_verb(verb) is not None and not takes_place


def _is_of_kind(verb: Token, words: Words) -> bool:
    """Whether a verb is one of the lexicon's; one of attackers is not where a car hits a rail."""
    trigger = words.verbs.match_verb(verb)
    if trigger is None:
        return False
    attacks = trigger.entry.value("class") == "ViolentIncident"
    limited = trigger.role == "weaponVerb" or trigger.entry.values("subjectNoun")
    return not (attacks and limited) or bool(choose_trigger(verb, words))


def _is_speech(verb: Token, context: Context) -> bool:
    """Whether a claim has the verb for its cue, which tells all that happened; what is announced happens beside."""
    return any(act != "Announcement" for act in list_acts(verb, context))

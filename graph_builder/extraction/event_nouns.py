"""Events by their nouns: "the attack", "clashes in Lagos on Friday", no things of a kind ("attacks are common")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.attacks import may_be_either, read_means
from graph_builder.extraction.datings import find_point
from graph_builder.extraction.event_words import Sign, find_named, is_by_people, is_person, is_real
from graph_builder.extraction.modality import read_modality, read_polarity
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_counting,
    get_governing_verb,
    is_future,
    is_infinitive,
    is_past,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.event_words import Words
    from graph_builder.lexicon import Entry

_UNREAL = frozenset({"Possible", "Conditional"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "his", "her", "their", "all", "both"}
)
_WARNINGS = frozenset({"warning", "warnings", "watch", "alert"})
_NO_EVENT = frozenset({"compound", "amod", "nmod"})
_WIDE = "election"
_ELECTIONS = frozenset({"Election", "RunoffElection"})
_TARGETS = frozenset({"of", "on", "against"})
_WHEN = frozenset({"in", "during", "after", "before", "at", "following"})
_COUNTED = frozenset({"vote", "poll"})
_ELECTING = frozenset({"election", "referendum", "runoff", "run-off", "ballot", "poll", "voter", "candidate"})  # fmt: skip
_CONTESTING = frozenset({"vote", "voting", "contest", "race", "polling", "primary", "presidential", "legislative"})  # fmt: skip
_PLAYED = frozenset({"cup", "tournament", "match", "league", "championship", "coach", "player", "game", "open", "wimbledon", "talk", "negotiation"})  # fmt: skip
_MOST = frozenset({"JJS", "RBS"})
_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "latest", "last"})  # fmt: skip
_CLUES = frozenset({"information", "tip", "clue", "evidence", "lead", "anything"})
_NAMED = frozenset({"PERSON", "ORG", "DATE", "TIME", "GPE"})


def find_whole(noun: Token, entry: Entry, words: Words) -> Token | None:
    """Return the noun of the same kind before which a noun stands ("presidential runoff *election*"), none before another."""
    while noun.dep_ in _NO_EVENT and noun.head.i == noun.i + 1:
        match = words.nouns.match_nouns(noun.head)
        if match is None:
            return None
        family = match[0].entry.value("family")
        # A "runoff election" is a runoff, a "protest vote" no protest.
        of_votes = family == _WIDE and entry.value("class") in _ELECTIONS
        if family != entry.value("family") and not of_votes:
            return None
        noun = noun.head
    return noun


def read_noun(
    noun: Token, entry: Entry, words: Words, context: Context, *, placed: bool
) -> Sign | None:
    """Return the event that a noun names, or None where it names a kind of thing, a fear, a mere possibility.

    Args:
        noun: The noun of the lexicon.
        entry: Its event type.
        words: The lexicon's words of events.
        context: The article.
        placed: Whether the noun needs a date, or a verb that says it happened, to name an event.
    """
    determiners = {
        child.lower_ for child in noun.children if child.dep_ in {"det", "poss", "predet"}
    }
    if not _can_name(noun, entry, words, determiners, context):
        return None
    # "The foundation gave money" tells of no founding.
    body = placed and entry.value("needsOf") and not get_complements(noun, "of")
    if body or not is_real(noun, context) or _is_of_things(noun, entry, context):
        return None
    if may_be_either(noun, context) and read_means(noun, context) != "force":
        return None
    if (
        noun.dep_ not in {"nsubj", "nsubjpass"}
        and read_polarity(noun, context.lexicon) == "Negated"
    ):
        return None
    definite = bool(determiners & _DEFINITE) or any(child.dep_ == "poss" for child in noun.children)
    specific = definite or bool(determiners) or bool(get_children(noun, "nummod"))
    if not _is_one(noun, words, context, definite=definite, specific=specific, placed=placed):
        return None
    indefinite = bool(determiners & {"a", "an", "another"})
    introduced = _is_introduced(noun, violent=entry.value("class") == "ViolentIncident")
    return Sign(noun, entry, definite=definite and not introduced, indefinite=indefinite)


def _is_of_things(noun: Token, entry: Entry, context: Context) -> bool:
    """Whether what befalls people alone is told of things: "the retirement of the trams"."""
    if entry.value("actorLink") != "of" or not entry.value("ofPeople"):
        return False
    behind = [item for item in get_complements(noun, "of") if item.tag_ in {"NN", "NNS"}]
    return bool(behind) and not any(is_person(item, context) for item in behind)


def _is_introduced(noun: Token, *, violent: bool) -> bool:
    """Whether a noun is definite by what stands behind it, and takes up nothing: "the murder of four boys", "the attack on a school"."""
    return any(
        thing.dep_ == "pobj" and _is_new(thing, preposition, violent=violent)
        for preposition in get_children(noun, "prep")
        if preposition.lower_ in _TARGETS
        for thing in preposition.children
        if thing.tag_ != "NNP"
    )


def _is_new(thing: Token, preposition: Token, *, violent: bool) -> bool:
    """Whether what a noun is of, or what was attacked, is told for the first time."""
    words = {child.lower_ for child in thing.children if child.dep_ in {"det", "poss"}}
    if violent and (words & {"a", "an"} or (not words and thing.tag_ == "NNS")):
        return True
    return not words and preposition.lower_ == "of"


def _can_name(
    noun: Token, entry: Entry, words: Words, determiners: set[str], context: Context
) -> bool:
    named = noun.ent_type_ in _NAMED and not _opens_sentence(noun)
    if noun.pos_ not in NOMINAL or noun.dep_ in _NO_EVENT or named:
        return False
    if _is_misread_plural(noun, entry):
        return False
    unlike = _is_figure(noun, words) or _is_compared(noun) or _is_sought(noun)
    unlike = (
        unlike
        or _is_by_agents(noun, words)
        or _is_ranked(noun)
        or _is_ahead(noun, entry, words)
        or _is_summed_up(noun)
        or _is_round_of_another(noun, entry, words, context)
    )
    judges = entry.value("class") == "CourtRuling" and noun.dep_ == "dobj"
    unlike = unlike or (judges and is_by_people(noun.head, words, context))
    if unlike or _is_warned_of(noun) or is_manner(noun, words):
        return False
    if determiners & {"any", "every", "no", "each", "such"} or noun.dep_ == "oprd":
        return False  # "called the process a coup"
    # "by 112 votes", "3 percent in two polls"
    counted = noun.lemma_.lower() in _COUNTED and bool(get_children(noun, "nummod"))
    wide = entry.value("family") == _WIDE
    if wide and (
        counted
        or _is_of_some_kind(noun, context)
        or _is_vote_on(noun)
        or _is_of_house(noun, context)
        or _is_after_event(noun, words)
    ):
        return False
    return not _stands_in_frame(noun, words)


def _opens_sentence(noun: Token) -> bool:
    """Tell whether a plural was taken for a name only since a sentence begins with it: "*Wildfires* in Spain"."""
    alone = noun.i + 1 >= len(noun.doc) or noun.nbor().ent_iob_ != "I"
    return (
        bool(noun.is_sent_start)
        and noun.ent_type_ == "PERSON"
        and alone
        and noun.lower_.endswith("s")
    )


def _is_misread_plural(noun: Token, entry: Entry) -> bool:
    """Whether a plural is no event of its kind, or a verb: "until the full House *votes* to open it"."""
    if noun.tag_ not in {"NNS", "NNPS"}:
        return False
    votes = entry.value("family") == "vote" and bool(get_children(noun, "compound"))
    return votes or noun.lemma_.lower() in entry.values("singularNoun")


def _is_after_event(noun: Token, words: Words) -> bool:
    """Whether votes or polls are named after what is no election: "the first post-*debate* polls", "a *protest* vote"."""
    named_after = get_children(noun, "compound", "nmod", "amod")
    before = (child for child in named_after if child.ent_type_ != "DATE")
    matches = map(words.nouns.match_nouns, before)
    classes = (match[0].entry.value("class") for match in matches if match is not None)
    return any(each not in _ELECTIONS for each in classes)


def _is_of_some_kind(noun: Token, context: Context) -> bool:
    """Whether "an election" is any one: behind a preposition in a sentence that tells what is so ("elected in an election every two years")."""
    if noun.dep_ != "pobj" or not any(child.lower_ in {"a", "an"} for child in noun.lefts):
        return False
    verb = get_governing_verb(noun)
    kind = verb is not None and not (is_past(verb) or is_future(verb))
    return kind and find_point(noun, context) is None  # "they vote *on Sunday* in an election"


def _is_vote_on(noun: Token) -> bool:
    """Whether a vote is one on something, and elects nobody: "the vote *on the bill*"."""
    link = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if noun.lemma_.lower() != "vote" or link.lower_ != "on":
        return False
    return all(item.ent_type_ not in {"DATE", "TIME"} for item in get_children(link, "pobj"))


def _is_of_house(noun: Token, context: Context) -> bool:
    """Whether a bare vote takes up that members voted on a measure, in an article on no election: "called *the vote* a setback"."""
    if noun.lemma_.lower() != "vote" or get_children(noun, "compound", "amod", "nmod", "poss"):
        return False
    voted, elects = context.once(_list_house_votes)
    return not elects and any(place < context.parsed.offset(noun) for place in voted)


def _list_house_votes(context: Context) -> tuple[list[int], bool]:
    """Return where the article tells that members voted on a measure, and whether it speaks of elections."""
    deciders = (decision.stance.decider for decision in context.decisions)
    voted = [context.parsed.offset(verb) for verb in deciders if verb.lemma_ == "vote"]
    words = (token.lemma_.lower() for sentence in context.parsed.sentences() for token in sentence)
    return voted, bool(voted) and not _ELECTING.isdisjoint(words)


def _is_figure(noun: Token, words: Words) -> bool:
    """Whether a noun is a figure of speech by the word before it or after "of": "price war", "storm of criticism"."""
    name = noun.lemma_.lower()
    before = (child.lemma_.lower() for child in get_children(noun, "compound", "amod", "nmod"))
    behind = (item.lemma_.lower() for item in get_complements(noun, "of"))
    if any((name, "first", word) in words.figures for word in before) or any(
        (name, "of", word) in words.figures for word in behind
    ):
        return True
    told = noun.dep_ in {"nsubj", "nsubjpass"}  # "a landslide buried a village"
    return (
        not told and name in words.sweeping and any(_is_of_votes(word, words) for word in noun.sent)
    )


def _is_of_votes(word: Token, words: Words) -> bool:
    """Whether a word tells of an election or who won: "won the *vote*, a landslide"."""
    if word.lemma_ == "win":
        return True
    named = find_named(word, words) if word.pos_ == "NOUN" else None
    return named is not None and named.value("class") in _ELECTIONS


def _is_compared(noun: Token) -> bool:
    """Whether it is only said of what most is known so far: "the lowest turnout *in a national election* since 1983"."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in {"in", "of", "for"}:
        return False
    if not any(child.lower_ in {"a", "an"} for child in noun.lefts):
        return False
    above = link.head
    return above.tag_ in _MOST or any(child.tag_ in _MOST for child in above.children)


def _is_by_agents(noun: Token, words: Words) -> bool:
    """Whether the police did something in raids, and attacked nobody: "*police* arrested nine people *in raids*"."""
    verb = get_governing_verb(noun) if noun.lemma_ == "raid" and noun.dep_ == "pobj" else None
    doer = get_actor(verb) if verb is not None else None
    return doer is not None and doer.lemma_.lower() in words.agents


def _is_ranked(noun: Token) -> bool:
    """Whether it is only said which of several "it" was: "it was *the second crash* this year", "… *the deadliest attack* since 2013"."""
    verb = noun.head
    if noun.dep_ != "attr" or verb.lemma_ != "be":
        return False
    told = any(child.lower_ in {"it", "this", "that"} for child in get_children(verb, "nsubj"))
    words = get_children(noun, "amod", "nummod")
    ranked = any(word.tag_ in _MOST or word.lower_ in _RANKS for word in words)
    return told and ranked


def _is_sought(noun: Token) -> bool:
    """Whether somebody only wants to know what may bring it about: "information *leading to the arrest* of those responsible"."""
    link = noun.head
    gerund = link.head
    leads = noun.dep_ == "pobj" and link.lower_ == "to" and gerund.lower_ == "leading"
    return leads and gerund.dep_ == "acl" and gerund.head.lemma_.lower() in _CLUES


def _is_ahead(noun: Token, entry: Entry, words: Words) -> bool:
    """Whether somebody only gets ready for it: "qualified *for the World Cup* on Sunday"."""
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    behind = behind and entry.value("class") not in _ELECTIONS
    return behind and noun.head.head.lemma_.lower() in words.preparing


def _is_summed_up(noun: Token) -> bool:
    """Whether the perfect sums up several: "*has held seven elections* in four years", "had not lost *in 12 games*"."""
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "in"
    verb = noun.head.head if behind else noun.head
    taken = behind or noun.dep_ == "dobj"
    several = noun.tag_ == "NNS" and taken and get_children(noun, "nummod")
    helpers = get_children(verb, "aux") if several else []
    perfect = {"has", "have", "'ve", *(("had",) if behind else ())}
    return any(helper.lower_ in perfect for helper in helpers)


def _is_round_of_another(noun: Token, entry: Entry, words: Words, context: Context) -> bool:
    """Whether a round is one of talks or of a cup, or of an article on these: "the first round *of the German Cup*"."""
    if noun.lemma_.lower() != "round" or entry.value("class") not in _ELECTIONS:
        return False
    behind = get_complements(noun, "of", "in")
    things = [item for item in behind if item.ent_type_ not in {"DATE", "TIME", "GPE"}]
    if things:
        return not any(_is_of_votes(item, words) or _is_electing(item) for item in things)
    return context.once(_speaks_of_games)


def _is_electing(word: Token) -> bool:
    return word.lemma_.lower() in _ELECTING | _CONTESTING


def _speaks_of_games(context: Context) -> bool:
    """Whether an article speaks of games or talks, and not of elections."""
    words = {word.lemma_.lower() for each in context.parsed.sentences() for word in each}
    return bool(words & _PLAYED) and words.isdisjoint(_ELECTING | _CONTESTING)


def _is_warned_of(noun: Token) -> bool:
    """Whether the next word is what is issued of a storm that the parse takes for one: "a storm warning"."""
    return noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ in _WARNINGS


def _is_one(
    noun: Token, words: Words, context: Context, *, definite: bool, specific: bool, placed: bool
) -> bool:
    """Whether the noun stands for one event: dated, placed, told to have happened, or definite."""
    dated = find_point(noun, context) is not None
    happens = _is_told(noun, words)
    if not dated and (
        _is_hypothetical(noun, context) or _is_customary(noun, words) or _is_defined(noun)
    ):
        return False
    if placed:
        return dated or (happens and (specific or bool(context.cast.places_of(noun))))
    if dated or happens:
        return True
    if context.cast.places_of(noun) and (specific or not _is_general(noun)):
        return True
    if specific and noun.tag_ in {"NN", "NNP"}:
        return True
    return definite and not _is_of_mass(noun)


def _is_customary(noun: Token, words: Words) -> bool:
    """Whether a clause in the present tells where or how such a thing is held: "the trial *is conducted* in the Senate"."""
    verb = noun.head
    if noun.dep_ != "nsubjpass" or words.holding.match_verb(verb) is None:
        return False
    helpers = get_children(verb, "aux", "auxpass")
    return all(helper.lower_ in {"is", "are"} for helper in helpers)


def _is_defined(noun: Token) -> bool:
    """Whether a clause says what such a thing is or takes, or that something is or becomes one.

    "*A derecho* is a kind of storm", "it became *a storm*", "for *a trial* to be fair".
    """
    if not any(child.lower_ in {"a", "an"} for child in noun.lefts):
        return False
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        return verb.dep_ == "prep" and verb.head.pos_ in VERBAL  # "counts it as a mass shooting"
    if noun.dep_ == "pobj" and verb.lower_ == "for":
        # "For a trial to be fair, the jury must …"
        return any(map(is_infinitive, get_children(noun, "acl")))
    if noun.dep_ == "attr":
        return verb.lemma_ == "become"
    return noun.dep_ == "nsubj" and verb.tag_ == "VBZ" and bool(get_children(verb, "attr"))


def _is_general(noun: Token) -> bool:
    """Whether a bare plural stands for all of its kind, in a sentence that tells what is so: "a fault contributes to earthquakes"."""
    verb = get_governing_verb(noun)
    if verb is None or noun.tag_ not in {"NNS", "NNPS"} or noun.dep_ in {"nsubj", "nsubjpass"}:
        return False
    helpers = get_children(verb, "aux")
    return not helpers and verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in {"be", "continue"}


def _is_hypothetical(noun: Token, context: Context) -> bool:
    """Whether the verb to which the noun belongs is only possible, or only wished for."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.dep_ == "prep":
        verb = verb.head
    elif noun.dep_ not in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return False
    if verb.pos_ not in VERBAL:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ == "for":
        # "asked for her resignation", "petitioned for a ruling"
        wanted = read_modality(noun, context.lexicon) == "Intended"
        return wanted or verb.lemma_.lower() in context.lexicon.words("RequestVerb", "verb")
    if verb.lemma_ == "face" and noun.dep_ == "dobj" and not is_past(verb):
        return True  # "faces a life sentence"
    modality = read_modality(verb, context.lexicon)
    return modality in _UNREAL or (
        modality == "Intended" and not is_future(verb) and noun.dep_ != "pobj"
    )


def _is_of_mass(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in {"against", "for", "like", "such", "as"}


def _stands_in_frame(noun: Token, words: Words) -> bool:
    """Whether the noun only says of what kind another thing is: "risk of attack", "bomb threat"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        above = head.head
        return above.pos_ in {"NOUN", "ADJ"} and above.lemma_.lower() in words.frames
    return noun.dep_ == "poss" and head.lemma_.lower() in words.frames


def is_manner(noun: Token, words: Words) -> bool:
    """Whether a bare noun behind "in" says only how something is done: "resigned *in protest*"; but "killed *in combat*"."""
    match = words.nouns.match_nouns(noun)
    if match is None or match[0].entry.value("class") == "ViolentIncident":
        return False
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or noun.tag_ != "NN":
        return False
    return not any(child.i < noun.i for child in noun.children)


def _is_told(noun: Token, words: Words) -> bool:
    """Whether a verb says of the noun that it happens, or that somebody does it."""
    while noun.dep_ == "conj" and noun.head.pos_ in NOMINAL:
        noun = noun.head
    noun = get_counting(noun)
    verb = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass"} and verb.pos_ in VERBAL:
        return words.happening.match_verb(verb) is not None and (is_past(verb) or is_future(verb))
    link = verb.dep_ == "prep" and verb.lower_ == "following"
    if noun.dep_ == "dobj" and verb.pos_ in VERBAL and not link:
        return words.holding.match_verb(verb) is not None and (is_past(verb) or is_future(verb))
    if link or (noun.dep_ == "pobj" and verb.lower_ in _WHEN):
        above = verb.head
        return above.pos_ in VERBAL and is_past(above)
    return (
        noun.dep_ == "attr"
        and any(child.dep_ == "expl" for child in verb.children)
        and is_past(verb)
    )

"""Measures by their nouns: "announced an amnesty", "a curfew is in force", "U.S. sanctions"."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from graph_builder.extraction.authorities import (
    find_authority,
    find_maker,
    find_possessor,
    find_speaker,
    is_authority,
    is_court,
    is_speaker,
)
from graph_builder.extraction.decision_words import Decision, get_words, is_idle
from graph_builder.extraction.measure_nouns import (
    can_name,
    find_repeated,
    is_anaphor,
    is_pointed_at,
)
from graph_builder.extraction.modality import read_polarity
from graph_builder.extraction.predicates import (
    NOMINAL,
    VERBAL,
    get_actor,
    get_children,
    get_complements,
    get_conjuncts,
    get_counting,
    get_object,
    get_phrase_bounds,
    get_subject,
    is_future,
    is_passive,
    is_past,
)
from graph_builder.extraction.statuses import (
    Stance,
    find_request,
    get_status_words,
    is_act,
    is_lived_under,
    is_receiving,
    read_answer,
    read_intention,
    read_own_clause,
    read_phrase_status,
    read_verb_status,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.extraction.context import Context
    from graph_builder.extraction.decision_words import Words
    from graph_builder.lexicon import Entry
    from graph_builder.model import Status

_NAMED_SO = frozenset({"oprd", "npadvmod", "attr"})
_NAMING = frozenset({"declare", "proclaim", "designate"})  # "declared Friday a day of mourning"
_LEGAL = frozenset({"Law", "Regulation"})
_BEFALLING = frozenset({"InForce", "Ended"})
_ENDING = frozenset({"Ended", "Extended"})
_SETTLED = frozenset({"Approved", "Rejected", "StruckDown", "Cleared"})
_COUNTED = frozenset({"Ended", "Approved", "Rejected", "StruckDown"})
_AGAINST = frozenset({"Proposed", "Ended", "Rejected", "StruckDown", "Extended"})
_AGAINST_IT = frozenset({"Ended", "StruckDown"})
_GRANTED = frozenset({"Approved", "Cleared"})
_GIVING = frozenset({"give", "grant"})
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "these"})


def read_noun(noun: Token, entry: Entry, context: Context, *, weak: bool) -> Decision | None:
    """Return the decision that a measure's noun tells, or None.

    Args:
        noun: The noun of the lexicon.
        entry: Its measure type.
        context: The article.
        weak: Whether the noun names a measure only as what an authority decides upon.
    """
    determiners = {child.lower_ for child in noun.children if child.dep_ in {"det", "poss"}}
    made = noun.dep_ == "dobj" and noun.head.lemma_ in entry.values("unlessMade")
    if made or not can_name(noun, determiners, context):
        return None
    words = get_words(context.lexicon)
    if _is_given(noun):
        return _read_approval(noun, context)
    again = find_repeated(noun, determiners, context)
    if again is not None:
        return _read_again(noun, again, context)
    if entry.values("unlessMade") and any(child.lower_ == "new" for child in noun.lefts):
        entry = words.any_type
    anaphor = is_anaphor(noun, words, determiners, context) or is_pointed_at(
        noun, entry, determiners
    )
    if anaphor and weak and entry.value("ownKind") != "true":
        entry = words.any_type
    stance = _read_stance(noun, context)
    if stance is None:
        return _read_act(noun, context) if weak else _read_possessed(noun, entry, context)
    by = _find_decider(noun, stance, context) or _find_partner(noun, entry, context)
    if not _is_decided(noun, stance, by, context, weak=weak):
        told = _read_modifying(noun, context)  # "the law, *passed by the senate*, will take effect"
        by = _find_decider(noun, told, context) if told is not None else None
        if told is None or by is None or not _is_decided(noun, told, by, context, weak=weak):
            return _read_effect(noun, entry, stance, anaphor=anaphor, context=context)
        stance = told
    content = _find_done(noun, stance, context, weak=weak)
    ending = content is not None and read_verb_status(content, context) in _ENDING
    return Decision(noun, entry, stance, by, content or noun, anaphor=anaphor, ending=ending)


def _is_announced(stance: Stance) -> bool:
    return stance.status == "Announced" and not stance.intended


def _ends_measure(noun: Token, words: Words) -> bool:
    """Whether a noun is the act of ending or extending what has a measure's own noun."""
    act = words.acts.match_nouns(noun)
    if act is None or act[0].entry.value("status") not in _ENDING:
        return False
    return any(words.nouns.match_nouns(thing) for thing in get_complements(noun, "of"))


def _read_effect(
    noun: Token, entry: Entry, stance: Stance, *, anaphor: bool, context: Context
) -> Decision | None:
    """Read "The law took effect on Monday", "the plan expired": what became of a measure told before.

    "A law on gangs took effect" tells a new one, since only an authority's law does so. "The law, *passed in May*, was …" tells a
    step of an old one.
    """
    verb, general = stance.decider, get_words(context.lexicon).any_type
    own = verb.dep_ == "relcl" and verb.head == noun and get_object(verb) != noun
    befell = own or (noun.dep_ == "nsubj" and verb == noun.head)
    befell = befell and stance.status in _BEFALLING
    aside = verb.dep_ == "acl" and verb.head == noun and is_passive(verb)
    told = is_past(verb) or verb.tag_ in {"VBZ", "VBP"}
    if not told or stance.intended or is_idle(stance, None, context):
        return None
    if anaphor and (befell or aside):
        return Decision(noun, general, stance, None, noun, anaphor=True, refers=True)
    is_text = noun.lemma_.lower() in get_words(context.lexicon).texts
    is_text = is_text and not any(is_court(child, context) for child in noun.lefts)
    if befell and is_text and entry.name in _LEGAL and _is_of_laws(verb, context):
        return Decision(noun, entry, stance, None, noun)
    return None


def _is_of_laws(verb: Token, context: Context) -> bool:
    """Whether what is said befalls nothing but laws and the like: "took effect", "is in force"; anything may "begin"."""
    trigger = get_status_words(context.lexicon).intransitive.match_verb(verb)
    return trigger is None or len(trigger.words) > 1


def _is_given(noun: Token) -> bool:
    """Whether a noun is an approval that somebody gives: "gave *approval*"."""
    approval = noun.lemma_.lower() in {"approval", "assent", "consent"}
    return approval and noun.dep_ == "dobj" and noun.head.lemma_ in _GIVING


def _read_approval(noun: Token, context: Context) -> Decision | None:
    """Read "gave its final approval": what is approved is what was told before."""
    words, verb = get_words(context.lexicon), noun.head
    act = words.acts.match_nouns(noun)
    if act is None or get_complements(noun, "of", "for", "to") or get_complements(verb, "to"):
        return None  # "gave final approval *to a law*", which tells it
    by = find_authority(get_actor(verb), context)
    stance = Stance(cast("Status", act[0].entry.value("status")), verb)
    if by is None or not is_past(verb) or is_idle(stance, by, context):
        return None
    return Decision(noun, words.any_type, stance, by, noun, anaphor=True, refers=True)


def _read_again(noun: Token, status: Status, context: Context) -> Decision | None:
    """Read who announced or ordered a step that was told before, and when."""
    stance = _read_governing(noun, context)
    if stance is None or stance.intended or stance.status in _AGAINST or stance.pending:
        return None
    by = _find_decider(noun, stance, context)
    if by is None or is_idle(stance, by, context):
        return None
    again, general = Stance(status, stance.decider), get_words(context.lexicon).any_type
    return Decision(noun, general, again, by, noun, anaphor=True, refers=True, again=True)


def _find_done(noun: Token, stance: Stance, context: Context, *, weak: bool) -> Token | None:
    """Return the verb that says what is done or to be done with what a noun names, which without it would tell the reverse.

    "That *the schools* be closed", "will *lift* its ban", "*lowered* the voting age"; but "lifted the ban", of which the status
    tells as much.
    """
    words = get_words(context.lexicon)
    noun = get_counting(noun)  # "*all of* the schools would be closed"
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ not in VERBAL:
        return None
    if verb.dep_ in {"relcl", "acl"} and stance.decider == verb.head.head:
        return None  # "overturned a ruling *that lifted the ban*", which thereby stays
    changing = words.changing.match_verb(verb)
    meant = stance.intended or stance.decider != verb
    status = read_verb_status(verb, context)
    over = status in _ENDING
    if changing or (meant and over and not stance.pending):
        return verb
    if not weak or noun.dep_ != "nsubjpass" or over or status in _SETTLED:
        return None
    return verb if words.verbs.match_verb(verb) or words.policy.match_verb(verb) else None


def _is_decided(
    noun: Token, stance: Stance, by: Token | None, context: Context, *, weak: bool
) -> bool:
    """Whether an authority decides, or a clause shows that one did."""
    if is_idle(stance, by, context) or (weak and is_receiving(stance.decider, context)):
        return False
    if stance.status == "StruckDown" and not _is_ruled(stance.decider, by, context):
        return False
    if _is_announced(stance) and _ends_measure(noun, get_words(context.lexicon)):
        return False  # "announced *the lifting* of the curfew" tells what became of that
    if stance.pending:
        return not weak and any(child.lower_ in _DEFINITE for child in noun.children)
    if by is not None:
        return stance.status != "Rejected" or not _is_of_another(noun, by, context)
    return _is_voted_down(noun, stance) or _is_decided_by_nobody(noun, stance, context, weak=weak)


def _is_voted_down(noun: Token, stance: Stance) -> bool:
    """Whether what became of a measure tells that somebody voted: "the bid for an early election failed", "the motion was defeated"."""
    voted = noun.lemma_.lower() == "motion" and stance.status in {"Rejected", "Approved"}
    return (stance.status == "Rejected" and stance.refused) or (voted and not stance.intended)


def _is_of_another(noun: Token, by: Token, context: Context) -> bool:
    """Whether a measure is one of somebody else, so that rejecting it is criticism and no decision: "rejects *US* sanctions"."""
    owner = find_possessor(noun, context)
    if owner is None:
        return False
    entities = context.cast.find_token(owner), context.cast.find_token(by)
    if None in entities or get_complements(noun, "of"):
        return False
    return entities[0] != entities[1] and entities[0] is not None and entities[0].type == "Country"


def _read_stance(noun: Token, context: Context) -> Stance | None:
    """Return the status that the clause around a measure's noun gives it, else that of a clause that modifies it."""
    above = noun
    while above.dep_ == "conj" and above.head.pos_ in NOMINAL:
        above = above.head
        if above.dep_ == "conj" and above.ent_type_ == "GPE":
            return None  # "an emergency in two provinces, *Quito* and the prisons"
    if above != noun and _is_what_on(above, context):
        return None
    above = _get_amount(get_counting(above), context)
    return (
        _read_reversal(above, context)
        or read_phrase_status(above, context)
        or _read_governing(above, context)
        or _read_modifying(noun, context)
    )


def _is_what_on(noun: Token, context: Context) -> bool:
    """Whether a noun, which is no measure itself, says what one is on, and with it all that is joined: "limits on *ownership* and operations"."""
    words, link = get_words(context.lexicon), noun.head
    if noun.dep_ != "pobj" or link.lower_ != "on" or link.dep_ != "prep":
        return False
    limited = link.head.lemma_.lower() in words.anaphors or words.nouns.match_nouns(link.head)
    return bool(limited) and words.nouns.match_nouns(noun) is None


def _read_reversal(noun: Token, context: Context) -> Stance | None:
    """Read "overturned a ruling that had blocked the ban": what ends the blocking of a measure clears it."""
    clause = noun.head
    ruling = clause.head
    if noun.dep_ != "dobj" or clause.dep_ not in {"relcl", "acl"} or ruling.dep_ != "dobj":
        return None
    verb, rulings = ruling.head, context.lexicon.words("RulingNoun", "noun")
    if ruling.lemma_.lower() not in rulings or verb.pos_ not in VERBAL or not is_past(verb):
        return None
    against = {read_verb_status(each, context) for each in (clause, verb)}
    return Stance("Cleared", verb) if against <= _AGAINST_IT else None


def _get_amount(noun: Token, context: Context) -> Token:
    """Return how much of something there is, or in which form: "*three days* of mourning were declared", "revoked *78* of the orders", "pledged *3 million euros* in aid", "passed *a version* of the bill", else the noun."""
    link = noun.head
    amount: Token = link.head
    if noun.dep_ == "pobj" and link.lower_ in {"of", "in"} and _is_money(amount, context):
        return amount
    of = noun.dep_ == "pobj" and link.lower_ == "of"
    forms = context.lexicon.words("MeasureForm", "noun")
    counted = amount.lemma_ in {"day", "week", "month", "year"} or amount.lemma_ in forms
    if amount.pos_ == "NUM" and amount.head.pos_ in VERBAL:
        counted = read_verb_status(amount.head, context) in _COUNTED
    return amount if of and counted else noun


def _is_money(word: Token, context: Context) -> bool:
    start = context.parsed.offset(word)
    return any(
        each.kind == "money" and each.span.start <= start < each.span.end
        for each in context.quantities
    )


def _read_governing(noun: Token, context: Context) -> Stance | None:
    """Read the verb of which the noun is object, passive subject or complement."""
    head = noun.head
    if noun.dep_ in {"pobj", "pcomp"} and head.dep_ in {"prep", "agent", "dative"}:
        taking = _find_taking(noun, context)
        if taking is not None:
            return _read_deciding(taking, context)
        ends = get_words(context.lexicon).endings.match_nouns(head.head)
        links = {"of", "to"} if ends else {"of", "for", "on"}  # "announced *an end to* the curfew"
        if head.lower_ in links and head.head.pos_ == "NOUN":
            return read_answer(head.head, context) or _read_announcing_noun(head.head, context)
        return None
    if noun.dep_ == "attr" and any(child.dep_ == "expl" for child in head.children):
        return Stance("Announced", head, intended=True) if is_future(head) else None
    named = noun.dep_ in _NAMED_SO and head.lemma_ in _NAMING
    if (
        (noun.dep_ in {"dobj", "nsubjpass"} or named)
        and head.pos_ in VERBAL
        and not _is_addressed(noun, context)
    ):
        return _read_deciding(head, context)
    return None


def _read_modifying(noun: Token, context: Context) -> Stance | None:
    """Read "a reform proposed by the mayor", "the state of emergency that he declared"."""
    places = [noun, *get_complements(noun, "of")]
    for place in places:
        for child in get_children(place, "acl", "relcl"):
            if get_object(child) == place:
                stance = _read_deciding(child, context)
                if stance:
                    return stance
    clause = _find_contact_clause(places[-1])
    stance = _read_deciding(clause, context) if clause is not None else None
    return stance or read_own_clause(noun, context)


def _find_contact_clause(noun: Token) -> Token | None:
    """Return the verb of a clause without "that" right behind a noun, whatever the parse hangs it on: "the curfew *he declared*"."""
    if noun.i + 1 >= noun.sent.end:
        return None
    subject = noun.doc[noun.i + 1]
    while subject.dep_ in {"det", "compound", "poss", "amod"} and subject.head.i > subject.i:
        subject = subject.head
    verb = subject.head
    if subject.dep_ not in {"nsubj", "nsubjpass"} or subject.left_edge.i != noun.i + 1:
        return None
    between = verb.doc[subject.i + 1 : verb.i]
    if verb.dep_ == "ROOT" or verb.pos_ not in VERBAL or any(item.is_punct for item in between):
        return None
    return None if get_children(verb, "dobj", "nsubjpass") else verb


def _is_addressed(noun: Token, context: Context) -> bool:
    """Whether the object is only told to do something: "ordered *the ministry* to seek an agreement"."""
    words = get_status_words(context.lexicon)
    verb = noun.head
    ordering = words.intentions.match_verb(verb)
    told = ordering is not None and ordering.entry.value("status") == "Ordered"
    return (
        noun.dep_ == "dobj"
        and (told or words.requests.match_verb(verb) is not None)
        and (is_authority(noun, context) or not is_act(noun))
        and any(child.tag_ == "VB" for child in get_children(verb, "xcomp", "ccomp"))
    )


def _find_taking(noun: Token, context: Context) -> Token | None:
    """Return the status verb whose last word is the preposition of a noun: "vote for", "rule in favor of"."""
    verb = next((item for item in noun.ancestors if item.pos_ in VERBAL), None)
    if verb is None:
        return None
    trigger = get_status_words(context.lexicon).verbs.match_verb(verb)
    return (
        verb
        if trigger is not None and trigger.words[-1] == noun.head.lower_ and len(trigger.words) > 1
        else None
    )


def _read_announcing_noun(head: Token, context: Context) -> Stance | None:
    """Read "the declaration of a state of emergency", "a plan for new prisons": the noun above is itself decided upon."""
    words = get_words(context.lexicon)
    act = words.acts.match_nouns(head) or words.endings.match_nouns(head)
    if act is None and head.lemma_.lower() not in words.anaphors:
        return None
    stance = _read_stance(head, context)
    done = cast("Status", act[0].entry.value("status")) if act is not None else None
    if stance is not None and done in _ENDING:
        return Stance(done, stance.decider) if _is_announced(stance) else None
    if stance is None and act is not None and find_possessor(head, context) is not None:
        return Stance(cast("Status", act[0].entry.value("status")), head)
    return stance


def _read_deciding(verb: Token, context: Context) -> Stance | None:
    status = read_verb_status(verb, context)
    if status is None or _is_reached(verb, context):
        return None
    request = find_request(verb, context)
    if request is not None:
        return Stance("Proposed", request, intended=is_future(request))
    if status in _GRANTED and is_past(verb) and read_polarity(verb, context.lexicon) == "Negated":
        return Stance("Proposed", verb, pending=True)
    intention = read_intention(verb, context)
    if intention is None:
        told = is_past(verb) or verb.tag_ in {"VBZ", "VBP", "VBG"}
        return Stance(status, verb) if told else None
    if status in {"Rejected", "Proposed", "StruckDown"} and intention.status != "Ordered":
        return Stance("Proposed", verb, intended=True)
    return intention


def _is_reached(verb: Token, context: Context) -> bool:
    """Whether a verb of what is to be takes two sides: "a deal would be *reached*" decides nothing."""
    if get_status_words(context.lexicon).reaching.match_verb(verb) is None:
        return False
    intention = read_intention(verb, context)
    return intention is not None and intention.decider == verb


def _is_ruled(verb: Token, by: Token | None, context: Context) -> bool:
    """Whether a clause ("the ban was unlawful") is what a court is said to have found."""
    if by is not None and is_court(by, context):
        return True
    above = verb.head
    if verb.dep_ not in {"ccomp", "xcomp"} or above.pos_ not in VERBAL:
        return is_passive(verb)
    actor = get_actor(above)
    return actor is not None and is_court(actor, context)


def _find_decider(noun: Token, stance: Stance, context: Context) -> Token | None:
    """Return the authority that decides: the decider's actor, else whose measure it is."""
    verb = stance.decider
    if stance.pending or is_lived_under(noun):
        return find_possessor(noun, context)
    if verb.pos_ == "NOUN" and verb != noun:
        return find_maker(verb, context) or find_possessor(noun, context)
    actor = get_actor(verb) if verb.pos_ in VERBAL else None
    if actor == noun or (noun.dep_ == "nsubj" and noun.head == verb):
        # "The bill passed the Senate": the assembly is the object.
        actor = next(iter(get_children(verb, "dobj")), None)
    if actor is None:
        return find_possessor(noun, context)
    restored = verb.lemma_ in context.lexicon.words("RestoringVerb", "verb")
    judged = stance.status in {"Cleared", "StruckDown", "Ended"} or restored
    judged = judged and is_court(actor, context)
    authority = actor if judged else _find_joined(actor, context)
    if authority is not None:
        return authority
    is_text = actor.lemma_.lower() in get_words(context.lexicon).texts
    if actor.pos_ == "NOUN" and not is_passive(verb) and not is_text:
        return None
    inside = is_text and noun.dep_ == "dobj" and verb.dep_ == "acl"
    maker = find_maker(actor, context) if inside else None  # "signed *an order imposing* tariffs"
    owner = find_possessor(actor, context) if is_text else None
    return maker or owner or find_possessor(noun, context)


def _find_joined(actor: Token, context: Context) -> Token | None:
    """Return who decides, or with whom: "the union and *the mayor* reached a deal"."""
    found = (find_authority(each, context) for each in get_conjuncts(actor))
    return next((each for each in found if each is not None), None)


def _is_order(actor: Token, context: Context) -> bool:
    """Whether a text that is an order does what its verb tells: "*the decree* imposes a curfew"; no "bill", which only would."""
    match = get_status_words(context.lexicon).intention_nouns.match_nouns(actor)
    ordered = match is not None and match[0].entry.value("status") == "Ordered"
    return ordered and any(child.dep_ in {"det", "poss"} for child in actor.lefts)


def _find_partner(noun: Token, entry: Entry, context: Context) -> Token | None:
    """Return the authority with whom something mutual is agreed: "rebels signed a deal *with the government*", "talks *between* …"."""
    if entry.value("mutual") != "true":
        return None
    partners = (
        item for item in get_complements(noun, "with", "between") if is_authority(item, context)
    )
    return next(partners, None)


def _is_decided_by_nobody(noun: Token, stance: Stance, context: Context, *, weak: bool) -> bool:
    """Whether a measure counts although no authority acts in its clause: the passive, its being in force, a speaker's promise."""
    verb = stance.decider
    if verb.dep_ == "ccomp" and verb.head.pos_ == "ADJ":
        return False  # "optimistic that a deal will be reached"
    _, speaker = find_speaker(noun, context)
    told = stance.status == "Announced" and is_passive(verb) and get_actor(verb) is None
    if speaker is not None and (stance.intended or told or not weak):
        return (
            verb.pos_ not in VERBAL
            or is_passive(verb)
            or is_speaker(get_subject(verb), speaker, context)
            or get_subject(verb) == noun
            or _is_expletive(verb)
        )
    if verb.pos_ not in VERBAL:
        return False
    if weak:
        return (
            stance.status in {"Extended", "StruckDown"}
            and is_passive(verb)
            and get_actor(verb) is None
        )
    if is_receiving(verb, context):
        return speaker is not None
    actor = get_actor(verb)
    acting = not is_passive(verb) or actor is not None
    ordered = actor is not None and stance.status == "InForce" and _is_order(actor, context)
    return (
        not acting
        or ordered
        or is_lived_under(noun)
        or noun in {get_subject(verb), *_get_parted(verb)}
    )


def _get_parted(verb: Token) -> list[Token]:
    """Return subjects that the parser hangs on the auxiliary: "a curfew *has*, for weeks, been in force"."""
    return [item for child in get_children(verb, "aux") for item in get_children(child, "nsubj")]


def _is_expletive(verb: Token) -> bool:
    return any(child.dep_ == "expl" for child in verb.children)


def _read_possessed(noun: Token, entry: Entry, context: Context) -> Decision | None:
    """Read "Trump's travel ban", "U.S. sanctions": a measure that somebody is said to have."""
    owner = find_possessor(noun, context)
    if owner is None or owner.pos_ == "PRON":
        return None
    named = context.cast.find_token(owner)
    told = owner.dep_ == "poss" or owner.head.dep_ in {"agent", "prep"}
    if not told and (named is None or named.type != "Country"):
        return None
    return Decision(noun, entry, Stance(_read_participle(noun, context), noun), owner, noun)


def _read_participle(noun: Token, context: Context) -> Status:
    """Return the status that a participle before a noun gives it ("her *proposed* deal"), else that of a fact."""
    for child in get_children(noun, "amod"):
        status = read_verb_status(child, context) if child.tag_ == "VBN" else None
        if status is not None:
            return status
    return "InForce"


def _read_act(noun: Token, context: Context) -> Decision | None:
    """Read "the proclamation of the region as a reserve by the president": an act of deciding as a noun, whatever it decides."""
    words = get_words(context.lexicon)
    act = words.acts.match_nouns(noun)
    things = get_complements(noun, "of")
    if act is None or not things or any(words.nouns.match_nouns(thing) for thing in things):
        return None
    by = find_possessor(noun, context) or _find_deeper(noun, context)
    if by is None:
        return None
    stance = Stance(cast("Status", act[0].entry.value("status")), noun)
    return Decision(noun, words.any_type, stance, by, noun)


def _find_deeper(noun: Token, context: Context) -> Token | None:
    """Return the authority after a "by" that the parse hangs deeper in the phrase of an act."""
    last = get_phrase_bounds(noun)[1]
    for token in noun.doc[noun.i + 1 : min(last + 2, len(noun.doc))]:
        if token.lower_ == "by":
            for item in get_children(token, "pobj"):
                if is_authority(item, context):
                    return item
    return None

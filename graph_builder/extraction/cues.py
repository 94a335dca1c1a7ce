"""Which words of an article attribute: cue verbs, nouns and phrases of the lexicon, found in the parse.

A cue's words are the verb with its auxiliaries, negation, the adverbs among them and its particle ("has also pointed
out"), as PARC 3.0 and PolNeAR mark them; what it may govern (its frames) comes from ``ontology/lexicon/cues.ttl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from graph_builder.extraction.sources import is_et_al

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from spacy.tokens import Doc, Token

    from graph_builder.lexicon import Entry, Lexicon
    from graph_builder.model import ClaimType

Stance = Literal["Supports", "Opposes"]
_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_GROUP_LINKS = frozenset({"aux", "auxpass", "neg"})
_HELPING = frozenset({"be", "have", "do", "get", "'s", "’s"})
_SPOKEN = frozenset({"clause", "quote", "object-quote", "wh"})
_INSIDE_CHAIN = frozenset({"aux", "advmod", "prt", "neg"})
_LONGEST_MEDIUM = 5  # "in a long radio interview"
_LONGEST_SMALL_WORD = 5  # that headlines leave small: "about"
_PERFECT = frozenset({"has", "have", "had", "'ve", "'s", "’ve", "’s", "'d", "’d"})
_LAND = frozenset({"GPE", "LOC", "FAC", "PRODUCT"})


@dataclass(frozen=True)
class Use:
    """One way in which a word attributes: its speech act and one frame."""

    act: ClaimType
    frame: str
    stance: Stance | None = None
    prepositions: frozenset[str] = frozenset()
    addressee: bool = False
    denies: bool = False
    unnamed: bool = False


@dataclass(frozen=True)
class CueLexicon:
    """The cue words by lemma. Verbs with a particle stand under both ("point out")."""

    verbs: dict[str, tuple[Use, ...]]
    nouns: dict[str, tuple[Use, ...]]
    adjectives: dict[str, tuple[Use, ...]]
    stances: dict[str, tuple[Use, ...]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    unnamed_adverbs: frozenset[str]
    unnamed_adjectives: frozenset[str]
    taking: frozenset[str]
    withheld: frozenset[str]
    documents: frozenset[str]
    labels: frozenset[str]
    papers: frozenset[str]
    standards: frozenset[str]
    voicing: frozenset[str]
    implicative: frozenset[str]
    demanding: frozenset[str]
    nobody: frozenset[str]
    informants: frozenset[str]
    catenative: frozenset[str]
    media: frozenset[str]
    people: frozenset[str]
    speaking: frozenset[str]
    noticing: frozenset[str]
    acted_on: dict[str, frozenset[str]]
    done_to_people: frozenset[str]
    fighting: frozenset[str]
    violent: frozenset[str]
    fighters: frozenset[str]
    targets: frozenset[str]
    things: frozenset[str]
    material: frozenset[str]
    protesting: frozenset[str]
    answering: frozenset[str]
    answered: frozenset[str]
    within_reach: frozenset[str]
    away: frozenset[str]
    wanted_for: frozenset[str]
    rebutting: frozenset[str]
    rebutted: frozenset[str]
    directing: frozenset[str]
    untrue: frozenset[str]
    commenting: frozenset[str]
    come_upon: frozenset[str]

    def is_deed(self, verb: str, doer: Token, thing: Token | None) -> bool:
        """Tell whether a verb (its lemma) tells of what is done and of nothing said: "the rebels attacked Aleppo", "dismissed the lawsuit", "police questioned him"."""
        if thing is None:
            return False
        if verb in self.done_to_people and self._is_somebody(thing):
            return True
        if verb not in self.fighting:
            return thing.lemma_.lower() in self.acted_on.get(verb, ())
        fought = thing.ent_type_ in _LAND or thing.lemma_.lower() in self.targets
        return fought or (verb in self.violent and doer.lemma_.lower() in self.fighters)

    def _is_somebody(self, thing: Token) -> bool:
        called = {thing.lower_, thing.lemma_.lower()}
        return thing.ent_type_ == "PERSON" or not called.isdisjoint(self.people | _PERSONS)


_PERSONS = frozenset(
    {"he", "him", "she", "her", "they", "them", "who", "whom", "i", "me", "we", "us"}
)
_COMPILED: dict[int, tuple[Lexicon, CueLexicon]] = {}


def compile_cues(lexicon: Lexicon) -> CueLexicon:
    """Index the cue entries by lemma, once a lexicon. The lexicon is kept, so that its id stays its own."""
    known = _COMPILED.get(id(lexicon))
    if known is None:
        phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        for phrase in sorted(lexicon.words("CuePhrase", "phrase"), key=len, reverse=True):
            words = tuple(phrase.split())
            phrases[words[0]] = (*phrases.get(words[0], ()), words)
        cues = CueLexicon(
            verbs=_index(lexicon.of_kind("CueVerb")),
            nouns=_index(lexicon.of_kind("CueNoun")),
            adjectives=_index(lexicon.of_kind("CueAdjective")),
            stances=_index(lexicon.of_kind("StanceNoun")),
            phrases=phrases,
            unnamed_adverbs=lexicon.words("Unnamed", "adverb"),
            unnamed_adjectives=lexicon.words("Unnamed", "adjective"),
            taking=lexicon.words("Taking", "lemma"),
            withheld=lexicon.words("Withheld", "complement"),
            documents=lexicon.words("SpeakerLabel", "document"),
            labels=lexicon.words("SpeakerLabel", "label"),
            papers=lexicon.words("Paper", "lemma"),
            standards=lexicon.words("Standard", "lemma"),
            voicing=lexicon.words("Voicing", "lemma"),
            implicative=lexicon.words("Implicative", "lemma"),
            demanding=lexicon.words("Demanding", "lemma"),
            nobody=lexicon.words("Nobody", "lemma"),
            informants=lexicon.words("Informant", "lemma"),
            catenative=lexicon.words("Catenative", "lemma"),
            media=lexicon.words("Medium", "lemma"),
            acted_on={
                lemma: frozenset(entry.values("target"))
                for entry in lexicon.of_kind("Acting")
                for lemma in entry.values("lemma")
            },
            done_to_people=lexicon.words("DoneToPeople", "lemma"),
            fighting=lexicon.words("Fighting", "lemma"),
            violent=lexicon.words("Fighting", "violent"),
            fighters=lexicon.words("Fighting", "fighter"),
            targets=lexicon.words("Fighting", "target"),
            noticing=lexicon.words("Noticing", "lemma"),
            people=_list_people(lexicon),
            speaking=_list_speaking(lexicon),
            things=lexicon.words("Thing", "lemma"),
            material=lexicon.words("Material", "adverb"),
            protesting=lexicon.words("Protesting", "lemma"),
            answering=lexicon.words("Answering", "lemma"),
            answered=lexicon.words("Answering", "noun"),
            within_reach=lexicon.words("Reach", "within"),
            away=lexicon.words("Reach", "away"),
            wanted_for=lexicon.words("Reach", "noun"),
            rebutting=lexicon.words("Rebuttal", "lemma"),
            rebutted=lexicon.words("Rebuttal", "noun"),
            directing=lexicon.words("Directing", "lemma"),
            commenting=lexicon.words("Reach", "verb"),
            come_upon=lexicon.words("ComeUpon", "adjective"),
            untrue=lexicon.words("Rebuttal", "adjective"),
        )
        known = _COMPILED[id(lexicon)] = (lexicon, cues)
    return known[1]


def _list_speaking(lexicon: Lexicon) -> frozenset[str]:
    """The nouns of people, bodies and papers."""
    nouns = lexicon.words("Collective", "lemma") | lexicon.words("Paper", "lemma")
    bodies = (
        each for each in lexicon.of_kind("BodyNoun") if each.value("type") not in {"Place", "None"}
    )
    forms = {form for each in bodies for form in each.values("form")}
    return _with_heads(nouns) | _list_people(lexicon) | forms


def _list_people(lexicon: Lexicon) -> frozenset[str]:
    """The nouns of people, one or several."""
    kinds = ("Office", "PersonNoun", "GroupNoun")
    return _with_heads(form for kind in kinds for form in lexicon.words(kind, "form"))


def _with_heads(nouns: Iterable[str]) -> frozenset[str]:
    """Phrases and the words that head them: "prime minister", "minister"; "head of state", "head"."""
    heads = {phrase: phrase.partition(" of ")[0].rpartition(" ")[2] for phrase in nouns}
    return frozenset(heads) | frozenset(heads.values())


def _index(entries: tuple[Entry, ...]) -> dict[str, tuple[Use, ...]]:
    found: dict[str, list[Use]] = {}
    for entry in entries:
        for lemma in entry.values("lemma"):
            for frame in entry.values("frame"):
                use = Use(
                    act=cast("ClaimType", entry.value("act", "Statement")),
                    frame=frame,
                    stance=cast("Stance | None", entry.value("stance") or None),
                    prepositions=frozenset(entry.values("preposition")),
                    addressee=bool(entry.value("addressee")),
                    denies=entry.value("polarity") == "Negated",
                    unnamed=bool(entry.value("unnamed")),
                )
                found.setdefault(lemma, []).append(use)
    return {lemma: tuple(uses) for lemma, uses in found.items()}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that may attribute, with the ways in which it may. ``first`` and ``last`` are token indices."""

    head: Token
    first: int
    last: int
    uses: tuple[Use, ...]

    def find_use(self, *frames: str) -> Use | None:
        """Return the first way among some frames, or None."""
        return next((use for frame in frames for use in self.uses if use.frame == frame), None)

    @property
    def lemma(self) -> str:
        """The lemma of the cue's verb or noun."""
        return self.head.lemma_.lower()


def find_cue_verbs(doc: Doc, cues: CueLexicon) -> Iterator[Cue]:
    """Yield the verbs of a paragraph that may attribute, in order."""
    for token in doc:
        if not _is_verb(token, cues) or token.dep_ in {"aux", "auxpass", "amod"}:
            continue
        if _is_in_name(token):
            continue
        if any(child.dep_ == "aux" and not _is_auxiliary(child) for child in token.lefts):
            continue  # "it follows repeated attempts", taken for a verb with its auxiliary
        if _is_attempted_often(token) or _is_material(token, cues):
            continue
        uses, last = _find_uses(token, cues)
        if uses:
            yield Cue(
                token, _find_chain_start(token, cues), _find_medium_end(last, doc, cues), uses
            )


def _is_in_name(token: Token) -> bool:
    """Whether a verb with a capital is a part of somebody's name: "Ahmed *Said* Moss left"; in a headline every word has one."""
    if not token.text.istitle() or token.is_sent_start or token.i + 1 >= len(token.doc):
        return False
    around = (token.nbor(-1), token.nbor())
    if not all(each.text.istitle() and each.pos_ in {"PROPN", "VERB"} for each in around):
        return False
    return any(each.is_lower and len(each) > _LONGEST_SMALL_WORD for each in token.sent)


def _is_attempted_often(token: Token) -> bool:
    """Whether a participle says how often something came: "it follows *repeated* failed attempts"."""
    if token.lower_ != "repeated" or token.nbor(-1).pos_ not in {"VERB", "AUX", "ADP", "DET"}:
        return False
    told = any(child.dep_ in {"ccomp", "dobj"} for child in token.rights)
    return not (told and token.nbor(-1).lemma_ == "have")


def _is_material(verb: Token, cues: CueLexicon) -> bool:
    """Whether a verb tells of money or arms, of which nothing need be said: "was *financially* supported"."""
    return any(child.lower_ in cues.material for child in verb.children)


def _find_uses(verb: Token, cues: CueLexicon) -> tuple[tuple[Use, ...], int]:
    """The ways in which a verb attributes, with the particle right behind it, and the last token of both."""
    uses = cues.verbs.get(_find_lemma(verb, cues.verbs) or "", ())
    particle = next((child for child in verb.children if child.dep_ == "prt"), None)
    if particle is None or particle.i != verb.i + 1:
        return uses, verb.i
    both = (f"{lemma} {particle.lower_}" for lemma in _list_lemmas(verb))
    own = next((cues.verbs[each] for each in both if each in cues.verbs), None)
    return (_keep_spoken(uses) if own is None else own), particle.i


def _keep_spoken(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """The ways in which a verb attributes with any particle: who "called off the search" called nobody anything."""
    return tuple(use for use in uses if use.frame in _SPOKEN)


def _find_chain_start(verb: Token, cues: CueLexicon) -> int:
    """The first token of a cue with the verbs that only say how it goes on: "appeared to suggest", "kept asking"."""
    first, above = find_group_start(verb), verb.head
    while verb.dep_ in {"xcomp", "advcl"} and above.i < first:
        between = verb.doc[above.i + 1 : first]
        particle = "".join(f" {token.lower_}" for token in between if token.dep_ == "prt")
        if not any(f"{lemma}{particle}" in cues.catenative for lemma in _list_lemmas(above)):
            break
        if any(token.dep_ not in _INSIDE_CHAIN for token in between):
            break
        first, verb, above = find_group_start(above), above, above.head
    return first


def _find_medium_end(last: int, doc: Doc, cues: CueLexicon) -> int:
    """The last token of a cue with where it was said: "said in an interview", "wrote in an email"."""
    if last + 2 >= len(doc) or doc[last + 1].lower_ != "in":
        return last
    if doc[last + 2].tag_ not in {"DT", "PRP$"} or doc[last + 2].lower_ in {"the", "this", "that"}:
        return last
    noun = doc[last + 2].head
    near = last + 2 < noun.i <= last + _LONGEST_MEDIUM and noun.head.i == last + 1
    return noun.i if near and noun.lemma_.lower() in cues.media else last


def _is_auxiliary(token: Token) -> bool:
    return token.tag_ in {"MD", "TO"} or token.pos_ in {"AUX", "PART"} or token.lemma_ in _HELPING


def _find_lemma(token: Token, lemmas: Container[str]) -> str | None:
    """The cue lemma of a token; the small model cuts the e of some verbs ("hoping" to "hop")."""
    return next((lemma for lemma in _list_lemmas(token) if lemma in lemmas), None)


def _list_lemmas(token: Token) -> list[str]:
    lemma: str = token.lemma_.lower()
    return [lemma, f"{lemma}e"] if token.tag_ in {"VBD", "VBG", "VBN"} else [lemma]


def _is_verb(token: Token, cues: CueLexicon) -> bool:
    """Whether a token is a verb, also one that the tagger took for a plural or a name: "The film documents …"."""
    if token.tag_ in _VERB_TAGS:
        return True
    if token.i and is_et_al(token.doc, token.i - 1):
        return token.lower_ in cues.verbs
    return token.tag_ == "NNS" and token.dep_ == "ROOT" and any(token.lefts)


def find_group_start(verb: Token) -> int:
    """Return the first token of the unbroken group of auxiliaries and adverbs before a verb."""
    first = verb.i
    doc = verb.doc
    while first > verb.sent.start:
        before = doc[first - 1]
        above = before.head
        if above.dep_ in {"aux", "auxpass"} and first <= above.i < verb.i:
            above = above.head  # "has" that hangs on "been"
        belongs = above == verb and (
            before.dep_ in _GROUP_LINKS
            or (before.dep_ == "advmod" and before.tag_ in {"RB", "RBR"})
        )
        if not belongs:
            break
        first -= 1
    return first

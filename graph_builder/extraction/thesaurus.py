"""The lexicon's words for people, bodies and places, indexed for looking up one word at a time."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Literal

from graph_builder.extraction.gazetteer import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from graph_builder.lexicon import Lexicon

Gender = Literal["female", "male"]


class Thesaurus:
    """What a word says about whoever bears it.

    Attributes:
        offices: Noun of an office → name of the office ("premier" → "prime minister").
        lifelong: Offices that are held for life ("queen").
        winning: What those did who will hold an office ("win").
        contests: What they won ("runoff").
        coming: Adjectives that say so of whom an office means ("the new president").
        local: Offices over a place ("mayor").
        governing: Those, and offices over a country or body ("president").
        heading: Entries of offices of those at the head of a body.
        whoever: Entries of those that mean whoever that is ("chief").
        passersby: Nouns of people who come by in a story, whom nearness alone makes nobody named.
        callings: Sets of nouns of which one person may be called all.
        relative: Offices that are offices only of something ("head").
        ministers: Words for those who have a portfolio.
        portfolios: What they are ministers of.
        portfolio_ends: The last words of those.
        ranks: Noun of the time or dignity of an office → the office ("presidency" → "president").
        short_titles: Shortened office before a name → the office ("sen." → "senator").
        short_states: Shortened state behind a legislator's party → its name ("Vt" → "Vermont").
        publicity: What stands behind "press" or "news" where a body speaks to the press ("release").
        partisans: What legislators are called by their party ("democrat").
        people: Every noun of a person, offices included.
        genders: Noun or honorific → gender, where the word itself says it.
        honorifics: Forms that stand before a name, folded.
        sports: Words that many of tell a report of a match.
        never: What is written like a name and is none of an agent or place: faiths, peoples, works; folded.
        laws: Nouns of what is laid down, as the name of one ends.
        scenes: Verbs whose object, where it is a place, is where it happened.
        sufferings: Verbs whose subject, where it is a place, is where their object happened.
        hazards: Nouns of what strikes places.
        abroad: Nouns of those whose country says where they are from.
        strikes: Nouns of what an army does abroad.
        saying: Verbs that attribute.
        storms: What stands before the name of a storm.
        countries: The names of countries that the lexicon adds to the gazetteers' ("US", "UK").
        documents: Nouns of what people and bodies publish.
        made: Verb of saying → nouns of those that it makes ("rule" → "ruling").
        regions: Names of regions, waters and the like.
        groups: Plural nouns of people.
        bodies: Noun → class of the ontology, or "None" for what is neither agent nor place.
        weak: The same for nouns that say it in a name only.
        leading: Noun with which a name begins → the class that this tells ("Mount").
        marks: Tokens that make a name one of an organisation.
        bare: Noun that by itself means the only body just named → the classes that it may have, and what its name does not end with.
        accusing: Verbs of accusing.
        denying: Verbs with which somebody answers that.
        going_on: Verbs with which a text goes on with who has spoken.
        known: Name of a well-known body → (entry, class).
        firms: Nouns of kinds of firms ("carmaker").
        kinds_behind: Nouns that stand behind the name of a body and tell what it is ("party").
        on_others: Nouns of those who mostly speak of others ("prosecutor").
        streets: What the names of streets end with and surnames, too ("Lane").
        seats: Names of the buildings that stand for those who govern in them.
        demonyms: Word → code of the country or name of the region.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the entries of a lexicon."""
        self.winning = lexicon.words("Successor", "verb")
        self.contests = lexicon.words("Successor", "object")
        self.coming = lexicon.words("Successor", "adjective")
        self.offices: dict[str, str] = {}
        self._read_offices(lexicon)
        self.passersby = lexicon.words("Passerby", "form")
        self.callings = [frozenset(e.values("form")) for e in lexicon.of_kind("Calling")]
        ranks = lexicon.of_kind("Rank")
        self.ranks = {form: item.value("office") for item in ranks for form in item.values("form")}
        short = lexicon.of_kind("ShortTitle")
        self.short_titles = {x: item.value("office") for item in short for x in item.values("form")}
        states = lexicon.of_kind("ShortState")
        self.short_states = {x: item.value("of") for item in states for x in item.values("form")}
        self.publicity = lexicon.words("Publicity", "form")
        self.partisans = lexicon.words("Partisan", "form")
        self.people: set[str] = set()
        self.genders: dict[str, Gender] = {}
        self.honorifics: set[str] = set()
        self.sports = lexicon.words("SportWord", "form")
        self.never = {form.lower() for form in lexicon.words("NoName", "form")}
        self.never |= lexicon.words("Holiday", "word") | _list_happenings(lexicon)
        self.saying, self.going_on = (
            lexicon.words(kind, "lemma") for kind in ("CueVerb", "GoingOn")
        )
        self.accusing, self.denying = (
            lexicon.words("Rebuttal", name) for name in ("accusing", "denying")
        )
        self.laws = lexicon.words("LawNoun", "form")
        self.scenes, self.sufferings = (
            lexicon.words("SceneVerb", role) for role in ("verb", "suffer")
        )
        self.hazards = lexicon.words("Hazard", "noun")
        self.abroad = lexicon.words("GoingAbroad", "noun")
        self.strikes = lexicon.words("GoingAbroad", "act")
        self.storms = lexicon.words("StormNoun", "form")
        self.regions = lexicon.words("RegionWords", "form")
        self.countries = lexicon.words("CountryWords", "form")
        self.documents = lexicon.words("DocumentNoun", "form")
        self.made: dict[str, list[str]] = {}
        for entry in lexicon.of_kind("Deverbal"):
            for verb in entry.values("verb"):
                self.made.setdefault(verb, []).extend(entry.values("noun"))
        self.authoring = lexicon.words("Authoring", "lemma") | lexicon.words("Voicing", "lemma")
        self.groups = set(lexicon.words("GroupNoun", "form"))
        self.bodies: dict[str, str] = {}
        self.weak: dict[str, str] = {}
        self.leading: dict[str, str] = {}
        self.marks = set(lexicon.words("BodyMark", "form"))
        self.given: dict[str, str] = {}
        self.known: dict[str, tuple[str, str]] = {}
        self.seats = lexicon.words("Seat", "form")
        self.firms, self.streets, self.on_others, self.kinds_behind = (
            lexicon.words(kind, "form")
            for kind in ("FirmNoun", "StreetNoun", "OnOthers", "KindBehind")
        )
        self.demonyms: dict[str, str] = {}
        self.bare = {
            form: (frozenset(entry.values("type")), frozenset(entry.values("unless")))
            for entry in lexicon.of_kind("BareBody")
            for form in entry.values("form")
        }
        self._read_people(lexicon)
        self._read_bodies(lexicon)
        self._read_places(lexicon)

    def _read_offices(self, lexicon: Lexicon) -> None:
        offices = lexicon.of_kind("Office")
        self.lifelong, self.heading, self.whoever = (
            {office.name for office in offices if office.value(each)}
            for each in ("life", "heads", "whoever")
        )
        self.local = {form for office in offices for form in office.values("local")}
        governing = (office for office in offices if office.value("governing"))
        self.governing = self.local | {form for each in governing for form in each.values("form")}
        self.relative = {form for office in offices for form in office.values("relative")}

    def _read_people(self, lexicon: Lexicon) -> None:
        for kind in ("Office", "PersonNoun", "Honorific"):
            for entry in lexicon.of_kind(kind):
                gender = entry.value("gender")
                for form in entry.values("form"):
                    if gender == "female":
                        self.genders[form.lower()] = "female"
                    elif gender == "male":
                        self.genders[form.lower()] = "male"
                    if kind == "Honorific":
                        self.honorifics.add(form)
                        continue
                    self.people.add(form)
                    if kind == "Office":
                        self.offices[form] = entry.name
        self.ministers = lexicon.words("Portfolio", "office")
        self.portfolios = lexicon.words("Portfolio", "form")
        self.portfolio_ends = {form.rpartition(" ")[2] for form in self.portfolios}
        self._read_portfolios(lexicon)
        self._read_understudies(lexicon)
        for entry in lexicon.of_kind("GivenName"):
            for form in entry.values("form"):
                self.given[fold(form)] = entry.value("gender", "any")

    def _read_portfolios(self, lexicon: Lexicon) -> None:
        """Add what ministers there are ("oil minister"), but for those that have an entry of their own."""
        for entry in lexicon.of_kind("Portfolio"):
            for noun in entry.values("office"):
                for form in entry.values("form"):
                    office = f"{self.offices[noun]}{_OF_PORTFOLIO}{form}"
                    self.offices.setdefault(f"{form} {noun}", office)
        self.people.update(self.offices)

    def _read_understudies(self, lexicon: Lexicon) -> None:
        """Add the offices below others: a deputy governor is no governor."""
        offices = sorted(self.offices.items())
        for rank, (form, name) in product(sorted(lexicon.words("Understudy", "form")), offices):
            office = f"{rank} {form}"
            self.people.add(office)
            self.offices.setdefault(office, f"{rank} {name}")
            if gender := self.genders.get(form):
                self.genders.setdefault(office, gender)

    def _read_bodies(self, lexicon: Lexicon) -> None:
        for entry in lexicon.of_kind("BodyNoun"):
            for form in entry.values("form"):
                self.bodies[form] = entry.value("type")
            for form in entry.values("weak"):
                self.weak[form] = entry.value("type")
        for entry in lexicon.of_kind("LeadingNoun"):
            self.leading |= dict.fromkeys(entry.values("form"), entry.value("type"))
        for entry in lexicon.of_kind("KnownBody"):
            for form in entry.values("form"):
                self.known[form] = (entry.name, entry.value("type"))

    def _read_places(self, lexicon: Lexicon) -> None:
        for entry in lexicon.of_kind("CountryWords"):
            for form in entry.values("demonym"):
                self.demonyms[form] = entry.value("code")
        for entry in lexicon.of_kind("RegionWords"):
            for form in entry.values("demonym"):
                self.demonyms[form] = entry.value("form")

    @cached_property
    def known_phrases(self) -> dict[str, list[list[str]]]:
        """First word → names of well-known bodies of several words, or of one in small letters; longest first."""
        phrases: dict[str, list[list[str]]] = {}
        for form in sorted(self.known, key=lambda form: (-form.count(" "), form)):
            parts = form.replace(",", " ,").split(" ")
            if len(parts) > 1 or form.islower():
                phrases.setdefault(parts[0], []).append(parts)
        return phrases

    @cached_property
    def bodies_and_offices(self) -> frozenset[str]:
        """Nouns that are written with a capital too where they mean one body or office."""
        return frozenset(self.bodies) | frozenset(self.offices)

    def is_person_noun(self, lemma: str) -> bool:
        """Tell whether a noun means a person ("lawyer", "ex-minister", "co-chairman")."""
        if lemma in self.people:
            return True
        return "-" in lemma and lemma.rpartition("-")[2] in self.people

    def may_be_one_office(self, left: str, right: str) -> bool:
        """Tell whether two entries of offices may be of one: the same, or one that does not say of what somebody is minister."""
        first, _, portfolio = left.partition(_OF_PORTFOLIO)
        second, _, other = right.partition(_OF_PORTFOLIO)
        return first == second and (not portfolio or not other or portfolio == other)

    def is_strike_by(self, noun: Token, country: Token) -> bool:
        """Tell whether a word before a noun says whose army it is that did so abroad: "*Turkish* airstrikes", "a *US* drone strike"."""
        lemma = noun.lemma_.lower()
        before = noun.nbor(-1).lower_ if noun.i else ""
        if lemma not in self.strikes and f"{before} {lemma}" not in self.strikes:
            return False
        return country.text in self.demonyms or country.text.isupper()

    def is_sporty(self, words: Iterable[str]) -> bool:
        """Tell whether an article's words, in lower case, are those of a report on matches."""
        total, hits, kinds = 0, 0, set()
        for word in words:
            total += 1
            if word in self.sports:
                hits += 1
                kinds.add(word)
        return len(kinds) >= _SPORT_KINDS and hits >= _SPORT_SHARE * total


def _list_happenings(lexicon: Lexicon) -> set[str]:
    """Return the plurals of nouns for what happens, which name nobody where a sentence begins with them: "*Wildfires* in Spain"."""
    types = lexicon.of_kind("EventType")
    nouns = (
        noun for entry in types for role in ("noun", "placedNoun") for noun in entry.values(role)
    )
    return {f"{noun}s" for noun in nouns if noun.isalpha() and not noun.endswith("s")}


_OF_PORTFOLIO = "/"
_SPORT_KINDS = 6
_SPORT_SHARE = 0.015
_HOLDERS: dict[int, tuple[Lexicon, Thesaurus]] = {}


def load_thesaurus(lexicon: Lexicon) -> Thesaurus:
    """Return the thesaurus of a lexicon, made on first use."""
    held = _HOLDERS.get(id(lexicon))
    if held is None:
        held = _HOLDERS[id(lexicon)] = (lexicon, Thesaurus(lexicon))
    return held[1]

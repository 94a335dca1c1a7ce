"""Who speaks: the source of each claim as an entity, whom it is addressed to, and what it is about.

A source is resolved, never guessed: a pronoun to its antecedent, "the minister" to whom the article gave that
office, a description to a described entity of its own. A claim without a source has no speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_builder.extraction.addressees import find_addressee
from graph_builder.extraction.anaphora import GENDERS, PLURALS, get_person
from graph_builder.extraction.antecedents import (
    BODIES,
    find_antecedent,
    find_antecedent_noun,
    list_subjects_before,
)
from graph_builder.extraction.criticised import find_criticised
from graph_builder.extraction.gazetteer import fold
from graph_builder.extraction.issuers import (
    find_earlier_issuer,
    find_issuer,
    is_bare,
    is_new,
)
from graph_builder.extraction.salience import SUBJECTS
from graph_builder.extraction.sources import (
    find_phrase,
    find_subject,
    is_et_al,
    is_in_clause,
    is_passive,
    join_hyphens,
)
from graph_builder.extraction.titles import find_title_before

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from graph_builder.extraction.cast import Figure
    from graph_builder.extraction.context import Context
    from graph_builder.extraction.entities import EntityIndex
    from graph_builder.extraction.thesaurus import Gender
    from graph_builder.model import Claim, Span

_REACH = 500
_ET_AL = frozenset({"et", "al", "al.", "."})
_OWN_VOICE = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_INDEFINITE = frozenset(
    {
        "one",
        "some",
        "many",
        "others",
        "both",
        "all",
        "several",
        "another",
        "everyone",
        "most",
        "few",
    }
)
_THINGS = frozenset({"it", "this"})
_CALLING = frozenset({"give", "identify", "name", "know", "use", "call", "introduce"})
_CALLED = frozenset({"as", "name", "pseudonym", "alias", "named", "called", "himself", "herself"})
_OFFICE_OF_PLACE = 3  # words
_PARTS = frozenset({"part", "parts", "passage", "section", "portion", "excerpt", "line", "text"})
_OF_ALL = ("ish", "ch", "ese", "ss", "s")
"""How words for peoples end that mean all of one: "the British", "the French"."""
_APART = frozenset({"or", "nor", "neither", "either", "not"})
_NONE = frozenset({"neither", "nor"})


def resolve_speakers(context: Context) -> tuple[Claim, ...]:
    """Return the claims with speaker, addressee and what they are about.

    Adds described speakers and the "I" and "we" of direct quotations to the cast. A claim whose source
    stays unclear keeps ``speaker`` None.
    """
    index = context.cast
    finder = _SpeakerFinder(index, context.lexicon.words("Taking", "lemma"))
    speakers = finder.find_all(context.claims)
    for number, claim in enumerate(context.claims):
        figure = speakers[number]
        if figure is None and claim.source is not None and _is_own_voice(claim.source):
            outer = context.find_claim_around(claim.source)
            speakers[number] = speakers[outer] if outer is not None else None
        if figure is not None and claim.direct:
            _note_own_voice(claim, figure, index)
    for number, claim in enumerate(context.claims):
        outer = context.find_claim_around(claim.source) if claim.source else None
        if outer is not None and _is_of_another(claim, context.claims[outer]):
            same = speakers[number] is not None and speakers[number] is speakers[outer]
            speakers[number] = None if same else speakers[number]
    for number, claim in enumerate(context.claims):
        if _is_denied_by_sayer(number, claim, context.claims, speakers):
            speakers[number] = None
    criticised = find_criticised(context.claims, index)
    return tuple(
        replace(
            claim,
            speaker=figure.id if figure else None,
            further_speakers=_list_further(claim, figure, index),
            addressee=claim.addressee or find_addressee(claim, figure, index),
            about=_list_subjects(claim, figure, criticised, index),
        )
        for claim, figure in zip(context.claims, speakers, strict=True)
    )


def _is_of_another(claim: Claim, around: Claim) -> bool:
    """Tell whether "he" or "she" speaks in somebody's own words, who then is another."""
    return around.direct and claim.source is not None and claim.source.text.lower() in {"he", "she"}


def _is_denied_by_sayer(
    number: int, denial: Claim, claims: Sequence[Claim], speakers: Sequence[Figure | None]
) -> bool:
    """Tell whether "he" or "she" would deny what they have just said themselves, and so is another: "Moss accused her of theft, a charge *she* denies"."""
    if denial.type != "Denial" or denial.source is None or speakers[number] is None:
        return False
    if denial.source.text.lower() not in GENDERS:
        return False
    return any(
        claim.content == denial.content and speakers[other] is speakers[number]
        for other, claim in enumerate(claims)
        if other != number and claim.cue != denial.cue
    )


def _is_own_voice(source: Span) -> bool:
    return source.text.lower() in _OWN_VOICE


def _list_further(claim: Claim, speaker: Figure | None, index: EntityIndex) -> tuple[str, ...]:
    """Return the ids of those who are named as the source beside the speaker: "Moss *and Hill* said"."""
    if speaker is None or claim.source is None:
        return ()
    tokens = index.parsed.tokens_in(claim.source.start, claim.source.end)
    if tokens is None:
        return ()
    apart = {child.lower_ for child in tokens.root.children} & _APART
    if apart and not (claim.type == "NonStatement" and apart <= _NONE):
        return ()  # "neither Moss nor Hill has commented" is of both
    row = [tokens.root]
    for word in row:
        row += [child for child in word.rights if child.dep_ == "conj" and child in tokens]
    found = [index.get_figure(word) for word in row]
    if speaker not in found:
        return ()
    # The second of two places mostly belongs to the name of the first: "the High Court of England and Wales".
    others = (figure for figure in found if figure and figure.type != "Place")
    return tuple(dict.fromkeys(figure.id for figure in others if figure is not speaker))


def _goes_on(claim: Claim) -> bool:
    """Tell whether several who spoke before go on: "The ministers said … They *also* said …"."""
    words = claim.cue.text.lower().split()
    return claim.source is not None and claim.source.text.lower() == "they" and words[0] == "also"


class _SpeakerFinder:
    """Finds the figure of a source; remembers who issued "the statement" it heard of before."""

    def __init__(self, index: EntityIndex, taking: frozenset[str]) -> None:
        """Take who there is, and the verbs by which one makes no document: "ignored a report"."""
        self._index = index
        self._taking = taking
        self._issuers: dict[str, Figure] = {}

    def find_all(self, claims: Sequence[Claim]) -> list[Figure | None]:
        """Return the speaker of each claim; in the order of the text, so that "she" may be a described one before."""
        found: list[Figure | None] = [None] * len(claims)
        last: tuple[int, Figure] | None = None
        sources = [(claim.source, number) for number, claim in enumerate(claims) if claim.source]
        before: Figure | None = None
        told: Claim | None = None
        for source, number in sorted(sources):
            turn = self._find_named(source) if claims[number].cue.text == ":" else None
            figure = turn or self._find_stated(source, before, told) or self.find(source)
            if _goes_on(claims[number]) and before is not None and before.type != "Person":
                figure = before
            if figure is None and before is not None and told is not None:
                figure = self._find_body(source, before, told)
            gender = GENDERS.get(source.text.lower())
            if figure is None and gender:
                figure = self._find_stranger(source, gender)
            if figure is None and gender and last and source.start - last[0] < _REACH:
                figure = self._note_pronoun(source, last[1], gender)
            if figure is not None and figure.type == "Person":
                last = (source.end, figure)
            if figure is not None:
                self._note_made(claims[number].cue, figure)
            before = found[number] = figure
            told = claims[number]
        return found

    def _find_named(self, source: Span) -> Figure | None:
        """Return who is named as the one who speaks before a colon, as the article names him elsewhere."""
        name = fold(source.text)
        figures = [each for each in self._index.cast.figures.values() if each.named]
        called = (
            (each, {fold(m.span.text) for m in each.mentions if m.kind == "name"})
            for each in figures
        )
        return next((each for each, names in called if name in names), None)

    def _find_stranger(self, source: Span, gender: Gender) -> Figure | None:
        """Return somebody without a name of whom the sentence before tells, whom no name fits: "*A teacher* spoke. She said …"."""
        index = self._index
        tokens = index.parsed.tokens_in(source.start, source.end)
        if tokens is None:
            return None
        said = tokens[0].sent if tokens[0].sent[0].is_quote else None  # "“…,” she said"
        subjects = list_subjects_before(tokens[0])
        before = next((each for each in subjects if said is None or each not in said), None)
        if before is None or before.tag_ not in {"NN", "CD"} or before.dep_ not in SUBJECTS:
            return None
        lemma = get_person(before)
        if index.words.genders.get(lemma, gender) != gender or not index.words.is_person_noun(
            lemma
        ):
            return None
        figure = index.get_figure(before) or self._describe(
            index.parsed.span(before.doc[before.left_edge.i : _find_noun_end(before)])
        )
        if figure is None or figure.type not in {"Person", "Agent"}:
            return None
        return self._note_pronoun(source, figure, gender)

    def _note_made(self, cue: Span, figure: Figure) -> None:
        """Note what a speaker made with his words: who ruled made "the ruling"; who said it in a filing, the filing."""
        tokens = self._index.parsed.tokens_in(cue.start, cue.end)
        for token in tokens or ():
            lemma = token.lemma_.lower()
            if token.pos_ == "NOUN" and lemma in self._index.words.documents:
                self._issuers[lemma] = figure
            elif token.pos_ == "VERB":
                self._issuers.update(dict.fromkeys(self._index.words.made.get(lemma, ()), figure))

    def _find_body(self, source: Span, before: Figure, told: Claim) -> Figure | None:
        """Return the body that spoke in the sentence before, where no other is meant: "…, according to the agency. *It* put the toll at 9"."""
        tokens = self._index.parsed.tokens_in(source.start, source.end)
        if tokens is None or source.text != "It" or before.type not in BODIES:
            return None
        last = self._index.parsed.tokens_in(told.evidence.start, told.evidence.end)
        if last is None or tokens.doc != last.doc or last[-1].sent.end != tokens[0].sent.start:
            return None
        self._index.add_mention(before, tokens[0], tokens[-1], "pronoun")
        return before

    def _find_stated(
        self, source: Span, before: Figure | None, told: Claim | None
    ) -> Figure | None:
        """Return who spoke in the sentence before, whose "the statement" is, where nobody is said to have issued one: "…, her office said. *The statement* added …"."""
        tokens = self._index.parsed.tokens_in(source.start, source.end)
        if tokens is None or before is None or told is None or "statement" in self._issuers:
            return None
        if source.text.lower() != "the statement":
            return None
        last = self._index.parsed.tokens_in(told.evidence.start, told.evidence.end)
        near = last is not None and tokens.doc == last.doc
        near = near and last is not None and last[-1].sent.end == tokens[0].sent.start
        return before if near else None

    def _note_pronoun(self, source: Span, figure: Figure, gender: Gender) -> Figure | None:
        tokens = self._index.parsed.tokens_in(source.start, source.end)
        if tokens is None or figure.gender not in {None, gender}:
            return None
        self._index.add_mention(figure, tokens[0], tokens[-1], "pronoun")
        return figure

    def find(self, source: Span) -> Figure | None:
        """Return the figure meant by a source, described anew if nobody is known by it."""
        index = self._index
        tokens = index.parsed.tokens_in(source.start, source.end)
        figure = index.find_figure(source)
        if tokens is None or (figure is not None and figure.type == "Person"):
            return figure
        countryman = self._find_countryman(tokens.root)
        if countryman is not None:
            index.add_mention(countryman, tokens[0], tokens.root, "description")
            return countryman
        if is_et_al(tokens.doc, tokens.end - 1):
            named = (each for each in reversed(tokens) if each.lower_ not in _ET_AL)
            name = next(named, tokens.root)
            return index.get_figure(name) or self._find_unnamed(source, name)
        head = join_hyphens(tokens.root)
        figure = self._find_apposed(head) or self._find_titled(tokens) or figure
        figure = figure or self._find_self_named(head)
        return figure or self._find_unnamed(source, head)

    def _find_unnamed(self, source: Span, head: Token) -> Figure | None:
        index = self._index
        small = head.lower_
        if small in {"who", "which", "that"} and head.pos_ == "PRON":
            noun = find_antecedent_noun(head)
            if noun is None:
                return None
            figure = self._find_apposed_before(noun, head) or index.get_figure(noun)
            figure = figure or self._find_issuer(noun)
            return figure or self._describe(index.parsed.span(noun.doc[noun.left_edge.i], noun))
        if small in PLURALS or small in _THINGS:
            figure = find_antecedent(head, index)
            if figure is not None:
                index.add_mention(figure, head, head, "pronoun")
            return figure
        if head.pos_ == "PRON" and small not in _INDEFINITE:
            return None
        return self._find_issuer(head) or self._find_given(head) or self._describe(source)

    def _find_self_named(self, head: Token) -> Figure | None:
        """Return by what name somebody goes, where a clause on him says so: "the woman, who gave her name only as *Ann*,", "a man using the pseudonym *Bo*"."""
        clauses = (child for child in head.rights if child.dep_ in {"relcl", "acl"})
        for clause in clauses:
            for word in clause.subtree if clause.lemma_ in _CALLING else ():
                figure = self._index.get_figure(word)
                if figure is None or not figure.named or figure.type != "Person":
                    continue
                if word.left_edge.nbor(-1).lower_ in _CALLED:
                    self._index.add_mention(figure, head.left_edge, head, "description")
                    return figure
        return None

    def _find_given(self, head: Token) -> Figure | None:
        """Return the only person of whose name a capitalised word that stands alone is a part: "*Abiy* said"."""
        if not head.text.istitle() or head.is_sent_start or head.left_edge != head.right_edge:
            return None
        people = (each for each in self._index.cast.figures.values() if each.type == "Person")
        word = fold(head.text)
        found = [each for each in people if each.named and word in fold(each.label).split()]
        if len(found) != 1:
            return None
        self._index.add_mention(found[0], head, head, "name")
        return found[0]

    def _find_titled(self, tokens: TokenSpan) -> Figure | None:
        """Return the person named behind his office at the end of a source: "…'s chancellor, Ann Moss,"."""
        words = [token for token in tokens if not token.is_punct]
        figure = self._index.get_figure(words[-1]) if words else None
        if figure is None or figure.type != "Person" or is_in_clause(words[-1], tokens):
            return None
        first = len(words) - 1
        while first > 0 and self._index.get_figure(words[first - 1]) is figure:
            first -= 1
        title = find_title_before(tokens.doc, words[first].i, self._index.words)
        if title is not None and title.i >= tokens.start:  # "Secretary of State Ann Moss"
            return figure
        if self._is_of_place(words[max(0, first - _OFFICE_OF_PLACE) : first]):
            return figure
        before = words[first - 1] if first else None
        titled = before is not None and self._index.words.is_person_noun(before.lemma_.lower())
        root = tokens.root
        if before is not None and words[first].nbor(-1).text == "," and root.tag_ == "NN":
            # "a lawyer for the president, Ann Moss,"
            return figure if self._index.words.is_person_noun(root.lemma_.lower()) else None
        return figure if titled and not _belongs_to_another(words[-1], root) else None

    def _is_of_place(self, title: Sequence[Token]) -> bool:
        """Tell whether the words before a name are an office and its place: "*Mayor of London* Amir Moss"."""
        if len(title) < _OFFICE_OF_PLACE or title[1].lower_ != "of":
            return False
        place = self._index.get_figure(title[2])
        placed = place is not None and place.type in {"Place", "Country"}
        return placed and self._index.words.is_person_noun(title[0].lemma_.lower())

    def _find_apposed(self, head: Token) -> Figure | None:
        """Return the person whose name stands at the end of what he is: "news site X's director, Ann Moss"."""
        word: Token | None = None if head.lower_ in self._index.words.groups else head
        while word is not None:
            figure = self._index.get_figure(word)
            if figure is not None and figure.type == "Person" and word != head:
                return figure
            word = next((each for each in word.rights if self._names(each)), None)
        return None

    def _find_apposed_before(self, noun: Token, pronoun: Token) -> Figure | None:
        """Return the person whose name stands between what he is and a clause on him: "her son, *Bo Moss*, who said …"."""
        if noun.pos_ != "NOUN" or not any(child.dep_ == "appos" for child in noun.rights):
            return None
        figure = self._find_apposed(noun)
        before = figure is not None and self._index.get_figure(pronoun.nbor(-2)) is figure
        return figure if before and pronoun.nbor(-1).text == "," else None

    def _find_countryman(self, people: Token) -> Figure | None:
        """Return who is called by where he is from: "Ann Moss won. …, *the Dane* said"; "the Danes" are several."""
        article = any(child.lower_ in {"the", "a", "an"} for child in people.lefts)
        if people.text not in self._index.words.demonyms or not article:
            return None
        if people.tag_ in {"NNS", "NNPS"} or people.text.endswith(_OF_ALL):
            return None
        before = [*list_subjects_before(people), *self._list_subjects_of_paragraph_before(people)]
        figures = map(self._index.get_figure, before)
        return next((each for each in figures if each and each.type == "Person"), None)

    def _list_subjects_of_paragraph_before(self, token: Token) -> Iterator[Token]:
        """Yield the subjects of the paragraph before that of a word, the last sentence first."""
        paragraphs = self._index.parsed.paragraphs
        number = next(i for i, each in enumerate(paragraphs) if each.doc is token.doc)
        if number:
            for sentence in reversed(list(paragraphs[number - 1].doc.sents)):
                yield from (each for each in sentence if each.dep_ in SUBJECTS)

    def _names(self, word: Token) -> bool:
        """Tell whether a noun goes on with the same person: an apposition, or "author and fellow Ann Moss"."""
        if word.dep_ == "appos":
            return True
        titles = (each.lemma_.lower() for each in word.lefts if each.dep_ == "compound")
        titled = any(self._index.words.is_person_noun(title) for title in titles)
        alone = not any(each.dep_ in {"det", "poss"} for each in word.lefts)
        return word.dep_ == "conj" and word.pos_ == "PROPN" and titled and alone

    def _describe(self, source: Span) -> Figure | None:
        self._index.describe(source)
        return self._index.find_figure(source)

    def _find_issuer(self, head: Token) -> Figure | None:
        """Return who issued a document, as said with it or where it was first spoken of; of a part of one, too."""
        head = _find_document(head)
        lemma = head.lemma_.lower()
        if lemma not in self._index.words.documents:
            return None
        issuer = find_issuer(head, self._index) or self._find_author(head)
        if issuer is None and not is_new(head) and (is_bare(head) or head.dep_ != "nsubj"):
            issuer = self._issuers.get(lemma) or find_earlier_issuer(head, self._index)
        if issuer is not None:
            self._issuers[lemma] = issuer
        return issuer

    def _find_author(self, paper: Token) -> Figure | None:
        """Return who the sentence says made a document: "the group filed a motion claiming …", "they released a report that …"."""
        verb = paper.head
        if paper.dep_ != "dobj" or verb.pos_ != "VERB" or is_passive(verb):
            return None
        if verb.lemma_.lower() in self._taking:
            return None  # "ignored a report warning that …"
        if verb.i and (verb.nbor(-1).is_quote or verb.nbor(-1).text == ","):
            return None  # "“…”, read the warning"
        subject = find_subject(verb)
        if subject is None or subject.i > verb.i or subject.tag_ in {"WDT", "WP"}:
            return None
        first, end = find_phrase(subject, before=verb.i)
        return self.find(self._index.parsed.span(subject.doc[first], subject.doc[end - 1]))


def _belongs_to_another(name: Token, root: Token) -> bool:
    """Tell whether a name says whose somebody is: "a spokesman for President *Ann Moss*", not "Center for Law scientist *Ann Moss*"."""
    word = name
    while word not in (root, word.head) and word.dep_ != "pobj":
        word = word.head
    return word != root and word.dep_ == "pobj" and word.head.head.pos_ != "PROPN"


def _find_noun_end(noun: Token) -> int:
    """Return the end of a noun, that of those of whom it is one included."""
    return int(noun.right_edge.i if noun.lower_ == "one" else noun.i) + 1


def _find_document(head: Token) -> Token:
    """Return the document of which a noun is a part: "part of the judge's *statement*"."""
    links = (link for link in head.rights if link.lower_ == "of") if head.lower_ in _PARTS else ()
    things = (thing for link in links for thing in link.rights if thing.dep_ == "pobj")
    return next(things, head)


def _note_own_voice(claim: Claim, figure: Figure, index: EntityIndex) -> None:
    """Note "I" and "we" in a direct quotation as mentions of who says it."""
    for part in claim.content:
        tokens = index.parsed.tokens_in(part.start, part.end)
        for token in tokens or ():
            if (
                token.pos_ == "PRON"
                and token.lower_ in _OWN_VOICE
                and token.text != "US"
                and index.get_figure(token) is None
            ):
                index.add_mention(figure, token, token, "pronoun")


def _list_subjects(
    claim: Claim, speaker: Figure | None, criticised: Collection[Figure], index: EntityIndex
) -> tuple[str, ...]:
    """Return the ids of those that the content speaks of, if they have a name or somebody criticises them, the speaker left out."""
    found: dict[str, None] = {}
    for part in claim.content:
        for token in index.parsed.tokens_in(part.start, part.end) or ():
            figure = index.get_figure(token)
            if figure is None or figure is speaker:
                continue
            if figure.named or figure in criticised:
                found[figure.id] = None
    return tuple(found)

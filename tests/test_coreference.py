from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction.context import Context
from graph_builder.extraction.coreference import resolve_speakers
from graph_builder.extraction.entities import find_entities
from graph_builder.lexicon import load_lexicon
from graph_builder.model import Claim, Span

if TYPE_CHECKING:
    from conftest import Parse, Read


def make_claim(
    text: str, source: str | None, cue: str, content: str, *, direct: bool = False
) -> Claim:
    def cut(part: str) -> Span:
        start = text.index(part)
        return Span(start, start + len(part), part)

    return Claim(
        type="Request" if cue == "urged" else "Statement",
        source=cut(source) if source else None,
        cue=cut(cue),
        content=(cut(content),),
        evidence=Span(0, len(text), text),
        direct=direct,
    )


def resolve(parse: Parse, text: str, *claims: Claim) -> tuple[Context, tuple[Claim, ...]]:
    context = Context(parse(text), load_lexicon())
    context.cast = find_entities(context)
    context.claims = claims
    return context, resolve_speakers(context)


def get_speaker(parse: Parse, text: str, source: str | None, cue: str, content: str) -> str | None:
    return resolve(parse, text, make_claim(text, source, cue, content))[1][0].speaker


def test_pronoun_is_the_last_subject_of_its_gender(parse: Parse) -> None:
    text = (
        "Environment Minister Paula Reyes visited a reservoir with Senator John Malik. "
        "She said the water would last until spring."
    )
    assert (
        get_speaker(parse, text, "She", "said", "the water would last until spring")
        == "person/paula-reyes"
    )


def test_gender_comes_from_the_titles_of_the_article(parse: Parse) -> None:
    text = "Mrs. Adeyemi answered Mr. Brandt in court on Monday. He said the contract was void."
    assert get_speaker(parse, text, "He", "said", "the contract was void") == "person/brandt"


def test_he_is_never_a_place_or_body(parse: Parse) -> None:
    text = "Norway and the World Bank signed a loan on Monday. He said the loan was small."
    assert get_speaker(parse, text, "He", "said", "the loan was small") is None


def test_office_is_who_holds_it(parse: Parse) -> None:
    text = (
        "Fijian Prime Minister Ana Tuilagi opened a school. Teacher Sela Vaka thanked her. "
        "The prime minister promised two more."
    )
    assert (
        get_speaker(parse, text, "The prime minister", "promised", "two more")
        == "person/ana-tuilagi"
    )


def test_nobody_named_stays_nobody(parse: Parse) -> None:
    text = "Mayor Tomas Berg allegedly took bribes from a builder."
    assert get_speaker(parse, text, None, "allegedly", "took bribes from a builder") is None


def test_described_source_becomes_an_entity(parse: Parse) -> None:
    text = "A senior official said the bridge in Mostar was safe."
    context, claims = resolve(
        parse, text, make_claim(text, "A senior official", "said", "the bridge in Mostar was safe")
    )
    speaker = next(entity for entity in context.cast.entities if entity.id == claims[0].speaker)
    assert (speaker.label, speaker.type, speaker.named) == ("senior official", "Person", False)
    assert claims[0].about == ("place/mostar",)


def test_document_speaks_for_who_the_sentence_says_made_it(parse: Parse) -> None:
    text = "The union filed a motion claiming the ban was unlawful."
    speaker = get_speaker(parse, text, "a motion", "claiming", "the ban was unlawful")
    assert speaker == "organization/union"


def test_document_speaks_for_its_issuer_also_later(parse: Parse) -> None:
    text = "According to a statement from the health ministry, beds are free. The statement did not say how many."
    claims = resolve(
        parse,
        text,
        make_claim(text, "a statement from the health ministry", "According to", "beds are free"),
        make_claim(text, "The statement", "did not say", "how many"),
    )[1]
    assert [claim.speaker for claim in claims] == ["organization/health-ministry"] * 2


def test_addressee_is_whom_the_cue_names(parse: Parse) -> None:
    text = "Governor Lena Okafor told The Associated Press the dam would hold."
    claim = resolve(
        parse, text, make_claim(text, "Governor Lena Okafor", "told", "the dam would hold")
    )[1][0]
    assert claim.addressee == "organization/the-associated-press"


def test_addressee_of_a_request_stands_in_its_content(parse: Parse) -> None:
    text = "Governor Lena Okafor urged the National Assembly to pass the budget."
    claim = resolve(
        parse,
        text,
        make_claim(
            text, "Governor Lena Okafor", "urged", "the National Assembly to pass the budget"
        ),
    )[1][0]
    assert claim.addressee == "organization/national-assembly"


def test_i_in_a_quotation_is_the_speaker(parse: Parse) -> None:
    text = '"I will resign if we lose," coach Dmitri Volkov said.'
    context, claims = resolve(
        parse,
        text,
        make_claim(text, "coach Dmitri Volkov", "said", "I will resign if we lose", direct=True),
    )
    speaker = next(entity for entity in context.cast.entities if entity.id == claims[0].speaker)
    assert [m.span.text for m in speaker.mentions if m.kind == "pronoun"] == ["I", "we"]


def test_they_are_the_group_of_the_sentence_before(parse: Parse) -> None:
    text = "Prosecutors searched the bank on Monday. They said files were missing."
    context, claims = resolve(parse, text, make_claim(text, "They", "said", "files were missing"))
    speaker = next(entity for entity in context.cast.entities if entity.id == claims[0].speaker)
    assert speaker.label == "Prosecutors"


def test_who_stands_behind_what_he_is_speaks(parse: Parse) -> None:
    text = "Rural news site Barn Door's deputy director, Ann Moss, said the bridge was safe."
    source = "Rural news site Barn Door's deputy director, Ann Moss,"
    assert get_speaker(parse, text, source, "said", "the bridge was safe") == "person/ann-moss"


def test_a_word_with_a_hyphen_is_one(parse: Parse) -> None:
    text = "His ex-wife said the bridge was safe."
    speaker = get_speaker(parse, text, "His ex-wife", "said", "the bridge was safe")
    assert speaker == "person/ex-wife"


def test_they_may_be_whose_the_subject_is(parse: Parse) -> None:
    text = "Protesters' demands include an inquiry. They had asked the mayor to resign."
    speaker = get_speaker(parse, text, "They", "asked", "the mayor to resign")
    assert speaker == "agent/protesters"


def test_the_mother_is_not_a_father_or_an_unknown_david(parse: Parse) -> None:
    text = "David Hill was tried in Hull. The mother said the bridge was safe."
    speaker = get_speaker(parse, text, "The mother", "said", "the bridge was safe")
    assert speaker == "person/mother"


def test_who_ruled_made_the_ruling(parse: Parse) -> None:
    text = "The court ruled that the ban was void. According to the ruling, the state must pay."
    _, claims = resolve(
        parse,
        text,
        make_claim(text, "The court", "ruled", "that the ban was void"),
        make_claim(text, "the ruling", "According to", "the state must pay"),
    )
    assert [each.speaker for each in claims] == ["organization/court", "organization/court"]


def test_whoever_ends_a_source_behind_his_office_speaks(parse: Parse) -> None:
    source = "University of Leeds, Hull's chancellor, Ann Moss,"
    text = f"{source} said the bridge was safe."
    assert get_speaker(parse, text, source, "said", "the bridge was safe") == "person/ann-moss"


def test_another_judge_is_not_the_judge_with_a_name(read: Read) -> None:
    text = (
        "Judge Ada Quill sentenced the banker on Monday. Last week, another federal judge sentenced him to two years. "
        "The judge said that he had lied."
    )
    claim = read(text, "2023-06-15").claims[-1]
    assert claim.speaker != "person/ada-quill"
    text = "Judge Ada Quill sentenced the banker on Monday. The judge said that he had lied."
    assert read(text, "2023-06-15").claims[-1].speaker == "person/ada-quill"


def test_a_document_is_by_whoever_released_it(parse: Parse) -> None:
    text = (
        "President Ann Moss published a statement. According to a statement released by the interior ministry, "
        "the border is closed."
    )
    content = "the border is closed"
    speaker = get_speaker(
        parse,
        text,
        "a statement released by the interior ministry",
        "According to",
        content,
    )
    assert speaker == "organization/interior-ministry"


def test_a_body_that_is_criticised_is_what_claims_on_it_are_about(read: Read) -> None:
    facts = read(
        "Ann Moss criticised abuses by the security forces. Governor Tom Hale announced an amnesty for security forces. "
        "Ivo Berg praised the weather."
    )
    about = {claim.type: claim.about for claim in facts.claims}
    (forces,) = (item for item in facts.entities if item.label == "security forces")
    assert forces.id in about["Criticism"]
    assert forces.id in about["Announcement"]


def test_a_body_that_nobody_criticises_is_no_entity_of_its_own(read: Read) -> None:
    facts = read("Governor Tom Hale announced an amnesty for security forces.")
    assert not any(item.label == "security forces" for item in facts.entities)


def test_whoever_is_named_in_a_clause_about_the_source_does_not_speak(parse: Parse) -> None:
    source = "Norway, which no longer backs Chilean President Ann Moss,"
    text = f"{source} said the bridge was safe."
    assert get_speaker(parse, text, source, "said", "the bridge was safe") == "country/norway"


def test_a_paper_is_of_whoever_released_it(parse: Parse) -> None:
    source = "a statement released by the Moss Institute"
    text = f"President Ann Hill spoke. According to {source}, it rained."
    speaker = get_speaker(parse, text, source, "According to", "it rained")
    assert speaker == "organization/moss-institute"


def test_a_new_paper_is_not_of_who_spoke_before(parse: Parse) -> None:
    text = "Ann Moss said in a statement that it rained. According to a statement, it snowed."
    _, claims = resolve(
        parse,
        text,
        make_claim(text, "Ann Moss", "said in a statement", "that it rained"),
        make_claim(text, "a statement,", "According to", "it snowed"),
    )
    assert claims[1].speaker != "person/ann-moss"


def test_he_in_somebodys_own_words_is_another(parse: Parse) -> None:
    text = 'Ann Moss said, "He told us that the bridge was safe."'
    _, claims = resolve(
        parse,
        text,
        make_claim(text, "Ann Moss", "said", '"He told us that the bridge was safe."', direct=True),
        make_claim(text, "He", "told", "that the bridge was safe"),
    )
    assert [each.speaker for each in claims] == ["person/ann-moss", None]


def test_reports_of_nobody_are_not_of_who_reported_before(parse: Parse) -> None:
    text = "The BBC reported that it rained. According to reports, it snowed."
    _, claims = resolve(
        parse,
        text,
        make_claim(text, "The BBC", "reported", "that it rained"),
        make_claim(text, "reports,", "According to", "it snowed"),
    )
    assert [each.speaker for each in claims] == ["organization/bbc", "agent/reports"]


def test_who_found_something_with_others_speaks_for_them(parse: Parse) -> None:
    text = "Ann Moss et al found that it rained."
    speaker = get_speaker(parse, text, "Ann Moss et al", "found", "that it rained")
    assert speaker == "person/ann-moss"


def test_he_in_somebody_s_own_words_is_another(read: Read) -> None:
    text = "Jan Hill died on Monday. In a statement, the bishop, Allan Moss, said, “He was a good man.”"
    facts = read(text, "2024-05-16")
    (death,) = facts.events
    assert death.victims == ("person/jan-hill",)
    people = {entity.id: entity for entity in facts.entities}
    said = [mention.span.text for mention in people["person/jan-hill"].mentions]
    assert said == ["Jan Hill", "He"]


def test_the_city_is_what_was_called_one(read: Read) -> None:
    text = (
        "A house fell in Magnitogorsk, a city in Russia. A boy was flown to Moscow. "
        "Another explosion hit a bus in the city on Tuesday."
    )
    assert read(text, "2019-06-12").events[-1].label == "explosion in Magnitogorsk"


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("The head of the Blue Church, Bishop Bo Rill, opened a dam.", True),
        ("The head of the Blue Church, Bo Rill, opened a dam.", True),
        ("The head of the Blue Church, Bishop Bo Rill and a nurse opened a dam.", False),
    ],
)
def test_a_title_may_stand_before_the_name_that_says_who_is_meant(
    text: str, read: Read, *, described: bool
) -> None:
    rill = next(entity for entity in read(text).entities if entity.id == "person/bo-rill")
    assert ("The head" in {mention.span.text for mention in rill.mentions}) is described


def test_a_title_right_before_a_name_is_of_nobody_else(read: Read) -> None:
    facts = read(
        "Governor Eva Moss spoke on Monday. Bo Sarmiento was ill. Eva Moss was tired.\n\n"
        "The now-former governor Sarmiento was sworn in as governor on July 2 following the resignation.",
        "2019-08-08",
    )
    moss = next(entity for entity in facts.entities if entity.id == "person/eva-moss")
    assert {mention.span.text for mention in moss.mentions} == {"Eva Moss"}
    began = [tenure for tenure in facts.tenures if tenure.started_on.edtf == "2019-07-02"]
    assert {tenure.holder for tenure in began} == {"person/bo-sarmiento"}


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("The queen opened a dam. The mayor had asked Queen Ida II for it.", True),
        ("The queen opened a dam. Queen Ida II is older than Queen Eva IV.", False),
        ("The mayor opened a dam. Mayor Ida Holm had said so.", False),
    ],
)
def test_who_reigns_may_be_named_later(text: str, read: Read, *, described: bool) -> None:
    holders = [entity for entity in read(text).entities if entity.label.startswith("Ida")]
    names = {mention.span.text for entity in holders for mention in entity.mentions}
    assert ("The queen" in names) is described


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The only court above it is the Supreme Court of Peru.", "organization/harbour-court"),
        ("The Supreme Court of Peru had asked for it.", "organization/supreme-court"),
    ],
)
def test_a_body_that_has_done_nothing_yet_is_not_the_one_that_is_meant(
    sentence: str, speaker: str, read: Read
) -> None:
    facts = read(
        f"The Harbour Court ruled against Ana Ruiz. {sentence} The three-judge court found that Ruiz had lied."
    )
    assert facts.claims[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Ida Moss said the girls were young. One of the victims gave her name. She said it was right. She added she was glad.",
            ["Ida Moss", "One of the victims", "One of the victims"],
        ),
        (
            "Mayor Ida Moss said the school was old. A teacher spoke to the crowd. She said it would close.",
            ["Ida Moss", "teacher"],
        ),
        (
            "Mayor Ida Moss said the school was old. A man threw a stone. She said it would close.",
            ["Ida Moss", "Ida Moss"],
        ),
        (
            "Mayor Ida Moss said the school was old. Her husband died in 2010. She said it would close.",
            ["Ida Moss", "Ida Moss"],
        ),
        (
            "Minister Tom Okoro said all was well. The crowd cheered. He said the plane had left.",
            ["Tom Okoro", "Tom Okoro"],
        ),
    ],
)
def test_she_is_who_was_told_of_last_though_without_a_name(
    read: Read, text: str, speakers: list[str]
) -> None:
    facts = read(text, "2023-06-15")
    labels = {entity.id: entity.label for entity in facts.entities}
    assert [labels[claim.speaker or ""] for claim in facts.claims] == speakers


def test_a_part_of_a_statement_is_of_who_made_it(read: Read) -> None:
    facts = read(
        'Judge Ida Moss ruled on Friday. Part of the judge\'s statement reads "the law is old."'
    )
    assert facts.claims[-1].speaker == "person/ida-moss"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry's website says the dam is safe.", "ministry"),
        ("A teacher's letter says the school is old.", "teacher"),
        ("The National Tax Service website says the dam is safe.", "National Tax Service"),
    ],
)
def test_whose_paper_speaks_speaks(read: Read, text: str, speaker: str) -> None:
    facts = read(text)
    labels = {entity.id: entity.label for entity in facts.entities}
    assert [labels[claim.speaker or ""] for claim in facts.claims] == [speaker]


def test_whose_website_warns_warns(read: Read) -> None:
    (measure,) = read("The National Tax Service website advises citizens to stay.").measures
    assert measure.announced_by == "organization/national-tax-service"


def test_who_is_asked_answers(read: Read) -> None:
    text = "Bo Hill was reported dead. Reporters asked President Ivo Marsh about it on Monday, but he declined to comment."
    (claim,) = read(text, "2024-05-16").claims
    assert (claim.type, claim.speaker) == ("NonStatement", "person/ivo-marsh")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            'The Department said a man had been hurt: "Guards responded quickly." They also said they had found a knife.',
            "organization/department",
        ),
        (
            "The prefects claimed the site was large. Listed members were from Ohio and Utah. They also stated arrests were made.",
            "agent/prefects",
        ),
        (
            "Research from 2014 shows that sponges live. In their model, they found it was safe.",
            None,
        ),
    ],
)
def test_they_are_several_who_can_speak(read: Read, text: str, speaker: str | None) -> None:
    assert read(text, "2024-05-16").claims[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "further"),
    [
        (
            "Senator Ivo Moss and Representative Ana Ruiz questioned the deal.",
            "person/ivo-moss",
            ("person/ana-ruiz",),
        ),
        (
            "China, Iran, and Russia have pledged to help.",
            "country/china",
            ("country/iran", "country/russia"),
        ),
        (
            "Neither Ana Moss nor Ivo Ruiz said it was over.",
            "person/ana-moss",
            ("person/ivo-ruiz",),
        ),
        ("Ivo Moss or Ana Ruiz said it was over.", "person/ivo-moss", ()),
        (
            "Ana Ruiz, the mayor of Lund and Oslo, said it was over.",
            "person/ana-ruiz",
            (),
        ),
    ],
)
def test_all_who_are_named_together_speak(
    read: Read, text: str, speaker: str, further: tuple[str, ...]
) -> None:
    (claim,) = read(text, "2024-05-16").claims
    assert (claim.speaker, claim.further_speakers) == (speaker, further)


def test_who_is_described_is_not_spoken_to(read: Read) -> None:
    (claim,) = read('Ana Ruiz described Ivo Moss to the BBC: "He was kind."', "2024-05-16").claims
    assert claim.addressee == "organization/bbc"


@pytest.mark.parametrize(
    "quoted",
    [
        '"I do not know what he wants, but he has lost," Holm said.',
        '"I do not know what he wants, but he has lost," said Holm.',
        'Holm said "I do not know what he wants, but he has lost".',
        'Holm said in a letter on Monday: "I do not know what he wants, but he has lost."',
    ],
)
def test_he_in_a_quotation_is_not_who_says_it(read: Read, quoted: str) -> None:
    facts = read(f"Senator Bob Holm left before President Tom Lund spoke. {quoted}", "2024-05-16")
    pronouns = {
        entity.label: [mention.span.text for mention in entity.mentions if mention.kind != "name"]
        for entity in facts.entities
    }
    assert facts.claims[-1].speaker == "person/bob-holm"
    assert "he" not in pronouns["Bob Holm"]


def test_she_says_what_a_man_did(read: Read) -> None:
    facts = read('Police chief Ida Kwan spoke on Monday. "To save his life, he fired," she said.')
    assert facts.claims[-1].speaker == "person/ida-kwan"


@pytest.mark.parametrize("verb", ["added", "said", "explained"])
def test_who_spoke_in_the_sentence_before_goes_on(read: Read, verb: str) -> None:
    text = (
        "Chancellor Paul Moser spoke on Monday. He said taxes were low. His rivals blamed him for the crisis. The head of the employers, "
        f"Martin Lund, said the chancellor must come to understand trade. To have fewer out of work, he {verb}, will take time."
    )
    assert read(text).claims[-1].speaker == "person/martin-lund"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The Lund Trust met on Monday. The group said it was late.", "Lund Trust"),
        (
            "The New York Times wrote on Monday. The newspaper said it was late.",
            "The New York Times",
        ),
        ("Lund Airways flew on Monday. The airline said it was late.", "Lund Airways"),
        ("The Lund Trust met the Holm Club. The group said it was late.", "group"),
        ("Lund University met on Monday. The company said it was late.", "company"),
        ("The Lund Trust met on Monday. The refugee agency said it was late.", "refugee agency"),
    ],
)
def test_a_bare_noun_means_the_only_body_just_named(read: Read, text: str, label: str) -> None:
    facts = read(text, "2024-05-16")
    speakers = {entity.id: entity.label for entity in facts.entities}
    assert [speakers[claim.speaker or ""] for claim in facts.claims][-1:] == [label]


def test_whom_they_will_choose_is_not_who_holds_the_office(read: Read) -> None:
    text = (
        "Prime Minister Ida Moss resigned on Monday. Bob Holm will succeed her as the Prime Minister. "
        "The people do not elect the Prime Minister."
    )
    moss = next(e for e in read(text, "2024-05-16").entities if e.id == "person/ida-moss")
    assert "the Prime Minister" not in [mention.span.text for mention in moss.mentions]


def test_the_new_president_is_who_has_won(read: Read) -> None:
    text = (
        "Bob Holm won Sunday's runoff, defeating President Ida Moss, who conceded. "
        "The new president takes office on May 24."
    )
    people = {entity.id: entity for entity in read(text, "2024-05-16").entities}
    assert "The new president" in [m.span.text for m in people["person/bob-holm"].mentions]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A spokesman for President Ida Moss said it was late.",
            "spokesman for President Ida Moss",
        ),
        (
            "The widow of slain candidate Bob Holm said it was late.",
            "widow of slain candidate Bob Holm",
        ),
        (
            "The government of President Ida Moss said it was late.",
            "government of President Ida Moss",
        ),
        ("Aides to former mayor Bob Holm said it was late.", "aides to former mayor Bob Holm"),
        ("A lawyer for President Ida Moss, Bob Holm, said it was late.", "Bob Holm"),
        ("Law Centre scientist Bob Holm said it was late.", "Bob Holm"),
    ],
)
def test_who_speaks_for_somebody_is_somebody_else(read: Read, text: str, speaker: str) -> None:
    facts = read(text, "2024-05-16")
    labels = {entity.id: entity.label for entity in facts.entities}
    assert [labels[claim.speaker or ""].lower() for claim in facts.claims] == [speaker.lower()]


def test_a_legislator_is_called_by_the_state(read: Read) -> None:
    text = (
        "Sen. Ellen Marsh, D-Vt., spoke. Sen. Raul Ortega of New Mexico left. The Vermont senator said the bill was dead. "
        "The New Mexico Democrat said he had called. The Ohio senator said nothing was new."
    )
    speakers = [claim.speaker for claim in read(text, "2024-05-16").claims]
    assert speakers == ["person/ellen-marsh", "person/raul-ortega", "person/ohio-senator"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "European Commission President Klara Lind said it was late. The Commission president said she was sad.",
            ["person/klara-lind", "person/klara-lind"],
        ),
        (
            "Giulia Conti left. According to a person briefed on it, a deal was near. The person said it was late.",
            ["person/person", "person/person"],
        ),
        (
            "The union leaders said it was late. “Ten years of work cannot be undone,” the leaders said. They said they would go.",
            ["agent/union-leaders"] * 3,
        ),
        (
            "Prime Minister Abiy Bekele left. Last month Abiy said that it was a lie.",
            ["person/abiy-bekele"],
        ),
        (
            "Jan Novak left. A resident of Abi Adi said he saw soldiers. “They ran,” he said. He said he was ill.",
            ["person/resident-of-abi-adi"] * 3,
        ),
        (
            "Medical charity Doctors Without Borders said it was late. The charity said it had left.",
            ["organization/doctors-without-borders"] * 2,
        ),
    ],
)
def test_who_goes_on_is_who_spoke(read: Read, text: str, speakers: list[str]) -> None:
    assert [claim.speaker for claim in read(text, "2024-05-16").claims] == speakers


def test_who_was_just_quoted_says_the_next_quotation(read: Read) -> None:
    text = (
        "Culture Secretary Lucy Tandy closed the museum.\n\nMuseum director Jan Garner said staff had been told to be silent. "
        "He confirmed that 112 jobs were at risk but refused to say whether he had offered his resignation.\n\n"
        "Council leader Daren Hale, who met Tandy last week, said the firm had paid. “I took it at its word,” he said."
    )
    assert read(text, "2024-05-16").claims[-1].speaker == "person/daren-hale"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ada Lind, 58, was there, and said so. “It was loud,” the mother of four said.",
            "person/ada-lind",
        ),
        (
            "The International Monetary Fund met. The Fund said that growth was slow.",
            "organization/international-monetary-fund",
        ),
        (
            "The president, Hillary Stone, came.\n\nOne voter, Kit McLenney, said Stone was late.\n\n“It was loud,” she said.",
            "person/kit-mclenney",
        ),
    ],
)
def test_who_is_told_of_last_speaks(read: Read, text: str, speaker: str) -> None:
    assert read(text, "2024-05-16").claims[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "Joeri Maas of Imperial College London, who took no part, was ill.",
            "organization/imperial-college-london",
        ),
        ("Former Linden Mayor Anthony Russo took bribes.", "place/linden"),
        ("Linden's current mayor, Derek Armstead, was sad.", "place/linden"),
    ],
)
def test_what_somebody_is_of_is_no_person(read: Read, text: str, path: str) -> None:
    assert path in {each.id for each in read(text, "2024-05-16").entities}


def test_a_teen_is_not_the_chief(read: Read) -> None:
    text = "Police Chief Karen Boyd said it was over. The teen told officers that he was ill."
    assert read(text, "2024-05-16").claims[-1].speaker == "person/teen"


def test_a_rank_before_a_name_is_nobody(read: Read) -> None:
    facts = read("Army spokesman Col. Jean Mukendi said it was late.", "2024-05-16")
    people = [each.label for each in facts.entities if each.type == "Person"]
    assert people == ["Jean Mukendi"]


def test_whose_is_no_part_of_what_somebody_is_called(read: Read) -> None:
    facts = read("Maya Budha, whose brother was killed, said she was ill.", "2024-05-16")
    assert not [each.label for each in facts.entities if "whose" in each.label]


def test_it_is_the_body_that_spoke_before(read: Read) -> None:
    text = "Nine died, according to the National Disaster Agency. It had put the toll at five on Monday."
    assert [each.speaker for each in read(text, "2024-05-16").claims] == [
        "organization/national-disaster-agency"
    ] * 2


def test_who_is_quoted_is_no_he_in_the_next_part_of_the_quotation(read: Read) -> None:
    text = (
        "Nora Holm met Leo Moss in May. “We spoke for an hour,” Vera Blum recalled on Friday. "
        "“She wanted to help,” she said. “Her staff kept asking.”"
    )
    entities = {entity.label: entity for entity in read(text, "2025-03-10").entities}
    spoken = [mention.span.text for mention in entities["Vera Blum"].mentions]
    assert "She" not in spoken
    assert "Her" not in spoken


def test_what_is_somebodys_is_called_by_the_name(read: Read) -> None:
    text = "Mayor Nora Holm will resign, her office said. Her lawyer, who was present, denied it."
    labels = {entity.label for entity in read(text, "2025-03-10").entities}
    assert "office of Nora Holm" in labels
    assert "lawyer of Nora Holm" in labels


def test_him_is_not_whose_name_stands_behind_what_he_is(read: Read) -> None:
    text = "Carl Moss has died. His producer, Otto Hill, once described him as a friend."
    pronouns = {
        mention.span.start: entity.id
        for entity in read(text).entities
        for mention in entity.mentions
        if mention.kind == "pronoun"
    }
    assert pronouns[text.index("him")] == "person/carl-moss"


def test_who_says_that_he_did_speaks_of_himself(read: Read) -> None:
    text = (
        "Mr. Moss rejected the bill. He said his staff had read it. "
        "Hill, the junior senator, said that he had not decided how to vote."
    )
    assert read(text).claims[-1].speaker == "person/hill"


def test_who_is_named_behind_what_he_is_goes_on(read: Read) -> None:
    text = (
        '"They always are," Carl Moss said.\n\n'
        "The council's surveyor, Otto Hill, had advised against it. He said it would cost millions."
    )
    assert read(text).claims[-1].speaker == "person/otto-hill"


def test_they_are_those_to_whom_a_body_did_it(read: Read) -> None:
    (claim,) = read("The Lund League has banned two sprinters after they admitted cheating.").claims
    assert claim.speaker == "agent/two-sprinters"


def test_a_man_from_somewhere_is_no_country(read: Read) -> None:
    text = 'Carl Moss said he had slept badly. "I was lucky," the Swede joked.'
    assert [claim.speaker for claim in read(text).claims] == ["person/carl-moss"] * 2


def test_a_man_from_somewhere_is_named_in_the_paragraph_before(read: Read) -> None:
    text = "Coach Carl Moss has left the club.\n\nThe Belgian said he was tired."
    assert [claim.speaker for claim in read(text).claims] == ["person/carl-moss"]


def test_who_is_named_before_a_clause_says_what_it_tells(read: Read) -> None:
    text = "The sale was stopped by her son, Carl Moss, who said that it was a trick."
    assert read(text).claims[-1].speaker == "person/carl-moss"


def test_who_is_called_by_one_surname_is_not_called_by_the_other(read: Read) -> None:
    text = (
        "Governor Ana Moss Hill signed the order on Monday. Moss named a new director, Otto Hill. "
        "Hill told the paper that it would take a year."
    )
    assert read(text).claims[-1].speaker == "person/otto-hill"


def test_who_presides_over_a_body_is_not_meant_much_later(read: Read) -> None:
    text = (
        "The law has failed, argues Ann Moss, president of the Lund Institute. "
        "Voters are tired. The party has lost. Its rivals wait. Nobody leads it. "
        "The president said on Friday that he would stay."
    )
    assert read(text, "2024-05-07").claims[-1].speaker == "person/president"


def test_who_is_named_behind_a_title_is_no_stranger(read: Read) -> None:
    text = (
        "Ann Moss and her husband left. The force's chief constable Otto Hill wrote to ask them "
        "to waive her immunity."
    )
    pronouns = [
        (mention.span.text, entity.id)
        for entity in read(text).entities
        for mention in entity.mentions
        if mention.kind == "pronoun" and mention.span.start > text.index("waive")
    ]
    assert pronouns == [("her", "person/ann-moss")]


def test_a_quotation_goes_on_with_who_thought_it(read: Read) -> None:
    text = (
        "Mr. Hill will play himself, and he named his team. Paul Moss thinks Hill got it wrong. "
        '"He is the best of them," he said on his podcast.'
    )
    assert read(text).claims[-1].speaker == "person/paul-moss"


def test_who_prosecutes_speaks_of_others(read: Read) -> None:
    text = (
        "Gareth Moss denied the charge. He was convicted in April. "
        "Prosecutor Elen Hill said he used the money for a horse."
    )
    (he,) = [
        entity.id
        for entity in read(text).entities
        for mention in entity.mentions
        if mention.span.start == text.index("he used")
    ]
    assert he == "person/gareth-moss"


def test_the_statement_is_of_who_has_just_spoken(read: Read) -> None:
    text = "The court is closed, the ministry announced. The statement said a repair had failed."
    assert [claim.speaker for claim in read(text).claims] == ["organization/ministry"] * 2


def test_who_is_told_is_called_by_name(read: Read) -> None:
    (claim,) = read("An adviser told the newspaper Trouw that they had known.").claims
    assert claim.addressee == "organization/trouw"


def test_who_is_accused_denies_it(read: Read) -> None:
    text = "Mr. Moss accused the mayor, Karl Lind, of lying. He denied it."
    assert read(text).claims[-1].speaker == "person/karl-lind"


def test_who_was_spoken_of_before_is_not_who_was_named_since(read: Read) -> None:
    text = '"We told the landlord," said Mercy Moss. The landlord has not been seen since.'
    (moss,) = [entity for entity in read(text).entities if entity.label == "Mercy Moss"]
    assert "description" not in {mention.kind for mention in moss.mentions}


def test_who_learns_something_first_does_not_say_it(read: Read) -> None:
    facts = read("After learning that she had won, Eva Ruiz thanked the voters.", "2024-03-07")
    assert [claim.cue.text for claim in facts.claims] == ["thanked"]


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("The trial opened before Judge Ann Moss.", "prosecutor"),
        ("Union leader Simon Hall called a strike.", "police chief"),
        ("Captain Tom Ruiz won the match.", "coach"),
        ("Ambassador Karl Roth left Kyiv.", "consul"),
        ("Health Minister Ada Bell opened a clinic.", "education minister"),
        ("Mayor Pau Roig was away.", "deputy mayor"),
    ],
)
def test_one_office_is_not_another_of_its_kind(read: Read, before: str, who: str) -> None:
    claim = read(f"{before} The {who} said it was late.").claims[-1]
    assert claim.speaker == f"person/{who.replace(' ', '-')}"


def test_minister_may_hold_any_portfolio(read: Read) -> None:
    text = "Minister Ada Bell opened a clinic. The health minister said more would come."
    assert read(text).claims[-1].speaker == "person/ada-bell"


def test_chief_of_a_body_is_who_is_at_its_head(read: Read) -> None:
    text = "UN Secretary-General Marta Quill spoke in Geneva. The UN chief said aid was late."
    assert read(text).claims[-1].speaker == "person/marta-quill"


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("Police spokesman Bo Hill said two people were hurt.", "suspect"),
        ("Mayor Pau Roig visited the school.", "teacher"),
        ("Tim Ross was hit by a car.", "driver"),
    ],
)
def test_only_person_near_is_not_what_she_or_he_is_not(read: Read, before: str, who: str) -> None:
    assert read(f"{before} The {who} said it was late.").claims[-1].speaker == f"person/{who}"


def test_only_person_near_may_be_called_otherwise(read: Read) -> None:
    text = "Novelist Ann Moss won the prize. The author said she was happy."
    assert read(text).claims[-1].speaker == "person/ann-moss"


def test_who_is_called_the_same_again_is_the_same(read: Read) -> None:
    text = (
        "Green politician Hanna Lind spoke in Bonn beside Labour lawmaker Ed Rowe. "
        "The Green politician said both sides should move."
    )
    assert read(text).claims[-1].speaker == "person/hanna-lind"


def test_who_is_blunt_before_a_colon_says_it(read: Read) -> None:
    (claim,) = read('The deputy, Nuria Sala, was blunt: "Nobody will pay twice."').claims
    assert (claim.speaker, claim.direct) == ("person/nuria-sala", True)


def test_which_is_the_last_of_those_joined_before(read: Read) -> None:
    text = "Both the governor and the chamber of trade, which said it was late, welcomed it."
    assert read(text).claims[0].speaker == "organization/chamber"


def test_himself_is_who_does_it(read: Read) -> None:
    text = (
        "Karl Moss resigned on Monday. Moss was tired, his wife said. He left early. "
        "Mr Urban has not ruled out seeking the job himself."
    )
    (urban,) = [entity for entity in read(text).entities if entity.label == "Urban"]
    assert "himself" in {mention.span.text for mention in urban.mentions}


def test_who_has_just_spoken_criticises_next(read: Read) -> None:
    text = (
        "Vera was not satisfied. He said the minister should go.\n\n"
        "Soto, the lawyer of General Paz, said nobody was to blame. He dismissed the report as fiction."
    )
    assert read(text).claims[-1].speaker == "person/soto"


def test_he_in_a_quotation_is_of_whom_it_tells(read: Read) -> None:
    text = (
        'General Hugo Paz denied it. "My son called me. He said they were lost," said Rosa Chala.'
    )
    assert "person/hugo-paz" not in {
        each.speaker for each in read(text).claims if "lost" in each.content[0].text
    }


def test_the_general_is_somebody(read: Read) -> None:
    text = "General Hugo Paz spoke on Monday. The general denied reports that soldiers had fled."
    assert read(text).claims[-1].speaker == "person/hugo-paz"


@pytest.mark.parametrize("name", ["ANO", "Fidesz"])
def test_party_behind_a_name_is_the_party_of_that_name(read: Read, name: str) -> None:
    claims = read(f"The ruling {name} party said it was ready. {name} said it would sue.").claims
    assert {claim.speaker for claim in claims} == {f"organization/{name.lower()}"}


def test_businessman_without_a_name_is_nobody_named_before(read: Read) -> None:
    text = (
        "Police chief Bo Toro insisted that there was no deal. "
        "The businessman himself was dismissive. “Two losers do not win,” he wrote."
    )
    assert read(text).claims[-1].speaker == "person/businessman"


def test_who_is_put_first_has_done_it(read: Read) -> None:
    (claim,) = read("It was Ann Moss who on Monday had ruled out a mediator.").claims
    assert claim.speaker == "person/ann-moss"


def test_capital_is_no_town_that_nobody_calls_so(read: Read) -> None:
    text = "She spoke to supporters in Concepcion. The debates should be held outside the capital."
    (town,) = [entity for entity in read(text).entities if entity.label == "Concepcion"]
    assert [mention.kind for mention in town.mentions] == ["name"]


def test_head_of_a_body_is_not_its_acronym(read: Read) -> None:
    (claim,) = read("The head of the National Water Board (NWB) said the dam was safe.").claims
    assert claim.speaker is not None
    assert claim.speaker.startswith("person/")


def test_office_of_the_lead_is_whose_name_follows(read: Read) -> None:
    text = (
        "Nine miners have died, the mines minister said on Thursday.\n\n"
        "“We fear more,” Minister Paul Kabwe told parliament."
    )
    assert {claim.speaker for claim in read(text).claims} == {"person/paul-kabwe"}


@pytest.mark.parametrize(
    "text",
    [
        "The former governor said it was late.\n\nGovernor Paul Kabwe agreed that it was early.",
        "The president said it was late.\n\nRussian President Ivan Orlov agreed that it was late.",
        "Ida Holt came. Then the governor said it was late.\n\nGovernor Paul Kabwe agreed that it was.",
    ],
)
def test_who_is_named_later_may_be_another(read: Read, text: str) -> None:
    first, last = read(text).claims
    assert first.speaker != last.speaker


@pytest.mark.parametrize(
    "text",
    [
        "Peru's mines minister said the search was over.\n\nMines Minister Paul Kabwe told radio it was late.",
        "Peru's mines minister said the search was over.\n\nPaul Kabwe said nine had died.",
        "The mines minister said the search was over.\n\nPaul Kabwe, 52, said nine had died.",
        "The mines minister said it was over.\n\nPaul Kabwe said nine had died. The minister said so twice.",
    ],
)
def test_office_of_the_lead_is_whoever_is_named_next(read: Read, text: str) -> None:
    assert {claim.speaker for claim in read(text).claims} == {"person/paul-kabwe"}


@pytest.mark.parametrize(
    "text",
    [
        "The mines minister said it was over.\n\nPaul Kabwe, a lawyer, said nine had died.",
        "The mines minister said it was over.\n\nUnion leader Paul Kabwe said nine had died.",
        "A former mines minister said it was over.\n\nPaul Kabwe said nine had died.",
        "A spokesman for the mines minister said it was over.\n\nPaul Kabwe said nine had died.",
    ],
)
def test_who_is_named_next_may_be_another(read: Read, text: str) -> None:
    first, last = read(text).claims
    assert first.speaker != last.speaker


def test_who_is_named_as_the_source_is_not_the_subject_behind(read: Read) -> None:
    text = (
        "According to the judge, Ida Holt, who spoke in Lund, the mayor paid her husband. "
        "The mayor told residents that she would stay."
    )
    first, last = read(text).claims
    assert first.speaker == "person/ida-holt" != last.speaker


def test_the_source_before_a_clause_says_it(read: Read) -> None:
    text = "The raid began at noon, according to police, who said guards arrived later."
    assert {claim.speaker for claim in read(text).claims} == {"organization/police"}


def test_nobody_named_is_the_one_of_whom_a_text_begins_to_tell(read: Read) -> None:
    text = (
        "Paul Kabwe told workers that no train would move.\n\n"
        "A driver was killed when a stone struck his cab, police said. "
        "The driver was 40. The man had two sons."
    )
    (kabwe,) = (each for each in read(text).entities if each.label == "Paul Kabwe")
    assert not {"The driver", "The man"} & {mention.span.text for mention in kabwe.mentions}


def test_who_gives_a_name_goes_by_it(read: Read) -> None:
    text = "The woman, who gave her name only as Ida, said she was afraid. Ida said she trusted nobody."
    assert {claim.speaker for claim in read(text).claims} == {"person/ida"}


def test_who_has_said_it_does_not_deny_it(read: Read) -> None:
    text = "Lawmaker Hugo Moss accused her of theft, an allegation she called absurd."
    first, denial = read(text).claims
    assert (first.speaker, denial.speaker) == ("person/hugo-moss", None)


@pytest.mark.parametrize("pronoun", ["He", "She"])
def test_who_is_only_described_goes_on(read: Read, pronoun: str) -> None:
    text = (
        "An officer said the clerk had named Ali Moss. The band planned to kill Moss, the officer said. "
        f"{pronoun} added that the clerk had asked for money."
    )
    speakers = [claim.speaker for claim in read(text).claims if claim.cue.text in {"said", "added"}]
    assert set(speakers) == {"person/officer"}


@pytest.mark.parametrize("meant", ["the chancellor", "Holm"])
def test_who_speaks_of_somebody_by_name_or_office_is_another(read: Read, meant: str) -> None:
    text = (
        "Chancellor Gerhard Holm accused firms of greed. Holm was in Bonn.\n\n"
        "Opponents such as party secretary Volker Kahn were harsher. "
        f"“This is a ploy by {meant} to win votes,” he said."
    )
    assert read(text).claims[-1].speaker == "person/volker-kahn"

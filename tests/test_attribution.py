"""Claims: source, cue and content of each construction; and what is no claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph_builder.evaluation.attribution import score
from graph_builder.extraction.attribution import find_claims
from graph_builder.extraction.context import Context
from graph_builder.extraction.entities import find_entities
from graph_builder.lexicon import load_lexicon
from graph_builder.model import Facts

if TYPE_CHECKING:
    from conftest import Parse, Read

    from graph_builder.model import Claim


def claim(parse: Parse, text: str, date: str | None = None) -> tuple[Claim, ...]:
    context = Context(parse(text, date), load_lexicon())
    context.cast = find_entities(context)
    found = find_claims(context)
    for each in found:
        for span in (
            each.cue,
            each.evidence,
            *each.content,
            *([each.source] if each.source else []),
        ):
            assert text[span.start : span.end] == span.text
    return found


def show(each: Claim) -> tuple[str | None, str, str]:
    content = " … ".join(part.text for part in each.content)
    return (each.source.text if each.source else None, each.cue.text, content)


CONSTRUCTIONS = [
    (
        "The polls opened at eight, the Gazette quoted an official as saying.",
        ("an official", "saying", "The polls opened at eight"),
    ),
    (
        "“We have no plans to leave,” Mayor Ann Moss was quoted as saying by the Gazette.",
        ("Mayor Ann Moss", "saying", "“We have no plans to leave,”"),
    ),
    (
        "The Gazette quoted an official as saying the polls opened at eight.",
        ("an official", "saying", "the polls opened at eight"),
    ),
    (
        "Moss said Hill required resuscitation, and was in a “serious” condition.",
        ("Moss", "said", "Hill required resuscitation, and was in a “serious” condition"),
    ),
    (
        "The mayor suggested she would not run and Hill has left the party.",
        ("The mayor", "suggested", "she would not run"),
    ),
    (
        "The mayor said it was closed and that the road is open.",
        ("The mayor", "said", "it was closed and that the road is open"),
    ),
    (
        "The mayor appeared to suggest that the bridge was safe.",
        ("The mayor", "appeared to suggest", "that the bridge was safe"),
    ),
    (
        "The council went on to explain why the bridge was closed.",
        ("The council", "went on to explain", "why the bridge was closed"),
    ),
    (
        "The mayor wrote in an email that the bridge was safe.",
        ("The mayor", "wrote in an email", "that the bridge was safe"),
    ),
    (
        "The mayor said after the vote she would leave the council.",
        ("The mayor", "said", "she would leave the council"),
    ),
    (
        "The poll shows Moss with a lead of three points.",
        ("The poll", "shows", "Moss with a lead of three points"),
    ),
    (
        "She likened the plan to a wall, which fell in 1989.",
        ("She", "likened", "the plan to a wall"),
    ),
    (
        "Ann Moss, who leads the council, said the bridge was safe.",
        ("Ann Moss, who leads the council,", "said", "the bridge was safe"),
    ),
    (
        "The union expressed deep concern about the merger.",
        ("The union", "expressed deep concern about", "the merger"),
    ),
    (
        "The mayor has said that the bridge is safe.",
        ("The mayor", "has said", "that the bridge is safe"),
    ),
    (
        "The mayor also told reporters the bridge was safe.",
        ("The mayor", "also told", "the bridge was safe"),
    ),
    ("The bridge is safe, the mayor said.", ("the mayor", "said", "The bridge is safe")),
    ("The bridge, the mayor said, is safe.", ("the mayor", "said", "The bridge … is safe")),
    ('"The bridge is safe," the mayor said.', ("the mayor", "said", '"The bridge is safe,"')),
    (
        "“The bridge is safe,” said Ann Moss, the mayor of Hull. “It was checked twice.”",
        ("Ann Moss, the mayor of Hull", "said", "“The bridge is safe,” … “It was checked twice.”"),
    ),
    ('The mayor added: "The bridge is safe."', ("The mayor", "added:", '"The bridge is safe."')),
    ("The mayor urged drivers to stay at home.", ("The mayor", "urged", "drivers to stay at home")),
    ("The unions called for a strike.", ("The unions", "called for", "a strike")),
    (
        "The unions have called for the law to be dropped.",
        ("The unions", "have called for", "the law to be dropped"),
    ),
    ("The party pledged to lower the tax.", ("The party", "pledged", "to lower the tax")),
    ("The bishop criticized the law.", ("The bishop", "criticized", "the law")),
    ("The bishop called the law a disgrace.", ("The bishop", "called", "the law a disgrace")),
    ("The bishop described the law as unjust.", ("The bishop", "described", "the law as unjust")),
    (
        "According to the police, two men escaped.",
        ("the police", "According to", "two men escaped"),
    ),
    (
        "Two men escaped, according to a statement from the police.",
        ("a statement from the police", "according to", "Two men escaped"),
    ),
    (
        "Two men, according to the police, escaped.",
        ("the police", "according to", "Two men … escaped"),
    ),
    (
        "Two men escaped, as reported by the Hull Gazette.",
        ("the Hull Gazette", "reported by", "Two men escaped"),
    ),
    ("As the judge put it, the law was blind.", ("the judge", "put it", "the law was blind")),
    (
        "His claim that the vote was stolen was absurd.",
        ("His", "claim", "that the vote was stolen"),
    ),
    ("The law was criticized by the bishop.", ("the bishop", "was criticized by", "The law")),
    ("The minister is expected to resign.", (None, "is expected", "The minister … to resign")),
    (
        "The driver allegedly drank a bottle of rum.",
        (None, "allegedly", "The driver … drank a bottle of rum"),
    ),
    (
        "The bishop is sure that the law is unjust.",
        ("The bishop", "is sure", "that the law is unjust"),
    ),
    (
        "The mayor was unwilling to open the bridge.",
        ("The mayor", "was unwilling", "to open the bridge"),
    ),
    (
        "SMITH: We should have asked the people first.",
        ("SMITH", ":", "We should have asked the people first."),
    ),
    (
        "The union asked the mayor to open the bridge and the army will help.",
        ("The union", "asked", "the mayor to open the bridge"),
    ),
    (
        "The firm wants to sell the bridge, but its plan would need a law.",
        ("The firm", "wants", "to sell the bridge"),
    ),
    (
        "The mayor told “The Hour” on Friday that the bridge was safe.",
        ("The mayor", "told", "that the bridge was safe"),
    ),
    ("The mayor told the crowd about the flood.", ("The mayor", "told", "the flood")),
    ("On live television Moss attacked the ruling.", ("Moss", "attacked", "the ruling")),
    (
        "The mayor has linked the flood to the new bridge.",
        ("The mayor", "has linked", "the flood to the new bridge"),
    ),
    (
        "The governor has expressed hope that the bridge will open.",
        ("The governor", "has expressed hope", "that the bridge will open"),
    ),
    ("The mayor favors closing the bridge.", ("The mayor", "favors", "closing the bridge")),
    ("The mayor praised the tour, which ended on Friday.", ("The mayor", "praised", "the tour")),
    (
        "The council could threaten the plan, the mayor warned.",
        ("the mayor", "warned", "The council could threaten the plan"),
    ),
    ("The senators are angry at the mayor.", ("The senators", "are angry at", "the mayor")),
    (
        "Speaking to the Post, the head of the union, Ann Moss, said, “We will go on.”",
        ("the head of the union, Ann Moss,", "said", "“We will go on.”"),
    ),
    (
        "With the union urging drivers to stay at home, the mayor left.",
        ("the union", "urging", "drivers to stay at home"),
    ),
    (
        "The US has been urging its allies to leave.",
        ("The US", "has been urging", "its allies to leave"),
    ),
    (
        "The union's demands include the repeal of the law and a strike fund.",
        ("The union", "demands", "the repeal of the law and a strike fund"),
    ),
    (
        "The victim was identified as Bob Hill by the police.",
        ("the police", "was identified as", "The victim … Bob Hill"),
    ),
    (
        "“The bridge is safe,” head of Bridge Aid Wai-lun Chan said in a statement.",
        ("head of Bridge Aid Wai-lun Chan", "said in a statement", "“The bridge is safe,”"),
    ),
    (
        "“It was a surprise,” said study co-author Ann Moss of the museum.",
        ("study co-author Ann Moss of the museum", "said", "“It was a surprise,”"),
    ),
    (
        "His ex-wife contended that he had lied.",
        ("His ex-wife", "contended", "that he had lied"),
    ),
    (
        "The judge went on to say he was lenient because they had admitted it.",
        ("The judge", "went on to say", "he was lenient because they had admitted it"),
    ),
    (
        "The firm said in a filing to the court that the case was closed.",
        ("The firm", "said in a filing", "that the case was closed"),
    ),
    (
        "She told the press the drug was only part of the answer: “We need good doctors.”",
        ("She", "told", "the drug was only part of the answer: “We need good doctors.”"),
    ),
    (
        "On Friday Acme Motors announced that sales rose.",
        ("Acme Motors", "announced", "that sales rose"),
    ),
    (
        "The princess used Instagram to thank supporters.",
        ("The princess", "to thank", "supporters"),
    ),
    (
        "The court issued the following statement by the king: “She keeps her rank.”",
        ("the king", "statement", "“She keeps her rank.”"),
    ),
    (
        "Moss admitted to ordering the payments.",
        ("Moss", "admitted to", "ordering the payments"),
    ),
    (
        "The group is small and, according to Turkey, close to the rebels.",
        ("Turkey", "according to", "close to the rebels"),
    ),
    (
        "She can find it elsewhere: potentially, according to The Herald, 3 million from the army.",
        ("The Herald", "according to", "3 million from the army"),
    ),
    (
        "Moss is a firm opponent of the death penalty.",
        ("Moss", "is a firm opponent of", "the death penalty"),
    ),
    (
        "The army has placed the death count at 63.",
        ("The army", "has placed", "the death count at 63"),
    ),
    (
        "He promised to lift the ban - probably not what they had in mind.",
        ("He", "promised", "to lift the ban"),
    ),
    (
        "Reform Party leader and current Premier Boris Jensen said he was humbled.",
        ("Reform Party leader and current Premier Boris Jensen", "said", "he was humbled"),
    ),
    (
        "She sent a letter to the council urging it to act.",
        ("She", "sent a letter to the council urging", "it to act"),
    ),
    (
        "He published a letter from her dentist that says he is in good health.",
        ("He", "published a letter from her dentist that says", "he is in good health"),
    ),
    (
        "The paper published a poll that shows Moss ahead.",
        ("The paper", "published a poll that shows", "Moss ahead"),
    ),
    (
        "The mill was closed in May and according to the ministry it burned down in June.",
        ("the ministry", "according to", "it burned down in June"),
    ),
    (
        "A court has rejected a media request to open the file.",
        ("A court", "has rejected", "a media request to open the file"),
    ),
    (
        "Tradition says that the oldest child inherits.",
        (None, "says", "that the oldest child inherits"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_construction(text: str, expected: tuple[str | None, str, str], parse: Parse) -> None:
    assert [show(each) for each in claim(parse, text)] == [expected]


NO_CLAIMS = [
    "The so-called “tree tunnel” reopened on Monday.",
    "He bought a book titled “The Long Way Home” in Leeds.",
    "The committee of four met for two hours.",
    "A new rule mandates drivers to report every crash.",
    "The judges took two days to determine whether the bridge was safe.",
    "(Reporting by Ann Moss; Editing by Bob Hill)",
    "If the mayor said that, nobody heard it.",
    "The tour featured 42 helpers — supporting runners in the park.",
    "The mayor declared last Friday so he could build a wall.",
    "Per the request, the council will meet in May.",
    "They could not agree on a budget.",
    "Members can sit for as many terms as their voters wish to elect them.",
    "It follows repeated attempts to obtain documents.",
    "The platforms support the statues on the hill.",
    "The pond is full of corals that defend themselves.",
    "They count the butterflies by observing the area turned orange.",
    "The gangs blamed for the killings fled north.",
    "The bill would help men who had been accused of crimes.",
    "Half of those known to be ill have died.",
    "The rebels attacked London at dawn.",
    "She gave up her title according to royal laws.",
    "The vote went ahead according to plan.",
    "The mine was supposed to pay for the school.",
    "She called Friday with a question on the bridge.",
    "No group claimed responsibility for the attack.",
    "The commission is scheduled to discuss the vote on Monday.",
    "The firm announced hiring more people, following concerns that the lines were long.",
    "The submarine was short of torpedoes after its attack on Norwegian cargo ships.",
    "",
    "“",
    "” said “ said ” said",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_no_claim_is_made_up(text: str, parse: Parse) -> None:
    assert claim(parse, text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor said that the bridge is safe.", "Statement"),
        ("The mayor announced a new bridge.", "Announcement"),
        ("The mayor ordered the police to leave.", "Order"),
        ("The mayor asked the police to leave.", "Request"),
        ("The mayor suggested that the bridge was unsafe.", "Statement"),
        ("The mayor suggested that the bridge be closed.", "Request"),
        ("The bridge was unsafe, the mayor suggested.", "Statement"),
        ("The mayor suggested, “The bridge was never safe.”", "Statement"),
        ("The mayor promised to build a bridge.", "Commitment"),
        ("The bishop condemned the law.", "Criticism"),
        ("The mayor denied that the bridge was unsafe.", "Denial"),
        ("The mayor thinks that the bridge is safe.", "Opinion"),
        ("The mayor did not say which bridge is safe.", "NonStatement"),
        ("The mayor declined to comment.", "NonStatement"),
    ],
)
def test_speech_act(text: str, kind: str, parse: Parse) -> None:
    assert [each.type for each in claim(parse, text)] == [kind]


def test_behind_a_semicolon_somebody_else_speaks(parse: Parse) -> None:
    text = "The institute reported the earthquake's magnitude was 5.5; North Geological Survey (NGS) reported 5.8."
    assert [show(each) for each in claim(parse, text)] == [
        ("The institute", "reported", "the earthquake's magnitude was 5.5"),
        ("North Geological Survey (NGS)", "reported", "5.8"),
    ]
    text = "The mayor said the bridge was safe while Fire Chief Hill wrote he had ordered checks of it."
    assert [show(each) for each in claim(parse, text)] == [
        ("The mayor", "said", "the bridge was safe"),
        ("Fire Chief Hill", "wrote", "he had ordered checks of it"),
    ]
    text = "The mayor said that she had slept while the ministry knew of the flood."
    assert (
        show(claim(parse, text)[0])[2] == "that she had slept while the ministry knew of the flood"
    )
    text = "The union said that it was safe; it was not, and the mayor had known."
    assert [show(each)[:2] for each in claim(parse, text)] == [("The union", "said")]


def test_who_reports_that_somebody_said_it_stands_behind_it(parse: Parse) -> None:
    text = "Two people died in the flood, the Gazette reported the mayor said."
    assert [show(each) for each in claim(parse, text)] == [
        ("the Gazette", "reported", "Two people died in the flood"),
        ("the mayor", "said", "Two people died in the flood"),
    ]


def test_further_saying_is_said_by_the_same_speaker(parse: Parse) -> None:
    first, second = claim(
        parse, "The mayor said the bridge was “safe,” further saying, “It was checked twice.”"
    )
    assert show(first) == ("The mayor", "said", "the bridge was “safe,”")
    assert show(second) == ("The mayor", "further saying", "“It was checked twice.”")


def test_what_was_offered_beside_a_request_is_the_outer_speakers(parse: Parse) -> None:
    text = (
        "A gang has asked the mayor to sign a deal and Oz will send help, the mayor said on Monday."
    )
    outer, inner = sorted(claim(parse, text), key=lambda each: each.according_to is not None)
    assert "Oz will send help" in outer.content[0].text
    assert inner.content[0].text == "the mayor to sign a deal"


def test_who_calls_a_plan_a_mistake_plans_nothing(parse: Parse) -> None:
    (each,) = claim(parse, "The mayor called the plan a mistake.")
    assert each.modality == "Asserted"


def test_an_announced_plan_is_an_announcement(parse: Parse) -> None:
    (each,) = claim(parse, "The mayor announced plans to close the bridge.")
    assert each.type == "Announcement"
    assert show(each) == ("The mayor", "announced plans", "to close the bridge")


def test_the_writer_tells_what_stands_according_to_somebody(parse: Parse) -> None:
    found = claim(parse, "According to the paper, the mayor called the plan a mistake.")
    assert [show(each)[:2] for each in found] == [
        ("the paper", "According to"),
        ("the mayor", "called"),
    ]
    assert found[1].according_to == 0


def test_what_is_called_for_is_not_yet_so(parse: Parse) -> None:
    (found,) = claim(parse, "The unions have called for the law to be dropped.")
    assert found.modality == "Intended"


def test_who_is_forced_to_say_it_says_it(parse: Parse) -> None:
    (found,) = claim(parse, "The court forced the mayor to admit that the bridge was unsafe.")
    assert show(found)[1:] == ("to admit", "that the bridge was unsafe")


def test_content_is_direct_only_when_it_begins_in_quotation_marks(parse: Parse) -> None:
    direct = claim(parse, 'The mayor said "the bridge is safe."')
    partly = claim(parse, 'The mayor said the bridge was "perfectly safe."')
    assert [each.direct for each in (*direct, *partly)] == [True, False]


def test_a_quotation_over_two_paragraphs_is_one_content(parse: Parse) -> None:
    text = "The mayor said: “The bridge is safe.\n\n“It was checked twice.”\n\nNobody answered."
    (only,) = claim(parse, text)
    assert [part.text for part in only.content] == [
        "“The bridge is safe.",
        "“It was checked twice.”",
    ]


def test_a_claim_within_a_claim_says_so(parse: Parse) -> None:
    outer, inner = sorted(
        claim(parse, "The mayor said the unions had called for a strike."),
        key=lambda each: each.cue.start,
    )
    assert show(inner) == ("the unions", "had called for", "a strike")
    assert outer.according_to is None
    assert inner.according_to == 0


def test_who_names_his_informant_says_what_he_tells(parse: Parse) -> None:
    for informant in ("the ministry", "Reuters"):
        (only,) = claim(parse, f"The bank, citing {informant}, said exports fell in May.")
        assert (only.cue.text, only.content[0].text) == ("said", "exports fell in May")


def test_a_relative_clause_ends_before_the_clause_around_it(parse: Parse) -> None:
    denial, *_ = claim(parse, "Bo Rill, who denies the charges, was jailed in May.")
    assert denial.content[0].text == "the charges"


def test_what_the_tagger_took_for_no_clause_is_said_all_the_same(parse: Parse) -> None:
    text = (
        "A court in Lund on Saturday sentenced journalist Ida Rill to two years in prison for "
        "insulting the king, her lawyer said."
    )
    (only,) = claim(parse, text)
    assert (only.cue.text, only.content[0].text) == (
        "said",
        text.removesuffix(", her lawyer said."),
    )


def test_a_denial_negates_and_opposes(parse: Parse) -> None:
    (only,) = claim(parse, "The mayor denied that the bridge was unsafe.")
    assert (only.polarity, only.stance) == ("Negated", "Opposes")


def test_said_not_after_the_article(parse: Parse) -> None:
    (only,) = claim(parse, "The mayor said that the bridge is safe.", "2024-05-06")
    assert only.stated_on.latest is not None
    assert only.stated_on.latest.isoformat() == "2024-05-06"
    assert only.stated_on.because


def test_scorer_wants_exact_words(parse: Parse) -> None:
    text = "The mayor said that the bridge is safe."
    marks = [("a", 0, 9), ("b", 10, 14), ("c", 15, 38)]
    annotations = [{"id": name, "start": start, "end": end} for name, start, end in marks]
    gold: dict[str, Any] = {
        "id": "x",
        "text": text,
        "annotations": annotations,
        "attributions": [{"source": ["a"], "cue": ["b"], "content": ["c"]}],
    }
    found = claim(parse, text)
    assert [row.f1 for row in score([gold], [Facts("x", claims=found)]).scores] == [1, 1, 1, 1]
    gold["annotations"] = [*annotations[:2], {"id": "c", "start": 15, "end": 30}]
    rows = {row.name: row.f1 for row in score([gold], [Facts("x", claims=found)]).scores}
    assert rows == {"source": 1, "cue": 1, "content": 0, "attribution": 1}


def test_a_quotation_that_stands_alone_is_of_who_spoke_before(parse: Parse) -> None:
    text = "Ann Moss said the bridge was safe.\n\n“We have checked it twice this year.”"
    (only,) = claim(parse, text)
    assert show(only) == (
        "Ann Moss",
        "said",
        "the bridge was safe … “We have checked it twice this year.”",
    )
    assert claim(parse, text.replace("said the bridge was safe", "opened the bridge")) == ()


def test_a_content_ends_before_another_act_of_speech(parse: Parse) -> None:
    found = claim(parse, "Moss said that the bridge was safe, but denied that it was new.")
    assert [show(each)[2] for each in found] == ["that the bridge was safe", "that it was new"]


def test_what_a_noun_and_a_verb_attribute_is_one_claim(read: Read) -> None:
    text = "Fellow painters were kinder in their comments: “Thank you for making the town bright. Go on”, wrote Ann Moss online."
    (claim,) = read(text, "2023-06-15").claims
    assert claim.speaker == "person/ann-moss"


def test_of_two_subjects_the_one_beside_the_verb_speaks(read: Read) -> None:
    text = (
        "Thousands camp in the port's sheds, and while there was no hint on Friday of a crime, local activists "
        "claimed sheds have before been set on fire to clear land."
    )
    (claim,) = read(text, "2023-06-15").claims
    assert claim.source
    assert claim.source.text == "local activists"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to Dr. Ida Holm, who heads both the clinic and the school, in Norland few train alone.",
            (
                "Dr. Ida Holm, who heads both the clinic and the school",
                "in Norland few train alone",
            ),
        ),
        (
            "According to the agency, which, since 2010, has run the dam, the wall is safe, though it leaks.",
            (
                "the agency, which, since 2010, has run the dam",
                "the wall is safe, though it leaks",
            ),
        ),
        (
            "According to Ida Holm, the wall, which is old, leaks.",
            ("Ida Holm", "the wall, which is old, leaks"),
        ),
    ],
)
def test_a_clause_about_a_source_belongs_to_it(
    parse: Parse, text: str, expected: tuple[str, str]
) -> None:
    (found,) = (each for each in claim(parse, text) if each.cue.text == "According to")
    assert (found.source and found.source.text, found.content[0].text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Not everyone agreed there was room for a second bridge.",
        "None of the ministers said the plan would work.",
        "Not all members of the council agreed that the tax was fair.",
    ],
)
def test_what_not_all_said_is_not_said(parse: Parse, text: str) -> None:
    (found,) = claim(parse, text)
    assert (found.type, found.polarity) == ("NonStatement", "Affirmed")


@pytest.mark.parametrize(
    "text",
    [
        "The fair was supported financially by the province.",
        "Norland has backed the rebels militarily.",
        "The army attacked the village on Monday.",
        "The village was attacked by the army on Monday.",
        "Soldiers attacked the crowd in Lima.",
        "The minister responded to the flood.",
        "The patient did not respond to drugs.",
        "The firm did not return the money.",
    ],
)
def test_not_all_that_is_backed_attacked_or_answered_is_said(parse: Parse, text: str) -> None:
    assert claim(parse, text) == ()


def test_an_army_may_attack_a_plan(parse: Parse) -> None:
    (found,) = claim(parse, "The army attacked the plan as reckless.")
    assert (found.type, show(found)) == (
        "Criticism",
        ("The army", "attacked", "the plan as reckless"),
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The minister said thousands marched in Quito on Saturday, demanding an end to the tax.",
            "thousands",
        ),
        (
            "A report by the union shows hundreds walked out on Monday, demanding higher pay.",
            "hundreds",
        ),
        ("The minister said the bridge was safe, urging drivers to wait.", "The minister"),
    ],
)
def test_protesters_want_what_their_march_is_for(parse: Parse, text: str, source: str) -> None:
    found = claim(parse, text)[-1]
    assert found.type == "Request"
    assert found.source
    assert found.source.text == source


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The note named no cause, but, according to his agent, Hill had been ill.", "Affirmed"),
        ("No deal was reached, according to the minister.", "Negated"),
    ],
)
def test_a_content_is_denied_by_its_own_verb(parse: Parse, text: str, polarity: str) -> None:
    (found,) = claim(parse, text)
    assert found.polarity == polarity


@pytest.mark.parametrize("paper", ["letter on Twitter", "message on Facebook"])
def test_who_posts_a_message_somewhere_blames_by_it(parse: Parse, paper: str) -> None:
    (found,) = claim(parse, f"Minister Ida Moss posted a {paper} blaming Peru.")
    assert show(found) == ("Minister Ida Moss", f"posted a {paper} blaming", "Peru")


def test_what_is_said_within_a_quotation_ends_with_it(parse: Parse) -> None:
    found = claim(parse, "“The president admits that he will lose this case,” said Moss.")
    assert show(found[0]) == ("The president", "admits", "that he will lose this case")


def test_who_cites_sources_says_nothing_by_that(parse: Parse) -> None:
    found = claim(parse, "Several outlets reported Bo Hill to be dead citing sources in the army.")
    assert [show(each) for each in found] == [("Several outlets", "reported", "Bo Hill to be dead")]
    (reason,) = claim(parse, "The mayor closed the bridge, citing a crack.")
    assert show(reason) == ("The mayor", "citing", "a crack")


@pytest.mark.parametrize(
    "text",
    [
        "The council was to meet on Monday to discuss the budget.",
        "Moss met the miners to discuss wages.",
        "Hill used a model to predict the weather.",
        "Judge Moss dismissed the lawsuit on Monday.",
        "The lawsuit was dismissed by Judge Moss.",
    ],
)
def test_what_is_done_or_meant_to_be_done_is_nothing_said(parse: Parse, text: str) -> None:
    assert claim(parse, text) == ()


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        (
            'Moss said, "Drivers must know the rules.  They are not above them, and if they break one, they must pay."',
            "Affirmed",
            "Intended",
        ),
        (
            'Moss of the bakery spoke of the oven: "It is good to own a new one. It does not smoke, and it does not rattle."',
            "Affirmed",
            "Asserted",
        ),
        (
            "The report said there was one driver hurt, and two more with bruises; no guests were hurt.",
            "Affirmed",
            "Asserted",
        ),
        ('Moss said, "It does not leak. We will sell it."', "Negated", "Asserted"),
    ],
)
def test_the_first_of_several_sentences_tells_whether_a_content_is_denied(
    parse: Parse, text: str, polarity: str, modality: str
) -> None:
    (found,) = claim(parse, text)
    assert (found.polarity, found.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "The barn burned down; they had, his old aunt says, left a stove on.",
            ("his old aunt", "says", "they had … left a stove on"),
        ),
        (
            'Two of the barns were, according to a note read in court, "beyond repair" and one of those had no roof.',
            ("a note read in court", "according to", 'Two of the barns were … "beyond repair"'),
        ),
        (
            "The barn was old; according to the fire brigade, one cow was hurt on Monday.",
            ("the fire brigade", "according to", "one cow was hurt on Monday"),
        ),
    ],
)
def test_a_cue_in_the_middle_is_about_its_own_clause(
    parse: Parse, text: str, shown: tuple[str, str, str]
) -> None:
    (found,) = claim(parse, text)
    assert show(found) == shown


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Moss said on Thursday she would not send troops.", "she would not send troops"),
        ("The minister rejected calls to ban the march.", "calls to ban the march"),
    ],
)
def test_a_content_begins_behind_its_day_and_ends_with_what_is_asked(
    parse: Parse, text: str, content: str
) -> None:
    (found,) = claim(parse, text)
    assert found.content[0].text == content


@pytest.mark.parametrize(
    ("text", "told", "denial"),
    [
        (
            "Lawyers have long accused Norland of jailing writers, which the government denies.",
            "Norland of jailing writers",
            ("the government", "denies"),
        ),
        (
            "Prosecutors say Diaz took bribes, an accusation she rejects.",
            "Diaz took bribes",
            ("she", "rejects"),
        ),
        (
            "Diaz wrote that the count was “false” – a claim the council rejected.",
            "that the count was “false”",
            ("the council", "rejected"),
        ),
    ],
)
def test_who_denies_what_was_just_said_denies_that(
    parse: Parse, text: str, told: str, denial: tuple[str, str]
) -> None:
    first, second = claim(parse, text)
    assert [part.text for part in first.content] == [told]
    assert (second.type, second.polarity, second.modality) == ("Denial", "Negated", "Asserted")
    assert show(second) == (*denial, told)


def test_what_the_writer_tells_is_denied_too(parse: Parse) -> None:
    (found,) = claim(parse, "The army killed ten people, which the government disputes.")
    assert show(found) == ("the government", "disputes", "The army killed ten people")


@pytest.mark.parametrize(
    "text",
    [
        "Norland proposed a truce, which Ostland accepted.",
        "The charges, which carry ten years, were read.",
        "Diaz read a book, which she liked.",
    ],
)
def test_not_every_aside_denies(parse: Parse, text: str) -> None:
    assert all(each.type != "Denial" for each in claim(parse, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry did not immediately respond to a request for comment.",
            ("The ministry", "did not immediately respond to", "a request for comment"),
        ),
        (
            "The firm did not return calls seeking comment.",
            ("The firm", "did not return", "calls seeking comment"),
        ),
    ],
)
def test_who_does_not_answer_says_nothing(
    parse: Parse, text: str, expected: tuple[str, str, str]
) -> None:
    (found,) = claim(parse, text)
    assert (found.type, found.polarity) == ("NonStatement", "Affirmed")
    assert show(found) == expected


def test_each_of_two_verbs_has_its_own_content(parse: Parse) -> None:
    found = claim(parse, "He warned against panic and promised that there was enough food.")
    assert [show(each)[2] for each in found] == ["panic", "that there was enough food"]


def test_who_denies_saying_something_does_not_say_it(parse: Parse) -> None:
    (found,) = claim(parse, "The minister denied saying the border would reopen.")
    assert (found.type, found.content[0].text) == ("Denial", "saying the border would reopen")


@pytest.mark.parametrize(
    "text",
    [
        "The minister was quoted by a paper as saying the border would reopen.",
        "The paper quoted the minister as saying the border would reopen.",
        "The minister met reporters, saying the border would reopen.",
    ],
)
def test_would_is_the_future_of_what_was_said_then(parse: Parse, text: str) -> None:
    assert claim(parse, text)[-1].modality == "Intended"


def test_a_day_is_nothing_said(parse: Parse) -> None:
    assert claim(parse, "Police arrested 14 men and seized two tons in Lima on Monday.") == ()


@pytest.mark.parametrize("what", ["is glad", "is relieved by it"])
def test_a_quotation_behind_a_phrase_is_no_part_of_it(read: Read, what: str) -> None:
    text = f'Ana Holm told the BBC after the verdict "My client {what}. She will go home."'
    (claim,) = read(text, "2024-05-16").claims
    assert [part.text for part in claim.content] == [f'"My client {what}. She will go home."']
    assert claim.direct


@pytest.mark.parametrize("name", ["Edwin G. Monroy", "J. R. Holm", "Edwin Monroy"])
def test_initials_in_a_signature(read: Read, name: str) -> None:
    (claim,) = read(f'"We need more jobs for the young." ― {name}', "2024-05-16").claims
    assert claim.source is not None
    assert claim.source.text == name


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ('Ana Lee said that, "the plan was bad."', ["said"]),
        ('Ana Lee tweeted about it on Monday, saying: "We need certainty and calm."', ["saying:"]),
        (
            'Ana Lee criticized the court in a tweet, writing, "Our land needs certainty."',
            ["criticized", "writing"],
        ),
    ],
)
def test_a_quotation_is_said_once(read: Read, text: str, cues: list[str]) -> None:
    claims = read(text, "2024-05-16").claims
    assert [claim.cue.text for claim in claims] == cues
    assert claims[-1].direct


@pytest.mark.parametrize(
    "text",
    [
        "Two men were questioned by police on Monday.",
        "Detectives questioned him about the fire.",
        "The club dismissed coach Ann Moss.",
    ],
)
def test_what_is_done_to_people_is_nothing_said(parse: Parse, text: str) -> None:
    assert not claim(parse, text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The minister, Ann Moss, said the government was ready but ruled out a bailout.",
            "The minister, Ann Moss,",
        ),
        (
            "It noted that Norway already had a thousand gauges and argued that more would not help.",
            "It",
        ),
        (
            "Shares in Volta fell after the company cut its forecast and said it would close a plant.",
            "the company",
        ),
    ],
)
def test_who_said_the_first_says_the_second(parse: Parse, text: str, source: str) -> None:
    last = claim(parse, text)[-1]
    assert last.source is not None
    assert last.source.text == source


def test_who_ignores_a_report_did_not_write_it(read: Read) -> None:
    claims = read(
        "The premier ignored a report warning that the dam was unsafe.", "2025-03-10"
    ).claims
    assert [(claim.source.text, claim.cue.text) for claim in claims if claim.source] == [
        ("a report", "warning")
    ]
    assert "premier" not in str(claims[0].speaker)


def test_the_month_of_what_a_figure_is_compared_with_is_not_when_it_was_told(read: Read) -> None:
    text = "Inflation was 3 percent in May, the bank said, up from 2 percent in April."
    (claim,) = read(text, "2025-06-10").claims
    assert claim.stated_on.edtf == "[..2025-06-10]"


def test_what_the_speaker_did_next_was_not_said(read: Read) -> None:
    text = "Senator Leo Holm argued that it would add to the debt and tried to cut it in half."
    (claim,) = read(text, "2025-03-10").claims
    assert [part.text for part in claim.content] == ["that it would add to the debt"]

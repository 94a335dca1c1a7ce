"""What is worth being a claim, whose it is, and where its words end, in sentences that small parsers stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_builder.extraction.attribution import find_claims
from graph_builder.extraction.context import Context
from graph_builder.lexicon import load_lexicon

if TYPE_CHECKING:
    from conftest import Parse, Read

    from graph_builder.model import Claim


def read(parse: Parse, text: str) -> tuple[Claim, ...]:
    return find_claims(Context(parse(text), load_lexicon()))


def show(each: Claim) -> tuple[str | None, str, str]:
    content = " … ".join(part.text for part in each.content)
    return (each.source.text if each.source else None, each.cue.text, content)


SAYINGS = [
    (
        "Experts say that, despite the cold, the ferry will sail.",
        ("Experts", "say", "that, despite the cold, the ferry will sail"),
    ),
    (
        "It is “shameful”, Ana Moss said, that the school should be closed.",
        ("Ana Moss", "said", "It is “shameful” … that the school should be closed"),
    ),
    (
        "Moss also said later she might sell the ferry.",
        ("Moss", "also said", "she might sell the ferry"),
    ),
    (
        "“Der Kurier” said a number of teachers had left.",
        ("“Der Kurier”", "said", "a number of teachers had left"),
    ),
    ("She condemned anti-clericalism on Monday.", ("She", "condemned", "anti-clericalism")),
    (
        "The mayor was blamed by an auditor for errors leading to the losses.",
        ("an auditor", "was blamed by", "The mayor … errors leading to the losses"),
    ),
    (
        "The plan was called a mistake by the governor.",
        ("the governor", "was called", "The plan … a mistake"),
    ),
    ("Governor Ana Moss has not commented.", ("Governor Ana Moss", "has not", "commented")),
    (
        "Neither the police nor the mayor's office would comment.",
        ("Neither the police nor the mayor's office", "would", "comment"),
    ),
    (
        "The ministry has yet to comment on the leak.",
        ("The ministry", "has yet", "to comment on the leak"),
    ),
    (
        "Asked if the dam would hold, the engineer said no.",
        ("the engineer", "said no", "the dam would hold"),
    ),
    (
        "Moss told reporters at the site that the search would end on Sunday.",
        ("Moss", "told", "that the search would end on Sunday"),
    ),
    (
        "Hugo Araya, who came third in the vote, announced on Thursday that he would go.",
        ("Hugo Araya, who came third in the vote,", "announced", "that he would go"),
    ),
    (
        "Ann Moss has won, the electoral service said on Sunday with 98 percent of ballots counted.",
        ("the electoral service", "said", "Ann Moss has won"),
    ),
    (
        'The party reacted angrily: "The man is lost," their co-leader, Ida Nouri, said.',
        ("their co-leader, Ida Nouri,", "said", '"The man is lost,"'),
    ),
    (
        "Novotny, the ANO leader, said Havelka's remarks amounted to a threat.",
        ("Novotny, the ANO leader,", "said", "Havelka's remarks amounted to a threat"),
    ),
    (
        "Her sister-in-law, Marta, said she had heard shots.",
        ("Her sister-in-law, Marta,", "said", "she had heard shots"),
    ),
    (
        "Paz, through his lawyer, said he was being made a scapegoat.",
        ("Paz", "said", "he was being made a scapegoat"),
    ),
    (
        "Its secretary-general, Simon Otieno, said the ruling was unfair.",
        ("Its secretary-general, Simon Otieno,", "said", "the ruling was unfair"),
    ),
    (
        "The union said it had not been asked and threatened to strike.",
        ("The union", "said", "it had not been asked"),
    ),
    (
        "The neighbours tried to have Weber freed by saying they forgave him.",
        ("The neighbours", "saying", "they forgave him"),
    ),
    (
        "The ministry announced the new park, to be named Lindenhof, would open in 2023.",
        ("The ministry", "announced", "the new park, to be named Lindenhof, would open in 2023"),
    ),
    (
        "The strikers have claimed Norway, especially, is ignoring their demands.",
        ("The strikers", "have claimed", "Norway, especially, is ignoring their demands"),
    ),
    (
        "The governor agreed to add two seats to the board but did not give up her veto.",
        ("The governor", "agreed", "to add two seats to the board"),
    ),
    (
        "The villagers called for Weber's resignation after he sent them a bill.",
        ("The villagers", "called for", "Weber's resignation"),
    ),
    (
        "The neighbours wept on hearing their son had been freed and said he was ill.",
        ("The neighbours", "said", "he was ill"),
    ),
    (
        "According to Lund Bulletin, Friday's flood, at 6.3, was the worst recorded.",
        ("Lund Bulletin", "According to", "Friday's flood, at 6.3, was the worst recorded"),
    ),
    (
        "Moss said yesterday morning the law should be changed.",
        ("Moss", "said", "the law should be changed"),
    ),
    (
        "Poland agreed with Nokia to open a factory.",
        ("Poland", "agreed", "to open a factory"),
    ),
    ('Remarked Weber, "The old mill is lost."', ("Weber", "Remarked", '"The old mill is lost."')),
    ("Added the abbess: “We shall not pay.”", ("the abbess", "Added", "“We shall not pay.”")),
    (
        "Weber et al. found that the moss was dying.",
        ("Weber et al.", "found", "that the moss was dying"),
    ),
    (
        "Weberović et al found oxygen levels would be high.",
        ("Weberović et al", "found", "oxygen levels would be high"),
    ),
    (
        "According to Lund's first selectman, Chris Weber, there were ten nuns aboard.",
        ("Lund's first selectman, Chris Weber", "According to", "there were ten nuns aboard"),
    ),
    (
        "The Post also cited Budi Weber, chief of the Chadian State Harbour Agency, as saying the nuns were tied to the Sefwi Akan guild, which itself was related to the Iron State.",
        (
            "Budi Weber, chief of the Chadian State Harbour Agency,",
            "saying",
            "the nuns were tied to the Sefwi Akan guild",
        ),
    ),
    (
        "Weber et al cite research on moss from the north.",
        ("Weber et al", "cite", "research on moss from the north"),
    ),
    ("The abbess lashed out at the mill.", ("The abbess", "lashed out at", "the mill")),
    ("Weber has come out against the mill.", ("Weber", "has come out against", "the mill")),
    (
        'Weber referred to the mill as "a ruin".',
        ("Weber", "referred to", 'the mill as "a ruin"'),
    ),
    (
        "The letter spoke of Norway taking over the duty of guarding the mill.",
        ("The letter", "spoke of", "Norway taking over the duty of guarding the mill"),
    ),
    (
        "Weber urged the abbess to wait and met with the miller about the lease.",
        ("Weber", "urged", "the abbess to wait"),
    ),
    (
        "Mr. Weber decided, according to the minutes, that the lease was void.",
        ("Mr. Weber", "decided", "that the lease was void"),
    ),
    (
        "The board has issued an order and other nuns predicted a flood of rats.",
        ("other nuns", "predicted", "a flood of rats"),
    ),
    (
        "The abbess has arranged for 300 of the nuns to be ready and has demanded a guard.",
        ("The abbess", "has demanded", "a guard"),
    ),
    (
        "He continued by noting that the bridge was shut.",
        ("He", "noting", "that the bridge was shut"),
    ),
    (
        "He continued by noting that “using the bridge is a risk.”",
        ("He", "noting", "that “using the bridge is a risk.”"),
    ),
    (
        "Some reported wanting to draft a law, while others preferred a hearing.",
        ("Some", "reported", "wanting to draft a law"),
    ),
    (
        "Anyone who complains about noise “is not a good neighbour,” said Lind.",
        ("Lind", "said", "Anyone who complains about noise “is not a good neighbour,”"),
    ),
    (
        "The film concludes with footage of Otto Brandt saying in May: “That makes me rich.”",
        ("Otto Brandt", "saying", "“That makes me rich.”"),
    ),
    (
        "Ultimately, Weber hopes to sell all of the mill.",
        ("Weber", "hopes", "to sell all of the mill"),
    ),
    (
        "“We met the union last night and Mayor Moss said, ‘Let us talk on Monday.’ ”",
        ("Mayor Moss", "said", "‘Let us talk on Monday.’"),
    ),
    (
        "“The mayor told us, ‘Go home!’ and we went,” Hill said.",
        ("The mayor", "told", "‘Go home!’"),
    ),
    (
        "“Then the mayor said, ‘It is over,’ and the voters' hopes were gone,” he recalled in May.",
        ("the mayor", "said", "‘It is over,’"),
    ),
    (
        "These drivers, Moss explained earlier in the council meeting, were “well rested” and worked for two hours.",
        ("Moss", "explained", "These drivers … were “well rested” and worked for two hours"),
    ),
    (
        "The law, which the Supreme Court later ruled to be void, was from 1970.",
        ("the Supreme Court", "later ruled", "which … to be void"),
    ),
    (
        "The city's counter-argument was that the park is old.",
        ("The city", "argument", "that the park is old"),
    ),
    (
        "The union's message is that nobody will be left behind.",
        ("The union", "message", "that nobody will be left behind"),
    ),
    (
        "Weber insists the bill is law, but parliament has not passed it.",
        ("Weber", "insists", "the bill is law"),
    ),
    (
        "Weber insists that the mill is safe, but he will not live in it.",
        ("Weber", "insists", "that the mill is safe, but he will not live in it"),
    ),
    (
        "Mayor Moss made it clear that she had doubts.",
        ("Mayor Moss", "made it clear", "that she had doubts"),
    ),
    (
        "Mayor Moss has made clear she would not run.",
        ("Mayor Moss", "has made clear", "she would not run"),
    ),
]

QUOTED = [
    (
        '"We must look after each other[,]" Ann Moss wrote on Monday. "We are all strangers here."',
        ("Ann Moss", "wrote", '"We must look after each other[,]" … "We are all strangers here."'),
    ),
    (
        '"We wanted to find out how it spreads" said lead author Ann Moss of the school.',
        ("lead author Ann Moss of the school", "said", '"We wanted to find out how it spreads"'),
    ),
    (
        'Ann Moss defended her decision, "I would close the old bridge again tomorrow."',
        (
            "Ann Moss",
            "defended",
            'her decision … "I would close the old bridge again tomorrow."',
        ),
    ),
    (
        'Ann Moss criticized the decision in a letter. "It is unsafe to cross the old bridge."',
        ("Ann Moss", "criticized", 'the decision … "It is unsafe to cross the old bridge."'),
    ),
    (
        'Governor Ann Moss addressed the town: "Nobody should take this storm lightly."',
        ("Governor Ann Moss", "addressed", '"Nobody should take this storm lightly."'),
    ),
    (
        "The coast guard indicated on Twitter the old seal was ill.",
        ("The coast guard", "indicated", "the old seal was ill"),
    ),
]

UNNAMED = [
    (
        "Crews sent 30 vehicles; firefighters reportedly had control of the fire at noon.",
        "firefighters … had control of the fire at noon",
    ),
    ("On Friday he stabbed reportedly several people.", "On Friday he stabbed … several people"),
    (
        "Although the elections are reportedly quiet, many came.",
        "the elections are … quiet",
    ),
    ("The paper wrote of alleged ties to the army.", "ties to the army"),
]

NOTHING_SAID = [
    "She gave the dog to her sister when she could not support it.",
    "The clip shows her dancing, singing or offering to leave.",
    "The team took it as a measure and compared the other pills to it.",
    "The coast guard called off its search on Tuesday.",
    "Several alleged accomplices were tried.",
    "The planet was first identified by a telescope.",
    "Amongst reported incidents was a fire.",
    "The blocks were hit in an operation supported by Norway.",
    "Hurricane Greta: Death toll rises to 20",
    "Explainer: How the vote works",
    "The abbot issued a new rule to mandate reporting thefts.",
    "It follows repeated failed attempts to open the mill.",
    "The Blue House refers to the president's office.",
    "The ferns as we understand them came from the sea.",
    "United States District Judge Clark Weber Reconsidered Lease Decision",
    "She wrote about it after she left the army.",
    "Brandt tells so many lies that the town could lose its temper.",
    "It follows repeated failed attempts to obtain papers.",
    "The council has repeatedly denied funding for such a bridge.",
    "The storm made it clear that the roof was weak.",
    "Tourists advised not to swim in the lake",
    "The guests had been warned and urged to leave.",
    "The sailor was found dead by a neighbour.",
    "A neighbour found the sailor dead.",
    "The result was surprising considering that the road was closed.",
    "The rules make it hard for mayors to criticize them.",
    "Ahmed Said Moss lived with Omar Said Hill near the harbour.",
]


@pytest.mark.parametrize(("text", "expected"), [*SAYINGS, *QUOTED])
def test_saying(parse: Parse, text: str, expected: tuple[str, str, str]) -> None:
    assert show(read(parse, text)[0]) == expected


@pytest.mark.parametrize(("text", "content"), UNNAMED)
def test_what_nobody_named_is_said_to_be_so(parse: Parse, text: str, content: str) -> None:
    found = next(each for each in read(parse, text) if each.source is None)
    assert show(found)[2] == content
    assert found.modality == "Alleged"


def test_a_quotation_behind_no_act_of_speech_is_of_nobody(parse: Parse) -> None:
    text = 'The bridge was closed on Monday. "Nobody should take this storm lightly."'
    assert read(parse, text) == ()


def test_who_only_repeats_the_words_of_an_order_did_not_give_it(parse: Parse) -> None:
    found = read(parse, "The army announced an order by Ann Moss telling units to leave the town.")
    assert [show(each)[0] for each in found if each.cue.text == "telling"] != ["The army"]


def test_who_refuses_to_give_up_does_more_than_keep_silent(parse: Parse) -> None:
    (found,) = read(parse, "The president refused to give up power.")
    assert (found.type, found.polarity) == ("Denial", "Negated")
    (found,) = read(parse, "The president refused to give details.")
    assert found.type == "NonStatement"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The authors proposed that the wings induced flapping.", "Statement"),
        ("The authors proposed that the mill be closed.", "Request"),
    ],
)
def test_what_is_proposed_as_a_fact_is_told(parse: Parse, text: str, kind: str) -> None:
    assert [each.type for each in read(parse, text)] == [kind]


def test_their_statement_is_of_who_issued_one(read: Read) -> None:
    facts = read(
        "The Lund Society issued a statement on the mill. Their statement also read: “We will stay.”"
    )
    assert [each.speaker for each in facts.claims][-1] == "organization/lund-society"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Since 1983, Weber has warned that the mill is a ruin.", "[1983-01-01..2025-02-19]"),
        ("Weber commented on the future of the mill, “It will stay.”", "[..2025-02-19]"),
        ("Weber condemned the riots of 2011.", "[..2025-02-19]"),
        ("Weber called the flood the worst since the storm in May 2019.", "[..2025-02-19]"),
        ("Weber announced his candidacy in 2013.", "[2013-01-01..2013-12-31]"),
    ],
)
def test_what_dates_a_saying(read: Read, text: str, edtf: str) -> None:
    assert [each.stated_on.edtf for each in read(text, "2025-02-19").claims] == [edtf]


def test_who_stands_before_et_al_is_meant_if_anybody(read: Read) -> None:
    facts = read("Ann Weber wrote a book. Weber et al found that the moss was dying.")
    assert [each.speaker for each in facts.claims] == ["person/ann-weber"]
    assert len(read("et al found that the moss was dying.").claims) == 1


@pytest.mark.parametrize("by", ["", " by tradition"])
def test_what_nobody_holds_is_no_opinion(parse: Parse, by: str) -> None:
    assert read(parse, f"The veil is recognized{by} as that of a saint.") == ()


@pytest.mark.parametrize(
    "told", ["having blackmailed anyone", "being involved in the theft", "having been told"]
)
def test_gerund_with_an_auxiliary_is_denied(parse: Parse, told: str) -> None:
    assert [show(each)[2] for each in read(parse, f"Moss denied {told}.")] == [told]


def test_who_is_convinced_was_told_by_nobody(parse: Parse) -> None:
    (claim,) = read(parse, "Moss was convinced that the plan would fail.")
    assert show(claim) == ("Moss", "was convinced", "that the plan would fail")


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_nothing_is_said(parse: Parse, text: str) -> None:
    assert [show(each) for each in read(parse, text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Neither the ministry nor the army has commented on the report.",
        "Neither ministry said that the bridge was safe.",
    ],
)
def test_who_is_named_behind_neither_says_nothing(read: Read, text: str) -> None:
    facts = read(text)
    assert [each.type for each in facts.claims] == ["NonStatement"]
    names = {each.id: each.label for each in facts.entities}
    assert names[facts.claims[0].speaker or ""] == "ministry"


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Editors questioned what kind of person would sell such a paper.", "Affirmed"),
        ("Editors questioned how the paper was sold.", "Affirmed"),
        ("Editors questioned whether the paper was sold.", "Negated"),
        ("Editors questioned the sale of the paper.", "Negated"),
    ],
)
def test_a_question_denies_nothing(parse: Parse, text: str, polarity: str) -> None:
    assert [each.polarity for each in read(parse, text)] == [polarity]


def test_those_who_take_turns_in_a_paragraph_speak_for_themselves(parse: Parse) -> None:
    text = "Post: Which books do you like? Meyer: I like old ones. They are short. Post: Why? Meyer: Yes."
    assert [show(each) for each in read(parse, text)] == [
        ("Post", ":", "Which books do you like?"),
        ("Meyer", ":", "I like old ones. They are short."),
        ("Post", ":", "Why?"),
        ("Meyer", ":", "Yes."),
    ]
    assert not read(parse, "Lund: 3 points. Oslo won: 4 points. Bergen: 5 points.")


def test_what_a_warning_tells_of_has_not_issued_it(read: Read) -> None:
    facts = read(
        "“The storm will bring rain. This will lead to some floods and damage”, read the warning."
    )
    assert [each.speaker for each in facts.claims] == ["agent/warning"]


def test_what_is_made_clear_is_intended(parse: Parse) -> None:
    claims = read(parse, "Mayor Moss made it clear she would run.")
    assert [each.modality for each in claims] == ["Intended"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The union said the offer was too low and urged its members to vote against it.",
            [
                ("The union", "the offer was too low"),
                ("The union", "its members to vote against it"),
            ],
        ),
        (
            "The judge said the law was clear and ordered the state to pay.",
            [("The judge", "the law was clear"), ("The judge", "the state to pay")],
        ),
        (
            "The mayor said the pilots were late and urged them to hurry.",
            [("The mayor", "the pilots were late"), ("the pilots", "them to hurry")],
        ),
    ],
)
def test_what_is_said_of_asks_nothing(read: Read, text: str, told: list[tuple[str, str]]) -> None:
    claims = read(text, "2024-05-16").claims
    assert [(c.source.text, c.content[0].text) for c in claims if c.source] == told


def test_a_headline_goes_on_with_who_acted(read: Read) -> None:
    (claim,) = read(
        "Kenya central bank holds rate at 9.75%, says inflation contained", "2024-05-16"
    ).claims
    assert claim.source is not None
    assert (claim.source.text, claim.content[0].text) == (
        "Kenya central bank",
        "inflation contained",
    )


def test_who_said_it_may_be_joined_by_a_comma(read: Read) -> None:
    text = "Conservative candidate Rosa Castaneda led the election with 52.3% of the vote, electoral authority ONPE said late on Sunday, with 61% of ballots counted."
    (claim,) = read(text, "2024-05-16").claims
    assert (
        claim.content[0].text
        == "Conservative candidate Rosa Castaneda led the election with 52.3% of the vote"
    )


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "Rebels said they had taken the town, a claim that the army rejected.",
            "rejected",
            "they had taken the town",
        ),
        (
            "The minister said the plan had been dropped, a claim denied by the governor.",
            "denied by",
            "the plan had been dropped",
        ),
    ],
)
def test_a_claim_may_be_rejected_in_other_ways(
    read: Read, text: str, cue: str, content: str
) -> None:
    first, second = read(text, "2024-05-16").claims
    assert (second.type, second.cue.text) == ("Denial", cue)
    assert first.content[0].text == second.content[0].text == content


def test_how_much_is_not_said(read: Read) -> None:
    (claim,) = read("The mayor did not say by how much.", "2024-05-16").claims
    assert (claim.type, claim.content[0].text) == ("NonStatement", "by how much")


def test_who_wants_no_name_is_nobody_named(read: Read) -> None:
    text = "A person close to Jan Novak, who asked not to be named, said he was ill."
    speakers = [claim.speaker for claim in read(text, "2024-05-16").claims]
    assert speakers == ["person/person"]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        (
            "She had been told by local leaders that whole villages were flattened.",
            "Affirmed",
            "Asserted",
        ),
        ('"It works, we just don\'t know why," said the mayor.', "Affirmed", "Asserted"),
    ],
)
def test_what_is_said_first_says_how_sure_it_is(
    read: Read, text: str, polarity: str, modality: str
) -> None:
    (claim,) = read(text, "2024-05-16").claims
    assert (claim.polarity, claim.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The guild said in a statement Tuesday that the offer was late.",
            "The guild",
            "that the offer was late",
        ),
        (
            "Soldiers appear on Norland state TV, say president ousted",
            "Soldiers",
            "president ousted",
        ),
        ("She appealed to the rebels to let the priest go.", "She", "to let the priest go"),
        ("She ruled out closing the mine.", "She", "closing the mine"),
    ],
)
def test_more_ways_of_saying(read: Read, text: str, source: str, content: str) -> None:
    (claim,) = read(text, "2024-05-16").claims
    assert claim.source is not None
    assert (claim.source.text, claim.content[0].text) == (source, content)


def test_the_family_of_somebody_is_not_that_person(read: Read) -> None:
    text = "The family of one of the patients, 84-year-old Doris Lumley, said they were sad."
    (claim,) = read(text, "2024-05-16").claims
    assert claim.speaker != "person/doris-lumley"


def test_where_an_article_was_written_says_nothing(read: Read) -> None:
    text = "NEW DELHI: The opposition walked out of parliament on Monday."
    assert not read(text, "2024-05-16").claims


def test_an_interview_has_a_turn_in_each_paragraph(read: Read) -> None:
    text = (
        "Finance minister Ada Vogel spoke to the Post.\n\nPost: Ms. Vogel, will you stay?\n\n"
        "Ada Vogel: No. I said that in May.\n\nPost: Does it hurt?\n\nVogel: It does not. I told them so."
    )
    claims = [claim for claim in read(text, "2024-05-16").claims if claim.cue.text == ":"]
    assert [(claim.source.text, claim.direct) for claim in claims if claim.source] == [
        ("Post", True),
        ("Ada Vogel", True),
        ("Post", True),
        ("Vogel", True),
    ]
    assert [claim.speaker for claim in claims][1::2] == ["person/ada-vogel"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The lawyer told the jury that Jan Costa, who is expected to testify, “would say anything.”",
        "The chairman said nothing about it, and his aide left.",
    ],
)
def test_what_nobody_said(read: Read, text: str) -> None:
    sayings = [claim.cue.text for claim in read(text, "2024-05-16").claims]
    assert sayings in (["told"], [])


def test_somebody_is_called_on(read: Read) -> None:
    text = "Jan Novak spoke. Mayor Ada Lind called on him to recall the council."
    (claim,) = read(text, "2024-05-16").claims
    assert (claim.speaker, claim.content[0].text) == (
        "person/ada-lind",
        "him to recall the council",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "“The parade was lovely” tweeted Mayor of London Amir Holm (independent).",
            ("Mayor of London Amir Holm", "tweeted", "“The parade was lovely”"),
        ),
        (
            "The ferry is too old, stated Minister of Transport Amir Holm, and has to go.",
            ("Minister of Transport Amir Holm", "stated", "The ferry is too old"),
        ),
        (
            "The old rule has to stay, argued the city's lawyer on Monday.",
            ("the city's lawyer", "argued", "The old rule has to stay"),
        ),
        (
            "The bridge is safe, the city's engineer, Ann Berg, said.",
            ("the city's engineer, Ann Berg,", "said", "The bridge is safe"),
        ),
        (
            "“There is no money for a road and our school,” Lund, a senior aide, said on Monday.",
            ("Lund, a senior aide,", "said", "“There is no money for a road and our school,”"),
        ),
        (
            "Police estimated the crowd at 6,000.",
            ("Police", "estimated", "the crowd at 6,000"),
        ),
    ],
)
def test_who_speaks_at_the_end_of_a_sentence(
    parse: Parse, text: str, shown: tuple[str, str, str]
) -> None:
    assert [show(each) for each in read(parse, text)] == [shown]


@pytest.mark.parametrize("link", ["; organisers", ", while organisers", ", but organisers"])
def test_another_figure_of_somebody_else_is_not_said_by_the_first(parse: Parse, link: str) -> None:
    claims = read(parse, f"Police said 6,000 people took part{link} put the number at 15,000.")
    assert [show(each)[::2] for each in claims] == [
        ("Police", "6,000 people took part"),
        ("organisers", "the number at 15,000"),
    ]


@pytest.mark.parametrize(
    "text", ["Moss met the workers, praised the mayor.", "She left, reported the accident and ran."]
)
def test_no_object_behind_a_comma_speaks(parse: Parse, text: str) -> None:
    assert not any(each.source and each.source.text == "the mayor" for each in read(parse, text))


def test_the_day_in_a_speech_is_not_that_of_the_speech(read: Read) -> None:
    text = "“We will open the bridge next month.” — Ann Moss"
    (claim,) = (each for each in read(text, "2024-05-16").claims if each.source)
    assert claim.stated_on.earliest is None


def test_what_is_asked_is_possible(read: Read) -> None:
    facts = read("“Did the council close the school?” he asked.", "2024-05-16")
    assert [each.modality for each in facts.claims] == ["Possible"]
    assert not read("Did the council close the school?", "2024-05-16").measures


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The firm said it was sorry but did not say when power would return.",
            [("said", "it was sorry"), ("did not say", "when power would return")],
        ),
        (
            "Police confirmed that a man had died but would not say who he was.",
            [("confirmed", "that a man had died"), ("would not say", "who he was")],
        ),
        ("The ministry said it had acted but did not elaborate.", [("said", "it had acted")]),
        (
            "The army said the man was dead but did not give his name.",
            [("said", "the man was dead")],
        ),
        (
            "Ann Moss, a teacher, thinks it is late: voters, she says, are tired.",
            [("thinks", "it is late"), ("says", "voters … are tired")],
        ),
        (
            'When Ann Moss told a rally that it was "over", the crowd roared.',
            [("told", 'that it was "over"')],
        ),
        (
            'When the dam broke it was "like a bomb", she said.',
            [("said", 'When the dam broke it was "like a bomb"')],
        ),
        (
            '"The door was locked," survivor Nazma Begum, who jumped out, told the BBC.',
            [("told", '"The door was locked,"')],
        ),
        ('"It was hell," witness Karim Hadi, a baker, told AFP.', [("told", '"It was hell,"')]),
        (
            "The mayor has repeated that the bridge is safe.",
            [("has repeated", "that the bridge is safe")],
        ),
    ],
)
def test_what_belongs_to_each_saying(read: Read, text: str, told: list[tuple[str, str]]) -> None:
    claims = read(text, "2024-05-07").claims
    assert [(each.cue.text, show(each)[2]) for each in claims] == told


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("If Ann Moss wins, she has promised to start talks.", "Conditional"),
        ('Ann Moss agreed: "They have been promising it for years."', "Asserted"),
    ],
)
def test_how_sure_it_is(read: Read, text: str, modality: str) -> None:
    assert [claim.modality for claim in read(text, "2024-05-07").claims] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry stood by its figures when asked how many had left.",
        "A clerk, who asked not to be identified, has left the firm.",
        "A clerk who requested anonymity has left the firm.",
    ],
)
def test_what_others_ask_or_keeps_a_name_back_is_nothing_said(read: Read, text: str) -> None:
    assert not read(text, "2024-05-07").claims


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Ofrel, the energy regulator for Norland, denied the claims.",
            ["organization/ofrel"],
        ),
        (
            "Mayor Ana Moss insists there is no famine, a statement contradicted in May by Otto Hill.",
            ["person/ana-moss", "person/otto-hill"],
        ),
        (
            'Judge Ana Moss told Hill that he had "robbed" the poor and shown "no remorse".',
            ["person/ana-moss"],
        ),
        (
            "Ana Moss, the rights chief, called on both sides to stop.",
            ["person/ana-moss"],
        ),
        (
            '"We checked it twice," lead researcher Dunja Materik says. "It is safe."',
            ["person/dunja-materik"],
        ),
    ],
)
def test_who_speaks_in_sentences_that_parsers_tear(
    read: Read, text: str, speakers: list[str]
) -> None:
    assert [claim.speaker for claim in read(text, "2024-05-07").claims] == speakers


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Moss, she told the BBC, had lied to them.", "she", "Moss … had lied to them"),
        (
            'Those freed had been "deported", Ana Moss added, which was a crime.',
            "Ana Moss",
            'Those freed had been "deported"',
        ),
        (
            "Ana Moss has denied misusing intelligence funds.",
            "Ana Moss",
            "misusing intelligence funds",
        ),
        (
            "A human rights expert on Friday called on Belarus to free them.",
            "A human rights expert",
            "Belarus to free them",
        ),
        ("Coach Ana Moss has hit out at the league.", "Coach Ana Moss", "the league"),
    ],
)
def test_where_a_saying_begins_and_ends(read: Read, text: str, source: str, content: str) -> None:
    (claim,) = read(text, "2024-05-17").claims
    assert claim.source is not None
    assert (claim.source.text, show(claim)[2]) == (source, content)


def test_who_declines_to_be_named_says_nothing_by_that(read: Read) -> None:
    (claim,) = read("A clerk, who declined to be named, said it was over.").claims
    assert claim.cue.text == "said"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'A No 10 spokesman said there were "questions to answer".',
            [("A No 10 spokesman", 'there were "questions to answer"')],
        ),
        ("Her ministry would neither confirm nor deny the story.", []),
        ("A tired rescue worker, asked if anyone could be alive, shook his head.", []),
        (
            "Hill was with the Fund, whose managing director, Ana Moss, praised the rules.",
            [("whose managing director, Ana Moss,", "the rules")],
        ),
        (
            'Hill, she said, "cannot even hold his own team together".',
            [("she", 'Hill … "cannot even hold his own team together"')],
        ),
    ],
)
def test_more_of_who_says_what(read: Read, text: str, said: list[tuple[str, str]]) -> None:
    claims = read(text, "2024-05-17").claims
    assert [(each.source.text if each.source else "", show(each)[2]) for each in claims] == said
    assert not any(claim.polarity == "Negated" for claim in claims if "No 10" in text)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "The union said it had not been asked and threatened to strike.",
            "threatened",
            "to strike",
        ),
        (
            "The mayor said she had not been told and accused the ministry of secrecy.",
            "accused",
            "the ministry of secrecy",
        ),
    ],
)
def test_what_is_said_next_is_no_part_of_the_passive_before(
    parse: Parse, text: str, cue: str, content: str
) -> None:
    assert [show(claim)[1:] for claim in read(parse, text)][1:] == [(cue, content)]


@pytest.mark.parametrize(
    "cue",
    [
        "could not be reached for",
        "was not immediately available for",
        "was unavailable for",
    ],
)
def test_who_is_out_of_reach_says_nothing(parse: Parse, cue: str) -> None:
    (claim,) = read(parse, f"The mayor, Ann Moss, {cue} comment on Sunday.")
    assert (claim.type, claim.modality) == ("NonStatement", "Asserted")
    assert show(claim) == ("The mayor, Ann Moss,", cue, "comment")


def test_what_is_open_to_others_is_not_silent(parse: Parse) -> None:
    assert read(parse, "The clinic was not available for patients.") == ()


def test_how_many_more_is_nobody(parse: Parse) -> None:
    text = "The office said it had counted 14 deaths, two more than the ministry had acknowledged."
    assert [each.source.text for each in read(parse, text) if each.source] == ["The office"]


def test_whom_somebody_quotes_is_not_what_is_said(parse: Parse) -> None:
    found = read(parse, "The paper reported that he had left, quoting two unnamed sources.")
    assert [show(each)[1] for each in found] == ["reported"]


def test_who_does_the_same_says_so_too(read: Read) -> None:
    first, second = read("Ana Moss called for a vote, as did the union.", "2024-05-07").claims
    assert show(first) == ("Ana Moss", "called for", "a vote")
    assert show(second) == ("the union", "as did", "a vote")
    assert second.type == first.type == "Request"


def test_no_denies_what_was_asked(read: Read) -> None:
    (claim,) = read("Asked if the dam would hold, Moss said no.", "2024-05-07").claims
    assert (claim.type, claim.polarity) == ("Denial", "Negated")


@pytest.mark.parametrize(
    ("aside", "cue"),
    [
        (", an allegation that Hill called absurd", "called"),
        (", a claim that Hill described as nonsense", "described"),
        (", an idea which Hill has repeatedly dismissed", "has repeatedly dismissed"),
    ],
)
def test_what_is_called_untrue_is_denied(read: Read, aside: str, cue: str) -> None:
    told, denial = read(f"Moss said Hill had hidden the letters{aside}.", "2024-05-07").claims
    assert show(denial) == ("Hill", cue, "Hill had hidden the letters")
    assert (denial.type, denial.content) == ("Denial", told.content)


def test_a_quotation_behind_another_begins_anew(parse: Parse) -> None:
    text = "Moss told the BBC that Peru wanted “a bigger army.” “It is late,” she added."
    assert show(read(parse, text)[-1]) == ("she", "added", "“It is late,”")


def test_something_somebody_denies_is_what_was_said(parse: Parse) -> None:
    text = "The minister insisted the army was ready to talk, something the union denies."
    told, denial = read(parse, text)
    assert (denial.type, denial.content) == ("Denial", told.content)


def test_what_is_rejected_may_stand_behind_an_aside(parse: Parse) -> None:
    text = "Moss rejected reports, repeated by two papers, that the ferry was unsafe."
    (claim,) = read(parse, text)
    assert show(claim)[2] == "reports, repeated by two papers, that the ferry was unsafe"


def test_a_quotation_ends_before_what_was_done_meanwhile(parse: Parse) -> None:
    claims = read(parse, "Witnesses said Moss shouted “This is for Peru” while leaving the hall.")
    assert show(claims[-1]) == ("Moss", "shouted", "“This is for Peru”")


def test_what_is_referred_to_does_not_date_the_saying(read: Read) -> None:
    text = "“I know the pain,” said Moss, referring to the September 11, 2001 attacks."
    first = read(text, "2024-05-07").claims[0]
    assert first.stated_on.earliest is None

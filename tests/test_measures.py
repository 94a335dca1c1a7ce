"""What was decided: measures of authorities, each once, with their status, author and date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import Facts

DAY = "2024-05-16"  # a Thursday


def name(facts: Facts, item: str | None) -> str | None:
    return next((entity.label for entity in facts.entities if entity.id == item), None)


@pytest.mark.parametrize(
    ("sentence", "type_", "status"),
    [
        (
            "President Ida Holm announced an amnesty for deserters on Monday.",
            "Amnesty",
            "Announced",
        ),
        (
            "The government declared a state of emergency in two provinces.",
            "StateOfEmergency",
            "InForce",
        ),
        ("Parliament approved a carbon tax on Tuesday.", "Tax", "Approved"),
        ("The health ministry banned flavoured cigarettes.", "Ban", "InForce"),
        ("The president ordered the army to guard the ports.", "PolicyAction", "Ordered"),
        ("The interior minister proposed a curfew for the capital.", "Curfew", "Proposed"),
        ("The government lifted the curfew on Monday.", "Curfew", "Ended"),
        ("The Senate rejected the tax reform.", "Reform", "Rejected"),
        ("The government extended the lockdown.", "Lockdown", "Extended"),
        ("The Supreme Court struck down the travel ban.", "BorderControl", "StruckDown"),
        ("A curfew has been in force since Monday.", "Curfew", "InForce"),
        ("Prime Minister Jan Novak promised to build new bridges.", "PolicyAction", "Announced"),
        # Orders and decrees are ordered, not approved; who advises announces.
        ("The president signed a decree banning masks.", "Regulation", "Ordered"),
        ("Parliament approved a decree banning masks.", "Regulation", "Approved"),
        ("The tax agency advises citizens to keep their receipts.", "Alert", "Announced"),
        # What somebody asked for is decided by the answer.
        ("The king agreed to the request to dissolve parliament.", "ParliamentSession", "Approved"),
        (
            "The king will comply with the request to dissolve parliament.",
            "ParliamentSession",
            "Announced",
        ),
        ("The king rejected the request to dissolve parliament.", "ParliamentSession", "Rejected"),
        (
            "The president did not accede to demands for a public inquiry.",
            "Inquiry-Measure",
            "Rejected",
        ),
        # What is done by other means is done; what is mutual needs one authority.
        ("Chad and Niger cited safety concerns to impose bans on masks.", "Ban", "InForce"),
        ("The rebels entered into an agreement with the army.", "Treaty", "Approved"),
        ("The novel was banned in Norwegian schools.", "Ban", "InForce"),
    ],
)
def test_type_and_status(read: Read, sentence: str, type_: str, status: str) -> None:
    facts = read(sentence, DAY)
    assert [(measure.type, measure.status) for measure in facts.measures] == [(type_, status)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The company announced a ban on remote work.",
        "The president did not announce an amnesty.",
        "Only the parliament may impose a tax.",
        "The critics called for sanctions.",
        "The president will visit the region next week.",
        "Britain voted to leave the club in a referendum.",
        "The film shows a state of emergency.",
        "The novel was banned.",
        "The player was banned for two matches.",
        "The building was evacuated.",
        "The teachers' union rejected the pay deal.",
        "The rebels signed an agreement with the miners.",
        "The king sought such a ban.",
    ],
)
def test_what_no_authority_decided_is_no_measure(read: Read, sentence: str) -> None:
    assert read(sentence, DAY).measures == ()


def test_author_and_date(read: Read) -> None:
    facts = read("Finance Minister Lea Brandt announced a fuel subsidy on Tuesday.", DAY)
    (measure,) = facts.measures
    assert name(facts, measure.announced_by) == "Lea Brandt"
    day = measure.announced_on
    assert (day.earliest, day.latest) == (dt.date(2024, 5, 14), dt.date(2024, 5, 14))


def test_the_day_of_a_promise_is_not_the_day_promised(read: Read) -> None:
    facts = read("President Ida Holm said on Monday that she will close two prisons in July.", DAY)
    (measure,) = facts.measures
    assert measure.announced_on.latest == dt.date(2024, 5, 13)
    assert measure.status == "Announced"


def test_one_measure_with_its_steps(read: Read) -> None:
    facts = read(
        "President Ida Holm proposed a constitutional reform in March. "
        "The Constitutional Court cleared the reform on Tuesday.",
        DAY,
    )
    (measure,) = facts.measures
    assert [step.status for step in measure.steps] == ["Proposed", "Cleared"]
    assert measure.status == "Cleared"
    assert name(facts, measure.announced_by) == "Ida Holm"


def test_what_has_lasted_began_as_exactly_as_its_unit(read: Read) -> None:
    facts = read("A nightly curfew has been in force for the past two months.", DAY)
    when = facts.measures[0].announced_on
    assert (when.earliest, when.latest) == (dt.date(2024, 3, 1), dt.date(2024, 3, 31))


def test_joined_promises_are_several(read: Read) -> None:
    facts = read(
        "President Ida Holm said she will create a coastal unit, supply new boats and reinforce patrols.",
        DAY,
    )
    assert len(facts.measures) == 3
    assert {name(facts, measure.announced_by) for measure in facts.measures} == {"Ida Holm"}


def test_evidence_is_short_and_a_slice(read: Read) -> None:
    text = "On Tuesday, the government of Norland — after weeks of talks — imposed new tariffs on steel from Sudland."
    for measure in read(text, DAY).measures:
        assert text[measure.evidence.start : measure.evidence.end] == measure.evidence.text
        assert 2 <= len(measure.evidence.text.split()) <= 12


def test_a_bare_noun_takes_the_fuller_name_of_the_article(read: Read) -> None:
    facts = read(
        "The parliament of Norland passed the bill on Tuesday.\n\n"
        "Thousands had marched against the water tax bill.",
        DAY,
    )
    assert [measure.label for measure in facts.measures] == ["water tax bill"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Never before had Parliament banned a party.",
        "Only once before has Congress voted to hold a minister in contempt.",
        '"If we can cut taxes, people will stay," President Ida Holm said.',
        '"We will reduce the use of antibiotics," said Leo Falk, president of the Chess Society.',
        "Bared to the bone, the tree fell on Monday.",
    ],
)
def test_what_nobody_decided_is_no_measure(read: Read, sentence: str) -> None:
    assert not read(sentence, DAY).measures


@pytest.mark.parametrize(
    ("sentence", "type_", "status"),
    [
        ("The central bank raised its key rate on Tuesday.", "InterestRate", "InForce"),
        ("The European Central Bank announced a rate cut.", "InterestRate", "Announced"),
        ("The governor vetoed the gun bill.", "Law", "Rejected"),
        ("The government nationalised the railways.", "Reform", "InForce"),
        ("The foreign ministry expelled two diplomats.", "Diplomacy", "InForce"),
        ("The council approved a congestion charge.", "Tax", "Approved"),
        ("The health ministry recalled two batches of milk.", "Recall", "InForce"),
        ("President Holm pardoned two journalists.", "Amnesty", "InForce"),
        ("The regulator suspended the airline's licence.", "Regulation", "InForce"),
        ("The government announced a bailout of the airline.", "Aid", "Announced"),
        ("The king appointed a commission of inquiry.", "Appointment-Measure", "InForce"),
        ("Chile imposed tariffs on Peru's steel.", "Tariff", "InForce"),
        ("Prime Minister Jan Novak called a snap election.", "ParliamentSession", "InForce"),
        ("The state revoked the visa of the singer.", "BorderControl", "InForce"),
        ("The ceasefire took effect on Monday.", "Ceasefire", "InForce"),
        ("A judicial inquiry was opened, according to police.", "Inquiry-Measure", "InForce"),
        ("The army evacuated the village on Monday.", "Evacuation", "InForce"),
        ("The weather service issued a flood warning.", "Alert", "Ordered"),
        ("The governor announced flags would be flown at half-mast.", "Mourning", "Announced"),
        ("This law passed the Senate on Tuesday.", "PolicyAction", "Approved"),
        ("Congress has not passed her proposed budget.", "Budget", "Proposed"),
        ("Shopkeepers criticized the governor's proposed curfew.", "Curfew", "Proposed"),
    ],
)
def test_the_kinds_of_a_thesaurus(read: Read, sentence: str, type_: str, status: str) -> None:
    assert [(item.type, item.status) for item in read(sentence, DAY).measures] == [(type_, status)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The building was evacuated.",
        "Mill Airport was shut down on Monday.",
        "The children were banned from leaving the house.",
        "Saint Martha Hospital department deployed extra staff.",
        "The club's leader announced a ban on phones.",
        "Protesters demanded that the government lift the curfew.",
        "Voters want to end the tax.",
        "The mayor wants to cancel the festival ban.",
        "The minister rejects the Chilean sanctions.",
        "The minister was optimistic that a deal would be reached.",
        "The president said the law would allow him to close the border.",
        "President Holm said he would leave the governorship in May.",
        "The agency increased the death toll to six.",
    ],
)
def test_what_is_told_of_others_is_no_measure(read: Read, sentence: str) -> None:
    assert read(sentence, DAY).measures == ()


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        (
            "President Holm signed a decree banning anyone wearing a mask from public offices.",
            "decree banning anyone wearing a mask from public offices",
        ),
        (
            "The king imposed a law mandating doctors to report abuse on Thursday.",
            "law mandating doctors to report abuse",
        ),
        ("The mayor ended the agreement with the port company citing costs.", "agreement"),
        (
            "The governor closed many schools with the mayor of Harton citing heavy snow.",
            "close many schools",
        ),
        (
            "Pope Leo announced a new church law to mandate reporting of abuse.",
            "new church law to mandate reporting of abuse",
        ),
        (
            "President Holm said corrupt judges will have their names published.",
            "publish names of corrupt judges",
        ),
        ("The government will allow foreigners to buy land.", "allow foreigners to buy land"),
        (
            "Critics condemned the proclamation of the Marra Hills as national territory by President Holm.",
            "proclamation of the Marra Hills as national territory",
        ),
        (
            "The queen will agree to the request of Prime Minister Jan Novak to suspend Parliament.",
            "suspend Parliament",
        ),
        (
            "The government will cut fares from July 1 before the election.",
            "cut fares",
        ),
    ],
)
def test_a_label_is_whole_and_no_more(read: Read, sentence: str, label: str) -> None:
    assert [item.label for item in read(sentence, DAY).measures] == [label]


def test_this_amendment_is_the_one_told_before(read: Read) -> None:
    facts = read(
        "Senator Ida Holm proposed a limit of two terms on Monday.\n\n"
        "“I urge my colleagues to back this constitutional amendment,” she said.",
        DAY,
    )
    assert [item.label for item in facts.measures] == ["limit of two terms"]


def test_an_order_joined_to_another_is_of_the_same_authority(read: Read) -> None:
    facts = read(
        "Interior Minister Ada Quill said she had ordered a curfew, and that the army guard the ports.",
        DAY,
    )
    found = {item.label: name(facts, item.announced_by) for item in facts.measures}
    assert found == {"curfew": "Ada Quill", "guard the ports": "Ada Quill"}


def test_there_will_be_begins_the_evidence(read: Read) -> None:
    facts = read("Prime Minister Jan Novak said there will be an amnesty for deserters.", DAY)
    assert [item.evidence.text for item in facts.measures] == [
        "there will be an amnesty for deserters"
    ]


def test_this_lockdown_is_no_budget(read: Read) -> None:
    text = "Congress has not passed the proposed budget.\n\nThis lockdown began in May."
    facts = read(text, DAY)
    assert ("Budget", "Proposed") in [(item.type, item.status) for item in facts.measures]


@pytest.mark.parametrize(
    "sentence",
    [
        "A curfew has, for the past two weeks, been in force in three towns.",
        "For the past two weeks three towns have been under curfew.",
        "Brazil has been under a nightly curfew since Monday.",
    ],
)
def test_whoever_is_under_a_measure_did_not_decide_it(read: Read, sentence: str) -> None:
    (measure,) = read(sentence, DAY).measures
    assert (measure.type, measure.status, measure.announced_by) == ("Curfew", "InForce", None)


def test_no_measure_is_in_force_that_somebody_will_be_under(read: Read) -> None:
    assert not read("The towns will be under curfew by Monday.", DAY).measures


def test_a_bill_is_not_the_old_law_that_it_changes(read: Read) -> None:
    text = (
        "Since 1900, under the state's penal code, gambling was a crime.\n\n"
        "The bill was drafted by the premier."
    )
    status = {item.label: item.status for item in read(text, DAY).measures}
    assert status["state's penal code"] == "InForce"


def test_what_others_asked_for_is_not_yet_announced(read: Read) -> None:
    text = (
        "The queen suspended parliament on Monday.\n\n"
        "Prime Minister Jan Novak asked the queen for the suspension of parliament in April."
    )
    (measure,) = read(text, DAY).measures
    assert str(measure.announced_on.earliest) == "2024-05-13"


def test_who_has_a_pardon_did_not_grant_it(read: Read) -> None:
    text = "President Daniel Noboa said on Friday that all soldiers already have a presidential pardon."
    (measure,) = read(text, "2025-03-07").measures
    assert measure.announced_by is None
    assert [step.by for step in measure.steps] == [None]


def test_who_says_what_another_country_will_do_announces_it(read: Read) -> None:
    facts = read("President Ida Holm said Norway will build a hospital in the port.", DAY)
    (measure,) = facts.measures
    assert name(facts, measure.announced_by) == "Ida Holm"
    facts = read("The BBC said Norway will build a hospital in the port.", DAY)
    assert [name(facts, item.announced_by) for item in facts.measures] in ([], ["Norway"])


def test_a_town_declares_a_state_of_calamity(read: Read) -> None:
    facts = read("At least two towns declared a state of calamity after the quake.", DAY)
    assert [item.type for item in facts.measures] == ["StateOfEmergency"]


@pytest.mark.parametrize(
    "sentence",
    [
        "On the scale used by the government for classifying storms, it is the weakest.",
        "President Ida Holm may declare a state of emergency, which she said would allow her to act.",
        "Governor Ida Holm announced she would end her presidential campaign.",
        "Governor Ida Holm said that new approaches will be required.",
        "The finance minister is optimistic that a treaty with Norway will be signed.",
        "The ports closed on Monday. This lockdown started on Tuesday.",
        "President Ida Holm said any acts that advocate Norway's independence will be punished.",
    ],
)
def test_what_is_no_policy_is_no_measure(sentence: str, read: Read) -> None:
    assert [item.label for item in read(sentence, DAY).measures] == []


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        (
            "The Parliament of Victoria, Australia voted on Monday to ban plastic bags.",
            "Parliament of Victoria",
        ),
        ("The council of Lund, Sweden approved a curfew on Monday.", "council"),
    ],
)
def test_a_country_behind_a_comma_only_says_where(sentence: str, by: str, read: Read) -> None:
    facts = read(sentence, DAY)
    assert [name(facts, item.announced_by) for item in facts.measures] == [by]


def test_what_is_to_be_shown_later_is_announced_before(read: Read) -> None:
    text = (
        "On Monday, President Ida Holm spoke. She also announced a new security initiative to be "
        "unveiled at the assembly later this week."
    )
    (measure,) = read(text, "2024-05-14").measures
    assert str(measure.announced_on.earliest) == "2024-05-13"


@pytest.mark.parametrize(
    ("sentence", "label", "type_"),
    [
        ("The minister ordered that the schools be closed.", "close the schools", "Closure"),
        ("The minister ordered the schools be closed.", "close the schools", "Closure"),
        ("The governor required that masks be worn.", "wear masks", "PolicyAction"),
        (
            "The president directed that flags be flown at half-staff.",
            "fly flags at half-staff",
            "Mourning",
        ),
        (
            "The governor ordered all flags to be flown at half-mast.",
            "fly all flags at half-mast",
            "Mourning",
        ),
    ],
)
def test_what_is_ordered_to_be_done(read: Read, sentence: str, label: str, type_: str) -> None:
    (measure,) = read(sentence, DAY).measures
    assert (measure.label, measure.type) == (label, type_)
    assert [step.status for step in measure.steps] == ["Ordered"]


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("The ministry said it would close the schools.", "organization/ministry"),
        ("The minister said on Monday she had closed the schools.", "person/minister"),
        ("Mexico said that it would send 600 troops to the border.", "country/mexico"),
        ("The White House said it was imposing sanctions on Turkey.", "organization/white-house"),
        ("The prime minister said she would sign the bill.", "person/prime-minister"),
        ("Authorities said they had evacuated the village.", "agent/authorities"),
    ],
)
def test_who_tells_what_he_does_himself(read: Read, sentence: str, by: str) -> None:
    assert [item.announced_by for item in read(sentence, DAY).measures] == [by]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry said he would close the schools.",
        "The minister said it would close the schools.",
        "The union said it would close the schools.",
        "The minister said they would close the schools.",
        "The minister said he would have closed the schools.",
        "The president said he would like to build a wall.",
        "The senator voted for the bill.",
        "Senator Ann Moss said she would vote for the bill.",
        "The minister said the ministry believed it would raise taxes.",
    ],
)
def test_a_pronoun_that_may_be_anybody_decides_nothing(read: Read, sentence: str) -> None:
    assert read(sentence, DAY).measures == ()


def test_who_had_ordered_it_decided_and_not_who_is_to_do_it(read: Read) -> None:
    text = "Interior Minister Jan Novak wrote he had ordered fire checks by the State Fire Brigade."
    facts = read(text, DAY)
    assert [name(facts, item.announced_by) for item in facts.measures] == ["Jan Novak"]


def test_who_breaks_the_law_ends_no_measure(read: Read) -> None:
    facts = read(
        "The mayor ordered a curfew on Monday. Ida Holm said the mayor broke the law.", DAY
    )
    assert [step.status for item in facts.measures for step in item.steps] == ["Ordered"]


def test_what_is_withdrawn_from_where_is_said_is_not_what_was_told_before(read: Read) -> None:
    facts = read(
        "The king suspended parliament on Monday. On Tuesday, Prime Minister Bo Rill announced "
        "the withdrawal of Norway from the Nordic Union.",
        DAY,
    )
    suspension, *others = facts.measures
    assert "withdrawal" not in str(suspension.steps)
    assert len(others) == 1


def test_an_effort_is_no_decision(read: Read) -> None:
    facts = read("Prime Minister Bo Rill is tired of his effort to complete a carbon tax.", DAY)
    assert facts.measures == ()


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("The governor ordered a curfew, effective Monday.", "[..2024-05-16]"),
        ("The mayor imposed a curfew from 9 p.m. to 5 a.m.", "[..2024-05-16]"),
        ("The new law prohibits the sale of beer after 10 p.m.", "[..2024-05-16]"),
        ("The mayor signed the decree at 5 p.m. on Tuesday.", "2024-05-14"),
        ("The mayor signed the decree on Tuesday night.", "2024-05-14"),
    ],
)
def test_an_hour_or_a_day_to_come_is_not_when_it_was_announced(
    read: Read, text: str, announced: str
) -> None:
    (found,) = read(text, "2024-05-16").measures
    assert [found.announced_on.edtf, *(step.occurred_on.edtf for step in found.steps)] == [
        announced,
        announced,
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The government said on Tuesday that schools will reopen in June.",
            ("reopen schools", "2024-05-14"),
        ),
        (
            "Schools will reopen in June, the government said on Tuesday.",
            ("reopen schools", "2024-05-14"),
        ),
        (
            "Bars would close on Friday, the mayor said on Tuesday.",
            ("close bars", "2024-05-14"),
        ),
        ("The mayor said schools would close if it rained.", None),
        ("The manager ordered the shop to close.", None),
        ("The mayor said she feared schools would close.", None),
        ("The union said schools would close.", None),
        ("The mayor said schools had closed.", None),
    ],
)
def test_what_an_authority_says_will_be_is_a_measure(
    read: Read, text: str, told: tuple[str, str] | None
) -> None:
    found = [
        (each.label, each.announced_on.edtf, each.status)
        for each in read(text, "2024-05-16").measures
    ]
    assert found == ([(*told, "Announced")] if told else [])


@pytest.mark.parametrize(
    ("text", "status", "announced"),
    [
        (
            "Lawmakers voted down a proposal to raise the retirement age.",
            "Rejected",
            "[..2024-05-16]",
        ),
        (
            "Parliament approved the budget, with a final vote due next week.",
            "Approved",
            "[..2024-05-16]",
        ),
    ],
)
def test_what_was_voted_on_was_voted_on_by_then(
    read: Read, text: str, status: str, announced: str
) -> None:
    (found,) = read(text, "2024-05-16").measures
    assert (found.status, found.announced_on.edtf) == (status, announced)


def test_who_is_ordered_to_close_is_closed(read: Read) -> None:
    (found,) = read("The governor ordered bars to close.", "2024-05-16").measures
    assert (found.label, found.type, found.status) == ("close bars", "Closure", "Ordered")


@pytest.mark.parametrize(
    "text",
    [
        "The president promised not to raise taxes.",
        "The president vowed never to sign the bill.",
        "The minister announced a decision not to raise taxes.",
        "The ministry decided against closing the schools.",
        "The government has no plans to extend the state of emergency.",
        "The ministry has decided that it will not close the schools.",
    ],
)
def test_what_is_not_to_be_done_is_no_measure(read: Read, text: str) -> None:
    assert read(text, "2024-05-16").measures == ()


def test_what_is_done_instead_is_one(read: Read) -> None:
    facts = read("The government cut spending instead of raising taxes.", "2024-05-16")
    assert [measure.label for measure in facts.measures] == ["cut spending"]
    facts = read("The president promised not only to raise taxes but to close schools.")
    assert len(facts.measures) == 2


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The mayor lifted the ban on outdoor dining on Friday.", "ban on outdoor dining"),
        ("The court lifted the ban on Friday.", "ban"),
        ("Prime Minister Ana Holm said the border would remain closed.", "border to remain closed"),
    ],
)
def test_a_label_says_what_is_banned(read: Read, text: str, label: str) -> None:
    assert [measure.label for measure in read(text, "2024-05-16").measures] == [label]


def test_a_cut_is_announced(read: Read) -> None:
    text = "President Daniel Moss announced a 15 percent cut in fuel prices."
    (measure,) = read(text, "2024-05-16").measures
    assert measure.label == "15 percent cut in fuel prices"
    assert read("The minister criticized the cuts.", "2024-05-16").measures == ()


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("The ministry said it would build 20 schools.", "build 20 schools", "PolicyAction"),
        ("The minister announced new schools.", "new schools", "PolicyAction"),
        ("The government will close 20 schools.", "close 20 schools", "Closure"),
    ],
)
def test_schools_that_are_built_are_not_closed(
    read: Read, text: str, label: str, kind: str
) -> None:
    (measure,) = read(text, "2024-05-16").measures
    assert (measure.label, measure.type) == (label, kind)


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("The government announced a cease-fire on Monday.", "cease-fire", "Ceasefire"),
        ("The army imposed a no-fly zone on Monday.", "no-fly zone", "MilitaryOperation"),
        ("The governor issued a stay-at-home order.", "stay-at-home order", "Lockdown"),
        ("The government announced a mini-budget on Monday.", "mini-budget", "Budget"),
        ("Thailand approved visa-free entry for all.", "visa-free entry for all", "BorderControl"),
    ],
)
def test_words_with_hyphens_are_known(read: Read, text: str, label: str, kind: str) -> None:
    (measure,) = read(text, "2024-05-16").measures
    assert (measure.label, measure.type) == (label, kind)


def test_a_break_in_is_written_with_a_hyphen(read: Read) -> None:
    assert read("The minister announced a break in the talks.", "2024-05-16").events == ()


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        ("France will lift its ban on Swiss beef.", "lift ban on Swiss beef", "Announced"),
        ("The government plans to scrap the fuel tax.", "scrap the fuel tax", "Announced"),
        ("Lawmakers vowed to lower the voting age.", "lower the voting age", "Announced"),
        ("The ministers agreed to extend the curfew.", "extend the curfew", "Announced"),
        ("The government will withdraw a bill on spies.", "withdraw a bill on spies", "Announced"),
        # Of what has come to its end, the status says so.
        ("The government withdrew a bill on spies.", "bill on spies", "Ended"),
        ("France lifted its ban on Swiss beef.", "ban on Swiss beef", "Ended"),
        ("France will lift its ban on Swiss beef. Chile lifted the ban.", "ban", "Ended"),
    ],
)
def test_what_is_to_be_ended_is_not_announced(
    read: Read, text: str, label: str, status: str
) -> None:
    measure = read(text, "2024-05-16").measures[0]
    assert measure.label.startswith(label)
    assert measure.status == status


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Parliament passed a law that bans the sale of fireworks to minors.",
            "law that bans the sale of fireworks to minors",
        ),
        (
            "The president vetoed a bill that would have raised pensions.",
            "bill that would have raised pensions",
        ),
        (
            "The council adopted a resolution calling for an immediate ceasefire.",
            "resolution calling for an immediate ceasefire",
        ),
        ("The Senate rejected a bill to ratify the treaty.", "bill to ratify the treaty"),
        ("The government adopted a policy that has hurt the poor.", "policy"),
        (
            "Parliament passed a law in 2019 that bans fireworks in parks.",
            "law that bans fireworks in parks",
        ),
        (
            "Parliament passed a bill that would ban anyone born after 1 January 2009 from buying beer.",
            "bill that would ban anyone born after 1 January 2009",
        ),
        ("The president will repeal a law that bans strikes.", "repeal a law that bans strikes"),
        ("The commission imposed a ban on whaling.", "ban on whaling"),
        (
            "The mayor imposed a one-year moratorium on evictions.",
            "one-year moratorium on evictions",
        ),
        ("The president lowered the conscription age.", "lower the conscription age"),
        # No half bracket, no plan by which, no move in which.
        (
            "Chile is withdrawing from the Whaling Commission (WC), the government said.",
            "withdraw from the Whaling Commission",
        ),
        (
            "The council is to close three libraries under plans to save money.",
            "close three libraries",
        ),
        (
            "Chile's government will resume flights in a move that may anger others.",
            "resume flights",
        ),
        # How many of several.
        ("The governor said all of the schools would be closed.", "close all of the schools"),
        ("The mayor ordered some of the schools closed.", "close some of the schools"),
        # What stands before the article, what is made of it, what it is to do behind its day.
        ("The court declared unconstitutional a housing levy.", "housing levy"),
        ("The government made masks mandatory on buses.", "make masks mandatory"),
        ("The government ditched a policy put in place in 2016.", "policy"),
        (
            "The council considered a bill on Monday that would let parents opt for a school.",
            "bill that would let parents opt for a school",
        ),
        # Its owner is no part of what it is.
        ("The deputy minister withdrew his own amendment.", "amendment"),
        # How it is to stay.
        (
            "All public schools in Lund will remain closed, the ministry said.",
            "public schools in Lund to remain closed",
        ),
        # What is declared, what is deployed, what one is banned from, what a country leaves.
        ("The president declared a national disaster on Monday.", "national disaster"),
        (
            "The minister ordered the deployment of soldiers to help the police.",
            "deployment of soldiers",
        ),
        (
            "The city council banned voters from photographing their ballots.",
            "ban voters from photographing their ballots",
        ),
        ("The government will pull Peru out of the pact.", "pull Peru out of the pact"),
        ("The law was passed by the Senate early on Wednesday morning.", "law"),
    ],
)
def test_a_label_says_what_a_law_is_to_do(read: Read, text: str, label: str) -> None:
    assert [measure.label for measure in read(text, "2024-05-16").measures] == [label]


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        ("The party's bid for early elections failed on Tuesday.", "early elections", "Rejected"),
        (
            "The no-confidence motion was defeated by 12 votes on Monday.",
            "no-confidence motion",
            "Rejected",
        ),
        (
            "The government suspended peace talks with the rebels.",
            "peace talks with the rebels",
            "Ended",
        ),
        (
            "The talks failed, and peace talks between the army and the rebels were suspended.",
            "peace talks between the army and the rebels",
            "Ended",
        ),
        ("The mayor has declared tomorrow a day of mourning.", "day of mourning", "InForce"),
        (
            "The minister ordered the installation of alarms in schools.",
            "installation of alarms in schools",
            "Ordered",
        ),
        ("The law, passed by the Senate in May, will take effect in June.", "law", "Approved"),
        ("The Senate overrode the veto of a bill on meals.", "bill on meals", "Approved"),
        ("Lawmakers shot down the bill on meals on Tuesday.", "bill on meals", "Rejected"),
        ("The senator introduced an ordinance on meals.", "ordinance on meals", "Proposed"),
        (
            "Councillors met on Monday. They rejected a plan to close two libraries.",
            "plan to close two libraries",
            "Rejected",
        ),
    ],
)
def test_what_became_of_it(read: Read, text: str, label: str, status: str) -> None:
    found = [(measure.label, measure.status) for measure in read(text, "2024-05-16").measures]
    assert found == [(label, status)]


def test_no_deal_is_reached_by_hope(read: Read) -> None:
    text = "Prime Minister Ana Holm said a deal would be reached by Friday."
    assert read(text, "2024-05-16").measures == ()


def test_who_reports_or_judges_a_measure_did_not_make_it(read: Read) -> None:
    for text in (
        "An independent inquiry was ordered, according to police.",
        "The Constitutional Court struck down the curfew.",
    ):
        facts = read(text, "2024-05-16")
        (measure,) = facts.measures
        assert measure.announced_by is None


def test_what_a_budget_is_for_is_not_when_it_passed(read: Read) -> None:
    (measure,) = read("Parliament approved a budget for 2025 on Monday.", "2024-05-16").measures
    assert measure.announced_on.earliest == dt.date(2024, 5, 13)
    (measure,) = read("Parliament approved a budget for 2025.", "2024-05-16").measures
    assert measure.announced_on.latest == dt.date(2024, 5, 16)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Regulators in Italy blocked access to the site.", "Ban"),
        ("The interior minister dissolved the extremist group by decree.", "Ban"),
        ("The transport ministry grounded all helicopters of that type.", "Recall"),
        ("Chad withdrew its soldiers from the border.", "Withdrawal"),
    ],
)
def test_acts_of_authorities(read: Read, text: str, type_: str) -> None:
    (measure,) = read(text, "2024-05-16").measures
    assert (measure.type, measure.status) == (type_, "InForce")


@pytest.mark.parametrize(
    "text",
    [
        "Lawyer Ana Ruiz will face Ivo Marek in a runoff in May. Ruiz promised to build a metro.",
        "Ivo Marek won the presidential runoff on Sunday. He vowed to bring back the fuel tax.",
        "Ana Ruiz, a lawyer, is running for mayor of Lima. She promised to build a metro line.",
        "Ivo Marek promised to cut taxes if he wins the election.",
        "The vote will be decided in a runoff between Ivo Marek and lawyer Ana Ruiz. Ruiz promised to cut taxes.",
        "The governor of Lund faces a runoff against lawyer Ana Ruiz. Ruiz promised to cut taxes.",
    ],
)
def test_who_stands_for_office_promises_measures(read: Read, text: str) -> None:
    facts = read(text, DAY)
    (measure,) = facts.measures
    assert measure.status == "Announced"
    assert name(facts, measure.announced_by) in {"Ana Ruiz", "Ivo Marek"}


@pytest.mark.parametrize(
    "text",
    [
        "Marta Kos met the president on Monday. She promised to open a factory.",
        "Ana Ruiz, who ran for mayor, ended her campaign on Monday.",
        "Ivo Marek will face Jan Holm in the second round. Marek plans to change his serve.",
        "The club's president, Ana Ruiz, won re-election and promised to build a stadium.",
        "After the election a quarrel began in a village. It was one between Ivo Marek and Ana Ruiz. She promised to build a wall.",
        # What a pronoun counts is not named.
        "Officials spoke of the clubs. The government will close most of these.",
        # Drones are shot down, and only bills voted down.
        "The army shot down three drones over the capital.",
    ],
)
def test_nobody_in_office_decides_nothing(read: Read, text: str) -> None:
    assert read(text, DAY).measures == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What is only awaited, told beside an order, or struck by workers is no measure.
        (
            "The border will remain closed until the government lifts the state of emergency.",
            [],
        ),
        (
            (
                "President Ida Holm ordered that all inmates of the prison be moved, after six men held "
                "over the raid were found dead in jail."
            ),
            ["move all inmates of the prison"],
        ),
        ("The opposition leader Ida Holm called for a general strike.", []),
        ("The court order banning the strike remains in force.", []),
        ("Green Valley Farms recalled four onion products on Monday.", []),
        # What an approval is of was told before.
        (
            "Congress approved a constitutional amendment. The Senate gave its final approval on Monday.",
            ["constitutional amendment"],
        ),
        (
            "Three days of national mourning were declared, the president said.",
            ["national mourning"],
        ),
        # Bodies suspend what others do, and answer with tariffs.
        ("The agency suspended the plant's registration.", ["suspend the plant's registration"]),
        ("The junta suspended all political activities.", ["suspend all political activities"]),
        ("Police suspended the search on Monday.", []),
        ("Norway followed on Monday with sanctions on 10 people.", ["sanctions on 10 people"]),
    ],
)
def test_what_is_a_measure_in_its_clause(read: Read, text: str, told: list[str]) -> None:
    assert [measure.label for measure in read(text, DAY).measures] == told


def test_a_government_speaks_through_its_spokesman(read: Read) -> None:
    facts = read("Government spokesman Ivo Marek said tariffs on steel would be raised.", DAY)
    (measure,) = facts.measures
    assert name(facts, measure.announced_by) == "Ivo Marek"


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("The European Union offered 3 million euros in emergency aid.", "emergency aid"),
        (
            "Germany pledged 200 million euros in military aid to Ukraine on Monday.",
            "military aid to Ukraine",
        ),
        (
            "The government approved $2 billion in subsidies for chipmakers.",
            "subsidies for chipmakers",
        ),
    ],
)
def test_money_in_aid_is_aid(read: Read, sentence: str, label: str) -> None:
    assert [each.label for each in read(sentence, "2024-05-16").measures] == [label]


def test_nobody_decides_to_be_given_aid(read: Read) -> None:
    assert not read("The company received 3 million euros in state aid.", "2024-05-16").measures


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (
            "Parliament voted to lower the voting age, sending the bill to President Ema Kovac.",
            "Approved",
        ),
        ("The government sent the bill to parliament on Monday.", "Proposed"),
    ],
)
def test_a_bill_that_is_sent_on_is_not_in_force(read: Read, sentence: str, status: str) -> None:
    assert [each.status for each in read(sentence, "2024-05-16").measures] == [status]


def test_a_disaster_that_is_declared_one(read: Read) -> None:
    text = "The president declared the flood a national disaster on Monday."
    assert [each.type for each in read(text, "2024-05-16").measures] == ["StateOfEmergency"]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("President Funes decreed a night curfew on Thursday.", "Ordered"),
        ("The government decreed a night curfew on Thursday.", "Ordered"),
    ],
)
def test_what_is_decreed_is_the_measure(read: Read, sentence: str, status: str) -> None:
    (measure,) = read(sentence, "2024-05-16").measures
    assert (measure.label, measure.type, measure.status) == ("night curfew", "Curfew", status)
    assert measure.announced_on.edtf == "2024-05-16"


def test_whose_a_measure_is_that_a_court_struck_down(read: Read) -> None:
    text = "The Supreme Court on Monday struck down the government's ban on protests."
    (measure,) = read(text, "2024-05-16").measures
    assert (measure.announced_by, measure.status) == ("organization/government", "StruckDown")


def test_a_court_that_suspends_a_law_did_not_announce_it(read: Read) -> None:
    text = "The High Court on Tuesday suspended a finance law. The cabinet said it would appeal the ruling."
    facts = read(text, "2025-03-10")
    (measure,) = facts.measures
    assert (measure.announced_by, measure.status) == (None, "Ended")
    assert [e.occurred_on.edtf for e in facts.events if e.type == "CourtRuling"] == [""]


def test_a_court_strikes_down_what_it_is_said_to_and_no_promise_told_before(read: Read) -> None:
    text = (
        "Candidate Ana Ruiz promised to scrap the fuel tax.\n\n"
        "The finance law was struck down by the Court of Appeal on Friday."
    )
    statuses = {measure.label: measure.status for measure in read(text, "2025-03-10").measures}
    assert statuses == {"scrap the fuel tax": "Announced", "finance law": "StruckDown"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ana Holm instructed the ministry to halt exports.", "halt exports"),
        ("Ana Holm vetoed the bill.", "bill"),
        ("Ana Holm will sign a decree lowering the price of flour.", "decree lowering the price"),
    ],
)
def test_who_commands_bodies_or_signs_decrees_is_an_authority(
    read: Read, text: str, label: str
) -> None:
    (measure,) = read(text, "2025-03-10").measures
    assert measure.announced_by == "person/ana-holm"
    assert measure.label.startswith(label)


def test_who_orders_wine_is_none(read: Read) -> None:
    assert not read("Ana Holm ordered the waiter to bring wine.", "2025-03-10").measures


def test_the_curfew_is_no_release_of_money_told_before(read: Read) -> None:
    text = (
        "President Holm ordered the Treasury to release 5 million pounds for farmers.\n\n"
        "The curfew in Brookdale was lifted on Thursday."
    )
    statuses = {measure.label: measure.status for measure in read(text, "2025-03-10").measures}
    assert statuses == {
        "release 5 million pounds for farmers": "Ordered",
        "curfew in Brookdale": "Ended",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Director Jan Holm said a deposit scheme would be more effective.",
        "The senate had threatened to block the original bill.",
    ],
)
def test_what_is_judged_or_threatened_is_no_measure(read: Read, text: str) -> None:
    assert not read(text, "2025-03-10").measures


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The cabinet approved a bill that would ban the sale of single-use e-cigarettes from May.",
            "bill that would ban the sale of single-use e-cigarettes",
        ),
        (
            "Premier Holm announced an independent inquiry into the fire.",
            "independent inquiry into the fire",
        ),
    ],
)
def test_labels_say_the_whole(read: Read, text: str, label: str) -> None:
    assert [measure.label for measure in read(text, "2025-03-10").measures] == [label]


def test_the_office_of_an_official_is_an_authority(read: Read) -> None:
    (measure,) = read("The mayor's office closed two bridges on Monday.", "2025-03-10").measures
    assert (measure.label, measure.status) == ("close two bridges", "InForce")


def test_freeze_of_anything_is_a_restriction(read: Read) -> None:
    facts = read("The government announced a freeze on fuel prices for three months.", DAY)
    assert [(each.label, each.type) for each in facts.measures] == [
        ("freeze on fuel prices", "Restriction")
    ]
    assert not read("Forecasters announced a hard freeze for the weekend.", DAY).measures

"""Several mentions of measures in one article: what is one, what are two, and how far each got."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Read

    from graph_builder.model import Facts

DAY = "2024-05-16"  # a Thursday


def name(facts: Facts, item: str | None) -> str | None:
    return next((entity.label for entity in facts.entities if entity.id == item), None)


def tell(facts: Facts) -> list[tuple[str, str, str | None]]:
    return [(each.label, each.status, name(facts, each.announced_by)) for each in facts.measures]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What came before is another, and so is what answers it.
        (
            (
                "The governor imposed a curfew on Tuesday. A previous curfew was lifted in March. "
                "The curfew remains in force."
            ),
            [("curfew", "InForce", "governor"), ("previous curfew", "Ended", None)],
        ),
        (
            (
                "Norway imposed a 25% tariff on timber on Tuesday. "
                "Prime Minister Ana Holm announced retaliatory tariffs on salmon."
            ),
            [
                ("25% tariff on timber", "InForce", "Norway"),
                ("retaliatory tariffs on salmon", "Announced", "Ana Holm"),
            ],
        ),
        # One of another time, one of another country.
        (
            (
                "President Ivo Marek declared a state of emergency on Monday. "
                "Last month he declared a state of emergency in three provinces."
            ),
            [
                ("state of emergency", "InForce", "Ivo Marek"),
                ("state of emergency in three provinces", "InForce", "Ivo Marek"),
            ],
        ),
        (
            (
                "President Ivo Marek imposed a state of emergency on Monday. "
                "Peru declared an emergency along the border."
            ),
            [
                ("state of emergency", "InForce", "Ivo Marek"),
                ("emergency along the border", "InForce", "Peru"),
            ],
        ),
        (
            "The mayor announced a curfew on Monday. On Tuesday the mayor imposed a curfew.",
            [("curfew", "InForce", "mayor")],
        ),
        # What a text orders is told with it, and is what takes effect.
        (
            (
                "President Ivo Marek signed an order on Tuesday imposing a tariff on timber. "
                "The tariff takes effect on June 3."
            ),
            [("order imposing a tariff on timber", "Ordered", "Ivo Marek")],
        ),
        # A pronoun takes up what was told right before.
        (
            "The Senate passed the bill in March, and Governor Ida Stone vetoed it a month later.",
            [("bill", "Rejected", "Senate")],
        ),
        (
            "The cabinet adopted a decree banning night flights in March. A court annulled it in April.",
            [("decree banning night flights", "StruckDown", "cabinet")],
        ),
        (
            (
                "The ministry announced a curfew on Monday. The mayor wrote a letter to the minister, "
                "who rejected it on Tuesday."
            ),
            [("curfew", "Announced", "ministry")],
        ),
        (
            "The bill was approved by the Senate in March and signed into law by the governor in April.",
            [("bill", "Approved", "Senate")],
        ),
    ],
)
def test_what_is_one_measure(
    read: Read, text: str, told: list[tuple[str, str, str | None]]
) -> None:
    assert tell(read(text, DAY)) == told


def test_what_is_to_take_effect_is_announced(read: Read) -> None:
    facts = read("A new law on data protection takes effect on June 3.", DAY)
    assert [each.status for each in facts.measures] == ["Announced"]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Peru's outgoing president, Ivo Marek, extended the curfew on Monday.", "Ivo Marek"),
        ("Turkey's central bank cut its main interest rate on Monday.", "Turkey's central bank"),
        ("Gov. Ida Stone vetoed a bill on Monday.", "Ida Stone"),
    ],
)
def test_who_decides_is_called_as_the_text_calls_them(read: Read, text: str, by: str) -> None:
    facts = read(text, DAY)
    (measure,) = facts.measures
    assert name(facts, measure.announced_by) == by


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        (
            "Lawmakers introduced a bill on Monday that would ban fireworks from parks.",
            "bill that would ban fireworks from parks",
            "Proposed",
        ),
        (
            "The new Liberal government introduced a tougher Fireworks and Flares Bill on Monday.",
            "tougher Fireworks and Flares Bill",
            "Proposed",
        ),
        (
            "The premier said she would scrap the northern leg of the railway.",
            "scrap the northern leg of the railway",
            "Announced",
        ),
    ],
)
def test_labels_of_what_is_planned(read: Read, text: str, label: str, status: str) -> None:
    assert [(each.label, each.status) for each in read(text, DAY).measures] == [(label, status)]


def test_since_when_is_not_when_it_was_extended(read: Read) -> None:
    text = "The curfew, in place since 7 May, was extended last Tuesday."
    (measure,) = read(text, DAY).measures
    assert [step.occurred_on.edtf for step in measure.steps] == ["2024-05-14"]


def test_what_was_done_since_then_may_be_of_today(read: Read) -> None:
    (measure,) = read("Norway has adopted most of the sanctions since 2022.", DAY).measures
    assert measure.announced_on.edtf == "[2022-01-01..2024-05-16]"


def test_what_is_lifted_was_not_lifted_when_it_was_imposed(read: Read) -> None:
    text = (
        "The junta was lifting the suspension of parties that it had imposed three months earlier."
    )
    (measure,) = read(text, DAY).measures
    made, ended = measure.steps
    assert (made.status, made.occurred_on.edtf) == ("InForce", "[2024-02-01..2024-02-29]")
    assert (ended.status, ended.occurred_on.edtf) == ("Ended", "[..2024-05-16]")
    assert measure.announced_on == made.occurred_on


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What is to end is not over yet.
        (
            "Chad and the rebels agreed to extend their truce. The offensive resumes when the truce ends.",
            [("extend truce", "Announced")],
        ),
        ("The premier has put the whole country into lockdown.", [("lockdown", "InForce")]),
        # One vote against is none of the body's.
        (
            "EU countries gave final approval to a law on cars. Poland voted against the law.",
            [("law on cars", "Approved")],
        ),
        # A vote that is put off is not what was approved.
        (
            "The ministers postponed a vote on a ban. Parliament gave its final approval in March.",
            [("postpone a vote on a ban", "InForce")],
        ),
        # Two deeds of two days.
        (
            "President Ivo Marek pardoned 37 men on Monday. Two weeks ago he granted clemency to 1,500 people.",
            [("pardon 37 men", "InForce"), ("grant clemency", "InForce")],
        ),
        (
            "A truce between Chad and the rebels took effect on Monday.",
            [("truce between Chad and the rebels", "InForce")],
        ),
        (
            "President Ivo Marek rescinded 78 of the executive orders on Monday.",
            [("executive orders", "Ended")],
        ),
        ("The central bank would set policy at its meetings, the minister said.", []),
        # What stands beside a ban is not banned; what is only weighed is not decided.
        (
            "India banned exports of rice in 2022 and lifted the ban in March.",
            [("ban exports of rice", "Ended")],
        ),
        ("The government has until June 15 to decide whether to ban the party.", []),
        ("Lawmakers passed no budget, forcing the government to shut down.", []),
        # What authorities of two countries did are two, and so is what a court judged beside.
        (
            "The Bank of Japan ended its bond purchases in May. Norway's central bank raised its key rate on Monday.",
            [("bond purchases", "Ended"), ("raise key rate", "InForce")],
        ),
        (
            "Peru's government plans to close cinemas. Chile's constitutional court upheld curfews in March.",
            [("close cinemas", "Announced"), ("curfews", "Cleared")],
        ),
        (
            "Chile froze the assets of ten men. Japan will freeze the assets of two firms, Prime Minister Ren Sato said.",
            [
                ("freeze the assets of ten men", "InForce"),
                ("freeze the assets of two firms", "Announced"),
            ],
        ),
        (
            "The president announced a pardon for deserters. On Monday a court struck down a decree on searches.",
            [("pardon for deserters", "Announced"), ("decree on searches", "StruckDown")],
        ),
        # A comma sets off what more is told of a bill.
        (
            "Parliament passed a water bill on Monday. The bill, drafted by the ministry in 2023, was vetoed by the president.",
            [("water bill", "Rejected")],
        ),
        # What took effect was told before, or is nothing.
        (
            "The Senate passed the gun law last week. The law took effect on Monday.",
            [("gun law", "InForce")],
        ),
        ("The law took effect on Monday, and police searched ten houses.", []),
        ("New rules on drones came into force on Monday.", [("new rules on drones", "InForce")]),
        ("A new game began on Monday. A new dress code came into force.", []),
        (
            "A court struck down a law on gangs. The law, passed in March, was a promise of the minister.",
            [("law on gangs", "StruckDown")],
        ),
        # What is taken up again after its end is not over.
        (
            "The governor lifted the curfew in March. The mayor reimposed the curfew on Monday.",
            [("curfew", "InForce")],
        ),
        # An order does what it says; a bill would.
        ("The decree imposes a nightly curfew.", [("nightly curfew", "InForce")]),
        ("The bill imposes a tax on sugar.", []),
        # Of two bans told as new, a word in common makes no one.
        (
            "Chile has banned exports of white rice. The ministry is considering a ban on sugar exports.",
            [("ban exports of white rice", "InForce"), ("ban on sugar exports", "Proposed")],
        ),
        # Who rejects the end of a ban has not rejected the ban.
        (
            "Peru imposed a ban on alcohol in 1986. Its government rejected a proposal to lift the ban in May.",
            [("ban on alcohol", "InForce"), ("proposal to lift the ban", "Rejected")],
        ),
        # A vote is a vote, whoever "backed" it; what was shelved before is not over.
        (
            "Parliament has voted for a bill on vapes. Lawmakers backed the bill by 80 votes to 7. The bill was shelved in January.",
            [("bill on vapes", "Approved")],
        ),
        # The bill that passed is the one to end the strike; "a bill" is another.
        (
            "The Senate voted to end a hiring freeze. The bill cleared the chamber by ten votes.",
            [("end a hiring freeze", "Approved")],
        ),
        (
            "Parliament passed a gun bill on Monday. In 2017 a bill was voted down by parliament.",
            [("gun bill", "Approved"), ("bill", "Rejected")],
        ),
        # What awaits a day to come is not in force; what is ordered is no means to it.
        (
            "The commission approved rules on drones. Firms want guidance before the rules take effect.",
            [("rules on drones", "Approved")],
        ),
        (
            "The mayor ordered the closure of all bars to help hospitals fight the fever.",
            [("closure of all bars", "Ordered")],
        ),
        (
            "The minister ordered the deployment of the army. Parliament passed a fuel bill.",
            [("deployment of the army", "Ordered"), ("fuel bill", "Approved")],
        ),
        # What was done long before a promise does not keep it; what one bank did is none of what was promised of it.
        (
            "President Ida Holm pledged to raise the minimum wage in July. Her government doubled the wage last year.",
            [("raise the minimum wage", "Announced"), ("double the wage", "InForce")],
        ),
        (
            "Mayor Ana Ruiz vowed to restore the independence of the central bank, which has cut its key rate to 8%.",
            [
                ("restore the independence of the central bank", "Announced"),
                ("cut key rate to 8%", "InForce"),
            ],
        ),
        (
            "Prime Minister Jan Novak said Hungary would leave the EU. The government plans to leave the European Union.",
            [("leave the EU", "Announced")],
        ),
        # Two bills of two years.
        (
            "Lawmakers approved a bill in March 2020. In April, the governor signed a bill on wages.",
            [("bill", "Approved"), ("bill on wages", "Approved")],
        ),
        # A judge halts what the text says, and not what was told before.
        (
            "The army approved the deployment of ten tanks. A judge halted the government's plans to sell a port.",
            [
                ("deployment of ten tanks", "Approved"),
                ("government's plans to sell a port", "Ended"),
            ],
        ),
        # What will be in place is not yet; what is only expected is nothing.
        ("The minister said a ban would be in place until June.", [("ban", "Announced")]),
        ("Chile is expected to pass a law on drones.", []),
        ("The prime minister told the ministry to issue a rule permitting medical use only.", []),
        (
            "The government extended a fuel subsidy in April and said it would deploy 900 soldiers.",
            [("fuel subsidy", "Extended"), ("deploy 900 soldiers", "Announced")],
        ),
        ("The minister said the move was not part of any plan to increase sanctions.", []),
        ("Tests begin in June, with the ban to take effect in a year.", [("ban", "Announced")]),
        ("The U.S. Chamber of Commerce said it would sue to block the rule.", []),
        ("The president was expected to authorize commanders to use force to ban ships.", []),
        (
            "The Bank of Japan ended eight years of negative interest rates on Monday.",
            [("negative interest rates", "Ended")],
        ),
        # Places that are listed are no measures.
        (
            "The government declared a state of emergency in two provinces, Lima and the prisons.",
            [("state of emergency in two provinces", "InForce")],
        ),
        (
            "France will lift its ban on hunting bears, the minister said.",
            [("lift ban on hunting bears", "Announced")],
        ),
    ],
)
def test_how_far_each_got(read: Read, text: str, told: list[tuple[str, str]]) -> None:
    assert [(each.label, each.status) for each in read(text, DAY).measures] == told


def test_who_passed_a_law_and_who_signed_it_are_two_steps(read: Read) -> None:
    text = "President Ida Holm has signed the spy law that the assembly passed last week."
    facts = read(text, DAY)
    (measure,) = facts.measures
    passed, signed = measure.steps
    assert (name(facts, passed.by), passed.occurred_on.edtf) == (
        "assembly",
        "[2024-05-06..2024-05-12]",
    )
    assert (name(facts, signed.by), signed.occurred_on.edtf) == ("Ida Holm", "[..2024-05-16]")
    assert passed.evidence != signed.evidence
    assert measure.announced_on == passed.occurred_on


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "A court struck down a law on gangs. The law, passed in March, was a promise of the minister.",
            "[2024-03-01..2024-03-31]",
        ),
        (
            "Senators approved a bill on drones. President Ida Holm had proposed it in February.",
            "[2024-02-01..2024-02-29]",
        ),
        (
            "The state of emergency in two provinces, which he declared in February, expired in April.",
            "[2024-02-01..2024-02-29]",
        ),
    ],
)
def test_when_it_was_made_before(read: Read, text: str, made: str) -> None:
    (measure,) = read(text, DAY).measures
    assert made in [step.occurred_on.edtf for step in measure.steps]


def test_a_court_that_suspends_a_decree_did_not_make_it(read: Read) -> None:
    facts = read("The court suspended a decree that raised the price of diesel.", DAY)
    (measure,) = facts.measures
    assert measure.announced_by is None
    assert [name(facts, step.by) for step in measure.steps] == ["court"]


def test_what_a_bill_pays_for_is_not_when_it_passed(read: Read) -> None:
    text = "The bill, which funds the state through February 8, cleared the Senate by ten votes."
    (measure,) = read(text, DAY).measures
    assert measure.announced_on.edtf == "[..2024-05-16]"


def test_whose_order_bans_it(read: Read) -> None:
    facts = read(
        "The union's third package bans ten men. The ministry's order bans fireworks.", DAY
    )
    assert name(facts, facts.measures[-1].announced_by) == "ministry"


def test_the_evidence_says_that_it_took_effect(read: Read) -> None:
    (measure,) = read("The ban on drones took effect on Monday.", DAY).measures
    assert measure.evidence.text == "The ban on drones took effect"


def test_what_is_still_so_is_not_of_the_day_before_it(read: Read) -> None:
    text = "Illinois reinstated an indoor mask mandate in August and requires school staff to be vaccinated."
    required = read(text, DAY).measures[-1]
    assert (required.label, required.announced_on.edtf) == (
        "vaccinate school staff",
        "[..2024-05-16]",
    )


def test_who_reaches_a_deal_with_others(read: Read) -> None:
    facts = read("The teachers' union and Mayor Ana Ruiz reached a deal on masks on Monday.", DAY)
    assert [name(facts, each.announced_by) for each in facts.measures] == ["Ana Ruiz"]


def test_who_promises_a_pardon_announces_it(read: Read) -> None:
    facts = read("President Ida Holm said that soldiers will receive a pardon.", DAY)
    (measure,) = facts.measures
    assert name(facts, measure.announced_by) == "Ida Holm"


def test_the_bank_is_the_central_bank_of_the_article(read: Read) -> None:
    text = "Turkey's central bank held its policy rate on Tuesday. The bank raised rates in March."
    facts = read(text, DAY)
    assert [name(facts, each.announced_by) for each in facts.measures] == [
        "Turkey's central bank"
    ] * 2


def test_the_bank_of_a_country_has_its_own_name(read: Read) -> None:
    facts = read(
        "Norway's central bank raised its key rate on Monday. The Bank of Japan kept its key rate at 1%.",
        DAY,
    )
    assert [name(facts, each.announced_by) for each in facts.measures] == [
        "Norway's central bank",
        "Bank of Japan",
    ]


def test_what_fails_to_do_something_is_not_voted_down(read: Read) -> None:
    facts = read("Parliament passed the bill on Monday. The bill fails to convince, he said.", DAY)
    assert [each.status for each in facts.measures] == ["Approved"]


def test_the_whole_of_what_a_bill_bans(read: Read) -> None:
    text = "A bill to ban anyone born after 2008 from buying tobacco was introduced on Monday."
    facts = read(text, DAY)
    label = "bill to ban anyone born after 2008 from buying tobacco"
    assert [each.label for each in facts.measures] == [label]
    assert facts.events == ()


def test_who_defends_a_measure_did_not_make_it(read: Read) -> None:
    facts = read("The minister defended the tariffs, which were imposed in March.", DAY)
    assert [each.announced_by for each in facts.measures] == [None]


def test_what_is_to_expire_was_announced_by_the_day_of_the_article(read: Read) -> None:
    (measure,) = read("The state of emergency expires on June 30.", DAY).measures
    assert (measure.status, measure.announced_on.edtf) == ("Announced", "[..2024-05-16]")


def test_what_is_declared_from_a_day_on_is_not_yet_of_it(read: Read) -> None:
    text = "Mayor Ana Ruiz has declared a heat emergency from Friday to Sunday."
    facts = read(text, DAY)
    assert [each.announced_on.edtf for each in facts.measures] == ["[..2024-05-16]"]
    assert [each.value for each in facts.times] == ["2024-05-17", "2024-05-19"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The minister agreed to scrap a plan to close 12 hospitals.",
            "scrap a plan to close 12 hospitals",
        ),
        (
            "Chad suspended visas for foreign citizens in response to a ban.",
            "suspend visas for foreign citizens",
        ),
    ],
)
def test_labels_of_deeds(read: Read, text: str, label: str) -> None:
    assert read(text, DAY).measures[0].label == label


def test_a_day_tells_more_than_years_of_talks(read: Read) -> None:
    text = (
        "Presidents Ana Ruiz of Chile and Ivo Marek of Peru signed the trade agreement on Sunday. "
        "Leaders negotiated the deal over the last four years."
    )
    (measure,) = read(text, DAY).measures
    assert (measure.status, measure.announced_on.edtf) == ("Approved", "2024-05-12")


def test_a_second_decree_is_another_and_named_by_what_it_does(read: Read) -> None:
    text = (
        "President Ana Ruiz signed a decree that ends the subsidy on sugar. "
        "A second decree, published on Monday, frees the price of salt."
    )
    assert [each.label for each in read(text, DAY).measures] == [
        "decree that ends the subsidy on sugar",
        "second decree that frees the price of salt",
    ]


def test_what_a_law_did_tells_it_from_another(read: Read) -> None:
    text = (
        "The government on Monday repealed a decree that had freed the price of salt "
        "but kept the law that abolished the tax on tea."
    )
    repealed, kept = read(text, DAY).measures
    assert (repealed.label, repealed.status) == ("decree that had freed the price of salt", "Ended")
    assert (kept.status, kept.announced_on.edtf) == ("InForce", "[..2024-05-13]")


def test_a_step_taken_up_by_its_noun_is_no_measure(read: Read) -> None:
    text = (
        "Parliament on Monday repealed the decree that froze rents and left a tax on tea in force. "
        "Minister Ida Holm announced the repeal after talks."
    )
    assert all(each.label != "repeal" for each in read(text, DAY).measures)
    assert read("Minister Ida Holm announced the repeal after talks.", DAY).measures == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "A new law that took effect on Monday raises the retirement age to 67.",
            "new law that raises the retirement age to 67",
        ),
        ("Teachers protested against a law that came into force on Monday.", "law"),
    ],
)
def test_a_law_that_is_said_to_have_taken_effect(read: Read, text: str, label: str) -> None:
    (measure,) = read(text, DAY).measures
    assert (measure.label, measure.status) == (label, "InForce")
    assert measure.announced_on.edtf == "[..2024-05-13]"


def test_a_version_of_a_plan_is_approved_and_a_party_votes_for_itself(read: Read) -> None:
    text = (
        "Lawmakers on Monday approved a watered-down version of the government's plan to build a port. "
        "Opposition MPs voted against the plan."
    )
    (measure,) = read(text, DAY).measures
    assert [step.status for step in measure.steps] == ["Approved"]


def test_the_law_is_not_the_bill_that_was_rejected_before_it(read: Read) -> None:
    text = "Last year lawmakers rejected an earlier bill on vapes. Parliament passed the law on Monday."
    assert [each.status for each in read(text, DAY).measures] == ["Rejected", "Approved"]


def test_the_vote_on_a_bill_elects_nobody(read: Read) -> None:
    text = "Parliament on Monday voted down a bill to ban vapes. The minister called the vote a setback."
    assert all(event.type != "Election" for event in read(text, DAY).events)


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        (
            "The high court overturned a lower court's ruling that had suspended a wiretapping law.",
            "wiretapping law",
            "Cleared",
        ),
        ("The court lifted an injunction blocking the ban on masks.", "ban on masks", "Cleared"),
        ("An appeals court reinstated the travel ban on Monday.", "travel ban", "InForce"),
        ("A high court judge in Lund suspended the curfew.", "curfew", "Ended"),
        ("The Supreme Court put the travel ban on hold on Friday.", "travel ban", "Ended"),
        (
            "The court struck down two clauses of the media law.",
            "two clauses of the media law",
            "StruckDown",
        ),
        ("The court struck down part of the tax law.", "part of the tax law", "StruckDown"),
    ],
)
def test_what_courts_do_with_measures_of_others(
    read: Read, text: str, label: str, status: str
) -> None:
    (measure,) = read(text, DAY).measures
    assert (measure.label, measure.status, measure.announced_by) == (label, status, None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A court reinstated the curfew on Monday, a week after a judge suspended it.", "InForce"),
        (
            "The mayor imposed a curfew. A judge suspended it on Monday. It was reinstated on Tuesday by an appeals court.",
            "InForce",
        ),
        ("The council lifted the curfew on Monday, a month after it was imposed.", "Ended"),
        ("The mayor reimposed the curfew on Monday, days after lifting it.", "InForce"),
        # Not by what is no step of it.
        ("People were free on Sunday after the mayor lifted a curfew imposed in March.", "Ended"),
    ],
)
def test_what_a_step_is_told_to_have_come_after_is_overtaken(
    read: Read, text: str, status: str
) -> None:
    (measure,) = read(text, DAY).measures
    assert measure.status == status


@pytest.mark.parametrize(
    ("text", "label", "status"),
    [
        ("The mayor announced the end of the curfew on Friday.", "curfew", "Ended"),
        ("The mayor announced an end to the lockdown on Friday.", "lockdown", "Ended"),
        (
            "Peru's government announced the lifting of the state of emergency.",
            "state of emergency",
            "Ended",
        ),
        ("The cabinet announced the extension of the lockdown until June.", "lockdown", "Extended"),
        ("The government put the tax plan on hold.", "tax plan", "Ended"),
    ],
)
def test_an_end_that_is_announced_is_one(read: Read, text: str, label: str, status: str) -> None:
    (measure,) = read(text, DAY).measures
    assert (measure.label, measure.status) == (label, status)


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister announced the end of the season.",
        "The government eased limits on foreign media ownership and operations.",
        "The finance minister restricted his comments about the banks to a few words.",
        "Other candidates have accepted his donations, the paper said.",
    ],
)
def test_what_is_said_limited_or_accepted_by_candidates_is_no_measure(
    read: Read, text: str
) -> None:
    measures = read(text, DAY).measures
    assert [each.label for each in measures] in ([], ["ease limits on foreign media ownership"])

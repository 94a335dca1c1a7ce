"""Bodies over articles: names of one known body, names that several countries have, names that tell nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from test_resolution import article, at, solve, thing

from graph_builder.model import Member, Mention
from graph_builder.terms import make_hash

if TYPE_CHECKING:
    from graph_builder.model import Entity, EntityType, Facts

STATES = thing("country/united-states", "Country", "United States")
PERU = thing("country/peru", "Country", "Peru")


def body(id_: str, label: str, kind: EntityType = "GovernmentBody") -> Entity:
    return thing(f"organization/{id_}", kind, label)


def count(*articles: Facts) -> int:
    world = solve(*articles)
    return len(
        {path for member, path in world.paths.items() if "organization" in str(member.local)}
    )


def test_all_names_of_a_known_body_are_one() -> None:
    long_form = body("afp", "Agence France-Presse", "NewsOutlet")
    france = thing("country/france", "Country", "France")
    short = body("afp", "AFP", "NewsOutlet")
    world = solve(article("a", entities=(long_form, france)), article("b", entities=(short, PERU)))
    assert world.paths[Member("a", long_form.id)] == world.paths[Member("b", short.id)]


def test_a_country_of_two_words_is_no_part_of_a_bodys_name() -> None:
    names = (
        "United States House of Representatives",
        "House of Representatives",
        "US House of Representatives",
    )
    articles = [
        article(str(number), entities=(body("house", name), STATES))
        for number, name in enumerate(names)
    ]
    assert count(*articles) == 1


def test_the_house_of_another_country_is_another_one() -> None:
    house = body("house", "House of Representatives")
    full = body("house", "United States House of Representatives")
    assert (
        count(
            article("a", entities=(full, STATES)),
            article("b", entities=(house, STATES)),
            article("c", entities=(house, PERU)),
        )
        == 2
    )


def test_a_body_that_an_article_sets_apart_from_a_known_one_is_not_that_one() -> None:
    house, full = body("house", "House"), body("us-house", "U.S. House")
    states = article("a", entities=(full, STATES))
    here = thing("country/peru", "Country", "Peru")

    def count_houses(*entities: Entity) -> int:
        return len(
            {
                p
                for p in solve(states, article("b", entities=entities)).paths.values()
                if "house" in p
            }
        )

    assert count_houses(house, full) == 2
    assert count_houses(house, full, here, replace(STATES, mentions=STATES.mentions)) == 2
    assert count_houses(house, full, STATES) == 1
    assert count_houses(house) == 1


def test_the_senate_of_a_state_is_that_of_no_other_and_not_that_of_the_country() -> None:
    plain = body("senate", "Senate")
    texas, ohio = (
        thing(plain.id, "GovernmentBody", "Senate", within=(f"place/{state}",))
        for state in ("texas", "ohio")
    )
    bodies = [texas, texas, ohio, plain, body("senate", "United States Senate")]
    articles = [
        article(str(number), entities=(entity, STATES)) for number, entity in enumerate(bodies)
    ]
    assert count(*articles) == 3


def test_outlets_and_parties_of_two_countries_may_share_a_name() -> None:
    outlet = body("abc", "ABC", "NewsOutlet")
    assert (
        count(article("a", entities=(outlet, STATES)), article("b", entities=(outlet, PERU))) == 2
    )
    assert (
        count(article("a", entities=(outlet, STATES)), article("b", entities=(outlet, STATES))) == 1
    )


def test_a_place_without_a_country_is_the_one_that_all_others_know() -> None:
    known = thing("place/loja", "Place", "Loja", within=("country/ecuador",))
    spain = thing("place/loja", "Place", "Loja", within=("country/spain",))
    lone = thing("place/loja", "Place", "Loja")
    one = solve(article("a", entities=(known,)), article("b", entities=(lone,)))
    assert len(set(one.paths.values())) == 1
    two = solve(
        article("a", entities=(known,)),
        article("b", entities=(lone,)),
        article("c", entities=(spain,)),
    )
    assert len(set(two.paths.values())) == 3


def test_a_part_of_the_world_is_one() -> None:
    africa = thing("place/africa", "Place", "Africa")
    world = solve(article("a", entities=(africa, PERU)), article("b", entities=(africa,)))
    assert len({path for path in world.paths.values() if "africa" in path}) == 1


def test_a_country_has_many_district_courts() -> None:
    court = body("court", "United States District Court")
    assert (
        count(article("a", entities=(court, STATES)), article("b", entities=(court, STATES))) == 2
    )


def test_a_broadcaster_and_its_news_division_are_two() -> None:
    network, division = body("nbc", "NBC", "NewsOutlet"), body("nbc-news", "NBC News", "NewsOutlet")
    assert count(article("a", entities=(network,)), article("b", entities=(division,))) == 2


def test_an_acronym_within_a_longer_name_is_another_body() -> None:
    union = replace(
        body("rtu-women", "RTU Women", "Organization"),
        mentions=(Mention(at("RTU Women"), "name"), Mention(at("RTU", 50), "name")),
    )
    short = body("rtu", "RTU", "Organization")
    assert count(article("a", entities=(union,)), article("b", entities=(short,))) == 2


def test_a_town_is_not_the_state_of_its_name() -> None:
    state = thing("place/new-york", "Place", "New York", within=(STATES.id,))
    town = thing("place/new-york-2", "Place", "New York", within=(state.id, STATES.id))
    world = solve(
        article("a", entities=(state, town, STATES)),
        article("b", entities=(state, town, STATES)),
        article("c", entities=(state, STATES)),
    )
    places = {world.paths[Member(name, town.id)] for name in "ab"}
    states = {world.paths[Member(name, state.id)] for name in "abc"}
    assert (len(places), len(states), places & states) == (1, 1, set())


def test_towns_of_one_name_in_two_states_are_two() -> None:
    def town(*within: str) -> tuple[Entity, ...]:
        wholes = tuple(
            thing(name, "Place", name.title()[6:], within=(STATES.id,)) for name in within
        )
        springfield = thing(
            "place/springfield", "Place", "Springfield", within=(*within, STATES.id)
        )
        return springfield, *wholes, STATES

    given = {
        "a": town("place/illinois"),
        "b": town("place/ohio"),
        "c": town("place/illinois"),
        "d": town(),
    }
    world = solve(*(article(name, entities=entities) for name, entities in given.items()))
    paths = {name: world.paths[Member(name, "place/springfield")] for name in given}
    assert paths["a"] == paths["c"] == paths["d"] != paths["b"]


def test_what_lies_in_a_town_lies_in_its_state() -> None:
    state = thing("place/montana", "Place", "Montana", within=(STATES.id,))
    town = thing("place/ashton", "Place", "Ashton", within=(state.id, STATES.id))
    in_town = thing("place/mill-hill", "Place", "Mill Hill", within=(town.id, STATES.id))
    in_state = thing("place/mill-hill", "Place", "Mill Hill", within=(state.id, STATES.id))
    world = solve(
        article("a", entities=(in_town, town, STATES)),
        article("b", entities=(in_state, state, STATES)),
        article("c", entities=(town, state, STATES)),
    )
    assert len({world.paths[Member(name, "place/mill-hill")] for name in "ab"}) == 1


def test_a_country_has_a_western_district_in_many_of_its_states() -> None:
    district = thing("place/western-district", "Place", "Western District")
    world = solve(
        article("a", entities=(district, STATES)), article("b", entities=(district, STATES))
    )
    assert len({world.paths[Member(name, district.id)] for name in "ab"}) == 2


def test_bodies_of_an_article_are_of_the_country_after_which_the_first_of_them_is_named() -> None:
    def tell(id_: str, *names: str) -> Facts:
        peru = replace(PERU, mentions=(*PERU.mentions, Mention(at("Peruvian"), "demonym")))
        bodies = [body(str(place), name) for place, name in enumerate(names)]
        return article(id_, entities=(peru, STATES, *bodies))

    world = solve(
        tell("a", "United States Supreme Court", "Cabinet", "United States Senate"),
        tell("b", "Constitutional Tribunal", "Cabinet"),
        article("c", entities=(body("cabinet", "United States Cabinet"), STATES)),
    )
    cabinet = world.paths[Member("c", "organization/cabinet")]
    assert world.paths[Member("a", "organization/1")] == cabinet
    assert world.paths[Member("b", "organization/1")] != cabinet


def test_things_of_one_name_stay_apart_in_very_many_articles() -> None:
    """The hashes of these two ids begin with the same six digits, as those of some do among a few thousand."""
    ids = ("article-1596", "article-3144")
    assert make_hash(ids[0], length=6) == make_hash(ids[1], length=6)
    government = thing("body/government", "GovernmentBody", "government")
    world = solve(*(article(name, entities=(replace(government, named=False),)) for name in ids))
    assert len(set(world.paths.values())) == 2

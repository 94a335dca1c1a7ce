"""Terms are canonical N-Triples whatever the text, and names in IRIs tell things apart."""

from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder import terms

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WILD_TEXT = st.text()  # halves of surrogate pairs, too


def parse_object(term: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    (triple,) = pyoxigraph.parse(
        f"<https://example.org/s> <https://example.org/p> {term} .".encode(),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
    )
    assert isinstance(triple.object, pyoxigraph.NamedNode | pyoxigraph.Literal)
    return triple.object


@given(ANY_TEXT)
def test_a_literal_holds_exactly_the_text(text: str) -> None:
    term = terms.literal(text)
    assert parse_object(term).value == text
    assert str(parse_object(term)) == term
    assert terms.get_text(term) == text
    assert "\n" not in term


@given(WILD_TEXT)
def test_a_literal_keeps_offsets_whatever_the_text(text: str) -> None:
    assert len(parse_object(terms.literal(text)).value) == len(text)


@given(WILD_TEXT)
def test_an_iri_is_one_whatever_the_text(text: str) -> None:
    term = terms.iri(f"https://example.org/{text.replace('#', '')}")
    assert str(parse_object(term)) == term


@given(WILD_TEXT, WILD_TEXT)
def test_names_of_articles_are_told_apart(one: str, other: str) -> None:
    assert (terms.encode_name(one) == terms.encode_name(other)) == (one == other)
    assert terms.encode_name(one).strip(".")
    assert terms.iri(f"https://example.org/{terms.encode_name(one)}") == (
        f"<https://example.org/{terms.encode_name(one)}>"
    )


@given(WILD_TEXT)
def test_a_slug_is_short_plain_and_never_empty(text: str) -> None:
    slug = terms.make_slug(text)
    assert 0 < len(slug) < 100
    assert not set(slug) & set("/?#<> ")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_a_decimal_is_canonical(number: Decimal) -> None:
    text = terms.get_text(terms.decimal(number))
    assert Decimal(text) == number
    assert "E" not in text
    assert not text.startswith(("00", "-0.0 ", "+"))
    assert "." not in text or not text.endswith(("0", "."))
    assert text != "-0"


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_what_is_no_number_is_no_decimal(number: str) -> None:
    with pytest.raises(ValueError, match="decimal"):
        terms.decimal(Decimal(number))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("https://lamp.example/a?b=c#d", "<https://lamp.example/a?b=c#d>"),
        (" http://lamp.example/ä b ", "<http://lamp.example/%C3%A4%20b>"),
        ("HTTPS://lamp.example:8080", "<HTTPS://lamp.example:8080>"),
        ("javascript:alert(1)", '"javascript:alert(1)"'),
        ("http://lamp.example:port/", '"http://lamp.example:port/"'),
        ("lamp.example/a", '"lamp.example/a"'),
        ("http://a/#b#c", '"http://a/#b#c"'),
    ],
)
def test_an_address_is_an_iri_only_on_the_web(text: str, term: str) -> None:
    assert terms.web_address(text) == term
    parse_object(term)

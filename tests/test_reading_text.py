"""What of a text is the article: header, dateline, banner, credits, paragraphs, language."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.lexicon import load_lexicon
from graph_builder.reading import ArticleReader
from graph_builder.reading.boilerplate import compile_boilerplate
from graph_builder.reading.dates import read_date
from graph_builder.reading.languages import find_language
from graph_builder.reading.paragraphs import PARSER_LIMIT, split_paragraphs
from graph_builder.reading.plain import Header, make_article
from graph_builder.resources import get_folder

if TYPE_CHECKING:
    from graph_builder.model import Article

LEAD = "The harbour of Guayaquil opened again on Monday, the mayor said."


def read_text(text: str) -> Article:
    return make_article("a", text, Header(), "a.txt", compile_boilerplate())


def get_paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in read_text(text).paragraphs]


class TestHeader:
    def test_leading_date_glued_to_the_lead(self) -> None:
        article = read_text(f" date 2024-11-05 {LEAD}")
        assert article.date == dt.date(2024, 11, 5)
        assert article.date_evidence is not None
        assert article.date_evidence.text == "2024-11-05"
        assert [paragraph.text for paragraph in article.paragraphs] == [LEAD]

    @pytest.mark.parametrize(
        ("dateline", "agency"),
        [
            ("QUITO (Reuters) – ", "Reuters"),
            ("LA PAZ, Bolivia (AP) — ", "The Associated Press"),
            ("Paris (AFP) - ", "Agence France-Presse"),
            ("SAN SALVADOR, Nov 5 (Reuters) - ", "Reuters"),
            ("LIMA (Andean Press) -- ", "Andean Press"),
            ("MEXICO CITY — ", ""),
        ],
    )
    def test_dateline_gives_the_agency_and_is_no_part_of_the_lead(
        self, dateline: str, agency: str
    ) -> None:
        article = read_text(dateline + LEAD)
        assert article.agency == agency
        assert article.paragraphs[-1].text == LEAD

    @pytest.mark.parametrize(
        "text",
        [
            "US – China talks went on, the minister said.",
            "COVID-19 – a disease – spread again.",
            "The minister (Reuters) - no dateline - resigned.",
        ],
    )
    def test_what_only_looks_like_a_dateline_stays(self, text: str) -> None:
        assert get_paragraphs(text) == [text]

    def test_full_date_in_the_dateline_is_the_day_of_the_article(self) -> None:
        article = read_text(f"PARIS, March 5, 2024 (AFP) - {LEAD}")
        assert article.date == dt.date(2024, 3, 5)

    def test_date_line_stays_readable_as_a_time(self) -> None:
        article = read_text(f"Friday, January 5, 2024\n\n{LEAD}")
        assert article.date == dt.date(2024, 1, 5)
        assert article.paragraphs[0].text == "Friday, January 5, 2024"

    def test_dateline_on_a_line_of_its_own_is_no_headline(self) -> None:
        article = read_text(f"LA PAZ, Bolivia (AP) _\n\n{LEAD}")
        assert (article.title, article.agency) == ("", "The Associated Press")

    def test_date_under_the_byline(self) -> None:
        article = read_text(
            f"Harbour opens again after strike\nBy Ana Ruiz\nPublished 5 March 2024\n\n{LEAD}"
        )
        assert article.date == dt.date(2024, 3, 5)
        assert article.date_evidence is not None
        assert article.date_evidence.text == "5 March 2024"
        assert [span.text for span in article.paragraphs] == [
            "Harbour opens again after strike",
            LEAD,
        ]

    def test_date_of_an_entry_further_down_is_not_that_of_the_article(self) -> None:
        prose = "The harbour has had many strikes, and this is what the workers of the harbour and their union remember of them."
        assert read_text(f"{prose}\n\nMarch 5, 1999\n\n{LEAD}").date is None

    def test_capitals_alone_are_no_dateline(self) -> None:
        text = "THE MAYOR -- WHO IS ILL -- RESIGNED."
        assert get_paragraphs(text) == [text]

    @pytest.mark.parametrize("text", [LEAD, f"LIMA, Nov 5 (Reuters) - {LEAD}", f"In 2023. {LEAD}"])
    def test_no_date_is_invented(self, text: str) -> None:
        article = read_text(text)
        assert article.date is None
        assert "no date" in article.remarks[0]

    def test_headline_is_the_title(self) -> None:
        assert read_text(f"Harbour of Guayaquil opens again\n\n{LEAD}").title == (
            "Harbour of Guayaquil opens again"
        )


class TestBoilerplate:
    BANNER = (
        "Your donation keeps this paper alive Read more Donate Now From the coast to the capital, the paper is there. "
        "We believe that news should be free for all. Without paywalls, we rely on readers. "
        "Your support means that we can go on."
    )

    @pytest.mark.parametrize("end", ["", " Read more", " Read more."])
    def test_banner_glued_to_the_lead_is_cut_off(self, end: str) -> None:
        assert get_paragraphs(f" date 2024-11-05 {self.BANNER}{end} {LEAD}") == [LEAD]

    def test_banner_in_paragraphs_of_its_own(self) -> None:
        banner = "Your donation keeps us alive", "We go where news is made.", "We rely on readers."
        assert get_paragraphs("\n\n".join([*banner, LEAD])) == [LEAD]

    @pytest.mark.parametrize(
        "text",
        [
            "The charity wrote: “Your donation helps us to feed children.” Many gave.",
            "The president asked Congress to help us. We need reporters on the ground, he said.",
            "Ukraine said that it needs US support now. It asked allies to help US troops.",
            "People can sign up for alerts at the town hall, the mayor said.",
            "Officials asked the public to donate now, before the winter.",
            "He is reporting by telephone, the ministry said.",
        ],
    )
    def test_news_about_help_is_no_banner(self, text: str) -> None:
        assert get_paragraphs(text) == [text]

    @pytest.mark.parametrize(
        "line",
        [
            "By Ana Ruiz and Tom Hale",
            "© 2024 The Globe. All rights reserved.",
            "Copyright 2024 The Globe",
            "Advertisement",
            "Read more: Harbour workers end their strike",
            "Sign up for our daily newsletter to get the news first.",
            "Photo: Ana Ruiz",
            "Follow us on Twitter.",
            "5 min read",
            "(Reporting by Ana Ruiz; Editing by Tom Hale)",
            "Ana Ruiz in Lima contributed to this report.",
            "https://example.org/article",
            "Last updated on 5 November 2024",
            "Correction (May 3): Ana Ruiz is a judge.",
            "An earlier version of this update said four people had died.",
            "This article was amended on 3 May to say that the mayor did not resign.",
        ],
    )
    def test_lines_that_are_not_the_article(self, line: str) -> None:
        assert get_paragraphs(f"{LEAD}\n\n{line}\n\nThe end of the strike pleased many.") == [
            LEAD,
            "The end of the strike pleased many.",
        ]

    @pytest.mark.parametrize(
        ("credits_line", "author"),
        [
            ("(Reporting by Ana Ruiz; Editing by Tom Hale)", "Ana Ruiz"),
            ("(Reporting by Ana Ruiz; Writing by Bo Ek; Editing by Tom Hale)", "Ana Ruiz, Bo Ek"),
            ("Reporting by Ana Ruiz in New York and Bo Ek; editing by Tom Hale", "Ana Ruiz, Bo Ek"),
            ("Author: Ana Ruiz Editor: Tom Hale", "Ana Ruiz"),
        ],
    )
    def test_credits_give_the_author(self, credits_line: str, author: str) -> None:
        article = read_text(f"{LEAD} {credits_line}")
        assert article.author == author
        assert [paragraph.text for paragraph in article.paragraphs] == [LEAD]

    def test_byline_gives_the_author(self) -> None:
        assert read_text(f"By Ana Ruiz and Tom Hale\n\n{LEAD}").author == "Ana Ruiz, Tom Hale"

    @pytest.mark.parametrize(
        "pattern", compile_boilerplate(load_lexicon()).patterns, ids=lambda p: p.source
    )
    def test_every_pattern_of_the_lexicon_can_be_used(self, pattern: Any) -> None:
        assert pattern.words
        assert pattern.place in {"paragraph", "opening", "closing", "sentence", "beside", "button"}
        assert not pattern.regex.search("")


class TestParagraphs:
    def test_wrapped_lines_are_joined(self) -> None:
        text = (
            "The harbour opened again on Monday after a strike\n"
            "that had lasted for two weeks and had cost the\n"
            "city a great deal of money, the mayor said.\n\n"
            "Workers were glad."
        )
        assert [span.text for span in split_paragraphs(text)] == text.split("\n\n")

    def test_a_line_a_paragraph(self) -> None:
        lines = [LEAD, "“We are glad,” she said.", "Trade will grow, a minister said."]
        assert [span.text for span in split_paragraphs("\n".join(lines))] == lines

    def test_headline_without_an_empty_line_is_parted_from_the_lead(self) -> None:
        assert [span.text for span in split_paragraphs(f"Harbour opens again\n{LEAD}")] == [
            "Harbour opens again",
            LEAD,
        ]

    @pytest.mark.parametrize("time", ["14:32 GMT", "9.40am", "7:05 p.m. (EST)"])
    def test_the_time_of_an_entry_is_parted_from_it(self, time: str) -> None:
        text = f"{time}\nThe harbour is closed.\n\n11:02 BST\nRail services are suspended north of Lund."
        assert [span.text for span in split_paragraphs(text)][:2] == [
            time,
            "The harbour is closed.",
        ]

    def test_items_of_a_list_are_parted(self) -> None:
        text = "Dead: 12\nInjured: 4,877\nTreated and sent home: 4,257"
        assert [span.text for span in split_paragraphs(text)] == text.split("\n")

    @pytest.mark.parametrize("end", ["\r\n\r\n", "\r\r", "\u2029\u2029", "\n \t\n"])
    def test_line_ends_of_all_systems(self, end: str) -> None:
        assert [span.text for span in split_paragraphs(f"{LEAD}{end}{LEAD}")] == [LEAD, LEAD]

    def test_giant_paragraph_is_cut_at_sentence_ends(self) -> None:
        text = " ".join([LEAD] * 1_000)
        spans = list(split_paragraphs(text))
        assert len(spans) > 1
        assert all(len(span.text) <= PARSER_LIMIT and span.text.endswith("said.") for span in spans)

    def test_a_text_without_any_space_is_cut_between_characters(self) -> None:
        text = "e\u0301" * PARSER_LIMIT
        spans = list(split_paragraphs(text))
        assert "".join(span.text for span in spans) == text
        assert all(span.text[0] == "e" for span in spans)

    @given(st.text(max_size=400))
    def test_offsets_are_exact_for_any_text(self, text: str) -> None:
        end = 0
        for span in split_paragraphs(text):
            assert text[span.start : span.end] == span.text == span.text.strip()
            assert span.start >= end
            assert span.text
            end = span.end
        assert not [c for c in text[end:] if not c.isspace() and c.isprintable()]

    @given(
        st.lists(
            st.sampled_from(
                [
                    LEAD,
                    "Read more",
                    TestBoilerplate.BANNER,
                    "\n",
                    "\n\n",
                    " ",
                    "“",
                    "(Reporting by Ana Ruiz)",
                    "QUITO (AP) — ",
                    "👩‍👩‍👧",
                    "م",
                    "\x00",
                ]
            )
        )
    )
    @settings(max_examples=200)
    def test_offsets_are_exact_whatever_is_left_out(self, pieces: list[str]) -> None:
        article = read_text("".join(pieces))
        end = 0
        for span in article.paragraphs:
            assert article.text[span.start : span.end] == span.text == span.text.strip()
            assert span.start >= end
            end = span.end


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (
                "El presidente dijo el lunes que el puerto de la ciudad se abrió para los barcos.",
                "es",
            ),
            (
                "Le ministre a dit que les navires sont dans le port et que la grève est finie.",
                "fr",
            ),
            ("Der Hafen ist nach dem Streik wieder offen, und die Arbeiter sind zufrieden.", "de"),
            ("Порт снова открыт, сообщил мэр города в понедельник.", "ru"),
            ("أعلن رئيس البلدية أن الميناء مفتوح من جديد", "ar"),
            ("市長は月曜日に港が再開したと述べた。", "ja"),
            (LEAD, "en"),
            (LEAD.upper(), "en"),
            ("La Paz, El Alto, Los Angeles, De la Cruz, San José del Monte", "en"),
            ("👩‍👩‍👧 🎉🎉", "en"),
            ("", "en"),
        ],
    )
    def test_find_language(self, text: str, language: str) -> None:
        assert find_language(text) == language

    def test_another_language_is_remarked_and_not_read(self) -> None:
        article = read_text(
            "El presidente dijo el lunes que el puerto de la ciudad se abrió para los barcos."
        )
        assert article.language == "es"
        assert article.paragraphs == ()
        assert any("Spanish" in remark for remark in article.remarks)

    def test_a_foreign_paragraph_of_an_english_article_is_left_out(self) -> None:
        foreign = "El alcalde dijo que el puerto se abrió para los barcos y que la huelga de los obreros se acabó."
        article = read_text(
            f"{LEAD}\n\n{foreign}\n\n{LEAD}\n\nThe workers of the city had been on strike."
        )
        assert foreign not in [paragraph.text for paragraph in article.paragraphs]
        assert len(article.paragraphs) == 3
        assert any("Spanish" in remark for remark in article.remarks)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2025-02-19", dt.date(2025, 2, 19)),
        ("20250219", dt.date(2025, 2, 19)),
        ("2025-02-19T23:30:00-05:00", dt.date(2025, 2, 19)),
        ("20250219T120000Z", dt.date(2025, 2, 19)),
        ("Wed, 19 Feb 2025 12:00:00 GMT", dt.date(2025, 2, 19)),
        ("February 19, 2025", dt.date(2025, 2, 19)),
        ("2025-02-30", None),
        ("02/03/2025", None),
        ("2025", None),
        ("yesterday", None),
        ("2025-02-19 or later", None),
    ],
)
def test_read_date(value: str, date: dt.date | None) -> None:
    assert read_date(value) == date


@pytest.mark.parametrize(
    "seed", sorted(get_folder("seeds").glob("*.txt")), ids=lambda path: path.stem
)
def test_sample_articles_are_read_without_what_surrounds_them(seed: object) -> None:
    reader = ArticleReader()
    [article] = reader.read([str(seed)])
    text = " ".join(paragraph.text for paragraph in article.paragraphs)
    assert len(article.paragraphs) > 5
    for word in ("Read more", "Donate", "Reporting by", "Editing by", "date 20", "(Andean Press)"):
        assert word not in text


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "a",
        "Your support helps us. ",
        "x y\n",
        "👩‍👩‍👧",
        'He said "go. ',
        "A. ",
        "(",
        "Ana Ruiz ",
        "Read more ",
    ],
)
def test_a_megabyte_is_read_in_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    reader = ArticleReader(standard_input=io.BytesIO(text.encode()))
    [article] = reader.read(["-"])
    assert article.text == text
    assert max((len(span.text) for span in article.paragraphs), default=0) <= PARSER_LIMIT


def test_the_hours_of_a_live_report_are_no_part_of_its_entries() -> None:
    entries = ["The pass is shut.", "“Leave now,” the mayor says.", "Two trains have stopped."]
    text = "\n\n".join(f"1{number}:05 {entry}" for number, entry in enumerate(entries))
    article = make_article("live", text, Header(), "live.txt", compile_boilerplate())
    assert [paragraph.text for paragraph in article.paragraphs] == entries

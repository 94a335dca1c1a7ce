"""From paths to articles: forms of files, encodings, and what cannot be used."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_builder.reading import ArticleReader, read_line
from graph_builder.reading.records import find_id

if TYPE_CHECKING:
    from graph_builder.model import Article

LEAD = "The harbour of Guayaquil opened again on Monday, the mayor said."


def read_file(path: Path | str, content: bytes | str) -> tuple[list[Article], list[str]]:
    target = Path(path)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(target)


def read(*paths: Path | str) -> tuple[list[Article], list[str]]:
    reader = ArticleReader()
    articles = list(reader.read(paths))
    return articles, [str(problem) for problem in reader.problems]


class TestForms:
    def test_json_object(self, tmp_path: Path) -> None:
        content = {
            "id": "x",
            "date": "2024-11-05",
            "title": "T",
            "publisher": "P",
            "url": "https://example.org/",
            "text": LEAD,
        }
        [article], problems = read_file(tmp_path / "a.json", json.dumps(content))
        assert not problems
        assert (article.id, article.text, article.title, article.publisher, article.url) == (
            "x",
            LEAD,
            "T",
            "P",
            "https://example.org/",
        )
        assert article.date == dt.date(2024, 11, 5)

    @pytest.mark.parametrize(
        "content",
        [
            {
                "uri": "urn:n:1",
                "headline": "T",
                "byline": "By Ana Ruiz",
                "body_text": LEAD,
                "versioncreated": "2024-11-05T10:00:00Z",
            },
            {
                "uri": "urn:n:1",
                "headlines": [{"role": "main", "value": "T"}],
                "by": "Ana Ruiz",
                "bodies": [{"contenttype": "text/plain", "value": LEAD}],
                "contentcreated": "2024-11-05",
            },
            {
                "@id": "urn:n:1",
                "headline": "T",
                "author": {"name": "Ana Ruiz"},
                "articleBody": LEAD,
                "datePublished": "2024-11-05",
            },
        ],
    )
    def test_names_that_publishers_use(self, tmp_path: Path, content: object) -> None:
        [article], _ = read_file(tmp_path / "a.json", json.dumps(content))
        assert (article.id, article.title, article.author) == ("urn:n:1", "T", "Ana Ruiz")
        assert (article.text, article.date) == (LEAD, dt.date(2024, 11, 5))

    def test_list_of_objects_without_ids(self, tmp_path: Path) -> None:
        articles, _ = read_file(tmp_path / "a.json", json.dumps([{"text": LEAD}, {"text": LEAD}]))
        assert [article.id for article in articles] == ["a-1", "a-2"]

    def test_page(self, tmp_path: Path) -> None:
        page = f"""<!doctype html><html lang="en"><head><title>Harbour opens again</title>
            <meta property="article:published_time" content="2024-11-05T10:00:00Z"></head><body>
            <nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Harbour opens again</h1>
            <p>{LEAD} The strike had lasted for two weeks and cost the city a great deal.</p>
            <p>“We are glad,” said Ana Ruiz, who speaks for the workers of the harbour.</p>
            </article><footer>© 2023 The Globe</footer></body></html>"""
        [article], _ = read_file(tmp_path / "a.html", page)
        assert article.date == dt.date(2024, 11, 5)
        assert LEAD in article.text
        assert "Sport" not in article.text
        assert article.extracted_by.startswith("trafilatura ")
        assert article.page_hash

    def test_year_of_the_copyright_line_is_no_date(self, tmp_path: Path) -> None:
        body = f"<p>{LEAD} The strike had lasted for two weeks and cost the city a lot.</p>"
        page = f"<html><body><article>{body}</article><footer>© 2023</footer></body></html>"
        [article], _ = read_file(tmp_path / "a.html", page)
        assert article.date is None

    def test_page_without_an_article(self, tmp_path: Path) -> None:
        articles, [problem] = read_file(tmp_path / "a.html", "<html><body></body></html>")
        assert not articles
        assert "a.html has no article" in problem

    def test_standard_input_tells_its_form_itself(self) -> None:
        lines = "\n".join(json.dumps({"id": name, "text": LEAD}) for name in "ab")
        reader = ArticleReader(standard_input=io.BytesIO(lines.encode()))
        assert [article.id for article in reader.read(["-"])] == ["a", "b"]

    def test_folder_is_walked_in_order_and_hidden_files_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "notes.yaml"):
            (tmp_path / name).write_text(LEAD)
        articles, problems = read(tmp_path, tmp_path / "a.txt")
        assert [article.id for article in articles] == ["a", "b", "c"]
        assert not problems


class TestText:
    def test_line_ends_and_spaces_stay_as_they_are(self, tmp_path: Path) -> None:
        text = f"\r\n {LEAD}\r\n\r\n\tShe smiled.\r\n"
        [article], _ = read_file(tmp_path / "a.txt", text)
        assert article.text == text
        assert [paragraph.text for paragraph in article.paragraphs] == [LEAD, "She smiled."]

    def test_byte_order_mark_is_no_part_of_the_text(self, tmp_path: Path) -> None:
        [article], _ = read_file(tmp_path / "a.txt", LEAD.encode("utf-8-sig"))
        assert article.text == LEAD

    @pytest.mark.parametrize(
        ("encoding", "said"),
        [
            ("windows-1252", "windows-1252"),
            ("latin-1", "iso-8859-1"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "utf-16-le"),
        ],
    )
    def test_other_encodings_are_recognised_and_said(
        self, tmp_path: Path, encoding: str, said: str
    ) -> None:
        quotes = "“”’" if encoding != "latin-1" else '""\''
        text = f"{quotes[0]}José Núñez{quotes[2]}s café in Córdoba is open,{quotes[1]} she said. {LEAD}"
        [article], _ = read_file(tmp_path / "a.txt", text.encode(encoding))
        assert article.text == text
        assert any(said in remark for remark in article.remarks)

    def test_control_characters_emoji_and_right_to_left_text(self, tmp_path: Path) -> None:
        text = f"{LEAD} \x00\x07\x1b[1m \u202eabc\u202c שלום 👩‍👩‍👧 e\u0301 She smiled."
        [article], problems = read_file(tmp_path / "a.txt", text)
        assert not problems
        assert article.text == text
        assert [text[span.start : span.end] for span in article.paragraphs] == [text]

    def test_an_id_with_half_a_surrogate_pair_is_known_as_the_article_has_it(self) -> None:
        line = '{"id": "a\\ud800", "text": "She left."}'
        assert find_id(json.loads(line)) == read_line(line, "a line").id == "a\ufffd"

    def test_halves_of_surrogate_pairs_keep_the_offsets(self, tmp_path: Path) -> None:
        [article], _ = read_file(tmp_path / "a.json", '{"text": "She \\ud83d smiled."}')
        assert article.text == "She \ufffd smiled."
        assert any("surrogate" in remark for remark in article.remarks)

    def test_hash_is_of_the_text_alone(self, tmp_path: Path) -> None:
        [first], _ = read_file(tmp_path / "a.txt", LEAD)
        [second], _ = read_file(
            tmp_path / "b.json", json.dumps({"text": LEAD, "date": "2024-11-05"})
        )
        assert first.content_hash == second.content_hash


class TestProblems:
    def test_missing_path(self, tmp_path: Path) -> None:
        articles, [problem] = read(tmp_path / "nowhere.txt")
        assert not articles
        assert "nowhere.txt does not exist" in problem

    def test_folder_without_articles(self, tmp_path: Path) -> None:
        (tmp_path / "notes.yaml").write_text("a: 1")
        _, [problem] = read(tmp_path)
        assert str(tmp_path) in problem
        assert "holds no articles" in problem
        assert ".jsonl" in problem

    @pytest.mark.parametrize("content", [b"", b" \n\t", "\ufeff\n".encode("utf-16-le")])
    def test_empty_file(self, tmp_path: Path, content: bytes) -> None:
        _, [problem] = read_file(tmp_path / "a.txt", content)
        assert "a.txt is empty" in problem

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (bytes(range(256)) * 20, "binary"),
            (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
            (b"PK\x03\x04\x14\x00", "ZIP"),
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"\x00" * 500, "binary"),
        ],
    )
    def test_binary_file(self, tmp_path: Path, content: bytes, said: str) -> None:
        articles, [problem] = read_file(tmp_path / "a.txt", content)
        assert not articles
        assert "a.txt" in problem
        assert said in problem

    def test_line_that_is_not_json_is_named_and_the_others_are_read(self, tmp_path: Path) -> None:
        lines = [
            json.dumps({"id": "x", "text": LEAD}),
            "{oops",
            '{"id": "y"}',
            "7",
            '{"text": "Z."}',
        ]
        articles, problems = read_file(tmp_path / "a.jsonl", "\n".join(lines))
        assert [article.id for article in articles] == ["x", "a-5"]
        assert [problem[:15] for problem in problems] == [
            "line 2 of " + str(tmp_path)[:5],
            "line 3 of " + str(tmp_path)[:5],
            "line 4 of " + str(tmp_path)[:5],
        ]

    @pytest.mark.parametrize("content", ["{oops", "[" * 100_000, "", '{"text": 7}', "[1]"])
    def test_unusable_json_document(self, tmp_path: Path, content: str) -> None:
        articles, problems = read_file(tmp_path / "a.json", content)
        assert not [article for article in articles if article.text != "7"]
        assert articles or "a.json" in problems[0]

    def test_two_articles_with_one_id_are_reported_with_both_places(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(LEAD)
        (tmp_path / "b.json").write_text(json.dumps({"id": "a", "text": "Other."}))
        articles, [problem] = read(tmp_path)
        assert [article.text for article in articles] == [LEAD]
        assert "a.txt" in problem
        assert "b.json" in problem

    def test_unreadable_date_is_remarked_and_the_article_read(self, tmp_path: Path) -> None:
        [article], problems = read_file(
            tmp_path / "a.json", json.dumps({"text": LEAD, "date": "soon"})
        )
        assert article.date is None
        assert any('"soon"' in remark for remark in article.remarks)
        assert not problems


def test_odd_things_in_a_folder_stop_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.txt").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(LEAD)
    (tmp_path / 'it\'s "a" <b>.txt').write_text(LEAD)
    articles, problems = read(tmp_path)
    assert [article.id for article in articles] == ['it\'s "a" <b>', "\ufffd"]
    assert not problems


def test_how_many_articles_there_are_is_estimated_without_reading_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    (tmp_path / "b.jsonl").write_text('{"id": "x"}\n\n{"id": "y"}\nno JSON')
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    assert ArticleReader().estimate([tmp_path, "-", tmp_path / "missing.txt"]) == 5

"""A person's word: read from a file, applied on every build, undone by taking it out, refused when it cannot be meant."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.corrections import add_correction, read_corrections, remove_correction
from graph_builder.corrections.dates import read_bounds
from graph_builder.errors import InputError, UsageError
from graph_builder.store import GraphFolder

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = {
    "opening": """ date 2031-03-05 Mayor Ana Ruiz announced on Wednesday a curfew in Port Hale.

“The curfew will begin at ten,” Ruiz said. She ordered the police to patrol the harbour.

The Harbour Guild criticised the curfew.
""",
    "second": """ date 2031-03-12 Ana Ruiz, a judge in Brookdale, ruled on Tuesday against the Harbour Guild.

Ana Ruiz Mora said on Wednesday that the curfew had failed.
""",
    "undated": """The Harbour Guild said that it would leave the port. Ana Ruiz denied it.
""",
}
SIGNED = "\n  who: Eva Lind\n  why: She asked them."


class World(NamedTuple):
    """A folder of articles and the graph that is built from it."""

    articles: Path
    graph: Path

    def build(self, *entries: str, code: int = 0, options: tuple[str, ...] = ()) -> str:
        """Build with these entries as the corrections; return what was said on standard error."""
        text = "\n".join(entry + ("" if "who:" in entry else SIGNED) for entry in entries)
        (self.articles / "corrections.yaml").write_text(text, encoding="utf-8")
        return self.rebuild(code=code, options=options)

    def write(self, text: str, *, code: int = 2) -> str:
        """Build with this text as the corrections file."""
        (self.articles / "corrections.yaml").write_text(text, encoding="utf-8")
        return self.rebuild(code=code)

    def rebuild(self, *, code: int = 0, options: tuple[str, ...] = ()) -> str:
        result = CliRunner().invoke(
            main, ["build", "--graph", str(self.graph), *options, str(self.articles)]
        )
        assert result.exit_code == code, result.output
        return result.stderr

    def export(self) -> str:
        result = CliRunner().invoke(
            main, ["export", "--graph", str(self.graph), "--format", "n-triples"]
        )
        assert result.exit_code == 0, result.output
        return result.stdout.replace("https://w3id.org/graph-builder/", "")

    def labels(self) -> set[str]:
        return set(re.findall(r'prefLabel> "([^"]*)"', self.export()))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the articles and their graph, built once."""
    folder = tmp_path_factory.mktemp("built")
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    World(articles, folder / "graph").rebuild()
    return folder


@pytest.fixture
def world(built: Path, tmp_path: Path) -> World:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return World(tmp_path / "articles", tmp_path / "graph")


def test_what_is_the_same_has_one_address_and_the_old_one_leads_to_it(world: World) -> None:
    world.build()
    before = world.export()
    assert "<id/organization/harbour-guild>" in before or "harbour-guild" in before
    world.build("- same: [person/ana-ruiz, organization/harbour-guild]")
    graph = world.export()
    assert graph.count('author> "Eva Lind"') == 1
    assert 'because> "She asked them."' in graph
    assert "isReplacedBy" in graph
    kept = {
        name
        for name in ("person/ana-ruiz", "organization/harbour-guild")
        if f"<id/{name}> <http://www.w3.org/2004/02/skos/core#prefLabel>" in graph
    }
    assert len(kept) == 1
    world.build()
    assert world.export() == before


def test_the_file_is_undone_by_taking_it_away(world: World) -> None:
    world.build()
    before = world.export()
    world.build("- rename: Harbour Guild\n  to: Guild of the Harbour")
    assert "Guild of the Harbour" in world.labels()
    assert "Harbour Guild" not in world.labels()
    assert 'altLabel> "Harbour Guild"' in world.export()
    (world.articles / "corrections.yaml").unlink()
    world.rebuild()
    assert world.export() == before


def test_what_is_different_is_told_apart_for_good(world: World) -> None:
    world.build()
    assert world.export().count('prefLabel> "Ana Ruiz"') == 1
    entry = "- different: [{article: opening, quote: Ana Ruiz}, {article: second, quote: Ana Ruiz}]"
    world.build(entry)
    split = world.export()
    assert len(set(re.findall(r'<(id/person/[^>]*)> <[^>]*prefLabel> "Ana Ruiz', split))) == 2
    assert "verdict> <ontology#Different>" in split
    world.build(entry, "- rename: person/ana-ruiz\n  to: Mayor Ruiz")
    assert "Mayor Ruiz" in world.labels()


def test_what_was_split_can_be_named_by_its_new_address(world: World) -> None:
    entry = "- different: [{article: opening, quote: Ana Ruiz}, {article: second, quote: Ana Ruiz}]"
    world.build(entry)
    paths = sorted(
        set(re.findall(r'<id/(person/[^>]*)> <[^>]*prefLabel> "Ana Ruiz', world.export()))
    )
    world.build(
        entry, f"- rename: {paths[0]}\n  to: The One", f"- rename: {paths[1]}\n  to: The Other"
    )
    assert {"The One", "The Other"} <= world.labels()


def test_rules_do_not_join_by_way_of_others_what_was_told_apart(world: World) -> None:
    world.build(
        "- different: [{article: opening, quote: Ana Ruiz}, {article: second, quote: Ana Ruiz}]"
    )
    result = CliRunner().invoke(main, ["validate", "--graph", str(world.graph)])
    assert "Eva Lind told them apart" in result.stdout
    assert "by way of" in result.stdout


def test_another_class_and_a_date(world: World) -> None:
    world.build(
        "- retype: Harbour Guild\n  to: gb:ArmedGroup",
        "- date: article/undated\n  on: 2031-03-09",
    )
    graph = world.export()
    assert re.search(r"harbour-guild> <[^>]*type> <ontology#ArmedGroup>", graph)
    assert re.search(r'undated/published-on> <ontology#latest> "2031-03-09"', graph)
    assert 'because> "Eva Lind: She asked them."' in graph
    assert 'action> "retype"' in graph


def test_what_is_rejected_leaves_the_graph_and_the_record_stays(world: World) -> None:
    world.build()
    assert "The curfew will begin at ten" in world.export()
    world.build('- reject: {article: opening, quote: "The curfew will begin at ten", kind: claim}')
    graph = world.export()
    assert not re.search(r'ontology#content> "[^"]*will begin at ten', graph)
    assert 'action> "reject"' in graph


def test_a_claim_is_said_by_whom_a_person_names(world: World) -> None:
    world.build()
    claim = re.search(
        r"<id/(article/opening/claim/\w+)> \S+content> \"[^\"]*curfew will", world.export()
    )
    assert claim is not None
    spoken = f"<id/{claim[1]}> <ontology#speaker> <id/{{}}>".format
    assert spoken("person/ana-ruiz") in world.export()
    world.build(f"- ascribe: {claim[1]}\n  to: Harbour Guild")
    graph = world.export()
    assert spoken("organization/harbour-guild") in graph
    assert spoken("person/ana-ruiz") not in graph
    assert f"corrects> <id/{claim[1]}>" in graph
    assert 'correctedTo> "organization/harbour-guild"' in graph
    checked = CliRunner().invoke(main, ["validate", "--graph", str(world.graph)])
    assert checked.exit_code == 0, checked.output


def test_measures_can_be_named_by_what_articles_say_of_them(world: World) -> None:
    one = '{article: opening, quote: "announced on Wednesday a curfew", kind: measure}'
    other = "{article: second, quote: the curfew, kind: measure}"
    reported = r"<id/article/(?:opening|second)/report/\w+> \S+reports> <id/(measure/curfew\S*)>"
    world.build(f"- same: [{one}, {other}]")
    assert len(set(re.findall(reported, world.export()))) == 1
    world.build(f"- different: [{one}, {other}]")
    assert len(set(re.findall(reported, world.export()))) == 2


def test_a_rejected_thing_is_nobodys_speaker(world: World) -> None:
    world.build("- reject: Harbour Guild")
    graph = world.export()
    assert "Harbour Guild" not in world.labels()
    assert not re.search(r"ontology#speaker> <[^>]*harbour-guild", graph)
    result = CliRunner().invoke(main, ["verify", "--graph", str(world.graph)])
    assert result.exit_code == 0, result.output


def test_what_is_added_has_its_words_and_its_author(world: World) -> None:
    world.build(
        "- add: entity\n  article: undated\n  quote: the port\n  type: Place\n  name: Port Hale",
        "- add: claim\n  article: opening\n  quote: The Harbour Guild criticised the curfew\n  cue: criticised\n"
        "  speaker: Harbour Guild\n  type: Criticism\n  content: the curfew",
        "- add: measure\n  article: opening\n  quote: patrol the harbour\n  name: harbour patrols\n  type: SecurityForce\n"
        "  by: person/ana-ruiz\n  on: 2031-03",
        "- add: event\n  article: second\n  quote: ruled on Tuesday against\n  name: Guild ruling\n  type: CourtRuling",
        "- add: observation\n  article: opening\n  quote: at ten\n  indicator: hour\n  value: 10",
        "- add: name\n  to: Ana Ruiz\n  name: La Alcaldesa",
        "- add: link\n  to: Ana Ruiz\n  link: http://www.wikidata.org/entity/Q1",
    )
    graph = world.export()
    for label in ("harbour patrols", "Guild ruling"):
        assert f'prefLabel> "{label}"' in graph
    assert 'altLabel> "La Alcaldesa"' in graph
    assert "sameAs> <http://www.wikidata.org/entity/Q1>" in graph
    assert graph.count('action> "add"') == 7
    assert 'value> "10"' in graph
    for command in ("verify", "validate"):
        result = CliRunner().invoke(main, [command, "--graph", str(world.graph)])
        assert result.exit_code == 0, result.output


def test_a_judgement_of_the_rules_can_be_rejected(world: World) -> None:
    world.build()
    judgements = re.findall(r'<id/(judgement/\w+)> <ontology#rule> "full-name"', world.export())
    assert judgements
    world.build(f"- reject: {judgements[0]}")
    assert "verdict> <ontology#Different>" in world.export()


def test_confirming_makes_it_certain(world: World) -> None:
    world.build('- confirm: {article: opening, quote: "The curfew will begin at ten", kind: claim}')
    claim = re.search(r'(<[^>]*>) <ontology#content> "[^"]*will begin at ten', world.export())
    assert claim
    assert f'{claim[1]} <ontology#confidence> "1"' in world.export()


def test_corrections_of_another_folder_stay(world: World, tmp_path: Path) -> None:
    world.build("- rename: Harbour Guild\n  to: Guild of the Harbour")
    other = tmp_path / "other"
    other.mkdir()
    (other / "more.txt").write_text(" date 2031-03-20 Nothing happened in Port Hale.\n")
    result = CliRunner().invoke(main, ["build", "--graph", str(world.graph), str(other)])
    assert result.exit_code == 0, result.output
    assert "Guild of the Harbour" in world.labels()


def test_a_file_can_be_named(world: World, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"- rename: Harbour Guild\n  to: Guild of the Harbour{SIGNED}\n")
    world.rebuild(options=("--corrections", str(file)))
    assert "Guild of the Harbour" in world.labels()


def annotate(thing: str, motivation: str, value: str, **more: object) -> dict[str, object]:
    """Return what an annotation tool makes of an exported annotation when a person judges it."""
    bodies = [
        {"type": "SpecificResource", "source": thing, "purpose": "identifying"},
        {"type": "TextualBody", "value": value, "purpose": motivation},
        {"type": "TextualBody", "value": "She asked them. 🙂", "purpose": "commenting"},
    ]
    said = {"motivation": motivation, "creator": {"name": "Eva Lind"}, "body": bodies}
    return {"id": f"urn:note:{value}", "type": "Annotation", "target": "urn:text", **said, **more}


def test_exported_annotations_are_read_back_with_what_a_person_said(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "page.jsonld"
    command = ["export", "--graph", str(world.graph), "--format", "web-annotation", "-o", str(file)]
    assert CliRunner().invoke(main, command).exit_code == 0
    page = json.loads(file.read_text("utf-8"))
    guild = next(
        item["body"][0]["source"]
        for item in page["items"]
        if item["body"][2]["value"] == "Harbour Guild"
    )
    options = ("--corrections", str(file))
    before = world.export()
    world.rebuild(options=options)
    assert world.export() == before, "what was exported corrects nothing by itself"
    page["items"].append(annotate(guild, "editing", "Guild of the Harbour"))
    file.write_text(json.dumps(page, ensure_ascii=False, indent=1), "utf-8")
    world.rebuild(options=options)
    assert "Guild of the Harbour" in world.labels()
    assert "Eva Lind" in world.export()
    page["items"][-1] = annotate(guild, "assessing", "reject")
    file.write_text(json.dumps(page, ensure_ascii=False, indent=1), "utf-8")
    world.rebuild(options=options)
    assert not {"Harbour Guild", "Guild of the Harbour"} & world.labels()


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (annotate("person/x", "assessing", "fine"), "'fine' is no assessment"),
        (annotate("person/x", "assessing", "reject", creator=""), "the annotation has no creator"),
        (annotate("person/nobody", "assessing", "reject"), "is not in the graph"),
        (annotate("", "editing", "X", target={}), "the annotation has no IRI"),
    ],
)
def test_an_annotation_that_cannot_be_meant_is_named(
    world: World, tmp_path: Path, note: dict[str, object], message: str
) -> None:
    file = tmp_path / "page.jsonld"
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "items": [note]}
    file.write_text(json.dumps(page, indent=1), "utf-8")
    said = world.rebuild(code=2, options=("--corrections", str(file)))
    assert message in said
    assert "page.jsonld, line 5" in said
    file.write_text(file.read_text("utf-8")[:-9], "utf-8")
    assert "this is no JSON" in world.rebuild(code=2, options=("--corrections", str(file)))


def test_built_one_by_one_it_is_the_same(world: World, tmp_path: Path) -> None:
    world.build(
        "- different: [{article: opening, quote: Ana Ruiz}, {article: second, quote: Ana Ruiz}]"
    )
    other = World(world.articles, tmp_path / "slowly")
    (world.articles / "corrections.yaml").rename(tmp_path / "kept.yaml")
    for name in ("undated", "second", "opening"):
        path = world.articles / f"{name}.txt"
        result = CliRunner().invoke(main, ["build", "--graph", str(other.graph), str(path)])
        assert result.exit_code == 0, result.output
    (tmp_path / "kept.yaml").rename(world.articles / "corrections.yaml")
    other.rebuild()
    assert other.export() == world.export()


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("- same: [person/nobody-at-all, Ana Ruiz]", 3, "'person/nobody-at-all' is not in the graph"),
        ("- reject: {article: opening, quote: not there}", 3, "does not say “not there”"),
        ("- reject: {article: nowhere, quote: x}", 3, "no article 'nowhere'"),
        ("- date: article/undated\n  on: 2031-02-30", 4, "'2031-02-30' is no date"),
        ("- date: article/undated\n  earliest: 2031-03-02\n  latest: 2031-03-01", 4, "lies after the last one"),
        ("- rename: Ana Ruiz\n  too: x", 4, "'too' is not known"),
        ("- merge: [a, b]", 3, "says not what to do"),
        ("- same: [Ana Ruiz]", 3, "two of them or more"),
        ("- same: [Ana Ruiz, article/opening]", 3, "compares things of one sort"),
        ("- different: [Ana Ruiz, person/ana-ruiz]", 3, "both are person/ana-ruiz"),
        ("- retype: Ana Ruiz\n  to: Wizard", 3, "'Wizard' is no class"),
        ("- add: wonder\n  article: opening", 3, "'wonder' cannot be added"),
        ("- add: claim\n  article: opening\n  quote: x", 3, "'cue' has to be given"),
        ("- rename: [", 5, "this is no YAML"),
        ("- rename: Ana Ruiz\n  to: A\n  to: B", 5, "'to' is there twice"),
        ("- reject: article/opening", 3, "--prune"),
        ("- ascribe: Ana Ruiz\n  to: Harbour Guild", 3, "'ascribe' goes with claim"),
        ("- ascribe: {article: opening, quote: will begin at ten}", 3, "says not who said it"),
        ("- ascribe: {article: opening, quote: will begin at ten}\n  to: Brookdale", 3, "is nobody that the article 'opening' speaks of"),
        ("- rename: Ana Ruiz\n  who: Eva\n  to: A", 3, "'why' is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_named_with_its_line_and_nothing_is_applied(
    world: World, entry: str, line: int, words: str
) -> None:
    world.build()
    before = world.export()
    signed = entry if "who:" in entry else entry + SIGNED
    said = world.write(f"# a comment\n\n{signed}\n- rename: Harbour Guild\n  to: G{SIGNED}\n")
    assert f"corrections.yaml, line {line}:" in said
    assert words in said
    assert world.export() == before


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (
            ["- same: [Ana Ruiz, Harbour Guild]", "- different: [Ana Ruiz, Harbour Guild]"],
            "are said to be different, but are the same by",
        ),
        (
            [
                "- same: [Ana Ruiz, Harbour Guild]",
                "- same: [Harbour Guild, Port Hale]",
                "- different: [Port Hale, Ana Ruiz]",
            ],
            "are said to be different, but are the same by",
        ),
        (["- rename: Ana Ruiz\n  to: A", "- rename: Ana Ruiz\n  to: B"], "is to be called B, but"),
        (["- confirm: Ana Ruiz", "- reject: Ana Ruiz"], "is to be rejected, but"),
        (
            [
                "- ascribe: {article: opening, quote: will begin at ten}\n  to: Harbour Guild",
                "- ascribe: {article: opening, quote: will begin at ten}\n  to: Ana Ruiz",
            ],
            "is to be said by Ana Ruiz, but",
        ),
        (
            ["- date: article/undated\n  on: 2031", "- date: article/undated\n  on: 2032"],
            "is to be dated [2032-01-01..2032-12-31], but",
        ),
    ],
)
def test_entries_that_contradict_each_other_name_all_lines(
    world: World, entries: list[str], words: str
) -> None:
    world.build()
    before = world.export()
    said = world.build(*entries, code=2)
    assert words in said
    lines = {int(number) for number in re.findall(r"corrections\.yaml, line (\d+)", said)}
    assert len(lines) == len(entries)
    assert world.export() == before


def test_every_problem_is_named_at_once(world: World) -> None:
    said = world.build("- reject: person/no-one", "- reject: person/nobody", code=2)
    assert "no-one" in said
    assert "nobody" in said
    manifest = GraphFolder(world.graph).read_manifest()
    assert not manifest.corrections


def test_a_file_of_comments_changes_nothing(world: World) -> None:
    world.build()
    before = world.export()
    questions = CliRunner().invoke(main, ["review", "--graph", str(world.graph)])
    assert questions.exit_code == 0, questions.output
    assert "The date of undated" in questions.stdout
    assert "- date: {article:" in questions.stdout
    world.write(questions.stdout, code=0)
    assert world.export() == before


def test_an_answered_question_can_be_applied(world: World) -> None:
    world.build()
    questions = CliRunner().invoke(main, ["review", "--graph", str(world.graph)]).stdout
    lines = [
        line.removeprefix("# ")
        for line in questions.splitlines()
        if re.match("# [- ] ?[a-z]+:", line)
    ]
    answers = (
        "\n".join(lines)
        .replace("who:", "who: Eva")
        .replace("why:", "why: x")
        .replace("on:", "on: 2031-03")
    )
    assert "date:" in answers
    world.write(answers, code=0)
    assert re.search(r'undated/published-on> <ontology#latest> "2031-03-31"', world.export())


FILE = """# First comment.
- same: [a, b]   # beside it
  who: Eva
  why: one

# About the second.
- rename: c
  to: |
    A name

  why: two
  who: Eva
# The end.
"""


def test_adding_and_removing_leave_the_rest_alone(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(FILE, encoding="utf-8")
    added = add_correction(path, {"reject": "d", "who": "Zoë", "why": "über: # no"})
    text = path.read_text(encoding="utf-8")
    assert (added.action, added.who, added.why) == ("reject", "Zoë", "über: # no")
    assert remove_correction(path, added.line).why == "über: # no"
    assert path.read_text(encoding="utf-8") == FILE
    assert text != FILE
    assert "# About the second." in text
    remove_correction(path, 2)
    assert path.read_text(encoding="utf-8") == FILE.replace(
        "- same: [a, b]   # beside it\n  who: Eva\n  why: one\n", ""
    )


def test_the_last_entry_can_go_and_a_first_one_come(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    entry = {"same": ["a", {"article": "x", "quote": "y"}], "who": "Eva", "why": "z"}
    for _ in range(2):
        added = add_correction(path, entry)
        assert [str(thing) for thing in added.things] == ["a", "“y” in x"]
        remove_correction(path, added.line)
        assert read_corrections(path.read_text(encoding="utf-8"), "x") == ()
    with pytest.raises(UsageError, match="no entry"):
        remove_correction(path, 7)
    with pytest.raises(InputError, match="'why' is missing"):
        add_correction(path, {"reject": "a", "who": "Eva"})


def test_entries_under_a_key_are_added_to(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text("corrections:\n  - reject: a\n    who: E\n    why: x\n")
    add_correction(path, {"reject": "b", "who": "E", "why": "y"})
    found = read_corrections(path.read_text(encoding="utf-8"), "x")
    assert [str(entry.things[0]) for entry in found] == ["a", "b"]


def test_the_command_writes_lists_and_undoes(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    run = CliRunner().invoke
    signed = ["--who", "Eva", "--why", "because", "--file", str(path)]
    for arguments in (
        ["same", "a", "b"],
        ["rename", "c", "--to", "C"],
        ["date", "article/x", "--on", "2031"],
    ):
        result = run(main, ["correct", *arguments, *signed])
        assert result.exit_code == 0, result.output
    listed = run(main, ["correct", "list", "--file", str(path)]).stdout
    assert [line.split()[1] for line in listed.splitlines()] == ["same", "rename", "date"]
    line = listed.splitlines()[1].split()[0]
    assert run(main, ["correct", "undo", line, "--file", str(path)]).exit_code == 0
    assert "rename" not in path.read_text(encoding="utf-8")
    assert run(main, ["correct", "rename", "c", *signed]).exit_code == 2


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-03-04", "2031-03-04", "2031-03-04"),
        ("[2031-03-04..2031-03-06]", "2031-03-04", "2031-03-06"),
        ("..2031-03", None, "2031-03-31"),
        ("2031/2032", "2031-01-01", "2032-12-31"),
    ],
)
def test_dates_as_people_write_them(given: str, first: str | None, last: str) -> None:
    found = read_bounds({"on": given}, because="x")
    assert (found.earliest and found.earliest.isoformat()) == first
    assert found.latest == dt.date.fromisoformat(last)


@pytest.mark.parametrize("given", ["2031-13", "soon", "31-03-04", "2031-3-4", "..", "2032..2031"])
def test_what_is_no_date(given: str) -> None:
    with pytest.raises(ValueError, match=r"date|day"):
        read_bounds({"on": given}, because="x")

"""All that articles say together, decided and written as graphs; of many articles in a process of its own.

Identity and time are decided from the facts of all articles, which are in memory for that and only for that. Python's allocator gives
little back to the system of what millions of small objects took; a process that ends gives back all of it, before the graph
is indexed and checked.
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_builder.child_processes import Child, name_end
from graph_builder.errors import GraphBuilderError, OutsideError
from graph_builder.lexicon import load_lexicon
from graph_builder.world import ReadArticle, Texts, load_articles, map_world, resolve_world

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from graph_builder.corrections import Correction
    from graph_builder.model import Resolution
    from graph_builder.project import Project
    from graph_builder.renewal import Renewed
    from graph_builder.resolution import Trace
    from graph_builder.store import Manifest
    from graph_builder.store.writing import GraphWriter
    from graph_builder.terms import Term
    from graph_builder.validation import Finding

READ = ("entities", "claims", "measures", "events", "observations")
"""What is counted of what was read."""
UNUSABLE = (sqlite3.Error, UnicodeEncodeError)
"""What is raised where the state is damaged, the disk is full, or a name is none that SQLite can hold."""
STATE = "resolution.db"
"""The file with what a resolution looked at and decided, beside the manifest."""
PROGRAM = "graph_builder.drafting_process"
"""The module that runs in a process of its own."""
_WORTH_A_STATE = 100
"""From so many articles on, one more is worth keeping what the resolution decided."""
_WORTH_A_PROCESS = 1000
"""From so many articles on, what they say takes more memory than indexing and checking them, and a process of its own starts in no time."""
_NO_LIMIT = 0.0


@dataclass(frozen=True)
class Plan:
    """What a graph is to be made of.

    Attributes:
        before: The graph that is there, where it can be brought up to date.
        planned: The articles, and with what the graph is made.
        corrections: What persons said.
        project: The user's own ontology and shapes.
        base_iri: What the IRIs of individuals begin with.
    """

    before: Manifest | None
    planned: Manifest
    corrections: Sequence[Correction]
    project: Project
    base_iri: str


@dataclass(frozen=True)
class Draft:
    """What is left of all that was brought together when its graphs are written.

    Attributes:
        keys: Hashes of what the articles' graphs were made from, by the graphs' names.
        counts: How much was read.
        findings: What did not fit together.
        renewed: The graph, where that before was brought up to date; it is indexed and checked.
        files: The files of the graphs, where all were written anew.
        has_state: Whether what was decided is kept for the next build; it has no stamp yet, so that it is of no graph.
    """

    keys: Mapping[Term, str]
    counts: Mapping[str, int]
    findings: Sequence[Finding]
    renewed: Renewed | None
    files: Mapping[Term, str]
    has_state: bool


def draft_graph(plan: Plan, writer: GraphWriter) -> Draft:
    """Decide what the articles say together, and write all graphs; of many articles in a process of its own.

    Raises:
        InputError: A correction cannot be applied.
        StoreError: What was read in an article is missing, or the disk does not let us.
        OutsideError: The process that decides was ended, as where memory runs out.
    """
    if len(plan.planned.articles) < _WORTH_A_PROCESS:
        return Drafter(plan, writer).draft()
    child = Child(PROGRAM)
    try:
        child.receive()
        child.send(pickle.dumps((plan, writer.path)), _NO_LIMIT)
        answer = child.receive()
        if answer is None:
            raise OutsideError(_explain_end(child.wait()))
    finally:
        child.kill()
    drafted: Draft | GraphBuilderError = pickle.loads(answer)  # noqa: S301 - from this program
    if isinstance(drafted, GraphBuilderError):
        raise drafted
    return drafted


def _explain_end(code: int) -> str:
    end = f"the process that brings the articles together ended ({name_end(code)})"
    if code < 0:
        return f"{end}, as where memory runs out: close other programs, or build fewer articles in one graph; nothing was lost"
    return f"{end}; please report what it said above"


class Drafter:
    """Brings the articles of a plan together, and writes their graphs into a folder."""

    def __init__(self, plan: Plan, writer: GraphWriter) -> None:
        """Take the plan and the folder, which nobody else writes to."""
        self._plan, self._writer = plan, writer
        self._texts = Texts(writer, plan.planned)

    def draft(self) -> Draft:
        """Decide and write."""
        from graph_builder.renewal import find_kept, make_keys  # noqa: PLC0415
        from graph_builder.resolution import Trace  # noqa: PLC0415
        from graph_builder.validation import read_findings  # noqa: PLC0415

        plan = self._plan
        with pause_collection():
            world = load_articles(self._writer, plan.planned)
            trace = Trace() if self._is_worth_a_state else None
            resolution = resolve_world(world, plan.project, plan.corrections, plan.base_iri, trace)
            keys = make_keys(world, resolution, plan.planned.articles)
            kept = find_kept(plan.before, keys)
            return Draft(
                keys=keys,
                counts={
                    name: sum(len(getattr(item.facts, name)) for item in world) for name in READ
                },
                findings=read_findings(resolution, self._texts),
                renewed=self._renew(world, resolution, kept) if kept else None,
                files={} if kept else self._create(world, resolution),
                has_state=trace is not None and self._fill_state(world, resolution, trace),
            )

    @property
    def _is_worth_a_state(self) -> bool:
        plan = self._plan
        own = [*plan.project.find_turtle("ontology"), *plan.project.find_turtle("shapes")]
        return len(plan.planned.articles) >= _WORTH_A_STATE and not plan.corrections and not own

    def _renew(
        self, world: Sequence[ReadArticle], resolution: Resolution, kept: Collection[Term]
    ) -> Renewed:
        """Bring the graph before up to date; some articles' graphs stay."""
        from graph_builder.mapping import Names  # noqa: PLC0415
        from graph_builder.renewal import renew_graph  # noqa: PLC0415

        graphs = map_world(
            world,
            resolution,
            base_iri=self._plan.base_iri,
            project=self._plan.project,
            reader=self._plan.planned.made_with["reader"],
            kept=kept,
        )
        inferred = Names(self._plan.base_iri).graph("inferred")
        gone = self._writer.read_manifest().graphs.keys() - graphs.keys() - {*kept, inferred}
        return renew_graph(self._writer, graphs, gone, self._texts, inferred)

    def _create(self, world: Sequence[ReadArticle], resolution: Resolution) -> dict[Term, str]:
        """Write the graphs anew."""
        from graph_builder.creation import create_graph  # noqa: PLC0415

        return create_graph(
            self._writer,
            resolution,
            {item.article.id: item.article for item in world},
            base_iri=self._plan.base_iri,
            reader=self._plan.planned.made_with["reader"],
            project=self._plan.project,
        )

    def _fill_state(
        self, world: Sequence[ReadArticle], resolution: Resolution, trace: Trace
    ) -> bool:
        """Write what was decided, for the next build; without it that takes longer, so that nothing is lost where it cannot be kept."""
        from graph_builder.mapping import Names  # noqa: PLC0415
        from graph_builder.upkeep import create_state, fill  # noqa: PLC0415

        articles = [(item.article, item.facts) for item in world]
        lexicon = load_lexicon(*self._plan.project.find_folders("ontology"))
        names = Names(self._plan.base_iri)
        with contextlib.suppress(*UNUSABLE):
            with contextlib.closing(create_state(self._writer.path / STATE)) as state:
                fill(state, articles, resolution, trace, lexicon, names)
                state.commit("")
            return True
        return False


@contextlib.contextmanager
def pause_collection() -> Iterator[None]:
    """Do not look for garbage: nothing that is read and decided is in cycles, and all of it would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

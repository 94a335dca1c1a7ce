"""The graph folder: the texts, what was read in them, the quads, and an index to query them.

::

    FOLDER/
    ├── manifest.json        what the graph consists of; replacing it is the commit
    ├── origins.json         from which files the articles were read; no part of the graph
    ├── lock, readers        held by the one process that builds, and by those that read
    ├── texts/HASH.txt       a private copy of each article's text
    ├── facts/KEY.json       what was read in each article, found again after an interrupted build
    ├── quads/HASH.nq        one file a named graph, sorted canonical N-Quads; of a large one, a piece
    ├── lists/HASH.txt       the pieces of each large graph, in order
    └── index/HASH/          an Oxigraph store made from the quads, with answers that took it long and lists of names and days

The text files are the truth and the Oxigraph store is an index of them, because stores rewrite literals.
The index holds every named graph and, in the default graph, all of them merged with each triple once.
Files are named by what they hold, written aside and then renamed, and never changed; whoever reads
keeps what the manifest named when the reading began.

Here is what reads; ``writing``, ``renewal``, ``backup`` and ``origins`` are loaded only by those who need them, since a question is
answered in less time than they take to load.
"""

from graph_builder.store.files import explain_disk_errors
from graph_builder.store.folder import GraphFolder
from graph_builder.store.index import Index
from graph_builder.store.manifest import ArticleRecord, Manifest, hash_content

__all__ = [
    "ArticleRecord",
    "GraphFolder",
    "Index",
    "Manifest",
    "explain_disk_errors",
    "hash_content",
]

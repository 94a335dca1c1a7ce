"""The graph folder: the texts, what was read in them, the quads, and an index to query them.

::

    FOLDER/
    ├── manifest.json        what the graph consists of; replacing it is the commit
    ├── origins.json         from which files the articles were read; no part of the graph
    ├── lock, readers        held by the one process that builds, and by those that read
    ├── texts/HASH.txt       a private copy of each article's text
    ├── facts/KEY.json       what was read in each article, found again after an interrupted build
    ├── quads/HASH.nq        one file a named graph, sorted canonical N-Quads
    └── index/HASH/          an Oxigraph store made from the quads

The text files are the truth and the Oxigraph store is an index of them, because stores rewrite literals.
The index holds every named graph and, in the default graph, all of them merged with each triple once.
Files are named by what they hold, written aside and then renamed, and never changed; whoever reads
keeps what the manifest named when the reading began.
"""

from graph_builder.store.changes import Changes
from graph_builder.store.files import explain_disk_errors
from graph_builder.store.folder import GraphFolder
from graph_builder.store.index import Index
from graph_builder.store.manifest import ArticleRecord, Manifest, hash_content
from graph_builder.store.origins import FileState, find_file_state, save_origins
from graph_builder.store.renewal import Renewal, make_changes
from graph_builder.store.writing import GraphWriter, open_for_writing

__all__ = [
    "ArticleRecord",
    "Changes",
    "FileState",
    "GraphFolder",
    "GraphWriter",
    "Index",
    "Manifest",
    "Renewal",
    "explain_disk_errors",
    "find_file_state",
    "hash_content",
    "make_changes",
    "open_for_writing",
    "save_origins",
]

"""Reads news articles into an RDF knowledge graph, each line tied to the words that say so."""

__version__ = "0.1.0"

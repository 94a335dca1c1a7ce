"""From facts to triples: one named graph for each article, and graphs of their own for what is concluded.

Below the base IRI stand:

===============================================  ====================================================
``article/ID``                                   an article
``article/ID/passage/HASH``                      a span of its text
``article/ID/claim/HASH``                        a claim or a non-statement
``article/ID/observation/HASH``                  a figure
``article/ID/report/HASH``                       what the article says of a measure or an event
``article/ID/status-change/HASH``                a step in the life of a measure
``….../stated-on``, ``announced-on``, ``period``  the time span that belongs to the thing before it
``PATH``                                         a thing, measure, event or tenure, as resolution names it
``outlet/NAME``                                  a publisher or agency that no article speaks of
``indicator/NAME``, ``unit/NAME``, ``office/NAME``, ``measure-type/NAME``  concepts
``concept-scheme/NAME``                          the schemes that the concepts are in
``judgement/HASH``                               why two things are one, or are not
``graph/article/ID``                             the named graph of an article
``graph/NAME``                                   the named graphs of conclusions, see `Names.graph`
===============================================  ====================================================
"""

from graph_builder.mapping.articles import map_article
from graph_builder.mapping.conclusions import map_conclusions
from graph_builder.mapping.names import Names

__all__ = ["Names", "map_article", "map_conclusions"]

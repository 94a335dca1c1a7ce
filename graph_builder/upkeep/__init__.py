"""A resolution kept up: what becomes of it with other articles, at the cost of these and of what they touch.

``graph_builder.resolution`` decides everything from the facts of all articles. Here the same rules are applied to what is different: the
state knows in which blocks things were compared, which pairs made them one, and what was concluded. The result is the same, to the byte.
"""

from graph_builder.upkeep.articles import Articles
from graph_builder.upkeep.filling import fill
from graph_builder.upkeep.renewal import Outcome, renew
from graph_builder.upkeep.state import FreshState, State, create_state, open_state

__all__ = [
    "Articles",
    "FreshState",
    "Outcome",
    "State",
    "create_state",
    "fill",
    "open_state",
    "renew",
]

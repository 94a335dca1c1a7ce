"""What somebody is held to account for: "charged with the *murder*", "suspects in the *raid*", "an appeal against the *ruling*".

It was over when they were charged, whatever day the sentence names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_builder.extraction.predicates import VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph_builder.lexicon import Lexicon

_FOR = frozenset({"for", "over", "with", "in", "of"})
_ON = frozenset({"over", "with"})
_INTO = frozenset({"in", "of", "into", "over", "about", "for", "against", "on", "to"})
_STEPS = 6


def is_accounted_for(token: Token, lexicon: Lexicon) -> bool:
    """Decide whether a noun or gerund stands behind a verb of accusing or a noun of judging, in one phrase with it."""
    for _ in range(_STEPS):
        above = token.head
        if token.dep_ == "prep" and _gives_cause(token, lexicon):
            return True
        if above == token or (token.pos_ in VERBAL and token.dep_ != "pcomp"):
            return False
        token = above
    return False


def _gives_cause(link: Token, lexicon: Lexicon) -> bool:
    above = link.head
    accusing = lexicon.words("AccountingVerb", "verb")
    if above.pos_ in VERBAL:
        return link.lower_ in _FOR and above.lemma_.lower() in accusing
    accused = above.dep_ == "dobj" and above.head.lemma_.lower() in accusing
    if accused and link.lower_ in _ON:
        return True  # "charged a man *with murder*"
    return link.lower_ in _INTO and above.lemma_.lower() in lexicon.words("AccountNoun", "noun")

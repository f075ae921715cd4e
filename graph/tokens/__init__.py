"""Tokens: the words by which a node is found, made by us rather than by an analyzer (DESIGN 1, CYPHER search).

``tokens_of`` makes them from what the model declares as searchable; ``graph.tokens.wanted`` turns what somebody types
into a query over the same words. A letter before each says what it is of (``graph.tokens.marks``).
"""

from graph.tokens.tokens import MARK, searchable_labels, tokens_of

__all__ = ["MARK", "searchable_labels", "tokens_of"]

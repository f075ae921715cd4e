"""Records in force → nodes and relationships."""

from graph.project.community import derive_overtaken
from graph.project.projector import project_batch, rebuild, unfinished
from graph.project.schema import GraphAbout, about_graph, ensure_schema
from graph.project.write import Interpret

__all__ = [
    "GraphAbout",
    "Interpret",
    "about_graph",
    "derive_overtaken",
    "ensure_schema",
    "project_batch",
    "rebuild",
    "unfinished",
]

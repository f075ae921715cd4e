"""``python -m tests.docs`` writes docs/questions.md and what the cells of docs/notebook.ipynb print."""

import tempfile
from pathlib import Path

from graph.engine import Engine
from tests.docs import notebook
from tests.docs.examples import FOLDER, examples
from tests.docs.page import page, shown
from tests.docs.sample import served

PAGE = FOLDER.parent / "questions.md"


def main() -> None:
    """The command: a Neo4j, a sample and a server of its own, all gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder) / "engine")
        try:
            with served(engine.start(), Path(folder)) as sample:
                PAGE.write_text(page([shown(sample, each) for each in examples()]), encoding="utf-8")
                notebook.write(notebook.run(notebook.read(), notebook.environment(sample)))
        finally:
            engine.stop()


if __name__ == "__main__":
    main()

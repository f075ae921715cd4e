"""The notebook runs from its first cell to its last, and prints what is kept in it."""

from tests.docs import notebook
from tests.docs.sample import Sample


def test_cells_run_and_print_what_is_kept(sample: Sample) -> None:
    kept = notebook.read()
    assert notebook.run(kept, notebook.environment(sample)) == kept, "run: python -m tests.docs"


def test_every_text_is_in_both_languages() -> None:
    texts = ["".join(cell["source"]) for cell in notebook.read()["cells"] if cell["cell_type"] == "markdown"]
    for text in texts:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text), text
        assert any(letter.isascii() and letter.isalpha() for letter in text), text


def test_last_line_is_shown_as_jupyter_shows_it() -> None:
    assert notebook.execute("x = 1\nprint('a')\nx + 1", {}) == ("a\n", "2")
    assert notebook.execute("None", {}) == ("", "")

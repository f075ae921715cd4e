"""docs/questions.md and docs/notebook.ipynb: made by asking the tiny sample, and held against what it answers."""

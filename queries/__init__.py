"""What is asked: each question is a ``name.cypher`` beside a ``name.py``, found by walking this folder."""

"""Mutants: the product with one rule of access dropped or weakened, made mechanically, each to be found out by a proof.

python -m tests.attacks.mutants            makes all of them in copies of the tree, and writes down who killed each

``killed.csv`` beside this is the list, kept with the test that every mutant there is stands in it, and was killed.
"""

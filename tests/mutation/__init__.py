"""Mutation testing of ``guard/``: every small thing that could be wrong in it, made on purpose, is found out by a test.

python -m tests.mutation [--module guard/limits.py] [--jobs 2]

operators     what is changed, by the syntax tree
mutant        every mutant of a module, and the code with it
covering      which tests run which lines
plugin        forks a child of a collected test run for each mutant, and puts the changed function in its place
anew          the same for what runs at import: tables, defaults, decorators; each child imports the package anew
equivalent    those that change nothing that anybody could see, each with the reason
"""

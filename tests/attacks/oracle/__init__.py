"""An authorization oracle: what each caller may see, said again by itself, and thousands of questions held against it.

It uses nothing of ``guard/`` or ``queries/`` to judge: a small made-up district (``world``, ``making``), a policy in
plain Python over it (``policy``), marks that no two persons or facts share (``canaries``), questions made at random
from the schema (``questions``) or with a known answer (``exact``), and callers of every role (``callers``).

python -m tests.attacks.oracle --queries 20000 --seed 1
"""

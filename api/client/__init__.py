"""Asking Jingwei from Python, over HTTP: what a script or a notebook imports.

    from api.client import Jingwei

    with Jingwei("http://127.0.0.1:8120", token=token, grant=grant) as jingwei:
        answer = jingwei.question("doubling", rule="R1", by="town")
        answer.rows("findings")       # flat dicts with dotted keys
        answer.frame("findings")      # the same as a polars DataFrame
        answer.network()              # a networkx graph; of the closed list of answers only (DOMAIN 6)

Nothing here opens the graph: what is answered is what the server answers this account, and it is in the audit.
"""

from api.client.answer import Answer, Withheld
from api.client.errors import JingweiError, Missing, NoNetwork, NotJingwei, Refused, Unfit, Unreachable
from api.client.jingwei import Jingwei

__all__ = [
    "Answer",
    "Jingwei",
    "JingweiError",
    "Missing",
    "NoNetwork",
    "NotJingwei",
    "Refused",
    "Unfit",
    "Unreachable",
    "Withheld",
]

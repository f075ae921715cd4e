"""Trusted documents: the questions that clerks ask, written beforehand, read by somebody, and asked by their id.

One file a document in ``api/documents``, and in an office's own folder named by JINGWEI_DOCUMENTS. Its first three
lines say in Chinese and in English what it asks, and which roles may ask it. Its id is the SHA-256 of its text; there
is no way to register one by asking.

DocumentError          a file that cannot be served; one sentence that names it and the fix
"""

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphql import GraphQLError, GraphQLSchema

from api.errors import ApiError, BadArgument, NotFound
from api.reading import read_text, validated
from graph.model import Text
from graph.store import StoreError
from guard.refusals import RoleForbids
from guard.roles import CLERKS, Role
from guard.setting import SettingError

FOLDER = Path(__file__).parent / "documents"
HEAD = re.compile(r"\A# (?P<zh>[^\n]+)\n# (?P<en>[^\n]+)\n# 角色 roles: (?P<roles>[a-z_ ]+)\n")
SCHEME = "sha256:"
OFFICES_OWN = "JINGWEI_DOCUMENTS"


class DocumentError(StoreError):
    """A document that cannot be served."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """One document. ``name`` is its file's, without the ending."""

    name: str
    about: Text
    roles: frozenset[Role]
    text: str

    @property
    def id(self) -> str:
        """What a request names it by."""
        return id_of(self.text)


def id_of(text: str) -> str:
    """The id of a text: ``sha256:`` and 64 hexadecimal digits. Blank lines around it do not count."""
    return SCHEME + hashlib.sha256(text.strip().encode()).hexdigest()


@cache
def trusted(office: str | None = None) -> dict[str, Trusted]:
    """Every document by its id: ours and those in the folder ``office``, read once. Raises as ``served``."""
    if office and not Path(office).is_dir():
        raise SettingError(OFFICES_OWN, "指向的文件夹不存在。", "names a folder that is not there.")
    folders = [FOLDER, *([Path(office)] if office else [])]
    found = [read_document(path) for folder in folders for path in sorted(folder.glob("*.graphql"))]
    return {each.id: each for each in found}


def served() -> dict[str, Trusted]:
    """The documents that this server knows. Raises DocumentError, or SettingError for a folder that is not there."""
    return trusted(os.environ.get(OFFICES_OWN) or None)


def read_document(path: Path) -> Trusted:
    """A document's file. Raises DocumentError."""
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise DocumentError(f"{path.name}：文件读不出（须为 UTF-8）。{path.name} is no readable UTF-8 file.") from None
    head = HEAD.match(text)
    if head is None:
        raise DocumentError(
            f"{path.name}：前三行须为中文说明、英文说明和“# 角色 roles: …”。"
            f"{path.name}: its first lines must say in zh and en what it asks, then '# 角色 roles: …'."
        )
    return Trusted(path.stem, Text(head["zh"], head["en"]), _roles(path, head["roles"].split()), text)


def check_documents(schema: GraphQLSchema, documents: dict[str, Trusted]) -> None:
    """Refuse to serve documents that do not fit the schema or the caps. Raises DocumentError."""
    for each in documents.values():
        try:
            errors = validated(read_text(each.text), schema)
        except (ApiError, GraphQLError) as error:
            errors = [GraphQLError(str(error))]
        if errors:
            raise DocumentError(f"{each.name}.graphql 与模式不符。{each.name}.graphql: {errors[0].message}")


def text_asked(role: Role, *, query: str | None, document_id: str | None) -> str:
    """The text of a request: that of the document it names, or its own if the role may write its own.

    Raises RoleForbids for a clerk's own text, NotFound for a document that is not there or not for this role, and
    BadArgument for a request with both or neither.
    """
    if (query is None) == (document_id is None):
        raise BadArgument("请给出 query 或 documentId 之一。", "Give either query or documentId.")
    named = served().get(document_id if document_id is not None else id_of(query or ""))
    allowed = named is not None and role in named.roles
    if document_id is not None:
        if named is None or not allowed:
            raise NotFound("没有这个查询文档，或不供您的角色使用。", "There is no such document for your role.")
        return named.text
    if role in CLERKS and not allowed:
        raise RoleForbids("您的角色只能使用预先审定的查询文档。", "Your role asks only the documents written for it.")
    return query or ""


def _roles(path: Path, names: list[str]) -> frozenset[Role]:
    known = {role.value: role for role in Role}
    if unknown := set(names) - set(known):
        raise DocumentError(f"{path.name}：没有这个角色。{path.name} names a role that there is not: {min(unknown)}.")
    return frozenset(known[name] for name in names)

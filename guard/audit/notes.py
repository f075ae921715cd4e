"""Checkpoints as signed notes (C2SP tlog-checkpoint and signed-note): a log's name, size and root, and who says so.

jingwei/5f0c…          the log's name (origin), which is its key's name too
1024                   how many entries
CsUYapGGPo4d…          their root, base64
                       an empty line
— jingwei/5f0c… kx…    base64 of the key's 4-byte id and the Ed25519 signature over the lines above the empty one
"""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256

from graph.signing import ALGORITHM, Signer, is_signed
from guard.audit.errors import NoteError
from guard.audit.tree import HASH_BYTES

ED25519 = b"\x01"
"""The signature's kind in a note key (signed-note)."""
ID_BYTES = 4
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\n+ ]+)\n(?P<size>0|[1-9]\d{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)\n"
    r"(?P<signatures>(?:— [^\n+ ]+ [A-Za-z0-9+/=]+\n)+)"
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says: the first ``size`` entries of the log ``origin`` have this root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A name and the key that its notes are checked by."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The key's id in a signature line."""
        return sha256(f"{self.name}\n".encode() + ED25519 + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        """As signed-note writes a key: ``name+id+key``."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """The log's own key."""

    name: str
    signer: Signer

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        return PublicKey(self.name, self.signer.public)

    def note(self, size: int, root: bytes) -> str:
        """The signed note of a checkpoint."""
        checkpoint = Checkpoint(self.name, size, root)
        signature = base64.b64decode(self.signer.sign(checkpoint.text.encode()).partition(":")[2])
        line = base64.b64encode(self.public.id + signature).decode()
        return f"{checkpoint.text}\n— {self.name} {line}\n"


def read_key(text: str) -> PublicKey:
    """The key that ``str()`` wrote. Raises NoteError."""
    name, _, rest = text.strip().partition("+")
    key_id, _, body = rest.partition("+")
    try:
        kept = base64.b64decode(body, validate=True)
        key = PublicKey(name, kept[1:])
        if kept[:1] != ED25519 or len(kept) != 1 + 32 or key.id.hex() != key_id:
            raise ValueError
    except ValueError:
        raise NoteError("这不是审计日志的公钥。This is not the public key of an audit log.") from None
    return key


def read_note(note: str, key: PublicKey) -> Checkpoint:
    """The checkpoint that ``note`` says and ``key`` has signed. Raises NoteError."""
    found = _NOTE.fullmatch(note)
    if found is None:
        raise NoteError("这不是检查点。This is not a checkpoint.")
    if found["origin"] != key.name or not any(_signed(found["text"], s, key) for s in found["signatures"].splitlines()):
        raise NoteError("检查点不是由本日志的密钥签署的。The checkpoint is not signed by this log's key.")
    root = base64.b64decode(found["root"])
    if len(root) != HASH_BYTES:
        raise NoteError("这不是检查点。This is not a checkpoint.")
    return Checkpoint(found["origin"], int(found["size"]), root)


def notes_in(text: str) -> list[str]:
    """The notes in a text that holds some, one after another."""
    return [found[0] for found in _NOTE.finditer(text)]


def _signed(text: str, line: str, key: PublicKey) -> bool:
    _, name, body = line.split(" ")
    try:
        kept = base64.b64decode(body, validate=True)
    except ValueError:
        return False
    signature = f"{ALGORITHM}:{base64.b64encode(kept[ID_BYTES:]).decode()}"
    return name == key.name and kept[:ID_BYTES] == key.id and is_signed(text.encode(), signature, key.public)

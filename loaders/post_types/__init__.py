"""Post types: the kinds of post, broader ones including narrower ones."""

from loaders.ledger import Blank, ledger, names, tie, value

LEDGER = ledger(
    "post_types",
    ("岗位类型表", "Post types"),
    ("岗位类型及其上位类型", "Kinds of post and their broader kinds"),
    names("post_type", "PostType", ("类型编码", "code"), declares=True),
    value("post_type", "zh", required=True),
    value("post_type", "en", required=True),
    value("post_type", "volunteer"),
    names("broader", "PostType", ("上位类型编码", "broader")),
    tie("BROADER", "post_type", "broader", since=None, until=None, blank_start=Blank.ALWAYS),
    key=("post_type",),
    expects=(1, 200),
)

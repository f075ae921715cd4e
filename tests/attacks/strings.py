"""Five hundred strings that mean something to some language on the way, each with a mark by which it is known."""

from collections.abc import Iterator
from itertools import product

MARK = "zq7x"

CYPHER = (
    "' OR 1=1 //", "') DETACH DELETE n //", "\" OR true //", "'}) MATCH (m) DETACH DELETE m //",
    "`) RETURN n //",
    "x' RETURN n UNION MATCH (n) RETURN n //", "$communities", "{id: 'd'}", "') CALL dbms.shutdown() //",
    "\\' OR 1=1 //", "\\u0027 OR 1=1 //", "'] | n.name + [''", "' CALL db.labels() YIELD label //",
    "'}) SET n.name = 'x' //", "' LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l //",
    "/* x */ ' OR exists(n.name)",
    "\n MATCH (n) DETACH DELETE n", "; MATCH (n) DETACH DELETE n;",
    "' WITH 1 AS x CREATE (:Person {name: 'x'}) //",
)  # fmt: skip
LUCENE = (
    "*", "*:*", "name:*", "tokens:[* TO *]", "a~10", "a^100000", "+a -b", "a AND b OR NOT c", "\\", "a\\",
    "(((((", "a:b:c",
    "/.*/", "/(a+)+$/", "\"unclosed", "{a TO b}", "_exists_:name", "?", "a && b || !c",
)  # fmt: skip
JSON = (
    '"', '\\"', '"}', '", "x": "', '{"$ne": null}', '{"$gt": ""}', "[]", "{}", "null", "true", "NaN", '"__proto__"',
    '{"a": {"a": {"a": 1}}}', "\\u0000", "\\ud800",
)  # fmt: skip
GRAPHQL = (
    '") { id } x: place(id: "d', '"""', "$v0", "@include(if: true)", "...F", "# x", '{ __typename }', "}}}}",
    "query { x }", '", code: "99', "\\u{1F600}", "__schema",
)  # fmt: skip
PATH = (
    "../../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", "%2e%2e%2f", "....//",
    "C:\\x", "~root",
    "/proc/self/environ", "x/../../y", "\\\\host\\share", "http://127.0.0.1/", "//x",
)  # fmt: skip
LINES = (
    "\r\nSet-Cookie: a=b",
    "\r\n\r\n<html>",
    "%0d%0aX: y",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "\x0b",
    "\x1b[31mred",
    "\x08",
)  # fmt: skip
UNICODE = (
    "\u202ecod", "\u200b", "\u200d", "\ufeff", "\uffff", "\U0001f468\u200d\U0001f469", "e\u0301", "ﬁ", "Ａ",
    "１８", "İ", "ß", "\u0000",
    "\ud7ff", "𠮷", "𝒜", "''", "ʼ", "＇ OR 1=1", "＂",
)  # fmt: skip
TEMPLATE = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{%s}", "%s%s%s%n", "%(x)s", "{0}", "{0.__class__}",
    "{communities}",
    "${jndi:ldap://127.0.0.1/x}", "{{config}}", "%x%x%x", "$(id)", "`id`", "; id", "| id", "&& id",
)  # fmt: skip
SQL = (
    "' OR '1'='1", "'; DROP TABLE record; --", "\" OR \"\"=\"", "1; SELECT 1",
    "' UNION SELECT * FROM record --",
    "admin'--", "1 OR 1=1", "x' AND 1=(SELECT 1)--", "' || '1", "%' OR '%'='", "_", "%",
)  # fmt: skip
OTHER = (
    "*)(uid=*))(|(uid=*", "' or count(/*)=1 or 'a'='b", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "javascript:alert(1)", "=1+1", "@SUM(1)", "-1",
    "1e308",
    "9" * 400, "0x41", "2024-13-45", "0000-00-00", "9999-12-31T25:00:00Z", "W10=", "WyJhIl0=",
    "eyJhIjoxfQ==", "AAAA",
    "T:d", "Person:p1", "p1' OR ''='", "99010119800501001X' OR '1'='1", "None", "undefined",
    "[object Object]", "-",
)  # fmt: skip
FAMILIES = {
    "cypher": CYPHER, "lucene": LUCENE, "json": JSON, "graphql": GRAPHQL, "path": PATH, "lines": LINES,
    "unicode": UNICODE, "template": TEMPLATE, "sql": SQL, "other": OTHER,
}  # fmt: skip
AROUND = ("{mark}{text}", "{text}{mark}", "d{text}{mark}", "99{text}{mark}{text}")
"""Before, behind, behind the id of a node that there is, and on both sides of a code."""


def strings(most: int) -> list[str]:
    """``most`` of the strings, taken evenly from all of them."""
    every = list(dict.fromkeys(_all()))
    step = max(1, len(every) // most)
    return every[::step][:most]


def _all() -> Iterator[str]:
    for around, texts in product(AROUND, FAMILIES.values()):
        for text in texts:
            yield around.replace("{mark}", MARK).replace("{text}", text)

"""The book's tables, in SQLAlchemy Core: PostgreSQL can hold them where several API machines share one graph."""

import sqlalchemy as sa

metadata = sa.MetaData()

about = sa.Table(
    "about",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What the book is: its version, and whether it is a sample."""

batches = sa.Table(
    "batches",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ledger", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("file_sha256", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("accepted", sa.Integer, nullable=False, default=0),
    sa.Column("corrected", sa.Integer, nullable=False, default=0),
    sa.Column("unchanged", sa.Integer, nullable=False, default=0),
    sa.Column("rejected", sa.Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

records = sa.Table(
    "records",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("batch_id", sa.ForeignKey("batches.id"), nullable=False),
    sa.Column("sheet", sa.Text, nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("row_key", sa.LargeBinary, nullable=False),
    sa.Column("mark", sa.LargeBinary, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("cells", sa.Text, nullable=False),
    sa.Column("sealed", sa.Text),
    sa.Column("replaces", sa.Integer),
    sa.Column("in_force", sa.Boolean, nullable=False),
    sa.Index("records_by_key", "row_key"),
    sa.Index("records_by_batch", "batch_id"),
    sa.Index("records_by_person", "person"),
    sqlite_autoincrement=True,
)
"""One accepted row. ``cells`` are open; the personal ones are in ``sealed``, under the key of ``person``."""

person_keys = sa.Table(
    "person_keys",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)
"""Each person's key, wrapped by the master key outside the book. Erasing a person deletes the row."""

erased = sa.Table(
    "erased",
    metadata,
    sa.Column("erasure", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("lifted", sa.Boolean, nullable=False),
    sa.Index("erased_by_person", "person"),
)
"""The erasures that this book has carried out, by their name in the list of erasures (``guard.erasure``).

A backup of the book lacks the later ones: that is how it is known for one. ``lifted``: the person may be loaded again.
"""

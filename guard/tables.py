"""The register's tables, in SQLAlchemy Core. Each part of the guard declares its own and attaches them here."""

import sqlalchemy as sa

metadata = sa.MetaData()

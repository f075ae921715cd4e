"""A second computation of every answer: polars over the ledger workbooks themselves.

It shares no code with ``loaders`` or ``queries``: headings, dates, identities and states are worked out again here, by
other means, so that an error would have to be made twice to go unseen.

    python -m tests.oracle compare --ledgers FOLDER --home HOME --day 2022-06-30 --day 2026-10-31
"""

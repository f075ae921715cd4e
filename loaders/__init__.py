"""What comes in: one folder a ledger, each holding a ``LEDGER``, and one pipeline for all of them."""

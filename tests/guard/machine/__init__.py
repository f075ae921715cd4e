"""A machine over the whole: ledgers, accounts, grants and the clock move, and what is answered follows at once.

python -m tests.guard.machine --examples 200 --steps 40
"""

"""The accounts of one register, with all that is done with them."""

from guard.accounts.administration import Administration
from guard.accounts.counter import Counter
from guard.accounts.external import External
from guard.accounts.sign_in import SignIn
from guard.accounts.tokens import Tokens


class Accounts(Administration, Counter, External, SignIn, Tokens):
    """Each base class is one concern, with the refusals it raises."""

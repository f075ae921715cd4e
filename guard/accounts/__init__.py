"""Who may ask: accounts, how they sign in, and the tokens of their scripts."""

from guard.accounts.account import Account, DocumentKind, Invited
from guard.accounts.accounts import Accounts
from guard.accounts.sign_in import SignedIn
from guard.accounts.tokens import NewToken, Token, TokenUse

__all__ = ["Account", "Accounts", "DocumentKind", "Invited", "NewToken", "SignedIn", "Token", "TokenUse"]

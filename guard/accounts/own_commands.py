"""`jingwei account …`: what everybody does with their own account: its password and its scripts' tokens."""

import datetime as dt
from typing import Annotated

import typer

from graph.model.dates import SHANGHAI
from guard.audit.act import ActKind
from guard.console import Console, console, new_secret, secret
from guard.listing import show
from guard.refusals import Unfit

Name = Annotated[str, typer.Argument(help="登录名 sign-in name")]
As = Annotated[str, typer.Option("--as", help="以谁的账户办理 the account that does it; its password is asked for")]
Label = Annotated[str, typer.Argument(help="用途 what it is for")]
Days = Annotated[int, typer.Option(min=1, max=366, help="有效天数 days it is good for")]
ForGrant = Annotated[str | None, typer.Option("--grant", help="只用于这项授权 bind it to one grant")]
HasCode = Annotated[bool, typer.Option("--code", help="用一次性代码 by a one-time code")]


def add_own_commands(app: typer.Typer) -> None:
    """Put them among the other commands of the accounts."""
    app.command()(password)
    app.command()(token)
    app.command()(tokens)
    app.command("revoke-token")(revoke_token)


def password(name: Name, code: HasCode = False) -> None:
    """设定或更改密码 Set a password by a one-time code, or change one's own."""
    with console() as at:
        old = secret("一次性代码 one-time code: " if code else "现密码 present password: ")
        new = new_secret("新密码 new password: ")
        with at.noting(ActKind.ACCOUNT, None, f"account.password{_named(at, name)}"):
            if code:
                at.accounts.set_password(name, old, new=new, origin=None)
            else:
                account = at.accounts.known(name, old, origin=None)
                at.accounts.change_password(account, old, new=new, origin=None)
    typer.echo("密码已更新。The password is set.")


def token(label: Label, by: As, days: Days = 90, grant: ForGrant = None) -> None:
    """签发令牌 Make a token for a script; its secret is shown once."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.ACCOUNT, account, "account.token"):
            until = dt.datetime.now(SHANGHAI) + dt.timedelta(days=days)
            made = at.accounts.new_token(account, label, until=until, grant=grant)
    typer.echo(made.secret)
    typer.echo(f"{made.token.id} 只显示这一次，{until:%Y-%m-%d} 前有效。Shown once; good until then.", err=True)


def tokens(by: As, json: Annotated[bool, typer.Option("--json", help="JSON")] = False) -> None:
    """列出令牌 List one's own tokens."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.ACCOUNT, account, "account.tokens"):
            found = at.accounts.tokens_of(account)
    rows = [
        {
            "id": token.id,
            "label": token.label,
            "grant": token.grant or "",
            "until": f"{token.until:%Y-%m-%d}",
            "ended": "yes" if token.ended else "",
        }
        for token in found
    ]
    show("令牌 Tokens", rows, json=json)


def revoke_token(token: Annotated[str, typer.Argument(help="令牌编号 the token's id")], by: As) -> None:
    """收回令牌 End one of one's own tokens for good."""
    with console() as at:
        account = at.signed_in(by)
        known = any(token == each.id for each in at.accounts.tokens_of(account))  # what else is typed is not noted
        with at.noting(ActKind.ACCOUNT, account, f"account.revoke_token{f':{token}' if known else ''}"):
            at.accounts.revoke_token(account, token)
    typer.echo("令牌已收回。The token is revoked.")


def _named(at: Console, name: str) -> str:
    """The account that a note speaks of; nothing for a name that nobody has, which may be anything one can type."""
    try:
        return f":{at.accounts.by_name(name).id}"
    except Unfit:
        return ""

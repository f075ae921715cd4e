"""`jingwei grant …`: asking for grants, deciding on others', ending them."""

import datetime as dt
from typing import Annotated

import typer

from graph.model.codes import DataClass
from graph.model.dates import today
from guard.access import Area
from guard.accounts.account import Account
from guard.audit.act import ActKind
from guard.console import Console, console
from guard.grants.grant import Grant, Reason
from guard.grants.rules import Wish
from guard.listing import show
from guard.purposes import Purpose

app = typer.Typer(no_args_is_help=True, help="授权 grants")

GrantId = Annotated[str, typer.Argument(help="授权编号 the grant's id")]
As = Annotated[str, typer.Option("--as", help="以谁的账户办理 the account that does it; its password is asked for")]
PurposeName = Annotated[Purpose, typer.Option("--purpose", help="目的 purpose")]
CaseNumber = Annotated[str, typer.Option("--case", help="案号 case number")]
Classes = Annotated[list[DataClass], typer.Option("--class", help="信息类别 class of data; repeat for more")]
AreaNames = Annotated[list[str] | None, typer.Option("--area", help="地点编号或代码 place id or code; none: your own")]
Days = Annotated[int, typer.Option(min=1, max=180, help="天数 days it is to last")]
Since = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="始于 its first day; today unless named")]
Why = Annotated[Reason, typer.Option("--reason", help="理由 reason")]


@app.command()
def ask(
    by: As,
    purpose: PurposeName,
    case: CaseNumber,
    classes: Classes,
    area: AreaNames = None,
    days: Days = 30,
    since: Since = None,
) -> None:
    """申请授权 Ask for a grant of one's own."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.GRANT, account, "grant.ask"):
            places, first = at.places(area), since.date() if since else today()
            wish = Wish(purpose, case, frozenset(classes), first, first + dt.timedelta(days=days), places)
            grant = at.grants.ask(account, wish, within=at.within(account, places))
    show("授权 Grant", [_row(grant)], json=False)


@app.command()
def approve(grant: GrantId, by: As) -> None:
    """批准授权 Approve what another asked for."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.GRANT, account, "grant.approve", grant=at.grants.known(grant)):
            approved = at.grants.approve(grant, account, within=_whole(at, account))
    show("授权 Grant", [_row(approved)], json=False)


@app.command()
def refuse(grant: GrantId, by: As, reason: Why) -> None:
    """不予批准 Refuse what another asked for."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.GRANT, account, "grant.refuse", grant=at.grants.known(grant)):
            refused = at.grants.refuse(grant, account, reason=reason, within=_whole(at, account))
    show("授权 Grant", [_row(refused)], json=False)


@app.command()
def revoke(grant: GrantId, by: As, reason: Why) -> None:
    """撤销授权 End a grant at once: one's own, or another's as someone who may approve it."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.GRANT, account, "grant.revoke", grant=at.grants.known(grant)):
            revoked = at.grants.revoke(grant, account, reason=reason, within=_whole(at, account))
    show("授权 Grant", [_row(revoked)], json=False)


@app.command("list")
def list_command(
    by: As,
    waiting: Annotated[bool, typer.Option("--waiting", help="待我批准的 those that wait for my approval")] = False,
    over: Annotated[bool, typer.Option("--over", help="我可过问的 others' that I may decide on or revoke")] = False,
    json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
) -> None:
    """列出授权 List one's own grants, or others' that one answers for."""
    with console() as at:
        account = at.signed_in(by)
        with at.noting(ActKind.GRANT, account, "grant.list"):
            if waiting:
                found = at.grants.waiting(account, within=_whole(at, account))
            else:
                found = at.grants.over(account, within=_whole(at, account)) if over else at.grants.mine(account)
    show("授权 Grants", [_row(grant) for grant in found], json=json)


def _whole(at: Console, account: Account) -> Area:
    """The area of whoever decides, resolved."""
    return at.within(account, None) if account.approves else Area(())


def _row(grant: Grant) -> dict[str, str]:
    return {
        "id": grant.id,
        "holder": grant.holder_name,
        "role": grant.role.value,
        "purpose": grant.purpose.value,
        "case": grant.case,
        "area": "*" if grant.area is None else " ".join(grant.area),
        "classes": " ".join(sorted(grant.classes)),
        "since": grant.since.isoformat(),
        "until": grant.until.isoformat(),
        "state": grant.state(today()).value,
        "reason": grant.reason.value if grant.reason else "",
    }

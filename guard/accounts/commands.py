"""`jingwei account …`: what an administrator does with staff's accounts; residents' are handled by the API."""

from typing import Annotated

import typer

from guard.accounts.account import Account, Invited
from guard.accounts.own_commands import add_own_commands
from guard.audit.act import ActKind
from guard.console import console, new_secret
from guard.listing import show
from guard.refusals import Unfit
from guard.roles import Role

app = typer.Typer(no_args_is_help=True, help="账户 accounts")
add_own_commands(app)

Name = Annotated[str, typer.Argument(help="登录名 sign-in name")]
As = Annotated[str, typer.Option("--as", help="以谁的账户办理 the account that does it; its password is asked for")]
AreaNames = Annotated[list[str] | None, typer.Option("--area", help="地点编号或区划代码 place id or code; none: all")]
RoleName = Annotated[Role, typer.Option("--role", help="角色 role")]
Json = Annotated[bool, typer.Option("--json", help="JSON")]


@app.command("first-admin")
def first_admin(name: Name) -> None:
    """设立首位管理员 Make the first administrator; refused when there is one."""
    with console() as at, at.noting(ActKind.ACCOUNT, None, "account.first_admin"):
        _tell(at.accounts.first_administrator(name, new_secret("新密码 new password: ")))


@app.command()
def recover(name: Name) -> None:
    """恢复管理员、审计员账户 Give a locked-out administrator or auditor a new one-time code, at the console."""
    with console() as at, at.noting(ActKind.ACCOUNT, None, "account.recover"):
        _tell_code(at.accounts.recover(name))


@app.command("add-auditor")
def add_auditor(name: Name) -> None:
    """设立审计员 Make an auditor, at the console: no administrator lets in who reads of administrators."""
    with console() as at, at.noting(ActKind.ACCOUNT, None, "account.add_auditor"):
        _tell_code(at.accounts.add_auditor(name))


@app.command()
def add(name: Name, role: RoleName, by: As, area: AreaNames = None, approves: bool = False) -> None:
    """新建账户 Make an account; its holder sets the password with the code."""
    with console() as at:
        administrator = at.signed_in(by)
        with at.noting(ActKind.ACCOUNT, administrator, "account.add"):
            places = at.places(area)
            _tell_code(at.accounts.add(administrator, name, role=role, area=places, approves=approves))


@app.command("list")
def list_command(by: As, json: Json = False) -> None:
    """列出账户 List all accounts."""
    with console() as at:
        administrator = at.signed_in(by)
        with at.noting(ActKind.ACCOUNT, administrator, "account.list"):
            found = at.accounts.accounts(administrator)
    show("账户 Accounts", [_row(account) for account in found], json=json)


@app.command()
def role(name: Name, role: RoleName, by: As, area: AreaNames = None) -> None:
    """改角色 Give an account another role and its area; ends its sessions, tokens and grants."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.role:{account.id}"):
            _tell(at.accounts.set_role(administrator, account.id, role=role, area=at.places(area)))


@app.command()
def area(name: Name, by: As, area: AreaNames = None) -> None:
    """改辖区 Give an account another area."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.area:{account.id}"):
            _tell(at.accounts.set_area(administrator, account.id, area=at.places(area)))


@app.command()
def approves(name: Name, by: As, no: Annotated[bool, typer.Option("--no", help="不再 no longer")] = False) -> None:
    """许其批准授权 Let an account approve others' grants, or no longer."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.approves:{account.id}"):
            _tell(at.accounts.set_approves(administrator, account.id, approves=not no))


@app.command()
def disable(name: Name, by: As) -> None:
    """停用 End every session, token and grant of an account, and let nobody sign in."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.disable:{account.id}"):
            _tell(at.accounts.disable(administrator, account.id))


@app.command()
def enable(name: Name, by: As) -> None:
    """恢复使用 Let its holder sign in again."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.enable:{account.id}"):
            _tell(at.accounts.enable(administrator, account.id))


@app.command()
def reset(name: Name, by: As) -> None:
    """重置密码 Take the password away and give a one-time code; ends sessions, tokens and grants."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.reset:{account.id}"):
            _tell_code(at.accounts.reset(administrator, account.id))


@app.command()
def bind(name: Name, by: As, issuer: str, subject: str) -> None:
    """绑定外部身份 Let an OpenID identity sign in as a colleague's account."""
    with console() as at:
        administrator, account = at.signed_in(by), at.accounts.by_name(name)
        with at.noting(ActKind.ACCOUNT, administrator, f"account.bind:{account.id}"):
            if account.role is Role.RESIDENT:  # where the person lives is looked up through the API alone
                raise Unfit("居民账户须在窗口经系统办理。", "A resident's account is handled through the API.")
            _tell(at.accounts.bind_external(account.id, issuer, subject, by=administrator))


@app.command("bind-at-console")
def bind_at_console(name: Name, issuer: str, subject: str) -> None:
    """绑定管理员、审计员的外部身份 Let an OpenID identity sign in as an administrator or auditor, at the console."""
    with console() as at, at.noting(ActKind.ACCOUNT, None, "account.bind_at_console"):
        _tell(at.accounts.bind_at_console(name, issuer, subject))


def _tell(account: Account) -> None:
    show("账户 Account", [_row(account)], json=False)


def _tell_code(invited: Invited) -> None:
    _tell(invited.account)
    typer.echo(f"一次性代码 one-time code: {invited.code}")
    typer.echo(f"只显示这一次，{invited.until:%Y-%m-%d %H:%M} 前有效。Shown once; good until then.")


def _row(account: Account) -> dict[str, str]:
    return {
        "id": account.id,
        "name": Role.RESIDENT.zh if account.role is Role.RESIDENT else account.name,
        "role": account.role.value,
        "area": "*" if account.area is None else " ".join(account.area),
        "approves": "yes" if account.approves else "",
        "disabled": "yes" if account.disabled else "",
        "made_by": account.made_by,
        "made_at": account.made_at.isoformat(timespec="minutes"),
    }

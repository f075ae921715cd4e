"""What is printed when the server starts: where it is, who may sign in, and what to ask."""

import asyncio

from api.answering import Office
from api.questions_to_try import ToTry
from graph.text import cypher
from guard.accounts import Account
from guard.accounts.account import moment
from guard.grants.sample import SampleAccount, make_sample_accounts
from guard.roles import Role

LOOPBACK = "127.0.0.1"
PEOPLE = cypher(__file__, "people_to_try")


async def first_accounts(office: Office) -> tuple[SampleAccount, ...]:
    """The accounts of a sample that has none yet, made now; of any other office none."""
    found = await office.desk.store.read_one(PEOPLE) if office.desk.book.sample else None
    if found is None:
        return ()
    return await asyncio.to_thread(make_sample_accounts, office.gate.register, sample=True, **found)


def nobody() -> Account:
    """Who asks when the server asks itself."""
    return Account("", "", Role.INVESTIGATOR, None, None, False, False, False, "", moment(0))


def greeting(port: int, accounts: tuple[SampleAccount, ...], questions: list[ToTry]) -> str:
    """The whole text. Passwords and tokens are in it once, for the terminal of whoever started the sample."""
    address = f"http://{LOOPBACK}:{port}"
    lines = [
        f"经纬 Jingwei  {address}/",
        f"GraphQL       {address}/graphql",
        "仅监听本机，请登录后使用。Listening on this machine only; sign in to ask.",
        "",
        *(_accounts(accounts, address, questions) if accounts else _without()),
    ]
    if questions:
        lines += ["", "可以这样问 Questions to paste:", ""]
        lines += [question.pasted for question in questions]
    return "\n".join(lines)


def _without() -> list[str]:
    return [
        "还没有账户时：jingwei account first-admin 登录名。With no account yet: jingwei account first-admin NAME.",
        "样例账户的密码只在首次启动时显示。A sample's passwords are shown at its first start only.",
    ]


def _accounts(accounts: tuple[SampleAccount, ...], address: str, questions: list[ToTry]) -> list[str]:
    lines = ["样例账户（只显示这一次） The sample's accounts, shown this once:", ""]
    for each in accounts:
        lines.append(f"  {each.account.role.zh} {each.account.name}")
        lines.append(f"    密码 password {each.password}")
        lines += [f"    令牌 token    {each.token}"] if each.token else []
        lines += [f"    授权 grant    {each.grant}"] if each.grant else []
    return [*lines, "", *_by_hand(accounts, address, questions)]


def _by_hand(accounts: tuple[SampleAccount, ...], address: str, questions: list[ToTry]) -> list[str]:
    """A first question for the command line, ready to paste."""
    who = next((each for each in accounts if each.account.role is Role.INVESTIGATOR), None)
    if who is None or not questions:
        return []
    query = " ".join(questions[0].query.split()).replace('"', '\\"')
    return [
        "命令行里这样问 From a command line:",
        "",
        f"curl -s {address}/graphql -H 'Content-Type: application/json' \\",
        f"  -H 'Authorization: Bearer {who.token}' -H 'X-Jingwei-Grant: {who.grant}' \\",
        f'  -d \'{{"query": "{query}"}}\'',
    ]

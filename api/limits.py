"""How much one request may ask for. Each cap is here, and each refusal names its cap."""

from api.errors import TooMany

STEP_DEFAULT = 20
STEP_MOST = 100
ROOT_MOST = 1000
DEPTH_MOST = 12
ALIASES_MOST = 50
STEPS_MOST = 200
ROWS_MOST = 5_000_000
TEXT_MOST = 64 * 1024


def check_page(first: int, most: int) -> int:
    """``first`` if it is a page's size. Raises TooMany."""
    if not 1 <= first <= most:
        raise TooMany(f"first 应在 1 到 {most} 之间。", f"first must be from 1 to {most}.")
    return first


def check_rows(rows: int) -> None:
    """Refuse pages within pages whose product no server should be asked for. Raises TooMany."""
    if rows > ROWS_MOST:
        raise TooMany(
            f"嵌套分页的总行数不得超过 {ROWS_MOST}。请减小 first。",
            f"Pages within pages may hold {ROWS_MOST} rows in all; make first smaller.",
        )


def check_depth(depth: int) -> None:
    """Refuse a selection that goes too many steps from its root. Raises TooMany."""
    if depth > DEPTH_MOST:
        raise TooMany(f"从起点出发不得超过 {DEPTH_MOST} 步。", f"A query may go {DEPTH_MOST} steps from its root.")


def check_steps(steps: int) -> None:
    """Refuse a selection of more steps than a server should plan at once. Raises TooMany."""
    if steps > STEPS_MOST:
        raise TooMany(f"一次查询不得超过 {STEPS_MOST} 个步骤。", f"A query may take {STEPS_MOST} steps in all.")

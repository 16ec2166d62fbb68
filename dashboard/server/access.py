"""The secret that lets a browser in: a token in the first address, then a cookie."""

import secrets
from urllib.parse import parse_qsl, urlencode

TOKEN_VARIABLE = "CUTSCORE_TOKEN"  # noqa: S105  (the name of the environment variable, which only the user can read)
PARAMETER = "token"


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(32)


def entrance(address: str, token: str | None) -> str:
    """Return the address that lets a browser in; without a token, the plain one."""
    return address if token is None else f"{address}/?{urlencode({PARAMETER: token})}"


def cookie_name(port: int) -> str:
    """Return the cookie's name, which holds the port: browsers send a cookie to all ports of a computer."""
    return f"cutscore-{port}"


def is_equal(given: str, token: str) -> bool:
    """Compare in a time that does not depend on where they differ."""
    return secrets.compare_digest(given.encode(), token.encode())


def is_cookie_valid(cookies: str, name: str, token: str) -> bool:
    """Return whether a Cookie header has the token; other programs' cookies may be of any form."""
    pairs = (cookie.strip().partition("=") for cookie in cookies.split(";"))
    return any(key == name and is_equal(value, token) for key, _, value in pairs)


def without_token(query: str, token: str) -> str | None:
    """Return the query without the right token, or None if it has none."""
    pairs = parse_qsl(query, keep_blank_values=True)
    others = [(name, value) for name, value in pairs if name != PARAMETER]
    is_given = any(is_equal(value, token) for name, value in pairs if name == PARAMETER)
    return urlencode(others) if is_given else None

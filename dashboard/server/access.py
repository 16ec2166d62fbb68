"""The address that only this computer reaches, and the secret that lets a browser in: a token, then a cookie."""

import secrets
from urllib.parse import parse_qsl, urlencode

ADDRESS = "127.0.0.1"
TOKEN_VARIABLE = "CUTSCORE_TOKEN"  # noqa: S105  (the name of the environment variable, which only the user can read)
PARAMETER = "token"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def entrance(address: str, token: str | None) -> str:
    """Return the address that lets a browser in, which has the token if there is one."""
    return address if token is None else f"{address}/?{urlencode({PARAMETER: token})}"


def cookie_name(port: int) -> str:
    """Return the cookie's name, with the port: browsers send a cookie to all ports of a computer."""
    return f"cutscore-{port}"


def is_equal(given: str, token: str) -> bool:
    """Compare in constant time."""
    return secrets.compare_digest(given.encode(), token.encode())


def is_cookie_valid(cookies: str, name: str, token: str) -> bool:
    """Return whether a Cookie header has the token; cookies of other programs may have any form."""
    pairs = (cookie.strip().partition("=") for cookie in cookies.split(";"))
    return any(key == name and is_equal(value, token) for key, _, value in pairs)


def without_token(query: str, token: str) -> str | None:
    """Return the query without its correct token, or None if it has none."""
    pairs = parse_qsl(query, keep_blank_values=True)
    others = [(name, value) for name, value in pairs if name != PARAMETER]
    is_given = any(is_equal(value, token) for name, value in pairs if name == PARAMETER)
    return urlencode(others) if is_given else None

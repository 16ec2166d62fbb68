"""Hostile TOML documents: small files that would exhaust a parser without limits."""

import pytest

HOSTILE = [
    pytest.param(f"x{'.a' * 1_500} = 1", "not have keys with so many parts", id="a key of 1,500 parts"),
    pytest.param(f"x{'.a' * 16_000} = 1", "not have keys with so many parts", id="a key of 16,000 parts"),
    pytest.param(f"[x{'.a' * 1_500}]", "not have keys with so many parts", id="a table of 1,500 parts"),
    pytest.param("x" + ' . "a"' * 1_500 + " = 1", "not have keys with so many parts", id="quoted parts and blanks"),
    pytest.param(f"x = {'[' * 900}{']' * 900}", "nested brackets", id="nested lists"),
    pytest.param(f"x = {'{a = ' * 900}1{'}' * 900}", "nested brackets", id="nested inline tables"),
    pytest.param(f"x = {'[' * 5_000}", "nested brackets", id="brackets that never close"),
    pytest.param(f"x = [{'1,' * 120_000}]", "at most 100000 values", id="a list of 120,000 values"),
    pytest.param(f"# {'x' * 1_000_000}", "larger than 1 MB", id="a megabyte"),
]
"""Documents, and a part of the rule that refuses each."""

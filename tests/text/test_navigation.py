"""Texts of the sidebar."""

from dashboard.text import navigation as text
from tests.inputs.builders import TODAY


def test_a_code_stays_on_one_line() -> None:
    """In the narrow sidebar a line would break at its hyphen; it may break after a dot, and in a long code."""
    shown = text.showing("me", "SAA-C03", TODAY)
    assert shown == "Showing me\u00a0· SAA\\-&#8288;C03\u00a0· 25\u00a0Nov"
    assert r"OWN\-LONG\-CODE" in text.showing("me", "OWN-LONG-CODE", TODAY)

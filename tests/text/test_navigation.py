"""Texts of the sidebar."""

from datetime import date

from dashboard.text import navigation as text
from tests.inputs.builders import TODAY


def test_a_code_stays_on_one_line() -> None:
    """In the narrow sidebar a line would break at its hyphen; it may break after a dot, and in a long code."""
    shown = text.showing("me", "SAA-C03", TODAY, TODAY)
    assert shown == "Showing me\u00a0· SAA\\-&#8288;C03\u00a0· 25\u00a0Nov"
    assert "OWN-LONG-CODE" in text.showing("me", "OWN-LONG-CODE", TODAY, TODAY)


def test_a_long_name_leaves_room_for_the_rest() -> None:
    """It ends in an ellipsis."""
    assert text.showing("N" * 200, "CKA", TODAY, TODAY) == f"Showing {'N' * 39}…\u00a0· CKA\u00a0· 25\u00a0Nov"


def test_a_name_from_right_to_left_does_not_turn_the_line() -> None:
    """It alone is isolated, so the exam and the day stay to its right."""
    name = "\u05e9\u05e8\u05d4 \u05db\u05d4\u05df"
    assert text.showing(name, "CKA", TODAY, TODAY) == f"Showing &#8296;{name}&#8297;\u00a0· CKA\u00a0· 25\u00a0Nov"


def test_a_day_of_an_earlier_year_is_shown_with_it() -> None:
    """The pages leave out the year of the day that they show, so these two lines say it."""
    later = date(TODAY.year + 1, 3, 1)
    assert "25\u00a0Nov\u00a02026" in text.viewed_as_of(TODAY, later, is_day_of_pass=False)
    assert text.showing("me", "CKA", TODAY, later).endswith("25\u00a0Nov\u00a02026")
    assert "2026" not in text.viewed_as_of(TODAY, date(2026, 12, 1), is_day_of_pass=True)

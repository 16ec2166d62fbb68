"""The outlook: what waiting does to the chance."""

from datetime import date, timedelta

from analytics.reports.decision.chance_by_day import Outlook

TODAY = date(2026, 11, 25)


def outlook(*chances: float, days_between: int = 7) -> Outlook:
    days = tuple(TODAY + timedelta(days=days_between * k) for k in range(len(chances)))
    return Outlook(days, chances, target=0.8)


def test_the_outlook_names_the_first_day_at_the_target_else_the_highest_chance() -> None:
    """Without open days it names neither."""
    assert (outlook(0.7, 0.8, 0.9).reaches_target_on, outlook(0.7, 0.8).levels_off_at) == (TODAY + timedelta(7), None)
    assert (outlook(0.7, 0.75, 0.74).reaches_target_on, outlook(0.7, 0.75, 0.74).levels_off_at) == (None, 0.75)
    assert (outlook().reaches_target_on, outlook().levels_off_at) == (None, None)


def test_a_day_to_book_comes_after_today() -> None:
    """A day that reaches the target today is followed by the next one that does, if there is one."""
    assert outlook(0.8, 0.7, 0.9).reaches_target_after(TODAY) == TODAY + timedelta(14)
    assert outlook(0.8, 0.7).reaches_target_after(TODAY) is None

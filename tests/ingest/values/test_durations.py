"""Durations as other programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.values.durations import length_s


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("1h30", 90),
        ("1 h 5", None),
        ("1u30", 90),
        ("1 Std 20", 80),
        ("1 Std. 20 Min.", 80),
        ("1 h 20", 80),
        ("2 hours 05", 125),
        ("20", None),
        ("1,5 h", 90),
        ("1.25 hours", 75),
        ("1:30 h", 90),
        ("45'", 45),
        ("1½ h", 90),
        ("¾ Std", 45),
        ("1 hour and 5 minutes", 65),
        ("2 Std. 15 Min.", 135),
        ("2 horas y 10 minutos", 130),
        ("2 heures", 120),
        ("2 ώρες 30 λεπτά", 150),
        ("2 години 30 хв", 150),
        ("1 год 20 хв", 80),
        ("1 tim 30 min", 90),
        ("2 hod 15 min", 135),
        ("2 óra 20 perc", 140),
        ("1 jam 30 menit", 90),
        ("1 час 30 мин", 90),
        ("1時間30分", 90),
        ("1小时30分钟", 90),
        ("90分", 90),
        ("1시간 30분", 90),
    ],
)
def test_a_duration_is_read_with_the_words_of_many_languages(cell: str, minutes: float | None) -> None:
    """Words say the unit, whatever the column's unit."""
    if minutes is None:
        with pytest.raises(ValueError, match="not a duration"):
            length_s(cell, TimeUnit.CLOCK)
    else:
        assert length_s(cell, TimeUnit.CLOCK) == length_s(cell, TimeUnit.SECONDS) == minutes * 60


@pytest.mark.parametrize(
    ("cell", "unit", "seconds"),
    [
        ("1.5", TimeUnit.HOURS, 5400),
        ("1:30", TimeUnit.HOURS, 5400),
        ("1:30:30", TimeUnit.CLOCK, 5430),
        ("90", TimeUnit.MINUTES, 5400),
        ("5400", TimeUnit.SECONDS, 5400),
        ("1h 30m", TimeUnit.MINUTES, 5400),
        ("47 mins 28 secs", TimeUnit.CLOCK, 2848),
        ("45:30", TimeUnit.MINUTES_SECONDS, 2730),
        ("1:45:30", TimeUnit.MINUTES_SECONDS, 6330),
        ("45", TimeUnit.MINUTES_SECONDS, 2700),
        ("2 hours", TimeUnit.SECONDS, 7200),
        ("1 h 30", TimeUnit.MINUTES, 5400),
        (".5 hr", TimeUnit.MINUTES, 1800),
        (",5 h", TimeUnit.CLOCK, 1800),
        (".5", TimeUnit.HOURS, 1800),
    ],
)
def test_a_duration_is_read_in_its_unit(cell: str, unit: TimeUnit, seconds: float) -> None:
    """Words and colons imply their own unit."""
    assert length_s(cell, unit) == seconds
    assert length_s("1,5", TimeUnit.HOURS, decimal=",") == 5400


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("1:30", TimeUnit.MINUTES),
        ("1.5", TimeUnit.CLOCK),
        ("fifty", TimeUnit.MINUTES),
        ("-5", TimeUnit.HOURS),
        ("1,5", TimeUnit.HOURS),
    ],
)
def test_a_duration_in_another_unit_is_refused(cell: str, unit: TimeUnit) -> None:
    """90:00 may be minutes and seconds, so colons are refused in minutes."""
    with pytest.raises(ValueError, match="not a duration"):
        length_s(cell, unit)


@given(st.text(max_size=40), st.sampled_from(TimeUnit))
def test_any_text_is_a_duration_or_a_reason(cell: str, unit: TimeUnit) -> None:
    """There is no other result."""
    try:
        length_s(cell, unit)
    except ValueError as error:
        assert str(error)

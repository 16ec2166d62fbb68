"""Dates and times as other programs write them."""

from datetime import UTC, date, time, timedelta, timezone
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, UnreadableFileError
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.reading import Notices, ReadingContext
from analytics.ingest.values.words import unit_in_name
from analytics.ingest.values.written_dates import WrittenMoment, clock, column_order, parse_moment

TODAY = date(2026, 11, 25)
DMY, MDY, YMD = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-04", WrittenMoment(date(2026, 3, 4))),
        ("2026/3/4 9:05", WrittenMoment(date(2026, 3, 4), time(9, 5))),
        ("20260304", WrittenMoment(date(2026, 3, 4))),
        ("04/03/2026", WrittenMoment(date(2026, 3, 4))),
        ("4.3.26", WrittenMoment(date(2026, 3, 4))),
        ("15 Nov 2025 at 4:45:12\u202fAM", WrittenMoment(date(2025, 11, 15), time(4, 45, 12))),
        ("December 4, 2024 8:45 PM", WrittenMoment(date(2024, 12, 4), time(20, 45))),
        ("2026/11/12 6:49:31 PM MEZ", WrittenMoment(date(2026, 11, 12), time(18, 49, 31))),
        ("@December 1, 2024 ", WrittenMoment(date(2024, 12, 1))),
        ("\u200e04\u200e/\u200e03\u200e/\u200e2026 \u200f\u200e9:05", WrittenMoment(date(2026, 3, 4), time(9, 5))),
        ("Dec 1st, 2024 → Dec 4, 2024", WrittenMoment(date(2024, 12, 1))),
        (
            "2016-01-21T14:49:13.000-0500",
            WrittenMoment(date(2016, 1, 21), time(14, 49, 13), timezone(-timedelta(hours=5))),
        ),
        ("1772355600", WrittenMoment(date(2026, 3, 1), time(9), UTC)),  # seconds since 1970
        ("1772355600500", WrittenMoment(date(2026, 3, 1), time(9, 0, 0, 500_000), UTC)),
        ("2026-03-01T09:00:00Z", WrittenMoment(date(2026, 3, 1), time(9), UTC)),
        (
            "2024/12/22 11:49:31 AM GMT+8",
            WrittenMoment(date(2024, 12, 22), time(11, 49, 31), timezone(timedelta(hours=8))),
        ),
        ("2024-12-22 12:00 am UTC", WrittenMoment(date(2024, 12, 22), time(0), UTC)),
        (
            "October 6, 2026 12:49 PM (GMT+2)",
            WrittenMoment(date(2026, 10, 6), time(12, 49), timezone(timedelta(hours=2))),
        ),
        ("6. Oktober 2026 um 12:49", WrittenMoment(date(2026, 10, 6), time(12, 49))),
        ("6 de octubre de 2026 1:49 p. m.", WrittenMoment(date(2026, 10, 6), time(13, 49))),
        ("6 de outubro de 2026 às 12:49", WrittenMoment(date(2026, 10, 6), time(12, 49))),
        ("2026년 10월 6일 오후 1:49", WrittenMoment(date(2026, 10, 6), time(13, 49))),
        ("2026年10月6日 上午12:49", WrittenMoment(date(2026, 10, 6), time(0, 49))),
        ("2026年10月6日 下午 13:49", WrittenMoment(date(2026, 10, 6), time(13, 49))),
        ("3 mars 2026 18h05", WrittenMoment(date(2026, 3, 3), time(18, 5))),
        ("3 mars 2026 6 pm", WrittenMoment(date(2026, 3, 3), time(18))),
        ("3 mars 2026 18h", WrittenMoment(date(2026, 3, 3), time(18))),
        ("3.3.2026 19.30", WrittenMoment(date(2026, 3, 3), time(19, 30))),
        ("2. 3. 2026 9:30", WrittenMoment(date(2026, 3, 2), time(9, 30))),
        ("Sun Mar  1 09:00:00 2026", WrittenMoment(date(2026, 3, 1), time(9))),
        ("Sun Mar 01 09:00:00 GMT+01:00 2026", WrittenMoment(date(2026, 3, 1), time(9), timezone(timedelta(hours=1)))),
        (
            "Sun Mar 01 2026 09:00:00 GMT+0100 (Central European Standard Time)",
            WrittenMoment(date(2026, 3, 1), time(9), timezone(timedelta(hours=1))),
        ),
        ("3-Mar-26", WrittenMoment(date(2026, 3, 3))),
        ("3 Mar 26", WrittenMoment(date(2026, 3, 3))),
        ("3/Mar/26", WrittenMoment(date(2026, 3, 3))),
        ("3 mars ’26 18:30", WrittenMoment(date(2026, 3, 3), time(18, 30))),
        ("Mar 3, 26", WrittenMoment(date(2026, 3, 3))),
        ("20260302T080000Z", WrittenMoment(date(2026, 3, 2), time(8), UTC)),
        ("Mar 3, 2026", WrittenMoment(date(2026, 3, 3))),  # mar is also Tuesday in Spanish and Italian
        ("mar. 3 mars 2026", WrittenMoment(date(2026, 3, 3))),
        ("3 березня 2026", WrittenMoment(date(2026, 3, 3))),
        ("Τρίτη 3 Μαρτίου 2026", WrittenMoment(date(2026, 3, 3))),
        ("3. března 2026", WrittenMoment(date(2026, 3, 3))),
        ("3 مارس 2026", WrittenMoment(date(2026, 3, 3))),
    ],
)
def test_a_moment_is_read_in_each_form(cell: str, expected: WrittenMoment) -> None:
    """Each form occurs in a real export."""
    assert parse_moment(cell, DMY) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "3 de mayo de 2026",
        "3 mai 2026",
        "3. Mai 2026",
        "3-May-2026",
        "3 maggio 2026",
        "3 Mei 2026",
        "3 мая 2026 г.",
        "2026年5月3日",
        "2026년 5월 3일",
        "2026. 5. 3.",
        "2026/05/03(日)",
        "Sun, 3 May 2026",
        "Sunday, May 3, 2026",
        "So., 3.5.2026",
        "domingo, 3 de maio de 2026",
        "Вс 03.05.2026",
    ],
)
def test_a_day_is_read_in_many_languages(cell: str) -> None:
    """3 May 2026 was a Sunday; the day of the week may stand beside it."""
    assert parse_moment(cell, DMY) == WrittenMoment(date(2026, 5, 3))


@pytest.mark.parametrize(
    "cell", ["3 abc 2026", "3 Mar 72 %", "Mar 3, 41/50", "task 2026-05-03", "3 ma 2026", "18", "2026-05-03 18"]
)
def test_other_words_are_not_dates(cell: str) -> None:
    """Neither a word that is not a month nor one that is not a weekday; an hour alone is not a time."""
    with pytest.raises(ValueError, match="not a"):
        parse_moment(cell, DMY)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("time_spent_(minutes)", "min"),
        ("dauer_(std.)", "h"),
        ("时长(分钟)", "min"),
        ("学習時間", "h"),
        ("часы", "h"),
        ("durasi_(menit)", "min"),
        ("time_(s)", "s"),
        ("duration_ms", "ms"),
        ("durationms", "ms"),
        ("elapsedtimems", "ms"),
        ("items", None),
        ("domain(s)", None),
        ("hours_and_minutes", None),
        ("学习时间", None),
        ("length", None),
    ],
)
def test_a_unit_is_a_word_of_the_name(name: str, unit: str | None) -> None:
    """A plural in brackets is not a second, and two units are none."""
    assert unit_in_name(name) == unit


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("soon", "not a date"),
        ("30/02/2026", "no such date"),
        ("2026-13-01", "no such date"),
        ("1850-01-01", "not a likely year"),
        ("2026-03-01X09:00", "not a date"),
        ("2026-03-01 25:00", "no such time"),
        ("2026-03-01 13:00 PM", "not a time of day"),
        ("2026-03-01 9 o'clock", "not a time of day"),
        ("2026-03-01 09:00 +15:00", "no such offset"),
        ("9" * 1000, "not a date"),
    ],
)
def test_an_invalid_moment_is_refused_with_the_reason(cell: str, what: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=what):
        parse_moment(cell, DMY)


def test_the_order_decides_the_day() -> None:
    """The same cell is another day in another order; with points the day comes first in all."""
    days = [parse_moment("03/04/26", order).day for order in (DMY, MDY, YMD)[:2]]
    assert days == [date(2026, 4, 3), date(2026, 3, 4)]
    assert parse_moment("26/03/04", YMD).day == date(2026, 3, 4)
    assert parse_moment("03.04.2026", MDY).day == date(2026, 4, 3)


def context(order: DateOrder | None) -> ReadingContext:
    """Return a context with the answer to the order of dates."""
    return ReadingContext(today=TODAY, zone="UTC", blueprints={}, mapping=FileMapping(date_order=order))


def order_of(*cells: str, order: DateOrder | None = None) -> DateOrder:
    """Return the order of a column."""
    places = [(str(line), cell) for line, cell in enumerate(cells, 2)]
    return column_order(places, "file.csv", context(order), Notices())


def test_an_unambiguous_column_needs_no_answer() -> None:
    """ISO dates, words and points are unambiguous; an answer does no harm."""
    assert order_of("2026-03-04", "4 Mar 2026", "04.03.2026", "") is DMY
    assert order_of("2026-03-04", order=MDY) is DMY
    assert order_of("03/04/2026", order=MDY) is MDY
    assert order_of("26/03/04", order=YMD) is YMD


def test_a_date_that_is_invalid_in_both_orders_proves_nothing() -> None:
    """It becomes a problem of its row and does not count."""
    with pytest.raises(OpenQuestionError, match="04/03/2026"):
        order_of("00/00/2026", "04/03/2026")
    assert order_of("00/00/2026") is order_of("31/31/2026", "29/02/2026") is DMY
    assert order_of("45/03/2026", "03/25/2026") is MDY


def test_contradicting_dates_are_both_shown() -> None:
    """Both rows are named."""
    with pytest.raises(UnreadableFileError, match=r"25/03/2026.*line 2.*03/25/2026.*line 4"):
        order_of("25/03/2026", "01/01/2026", "03/25/2026")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("25 Nov", date(2026, 11, 25)),
        ("26 Nov", date(2025, 11, 26)),
        ("Mar 3", date(2026, 3, 3)),
        ("Di, 03.03.", date(2026, 3, 3)),
        ("1.12", date(2025, 12, 1)),
        ("1/12", date(2025, 12, 1)),
        ("12月1日(月)", date(2025, 12, 1)),
        ("29 Feb", date(2024, 2, 29)),
        ("3 de marzo", date(2026, 3, 3)),
    ],
)
def test_a_day_without_a_year_is_the_latest_up_to_today(cell: str, expected: date) -> None:
    """Without a day to count back from, it is not a date; today is 25 November 2026."""
    assert parse_moment(cell, DMY, TODAY) == WrittenMoment(expected)
    with pytest.raises(ValueError, match="not a date"):
        parse_moment(cell, DMY)


@pytest.mark.parametrize("cell", ["30 Feb", "31/31", "3/4/5/6", "9:30", "3 apples"])
def test_other_texts_are_not_days_without_a_year(cell: str) -> None:
    """Its parts must be a month and a day of that month."""
    with pytest.raises(ValueError, match="date"):
        parse_moment(cell, DMY, TODAY)


def test_the_order_of_days_without_a_year_is_proven_or_asked_about() -> None:
    """As with a year; the question shows the cell in this year."""
    places = [("2", "3/4"), ("3", "12/14")]
    order = partial(column_order, file="log.csv", context=context(None), notices=Notices(), may_lack_year=True)
    assert order(places) is MDY
    with pytest.raises(OpenQuestionError) as caught:
        order(places[:1])
    assert caught.value.found == {"3/4/2026": 1}


@given(st.text(max_size=40), st.sampled_from([DMY, MDY, YMD]))
def test_any_text_is_a_moment_or_a_reason(cell: str, order: DateOrder) -> None:
    """There is no other result."""
    for parse in (lambda: parse_moment(cell, order), lambda: clock(cell)):
        try:
            parse()
        except ValueError as error:
            assert str(error)


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from([(DMY, "%d/%m/%Y"), (MDY, "%m/%d/%Y"), (DMY, "%Y%m%d")]),
)
def test_a_day_survives_a_round_trip(day: date, form: tuple[DateOrder, str]) -> None:
    """A day written in an order is read in it."""
    assert parse_moment(day.strftime(form[1]), form[0]) == WrittenMoment(day)

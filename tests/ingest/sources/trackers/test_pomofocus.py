"""Pomofocus: time in focus, in minutes or hours."""

from analytics.ingest.sources.trackers import timers
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.tracker_files import POMOFOCUS
from tests.inputs.tracker_inputs import minutes, read

(SOURCE,) = (source for source in timers.SOURCES if source.format == "pomofocus")


def test_focus_counts_and_not_the_span() -> None:
    """There were breaks between start and end; without times only the day is known."""
    text = POMOFOCUS + '20260301,"AWS","S3",50,11:38,12:51\n20260302,"","S3",25, ,\n20260303,"","S3",50,23:40,00:53\n'
    assert minutes(read(text)) == [
        ("2026-03-01T11:38:00+01:00", 50),
        ("2026-03-02", 25),
        ("2026-03-03T23:40:00+01:00", 50),
    ]


def test_focus_past_midnight_may_begin_on_the_day_of_a_clock_change() -> None:
    """The day that ends has 25 or 23 hours."""
    days = '20251026,"AWS","S3",50,23:38,00:51\n20260329,"AWS","S3",50,23:38,00:51\n'
    found = minutes(read(POMOFOCUS + days))
    assert found == [("2025-10-26T23:38:00+01:00", 50), ("2026-03-29T23:38:00+02:00", 50)]


def test_the_older_report_has_hours() -> None:
    """0.83 hours are 49.8 minutes; cells may be separated by tabs."""
    text = POMOFOCUS.replace("minutes", "hours").replace(",", "\t") + "20260301\tAWS\tS3\t0.83\t11:38\t12:51\n"
    assert minutes(read(text)) == [("2026-03-01T11:38:00+01:00", 49.8)]


def test_the_summary_by_day_is_read() -> None:
    """It begins with a BOM and has TABs; a notice says that its time is also in the report."""
    result = read('\ufeffdate\tproject\tminutes\n20260406\t""\t74\n20260407\t"AWS"\t25\n')
    assert (result.format, minutes(result)) == ("pomofocus", [("2026-04-06", 74), ("2026-04-07", 25)])
    assert any("summary by day" in notice for notice in result.notices)


def test_a_table_of_ones_own_is_not_a_summary() -> None:
    """It writes its days differently, or has no rows."""
    for text in ("date,project,minutes\n2026-04-06,AWS,74\n", "date,project,minutes\n"):
        assert not SOURCE.recognizes(OpenedFile("x.csv", text.encode()))

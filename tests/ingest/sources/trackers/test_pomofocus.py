"""Pomofocus: time in focus, in minutes or hours."""

from tests.inputs.tracker_files import POMOFOCUS
from tests.inputs.tracker_inputs import minutes, read


def test_focus_counts_and_not_the_span() -> None:
    """There were breaks between start and end; without times only the day is known."""
    text = POMOFOCUS + '20260301,"AWS","S3",50,11:38,12:51\n20260302,"","S3",25, ,\n20260303,"","S3",50,23:40,00:53\n'
    assert minutes(read(text)) == [
        ("2026-03-01T11:38:00+01:00", 50),
        ("2026-03-02", 25),
        ("2026-03-03T23:40:00+01:00", 50),
    ]


def test_the_older_report_has_hours() -> None:
    """0.83 hours are 49.8 minutes; cells may be separated by tabs."""
    text = POMOFOCUS.replace("minutes", "hours").replace(",", "\t") + "20260301\tAWS\tS3\t0.83\t11:38\t12:51\n"
    assert minutes(read(text)) == [("2026-03-01T11:38:00+01:00", 49.8)]

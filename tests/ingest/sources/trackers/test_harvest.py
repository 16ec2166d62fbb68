"""Harvest: hours by day."""

from dataclasses import replace

from tests.inputs.ingest_inputs import found
from tests.inputs.tracker_files import HARVEST
from tests.inputs.tracker_inputs import ALL, context_with, minutes, open_question, read


def test_hours_have_a_point_or_a_comma() -> None:
    """An entry of no hours is left out."""
    text = (
        f'{HARVEST}2026-03-01,Me,AWS,,S3,lab,1.5,No,A,B\n2026-03-02,Me,AWS,,S3,lab,"1,5",No,A,B\n'
        "2026-03-03,Me,AWS,,S3,,0.0,No,A,B\n2026-03-04,Me,AWS,,S3,,many,No,A,B\n"
    )
    result = read(text)
    assert minutes(result) == [("2026-03-01", 90), ("2026-03-02", 90)]
    assert (result.format, result.n_passed_over, found(result)) == ("harvest", 1, [("5", "hours", "many")])


def test_a_report_of_two_people_asks_for_the_own_name() -> None:
    """A last name is enough; its row is read and the other counted."""
    text = f"{HARVEST}2026-03-01,x,AWS,,S3,,1,No,A,B\n2026-03-01,x,AWS,,S3,,2,No,C,D\n"
    assert open_question(text, context_with()).found == {"D": 120, "B": 60}
    result = read(text, context_with(replace(ALL, person="b")))
    assert (minutes(result), result.n_passed_over) == ([("2026-03-01", 60)], 1)

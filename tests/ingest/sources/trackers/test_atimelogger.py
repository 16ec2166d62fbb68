"""aTimeLogger: entries above an empty line, totals below it."""

from tests.inputs.ingest_inputs import lines
from tests.inputs.tracker_inputs import minutes, read


def test_totals_below_the_empty_line_are_not_read() -> None:
    text = (
        "\nActivity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\n"
        "Activity Type,Duration,%\nAWS,8:00,100\n"
    )
    result = read(text)
    assert (minutes(result), lines(result), result.problems) == ([("2022-01-01T22:00:00+01:00", 480)], ["3"], ())
    assert minutes(read(text.split("\n\n", maxsplit=1)[0] + "\n")) == minutes(result)

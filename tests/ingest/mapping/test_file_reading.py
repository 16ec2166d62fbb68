"""Which person's rows of a table are read."""

from collections.abc import Sequence

import pytest

from analytics.errors import OpenQuestionError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.reading import LeftOut, LeftOutReason, LeftOutTally
from tests.inputs.tracker_inputs import context_with

TEAM = (("Ann Lee", "ann@x.org"), ("Ann Lee", "lee@x.org"), ("-", ""))
ALONE = (("Ann Lee", "ann@x.org"), ("", ""))

Names = Sequence[Sequence[str]]


def own(rows: Names, person: str | None, left_out: LeftOutTally | None = None) -> Names:
    """Return the rows of a person; each takes ten minutes."""
    reading = FileReading("team", "team.csv", context_with(FileMapping(person=person)))
    reading.left_out = LeftOutTally() if left_out is None else left_out
    return reading.own_entries(rows, lambda names: names, lambda _names: 10.0)


@pytest.mark.parametrize(("rows", "person"), [(TEAM, None), (TEAM, "Bob"), (ALONE, "Bob")])
def test_a_person_is_asked_for_if_there_are_several_or_only_others(rows: Names, person: str | None) -> None:
    """The person chosen for an earlier file may not be in this one."""
    with pytest.raises(OpenQuestionError, match="which person are you"):
        own(rows, person)


@pytest.mark.parametrize(("rows", "person"), [(ALONE, None), (ALONE, "ann  lee"), (((), ()), "Bob"), ((), "Bob")])
def test_a_table_that_names_one_person_or_nobody_is_read_whole(rows: Names, person: str | None) -> None:
    """Rows without a name are that person's too."""
    assert own(rows, person) == list(rows)


@pytest.mark.parametrize(("person", "read"), [("LEE@x.org", TEAM[1:2]), ("Lee, Ann", TEAM[:2]), ("ann  lee", TEAM[:2])])
def test_rows_of_others_and_of_nobody_are_left_out(person: str, read: Names) -> None:
    """Two people with the same name have different addresses; the others are counted with their time."""
    left_out = LeftOutTally()
    assert own(TEAM, person, left_out) == list(read)
    n = len(TEAM) - len(read)
    assert left_out == {LeftOutReason.OTHER_PEOPLE: LeftOut(n, 10.0 * n)}


def test_a_row_without_the_deciding_column_is_of_somebody_else() -> None:
    """Rows of a table may be too short."""
    assert own([*TEAM, ("Ann Lee",)], "lee@x.org") == [TEAM[1]]


def test_people_are_named_by_the_column_that_distinguishes_most() -> None:
    """The first of several such columns counts; a row without a cell there has no name."""
    with pytest.raises(OpenQuestionError) as caught:
        own([(" Ann  Lee ", "lee@x.org"), ("Ann Lee", "ann@x.org"), ("Ann Lee",)], None)
    assert caught.value.found == {"lee@x.org": 10, "ann@x.org": 10, "(no name)": 10}
    with pytest.raises(OpenQuestionError) as caught:
        own(ALONE, "Bob")
    assert caught.value.found == {"Ann Lee": 10, "(no name)": 10}

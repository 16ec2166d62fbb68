"""Whose rows of a table are read."""

import pytest

from analytics.ingest.mapping.people import PersonChoice
from analytics.ingest.tables.text_table import Cells, TextTable

TEAM = "Name,Mail,Hours\nAnn Lee,ann@x.org,1\nAnn Lee,lee@x.org,2\n-,,3\n"
ALONE = "Name,Mail,Hours\nAnn Lee,ann@x.org,1\n,,2\n"
COLUMNS = ("name", "mail")


def choice(text: str, person: str | None, columns: tuple[str, ...] = COLUMNS) -> PersonChoice:
    table = TextTable(text, "team.csv")
    rows = [item.cells for item in table.rows(lambda _cells: False) if isinstance(item, Cells)]
    return PersonChoice(
        table.name, rows, [table.header.index(name) for name in columns if name in table.header], person
    )


@pytest.mark.parametrize(
    ("text", "person", "is_open"),
    [
        (TEAM, None, True),
        (TEAM, "lee@x.org", False),
        (TEAM, "Bob", True),
        (ALONE, None, False),
        (ALONE, "ann  lee", False),
        (TEAM, "Lee, Ann", False),
        (ALONE, "Bob", True),
        ("Hours\n1\n", "Bob", False),
    ],
)
def test_a_person_is_asked_for_if_there_are_several_or_only_others(
    text: str, person: str | None, is_open: bool
) -> None:
    """A table that names nobody is one's own."""
    assert choice(text, person).is_open is is_open


def test_rows_of_others_and_of_nobody_are_told_apart() -> None:
    """Two people of one name have two addresses; in a table of one person a nameless row is theirs."""
    whose = choice(TEAM, "LEE@x.org")
    assert [whose.is_other(cells) for cells in (["Ann Lee", "ann@x.org", "1"], ["Ann Lee", "lee@x.org", "2"])] == [
        True,
        False,
    ]
    assert whose.is_other(["-", "", "3"])
    assert whose.is_other(["Ann Lee"])
    assert not choice(ALONE, "Ann Lee").is_other(["", "", "2"])
    assert not choice(TEAM, None).is_other(["Ann Lee", "ann@x.org", "1"])


def test_people_are_named_by_the_column_that_tells_most_apart() -> None:
    """The first of several such columns counts; without any column there is no name."""
    assert choice(TEAM, None).name([" Ann  Lee ", "lee@x.org", "2"]) == "lee@x.org"
    assert choice(ALONE, None).name([" Ann  Lee ", "lee@x.org", "2"]) == "Ann Lee"
    assert choice(TEAM, None, ()).name(["Ann Lee", "", "2"]) == ""
    assert choice(TEAM, None).name(["Ann Lee"]) == ""

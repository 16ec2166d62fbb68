"""Tables with a row for each week: the date of each cell, and which other tables are not such."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import StudySession
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import CONTEXT, EXAM

HOURS = FileMapping(study=("*",), time_unit="h", taken_on=date(2026, 2, 2))
ENGLISH = "Mon,Tue,Wed,Thu,Fri,Sat,Sun"


def read(text: str, mapping: FileMapping = HOURS) -> Import:
    """Read a grid by the guess for its columns."""
    file = OpenedFile("grid.csv", text.encode())
    head = table_head(file, mapping)
    assert head is not None
    guess = head.guess()
    mapping = replace(mapping, kind=guess.kind, columns=guess.columns)
    return read_opened(file, replace(CONTEXT, today=date(2026, 11, 27), exam_code=EXAM, mapping=mapping))


def days(found: Import) -> dict[str, float]:
    rows = [row.record for row in found.rows if isinstance(row.record, StudySession)]
    return {f"{row.started_at:%Y-%m-%d}": row.time_on_task_min for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Week,{ENGLISH},Total\n2026-02-02,1.5,,,,,,2,3.5\n", {"2026-02-02": 90, "2026-02-08": 120}),
        (f"Week,{ENGLISH}\n2026-W06,1,,,,,,\n2026-W07,,2,,,,,\n", {"2026-02-02": 60, "2026-02-10": 120}),
        (f"Week,{ENGLISH}\n2026-W53,1,,,,,,\n".replace("2026", "2020"), {"2020-12-28": 60}),
        (
            f"Week,{ENGLISH}\n02/02/2026 - 08/02/2026,1,,,,,,\n09/02/2026 - 15/02/2026,1,,,,,,\n",
            {"2026-02-02": 60, "2026-02-09": 60},
        ),
        ("Week,Sun,Mon,Tue,Wed,Thu,Fri,Sat\n2/1/2026,1,2,,,,,\n", {"2026-02-01": 60, "2026-02-02": 120}),
        (
            "Semana;Lun;Mar;Mié;Jue;Vie;Sáb;Dom\nSemana 1;1,5;;2;;;;\nSemana 2;1;;;;;;\n",
            {"2026-02-02": 90, "2026-02-04": 120, "2026-02-09": 60},
        ),
        (
            "Woche ab;Mo;Di;Mi;Do;Fr;Sa;So\n05.10.2026;1;;;;;1,5;\n",  # "sa" is an hour, too
            {"2026-10-05": 60, "2026-10-10": 90},
        ),
        ("KW;Mo;Di;Mi;Do;Fr\n6;1;;;;\n7;;2;;;\n", {"2026-02-02": 60, "2026-02-10": 120}),
        (f"Week,{ENGLISH}\n52,1,,,,,,\n1,,1,,,,,\n", {"2026-02-02": 60, "2026-02-10": 60}),
        (f"Week,{ENGLISH}\n28 Dec,1,,,,,,\n4 Jan,1,,,,,,\n", {"2026-02-02": 60, "2026-02-09": 60}),
        (f"{ENGLISH}\n1,,2,,,,\n", {"2026-02-02": 60, "2026-02-04": 120}),
        ("周,周一,周二,周三,周四,周五,周六,周日\n1,1,,,,,,2\n", {"2026-02-02": 60, "2026-02-08": 120}),
    ],
)
def test_each_filled_cell_is_a_session_of_its_day(text: str, expected: dict[str, float]) -> None:
    """Weeks without a date are counted from the given day; a total is not counted."""
    found = read(text)
    assert (days(found), found.problems) == (expected, ())


HEADINGS = [
    f"Week of 2 Feb 2026,,,,,,\n{ENGLISH}\n1,,,,,,\nWeek of 9 Feb 2026,,,,,,\n{ENGLISH}\n,2,,,,,\n",
    f"{ENGLISH}\nWeek 6,,,,,,\n1,,,,,,\nWeek 7,,,,,,\n,2,,,,,\n",
    f"KW 6 (02.02.2026 – 08.02.2026)\n{ENGLISH}\n1,,,,,,\n\nKW 7 (09.02.2026 – 15.02.2026)\n{ENGLISH}\n,2,,,,,\n",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_a_heading_may_name_the_week_of_the_rows_below_it(text: str) -> None:
    """It stands above the weekdays or between the rows, and is not a row of its own."""
    found = read(text)
    assert (days(found), found.problems) == ({"2026-02-02": 60, "2026-02-10": 120}, ())
    assert sum(rows.n_rows for rows in found.left_out.values()) == text.count(ENGLISH) - 1


def test_topics_below_a_heading_are_of_its_week() -> None:
    """Each has a row."""
    week = f"Topic,{ENGLISH}\nIAM,1,,,,,,\nVPC,,2,,,,,\n"
    found = read(f"Week of 2 Feb 2026\n{week}\nWeek of 9 Feb 2026\n{week}")
    texts = [row.record.resource for row in found.rows if isinstance(row.record, StudySession)]
    assert texts == ["IAM", "VPC"] * 2
    assert days(found) == {"2026-02-02": 60, "2026-02-03": 120, "2026-02-09": 60, "2026-02-10": 120}


DATES = "02.02.2026;03.02.2026;04.02.2026;05.02.2026;06.02.2026"


@pytest.mark.parametrize("names", [DATES, "Mo 02.02.2026;Di 03.02.2026;Mi 04.02.2026;Do 05.02.2026;Fr 06.02.2026"])
def test_dates_may_be_the_names_of_the_columns(names: str) -> None:
    """Each row is about a topic; a remark below is not, and a sum is not counted."""
    found = read(f"Thema;{names};Summe\nIAM;30;;45;;;75\nVPC;;60;;;;60\n\nMinuten;;;;;;\n", FileMapping(study=("*",)))
    assert days(found) == {"2026-02-02": 30, "2026-02-03": 60, "2026-02-04": 45}
    texts = [row.record.resource for row in found.rows if isinstance(row.record, StudySession)]
    assert (texts, found.problems) == (["IAM", "IAM", "VPC"], ())


def test_crosses_below_dates_are_not_lengths() -> None:
    """They say on which days, but not how long."""
    head = table_head(OpenedFile("grid.csv", f"Thema;{DATES}\nIAM;x;;x;;\nVPC;;x;;;\n".encode()), HOURS)
    assert head is not None
    assert "date" not in head.header


def test_topics_of_one_week_keep_their_names() -> None:
    """Without a column of weeks, all rows are about the given week."""
    found = read(f"Topic,{ENGLISH}\nIAM,1,,,,,,\nVPC,,2,,,,,\n")
    texts = [row.record.resource for row in found.rows if isinstance(row.record, StudySession)]
    assert (days(found), texts) == ({"2026-02-02": 60, "2026-02-03": 120}, ["IAM", "VPC"])


def test_the_first_week_of_numbered_weeks_is_asked() -> None:
    """The file does not say when week 1 was; until it is answered, the table is shown as it is."""
    text = f"Week,{ENGLISH}\n1,1,,,,,,\n2,1,,,,,,\n"
    with pytest.raises(OpenQuestionError) as caught:
        read_opened(OpenedFile("grid.csv", text.encode()), CONTEXT)
    assert caught.value.question is Question.FIRST_WEEK
    head = table_head(OpenedFile("grid.csv", text.encode()))
    assert head is not None
    assert head.header[:2] == ("week", "mon")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wk,Hrs\n1,6\n2,0\n3,7.5\nTotal,13.5\n", {"2026-02-02": 360, "2026-02-16": 450}),
        ("Week,Hours studied,Notes\nWeek 5,6,\nWeek 6,6,VPC\n", {"2026-02-02": 360, "2026-02-09": 360}),
        ("KW;Geplante Stunden;Stunden\n2026-W06;8;6\n2026-W07;8;7,5\n", {"2026-02-02": 360, "2026-02-09": 450}),
        (
            "Week,Hours\n02/02/2026 - 08/02/2026,6.5\n09/02/2026 - 15/02/2026,8\n",
            {"2026-02-02": 390, "2026-02-09": 480},
        ),
    ],
)
def test_the_total_of_a_week_is_one_session_on_its_monday(text: str, expected: dict[str, float]) -> None:
    """A notice says so; a week without hours and the total of all weeks are left out."""
    found = read(text)
    assert (days(found), found.problems) == (expected, ())
    assert "Each row is a week's total, and counts as one session on its Monday." in found.notices


@pytest.mark.parametrize(
    ("weeks", "days_of_2026"),
    [
        (("7-13 Sep", "14-20 Sep", "28 Sep - 4 Oct"), ("09-07", "09-14", "09-28")),
        (("7 - 13 Sep 2026", "28 Sep-4 Oct 2026"), ("09-07", "09-28")),
        (("7-13 Eylül", "14-20 Eylül"), ("09-07", "09-14")),
        (("Sep 7-13", "Sep 28 - Oct 4", "Oct 5–11"), ("09-07", "09-28", "10-05")),
        (("7.-13.9.2026", "28.09.-04.10.2026"), ("09-07", "09-28")),
        (("Sun 6 Sep", "13-19 Sep", "Sep 20-26"), ("09-07", "09-14", "09-21")),  # from Sunday on
        (("6-12 Sep 2026", "13-19 Sep 2026"), ("09-07", "09-14")),  # from Sunday on, with a year
        (("29 Dec 2025 - 4 Jan 2026", "5 - 11 January 2026"), ("12-29", "01-05")),
    ],
)
def test_seven_days_name_a_week_of_up_to_168_hours(weeks: tuple[str, ...], days_of_2026: tuple[str, ...]) -> None:
    """The year of the end is also that of the start; without a year, it is the latest such week."""
    text = "".join(f"{week};{hours}\n" for week, hours in zip(weeks, (30, 12, 168), strict=False))
    first = date.fromisoformat(f"2026-{days_of_2026[0]}")
    found = read(f"Week;Hours\n{text}", FileMapping(study=("*",), taken_on=first))
    assert [day[5:] for day in days(found)] == [*days_of_2026]
    assert [*days(found).values()] == [1800, 720, 10_080][: len(weeks)]
    assert found.problems == ()


@pytest.mark.parametrize("week", ["7-12 Sep", "1-15 Sep", "1 Sep 2026 - 30 Sep 2026", "36-37"])
def test_ranges_of_other_days_do_not_name_weeks(week: str) -> None:
    """Their hours are not those of one week; the notice says how they were read."""
    with pytest.raises(UnreadableFileError, match=r"a date or week such as 7-13 Sep"):
        read_opened(OpenedFile("weeks.csv", f"Week,Hours\n{week},9\n{week},8\n".encode()), CONTEXT)


def test_more_than_a_week_is_a_problem_of_its_row() -> None:
    """So is a day of more than 24 hours in a table of days."""
    hours = replace(HOURS, kind="study_sessions")
    assert "longer than a week" in read("Week,Hours\n2026-W06,6\n2026-W07,169\n", hours).problems[0].reason
    found = read("Date,Topic,Hours\n2026-02-02,IAM,6\n2026-02-03,VPC,25\n", hours)
    assert "longer than a day" in found.problems[0].reason


def test_the_total_of_a_week_with_a_date_is_on_that_date() -> None:
    """Nothing says on which weekday such weeks begin."""
    found = read("Week of,Hours\n2026-02-01,6\n2026-02-08,8\n")
    assert days(found) == {"2026-02-01": 360, "2026-02-08": 480}
    assert found.notices == ("Each row is a week's total, and counts as one session on its date.",)


@pytest.mark.parametrize(
    "text",
    [
        "Week,Day,Hours\n1,Mon,2\n1,Tue,1\n",
        "Week,Date,Hours\n6,2026-02-02,2\n6,2026-02-03,1\n",
        "Week,Score\n1,60\n2,70\n",
        "Week,Hours,Score\n1,6,60 %\n2,8,70 %\n",
        "Week,Hours,Score\n1,6,60\n2,8,70\n",
        "Week,Reading hours,Lab hours\n1,2,3\n2,3,4\n",  # each is a part
    ],
)
def test_other_tables_with_weeks_have_no_totals_of_them(text: str) -> None:
    """Their rows have a day, no length, or several lengths."""
    head = table_head(OpenedFile("weeks.csv", text.encode()), HOURS)
    assert head is None or "time_(h)" not in head.header


def test_a_week_that_cannot_be_read_is_a_problem_of_its_cells() -> None:
    """The others are read."""
    rows = "".join(f"{n},1,,,,,,\n" for n in range(1, 6))
    found = read(f"Week,{ENGLISH}\n{rows}holidays at home,1,,,,,,\n")
    assert [problem.line for problem in found.problems] == ["7 (Mon)"]
    assert len(found.rows) == 5


@pytest.mark.parametrize(
    "text",
    [
        f"Week,{ENGLISH}\n1,read ch 1,rest,read ch 2,,,,\n",
        f"{ENGLISH}\n1,,2,,,,\n1,,,,,,\n",  # two weeks without names
        f"Week 6\n{ENGLISH}\n1,,2,,,,\n1,,,,,,\n",  # or with one for both
        f"Week,Date,{ENGLISH}\n1,2026-02-02,1,,,,,,\n",  # a date is a column already
    ],
)
def test_other_tables_with_weekdays_stay_as_they_are(text: str) -> None:
    """Their cells are not lengths, or their weeks have no order."""
    head = table_head(OpenedFile("grid.csv", text.encode()), HOURS)
    assert head is not None
    assert "mon" in head.header


def test_a_unit_is_in_the_names_of_all_days() -> None:
    """An abbreviated weekday may be a word for hours, but 90 are minutes."""
    text = "Woche ab;Mo;Di;Mi;Do;Fr;Sa;So\n05.10.2026;30;45;;;;120;90\n"
    assert list(days(read(text, FileMapping(study=("*",)))).values()) == [30, 45, 120, 90]
    text = "Woche;Mo (h);Di (h);Mi (h);Do (h);Fr (h)\n05.10.2026;1;2;;;\n"
    assert list(days(read(text, FileMapping(study=("*",)))).values()) == [60, 120]

"""Tests of the smaller time trackers, each by what is particular to it, and of all of them under damage."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.sources import SOURCES
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.sources.trackers import tracker_table
from analytics.ingest.tables.opened import Opened
from tests.ingest.sources.trackers.test_toggl import FILE as TOGGL
from tests.inputs.ingest_inputs import CONTEXT, found, lines, read_bytes, workbook
from tests.inputs.tracker_inputs import ALL, asked, minutes, read, sessions, told

CLOCKIFY = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal),Billable Rate (USD)\n"
)


def clockify(*days: str, header: str = CLOCKIFY) -> str:
    """Write a Clockify report with an hour on each of some days."""
    rows = (f"AWS,,S3,,Me,,me@x,video,No,{day},10:23:52 AM,{day},11:23:52 AM,01:00:00,1.00,\n" for day in days)
    return header + "".join(rows)


def days_of(result: Import) -> list[str]:
    """Give the days of the sessions."""
    return [session.started_at.isoformat()[:10] for session in sessions(result)]


def test_clockify_is_read_by_the_hour_and_the_tag() -> None:
    """Time on a clock of twelve hours, length in hours and minutes, tags for patterns."""
    result = read(clockify("25/03/2026"))
    assert minutes(result) == [("2026-03-25T10:23:52+01:00", 60)]
    assert (result.format, sessions(result)[0].source_id) == ("clockify", "clockify:2026-03-25T09:23:52Z")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("25/03/2026", "01/04/2026"), ["2026-03-25", "2026-04-01"]),  # a part above 12
        (("03/25/2026", "04/01/2026"), ["2026-03-25", "2026-04-01"]),
        (("01/12/2025", "12/01/2026"), ["2025-12-01", "2026-01-12"]),  # else 1 December 2026 would be ahead
        (("01/02/2026", "02/02/2026", "01/03/2026"), ["2026-02-01", "2026-02-02", "2026-03-01"]),  # rows in a row
        (("01.02.2026",), ["2026-02-01"]),  # points
        (("2026-02-01",), ["2026-02-01"]),
    ],
)
def test_the_order_of_dates_is_that_of_the_whole_column(days: tuple[str, ...], expected: list[str]) -> None:
    """A proof in one row holds for all; then the future and the order of rows are asked."""
    assert days_of(read(clockify(*days))) == expected


def test_more_entries_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them would take minutes."""
    monkeypatch.setattr(tracker_table, "MAX_ENTRIES", 2)
    assert len(read(clockify("25/03/2026", "26/03/2026")).rows) == 2
    with pytest.raises(UnreadableFileError, match="more than 2 entries"):
        read(clockify("25/03/2026", "26/03/2026", "27/03/2026"))


def test_dates_that_nothing_tells_are_asked_once() -> None:
    """The answer is that of the option."""
    text = clockify("01/02/2026", "03/02/2026")
    assert asked(text, told()) is Question.DATE_ORDER
    for order, first in ((DateOrder.DAY_FIRST, "2026-02-01"), (DateOrder.MONTH_FIRST, "2026-01-02")):
        assert days_of(read(text, told(FileMapping(study=("*",), date_order=order))))[0] == first


def test_the_range_in_the_name_tells_the_order() -> None:
    """Where no row does; a row that does comes before the name."""
    for name, first in (
        ("Clockify_Time_Report_Detailed_01_02_2026-28_02_2026.csv", "2026-02-01"),
        ("Clockify_Time_Report_Detailed_01_02_2026-02_28_2026.csv", "2026-01-02"),
    ):
        result = read(clockify("01/02/2026", "03/02/2026"), name=name)
        assert days_of(result)[0] == first
        assert any("in the name of the file" in notice for notice in result.notices)
    sure = read(clockify("01/02/2026", "25/02/2026"), name="report_02_28_2026.csv")
    assert days_of(sure)[0] == "2026-02-01"
    with pytest.raises(OpenQuestionError):
        read(clockify("01/02/2026", "03/02/2026"), name="28_02_2026 and 02_28_2026.csv")


def test_contradicting_dates_show_both_rows() -> None:
    """There is no one order, so that the file is refused; so is an answer that a row disproves."""
    with pytest.raises(UnreadableFileError, match="line 2 has '25/03/2026' and line 3 has '03/25/2026'"):
        read(clockify("25/03/2026", "03/25/2026"))
    with pytest.raises(UnreadableFileError, match=r"line 2 has .25/03/2026.*mdy"):
        read(clockify("25/03/2026"), told(FileMapping(study=("*",), date_order=DateOrder.MONTH_FIRST)))


@pytest.mark.parametrize(
    "header",
    [
        "Proyecto,Cliente,Descripción,Tarea,Usuario,Grupo,Correo electrónico,Etiquetas,Facturable,Fecha de inicio,"
        "Hora de inicio,Fecha de finalización,Hora de finalización,Duración (h),Duración (decimal),Date of creation\n",
        "Projekt,Kunde,Beschreibung,Aufgabe,Benutzer,Gruppe,E-Mail,Tags,Abrechenbar,Startdatum,Startzeit,Enddatum,"
        "Endzeit,Dauer (h),Dauer (dezimal),Satz\n",
        "Projeto,Cliente,Descrição,Tarefa,Usuário,Grupo,E-mail,Etiquetas,Faturável,Data de início,Hora de início,"
        "Data de término,Hora de término,Duração (h),Duração (decimal),Taxa\n",
        "Projet,Client,Description,Tâche,Utilisateur,Groupe,Email,Tags,Facturable,Date de début,Heure de début,"
        "Date de fin,Heure de fin,Durée (h),Durée (décimal),Taux\n",
    ],
)
def test_clockify_speaks_the_language_of_its_owner(header: str) -> None:
    """The same row under localised headers gives the same session."""
    assert sessions(read(clockify("25/03/2026", header=header))) == sessions(read(clockify("25/03/2026")))


def test_clockify_without_lengths_counts_the_span_and_with_one_the_decimal() -> None:
    """Both lengths can be switched off; an entry with neither length nor end is running."""
    header = "Project,Description,User,Start Date,Start Time,End Date,End Time\n"
    text = header + "AWS,S3,Me,2026-03-01,09:00,2026-03-01,09:45\nAWS,S3,Me,2026-03-02,09:00,,\n"
    result = read(text)
    assert (minutes(result), found(result)) == ([("2026-03-01T09:00:00+01:00", 45)], [("3", "clock", "")])
    resaved = "Project;Start Date;Start Time;Duration (decimal)\nAWS;01.03.2026;09:00;1,75\n"
    assert minutes(read(resaved)) == [("2026-03-01T09:00:00+01:00", 105)]


def test_clockify_day_totals_are_named_by_day_and_project() -> None:
    """The summary with dates has no clock, so that a total that grew takes the place of the earlier one."""
    text = "Date,Project,Client,Description,Time (h),Time (decimal)\n2026-03-01,AWS,,S3,01:30:00,1.5\n"
    (session,) = sessions(read(text, told(ALL)))
    assert (session.source_id, session.time_on_task_min) == ("clockify:2026-03-01 AWS S3", 90)


POMOFOCUS = "date,project,task,minutes,startTime,endTime\n"


def test_pomofocus_counts_the_focus_and_not_the_span() -> None:
    """Between start and end were breaks; blank times leave the day."""
    text = POMOFOCUS + '20260301,"AWS","S3",50,11:38,12:51\n20260302,"","S3",25, ,\n20260303,"","S3",50,23:40,00:53\n'
    assert minutes(read(text)) == [
        ("2026-03-01T11:38:00+01:00", 50),
        ("2026-03-02", 25),
        ("2026-03-03T23:40:00+01:00", 50),
    ]
    older = POMOFOCUS.replace("minutes", "hours").replace(",", "\t") + "20260301\tAWS\tS3\t0.83\t11:38\t12:51\n"
    assert minutes(read(older)) == [("2026-03-01T11:38:00+01:00", 49.8)]  # 0.83 h


def test_be_focused_has_narrow_blanks_and_minutes() -> None:
    """Its blank before AM is not the usual one."""
    text = "Start date,Duration,Assigned task,Task state\n15 Nov 2025 at 4:45:12\u202fAM,25,S3,Completed\n"
    assert minutes(read(text)) == [("2025-11-15T04:45:12+01:00", 25)]


FOREST = "Start Time,End Time,Tag,Note,Tree Type,Is Success\n"


def test_forest_counts_trees_that_grew() -> None:
    """An offset without a colon is one; a tree that died is left out and counted; a third word is a problem."""
    text = (
        f"{FOREST}2016-01-21T14:49:13.000-0500,2016-01-21T15:14:13.000-0500,AWS,,Oak,True\n"
        "2024/05/01 09:00,2024/05/01 09:25,AWS,,Oak,False\n2024-05-01 10:00:00,2024-05-01 10:25:00,AWS,,Oak,maybe\n"
    )
    result = read(text)
    assert minutes(result) == [("2016-01-21T14:49:13-05:00", 25)]
    assert (result.n_skipped, found(result)) == (1, [("4", "is_success", "maybe")])
    assert "Entries that were given up (trees that died) were left out: 1." in result.notices


def test_forest_with_offsets_needs_no_zone() -> None:
    """What the file says itself is not asked."""
    text = f"{FOREST}2016-01-21T14:49:13.000-0500,2016-01-21T15:14:13.000-0500,AWS,,Oak,True\n"
    assert asked(text, CONTEXT) is Question.STUDY
    backwards = f"{FOREST}2016-01-21T14:49:13.000-0500,2016-01-21T14:14:13.000-0500,AWS,,Oak,True\n"
    assert "ends before it begins" in read(backwards).problems[0].reason


def test_atimelogger_ends_at_the_empty_line() -> None:
    """The totals below say the same once more."""
    text = (
        "\nActivity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\n"
        "Activity Type,Duration,%\nAWS,8:00,100\n"
    )
    result = read(text)
    assert (minutes(result), lines(result), result.problems) == ([("2022-01-01T22:00:00+01:00", 480)], ["3"], ())
    assert minutes(read(text.split("\n\n", maxsplit=1)[0] + "\n")) == minutes(result)


HARVEST = "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name\n"


def test_harvest_has_days_and_hours_with_either_mark() -> None:
    """One hour and a half with a point, and with a comma in quotes; an entry of nothing is left out."""
    text = (
        f'{HARVEST}2026-03-01,Me,AWS,,S3,lab,1.5,No,A,B\n2026-03-02,Me,AWS,,S3,lab,"1,5",No,A,B\n'
        "2026-03-03,Me,AWS,,S3,,0.0,No,A,B\n2026-03-04,Me,AWS,,S3,,many,No,A,B\n"
    )
    result = read(text)
    assert minutes(result) == [("2026-03-01", 90), ("2026-03-02", 90)]
    assert (result.format, result.n_skipped, found(result)) == ("harvest", 1, [("5", "hours", "many")])
    with pytest.raises(UnreadableFileError, match="2 people"):
        read(f"{HARVEST}2026-03-01,x,AWS,,S3,,1,No,A,B\n2026-03-01,x,AWS,,S3,,1,No,C,D\n")


@pytest.mark.parametrize(
    "header",
    [
        "Date;From;To;Duration;Rate;User;Customer;Project;Activity;Description;Tags",
        "Datum;Von;Bis;Dauer;Lohn;Benutzer;Kunde;Projekt;Tätigkeit;Beschreibung;Schlagworte",
    ],
)
def test_kimai_counts_seconds(header: str) -> None:
    """3,000 seconds are fifty minutes; a clock may stand instead; over midnight where the length says so."""
    text = (
        f"{header}\n2026-03-01;09:00;09:50;3000;0;Me;Me;AWS;Lab;S3;exam\n"
        "2026-03-02;23:30;00:30;1:00;0;Me;Me;AWS;Lab;;\n2026-03-03;09:00;;600;0;Me;Me;AWS;Lab;;\n"
    )
    result = read(text)
    assert [n for _, n in minutes(result)] == [50, 60, 10]
    assert (result.format, sessions(result)[0].note) == ("kimai", "AWS / Lab / S3")


def backup(task: dict[str, object], archived: dict[str, object], *, is_older: bool = False) -> str:
    """Write a Super Productivity backup."""
    state = {
        "task": {"ids": [], "entities": task},
        "project": {"ids": [], "entities": {"p": {"title": "AWS"}}},
        "tag": {"ids": [], "entities": {"t": {"title": "video"}}},
        "archiveYoung": {"task": {"ids": [], "entities": archived}},
    }
    return json.dumps(state if is_older else {"timestamp": 1, "data": state})


LEAF = {"title": "S3", "projectId": "p", "tagIds": ["t", "gone", 5], "timeSpentOnDay": {"2026-03-01": 3_000_000}}


def test_super_productivity_counts_leaves_and_archives() -> None:
    """A parent's time is that of its subtasks; a task that stands in an archive too is one."""
    parent = {"title": "Exam", "subTaskIds": ["a"], "timeSpentOnDay": {"2026-03-01": 3_000_000}}
    old = {"title": "Old", "timeSpentOnDay": {"2026-02-01": 60_000, "2026-02-02": "x", "soon": 1, "2026-02-03": 0}}
    text = backup({"a": LEAF, "b": parent}, {"a": LEAF, "c": old})
    result = read(text)
    assert minutes(result) == [("2026-03-01", 50), ("2026-02-01", 1)]
    assert [session.source_id for session in sessions(result)] == [
        "super_productivity:a 2026-03-01",
        "super_productivity:c 2026-02-01",
    ]
    assert (sessions(result)[0].note, found(result)) == (
        "AWS / S3",
        [("3", "timeSpentOnDay", "2026-02-02"), ("4", "timeSpentOnDay", "soon")],
    )
    assert sessions(read(backup({"a": LEAF}, {}, is_older=True))) == sessions(result)[:1]


def test_half_a_character_in_json_is_marked() -> None:
    """Neither screen nor database takes it."""
    text = backup({"a": {**LEAF, "title": "\ud800"}}, {})
    assert sessions(read(text))[0].note == "AWS / \ufffd"


def test_json_of_another_kind_is_not_taken() -> None:
    """Nor is one that is nested without end, nor broken."""
    for text in ('{"data": 5}', "[1, 2]", "[" * 100_000, '{"task": {"entities": ', "{}", '{"data": {"task": 3}}'):
        assert not any(source.recognizes(Opened("f", text.encode())) for source in SOURCES)


GOOD = [
    TOGGL.encode(),
    clockify("25/03/2026", "01/02/2026").encode(),
    (POMOFOCUS + '20260301,"AWS","S3",50,11:38,12:51\n').encode(),
    "Start date,Duration,Assigned task,Task state\n15 Nov 2025 at 4:45:12\u202fAM,25,S3,Done\n".encode(),
    (FOREST + "2024/05/01 09:00,2024/05/01 09:25,AWS,,Oak,False\n").encode(),
    b"Activity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\nx\n",
    backup({"a": LEAF}, {}).encode(),
    workbook([line.split(",") for line in TOGGL.replace('"video, exam"', "x").splitlines()]),
]


@given(
    st.sampled_from(GOOD),
    st.lists(
        st.tuples(
            st.integers(0, 10_000),
            st.integers(0, 6),
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from([b'"', b",", b"\n", b"=", b"-", b"99", b"13/13/2026", "\u202e".encode(), b"\x00"]),
            ),
        ),
        max_size=6,
    ),
)
@example(GOOD[-1], [(4, 1, b"")])  # a byte less, so that the members of the archive lie elsewhere
def test_a_spoilt_export_gives_an_import_or_a_sentence(good: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    """Whatever a slip does to it, every row is accounted for, or the file is refused."""
    data = good
    for at, n_cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + n_cut :]
    try:
        result = read_bytes(data, "file.csv", told())
    except UnreadableFileError as error:
        assert "\n" not in str(error)
        return
    assert result.n_read == len(result.rows) + result.n_failed + result.n_skipped
    assert not {problem.line for problem in result.problems} & {row.line for row in result.rows}


@given(st.binary(max_size=300), st.sampled_from(SOURCES))
def test_any_bytes_are_not_recognized_or_refused(data: bytes, source: SourceReader) -> None:
    """No source raises when it is asked, and none reads what it recognizes but to an import or a sentence."""
    opened = Opened("file", data)
    if source.recognizes(opened):
        try:
            source.read(opened, told())
        except UnreadableFileError as error:
            assert "\n" not in str(error)

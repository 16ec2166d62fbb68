"""Tests of all sources together: each takes its own file and no other, and bears damage."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources import SOURCES
from analytics.ingest.tables.opened import Opened
from tests.ingest.sources.calendars.test_ics import calendar, event
from tests.ingest.sources.quizzes.test_result_files import FILES
from tests.ingest.sources.quizzes.test_xapi import statement
from tests.ingest.sources.trackers.test_app_time import RESCUE, THERE, WINDOWS, export
from tests.ingest.sources.trackers.test_toggl import FILE as TOGGL
from tests.ingest.sources.trackers.test_trackers import FOREST, HARVEST, LEAF, POMOFOCUS, backup, clockify
from tests.inputs.ingest_inputs import EXAM, read_bytes, workbook
from tests.inputs.tracker_inputs import told

EACH = {
    **{name: data for name, (data, _, _) in FILES.items()},
    "toggl": TOGGL.encode(),
    "clockify": clockify("25/03/2026").encode(),
    "harvest": f"{HARVEST}2026-03-01,Me,AWS,,S3,lab,1.5,No,A,B\n".encode(),
    "kimai": b"Date;From;To;Duration;Customer;Project;Activity;Description;Tags;User\n"
    b"2026-03-01;09:00;09:50;3000;x;AWS;Lab;S3;exam;Me\n",
    "pomofocus": f'{POMOFOCUS}20260301,"AWS","S3",50,11:38,12:51\n'.encode(),
    "be_focused": "Start date,Duration,Assigned task,Task state\n15 Nov 2025 at 4:45:12\u202fAM,25,S3,Done\n".encode(),
    "forest": f"{FOREST}2024/05/01 09:00,2024/05/01 09:25,AWS,,Oak,True\n".encode(),
    "atimelogger": b"Activity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\nx\n",
    "super_productivity": backup({"a": LEAF}, {}).encode(),
    "super_productivity_worklog": b"Date;Start;End;Worked;Titles\n2026-03-01;09:00;10:00;1:00;a\n",
    "activitywatch": export(WINDOWS, THERE).encode(),
    "rescuetime": f"{RESCUE}2026-03-01T09:00:00,1800,1,Anki,Learning,2\n".encode(),
    "ics": calendar(event()),
    "xapi": json.dumps([statement(1)]).encode(),
    "question_bank": b"question;answer1;answer2;answer3;answer4\nWhich?;a;b;c;d\n",
}
"""A sound file of each format."""

USELESS = {"super_productivity_worklog", "question_bank"}
CONTEXT = replace(told(FileMapping(study=("*",), taken_on=date(2026, 3, 1), domain={"*": "1"})), exam_code=EXAM)


def test_there_is_a_file_of_each_format() -> None:
    """So none is left out of the tests below."""
    assert set(EACH) == {source.format for source in SOURCES}


@pytest.mark.parametrize("name", sorted(EACH))
def test_a_file_is_its_own_program_s_and_no_other_s(name: str) -> None:
    """What holds for one must not be taken by another, whatever the order in which they are asked."""
    assert [source.format for source in SOURCES if source.recognizes(Opened("results.txt", EACH[name]))] == [name]


@pytest.mark.parametrize("name", sorted(set(EACH) - USELESS))
def test_the_same_file_gives_the_same_rows(name: str) -> None:
    """Every row is accounted for, and reading twice gives the same keys."""
    first, second = (read_bytes(EACH[name], "results.txt", CONTEXT) for _ in range(2))
    assert first.rows == second.rows != ()
    assert (first.format, first.n_read) == (name, len(first.rows) + first.n_skipped + first.n_failed)


@pytest.mark.parametrize("name", ["moodle", "canvas", "google_forms"])
def test_a_course_s_results_are_the_same_in_a_workbook(name: str) -> None:
    """Its cells are those of the text; lines are named by sheet."""
    rows = [*csv.reader(io.StringIO(EACH[name].decode())), []]
    read = read_bytes(workbook(rows), "results.xlsx", CONTEXT)
    assert [row.record for row in read.rows] == [row.record for row in read_bytes(EACH[name], "x", CONTEXT).rows]
    assert read.rows[0].line == "Results!2"


def test_points_that_are_a_formula_without_a_value_are_a_problem() -> None:
    """It is no missing answer; a cell that is missing at the right is."""
    rows = [*csv.reader(io.StringIO(EACH["moodle"].decode()))]
    formula, missing = [*rows[1][:-1], "=1+1"], rows[1][:-1]
    read = read_bytes(workbook([rows[0], formula, missing]), "results.xlsx", CONTEXT)
    assert "a formula without a stored value" in read.problems[0].reason
    assert [row.line for row in read.rows] == ["Results!3"]


PIECES = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [
            b'"',
            b",",
            b";",
            b"\n",
            b"\r",
            b"\t",
            b"=",
            b"-",
            b"9" * 20,
            b"{",
            b"]",
            b"null",
            b"\x00",
            b"\xff",
            b"1e999",
            "\u202e".encode(),
            "\u2028".encode(),
            b"\xef\xbb\xbf",
            b"<b>",
            b"+99:99",
            b"%",
            b"\\",
        ]
    ),
)


@given(
    st.sampled_from(sorted(set(EACH) - {"aws_score_report"})),  # its reader is a process of its own, and has its tests
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 40), PIECES), max_size=8),
)
@example("anki", [(4, 1, b"")])
def test_damage_leads_to_rows_problems_or_a_sentence(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    """Cut, overwritten or grown: every row is accounted for, and nothing but a sentence is raised."""
    data = EACH[name]
    for at, n_cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + n_cut :]
    try:
        result = read_bytes(data, "results.txt", CONTEXT)
    except UnreadableFileError as error:
        assert "\n" not in str(error)
        return
    assert result.n_read == len(result.rows) + result.n_failed + result.n_skipped

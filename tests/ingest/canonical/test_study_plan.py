"""The study plan. If a test has no other rule, its docstring is the file."""

import dataclasses
from datetime import date

import pytest

from analytics.errors import UnreadableFileError
from analytics.records import PlannedWeek, Row, StudyPlan
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found, read_bytes, read_text
from tests.inputs.toml_documents import HOSTILE

LEAST = 'exam_code = "SAA-C03"\nstarts_on = 2026-03-01\nhours_per_week = [10, 12]\n'
LEAST_PLAN = StudyPlan(exam_code=EXAM, starts_on=date(2026, 3, 1), hours_per_week_low=10.0, hours_per_week_high=12.0)


def test_a_plan_is_read_whole() -> None:
    """
    schema = "cutscore-plan/1"
    candidate = "anna"
    exam_code = "SAA-C03"
    starts_on = 2026-03-01
    exam_on = "2027-06-07"
    booked_exam_on = 2027-06-07
    hours_per_week = [10, 12.5]
    audit_weeks = 2
    review_weekday = "Sunday"
    first_practice_exam_week = 7
    lab_budget = 60

    [activity_share]
    reading = 0.3
    lab = 0.7

    [[week]]
    number = 1
    focus = "audit"

    [[week]]
    number = 3
    focus = "1"
    """
    result = read_text(test_a_plan_is_read_whole.__doc__)
    plan = StudyPlan(
        candidate_id="anna",
        exam_code=EXAM,
        starts_on=date(2026, 3, 1),
        exam_on=date(2027, 6, 7),
        booked_exam_on=date(2027, 6, 7),
        hours_per_week_low=10.0,
        hours_per_week_high=12.5,
        audit_weeks=2,
        review_weekday="sunday",
        first_practice_exam_week=7,
        lab_budget=60.0,
        activity_share={"reading": 0.3, "lab": 0.7},
        weeks=(PlannedWeek(1, "audit"), PlannedWeek(3, "1")),
    )
    assert result.format == "study_plan"
    assert (result.rows, result.problems, result.notices) == ((Row("1", plan),), (), ())
    assert result.n_read == 1


def test_three_keys_are_enough() -> None:
    """The others have a default."""
    assert read_text(LEAST).rows == (Row("1", LEAST_PLAN),)


def test_the_given_exam_replaces_a_missing_one() -> None:
    """As in the tables."""
    context = dataclasses.replace(CONTEXT, exam_code=EXAM)
    assert read_text(LEAST.split("\n", 1)[1], context=context).rows == (Row("1", LEAST_PLAN),)


def test_percents_become_shares() -> None:
    """Shares add to 1 and percents to 100; shares stay exact for a round trip."""
    result = read_text(f"{LEAST}[activity_share]\nreading = 25\nlab = 75\n")
    assert result.rows[0].record == dataclasses.replace(LEAST_PLAN, activity_share={"reading": 0.25, "lab": 0.75})


def test_unknown_keys_are_left_out_with_a_notice() -> None:
    """The rest of the plan is read."""
    result = read_text(f'mood = "good"\n{LEAST}')
    assert len(result.rows) == 1
    assert result.notices == ("Unrecognized keys were ignored: mood.",)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("candidate = 3", "candidate", "in quotes"),
        ('candidate = " "', "candidate", "in quotes"),
        ('candidate = "a\\u0007"', "candidate", "U+0007"),
        ('exam_on = "1 March"', "exam_on", "2026-03-01"),
        ("exam_on = 2027-03-01T09:00:00", "exam_on", "2026-03-01"),
        ("exam_on = 1989-03-01", "exam_on", "1990"),
        ("booked_exam_on = true", "booked_exam_on", "2026-03-01"),
        ("exam_on = 2026-02-01", "exam_on", "before the start of the plan"),
        ("audit_weeks = 1.5", "audit_weeks", "whole"),
        ("audit_weeks = true", "audit_weeks", "number"),
        ("audit_weeks = -1", "audit_weeks", "from 0"),
        ('review_weekday = "Someday"', "review_weekday", "monday, tuesday"),
        ("first_practice_exam_week = 0", "first_practice_exam_week", "from 1"),
        ("lab_budget = nan", "lab_budget", "number"),
        ("lab_budget = -1", "lab_budget", "from 0"),
        ("minutes_per_item = 0", "minutes_per_item", "from 0.1 to 60"),
        ("activity_share = 3", "activity_share", "table"),
        ('rest_weekdays = "sunday"', "rest_weekdays", "not a list"),
        ('rest_weekdays = ["someday"]', "rest_weekdays", "not a weekday"),
        ("activity_share = {dancing = 1}", "activity_share", "dancing"),
        ("activity_share = {reading = 0.5}", "activity_share", "add up to 0.5"),
        ('activity_share = {reading = "all"}', "activity_share", "number"),
        ("week = 3", "week", "list of weeks"),
        ("week = [3]", "week", "list of weeks"),
        ('week = [{focus = "1"}]', "week", "number of a week"),
        ("week = [{number = 1}]", "week", "focus of a week"),
        ('week = [{number = 1, focus = "1"}, {number = 1, focus = "2"}]', "week", "same number"),
    ],
)
def test_an_invalid_value_is_a_problem_of_its_key(line: str, column: str, reason: str) -> None:
    """A plan is one row: with a problem, one read and one failed."""
    result = read_text(f"{LEAST}{line}\n")
    (problem,) = result.problems
    assert (problem.line, problem.column) == ("", column)
    assert reason in problem.reason
    assert (result.rows, result.n_read, result.n_failed) == ((), 1, 1)


@pytest.mark.parametrize("hours", ["10", "[10]", "[12, 10]", "[0, 0]", '["a", 2]', "[10, 200]", "[-1, 2]"])
def test_hours_are_a_minimum_and_a_maximum(hours: str) -> None:
    """A single number does not say how much a week may vary."""
    result = read_text(LEAST.replace("[10, 12]", hours))
    assert [column for _, column, _ in found(result)] == ["hours_per_week"]


def test_all_problems_are_shown_at_once() -> None:
    """Each key once, missing ones included."""
    result = read_text('starts_on = "soon"\naudit_weeks = "two"\n')
    assert found(result) == [
        ("", "exam_code", ""),
        ("", "hours_per_week", ""),
        ("", "starts_on", "soon"),
        ("", "audit_weeks", "two"),
    ]
    assert (result.n_read, result.n_failed) == (1, 1)


@pytest.mark.parametrize(("document", "rule"), HOSTILE)
def test_a_hostile_plan_is_a_problem_of_the_file(document: str, rule: str) -> None:
    """It is refused before it is parsed."""
    result = read_text(f"{LEAST}{document}\n")
    assert rule in result.problems[0].reason
    assert (result.n_read, result.n_failed) == (1, 1)


@pytest.mark.parametrize("key", ["audit_weeks", "lab_budget", "week", "candidate"])
def test_a_number_of_thousands_of_digits_is_a_problem_of_its_key(key: str) -> None:
    """Base 16 lets a file hold a number that Python does not print."""
    (problem,) = read_text(f"{LEAST}{key} = 0x{'f' * 5000}\n").problems
    assert (problem.column, problem.value) == (key, "a very large number")


@pytest.mark.parametrize("tail", ["audit_weeks =", "x = " + "9" * 5000])
def test_invalid_toml_is_a_problem_of_the_file(tail: str) -> None:
    """The parser's message gives the position."""
    result = read_text(LEAST + tail)
    assert "not valid TOML" in result.problems[0].reason
    assert (result.n_read, result.n_failed) == (1, 1)


@pytest.mark.parametrize(
    ("schema", "what"),
    [('"cutscore-plan/2"', "newer"), ('"other/1"', "unknown study plan schema"), ("1", "unknown study plan schema")],
)
def test_another_schema_is_refused(schema: str, what: str) -> None:
    """A plan of a newer program may use a key differently."""
    with pytest.raises(UnreadableFileError, match=what):
        read_text(f"schema = {schema}\n{LEAST}")


def test_a_plan_of_an_unknown_exam_is_kept_with_a_notice() -> None:
    """As in the tables."""
    result = read_text(LEAST.replace(EXAM, "OTHER"))
    assert len(result.rows) == 1
    assert [n for n in result.notices if "no blueprint for the exam 'OTHER'" in n] == list(result.notices) != []


@pytest.mark.parametrize("tail", ["", "audit_weeks ="])
def test_an_assumed_encoding_is_noticed(tail: str) -> None:
    """For a valid plan and for a broken one."""
    result = read_bytes((LEAST + tail).encode("utf-16"), "plan.toml", CONTEXT)
    assert result.notices == ("The file was read as UTF-16.",)


@pytest.mark.parametrize(
    "head", ["\n# a = comment\n  # more\n\n", "\ufeff", "[activity_share]\nlab = 1\n", '"on" = "a""b"\n']
)
def test_a_plan_may_begin_with_comments_and_tables(head: str) -> None:
    """A mistake there is a mistake of a plan."""
    assert read_text(head + LEAST).format == "study_plan"


def test_a_text_of_several_lines_does_not_make_a_plan_an_exam_file() -> None:
    """It is a value, whatever its lines look like."""
    text = f'''{LEAST}[[week]]\nnumber = 1\nfocus = """\nschema = "exam-blueprint/1"\n"""\n'''
    assert read_text(text).format == "study_plan"

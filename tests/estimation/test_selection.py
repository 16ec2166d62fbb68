"""Which candidate and which exam are meant."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import UnknownCandidateError, UnknownExamError
from analytics.estimation.selection import CHOSEN_EXAM, chosen_blueprint, chosen_candidate, exams_of, known_blueprints
from analytics.records import ExamOutcome, Record
from analytics.store import Rows
from tests.inputs.builders import (
    EXAM,
    TODAY,
    add_records,
    plan,
    practice_exam,
    rating,
    session,
    store_of_candidates,
    store_with,
)

BLUEPRINT = shipped_blueprints()[EXAM]
COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("names", "asked", "chosen"),
    [(["a", "me"], None, "me"), (["a"], None, "a"), (["a", "b"], "b", "b"), (["a", "me"], "a", "a")],
)
def test_the_candidate_is_the_one_named_else_me_else_the_only_one(
    tmp_path: Path, names: list[str], asked: str | None, chosen: str
) -> None:
    """A file of one person needs no name."""
    store = store_of_candidates(tmp_path, **dict.fromkeys(names, practice_exam(DAY, COUNTS)))
    assert chosen_candidate(store, asked) == chosen


def test_the_names_of_all_are_read_only_if_somebody_has_to_choose(tmp_path: Path) -> None:
    """Among a million, a person who is named or called `me` is found by one query."""
    store = store_of_candidates(tmp_path, **dict.fromkeys(["a", "me"], practice_exam(DAY, COUNTS)))
    with patch.object(Rows, "candidates", side_effect=AssertionError("all names were read")):
        assert [chosen_candidate(store, name) for name in (None, "a")] == ["me", "a"]


@pytest.mark.parametrize(
    ("names", "asked", "words"),
    [(["a", "b"], None, "several"), (["a"], "z", "'z'"), ([], None, "no data"), ([], "me", "no data")],
)
def test_a_candidate_who_is_not_clear_is_an_error(
    tmp_path: Path, names: list[str], asked: str | None, words: str
) -> None:
    """Several candidates without a name, an unknown name and an empty file are errors of their own."""
    store = store_of_candidates(tmp_path, **dict.fromkeys(names, practice_exam(DAY, COUNTS)))
    with pytest.raises(UnknownCandidateError, match=words):
        chosen_candidate(store, asked)


def test_the_exam_is_the_one_named_else_the_latest_known(tmp_path: Path) -> None:
    """An exam without a blueprint is skipped; a plan counts if there is no practice."""
    store = store_with(
        tmp_path,
        [
            *practice_exam(DAY, COUNTS),
            *practice_exam(DAY + timedelta(days=1), COUNTS, exam_code="SAA-C03", provider="B"),
            *practice_exam(DAY + timedelta(days=2), COUNTS, exam_code="HOUSE-1", provider="C"),
            plan(exam_code="AZ-900"),
            ExamOutcome(taken_on=DAY, exam_code="CLF-C02", is_passed=True),
        ],
    )
    assert exams_of(store, "me") == ("HOUSE-1", "SAA-C03", EXAM, "AZ-900", "CLF-C02")
    assert chosen_blueprint(store, "me").code == "SAA-C03"


def test_after_a_pass_the_next_planned_exam_comes_first(tmp_path: Path) -> None:
    """The latest practice was for the exam that is passed; a plan that ended before the pass brings nothing up."""
    latest = practice_exam(DAY, COUNTS, exam_code="SAA-C03")
    earlier = practice_exam(DAY - timedelta(days=9), COUNTS, exam_code="DVA-C02")
    plans = [plan(exam_code="DVA-C02", exam_on=DAY + timedelta(days=30)), plan(exam_code="AZ-900", exam_on=DAY)]
    store = store_with(tmp_path, [*latest, *earlier, *plans])
    assert exams_of(store, "me") == ("SAA-C03", "DVA-C02", "AZ-900")
    passed = ExamOutcome(taken_on=DAY + timedelta(days=2), exam_code="SAA-C03", is_passed=True)
    add_records(store, [passed])
    assert exams_of(store, "me") == ("DVA-C02", "SAA-C03", "AZ-900")
    add_records(store, [replace(passed, exam_code="DVA-C02", taken_on=DAY + timedelta(days=30))])
    assert exams_of(store, "me") == ("SAA-C03", "DVA-C02", "AZ-900")


def test_the_exam_chosen_at_an_import_comes_last(tmp_path: Path) -> None:
    """It counts while there are rows, and any exam that rows name comes before it."""
    store = store_with(tmp_path, [])
    store.save_text("me", CHOSEN_EXAM, EXAM)
    assert exams_of(store, "me") == ()
    add_records(store, [session(DAY, 2)])
    assert exams_of(store, "me") == (EXAM,)
    add_records(store, [plan(exam_code="SAA-C03")])
    assert exams_of(store, "me") == ("SAA-C03", EXAM)
    assert list(store.query("candidates_by_exam").exam_code) == [EXAM, "SAA-C03"]


def test_study_and_self_ratings_name_an_exam_too(tmp_path: Path) -> None:
    """After those with a plan, a result or practice: a log of study alone is enough to know the exam."""
    log: list[Record] = [
        replace(session(DAY, 2), exam_code="SY0-701"),
        rating("1", 3, exam_code="CISSP"),
        session(TODAY, 1),
    ]
    store = store_with(tmp_path, log)
    store.save_text("me", CHOSEN_EXAM, EXAM)
    assert exams_of(store, "me") == ("CISSP", "SY0-701", EXAM)
    add_records(store, [plan(exam_code="SAA-C03")])
    assert exams_of(store, "me") == ("SAA-C03", "CISSP", "SY0-701", EXAM)


def test_whoever_prepares_for_an_exam_is_among_all_who_do(tmp_path: Path) -> None:
    """Each kind of row that makes an exam one of the candidate's own makes the candidate one of that exam's."""
    named = "SY0-701"
    rows: dict[str, Record] = {
        "practice": practice_exam(DAY, COUNTS, exam_code=named)[0],
        "plan": plan(exam_code=named),
        "result": ExamOutcome(taken_on=DAY, exam_code=named, is_passed=True),
        "study": replace(session(DAY, 2), exam_code=named),
        "rating": rating("1", 3, exam_code=named),
    }
    store = store_with(tmp_path, [replace(row, candidate_id=name) for name, row in rows.items()])
    add_records(store, [replace(session(DAY, 2), candidate_id="unnamed")])
    assert all(exams_of(store, name) == (named,) for name in rows)
    assert exams_of(store, "unnamed") == ()
    assert set(store.rows("candidates_by_exam")) == {(named, name) for name in rows}


def test_an_exam_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    """The error names the candidate's latest exam, if there is one."""
    store = store_with(tmp_path, [*practice_exam(DAY, COUNTS, exam_code="HOUSE-1"), plan(exam_code="HOUSE-2")])
    with pytest.raises(UnknownExamError, match="'HOUSE-1'"):
        chosen_blueprint(store, "me")
    with pytest.raises(UnknownExamError, match="No exam is given"):
        chosen_blueprint(store, "you")


def test_an_own_blueprint_wins_over_a_shipped_one(tmp_path: Path) -> None:
    """The candidate's own blueprint replaces the shipped one everywhere."""
    text = (Path(__file__).parents[2] / f"analytics/blueprints/{EXAM}.toml").read_text(encoding="utf-8")
    store = store_with(tmp_path, [])
    store.save_blueprint(EXAM, text.replace(BLUEPRINT.name, "My own reading"))
    known = known_blueprints(store)
    assert known[EXAM].name == "My own reading"
    assert set(known) == set(shipped_blueprints())

"""The JSON that other programs read."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.errors import DataProblem
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.models.intervals import Interval
from analytics.records import Record
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.this_week import WeekReport, week_report
from analytics.updates.import_report import FileImport, ImportReport
from dashboard.outputs.import_json import import_json
from dashboard.outputs.json_values import to_json
from dashboard.outputs.readiness_json import readiness_json
from dashboard.outputs.week_json import week_json
from dashboard.text import study_next
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam

READINESS_KEYS = {
    *("schema", "candidate", "exam_code", "as_of", "exam_on", "verdict", "reasons", "missing"),
    *("pass_probability", "percent_correct", "cut_percent", "n_items", "n_practice_exams"),
    *("n_items_seen_before", "domains", "stability", "ready", "genuine", "inflation", "moves_to", "doubt"),
}
INTERVAL_KEYS = {"value", "low", "high", "level"}


@pytest.fixture(scope="module")
def week() -> WeekReport:
    """The check-in of a candidate with a plan and two practice exams."""
    records: list[Record] = [
        plan(exam_code="DEA-C01", exam_on=TODAY + timedelta(weeks=6)),
        *practice_exam(TODAY - timedelta(weeks=3), [(8, 13), (9, 16), (10, 18), (5, 9)], exam_code="DEA-C01"),
        *practice_exam(TODAY - timedelta(days=2), [(9, 13), (12, 16), (12, 18), (6, 9)], exam_code="DEA-C01"),
    ]
    return week_report(fitted_from(records, exam_code="DEA-C01"))


@pytest.fixture(scope="module")
def answer(week: WeekReport) -> Readiness:
    return week.readiness


def test_an_import_adds_up_in_json() -> None:
    """The numbers add up in each file and in all."""
    problem = DataProblem("a.csv", "3", "n_correct", "99", "more correct answers than questions")
    report = ImportReport(
        7,
        (
            FileImport(
                file="a.csv",
                format="practice_exams",
                imported=4,
                skipped=2,
                left_out={LeftOutReason.NOT_STUDY: LeftOut(1, 30.0, ("4",), (("Work", 30),))},
                failed=1,
                notices=("a notice",),
                unread=("Notes",),
                problems=(problem,),
            ),
            FileImport(file="b.csv", format=None, problems=(DataProblem("b.csv", "", "", "", "why"),)),
        ),
    )
    assert import_json(report) == {
        "schema": "cutscore-import/1",
        "batch_id": 7,
        "read": 7,
        "imported": 4,
        "skipped": 2,
        "failed": 1,
        "files": [
            {
                "file": "a.csv",
                "format": "practice_exams",
                "read": 7,
                "imported": 4,
                "skipped": 2,
                "failed": 1,
                "unread": ["Notes"],
                "left_out": [
                    {
                        "reason": "not_study",
                        "rows": 1,
                        "minutes": 30.0,
                        "lines": ["4"],
                        "names": [{"name": "Work", "minutes": 30}],
                    }
                ],
                "notices": ["a notice"],
                "problems": [
                    {
                        "line": "3",
                        "column": "n_correct",
                        "value": "99",
                        "reason": "more correct answers than questions",
                    }
                ],
            },
            {
                "file": "b.csv",
                "format": None,
                "read": 0,
                "imported": 0,
                "skipped": 0,
                "failed": 0,
                "unread": [],
                "left_out": [],
                "notices": [],
                "problems": [{"line": "", "column": "", "value": "", "reason": "why"}],
            },
        ],
    }


def test_readiness_has_every_key_of_the_contract(answer: Readiness) -> None:
    """No key of the contract is missing, down to those of domains and of stability."""
    document = json.loads(json.dumps(readiness_json(answer)))
    assert document.keys() >= READINESS_KEYS
    assert document["schema"] == "cutscore-readiness/1"
    for key in ("pass_probability", "percent_correct", "cut_percent"):
        assert document[key].keys() == INTERVAL_KEYS
    for domain in document["domains"]:
        assert domain.keys() >= {"domain_id", "weight", "mastery", "trend_per_week", "n_items", "expected_items_lost"}
    assert document["moves_to"].keys() >= {"low", "high", "level", "provider"}
    assert document["moves_to"]["last"].keys() == {"on", "low", "high"}
    assert {frozenset(part) for part in document["doubt"]} == {frozenset({"cause", "share"})}
    assert document["stability"].keys() >= {"verdict", "word", "probability", "band_percent"}
    assert document["ready"].keys() >= {"verdict"}
    assert document["genuine"].keys() == {"verdict", "reasons"}
    assert document["is_prior_only"] is False
    assert document["cohort"] == {"n_candidates": 0, "n_items_calibrated": 0, "n_outcomes": 0, "n_scores": 0}


def test_readiness_has_the_units_of_the_contract(answer: Readiness) -> None:
    """Percents are 0-100, shares and probabilities 0-1, days ISO; codes are those of the contract."""
    document = json.loads(json.dumps(readiness_json(answer)))
    assert document["exam_on"] == "2027-01-06"
    assert document["as_of"] == "2026-11-25"
    assert 0 < document["pass_probability"]["value"] < 1 < document["percent_correct"]["value"] < 100
    assert 0 < document["moves_to"]["low"] < document["pass_probability"]["value"] < document["moves_to"]["high"] < 1
    assert sum(part["share"] for part in document["doubt"]) == pytest.approx(1, abs=1e-5)
    assert sum(domain["weight"] for domain in document["domains"]) == pytest.approx(1)
    assert all(0 < domain["mastery"]["low"] < domain["mastery"]["high"] < 1 for domain in document["domains"])
    assert document["verdict"] in {"book", "wait", "too_little_data", "exam_retired"}
    assert {document["ready"]["verdict"], document["genuine"]["verdict"]} <= {"yes", "no", "cannot_tell"}
    assert (document["n_items"], document["n_practice_exams"]) == (112, 2)


def test_unknown_values_are_null(answer: Readiness) -> None:
    """Inflation, costs and weights may be null."""
    unweighted = tuple(replace(domain, weight=None) for domain in answer.domains)
    lifted = replace(answer, inflation=Interval(4.0, 1.0, 7.0, 0.8), costs=None, domains=unweighted)
    document = json.loads(json.dumps(readiness_json(lifted)))
    assert document["inflation"] == {"value": 4.0, "low": 1.0, "high": 7.0, "level": 0.8}
    assert document["best_exam_on"] is None
    assert document["weighed"] is None
    assert {domain["weight"] for domain in document["domains"]} == {None}
    assert json.loads(json.dumps(readiness_json(replace(answer, inflation=None))))["inflation"] is None


def test_estimates_are_rounded_to_six_digits() -> None:
    """More digits would only differ between machines."""
    assert to_json(Interval(1 / 3, 0.1, 2 / 3, 0.8)) == {
        "value": 0.333333,
        "low": 0.1,
        "high": 0.666667,
        "level": 0.8,
    }


def test_the_week_has_the_readiness_document(week: WeekReport) -> None:
    """Also the weeks by day and the plan's range."""
    document = json.loads(json.dumps(week_json(week)))
    assert document["readiness"] == json.loads(json.dumps(readiness_json(week.readiness)))
    assert document["hours_per_week"] == [10, 12]
    assert [point["said"].keys() for point in document["pass_probability_by_week"]]
    assert [gap["domain_id"] for gap in document["largest_gaps"]] == [
        gap.domain_id for gap in week.hours.audit.by_loss[:3]
    ]
    assert all(0 <= domain["share_of_loss"] <= 1 for domain in document["exposed"])


def test_without_a_plan_the_week_has_nulls() -> None:
    """The plan's hours and the week's number are null."""
    candidate = fitted_from(practice_exam(date(2026, 11, 20), [(8, 13), (9, 16), (10, 18), (5, 9)]))
    document = json.loads(json.dumps(week_json(week_report(candidate))))
    assert (document["hours_per_week"], document["week_number"], document["n_weeks"]) == (None, None, None)


def test_json_names_what_the_sentence_says_to_study_next(answer: Readiness) -> None:
    """Where several domains are about equal, the plan's week begins with one of them, in the words and in the JSON."""
    assert len(answer.study_next.equal) > 1
    value = json.loads(json.dumps(readiness_json(answer)["study_next"]))
    names = {domain.domain_id: domain.name for domain in answer.domains}
    assert value["domain_id"] is None
    assert study_next.sentence(answer.study_next, names).startswith(f"Study next: {names[value['focus']]}. ")

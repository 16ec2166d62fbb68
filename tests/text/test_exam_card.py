"""Every key of an exam file in words."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import analytics
from analytics.blueprints.model import CutScore, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.reports.decision.verdict import Caveat
from dashboard.text.common import REASONS
from dashboard.text.exam_card import DOMAIN_COLUMNS, FACTS, details, fact_name, not_published, passing_score

SCHEMA = Path(analytics.__file__).parent / "blueprints" / "README.md"


def _keys_of_the_schema() -> set[str]:
    """Return the keys in the schema's table; a `[table]` in the first cell applies to the rows below it."""
    keys, table = set(), ""
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if len(cells) < 5 or cells[2].strip() in {"keys", "---"}:
            continue
        named = re.search(r"\[+([a-z_]+)\]+", cells[1])
        table = named[1] if named else table if not cells[1].strip() else ""
        if table and table not in {"source", "check"}:
            keys |= {table, *(f"{table}.{key}" for key in re.findall(r"`([a-z_]+)`", cells[2]))}
    return keys


def test_a_weight_published_as_a_range_is_shown_beside_its_middle() -> None:
    """The middles add up to 95 % there, so the share is more than the middle."""
    first = shipped_blueprints()["AI-102"].domains[0]
    assert DOMAIN_COLUMNS["Weight"](first) == "about 24\u00a0% (published as 20 to 25\u00a0%)"


def test_every_key_of_the_schema_has_words() -> None:
    """Every key of the schema has words, and no other."""
    keys = _keys_of_the_schema()
    assert {"exam.first_active", "retake.fee_each_attempt", "domain.tasks", "validity.renewal"} <= keys
    assert keys - FACTS.keys() == set()
    assert FACTS.keys() - keys == set()


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [
        ("SAA-C03", date(2026, 11, 12), "Available since 30\u00a0Aug\u00a02022"),
        (
            "DVA-C02",
            date(2026, 11, 12),
            "Retiring soon, first day 28\u00a0Feb\u00a02023, last day 30\u00a0Nov\u00a02026",
        ),
        ("DVA-C02", date(2026, 12, 1), "Retired, first day 28\u00a0Feb\u00a02023, last day 30\u00a0Nov\u00a02026"),
        ("DVA-C03", date(2026, 11, 12), "Not open yet, first day 1\u00a0Dec\u00a02026"),
        ("MLS-C01", date(2026, 11, 12), "Retired, last day 31\u00a0Mar\u00a02026"),
        ("AIF-C01", date(2026, 11, 12), "Available"),
        ("MLA-C02", date(2027, 1, 14), "Available since 29\u00a0Sep\u00a02026"),
        (
            "MLA-C02",
            date(2027, 1, 13),
            "In beta, first day 29\u00a0Sep\u00a02026, standard exam from 14\u00a0Jan\u00a02027",
        ),
    ],
)
def test_a_status_is_not_dated_from_the_first_day(code: str, day: date, status: str) -> None:
    """Only "available" holds since the first day; an exam is not retired since then."""
    assert details(shipped_blueprints()[code], day)["Status"] == status


@pytest.mark.parametrize(
    ("day", "questions", "time", "fee"),
    [
        (
            date(2027, 1, 13),
            "65 (15 unscored); in the beta 85",
            "130 minutes; in the beta 170",
            "150 USD; in the beta 75",
        ),
        (date(2027, 1, 14), "65 (15 unscored)", "130 minutes", "150 USD"),
    ],
)
def test_a_beta_has_its_own_length_and_fee(day: date, questions: str, time: str, fee: str) -> None:
    """Until the standard exam begins."""
    card = details(shipped_blueprints()["MLA-C02"], day)
    shown = [card[name].replace("\u00a0", " ") for name in ("Questions", "Time", "Fee")]
    assert shown == [questions, time, fee]


def test_a_fee_keeps_its_cents() -> None:
    """It is a fact, as the form of Book or wait has it."""
    exam = replace(shipped_blueprints()["CKA"], fee=245.5, currency="GBP")
    assert details(exam, date(2026, 11, 25))["Fee"] == "245.50\u00a0GBP"


def test_every_field_that_a_shipped_exam_marks_has_words() -> None:
    """No unverified field of a shipped exam is shown by its key."""
    for exam in shipped_blueprints().values():
        for field in exam.unverified_fields:
            assert not re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]", fact_name(field)), field


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("exam.first_active", "the first exam day"),
        ("exam.first_active (one source)", "the first exam day (one source)"),
        ("retake.*", "the retake rules"),
        ("retake.wait_days[2]", "the wait before a retake (no. 2)"),
        ("exam.replaced_by launch", "the exam that replaces it (launch)"),
        ("my.own_field", "my.own_field"),
        ("", ""),
    ],
)
def test_a_field_has_its_place_and_remark(field: str, words: str) -> None:
    """The words of the key come first, then its place and remark in brackets; unknown keys stay."""
    assert fact_name(field) == words


def test_equal_words_appear_once() -> None:
    """Both fields of the fee are called the fee."""
    exam = replace(next(iter(shipped_blueprints().values())), unverified_fields=("fee", "fee.amount", "exam.name"))
    assert not_published(exam)[-1] == "Not confirmed by an official page: the fee and the name."


def test_rules_that_no_number_counts_are_listed_first() -> None:
    """Minimums of sections, adaptive questions and points lost; none of them is said of other exams."""
    exam = replace(shipped_blueprints()["SAA-C03"], is_compensatory=False, is_adaptive=True, has_negative_marking=True)
    kinds = (Caveat.SECTIONS_HAVE_MINIMUMS, Caveat.QUESTIONS_ARE_ADAPTIVE, Caveat.WRONG_ANSWERS_COST_POINTS)
    rules = [REASONS[kind] for kind in kinds]
    assert not_published(exam)[:3] == rules
    assert not {*rules} & {*not_published(shipped_blueprints()["SAA-C03"])}


def test_question_types_are_named_in_words() -> None:
    """Terraform's exam asks whether a statement is true."""
    card = details(shipped_blueprints()["TERRAFORM-004"], date(2026, 11, 25))
    assert card["Question types"] == "true or false, multiple choice, multiple response"


def test_a_percentage_is_also_a_number_of_questions() -> None:
    """27 of 30 for 90 %; a scaled score, and a percentage of a number that varies, are none."""
    scaled = shipped_blueprints()["SAA-C03"]
    fixed = replace(scaled, cut=CutScore(PassKind.PERCENT, 90, None, None), n_items_min=30, n_items_max=30)
    assert passing_score(replace(fixed, n_unscored_items=None)) == "90\u00a0% correct (27 of 30)"
    assert passing_score(replace(fixed, n_items_min=20)) == "90\u00a0% correct"
    assert "(scaled" in passing_score(scaled)


@pytest.mark.parametrize(
    ("code", "n_scored", "used"), [("CISSP", 125, "maximum"), ("AZ-900", 50, "middle of the range")]
)
def test_the_number_of_questions_that_is_used_is_named(code: str, n_scored: int, used: str) -> None:
    """Of an adaptive exam the maximum counts, 150 without 25 unscored; of a range its middle, 50 of 40 to 60."""
    exam = shipped_blueprints()[code]
    assert exam.n_scored_items == n_scored
    assert f"The exact number of questions. Cutscore uses the {used}." in not_published(exam)

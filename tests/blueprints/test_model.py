"""Derived facts of an exam: status, number of questions, guess floor, waits."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.blueprints.model import ExamBlueprint, ExamStatus, QuestionType
from analytics.blueprints.parser import shipped_blueprints

ANNOUNCED, BETA, ACTIVE, RETIRING, RETIRED = ExamStatus
PLAIN = shipped_blueprints()["SAA-C03"]


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [
        ("MLS-C01", date(2026, 3, 30), ACTIVE),
        ("MLS-C01", date(2026, 3, 31), ACTIVE),
        ("MLS-C01", date(2026, 4, 1), RETIRED),
        ("MLS-C01", date(2026, 11, 25), RETIRED),
        ("MLA-C01", date(2024, 10, 7), ANNOUNCED),
        ("MLA-C01", date(2024, 10, 8), RETIRING),
        ("MLA-C01", date(2026, 9, 28), RETIRING),
        ("MLA-C01", date(2026, 9, 29), RETIRED),
        ("MLA-C02", date(2026, 9, 28), ANNOUNCED),
        ("MLA-C02", date(2026, 9, 29), BETA),
        ("MLA-C02", date(2027, 1, 13), BETA),
        ("MLA-C02", date(2027, 1, 14), ACTIVE),
        ("DVA-C02", date(2026, 11, 30), RETIRING),
        ("DVA-C02", date(2026, 12, 1), RETIRED),
        ("DVA-C03", date(2026, 11, 30), ANNOUNCED),
        ("DVA-C03", date(2026, 12, 1), ACTIVE),
        ("SAP-C02", date(2022, 11, 14), ANNOUNCED),
        ("SAP-C02", date(2022, 11, 15), ACTIVE),
        ("SAP-C02", date(2026, 11, 16), ACTIVE),
        ("SAP-C02", date(2026, 11, 17), RETIRED),
        ("SY0-701", date(2023, 11, 6), ANNOUNCED),
        ("SY0-701", date(2026, 11, 25), RETIRING),
        ("SY0-701", date(2027, 6, 11), RETIRING),
        ("SY0-701", date(2027, 6, 12), RETIRED),
        ("AI-102", date(2026, 6, 30), ACTIVE),
        ("AI-102", date(2026, 7, 1), RETIRED),
        ("AZ-900", date(2026, 11, 25), ACTIVE),
        ("AZ-900", date(2036, 11, 25), ACTIVE),
    ],
)
def test_the_status_follows_from_the_dates(code: str, day: date, status: ExamStatus) -> None:
    """Each first day, last day and end of a beta changes the status on that day or the next."""
    assert shipped_blueprints()[code].status_on(day) is status


def test_a_beta_has_its_own_fee_while_it_lasts() -> None:
    """If the file states none, it is the exam's."""
    beta, ends_on = shipped_blueprints()["MLA-C02"], date(2027, 1, 14)
    assert (beta.fee_on(date(2027, 1, 13)), beta.fee_on(ends_on)) == (75, 150)
    assert replace(beta, beta_fee=None).fee_on(date(2027, 1, 13)) == 150


@pytest.mark.parametrize("listed", list(ExamStatus))
def test_the_listed_status_is_used_without_dates(listed: ExamStatus) -> None:
    """It then applies to every day."""
    undated = replace(PLAIN, listed_status=listed, first_day=None, last_day=None)
    assert undated.status_on(date(1990, 1, 1)) is listed
    assert undated.status_on(date(2090, 1, 1)) is listed


@pytest.mark.parametrize("listed", list(ExamStatus))
def test_an_exam_is_retired_after_its_last_day_whatever_the_file_says(listed: ExamStatus) -> None:
    """An outdated status cannot keep an exam alive."""
    ended = replace(PLAIN, listed_status=listed, last_day=date(2026, 3, 31))
    assert ended.status_on(date(2026, 4, 1)) is RETIRED


@pytest.mark.parametrize(
    ("code", "n_scored"),
    [
        ("MLS-C01", 50),  # 65 with 15 on trial
        ("PMP", 170),
        ("AZ-900", 50),  # the middle of 40-60
        ("GCP-PMLE", 55),
        ("CKA", 17),  # the middle of 15-20, rounded down
        ("CISSP", 125),  # adaptive: at most 150, with 25 on trial
        ("SY0-701", 90),  # a maximum only
        ("TERRAFORM-004", 57),
    ],
)
def test_unscored_questions_are_subtracted(code: str, n_scored: int) -> None:
    """From the middle of a range, or from an adaptive exam's maximum."""
    assert shipped_blueprints()[code].n_scored_items == n_scored


def test_a_weight_is_a_share_of_the_scored_questions() -> None:
    """36 % of MLS-C01's 50 scored questions is 18, not 23 of 65."""
    exam = shipped_blueprints()["MLS-C01"]
    share = exam.domain("3").share
    assert share is not None
    assert round(share * exam.n_scored_items, 9) == 18


@pytest.mark.parametrize(
    ("types", "n_options", "floor"),
    [
        ((), None, 1 / 4),
        (("multiple_choice",), None, 1 / 4),
        (("multiple_choice",), 3, 1 / 3),
        (("true_false",), None, 1 / 2),
        (("multiple_response",), None, 0.10),
        (("multiple_choice", "multiple_response"), 4, 0.20),
        (("multiple_choice", "ordering", "matching"), None, 0.20),
        (("multiple_choice", "fill_in"), None, 0.20),
        (("hot_area",), None, 0.20),
        (("fill_in",), None, 0.0),
        (("lab", "performance_task"), None, 0.0),
    ],
)
def test_the_guess_floor_follows_the_question_types(
    types: tuple[str, ...], n_options: int | None, floor: float
) -> None:
    """A blind choice among k is right in 1/k; an answer without options is never guessed."""
    exam = replace(PLAIN, question_types=tuple(map(QuestionType, types)), options_per_question=n_options)
    assert exam.guess_floor == floor


@pytest.mark.parametrize(
    ("code", "waits"),
    [
        ("MLS-C01", [0, 14, 14, 14, 14]),
        ("AZ-900", [0, 1, 14, 14, 14]),
        ("CISSP", [0, 30, 60, 90, 90]),
        ("SY0-701", [0, 0, 14, 14, 14]),
        ("CKA", [0, 0, 0, 0, 0]),
    ],
)
def test_the_last_wait_repeats(code: str, waits: list[int]) -> None:
    """There is no wait before the first failed attempt, and the last value applies beyond the list."""
    assert [shipped_blueprints()[code].wait_after_fail_d(n_failed) for n_failed in range(5)] == waits


def test_an_exam_without_a_retake_rule_has_no_wait() -> None:
    """Nothing is invented."""
    assert replace(PLAIN, retake_wait_d=()).wait_after_fail_d(3) == 0


def test_domains_and_tasks_are_found_by_id() -> None:
    """Ids are in the order of the file, and an unknown id is a KeyError."""
    exam: ExamBlueprint = shipped_blueprints()["MLS-C01"]
    assert exam.domain_ids == ("1", "2", "3", "4")
    assert exam.domain("3").name == "Modeling"
    assert exam.task_ids[:4] == ("1.1", "1.2", "1.3", "2.1")
    with pytest.raises(KeyError, match="total"):
        exam.domain("total")


def test_weights_are_published_for_all_domains_or_for_none() -> None:
    """No equal weights are invented."""
    assert shipped_blueprints()["MLS-C01"].is_weight_published
    unpublished = shipped_blueprints()["TERRAFORM-004"]
    assert not unpublished.is_weight_published
    assert {(domain.share, domain.share_half_width) for domain in unpublished.domains} == {(None, None)}


def test_a_blueprint_can_be_a_key() -> None:
    """All its values are immutable, so that caches can hold it."""
    assert len({hash(exam) for exam in shipped_blueprints().values()}) == len(shipped_blueprints())


def test_questions_are_split_by_weight_and_none_is_lost() -> None:
    """Weights of 20, 24, 28, 14 and 14 %: 50 questions split exactly, 65 by rounding; equal without weights."""
    blueprint = shipped_blueprints()["AIF-C01"]
    assert blueprint.items_by_domain(50) == {"1": 10, "2": 12, "3": 14, "4": 7, "5": 7}
    assert blueprint.items_by_domain(65) == {"1": 13, "2": 16, "3": 18, "4": 9, "5": 9}
    unweighted = replace(blueprint, domains=tuple(replace(one, share=None) for one in blueprint.domains))
    assert set(unweighted.items_by_domain(50).values()) == {10}
    assert blueprint.items_by_domain(30, without={"1", "3"}) == {"2": 14, "4": 8, "5": 8}  # 12 : 7 : 7


@pytest.mark.parametrize(
    ("code", "n_items"), [("SAA-C03", 65), ("PMP", 180), ("AZ-900", None), ("CISSP", None), ("SY0-701", 90)]
)
def test_a_full_practice_exam_has_the_unscored_questions_too(code: str, n_items: int | None) -> None:
    """A range or an adaptive exam has no one length."""
    assert shipped_blueprints()[code].n_practice_items == n_items

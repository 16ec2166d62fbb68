"""Real attempts compared with earlier forecasts, by score and by domain."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.estimation.decision_inputs import STANDARD_INPUTS
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.reports.outcomes.scored_outcomes import ScoredOutcome, scored_outcomes
from analytics.reports.study.gap_audit import gap_audit, is_weak
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, fitted_from, practice_exam

FIRST = TODAY - timedelta(days=30)
COUNTS = [(4, 13), (10, 13), (12, 13), (6, 13)]


def result(score: float | None = None, *, domain_id: str | None = None, word: str | None = None) -> ExamOutcome:
    return ExamOutcome(
        taken_on=TODAY, exam_code=EXAM, is_passed=True, scaled_score=score, domain_id=domain_id, classification=word
    )


def entry_of(*rows: Record, exam_code: str = EXAM) -> ScoredOutcome:
    """Score one attempt after three practice exams."""
    exams = [row for k in range(3) for row in practice_exam(FIRST + timedelta(weeks=k), COUNTS, exam_code=exam_code)]
    own = [replace(row, exam_code=exam_code) if isinstance(row, ExamOutcome) else row for row in rows]
    candidate = fitted_from([*exams, *own], exam_code=exam_code)
    (entry,) = scored_outcomes(candidate)
    return entry


def test_the_forecast_is_that_of_the_day_before() -> None:
    """Score and shares are those of the day before; the audit's are of the first practice exam."""
    rows = [result(800.0), *(result(domain_id=d, word="Meets Competencies") for d in "1234")]
    exams = [row for k in range(3) for row in practice_exam(FIRST + timedelta(weeks=k), COUNTS)]
    candidate = fitted_from([*exams, *rows])
    (entry,) = scored_outcomes(candidate)
    before = candidate.until(TODAY - timedelta(days=1))
    said = readiness_of_fit(before.fitted, TODAY, STANDARD_INPUTS)
    assert entry.percent == said.percent_correct
    assert {d.domain_id: d.share for d in entry.domains} == {d.domain_id: d.mastery for d in said.domains}
    audit = {gap.domain_id: gap for gap in gap_audit(candidate.until(FIRST)).domains}
    for domain in entry.domains:
        gap = audit[domain.domain_id]
        assert domain.audit_share.value == pytest.approx(1 - gap.lost.value / gap.n_exam_items)
        assert domain.audit_share.low == pytest.approx(max(0, 1 - gap.lost.high / gap.n_exam_items))
        assert domain.audit_share.high == pytest.approx(1 - gap.lost.low / gap.n_exam_items)


def test_a_result_given_by_domain_alone_is_scored() -> None:
    """A row of one domain says whether the exam was passed, as a row of the whole exam does."""
    entry = entry_of(result(domain_id="1", word="meets"))
    assert entry.is_passed
    assert [domain.classification for domain in entry.domains] == ["meets"]


def test_the_largest_of_the_first_audit_is_chosen_among_all_domains() -> None:
    """Also if the result does not rate it; overlapping ones are all named, in blueprint order."""
    words = [result(), *(result(domain_id=d, word="Meets Competencies") for d in "42")]
    for counts, largest in (([(0, 90), *[(90, 90)] * 3], ["1"]), ([(3, 4)] * 4, ["1", "2", "3", "4"])):
        (entry,) = scored_outcomes(fitted_from([*practice_exam(FIRST, counts), *words]))
        assert sorted(gap.domain_id for gap in entry.audit_largest) == largest
        assert [domain.domain_id for domain in entry.domains] == ["2", "4"]


def test_a_domain_without_questions_is_not_compared() -> None:
    """A weight may be 0, and then there is no share of correct answers to expect."""
    weights = (1.0, 0.0)
    exam = replace(
        OPEN_EXAM,
        domains=tuple(replace(own, share=w) for own, w in zip(OPEN_EXAM.domains[:2], weights, strict=True)),
    )
    rows = [result(), *(result(domain_id=d, word="low") for d in "12")]
    (entry,) = scored_outcomes(fitted_from([*practice_exam(FIRST, COUNTS[:1]), *rows], blueprint=exam))
    assert [domain.domain_id for domain in entry.domains] == ["1"]


def test_a_scaled_score_is_no_percentage() -> None:
    """750 of 1000 is not 75 %, so neither it nor a missing score is compared."""
    scaled = entry_of(result(750.0))
    assert (scaled.scaled_score, scaled.percent_achieved, scaled.is_percent_within) == (750.0, None, None)
    none = entry_of(result(), exam_code="CKA")
    assert (none.percent_achieved, none.is_percent_within) == (None, None)


@pytest.mark.parametrize(("score", "is_within"), [(60.0, True), (5.0, False), (100.0, False)])
def test_a_percentage_is_compared_with_the_range(score: float, *, is_within: bool) -> None:
    """A percentage score is compared with the range."""
    entry = entry_of(result(score), exam_code="CKA")
    assert (entry.percent_achieved, entry.is_percent_within) == (score, is_within)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Needs Improvement", True),
        (" below proficiency", True),
        ("weak", True),
        ("Meets Competencies", False),
        ("not below", False),
        (None, False),
    ],
)
def test_a_weak_classification_is_told_by_its_beginning(word: str | None, *, expected: bool) -> None:
    """Only the beginning of the word counts."""
    assert is_weak(word) is expected

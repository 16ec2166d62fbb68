"""What a verdict needs, and whether readiness is stable, reached and genuine."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from analytics.estimation.decision_inputs import DecisionInputs
from analytics.models.stability import StabilityVerdict
from analytics.records import Record
from analytics.reports.decision.verdict import (
    Caveat,
    GenuineReason,
    Missing,
    Reason,
    StabilityGap,
    StatementVerdict,
    Verdict,
)
from tests.inputs.builders import session, total_of
from tests.inputs.readiness_cases import AS_OF, BLUEPRINTS, OPEN, answer_of, sat, series


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("MLS-C01", Caveat.CUT_IS_UNCERTAIN),
        ("PMP", Caveat.CUT_IS_NOT_PUBLISHED),
        ("TERRAFORM-004", Caveat.WEIGHTS_ARE_NOT_PUBLISHED),
        ("CISSP", Caveat.QUESTIONS_ARE_ADAPTIVE),
    ],
)
def test_what_is_not_published_is_a_caveat(code: str, reason: Reason) -> None:
    """Caveats accompany every verdict."""
    answer = answer_of([session(AS_OF, 1.0)], blueprint=BLUEPRINTS[code])
    assert reason in answer.reasons


@pytest.mark.parametrize(
    ("records", "missing"),
    [
        (sat(1, 80), {Missing.PRACTICE_EXAMS, Missing.SECOND_FORM_OR_PROVIDER}),
        (sat(9, 80) + sat(1, 80), {Missing.SECOND_FORM_OR_PROVIDER}),
        (sat(40, 80) + sat(29, 80), {Missing.RECENT_PRACTICE_EXAM, Missing.SECOND_FORM_OR_PROVIDER}),
        (sat(40, 80) + sat(28, 80), {Missing.SECOND_FORM_OR_PROVIDER}),
        (series(80, 80), set()),
        (
            [total_of(AS_OF, 20, 30), total_of(AS_OF, 20, 29, provider="Provider B")],
            {Missing.NEW_QUESTIONS},
        ),
        ([total_of(AS_OF, 20, 30), total_of(AS_OF, 20, 30, provider="Provider B")], set()),
        (
            sat(9, 80, n_seen=13) + sat(1, 80, n_seen=13),
            {Missing.NEW_QUESTIONS, Missing.SECOND_FORM_OR_PROVIDER},
        ),
    ],
)
def test_what_a_firmer_answer_needs(records: list[Record], missing: set[Missing]) -> None:
    """It takes two exams, 60 new questions and one exam within 28 days; a second form is optional."""
    answer = answer_of(records, exam_on=AS_OF)
    assert set(answer.missing) == missing
    refuses = missing & {Missing.PRACTICE_EXAMS, Missing.NEW_QUESTIONS, Missing.RECENT_PRACTICE_EXAM}
    assert (answer.verdict is Verdict.TOO_LITTLE_DATA) == bool(refuses)
    if refuses:
        assert answer.ready is StatementVerdict.CANNOT_TELL


@pytest.mark.parametrize(("n_items", "is_enough"), [(17, True), (16, False)])
def test_two_practice_exams_have_enough_new_questions_for_a_short_exam(n_items: int, is_enough: bool) -> None:
    """CKA has 15 to 20 tasks, so 34 of them suffice for a verdict and to be genuine."""
    day, short = AS_OF - timedelta(days=3), replace(OPEN, n_items_min=15, n_items_max=20, n_unscored_items=0)
    answer = answer_of(
        [total_of(day, 12, n_items), total_of(day, 12, n_items, provider="Provider B")], blueprint=short, exam_on=AS_OF
    )
    assert (answer.min_new_items, answer.genuine_new_items) == (34, 34)
    assert (answer.missing, answer.genuine) == (
        ((), StatementVerdict.YES) if is_enough else ((Missing.NEW_QUESTIONS,), StatementVerdict.CANNOT_TELL)
    )


def test_stability_needs_three_exams_on_both_sides() -> None:
    """Without evidence from before and within the window, stability is undecided."""
    assert answer_of(series(80, 80)).stability.verdict is StabilityVerdict.CANNOT_TELL
    flat = answer_of([record for k in range(20) for record in sat(3 * k + 1, 95)])
    assert flat.stability.verdict is StabilityVerdict.STABLE
    assert flat.stability.n_practice_exams == 20
    within = abs(np.array([flat.stability.change_percent.low, flat.stability.change_percent.high]))
    assert within.min() < flat.stability.band_percent


@pytest.mark.parametrize(
    ("percents", "is_rising"), [((30, 40, 50, 60, 70, 80, 90), True), ((90, 80, 70, 60, 50, 40, 30), False)]
)
def test_only_a_level_that_moves_upward_is_rising(percents: tuple[float, ...], *, is_rising: bool) -> None:
    """One that falls moves too."""
    stability = answer_of(series(*percents)).stability
    assert (stability.verdict, stability.is_rising) == (StabilityVerdict.MOVING, is_rising)


def test_stability_counts_practice_exams_since_the_last_pause() -> None:
    """Two level ones after a year's pause are too few, and three are not; five weeks apart they are one record."""
    before, since = sat(380, 80) + sat(370, 80), sat(22, 80) + sat(1, 80)
    back = answer_of(before + since)
    assert back.stability.gaps == (StabilityGap.TOO_FEW_EXAMS,)
    assert (back.counts.n_exams, back.counts.n_exams_since_pause) == (4, 2)
    assert back.counts.begun_on == AS_OF - timedelta(days=22)
    assert answer_of(before + since + sat(8, 80)).stability.gaps == ()
    recent = answer_of(before + sat(15, 80) + sat(8, 80) + sat(1, 80)).stability
    assert recent.gaps == (StabilityGap.NONE_BEFORE_WINDOW,)
    monthly = answer_of(sat(71, 80) + sat(36, 80) + sat(1, 80))
    assert (monthly.counts.n_exams_since_pause, monthly.stability.gaps) == (3, ())


@pytest.mark.parametrize(
    ("records", "answer", "reasons"),
    [
        (sat(2, 70) + sat(1, 70, provider="B"), StatementVerdict.YES, ()),
        (sat(2, 70) + sat(1, 70), StatementVerdict.CANNOT_TELL, (GenuineReason.ONE_FORM,)),
        (
            sat(2, 70),
            StatementVerdict.CANNOT_TELL,
            (GenuineReason.TOO_FEW_NEW_QUESTIONS, GenuineReason.ONE_FORM),
        ),
        (
            sat(2, 70, n_seen=13) + sat(1, 70, n_seen=13, provider="B"),
            StatementVerdict.NO,
            (GenuineReason.TOO_FEW_NEW_QUESTIONS, GenuineReason.MOSTLY_SEEN_BEFORE),
        ),
        (
            sat(40, 70) + sat(30, 70, provider="B"),
            StatementVerdict.CANNOT_TELL,
            (GenuineReason.TOO_FEW_NEW_QUESTIONS, GenuineReason.ONE_FORM),
        ),
    ],
)
def test_genuine_rests_on_new_questions_of_two_forms(
    records: list[Record], answer: StatementVerdict, reasons: tuple[GenuineReason, ...]
) -> None:
    """100 new questions in three weeks from two forms suffice; if most were seen, the answer is no."""
    found = answer_of(records)
    assert (found.genuine, found.genuine_reasons) == (answer, reasons)


def test_ready_is_the_chance_against_the_target() -> None:
    """The chance averages over everything unknown, so it decides however wide its spread is."""
    answer = answer_of(series(78, 78))
    assert answer.pass_probability.value < 0.80 < answer.pass_probability.spread.high
    assert answer.ready is StatementVerdict.NO
    assert answer_of(series(78, 78), inputs=DecisionInputs(target=0.3)).ready is StatementVerdict.YES


def test_the_last_day_of_an_exam_is_among_the_days_ahead() -> None:
    """What waiting does until then counts that day, also between two of the weekly ones."""
    last = AS_OF + timedelta(days=10)
    ahead = answer_of(series(70, 70), blueprint=replace(OPEN, last_day=last)).outlook
    assert ahead.days == (AS_OF, AS_OF + timedelta(weeks=1), last)

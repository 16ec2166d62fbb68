"""Readiness: counts, chances, verdicts and what is missing."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from analytics.blueprints.model import CutScore, ExamStatus, PassKind
from analytics.estimation.candidate import fit_candidate, fit_candidates
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.exam_form import CutBelief
from analytics.models.exam_score import score_draws
from analytics.models.intervals import CHANCE_LEVEL
from analytics.models.stability import StabilityVerdict
from analytics.records import DomainResult, ExamOutcome, Record
from analytics.reports.decision.readiness import readiness_of, readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import (
    Caveat,
    Missing,
    StatementVerdict,
    Verdict,
)
from analytics.store import Store
from tests.inputs.builders import (
    TODAY,
    fitted_from,
    plan,
    practice_exam,
    readiness_in,
    responses,
    session,
    store_with,
    total_of,
)
from tests.inputs.readiness_cases import AS_OF, BLUEPRINTS, N_ITEMS, OPEN, answer_of, counts_at, sat, series
from tests.inputs.sizes import one_in
from tests.inputs.strategies import few_examples


def assert_same(one: Readiness, two: Readiness, *, tolerance: float = 1e-7) -> None:
    """Assert that two answers have equal words, and equal numbers within a tolerance."""
    assert _words(one) == _words(two)
    assert_allclose(_numbers(one), _numbers(two), atol=tolerance, rtol=tolerance)


def _numbers(value: object) -> list[float]:
    if isinstance(value, float | np.ndarray):
        return [float(x) for x in np.ravel(value) if np.isfinite(x)]
    if isinstance(value, tuple):
        return [x for part in value for x in _numbers(part)]
    if isinstance(value, dict):
        return _numbers(tuple(value.values()))
    if is_dataclass(value):
        return [x for f in fields(value) for x in _numbers(getattr(value, f.name))]
    return []


def _words(value: object) -> list[object]:
    if isinstance(value, float | np.ndarray):
        return []
    if isinstance(value, tuple):
        return [x for part in value for x in _words(part)]
    if isinstance(value, dict):
        return _words(tuple(value))
    if is_dataclass(value):
        return [x for f in fields(value) for x in _words(getattr(value, f.name))]
    return [value]


# No data


@pytest.mark.parametrize("code", one_in(4, sorted(BLUEPRINTS)))
def test_without_data_every_exam_has_its_prior_and_no_verdict(code: str) -> None:
    """All numbers are finite and within their limits, and the verdict is too little data."""
    blueprint = replace(BLUEPRINTS[code], listed_status=ExamStatus.ACTIVE, first_day=None, last_day=None)
    answer = answer_of([session(AS_OF, 1.0)], blueprint=blueprint)
    assert answer.verdict is Verdict.TOO_LITTLE_DATA
    assert set(answer.missing) == set(Missing)
    assert (answer.counts.n_items, answer.counts.n_exams, answer.counts.n_seen) == (0, 0, 0)
    assert answer.inflation is None
    chance = answer.pass_probability.spread
    assert 0 < chance.low < chance.value < chance.high < 1
    assert 0 <= answer.percent_correct.low < answer.percent_correct.value < answer.percent_correct.high <= 100
    assert answer.score_probabilities.sum() == pytest.approx(1)
    assert answer.score_probabilities.shape == (blueprint.n_scored_items + 1,)
    assert [domain.domain_id for domain in answer.domains] == list(blueprint.domain_ids)
    for domain in answer.domains:
        assert 0 < domain.mastery.low < domain.mastery.value < domain.mastery.high < 1
        assert domain.weight == blueprint.domain(domain.domain_id).share
        lost = domain.expected_items_lost
        assert 0 <= lost.low < lost.value < lost.high <= blueprint.n_scored_items
    assert (answer.stability.verdict, answer.ready) == (StabilityVerdict.CANNOT_TELL, StatementVerdict.CANNOT_TELL)


def test_no_data_gives_the_chance_of_a_stranger() -> None:
    """The prior's chance is that of simulated strangers: level N(.2, .8), four offsets, a cut near 72 % of 50
    questions."""
    rng = np.random.default_rng(11)
    n = 400_000
    theta = 0.2 + 0.8 * rng.normal(size=(n, 1)) + 0.4 * rng.normal(size=(n, 4)) + 0.12 * rng.normal(size=(n, 1))
    score = rng.binomial([10, 12, 18, 10], 0.2 + 0.8 / (1 + np.exp(-theta))).sum(axis=1)
    passed = score >= rng.normal(50 * 650 / 900, 1.5, size=n)
    answer = answer_of([session(AS_OF, 1.0)])
    assert answer.pass_probability.value == pytest.approx(passed.mean(), abs=0.01)
    assert answer.percent_correct.value == pytest.approx(2 * score.mean(), abs=0.5)


# Counts


def test_counts_are_those_of_the_file() -> None:
    """Questions, exams, seen questions, and forms within three weeks, the first day included."""
    records: list[Record] = [
        *sat(40, 70),
        *sat(21, 70, n_seen=10),
        *practice_exam(AS_OF - timedelta(days=2), counts_at(70), provider="Provider B", n_seen=0),
        total_of(AS_OF, 30, 40, provider="Provider C"),
        *responses("odd", AS_OF, "++", domain_id="not have this domain"),
    ]
    answer = answer_of(records)
    assert (answer.counts.n_items, answer.counts.n_exams) == (3 * 65 + 40, 4)
    assert answer.counts.n_seen == 40
    assert answer.n_items_left_out == 2
    assert answer.counts.n_new_in_window == 65 - 40 + 65 + 40
    assert answer.counts.n_forms_in_window == 3
    assert [domain.n_items for domain in answer.domains] == [3 * n for n in N_ITEMS]
    assert answer.inflation is not None
    assert Caveat.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT in answer.reasons


def test_a_form_counts_in_the_window_where_some_of_it_was_new() -> None:
    """A form that was seen as a whole, or taken again, is no second form."""
    seen = [replace(row, n_seen_before=row.n_items) for row in practice_exam(AS_OF, counts_at(80), provider="B")]
    assert answer_of([*sat(1, 70), *sat(3, 70), *seen]).counts.n_forms_in_window == 1


def test_the_range_of_a_loss_is_that_of_the_gap_audit() -> None:
    """A weight that is a range widens the loss on both sides."""
    for code in ("MLS-C01", "CISSP", "TERRAFORM-004"):
        blueprint = BLUEPRINTS[code]
        counts = [(7, 10)] * len(blueprint.domains)
        ids = dict(zip("12345678", blueprint.domain_ids, strict=False))
        rows = [replace(row, domain_id=ids[row.domain_id], exam_code=code) for row in practice_exam(AS_OF, counts[:8])]
        answer = answer_of(rows, blueprint=blueprint)
        for domain in answer.domains:
            share = domain.weight or 1 / len(blueprint.domains)
            n_asked = blueprint.n_scored_items * share
            half = blueprint.domain(domain.domain_id).share_half_width
            half = 0.5 / len(blueprint.domains) if half is None else half
            mastery, lost = domain.mastery, domain.expected_items_lost
            by_weight = 0.9 * half * blueprint.n_scored_items * (1 - mastery.value)
            assert lost.value == pytest.approx(n_asked * (1 - mastery.value))
            below = np.hypot(n_asked * (mastery.high - mastery.value), by_weight)
            assert lost.low == pytest.approx(max(0.0, lost.value - below))


# Chances


def test_the_chance_is_that_of_the_exam_day(tmp_path: Path) -> None:
    """It equals the model's for that day's abilities, with an 80 % range over ability and cut."""
    store = store_with(tmp_path, series(60, 66, 72))
    exam_on = AS_OF + timedelta(days=30)
    answer = readiness_in(store, OPEN, "me", AS_OF, exam_on=exam_on)
    candidate = fit_candidate(store, OPEN, "me", AS_OF)
    mean, covariance = candidate.fitted.abilities_on([exam_on]).with_cut(0)
    scores = score_draws(mean[0], covariance[0], candidate.fitted.form)
    draws = np.sort(scores.chance_by_draw())
    assert answer.exam_on == exam_on
    assert answer.pass_probability.value == pytest.approx(float(scores.pass_probability()))
    assert answer.pass_probability.spread.level == CHANCE_LEVEL
    assert_allclose(
        [answer.pass_probability.spread.low, answer.pass_probability.spread.high], np.quantile(draws, [0.1, 0.9])
    )


def test_better_scores_give_better_chances() -> None:
    """Ten points more in every exam raise the chance; one more correct answer in the last never lowers it."""
    chances = [answer_of(series(p, p, p)).pass_probability.value for p in (55, 65, 75, 85, 95)]
    assert chances == sorted(chances)
    base = series(60, 66, 72)
    last = base[-4]
    assert isinstance(last, DomainResult)
    better = [*base[:-4], replace(last, n_correct=last.n_correct + 1), *base[-3:]]
    for weeks in (0, 6):
        day = AS_OF + timedelta(weeks=weeks)
        lower = answer_of(base, exam_on=day).pass_probability.value
        assert answer_of(better, exam_on=day).pass_probability.value > lower


def test_seen_questions_count_for_less() -> None:
    """The same scores on seen questions give a lower chance."""
    fresh = answer_of([*sat(9, 70), *sat(1, 85)])
    seen = answer_of([*sat(9, 70), *sat(1, 85, n_seen=13)])
    assert seen.pass_probability.value < fresh.pass_probability.value
    assert seen.inflation is not None
    assert seen.inflation.value > 0


def test_where_questions_are_public_those_seen_before_count_as_new() -> None:
    """All, some or none of them: the chance, the counts and the statements are the same, and a reason says so."""
    public, rows = replace(OPEN, has_public_items=True), [*sat(9, 80), *sat(1, 84)]
    some = [*sat(9, 80, n_seen=9), *sat(1, 84, n_seen=2)]
    every = [replace(row, n_seen_before=row.n_items) for row in rows if isinstance(row, DomainResult)]
    fresh, *seen = (answer_of(one, blueprint=public) for one in (rows, some, every))
    for answer in seen:
        assert answer.pass_probability == fresh.pass_probability
        assert (answer.counts, answer.missing, answer.genuine) == (fresh.counts, fresh.missing, fresh.genuine)
    assert Caveat.QUESTIONS_ARE_PUBLIC in fresh.reasons
    usual = answer_of(rows)
    assert (usual.pass_probability, usual.counts) == (fresh.pass_probability, fresh.counts)
    assert Caveat.QUESTIONS_ARE_PUBLIC not in usual.reasons


def test_an_exact_cut_is_no_reason_for_doubt() -> None:
    """A cut in percent has no range; a lower one is passed more often."""
    exact = replace(OPEN, cut=CutScore(PassKind.PERCENT, 66, None, None))
    answer = answer_of(series(70, 70, 70), blueprint=exact)
    assert answer.cut_percent.low == answer.cut_percent.high == 66
    assert not {Caveat.CUT_IS_UNCERTAIN, Caveat.CUT_IS_NOT_PUBLISHED} & set(answer.reasons)
    lower = DecisionInputs(cut=CutBelief(0.60, 0.0))
    own = answer_of(series(70, 70, 70), blueprint=exact, inputs=lower)
    assert own.cut_percent.value == 60
    assert own.pass_probability.value > answer.pass_probability.value


# Many candidates, and time


def cohort(n: int) -> list[Record]:
    """Make candidates with 0 to 5 exams, some with hours or repeats."""
    rng = np.random.default_rng(5)
    records: list[Record] = []
    for k in range(n):
        name = f"c{k:03}"
        records.append(replace(session(AS_OF - timedelta(days=20), 1.0 + k), candidate_id=name))
        if k % 3:
            records.pop()
        for e in range(k % 6):
            rows = sat(9 * e + 1, float(rng.uniform(45, 95)), provider=f"P{e % 2}", n_seen=3 * (k % 2))
            records += [replace(row, candidate_id=name) for row in rows]
    return [*records, *(replace(session(AS_OF, 0.5), candidate_id=f"c{k:03}") for k in range(0, n, 6))]


@pytest.mark.parametrize("n", [9, 36])
def test_one_of_many_is_the_same_as_alone(n: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks, padding and other candidates change nothing, nor the practice exams of others in a cohort."""
    monkeypatch.setattr("analytics.estimation.model_fit.CHUNK", 4)
    store = store_with(tmp_path, cohort(n))
    names = store.candidates()[:-10:-1]
    days = {name: AS_OF + timedelta(days=7 * k) for k, name in enumerate(names) if k % 2}
    with store.reading():
        together = list(readiness_of_all(fit_candidates(store, OPEN, names, AS_OF), exam_days=days))
        alone = [readiness_in(store, OPEN, name, AS_OF, exam_on=days.get(name)) for name in names]
    assert [answer.candidate for answer in together] == names
    for one, other in zip(together, alone, strict=True):
        assert_same(one, other)


@pytest.mark.parametrize(
    ("records", "inputs"),
    [
        ([], DecisionInputs()),
        (sat(1, 60), DecisionInputs()),
        ([total_of(AS_OF - timedelta(days=k), 39, 65) for k in (2, 9)], DecisionInputs()),
        (series(70, 74, 78), DecisionInputs(target=0.99)),
    ],
)
def test_the_score_that_the_target_takes_is_for_the_exam_day(records: list[Record], inputs: DecisionInputs) -> None:
    """It is above the expected score, by its questions, and a perfect score is above it, however little is known."""
    answer = answer_of(records, inputs=inputs, exam_on=AS_OF + timedelta(days=9))
    score = answer.target_score
    assert score is not None
    assert score.percent is not None
    assert answer.percent_correct.value < score.percent < 100
    assert score.more_items == pytest.approx(50 * (score.percent - answer.percent_correct.value) / 100)


def test_no_score_is_named_at_the_target_for_many_or_if_none_would_do(tmp_path: Path) -> None:
    """A chance that reaches the target takes nothing, lists of many do without, and a cut may be anywhere."""
    assert answer_of(series(96, 96, 96)).target_score is None
    assert readiness_in(store_with(tmp_path, series(60, 60)), OPEN, "me", AS_OF).target_score is None
    anywhere = answer_of(series(60, 60), inputs=DecisionInputs(cut=CutBelief(0.95, 0.2))).target_score
    assert anywhere is not None
    assert (anywhere.percent, anywhere.more_items) == (None, None)


@pytest.mark.parametrize(
    ("exam_in", "booked_in", "passed_ago", "failed_ago", "is_booked"),
    [
        (0, 0, None, None, True),
        (0, 7, None, None, False),
        (0, 0, 21, None, False),
        (-7, -7, None, None, False),
        (0, 0, None, 0, False),
        (7, 7, None, 21, True),
    ],
)
def test_the_plans_day_is_booked_until_the_exam_is_taken(
    exam_in: int, booked_in: int, passed_ago: int | None, failed_ago: int | None, is_booked: bool
) -> None:
    """Another day that was booked does not count, nor the planned day once it is over or the exam is passed."""
    day = TODAY + timedelta(days=exam_in)
    own = replace(plan(exam_on=day), booked_exam_on=TODAY + timedelta(days=booked_in))
    results = [
        ExamOutcome(taken_on=TODAY - timedelta(days=ago), exam_code=own.exam_code, is_passed=ago == passed_ago)
        for ago in (passed_ago, failed_ago)
        if ago is not None
    ]
    candidate = fitted_from([own, *practice_exam(TODAY - timedelta(days=30), [(8, 13)] * 4), *results])
    assert readiness_of(candidate, max(day, TODAY)).is_booked is is_booked
    assert readiness_of(candidate, TODAY + timedelta(days=40)).booked_on == (day if is_booked else None)


def test_no_candidates_have_no_readiness(tmp_path: Path) -> None:
    """No candidates give no answers."""
    assert list(readiness_of_all(fit_candidates(store_with(tmp_path, []), OPEN, [], AS_OF), exam_days={})) == []


@few_examples(5)
@given(st.lists(st.tuples(st.integers(-30, 60), st.integers(30, 100), st.booleans()), max_size=6), st.integers(-20, 20))
def test_the_future_is_hidden(rows: list[tuple[int, int, bool]], days_ago: int) -> None:
    """Readiness as of a day is that of a file without later rows."""
    as_of = AS_OF - timedelta(days=days_ago)
    records: list[Record] = [session(AS_OF - timedelta(days=k), 3.0, number=k) for k, _, has in rows if has]
    for number, (k, percent, _) in enumerate(rows):
        records += sat(k, percent, provider=f"Provider {number}")

    def is_visible(record: Record) -> bool:
        moment = getattr(record, "taken_at", None) or getattr(record, "started_at", None)
        return isinstance(moment, date) and moment <= as_of

    whole = answer_of(records, as_of=as_of)
    assert_same(whole, answer_of([r for r in records if is_visible(r)], as_of=as_of))


def test_an_adaptive_exam_has_an_answer() -> None:
    """CISSP counts at its full length: 150 questions less the unscored ones."""
    blueprint = BLUEPRINTS["CISSP"]
    assert blueprint.is_adaptive
    rows = [replace(row, exam_code="CISSP") for row in practice_exam(AS_OF, [(16, 20)] * 8)]
    answer = answer_of(rows, blueprint=blueprint)
    assert len(answer.score_probabilities) == blueprint.n_scored_items + 1
    expected = answer.score_probabilities @ np.arange(blueprint.n_scored_items + 1)
    assert answer.percent_correct.value == pytest.approx(100 * expected / blueprint.n_scored_items)
    assert answer.percent_correct.low < 80 < answer.percent_correct.high + 10


def test_the_score_has_the_spread_of_its_questions_at_least() -> None:
    """Even after a very long record, a score of 50 questions has the binomial's range."""
    long = [r for k in range(30) for r in practice_exam(AS_OF - timedelta(days=k), [(80, 100)] * 4)]
    answer = answer_of(long)
    low, high = stats.binom(50, 0.8).interval(0.9)
    assert answer.percent_correct.low <= 2 * low + 2
    assert answer.percent_correct.high >= 2 * high - 2


def test_a_store_may_be_read_again(tmp_path: Path) -> None:
    """The same file and day give exactly the same answer."""
    store = Store(store_with(tmp_path, series(60, 70)).path)
    assert_same(readiness_in(store, OPEN, "me", AS_OF), readiness_in(store, OPEN, "me", AS_OF), tolerance=0.0)

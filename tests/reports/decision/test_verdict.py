"""The verdict: to book or wait, for which day, and at what cost."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.decision_inputs import FAIL_COST, WEEK_COST, DecisionInputs
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from analytics.reports.decision.verdict import (
    Caveat,
    Missing,
    Reason,
    StatementVerdict,
    Verdict,
    VerdictBasis,
)
from tests.inputs.readiness_cases import AS_OF, OPEN, answer_of, sat, series


def test_high_and_steady_is_booked() -> None:
    """At 90 % for weeks the target is reached today."""
    answer = answer_of(series(90, 90, 90, 90))
    assert (answer.verdict, answer.ready) == (Verdict.BOOK, StatementVerdict.YES)
    assert answer.reasons[0] is Reason.CHANCE_REACHES_TARGET
    assert (answer.outlook.reaches_target_on, answer.outlook.levels_off_at) == (AS_OF, None)
    assert Missing.EXAM_DATE in answer.missing
    assert answer.costs is not None
    assert answer.costs.best_day == AS_OF
    assert answer.costs.days == tuple(AS_OF + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1))


def test_low_and_steady_waits_and_says_that_the_chance_is_low() -> None:
    """The reasons include a likely fail, and the candidate is not ready."""
    answer = answer_of(series(66, 66, 66, 66))
    assert (answer.verdict, answer.ready) == (Verdict.WAIT, StatementVerdict.NO)
    assert isinstance(answer.reasons[0], Reason)
    assert Caveat.CHANCE_IS_LOW in answer.reasons
    assert answer.pass_probability.value < 0.5


def test_rising_waits_for_a_cheaper_week_and_books_for_a_late_day() -> None:
    """If waiting is cheap, a later week is cheaper; a day after that week may be booked."""
    inputs = DecisionInputs(week_cost=1.0)
    records = series(64, 68, 72, 75, 78)
    today = answer_of(records, inputs=inputs)
    assert today.reasons[0] is Reason.A_LATER_WEEK_IS_CHEAPER
    assert today.verdict is Verdict.WAIT
    assert today.costs is not None
    assert today.costs.best_day > AS_OF
    late = answer_of(records, exam_on=today.costs.best_day, inputs=inputs)
    assert late.verdict is Verdict.BOOK
    early = answer_of(records, exam_on=today.costs.best_day - timedelta(days=1), inputs=inputs)
    assert early.verdict is Verdict.WAIT


@pytest.mark.parametrize("given", [DecisionInputs(week_cost=WEEK_COST), DecisionInputs(fail_cost=FAIL_COST)])
def test_a_cost_that_is_given_decides_whatever_its_amount(given: DecisionInputs) -> None:
    """Costs decide as soon as one is given, also at the assumed amount; until then they say nothing."""
    records = series(74, 76, 78)
    assumed, own = answer_of(records), answer_of(records, inputs=given)
    assert assumed.pass_probability.value < 0.80
    assert (assumed.verdict, assumed.verdict_by) == (Verdict.WAIT, VerdictBasis.TARGET)
    assert set(assumed.reasons) - set(Caveat) == {Reason.CHANCE_BELOW_TARGET}
    assert (own.verdict, own.verdict_by) == (Verdict.BOOK, VerdictBasis.COSTS)
    assert own.reasons[:2] == (Reason.NO_LATER_WEEK_IS_CHEAPER, Reason.TARGET_DISAGREES)
    assert (own.own_costs, assumed.own_costs) == (own.costs, None)
    assert own.costs is not None
    assert (own.costs.inputs.week_cost, own.costs.inputs.fail_cost) == (given.week_cost, given.fail_cost)
    assert replace(own.costs, inputs=replace(own.costs.inputs, week_cost=None, fail_cost=None)) == assumed.costs


def test_the_target_decides_on_the_exam_day() -> None:
    """The verdict is book exactly where the chance of that day reaches the target, with the first such day named."""
    records, inputs = series(64, 68, 72, 75, 78), DecisionInputs(target=0.70)
    today = answer_of(records, inputs=inputs)
    assert (today.verdict, today.outlook.levels_off_at) == (Verdict.WAIT, None)
    first = today.outlook.reaches_target_on
    assert first is not None
    chances = {day: answer_of(records, exam_on=day, inputs=inputs) for day in (first - timedelta(weeks=1), first)}
    assert [answer.verdict for answer in chances.values()] == [Verdict.WAIT, Verdict.BOOK]
    assert [answer.pass_probability.value >= 0.70 for answer in chances.values()] == [False, True]
    late = answer_of(records, exam_on=first + timedelta(weeks=2), inputs=inputs)
    assert (late.verdict, late.outlook.reaches_target_on) == (Verdict.BOOK, first)
    assert Reason.AN_EARLIER_DAY_REACHES_TARGET in late.reasons


def test_a_chance_that_never_reaches_the_target_has_its_highest_named() -> None:
    """Weekly chances of the weeks considered all lie below the target, and the highest of them is named."""
    answer = answer_of(series(60, 60, 60, 60, 60, 60))
    weekly = [
        answer_of(series(60, 60, 60, 60, 60, 60), exam_on=day).pass_probability.value for day in answer.outlook.days
    ]
    assert max(weekly) < 0.80
    assert answer.outlook.reaches_target_on is None
    assert answer.outlook.levels_off_at == pytest.approx(max(weekly))


def test_an_earlier_week_that_costs_less_is_named() -> None:
    """With costs of their own, a candidate with a late exam day is told of the cheapest week before it that is not
    today."""
    inputs = DecisionInputs(week_cost=100.0)
    answer = answer_of(series(90, 90, 90), exam_on=AS_OF + timedelta(weeks=8), inputs=inputs)
    assert answer.verdict is Verdict.BOOK
    assert Reason.AN_EARLIER_WEEK_IS_CHEAPER in answer.reasons
    assert answer.costs is not None
    saving = answer.costs.expected_cost[8] - answer.costs.expected_cost[1]
    assert answer.costs.cheaper_before(answer.exam_on) == (AS_OF + timedelta(weeks=1), saving)


@pytest.mark.parametrize(("days_ahead", "is_named"), [(1, False), (7, False), (14, True)])
def test_an_earlier_day_is_one_that_can_still_be_booked(days_ahead: int, is_named: bool) -> None:
    """Today reaches the target and costs the least, but is never advised: the first advised day is a week away."""
    inputs = DecisionInputs(week_cost=100.0)
    answer = answer_of(series(90, 90, 90), exam_on=AS_OF + timedelta(days=days_ahead), inputs=inputs)
    assert answer.outlook.reaches_target_on == AS_OF
    assert (Reason.AN_EARLIER_DAY_REACHES_TARGET in answer.reasons) == is_named
    assert (Reason.AN_EARLIER_WEEK_IS_CHEAPER in answer.reasons) == is_named


def test_no_earlier_day_is_advised_where_costs_say_to_wait() -> None:
    """If one more practice exam is worth its week, going earlier is not, even if the target is reached."""
    inputs = DecisionInputs(week_cost=20.0, fail_cost=5000.0, target=0.7)
    answer = answer_of(series(*[78] * 5), exam_on=AS_OF + timedelta(weeks=5), inputs=inputs)
    assert (answer.verdict, answer.outlook.reaches_target_on) == (Verdict.WAIT, AS_OF)
    assert answer.costs is not None
    assert answer.costs.cheaper_before(answer.exam_on) is not None
    assert answer.reasons[:2] == (Reason.MORE_WILL_BE_KNOWN, Reason.TARGET_DISAGREES)
    assert not {Reason.AN_EARLIER_DAY_REACHES_TARGET, Reason.AN_EARLIER_WEEK_IS_CHEAPER} & {*answer.reasons}


def test_a_cheaper_week_is_compared_with_the_chosen_day() -> None:
    """Of weeks that cost 90, 70, 50 and 60, waiting saves 40 from today, 20 from the second week, and nothing from the
    third."""
    costs = answer_of(series(64, 68, 72, 75, 78)).costs
    assert costs is not None
    days = tuple(AS_OF + timedelta(weeks=k) for k in range(5))
    costs = replace(costs, days=days, expected_cost=(90.0, 70.0, 50.0, 60.0, np.inf))
    assert costs.cheaper_after(AS_OF) == (days[2], 40.0)
    assert costs.cheaper_after(days[1] + timedelta(days=1)) == (days[2], 20.0)
    assert costs.cheaper_after(days[2]) is None


def test_where_every_date_costs_too_much_it_says_so() -> None:
    """With a hopeless level, a high fee and little to lose by stopping, not taking the exam is cheapest."""
    answer = answer_of(series(30, 30, 30, 30), inputs=DecisionInputs(fee=1000, fail_cost=5000))
    assert answer.reasons[0] is Reason.STOPPING_IS_CHEAPER
    assert answer.verdict is Verdict.WAIT
    assert answer.costs is not None
    assert min(answer.costs.expected_cost) > answer.costs.stopping_cost == 2 * 1000 + 5000 + 16 * 60
    assert answer.costs.dearer_than_stopping > 0.8


def test_stopping_is_not_advised_before_there_is_a_trend() -> None:
    """Two exams of one week show a level but no trend."""
    hopeless = DecisionInputs(fee=1000, fail_cost=5000)
    answer = answer_of([*sat(3, 30), *sat(1, 30)], inputs=hopeless)
    assert answer.costs is not None
    assert answer.costs.is_stopping_cheapest
    assert (answer.verdict, answer.reasons[0]) == (Verdict.WAIT, Reason.NO_DAY_PAYS_YET)


def test_stopping_is_not_advised_where_futures_differ_too_much() -> None:
    """If stopping is cheaper on average but not in eight of ten futures, the verdict is to wait."""
    near = DecisionInputs(fee=300, week_cost=150, fail_cost=300, no_pass_cost=900)
    answer = answer_of(series(66, 66, 66, 66), inputs=near)
    assert answer.costs is not None
    assert answer.costs.is_stopping_cheapest
    assert answer.costs.dearer_than_stopping < 0.8
    assert answer.reasons[0] is Reason.NO_DAY_PAYS_YET


def test_a_deadline_closes_the_weeks_after_it() -> None:
    """No cost is given for them, the reason is given, and a low chance alone does not forbid booking."""
    deadline = AS_OF + timedelta(weeks=2)
    answer = answer_of(series(68, 68, 68), inputs=DecisionInputs(fail_cost=100.0, deadline=deadline))
    assert answer.costs is not None
    assert answer.costs.days == tuple(AS_OF + timedelta(weeks=k) for k in range(3))
    assert np.isfinite(answer.costs.expected_cost).all()
    assert Caveat.DEADLINE_BINDS in answer.reasons
    later = answer_of(series(68, 68, 68), inputs=DecisionInputs(deadline=deadline), exam_on=AS_OF + timedelta(weeks=5))
    assert (later.is_own_deadline, later.is_exam_day_open) == (True, True)
    assert later.reasons[0] is Reason.EXAM_DAY_IS_TOO_LATE
    assert later.moves_to.last is not None  # the exam can be taken on that day
    assert Caveat.CHANCE_IS_LOW in answer.reasons
    assert answer.pass_probability.value < 0.5
    assert answer.verdict is Verdict.BOOK


def test_after_the_deadline_no_day_is_left() -> None:
    """Then there are no costs and no outlook, and every day is too late."""
    answer = answer_of(series(90, 90), inputs=DecisionInputs(deadline=AS_OF - timedelta(days=1)))
    assert (answer.costs, answer.outlook.days) == (None, ())
    assert (answer.verdict, answer.reasons[0]) == (Verdict.WAIT, Reason.EXAM_DAY_IS_TOO_LATE)


def test_an_exam_day_after_the_deadline_or_far_ahead_is_not_booked() -> None:
    """Days after the deadline, or beyond the weeks considered, are not booked."""
    deadline = AS_OF + timedelta(weeks=2)
    late = answer_of(series(90, 90), exam_on=AS_OF + timedelta(weeks=3), inputs=DecisionInputs(deadline=deadline))
    far = answer_of(series(90, 90), exam_on=AS_OF + timedelta(weeks=DECISION_WEEKS + 1))
    assert (late.verdict, late.reasons[0]) == (Verdict.WAIT, Reason.EXAM_DAY_IS_TOO_LATE)
    assert (far.verdict, far.reasons[0]) == (Verdict.WAIT, Reason.EXAM_DAY_IS_FAR)


def test_a_closed_day_is_said_to_be_closed_also_with_too_little_data() -> None:
    """Whether the exam can be taken that day does not depend on practice; a day far ahead merely cannot be judged."""
    deadline = AS_OF + timedelta(weeks=2)
    late = answer_of(series(90), exam_on=AS_OF + timedelta(weeks=3), inputs=DecisionInputs(deadline=deadline))
    far = answer_of(series(90), exam_on=AS_OF + timedelta(weeks=DECISION_WEEKS + 1))
    assert (late.verdict, late.reasons[0]) == (Verdict.TOO_LITTLE_DATA, Reason.EXAM_DAY_IS_TOO_LATE)
    assert far.verdict is Verdict.TOO_LITTLE_DATA
    assert Reason.EXAM_DAY_IS_FAR not in far.reasons


def test_an_unknown_fee_is_a_reason() -> None:
    """If no fee is known, the candidate's costs leave it out and a reason says so; assumed costs say nothing."""
    unknown = replace(OPEN, fee=None)
    for inputs, is_said in (
        (DecisionInputs(week_cost=60.0), True),
        (DecisionInputs(), False),
        (DecisionInputs(week_cost=60.0, fee=100.0), False),
    ):
        reasons = answer_of(series(90, 90), blueprint=unknown, inputs=inputs).reasons
        assert (Caveat.FEE_IS_NOT_PUBLISHED in reasons) is is_said


def test_the_end_of_an_exam_is_a_deadline() -> None:
    """The earlier of both applies; the last day itself is open."""
    last = AS_OF + timedelta(weeks=5)
    retiring = replace(OPEN, listed_status=ExamStatus.RETIRING, last_day=last)
    for deadline, n_open in ((None, 6), (AS_OF + timedelta(weeks=3), 4), (AS_OF + timedelta(weeks=9), 6)):
        answer = answer_of(series(90, 90), blueprint=retiring, inputs=DecisionInputs(deadline=deadline))
        assert answer.costs is not None
        assert np.isfinite(answer.costs.expected_cost).sum() == n_open
        assert Caveat.DEADLINE_BINDS in answer.reasons
        assert answer.is_own_deadline is (n_open == 4)


def test_an_exam_is_retired_from_the_day_after_its_last_day() -> None:
    """Until then a planned day after the last one is only too late, and an earlier day is named."""
    last = AS_OF + timedelta(weeks=1)
    retiring = replace(OPEN, listed_status=ExamStatus.RETIRING, last_day=last, replaced_by=("MLA-C01",))
    on_time = answer_of(series(90, 90), blueprint=retiring, exam_on=last)
    assert on_time.verdict is Verdict.BOOK
    late = answer_of(series(90, 90), blueprint=retiring, exam_on=last + timedelta(days=1))
    assert late.verdict is Verdict.WAIT
    assert late.reasons[:2] == (Reason.EXAM_DAY_IS_TOO_LATE, Reason.AN_EARLIER_DAY_REACHES_TARGET)
    assert (late.outlook.reaches_target_on, late.last_day) == (AS_OF, last)
    assert not late.is_exam_day_open
    after = answer_of(series(90, 90), blueprint=retiring, as_of=last + timedelta(days=1))
    assert (after.verdict, after.reasons[0], after.costs) == (Verdict.EXAM_RETIRED, Reason.RETIRED, None)
    assert (after.outlook.reaches_target_on, after.outlook.levels_off_at, after.successors) == (
        None,
        None,
        ("MLA-C01",),
    )
    assert (after.missing, Missing.EXAM_DATE in on_time.missing) == ((), False)
    assert (after.is_closed, late.is_closed) == (True, False)
    assert 0 < after.pass_probability.value < 1


def test_an_exam_that_is_not_open_yet_is_not_booked_for_today() -> None:
    """Its first day is the default; a chosen day before it is closed, and so are the weeks before it."""
    first = AS_OF + timedelta(days=10)
    announced = replace(OPEN, listed_status=ExamStatus.ANNOUNCED, first_day=first)
    today = answer_of(series(90, 90), blueprint=announced, exam_on=AS_OF)
    assert (today.verdict, today.reasons[0], today.exam_on) == (Verdict.WAIT, Reason.NOT_OPEN_YET, AS_OF)
    assert today.open_from == first
    default = answer_of(series(90, 90), blueprint=announced)
    assert (default.exam_on, default.verdict, default.outlook.reaches_target_on) == (first, Verdict.BOOK, first)
    assert default.costs is not None
    assert np.isfinite(default.costs.expected_cost).tolist() == [False] * 2 + [True] * (DECISION_WEEKS - 1)
    assert default.costs.best_day == AS_OF + timedelta(weeks=2)
    far = answer_of(series(90, 90), blueprint=replace(announced, first_day=AS_OF + timedelta(weeks=30)))
    assert (far.reasons[0], far.costs, far.outlook.days) == (Reason.EXAM_DAY_IS_FAR, None, ())


def test_an_exam_day_in_the_past_is_today() -> None:
    """There is no chance for a past day."""
    past = answer_of(series(80, 80), exam_on=AS_OF - timedelta(days=3))
    assert past.exam_on == AS_OF


def test_fees_and_retakes_are_weighed() -> None:
    """The blueprint's fee is the default; a free retake and a short wait cost less."""
    records = series(70, 70, 70)

    def cost(blueprint: ExamBlueprint = OPEN, **given: float | bool) -> float:
        answer = answer_of(records, blueprint=blueprint, inputs=replace(DecisionInputs(), **given))  # type: ignore[arg-type]
        assert answer.costs is not None
        return answer.costs.expected_cost[0]

    assert cost() == pytest.approx(cost(fee=OPEN.fee or 0))
    assert cost(is_retake_free=True) < cost()
    assert cost(replace(OPEN, free_retake=True)) == pytest.approx(cost(is_retake_free=True))
    assert cost(replace(OPEN, free_retake=True), is_retake_free=False) == pytest.approx(cost())
    assert cost(replace(OPEN, retake_wait_d=())) <= cost() <= cost(replace(OPEN, retake_wait_d=(60,)))
    assert cost(replace(OPEN, retake_wait_d=(8,))) == pytest.approx(cost())
    assert cost(replace(OPEN, fee=None)) == pytest.approx(cost(fee=0))

"""Proposed weeks: hours in proportion to the questions at risk."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.plan_weeks import AUDIT, REVIEW, calendar_weeks
from analytics.reports.planning.proposed_weeks import PlanBasis, WeekParts, proposed_weeks
from tests.inputs.plan_bases import MONDAY, NARROW, plan_basis_of


def weeks_of(case: PlanBasis) -> dict[int, WeekParts]:
    assert case.plan is not None
    return dict(proposed_weeks(case, case.plan, case.fixed))


def days_of(case: PlanBasis) -> Counter[str]:
    """Return the days of each focus in all proposed weeks."""
    assert case.plan is not None
    n_days = {week.number: week.n_days for week in calendar_weeks(case.plan, case.as_of)}
    days: Counter[str] = Counter()
    for number, parts in weeks_of(case).items():
        days.update({focus: round(share * n_days[number]) for focus, share in parts.items()})
    return days


LOGS = st.sampled_from([[1.0] * 8, [5.0, *[0.0] * 7]])
CASES = st.builds(
    plan_basis_of,
    st.lists(st.floats(0.1, 20), min_size=2, max_size=8),
    n_weeks=st.integers(1, 20),
    basis=st.sampled_from(GapBasis),
    half_width=st.floats(0, 1),
    audit_weeks=st.integers(0, 4),
    fixed=st.dictionaries(st.integers(1, 20), st.sampled_from(["a", "b", AUDIT, REVIEW, "words"]), max_size=3),
    as_of=st.integers(0, 30).map(lambda days: MONDAY + timedelta(days=days)),
    hours=st.dictionaries(st.integers(-30, 30).map(lambda k: MONDAY + timedelta(days=k)), LOGS),
)


@given(CASES)
def test_each_open_week_ahead_is_given_out_whole(case: PlanBasis) -> None:
    """Its parts are whole days that add to the week; weeks that are over, and fixed ones, get no proposal."""
    assert case.plan is not None
    weeks = {week.number: week for week in calendar_weeks(case.plan, case.as_of)}
    proposed = weeks_of(case)
    assert set(proposed) == {n for n, week in weeks.items() if week.last_on >= case.as_of} - set(case.fixed)
    for number, parts in proposed.items():
        days = [share * weeks[number].n_days for share in parts.values()]
        assert sum(days) == pytest.approx(weeks[number].n_days)
        assert all(n == pytest.approx(round(n)) and round(n) > 0 for n in days)


@pytest.mark.parametrize("n_weeks", [1, 20])
def test_what_is_not_asked_gets_no_week(n_weeks: int) -> None:
    """A domain without questions at risk has no turn, however long ago it was studied."""
    assert set(days_of(plan_basis_of([5.0, 0.0, 3.0], n_weeks=n_weeks))) <= {"a", "c", REVIEW}


@given(CASES)
def test_a_week_begins_with_most_days_among_what_may_cost_most(case: PlanBasis) -> None:
    """Its focus is its largest part if all may cost most; the others follow, the most days first."""
    line = {AUDIT: 0, REVIEW: 3, **{case.domain_ids[k]: 1 for k in case.losses.largest}}
    for parts in weeks_of(case).values():
        places = [(line.get(focus, 2), -share) for focus, share in parts.items()]
        assert places == sorted(places)


@given(CASES)
def test_audit_and_review_take_at_most_a_sixth_each(case: PlanBasis) -> None:
    """Audit ends with the first practice exam."""
    assert case.plan is not None
    assert case.plan.exam_on is not None
    days, n_days = days_of(case), (case.plan.exam_on - case.plan.starts_on).days + 1
    assert max(days[AUDIT], days[REVIEW]) <= n_days / 6
    assert not (case.losses.basis is GapBasis.PRACTICE_EXAMS and days[AUDIT])


@given(
    st.lists(st.floats(0.1, 20), min_size=4, max_size=8),
    st.integers(4, 6),
    st.floats(0, 1),
    st.integers(0, 3),
)
def test_days_are_in_proportion_to_the_questions_at_risk(
    lost: list[float], n_weeks: int, half_width: float, more: int
) -> None:
    """Webster's property: no domain has a day that another would be due first; all have one; more at risk, no fewer.

    A day more than the minimum is due to i rather than j if (days_i - 1/2) / share_i <= (days_j + 1/2) / share_j.
    """
    case = plan_basis_of(lost, n_weeks=n_weeks, half_width=half_width)
    days, shares = days_of(case), dict(zip(case.domain_ids, case.losses.shares_of_hours, strict=True))
    assert sum(days[name] for name in shares) >= 7 * n_weeks * 5 / 6
    assert min(days[name] for name in shares) >= 1
    for i in (name for name in shares if days[name] > 1):
        assert all((days[i] - 0.5) / shares[i] <= (days[j] + 0.5) / shares[j] + 1e-9 for j in shares)
    higher = [x * (1.5 if k == more else 1) for k, x in enumerate(lost)]
    then = days_of(plan_basis_of(higher, n_weeks=n_weeks, half_width=half_width))
    assert then[case.domain_ids[more]] >= days[case.domain_ids[more]]


def test_a_plan_of_five_weeks_reaches_every_domain() -> None:
    """28 or more days by 34, 26, 22 and 18 %, about two domains a week; five days of audit and five of review."""
    case = plan_basis_of([34, 26, 22, 18], basis=GapBasis.NOTHING, audit_weeks=2)
    assert days_of(case) == {"a": 9, "b": 7, "c": 5, "d": 4, AUDIT: 5, REVIEW: 5}
    assert [[*parts] for parts in weeks_of(case).values()] == [
        [AUDIT, "a"],
        ["a"],
        ["b"],
        ["c", "d"],
        ["d", REVIEW],
    ]


def test_the_largest_gap_leads_every_week_beside_one_of_the_others() -> None:
    """One queue of days is for what may cost most, the other for the rest in turn."""
    weeks = list(weeks_of(plan_basis_of([50, 20, 15, 15], half_width=NARROW)).values())
    assert all(next(iter(parts)) == "a" for parts in weeks)
    assert {focus for parts in weeks for focus in [*parts][1:]} == {"b", "c", "d", REVIEW}


def test_with_many_weeks_and_no_order_a_week_is_for_one_domain() -> None:
    """Each of twelve domain weeks is given whole, in Webster's order."""
    weeks = list(weeks_of(plan_basis_of([34, 26, 22, 18], n_weeks=13)).values())
    assert [next(iter(parts)) for parts in weeks] == [*"abcdabcadbac", REVIEW][: len(weeks)]
    assert {len(parts) for parts in weeks} == {1}


def test_weekly_results_do_not_starve_the_smaller_gaps() -> None:
    """Hours before a result no longer count; still every domain has had some after five weeks of the same gaps."""
    hours: dict[date, list[float]] = {}
    spent: Counter[str] = Counter()
    for k in range(5):
        monday = MONDAY + timedelta(weeks=k)
        case = plan_basis_of([50, 20, 15, 15], half_width=NARROW, as_of=monday, hours=hours, last_on=monday)
        week = {focus: 7 * share for focus, share in weeks_of(case)[k + 1].items()}
        spent.update(week)
        hours[monday] = [week.get(name, 0.0) for name in case.domain_ids]
    assert all(spent[name] >= 2 for name in "bcd")
    assert spent["a"] == pytest.approx(15, abs=2.5)  # half a day of rounding a week


def test_a_plan_that_is_followed_stays_as_it_is() -> None:
    """Without a new result, and with the hours done as proposed, the rest of the plan does not change."""
    first = weeks_of(plan_basis_of([30, 28, 26, 24]))
    done = {focus: 7 * share for focus, share in first[1].items()}
    hours = {MONDAY: [done.get(name, 0.0) for name in "abcd"]}
    for days in (3, 7):
        case = plan_basis_of([30, 28, 26, 24], as_of=MONDAY + timedelta(days=days), hours=hours)
        then = weeks_of(case)
        assert [then[n] for n in (2, 3, 4)] == [first[n] for n in (2, 3, 4)]


def test_the_last_open_week_is_for_two_domains_unless_others_have_had_none() -> None:
    """Of four domains the two largest, or all that have had no hours in the plan."""
    as_of = MONDAY + timedelta(weeks=3)
    for hours, expected in (([9.0, 9, 9, 9], "ab"), ([9.0, 9, 0, 9], "ca"), ([0.0, 0, 0, 9], "abc")):
        case = plan_basis_of(
            [30, 28, 26, 24], n_weeks=4, as_of=as_of, hours={MONDAY: hours}, last_on=as_of - timedelta(days=1)
        )
        assert {*weeks_of(case)[4]} == {*expected, REVIEW}


def test_near_the_end_the_domains_due_most_remain() -> None:
    """The largest has had three times its share since the evidence, so two smaller ones have the last week."""
    case = plan_basis_of([40, 30, 20, 10], n_weeks=4, as_of=MONDAY + timedelta(weeks=3), hours={MONDAY: [30, 3, 3, 3]})
    assert {*weeks_of(case)[4]} == {"b", "c", REVIEW}


def test_a_fixed_week_counts_for_its_domain() -> None:
    """A week fixed for the largest gap leaves it fewer other days."""
    free, fixed = (days_of(plan_basis_of([40, 20, 20, 20], half_width=NARROW, fixed=own)) for own in ({}, {2: "a"}))
    assert free["a"] - fixed["a"] == pytest.approx(7, abs=1)


@given(CASES, st.integers(1, 20), st.sampled_from(["a", "b", REVIEW]))
def test_a_fixed_week_changes_only_the_weeks_after_it(case: PlanBasis, number: int, focus: str) -> None:
    """This week's proposal stays as it is when a later one is fixed."""
    assert case.plan is not None
    free = {own: name for own, name in case.fixed.items() if own != number}
    before, after = (dict(proposed_weeks(case, case.plan, fixed)) for fixed in (free, {**free, number: focus}))
    assert {n: parts for n, parts in after.items() if n < number} == {
        n: parts for n, parts in before.items() if n < number
    }


def test_after_a_fixed_week_the_plan_goes_on_as_if_its_hours_were_done() -> None:
    """The domain of a fixed second week has no day of the next two; words and review take no domain's hours."""
    weeks = weeks_of(plan_basis_of([30, 28, 26, 24], fixed={2: "d"}))
    assert not {focus for n in (3, 4) for focus in weeks[n]} & {"d"}
    weeks = weeks_of(plan_basis_of([30, 28, 26, 24], fixed={1: "words", 2: REVIEW, 3: AUDIT}))
    assert {focus for n in (4, 5) for focus in weeks[n]} == {*"abcd", REVIEW}

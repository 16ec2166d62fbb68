"""Which candidate, exam and plan are meant, and one fitted candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from analytics.blueprints.parser import shipped_blueprints
from analytics.clock import weekly_days
from analytics.errors import UnknownCandidateError, UnknownExamError
from analytics.estimation.candidate import fit_candidates
from analytics.estimation.exam_plan import plan_of, shown_on
from analytics.estimation.selection import CHOSEN_EXAM, chosen_blueprint, chosen_candidate, exams_of, known_blueprints
from analytics.models import ability, response
from analytics.models.intervals import Floats
from analytics.records import ExamOutcome, Record
from analytics.store import Rows, Store
from tests.inputs.builders import (
    EXAM,
    OPEN_EXAM,
    TODAY,
    add_records,
    fitted_from,
    plan,
    practice_exam,
    rating,
    session,
    store_with,
)

BLUEPRINT = shipped_blueprints()[EXAM]
COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]
DAY = date(2026, 11, 2)


def store_of_candidates(folder: Path, **records: Sequence[Record]) -> Store:
    """Make a store of candidates with some records each."""
    return store_with(folder, [replace(row, candidate_id=name) for name, rows in records.items() for row in rows])


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
    store.save_draft("me", CHOSEN_EXAM, EXAM)
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
    store.save_draft("me", CHOSEN_EXAM, EXAM)
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


def test_the_plan_is_the_one_for_the_exam(tmp_path: Path) -> None:
    """A plan of another exam does not count."""
    store = store_with(tmp_path, [plan(exam_code="AZ-900"), plan(exam_on=date(2027, 1, 10))])
    found = plan_of(store, "me", EXAM)
    assert found is not None
    assert found.exam_on == date(2027, 1, 10)
    assert plan_of(store, "me", "SAA-C03") is None


@pytest.mark.parametrize(
    ("planned", "expected"),
    [(TODAY + timedelta(days=9), TODAY + timedelta(days=9)), (TODAY, TODAY), (TODAY - timedelta(days=1), None)],
)
def test_a_planned_exam_day_holds_until_it_has_passed(planned: date, expected: date | None) -> None:
    """The exam day itself is still ahead; a past day is no exam day."""
    assert fitted_from([plan(exam_on=planned)]).exam_on == expected


def outcome(days: int, *, is_passed: bool, candidate_id: str = "me") -> ExamOutcome:
    """Make a result so many days from the present one."""
    day = TODAY + timedelta(days=days)
    return ExamOutcome(candidate_id=candidate_id, taken_on=day, exam_code=EXAM, is_passed=is_passed)


@pytest.mark.parametrize(
    ("planned_in", "sat_in", "is_passed", "ends_in", "ahead_in"),
    [
        (9, -2, True, -2, None),
        (None, -2, True, -2, None),
        (9, 0, True, 0, None),
        (9, -2, False, 9, 9),
        (None, -2, False, None, None),
        (0, 0, False, 0, None),
        (-5, -2, True, -5, None),
        (9, -60, True, 9, 9),
    ],
)
def test_a_result_ends_the_plan_or_leaves_it(
    planned_in: int | None, sat_in: int, ends_in: int | None, ahead_in: int | None, *, is_passed: bool
) -> None:
    """A pass ends a plan that had begun by then; after a fail a later planned day counts.

    The written plan does not change, and a pass before the plan began is of another preparation.
    """

    def day(within: int | None) -> date | None:
        return None if within is None else TODAY + timedelta(days=within)

    written = plan(starts_on=TODAY - timedelta(days=30), exam_on=day(planned_in))
    known = fitted_from([written, outcome(sat_in, is_passed=is_passed)])
    assert known.plan is not None
    assert (known.plan.exam_on, known.exam_on, known.written_plan) == (day(ends_in), day(ahead_in), written)


def test_a_pass_is_not_known_before_its_day() -> None:
    """On a day before the pass the planned day is still ahead."""
    planned = TODAY + timedelta(days=9)
    records: list[Record] = [plan(starts_on=TODAY - timedelta(days=30), exam_on=planned), outcome(-2, is_passed=True)]
    assert fitted_from(records).until(TODAY - timedelta(days=3)).exam_on == planned


def test_exam_days_are_given_by_candidate(tmp_path: Path) -> None:
    """Planned days that are still ahead, for one or for many; a candidate who has passed has none."""
    planned = TODAY + timedelta(days=9)
    own = plan(starts_on=TODAY - timedelta(days=30), exam_on=planned)
    plans = [replace(own, candidate_id=name) for name in ("me", "you", "they")]
    store = store_with(
        tmp_path, [*plans, outcome(-2, is_passed=True), outcome(-2, is_passed=False, candidate_id="you")]
    )
    everybody = ["me", "nobody", "they", "you"]

    def exam_days(*names: str) -> Mapping[str, date]:
        return fit_candidates(store, OPEN_EXAM, names, TODAY).exam_days

    assert exam_days(*everybody) == {"they": planned, "you": planned}
    assert exam_days("you") == {"you": planned}
    assert exam_days("me") == {}


def test_without_a_plan_or_an_exam_there_are_no_days() -> None:
    """Without a plan and practice there is no plan, exam day or first day."""
    known = fitted_from([session(DAY, 1.0)])
    assert (known.plan, known.exam_on, known.counts.first_on) == (None, None, None)


def test_going_back_equals_reading_on_that_day() -> None:
    """A candidate of an earlier day has no later evidence."""
    records: list[Record] = [*practice_exam(DAY, COUNTS), *practice_exam(TODAY, [(13, 13)]), session(TODAY, 9.0)]
    back = fitted_from(records).until(DAY + timedelta(days=3))
    then = fitted_from(records, as_of=DAY + timedelta(days=3))
    assert (back.as_of, back.counts.first_on) == (then.as_of, DAY)
    for ours, theirs in zip(
        back.fitted.abilities_on([TODAY]).on(0), then.fitted.abilities_on([TODAY]).on(0), strict=True
    ):
        assert_allclose(ours, theirs, atol=1e-9)


def test_draws_of_the_total_mix_the_domains_by_weight() -> None:
    """The draws have mean and sd of plain random draws from the same posterior."""
    known = fitted_from(practice_exam(DAY, COUNTS) + practice_exam(TODAY, COUNTS, provider="B"))
    days = [DAY, TODAY]
    draws = known.total_draws(days)
    rng = np.random.default_rng(2)
    for k in range(2):
        mean, covariance = known.fitted.abilities_on(days).on(k)
        theta = rng.multivariate_normal(mean[0], covariance[0], size=100_000)
        total = response.share_correct(theta, 0.20) @ np.array([0.20, 0.24, 0.36, 0.20])
        assert draws[k].mean() == pytest.approx(total.mean(), abs=0.002)
        assert draws[k].std() == pytest.approx(total.std(), rel=0.1)


def test_weekly_days_end_on_the_last() -> None:
    """17 days hold two whole weeks and three days; a first day after the last leaves the last alone."""
    last = date(2026, 11, 25)
    assert weekly_days(date(2026, 11, 8), last) == (date(2026, 11, 8), date(2026, 11, 11), date(2026, 11, 18), last)
    assert weekly_days(last + timedelta(days=30), last) == (last,)


def test_the_day_shown_is_that_of_the_pass_else_today(tmp_path: Path) -> None:
    """A planned day without a result, a fail, and a plan, attempt or practice of a later preparation leave today."""
    passed = ExamOutcome(taken_on=DAY, exam_code=EXAM, is_passed=True)
    failed = replace(passed, is_passed=False)
    now = DAY + timedelta(days=9)
    store = store_of_candidates(
        tmp_path,
        me=[plan(exam_on=DAY), *practice_exam(DAY, COUNTS)],
        failed=[failed, plan(exam_on=DAY)],
        passed=[passed, plan(exam_on=DAY + timedelta(days=7)), *practice_exam(DAY + timedelta(days=1), COUNTS)],
        again=[passed, plan(starts_on=DAY + timedelta(days=2))],
        failed_later=[passed, replace(failed, taken_on=DAY + timedelta(days=3))],
        long_ago=[replace(passed, taken_on=DAY - timedelta(days=300)), *practice_exam(DAY, COUNTS)],
    )
    with store.reading():
        for name in ("me", "failed", "again", "failed_later", "long_ago"):
            assert shown_on(store, name, EXAM, now) == now
        assert shown_on(store, "passed", EXAM, now) == DAY
        assert shown_on(store, "passed", "AIF-C01", now) == now


@pytest.mark.parametrize(
    ("planned", "result", "awaited"),
    [
        (0, None, True),
        (-2, None, True),
        (1, None, False),
        (-2, ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=False), False),
        (-2, ExamOutcome(taken_on=TODAY - timedelta(days=5), exam_code=EXAM, is_passed=True), False),
        (-2, ExamOutcome(taken_on=TODAY - timedelta(days=16), exam_code=EXAM, is_passed=False), True),
        (-2, ExamOutcome(taken_on=TODAY - timedelta(days=15), exam_code=EXAM, is_passed=False), False),
    ],
)
def test_a_result_is_awaited_from_the_planned_day_on(planned: int, result: ExamOutcome | None, awaited: bool) -> None:
    """A result of that day or later ends it, so does an earlier pass, and a day within the wait has none."""
    day = TODAY + timedelta(days=planned)
    exam = replace(BLUEPRINT, last_day=None)
    candidate = fitted_from([plan(exam_on=day), *([result] if result else [])], blueprint=exam)
    assert candidate.awaited_result_on == (day if awaited else None)


@pytest.mark.parametrize(("n_days_after", "is_awaited"), [(0, True), (1, False)])
def test_no_result_is_awaited_of_a_day_after_the_exams_last(n_days_after: int, is_awaited: bool) -> None:
    """Nobody could take it then; of a day before, a result is awaited also once the exam is retired."""
    day = TODAY - timedelta(days=2)
    exam = replace(BLUEPRINT, last_day=day - timedelta(days=n_days_after))
    candidate = fitted_from([plan(exam_on=day)], blueprint=exam)
    assert candidate.awaited_result_on == (day if is_awaited else None)


@pytest.mark.parametrize(("n_days_before", "is_awaited"), [(0, True), (1, False)])
def test_no_result_is_awaited_of_a_day_before_the_exams_first(n_days_before: int, is_awaited: bool) -> None:
    day = TODAY - timedelta(days=2)
    exam = replace(BLUEPRINT, first_day=day + timedelta(days=n_days_before), last_day=None)
    candidate = fitted_from([plan(exam_on=day)], blueprint=exam)
    assert candidate.awaited_result_on == (day if is_awaited else None)


@pytest.mark.parametrize(
    ("planned", "first_on", "last_on", "failed_on", "until"),
    [
        (20, None, None, None, 20),
        (20, 30, None, None, 30),
        (20, None, 15, None, 15),
        (3, None, None, -5, 9),
        (3, None, 6, -5, -5),
        (-5, None, None, -5, -5),
        (-2, 1, None, None, -2),
    ],
)
def test_weeks_go_up_to_a_day_on_which_the_exam_can_be_taken(
    planned: int, first_on: int | None, last_on: int | None, failed_on: int | None, until: int
) -> None:
    """A day ahead before the exam's first or within the wait after a fail is moved on, one after its last is brought
    forward; a day that is over, or a fail that leaves no day, ends them."""
    first, last, failed, day, end = (
        None if n is None else TODAY + timedelta(days=n) for n in (first_on, last_on, failed_on, planned, until)
    )
    results = [ExamOutcome(taken_on=failed, exam_code=EXAM, is_passed=False)] if failed else []
    exam = replace(OPEN_EXAM, first_day=first, last_day=last)
    schedule = fitted_from([plan(exam_on=day), *results], blueprint=exam).schedule
    assert schedule is not None
    assert schedule.exam_on == end


def test_many_candidates_have_the_exam_days_of_their_plans(tmp_path: Path) -> None:
    """A day ahead counts, one that is over does not, and without a plan there is none."""
    ahead, over = TODAY + timedelta(days=20), TODAY - timedelta(days=40)
    store = store_of_candidates(
        tmp_path,
        a=[plan(exam_on=ahead), *practice_exam(DAY, COUNTS)],
        b=[plan(exam_on=over), *practice_exam(DAY, COUNTS)],
        c=practice_exam(DAY, COUNTS),
    )

    fitted = fit_candidates(store, OPEN_EXAM, ["a", "b", "c"], TODAY)

    assert fitted.exam_days == {"a": ahead}


def test_parts_are_what_would_be_read_for_them_alone(tmp_path: Path) -> None:
    """They follow one another in the order of the candidates, with the numbers of their own providers and exams."""
    names = ["a", "b", "c"]
    store = store_of_candidates(
        tmp_path, **{name: practice_exam(DAY, COUNTS, provider=f"Provider {name}") for name in names}
    )
    parts = list(fit_candidates(store, BLUEPRINT, names, TODAY).parts(2))
    assert [part.inputs.evidence.candidate_ids for part in parts] == [("a", "b"), ("c",)]
    for part in parts:
        evidence = part.inputs.evidence
        alone = fit_candidates(store, BLUEPRINT, evidence.candidate_ids, TODAY).inputs.evidence
        assert evidence.provider_names == alone.provider_names
        for column in fields(evidence.cells):
            assert_array_equal(getattr(evidence.cells, column.name), getattr(alone.cells, column.name))


def test_the_fit_of_an_earlier_day_starts_from_that_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes fewer steps than from the prior, to the same abilities; without practice by that day it is the prior."""
    rows = [practice_exam(DAY + timedelta(days=k), COUNTS) for k in range(12)]
    today = fitted_from([row for exam in rows for row in exam])
    n_steps: list[int] = []
    linearized = ability._Search.linearized

    def counted(search: ability._Search, eta: Floats) -> tuple[Floats, Floats]:
        n_steps[-1] += 1
        return linearized(search, eta)

    monkeypatch.setattr(ability._Search, "linearized", counted)
    for day in (DAY + timedelta(days=9), DAY - timedelta(days=1)):
        n_steps.append(0)
        warm = today.until(day).fitted.fit
        n_steps.append(0)
        cold = today.inputs.until(day).fit().fit
        assert_allclose(warm.eta[warm.n_items > 0], cold.eta[cold.n_items > 0], atol=1e-8)
        assert_allclose(warm.dual, cold.dual, atol=1e-8)
    assert n_steps[0] < n_steps[1]

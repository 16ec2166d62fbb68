"""A group, its members, domains and pairs, from one file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation import candidate
from analytics.estimation.candidate import fit_candidate, fit_candidates, fit_group
from analytics.estimation.cohort_sample import MIN_CANDIDATES
from analytics.records import ExamOutcome, Record
from analytics.reports.decision.readiness import readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.group.attention import Concern, Member
from analytics.reports.group.report import GroupReport, group_from, group_report, group_text
from analytics.reports.this_week import week_report
from analytics.store import Store
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, plan, practice_exam, rating, readiness_in, store_with
from tests.inputs.groups import confused, of, small_group

NAMES = ["Ann", "Ben", "Cem", "Dia", "Eva"]
BLUEPRINT = OPEN_EXAM


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    pairs = [*confused("Ann", 1), *confused("Ann", 2), *confused("Dia", 1), *confused("Dia", 2, "A", "B")]
    return store_with(tmp_path_factory.mktemp("group"), [*small_group(), *pairs])


def group_in(
    store: Store, names: Sequence[str], *, exam: ExamBlueprint = BLUEPRINT, as_of: date = TODAY
) -> GroupReport:
    return group_report(exam, as_of, fit_group(store, exam, names, as_of))


@pytest.fixture(scope="module")
def report(store: Store) -> GroupReport:
    return group_in(store, NAMES)


@pytest.fixture(scope="module")
def members(report: GroupReport) -> Mapping[str, Member]:
    return {one.candidate_id: one for one in report.members}


def alone(store: Store, name: str, as_of: date, exam_on: date) -> Readiness:
    return readiness_in(store, BLUEPRINT, name, as_of, exam_on=exam_on)


def test_members_are_in_the_order_of_attention(report: GroupReport) -> None:
    """Dia's exam is in ten days, Ben stopped 40 days ago, Cem never began; Ann is on course, Eva has passed."""
    assert [one.candidate_id for one in report.members] == ["Dia", "Cem", "Ben", "Ann", "Eva"]
    assert [one.concerns[:1] for one in report.members] == [
        (Concern.EXAM_SOON_BELOW_TARGET,),
        (Concern.INACTIVE,),
        (Concern.INACTIVE,),
        (),
        (),
    ]


def test_chances_are_those_of_each_alone(store: Store, members: Mapping[str, Member]) -> None:
    """A week ago the chance was for the same exam day, from the evidence of then."""
    exam_on, week_ago = TODAY + timedelta(days=60), TODAY - timedelta(days=7)
    ann = members["Ann"]
    assert ann.chance == pytest.approx(alone(store, "Ann", TODAY, exam_on).pass_probability.value)
    assert ann.chance_week_ago == pytest.approx(alone(store, "Ann", week_ago, exam_on).pass_probability.value)
    moves_to = alone(store, "Ann", TODAY, exam_on).moves_to
    assert ann.moves_to == pytest.approx((moves_to.low, moves_to.high))


def test_a_chance_of_a_week_ago_is_that_of_the_person_s_own_pages(tmp_path: Path) -> None:
    """With thirty people the cohort is today's on both, so that the change is the person's own."""
    store = store_with(
        tmp_path,
        [
            row
            for k in range(MIN_CANDIDATES)
            for age in (16, 9, 2)
            for row in of(f"c{k:02}", practice_exam(TODAY - timedelta(days=age), [(4 + (k + age) % 8, 12)] * 4))
        ],
    )
    first = group_in(store, store.candidates()).members[0]
    candidate = fit_candidate(store, BLUEPRINT, first.candidate_id, TODAY)
    change = week_report(candidate).change
    assert change is not None
    assert (first.chance_week_ago, first.chance) == pytest.approx((change.was, change.now))


def test_without_evidence_there_is_no_chance(members: Mapping[str, Member]) -> None:
    """Cem has only a plan; Dia's first practice exam is of this week."""
    assert (members["Cem"].chance, members["Cem"].moves_to, members["Cem"].chance_week_ago) == (None, None, None)
    assert members["Dia"].chance is not None
    assert members["Ben"].change is not None


def test_nobody_is_listed_before_their_first_day(store: Store) -> None:
    """On an earlier day only a plan, which has no day of entry, says that somebody prepares."""
    names = {one.candidate_id for one in group_in(store, NAMES, as_of=date(2020, 1, 1)).members}
    assert names == {"Ann", "Cem", "Dia"}


def test_hours_are_those_of_the_last_two_weeks(members: Mapping[str, Member]) -> None:
    """The 50 h of six weeks ago are not; plans are of 10 to 12 h a week."""
    assert (members["Ann"].hours, members["Ann"].planned_hours) == (15, (20, 24))
    assert members["Dia"].concerns[1:] == (Concern.LOW_HOURS,)
    assert (members["Ben"].hours, members["Ben"].planned_hours) == (0, None)


def test_days_are_those_of_practice_study_and_the_exam(members: Mapping[str, Member]) -> None:
    """Eva's last activity is the real exam."""
    assert [members[name].last_on for name in ("Ann", "Ben", "Cem", "Eva")] == [
        TODAY - timedelta(days=3),
        TODAY - timedelta(days=40),
        None,
        date(2026, 11, 1),
    ]
    assert [members[name].exam_on for name in ("Ben", "Dia")] == [None, TODAY + timedelta(days=10)]
    assert [name for name, one in members.items() if one.is_booked] == ["Dia"]
    assert members["Eva"].passed_on == date(2026, 11, 1)
    assert members["Eva"].missing == ()


def test_a_fail_needs_a_new_day_while_there_is_one(store: Store) -> None:
    """Nothing is asked about an exam that can no longer be taken."""
    failed = store_with(
        store.path.parent / "failed", of("Fay", [ExamOutcome(exam_code=EXAM, taken_on=TODAY, is_passed=False)])
    )
    for exam, expected in ((BLUEPRINT, Concern.FAILED_WITHOUT_NEW_DAY), (shipped_blueprints()[EXAM], None)):
        (fay,) = group_in(failed, ["Fay"], exam=exam).members
        assert (fay.last_on, next(iter(fay.concerns), None)) == (TODAY, expected)


def test_an_exam_day_that_has_passed_awaits_its_result(store: Store) -> None:
    """Two days after Dia's exam there is no result."""
    later = group_in(store, ["Dia"], as_of=TODAY + timedelta(days=12))
    assert later.members[0].awaited_result_on == TODAY + timedelta(days=10)
    assert later.members[0].concerns[0] is Concern.RESULT_DUE


def test_a_planned_day_on_which_the_exam_is_closed_is_a_concern(store: Store) -> None:
    """Somebody who failed five days ago has to wait, so in three days the exam is closed; in three weeks it is not.

    Unless it is booked, a day within the wait is none: it was for the attempt that failed.
    """
    fail = ExamOutcome(exam_code=EXAM, taken_on=TODAY - timedelta(days=5), is_passed=False)
    closed, none = [Concern.EXAM_DAY_CLOSED], [Concern.FAILED_WITHOUT_NEW_DAY]
    for name, days, is_booked, expected in (("Fay", 3, True, closed), ("Hal", 3, False, none), ("Gus", 21, False, [])):
        exam_on = TODAY + timedelta(days=days)
        own = replace(plan(exam_on=exam_on), booked_exam_on=exam_on if is_booked else None)
        records: list[Record] = [fail, own]
        records += practice_exam(TODAY, [(2, 20)] * 4)
        again = store_with(store.path.parent / name, of(name, records))
        (one,) = group_in(again, [name]).members
        assert [reason for reason in one.concerns if reason is not Concern.LOW_HOURS] == expected


def test_what_a_new_plan_has_for_later_is_no_concern(store: Store) -> None:
    """A plan of ten weeks that began last week has its first practice exam in the middle; a rating is activity."""
    begun = TODAY - timedelta(days=7)
    records = [
        *of("Fay", [plan(starts_on=begun, exam_on=TODAY + timedelta(weeks=9))]),
        *of("Hal", [rating("1", 3, on=TODAY, exam_code=EXAM)]),
    ]
    new = store_with(store.path.parent / "begun", records)
    members = {one.candidate_id: one for one in group_in(new, ["Fay", "Hal"]).members}
    assert members["Fay"].concerns == ()
    assert (members["Hal"].last_on, members["Hal"].concerns) == (TODAY, (Concern.NO_PRACTICE_EXAM,))


def test_domains_average_those_who_have_practiced_and_not_passed(store: Store, report: GroupReport) -> None:
    """Cem has none, and Eva has passed; the domain that costs most comes first."""
    people = fit_candidates(store, BLUEPRINT, ["Ann", "Ben", "Dia"], TODAY)
    answers = list(readiness_of_all(people, exam_days=people.exam_days))
    assert report.n_estimated == 3
    for risk in report.domains:
        own = [next(d for d in one.domains if d.name == risk.name).expected_items_lost.value for one in answers]
        assert risk.missed == pytest.approx(sum(own) / 3)
        assert (risk.low, risk.high) == pytest.approx(tuple(np.percentile(own, [10, 90])))
    assert [risk.missed for risk in report.domains] == sorted((risk.missed for risk in report.domains), reverse=True)


def test_a_group_is_the_same_in_parts(store: Store, report: GroupReport, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands are read in parts; here two people at once."""
    monkeypatch.setattr(candidate, "AT_ONCE", 2)
    assert len(list(fit_group(store, BLUEPRINT, NAMES, TODAY))) == 3
    in_parts = group_in(store, NAMES)
    assert (in_parts.pairs, in_parts.n_estimated) == (report.pairs, report.n_estimated)
    assert [one.candidate_id for one in in_parts.members] == [one.candidate_id for one in report.members]
    assert [one.chance for one in in_parts.members] == pytest.approx([one.chance for one in report.members])
    assert [risk.low for risk in in_parts.domains] == pytest.approx([risk.low for risk in report.domains])


def test_pairs_count_members_and_answers(report: GroupReport) -> None:
    """Ann confused it twice and Dia once; the letters of options are no names."""
    (pair,) = report.pairs
    assert (pair.n, pair.n_members) == (3, 2)
    assert set(pair.names) == {"PCA", "t-SNE"}


def test_a_group_without_evidence_has_no_domains(tmp_path: Path) -> None:
    plans = [record for record in small_group() if record.candidate_id == "Cem"]
    report = group_in(store_with(tmp_path, plans), ["Cem"])
    assert (report.n_estimated, report.domains, report.pairs) == (0, (), ())


def test_a_report_is_read_back_exactly(report: GroupReport) -> None:
    """Every number, day, reason and name, also of those who have none."""
    assert repr(group_from(group_text(report))) == repr(report)


@pytest.mark.parametrize(
    "change",
    [
        {"chance": "high"},
        {"chance": {"a": 1}},
        {"moves_to": [0.1]},
        {"missing": ["luck"]},
        {"last_on": 5},
        {"cheerful": True},
        {"target": None},
    ],
    ids=str,
)
def test_a_member_of_another_form_is_refused(report: GroupReport, change: dict[str, object]) -> None:
    """So that a text of another program is not taken for ours."""
    read = json.loads(group_text(report))
    read["members"][0] |= change
    with pytest.raises((ValueError, LookupError, TypeError)):
        group_from(json.dumps(read))

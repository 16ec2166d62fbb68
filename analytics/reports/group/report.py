"""A group at a glance: its members, the domains at risk, and the pairs that are confused."""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from itertools import starmap
from types import UnionType
from typing import Any, NamedTuple, cast, get_args, get_type_hints

import numpy as np

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedGroup
from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.evidence_counts import counts_of_all
from analytics.models import response
from analytics.models.exam_score import score_draws
from analytics.models.intervals import Floats
from analytics.reports.decision.chance_by_day import compared_day
from analytics.reports.decision.firmness import firmness
from analytics.reports.decision.readiness import CandidateFacts, cases_of
from analytics.reports.decision.verdict import MIN_NEW_ITEMS, Case, missing_items
from analytics.reports.group.attention import Member, by_attention
from analytics.reports.planning.plan_weeks import calendar_weeks, n_days_in_plan, planned_hours
from analytics.reports.practice.confusion_pairs import confused_names

REPORT_REVISION = 14
"""Raise it when the contents of a group's report change, so that a stored report of an earlier version is not shown."""

SPREAD = (0.1, 0.9)
"""The quantiles at the ends of a domain's range, which leaves out a tenth of the group on either side."""


@dataclass(frozen=True, slots=True)
class DomainRisk:
    """Questions of a domain that a member would miss: the average, and the range of most members."""

    name: str
    missed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two answers that were confused, how often, and by how many members."""

    names: tuple[str, str]
    n: int
    n_members: int


@dataclass(frozen=True, slots=True)
class GroupReport:
    """All who prepare for an exam, up to a day.

    Members are in the order of attention. `domains` and `pairs` have the most at risk first; domains count the
    `n_estimated` members with a practice exam who have not passed.
    """

    as_of: date
    members: tuple[Member, ...]
    n_estimated: int
    domains: tuple[DomainRisk, ...]
    pairs: tuple[GroupPair, ...]


def group_report(exam: ExamBlueprint, as_of: date, parts: Iterable[FittedGroup]) -> GroupReport:
    """Report the group of an exam: members in the order of attention, domains at risk, and confused pairs."""
    members, lost, wrong_answers = list[Member](), list[Floats](), list[Mapping[Hashable, Any]]()
    for group in parts:
        standings = tuple(_standings(group))
        members += _members(group, standings)
        lost += [one.lost for one in standings if one.member.passed_on is None and one.member.n_practice_exams]
        wrong_answers += group.wrong_answers.to_dict("records")
    return GroupReport(
        as_of=as_of,
        members=tuple(sorted(members, key=by_attention)),
        n_estimated=len(lost),
        domains=_domains(lost, exam),
        pairs=_pairs(wrong_answers),
    )


def group_text(report: GroupReport) -> str:
    """Serialize a report as JSON; `group_from` reads every number back exactly."""
    return json.dumps(asdict(report), default=date.isoformat)


def group_from(text: str) -> GroupReport:
    """Parse what `group_text` wrote."""
    return cast("GroupReport", _read(GroupReport, json.loads(text)))


def _read(kind: Any, value: Any) -> Any:
    """Convert a JSON value to the type of its field."""
    kinds = get_args(kind)
    if isinstance(kind, UnionType):
        return None if value is None else _read(kinds[0], value)
    if kinds:
        each = kinds[:1] * len(value) if kinds[-1] is ... else kinds
        return tuple(_read(*pair) for pair in zip(each, value, strict=True))
    if isinstance(value, dict):
        return kind(**{name: _read(_kinds_of(kind)[name], own) for name, own in value.items()})
    return date.fromisoformat(value) if kind is date else kind(value)


_kinds_of = cache(get_type_hints)


class _Standing(NamedTuple):
    """One member today, with the questions of each domain that they would miss on their exam day.

    It keeps no fit, so that thousands of fits are never in memory at once.
    """

    member: Member
    exam_day: date
    lost: Floats


def _standings(group: FittedGroup) -> Iterator[_Standing]:
    """Yield each member's standing on their exam day, without a chance if there is no evidence."""
    candidates = group.now
    counts = counts_of_all(candidates.inputs.evidence)
    facts = CandidateFacts(counts, candidates.exam_days, candidates.study)
    for _, fitted, inputs in candidates.chunks():
        cases, form = cases_of(fitted, inputs, facts), fitted.form
        days = [case.exam_day for case in cases]
        has_attempt = fitted.evidence.counted.has_any
        abilities = fitted.abilities(as_day_numbers(days)[:, None])
        mean, covariance = abilities.on(0)
        draws = score_draws(*abilities.with_cut(0), form)
        correct = response.shares_at_nodes(mean, np.diagonal(covariance, axis1=1, axis2=2), form.guess_floor)
        lost = form.n_items * np.array(form.shares) * (1 - correct @ response.WEIGHTS)
        moves = firmness(fitted, days, draws.uncorrected_chance(), with_doubt=False)
        for k, (case, chance) in enumerate(zip(cases, draws.pass_probability().tolist(), strict=True)):
            member = _member(group, case)
            if has_attempt[k] or case.counts.n_items > 0:
                member = replace(member, chance=chance, moves_to=(moves[k].moves_to.low, moves[k].moves_to.high))
            yield _Standing(member, case.exam_day, lost[k].copy())


def _member(group: FittedGroup, case: Case) -> Member:
    """Return a member without chances and activity."""
    plan, attempts = case.planned.plan, case.planned.attempts
    n_days = (group.as_of - group.recent_from).days + 1
    is_covered = n_days_in_plan(plan, group.recent_from, group.as_of) == n_days
    planned = planned_hours(plan, group.recent_from, group.as_of) if is_covered else None
    weeks = [] if plan is None or case.counts.n_exams else calendar_weeks(plan, group.as_of)
    practice_days = (week.practice_exam_on for week in weeks)
    return Member(
        candidate_id=case.candidate_id,
        as_of=group.as_of,
        target=case.inputs.target,
        planned_hours=None if planned is None else (planned.low, planned.high),
        starts_on=None if plan is None else plan.starts_on,
        practice_from=next(filter(None, practice_days), None),
        exam_on=case.exam_day if case.is_exam_day_given else None,
        is_booked=case.booked_on is not None,
        is_exam_day_closed=case.is_exam_day_given and not case.is_exam_day_open,
        last_day=case.open_days.last,
        awaited_result_on=case.awaited_result_on,
        passed_on=attempts.passed_on,
        failed_on=max(attempts.failed_on, default=None),
        is_closed=case.planned.is_closed,
        n_practice_exams=case.counts.n_exams,
        missing=missing_items(case),
        min_new_items=case.new_items_needed(MIN_NEW_ITEMS),
    )


def _members(group: FittedGroup, standings: Sequence[_Standing]) -> Iterator[Member]:
    """Yield each member who has a plan or any row so far; the chance a week ago is for the `compared_day`."""
    earlier: dict[str, float] = {}
    then, now = group.week_ago.inputs.evidence.as_of, group.as_of
    days = {m.candidate_id: compared_day(day, now, is_planned=m.exam_on is not None) or then for m, day, _ in standings}
    for _, fitted, _ in group.week_ago.chunks():
        names = fitted.evidence.candidate_ids
        chances = fitted.draws_on([days[name] for name in names]).pass_probability()
        earlier.update(zip(names, chances.tolist(), strict=True))
    had_evidence = set(group.week_ago.inputs.evidence.table.candidate_id.tolist())
    activity = group.activity.set_index("candidate_id")
    hours, last_on = activity.hours.to_dict(), activity.last_on.dt.date.to_dict()
    for member, *_ in standings:
        name = member.candidate_id
        if name in last_on or name in group.now.study.plans:
            yield replace(
                member,
                chance_week_ago=earlier[name] if name in had_evidence else None,
                hours=hours.get(name, 0.0),
                last_on=last_on.get(name),
            )


def _domains(missed_by_each: Sequence[Floats], blueprint: ExamBlueprint) -> tuple[DomainRisk, ...]:
    """Return the domains, those with most questions missed on average first."""
    if not missed_by_each:
        return ()
    missed = np.array(missed_by_each)
    names = (domain.name for domain in blueprint.domains)
    rows = zip(names, missed.mean(axis=0).tolist(), *np.quantile(missed, SPREAD, axis=0).tolist(), strict=True)
    return tuple(sorted(starmap(DomainRisk, rows), key=lambda risk: -risk.missed))


def _pairs(wrong_answers: Iterable[Mapping[Hashable, Any]]) -> tuple[GroupPair, ...]:
    """Return the pairs that members confused, those of the most members first, from rows of the query."""
    look_alikes = shipped_look_alikes()
    counts: dict[tuple[str, str], int] = {}
    whose: dict[tuple[str, str], set[str]] = {}
    for row in wrong_answers:
        confused = confused_names(row["chosen"], row["correct_answer"], look_alikes)
        if confused is not None:
            one, other = sorted(confused)
            counts[one, other] = counts.get((one, other), 0) + int(row["n"])
            whose.setdefault((one, other), set()).update(row["candidate_ids"])
    pairs = [GroupPair(names, n, len(whose[names])) for names, n in counts.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair.n_members, -pair.n, pair.names)))

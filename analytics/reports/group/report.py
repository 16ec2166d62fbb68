"""A group at a glance: its members, the domains at risk, and the pairs that are confused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.estimation.fitted_group import FittedGroup
from analytics.reports.decision.readiness import chances_of_all, readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.group.attention import Member, by_attention
from analytics.reports.practice.confusion_pairs import confused_names
from analytics.reports.study.weekly_hours import planned_days, planned_hours

SPREAD = (0.1, 0.9)
"""The part of the group that a domain's range holds: all but a tenth at each end."""


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
    `n_estimated` members with evidence who have not passed.
    """

    as_of: date
    members: tuple[Member, ...]
    n_estimated: int
    domains: tuple[DomainRisk, ...]
    pairs: tuple[GroupPair, ...]


def group_report(group: FittedGroup) -> GroupReport:
    """Report a group in the order of attention, with what most of it has in common."""
    answers = tuple(readiness_of_all(group.now, exam_days=group.now.exam_days))
    estimated = [answer for answer in answers if answer.passed_on is None and not answer.is_prior_only]
    return GroupReport(
        as_of=group.as_of,
        members=tuple(sorted(_members(group, answers), key=by_attention)),
        n_estimated=len(estimated),
        domains=_domains(estimated),
        pairs=_pairs(group),
    )


def _members(group: FittedGroup, answers: Sequence[Readiness]) -> Iterable[Member]:
    """Yield each member; a week ago the chance was for the same exam day."""
    earlier = chances_of_all(group.week_ago, exam_days={answer.candidate: answer.exam_on for answer in answers})
    had_evidence = group.week_ago.inputs.evidence.n_items.sum(axis=1) > 0
    activity = group.activity.set_index("candidate_id")
    hours, last_on = activity.hours.to_dict(), activity.last_on.dt.date.to_dict()
    n_days, exam_days = (group.as_of - group.recent_from).days + 1, group.now.exam_days
    for answer, had in zip(answers, had_evidence, strict=True):
        name = answer.candidate
        plan, is_known = group.plan(name), not answer.is_prior_only
        is_covered = planned_days(plan, group.recent_from, group.as_of) == n_days
        yield Member(
            candidate_id=name,
            as_of=group.as_of,
            target=answer.target,
            chance=answer.pass_probability.value if is_known else None,
            moves_to=(answer.moves_to.low, answer.moves_to.high) if is_known else None,
            chance_week_ago=earlier[name] if had else None,
            hours=hours.get(name, 0.0),
            planned_hours=planned_hours(plan, n_days) if is_covered else None,
            last_on=last_on.get(name),
            exam_on=exam_days.get(name),
            awaited_result_on=answer.awaited_result_on,
            passed_on=answer.passed_on,
            n_practice_exams=answer.n_practice_exams,
            missing=answer.missing,
        )


def _domains(answers: Sequence[Readiness]) -> tuple[DomainRisk, ...]:
    """Return the domains by the questions that members would miss on average."""
    if not answers:
        return ()
    missed = np.array([[domain.expected_items_lost.value for domain in answer.domains] for answer in answers])
    low, high = np.quantile(missed, SPREAD, axis=0)
    risks = [
        DomainRisk(domain.name, float(missed[:, k].mean()), float(low[k]), float(high[k]))
        for k, domain in enumerate(answers[0].domains)
    ]
    return tuple(sorted(risks, key=lambda risk: -risk.missed))


def _pairs(group: FittedGroup) -> tuple[GroupPair, ...]:
    """Return the pairs that members confused, those of the most members first."""
    look_alikes = shipped_look_alikes()
    counts: dict[tuple[str, str], int] = {}
    whose: dict[tuple[str, str], set[str]] = {}
    for row in group.wrong_answers.to_dict("records"):
        confused = confused_names(row["chosen"], row["correct_answer"], look_alikes)
        if confused is not None:
            one, other = sorted(confused)
            counts[one, other] = counts.get((one, other), 0) + int(row["n"])
            whose.setdefault((one, other), set()).update(row["candidate_ids"])
    pairs = [GroupPair(names, n, len(whose[names])) for names, n in counts.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair.n_members, -pair.n, pair.names)))

"""Candidates of many kinds, drawn from a seed: all kinds of cut, exam day, result, and evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from analytics.blueprints.custom import CustomDomain, CustomExam, exam_text
from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import parse_blueprint, shipped_blueprints
from analytics.records import (
    TOTAL_DOMAIN,
    Activity,
    CheckIn,
    DomainResult,
    ErrorCause,
    ExamOutcome,
    ItemResponse,
    Record,
    SelfRating,
    StudyPlan,
    StudySession,
)

LATEST = date(2026, 11, 25)
OWN_EXAM = CustomExam(
    code="OWN-80",
    name="An exam of one's own",
    n_questions=60,
    duration_min=90,
    pass_percent=80,
    domains=[CustomDomain("Half", 50), CustomDomain("Third", 30), CustomDomain("Rest", 20)],
)
EXAMS = ("AIF-C01", "DEA-C01", "DVA-C02", "DVA-C03", "SAP-C02", "CKA", "PMP", "TERRAFORM-004", "SY0-701", "OWN-80")
"""A scale, an exam that ends soon, one that is announced, one retired, a percentage, pass or fail only, unofficial."""


@cache
def blueprint_of(code: str) -> ExamBlueprint:
    """Return a shipped exam, or the candidate's own with a mark of 80 %."""
    if code == OWN_EXAM.code:
        return parse_blueprint(exam_text(OWN_EXAM), file="own.toml")
    return shipped_blueprints()[code]


@dataclass(frozen=True)
class Person:
    """A candidate's records for one exam, and the day on which they look."""

    name: str
    exam_code: str
    as_of: date
    exam_on: date | None
    records: tuple[Record, ...]


@cache
def people(n: int, *, seed: int) -> Sequence[Person]:
    """Return candidates; the kinds are cycled, so a few tens hold every combination of two."""
    random = Random(seed)
    return [_person(f"person-{number}", number, random) for number in range(n)]


def _person(name: str, number: int, random: Random) -> Person:
    blueprint = blueprint_of(EXAMS[number % len(EXAMS)])
    as_of = LATEST - timedelta(days=random.randrange(0, 60))
    n_exams = (0, 1, 2, 3, 5, 8)[number % 6]
    exam_on = _planned_day(random, blueprint, as_of, kind=number % 5)
    records: list[Record] = []
    days = sorted(as_of - timedelta(days=random.randrange(0, 90)) for _ in range(n_exams))
    ability = random.uniform(0.45, 0.92)
    for k, day in enumerate(days):
        records += _practice_exam(random, blueprint, day, k, ability=ability, detail=(number + k // 2) % 3)
    if number % 4 != 3:
        records.append(
            StudyPlan(
                exam_code=blueprint.code,
                starts_on=as_of - timedelta(days=random.randrange(0, 80)),
                exam_on=exam_on,
                booked_exam_on=exam_on if number % 3 else None,
                hours_per_week_low=6,
                hours_per_week_high=10,
            )
        )
    records += _study(random, blueprint, as_of)
    if number % 3 == 0:
        rated_on = as_of - timedelta(days=random.randrange(20, 90))
        records += [
            SelfRating(rated_on=rated_on, domain_id=domain.domain_id, rating=random.randint(1, 5))
            for domain in blueprint.domains
        ]
    records += _results(random, blueprint, as_of, kind=number % 7)
    if number % 8 == 2:  # a second exam, of which nothing may count
        records += _practice_exam(random, blueprint_of("CLF-C02"), as_of, 100, ability=0.5, detail=1)
        records += [
            replace(r, exam_code="CLF-C02", session_key=f"other {r.session_key}")
            for r in _study(random, blueprint_of("CLF-C02"), as_of)
        ]
    records.append(CheckIn(on=as_of, sleep_h=7.0, note="slow on long questions"))
    return Person(name, blueprint.code, as_of, exam_on, tuple(replace(r, candidate_id=name) for r in records))


def _planned_day(random: Random, blueprint: ExamBlueprint, as_of: date, *, kind: int) -> date | None:
    """Return no day, one ahead, one within a week, one in the past, or one after the exam's last day."""
    if kind == 0:
        return None
    if kind == 3:
        return as_of - timedelta(days=random.randrange(1, 20))
    if kind == 4 and blueprint.last_day is not None:
        return blueprint.last_day + timedelta(days=5)
    return as_of + timedelta(days=random.randrange(0, 7) if kind == 2 else random.randrange(8, 120))


def _practice_exam(
    random: Random, blueprint: ExamBlueprint, day: date, k: int, *, ability: float, detail: int
) -> Iterator[Record]:
    """Yield a practice exam: a total, results by domain, or single questions of which some were met before."""
    exam_id, provider = f"exam-{k}", random.choice(("Provider A", "Provider B", None))
    domains = [domain.domain_id for domain in blueprint.domains]
    if detail < 2:
        for domain_id in domains if detail else [TOTAL_DOMAIN]:
            n_items = random.randint(4, 18) if detail else random.choice((40, 65))
            yield DomainResult(
                practice_exam_id=exam_id,
                taken_at=day,
                exam_code=blueprint.code,
                provider=provider,
                domain_id=domain_id,
                n_items=n_items,
                n_correct=sum(random.random() < ability for _ in range(n_items)),
            )
    else:
        for position in range(1, 41):
            is_correct = random.random() < ability
            yield ItemResponse(
                practice_exam_id=exam_id,
                response_key=f"item-{provider}-{position + 30 * (k % 3)}",
                taken_at=day,
                exam_code=blueprint.code,
                provider=provider,
                position=position,
                item_id=f"item-{provider}-{position + 30 * (k % 3)}",
                domain_id=random.choice(domains),
                is_correct=is_correct,
                response_time_s=random.uniform(20, 160),
                error_cause=None if is_correct or random.random() < 0.3 else random.choice(list(ErrorCause)),
            )


def _study(random: Random, blueprint: ExamBlueprint, as_of: date) -> Iterator[StudySession]:
    for k in range(random.randrange(0, 25)):
        yield StudySession(
            session_key=f"session-{k}",
            started_at=as_of - timedelta(days=random.randrange(0, 60)),
            time_on_task_min=random.choice((25, 50, 95)),
            activity=random.choice((Activity.READING, Activity.LAB, Activity.PRACTICE)),
            domain_id=random.choice([None, *(domain.domain_id for domain in blueprint.domains)]),
        )


def _results(random: Random, blueprint: ExamBlueprint, as_of: date, *, kind: int) -> Iterator[Record]:
    """Yield no result, a fail, a pass, or two fails."""
    outcomes: Mapping[int, tuple[bool, ...]] = {1: (False,), 3: (True,), 5: (False, False)}
    taken_on = as_of - timedelta(days=random.randrange(1, 25))
    for k, is_passed in enumerate(outcomes.get(kind, ())):
        yield ExamOutcome(taken_on=taken_on - timedelta(days=40 * k), exam_code=blueprint.code, is_passed=is_passed)

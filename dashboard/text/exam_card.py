"""Texts of the exam card: dates, format, cut, weights, and what is not published."""

from collections.abc import Mapping, Sequence
from datetime import date

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint, ExamStatus, PassKind, WeightKind
from dashboard import formatting
from dashboard.text import common, exam_facts
from dashboard.text.shapes import Column

NOT_PUBLISHED = "What is not published"

STATUSES: Mapping[ExamStatus, str] = {
    ExamStatus.ANNOUNCED: "announced, not open yet",
    ExamStatus.BETA: "in beta",
    ExamStatus.ACTIVE: "can be sat",
    ExamStatus.RETIRING: "can be sat, and will be retired",
    ExamStatus.RETIRED: "retired",
}


def title(exam: ExamBlueprint) -> str:
    provider = f" · {formatting.literal(exam.provider)}" if exam.provider else ""
    return f"**{formatting.literal(exam.name)}** ({formatting.literal(exam.code)}){provider}"


def rows(exam: ExamBlueprint, day: date) -> list[dict[str, str]]:
    facts = {
        "Status": f"{STATUSES[exam.status_on(day)]}{_dates(exam)}",
        "Questions": _questions(exam),
        "Kinds of questions": ", ".join(kind.value.replace("_", " ") for kind in exam.question_types)
        or "not published",
        "Time": formatting.counted(exam.duration_min, "minute"),
        "Cut score": cut(exam),
        "Fee": "not published" if exam.fee is None else formatting.money(exam.currency)(exam.fee),
        "After a fail": _retake(exam),
    }
    return [{common.WHAT: what, common.VALUE: value} for what, value in facts.items()]


def not_published(exam: ExamBlueprint) -> list[str]:
    unknown = []
    if exam.cut.kind is not PassKind.PERCENT or exam.cut.share is None:
        unknown.append("How many right answers pass. The cut is taken as uncertain, and the ranges hold that.")
    if not exam.is_weight_published:
        unknown.append("The weights of the domains. Equal ones are assumed, with a wide range.")
    if exam.n_unscored_items is None:
        unknown.append("How many questions are on trial and do not count. All are taken to count.")
    if exam.n_items_min != exam.n_items_max:
        unknown.append("The exact number of questions. The middle of the band is taken.")
    if not exam.question_types:
        unknown.append("The kinds of questions. They are taken as multiple choice.")
    if exam.unverified_fields:
        names = [formatting.literal(name) for name in exam_facts.all_unconfirmed(exam.unverified_fields)]
        unknown.append(f"Not confirmed by an official page: {formatting.joined(names)}.")
    return unknown


def cut(exam: ExamBlueprint) -> str:
    score, low, high = exam.cut.pass_score, exam.cut.scale_min, exam.cut.scale_max
    if exam.cut.kind is PassKind.PASS_FAIL_ONLY or score is None:
        return "not published; only pass or fail is reported"
    if exam.cut.kind is PassKind.SCALED:
        scale = f" on a scale of {low:g} to {high:g}" if low is not None and high is not None else ""
        return f"{score:g}{scale}, which is no percentage"
    official = "" if exam.cut.kind is PassKind.PERCENT else ", not confirmed by the provider"
    return f"{score:g}{formatting.PERCENT} of the questions{official}"


def _dates(exam: ExamBlueprint) -> str:
    first = f"from {formatting.full_day(exam.first_day)}" if exam.first_day else ""
    last = f"last day {formatting.full_day(exam.last_day)}" if exam.last_day else ""
    return "".join(f"; {part}" for part in (first, last) if part)


def _questions(exam: ExamBlueprint) -> str:
    unscored = f", {exam.n_unscored_items} of them on trial" if exam.n_unscored_items else ""
    number = formatting.whole.between(exam.n_items_min, exam.n_items_max)
    return f"{number}{unscored}{', adaptive' if exam.is_adaptive else ''}"


def _retake(exam: ExamBlueprint) -> str:
    if not exam.retake_wait_d:
        return "no wait is published"
    return f"{waits(exam.retake_wait_d)}{'; one retake is in the fee' if exam.free_retake else ''}"


def waits(days: Sequence[int]) -> str:
    """Write the waiting times after each fail; the last one also applies to later fails."""
    if len(days) == 1:
        return f"wait {formatting.counted(days[0], 'day')}"
    each = [formatting.counted(wait, "day") if wait else "no wait" for wait in days]
    numbered = [f"{wait} after fail {number}" for number, wait in enumerate(each, start=1)]
    return f"{formatting.joined(numbered)} and later"


def _weight(domain: BlueprintDomain) -> str:
    if domain.share is None:
        return "not published"
    if domain.weight_kind is WeightKind.RANGE:
        return f"about {formatting.percent(domain.share)}, the middle of a range"
    about = "about " if domain.weight_kind is WeightKind.APPROX else ""
    return f"{about}{formatting.percent(domain.share)}"


DOMAIN_COLUMNS: tuple[Column[BlueprintDomain], ...] = (
    Column("Domain", lambda domain: formatting.literal(f"{domain.domain_id} · {domain.name}")),
    Column("Weight", _weight),
    Column("Tasks", lambda domain: str(len(domain.tasks)) if domain.tasks else "none"),
)

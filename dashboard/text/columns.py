"""Column descriptions of the canonical files."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from analytics.exports.templates import templates
from analytics.ingest.canonical.columns import LIMITS, CanonicalColumn, columns_of
from analytics.records import RECORD_TYPES, StudyPlan
from dashboard import formatting

NEEDED = "needed in every row"

MEANINGS: Mapping[str, str] = {
    "candidate": "whose row it is; leave it out where the file is yours alone",
    "practice_exam_id": "your name for this practice exam; the same on all its rows",
    "taken_at": "when the practice exam was taken",
    "exam_code": "the exam that it prepares for, such as AIF-C01",
    "provider": "who made the questions",
    "form": "which set of questions it was",
    "sitting": "which time you sat this set: 1 for the first",
    "is_timed": "against the clock",
    "is_closed_book": "without looking anything up",
    "place": "where you sat it",
    "duration_min": "minutes that it took",
    "domain_id": "the domain, by its number in the exam's blueprint",
    "n_items": "questions of this domain; the domain total stands for the whole exam where no more is known",
    "n_correct": "of them answered right",
    "n_seen_before": "of them met before",
    "n_correct_seen_before": "of those met before, answered right",
    "position": "place of the question in the exam, from 1",
    "item_id": "a name of the question that stays the same whenever you meet it",
    "task_id": "the task within the domain",
    "services": "products or topics that the question is about",
    "is_correct": "answered right",
    "response_time_s": "seconds spent on the question",
    "is_flagged": "marked for a second look",
    "is_revisited": "looked at a second time",
    "confidence": "how sure you were",
    "error_cause": "why it went wrong",
    "chosen": "what you answered",
    "correct_answer": "what was right",
    "started_at": "when the session began",
    "time_on_task_min": "minutes of studying, breaks not counted",
    "activity": "what the time went into",
    "resource": "book, course or site",
    "is_new_material": "new to you, and not a repetition",
    "lab_kind": "led step by step, or built from requirements",
    "n_errors_met": "errors that you met in the lab",
    "cost": "money that it cost",
    "currency": "of that cost, such as USD",
    "note": "anything else",
    "source_id": "the id that another program gave it, by which it is known again",
    "starts_at": "when it is to begin",
    "title": "its title in the calendar",
    "review_id": "a name of the review that no other has",
    "reviewed_at": "when the card was answered",
    "deck": "deck of the card",
    "rated_on": "day of the rating",
    "rating": "of a domain, how well you know it, 1 hardly to 5 very well; of a card, 1 again to 4 easy",
    "taken_on": "day of the exam",
    "scaled_score": "the score as it was reported",
    "is_passed": "passed",
    "classification": "the report's words for the domain",
    "on": "the day",
    "sleep_h": "hours slept",
    "exercise_min": "minutes of exercise",
    "evening_screen_min": "minutes in front of a screen in the evening",
    "starts_on": "day on which the plan begins",
    "exam_on": "day of the exam",
    "hours_per_week": "least and most hours a week",
    "audit_weeks": "weeks at the beginning that only take stock",
    "review_weekday": "weekday of the weekly check-in",
    "first_practice_exam_week": "week of the first practice exam",
    "lab_budget": "money for labs",
    "rest_weekdays": "days of the week on which you rest",
    "minutes_per_item": "minutes that you allow a question on the first pass",
    "last_practice_exam_days": "days before the exam on which the last practice exam is to be",
    "activity_share": "part of the time for each activity",
    "week": "what each week is for: its number, and a domain or words",
}
"""By column name, or by key of the study plan."""


def column_sentences(file: str) -> list[str]:
    kind = next(kind for kind in RECORD_TYPES if file.startswith(f"{kind.TABLE}."))
    if kind is StudyPlan:
        return _plan_sentences(templates()[file])
    return [_sentence(column.name, _cells(column), is_needed=column.is_required) for column in columns_of(kind)]


def _sentence(name: str, cells: str, *, is_needed: bool) -> str:
    needed = f"; {NEEDED}" if is_needed else ""
    return f"**{formatting.literal(name)}** ({cells}{needed}): {MEANINGS[name]}."


def _plan_sentences(template: str) -> list[str]:
    needed = [column.name for column in columns_of(StudyPlan) if column.is_required]
    return [
        _sentence(key, "as in the template", is_needed=any(name.startswith(key) for name in needed))
        for key in tomllib.loads(template)
    ]


def _cells(column: CanonicalColumn) -> str:
    if column.types == {date, datetime}:
        return "2026-03-01 or 2026-03-01T09:30"
    (kind,) = column.types
    if issubclass(kind, StrEnum):
        return formatting.literal(", ".join(kind))
    words = {date: "2026-03-01", bool: "true or false", str: "text"}
    return words.get(kind) or _number(column.name, kind)


def _number(name: str, kind: type) -> str:
    limits = LIMITS[name]
    low = f"more than {limits.low:g}, at most" if limits.is_open else f"{limits.low:g} to"
    return f"{'whole number' if kind is int else 'number'}, {low} {limits.high:,.0f}"

"""Read the study plan, a TOML file with one record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from analytics.clock import WEEKDAYS
from analytics.errors import DataProblem, DocumentError, UnreadableFileError
from analytics.ingest.canonical import row_rules
from analytics.ingest.reading import Import, Notices, ReadingContext, listed, shortened
from analytics.ingest.values import fields
from analytics.records import ME, Activity, PlannedWeek, Row, StudyPlan, candidate_name
from analytics.toml_table import Rule, TomlTable, as_text, number, parse_toml, whole_number
from analytics.toml_table import day as toml_day

FORMAT = StudyPlan.TABLE
SCHEMA = re.compile(r"cutscore-plan/([0-9]{1,6})")
KNOWN_SCHEMA = 1

HOURS_PER_WEEK = 168
MAX_WEEKS = 520
MIN_MINUTES_PER_ITEM, MAX_MINUTES_PER_ITEM = 0.1, 60
SHARE_SLACK = 0.02

T = TypeVar("T")

_MINUTES = number(MAX_MINUTES_PER_ITEM, at_least=MIN_MINUTES_PER_ITEM)


def read_study_plan(text: str, name: str, context: ReadingContext) -> Import:
    """Read a study plan as one row, or as its problems."""
    notices = Notices()
    try:
        document = parse_toml(text, name, what="a study plan", rule="not valid TOML")
    except DocumentError as error:
        problem = DataProblem(name, "", "", "", f"{error.rule}: {shortened(str(error.value))}")
        return Import(FORMAT, (), (problem,), ())
    schema = document.get("schema", f"cutscore-plan/{KNOWN_SCHEMA}")
    found = SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if found is None:
        raise UnreadableFileError(name, f"unknown study plan schema {shortened(str(schema))!r}.")
    if int(found[1]) > KNOWN_SCHEMA:
        raise UnreadableFileError(name, f"this plan needs a newer Cutscore ({schema}). Update Cutscore to read it.")
    reading = _PlanReading(TomlTable(name, "", document, as_text), context, notices)
    plan = reading.plan()
    rows = () if plan is None else (Row("1", plan),)
    return Import(FORMAT, rows, tuple(reading.problems), notices.texts())


class _PlanReading:
    """Reads one plan and collects every problem, not only the first."""

    def __init__(self, top: TomlTable, context: ReadingContext, notices: Notices) -> None:
        self._top = top
        self._keys = {"schema"}
        self._context = context
        self._notices = notices
        self.problems: list[DataProblem] = []

    def plan(self) -> StudyPlan | None:
        """Return the plan, or None if it has problems."""
        exam_code = self._needed("exam_code", self._read("exam_code", _text) or self._context.exam_code, "")
        low, high = self._needed("hours_per_week", self._read("hours_per_week", _hours), (0.0, 0.0))
        plan = StudyPlan(
            candidate_id=self._read("candidate", lambda value: candidate_name(_text(value))) or ME,
            exam_code=exam_code,
            starts_on=self._needed("starts_on", self._read("starts_on", _day), date.min),
            exam_on=self._read("exam_on", _day),
            booked_exam_on=self._read("booked_exam_on", _day),
            hours_per_week_low=low,
            hours_per_week_high=high,
            audit_weeks=self._read("audit_weeks", whole_number(0, MAX_WEEKS)) or 0,
            review_weekday=self._read("review_weekday", _weekday),
            first_practice_exam_week=self._read("first_practice_exam_week", whole_number(1, MAX_WEEKS)),
            lab_budget=self._read("lab_budget", number()),
            rest_weekdays=self._read("rest_weekdays", _weekdays) or (),
            minutes_per_item=self._read("minutes_per_item", _MINUTES),
            last_practice_exam_days=self._read("last_practice_exam_days", whole_number(0, MAX_WEEKS)),
            activity_share=self._read("activity_share", _shares),
            weeks=self._renamed(self._read("week", _weeks) or (), exam_code),
        )
        if unknown := self._top.unknown(self._keys):
            self._notices.add(f"Unrecognized keys were ignored: {listed(unknown)}.")
        if self.problems:
            return None
        row_rules.ExamRules(self._context, self._notices).has_blueprint(plan.exam_code)
        if plan.exam_on is not None and plan.exam_on < plan.starts_on:
            self._add("exam_on", str(plan.exam_on), f"before the start of the plan ({plan.starts_on})")
            return None
        return plan

    def _renamed(self, weeks: Sequence[PlannedWeek], exam_code: str) -> tuple[PlannedWeek, ...]:
        """Return the weeks with the current ids of domains as their focus."""
        exam = self._context.blueprints.get(exam_code)
        ids = {} if exam is None else exam.former_ids
        return tuple(replace(week, focus=ids.get(week.focus, week.focus)) for week in weeks)

    def _read(self, key: str, rule: Rule[T]) -> T | None:
        self._keys.add(key)
        try:
            return self._top.read(key, rule)
        except DocumentError as error:
            self._add(key, str(error.value), error.rule)
            return None

    def _needed(self, key: str, value: T | None, instead: T) -> T:
        """Return a value that a plan needs; if it is missing, add a problem and return a stand-in."""
        if value is None and key not in {problem.column for problem in self.problems}:
            self._add(key, "", "missing; a plan needs this key")
        return instead if value is None else value

    def _add(self, key: str, value: str, reason: str) -> None:
        self.problems.append(DataProblem(self._top.file, "", key, shortened(value), reason))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("not text; put it in quotes")
    return fields.text(value.strip())


def _day(value: object) -> date:
    if isinstance(value, str):
        return fields.day(value)
    return fields.day(toml_day(value, rule="not a date; write it as 2026-03-01").isoformat())


def _weekday(value: object) -> str:
    weekday = _text(value).casefold()
    if weekday not in WEEKDAYS:
        raise ValueError(f"not a weekday; use one of: {', '.join(WEEKDAYS)}")
    return weekday


def _weekdays(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError('not a list of weekdays; write it as ["sunday"]')
    return tuple(dict.fromkeys(_weekday(item) for item in value))


def _hours(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("not two numbers; write the minimum and the maximum, such as [10, 12]")
    low, high = map(number(HOURS_PER_WEEK), value)
    if low > high:
        raise ValueError("the minimum is above the maximum; write the smaller number first")
    if high == 0:
        raise ValueError("a plan needs more than 0 hours per week")
    return low, high


def _shares(value: object) -> Mapping[str, float]:
    """Read shares that add up to 1, or percentages that add up to 100."""
    if not isinstance(value, dict):
        raise ValueError("not a table; write [activity_share] and below it lines such as reading = 0.3")
    activities = [str(activity) for activity in Activity]
    unknown = [key for key in value if key not in activities]
    if unknown:
        raise ValueError(f"{listed(unknown)}: not a known activity; use: {', '.join(activities)}")
    numbers = {key: number(100)(item) for key, item in value.items()}
    total = sum(numbers.values())
    for whole in (1, 100):
        if abs(total - whole) <= SHARE_SLACK * whole:
            return {key: number / whole for key, number in numbers.items()}
    raise ValueError(f"the shares add up to {total:.6g}; they must add up to 1, or to 100 as percentages")


def _weeks(value: object) -> tuple[PlannedWeek, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("not a list of weeks; write [[week]] and below it number and focus")

    def part(week: Mapping[str, object], name: str, rule: Rule[T]) -> T:
        try:
            return rule(week.get(name))
        except ValueError as error:
            raise ValueError(f"{name} of a week: {error}") from None

    number_of = whole_number(1, MAX_WEEKS)
    weeks = tuple(PlannedWeek(part(item, "number", number_of), part(item, "focus", _text)) for item in value)
    if len({week.number for week in weeks}) < len(weeks):
        raise ValueError("two weeks have the same number")
    return weeks

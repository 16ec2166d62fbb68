"""The study plan, a TOML file that holds one record."""

import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from analytics.clock import WEEKDAYS
from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.canonical import checks
from analytics.ingest.reading import Import, Notices, ReadingContext, listed, shortened
from analytics.ingest.values import fields
from analytics.records import ME, Activity, PlannedWeek, Row, StudyPlan

FORMAT = StudyPlan.TABLE
SCHEMA = re.compile(r"cutscore-plan/([0-9]{1,6})")
KNOWN_SCHEMA = 1

HOURS_PER_WEEK = 168
MAX_WEEKS = 520
SHARE_SLACK = 0.02

T = TypeVar("T")

_TOML_START = re.compile(r"(?:[\ufeff \t\r\n]++|#.*\n)*+(?:\[|[\w\-.\"']+[ \t]*=)")
_MULTI_LINE_TEXT = re.compile(r"\"{3}.*?\"{3}|'{3}.*?'{3}", re.DOTALL)
_PLAN_LINE = re.compile(r"^[ \t]*(?:exam_code|starts_on|hours_per_week)[ \t]*=", re.MULTILINE)
_BLUEPRINT_LINE = re.compile(r"^[ \t]*schema[ \t]*=[ \t]*[\"']exam-blueprint/", re.MULTILINE)


def is_document(text: str) -> bool:
    """Say whether the first line that is no comment is one of TOML, be the rest broken."""
    return _TOML_START.match(text) is not None


def is_study_plan(text: str) -> bool:
    """Say whether a document is meant as a study plan, be it a broken one."""
    return _PLAN_LINE.search(_MULTI_LINE_TEXT.sub("", text)) is not None


def is_blueprint(text: str) -> bool:
    """Say whether a document is an exam file, which is no import."""
    return _BLUEPRINT_LINE.search(_MULTI_LINE_TEXT.sub("", text)) is not None


def read_study_plan(text: str, name: str, context: ReadingContext, file_notices: Sequence[str] = ()) -> Import:
    """Read a study plan: one row, or all the problems that it has."""
    notices = Notices()
    for notice in file_notices:
        notices.add(notice)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problem = DataProblem(name, "", "", "", f"not valid TOML: {shortened(str(error))}")
        return Import(FORMAT, (), (problem,), notices.texts())
    _check_schema(document, name)
    reading = _PlanReading(document, name, context, notices)
    plan = reading.plan()
    rows = () if plan is None else (Row("", plan),)
    return Import(FORMAT, rows, tuple(reading.problems), notices.texts())


def _check_schema(document: Mapping[str, object], name: str) -> None:
    schema = document.get("schema", f"cutscore-plan/{KNOWN_SCHEMA}")
    found = SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if found is None:
        raise UnreadableFileError(name, f"the schema {shortened(str(schema))!r} is not that of a study plan.")
    if int(found[1]) > KNOWN_SCHEMA:
        raise UnreadableFileError(
            name, f"the plan was written for a newer Cutscore ({schema}). Update Cutscore to read it."
        )


class _PlanReading:
    """One pass over one plan, which collects every problem and not just the first."""

    def __init__(self, document: Mapping[str, object], name: str, context: ReadingContext, notices: Notices) -> None:
        self._left = dict(document)
        self._left.pop("schema", None)
        self._name = name
        self._context = context
        self._notices = notices
        self.problems: list[DataProblem] = []

    def plan(self) -> StudyPlan | None:
        """Give the plan, or None where it has problems."""
        candidate = self._take("candidate", _text, ME)
        exam_code = self._take("exam_code", _optional(_text), self._context.exam_code)
        starts_on = self._take("starts_on", _optional(_day), None)
        exam_on = self._take("exam_on", _optional(_day), None)
        hours = self._take("hours_per_week", _optional(_hours), None)
        audit_weeks = self._take("audit_weeks", lambda value: _whole(value, 0), 0)
        review_weekday = self._take("review_weekday", _optional(_weekday), None)
        first_week = self._take("first_practice_exam_week", _optional(lambda value: _whole(value, 1)), None)
        lab_budget = self._take("lab_budget", _optional(lambda value: _number(value, 0, 1e9)), None)
        rest_weekdays: tuple[str, ...] = self._take("rest_weekdays", _weekdays, ())
        minutes_per_item = self._take("minutes_per_item", _optional(lambda value: _number(value, 0.1, 60)), None)
        last_days = self._take("last_practice_exam_days", _optional(lambda value: _whole(value, 0)), None)
        shares = self._take("activity_share", _optional(_shares), None)
        weeks: tuple[PlannedWeek, ...] = self._take("week", _weeks, ())
        if self._left:
            self._notices.add(f"Keys that Cutscore does not know were left out: {listed(list(self._left))}.")
        if exam_code is None or starts_on is None or hours is None:
            self._add_missing(exam_code=exam_code, starts_on=starts_on, hours_per_week=hours)
            return None
        plan = StudyPlan(
            candidate_id=candidate,
            exam_code=exam_code,
            starts_on=starts_on,
            exam_on=exam_on,
            hours_per_week_low=hours[0],
            hours_per_week_high=hours[1],
            audit_weeks=audit_weeks,
            review_weekday=review_weekday,
            first_practice_exam_week=first_week,
            lab_budget=lab_budget,
            rest_weekdays=rest_weekdays,
            minutes_per_item=minutes_per_item,
            last_practice_exam_days=last_days,
            activity_share=shares,
            weeks=weeks,
        )
        checks.ExamRules(self._context.blueprints, None, self._notices, {}).known(plan.exam_code)
        broken = checks.plan_contradiction(plan)
        if broken:
            self._add(broken[0], str(exam_on), broken[1])
        return None if self.problems else plan

    def _take(self, key: str, parse: Callable[[object], T], default: T) -> T:
        if key not in self._left:
            return default
        value = self._left.pop(key)
        try:
            return parse(value)
        except ValueError as error:
            self._add(key, str(value), str(error))
            return default

    def _add_missing(self, **values: object) -> None:
        at_fault = {problem.column for problem in self.problems}
        for key, value in values.items():
            if value is None and key not in at_fault:
                self._add(key, "", "missing; a plan must have it")

    def _add(self, key: str, value: str, reason: str) -> None:
        self.problems.append(DataProblem(self._name, "", key, shortened(value), reason))


def _optional(parse: Callable[[object], T]) -> Callable[[object], T | None]:
    """Widen the type of a parser to that of a key that may be absent."""
    return parse


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("not a text; write it between quotes")
    return fields.text(value.strip())


def _day(value: object) -> date:
    if isinstance(value, str):
        return fields.day(value)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("not a date; write it as 2026-03-01")
    return fields.day(value.isoformat())


def _number(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    fields.Limits(low, high).check(value)
    return float(value)


def _whole(value: object, low: int) -> int:
    if not isinstance(value, int):
        raise ValueError("not a whole number")
    return int(_number(value, low, MAX_WEEKS))


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
        raise ValueError("not two numbers; write the least and the most, such as [10, 12]")
    low, high = (_number(item, 0, HOURS_PER_WEEK) for item in value)
    if low > high:
        raise ValueError("the least is more than the most; write the smaller number first")
    if high == 0:
        raise ValueError("a plan needs more than 0 hours a week")
    return low, high


def _shares(value: object) -> Mapping[str, float]:
    """Read shares that add to 1, or percents that add to 100."""
    if not isinstance(value, dict):
        raise ValueError("not a table; write [activity_share] and below it lines such as reading = 0.3")
    activities = [str(activity) for activity in Activity]
    unknown = [key for key in value if key not in activities]
    if unknown:
        raise ValueError(f"{listed(unknown)}: not a known activity; use: {', '.join(activities)}")
    numbers = {key: _number(item, 0, 100) for key, item in value.items()}
    total = sum(numbers.values())
    for whole in (1, 100):
        if abs(total - whole) <= SHARE_SLACK * whole:
            return {key: number / whole for key, number in numbers.items()}
    raise ValueError(f"the shares add to {total:.6g}; they must add to 1, or to 100 as percents")


def _weeks(value: object) -> tuple[PlannedWeek, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("not a list of weeks; write [[week]] and below it number and focus")
    weeks = tuple(PlannedWeek(_week_number(item), _focus(item)) for item in value)
    if len({week.number for week in weeks}) < len(weeks):
        raise ValueError("two weeks have the same number")
    return weeks


def _week_number(item: Mapping[str, object]) -> int:
    try:
        return _whole(item.get("number"), 1)
    except ValueError as error:
        raise ValueError(f"number of a week: {error}") from None


def _focus(item: Mapping[str, object]) -> str:
    try:
        return _text(item.get("focus"))
    except ValueError as error:
        raise ValueError(f"focus of a week: {error}") from None

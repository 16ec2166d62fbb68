"""Access the user's own database, even while the pages show the sample."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import EXAM_FILE, parse_blueprint
from analytics.clock import DayRule
from analytics.estimation.attempts import Attempts, read_attempts
from analytics.estimation.exam_plan import OpenDays
from analytics.estimation.exam_plan import open_days as open_days_of
from analytics.exports.canonical import export_texts
from analytics.records import Record, StudyPlan
from analytics.store import Store
from analytics.store.inventory import Inventory, read_inventory
from analytics.toml_table import decoded
from analytics.updates.context import UpdateContext
from analytics.updates.exam_files import save_exam_file
from analytics.updates.practice_exam_entry import EarlierExam, earlier_exams
from dashboard import environment
from dashboard.session import scope as shown
from dashboard.session import stores
from dashboard.session.caching import memoized
from dashboard.session.scope import Scope

R = TypeVar("R", bound=Record)
_STARTED_EXAM = "started_exam"


def _key() -> tuple[str, int]:
    return str(stores.own_path()), stores.revision_of(stores.own_store())


def inventory() -> Inventory:
    return _inventory(*_key())


@memoized()
def _inventory(path: str, revision: int) -> Inventory:
    return read_inventory(stores.store_at(path), stores.blueprints(path, revision))


def records(kind: type[R]) -> list[R]:
    return list(_records(*_key(), kind, candidate_id()))


@stores.by_revision
def _records(store: Store, kind: type[R], candidate_id: str) -> tuple[R, ...]:
    return tuple(store.records(kind, candidate_id))


def practice_exams() -> Sequence[EarlierExam]:
    return _practice_exams(*_key(), candidate_id())


_practice_exams = stores.by_revision(earlier_exams)


def candidate_id() -> str:
    """Return the candidate for new rows: the one shown, else `me`, else the first."""
    names = candidates()
    return shown.default_candidate(names, None if shown.shows_sample() else shown.chosen_candidate(names))


def candidates() -> Sequence[str]:
    return stores.candidates(*_key())


def day_rule() -> DayRule:
    """Return the candidate's day rule, by default in the system's zone."""
    return _day_rules(*_key()).get(candidate_id()) or DayRule(environment.system_zone())


_day_rules = stores.by_revision(Store.day_rules)


def update_context(exam_code: str | None) -> UpdateContext:
    return UpdateContext(
        store=stores.own_store(),
        today=today(),
        made_at=environment.now(),
        zone=day_rule().zone,
        blueprints=blueprints(),
        exam_code=exam_code,
    )


def zones() -> list[str]:
    """Return the time zones to choose from; `localtime` means nothing on another computer."""
    return sorted(available_timezones() - {"localtime"} | {day_rule().zone})


def today() -> date:
    return environment.today(day_rule())


def now() -> datetime:
    return environment.now().astimezone(ZoneInfo(day_rule().zone))


def blueprints() -> Mapping[str, ExamBlueprint]:
    """Return all known exams by code."""
    return stores.blueprints(*_key())


def exam() -> ExamBlueprint | None:
    """Return the exam that entries count for: the one shown, or beside the sample the one started or the latest."""
    if not shown.shows_sample():
        return shown.blueprint(shown.current())
    codes = stores.exam_codes(*_key(), candidate_id())
    return blueprints().get(st.session_state.get(_STARTED_EXAM) or next(iter(codes), ""))


def start_exam(code: str) -> None:
    st.session_state[_STARTED_EXAM] = code
    shown.start_exam(candidate_id(), code)


def plan(exam: ExamBlueprint) -> StudyPlan | None:
    return next((plan for plan in records(StudyPlan) if plan.exam_code == exam.code), None)


def attempts(exam: ExamBlueprint) -> Attempts:
    return _attempts(*_key(), exam.code, candidate_id(), today())


def open_days(exam: ExamBlueprint) -> OpenDays:
    return open_days_of(exam, attempts(exam), today())


@stores.by_revision
def _attempts(store: Store, exam_code: str, candidate_id: str, today: date) -> Attempts:
    return read_attempts(store, exam_code, [candidate_id], today)[0]


def scope_of(exam: ExamBlueprint) -> Scope:
    path, revision = _key()
    return Scope(path, revision, candidate_id(), exam.code, as_of=today(), today=today(), is_sample=False)


def save_exam(name: str, data: bytes) -> ExamBlueprint:
    """Save a blueprint from the bytes of its file.

    Raises:
        DocumentError: If it breaks a rule of the schema.
        CutscoreError: If a row of a renamed domain has the key of another.
    """
    text = decoded(data, name, what=EXAM_FILE)
    blueprint = parse_blueprint(text, file=name)
    save_exam_file(stores.own_store(), blueprint, text, blueprints())
    return blueprint


def export_zip(store: Store) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in export_texts(store).items():
            archive.writestr(name, text)
    return out.getvalue()


def last_backup_on() -> date | None:
    made = stores.own_store().backups()
    return day_rule().day_of(made[0].made_at) if made else None


def updated_on() -> date | None:
    batches = inventory().batches
    return day_rule().day_of(batches[0].info.made_at_utc.replace(tzinfo=UTC)) if batches else None

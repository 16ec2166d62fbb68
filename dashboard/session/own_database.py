"""Access to the user's own database, also while the pages show the sample."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.blueprints.custom import CustomExam, exam_text
from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.estimation.attempts import Attempts, read_attempts
from analytics.estimation.open_days import OpenDays
from analytics.estimation.open_days import open_days as open_days_of
from analytics.records import Record, StudyPlan
from analytics.store import BackupFile
from analytics.store.inventory import Inventory, RestorePreview, read_inventory
from analytics.store.inventory import restore_preview as restore_preview_of
from analytics.updates.context import UpdateContext
from dashboard import places
from dashboard.session import scope as shown
from dashboard.session import stores, transfer
from dashboard.session.caching import memoized
from dashboard.session.scope import Scope

R = TypeVar("R", bound=Record)
_STARTED_EXAM = "started_exam"


def _key() -> tuple[str, int]:
    """Return the path and revision, the key of all that is cached of the file."""
    return str(stores.own_path()), stores.revision_of(stores.own_store())


def inventory() -> Inventory:
    """Return what the database contains."""
    return _inventory(*_key())


@memoized()
def _inventory(path: str, revision: int) -> Inventory:
    return read_inventory(stores.store_at(path), stores.blueprints(path, revision))


def records(kind: type[R]) -> list[R]:
    """Return the candidate's rows of one kind."""
    return list(_records(*_key(), kind, candidate_id()))


@memoized()
def _records(path: str, revision: int, kind: type[R], candidate_id: str) -> tuple[R, ...]:  # noqa: ARG001  (revision: part of the key)
    return tuple(stores.store_at(path).records(kind, candidate_id))


def candidate_id() -> str:
    """Return the candidate for new rows: the one shown, else `me`, else the first."""
    chosen = None if shown.shows_sample() else shown.chosen_candidate()
    return shown.default_candidate(inventory().candidates, chosen)


def day_rule() -> DayRule:
    """Return how instants become days; in the system's zone unless it is set."""
    return inventory().profiles.get(candidate_id()) or DayRule(places.system_zone())


def set_day_rule(rule: DayRule) -> None:
    """Set how instants become days."""
    stores.own_store().set_day_rule(candidate_id(), rule)


def update_context(exam_code: str | None) -> UpdateContext:
    """Return the context of a change of the database."""
    return UpdateContext(
        store=stores.own_store(),
        today=today(),
        made_at=places.now(),
        zone=day_rule().zone,
        blueprints=blueprints(),
        exam_code=exam_code,
    )


def zones() -> list[str]:
    """Return the time zones to choose from, the candidate's among them."""
    return sorted({*places.zones(), day_rule().zone})


def today() -> date:
    """Return the candidate's date."""
    return places.today(day_rule())


def now() -> datetime:
    """Return the present moment in the candidate's zone."""
    return places.now().astimezone(ZoneInfo(day_rule().zone))


def blueprints() -> Mapping[str, ExamBlueprint]:
    """Return all exams that the database can name, by code."""
    return stores.blueprints(*_key())


def exam() -> ExamBlueprint | None:
    """Return the exam that entries count for: the one shown, else the latest in the database."""
    if not shown.shows_sample():
        return shown.blueprint(shown.current())
    codes = stores.exam_codes(*_key(), candidate_id())
    return blueprints()[codes[0]] if codes else None


def start_exam(code: str) -> None:
    """Prepare for an exam of which there may be no rows yet; it is shown as soon as there are."""
    st.session_state[_STARTED_EXAM] = code
    shown.choose_exam(code)


def started_exam() -> ExamBlueprint | None:
    """Return the exam that was started in this session."""
    return blueprints().get(str(st.session_state.get(_STARTED_EXAM)))


def plan(exam: ExamBlueprint) -> StudyPlan | None:
    """Return the candidate's plan for an exam."""
    return next((plan for plan in records(StudyPlan) if plan.exam_code == exam.code), None)


def open_days(exam: ExamBlueprint) -> OpenDays:
    """Return the days on which the candidate can take an exam."""
    return open_days_of(exam, _attempts(*_key(), exam.code, candidate_id(), today()), today())


@memoized()
def _attempts(path: str, revision: int, exam_code: str, candidate_id: str, today: date) -> Attempts:  # noqa: ARG001  (revision: part of the key)
    return read_attempts(stores.store_at(path), exam_code, [candidate_id], today)[0]


def scope_of(exam: ExamBlueprint) -> Scope:
    """Return the scope of an exam in this database as of today."""
    path, revision = _key()
    return Scope(path, revision, candidate_id(), exam.code, as_of=today(), today=today(), is_sample=False)


def save_exam(upload: UploadedFile) -> ExamBlueprint:
    """Save the blueprint of an exam from a file."""
    return transfer.save_exam(stores.own_store(), upload.name, upload.getvalue())


def save_custom_exam(exam: CustomExam) -> ExamBlueprint:
    """Save an exam that was described in a form."""
    return transfer.save_exam(stores.own_store(), exam.name or exam.code, exam_text(exam).encode())


def export() -> Callable[[], bytes]:
    """Return a function that zips the canonical files, called on download."""
    return partial(transfer.export_zip, stores.own_store())


def backup() -> Callable[[], bytes]:
    """Return a function that copies the database, called on download."""
    return stores.own_store().backup_bytes


def backups() -> Sequence[BackupFile]:
    """Return the automatic backups, the latest first."""
    return stores.own_store().backups()


def last_backup_on() -> date | None:
    """Return the day of the latest automatic backup."""
    made = backups()
    return day_rule().day_of(made[0].made_at) if made else None


def updated_on() -> date | None:
    """Return the day of the latest import or entry."""
    batches = inventory().batches
    return day_rule().day_of(batches[0].info.made_at_utc.replace(tzinfo=UTC)) if batches else None


def restore_preview(backup: BackupFile) -> RestorePreview:
    """Return what restoring a backup would change; nothing is changed yet."""
    return restore_preview_of(stores.own_store(), backup.path)

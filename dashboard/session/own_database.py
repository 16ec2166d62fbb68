"""The candidate's own file, whichever the pages show: whose it is, its day, its exams, what it holds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.blueprints.custom import SimpleExam, exam_text
from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.estimation.candidate import plan_of
from analytics.records import ME, DomainResult, ItemResponse, Record, SelfRating, StudyPlan
from analytics.store import BackupFile
from analytics.store.inventory import Inventory, read_inventory
from analytics.store.restore_preview import RestorePreview
from analytics.store.restore_preview import restore_preview as restore_preview_of
from dashboard import places
from dashboard.session import transfer
from dashboard.session.caching import remembered
from dashboard.session.scope import (
    Scope,
    blueprint,
    blueprints_of,
    choose_exam,
    exams_in,
    own_path,
    own_store,
    picked_candidate,
    revision_of,
    scope,
    shows_sample,
    store_at,
    today_by,
)
from dashboard.session.transfer import Upload

R = TypeVar("R", bound=Record)
_BEGUN = "begun_exam"


def own_inventory() -> Inventory:
    """Give what is in the candidate's own file, whichever the pages show."""
    return _own_inventory(str(own_path()), revision_of(own_store()))


def own_blueprints() -> Mapping[str, ExamBlueprint]:
    """Give every exam that can be named in the candidate's own file."""
    return blueprints_of(str(own_path()), revision_of(own_store()))


def own_candidate(inventory: Inventory) -> str:
    """Name the candidate of the own file whose profile counts: the one shown, else `me`, else the first."""
    names = inventory.candidates
    shown = None if shows_sample() else picked_candidate()
    return shown if shown in names else ME if ME in names or not names else names[0]


def day_rule(inventory: Inventory) -> DayRule:
    """Give how the instants of the own file become days; the system's zone where nothing is set."""
    return inventory.profiles.get(own_candidate(inventory)) or DayRule(places.system_zone())


def set_day_rule(inventory: Inventory, rule: DayRule) -> None:
    """Set how the instants of the own file become days."""
    own_store().set_day_rule(own_candidate(inventory), rule)


def zones(inventory: Inventory) -> list[str]:
    """List the time zones to choose from, the one that is set among them."""
    return sorted({*places.zones(), day_rule(inventory).zone})


def own_day(inventory: Inventory) -> date:
    """Give the present day of the own file."""
    return today_by(day_rule(inventory))


def keep_exam(upload: UploadedFile) -> ExamBlueprint:
    """Keep the blueprint of an exam in the own file."""
    return transfer.keep_exam(own_store(), Upload(upload.name, upload.getvalue()))


def exporting() -> Callable[[], bytes]:
    """Give the function that writes the own file as canonical files in one zip, to be run when asked for."""
    return partial(transfer.export_zip, own_store())


def backing_up() -> Callable[[], bytes]:
    """Give the function that copies the own file whole, to be run when asked for."""
    return partial(transfer.backup_bytes, own_store())


def backups() -> Sequence[BackupFile]:
    """List the copies of the own file that were made by themselves, the latest first."""
    return own_store().backups()


def restore_preview(backup: BackupFile) -> RestorePreview:
    """Say what a copy of the own file would bring back; the file is not touched."""
    return restore_preview_of(own_store(), backup.path)


def own_exam() -> ExamBlueprint | None:
    """Give the exam that what is typed in counts for: the one shown, else the latest of the own file."""
    if not shows_sample():
        return blueprint(scope())
    codes = exams_in(str(own_path()), revision_of(own_store()), own_candidate(own_inventory()))
    return own_blueprints()[codes[0]] if codes else None


def begin_exam(code: str) -> None:
    """Prepare for an exam of which the own file may hold nothing yet, and show it as soon as it does."""
    st.session_state[_BEGUN] = code
    choose_exam(code)


def begun_exam() -> ExamBlueprint | None:
    """Give the exam that was begun in this session."""
    return own_blueprints().get(str(st.session_state.get(_BEGUN)))


def own_plan(exam: ExamBlueprint) -> StudyPlan | None:
    """Give the plan of the candidate who types for an exam."""
    return plan_of(own_store(), own_candidate(own_inventory()), exam.code)


def is_rated(exam: ExamBlueprint) -> bool:
    """Tell whether the candidate who types has rated anything of an exam."""
    return any(rating.domain_id in exam.domain_ids for rating in own_records(SelfRating))


def has_practised(exam: ExamBlueprint) -> bool:
    """Tell whether the candidate who types has a practice exam of an exam."""
    totals, answers = own_records(DomainResult), own_records(ItemResponse)
    return exam.code in {*(row.exam_code for row in totals), *(row.exam_code for row in answers)}


def scope_of(exam: ExamBlueprint) -> Scope:
    """Give what a page about the own file and one exam is about, whichever the other pages show."""
    own = own_inventory()
    today = own_day(own)
    path, revision = str(own_path()), revision_of(own_store())
    return Scope(path, revision, own_candidate(own), exam.code, as_of=today, today=today, is_sample=False)


def keep_own_exam(exam: SimpleExam) -> ExamBlueprint:
    """Keep an exam that was written in a form."""
    return transfer.keep_exam(own_store(), Upload(exam.name or exam.code, exam_text(exam).encode()))


def own_records(kind: type[R]) -> list[R]:
    """Give the rows of a kind of the candidate who types."""
    return list(_own_records(str(own_path()), revision_of(own_store()), kind, own_candidate(own_inventory())))


@remembered
def _own_records(path: str, revision: int, kind: type[R], candidate_id: str) -> tuple[R, ...]:  # noqa: ARG001  (revision: part of the key)
    return tuple(store_at(path).records(kind, candidate_id))


def now() -> datetime:
    """Give the present moment in the zone of the own file."""
    return places.now().astimezone(ZoneInfo(day_rule(own_inventory()).zone))


@remembered
def _own_inventory(path: str, revision: int) -> Inventory:
    return read_inventory(store_at(path), blueprints_of(path, revision))

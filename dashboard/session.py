"""The open store, the caches and the session's state: the only module that touches any of them.

Cached values are frozen reports of plain data, and the charts drawn of them, which are shared and
never changed. Each key holds the file and its revision, so a change made here, on the command line
or in another window is seen at the next rerun.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics import assigning, by_hand, error_causes, rehearsing
from analytics.blueprint import ExamBlueprint
from analytics.clock import DayRule
from analytics.clock import today as today_of
from analytics.error_causes import ResponseKey
from analytics.errors import DataProblem, UnreadableFileError
from analytics.importing import ImportReport, Told, reading_context
from analytics.ingest import Import
from analytics.ingest.opened import Opened
from analytics.records import ME, ErrorCause, ExamOutcome, Record, SelfRating, StudyPlan
from analytics.rehearsing import Said
from analytics.reports.booking import BookingReport, booking_report
from analytics.reports.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.candidate_exam import (
    CandidateExam,
    exams_of,
    known_blueprints,
    plan_of,
    read_candidate_exam,
)
from analytics.reports.depth import DepthReport, depth_report
from analytics.reports.exam_day import ExamDayReport, exam_day_report
from analytics.reports.exam_form import CutBelief
from analytics.reports.forecast_record import ForecastRecord, forecast_record
from analytics.reports.freezing import forecasts_kept
from analytics.reports.gap_audit import GapAudit, gap_audit
from analytics.reports.holdings import Holdings, holdings
from analytics.reports.hours import HoursReport, hours_report
from analytics.reports.labs import LabsReport, labs_report
from analytics.reports.last_week import (
    LastWeek,
    LastWeekSettings,
    last_practice_exam_days,
    settings_from,
    settings_text,
)
from analytics.reports.last_week import last_week as last_week_of
from analytics.reports.mastery import MasteryReport, mastery_report
from analytics.reports.mistakes import MistakesReport, mistakes_report
from analytics.reports.moves import Moves
from analytics.reports.moves import moves as moves_of
from analytics.reports.pace import PaceReport, pace_report
from analytics.reports.plan import PlanReport, plan_report
from analytics.reports.resources import ResourcesReport, resources_report
from analytics.reports.restore_preview import RestorePreview
from analytics.reports.restore_preview import restore_preview as restore_preview_of
from analytics.reports.stabilisation import StabilisationReport, stabilisation_report
from analytics.reports.task_gaps import TaskGap, task_gaps
from analytics.reports.this_week import WeekReport, week_report
from analytics.simple_exam import SimpleExam, exam_text
from analytics.store import KeptBackup, Store, Undone
from analytics.titles import Meanings, OpenTitle
from dashboard import places, transfer, weekly_html
from dashboard.plan_calendar import Sessions, calendar
from dashboard.text.plan_calendar import Content
from dashboard.transfer import Upload

P = ParamSpec("P")
Drawn = TypeVar("Drawn")
Given = TypeVar("Given")
Stamp = tuple[tuple[int, int] | None, tuple[int, int] | None]
"""Time and size of a file and of its log, as far as they are there."""

R = TypeVar("R", bound=Record)

_SHOWS_SAMPLE = "shows_sample"
_CANDIDATE = "candidate"
_EXAM = "exam"
_AS_OF = "as_of"
_DATA_PAGE = "data_page"
_START_PAGE = "start_page"
_IMPORTS = "imports"
_NOTE = "note"
_LAST_WEEK = "last week"
_EXAM_DAY = "exam day notes"
_N_SAVED = "n_saved"
_LAST_SAVED = "last_saved"
_BEGUN = "begun_exam"

_CACHE_ENTRIES = 64
_READINGS_KEPT = 8


def _remembered(function: Callable[P, Given]) -> Callable[P, Given]:
    """Remember what a function gave for its latest arguments; Streamlit's own caches cost more than most of it."""
    return cast("Callable[P, Given]", lru_cache(maxsize=_CACHE_ENTRIES)(function))


@dataclass(frozen=True, slots=True)
class Scope:
    """What the pages are about: a file at a revision, one candidate, one exam, one day.

    `exam_code` is None where the candidate has no exam with a blueprint yet, and
    `candidate_id` is None in an empty file.
    """

    path: str
    revision: int
    candidate_id: str
    exam_code: str | None
    as_of: date
    today: date
    is_sample: bool


@dataclass(slots=True, eq=False)
class Waiting:
    """A file about which something must be said before it can go in, and how it was read with what was said."""

    number: int
    opened: Opened
    exam_code: str | None
    readings: dict[tuple[str, int], Import | UnreadableFileError] = field(default_factory=dict)


@dataclass(slots=True)
class _Imports:
    """The imports of this session: how many, what became of the last, and the files that wait for answers."""

    n: int = 0
    last: ImportReport | None = None
    waiting: list[Waiting] = field(default_factory=list)
    n_waited: int = 0


def own_path() -> Path:
    """Give the candidate's own database file."""
    return Path(os.environ[places.DB_VARIABLE])


def has_sample() -> bool:
    """Tell whether there is a sample to look at."""
    return places.SAMPLE_VARIABLE in os.environ


def remember_data_page(page: StreamlitPage) -> None:
    """Keep the Data page of this run, so that any page can link to it."""
    st.session_state[_DATA_PAGE] = page


def remember_start_page(page: StreamlitPage) -> None:
    """Keep the page of the first steps of this run, so that any page can link to it."""
    st.session_state[_START_PAGE] = page


def start_page() -> StreamlitPage | None:
    """Give the page of the first steps, None where a page is run on its own."""
    page: StreamlitPage | None = st.session_state.get(_START_PAGE)
    return page


def data_page() -> StreamlitPage | None:
    """Give the Data page, None where a page is run on its own."""
    page: StreamlitPage | None = st.session_state.get(_DATA_PAGE)
    return page


def shows_sample() -> bool:
    """Tell whether the pages show the sample: by choice, else where the own file is empty."""
    if places.SAMPLE_VARIABLE not in os.environ:
        return False
    if _SHOWS_SAMPLE not in st.session_state:
        st.session_state[_SHOWS_SAMPLE] = not store_at(str(own_path())).candidates()
    return bool(st.session_state[_SHOWS_SAMPLE])


def show_sample(is_shown: bool) -> None:
    """Switch between the sample and the candidate's own file."""
    st.session_state[_SHOWS_SAMPLE] = is_shown
    for key in (_CANDIDATE, _EXAM, _AS_OF):
        st.session_state.pop(key, None)


@_remembered
def store_at(path: str) -> Store:
    """Give the one store of a file; it holds the file only while somebody works."""
    return Store(Path(path))


def store() -> Store:
    """Give the store that the pages show."""
    return store_at(os.environ[places.SAMPLE_VARIABLE] if shows_sample() else str(own_path()))


def own_store() -> Store:
    """Give the store of the candidate's own file, whichever the pages show."""
    return store_at(str(own_path()))


def scope() -> Scope:
    """Give what the pages are about in this run."""
    shown = store()
    path, revision = str(shown.path), _revision(shown)
    candidates = _candidates(path, revision)
    candidate = st.session_state.get(_CANDIDATE) or st.query_params.get(_CANDIDATE)
    if candidate not in candidates:
        candidate = ME if ME in candidates or not candidates else candidates[0]
    codes = _exams(path, revision, candidate)
    exam = st.session_state.get(_EXAM)
    if exam not in codes:
        exam = codes[0] if codes else None
    today = present_day(shown, candidate)
    last = _last_day(path, revision, candidate, exam, today)
    as_of = st.session_state.get(_AS_OF) or last or today
    return Scope(path, revision, candidate, exam, min(as_of, today), today, shows_sample())


def _revision(shown: Store) -> int:
    """Give the file's revision; the file is opened only where its time or size has changed."""
    return _revision_at(str(shown.path), _stamp(shown.path))


def _stamp(path: Path) -> Stamp:
    """Give what changes when a file or its log is written, None for each that is not there."""
    return _time_and_size(path), _time_and_size(path.with_name(f"{path.name}.wal"))


def _time_and_size(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@_remembered
def _revision_at(path: str, stamp: Stamp) -> int:  # noqa: ARG001  (stamp: part of the key)
    return store_at(path).revision()


@_remembered
def _draft_at(path: str, stamp: Stamp, candidate_id: str, name: str) -> str | None:  # noqa: ARG001  (stamp: part of the key)
    return store_at(path).draft(candidate_id, name)


def present_day(shown: Store, candidate_id: str) -> date:
    """Give today in the candidate's zone; tests may fix the day by an environment variable."""
    return _today(_day_rule(str(shown.path), _revision(shown), candidate_id))


@_remembered
def _day_rule(path: str, revision: int, candidate_id: str) -> DayRule:  # noqa: ARG001  (revision: part of the key)
    return store_at(path).day_rule(candidate_id)


def _today(rule: DayRule) -> date:
    fixed = os.environ.get(places.TODAY_VARIABLE)
    return date.fromisoformat(fixed) if fixed else today_of(rule)


def choose_candidate(candidate_id: str) -> None:
    """Show another candidate."""
    st.session_state[_CANDIDATE] = candidate_id
    st.session_state.pop(_EXAM, None)
    st.session_state.pop(_AS_OF, None)


def choose_exam(exam_code: str) -> None:
    """Show another exam of the candidate."""
    st.session_state[_EXAM] = exam_code
    st.session_state.pop(_AS_OF, None)


def choose_day(as_of: date | None) -> None:
    """Show the pages as on another day; None is the usual one."""
    st.session_state[_AS_OF] = as_of


def candidates(of: Scope) -> Sequence[str]:
    """List the candidates of the file."""
    return _candidates(of.path, of.revision)


def exams(of: Scope) -> Sequence[str]:
    """List the candidate's exams that have a blueprint, the latest first."""
    return _exams(of.path, of.revision, of.candidate_id)


def blueprints(of: Scope) -> Mapping[str, ExamBlueprint]:
    """Give every exam that can be named."""
    return _blueprints(of.path, of.revision)


def blueprint(of: Scope) -> ExamBlueprint | None:
    """Give the exam that the pages are about."""
    return None if of.exam_code is None else blueprints(of)[of.exam_code]


@_remembered
def _candidates(path: str, revision: int) -> tuple[str, ...]:  # noqa: ARG001  (revision: part of the key)
    return tuple(store_at(path).candidates())


@_remembered
def _exams(path: str, revision: int, candidate_id: str) -> tuple[str, ...]:
    known = _blueprints(path, revision)
    return tuple(code for code in exams_of(store_at(path), candidate_id) if code in known)


@_remembered
def _blueprints(path: str, revision: int) -> Mapping[str, ExamBlueprint]:  # noqa: ARG001  (revision: part of the key)
    return MappingProxyType(dict(known_blueprints(store_at(path))))


@_remembered
def _last_day(
    path: str,
    revision: int,  # noqa: ARG001  (part of the key)
    candidate_id: str,
    exam_code: str | None,
    today: date,
) -> date | None:
    """Give the last day of a preparation that is over: that of the exam; None while it goes on."""
    if exam_code is None:
        return None
    shown = store_at(path)
    outcomes = [o.taken_on for o in shown.records(ExamOutcome, candidate_id) if o.exam_code == exam_code]
    plan = plan_of(shown, candidate_id, exam_code)
    ends = [*outcomes, *([plan.exam_on] if plan and plan.exam_on else [])]
    return max(ends) if ends and max(ends) < today else None


def held() -> Holdings:
    """Give what is in the candidate's own file, whichever the pages show."""
    return _held(str(own_path()), _revision(own_store()))


def own_blueprints() -> Mapping[str, ExamBlueprint]:
    """Give every exam that can be named in the candidate's own file."""
    return _blueprints(str(own_path()), _revision(own_store()))


def own_candidate(held: Holdings) -> str:
    """Name the candidate of the own file whose profile counts: the one shown, else `me`, else the first."""
    names = held.candidates
    shown = None if shows_sample() else st.session_state.get(_CANDIDATE)
    return shown if shown in names else ME if ME in names or not names else names[0]


def day_rule(held: Holdings) -> DayRule:
    """Give how the instants of the own file become days; the system's zone where nothing is set."""
    return held.profiles.get(own_candidate(held)) or DayRule(places.system_zone())


def set_day_rule(held: Holdings, rule: DayRule) -> None:
    """Set how the instants of the own file become days."""
    own_store().set_day_rule(own_candidate(held), rule)


def zones(held: Holdings) -> list[str]:
    """List the time zones to choose from, the one that is set among them."""
    return sorted({*places.zones(), day_rule(held).zone})


def own_day(held: Holdings) -> date:
    """Give the present day of the own file."""
    return _today(day_rule(held))


def _imports() -> _Imports:
    imports: _Imports = st.session_state.setdefault(_IMPORTS, _Imports())
    return imports


def n_imports() -> int:
    """Count the imports of this session."""
    return _imports().n


def last_report(held: Holdings) -> ImportReport | None:
    """Give what became of this session's last import, None where it has been taken back."""
    report = _imports().last
    is_there = report is None or report.batch_id in {None, *(batch.info.batch_id for batch in held.batches)}
    return report if is_there else None


def import_uploads(uploads: Sequence[UploadedFile], exam_code: str | None) -> None:
    """Import files into the candidate's own file, and show that file from then on."""
    _import([Upload(file.name, file.getvalue()) for file in uploads], Said(exam_code=exam_code))


def import_text(text: str, name: str, as_format: str) -> None:
    """Import a text that was pasted, as a file of the format that it is said to be."""
    _import([Upload(name, text.encode())], Said(), as_format=as_format)


def _import(uploads: Sequence[Upload], said: Said, *, as_format: str | None = None) -> None:
    """Import files; those about which something must be said first wait for the answers.

    The session's state is at hand before the import, so that a rerun right after it cannot lose the report.
    """
    imports, own = _imports(), held()
    report = transfer.import_uploads(
        own_store(),
        uploads,
        today=own_day(own),
        made_at=places.now(),
        zone=day_rule(own).zone,
        exam_code=said.exam_code,
        told=_told(said, as_format),
    )
    for opened in transfer.asked_about(uploads, report):
        imports.n_waited += 1
        imports.waiting.append(Waiting(imports.n_waited, opened, said.exam_code))
    imports.n += 1
    answered = tuple(file for file in report.files if file.question is None)
    imports.last = ImportReport(report.batch_id, answered) if answered else None
    if report.read > report.failed:
        show_sample(False)


def _told(said: Said, as_format: str | None = None) -> Told:
    """Give all that is known of files without reading them; titles mean domains of the exam that is prepared for."""
    exam = own_exam()
    code = said.exam_code or (exam.code if exam else None)
    return Told(
        is_zone_given=own_store().is_day_rule_set(own_candidate(held())),
        answers=said.answers,
        as_format=as_format,
        meanings={code: said.meanings} if code else {},
    )


def waiting() -> Sequence[Waiting]:
    """Give the files that wait for answers, in the order in which they came."""
    return _imports().waiting


def rehearse(file: Waiting, said: Said) -> Import | UnreadableFileError:
    """Read a waiting file with what was said of it, without importing it; what was read before is at hand."""
    key = repr(said), _revision(own_store())
    if key not in file.readings:
        while len(file.readings) >= _READINGS_KEPT:
            del file.readings[next(iter(file.readings))]
        own = held()
        context = reading_context(
            own_store(),
            today=own_day(own),
            zone=day_rule(own).zone,
            blueprints=own_blueprints(),
            exam_code=said.exam_code,
            told=_told(said),
        )
        file.readings[key] = rehearsing.rehearse(file.opened, context)
    return file.readings[key]


def import_waiting(file: Waiting, said: Said) -> None:
    """Import a file that waited, with what was said of it; it waits no longer."""
    _import([Upload(file.opened.name, file.opened.data)], said)
    leave_out(file)


def leave_out(file: Waiting) -> None:
    """Let a file that waits go."""
    _imports().waiting.remove(file)


def unassigned() -> Sequence[OpenTitle]:
    """List the titles in the own file whose rows count for no domain, or of which nobody said what was done."""
    return _unassigned(str(own_path()), _revision(own_store()), own_candidate(held()))


def assign(meanings: Meanings) -> int:
    """Say what titles mean, for the rows in the own file and those to come; give how many rows changed."""
    exam = own_exam()
    return assigning.assign(
        own_store(), own_candidate(held()), exam.code if exam else None, meanings, made_at=places.now()
    )


def kept_answers() -> Sequence[tuple[str, str, str]]:
    """List the answers that are remembered: fingerprint, kind of file, and the answers as a file for --map."""
    formats = own_store().remembered_formats()
    return [(name, formats[name], text) for name, text in own_store().remembered_answers().items()]


def forget_answers(fingerprint: str) -> None:
    """Let remembered answers go, so that the next such file is asked about again."""
    own_store().forget_answers(fingerprint)


def undo(batch_id: int) -> Undone:
    """Take an import of the own file back."""
    undone = own_store().undo(batch_id)
    _imports().last = None
    return undone


def keep_exam(upload: UploadedFile) -> ExamBlueprint:
    """Keep the blueprint of an exam in the own file."""
    return transfer.keep_exam(own_store(), Upload(upload.name, upload.getvalue()))


def exporting() -> Callable[[], bytes]:
    """Give the function that writes the own file as canonical files in one zip, to be run when asked for."""
    return partial(transfer.export_zip, own_store())


def backing_up() -> Callable[[], bytes]:
    """Give the function that copies the own file whole, to be run when asked for."""
    return partial(transfer.backup_bytes, own_store())


def delete_everything() -> None:
    """Delete the own file and the copies beside it that were made by themselves."""
    own_store().delete_everything()
    _imports().last = None


def backups() -> Sequence[KeptBackup]:
    """List the copies of the own file that were made by themselves, the latest first."""
    return own_store().backups()


def restore_preview(backup: KeptBackup) -> RestorePreview:
    """Say what a copy of the own file would bring back; the file is not touched."""
    return restore_preview_of(own_store(), backup.path)


def restore(backup: KeptBackup) -> Path | None:
    """Bring a copy of the own file back; give where what it replaces is kept."""
    kept = own_store().restore(backup.path)
    _imports().last = None
    return kept


def own_exam() -> ExamBlueprint | None:
    """Give the exam that what is typed in counts for: the one shown, else the latest of the own file."""
    if not shows_sample():
        return blueprint(scope())
    codes = _exams(str(own_path()), _revision(own_store()), own_candidate(held()))
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
    return plan_of(own_store(), own_candidate(held()), exam.code)


def is_rated(exam: ExamBlueprint) -> bool:
    """Tell whether the candidate who types has rated anything of an exam."""
    return any(rating.domain_id in exam.domain_ids for rating in own_records(SelfRating))


def scope_of(exam: ExamBlueprint) -> Scope:
    """Give what a page about the own file and one exam is about, whichever the other pages show."""
    own = held()
    today = own_day(own)
    path, revision = str(own_path()), _revision(own_store())
    return Scope(path, revision, own_candidate(own), exam.code, as_of=today, today=today, is_sample=False)


def keep_own_exam(exam: SimpleExam) -> ExamBlueprint:
    """Keep an exam that was written in a form."""
    return transfer.keep_exam(own_store(), Upload(exam.name or exam.code, exam_text(exam).encode()))


def own_records(kind: type[R]) -> list[R]:
    """Give the rows of a kind of the candidate who types."""
    return list(_own_records(str(own_path()), _revision(own_store()), kind, own_candidate(held())))


@_remembered
def _own_records(path: str, revision: int, kind: type[R], candidate_id: str) -> tuple[R, ...]:  # noqa: ARG001  (revision: part of the key)
    return tuple(store_at(path).records(kind, candidate_id))


def desk(exam_code: str | None) -> by_hand.Desk:
    """Give where and when something is typed in."""
    own = held()
    return by_hand.Desk(
        store=own_store(),
        today=own_day(own),
        made_at=places.now(),
        zone=day_rule(own).zone,
        blueprints=own_blueprints(),
        exam_code=exam_code,
    )


def type_in(records: Sequence[Record], exam_code: str | None) -> Sequence[DataProblem]:
    """Add rows to the own file and show it from then on; give the problems, with which nothing is added."""
    at, before = desk(exam_code), _batch_ids()
    with forecasts_kept(at.store, made_at=at.made_at, today=at.today):
        problems = by_hand.add(at, records)
    if not problems:
        show_sample(False)
        _count_saved(by_hand.TYPED, before)
    return problems


def n_saved() -> int:
    """Count what has been typed in during this session; a table that was saved begins anew by it."""
    return int(st.session_state.get(_N_SAVED, 0))


def correct(
    kind: type[Record], corrections: Sequence[by_hand.Correction], taken_out: Sequence[Record], source: str
) -> Sequence[DataProblem]:
    """Correct rows of the own file and take others out; give the problems, with which nothing is changed."""
    exam = own_exam()
    at, before = desk(exam.code if exam else None), _batch_ids()
    problems = by_hand.correct(at, kind, corrections, taken_out, source=source)
    if not problems:
        _count_saved(source, before)
    return problems


def _count_saved(source: str, before: Collection[int]) -> None:
    """Count what was typed in or corrected; where that changed the file, its batch can be taken back."""
    st.session_state[_N_SAVED] = n_saved() + 1
    made = [batch.batch_id for batch in own_store().batches() if batch.source == source]
    st.session_state[_LAST_SAVED] = next((number for number in reversed(made) if number not in before), None)


def _batch_ids() -> Collection[int]:
    return {batch.batch_id for batch in own_store().batches()}


def can_take_back() -> bool:
    """Tell whether there is something that was saved by hand last and can be taken back."""
    saved = st.session_state.get(_LAST_SAVED)
    return saved is not None and any(batch.info.batch_id == saved for batch in held().batches)


def take_back() -> Undone:
    """Take back what was saved by hand last."""
    return undo(int(st.session_state.pop(_LAST_SAVED)))


def draft(name: str) -> str | None:
    """Give what the candidate has begun to type in, None where there is nothing; it outlives the program."""
    return _draft_at(str(own_path()), _stamp(own_path()), own_candidate(held()), name)


def keep_draft(name: str, value: str | None) -> None:
    """Keep what the candidate has begun to type in; None lets it go."""
    own_store().keep_draft(own_candidate(held()), name, value)


def now() -> datetime:
    """Give the present moment in the zone of the own file."""
    return places.now().astimezone(ZoneInfo(day_rule(held()).zone))


def leave_note(sentence: str) -> None:
    """Keep a sentence for the next run of the page."""
    st.session_state[_NOTE] = sentence


def take_note() -> str:
    """Give the sentence that the last run left, once."""
    return str(st.session_state.pop(_NOTE, ""))


def _known(of: Scope, *, cut: CutBelief | None = None) -> CandidateExam:
    exam = blueprint(of)
    if exam is None:
        raise LookupError("a report was asked for without an exam")
    return read_candidate_exam(store_at(of.path), exam, of.candidate_id, of.as_of, cut=cut)


class _Same:
    """An argument that is the same only as itself, so that a whole report can be part of a key."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def drawn(draw: Callable[P, Drawn], *args: P.args, **options: P.kwargs) -> Drawn:
    """Draw a chart of reports, or several, or give them as they were drawn before; nobody may change them."""
    named = tuple((name, _Same(option)) for name, option in options.items())
    figures: Drawn = _drawn(draw, tuple(map(_Same, args)), named)
    return figures


@_remembered
def _drawn(draw: Callable[..., Any], args: tuple[_Same, ...], options: tuple[tuple[str, _Same], ...]) -> Any:
    return draw(*(arg.value for arg in args), **{name: option.value for name, option in options})


@_remembered
def week(of: Scope) -> WeekReport:
    """Give the check-in of the week."""
    with store_at(of.path).held():
        return week_report(store_at(of.path), _known(of))


def weekly_page(report: WeekReport) -> Callable[[], str]:
    """Give the function that writes the check-in as one page to print, to be run when asked for."""
    return partial(weekly_html.page, report)


@_remembered
def audit(of: Scope) -> GapAudit:
    """Give the gap audit."""
    with store_at(of.path).held():
        return gap_audit(store_at(of.path), _known(of))


@_remembered
def tasks(of: Scope) -> Mapping[str, tuple[TaskGap, ...]]:
    """Give what is known of the tasks of each domain."""
    with store_at(of.path).held():
        return task_gaps(store_at(of.path), _known(of))


@_remembered
def mastery(of: Scope) -> MasteryReport:
    """Give the mastery of each domain."""
    with store_at(of.path).held():
        return mastery_report(_known(of))


@_remembered
def depth(of: Scope) -> DepthReport:
    """Give the mastery of each task and service."""
    with store_at(of.path).held():
        return depth_report(_known(of))


@_remembered
def mistakes(of: Scope) -> MistakesReport:
    """Give the wrong answers."""
    with store_at(of.path).held():
        return mistakes_report(_known(of))


@_remembered
def pace(of: Scope, rule_min: float | None = None, kept_min: float | None = None) -> PaceReport:
    """Give the pace by the candidate's own limit, or by one that is tried."""
    with store_at(of.path).held():
        return pace_report(_known(of), rule_min=rule_min, kept_min=kept_min)


def set_causes(of: Scope, causes: Mapping[ResponseKey, ErrorCause | None]) -> int:
    """Set why answers were wrong; give how many rows changed."""
    return error_causes.set_causes(store_at(of.path), of.candidate_id, causes, made_at=places.now())


@_remembered
def hours(of: Scope) -> HoursReport:
    """Give the hours against the plan."""
    with store_at(of.path).held():
        return hours_report(store_at(of.path), _known(of))


@_remembered
def labs(of: Scope) -> LabsReport:
    """Give the labs, the errors met in them, and their cost."""
    with store_at(of.path).held():
        return labs_report(_known(of))


@_remembered
def last_week(of: Scope, settings: LastWeekSettings) -> LastWeek:
    """Give the checklist of the last week by some settings."""
    with store_at(of.path).held():
        return last_week_of(_known(of), settings)


def last_week_settings(of: Scope) -> LastWeekSettings:
    """Give what the candidate wants to be held to in the last week, else the standard settings."""
    return settings_from(_kept(of, _LAST_WEEK))


def keep_last_week(of: Scope, settings: LastWeekSettings, *, practice_exam_days: int) -> Sequence[DataProblem]:
    """Keep what counts in the last week; the day of the last practice exam goes into the plan, where it is new."""
    _keep(of, _LAST_WEEK, settings_text(settings))
    planned = plan_of(store_at(of.path), of.candidate_id, of.exam_code or "")
    if planned is None or last_practice_exam_days(planned) == practice_exam_days:
        return ()
    return type_in([replace(planned, last_practice_exam_days=practice_exam_days)], of.exam_code)


def _kept(of: Scope, name: str) -> str | None:
    """Give a text that the candidate keeps for the exam that is shown, None where there is none."""
    return _draft_at(of.path, _stamp(Path(of.path)), of.candidate_id, f"{name} {of.exam_code}")


def _keep(of: Scope, name: str, value: str | None) -> None:
    """Keep a text of the candidate for the exam that is shown; None lets it go."""
    store_at(of.path).keep_draft(of.candidate_id, f"{name} {of.exam_code}", value)


@_remembered
def plan(of: Scope) -> PlanReport:
    """Give the plan."""
    with store_at(of.path).held():
        return plan_report(store_at(of.path), _known(of))


def plan_calendar(of: Scope, report: PlanReport, exam: ExamBlueprint, content: Content, starts_at: time) -> bytes:
    """Give the weeks ahead as a calendar file, its times in the candidate's zone."""
    zone = _day_rule(of.path, of.revision, of.candidate_id).zone
    return calendar(report, exam, Sessions(content, starts_at, zone), made_at=places.now())


@_remembered
def exam_day(of: Scope) -> ExamDayReport:
    """Give the exam day, and what came of it."""
    with store_at(of.path).held():
        return exam_day_report(store_at(of.path), _known(of))


def exam_day_notes(of: Scope) -> str:
    """Give the candidate's notes for the exam day, empty where there are none."""
    return _kept(of, _EXAM_DAY) or ""


def keep_exam_day_notes(of: Scope, notes: str) -> None:
    """Keep the candidate's notes for the exam day; none are let go."""
    _keep(of, _EXAM_DAY, notes.strip() or None)


@_remembered
def resources(of: Scope) -> ResourcesReport:
    """Give the resources and what followed them."""
    with store_at(of.path).held():
        return resources_report(_known(of))


@_remembered
def stabilisation(of: Scope) -> StabilisationReport:
    """Give whether the scores have settled."""
    with store_at(of.path).held():
        return stabilisation_report(_known(of))


@_remembered
def booking(of: Scope, exam_on: date | None, inputs: DecisionInputs = STANDARD_INPUTS) -> BookingReport:
    """Give the book-or-wait answer for a chosen exam day."""
    with store_at(of.path).held():
        return booking_report(_known(of, cut=inputs.cut), exam_on=exam_on, inputs=inputs)


@_remembered
def moves(of: Scope, exam_on: date, cut: CutBelief | None) -> Moves:
    """Give what would move the answer for a chosen exam day and belief of the cut."""
    with store_at(of.path).held():
        return moves_of(_known(of, cut=cut), exam_on)


@_remembered
def record(of: Scope) -> ForecastRecord:
    """Give the record of the forecasts."""
    with store_at(of.path).held():
        return forecast_record(store_at(of.path), _known(of))


@_remembered
def _unassigned(path: str, revision: int, candidate_id: str) -> tuple[OpenTitle, ...]:  # noqa: ARG001  (part of the key)
    return assigning.unassigned(store_at(path), candidate_id)


@_remembered
def _held(path: str, revision: int) -> Holdings:
    return holdings(store_at(path), _blueprints(path, revision))

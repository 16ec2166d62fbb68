"""Import files into the user's own database, keep the files that wait, and undo imports."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.errors import DataProblem, OpenQuestionError, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.mapping.labels import TitleLabels, UnlabeledTitle
from analytics.ingest.tables.opened import OpenedFile
from analytics.store import BackupFile, UndoResult
from analytics.updates import import_reading, relabel
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_read_files
from analytics.updates.import_reading import PreviewAnswers, ReadFile, Reading
from analytics.updates.import_report import ImportReport
from analytics.updates.stored_forecasts import import_and_forecast, storing_forecasts
from dashboard import environment
from dashboard.session import own_database, stores
from dashboard.session.scope import show_sample

_MAX_READINGS = 8


@dataclass(slots=True, eq=False)
class PendingFile:
    """A dropped or pasted file that has not been imported yet.

    `alone` is how it reads without answers at a revision of the database, `readings` how it reads with some. The saved
    mappings in `asked_again` are not used for it.
    """

    number: int
    opened: OpenedFile | UnreadableFileError
    as_format: str | None = None
    n_corrected: int = 0
    asked_again: tuple[str, ...] = ()
    alone: tuple[int, Reading] | None = None
    readings: dict[tuple[object, ...], ReadFile] = field(default_factory=dict)


AnsweredFiles = Sequence[tuple[PendingFile, PreviewAnswers]]


@dataclass(frozen=True, slots=True)
class _ImportPreview:
    """Files as they will be imported, the key of what that depends on, and the report of a dry run."""

    key: object
    files: Sequence[ReadFile]
    report: ImportReport


@dataclass(slots=True)
class SessionImports:
    """The imports of this session, and its pending files in order of arrival.

    `n_drops` and `n_pasted` are in the keys of the uploader and the text box, which start empty after each. `dropped`
    are the ids of uploads: Streamlit calls back a second time if the run after the first call is interrupted.
    `is_requested` is set from a press on Import until the import, or until another file is added.
    """

    n_drops: int = 0
    n_pasted: int = 0
    dropped: set[str] = field(default_factory=set)
    last: ImportReport | None = None
    pending: list[PendingFile] = field(default_factory=list)
    n_pending_ever: int = 0
    is_requested: bool = False
    previewed: _ImportPreview | None = None
    running: Lock = field(default_factory=Lock)


def current() -> SessionImports:
    imports: SessionImports = st.session_state.setdefault("imports", SessionImports())
    return imports


def last_report() -> ImportReport | None:
    """Return the report of this session's last import, None once it has been undone."""
    report = current().last
    if report is None or report.batch_id is None:
        return report
    is_there = any(batch.info.batch_id == report.batch_id for batch in own_database.inventory().batches)
    return report if is_there else None


def add_uploads(uploads: Sequence[UploadedFile]) -> None:
    """Add dropped files, or those in dropped archives, to the pending files."""
    imports = current()
    imports.n_drops += 1
    for upload in uploads:
        if upload.file_id not in imports.dropped:
            imports.dropped.add(upload.file_id)
            _add(Source(upload.getvalue(), upload.name))


def add_text(text: str, name: str, as_format: str) -> None:
    """Add pasted text to the pending files, or raise `UnreadableFileError` and leave it in its box."""
    for file in _add(Source(text.encode(), name), as_format):
        reading = preview_file(file, PreviewAnswers())
        if isinstance(reading, UnreadableFileError) and not isinstance(reading, OpenQuestionError):
            skip(file)
            raise reading
    current().n_pasted += 1


def _add(source: Source, as_format: str | None = None) -> list[PendingFile]:
    imports, added = current(), []
    imports.is_requested = False
    for opened in import_reading.open_source(source):
        imports.n_pending_ever += 1
        added.append(PendingFile(imports.n_pending_ever, opened, as_format))
    imports.pending += added
    return added


def preview_file(file: PendingFile, answers: PreviewAnswers) -> Reading:
    """Read a pending file with some answers and the exams of the other files; earlier readings are cached."""
    return _preview(file, answers).reading


def only_exam(file: PendingFile, answers: PreviewAnswers) -> str | None:
    """Return the exam of the other pending files if they have exactly one."""
    exams_of = _preview(file, answers).context.exams_of
    codes = {code for codes in exams_of.values() for code in codes}
    return codes.pop() if len(codes) == 1 else None


def _preview(file: PendingFile, answers: PreviewAnswers) -> ReadFile:
    others = [other for other in current().pending if other is not file]
    revision = stores.revision_of(stores.own_store())
    key = repr(answers), revision, tuple((other.number, other.n_corrected) for other in others)
    if key not in file.readings:
        while len(file.readings) >= _MAX_READINGS:
            del file.readings[next(iter(file.readings))]
        with stores.own_store().reading():
            shared = import_reading.reading_context(_context([(file, answers)]))
            alone = {one.number: _reading_alone(one, shared, revision) for one in others}
            shared = import_reading.with_exams_and_people(shared, [*alone.values()])
            shared = import_reading.with_people(shared, (alone[number] for number in alone if number < file.number))
            own = replace(shared, mapping=answers.mapping, exam_code=answers.exam_code, as_format=file.as_format)
            saved = {name: one for name, one in own.saved_mappings.items() if name not in file.asked_again}
            # the context keeps all saved mappings: they tell which rows an import with new answers replaces
            file.readings[key] = ReadFile(file.opened, _read(file, replace(own, saved_mappings=saved)), own)
    return file.readings[key]


def _reading_alone(file: PendingFile, context: ReadingContext, revision: int) -> Reading:
    """Return how a file reads without answers and without the other files."""
    if file.alone is None or file.alone[0] != revision:
        file.alone = revision, _read(file, replace(context, as_format=file.as_format))
    return file.alone[1]


def _read(file: PendingFile, context: ReadingContext) -> Reading:
    if isinstance(file.opened, UnreadableFileError):
        return file.opened
    return import_reading.read_any_file(file.opened, context)


def ask_again(file: PendingFile, reading: Import) -> None:
    """Ask about a pending file again, without the saved answers; the import saves the new ones."""
    file.asked_again = (*file.asked_again, reading.fingerprint or "")
    file.readings.clear()


def correct(file: PendingFile, problems: Sequence[DataProblem], value: str) -> None:
    """Correct the cells of some problems in a pending file, and read it again."""
    if isinstance(file.opened, OpenedFile):
        file.opened = file.opened.corrected(value, *((problem.line, problem.column) for problem in problems))
        file.n_corrected += 1
        file.alone = None
        file.readings.clear()


def request_import(*, is_wanted: bool = True) -> None:
    """Remember that Import was pressed, because another input may stop the run that this began."""
    current().is_requested = is_wanted


def import_pending(answered: AnsweredFiles) -> None:
    """Import pending files as previewed, as one batch, and show the user's own database.

    The session's state is used before the import: another input may stop the run at any later use, and the report
    would be lost.
    """
    imports, previewed, context = current(), _previewed(answered), _context(answered)
    if previewed.report.read > previewed.report.failed:
        show_sample(False)
    with imports.running:
        imports.is_requested = False
        imports.last = import_and_forecast(context, previewed.files)
        for file, _ in answered:
            imports.pending.remove(file)


def are_still_pending(files: Sequence[PendingFile]) -> bool:
    """Wait for a running import, and return whether these files are still pending.

    Streamlit begins the run of another input during an import, and drops the run that would show the result.
    """
    imports = current()
    with imports.running:
        return imports.pending == list(files)


def import_preview(answered: AnsweredFiles) -> ImportReport:
    """Return the report that importing pending files would give."""
    return _previewed(answered).report


def _previewed(answered: AnsweredFiles) -> _ImportPreview:
    """Return pending files as they will be imported, read once for a revision of the database."""
    imports, store = current(), stores.own_store()
    asked = [(file.number, file.n_corrected, file.asked_again, repr(answers)) for file, answers in answered]
    key = stores.revision_of(store), asked
    if imports.previewed is None or imports.previewed.key != key:
        with store.reading():
            read = [_preview(file, answers) for file, answers in answered]
            files = import_reading.with_exams_of_all(import_reading.exams_by_candidate(store), read)
            report = import_read_files(_context(answered), files, is_dry_run=True)
        imports.previewed = _ImportPreview(key, files, report)
    return imports.previewed


def _context(answered: AnsweredFiles) -> UpdateContext:
    """Return the context of an import, with the labels of all files; their domains are those of the user's exam."""
    exam = own_database.exam()
    labels: dict[str, TitleLabels] = {}
    for _, answers in answered:
        code = answers.exam_code or (exam.code if exam else None)
        if code is not None:
            labels[code] = {**labels.get(code, {}), **answers.labels}
    is_zone_given = stores.own_store().is_day_rule_set(own_database.candidate_id())
    return replace(own_database.update_context(None), is_zone_given=is_zone_given, labels=labels)


def skip(file: PendingFile) -> None:
    current().pending.remove(file)


def unlabeled_titles() -> Sequence[UnlabeledTitle]:
    """Return the titles in the user's own database without a domain or an activity."""
    store = stores.own_store()
    return _unlabeled_titles(str(store.path), stores.revision_of(store), own_database.candidate_id())


_unlabeled_titles = stores.by_revision(relabel.unlabeled_in_store)


def relabel_titles(labels: TitleLabels) -> int:
    """Label titles, in saved rows and in later ones; return how many rows changed."""
    exam, store = own_database.exam(), stores.own_store()
    exam_code = exam.code if exam else None
    return relabel.relabel(store, own_database.candidate_id(), exam_code, labels, made_at=environment.now())


def undo(batch_id: int) -> UndoResult:
    with storing_forecasts(stores.own_store(), made_at=environment.now(), today=own_database.today()):
        undone = stores.own_store().undo(batch_id)
    current().last = None
    return undone


def delete_everything() -> None:
    """Delete the user's own database and its automatic backups."""
    stores.own_store().delete_everything()
    current().last = None


def restore(backup: BackupFile) -> Path | None:
    """Restore a backup of the user's own database; return where the replaced file is kept."""
    replaced = stores.own_store().restore(backup.path)
    current().last = None
    return replaced

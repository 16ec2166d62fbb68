"""Imports into the own database, files that wait for answers, and undo."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.errors import UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.mapping.labels import TitleLabels, UnlabeledTitle
from analytics.ingest.tables.opened import OpenedFile
from analytics.store import BackupFile, UndoResult
from analytics.updates import relabel
from analytics.updates.context import ImportOptions, Source
from analytics.updates.forecast_snapshots import import_and_forecast
from analytics.updates.import_preview import PreviewAnswers
from analytics.updates.import_reading import read_labeled, reading_context
from analytics.updates.import_report import ImportReport
from dashboard import places
from dashboard.session import own_database, stores
from dashboard.session.caching import memoized
from dashboard.session.scope import show_sample

_IMPORTS = "imports"
_MAX_READINGS = 8
Reading = Import | UnreadableFileError


@dataclass(slots=True, eq=False)
class PendingFile:
    """A file that cannot be imported without answers, and how it was read with some of them."""

    number: int
    opened: OpenedFile
    exam_code: str | None
    readings: dict[tuple[str, int], Reading] = field(default_factory=dict)


@dataclass(slots=True)
class _Imports:
    """The imports of this session."""

    n: int = 0
    n_pasted: int = 0
    last: ImportReport | None = None
    pending: list[PendingFile] = field(default_factory=list)
    n_pending_ever: int = 0


def _imports() -> _Imports:
    imports: _Imports = st.session_state.setdefault(_IMPORTS, _Imports())
    return imports


def n_imports() -> int:
    """Return the number of imports in this session."""
    return _imports().n


def n_pasted() -> int:
    """Return the number of pasted texts that were read; the text box starts empty after each."""
    return _imports().n_pasted


def last_report() -> ImportReport | None:
    """Return the report of this session's last import, None once it has been undone."""
    report = _imports().last
    batch_ids = {batch.info.batch_id for batch in own_database.inventory().batches}
    return report if report is None or report.batch_id in {None, *batch_ids} else None


def import_uploads(uploads: Sequence[UploadedFile]) -> None:
    """Import files into the own database, and show it."""
    _import([Source(file.getvalue(), file.name) for file in uploads], PreviewAnswers())


def import_text(text: str, name: str, as_format: str) -> None:
    """Import a pasted text as a file of a format; a text that is refused stays in its box."""
    _import([Source(text.encode(), name)], PreviewAnswers(), as_format=as_format)
    report = _imports().last
    if report is None or not all(file.is_refused for file in report.files):
        _imports().n_pasted += 1


def _import(sources: Sequence[Source], answers: PreviewAnswers, *, as_format: str | None = None) -> None:
    """Import files; those with an open question become pending.

    The session's state is read before the import, so that a rerun right after it cannot lose the report.
    """
    imports = _imports()
    context = own_database.update_context(answers.exam_code)
    report = import_and_forecast(context, sources, _import_options(answers, as_format))
    for file in report.files:
        if file.unanswered is not None:
            imports.n_pending_ever += 1
            imports.pending.append(PendingFile(imports.n_pending_ever, file.unanswered, answers.exam_code))
    imports.n += 1
    finished = tuple(file for file in report.files if file.question is None)
    imports.last = ImportReport(report.batch_id, finished) if finished else None
    if report.read > report.failed:
        show_sample(False)


def _import_options(answers: PreviewAnswers, as_format: str | None = None) -> ImportOptions:
    """Return the reading context of an import; titles refer to domains of the own exam."""
    exam = own_database.exam()
    code = answers.exam_code or (exam.code if exam else None)
    return ImportOptions(
        is_zone_given=stores.own_store().is_day_rule_set(own_database.candidate_id()),
        mapping=answers.mapping,
        as_format=as_format,
        labels={code: answers.labels} if code else {},
    )


def pending_files() -> Sequence[PendingFile]:
    """Return the files that wait for answers, in order of arrival."""
    return _imports().pending


def preview_file(file: PendingFile, answers: PreviewAnswers) -> Reading:
    """Read a pending file with some answers, without importing it; earlier readings are cached."""
    key = repr(answers), stores.revision_of(stores.own_store())
    if key not in file.readings:
        while len(file.readings) >= _MAX_READINGS:
            del file.readings[next(iter(file.readings))]
        context = reading_context(own_database.update_context(answers.exam_code), _import_options(answers))
        file.readings[key] = read_labeled(file.opened, context)
    return file.readings[key]


def import_pending(file: PendingFile, answers: PreviewAnswers) -> None:
    """Import a pending file with its answers."""
    _import([Source(file.opened.data, file.opened.name)], answers)
    skip(file)


def skip(file: PendingFile) -> None:
    """Discard a pending file."""
    _imports().pending.remove(file)


def unlabeled_titles() -> Sequence[UnlabeledTitle]:
    """Return the titles in the own database without a domain or an activity."""
    store = stores.own_store()
    return _unlabeled_titles(str(store.path), stores.revision_of(store), own_database.candidate_id())


@memoized()
def _unlabeled_titles(path: str, revision: int, candidate_id: str) -> tuple[UnlabeledTitle, ...]:  # noqa: ARG001  (revision: part of the key)
    return relabel.unlabeled_in_store(stores.store_at(path), candidate_id)


def relabel_titles(labels: TitleLabels) -> int:
    """Set what titles mean, for rows in the own database and for later ones; return how many rows changed."""
    exam, store = own_database.exam(), stores.own_store()
    exam_code = exam.code if exam else None
    return relabel.relabel(store, own_database.candidate_id(), exam_code, labels, made_at=places.now())


def saved_mappings() -> Sequence[tuple[str, str, str]]:
    """Return the fingerprint, format and `--map` file of each saved mapping."""
    formats = stores.own_store().saved_mapping_formats()
    return [(name, formats[name], text) for name, text in stores.own_store().saved_mappings().items()]


def delete_mapping(fingerprint: str) -> None:
    """Delete a saved mapping, so that the next such file brings its questions again."""
    stores.own_store().delete_mapping(fingerprint)


def undo(batch_id: int) -> UndoResult:
    """Undo an import of the own database."""
    undone = stores.own_store().undo(batch_id)
    _imports().last = None
    return undone


def delete_everything() -> None:
    """Delete the own database and its automatic backups."""
    stores.own_store().delete_everything()
    _imports().last = None


def restore(backup: BackupFile) -> Path | None:
    """Restore a backup of the own database; return where the replaced file is kept."""
    replaced = stores.own_store().restore(backup.path)
    _imports().last = None
    return replaced

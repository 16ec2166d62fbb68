"""What comes into the own file from other files, what it leaves open, and how it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.errors import UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.mapping.labels import TitleLabels, UnlabeledTitle
from analytics.ingest.tables.opened import Opened
from analytics.store import BackupFile, UndoResult
from analytics.store.inventory import Inventory
from analytics.updates import import_preview, relabel
from analytics.updates.import_files import ImportOptions, reading_context
from analytics.updates.import_preview import PreviewAnswers
from analytics.updates.import_report import ImportReport
from dashboard import places
from dashboard.session import transfer
from dashboard.session.caching import remembered
from dashboard.session.own_database import day_rule, own_blueprints, own_candidate, own_day, own_exam, own_inventory
from dashboard.session.scope import own_path, own_store, revision_of, show_sample, store_at
from dashboard.session.transfer import Upload

_IMPORTS = "imports"
_READINGS_KEPT = 8


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
    n_pasted: int = 0
    last: ImportReport | None = None
    waiting: list[Waiting] = field(default_factory=list)
    n_waited: int = 0


def _imports() -> _Imports:
    imports: _Imports = st.session_state.setdefault(_IMPORTS, _Imports())
    return imports


def n_imports() -> int:
    """Count the imports of this session."""
    return _imports().n


def last_report(inventory: Inventory) -> ImportReport | None:
    """Give what became of this session's last import, None where it has been taken back."""
    report = _imports().last
    is_there = report is None or report.batch_id in {None, *(batch.info.batch_id for batch in inventory.batches)}
    return report if is_there else None


def import_uploads(uploads: Sequence[UploadedFile]) -> None:
    """Import files into the candidate's own file, and show that file from then on."""
    _import([Upload(file.name, file.getvalue()) for file in uploads], PreviewAnswers())


def import_text(text: str, name: str, as_format: str) -> None:
    """Import a text that was pasted, as a file of the format that it is said to be; one that is refused stays."""
    _import([Upload(name, text.encode())], PreviewAnswers(), as_format=as_format)
    last = _imports().last
    if last is None or not all(file.is_refused for file in last.files):
        _imports().n_pasted += 1


def n_pasted() -> int:
    """Count the texts that were pasted and taken; the box is empty for the next one."""
    return _imports().n_pasted


def _import(uploads: Sequence[Upload], said: PreviewAnswers, *, as_format: str | None = None) -> None:
    """Import files; those about which something must be said first wait for the answers.

    The session's state is at hand before the import, so that a rerun right after it cannot lose the report.
    """
    imports, own = _imports(), own_inventory()
    report = transfer.import_uploads(
        own_store(),
        uploads,
        today=own_day(own),
        made_at=places.now(),
        zone=day_rule(own).zone,
        exam_code=said.exam_code,
        options=_told(said, as_format),
    )
    for opened in transfer.asked_about(uploads, report):
        imports.n_waited += 1
        imports.waiting.append(Waiting(imports.n_waited, opened, said.exam_code))
    imports.n += 1
    answered = tuple(file for file in report.files if file.question is None)
    imports.last = ImportReport(report.batch_id, answered) if answered else None
    if report.read > report.failed:
        show_sample(False)


def _told(said: PreviewAnswers, as_format: str | None = None) -> ImportOptions:
    """Give all that is known of files without reading them; titles mean domains of the exam that is prepared for."""
    exam = own_exam()
    code = said.exam_code or (exam.code if exam else None)
    return ImportOptions(
        is_zone_given=own_store().is_day_rule_set(own_candidate(own_inventory())),
        answers=said.answers,
        as_format=as_format,
        labels={code: said.labels} if code else {},
    )


def waiting() -> Sequence[Waiting]:
    """Give the files that wait for answers, in the order in which they came."""
    return _imports().waiting


def preview_file(file: Waiting, said: PreviewAnswers) -> Import | UnreadableFileError:
    """Read a waiting file with what was said of it, without importing it; what was read before is at hand."""
    key = repr(said), revision_of(own_store())
    if key not in file.readings:
        while len(file.readings) >= _READINGS_KEPT:
            del file.readings[next(iter(file.readings))]
        own = own_inventory()
        context = reading_context(
            own_store(),
            today=own_day(own),
            zone=day_rule(own).zone,
            blueprints=own_blueprints(),
            exam_code=said.exam_code,
            options=_told(said),
        )
        file.readings[key] = import_preview.preview_file(file.opened, context)
    return file.readings[key]


def import_waiting(file: Waiting, said: PreviewAnswers) -> None:
    """Import a file that waited, with what was said of it; it waits no longer."""
    _import([Upload(file.opened.name, file.opened.data)], said)
    leave_out(file)


def leave_out(file: Waiting) -> None:
    """Let a file that waits go."""
    _imports().waiting.remove(file)


def unlabeled_titles() -> Sequence[UnlabeledTitle]:
    """List the titles in the own file whose rows count for no domain, or of which nobody said what was done."""
    return _unlabeled_titles(str(own_path()), revision_of(own_store()), own_candidate(own_inventory()))


def relabel_titles(meanings: TitleLabels) -> int:
    """Say what titles mean, for the rows in the own file and those to come; give how many rows changed."""
    exam = own_exam()
    return relabel.relabel(
        own_store(), own_candidate(own_inventory()), exam.code if exam else None, meanings, made_at=places.now()
    )


def saved_mappings() -> Sequence[tuple[str, str, str]]:
    """List the answers that are remembered: fingerprint, kind of file, and the answers as a file for --map."""
    formats = own_store().saved_mapping_formats()
    return [(name, formats[name], text) for name, text in own_store().saved_mappings().items()]


def delete_mapping(fingerprint: str) -> None:
    """Let remembered answers go, so that the next such file is asked about again."""
    own_store().delete_mapping(fingerprint)


def undo(batch_id: int) -> UndoResult:
    """Take an import of the own file back."""
    undone = own_store().undo(batch_id)
    _imports().last = None
    return undone


def delete_everything() -> None:
    """Delete the own file and the copies beside it that were made by themselves."""
    own_store().delete_everything()
    _imports().last = None


def restore(backup: BackupFile) -> Path | None:
    """Bring a copy of the own file back; give where what it replaces is kept."""
    kept = own_store().restore(backup.path)
    _imports().last = None
    return kept


@remembered
def _unlabeled_titles(path: str, revision: int, candidate_id: str) -> tuple[UnlabeledTitle, ...]:  # noqa: ARG001  (part of the key)
    return relabel.unlabeled_in_store(store_at(path), candidate_id)

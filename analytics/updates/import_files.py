"""Import files in one transaction and account for every row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analytics.errors import DataProblem, OpenQuestionError, UnreadableFileError
from analytics.exports.settings import FORMAT as SETTINGS_FORMAT
from analytics.ingest import Import, ReadingContext
from analytics.ingest.mapping.labels import LABELS_FORMAT, merged_labels
from analytics.ingest.mapping.map_file import map_text
from analytics.records import Record, Row
from analytics.store import Batch
from analytics.updates.context import DEFAULT_OPTIONS, ImportOptions, Source, UpdateContext
from analytics.updates.import_reading import ExamFile, ReadFile, Reading, SettingsFile, read_sources, saved_mappings
from analytics.updates.import_report import FileImport, ImportReport
from analytics.updates.superseded import superseded_records

MAX_REPLACED_NAMED = 20
EXAM_FORMAT = "exam_blueprint"


class _DryRun(BaseException):
    """Rolls the transaction of a dry run back."""


def import_files(
    context: UpdateContext,
    sources: Sequence[Source],
    options: ImportOptions = DEFAULT_OPTIONS,
    *,
    is_dry_run: bool = False,
) -> ImportReport:
    """Import files as one batch, which can be undone as a whole.

    A file that is refused does not keep the others out. A dry run gives the same report, without
    a batch, and writes nothing.
    """
    store = context.store
    files, reading_context = read_sources(context, sources, options)
    saved_exams = store.blueprint_texts()
    labels = merged_labels(saved_mappings(store), options.labels)
    superseded = superseded_records(store, files, reading_context)
    imports: list[FileImport] = []
    batch_id: int | None = None
    try:
        names = ", ".join(file.name for file in files)
        with store.batch(names, made_at=context.made_at, default_zone=context.zone) as batch:
            for file, earlier in zip(files, superseded, strict=True):
                imports.append(_replace_superseded(batch, _add(batch, file, saved_exams), earlier))
                _save_settings(batch, file.reading, reading_context, saved_exams)
            for fingerprint, answers in labels.items():
                batch.save_mapping(fingerprint, LABELS_FORMAT, map_text(answers))
            batch.n_skipped = sum(one.skipped - one.left_out for one in imports)
            batch.n_failed = sum(one.failed for one in imports)
            if not batch.is_empty:
                batch_id = batch.batch_id
            if is_dry_run:
                raise _DryRun
    except _DryRun:
        batch_id = None
    return ImportReport(batch_id, tuple(imports))


def _add(batch: Batch, file: ReadFile, saved_exams: Mapping[str, str]) -> FileImport:
    """Add the good rows of a file and count all of them."""
    name, reading = file.name, file.reading
    if isinstance(reading, UnreadableFileError):
        question = reading if isinstance(reading, OpenQuestionError) else None
        problem = DataProblem(name, "", "", "", reading.reason)
        return FileImport(file=name, format=None, problems=(problem,), question=question)
    if isinstance(reading, ExamFile):
        is_there = saved_exams.get(reading.blueprint.code) == reading.text
        return FileImport(file=name, format=EXAM_FORMAT, imported=int(not is_there), skipped=int(is_there))
    if isinstance(reading, SettingsFile):
        n_new = batch.save_settings(reading.settings)
        n_skipped = reading.settings.n_entries - n_new
        return FileImport(file=name, format=SETTINGS_FORMAT, imported=n_new, skipped=n_skipped)
    added = batch.add(reading.rows)
    return FileImport(
        file=name,
        format=reading.format,
        imported=added.n_imported,
        skipped=added.n_skipped + reading.n_skipped,
        left_out=reading.n_skipped,
        failed=reading.n_failed,
        notices=(*reading.notices, *_replaced_notices(added.replaced)),
        problems=reading.problems,
        incomplete=reading.incomplete,
    )


def _replace_superseded(batch: Batch, file: FileImport, earlier: Sequence[Record]) -> FileImport:
    """Remove the rows that earlier answers made of a file, with a notice."""
    if not earlier:
        return file
    batch.remove(earlier)
    notice = (
        f"Answers about this file have changed since its last import: {len(earlier)} of its rows were known by "
        "another name and are replaced."
    )
    return replace(file, notices=(*file.notices, notice))


def _save_settings(batch: Batch, reading: Reading, context: ReadingContext, saved_exams: Mapping[str, str]) -> None:
    """Save what came with the rows: an exam, or the answers about a kind of file."""
    if isinstance(reading, ExamFile):
        if saved_exams.get(reading.blueprint.code) != reading.text:
            batch.save_blueprint(reading.blueprint.code, reading.text)
    elif (
        isinstance(reading, Import)
        and reading.fingerprint is not None
        and reading.mapping != context.saved_mappings.get(reading.fingerprint)
    ):
        batch.save_mapping(reading.fingerprint, reading.format, map_text(reading.mapping))


def _replaced_notices(rows: Sequence[Row]) -> list[str]:
    """List rows that replaced an earlier row with other values."""
    named = [f"line {row.line} replaces an earlier row: {_key_text(row)}" for row in rows[:MAX_REPLACED_NAMED]]
    more = len(rows) - MAX_REPLACED_NAMED
    return [*named, f"and {more} more rows replace earlier ones"] if more > 0 else named


def _key_text(row: Row) -> str:
    parts = ((name, getattr(row.record, name)) for name in row.record.KEY)
    return ", ".join(f"{name.removesuffix('_id')} {value}" for name, value in parts if value is not None)

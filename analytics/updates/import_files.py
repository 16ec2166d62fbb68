"""Files into the store: one import, one transaction, one report that adds up."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import blueprint_text, is_blueprint, parse_blueprint
from analytics.errors import DataProblem, DocumentError, OpenQuestionError, UnreadableFileError
from analytics.exports.settings import FORMAT as SETTINGS_FORMAT
from analytics.exports.settings import parse_settings
from analytics.ingest import Import, ReadingContext, opened_files, read_opened
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.labels import LABELS_FORMAT, TitleLabels, labeled_import, merged_labels
from analytics.ingest.mapping.map_file import map_text, parse_map
from analytics.ingest.settings_mark import is_settings
from analytics.ingest.tables.opened import Opened
from analytics.records import (
    CardReview,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    Record,
    Row,
    SelfRating,
    StudyPlan,
    StudySession,
)
from analytics.store import Batch, Settings, Store
from analytics.toml_table import MAX_FILE_SIZE
from analytics.updates.import_report import FileImport, ImportReport
from analytics.updates.superseded import superseded

MAX_REPLACED_NAMED = 20
EXAM_FORMAT = "exam_blueprint"
WITHOUT_EXAM = (StudySession, SelfRating, PlannedSession, CardReview)
"""Their domains are those of the candidate's exams, which the other files of an import may name."""


@dataclass(frozen=True, slots=True)
class ExamFile:
    """An exam of the candidate's own, among the files of an import."""

    blueprint: ExamBlueprint
    text: str


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings of an export, among the files of an import."""

    settings: Settings


Reading = Import | UnreadableFileError | ExamFile | SettingsFile

_File = tuple[str, Opened | UnreadableFileError]
"""The name of a file, and the file or why it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import and the name to call it by, which an upload's own path is not."""

    path: Path
    name: str


class _DryRun(BaseException):
    """Undoes the transaction of a rehearsal, as any `BaseException` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What was told about files of other programs.

    `is_zone_given` tells a zone that was named or set from one that is assumed; `answers` are
    remembered for files of the same kind; `as_format` names the one reader that may take the files.
    `labels` say by exam what titles are about; they are remembered for all files.
    """

    is_zone_given: bool = False
    answers: FileMapping = NO_MAPPING
    as_format: str | None = None
    labels: Mapping[str, TitleLabels] = field(default_factory=dict)


DEFAULT_OPTIONS = ImportOptions()


def import_files(  # noqa: PLR0913  (all that a file does not say itself)
    store: Store,
    sources: Sequence[Source],
    *,
    today: date,
    made_at: datetime,
    zone: str,
    blueprints: Mapping[str, ExamBlueprint],
    exam_code: str | None = None,
    options: ImportOptions = DEFAULT_OPTIONS,
    is_dry_run: bool = False,
) -> ImportReport:
    """Import files in one transaction and as one batch, which can be undone as a whole.

    A file that is refused whole keeps no other file out.

    Args:
        store: Where to.
        sources: The files.
        today: Rows of later days are problems.
        made_at: The instant of the import.
        zone: Of date-times without an offset, and of the profiles of candidates who are new.
        blueprints: Exams whose domains are checked.
        exam_code: The exam of rows that name none, and of self-ratings and study sessions.
        options: What was told about files of other programs.
        is_dry_run: Say what would happen, and write nothing.
    """
    files = [file for source in sources for file in _opened(source)]
    exams = [_own_file(file) for _, file in files]
    known = {**blueprints, **{exam.blueprint.code: exam.blueprint for exam in exams if isinstance(exam, ExamFile)}}
    context = reading_context(store, today=today, zone=zone, blueprints=known, exam_code=exam_code, options=options)
    readings = _readings(store, files, exams, context)
    return _import(store, files, readings, context, options.labels, made_at=made_at, is_dry_run=is_dry_run)


def reading_context(
    store: Store,
    *,
    today: date,
    zone: str,
    blueprints: Mapping[str, ExamBlueprint],
    exam_code: str | None = None,
    options: ImportOptions = DEFAULT_OPTIONS,
) -> ReadingContext:
    """Put together what a file does not say itself: what is options, and what the store knows."""
    remembered = _remembered(store)
    remembered = {**remembered, **merged_labels(remembered, options.labels)}
    return ReadingContext(
        today=today,
        zone=zone,
        blueprints=blueprints,
        exam_code=exam_code,
        exams_of=_exams_of(store, ()),
        is_zone_given=options.is_zone_given,
        answers=options.answers,
        remembered=remembered,
        as_format=options.as_format,
    )


def read_labeled(opened: Opened, context: ReadingContext) -> Import:
    """Read a file, and say of its rows what their titles were said to mean.

    Raises:
        UnreadableFileError: If it is refused whole.
    """
    return labeled_import(read_opened(opened, context), context)


def _readings(
    store: Store,
    files: Sequence[_File],
    exams: Sequence[ExamFile | SettingsFile | UnreadableFileError | None],
    context: ReadingContext,
) -> list[Reading]:
    """Read all files; those that name no exam once more where the others brought exams."""
    readings = [exam or _read(file, context) for (_, file), exam in zip(files, exams, strict=True)]
    exams_of = _exams_of(store, readings)
    if exams_of == context.exams_of:
        return readings
    context = replace(context, exams_of=exams_of)
    return [
        _read(file, context) if _needs_exams(reading) else reading
        for (_, file), reading in zip(files, readings, strict=True)
    ]


def _needs_exams(reading: Reading) -> bool:
    """Say whether a file would be read otherwise where more exams are known."""
    if isinstance(reading, Import):
        return any(isinstance(row.record, WITHOUT_EXAM) for row in reading.rows) or bool(reading.problems)
    return isinstance(reading, OpenQuestionError)


def _import(
    store: Store,
    files: Sequence[_File],
    readings: Sequence[Reading],
    context: ReadingContext,
    labels: Mapping[str, TitleLabels],
    *,
    made_at: datetime,
    is_dry_run: bool,
) -> ImportReport:
    """Put the rows of all files in as one batch, with what came with them; a rehearsal is undone."""
    added: list[FileImport] = []
    batch_id: int | None = None
    held = store.blueprint_texts()
    more = merged_labels(_remembered(store), labels)
    gone = _superseded(store, files, readings, context)
    try:
        names = ", ".join(name for name, _ in files)
        with store.batch(names, made_at=made_at, default_zone=context.zone) as batch:
            for (name, _), reading, earlier in zip(files, readings, gone, strict=True):
                added.append(_with_superseded(_add(name, reading, batch, held), earlier, batch))
                _keep(batch, reading, context, held)
            for fingerprint, answers in more.items():
                batch.save_mapping(fingerprint, LABELS_FORMAT, map_text(answers))
            batch.n_skipped = sum(file.skipped - file.left_out for file in added)
            batch.n_failed = sum(file.failed for file in added)
            if not batch.is_empty:
                batch_id = batch.batch_id
            if is_dry_run:
                raise _DryRun
    except _DryRun:
        return ImportReport(None, tuple(added))
    return ImportReport(batch_id, tuple(added))


def _superseded(
    store: Store, files: Sequence[_File], readings: Sequence[Reading], context: ReadingContext
) -> list[tuple[Record, ...]]:
    """Give for each file the rows that it brought under another name before."""
    read = [
        (file, reading) if isinstance(file, Opened) and isinstance(reading, Import) else None
        for (_, file), reading in zip(files, readings, strict=True)
    ]
    return superseded(store, read, context)


def _with_superseded(file: FileImport, earlier: Sequence[Record], batch: Batch) -> FileImport:
    """Take out what the rows of a file were before its answers changed, and say so."""
    if not earlier:
        return file
    batch.remove(earlier)
    said = (
        f"Answers about this file have changed since its last import: {len(earlier)} of its rows were known by "
        "another name and are replaced."
    )
    return replace(file, notices=(*file.notices, said))


def _keep(batch: Batch, reading: Reading, context: ReadingContext, held: Mapping[str, str]) -> None:
    """Keep what came with the rows: an exam of the candidate's own, or answers about a kind of file."""
    if isinstance(reading, ExamFile):
        if held.get(reading.blueprint.code) != reading.text:
            batch.save_blueprint(reading.blueprint.code, reading.text)
    elif (
        isinstance(reading, Import)
        and reading.fingerprint is not None
        and reading.answers != context.remembered.get(reading.fingerprint)
    ):
        batch.save_mapping(reading.fingerprint, reading.format, map_text(reading.answers))


def save_labels(store: Store, labels: Mapping[str, TitleLabels]) -> None:
    """Keep what titles mean, in domains of their exams, for the files to come."""
    for fingerprint, answers in merged_labels(_remembered(store), labels).items():
        store.save_mapping(fingerprint, LABELS_FORMAT, map_text(answers))


def _remembered(store: Store) -> Mapping[str, FileMapping]:
    """Give the answers that were given before; those of another version that cannot be read are asked again."""
    remembered = {}
    for fingerprint, text in store.saved_mappings().items():
        with suppress(DocumentError):
            remembered[fingerprint] = parse_map(text)
    return remembered


def _exams_of(store: Store, readings: Sequence[Reading]) -> Mapping[str, Sequence[str]]:
    """Name each candidate's exams: those in the store, and those that the files themselves bring."""
    held = store.query("candidates_by_exam")
    pairs = dict.fromkeys(zip(held.candidate_id, held.exam_code, strict=True))
    for reading in readings:
        if isinstance(reading, Import):
            for row in reading.rows:
                if isinstance(row.record, DomainResult | ItemResponse | ExamOutcome | StudyPlan):
                    pairs[row.record.candidate_id, row.record.exam_code] = None
    exams: dict[str, list[str]] = {}
    for candidate_id, code in pairs:
        exams.setdefault(candidate_id, []).append(code)
    return exams


def _opened(source: Source) -> list[_File]:
    """Open a file, or those in an archive; a refusal is kept in its place."""
    try:
        return [(opened.name, opened) for opened in opened_files(source.path, name=source.name)]
    except UnreadableFileError as error:
        return [(source.name, error)]


def _read(file: Opened | UnreadableFileError, context: ReadingContext) -> Import | UnreadableFileError:
    """Read one file; a refusal is kept as its answer."""
    if isinstance(file, UnreadableFileError):
        return file
    try:
        return read_labeled(file, context)
    except UnreadableFileError as error:
        return error


def _own_file(file: Opened | UnreadableFileError) -> ExamFile | SettingsFile | UnreadableFileError | None:
    """Read a file that is an exam's blueprint, or the settings of an export; None where it is something else."""
    if isinstance(file, UnreadableFileError):
        return None
    start = file.data[:MAX_FILE_SIZE].decode("utf-8-sig", "replace")
    if is_settings(start):
        return _settings_file(file)
    if not is_blueprint(start):
        return None
    try:
        text = blueprint_text(file.data, file=file.name)
        return ExamFile(parse_blueprint(text, file=file.name), text)
    except DocumentError as error:
        return UnreadableFileError(file.name, str(error).removeprefix(f"{file.name}: "))


def _settings_file(file: Opened) -> SettingsFile | UnreadableFileError:
    try:
        return SettingsFile(parse_settings(file.data.decode("utf-8-sig"), file.name))
    except UnicodeDecodeError as error:
        return UnreadableFileError(file.name, f"the settings are no text in UTF-8 (byte {error.start + 1}).")
    except UnreadableFileError as error:
        return error


def _add(name: str, reading: Reading, batch: Batch, held: Mapping[str, str]) -> FileImport:
    """Put the good rows of one file in, and say what became of all of them."""
    if isinstance(reading, UnreadableFileError):
        question = reading if isinstance(reading, OpenQuestionError) else None
        problem = DataProblem(name, "", "", "", reading.reason)
        return FileImport(file=name, format=None, problems=(problem,), question=question)
    if isinstance(reading, ExamFile):
        is_there = held.get(reading.blueprint.code) == reading.text
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
        notices=(*reading.notices, *_replaced(added.replaced)),
        problems=reading.problems,
        incomplete=reading.incomplete,
    )


def _replaced(rows: Sequence[Row]) -> list[str]:
    """Name the rows that took the place of an earlier one with other values."""
    named = [f"line {row.line} replaces an earlier row: {_key(row)}" for row in rows[:MAX_REPLACED_NAMED]]
    more = len(rows) - MAX_REPLACED_NAMED
    return [*named, f"and {more} more rows replace earlier ones"] if more > 0 else named


def _key(row: Row) -> str:
    """Write the natural key of a row."""
    parts = ((name, getattr(row.record, name)) for name in row.record.KEY)
    return ", ".join(f"{name.removesuffix('_id')} {value}" for name, value in parts if value is not None)

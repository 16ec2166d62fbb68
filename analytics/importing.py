"""Files into the store: one import, one transaction, one report that adds up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from analytics.blueprint import ExamBlueprint
from analytics.blueprint_file import MAX_FILE_SIZE, is_blueprint, parse_blueprint
from analytics.errors import BlueprintError, DataProblem, UnreadableFileError
from analytics.ingest import Import, ReadingContext, read_file
from analytics.records import (
    CardReview,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    Row,
    SelfRating,
    StudyPlan,
    StudySession,
)
from analytics.store import AddedRows, Store

MAX_REPLACED_NAMED = 20
EXAM_FORMAT = "exam_blueprint"
WITHOUT_EXAM = (StudySession.TABLE, SelfRating.TABLE, PlannedSession.TABLE, CardReview.TABLE)
"""Their domains are those of the candidate's exams, which the other files of an import may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImport:
    """What became of one file; read = imported + skipped + failed, rows refused whole count as none."""

    file: str
    format: str | None
    imported: int = 0
    skipped: int = 0
    failed: int = 0
    notices: tuple[str, ...] = ()
    problems: tuple[DataProblem, ...] = ()

    @property
    def read(self) -> int:
        """Count the rows that the file held."""
        return self.imported + self.skipped + self.failed

    @property
    def is_refused(self) -> bool:
        """Tell whether the file was refused whole."""
        return self.format is None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files of one import; `batch_id` None where nothing was written."""

    batch_id: int | None
    files: tuple[FileImport, ...]

    @property
    def read(self) -> int:
        """Count the rows read in all."""
        return sum(file.read for file in self.files)

    @property
    def imported(self) -> int:
        """Count the rows imported in all."""
        return sum(file.imported for file in self.files)

    @property
    def skipped(self) -> int:
        """Count the rows that were there already."""
        return sum(file.skipped for file in self.files)

    @property
    def failed(self) -> int:
        """Count the rows with problems."""
        return sum(file.failed for file in self.files)

    @property
    def exit_code(self) -> int:
        """Give 0 for all well, 1 where a person must look, 2 where no file could be read."""
        if all(file.is_refused for file in self.files):
            return 2
        return int(any(file.problems for file in self.files))


@dataclass(frozen=True, slots=True)
class ExamFile:
    """An exam of the candidate's own, among the files of an import."""

    blueprint: ExamBlueprint
    text: str


Reading = Import | UnreadableFileError | ExamFile


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import and the name to call it by, which an upload's own path is not."""

    path: Path
    name: str


class _DryRun(BaseException):
    """Undoes the transaction of a rehearsal, as any `BaseException` does."""


def import_files(
    store: Store,
    sources: Sequence[Source],
    *,
    today: date,
    made_at: datetime,
    zone: str,
    blueprints: Mapping[str, ExamBlueprint],
    exam_code: str | None = None,
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
        is_dry_run: Say what would happen, and write nothing.
    """
    exams = [_exam_file(source) for source in sources]
    known = {**blueprints, **{exam.blueprint.code: exam.blueprint for exam in exams if isinstance(exam, ExamFile)}}
    context = ReadingContext(today=today, zone=zone, blueprints=known, exam_code=exam_code)
    readings = [exam or _read(source, context) for source, exam in zip(sources, exams, strict=True)]
    context = replace(context, exams_of=_exams_of(store, readings))
    readings = [
        _read(source, context) if isinstance(reading, Import) and reading.format in WITHOUT_EXAM else reading
        for source, reading in zip(sources, readings, strict=True)
    ]
    files: list[FileImport] = []
    batch_id: int | None = None
    held = store.blueprint_texts()
    try:
        names = ", ".join(source.name for source in sources)
        with store.batch(names, made_at=made_at, default_zone=zone) as batch:
            for source, reading in zip(sources, readings, strict=True):
                files.append(_add(source.name, reading, batch.add, held))
            batch.n_skipped = sum(file.skipped for file in files)
            batch.n_failed = sum(file.failed for file in files)
            if not batch.is_empty:
                batch_id = batch.batch_id
            if is_dry_run:
                raise _DryRun
    except _DryRun:
        return ImportReport(None, tuple(files))
    for exam in readings:
        if isinstance(exam, ExamFile):
            store.save_blueprint(exam.blueprint.code, exam.text)
    return ImportReport(batch_id, tuple(files))


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


def _read(source: Source, context: ReadingContext) -> Import | UnreadableFileError:
    """Read one file; a refusal is kept as its answer."""
    try:
        return read_file(source.path, context, name=source.name)
    except UnreadableFileError as error:
        return error


def _exam_file(source: Source) -> ExamFile | UnreadableFileError | None:
    """Read a file that is an exam's blueprint; None where it is something else."""
    if not source.path.is_file():
        return None
    try:
        with source.path.open("rb") as file:
            text = file.read(MAX_FILE_SIZE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    if not is_blueprint(text):
        return None
    try:
        return ExamFile(parse_blueprint(text, file=source.name), text)
    except BlueprintError as error:
        return UnreadableFileError(source.name, str(error).removeprefix(f"{source.name}: "))


def _add(name: str, reading: Reading, add: Callable[[Sequence[Row]], AddedRows], held: Mapping[str, str]) -> FileImport:
    """Put the good rows of one file in, and say what became of all of them."""
    if isinstance(reading, UnreadableFileError):
        return FileImport(file=name, format=None, problems=(DataProblem(name, "", "", "", reading.reason),))
    if isinstance(reading, ExamFile):
        is_there = held.get(reading.blueprint.code) == reading.text
        return FileImport(file=name, format=EXAM_FORMAT, imported=int(not is_there), skipped=int(is_there))
    added = add(reading.rows)
    return FileImport(
        file=name,
        format=reading.format,
        imported=added.n_imported,
        skipped=added.n_skipped,
        failed=reading.n_failed,
        notices=(*reading.notices, *_replaced(added.replaced)),
        problems=reading.problems,
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

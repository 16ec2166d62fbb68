"""Open and read the files of an import."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from analytics import records
from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import EXAM_FILE, parse_blueprint
from analytics.errors import DocumentError, OpenQuestionError, UnreadableFileError
from analytics.exports.settings import parse_settings
from analytics.ingest import Import, ReadingContext, opened_bytes, opened_files, read_opened
from analytics.ingest.canonical.document_kind import is_exam_file, is_settings
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping import entries
from analytics.ingest.mapping.labels import TitleLabels, labeled_import, merged_labels
from analytics.ingest.mapping.map_file import parse_map
from analytics.ingest.tables.opened import OpenedFile
from analytics.records.rows import by_kind, distinct
from analytics.store import Settings, Store
from analytics.toml_table import MAX_FILE_SIZE, decoded
from analytics.updates.context import Source, UpdateContext

_WITHOUT_EXAM = (records.StudySession, records.SelfRating, records.PlannedSession, records.CardReview)
"""Kinds whose domains are those of the candidate's exams, which the other files of an import may name."""

_WITH_EXAM = (records.DomainResult, records.ItemResponse, records.ExamOutcome, records.StudyPlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewAnswers:
    """The answers about a file so far."""

    mapping: FileMapping = NO_MAPPING
    exam_code: str | None = None
    labels: TitleLabels = field(default_factory=dict)


class ExamFile(NamedTuple):
    """A blueprint of the candidate's own."""

    blueprint: ExamBlueprint
    text: str


ExamsOf = Mapping[str, Sequence[str]]
"""The exams of each candidate."""

Reading = Import | UnreadableFileError | ExamFile | Settings


class ReadFile(NamedTuple):
    """One file of an import: its data or why it could not be opened, its contents, and what it was read with."""

    opened: OpenedFile | UnreadableFileError
    reading: Reading
    context: ReadingContext

    @property
    def is_open(self) -> bool:
        """Whether the file needs an answer, or has rows that only lack a domain."""
        read = self.reading
        has_topics = isinstance(read, Import) and any(one.topic for one in read.problems)
        return has_topics or isinstance(read, OpenQuestionError)

    def reread(self, context: ReadingContext) -> "ReadFile":
        """Return the file as read in another context."""
        return ReadFile(self.opened, read_labeled(self.opened, context), context)

    def closed(self) -> "ReadFile":
        """Return the file without its decoded text and table, which would stay in memory during the import."""
        return self._replace(opened=replace(self.opened)) if isinstance(self.opened, OpenedFile) else self


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the search for reference cycles: rows have none, and each search would visit all of them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@paused_collector()
def read_sources(context: ReadingContext, sources: Sequence[Source]) -> list[ReadFile]:
    """Read all files and members of archives; exams and settings apply to all, and names to the files after them."""
    opened = [file for source in sources for file in open_source(source)]
    special = [_special_file(file) if isinstance(file, OpenedFile) else None for file in opened]
    shared = with_exams_and_people(context, [file for file in special if file])
    files = list[ReadFile]()
    for file, read in zip(opened, special, strict=True):
        files.append(ReadFile(file, read or read_labeled(file, shared), shared).closed())
        shared = with_people(shared, [files[-1].reading])
    return with_exams_of_all(context.exams_of, files)


@paused_collector()
def with_exams_of_all(stored: ExamsOf, files: Sequence[ReadFile]) -> list[ReadFile]:
    """Reread the files that name no exam if other files name exams of their candidates."""
    exams_of = with_exams_in(stored, [file.reading for file in files])
    return [
        file.reread(replace(file.context, exams_of=exams_of)).closed()
        if exams_of != file.context.exams_of and _depends_on_exams(file.reading)
        else file
        for file in files
    ]


def read_any_file(file: OpenedFile, context: ReadingContext) -> Reading:
    """Read one file of any kind."""
    return _special_file(file) or read_labeled(file, context)


def with_exams_and_people(context: ReadingContext, readings: Sequence[Reading]) -> ReadingContext:
    """Return the context with what some files hold: exams, who takes them, and who is another person."""
    exams = {file.blueprint.code: file.blueprint for file in readings if isinstance(file, ExamFile)}
    names = [[one.candidate_id for one in file.profiles] for file in readings if isinstance(file, Settings)]
    people = entries.answered_people(context.saved_mappings, *map(entries.different_people, names))
    return replace(
        context,
        blueprints={**context.blueprints, **exams} if exams else context.blueprints,
        exams_of=with_exams_in(context.exams_of, readings),
        saved_mappings={**context.saved_mappings, entries.PEOPLE_FINGERPRINT: people},
    )


def with_people(context: ReadingContext, readings: Iterable[Reading]) -> ReadingContext:
    """Return the context with the candidates in some files, to compare later names with."""
    rows = [read.rows for read in readings if isinstance(read, Import)]
    found = [name for some in rows for (name,) in distinct(some, records.RECORD_TYPES, "candidate_id")]
    return replace(context, candidates=tuple(dict.fromkeys((*context.candidates, *found))))


def open_source(source: Source) -> Sequence[OpenedFile | UnreadableFileError]:
    """Open a file, or the members of an archive; return the refusal if it cannot be opened."""
    try:
        if isinstance(source.contents, bytes):
            return opened_bytes(source.contents, source.name)
        return opened_files(source.contents, name=source.name)
    except UnreadableFileError as error:
        return [error]


def reading_context(context: UpdateContext) -> ReadingContext:
    """Return the facts that readers need and a file lacks."""
    with context.store.reading():
        mappings = saved_mappings(context.store)
        exams_of, candidates = exams_by_candidate(context.store), context.store.candidates()
    return ReadingContext(
        today=context.today,
        zone=context.zone,
        blueprints=context.blueprints,
        exam_code=context.exam_code,
        exams_of=exams_of,
        candidates=candidates,
        is_zone_given=context.is_zone_given,
        mapping=context.mapping,
        saved_mappings={**mappings, **merged_labels(mappings, context.labels)},
        as_format=context.as_format,
    )


def read_labeled(file: OpenedFile | UnreadableFileError, context: ReadingContext) -> Import | UnreadableFileError:
    """Read a file and apply the saved labels to its titles; return a refusal or open question as a value."""
    if isinstance(file, UnreadableFileError):
        return file
    try:
        read = read_opened(file, context)
        return entries.with_known_people(file.name, labeled_import(read, context), context)
    except UnreadableFileError as error:
        return error.with_traceback(None)  # its frames would keep the file's text and table in memory


def saved_mappings(store: Store) -> Mapping[str, FileMapping]:
    """Return the saved mappings by fingerprint.

    A mapping of another version that cannot be read is left out, so its questions come again.
    """
    mappings = {}
    for fingerprint, text in store.saved_mappings().items():
        with suppress(DocumentError):
            mappings[fingerprint] = parse_map(text)
    return mappings


def _depends_on_exams(reading: Reading) -> bool:
    """Whether other exams of the candidate would change how the file is read."""
    if isinstance(reading, Import):
        return bool(reading.problems) or any(part.kind in _WITHOUT_EXAM for _, part in by_kind(reading.rows))
    return isinstance(reading, OpenQuestionError)


def exams_by_candidate(store: Store) -> ExamsOf:
    """Return the exams of each candidate in the store."""
    exams: dict[str, tuple[str, ...]] = {}
    for code, names in store.candidates_by_exam().items():
        for name in names:
            exams[name] = (*exams.get(name, ()), code)
    return exams


def with_exams_in(stored: ExamsOf, readings: Iterable[Reading]) -> ExamsOf:
    """Return the exams of each candidate, in the store and in the files themselves."""
    exams = dict(stored)
    for reading in readings:
        if isinstance(reading, Import):
            for name, code in distinct(reading.rows, _WITH_EXAM, "candidate_id", "exam_code"):
                exams[name] = tuple(dict.fromkeys((*exams.get(name, ()), code)))
    return exams


def _special_file(file: OpenedFile) -> ExamFile | Settings | UnreadableFileError | None:
    """Read an exam blueprint or the settings of an export; None if the file is neither."""
    start = file.data[:MAX_FILE_SIZE].decode("utf-8-sig", "replace")
    try:
        if is_settings(start):
            return parse_settings(file.data.decode("utf-8-sig"), file.name)
        if not is_exam_file(start):
            return None
        text = decoded(file.data, file.name, what=EXAM_FILE)
        return ExamFile(parse_blueprint(text, file=file.name), text)
    except UnreadableFileError as error:
        return error
    except UnicodeDecodeError as error:
        return UnreadableFileError(file.name, f"the settings are not UTF-8 text (byte {error.start + 1}).")
    except DocumentError as error:
        return UnreadableFileError(file.name, str(error).removeprefix(f"{file.name}: "))

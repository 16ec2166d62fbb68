"""Import files in one transaction and account for every row."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import accumulate, pairwise

from analytics import records
from analytics.errors import DataProblem, OpenQuestionError, UnreadableFileError, counted, duration
from analytics.estimation.selection import CHOSEN_EXAM
from analytics.exports.settings import FORMAT as SETTINGS_FORMAT
from analytics.ingest import Import, read_opened
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping import entries
from analytics.ingest.mapping.labels import LABELS_FORMAT, merged_labels
from analytics.ingest.mapping.map_file import map_text, parse_map
from analytics.ingest.reading import exam_of, first_alike
from analytics.records.rows import distinct
from analytics.store import Batch, Store
from analytics.store.settings_tables import SavedText, Settings
from analytics.updates import import_reading
from analytics.updates.context import Source, UpdateContext
from analytics.updates.exam_files import domain_renames
from analytics.updates.import_reading import ExamFile, ReadFile, paused_collector
from analytics.updates.import_report import EXAM_FORMAT, FileImport, ImportReport

MIN_SAME_ITEMS = 40
"""Two practice exams with the same day and results are probably one if they have as many questions as this."""


class _DryRun(BaseException):
    """Raised to roll back the transaction of a dry run."""


def import_files(context: UpdateContext, sources: Sequence[Source], *, is_dry_run: bool = False) -> ImportReport:
    """Import files as one batch, which can be undone as a whole.

    A file that is refused does not keep the others out. A dry run gives the same report, without
    a batch, and writes nothing.
    """
    files = import_reading.read_sources(import_reading.reading_context(context), sources)
    return import_read_files(context, files, is_dry_run=is_dry_run)


@paused_collector()
def import_read_files(context: UpdateContext, files: Sequence[ReadFile], *, is_dry_run: bool) -> ImportReport:
    """Import files that have been read, as `import_files` does."""
    store = context.store
    saved_exams = store.blueprint_texts()
    saved = import_reading.saved_mappings(store)
    usable = [file for file in files if isinstance(file.reading, Import) and not file.reading.has_only_problems]
    labels = merged_labels(saved, context.labels if usable else {})
    people = [*_people_of_exports(files), saved.get(entries.PEOPLE_FINGERPRINT, NO_MAPPING)]
    same_people = entries.answered_people({}, *people, *(file.context.mapping for file in usable))
    superseded = _superseded_records(store, files)
    readings = [file.reading for file in files]
    renames = [
        domain_renames(store, one.blueprint, context.blueprints) if isinstance(one, ExamFile) else None
        for one in readings
    ]
    chosen = _chosen_exams(store, files)
    imports: list[FileImport] = []
    batch_id: int | None = None
    try:
        names = ", ".join(file.opened.name for file in files)
        with store.batch(names, made_at=context.made_at, default_zone=context.zone) as batch:
            for one, renamed in zip(readings, renames, strict=True):  # before the rows, which have today's ids
                if isinstance(one, ExamFile) and saved_exams.get(one.blueprint.code) != one.text:
                    batch.save_blueprint(one.blueprint.code, one.text, renamed)
            added = _add_rows(batch, files, saved_exams, saved)
            for file, counts, earlier in zip(files, added, superseded, strict=True):
                imports.append(_replace_superseded(batch, counts, earlier))
                _save_mapping(batch, file)
            imports = _with_same_results(batch, files, imports)
            for fingerprint, answers in labels.items():
                batch.save_mapping(fingerprint, LABELS_FORMAT, map_text(answers))
            if same_people != saved.get(entries.PEOPLE_FINGERPRINT, NO_MAPPING):
                batch.save_mapping(entries.PEOPLE_FINGERPRINT, entries.PEOPLE_FORMAT, map_text(same_people))
            batch.save_settings(chosen)
            counted_rows = ImportReport(None, tuple(imports)).of_tables
            batch.n_duplicates, batch.n_failed = counted_rows.duplicates, counted_rows.failed
            if not batch.is_empty:
                batch_id = batch.batch_id
            if is_dry_run:
                raise _DryRun
    except _DryRun:
        batch_id = None
    return ImportReport(batch_id, tuple(imports))


def _chosen_exams(store: Store, files: Sequence[ReadFile]) -> Settings:
    """Return, for each candidate whose rows name no exam, the exam with which their files were read."""
    if all(file.context.exam_code is None for file in files):
        return Settings()
    with_exam = import_reading.with_exams_in(import_reading.exams_by_candidate(store), [file.reading for file in files])
    chosen: dict[str, SavedText] = {}
    for file in files:
        exam_code = file.context.exam_code
        if isinstance(file.reading, Import) and exam_code is not None:
            for (name,) in distinct(file.reading.rows, records.RECORD_TYPES, "candidate_id"):
                if name not in with_exam:
                    chosen[name] = SavedText(name, CHOSEN_EXAM, exam_code)
    return Settings(drafts=tuple(chosen.values()))


def _people_of_exports(files: Sequence[ReadFile]) -> list[FileMapping]:
    """Return the answers of other databases on which names are the same person."""
    answers = [one for file in files if isinstance(file.reading, Settings) for one in file.reading.answers]
    return [parse_map(one.toml) for one in answers if one.fingerprint == entries.PEOPLE_FINGERPRINT]


def _add_rows(
    batch: Batch, files: Sequence[ReadFile], saved_exams: Mapping[str, str], saved: Mapping[str, FileMapping]
) -> list[FileImport]:
    """Add settings except answered ones, and the rows of all files at once, so that each counts those that remain."""
    readings = [file.reading for file in files]
    # before the rows, which assume a profile where there is none
    n_settings = [batch.save_settings(_unanswered(one, saved)) if isinstance(one, Settings) else 0 for one in readings]
    groups = [one.rows if isinstance(one, Import) else () for one in readings]
    added = batch.add(*groups)
    starts = [0, *accumulate(map(len, groups))]

    def row_at(place: int) -> tuple[int, records.Row]:
        n = bisect_right(starts, place) - 1
        return n, groups[n][place - starts[n]]

    def replaced(place: int) -> str:
        _, row = row_at(place)
        return f"Line {row.line} replaces an earlier row: {_row_text(row)}"

    def skipped(place: int) -> str:
        (n, row), (n_later, by) = row_at(place), row_at(added.superseded[place])
        file = "" if n_later == n else f" of {files[n_later].opened.name}"
        return f"Line {row.line} is skipped, because line {by.line}{file} is a later version of it: {_row_text(row)}"

    imports: list[FileImport] = []
    for n, (begin, end) in enumerate(pairwise(starts)):
        imported, replacing, superseded = (
            places[bisect_left(places, begin) : bisect_left(places, end)]
            for places in (added.imported, added.replacing, tuple(added.superseded))
        )
        notices = (
            *first_alike(replaced, replacing, "more row replaces an earlier one", "more rows replace earlier ones"),
            *first_alike(skipped, superseded, "more row is skipped like this", "more rows are skipped like this"),
        )
        counts = _count(files[n], len(imported) + n_settings[n], saved_exams)
        both = (*counts.notices, *notices)
        imports.append(replace(counts, replaced=len(replacing), superseded=len(superseded), notices=both))
    return imports


def _unanswered(settings: Settings, saved: Mapping[str, FileMapping]) -> Settings:
    """Return settings without answers about files that this database has itself."""
    return replace(settings, answers=tuple(one for one in settings.answers if one.fingerprint not in saved))


def _count(file: ReadFile, n_imported: int, saved_exams: Mapping[str, str]) -> FileImport:
    """Count all rows of a file."""
    name, reading = file.opened.name, file.reading
    if isinstance(reading, UnreadableFileError):
        question = reading if isinstance(reading, OpenQuestionError) else None
        why = DataProblem(name, "", "", "", reading.reason)
        return FileImport(file=name, format=None, problems=(why,), question=question)
    if isinstance(reading, ExamFile):
        is_there = saved_exams.get(reading.blueprint.code) == reading.text
        return FileImport(file=name, format=EXAM_FORMAT, imported=int(not is_there), skipped=int(is_there))
    if isinstance(reading, Settings):
        n_there = reading.n_entries - n_imported
        return FileImport(file=name, format=SETTINGS_FORMAT, imported=n_imported, skipped=n_there)
    return FileImport(
        file=name,
        format=reading.format,
        imported=n_imported,
        skipped=len(reading.rows) - n_imported + reading.n_passed_over,
        left_out=reading.left_out,
        merged=reading.n_merged,
        failed=reading.n_failed,
        notices=reading.notices,
        problems=reading.problems,
        incomplete=reading.incomplete,
        unread=reading.unread,
    )


def _superseded_records(store: Store, files: Sequence[ReadFile]) -> list[tuple[records.Record, ...]]:
    """Return for each file the stored rows that the same lines made before and no longer make.

    A later answer may name the provider or domain of a practice exam, or say that a plan was carried out. That changes
    the natural key of a row, so the old row would stay beside the new one. Or it may say for the first time which rows
    are study.
    """
    made_before = [_earlier_records(file) for file in files]
    if not any(made_before):
        return [()] * len(files)
    current = {_key(row.record) for file in files if isinstance(file.reading, Import) for row in file.reading.rows}
    found: list[tuple[records.Record, ...]] = []
    for made in made_before:
        earlier = [record for record in made if _key(record) not in current]
        kinds = {type(record) for record in earlier}
        stored = {_key(record) for kind in kinds for record in store.records(kind)}
        superseded = {_key(record): record for record in earlier if _key(record) in stored}
        current.update(superseded)
        found.append(tuple(superseded.values()))
    return found


def _earlier_records(file: ReadFile) -> list[records.Record]:
    """Return the rows that the same lines gave with the earlier answers."""
    read, context = file.reading, file.context
    if isinstance(file.opened, UnreadableFileError) or not isinstance(read, Import):
        return []
    before = context.saved_mappings.get(read.fingerprint or "")
    if before is None or before == read.mapping:
        return []
    try:
        days = FileMapping(taken_on=context.mapping.taken_on, days=context.mapping.days)
        earlier = read_opened(file.opened, replace(context, mapping=days))
    except UnreadableFileError:  # then it can have made no rows
        return []
    lines, failed = {row.line for row in read.rows}, {problem.line for problem in read.problems}
    was_all_study = before.study is None or "*" in before.study  # else the study named before was study, too
    return [row.record for row in earlier.rows if row.line in lines or (was_all_study and row.line not in failed)]


def _key(record: records.Record) -> tuple[type[records.Record], tuple[object, ...]]:
    return type(record), tuple(getattr(record, name) for name in record.KEY)


def _replace_superseded(batch: Batch, file: FileImport, earlier: Sequence[records.Record]) -> FileImport:
    """Remove the rows that a file gave with earlier answers, and add a notice."""
    if not earlier:
        return file
    batch.remove(earlier)
    rows = counted(len(earlier), "row from its last import was replaced", "rows from its last import were replaced")
    notice = f"Your answers about this file have changed, so {rows}."
    return replace(file, notices=(*file.notices, notice))


def same_results(batch: Batch) -> Mapping[tuple[str, str], str]:
    """Return a notice for each practice exam that has the day and results of another one, and may be the same."""
    found = batch.same_results(min_items=MIN_SAME_ITEMS).rows("candidate_id", "practice_exam_id", "other_id", "day")
    return {
        (whose, exam): f"Practice exam {exam_of(whose, exam)} has the same results as {other} on {day}. "
        "If they are the same exam, delete one of them, because both count."
        for whose, exam, other, day in found
    }


def _with_same_results(batch: Batch, files: Sequence[ReadFile], imports: Sequence[FileImport]) -> list[FileImport]:
    """Add the notices of `same_results` to the files with the practice exams."""
    sentences, found = same_results(batch), list[FileImport]()
    for file, one in zip(files, imports, strict=True):
        rows = file.reading.rows if sentences and isinstance(file.reading, Import) else ()
        exams = distinct(rows, (records.DomainResult,), "candidate_id", "practice_exam_id")
        same = [exam for exam in exams if exam in sentences]
        more = first_alike(sentences.__getitem__, same, "more exam is like this", "more exams are like this")
        found.append(replace(one, notices=(*one.notices, *more)))
    return found


def _save_mapping(batch: Batch, file: ReadFile) -> None:
    """Save the answers with which a file was read."""
    reading = file.reading
    if (
        isinstance(reading, Import)
        and not reading.has_only_problems
        and reading.fingerprint is not None
        and reading.mapping != file.context.saved_mappings.get(reading.fingerprint)
    ):
        batch.save_mapping(reading.fingerprint, reading.format, map_text(reading.mapping))


def _row_text(row: records.Row) -> str:
    """Return what a row is about: the day, what and how long, or the readable parts of its key."""
    match row.record:
        case records.StudySession(started_at=start, resource=resource, note=note, time_on_task_min=minutes):
            parts = [_moment_text(start), resource or note, duration(minutes)]
        case records.PlannedSession(starts_at=start, title=title, duration_min=minutes):
            parts = [_moment_text(start), title, duration(minutes)]
        case records.CardReview(reviewed_at=reviewed_at, deck=deck):
            parts = [_moment_text(reviewed_at), deck]
        case records.ItemResponse(taken_at=taken_at, practice_exam_id=exam, position=position, item_id=item):
            parts = [_moment_text(taken_at), exam, f"question {position or item}"]
        case record:
            named = ((name, getattr(record, name)) for name in record.KEY if name != "candidate_id")
            parts = [
                f"{name.removesuffix('_id').replace('_', ' ')} {value}" for name, value in named if value is not None
            ]
    named_me = [] if row.record.candidate_id == records.ME else [row.record.candidate_id]
    return ", ".join([*named_me, *(part for part in parts if part)])


def _moment_text(moment: records.Moment) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else moment.isoformat()

"""Label titles, projects, decks and resources with a domain, task and activity, whatever file they come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, get_args

from analytics.ingest.file_mapping import NO_MAPPING, FileMapping, whole_title
from analytics.ingest.mapping.map_file import MAX_ENTRIES, MAX_TEXT_CHARS, fingerprint
from analytics.ingest.reading import Import, ReadingContext
from analytics.records import Activity, CardReview, PlannedSession, Record, Row, StudySession
from analytics.records.rows import distinct

LABELS_FORMAT = "titles"
"""The kind of file under which labels are saved as a mapping."""

TYPED_PREFIX = "typed:"
"""Begins the source ids of rows entered by hand."""

TitledRecord = StudySession | PlannedSession | CardReview
"""Records that may lack a domain, and have a title that may imply it."""

TITLED_TYPES: tuple[type[TitledRecord], ...] = get_args(TitledRecord)

_PARTS_OF_NOTE = " / "


@dataclass(frozen=True, slots=True)
class TitleLabel:
    """The domain, activity and task of a title, and the exam that has these; None means not labeled."""

    domain_id: str | None = None
    activity: Activity | None = None
    task_id: str | None = None
    exam_code: str | None = None


TitleLabels = Mapping[str, TitleLabel]
"""Labels by title."""


class UnlabeledTitle(NamedTuple):
    """The rows with one title that lack a domain or an activity; minutes are those of study sessions."""

    title: str
    n_rows: int
    n_without_domain: int
    minutes: float
    minutes_without_domain: float


def title_of(row: TitledRecord) -> str:
    """Return the title of a row, empty if it has none; for a tracker's entry, the project at the start of its note."""
    if isinstance(row, PlannedSession):
        return row.title or ""
    if isinstance(row, CardReview):
        return row.deck or ""
    note = row.note or ""
    is_tracked = ":" in (row.source_id or "") and not (row.source_id or "").startswith(TYPED_PREFIX)
    return row.resource or (note.partition(_PARTS_OF_NOTE)[0] if is_tracked else note)


def is_unlabeled(row: TitledRecord) -> bool:
    """Whether a row lacks a domain or an activity."""
    return row.domain_id is None or (not isinstance(row, CardReview) and row.activity is Activity.OTHER)


def unlabeled_titles(rows: Iterable[Record]) -> tuple[UnlabeledTitle, ...]:
    """Return the titles of unlabeled rows, most minutes first, then most rows."""
    by_title: dict[str, list[TitledRecord]] = {}
    for row in rows:
        if isinstance(row, TITLED_TYPES) and is_unlabeled(row):
            by_title.setdefault(title_of(row), []).append(row)
    found = []
    for title, alike in by_title.items():
        without = [row for row in alike if row.domain_id is None]
        found.append(UnlabeledTitle(title, len(alike), len(without), _minutes(alike), _minutes(without)))
    return tuple(sorted(found, key=lambda one: (-one.minutes, -one.n_rows, one.title)))


def _minutes(rows: Iterable[TitledRecord]) -> float:
    return sum(row.time_on_task_min for row in rows if isinstance(row, StudySession))


def with_label(row: TitledRecord, label: TitleLabel) -> TitledRecord:
    """Fill in the missing values of a row from a label; a session without a domain also gets the label's exam.

    A row without a source id gets its current key as one. Otherwise its key would change, and importing the next
    export would add it again.
    """
    if isinstance(row, StudySession) and len({row.exam_code, label.exam_code} - {None}) > 1:
        return row
    domain_id = row.domain_id or label.domain_id
    task_id = row.task_id or (label.task_id if domain_id == label.domain_id else None)
    if isinstance(row, CardReview):
        return replace(row, domain_id=domain_id, task_id=task_id)
    activity = label.activity or row.activity if row.activity is Activity.OTHER else row.activity
    if (domain_id, task_id, activity) == (row.domain_id, row.task_id, row.activity):
        return row
    if isinstance(row, StudySession) and domain_id != row.domain_id:
        row = replace(row, exam_code=row.exam_code or label.exam_code)
    source_id = row.source_id or (row.session_key if isinstance(row, StudySession) else row.planned_key)
    return replace(row, domain_id=domain_id, task_id=task_id, activity=activity, source_id=source_id)


def labeled_import(read: Import, context: ReadingContext) -> Import:
    """Label the rows of a file for the exam of the row, the chosen one, or else the candidate's exams.

    A row also gets the task mapped to its title, if its domain has it.
    """
    codes = {context.exam_code, *chain.from_iterable(context.exams_of.values())}
    codes.update(code for (code,) in distinct(read.rows, (StudySession,), "exam_code"))
    has_labels = any(labels_fingerprint(code) in context.saved_mappings for code in codes if code)
    if not (has_labels or read.mapping.task):
        return read
    labels_of = cache(lambda codes: saved_labels(codes, context.saved_mappings))

    def labeled(row: Row) -> Row:
        record = row.record
        if not isinstance(record, TITLED_TYPES):
            return row
        title, code = title_of(record), record.exam_code if isinstance(record, StudySession) else None
        code = code or context.exam_code
        own_codes = (code,) if code else tuple(context.exams_of.get(record.candidate_id, ()))
        if is_unlabeled(record):
            label = labels_of(own_codes).get(title, TitleLabel())
            exam = context.blueprints.get(label.exam_code or "")
            if exam is not None and label.domain_id is not None:
                label = replace(label, domain_id=exam.former_ids.get(label.domain_id, label.domain_id))
            record = with_label(record, label)
        task_id = read.mapping.task_of(title)
        if task_id is not None and (record.domain_id, task_id) in _tasks(own_codes, context):
            record = with_label(record, TitleLabel(record.domain_id, task_id=task_id))
        return row if record is row.record else replace(row, record=record)

    return replace(read, rows=tuple(map(labeled, read.rows)))


def _tasks(exam_codes: Iterable[str], context: ReadingContext) -> set[tuple[str | None, str]]:
    exams = [context.blueprints[code] for code in exam_codes if code in context.blueprints]
    return {(domain.domain_id, task.task_id) for exam in exams for domain in exam.domains for task in domain.tasks}


def labels_fingerprint(exam_code: str) -> str:
    """Return the fingerprint under which the labels of an exam are saved."""
    return fingerprint(LABELS_FORMAT, (exam_code,))


def saved_labels(exam_codes: Iterable[str], saved_mappings: Mapping[str, FileMapping]) -> dict[str, TitleLabel]:
    """Return saved labels by title, for each title those of the first exam that has it."""
    found: dict[str, TitleLabel] = {}
    for code in exam_codes:
        saved = saved_mappings.get(labels_fingerprint(code), NO_MAPPING)
        for pattern in (*saved.domain, *saved.activity):
            label = TitleLabel(saved.domain.get(pattern), saved.activity.get(pattern), saved.task.get(pattern), code)
            found.setdefault(pattern.removeprefix(whole_title("")), label)
    return found


def merged_labels(saved_mappings: Mapping[str, FileMapping], more: Mapping[str, TitleLabels]) -> dict[str, FileMapping]:
    """Return the mappings to save, by fingerprint: the saved labels of exams, updated with new ones."""
    return {
        labels_fingerprint(code): labels_mapping({**saved_labels((code,), saved_mappings), **labels})
        for code, labels in more.items()
        if labels
    }


def labels_mapping(labels: TitleLabels) -> FileMapping:
    """Return labels as a mapping to save or write to a map file, without titles that are too long for it."""
    patterns = {whole_title(t): m for t, m in labels.items() if t and len(whole_title(t)) <= MAX_TEXT_CHARS}
    patterns = dict(list(patterns.items())[-MAX_ENTRIES:])
    return FileMapping(
        domain={pattern: one.domain_id for pattern, one in patterns.items() if one.domain_id},
        task={pattern: one.task_id for pattern, one in patterns.items() if one.task_id},
        activity={pattern: one.activity for pattern, one in patterns.items() if one.activity},
    )


def mapping_with_labels(mapping: FileMapping, labels: TitleLabels) -> FileMapping:
    """Return a file's mapping with labels added to it."""
    titles, parts = labels_mapping(labels), ("domain", "task", "activity")
    both: dict[str, Any] = {part: {**getattr(mapping, part), **getattr(titles, part)} for part in parts}
    return replace(mapping, **both)

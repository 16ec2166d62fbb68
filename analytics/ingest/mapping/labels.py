"""What titles, projects, decks and resources mean: which domain and activity, for the rows of all files alike."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analytics.ingest.file_mapping import FileMapping, whole_title
from analytics.ingest.mapping.map_file import MAX_ENTRIES, MAX_TEXT_CHARS, fingerprint
from analytics.ingest.reading import Import, ReadingContext
from analytics.records import Activity, CardReview, PlannedSession, Record, StudySession

LABELS_FORMAT = "titles"
"""What the meanings of titles are called where they are remembered."""

TYPED_PREFIX = "typed:"
"""What the source's ids of rows that were typed in begin with."""

TitledRecord = StudySession | PlannedSession | CardReview
"""Rows that may come without a domain, under a title that tells it."""

TITLED_TYPES: tuple[type[TitledRecord], ...] = (StudySession, PlannedSession, CardReview)

_PARTS_OF_NOTE = " / "


@dataclass(frozen=True, slots=True)
class TitleLabel:
    """What is studied under a title; None is not said."""

    domain_id: str | None = None
    activity: Activity | None = None
    task_id: str | None = None


TitleLabels = Mapping[str, TitleLabel]
"""What titles mean, by title."""


@dataclass(frozen=True, slots=True)
class UnlabeledTitle:
    """The rows under one title that count for no domain, or of which nobody said what was done.

    `minutes` are those of study sessions; `n_without_domain` are the rows among them that have none.
    """

    title: str
    n_rows: int
    n_without_domain: int
    minutes: float


def title_of(row: TitledRecord) -> str:
    """Give the title of a row, empty where it has none.

    A tracker's entry, known by an id such as `toggl:...`, has its project and title in one note;
    the project stands for both.
    """
    if isinstance(row, PlannedSession):
        return row.title or ""
    if isinstance(row, CardReview):
        return row.deck or ""
    note = row.note or ""
    is_tracked = ":" in (row.source_id or "") and not (row.source_id or "").startswith(TYPED_PREFIX)
    return row.resource or (note.partition(_PARTS_OF_NOTE)[0] if is_tracked else note)


def is_unlabeled(row: TitledRecord) -> bool:
    """Say whether a title could still tell something of a row."""
    return row.domain_id is None or (not isinstance(row, CardReview) and row.activity is Activity.OTHER)


def unlabeled_titles(rows: Iterable[Record]) -> tuple[UnlabeledTitle, ...]:
    """List the titles of open rows, those with the most minutes first, then those with the most rows."""
    n_rows: Counter[str] = Counter()
    n_without_domain: Counter[str] = Counter()
    minutes: dict[str, float] = {}
    for row in rows:
        if isinstance(row, TITLED_TYPES) and is_unlabeled(row):
            title = title_of(row)
            n_rows[title] += 1
            n_without_domain[title] += row.domain_id is None
            spent = row.time_on_task_min if isinstance(row, StudySession) else 0
            minutes[title] = minutes.get(title, 0) + spent
    found = [UnlabeledTitle(title, n, n_without_domain[title], minutes[title]) for title, n in n_rows.items()]
    return tuple(sorted(found, key=lambda one: (-one.minutes, -one.n_rows, one.title)))


def with_label(row: TitledRecord, meaning: TitleLabel) -> TitledRecord:
    """Say of a row what its title means; what it says itself stays.

    A row known by its contents is known by its present key from then on, or it would come in
    a second time with the next export.
    """
    domain_id = row.domain_id or meaning.domain_id
    task_id = row.task_id or (meaning.task_id if domain_id == meaning.domain_id else None)
    if isinstance(row, CardReview):
        return replace(row, domain_id=domain_id, task_id=task_id)
    activity = meaning.activity or row.activity if row.activity is Activity.OTHER else row.activity
    if (domain_id, task_id, activity) == (row.domain_id, row.task_id, row.activity):
        return row
    key = row.session_key if isinstance(row, StudySession) else row.planned_key
    return replace(row, domain_id=domain_id, task_id=task_id, activity=activity, source_id=row.source_id or key)


def labeled_import(read: Import, context: ReadingContext) -> Import:
    """Say of the rows of a file what their titles mean: in domains of the exam given, else of each candidate's own.

    Tasks that were answered for this kind of file are taken where the domain of the row has them.
    """
    known: dict[str, dict[str, TitleLabel]] = {}
    rows = []
    for row in read.rows:
        record = row.record
        if isinstance(record, TITLED_TYPES):
            title, who = title_of(record), record.candidate_id
            codes = context.exams_of.get(who, ()) if context.exam_code is None else (context.exam_code,)
            if is_unlabeled(record):
                if who not in known:
                    known[who] = saved_labels(codes, context.saved_mappings)
                record = with_label(record, known[who].get(title, TitleLabel()))
            task_id = read.mapping.task_of(title)
            if task_id is not None and (record.domain_id, task_id) in _tasks(codes, context):
                record = with_label(record, TitleLabel(record.domain_id, task_id=task_id))
        rows.append(replace(row, record=record))
    return replace(read, rows=tuple(rows))


def _tasks(exam_codes: Iterable[str], context: ReadingContext) -> set[tuple[str | None, str]]:
    """Give the tasks of exams, each with its domain."""
    exams = [context.blueprints[code] for code in exam_codes if code in context.blueprints]
    return {(domain.domain_id, task.task_id) for exam in exams for domain in exam.domains for task in domain.tasks}


def labels_fingerprint(exam_code: str) -> str:
    """Name the place where the titles are remembered whose domains are those of an exam."""
    return fingerprint(LABELS_FORMAT, (exam_code,))


def saved_labels(exam_codes: Iterable[str], remembered: Mapping[str, FileMapping]) -> dict[str, TitleLabel]:
    """Give what titles mean by what is remembered; of several exams the first that knows a title decides."""
    found: dict[str, TitleLabel] = {}
    for code in exam_codes:
        answers = remembered.get(labels_fingerprint(code))
        if answers is not None:
            for pattern in (*answers.domain, *answers.activity):
                meaning = TitleLabel(
                    answers.domain.get(pattern), answers.activity.get(pattern), answers.task.get(pattern)
                )
                found.setdefault(pattern.removeprefix(whole_title("")), meaning)
    return found


def merged_labels(remembered: Mapping[str, FileMapping], more: Mapping[str, TitleLabels]) -> dict[str, FileMapping]:
    """Give what is to be remembered of titles with more of them, by exam; the later word counts."""
    return {
        labels_fingerprint(code): labels_mapping({**saved_labels((code,), remembered), **meanings})
        for code, meanings in more.items()
        if meanings
    }


def labels_mapping(meanings: TitleLabels) -> FileMapping:
    """Write what titles mean as answers, to be remembered or given with --map; too long a title cannot be."""
    kept = {whole_title(t): m for t, m in meanings.items() if t and len(whole_title(t)) <= MAX_TEXT_CHARS}
    kept = dict(list(kept.items())[-MAX_ENTRIES:])
    return FileMapping(
        domain={pattern: one.domain_id for pattern, one in kept.items() if one.domain_id},
        task={pattern: one.task_id for pattern, one in kept.items() if one.task_id},
        activity={pattern: one.activity for pattern, one in kept.items() if one.activity},
    )


def with_labels(answers: FileMapping, meanings: TitleLabels) -> FileMapping:
    """Give answers about a file that say of titles what they mean, too."""
    titles = labels_mapping(meanings)
    return replace(
        answers,
        domain={**answers.domain, **titles.domain},
        task={**answers.task, **titles.task},
        activity={**answers.activity, **titles.activity},
    )

"""Preview an import: read a file with some answers, and find what is still open."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.errors import DataProblem, OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping, whole_title
from analytics.ingest.guesses.column_guesses import Guess, guess_columns
from analytics.ingest.own_tables.answer_guesses import GuessBasis, guessed_exam, guessed_mapping
from analytics.ingest.own_tables.chosen_table import likely_table
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Table, is_filled, normalized_name, split_rows
from analytics.records import PlannedSession
from analytics.updates.context import UpdateContext
from analytics.updates.import_reading import PreviewAnswers

SAMPLE_ROWS = 50
"""How many rows the guess of a table's columns uses."""

N_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableHead:
    """The header and first rows of a table, as in the file."""

    header: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[Sequence[str], ...]

    def examples(self) -> Mapping[str, Sequence[str]]:
        """Return the first different cells of each named column that are filled."""
        return {
            name: list(dict.fromkeys(row[at].strip() for row in self.rows if row[at].strip()))[:N_EXAMPLES]
            for at, name in enumerate(self.header)
            if name
        }

    def title_of(self, name: str) -> str:
        """Return the name of a column as in the file."""
        return self.titles[self.header.index(name)]

    def guess(self, kind: str | None = None, exam: ExamBlueprint | None = None) -> Guess:
        """Guess the kind and columns of the table, or only the columns of a given kind."""
        return guess_columns(self.header, self.rows, kind=kind, blueprint=exam)


def table_head(opened: OpenedFile, mapping: FileMapping = NO_MAPPING) -> TableHead | None:
    """Return the first rows of a file's table, with the answers so far, None if it is not a table."""
    try:
        table = likely_table(opened, mapping)
    except UnreadableFileError:
        return None
    if not is_filled(table):
        return None
    rows = (tuple(row.cells) for row in islice(split_rows(table), SAMPLE_ROWS))
    return TableHead(table.header, table.titles, tuple(rows))


def whole_cells(opened: OpenedFile, read: Import, problems: Sequence[DataProblem]) -> dict[tuple[str, str], str]:
    """Return the cells that problems are about, uncut, by line and column; a row that cannot be split has none."""
    lines = {problem.line for problem in problems}
    for table in _tables_of(opened, read.mapping):
        rows = {row.line: row for row in split_rows(table) if row.line in lines}
        columns = {name: at for at, name in enumerate(table.header) if name}
        cells = {}
        for problem in problems:
            row, at = rows.get(problem.line), columns.get(normalized_name(problem.column))
            if row is not None and at is not None:
                cells[problem.line, problem.column] = row.cells[at]
        if cells:
            return cells
    return {}


def _tables_of(opened: OpenedFile, mapping: FileMapping) -> Iterator[Table]:
    """Yield the tables as which a file may have been read: all of it, and the one between titles and totals."""
    if opened.table is not None:
        yield opened.table
    with suppress(UnreadableFileError):
        yield likely_table(opened, mapping)


def has_past_plans(read: Import, days: DayRule, today: date) -> bool:
    """Whether some planned sessions are past and no answer says whether they took place."""
    plans = (row.record for row in read.rows if isinstance(row.record, PlannedSession))
    return read.mapping.kind is None and any(days.day_of(plan.starts_at) < today for plan in plans)


def unknown_domains(read: Import) -> Mapping[str, int]:
    """Count the rows of each domain name that the exam does not have."""
    return Counter(read.unknown_topics) + Counter(one.topic.name for one in read.problems if one.topic)


def subject_mapping(subjects: Mapping[str, tuple[str, str | None]]) -> FileMapping:
    """Map whole titles to the domain chosen for each, and to its task if one is chosen."""
    patterns = {whole_title(name): subject for name, subject in subjects.items()}
    return FileMapping(
        domain={pattern: domain_id for pattern, (domain_id, _) in patterns.items()},
        task={pattern: task_id for pattern, (_, task_id) in patterns.items() if task_id is not None},
    )


def guess_basis(
    opened: OpenedFile, answers: PreviewAnswers, exam: ExamBlueprint | None, context: UpdateContext
) -> GuessBasis:
    """Return what guesses about a file rely on."""
    head = table_head(opened, answers.mapping)
    return GuessBasis(
        name=opened.name,
        text=opened.text,
        header=() if head is None else head.header,
        rows=() if head is None else head.rows,
        zone=context.zone,
        exam=exam,
        blueprints=context.blueprints,
        today=context.today,
    )


def guessed_answers(question: OpenQuestionError, answers: PreviewAnswers, basis: GuessBasis) -> PreviewAnswers | None:
    """Return the answers with the guess for a question, None if there is none."""
    if question.question is Question.EXAM:
        code = guessed_exam(question, basis)
        return None if code is None else replace(answers, exam_code=code)
    guess = guessed_mapping(question, answers.mapping, basis)
    return None if guess is None else with_mapping(answers, guess)


def with_mapping(answers: PreviewAnswers, mapping: FileMapping) -> PreviewAnswers:
    """Return the answers with some of a mapping replaced."""
    return replace(answers, mapping=mapping.with_defaults(answers.mapping))


def with_day(question: OpenQuestionError, answers: PreviewAnswers, day: date) -> PreviewAnswers:
    """Return the answers with the day of the practice exam that is asked about."""
    days = {**answers.mapping.days, question.about: day}
    return with_mapping(answers, FileMapping(days=days) if question.about else FileMapping(taken_on=day))

"""What a table's columns are guessed to be, and what its rows add up to then."""

from dataclasses import replace

from analytics.ingest import Import, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import normalized_header
from analytics.records import DomainResult, StudySession
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import CONTEXT, EXAM


def guessed(header: str, *rows: str, kind: str | None = None) -> tuple[str, dict[str, str]]:
    """Guess a table written as in a file."""
    names = normalized_header(header.split(","), "file")
    guess = guess_columns(names, [row.split(",") for row in rows], kind=kind)
    return guess.kind, dict(guess.columns)


CHOSEN = replace(CONTEXT, exam_code=EXAM, is_zone_given=True)


def as_guessed(text: str | bytes, name: str = "log.csv", unit: str | None = None) -> Import:
    """Read a file by the guess for its columns, if it is a table that needs one."""
    file = OpenedFile(name, text.encode() if isinstance(text, str) else text)
    head = table_head(file, FileMapping())
    if head is None:
        return read_opened(file, CHOSEN)
    guess = head.guess(exam=CONTEXT.blueprints[EXAM])
    assert guess.is_sure
    return read_opened(
        file,
        replace(CHOSEN, mapping=FileMapping(kind=guess.kind, columns=guess.columns, study=("*",), time_unit=unit)),
    )


def sum_of(found: Import) -> list[float]:
    """Return the minutes of each session, or the percentage of each result."""
    records = [row.record for row in found.rows]
    sessions = [one.time_on_task_min for one in records if isinstance(one, StudySession)]
    return sessions or [round(100 * one.n_correct / one.n_items) for one in records if isinstance(one, DomainResult)]

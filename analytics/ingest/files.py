"""Open a file, find its reader, and read it."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest.canonical import document_kind, study_plan
from analytics.ingest.canonical.reader import READERS
from analytics.ingest.reading import Import, ReadingContext, listed, shortened
from analytics.ingest.tables import archive, decoding, workbook
from analytics.ingest.tables.grid import FORMULA_REMEDY
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import TOTAL_DOMAIN, DomainResult

POINTS_RATIO = 1.5
"""A number of questions that is this many times the exam's is probably a number of points."""

EMPTY = "The file has no rows to import."

_START_BYTES = 16
_UNSTORED = (
    "its formulas have no stored values. Open the workbook in a spreadsheet program, save it, and import it again."
)


def opened_files(path: Path, *, name: str | None = None) -> tuple[OpenedFile, ...]:
    """Open a file, or the readable files in a ZIP archive; an `UnreadableFileError` if it cannot be opened."""
    shown = archive.printable_name(name or path.name or str(path))
    try:
        if path.is_dir():
            raise UnreadableFileError(shown, "this is a folder. Choose the files in it.")
        if not path.exists():
            raise UnreadableFileError(shown, "file not found. Check the name and the folder.")
        if not path.is_file():  # a pipe may never end
            raise UnreadableFileError(shown, "this is not a regular file. Save the table as a file and import that.")
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
        decoding.check_size(path.stat().st_size, shown, start)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(shown, f"this file cannot be read ({error.strerror}).") from None
    return opened_bytes(data, shown)


def opened_bytes(data: bytes, name: str) -> tuple[OpenedFile, ...]:
    """Open the bytes of a file, or of the readable files in a ZIP archive; an `UnreadableFileError` if not possible."""
    name = archive.printable_name(name)
    decoding.check_size(len(data), name, data[:_START_BYTES])
    opened = OpenedFile(name, data)
    is_archive = archive.is_archive(data)
    if data.startswith(decoding.ZIP_MAGIC) and not is_archive:  # such as half a download
        raise UnreadableFileError(name, workbook.DAMAGED if workbook.seems_workbook(data) else archive.DAMAGED)
    if not is_archive or workbook.is_workbook(data):
        return (opened,)
    from analytics.ingest.other_files import members  # noqa: PLC0415  (loads the readers of all programs)

    return members(opened)


def read_opened(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read a file: as a canonical file, by the reader of its program, or by its mapping.

    Raises:
        UnreadableFileError: If the file is refused whole.
        OpenQuestionError: If the candidate must answer something first.
    """
    whole, opened = opened, _on_chosen_sheet(opened, context.mapping.sheet)
    others = () if opened is whole else (one.title for one in whole.sheets if one is not opened.chosen_sheet)
    read = None if context.as_format else _read_canonical(opened, context)
    if read is None:
        from analytics.ingest.other_files import read_other  # noqa: PLC0415  (loads the readers of all programs)

        read = read_other(opened, context)
    if not read.rows and read.problems and all(problem.reason == FORMULA_REMEDY for problem in read.problems):
        raise UnreadableFileError(opened.name, _UNSTORED)
    _check_topics(read, opened.name)
    more = _point_notices(read, context) if read.n_read else (EMPTY,)
    notices = (*opened.notices, *opened.decoded.notices, *read.notices, *more)
    return replace(read, notices=notices, unread=(*others, *read.unread))


def _point_notices(read: Import, context: ReadingContext) -> tuple[str, ...]:
    """Return a notice if results have far more questions than their exam, as if these were points."""
    totals = (row.record for row in read.rows if isinstance(row.record, DomainResult))
    pairs = ((one, context.blueprints.get(one.exam_code)) for one in totals if one.domain_id == TOTAL_DOMAIN)
    longer = [(one, exam) for one, exam in pairs if exam is not None and one.n_items >= POINTS_RATIO * exam.n_items_max]
    return tuple(
        f"{one.n_correct}/{one.n_items} was read as {one.n_items} questions, but {exam.code} has {exam.n_items_max}. "
        f"If these are points, enter the percentage of right answers instead. Rows: {len(longer)}."
        for one, exam in longer[:1]
    )


def _check_topics(read: Import, file: str) -> None:
    """Ask for the domains of all topics at once if most rows have an unknown one, as in another language."""
    topics = [problem.topic for problem in read.problems if problem.topic is not None]
    codes = {topic.exam_code for topic in topics}
    names = Counter(topic.name for topic in topics)
    is_most = 2 * len(topics) > len(read.rows) + len(read.problems)
    if not is_most or len(codes) != 1 or len(names) < 2 or read.mapping.domain:
        return
    (exam_code,) = codes
    raise OpenQuestionError(
        file,
        Question.DOMAIN,
        f"these topics are not domains of {exam_code}. Choose a domain for each under [domain] in a map file "
        f"(--map): {listed([repr(shortened(name)) for name in names])}.",
        names,
        about=exam_code,
    )


def _on_chosen_sheet(opened: OpenedFile, title: str | None) -> OpenedFile:
    """Return a workbook with the sheet of this title chosen, if there is one."""
    if title is None:
        return opened
    from analytics.ingest.layouts.tables_in_file import is_in_sheet  # noqa: PLC0415  (few files have sheets)

    chosen = next((sheet for sheet in opened.sheets if is_in_sheet(str(title), sheet)), None)
    return opened if chosen is None else replace(opened, chosen_sheet=chosen)


def _read_canonical(opened: OpenedFile, context: ReadingContext) -> Import | None:
    """Read a study plan or a canonical table, None if the file is neither."""
    text, table = opened.text, opened.table
    is_plan = document_kind.is_toml(text) and document_kind.is_study_plan(text)
    if is_plan and all(reader.missing(opened.columns) for reader in READERS):  # a table may begin like TOML
        return study_plan.read_study_plan(text, opened.name, context)
    reader = None if table is None else next((r for r in READERS if r.recognizes(table)), None)
    return None if table is None or reader is None else reader.read(table, context)

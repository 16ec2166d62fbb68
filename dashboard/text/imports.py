"""Texts on imports and on undoing one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date

from analytics.errors import DataProblem, ExitCode
from analytics.ingest import reading
from analytics.ingest.mapping.entries import with_hours
from analytics.records import ItemResponse
from analytics.store import BatchInfo, UndoResult
from analytics.store.inventory import InventoryBatch
from analytics.updates.import_report import FileImport, ImportReport
from analytics.updates.import_totals import KindTotals
from dashboard import formatting
from dashboard.text import data, navigation
from dashboard.text.shapes import Columns, phrases

PROBLEMS, GET_PROBLEMS, PROBLEMS_FILE = "Rows with problems", "Download rows with problems", "problems.csv"
LAST_IMPORT, NOTICES = "Last import", "Notices"
N_PROBLEMS_SHOWN = 10
N_INCOMPLETE_NAMED = 10
NO_IMPORTS, ALL_IMPORTS = "No imports.", "Show all imports"
N_IMPORTS_SHOWN = 10
NOTHING_CHANGES = "Later imports have replaced all of its rows, so undoing it changes nothing."
UNDO, UNDO_NOW = "Undo import {batch_id}", "Undo this import"


def outcome(report: ImportReport) -> str:
    if report.exit_code is ExitCode.COULD_NOT_RUN:
        return "Nothing was imported, because no file could be read."
    refused = sum(file.is_refused for file in report.files)
    files = formatting.counted(refused, "file was not imported", "files were not imported")
    rows = report.of_tables
    return f"{data.rows(rows.read)} read: {_counts_of(rows)}.{f' {files}.' if refused else ''}"


def preview(report: ImportReport) -> str:
    scope = "All files: " if len(report.files) > 1 else ""
    return f"{scope}{_counts_of(report.of_tables)}"


def _counts_of(report: ImportReport) -> str:
    counts = {
        "replaced": report.replaced,
        formatting.verb(report.duplicates, "duplicate", "duplicates"): report.duplicates,
        "merged": report.merged,
        "left out": _n_left_out(report),
        "with problems": report.failed,
    }
    return _and_counts(f"{report.imported - report.replaced:,} new", counts)


def _and_counts(first: str, counts: Mapping[str, int]) -> str:
    return ", ".join([first, *(f"{n:,} {name}" for name, n in counts.items() if n)])


def _n_left_out(report: FileImport | ImportReport) -> int:
    return report.skipped - report.duplicates - report.merged


def incomplete(report: ImportReport) -> str:
    names = [formatting.literal(name) for file in report.files for name in file.incomplete]
    if not names:
        return ""
    more = len(names) - N_INCOMPLETE_NAMED
    named = formatting.joined([*names[:N_INCOMPLETE_NAMED], f"{more} more"] if more > 0 else names)
    count = formatting.counted(len(names), "practice exam is incomplete", "practice exams are incomplete")
    counts = formatting.verb(len(names), "counts as it is", "count as they are")
    return f"{count} and {counts}: {named}. Fix the rows below in the file and import it again."


def totals(found: KindTotals, today: date) -> str:
    """Return totals to compare with one's own: "34 study sessions, 68 h, 21 Oct to 25 Nov; longest 3 h 10"."""
    with formatting.days_as_of(today):
        days = [formatting.day_of_month(found.first_on), formatting.day_of_month(found.last_on)]
    parts = [_counted_rows(found)]
    if found.minutes:
        parts.append(formatting.duration(found.minutes))
    parts.append(" to ".join(dict.fromkeys(days)))
    longest = f"; longest {formatting.duration(found.longest_min)}" if found.n_rows > 1 and found.longest_min else ""
    return f"{', '.join(parts)}{longest}"


def _counted_rows(found: KindTotals) -> str:
    if not found.n_items:
        return data.counted(found.n_rows, found.kind)
    questions = formatting.questions(found.n_items)
    if found.kind == ItemResponse.TABLE:
        return f"{questions}, {found.n_correct} correct"
    share = formatting.counted_percent(found.n_correct / found.n_items)
    return f"{formatting.counted(found.n_exams, 'practice exam')}, {questions}, {share} correct"


def batch(info: BatchInfo, zone: str) -> str:
    duplicates = formatting.verb(info.n_duplicates, "duplicate", "duplicates")
    counts = {duplicates: info.n_duplicates, "with problems": info.n_failed, "deleted": info.n_removed}
    made_at = formatting.moment(info.made_at_utc.replace(tzinfo=UTC), zone)
    said = _and_counts(f"{info.n_imported:,} imported", counts)
    return f"**{_files(info)}**  \nImport {info.batch_id}, {made_at}. {said}."


def _files(info: BatchInfo) -> str:
    """Return the file names of an import, cut short because there may be thousands."""
    return formatting.literal(formatting.shortened(info.source, 80))


def skipped(report: FileImport | ImportReport) -> str:
    counts = {"merged": report.merged, "left out": _n_left_out(report)}
    return _and_counts(formatting.counted(report.duplicates, "duplicate"), counts)


_COLUMNS: Columns[FileImport] = {
    "File": lambda file: (
        f"{formatting.literal(file.file)} ({'not imported' if file.format is None else data.kind_name(file.format)})"
    ),
    "New": lambda file: f"{file.imported - file.replaced:,}",
    "Replaced": lambda file: f"{file.replaced:,}",
    "Duplicates": lambda file: f"{file.duplicates:,}",
    "Merged": lambda file: f"{file.merged:,}",
    "Left out": lambda file: f"{_n_left_out(file):,}",
    "With problems": lambda file: f"{file.failed:,}",
}


def file_columns(report: ImportReport) -> Columns[FileImport]:
    """Leave out counts that are 0 in all files, except new rows."""
    none = {name for name, cell in _COLUMNS.items() if all(cell(file) == "0" for file in report.files)} - {"New"}
    return {name: cell for name, cell in _COLUMNS.items() if name not in none}


LEFT_OUT = phrases(reading.LeftOutReason, "imports_left_out")
"""Why rows were left out, after "Left out, "."""


def left_out(rows: reading.LeftOutRows) -> list[str]:
    return [f"Left out, {LEFT_OUT[reason]}: {_rows_and_time(found)}." for reason, found in rows.items()]


def _rows_and_time(found: reading.LeftOut) -> str:
    rows, time = data.rows(found.n_rows), formatting.duration(found.minutes)
    if found.lines:
        return f"{rows} ({formatting.verb(len(found.lines), 'line', 'lines')} {reading.listed(found.lines)})"
    if found.names:
        return f"{rows}, {with_hours(dict(found.names))}"
    if not found.minutes:
        return rows
    return f"{rows} ({time})" if found.n_rows else time


def with_place(sentence: str, places: Mapping[str, str]) -> str:
    """Add to a reader's sentence where the user can do what it asks."""
    bare = sentence.removesuffix(".")
    place = next((place for what, place in places.items() if bare.endswith(what)), None)
    return sentence if place is None else f"{bare} {place}{sentence[len(bare) :]}"


READ_NEXT = "import the file again afterwards"
READ_INSTEAD = f"press “{navigation.ASK_AGAIN}” and choose another table"
READ_AGAIN = f"import the file again, {READ_INSTEAD}"
READ_BY_MAP = "import the file again and name it as sheet in a map file (--map)"
"""How to read a table that was not chosen: before the import, with a saved choice, after the import, by command."""

HERE = {
    reading.ADD_BLUEPRINT: "by importing its file here",
    reading.SET_DATE_ORDER: "by writing 2026-03-01 in the file",
}
_AFTERWARDS = {
    **dict.fromkeys((reading.CHOOSE_DOMAIN, reading.CHOOSE_ACTIVITY), f"under {navigation.TITLES_WHERE}"),
    **HERE,
}
_IN_NEXT_IMPORT = {reading.CHOOSE_DOMAIN: "when you import the file again"}
"""A row that was not imported has no title to assign."""


def notices(report: ImportReport) -> list[str]:
    return [
        formatting.literal(f"{f'{file.file}: ' if len(report.files) > 1 else ''}{with_place(notice, _AFTERWARDS)}")
        for file in report.files
        for notice in (*left_out(file.left_out), *file.notices)
    ]


def unread(file: str, titles: Sequence[str], how: str) -> str:
    if not titles:
        return ""
    named, them = reading.listed([f"“{title}”" for title in titles]), formatting.verb(len(titles), "it", "them")
    return f"{formatting.literal(f'Not read from {file}: {named}')}. To read {them}, {how}."


def lines_of(problems: Sequence[DataProblem]) -> Mapping[DataProblem, Sequence[str]]:
    """Group the lines of equal problems."""
    lines = defaultdict[DataProblem, list[str]](list)
    for one in problems:
        lines[replace(one, line="")].append(one.line)
    return lines


def problem(found: DataProblem, lines: Sequence[str]) -> str:
    line, *others = lines
    where = [found.file, f"line {line}" if line and not others else "", found.column, found.value]
    place = ", ".join(part for part in where if part)
    reason = formatting.capitalized(with_place(found.reason, _IN_NEXT_IMPORT))
    rows = f" {data.rows(len(lines))}: lines {reading.listed(lines)}." if others else ""
    return f"**{formatting.literal(place)}**: {formatting.literal(f'{reason}.{rows}')}"


def more_problems(n: int) -> str:
    return f"And {n:,} more. The download has all of them." if n > 0 else ""


def undo_preview(batch: InventoryBatch) -> str:
    removed = [data.counted(row.n_removed, row.kind) for row in batch.rows if row.n_removed]
    restored = [data.counted(row.n_restored, row.kind) for row in batch.rows if row.n_restored]
    kept = [data.counted(row.n_kept, row.kind) for row in batch.rows if row.n_kept]
    does = [f"removes {formatting.joined(removed)}"] if removed else []
    does += [f"restores the earlier values of {formatting.joined(restored)}"] if restored else []
    undoing = f"Undoing it {formatting.joined(does)}." if does else ""
    rest = _kept(formatting.joined(kept), sum(row.n_kept for row in batch.rows))
    return f"{undoing} {rest}".strip() or NOTHING_CHANGES


def undo_result(result: UndoResult) -> str:
    info, kept = result.info, _kept(data.rows(result.n_kept), result.n_kept)
    return f"Import {info.batch_id} undone ({_files(info)}): {data.rows(info.n_imported)}. {kept}".rstrip()


def _kept(rows: str, n: int) -> str:
    return f"{rows} {formatting.verb(n, 'stays', 'stay')}, because another import has the same data." if n else ""

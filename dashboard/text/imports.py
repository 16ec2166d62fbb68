"""Texts on imports and on undoing one."""

from collections.abc import Sequence
from datetime import UTC
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem, ExitCode
from analytics.store import BatchInfo, UndoResult
from analytics.store.inventory import InventoryBatch
from analytics.updates.import_report import FileImport, ImportReport
from dashboard import formatting
from dashboard.text import data
from dashboard.text.shapes import Column

PROBLEMS_FILE = "problems.csv"
GET_PROBLEMS = "Download rows with problems"
REPORT_TITLE = "Import details"
N_PROBLEMS_SHOWN = 50
N_INCOMPLETE_NAMED = 10
NO_IMPORTS = "Nothing has been imported yet."
ALL_IMPORTS = "Show all imports"
N_IMPORTS_SHOWN = 10
NOTHING_CHANGES = "Later imports have replaced all of its rows, so nothing changes."
UNDO_NOW = "Undo this import"


def outcome(report: ImportReport) -> str:
    if report.exit_code is ExitCode.COULD_NOT_RUN:
        return "Nothing was imported, because no file could be read."
    counts = _counts(report.imported, skipped(report.skipped, report.left_out), report.failed)
    refused = sum(file.is_refused for file in report.files)
    files = formatting.counted(refused, "file was not imported", "files were not imported")
    return f"{data.rows(report.read)} read: {counts}.{f' {files}.' if refused else ''}"


def incomplete(report: ImportReport) -> str:
    names = [formatting.literal(name) for file in report.files for name in file.incomplete]
    if not names:
        return ""
    more = len(names) - N_INCOMPLETE_NAMED
    named = formatting.joined([*names[:N_INCOMPLETE_NAMED], *([f"{more} more"] if more > 0 else [])])
    count = formatting.counted(len(names), "practice exam is incomplete", "practice exams are incomplete")
    counts = formatting.verb(len(names), "counts as it is", "count as they are")
    return f"{count} and {counts}: {named}. Fix the rows below in the file and import it again."


def batch(info: BatchInfo, zone: str) -> str:
    made_at = info.made_at_utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    counts = _counts(info.n_imported, skipped(info.n_skipped), info.n_failed)
    if info.n_removed:
        counts += f", {info.n_removed} deleted"
    return (
        f"Import {info.batch_id}, {formatting.full_day(made_at)}, {made_at:%H:%M}: "
        f"{formatting.literal(info.source)}. {counts}."
    )


def skipped(n_skipped: int, n_ignored: int = 0) -> str:
    duplicates = formatting.counted(n_skipped - n_ignored, "duplicate")
    return f"{duplicates}, {n_ignored} ignored" if n_ignored else duplicates


def _counts(n_imported: int, skipped: str, n_failed: int) -> str:
    return f"{n_imported} imported, {skipped}, {n_failed} with problems"


FILE_COLUMNS: Sequence[Column[FileImport]] = (
    Column("File", lambda file: formatting.literal(file.file)),
    Column("Format", lambda file: "not imported" if file.format is None else data.kind_name(file.format)),
    Column("Rows", lambda file: str(file.read)),
    Column("Imported", lambda file: str(file.imported)),
    Column("Duplicates", lambda file: str(file.skipped - file.left_out)),
    Column("Ignored", lambda file: str(file.left_out)),
    Column("With problems", lambda file: str(file.failed)),
)


def notices(report: ImportReport) -> list[str]:
    return [formatting.literal(f"{file.file}: {notice}") for file in report.files for notice in file.notices]


PROBLEM_COLUMNS: Sequence[Column[DataProblem]] = (
    Column("Line", lambda problem: formatting.literal(problem.line)),
    Column("Column", lambda problem: formatting.literal(problem.column)),
    Column("Value", lambda problem: formatting.literal(problem.value)),
    Column("Reason", lambda problem: formatting.literal(formatting.capitalized(problem.reason))),
    Column("File", lambda problem: formatting.literal(problem.file)),
)


def more_problems(n: int) -> str:
    n_more = n - N_PROBLEMS_SHOWN
    return f"And {n_more} more. The download has all of them." if n_more > 0 else ""


def undo(info: BatchInfo) -> str:
    return f"Undo import {info.batch_id}"


def undo_preview(batch: InventoryBatch) -> str:
    removed = [data.counted(row.n_removed, row.kind) for row in batch.rows if row.n_removed]
    restored = [data.counted(row.n_restored, row.kind) for row in batch.rows if row.n_restored]
    unchanged = [data.counted(row.n_kept, row.kind) for row in batch.rows if row.n_kept]
    sentences = []
    if removed:
        sentences.append(f"This removes {formatting.joined(removed)}.")
    if restored:
        sentences.append(f"This restores the earlier values of {formatting.joined(restored)}.")
    if unchanged:
        stay = formatting.verb(sum(row.n_kept for row in batch.rows), "stays", "stay")
        sentences.append(f"{formatting.joined(unchanged)} {stay}, because another import has the same data.")
    return " ".join(sentences) or NOTHING_CHANGES


def undo_result(result: UndoResult) -> str:
    info = result.info
    stay = formatting.verb(result.n_kept, "stays", "stay")
    unchanged = (
        f" {data.rows(result.n_kept)} {stay}, because another import has the same data." if result.n_kept else ""
    )
    source = formatting.literal(info.source)
    return f"Import {info.batch_id} undone ({source}): {data.rows(info.n_imported)}.{unchanged}"

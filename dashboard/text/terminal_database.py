"""What happens to the database, as plain text."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from analytics.ingest.reading import ADD_BLUEPRINT, CHOOSE_ACTIVITY, CHOOSE_DOMAIN, SET_DATE_ORDER
from analytics.store import BackupFile, UndoResult
from analytics.store.inventory import RestorePreview
from analytics.updates.import_report import FileImport, ImportReport
from dashboard import formatting
from dashboard.text import data
from dashboard.text import imports as imports_text
from dashboard.text.terminal import literal

MAX_PROBLEMS_SHOWN = 50

_PLACES = {
    ADD_BLUEPRINT: "with --exam FILE.toml",
    SET_DATE_ORDER: "with --date-order",
    CHOOSE_DOMAIN: "on the Data page or under [domain] in a map file (--map)",
    CHOOSE_ACTIVITY: "on the Data page or under [activity] in a map file (--map)",
}


def import_report(
    report: ImportReport, database: Path | None = None, *, is_dry_run: bool = False, is_yes: bool = False
) -> str:
    """Describe an import; `database` is None for the default, and `is_yes` if guesses were taken."""
    imported = "would be imported" if is_dry_run else "imported"
    lines = ["Dry run: nothing was changed."] if is_dry_run else []
    lines += [line for file in report.files for line in _file_lines(file, imported, is_yes=is_yes)]
    rows = report.of_tables
    total = (
        f"Total: {data.rows(rows.read)} read, {rows.imported:,} {imported}, "
        f"{imports_text.skipped(rows)}, {rows.failed:,} with problems."
    )
    named = "" if database is None else f" --db {shlex.quote(str(database))}"
    undo = f"This is import {report.batch_id}. Undo with: cutscore undo{named}"
    return literal("\n".join([*lines, total, *([] if report.batch_id is None else [undo])]))


def _file_lines(file: FileImport, imported: str, *, is_yes: bool) -> list[str]:
    if file.question is not None:
        from dashboard.text import terminal_questions  # noqa: PLC0415  (imports the texts of the mapping page)

        return terminal_questions.refusal(file.file, file.question, is_yes=is_yes)
    if file.format is None:
        return [f"{file.file}: not imported. {formatting.capitalized(problem.reason)}" for problem in file.problems]
    lines = [
        f"{file.file} ({file.format}): {data.rows(file.read)} read, {file.imported:,} {imported}, "
        f"{imports_text.skipped(file)}, {file.failed:,} with problems."
    ]
    unread = formatting.unescaped(imports_text.unread(file.file, file.unread, imports_text.READ_BY_MAP))
    notices = (imports_text.with_place(notice, _PLACES) for notice in file.notices)
    lines += [f"  {notice}" for notice in (unread, *imports_text.left_out(file.left_out), *notices) if notice]
    for problem in file.problems[:MAX_PROBLEMS_SHOWN]:
        cell = f"{problem.column} = {problem.value!r}" if problem.column else repr(problem.value)
        where = f"line {problem.line}, " if problem.line else ""
        lines.append(f"  {where}{cell}: {imports_text.with_place(problem.reason, _PLACES)}")
    more = len(file.problems) - MAX_PROBLEMS_SHOWN
    return [*lines, f"  and {formatting.counted(more, 'more problem')}; list all with --json"] if more > 0 else lines


def backups(path: Path, copies: Sequence[BackupFile]) -> str:
    if not copies:
        return literal(f"There are no automatic backups of {path} yet.")
    lines = [
        f"{copy.made_at.astimezone():%Y-%m-%d %H:%M}  {copy.size_bytes / 1e6:8.1f} MB  {copy.path}" for copy in copies
    ]
    preview = f"Preview one with: cutscore restore FILE --dry-run --db {shlex.quote(str(path))}"
    return literal("\n".join([*lines, preview]))


def restored(replaced: Path | None) -> str:
    return "Backup restored." + ("" if replaced is None else f" {data.REPLACED_COPY.format(place=replaced)}")


def restore_preview(preview: RestorePreview) -> str:
    head = f"{'':<58}{'now':>10}{'in the backup':>16}"
    lines = [
        f"{f'{row.candidate_id}: {data.KINDS[row.kind][1]}':<58}{row.n_current:>10,}{row.n_backup:>16,}"
        for row in preview.rows
    ]
    lines.append(f"{'total':<58}{preview.n_current:>10,}{preview.n_backup:>16,}")
    unreadable = [] if preview.is_current_readable else ["The current file cannot be read. A copy of it is kept."]
    return literal("\n".join([head, *lines, *unreadable]))


def undo_result(result: UndoResult) -> str:
    return literal(formatting.unescaped(imports_text.undo_result(result)))

"""Texts of the data page."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.store import BackupFile, Occasion
from analytics.store.inventory import Inventory, InventoryRow, RestorePreview, RowComparison
from dashboard import formatting
from dashboard.text import names, navigation
from dashboard.text.shapes import Columns, paragraph, phrases, word_lists

DROP = "Drop files here"
DROP_HELP = paragraph("data_drop_help")
IMPORT, IMPORTING, COMPARING = "Import", "Reading your files", "Looking for duplicates"
OWN_FILE_NOTE = "This page is about your own file, even while the sample is shown."
IMPORTS = navigation.IMPORTS
CONTENTS, EXAMS = "Contents", "Exams"
EXAMS_BODY = paragraph("data_exams_body")
EXAMS_ALT = "One row per exam: code, name, status today, passing score, fee, and whether it is your own."
EXPORT_TITLE = "Export everything"
EXPORT_BODY = "All rows as CSV files, with your plan and settings. Importing them again restores the same data."
EXPORT, EXPORT_FILE = "Download all files", "cutscore-export.zip"
BACKUP_BODY = "A copy of the whole database. To restore it, run `cutscore restore FILE`."
BACKUP, BACKUP_FILE = "Download backup", "cutscore-backup.duckdb"
DELETE, DELETE_WORDS = "Delete everything", "delete everything"
DELETE_BODY = paragraph("data_delete_body", export=EXPORT_TITLE)
DELETED = "Everything was deleted, including the automatic backups. Files that you downloaded were not touched."
DELETE_CONFIRM = f"To confirm, enter: {DELETE_WORDS}"
DELETE_NEEDS_WORDS = f"Nothing was deleted. Enter *{DELETE_WORDS}* first."
DAY = "Day and time zone"
DAY_BODY = "Used for times without a time zone, and to decide which day a session belongs to."
ZONE, DAY_STARTS = "Time zone", "A day starts at"
DAY_STARTS_HELP = "With 04:00, a session at 01:30 still belongs to the day before."
SAVE = "Save"
MORE_SETTINGS = "More settings"
PLAN_SETTINGS = "Study plan: hours per week and exam day"
FINAL_WEEK_SETTINGS = "Final week: limits of the checklist"
TEMPLATES = "Templates"
TEMPLATES_BODY = "Each file has a header and an example row. Replace the example with your own rows."
COLUMNS_OF = "Explain the columns of"

KINDS = word_lists("kinds")

BACKUPS = "Backups"
_WHEN = "before the first change of the day, and before you undo an import, delete rows or restore a backup"
BACKUPS_BODY = f"Cutscore backs up your file in its folder {_WHEN}. The oldest backups are deleted first."
NO_BACKUPS = f"There are no backups yet. Cutscore makes one {_WHEN}."
BACKUP_CHOICE, RESTORE = "Preview a backup", "Restore this backup"
REPLACED_COPY = "The file it replaced is saved as {place}."

OCCASIONS = phrases(Occasion, "backups_occasions")


rows = formatting.counter("row")


def kind_name(kind: str) -> str:
    return KINDS[kind][1] if kind in KINDS else kind.replace("_", " ")


def counted(n: int, kind: str) -> str:
    return formatting.counted(n, *KINDS[kind])


def answer(inventory: Inventory, updated_on: date | None, today: date) -> str:
    if not inventory.rows or updated_on is None:
        return "No data yet"
    return f"{rows(inventory.n_rows)}, updated {ago(updated_on, today)}"


def sentence(inventory: Inventory, last_backup: date | None, today: date) -> str:
    if inventory.last_on is None:
        return "Add your first entry or import files. Everything stays on this computer."
    n = len(inventory.candidates)
    people = f"{formatting.counted(n, 'candidate')}. " if n > 1 else ""
    backup = "No backup yet." if last_backup is None else f"Last backup {ago(last_backup, today)}."
    return f"{people}Latest entry: {formatting.day(inventory.last_on)}. {backup}"


def ago(day: date, today: date) -> str:
    return {0: "today", 1: "yesterday"}.get((today - day).days, f"on {formatting.day(day)}")


def inventory_columns(inventory: Inventory) -> Columns[InventoryRow]:
    """Leave out the candidate if there is only one."""
    whose: Columns[InventoryRow] = {"Candidate": lambda row: formatting.literal(names.candidate(row.candidate_id))}
    columns: Columns[InventoryRow] = {
        "Rows": lambda row: counted(row.n_rows, row.kind),
        "Dates": lambda row: dates(row.first_on, row.last_on),
    }
    return {**whose, **columns} if len(inventory.candidates) > 1 else columns


def dates(first: date, last: date) -> str:
    if first == last:
        return formatting.full_day(first)
    start = f"{first.day}\u00a0{first:%b}" if first.year == last.year else formatting.full_day(first)
    return f"{start} to {formatting.full_day(last)}"


def place(inventory: Inventory) -> str:
    return f"Stored in {formatting.literal(inventory.path)} ({inventory.size_bytes / 1e6:.1f} MB)."


def unknown_exams(inventory: Inventory) -> str:
    codes = [formatting.literal(code) for code in inventory.exam_codes_without_blueprint]
    return paragraph("data_unknown_exams", codes=formatting.joined(codes), exams=EXAMS) if codes else ""


def exam_columns(today: date, own_codes: Collection[str]) -> Columns[ExamBlueprint]:
    """Return columns of plain text, since the cells of this table are not Markdown."""
    return {
        "Exam": lambda exam: exam.code,
        "Name": lambda exam: exam.name,
        "Status today": lambda exam: exam.status_on(today).value,
        "Passing score": lambda exam: formatting.passing_score(exam.cut),
        "Fee": lambda exam: formatting.fee(exam.fee, exam.currency),
        "Added by": lambda exam: "you" if exam.code in own_codes else "Cutscore",
    }


exam_saved = formatting.template("Added the exam {}.", formatting.literal)


def hour(value: int) -> str:
    return f"{datetime(2000, 1, 1, value):%H:%M}"  # noqa: DTZ001  (a time on a clock, of no zone)


def saved(zone: str, day_starts_h: int) -> str:
    return f"Saved. Days follow {formatting.literal(zone)} and start at {hour(day_starts_h)}."


def backup_name(backup: BackupFile, zone: str) -> str:
    return f"{formatting.moment(backup.made_at, zone)}, {OCCASIONS[backup.occasion]}"


def backup_columns(zone: str) -> Columns[BackupFile]:
    return {
        "Created": lambda backup: formatting.moment(backup.made_at, zone),
        "Reason": lambda backup: OCCASIONS[backup.occasion],
        "Size": lambda backup: f"{backup.size_bytes / 1e6:.1f} MB",
        "File": lambda backup: formatting.literal(backup.path.name),
    }


PREVIEW_COLUMNS: Columns[RowComparison] = {
    "Candidate": lambda row: formatting.literal(names.candidate(row.candidate_id)),
    "Rows": lambda row: KINDS[row.kind][1],
    "Now": lambda row: str(row.n_current),
    "In the backup": lambda row: str(row.n_backup),
}


def restore_preview(preview: RestorePreview) -> str:
    last = "" if preview.backup_last_on is None else f", the latest from {formatting.full_day(preview.backup_last_on)}"
    n_now = f"Your file has {rows(preview.n_current)} now."
    now = n_now if preview.is_current_readable else "Your current file cannot be read."
    return paragraph("data_restore_preview", backup=rows(preview.n_backup), last=last, now=now)


def restored(backup: BackupFile, replaced: Path | None, zone: str) -> str:
    before = "" if replaced is None else f" {REPLACED_COPY.format(place=formatting.literal(replaced.name))}"
    return f"Restored the backup of {formatting.moment(backup.made_at, zone)}.{before}"

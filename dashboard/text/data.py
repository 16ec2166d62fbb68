"""The sentences of the page where data come in, go out and go away."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from analytics.blueprint import CutScore, ExamBlueprint, PassKind
from analytics.errors import DataProblem
from analytics.importing import FileImport, ImportReport
from analytics.reports.holdings import HeldBatch, Holding, Holdings
from analytics.reports.restore_preview import RestorePreview, RowsThenAndNow
from analytics.store import BatchInfo, KeptBackup, Occasion, Undone
from dashboard import formatting
from dashboard.text import common

DROP = "Drop files here"
DROP_HELP = (
    "Tables of your own, exports of timers, calendars, flash cards and practice tests, score reports, a study plan. "
    "What a file is shows in what it holds; what it leaves open is asked. The same file twice adds nothing."
)
IMPORT = "Import"
IMPORTING = "Reading the files"
EXAM_OF_ROWS = "Exam of rows that name none"
EXAM_OF_ROWS_HELP = "Domains of self-ratings and study sessions are checked against this exam."
NO_EXAM = "the file says it"
PROBLEMS_FILE = "problems.csv"
GET_PROBLEMS = "Download the rows with problems"
REPORT_TITLE = "What became of the files"
N_PROBLEMS_SHOWN = 50
OWN_FILE_NOTE = "This page is about your own file, also while the sample is shown."

STEPS_TITLE = "Three steps to begin"
STEPS = (
    "Take the template of practice exams below and type one in: one line for each domain.",
    "Drop the file above and press Import. A line that cannot be read is named, and the others go in.",
    "Open This week. It says where you stand, and how sure that is.",
)

IMPORTS = common.IMPORTS
NO_IMPORTS = "Nothing has been imported yet."
ALL_IMPORTS = "Show all imports"
N_IMPORTS_SHOWN = 10
NOTHING_CHANGES = "Later imports have replaced all of its rows, so that nothing on the pages changes."

CONTENTS = "What is in the file"

EXAMS = "Exams"
EXAMS_BODY = (
    "Cutscore knows the exams below. Another one is a small TOML file: its domains and weights, its passing "
    "mark, its time and its number of questions."
)
EXAMS_ALT = "One line for each exam: code, name, status today, passing mark, fee, and whose blueprint it is."
DROP_EXAM = "An exam of your own, as a TOML file"
KEEP_EXAM = "Keep this exam"

TAKE_ALONG = "Take everything along"
EXPORT_BODY = "All rows as plain files. Importing them again gives the same file."
EXPORT = "Download all rows as files"
EXPORT_FILE = "cutscore-export.zip"
BACKUP_BODY = "A copy of the whole database. Bring it back with: `cutscore restore FILE`"
BACKUP = "Download a backup"
BACKUP_FILE = "cutscore-backup.duckdb"

BACKUPS = "Backups"
BACKUPS_BODY = (
    "Cutscore copies your file by itself, beside it: before the first change of a day, before an import is taken "
    "back or rows are taken out, and before a copy is brought back. The oldest copies go first."
)
NO_BACKUPS = (
    "There is no copy yet. Cutscore makes one by itself before the first change of a day, before an import is taken "
    "back or rows are taken out, and before a copy is brought back."
)
BACKUP_CHOICE = "Look into a copy"
RESTORE = "Bring this copy back"
OCCASIONS: Mapping[Occasion, str] = {
    Occasion.DAILY: "the first change of its day",
    Occasion.BEFORE_UNDO: "before an import was taken back",
    Occasion.BEFORE_DELETE: "before rows were taken out",
    Occasion.BEFORE_RESTORE: "before a copy was brought back",
    Occasion.BEFORE_MIGRATION: "before a new version of Cutscore",
}

DELETE = "Delete everything"
DELETE_WORDS = "delete everything"
DELETE_BODY = (
    "All rows, imports, exams of your own and settings go, and all copies that Cutscore made by itself. "
    "There is no way back. What you have downloaded, exported or backed up elsewhere stays where you put it; "
    f"to keep something, open *{TAKE_ALONG}* first."
)
DELETED = (
    "Everything is deleted, and so are the copies that Cutscore made by itself. Files that you downloaded, "
    "exported or backed up are still where you put them."
)
DELETE_CONFIRM = f"To go on, type: {DELETE_WORDS}"
DELETE_NEEDS_WORDS = f"Nothing was deleted: type *{DELETE_WORDS}* first."

DAY = "Your day and time zone"
DAY_BODY = "Times without a zone are read in this one, and it decides which day a session counts for."
ZONE = "Time zone"
DAY_STARTS = "A day begins at"
DAY_STARTS_HELP = "With 04:00, studying at half past one at night still counts for the evening before."
SAVE = "Save"

TEMPLATES = "Templates"
TEMPLATES_BODY = "Each file has its header and one example row; put your own rows in its place."
COLUMNS_OF = "What the columns mean"

KINDS: Mapping[str, tuple[str, str]] = {
    "practice_exams": ("practice exam result by domain", "practice exam results by domain"),
    "item_responses": ("answered question", "answered questions"),
    "study_sessions": ("study session", "study sessions"),
    "self_ratings": ("self-rating", "self-ratings"),
    "exam_outcomes": ("exam result", "exam results"),
    "check_ins": ("check-in", "check-ins"),
    "study_plan": ("study plan", "study plans"),
    "planned_sessions": ("planned session", "planned sessions"),
    "card_reviews": ("flash card review", "flash card reviews"),
}


def kind_name(kind: str) -> str:
    """Name what a file was read as: rows of a kind, or the file of another program."""
    return KINDS[kind][1] if kind in KINDS else kind.replace("_", " ")


def counted(n: int, kind: str) -> str:
    """Count rows of a kind in words."""
    return formatting.counted(n, *KINDS[kind])


def answer(held: Holdings) -> str:
    """Say what the file holds in one sentence."""
    if held.last_on is None:
        return "Your file is empty. What you import stays on this computer."
    n_candidates = len(held.candidates)
    people = "" if n_candidates == 1 else f" of {n_candidates} candidates"
    return f"Your file holds {_rows(held.n_rows)}{people}, the latest of {formatting.full_day(held.last_on)}."


def outcome(report: ImportReport) -> str:
    """Say what became of an import, in numbers that add up."""
    if report.exit_code == 2:
        return "Nothing was imported: no file could be read."
    counts = _counts(report.imported, report.skipped - report.left_out, report.failed)
    if report.left_out:
        counts += f", {report.left_out} left out"
    refused = sum(file.is_refused for file in report.files)
    names = formatting.counted(refused, "file was refused", "files were refused")
    return f"{_rows(report.read)} read: {counts}.{f' {names} whole.' if refused else ''}"


def batch(info: BatchInfo, zone: str) -> str:
    """Say when an import was, of which files, and what became of their rows."""
    made_at = info.made_at_utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    counts = _counts(info.n_imported, info.n_skipped, info.n_failed)
    if info.n_removed:
        counts += f", {info.n_removed} taken out"
    return (
        f"Import {info.batch_id} of {formatting.full_day(made_at)}, {made_at:%H:%M}: "
        f"{formatting.literal(info.source)}. {counts}."
    )


def _rows(n: int) -> str:
    return formatting.counted(n, "row")


def _counts(imported: int, skipped: int, failed: int) -> str:
    return f"{imported} imported, {skipped} there already, {failed} with problems"


def file_row(file: FileImport) -> dict[str, str]:
    """Write what became of one file."""
    return {
        "File": formatting.literal(file.file),
        "Read as": "refused" if file.format is None else kind_name(file.format),
        "Rows": str(file.read),
        "Imported": str(file.imported),
        "There already": str(file.skipped - file.left_out),
        "Left out": str(file.left_out),
        "With problems": str(file.failed),
    }


def notices(report: ImportReport) -> list[str]:
    """List what the owner of the files should know."""
    return [formatting.literal(f"{file.file}: {notice}") for file in report.files for notice in file.notices]


def problems(report: ImportReport) -> list[DataProblem]:
    """List the problems of all files."""
    return [problem for file in report.files for problem in file.problems]


def problem_rows(problems: Sequence[DataProblem]) -> list[dict[str, str]]:
    """Write the first problems; the download has all of them."""
    return [_problem_row(problem) for problem in problems[:N_PROBLEMS_SHOWN]]


def _problem_row(problem: DataProblem) -> dict[str, str]:
    return {
        "Line": formatting.literal(problem.line),
        "Column": formatting.literal(problem.column),
        "Value": formatting.literal(problem.value),
        "Reason": formatting.literal(problem.reason),
        "File": formatting.literal(problem.file),
    }


def more_problems(n: int) -> str:
    """Say that more problems stand in the download; empty where there are none."""
    n_more = n - N_PROBLEMS_SHOWN
    return f"And {n_more} more; the download lists all." if n_more > 0 else ""


def undo(info: BatchInfo) -> str:
    """Name the button that asks about an import."""
    return f"Undo import {info.batch_id}"


def undo_now(info: BatchInfo) -> str:
    """Name the button that takes an import back."""
    return f"Take import {info.batch_id} back"


def will_go(held: HeldBatch) -> str:
    """Say what taking an import back will do."""
    removed = [counted(row.n_removed, row.kind) for row in held.rows if row.n_removed]
    restored = [counted(row.n_restored, row.kind) for row in held.rows if row.n_restored]
    kept = [counted(row.n_kept, row.kind) for row in held.rows if row.n_kept]
    sentences = []
    if removed:
        sentences.append(f"This removes {formatting.joined(removed)}.")
    if restored:
        sentences.append(f"This gives {formatting.joined(restored)} back the values from before.")
    if kept:
        stay = "stays" if sum(row.n_kept for row in held.rows) == 1 else "stay"
        sentences.append(f"{formatting.joined(kept)} {stay}, because another import brought the same.")
    return " ".join(sentences) or NOTHING_CHANGES


def undone(undone: Undone) -> str:
    """Say that an import has been taken back, and what of it stays."""
    info = undone.info
    verb = formatting.verb(undone.n_kept, "stays", "stay")
    kept = f" {_rows(undone.n_kept)} of it {verb}, because another import brought the same." if undone.n_kept else ""
    return f"Import {info.batch_id} is taken back: {_rows(info.n_imported)} of {formatting.literal(info.source)}.{kept}"


def holding_row(row: Holding) -> dict[str, str]:
    """Write how many rows of a kind a candidate has."""
    return {
        "Candidate": formatting.literal(row.candidate_id),
        "Rows": counted(row.n_rows, row.kind),
        "First day": formatting.full_day(row.first_on),
        "Last day": formatting.full_day(row.last_on),
    }


def place(held: Holdings) -> str:
    """Say where the file is and how large."""
    return f"The file is {formatting.literal(held.path)} and has {held.size_bytes / 1e6:.1f} MB."


def unknown_exams(held: Holdings) -> str:
    """Say which exams of the rows have no blueprint; empty where all have one."""
    codes = [formatting.literal(code) for code in held.exam_codes_without_blueprint]
    if not codes:
        return ""
    return (
        f"Rows name exams whose blueprint is not known: {formatting.joined(codes)}. "
        f"They are kept, and the pages show them once you bring its file under {EXAMS}."
    )


def exam_row(blueprint: ExamBlueprint, today: date, own_codes: tuple[str, ...]) -> dict[str, str]:
    """Write one exam; the table shows its cells as they are."""
    fee = "not published" if blueprint.fee is None else formatting.money(blueprint.fee, blueprint.currency)
    return {
        "Exam": blueprint.code,
        "Name": blueprint.name,
        "Status today": blueprint.status_on(today).value,
        "Passing mark": cut(blueprint.cut),
        "Fee": fee,
        "Blueprint": "yours" if blueprint.code in own_codes else "comes with Cutscore",
    }


def cut(score: CutScore) -> str:
    """Write a passing mark as it is published; a scaled one is no percent."""
    if score.pass_score is None or score.kind is PassKind.PASS_FAIL_ONLY:
        return "not published"
    if score.kind is PassKind.SCALED:
        scale = "" if score.scale_max is None else f" on a scale to {score.scale_max:g}"
        return f"{score.pass_score:g}{scale}"
    unofficial = ", not official" if score.kind is PassKind.PERCENT_UNOFFICIAL else ""
    return f"{score.pass_score:g}{formatting.PERCENT}{unofficial}"


def kept_exam(blueprint: ExamBlueprint) -> str:
    """Say that an exam is known from now on."""
    return f"The exam {formatting.literal(blueprint.code)} is known from now on."


def backup_name(backup: KeptBackup, zone: str) -> str:
    """Name a copy by its moment and its occasion."""
    made_at = backup.made_at.astimezone(ZoneInfo(zone))
    return f"{formatting.full_day(made_at)}, {made_at:%H:%M}, {OCCASIONS[backup.occasion]}"


def backup_row(backup: KeptBackup, zone: str) -> dict[str, str]:
    """Write one copy."""
    made_at = backup.made_at.astimezone(ZoneInfo(zone))
    return {
        "Made": f"{formatting.full_day(made_at)}, {made_at:%H:%M}",
        "Why": OCCASIONS[backup.occasion],
        "Size": f"{backup.size_bytes / 1e6:.1f} MB",
        "File": formatting.literal(backup.path.name),
    }


def preview_row(row: RowsThenAndNow) -> dict[str, str]:
    """Write how many rows of a kind a candidate has now, and would have again."""
    return {
        "Candidate": formatting.literal(row.candidate_id),
        "Rows": KINDS[row.kind][1],
        "Now": str(row.n_now),
        "In the copy": str(row.n_then),
    }


def will_come_back(preview: RestorePreview) -> str:
    """Say what a copy holds, what is replaced by it, and that this can be had again."""
    last = "" if preview.last_on_then is None else f", the latest of {formatting.full_day(preview.last_on_then)}"
    now = f"your file now holds {_rows(preview.n_now)}" if preview.is_readable_now else "your file cannot be read now"
    return (
        f"The copy holds {_rows(preview.n_then)}{last}; {now}. Restoring puts the copy in the place of all that "
        "the file holds, settings and exams of your own too. What is there now is copied first."
    )


def restored(backup: KeptBackup, kept: Path | None, zone: str) -> str:
    """Say what is back, and where what was there before is."""
    before = "" if kept is None else f" {kept_in(formatting.literal(kept.name))}"
    return f"The copy of {backup_name(backup, zone)}, is back.{before}"


def kept_in(place: str) -> str:
    """Say where what a copy has replaced is."""
    return f"What was there before is kept in {place}."


def hour(value: int) -> str:
    """Write an hour of the day."""
    return f"{datetime(2000, 1, 1, value):%H:%M}"  # noqa: DTZ001  (a time on a clock, of no zone)


def saved(zone: str, day_starts_h: int) -> str:
    """Say the rule that holds from now on."""
    return f"Days are counted in {formatting.literal(zone)} and begin at {hour(day_starts_h)}."

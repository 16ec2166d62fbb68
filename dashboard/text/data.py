"""Texts of the data page."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from analytics.blueprints.model import CutScore, ExamBlueprint, PassKind
from analytics.store.inventory import Inventory, InventoryRow
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import Column

DROP = "Drop files here"
DROP_HELP = (
    "Tables of your own, exports of timers, calendars, flash cards and practice tests, score reports, a study plan. "
    "What a file is shows in what it holds; what it leaves open is asked. The same file twice adds nothing."
)
IMPORT = "Import"
IMPORTING = "Reading the files"
OWN_FILE_NOTE = "This page is about your own file, also while the sample is shown."
IMPORTS = common.IMPORTS
CONTENTS = "What is in the file"
EXAMS = "Exams"
EXAMS_BODY = (
    "Cutscore knows the exams below. Another one is a small TOML file: its domains and weights, its passing "
    "mark, its time and its number of questions."
)
EXAMS_ALT = "One line for each exam: code, name, status today, passing mark, fee, and whose blueprint it is."
DROP_EXAM = "An exam of your own, as a TOML file"
SAVE_EXAM = "Keep this exam"
EXPORT_TITLE = "Take everything along"
EXPORT_BODY = "All rows as plain files. Importing them again gives the same file."
EXPORT = "Download all rows as files"
EXPORT_FILE = "cutscore-export.zip"
BACKUP_BODY = "A copy of the whole database. Bring it back with: `cutscore restore FILE`"
BACKUP = "Download a backup"
BACKUP_FILE = "cutscore-backup.duckdb"
DELETE = "Delete everything"
DELETE_WORDS = "delete everything"
DELETE_BODY = (
    "All rows, imports, exams of your own and settings go, and all copies that Cutscore made by itself. "
    "There is no way back. What you have downloaded, exported or backed up elsewhere stays where you put it; "
    f"to keep something, open *{EXPORT_TITLE}* first."
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
    return KINDS[kind][1] if kind in KINDS else kind.replace("_", " ")


def counted(n: int, kind: str) -> str:
    return formatting.counted(n, *KINDS[kind])


def answer(inventory: Inventory) -> str:
    if inventory.last_on is None:
        return "Your file is empty. What you import stays on this computer."
    n_candidates = len(inventory.candidates)
    people = f" of {formatting.counted(n_candidates, 'candidate')}" if n_candidates > 1 else ""
    return f"Your file holds {rows(inventory.n_rows)}{people}, the latest of {formatting.full_day(inventory.last_on)}."


def rows(n: int) -> str:
    return formatting.counted(n, "row")


INVENTORY_COLUMNS: Sequence[Column[InventoryRow]] = (
    Column("Candidate", lambda row: formatting.literal(row.candidate_id)),
    Column("Rows", lambda row: counted(row.n_rows, row.kind)),
    Column("First day", lambda row: formatting.full_day(row.first_on)),
    Column("Last day", lambda row: formatting.full_day(row.last_on)),
)


def place(inventory: Inventory) -> str:
    return f"The file is {formatting.literal(inventory.path)} and has {inventory.size_bytes / 1e6:.1f} MB."


def unknown_exams(inventory: Inventory) -> str:
    codes = [formatting.literal(code) for code in inventory.exam_codes_without_blueprint]
    if not codes:
        return ""
    return (
        f"Rows name exams whose blueprint is not known: {formatting.joined(codes)}. "
        f"They are kept, and the pages show them once you bring its file under {EXAMS}."
    )


def exam_columns(today: date, own_codes: Collection[str]) -> Sequence[Column[ExamBlueprint]]:
    """Plain text, since the cells of this table are not Markdown."""
    return (
        Column("Exam", lambda exam: exam.code),
        Column("Name", lambda exam: exam.name),
        Column("Status today", lambda exam: exam.status_on(today).value),
        Column("Passing mark", lambda exam: cut(exam.cut)),
        Column("Fee", _fee),
        Column("Blueprint", lambda exam: "yours" if exam.code in own_codes else "comes with Cutscore"),
    )


def _fee(exam: ExamBlueprint) -> str:
    return "not published" if exam.fee is None else formatting.money(exam.currency)(exam.fee)


def cut(score: CutScore) -> str:
    if score.pass_score is None or score.kind is PassKind.PASS_FAIL_ONLY:
        return "not published"
    if score.kind is PassKind.SCALED:
        scale = "" if score.scale_max is None else f" on a scale to {score.scale_max:g}"
        return f"{score.pass_score:g}{scale}"
    unofficial = ", not official" if score.kind is PassKind.PERCENT_UNOFFICIAL else ""
    return f"{score.pass_score:g}{formatting.PERCENT}{unofficial}"


def exam_saved(blueprint: ExamBlueprint) -> str:
    return f"The exam {formatting.literal(blueprint.code)} is known from now on."


def hour(value: int) -> str:
    return f"{datetime(2000, 1, 1, value):%H:%M}"  # noqa: DTZ001  (a time on a clock, of no zone)


def saved(zone: str, day_starts_h: int) -> str:
    return f"Days are counted in {formatting.literal(zone)} and begin at {hour(day_starts_h)}."

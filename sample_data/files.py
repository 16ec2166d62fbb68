"""The canonical files as text: their columns, and how a value is written in a cell."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime

Cell = str | int | float | bool | date | None
Row = Mapping[str, Cell]
Cells = dict[str, Cell]

SITTING_COLUMNS = [
    "practice_exam_id",
    "taken_at",
    "exam_code",
    "provider",
    "form",
    "sitting",
    "is_timed",
    "is_closed_book",
]

COLUMNS: Mapping[str, list[str]] = {
    "practice_exams.csv": [
        *SITTING_COLUMNS,
        *[
            "place",
            "duration_min",
            "domain_id",
            "n_items",
            "n_correct",
            "n_seen_before",
            "n_correct_seen_before",
        ],
    ],
    "item_responses.csv": [
        *SITTING_COLUMNS,
        *[
            "position",
            "item_id",
            "domain_id",
            "task_id",
            "services",
            "is_correct",
            "response_time_s",
            "is_flagged",
            "is_revisited",
        ],
        *["confidence", "error_cause", "chosen", "correct_answer"],
    ],
    "study_sessions.csv": [
        *[
            "started_at",
            "time_on_task_min",
            "activity",
            "exam_code",
            "domain_id",
            "task_id",
            "resource",
            "is_new_material",
        ],
        *["lab_kind", "n_errors_met", "cost", "currency", "note"],
    ],
    "self_ratings.csv": ["rated_on", "exam_code", "domain_id", "task_id", "rating", "note"],
    "exam_outcomes.csv": [
        "taken_on",
        "exam_code",
        "scaled_score",
        "is_passed",
        "domain_id",
        "classification",
    ],
    "check_ins.csv": ["on", "sleep_h", "exercise_min", "evening_screen_min", "note"],
}


def csv_text(name: str, rows: Iterable[Row], *, candidate: str | None = None) -> str:
    """Return the text of one canonical file; without a candidate it has no such column."""
    columns = COLUMNS[name] if candidate is None else ["candidate", *COLUMNS[name]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = {**row, "candidate": candidate}
        writer.writerow([_text(cells.get(column)) for column in columns])
    return out.getvalue()


def _text(value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case float():
            return f"{value:g}"
        case _:
            return str(value)

"""Texts on the automatic backups and on restoring one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from analytics.store import BackupFile, Occasion
from analytics.store.restore_preview import RestorePreview, RowComparison
from dashboard import formatting
from dashboard.text import data
from dashboard.text.shapes import Column

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


def _moment(backup: BackupFile, zone: str) -> str:
    made_at = backup.made_at.astimezone(ZoneInfo(zone))
    return f"{formatting.full_day(made_at)}, {made_at:%H:%M}"


def backup_name(backup: BackupFile, zone: str) -> str:
    return f"{_moment(backup, zone)}, {OCCASIONS[backup.occasion]}"


def backup_columns(zone: str) -> Sequence[Column[BackupFile]]:
    return (
        Column("Made", lambda backup: _moment(backup, zone)),
        Column("Why", lambda backup: OCCASIONS[backup.occasion]),
        Column("Size", lambda backup: f"{backup.size_bytes / 1e6:.1f} MB"),
        Column("File", lambda backup: formatting.literal(backup.path.name)),
    )


PREVIEW_COLUMNS: Sequence[Column[RowComparison]] = (
    Column("Candidate", lambda row: formatting.literal(row.candidate_id)),
    Column("Rows", lambda row: data.KINDS[row.kind][1]),
    Column("Now", lambda row: str(row.n_current)),
    Column("In the copy", lambda row: str(row.n_backup)),
)


def restore_preview(preview: RestorePreview) -> str:
    last = "" if preview.backup_last_on is None else f", the latest of {formatting.full_day(preview.backup_last_on)}"
    now = (
        f"your file now holds {data.rows(preview.n_current)}"
        if preview.is_current_readable
        else "your file cannot be read now"
    )
    return (
        f"The copy holds {data.rows(preview.n_backup)}{last}; {now}. Restoring puts the copy in the place of all that "
        "the file holds, settings and exams of your own too. What is there now is copied first."
    )


def restored(backup: BackupFile, replaced: Path | None, zone: str) -> str:
    before = "" if replaced is None else f" {replaced_copy(formatting.literal(replaced.name))}"
    return f"The copy of {backup_name(backup, zone)}, is back.{before}"


def replaced_copy(place: str) -> str:
    return f"What was there before is kept in {place}."

"""Texts on the automatic backups and on restoring one."""

from collections.abc import Sequence
from pathlib import Path

from analytics.store import BackupFile, Occasion
from analytics.store.inventory import RestorePreview, RowComparison
from dashboard import formatting
from dashboard.text import data, names
from dashboard.text.shapes import Column, phrases

BACKUPS = "Backups"
_WHEN = "before the first change of the day, and before you undo an import, delete rows or restore a backup"
BACKUPS_BODY = f"Cutscore backs up your file in its folder {_WHEN}. The oldest backups are deleted first."
NO_BACKUPS = f"There are no backups yet. Cutscore makes one {_WHEN}."
BACKUP_CHOICE = "Preview a backup"
RESTORE = "Restore this backup"
REPLACED_COPY = "The file it replaced is saved as {place}."

OCCASIONS = phrases(Occasion, "backups_occasions")


def backup_name(backup: BackupFile, zone: str) -> str:
    return f"{formatting.moment(backup.made_at, zone)}, {OCCASIONS[backup.occasion]}"


def backup_columns(zone: str) -> Sequence[Column[BackupFile]]:
    return (
        Column("Created", lambda backup: formatting.moment(backup.made_at, zone)),
        Column("Reason", lambda backup: OCCASIONS[backup.occasion]),
        Column("Size", lambda backup: f"{backup.size_bytes / 1e6:.1f} MB"),
        Column("File", lambda backup: formatting.literal(backup.path.name)),
    )


PREVIEW_COLUMNS: Sequence[Column[RowComparison]] = (
    Column("Candidate", lambda row: formatting.literal(names.candidate(row.candidate_id))),
    Column("Rows", lambda row: data.KINDS[row.kind][1]),
    Column("Now", lambda row: str(row.n_current)),
    Column("In the backup", lambda row: str(row.n_backup)),
)


def restore_preview(preview: RestorePreview) -> str:
    last = "" if preview.backup_last_on is None else f", the latest from {formatting.full_day(preview.backup_last_on)}"
    now = (
        f"Your file has {data.rows(preview.n_current)} now."
        if preview.is_current_readable
        else "Your current file cannot be read."
    )
    return (
        f"The backup has {data.rows(preview.n_backup)}{last}. {now} Restoring replaces everything in your file, "
        "including settings and your own exams. The current file is backed up first."
    )


def restored(backup: BackupFile, replaced: Path | None, zone: str) -> str:
    before = "" if replaced is None else f" {REPLACED_COPY.format(place=formatting.literal(replaced.name))}"
    return f"Restored the backup of {formatting.moment(backup.made_at, zone)}.{before}"

"""The database file: the only package that imports duckdb."""

from analytics.records.column_table import ColumnTable, numbered, positions
from analytics.store.backups import BackupFile, Occasion
from analytics.store.batches import AddedRows, Batch, BatchInfo, UndoResult
from analytics.store.domain_renames import DomainRenames
from analytics.store.queries import CandidateRows, Rows
from analytics.store.settings_tables import Profile, SavedMapping, SavedText, Settings, StoredForecast
from analytics.store.store import Store

__all__ = [
    "AddedRows",
    "BackupFile",
    "Batch",
    "BatchInfo",
    "CandidateRows",
    "ColumnTable",
    "DomainRenames",
    "Occasion",
    "Profile",
    "Rows",
    "SavedMapping",
    "SavedText",
    "Settings",
    "Store",
    "StoredForecast",
    "UndoResult",
    "numbered",
    "positions",
]

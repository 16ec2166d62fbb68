"""The one database file: the only package that imports duckdb."""

from analytics.store.backups import BackupFile, Occasion
from analytics.store.batches import AddedRows, Batch, BatchInfo, UndoResult
from analytics.store.forecasts import StoredForecast
from analytics.store.settings_tables import Draft, Profile, SavedMapping, Settings
from analytics.store.store import Store

__all__ = [
    "AddedRows",
    "BackupFile",
    "Batch",
    "BatchInfo",
    "Draft",
    "Occasion",
    "Profile",
    "SavedMapping",
    "Settings",
    "Store",
    "StoredForecast",
    "UndoResult",
]

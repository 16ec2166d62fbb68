"""The one database file: the only package that imports duckdb."""

from analytics.store.backups import KeptBackup, Occasion
from analytics.store.batches import AddedRows, Batch, BatchInfo, Undone
from analytics.store.forecasts import StoredForecast
from analytics.store.settings_tables import Draft, KeptAnswers, Profile, Settings
from analytics.store.store import Store

__all__ = [
    "AddedRows",
    "Batch",
    "BatchInfo",
    "Draft",
    "KeptAnswers",
    "KeptBackup",
    "Occasion",
    "Profile",
    "Settings",
    "Store",
    "StoredForecast",
    "Undone",
]

"""The one database file: the only package that imports duckdb."""

from analytics.store.batches import AddedRows, Batch, BatchInfo
from analytics.store.forecasts import StoredForecast
from analytics.store.store import Store

__all__ = ["AddedRows", "Batch", "BatchInfo", "Store", "StoredForecast"]

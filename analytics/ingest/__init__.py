"""Turn files into records and problems, without touching the database."""

from analytics.ingest.files import opened_bytes, opened_files, read_opened
from analytics.ingest.reading import Import, ReadingContext
from analytics.records import Row

__all__ = ["Import", "ReadingContext", "Row", "opened_bytes", "opened_files", "read_opened"]

"""Files in, records and problems out; never the database."""

from analytics.ingest.files import read_bytes, read_file
from analytics.ingest.reading import Import, ReadingContext
from analytics.records import Row

__all__ = ["Import", "ReadingContext", "Row", "read_bytes", "read_file"]

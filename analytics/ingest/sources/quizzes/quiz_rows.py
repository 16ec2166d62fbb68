"""Rows of a quiz report from a course platform: one person each, questions in columns."""

from collections.abc import Sequence

from analytics.ingest.tables.raw_table import RawRow


def check_width(row: RawRow, header: Sequence[str]) -> None:
    """Refuse a row with more or fewer cells than the header."""
    if len(row.cells) != len(header):
        raise ValueError(f"the row has {len(row.cells)} cells, and the header has {len(header)}")

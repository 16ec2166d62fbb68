"""A file as a program writes it, with the minutes of its records, and the entries that all of them hold."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.reading import LeftOutReason

BERLIN = ZoneInfo("Europe/Berlin")


class Entry(NamedTuple):
    """One entry of a person who keeps all of their time."""

    project: str
    title: str
    start: datetime
    minutes: int

    @property
    def end(self) -> datetime:
        """When it ends, by the clock of a night without a change."""
        return self.start + timedelta(minutes=self.minutes)


ENTRIES = (
    Entry("AWS", "S3", datetime(2026, 3, 1, 9, tzinfo=BERLIN), 48),
    Entry("AWS", "VPC, routing", datetime(2026, 3, 1, 23, 30, tzinfo=BERLIN), 45),
    Entry("Work", "Mail", datetime(2026, 3, 2, 10, tzinfo=BERLIN), 120),
    Entry("AWS", "=IAM", datetime(2026, 3, 13, 18, tzinfo=BERLIN), 24),
)
"""A comma in a title, an entry over midnight, one that is not study, a day above 12, and a formula."""

AWS = FileMapping(study=("AWS",), person="Me")
STUDIED_MIN, WORK_MIN = 48 + 45 + 24, 120


@dataclass(frozen=True)
class GenuineFile:
    """A file as a program writes it: a head, its records, and a tail.

    `record_min` has the minutes of each record. `stored_min` and `left_out` are what becomes of
    them with AWS as the study; `n_merged` records become part of another.
    """

    format: str
    head: str
    records: Sequence[str]
    tail: str = ""
    between: str = ""
    record_min: Sequence[float] = tuple(entry.minutes for entry in ENTRIES)
    stored_min: float = STUDIED_MIN
    left_out: Mapping[LeftOutReason, tuple[int, float]] = field(
        default_factory=lambda: {LeftOutReason.NOT_STUDY: (1, WORK_MIN)}
    )
    n_merged: int = 0
    mapping: FileMapping = AWS
    is_table: bool = True
    can_repeat: bool = True

    def written(self, records: Sequence[str] | None = None) -> bytes:
        """Return the file, with other records if they are given."""
        text = self.between.join(self.records if records is None else records)
        return f"{self.head}{text}{self.tail}".encode("utf-8", "surrogatepass")


def table(
    name: str,
    header: str,
    row: Callable[[Entry], Sequence[object]],
    *,
    delimiter: str = ",",
    has_quotes: bool = False,
    start: str = "",
    tail: str = "",
    order: DateOrder | None = None,
) -> GenuineFile:
    """Return a table with a row for each entry."""
    lines = [_line(cells, delimiter, has_quotes=has_quotes) for cells in (header.split(","), *map(row, ENTRIES))]
    mapping = replace(AWS, date_order=order)
    return GenuineFile(name, start + lines[0], lines[1:], tail, mapping=mapping)


def _line(cells: Sequence[object], delimiter: str, *, has_quotes: bool) -> str:
    out = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if has_quotes else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerow(cells)
    return out.getvalue()

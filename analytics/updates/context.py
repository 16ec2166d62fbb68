"""What the caller of an update supplies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.labels import TitleLabels
from analytics.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateContext:
    """The store to change, the candidate's date and answers, and the available exams.

    Rows dated after `today` are problems. `zone` applies to date-times without an offset and to
    the profiles of new candidates. Domains are checked against `blueprints`. `exam_code` is the
    exam of results that name none. A study session or self-rating that names none is for all exams.

    The rest are the candidate's answers about files of other programs. `is_zone_given` is false if the zone was only
    assumed. The `mapping` is saved for later files of the same kind. `as_format` restricts reading to one reader.
    `labels` give, by exam, the domain and activity of titles; they are saved for all later files.
    """

    store: Store
    today: date
    made_at: datetime
    zone: str
    blueprints: Mapping[str, ExamBlueprint]
    exam_code: str | None = None
    is_zone_given: bool = False
    mapping: FileMapping = NO_MAPPING
    as_format: str | None = None
    labels: Mapping[str, TitleLabels] = field(default_factory=dict)


class Source(NamedTuple):
    """A file to import: its path or its bytes, and its name in messages."""

    contents: Path | bytes
    name: str

"""What the caller of an update supplies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import UnreadableFileError
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.labels import TitleLabels
from analytics.ingest.tables.opened import OpenedFile
from analytics.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateContext:
    """The store to change, the candidate's date and the available exams.

    Rows dated after `today` are problems. `zone` applies to date-times without an offset and to
    the profiles of new candidates. Domains are checked against `blueprints`. `exam_code` is the
    exam of results that name none. A study session or self-rating that names none is for all exams.
    """

    store: Store
    today: date
    made_at: datetime
    zone: str
    blueprints: Mapping[str, ExamBlueprint]
    exam_code: str | None = None


class Source(NamedTuple):
    """A file to import: its path, its bytes or the result of opening it, and its name in messages.

    Answers about this file alone take precedence over the options of the whole import.
    """

    contents: Path | bytes | OpenedFile | UnreadableFileError
    name: str
    mapping: FileMapping = NO_MAPPING
    exam_code: str | None = None
    as_format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The candidate's answers about files of other programs.

    `is_zone_given` is false if the zone was only assumed. The `mapping` is saved for later files of
    the same kind. `as_format` restricts reading to one reader. `labels` give, by exam, the domain
    and activity of titles; they are saved for all later files.
    """

    is_zone_given: bool = False
    mapping: FileMapping = NO_MAPPING
    as_format: str | None = None
    labels: Mapping[str, TitleLabels] = field(default_factory=dict)


DEFAULT_OPTIONS = ImportOptions()

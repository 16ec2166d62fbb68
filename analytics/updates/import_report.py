"""The report of an import: how many rows of each file were read, imported, skipped and failed."""

from dataclasses import dataclass, field, replace

from analytics.errors import DataProblem, ExitCode, OpenQuestionError
from analytics.exports.settings import FORMAT as SETTINGS_FORMAT
from analytics.ingest.reading import LeftOutRows, n_left_out

EXAM_FORMAT = "exam_blueprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImport:
    """The counts and problems of one file; read = imported + skipped + failed.

    A refused file has no format and counts no rows. `imported` rows are current after the import, and
    `replaced` is how many of them replace an earlier one. The skipped rows are those `left_out`
    on purpose, those `merged` into another row, those `superseded` by a later row with the same
    key, and duplicates. `incomplete` names the practice exams with failed rows, and `unread`
    the tables that were not chosen. `question` is what must be answered first, if that is why the file was refused.
    """

    file: str
    format: str | None
    imported: int = 0
    replaced: int = 0
    skipped: int = 0
    failed: int = 0
    notices: tuple[str, ...] = ()
    problems: tuple[DataProblem, ...] = ()
    left_out: LeftOutRows = field(default_factory=dict)
    merged: int = 0
    superseded: int = 0
    incomplete: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    question: OpenQuestionError | None = None

    @property
    def read(self) -> int:
        """How many rows the file has."""
        return self.imported + self.skipped + self.failed

    @property
    def duplicates(self) -> int:
        """How many skipped rows were already there."""
        return self.skipped - n_left_out(self.left_out) - self.merged - self.superseded

    @property
    def is_refused(self) -> bool:
        """Whether the whole file was refused."""
        return self.format is None


class _Total:
    """The sum of a count over the files of a report."""

    def __set_name__(self, _report: type, count: str) -> None:
        self._count = count

    def __get__(self, report: "ImportReport", _type: type | None = None) -> int:
        return sum(getattr(file, self._count) for file in report.files)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The reports of all files of an import, and the totals of their counts.

    `batch_id` is None if nothing was written.
    """

    batch_id: int | None
    files: tuple[FileImport, ...]

    read = _Total()
    imported = _Total()
    replaced = _Total()
    skipped = _Total()
    duplicates = _Total()
    merged = _Total()
    failed = _Total()

    @property
    def of_tables(self) -> "ImportReport":
        """The report without settings and exams, which undo keeps, unless nothing else was read."""
        tables = tuple(file for file in self.files if file.format not in {SETTINGS_FORMAT, EXAM_FORMAT})
        return replace(self, files=tables) if any(file.read for file in tables) else self

    @property
    def exit_code(self) -> ExitCode:
        """Done, done with problems, or no file could be read."""
        if all(file.is_refused for file in self.files):
            return ExitCode.COULD_NOT_RUN
        return ExitCode.PROBLEMS if any(file.problems for file in self.files) else ExitCode.DONE

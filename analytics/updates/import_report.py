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


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The reports of all files of an import; `batch_id` is None if nothing was written."""

    batch_id: int | None
    files: tuple[FileImport, ...]

    @property
    def of_tables(self) -> "ImportReport":
        """The report without settings and exams, which undo keeps, unless nothing else was read."""
        tables = tuple(file for file in self.files if file.format not in {SETTINGS_FORMAT, EXAM_FORMAT})
        return replace(self, files=tables) if any(file.read for file in tables) else self

    @property
    def read(self) -> int:
        """How many rows all files have."""
        return sum(file.read for file in self.files)

    @property
    def imported(self) -> int:
        """How many rows were imported."""
        return sum(file.imported for file in self.files)

    @property
    def replaced(self) -> int:
        """How many of the imported rows replace an earlier one."""
        return sum(file.replaced for file in self.files)

    @property
    def skipped(self) -> int:
        """How many rows were left out, merged, superseded or duplicates."""
        return sum(file.skipped for file in self.files)

    @property
    def duplicates(self) -> int:
        """How many skipped rows were already there."""
        return sum(file.duplicates for file in self.files)

    @property
    def merged(self) -> int:
        """How many rows became part of another row."""
        return sum(file.merged for file in self.files)

    @property
    def failed(self) -> int:
        """How many rows failed."""
        return sum(file.failed for file in self.files)

    @property
    def exit_code(self) -> ExitCode:
        """Done, done with problems, or no file could be read."""
        if all(file.is_refused for file in self.files):
            return ExitCode.COULD_NOT_RUN
        return ExitCode.PROBLEMS if any(file.problems for file in self.files) else ExitCode.DONE

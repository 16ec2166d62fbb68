"""What became of the files of an import, in numbers that add up."""

from dataclasses import dataclass

from analytics.errors import DataProblem, ExitCode, OpenQuestionError


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImport:
    """What became of one file; read = imported + skipped + failed, rows refused whole count as none.

    `left_out` counts those of the skipped rows that are not to be taken; the others were there
    already. `incomplete` names the practice exams of which some rows have problems. A file that was
    refused for want of an answer has its `question`.
    """

    file: str
    format: str | None
    imported: int = 0
    skipped: int = 0
    failed: int = 0
    notices: tuple[str, ...] = ()
    problems: tuple[DataProblem, ...] = ()
    left_out: int = 0
    question: OpenQuestionError | None = None
    incomplete: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """Count the rows that the file held."""
        return self.imported + self.skipped + self.failed

    @property
    def is_refused(self) -> bool:
        """Tell whether the file was refused whole."""
        return self.format is None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files of one import; `batch_id` None where nothing was written."""

    batch_id: int | None
    files: tuple[FileImport, ...]

    @property
    def read(self) -> int:
        """Count the rows read in all."""
        return sum(file.read for file in self.files)

    @property
    def imported(self) -> int:
        """Count the rows imported in all."""
        return sum(file.imported for file in self.files)

    @property
    def skipped(self) -> int:
        """Count the rows that were there already, or are not to be taken."""
        return sum(file.skipped for file in self.files)

    @property
    def left_out(self) -> int:
        """Count the rows that are not to be taken, such as those of a timer that are not studying."""
        return sum(file.left_out for file in self.files)

    @property
    def failed(self) -> int:
        """Count the rows with problems."""
        return sum(file.failed for file in self.files)

    @property
    def problems(self) -> tuple[DataProblem, ...]:
        """Give the problems of all files."""
        return tuple(problem for file in self.files for problem in file.problems)

    @property
    def exit_code(self) -> ExitCode:
        """Tell whether all is well, a person must look, or no file could be read."""
        if all(file.is_refused for file in self.files):
            return ExitCode.COULD_NOT_RUN
        return ExitCode.PROBLEMS if any(file.problems for file in self.files) else ExitCode.DONE

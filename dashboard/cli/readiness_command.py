"""`cutscore readiness`: the readiness of one candidate or of all."""

import contextlib
import math
import sys
import textwrap
from collections.abc import Generator, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import CutscoreError, ExitCode, UnknownCandidateError, UnknownExamError
from analytics.estimation.candidate import fit_candidates
from analytics.estimation.cohort_sample import MIN_CANDIDATES
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.selection import known_blueprints
from analytics.reports.decision.readiness import readiness_of_fit
from analytics.store import ColumnTable, Rows, parts
from dashboard import environment
from dashboard.cli import candidate_parts
from dashboard.cli.candidate_parts import CandidateSource, Request, text_of
from dashboard.cli.database import blueprint_from_option, chosen_subject, open_existing_store
from dashboard.cli.dialogue import on_terminal, print_message
from dashboard.text import terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessArguments:
    """The arguments of `cutscore readiness`."""

    db: Path | None = None
    exam: str | None = None
    candidate: str | None = None
    is_for_all: bool = False
    as_of: date | None = None
    exam_on: date | None = None
    output_format: str = "text"
    fee: float | None = None
    week_cost: float | None = None
    fail_cost: float | None = None
    deadline: date | None = None
    cluster: str | None = None
    scheduler: str | None = None

    @property
    def is_on_cluster(self) -> bool:
        return self.cluster is not None or self.scheduler is not None

    @property
    def decision_inputs(self) -> DecisionInputs:
        return DecisionInputs(fee=self.fee, week_cost=self.week_cost, fail_cost=self.fail_cost, deadline=self.deadline)


def run_readiness(arguments: ReadinessArguments) -> int:
    if arguments.is_on_cluster and not arguments.is_for_all:
        raise CutscoreError(terminal.CLUSTER_FOR_ALL)
    if arguments.is_for_all:
        return _print_all(arguments)
    store = open_existing_store(arguments.db)
    if store.path.is_dir():
        raise CutscoreError(terminal.FOLDER_FOR_ALL.format(path=store.path))
    exam = blueprint_from_option(store, arguments.exam)
    with contextlib.ExitStack() as opened:
        opened.enter_context(store.reading())
        candidate, blueprint, as_of = chosen_subject(store, arguments.candidate, exam, arguments.as_of)
        _warn_of_past_days(arguments, as_of)
        if store.n_profiles() >= MIN_CANDIDATES:
            opened.close()  # to estimate a cohort takes seconds, in which other programs may need the file
        fitted = fit_candidates(store, blueprint, [candidate], as_of, given=arguments.decision_inputs)
    exam_on = arguments.exam_on or fitted.exam_days.get(candidate)
    ((_, fit, inputs),) = fitted.chunks()
    answer = readiness_of_fit(fit, exam_on, inputs, fitted.study)
    print(text_of(answer, arguments.output_format))
    return ExitCode.DONE


def _warn_of_past_days(arguments: ReadinessArguments, as_of: date) -> None:
    if arguments.exam_on is not None and arguments.exam_on < as_of:
        print_message(terminal.EXAM_DAY_HAS_PASSED.format(exam_on=arguments.exam_on, as_of=as_of))
    if arguments.deadline is not None and arguments.deadline < as_of:
        print_message(terminal.DEADLINE_HAS_PASSED.format(deadline=arguments.deadline, as_of=as_of))


def _print_all(arguments: ReadinessArguments) -> ExitCode:
    with candidate_parts.source_at(arguments.db or environment.default_database()) as source:
        exam = blueprint_from_option(source.rows, arguments.exam)
        blueprints = known_blueprints(source.rows) if exam is None else {exam.code: exam}
        prepared = _prepared_exams(source.rows, exam)
        unknown = [code for code in dict.fromkeys(prepared.exam_code.tolist()) if code not in blueprints]
        for exam_code in unknown:
            print_message(str(UnknownExamError(exam_code, list(blueprints))))
        exams = list(candidate_parts.exam_candidates(source, blueprints, prepared, arguments.as_of))
        _warn_of_past_days(arguments, max((one.as_of for one in exams), default=date.min))
        request = Request(exams, arguments.decision_inputs, arguments.exam_on, arguments.output_format)
        n_candidates = sum(one.n_candidates for one in exams)
        texts = _answers(source, request, arguments, math.ceil(n_candidates / parts.PART))
        with contextlib.closing(texts), _progress(n_candidates):
            _print_list(texts, arguments.output_format)
    return ExitCode.PROBLEMS if unknown or (exam and not exams) else ExitCode.DONE


def _prepared_exams(rows: Rows, exam: ExamBlueprint | None) -> ColumnTable:
    """Return the rows of the query `prepared_exams`, for an exam or all; say if nobody prepares for it."""
    prepared = rows.table("prepared_exams")
    if not len(prepared) and not len(rows.table("candidates")):
        raise UnknownCandidateError(None, [])
    if exam is None:
        return prepared
    if exam.code not in prepared.exam_code:
        print_message(terminal.NOBODY_PREPARES.format(exam_code=exam.code))
    return prepared.where(prepared.exam_code == exam.code)


def _answers(
    source: CandidateSource, request: Request, arguments: ReadinessArguments, n_parts: int
) -> Generator[Sequence[str], None, None]:
    """Yield the texts of each part in order, from this computer's cores or a Dask cluster."""
    parts = candidate_parts.parts(source, request, is_far=arguments.scheduler is not None)
    from dashboard.cli import workers  # noqa: PLC0415  (one candidate needs none)

    if arguments.is_on_cluster:
        return workers.results_of_cluster(candidate_parts.answer, request, parts, scheduler=arguments.scheduler)
    return workers.results_in_order(candidate_parts.answer, request, parts, n_parts)


def _progress(n_candidates: int) -> AbstractContextManager[None]:
    """Show progress on stderr, unless the answers appear on the terminal themselves."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        return contextlib.nullcontext()
    return on_terminal().progress(terminal.answering(n_candidates))


def _print_list(parts: Iterable[Sequence[str]], output_format: str) -> None:
    """Print the texts of each part as they come; JSON is one list."""
    before = "["
    for text in chain.from_iterable(parts):
        if output_format == "json":
            print(before, textwrap.indent(text, "  "), sep="\n", end="", flush=True)
        else:
            print(text, flush=True)
        before = ","
    if output_format == "json":
        print("[]" if before == "[" else "\n]")

"""`cutscore readiness`: the readiness of one candidate or of all."""

import contextlib
import sys
import textwrap
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import CutscoreError, ExitCode, UnknownCandidateError, UnknownExamError
from analytics.estimation.candidate import FittedCandidates, fit_candidates
from analytics.estimation.cohort_sample import MIN_CANDIDATES
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.exam_plan import awaited_result_on
from analytics.estimation.selection import chosen_blueprint, chosen_candidate, known_blueprints
from analytics.reports.decision.readiness import readiness_of_all
from analytics.store import Store
from dashboard import places
from dashboard.cli.cohort_parts import Cohort, text_of, texts_of
from dashboard.cli.database import blueprint_from_option, open_existing_store, shown_day, todays
from dashboard.cli.messages import print_message
from dashboard.text import common, terminal


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
        """Whether a Dask cluster works out the answers."""
        return self.cluster is not None or self.scheduler is not None

    @property
    def decision_inputs(self) -> DecisionInputs:
        """The costs and the deadline given for this run."""
        return DecisionInputs(fee=self.fee, week_cost=self.week_cost, fail_cost=self.fail_cost, deadline=self.deadline)


def run_readiness(arguments: ReadinessArguments) -> int:
    """Print the readiness of one candidate or of all and return the exit code."""
    if arguments.is_on_cluster and not arguments.is_for_all:
        raise CutscoreError(terminal.CLUSTER_FOR_ALL)
    store = open_existing_store(arguments.db)
    exam = blueprint_from_option(store, arguments.exam)
    if arguments.is_for_all:
        _warn_of_past_days(arguments, arguments.as_of or places.today())
        return _print_all(store, exam, arguments)
    with contextlib.ExitStack() as opened:
        opened.enter_context(store.shared_connection())
        names = store.candidates()
        candidate = chosen_candidate(names, arguments.candidate)
        blueprint = exam or chosen_blueprint(store, None, candidate)
        as_of = arguments.as_of or shown_day(store, candidate, blueprint.code)
        _warn_of_past_days(arguments, as_of)
        if len(names) >= MIN_CANDIDATES:
            opened.close()  # to estimate a cohort takes seconds, in which other programs may need the file
        fitted = fit_candidates(store, blueprint, [candidate], as_of, given=arguments.decision_inputs)
    awaited_on = awaited_result_on(fitted.study.plans.get(candidate), fitted.inputs.evidence.attempts[0], as_of)
    if awaited_on is not None:
        print_message(common.awaited_result(awaited_on, as_of))
    exam_on = arguments.exam_on or fitted.exam_days.get(candidate)
    answer = next(readiness_of_all(fitted, exam_days={candidate: exam_on} if exam_on else {}))
    print(text_of(answer, arguments.output_format))
    return ExitCode.DONE


def _warn_of_past_days(arguments: ReadinessArguments, as_of: date) -> None:
    """Print on stderr which of the given days are before `as_of`."""
    if arguments.exam_on is not None and arguments.exam_on < as_of:
        print_message(terminal.exam_day_has_passed(arguments.exam_on, as_of))
    if arguments.deadline is not None and arguments.deadline < as_of:
        print_message(terminal.deadline_has_passed(arguments.deadline, as_of))


def _print_all(store: Store, exam: ExamBlueprint | None, arguments: ReadinessArguments) -> ExitCode:
    """Print every candidate and exam; name the exams without a blueprint on stderr."""
    code = ExitCode.DONE
    cohorts: list[Cohort] = []
    today = todays(store) if arguments.as_of is None else {}
    blueprints = known_blueprints(store)
    named: dict[str, list[str]] = {}
    for exam_code, name in store.table("candidates_by_exam").rows("exam_code", "candidate_id"):
        named.setdefault(exam_code, []).append(name)
    if not store.candidates():
        raise UnknownCandidateError(None, [])
    if exam is not None and exam.code not in named:
        print_message(terminal.nobody_prepares(exam.code))
        code = ExitCode.PROBLEMS
    for exam_code, names in sorted(named.items()):
        if exam is not None and exam.code != exam_code:
            continue
        if exam_code not in blueprints:
            print_message(str(UnknownExamError(exam_code, list(blueprints))))
            code = ExitCode.PROBLEMS
            continue
        by_day: dict[date, list[str]] = {}
        for name in names:
            by_day.setdefault(arguments.as_of or today[name], []).append(name)
        cohorts += [Cohort(blueprints[exam_code], as_of, tuple(own)) for as_of, own in sorted(by_day.items())]
    work = partial(texts_of, exam_on=arguments.exam_on, output_format=arguments.output_format)
    parts = chain.from_iterable(cohort.parts(store, arguments.decision_inputs) for cohort in cohorts)
    texts = _results(work, parts, sum(cohort.n_parts for cohort in cohorts), arguments)
    with contextlib.closing(texts), _progress(sum(len(cohort.names) for cohort in cohorts)):
        _print_list(texts, arguments.output_format)
    return code


def _results(
    work: Callable[[FittedCandidates], Sequence[str]],
    parts: Iterable[FittedCandidates],
    n_parts: int,
    arguments: ReadinessArguments,
) -> Generator[Sequence[str], None, None]:
    """Yield the texts of each part in order, from this computer's cores or from a Dask cluster."""
    if arguments.is_on_cluster:
        from dashboard.cli import dask_cluster  # noqa: PLC0415  (one candidate needs neither)

        return dask_cluster.results_in_order(work, parts, scheduler=arguments.scheduler)
    from dashboard.cli import workers  # noqa: PLC0415

    return workers.results_in_order(work, parts, n_parts)


def _progress(n_candidates: int) -> AbstractContextManager[None]:
    """Show on stderr that it goes on, unless the answers themselves show it on the terminal."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        return contextlib.nullcontext()
    from dashboard.cli.dialogue import on_terminal  # noqa: PLC0415  (imports all readers)
    from dashboard.text import terminal_questions  # noqa: PLC0415

    return on_terminal().progress(terminal_questions.answering(n_candidates))


def _print_list(parts: Iterable[Sequence[str]], output_format: str) -> None:
    """Print the texts of each part as soon as they are there; JSON is one list of documents."""
    if output_format != "json":
        for texts in parts:
            print(*texts, sep="\n", flush=True)
        return
    is_empty = True
    for text in chain.from_iterable(parts):
        print("[" if is_empty else ",", textwrap.indent(text, "  "), sep="\n", end="", flush=True)
        is_empty = False
    print("[]" if is_empty else "\n]")

"""`cutscore readiness`: the readiness of one candidate or of all."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import ExitCode, UnknownCandidateError, UnknownExamError
from analytics.estimation.attempts import read_attempts
from analytics.estimation.candidate import fit_candidates
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.exam_plan import awaited_result_on, exam_days_ahead, plan_of
from analytics.estimation.selection import chosen_blueprint, chosen_candidate, known_blueprints
from analytics.reports.decision.readiness import Readiness, readiness_of_all
from analytics.store import Store
from dashboard import places
from dashboard.cli.database import blueprint_from_option, open_existing_store, shown_day, todays
from dashboard.cli.messages import print_message
from dashboard.outputs.json_contract import readiness_json
from dashboard.text import common, terminal, terminal_reports


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

    @property
    def decision_inputs(self) -> DecisionInputs:
        """The costs and the deadline given for this run."""
        return DecisionInputs(fee=self.fee, week_cost=self.week_cost, fail_cost=self.fail_cost, deadline=self.deadline)


def run_readiness(arguments: ReadinessArguments) -> int:
    """Print the readiness of one candidate or of all and return the exit code."""
    store = open_existing_store(arguments.db)
    exam = blueprint_from_option(store, arguments.exam)
    if arguments.is_for_all:
        _warn_of_past_days(arguments, arguments.as_of or places.today())
        return _print_all(store, exam, arguments)
    with store.shared_connection():
        candidate = chosen_candidate(store, arguments.candidate)
        blueprint = exam or chosen_blueprint(store, None, candidate)
        as_of = arguments.as_of or shown_day(store, candidate, blueprint.code)
        _warn_of_past_days(arguments, as_of)
        (attempts,) = read_attempts(store, blueprint.code, [candidate], as_of)
        awaited_on = awaited_result_on(plan_of(store, candidate, blueprint.code), attempts, as_of)
        if awaited_on is not None:
            print_message(common.awaited_result(awaited_on, as_of))
        exam_on = arguments.exam_on or exam_days_ahead(store, blueprint.code, [candidate], as_of).get(candidate)
    fitted = fit_candidates(store, blueprint, [candidate], as_of, given=arguments.decision_inputs)
    answer = next(readiness_of_all(fitted, exam_days={candidate: exam_on} if exam_on else {}))
    _print_readiness([answer], arguments.output_format, is_list=False)
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
    answers: Iterable[Readiness] = ()
    today = todays(store) if arguments.as_of is None else {}
    blueprints = known_blueprints(store)
    pairs = store.query("candidates_by_exam")
    if not store.candidates():
        raise UnknownCandidateError(None, [])
    if exam is not None and exam.code not in set(pairs.exam_code):
        print_message(terminal.nobody_prepares(exam.code))
        code = ExitCode.PROBLEMS
    for exam_code in sorted(set(pairs.exam_code)):
        if exam is not None and exam.code != exam_code:
            continue
        if exam_code not in blueprints:
            print_message(str(UnknownExamError(exam_code, list(blueprints))))
            code = ExitCode.PROBLEMS
            continue
        names = pairs.candidate_id[pairs.exam_code == exam_code]
        days = today if arguments.as_of is None else dict.fromkeys(names, arguments.as_of)
        for as_of, of_day in names.groupby(names.map(days)):
            answers = chain(answers, _readiness_on(store, blueprints[exam_code], list(of_day), as_of, arguments))
    _print_readiness(answers, arguments.output_format, is_list=True)
    return code


def _readiness_on(
    store: Store, blueprint: ExamBlueprint, names: Sequence[str], as_of: date, arguments: ReadinessArguments
) -> Iterable[Readiness]:
    """Return the readiness of some candidates of one exam as of a day."""
    ahead = exam_days_ahead(store, blueprint.code, names, as_of)
    days = {name: arguments.exam_on or ahead.get(name) for name in names}
    return readiness_of_all(
        fit_candidates(store, blueprint, names, as_of, given=arguments.decision_inputs),
        exam_days={name: day for name, day in days.items() if day is not None and day >= as_of},
    )


def _print_readiness(answers: Iterable[Readiness], output_format: str, *, is_list: bool) -> None:
    """Print as text, as one JSON document, or as one JSON line each."""
    if output_format == "json":
        documents = [readiness_json(answer) for answer in answers]
        print(json.dumps(documents if is_list else documents[0], indent=2))
        return
    for answer in answers:
        print(json.dumps(readiness_json(answer)) if output_format == "jsonl" else terminal_reports.readiness(answer))

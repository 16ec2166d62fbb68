"""Rules that relate the cells of a row, or the rows of a file, to each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analytics.errors import counted
from analytics.ingest.reading import ADD_BLUEPRINT, Notices, ReadingContext, listed
from analytics.records import (
    TOTAL_DOMAIN,
    DomainResult,
    ExamOutcome,
    ItemResponse,
    PlannedSession,
    Record,
    StudySession,
)
from analytics.records.rows import RecordRows

MAX_PERCENT = 100

Violation = tuple[str, str]
"""The column that breaks a rule, and the reason."""

_Counts = Sequence[int]
"""Questions and correct answers."""

RULE_FIELDS = frozenset(
    {"candidate_id", "exam_code", "domain_id", "task_id"}
    | {"n_items", "n_correct", "n_seen_before", "n_correct_seen_before"}
    | {"taken_on", "scaled_score", "is_passed"}
)
"""The fields that the rules for exams and counts look at."""


class ExamRules:
    """Checks domains, tasks and scores against the known exams."""

    def __init__(self, context: ReadingContext, notices: Notices) -> None:
        self._blueprints = context.blueprints
        self._context = context
        self._notices = notices

    def renamed(self, record: Record) -> Record:
        """Return a record with its domain's current id, unless one of its exams may still have the former id."""
        former = getattr(record, "domain_id", None)
        if former is None:
            return record
        named = getattr(record, "exam_code", None)
        codes = (named,) if named else self._codes_of(record.candidate_id)
        exams = [self._blueprints[code] for code in codes if code in self._blueprints]
        current = {exam.former_ids[former] for exam in exams if former in exam.former_ids}
        if len(current) != 1 or len(exams) < len(codes) or any(former in exam.domain_ids for exam in exams):
            return record
        return replace(with_kept_key(record), domain_id=current.pop())  # type: ignore[arg-type]  # a kind with a domain

    def violations(self, record: Record) -> Iterator[Violation]:
        """Yield the rules that a record breaks, and add notices on what is only doubtful."""
        code, domain_id = getattr(record, "exam_code", None), getattr(record, "domain_id", None)
        task_id = getattr(record, "task_id", None)
        is_whole = isinstance(record, DomainResult | ItemResponse) and domain_id == TOTAL_DOMAIN
        if isinstance(record, ExamOutcome):
            yield from self._outcome(record)
        elif isinstance(record, DomainResult) and is_whole:
            yield from self._scaled_score(record)
        elif domain_id is None or is_whole:
            if code is not None:
                self.has_blueprint(code)
        else:
            codes = self._codes_of(record.candidate_id) if code is None else (code,)
            if len(codes) == 1:
                yield from self._domain(codes[0], domain_id, task_id)
            elif codes and all(
                self.has_blueprint(code) and domain_id not in self._blueprints[code].domain_ids for code in codes
            ):
                yield "domain_id", f"none of the candidate's exams ({listed(codes)}) has this domain"

    def has_blueprint(self, code: str) -> bool:
        """Whether an exam has a blueprint; if not, add a notice."""
        if code in self._blueprints:
            return True
        self._notices.add(
            f"There is no blueprint for the exam {code!r} yet. Its rows are kept; their domains are checked "
            f"{ADD_BLUEPRINT}.",
            kind="no blueprint",
        )
        return False

    def _codes_of(self, candidate_id: str) -> tuple[str, ...]:
        """Return the candidate's exams and the one chosen for the file."""
        codes = (*self._context.exams_of.get(candidate_id, ()), self._context.exam_code)
        return tuple(dict.fromkeys(code for code in codes if code))

    def _domain(self, code: str, domain_id: str, task_id: str | None) -> Iterator[Violation]:
        if not self.has_blueprint(code):
            return
        tasks = {one.domain_id: [task.task_id for task in one.tasks] for one in self._blueprints[code].domains}
        if domain_id not in tasks:
            yield "domain_id", f"{code} does not have this domain; it has: {listed(tuple(tasks))}"
        elif task_id is not None and tasks[domain_id] and task_id not in tasks[domain_id]:
            self._notices.add(
                f"Task {task_id!r} is not in the list for domain {domain_id!r} of {code}. Its rows are "
                "kept, because the list may be incomplete.",
                kind="unknown task",
            )

    def _scaled_score(self, total: DomainResult) -> Iterator[Violation]:
        """Refuse a total such as 720 of 1000 if that is the scale of the real exam's score."""
        if not self.has_blueprint(total.exam_code):
            return
        blueprint = self._blueprints[total.exam_code]
        scale = blueprint.cut.scale
        if scale is not None and total.n_items == scale[1] > max(blueprint.n_items_max, MAX_PERCENT):
            yield (
                "n_items",
                f"{total.n_correct} of {total.n_items} is a score on the scale of {total.exam_code} and not a number "
                "of questions. Use the percentage or the number of correct answers",
            )

    def _outcome(self, outcome: ExamOutcome) -> Iterator[Violation]:
        if outcome.domain_id is not None:
            yield from self._domain(outcome.exam_code, outcome.domain_id, None)
            if outcome.scaled_score is not None:
                self._notices.add(
                    "The score beside a domain is not used. Give the exam's score in a row without domain_id."
                )
            return
        if not self.has_blueprint(outcome.exam_code) or outcome.scaled_score is None:
            return
        blueprint = self._blueprints[outcome.exam_code]
        cut = blueprint.cut
        if cut.scale is not None and not cut.scale[0] <= outcome.scaled_score <= cut.scale[1]:
            scale = f"{cut.scale[0]:.15g} to {cut.scale[1]:.15g}"
            yield "scaled_score", f"outside the scale of {outcome.exam_code}, {scale}"
        elif cut.pass_score is not None and (outcome.scaled_score >= cut.pass_score) != outcome.is_passed:
            word = "passed" if outcome.is_passed else "failed"
            may_be_right = blueprint.may_score(outcome.scaled_score, outcome.is_passed)
            use = (
                "A section may be below its minimum, so it counts as a fail right at the passing score"
                if may_be_right
                else "The score is not used. Correct whichever is wrong"
            )
            self._notices.add(
                f"The result of {outcome.taken_on} says {word} with a score of "
                f"{outcome.scaled_score:.15g}, but the passing score of {outcome.exam_code} is "
                f"{cut.pass_score:.15g}. {use}.",
                kind="contradictory outcome",
            )


def with_kept_key(record: Record) -> Record:
    """Return a session with its current key as its source id, so that a change of its contents does not alter it."""
    match record:
        case StudySession(source_id=None, session_key=key) | PlannedSession(source_id=None, planned_key=key):
            return replace(record, source_id=key)
        case _:
            return record


def count_contradictions(result: DomainResult) -> Iterator[Violation]:
    """Yield the contradictions between the four counts of a result."""
    items, correct = result.n_items, result.n_correct
    seen, seen_correct = result.n_seen_before, result.n_correct_seen_before
    if correct > items:
        yield "n_correct", f"more correct answers than questions ({correct} of {items})"
    if seen is None:
        if seen_correct is not None:
            yield "n_correct_seen_before", "needs n_seen_before too"
        return
    if seen > items:
        yield "n_seen_before", f"more questions seen before than questions ({seen} of {items})"
    if seen_correct is None:
        return
    if seen_correct > seen:
        yield "n_correct_seen_before", f"more correct answers than questions seen before ({seen_correct} of {seen})"
    if seen_correct > correct:
        yield "n_correct_seen_before", f"more than all correct answers ({seen_correct} of {correct})"
    if seen <= items and seen_correct <= correct <= items and correct - seen_correct > items - seen:
        right, unseen = counted(correct - seen_correct, "correct answer"), counted(items - seen, "question")
        yield "n_correct_seen_before", f"leaves {right} for {unseen} not seen before"


def contradicted_totals(rows: RecordRows) -> dict[int, Violation]:
    """Return the violation of each total that contradicts the sum of its domains, by the index of its row."""
    if TOTAL_DOMAIN not in rows.column("domain_id"):
        return {}
    totals: dict[tuple[str, str], tuple[int, _Counts]] = {}
    domains: defaultdict[tuple[str, str], dict[str, _Counts]] = defaultdict(dict)
    columns = rows.values("candidate_id", "practice_exam_id", "domain_id", "n_items", "n_correct")
    for at, (name, exam, domain_id, *counts) in enumerate(columns):
        if domain_id == TOTAL_DOMAIN:
            totals[name, exam] = at, counts
        else:
            domains[name, exam][domain_id] = counts
    found = dict[int, Violation]()
    lower = "the total is lower than the sum of its domains"
    for key, (at, (all_items, all_correct)) in totals.items():
        n_items, n_correct = (sum(counts[place] for counts in domains[key].values()) for place in (0, 1))
        if all_items < n_items:
            found[at] = "n_items", f"{lower} ({counted(n_items, 'question')})"
        elif all_correct < n_correct:
            found[at] = "n_correct", f"{lower} ({counted(n_correct, 'correct answer')})"
        elif all_correct - n_correct > all_items - n_items:
            found[at] = "n_correct", "outside its domains, the total has more correct answers than questions"
    return found

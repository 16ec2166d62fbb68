"""Texts that several pages share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analytics import records
from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.clock import DAYS_PER_WEEK, RECENT_DAYS
from analytics.estimation.cohort import CohortUse
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.estimation.practice_results import PracticeResult
from analytics.models.stability import WINDOW_WEEKS
from analytics.records import Activity, Confidence
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import MIN_PRACTICE_EXAMS, Caveat, Missing, Reason, Verdict
from dashboard import formatting
from dashboard.text import navigation
from dashboard.text.shapes import method, paragraph, phrases

PRODUCT = "Cutscore"
NONE_LEFT = "No practice exam is left to take."
CUT = "passing score"
HOW_COMPUTED, SAME_IN_NUMBERS, WHAT_TO_DO = "How is this computed?", "The same in numbers", "What to do"
NO_DOMAIN = "no domain named"
TODAY, EXAM_DAY, NO_EXAM, LAST_DAY = "today", "exam day", "no exam", "last possible day"
READ_ONLY = "View only. Nothing can be changed here."
_CHANGED = (
    "This was changed elsewhere after you opened it, so nothing was saved. Reload the page to see the change, {}."
)
CHANGED_ELSEWHERE = _CHANGED.format("then try again")
CHANGED_UNDER_FORM = _CHANGED.format("or save again to replace it with what this form shows")
SAMPLE_IS_FIXED = "The sample can't be changed. Your own data can."
NOTHING_RECORDED = "Nothing has been recorded for this yet."
GO_TO_START, GO_TO_RESULT, GO_TO_DATA = "Set up your exam", "Enter the result", "Import files"

EMPTY_TITLE = "Nothing here yet"
EMPTY_BODY = "Set up your exam first. It takes ten minutes, and you don't need a practice exam."
NO_BLUEPRINT_BODY = paragraph("common_no_blueprint_body")

STEP_EXAM_DAY = f"Set your exam day under {navigation.STUDY}, or import a study plan that has one."

NO_PROVIDER, SEEN_BEFORE = "provider not named", "mostly seen before"
NO_PRACTICE_EXAM = "No practice exam yet, so it is too early to tell your chance of passing."
NO_PLAN = f"No plan to compare with yet. Make one on the {navigation.STUDY} page, under {navigation.PLAN}."

ACTIVITY_GROUPS: Mapping[str, tuple[Activity, ...]] = {
    "learning": (Activity.READING, Activity.VIDEO),
    "labs": (Activity.LAB,),
    "practice questions": (Activity.PRACTICE,),
    "review and other": (Activity.REVIEW, Activity.NOTES, Activity.DIAGRAM, Activity.OTHER),
}

CONFIDENCES = phrases(Confidence, "common_confidences")
VERDICTS = phrases(Verdict, "common_verdicts")

WINDOW = f"{formatting.spelled(round(WINDOW_WEEKS))} weeks"
"""The window for stability and for recent question sets."""

MISSING = phrases(
    Missing,
    "common_missing",
    exams=formatting.spelled(MIN_PRACTICE_EXAMS),
    weeks=formatting.spelled(RECENT_DAYS // DAYS_PER_WEEK),
    window=WINDOW,
)

PASSED = "You have passed this exam."
REASONS: Mapping[Reason | Caveat, str] = {**phrases(Reason, "common_reasons"), **phrases(Caveat, "common_caveats")}

METHOD_ABILITY = method("ability")


def other_candidates(cohort: CohortUse) -> str:
    people = formatting.counted(cohort.n_candidates, "candidate")
    scales = f"how the {people} of this file differ" if cohort.n_candidates else ""
    easy = formatting.counted(cohort.n_items_calibrated, "question is", "questions are")
    items = f"how easy {easy}" if cohort.n_items_calibrated else ""
    results = formatting.counted(cohort.n_outcomes, "exam result") if cohort.n_outcomes else ""
    scored = f" ({cohort.n_scores} with a score)" if cohort.n_scores else ""
    return formatting.joined([part for part in (scales, items, results + scored) if part]) or "not used"


def domain_name(names: Mapping[str, str], domain_id: str) -> str:
    return NO_DOMAIN if domain_id == records.NO_DOMAIN else names[domain_id]


passed_on = formatting.template("Passed on {}", formatting.day)
range_level = formatting.template("{} range", formatting.percent)


def in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {formatting.counted(days, 'day')}")


def result_question(exam_on: date, as_of: date) -> str:
    return "Your exam is today" if exam_on == as_of else f"How did it go on {formatting.day(exam_on)}?"


def awaited_result(exam_on: date, as_of: date) -> str:
    if exam_on == as_of:
        return f"When you have the result of today's exam, add it on the {navigation.EXAM_DAY} page."
    day, page, study = formatting.day(exam_on), navigation.EXAM_DAY, navigation.STUDY
    return paragraph("common_awaited_result", day=day, page=page, study=study)


def next_exam(ready: Readiness) -> str:
    """Return when the next practice exam is and its questions, "" if there is none left to take."""
    on = ready.next_practice_exam_on
    if on is None:
        return ""
    when = "today" if on == ready.as_of else formatting.day(on)
    return f"Next practice exam: {when}, {formatting.questions(ready.moves_to.n_items)}."


def in_currency(label: str, currency: str) -> str:
    return f"{label} ({currency})" if currency else label


NOT_THE_RESULT = "an estimate, not your exam result"
TOTALS_ONLY = "Your results are totals only, which can't tell the domains apart."


def own_questions(n_items: int) -> str:
    return formatting.questions(n_items) if n_items else "no questions yet"


def evidence(counts: EvidenceCounts, *, is_total: bool = False) -> str:
    """Return what an estimate is based on, and what is missing if results are totals; "" without practice exams."""
    if not counts.n_exams:
        return ""
    exams = formatting.counted(counts.n_exams, "practice exam")
    seen = f" ({counts.n_seen:,} seen before)" if counts.n_seen else ""
    totals = f" {TOTALS_ONLY}" if is_total else ""
    return f"Based on {formatting.questions(counts.n_items)}{seen} in {exams}.{totals}"


def dated_exam(day: date, practice_exam_id: str) -> str:
    """Return the day of a practice exam and its name, unless it has none and is called by its day."""
    name = "" if practice_exam_id == day.isoformat() else f", {formatting.literal(practice_exam_id)}"
    return f"{formatting.day(day)}{name}"


def practice_exam(point: PracticeResult) -> list[str]:
    score = f"{point.n_correct} of {point.n_items} correct ({formatting.counted_percent(point.share.value)})"
    seen = f"{formatting.counted_percent(point.seen_share)} of the questions seen before"
    return [score, point.form, seen] if point.form else [score, seen]


def closed(exam: ExamBlueprint, as_of: date) -> str:
    why = REASONS[Reason.NO_RETAKE_LEFT]
    if exam.status_on(as_of) is ExamStatus.RETIRED:
        since = f" on {formatting.full_day(exam.last_day)}" if exam.last_day else ""
        why = f"{formatting.literal(exam.code)} was retired{since} and can no longer be booked."
    return f"{why} {successors(exam.replaced_by)}".rstrip()


def why_closed(exam: ExamBlueprint, as_of: date) -> str:
    if exam.status_on(as_of) is not ExamStatus.RETIRED:
        return REASONS[Reason.NO_RETAKE_LEFT]
    return f"Its last day was {formatting.day(exam.last_day)}." if exam.last_day else ""


def successors(codes: Sequence[str]) -> str:
    if not codes:
        return ""
    replace = formatting.verb(len(codes), "replaces", "replace")
    return f"{formatting.joined([formatting.literal(code) for code in codes])} {replace} this exam."


def needed(missing: Iterable[Missing], n_items: int) -> list[str]:
    return [MISSING[item].format(n_items=n_items) for item in missing]


def missing_sentence(missing: tuple[Missing, ...], n_items: int) -> str:
    return f"For a firmer answer, you need {formatting.joined(needed(missing, n_items))}." if missing else ""


def firmer_answer(ready: Readiness) -> str:
    """Return what a firmer answer needs, and since when changes are only assumed."""
    sentence, last_on = missing_sentence(ready.missing, ready.min_new_items), ready.counts.last_on
    if last_on is None or Missing.RECENT_PRACTICE_EXAM not in ready.missing:
        return sentence
    return f"Any change since {formatting.day(last_on)} is assumed, not measured. {sentence}"

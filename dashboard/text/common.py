"""Texts that several pages share."""

from collections.abc import Mapping
from datetime import date

from analytics import records
from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK, RECENT_DAYS
from analytics.estimation.cohort import CohortUse
from analytics.estimation.exam_form import UNPUBLISHED_CUT
from analytics.estimation.practice_points import PracticePoint
from analytics.models.stability import WINDOW_WEEKS
from analytics.records import Activity, Confidence
from analytics.reports.decision.verdict import MIN_NEW_ITEMS, MIN_PRACTICE_EXAMS, Missing, Reason, Verdict
from analytics.reports.planning.next_practice_exam import NextPracticeExam
from dashboard import formatting
from dashboard.text import navigation
from dashboard.text.shapes import method, phrases

PRODUCT = "Cutscore"
NEXT_EXAM = "Next practice exam"


CUT = "passing score"
HOW_COMPUTED = "How is this computed?"
WHAT, VALUE = "What", "Value"
SAME_IN_NUMBERS = "The same in numbers"
WHAT_TO_DO = "What to do"
NOT_TAKEN = "Rows with problems"
NO_DOMAIN = "no domain named"
EXPECTED_ON_NEW = "Expected on new questions"
LAST_DAY = "last day"
SCORE_AXIS = "Correct answers (%)"
READ_ONLY = "View only. Nothing can be changed here."
NOTHING_RECORDED = "Nothing has been recorded for this yet."
GO_TO_START = "Set up your exam"
GO_TO_ADD = "Add data"
GO_TO_DATA = "Import files"


EMPTY_TITLE = "Nothing here yet"
EMPTY_BODY = "Set up your exam first. It takes ten minutes, and you don't need a practice exam."
NO_BLUEPRINT_BODY = (
    "Cutscore doesn't know this candidate's exam. Choose it in the setup, or import a study plan, a practice exam or "
    "the exam's own file."
)

STEP_EXAM_DAY = f"Set your exam date under {navigation.STUDY}, or import a study plan that has one."

NO_PROVIDER = "provider not named"
NO_PRACTICE_EXAM = "No practice exam yet, so it is too early to tell your chance of passing."
NO_PLAN = f"No plan to compare with yet. Make one under {navigation.STUDY}, {navigation.PLAN}."

ACTIVITY_GROUPS: Mapping[str, tuple[Activity, ...]] = {
    "learning": (Activity.READING, Activity.VIDEO),
    "labs": (Activity.LAB,),
    "practice questions": (Activity.PRACTICE,),
    "review and other": (Activity.REVIEW, Activity.NOTES, Activity.DIAGRAM, Activity.OTHER),
}

CONFIDENCES = phrases(Confidence, "common_confidences")

VERDICTS = phrases(Verdict, "common_verdicts")

WINDOW = f"{formatting.spelled(round(WINDOW_WEEKS))} weeks"
"""The window in which movement is judged and forms are counted."""

MISSING: Mapping[Missing, str] = {
    Missing.PRACTICE_EXAMS: f"at least {formatting.spelled(MIN_PRACTICE_EXAMS)} practice exams",
    Missing.NEW_QUESTIONS: f"at least {MIN_NEW_ITEMS} new questions",
    Missing.RECENT_PRACTICE_EXAM: (
        f"a practice exam within the last {formatting.spelled(RECENT_DAYS // DAYS_PER_WEEK)} weeks"
    ),
    Missing.EXAM_DATE: "an exam date",
    Missing.SECOND_FORM_OR_PROVIDER: f"a second set of questions or provider within the last {WINDOW}",
}

PASSED = "You have passed this exam."

REASONS: Mapping[Reason, str] = {
    Reason.CHANCE_REACHES_TARGET: "The chance reaches your target.",
    Reason.CHANCE_BELOW_TARGET: "The chance is below your target.",
    Reason.TARGET_DISAGREES: "The target says otherwise.",
    Reason.AN_EARLIER_DAY_REACHES_TARGET: "An earlier day already reaches your target.",
    Reason.AN_EARLIER_WEEK_IS_CHEAPER: "An earlier week is likely to cost you less.",
    Reason.NO_LATER_WEEK_IS_CHEAPER: "No later week is likely to cost you less.",
    Reason.A_LATER_WEEK_IS_CHEAPER: "A later week is likely to cost you less.",
    Reason.MORE_WILL_BE_KNOWN: "Taking one more practice exam first is likely to save more than the week costs.",
    Reason.DEADLINE_BINDS: "Your deadline or the exam's last day limits the choice.",
    Reason.STOPPING_IS_CHEAPER: "At these costs, every date is likely to cost more than not taking the exam.",
    Reason.NO_DAY_PAYS_YET: ("No date is worth its costs so far, but it is too early to say that none will be."),
    Reason.ALREADY_PASSED: f"{PASSED} There is nothing left to book.",
    Reason.RETAKE_IS_NOT_OPEN_YET: "After failing, you can't retake the exam by that day.",
    Reason.FAILED_ATTEMPT_IS_COUNTED: (
        "Your failed attempt counts too: it shows how the real exam compares with your practice exams."
    ),
    Reason.FAILED_ATTEMPT_IS_NOT_COUNTED: (
        "A failed attempt more than half a year before your practice exams does not count."
    ),
    Reason.EXAM_DAY_IS_TOO_LATE: ("That is after your deadline or the exam's last day. Choose an earlier day."),
    Reason.EXAM_DAY_IS_FAR: "That day is so far off that there is no need to book yet.",
    Reason.FEE_IS_NOT_PUBLISHED: "The fee is not published, so costs leave it out. Enter yours.",
    Reason.CHANCE_IS_LOW: "On that day you are more likely to fail than to pass.",
    Reason.CUT_IS_UNCERTAIN: "How many questions you need is not published, so the passing score is uncertain.",
    Reason.CUT_IS_NOT_PUBLISHED: (
        f"The provider publishes no passing score. About {formatting.percent(UNPUBLISHED_CUT[0])} is our guess."
    ),
    Reason.WEIGHTS_ARE_NOT_PUBLISHED: "The provider publishes no domain weights. They count as equal, give or take.",
    Reason.CORRECTED_BY_REAL_RESULTS: ("Chances are corrected by the real results of other people in this file."),
    Reason.ROWS_OF_UNKNOWN_DOMAINS_LEFT_OUT: ("Questions from domains that this exam does not have are left out."),
    Reason.NOT_OPEN_YET: "This exam is not open yet on that day.",
    Reason.RETIRED: "This exam can no longer be booked.",
}

METHOD_ABILITY = method("ability")


def others_in_use(cohort: CohortUse) -> str:
    people = formatting.counted(cohort.n_candidates, "candidate")
    scales = f"how {people} differ" if cohort.has_population_scales else ""
    easy = formatting.counted(cohort.n_items_calibrated, "question is", "questions are")
    items = f"how easy {easy}" if cohort.n_items_calibrated else ""
    results = formatting.counted(cohort.n_outcomes, "exam result") if cohort.n_outcomes else ""
    scored = f" ({cohort.n_scores} with a score)" if cohort.n_scores else ""
    return formatting.joined([part for part in (scales, items, results + scored) if part]) or "not used"


def domain_name(names: Mapping[str, str], domain_id: str) -> str:
    return NO_DOMAIN if domain_id == records.NO_DOMAIN else names[domain_id]


def in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {formatting.counted(days, 'day')}")


def awaited_result(exam_on: date, as_of: date) -> str:
    if exam_on == as_of:
        return f"Your exam is today. Add the result under {navigation.EXAM_DAY} when you have it."
    return (
        f"Your planned exam day, {formatting.day(exam_on)}, has passed. Add the result under {navigation.EXAM_DAY}, or "
        f"choose another day under {navigation.STUDY}."
    )


def next_exam(ahead: NextPracticeExam | None, as_of: date) -> str:
    if ahead is None:
        return "None left"
    when = "Today" if ahead.on == as_of else formatting.day(ahead.on)
    return f"{when}, {formatting.questions(ahead.n_items)}"


def passed(*, is_passed: bool) -> str:
    return "passed" if is_passed else "did not pass"


def range_level(level: float) -> str:
    return f"{formatting.percent(level)} range"


def plan_hours(band: tuple[float, float] | None) -> str:
    return f"Planned: {formatting.hours.between(*band)} a week." if band else ""


TOTALS_ONLY = "Your results are in total only, so it is too early to tell the domains apart."


def own_questions(n_items: int) -> str:
    return formatting.questions(n_items) if n_items else "no questions yet"


def evidence(n_items: int, n_exams: int, n_seen: int) -> str:
    if not n_exams:
        return "Based on no practice exam."
    exams = formatting.counted(n_exams, "practice exam")
    seen = f" ({n_seen} seen before)" if n_seen else ""
    return f"Based on {formatting.questions(n_items)}{seen} in {exams}."


def practice_exam(point: PracticePoint) -> list[str]:
    return [
        f"{point.n_correct} of {point.n_items} correct ({formatting.counted_percent(point.share.value)})",
        *([point.form] if point.form else []),
        f"{formatting.counted_percent(point.seen_share)} of the questions seen before",
    ]


def retired(exam: ExamBlueprint) -> str:
    since = f" on {formatting.full_day(exam.last_day)}" if exam.last_day else ""
    successors = formatting.joined([formatting.literal(code) for code in exam.replaced_by])
    follow_up = f" Replaced by {successors}." if successors else ""
    return f"{formatting.literal(exam.code)} was retired{since} and can no longer be booked.{follow_up}"


def missing_sentence(missing: tuple[Missing, ...]) -> str:
    if not missing:
        return ""
    return f"A firmer answer needs {formatting.joined([MISSING[item] for item in missing])}."

"""Texts of the pace page."""

from collections.abc import Mapping, Sequence

from analytics.models.first_pass import EXAM_SD, LEAST_TIMES, FirstPass
from analytics.reports.practice.flagged_questions import ResponseGroup
from analytics.reports.practice.pace import RECENT_EXAMS, RESERVE_SHARE, STANDARD_LIMIT_MIN, LimitSource, PaceReport
from analytics.reports.practice.paced_exams import PacedExam
from dashboard import formatting
from dashboard.text import method_inputs
from dashboard.text.shapes import ChartText, Column, method, table_rows

QUESTIONS = ChartText(
    title="How long did each question take?",
    alt=(
        "The minutes of each question of one practice exam in its order, flagged ones as open diamonds, with your "
        "limit and the time that the exam gives for a question as lines. The numbers stand in the table below."
    ),
    x_axis="Question",
    y_axis="Minutes",
)
EXAM_LABEL = "Practice exam"
ANSWERED_LABEL = "answered"
FLAGGED_LABEL = "flagged"
LIMIT_LABEL = "your limit"
ALLOWED_LABEL = "exam gives"
LEFT = ChartText(
    title="How much time was left?",
    alt=(
        "For each practice exam the minutes that its pace would leave of the real exam, and the minutes to keep for a "
        "second pass as a line. The numbers stand in a table on this page."
    ),
    y_axis="Minutes left at the real length",
)
MARGIN_LABEL = "to keep"
OUTLOOK = ChartText(
    title="Will the time suffice?",
    alt=(
        "The minutes of a first pass through the real exam with their range: as now, with every question left at your"
        " limit, and where the exam may show fewer questions also with the fewest; the exam's time as a line."
    ),
    x_axis="Minutes",
)
AS_NOW = "as now"
FEWEST = "as now, fewest questions"
WITH_LIMIT = "nothing over your limit"
EXAM_TIME = "time of the exam"
FLAGS_TITLE = "What became of the flags?"
NO_RETURN = "This exam does not let you return to a question, so a flag only helps in practice."
LEFT_TAB = "Minutes left"
QUESTIONS_TAB = "Question by question"
FLAGS_TAB = "Flags"
NO_QUESTION_TIMES = "No answer has a time yet. With response_time_s in item_responses.csv each question shows here."
TABLE_TITLE = "Practice exam by practice exam"
TRY_TITLE = "Try another limit"
LIMIT_INPUT = "Most minutes for one question, first pass"
MARGIN_INPUT = "Minutes to keep for returning"
TRY_NOTE = "This is only tried here. The limit that stays is set under Plan and exam, among its settings."
SOURCES: Mapping[LimitSource, str] = {
    LimitSource.TRIED: "tried here",
    LimitSource.PLANNED: "from your plan",
    LimitSource.STANDARD: "the usual one, since no plan names another",
}

EMPTY_STEPS = (
    "Type in how many minutes a practice exam took, with its result: then the minutes left show.",
    "Bring a file of its answers with the seconds of each, for all that this page tells: response_time_s in "
    "item_responses.csv, whose template is on the Data page, and is_flagged and is_revisited where you know them.",
    f"Until your plan says otherwise, the limit is {STANDARD_LIMIT_MIN:g} minutes a question on the first pass, or "
    "what the exam gives for one where that is more.",
)


def answer(report: PaceReport) -> str:
    outlook = report.outlook
    if not report.exams:
        return "No times are known yet, so your pace is not known."
    if outlook is None:
        last = (report.recent or report.exams)[-1]
        which = f"{formatting.day(last.day)}{' (not timed)' if last.is_untimed else ''}"
        return (
            f"Your practice exam of {which} took {each(last.used_min_per_item)} a question. "
            f"The real exam gives you {each(report.allowed_min)}."
        )
    if report.leaves_unreached:
        return (
            f"The chance that time runs out at your pace is {chance(outlook)}; on average about "
            f"{round(outlook.not_reached.value)} of {formatting.questions(report.n_exam_items)} "
            f"({formatting.whole.range(outlook.not_reached)}) are not reached."
        )
    return (
        f"At your pace a first pass takes about {round(outlook.total_min.value)} of {_minutes(report.duration_min)} "
        f"({formatting.whole.range(outlook.total_min)}); the chance that time runs out is {chance(outlook)}."
    )


def _minutes(value_min: float, digits: int = 2) -> str:
    return formatting.counted(round(value_min, digits), "minute")


def each(value_min: float) -> str:
    return f"{value_min:.1f} minutes"


def limit(report: PaceReport) -> str:
    own = f"Your limit is {_minutes(report.limit_min)} a question ({SOURCES[report.limit_source]})."
    if report.is_limit_enough:
        kept = f"with {_minutes(report.reserve_min)} left" if report.reserve_min else "in time"
        return f"{own} Even at the limit on every question you finish the first pass {kept}."
    if report.is_limit_loose:
        return (
            f"{own} The exam gives {each(report.allowed_min)}, so this limit stops you on few questions only; "
            "one nearer to that would help more."
        )
    is_in_time = report.at_limit_min <= report.duration_min
    kept = f" and could not keep {report.reserve_min:.0f} for a second pass" if is_in_time else ""
    return (
        f"{own} The exam gives {each(report.allowed_min)}: at the limit on every question you would need "
        f"{report.at_limit_min:.0f} of {_minutes(report.duration_min)}{kept}, so most have to be quicker."
    )


def exam_name(exam: PacedExam) -> str:
    return f"{formatting.day(exam.day)}, {exam.practice_exam_id}"


def exam_sentence(exam: PacedExam, report: PaceReport) -> str:
    n_flagged = exam.n_flagged
    flagged = "" if n_flagged is None else f", {n_flagged} {formatting.verb(n_flagged, 'was', 'were')} flagged"
    missing = exam.n_without_time
    partly = f" {formatting.questions(missing)} without a time count as the others." if missing else ""
    wanted = f"; aim for {report.reserve_min_of(exam):.0f}" if report.reserve_min else ""
    return (
        f"{exam.n_over_limit} of {formatting.questions(len(exam.questions))} took more than "
        f"{_minutes(report.limit_min)}{flagged}. The first pass took {exam.used_min:.0f} of "
        f"{_minutes(exam.allowed_min, 0)}: {_left(exam)}{wanted}.{partly}"
    )


def _left_min(exam: PacedExam) -> int:
    """Return minutes that agree with the two whole numbers beside them."""
    return round(exam.allowed_min) - round(exam.used_min)


def _left(exam: PacedExam) -> str:
    left = _left_min(exam)
    return f"{left} left" if left >= 0 else f"{-left} too many"


def question_hover(name: str) -> str:
    return f"{QUESTIONS.x_axis} %{{x}}: %{{y:.1f}} min, {name}"


def left_hover(name: str, exam: PacedExam) -> str:
    return f"{name}: {took(exam)}"


def took(exam: PacedExam) -> str:
    return f"{exam.used_min:.0f} of {_minutes(exam.allowed_min, 0)}, {_left(exam)}{_untimed(exam)}"


def _untimed(exam: PacedExam) -> str:
    return ", not timed" if exam.is_untimed else ""


def left(report: PaceReport) -> str:
    if not report.exams:
        return "No practice exam has a time yet."
    last = report.exams[-1]
    whole = f"At that pace the real exam takes {report.real_exam_min(last):.0f} of its {_minutes(report.duration_min)}."
    in_reserve = (
        f" {report.n_with_reserve} of {formatting.counted(len(report.comparable), 'timed practice exam')} on mostly "
        f"new questions went fast enough to leave {_minutes(report.reserve_min, 0)} for a second pass."
        if report.reserve_min and len(report.comparable) > 1
        else ""
    )
    return f"The last practice exam took {took(last)}. {whole}{in_reserve}"


def left_note(report: PaceReport) -> str:
    if any(exam.is_mostly_seen for exam in report.exams):
        return "Hollow: mostly questions seen before, which are answered quicker."
    return ""


def outlook(report: PaceReport) -> str:
    as_now, with_limit = report.outlook, report.outlook_with_limit
    if as_now is None or with_limit is None:
        known = formatting.counted(report.n_recent_times, "is", "are")
        return f"{_by_whole_exams(report)}{_TOO_FEW} {known} known."
    times = formatting.counted(report.n_recent_times, "answer time")
    n = len(report.recent)
    some = f"{report.n_recent_exams} of " if report.n_recent_exams < n else ""
    exams = f"{some}your last {formatting.verb(n, 'timed practice exam', f'{n} timed practice exams')}"
    returning = " Returning to flagged questions comes on top." if report.may_return else ""
    return (
        f"A first pass of {formatting.questions(report.n_exam_items)} takes {formatting.whole.range(as_now.total_min)} "
        f"of {_minutes(report.duration_min)}; with no question over {_minutes(report.limit_min)} the chance of "
        f"running out is {chance(with_limit)}.{_shortest(report)}{returning} Based on {times} in {exams}."
    )


_TOO_FEW = (
    f"The chance of running out needs at least {LEAST_TIMES} answer times, question by question, of your last "
    f"{formatting.spelled(RECENT_EXAMS)} timed practice exams and to questions not seen before."
)


def _by_whole_exams(report: PaceReport) -> str:
    whole = report.recent_times
    if whole is None:
        return ""
    takes = formatting.whole.between(whole.least_min, whole.most_min)
    n = whole.n_exams
    last = f"the last {formatting.verb(n, 'timed practice exam', formatting.spelled(n))}"
    run_out = formatting.spelled(whole.n_run_out) if whole.n_run_out else "none"
    return (
        f"At the pace of {last} the real exam takes {takes} of its {_minutes(report.duration_min)}, returns to earlier "
        f"questions included; {run_out} would have run out. "
    )


def _shortest(report: PaceReport) -> str:
    shortest = report.outlook_shortest
    if shortest is None:
        return ""
    return (
        f" The exam shows {report.n_exam_items_min} to {formatting.questions(report.n_exam_items)}; with "
        f"{report.n_exam_items_min} the chance is {chance(shortest)}."
    )


def chance(outlook: FirstPass) -> str:
    return formatting.percent.with_range(outlook.run_out)


def outlook_hover(outlook: FirstPass) -> str:
    total = outlook.total_min
    return f"{_minutes(total.value, 0)} ({formatting.whole.range(total)}), chance of running out {chance(outlook)}"


def flags(report: PaceReport) -> str:
    found = report.flags
    only_practice = "" if report.may_return else f"{NO_RETURN} "
    if not found.n:
        return only_practice or (
            "No answer says whether it was flagged. Note is_flagged, and is_revisited for those you came back to."
        )
    raised = f"You flagged {found.n_flagged} of {formatting.questions(found.n)}"
    n_noted = found.returned.n + found.left.n
    returned = (
        f"; you returned to {found.returned.n} of {n_noted}" if n_noted else "; whether you returned is not noted"
    )
    return (
        f"{only_practice}{raised}{returned}. What changing an answer did, right to wrong or wrong to right, cannot be "
        "said: a log holds the last answer, not the first. The rows show how each kind ended; flagged questions are "
        "also the harder ones."
    )


def flag_rows(report: PaceReport) -> list[dict[str, str]]:
    found = report.flags
    kinds = {
        "flagged, returned to": found.returned,
        "flagged, not returned to": found.left,
        "flagged, return not noted": found.unknown,
        "not flagged": found.not_flagged,
    }
    return table_rows(FLAG_COLUMNS, [(name, group) for name, group in kinds.items() if group.n])


FLAG_COLUMNS: Sequence[Column[tuple[str, ResponseGroup]]] = (
    Column("Questions", lambda row: row[0]),
    Column("Right", lambda row: f"{row[1].n_correct} of {row[1].n}"),
    Column("Range", lambda row: formatting.counted_percent.range(row[1].share)),
)
EXAM_COLUMNS: Sequence[Column[PacedExam]] = (
    Column("Practice exam", lambda exam: f"{formatting.literal(exam_name(exam))}{_untimed(exam)}"),
    Column("Questions", lambda exam: str(exam.n_items)),
    Column("Minutes", lambda exam: f"{exam.used_min:.0f} of {exam.allowed_min:.0f}"),
    Column("Left", lambda exam: f"{_left_min(exam)}"),
    Column("Left at the real length", lambda exam: f"{round(exam.real_exam_left_min)}"),
    Column("Over your limit", lambda exam: str(exam.n_over_limit) if exam.is_by_question else "not known"),
)


def inputs(report: PaceReport) -> list[tuple[str, str]]:
    return [
        method_inputs.known_until(report.as_of),
        ("Questions of the real exam, at most", str(report.n_exam_items)),
        ("Minutes of the real exam", str(report.duration_min)),
        ("Limit for one question", _minutes(report.limit_min)),
        ("Minutes to keep", f"{report.reserve_min:.0f}"),
        ("Practice exams with a time", str(len(report.exams))),
        ("Practice exams in the chance", str(report.n_recent_exams)),
        ("Answer times in the chance", str(report.n_recent_times)),
        ("One exam may go slower or quicker by", formatting.percent(EXAM_SD)),
        *([method_inputs.ranges_hold(report.outlook.total_min)] if report.outlook else []),
    ]


METHOD = method(
    "pace",
    exam_sd=formatting.percent(EXAM_SD),
    recent_exams=formatting.spelled(RECENT_EXAMS),
    standard_limit=f"{STANDARD_LIMIT_MIN:g}",
    kept_part=formatting.spelled(round(1 / RESERVE_SHARE)),
)

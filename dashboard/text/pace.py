"""The sentences of the pace page."""

from analytics.models.first_pass import EXAM_SD, LEAST_TIMES, FirstPass
from analytics.reports.pace import KEPT_PART, RECENT_EXAMS, STANDARD_RULE_MIN, AnswerGroup, PacedExam, PaceReport
from dashboard import formatting
from dashboard.text import common

MAIN_TITLE = "How long did each question take?"
MAIN_ALT = (
    "The minutes of each question of one practice exam in its order, flagged ones as open diamonds, with your limit "
    "and the time that the exam gives for a question as lines. The numbers stand in the table below."
)
POSITION_AXIS = "Question"
TIME_AXIS = "Minutes"
EXAM_LABEL = "Practice exam"
ANSWERED_LABEL = "answered"
FLAGGED_LABEL = "flagged"
RULE_LABEL = "your limit"
ALLOWED_LABEL = "exam gives"
LEFT_TITLE = "What was left after the first pass?"
LEFT_ALT = (
    "For each practice exam the minutes left of the time that the real exam gives for as many questions, and the "
    "minutes you want to keep as a line. The numbers stand in a table on this page."
)
LEFT_NOTE = "Hollow: mostly questions seen before, which are answered quicker."
LEFT_AXIS = "Minutes left"
KEPT_LINE = "to keep"
WHOLE_LABEL = "known as a whole"
BY_QUESTION_LABEL = "known by question"
OUTLOOK_TITLE = "Will the time suffice?"
OUTLOOK_ALT = (
    "The minutes of a first pass through the real exam with their range: as now, and with every question left at "
    "your limit; the exam's time as a line."
)
OUTLOOK_AXIS = "Minutes"
AS_NOW = "as now"
WITH_RULE = "nothing over your limit"
EXAM_TIME = "time of the exam"
FLAGS_TITLE = "What became of the flags?"
TABLE_TITLE = "Practice exam by practice exam"
TRY_TITLE = "Try another limit"
RULE_INPUT = "Most minutes for one question, first pass"
KEPT_INPUT = "Minutes to keep for returning"
TRY_NOTE = "This is only tried here. The limit that stays is minutes_per_item in your study plan."
EMPTY_STEPS = (
    "Import a practice exam question by question with response_time_s, the seconds of each question, and "
    "is_flagged and is_revisited where you know them. The template of item_responses.csv is on the Data page.",
    "Where you know only the whole time, give duration_min with the practice exam: then the minutes left show.",
    f"Until your plan says otherwise, the limit is {STANDARD_RULE_MIN:g} minutes a question on the first pass.",
)


def answer(report: PaceReport) -> str:
    """Say whether the time suffices at the present pace."""
    outlook = report.outlook
    if not report.exams:
        return "No times are known yet, so your pace is not known."
    if outlook is None:
        last = report.exams[-1]
        return (
            f"Your last practice exam took {each(last.used_min / last.n_items)} a question; the real exam gives "
            f"{each(report.allowed_min)}. Too few times by question are known for the chance of running out."
        )
    if round(outlook.not_reached.value) >= 1:
        return (
            f"At your pace the time would run out with about {formatting.questions(outlook.not_reached.value)} not "
            f"reached ({formatting.whole_range(outlook.not_reached)}), of {report.n_exam_items}."
        )
    return (
        f"At your pace a first pass takes about {round(outlook.total_min.value)} of {report.duration_min} minutes "
        f"({formatting.whole_range(outlook.total_min)})."
    )


def each(value_min: float) -> str:
    """Write the minutes of one question."""
    return f"{value_min:.1f} minutes"


def rule(report: PaceReport) -> str:
    """Say what the limit is, where it is from, and that it cannot hold for all questions."""
    if report.rule_min != report.own_rule_min:
        source = "tried here"
    else:
        source = "from your plan" if report.is_rule_planned else "the standard one, since your plan names none"
    said = f"Your limit is {report.rule_min:g} minutes a question ({source})."
    needed = report.rule_min * report.n_exam_items
    if needed <= report.duration_min:
        return f"{said} Even at the limit on every question the first pass ends in time."
    return (
        f"{said} The exam gives {each(report.allowed_min)}: at the limit on every question you would need "
        f"{needed:.0f} of {report.duration_min} minutes, so most have to be quicker."
    )


def exam_name(exam: PacedExam) -> str:
    """Name a practice exam to choose."""
    return f"{formatting.day(exam.day)}, {exam.practice_exam_id}"


def exam_sentence(exam: PacedExam, report: PaceReport) -> str:
    """Say how the first pass of one practice exam went."""
    flagged = sum(question.is_flagged for question in exam.questions)
    missing = exam.n_items - len(exam.questions)
    partly = f" {formatting.questions(missing)} without a time count as the others." if missing else ""
    return (
        f"{exam.n_over_rule} of {formatting.questions(len(exam.questions))} took more than {report.rule_min:g} "
        f"minutes, {flagged} were flagged. The first pass took {exam.used_min:.0f} of {exam.allowed_min:.0f} minutes: "
        f"{_left(exam)}; you want to keep {report.kept_min * exam.allowed_min / report.duration_min:.0f}.{partly}"
    )


def _left(exam: PacedExam) -> str:
    left = round(exam.left_min)
    return f"{left} left" if left >= 0 else f"{-left} too many"


def left_hover(exam: PacedExam) -> str:
    """Say what a dot of the chart shows."""
    return f"{exam.used_min:.0f} of {exam.allowed_min:.0f} minutes, {_left(exam)}"


def outlook(report: PaceReport) -> str:
    """Say the chance of running out, as now and with the limit kept."""
    as_now, with_rule = report.outlook, report.outlook_with_rule
    if as_now is None or with_rule is None:
        return (
            f"The chance of running out needs at least {LEAST_TIMES} answer times of timed practice exams, to "
            f"questions not seen before; {report.n_recent_times} are known. What a whole exam took says what was "
            "left, but not how much one exam differs from the next."
        )
    times = formatting.counted(report.n_recent_times, "answer time")
    exams = formatting.counted(report.n_recent_exams, "practice exam")
    return (
        f"The chance of running out in a first pass of {report.n_exam_items} questions is {chance(as_now)}; with no "
        f"question over {report.rule_min:g} minutes it is {chance(with_rule)}. Returning to flagged questions comes "
        f"on top. This rests on {times} of your last {exams}."
    )


def chance(outlook: FirstPass) -> str:
    """Write a chance of running out with its range."""
    return formatting.share_with_range(outlook.run_out)


def outlook_hover(outlook: FirstPass) -> str:
    """Say what a row of the chart shows."""
    total = outlook.total_min
    return f"{total.value:.0f} minutes ({formatting.whole_range(total)}), chance of running out {chance(outlook)}"


def flags(report: PaceReport) -> str:
    """Say what flags did, and what no log can say."""
    found = report.flags
    if not found.n:
        return "No answer says whether it was flagged. Note is_flagged, and is_revisited for those you came back to."
    raised = f"{found.n_flagged} of {formatting.questions(found.n)} were flagged"
    known = found.returned.n + found.left.n
    returned = f"; {found.returned.n} of {known} were returned to" if known else "; whether you returned is not noted"
    return (
        f"{raised}{returned}. What changing an answer did, right to wrong or wrong to right, cannot be said: a log "
        "holds the last answer, not the first. The rows show how each kind ended; flagged questions are also the "
        "harder ones."
    )


def flag_rows(report: PaceReport) -> list[dict[str, str]]:
    """Give each kind of answer with its share right as a row; kinds without answers are left out."""
    found = report.flags
    kinds = {
        "flagged, returned to": found.returned,
        "flagged, not returned to": found.left,
        "flagged, return not noted": found.unknown,
        "not flagged": found.not_flagged,
    }
    return [_flag_row(name, group) for name, group in kinds.items() if group.n]


def _flag_row(name: str, group: AnswerGroup) -> dict[str, str]:
    return {
        "Questions": name,
        "Right": f"{group.n_right} of {group.n}",
        "Range": formatting.percent_range(group.share),
    }


def exam_row(exam: PacedExam) -> dict[str, str]:
    """Give one practice exam's time as a row."""
    told = str(exam.n_over_rule) if exam.is_by_question else "not known"
    untimed = ", not timed" if exam.is_untimed else ""
    return {
        "Practice exam": f"{formatting.day(exam.day)}, {formatting.literal(exam.practice_exam_id)}{untimed}",
        "Questions": str(exam.n_items),
        "Minutes": f"{exam.used_min:.0f} of {exam.allowed_min:.0f}",
        "Left": f"{round(exam.left_min)}",
        "Over your limit": told,
    }


def inputs(report: PaceReport) -> list[tuple[str, str]]:
    """List what the page was worked out from."""
    return [
        ("Known until", formatting.full_day(report.as_of)),
        ("Questions of the real exam, all that are shown", str(report.n_exam_items)),
        ("Minutes of the real exam", str(report.duration_min)),
        ("Limit for one question", f"{report.rule_min:g} minutes"),
        ("Minutes to keep", f"{report.kept_min:.0f}"),
        ("Practice exams with a time", str(len(report.exams))),
        ("Answer times in the chance", str(report.n_recent_times)),
        ("One exam may go slower or quicker by", formatting.percent(EXAM_SD)),
        *([("Ranges hold in", common.cases(report.outlook.total_min))] if report.outlook else []),
    ]


METHOD = (
    "The time allowed for a practice exam is the real exam's time for as many questions. Times are taken as they "
    "were recorded; where a source adds the time of a return, the first pass looks longer than it was.\n\n"
    "The chance of running out: answer times are log-normal, with a spread within an exam that your times give, and "
    f"a pace that differs from exam to exam by about {formatting.percent(EXAM_SD)}, which is a judgement of ours. "
    "From both, and from what is not known of them, follows the time of all questions of the real exam. The range of "
    "the chance shows what is not known of your pace. Questions not reached are the minutes over the limit, divided "
    f"by the time of a question. The last {formatting.spelled(RECENT_EXAMS)} timed practice exams count, and of them "
    "the questions not seen before, since others are answered quicker.\n\n"
    f"The minutes to keep are one in {formatting.spelled(round(1 / KEPT_PART))} of the exam's minutes unless you try "
    "others: 30 of 180."
)

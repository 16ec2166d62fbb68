"""Texts of the pace in practice exams and in the real one."""

from analytics.blueprints.model import ExamBlueprint
from analytics.models.first_pass import EXAM_SD, MIN_TIMES, FirstPass
from analytics.reports.practice import pace
from analytics.reports.practice.paced_exams import PacedExam
from analytics.reports.practice.response_log import ResponseGroup
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import Columns, chart, first_steps, method, paragraph, phrases, table_rows

USED = chart("pace_used", numbers=common.SAME_IN_NUMBERS)
RESERVE_LABEL = "reserve from here"
N_EXAMS_DRAWN = 7
QUESTIONS = chart("pace_questions")
EXAM_LABEL = "Practice exam"
ANSWERED_LABEL, FLAGGED_LABEL = "answered", "flagged"
LIMIT_LABEL, ALLOWED_LABEL = "your limit", "exam's pace"
OUTLOOK = chart("pace_outlook")
AS_NOW, WITH_LIMIT = "at your pace", "nothing over your limit"
EXAM_TIME = "exam's time"
FLAGS_TITLE = "Flagged questions"
NO_RETURN = "This exam does not let you return to a question, so flags only help in practice."
NO_QUESTION_TIMES = "No answer has a time yet (response_time_s in item_responses.csv)."
TRY_TITLE = "Try another limit"
LIMIT_INPUT, RESERVE_INPUT = "Maximum minutes per question, first pass", "Minutes to reserve for returning"
TRY_NOTE = "Nothing is saved here. Set your limit under Study, in the plan's settings."
SOURCES = phrases(pace.LimitSource, "pace_sources")
EMPTY_STEPS = first_steps("pace")


def answer(report: pace.PaceReport) -> str:
    outlook = report.outlook
    if not report.exams:
        return "Too early to tell: no practice exam has a time yet."
    if outlook is None:
        last = (report.recent or report.exams)[-1]
        which = f"{formatting.day(last.day)}{' (not timed)' if last.is_untimed else ''}"
        own, real = each(last.used_min_per_item), allowed(report.exam)
        return f"Your practice exam of {which} took {own} per question. The real exam gives you {real}."
    total, limit = outlook.total_min, _minutes(report.exam.duration_min)
    questions, minutes = formatting.questions(report.exam.n_items_max), str(round(total.value))
    ends, run_out = formatting.whole.range(total), chance(outlook)
    return paragraph("pace_first_pass", questions=questions, minutes=minutes, limit=limit, ends=ends, chance=run_out)


def _minutes(value_min: float, digits: int = 2) -> str:
    return formatting.counted(round(value_min, digits), "minute")


each = "{:.1f} minutes".format


def allowed(exam: ExamBlueprint) -> str:
    """Return the minutes per question, with the most and the fewest questions."""
    minutes, n_least = each(exam.min_per_item), exam.n_items_min
    if n_least == exam.n_items_max:
        return minutes
    return f"{minutes} with {formatting.questions(exam.n_items_max)}, {exam.duration_min / n_least:.1f} with {n_least}"


def limit(report: pace.PaceReport) -> str:
    own = f"Your limit is {_minutes(report.limit_min)} per question ({SOURCES[report.limit_source]})."
    needed = f"{report.at_limit_min:.0f} of {_minutes(report.exam.duration_min)}"
    return f"{own} If every question took that long, you would need {needed}."


def exam_name(exam: PacedExam) -> str:
    return f"{formatting.day(exam.day)}, {exam.practice_exam_id}"


def exam_sentence(exam: PacedExam, report: pace.PaceReport) -> str:
    n_flagged = exam.n_flagged
    flagged = "" if n_flagged is None else f", and {n_flagged} {formatting.verb(n_flagged, 'was', 'were')} flagged"
    missing = exam.n_without_time
    untimed = formatting.counted(missing, "question without a time counts", "questions without a time count")
    partly = f" {untimed} as average." if missing else ""
    return (
        f"{exam.n_over_limit or 'None'} of {formatting.questions(len(exam.questions))} took more than "
        f"{_minutes(report.limit_min)}{flagged}. The first pass took {exam.used_min:.0f} of "
        f"{_minutes(exam.allowed_min, 0)}: {_left(exam)}.{partly}"
    )


def _left_min(exam: PacedExam) -> int:
    """Return the minutes left, as the difference of the two rounded numbers beside them."""
    return round(exam.allowed_min) - round(exam.used_min)


def _left(exam: PacedExam) -> str:
    left = _left_min(exam)
    return f"{left} left" if left >= 0 else f"{-left} over"


def used_hover(name: str, exam: PacedExam) -> str:
    used = f"{exam.used_min:.0f} of {_minutes(exam.allowed_min, 0)}"
    return f"{name}: {used}, {_left(exam)}{_untimed(exam)}"


def _untimed(exam: PacedExam) -> str:
    return ", not timed" if exam.is_untimed else ""


def used_note(report: pace.PaceReport) -> str:
    exams = formatting.counted(len(report.exams), "practice exam")
    drawn = f"Showing the latest {N_EXAMS_DRAWN} of {exams}. " if len(report.exams) > N_EXAMS_DRAWN else ""
    is_hollow = any(exam.is_mostly_seen for exam in report.exams[-N_EXAMS_DRAWN:])
    hollow = "A hollow bar means mostly repeated questions, which take less time." if is_hollow else ""
    return f"{drawn}{hollow}".strip()


def outlook(report: pace.PaceReport) -> str:
    as_now, with_limit = report.outlook, report.outlook_with_limit
    if as_now is None or with_limit is None:
        recent, known = formatting.spelled(pace.recent_exams(report.exam)), str(report.n_recent_times or "none")
        return paragraph("pace_too_few", least_times=str(MIN_TIMES), recent_exams=recent, known=known)
    times = formatting.counted(report.n_recent_times, "answer time")
    exams = formatting.counted(report.n_recent_exams, "practice exam")
    returning = " Returning to flagged questions comes on top." if report.exam.may_return else ""
    is_same = chance(with_limit) == chance(as_now)  # a limit that stops the candidate on no question
    return (
        f"With no question over {_minutes(report.limit_min)}, the chance of running out of time "
        f"{'stays at' if is_same else 'is'} {chance(with_limit)}{'' if is_same else f' rather than {chance(as_now)}'}."
        f"{returning} Based on {times} to new questions in {exams}."
    )


def chance(outlook: FirstPass) -> str:
    return formatting.percent.with_range(outlook.run_out)


def outlook_hover(outlook: FirstPass) -> str:
    total = outlook.total_min
    return f"{_minutes(total.value, 0)} ({formatting.whole.range(total)}), chance of running out {chance(outlook)}"


def flags(report: pace.PaceReport) -> str:
    found = report.flags
    only_practice = "" if report.exam.may_return else f"{NO_RETURN} "
    if not found.n:
        return only_practice or (
            "No answer says whether you flagged the question (is_flagged and is_revisited in item_responses.csv)."
        )
    raised = f"You flagged {found.n_flagged} of {formatting.questions(found.n)}"
    n_noted = found.returned.n + found.left.n
    of_them = "them" if n_noted == found.n_flagged else n_noted
    returned = f" and returned to {found.returned.n} of {of_them}" if n_noted else "; returns are not recorded"
    return f"{only_practice}{raised}{returned}. " + paragraph("pace_flags_note")


def flag_rows(report: pace.PaceReport) -> list[dict[str, str]]:
    found = report.flags
    kinds = {
        "flagged, returned to": found.returned,
        "flagged, not returned to": found.left,
        "flagged, return not recorded": found.unknown,
        "not flagged": found.not_flagged,
    }
    return table_rows(FLAG_COLUMNS, [(name, group) for name, group in kinds.items() if group.n])


FLAG_COLUMNS: Columns[tuple[str, ResponseGroup]] = {
    "Questions": lambda row: row[0],
    "Correct": lambda row: f"{row[1].n_correct} of {row[1].n}",
    "Likely range": lambda row: formatting.counted_percent.range(row[1].share),
}
EXAM_COLUMNS: Columns[PacedExam] = {
    "Practice exam": lambda exam: f"{formatting.literal(exam_name(exam))}{_untimed(exam)}",
    "Questions": lambda exam: str(exam.n_items),
    "Minutes": lambda exam: f"{exam.used_min:.0f} of {exam.allowed_min:.0f}",
    "Left": lambda exam: formatting.whole(_left_min(exam)),
    "Left at the real length": lambda exam: formatting.whole(exam.real_exam_left_min),
    "Over your limit": lambda exam: str(exam.n_over_limit) if exam.is_by_question else "not known",
}


def inputs(report: pace.PaceReport) -> list[tuple[str, str]]:
    rows = [
        method_inputs.data_up_to(report.as_of),
        ("Questions in the real exam (maximum)", str(report.exam.n_items_max)),
        ("Minutes in the real exam", str(report.exam.duration_min)),
        ("Limit per question", _minutes(report.limit_min)),
        ("Reserve (minutes)", f"{report.reserve_min:.0f}"),
    ]
    return [*rows, method_inputs.level_of_ranges(report.outlook.total_min)] if report.outlook else rows


METHOD = method(
    "pace",
    exam_sd=formatting.percent(EXAM_SD),
    recent_exams=formatting.spelled(pace.RECENT_EXAMS),
    standard_limit=f"{pace.STANDARD_LIMIT_MIN:g}",
    reserve_part=formatting.spelled(round(1 / pace.RESERVE_SHARE)),
)

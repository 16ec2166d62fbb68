"""Texts of the final week and its checklist, the exam day, its result, and exam conditions in practice."""

from collections.abc import Mapping

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.attempts import Attempt
from analytics.reports.decision.verdict import Verdict
from analytics.reports.outcomes.exam_day import Condition, ConditionEffect, ExamConditions, ExamDayReport
from analytics.reports.outcomes.scored_outcomes import DomainOutcome, ScoredOutcome
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study import final_week
from analytics.reports.study.final_week import ChecklistResult, ChecklistStatus, DayStudy, FinalWeek, Phase
from dashboard import formatting
from dashboard.text import chances, common, method_inputs, pace
from dashboard.text import plan as plan_text
from dashboard.text.shapes import Columns, chart, filled, first_steps, method, paragraph, phrases, words

AFTER_TITLE = "Forecast and result"
DOMAINS = chart("exam_day_domains")
AUDIT_LABEL, BEFORE_LABEL = "first audit", "the day before"
NOTES_TITLE, NOTES_LABEL = "Your notes", "Notes"
NOTES_HELP = "Where to go, which IDs to bring, when to eat. Kept in your file; no number depends on them."
NOTES_SAVE, NOTES_SAVED = "Save notes", "Notes saved."
RESULT_TITLE = "Add your result"
NOTES_CHARS = 5000

NO_RESULT = "After the exam, add your result here to see how the forecast did."

EFFECTS = chart("conditions_effects")
TABLE_TITLE = "Conditions of each practice exam"

CONDITIONS = phrases(Condition, "conditions_conditions")
YES_NO: Mapping[bool | None, str] = {True: "yes", False: "no", None: "not recorded"}

LIST_TITLE, AHEAD_TITLE = "Checklist", "Goals for your final week"
DAYS = chart("final_week_days")
NEW_LABEL, REVIEW_LABEL, REST_LABEL = "new material", "review", "other"
PRACTICE_LABEL, WEEK_LABEL = "practice exam", "final week"
SETTINGS_TITLE = "Checklist settings"
SETTINGS_NOTE = paragraph("final_week_settings_note")
COUNTED_LABEL = "Check"
NEW_DAYS_LABEL, PRACTICE_DAYS_LABEL = "Days without new material", "Last practice exam, days before"
MOST_HOURS_LABEL, PLANS_OWN = "Maximum hours in the final week", "the plan's maximum"
SLEEP_LABEL, SCREEN_LABEL = "Minimum sleep per night (h)", "Maximum evening screen time (min)"
WEEK_SAVE, WEEK_SAVED = "Save", "Settings saved."
EMPTY_STEPS = first_steps("final_week", exam_day=common.STEP_EXAM_DAY)
CHECKS = phrases(final_week.ChecklistItem, "final_week_names")
STATUSES = phrases(ChecklistStatus, "final_week_statuses")


def is_day_over(report: ExamDayReport) -> bool:
    """Return whether the exam has been taken, or its day has come, with no later day planned."""
    planned = report.planned
    is_ahead = planned.plan_day is not None and planned.plan_day > planned.as_of
    return planned.awaited_result_on is not None or (bool(planned.attempts.all) and not is_ahead)


def headline(report: ExamDayReport, week: FinalWeek) -> str:
    planned = report.planned
    if planned.awaited_result_on is not None:
        return common.result_question(planned.awaited_result_on, planned.as_of)
    if planned.plan_day is not None and planned.plan_day > planned.as_of:
        if week.phase is not Phase.RUNNING:
            return plan_text.days_to_exam(planned)
        to_go = formatting.counted((planned.plan_day - planned.as_of).days, "day")
        return f"{week.n_done} of {len(week.checks)} done, {to_go} to go"
    if planned.attempts.all:
        last = planned.attempts.all[-1]
        return f"{'Passed' if last.is_passed else 'Failed'} on {formatting.day(last.taken_on)}"
    return common.VERDICTS[Verdict.EXAM_RETIRED] if planned.is_closed else "No exam day planned yet"


def sentence(report: ExamDayReport) -> str:
    """Return the sentence under the title, empty above the result form."""
    planned = report.planned
    if planned.awaited_result_on is not None:
        return ""
    if planned.is_closed:
        return common.closed(planned.blueprint, planned.as_of)
    if planned.plan_day is not None and planned.plan_day > planned.as_of:
        return plan_text.closed_exam(planned) or like_real(report)
    if planned.attempts.all:
        return score_sentence(planned.attempts.all[-1], planned.blueprint)
    return common.STEP_EXAM_DAY


def score_sentence(result: Attempt, exam: ExamBlueprint) -> str:
    if result.scaled_score is None:
        return ""
    sections = "" if exam.is_compensatory else ", and each section's minimum"
    needed = "" if exam.cut.pass_score is None else f" You needed {exam.cut.pass_score:.9g} to pass{sections}."
    return f"Your score was {result.scaled_score:.9g}.{needed}"


def details(exam: ExamBlueprint) -> dict[str, str]:
    breaks = formatting.counted(exam.n_breaks or 0, "break")
    minutes = f" of {formatting.counted(exam.break_min, 'minute')}" if exam.break_min else ""
    window = f" in {formatting.counted(exam.attempt_window_d, 'day')}" if exam.attempt_window_d else ""
    return {
        "Time per question": pace.allowed(exam),
        "Going back to a question": "allowed" if exam.may_return else "not allowed",
        "Breaks": "not published" if exam.n_breaks is None else f"{breaks}{minutes}",
        "Attempts": "no limit published" if exam.attempt_limit is None else f"at most {exam.attempt_limit}{window}",
    }


def result_and_chance(entry: ScoredOutcome, exam: ExamBlueprint) -> str:
    came = "passed" if entry.is_passed else "did not pass"
    day, value = formatting.day(entry.taken_on), entry.chance.value
    total = "" if exam.is_compensatory else chances.TOTAL_ALONE
    chance = f"{chances.people(value)} ({formatting.percent(value)}){total}"
    return paragraph("exam_day_result_and_chance", day=day, came=came, chance=chance)


def first_audit(entry: ScoredOutcome) -> str:
    """Return what the first audit expected; "" of an exam that is one domain."""
    if not entry.audit_largest:
        return ""
    if not entry.domains:
        return "Your result names no domains, so it can't be compared with the first audit."
    basis = "your own ratings" if entry.audit_basis is GapBasis.SELF_RATINGS else "your first results"
    audit_of = f"The first audit, based on {basis} up to {formatting.day(entry.audit_on)},"
    words = {domain.domain_id: formatting.literal(domain.classification) for domain in entry.domains}
    names = formatting.joined([formatting.literal(gap.name) for gap in entry.audit_largest])
    if len(entry.audit_largest) > 1:
        return f"{audit_of} could not tell which domain would cost you most: the ranges of {names} overlap."
    says = words.get(entry.audit_largest[0].domain_id)
    result = f"your result says: {says}" if says is not None else "your result does not rate it"
    return f"{audit_of} expected you to miss most in {names}; {result}."


def expected_score(entry: ScoredOutcome) -> str:
    achieved = entry.percent_achieved
    got, unit = formatting.percent_beside(entry.percent.value if achieved is None else achieved, entry.percent)
    expected = f"The expected score was {unit.with_range(entry.percent)} of the scored questions"
    if achieved is not None:
        within = "within" if entry.is_percent_within else "outside"
        return f"{expected}. You got {got}, {within} that range."
    if entry.scaled_score is None:
        return f"{expected}. You entered no score to compare it with."
    score = f"a score of {entry.scaled_score:.9g}"
    return f"{expected}. The provider doesn't publish how many correct answers {score} stands for."


DOMAIN_COLUMNS: Columns[DomainOutcome] = {
    "Domain": lambda domain: formatting.literal(domain.name),
    "First audit": lambda domain: formatting.percent.with_range(domain.audit_share),
    "The day before": lambda domain: formatting.percent.with_range(domain.share),
    "Score report": lambda domain: formatting.literal(domain.classification),
}


def unscored(report: ExamDayReport) -> str:
    n = len(report.all_attempts) - len(report.scored_outcomes)
    if not n:
        return ""
    attempts, them = formatting.counted(n, "attempt"), formatting.verb(n, "it", "them")
    return f"{attempts} had no practice exam before {them}, so there was no forecast to compare with."


def like_real(report: ExamDayReport) -> str:
    if not report.practice_exams:
        return "No practice exam yet."
    how = "timed" if report.planned.blueprint.is_open_book else "timed and closed-book"
    n_exams, n = len(report.practice_exams), report.n_like_real
    were = "was" if 1 in (n, n_exams) else "were"
    return f"{n} of {formatting.counted(n_exams, 'practice exam')} {were} recorded as {how}, like the real one."


CONDITION_COLUMNS: Columns[ExamConditions] = {
    "Practice exam": lambda exam: common.dated_exam(exam.day, exam.practice_exam_id),
    "Timed": lambda exam: YES_NO[exam.is_timed],
    "Closed-book": lambda exam: YES_NO[exam.is_closed_book],
    "Place": lambda exam: formatting.literal(exam.place) or YES_NO[None],
}


def real_row(report: ExamDayReport) -> dict[str, str]:
    books = {"Closed-book": YES_NO[False]} if report.planned.blueprint.is_open_book else {}
    return {**words("real_exam_row"), **books}


def effect_sentence(effect: ConditionEffect) -> str:
    exams = formatting.counted(effect.n_exams, "practice exam")
    use = f"subtracted from {exams}" if effect.n_exams else "a typical value that changes none of your scores"
    points = formatting.points.with_range(effect.points)
    return f"**{CONDITIONS[effect.condition].capitalize()}**: {points}, {use}."


PLACE_NOTE = "The place changes no number, because its effect on scores has not been measured."
UNRECORDED_NOTE = "Conditions you did not record are assumed to match the real exam."


def condition_inputs(report: ExamDayReport) -> list[tuple[str, str]]:
    return [
        method_inputs.data_up_to(report.planned.as_of),
        *(
            (f"{CONDITIONS[effect.condition].capitalize()}, in logits", formatting.signed(2).with_range(effect.logits))
            for effect in report.effects
        ),
        method_inputs.level_of_ranges(report.effects[0].points),
    ]


METHOD = method("exam_day")
CONDITIONS_METHOD = method("conditions")


def week_answer(report: FinalWeek) -> str:
    if report.exam_on is None or report.first_on is None:
        return "Your plan has no day on which you can take the exam, so it has no final week."
    if report.phase is Phase.BEFORE:
        days = (report.first_on - report.as_of).days
        ahead = f"{common.in_days(days)}, on {formatting.day(report.first_on)}"
        return f"Your final week begins {ahead}."
    if report.phase is Phase.OVER:
        n_all = len(report.checks)
        n_open, done = n_all - report.n_checked, f"{report.n_done} of {n_all} done"
        not_recorded = f", {n_open} not recorded" if n_open else ""
        return f"Final week before {formatting.day(report.exam_on)}: {done}{not_recorded}."
    day = (report.as_of - report.first_on).days + 1
    return f"Day {day} of the final week before {formatting.day(report.exam_on)}."


def check_columns(report: FinalWeek) -> Columns[ChecklistResult]:
    return {
        "Goal": lambda check: CHECKS[check.item],
        "Status": lambda check: STATUSES[check.status],
        "Details": lambda check: check_evidence(check, report),
    }


def check_evidence(check: ChecklistResult, report: FinalWeek) -> str:
    found, n_days, limit = check.found or 0.0, len(check.days), check.limit
    hours, most_hours = formatting.hours(found), formatting.hours(limit)
    days = [formatting.day(day) for day in check.days]
    is_open = check.status is ChecklistStatus.NOT_YET
    words = filled(
        "checklist",
        check.item,
        {
            "days": formatting.counted(limit, "day"),
            "hours": hours,
            "on": formatting.joined(days),
            "logged": formatting.counted(n_days, "study day"),
            "planned": "" if report.practice_exam_on is None else formatting.day(report.practice_exam_on),
            "none_added": "" if is_open else "; none added since",
            "last": "".join(days[-1:]),
            "most_hours": most_hours,
            "over": "a little over " if hours == most_hours and found > limit else "",
            "sleep": f"{limit:g}{formatting.HOURS}",
            "slept": f"{found:.1f}{formatting.HOURS}",
            "nights": formatting.counted(n_days, "night"),
            "screen": formatting.counted(limit, "minute"),
            "watched": formatting.counted(round(found), "minute"),
            "evenings": formatting.counted(n_days, "evening"),
        },
    )
    return words.get(check.status) or words["missing" if check.found is None else "found"]


def day_columns(report: FinalWeek) -> Columns[DayStudy]:
    return {
        "Day": lambda day: formatting.day(day.day),
        "Hours": lambda day: formatting.hours(day.hours),
        "New material": lambda day: formatting.hours(day.new_hours),
        "Review": lambda day: formatting.hours(day.review_hours),
        "Practice exam": lambda day: "yes" if day.day in report.practice_exams else "",
    }


WEEK_METHOD = method("final_week")

"""Texts of the week: the state of the preparation, hours, focus, and the last practice exam."""

from analytics.clock import DAYS_PER_WEEK, monday_of
from analytics.records import ME, CheckIn
from analytics.reports.decision.verdict import Caveat, Reason, Verdict
from analytics.reports.study.plan import PlanWeek, WeekTime
from analytics.reports.this_week import LastExamLoss, PreparationState, WeekReport
from dashboard import formatting
from dashboard.text import chances, common, method_inputs, names, navigation, verdicts
from dashboard.text import plan as plan_text
from dashboard.text import study_next as next_text
from dashboard.text.shapes import chart

CHANCE = chart("week_chance")
HOURS = chart("week_hours")
GAPS_TITLE = "Gap audit"
DOMAIN = "Domain"
WEEKS_TITLE = "Planned and done"
NO_FOCUS = "There is no plan for this week."
LAST_WEEK, THIS_WEEK, NEXT_WEEK = "Last week", "This week", "Next week"
FOCUS_SAVED = f"Next week's focus is set. {navigation.UNDO_WHERE}"
SET_FOCUS = "Set focus"
NOTE_TITLE = "Notes about your week"
NOTE_LABEL = "What went well, and what will you do differently?"
SAVE_NOTE, NOTE_SAVED = "Save notes", "Notes saved with today's check-in."
NO_NOTE = "Write a line first."
EARLIER_TITLE = "Earlier notes"
NO_CHANCE = "Too early to tell your chance of passing."
next_week_label = formatting.template("Focus of the week of {}", formatting.monday)

LAST_EXAM = chart("since_last_exam_last_exam")
LOST_LABEL, SPENT_LABEL = "questions missed", "share of hours with a domain"
NO_LOSSES = "Your first practice exam with results by domain will show where you miss questions."


def subject(report: WeekReport) -> str:
    who = report.readiness.candidate
    named = "" if who == ME else f"{formatting.literal(names.candidate(who))}, "
    return f"{named}{formatting.literal(report.readiness.exam_code)}, {formatting.full_day(report.as_of)}"


def title(report: WeekReport) -> str:
    ready = report.readiness
    match report.state:
        case PreparationState.PASSED:
            return "Passed" if ready.passed_on is None else common.passed_on(ready.passed_on)
        case PreparationState.RESULT_DUE:
            return common.result_question(ready.awaited_result_on or report.as_of, report.as_of)
        case PreparationState.CLOSED if ready.verdict is Verdict.EXAM_RETIRED:
            return f"{formatting.literal(ready.exam_code)} can no longer be booked"
        case PreparationState.FAILED | PreparationState.CLOSED:
            return _failed(report)
        case PreparationState.FINAL_WEEK:
            return plan_text.days_to_exam(report.plan.planned)
        case _:
            of = f" of {report.n_weeks}" if report.n_weeks else ""
            number = "" if report.week_number is None else f"Week {report.week_number}{of}"
            practiced = "No practice exam yet"
            if report.practice_exams:
                n_exams = formatting.counted(len(report.practice_exams), "practice exam")
                practiced = f"{n_exams}, no exam day yet"
            return " · ".join(filter(None, [number, plan_text.days_to_exam(report.plan.planned)])) or practiced


def _failed(report: WeekReport) -> str:
    ready = report.readiness
    failed = f"Failed on {formatting.day(report.attempts.failed_on[-1])}"
    if ready.open_from is not None:
        return f"{failed} · retake from {formatting.day(ready.open_from)}"
    return f"{failed} · no retake open" if ready.is_closed else failed


def answer(report: WeekReport) -> str:
    ready, on = report.readiness, report.readiness.awaited_result_on
    if report.has_passed:
        return ""
    if report.state is PreparationState.RESULT_DUE and on is not None:
        return common.awaited_result(on, report.as_of)
    if report.state is PreparationState.CLOSED:
        return common.successors(ready.successors)
    first = common.NO_PRACTICE_EXAM if ready.is_prior_only else verdicts.chance(ready)
    more = [] if ready.is_prior_only else [change(report), failed_attempt(report)]
    return " ".join(filter(None, [first, *more, last_day(report), plan_text.closed_exam(report.plan.planned)]))


def verdict(report: WeekReport) -> str:
    """Return the headline of Book or wait; "" before any evidence, and once there is nothing to book."""
    return "" if report.has_ended or report.readiness.is_prior_only else verdicts.headline(report.readiness)


def last_day(report: WeekReport) -> str:
    """Return the last possible day if it is near and no closed exam day says so, or a deadline that would be missed."""
    ready = report.readiness
    is_near = report.is_last_day_near and report.plan.planned.closed_exam_day is None
    is_missed = ready.is_own_deadline and Reason.EXAM_DAY_IS_TOO_LATE in ready.reasons
    return verdicts.reason(ready, Caveat.DEADLINE_BINDS) if is_near or is_missed else ""


def failed_attempt(report: WeekReport) -> str:
    ready, why = report.readiness, Caveat.FAILED_ATTEMPT_IS_COUNTED
    return verdicts.reason(ready, why) if why in ready.reasons else ""


def change(report: WeekReport) -> str:
    if report.change is None:
        return ""
    if not report.change.is_notable:
        return "A week ago, the chance was about the same."
    return f"A week ago, the chance was {chances.short(report.change.was)}."


def evidence(report: WeekReport) -> str:
    ready = report.readiness
    based = common.evidence(ready.counts)
    return based if report.has_ended else f"{based} {common.firmer_answer(ready)}".strip()


def hours_title(report: WeekReport) -> str:
    return "Hours in your last week" if _is_last_week_over(report) else "Hours this week"


def _is_last_week_over(report: WeekReport) -> bool:
    return report.has_passed or report.hours.is_last_week_over


def hours_value(report: WeekReport) -> str:
    return formatting.hours(sum(report.hours.days_this_week.values()))


def hours_note(report: WeekReport) -> str:
    week = report.hours.this_week
    if report.plan.is_over and (week is None or week.band is None or not _is_last_week_over(report)):
        return "Your plan has ended."
    if week is None or week.band is None:
        band = report.hours.audit.weekly_hours
        if band is None and not report.hours.audit.has_ended:
            return common.NO_PLAN
        return f"Planned: {formatting.hours.between(*band)} a week." if band and weeks(report) else NO_FOCUS
    return f"Planned: {formatting.hours.between(*week.band)}."


def study_next(report: WeekReport) -> str:
    return next_text.sentence(report.readiness.study_next, report.plan.domain_names)


def next_forecast(report: WeekReport) -> str:
    ahead = report.next_forecast
    if ahead is None:
        return ""
    provider = names.provider(ahead.provider) or "the same provider"
    score, move = formatting.percent_correct.range(ahead.percent), report.readiness.moves_to
    exam = "" if move.provider == ahead.provider else chances.most_telling_exam(move)
    return f"With new questions from {provider}, you would likely score {score}.{exam}"


def focus(report: WeekReport) -> str:
    weeks = report.plan
    if weeks.this_week is None:
        return plan_text.not_running(weeks) if weeks.planned.plan and not weeks.is_over else ""
    if weeks.this_week.focus is None:
        return NO_FOCUS
    return f"This week: {plan_text.purpose(weeks, weeks.this_week)}.{plan_text.next_week(weeks)}"


def weeks(report: WeekReport) -> list[tuple[str, str]]:
    """Return the last, the running and the next week of the plan by name, with hours planned and done."""
    shown = (report.plan.last_week, report.plan.this_week, report.plan.next_week)
    return [(_week_name(report, week), _week(report, week)) for week in shown if week is not None]


def _week_name(report: WeekReport, week: PlanWeek) -> str:
    """Return what a week is called today; by its date if it is months ago, or if a pass is shown.

    A plan that ended within this week leaves out the hours of the days since.
    """
    ago = (monday_of(report.as_of) - monday_of(week.days.first_on)).days // DAYS_PER_WEEK
    until = f", until {formatting.day(week.days.last_on)}" if week.is_over else ""
    this_week = {} if report.has_passed else {0: f"{THIS_WEEK}{until}"}
    names = {-1: NEXT_WEEK, **this_week, 1: LAST_WEEK}
    return names.get(ago, f"Week of {formatting.monday(week.days.first_on)}")


def _week(report: WeekReport, week: PlanWeek) -> str:
    planned = formatting.hours.between(*week.band) if week.band else ""
    done = plan_text.spent(week) if week.time is not WeekTime.COMING else ""
    hours = f"{done} done; {planned} planned" if done and planned else done or planned
    exam = plan_text.practice_exam(report.plan, week)
    with_exam = f". Practice exam: {exam}" if exam else ""
    what = "" if week.focus is None else f"{plan_text.purpose(report.plan, week)}. "
    return f"{what}{hours}{with_exam}."


def by_gaps(report: WeekReport) -> str:
    foci = report.plan.other_foci
    return f"You set next week's focus. Otherwise it would be {focus_names(report, foci)}." if foci else ""


def focus_names(report: WeekReport, foci: tuple[str, ...]) -> str:
    return formatting.joined([formatting.literal(plan_text.focus_name(report.plan, focus)) for focus in foci])


def change_of_focus(report: WeekReport, by_gaps: tuple[str, ...]) -> str:
    """Return what would change next week: "Security instead of Modeling", "Security too", "only Security"."""
    planned = report.plan.next_week.foci if report.plan.next_week else ()
    added = focus_names(report, tuple(focus for focus in by_gaps if focus not in planned))
    if not added:
        return f"only {focus_names(report, by_gaps)}"
    return f"{added} too" if {*planned} & {*by_gaps} else f"{added} instead of {focus_names(report, planned)}"


def reflection(one: CheckIn) -> str:
    return f"{formatting.day(one.on)}: {formatting.literal(' '.join((one.note or '').split()))}"


def range_note(report: WeekReport) -> str:
    return f"{': '.join(method_inputs.ranges(report.readiness))}."


def lost_of(row: LastExamLoss) -> str:
    return f"{row.n_lost} of {row.n_items}"


def part_of_hours(report: WeekReport, row: LastExamLoss) -> str:
    return _share(row) if report.hours_since_last_exam.with_domain else "none yet"


def last_exam(report: WeekReport) -> str:
    if report.last_exam is None:
        return "" if report.has_ended else NO_LOSSES
    exam = f"the practice exam of {formatting.day(report.last_exam.day)}"
    if not report.last_exam_losses:
        return f"Only the total of {exam} is known. Results by domain would show where you miss questions."
    since, most = report.hours_since_last_exam, report.largest_last_exam_loss
    hours = formatting.hours(since.total) if since.total else "no hours"
    if most is None:
        return f"You have logged {hours} since {exam}."
    is_all = most.n_lost == sum(row.n_lost for row in report.last_exam_losses)
    where = f"{formatting.literal(most.name)} ({lost_of(most)})"
    missed = f"everything you missed was in {where}" if is_all else f"you missed most in {where}"
    there = f"; of those with a domain, {_share(most)} went there" if since.with_domain else ""
    return f"In {exam}, {missed}. You have logged {hours} since{there}."


def _share(row: LastExamLoss) -> str:
    return {0.0: "none", 1.0: "all"}.get(row.share_of_hours, formatting.counted_percent(row.share_of_hours))

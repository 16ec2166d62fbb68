"""Texts of the overview: the hero, the spine, the tiles, the next actions, and the printed page."""

from typing import NamedTuple

from analytics.blueprints.model import ExamBlueprint
from analytics.models.intervals import Interval
from analytics.records import ErrorCause
from analytics.reports.decision.verdict import Verdict
from analytics.reports.overview import Action, OverviewReport
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.final_week import ChecklistResult
from analytics.reports.this_week import PreparationState, WeekReport
from dashboard import formatting
from dashboard.text import chances, common, statements, verdicts, week
from dashboard.text import exam_day as exam_day_text
from dashboard.text import plan as plan_text
from dashboard.text import study_next as next_text
from dashboard.text.shapes import chart, filled, method, phrases

SPINE = chart("overview_spine")
OUTLINE = SPINE._replace(
    alt="The three lanes of the preparation, still empty: chance of passing, practice exams, and hours per week."
)
NO_HOURS = "starts with your first study session"
FINAL_SPINE = "The last three weeks"
CHANCE_LANE, EXAMS_LANE, HOURS_LANE = "Chance of passing (%)", "Practice exams (%)", "Hours per week"
DAY_HOURS_LANE = "Hours per day"
CHANCE_LINK, EXAMS_LINK, HOURS_LINK = "Chance by exam day", "Each practice exam", "Hours by day"
NO_CHANCE, NO_CHANCE_THEN, NO_EXAMS = "starts with your first practice exam", "no estimate for these weeks", "none yet"
EXAM_CHANCE_LANE = "Chance of passing on the exam day (%)"
EXAM_DAY, FAILED, PASSED = "exam", "failed", "passed"
EXPECTED, ESTIMATED_THEN = "expected", "as it stood"
MOVABLE = "possible after one more practice exam"
TOO_EARLY, NOT_KNOWN = "Too early to tell", "Not known"
PRINT, PRINTED_FILE = "Download summary", "check-in-{as_of}.html"
CONTINUE = "Continue with {}"
REPLACED_BY = "Replaced by"
RATED = "by your own ratings"
NOTHING_KNOWN = "Rate yourself or take a practice exam to see your gaps."
GAPS_TILE, EXAM_TILE, CAUSES_TILE = "Questions missed", "Last practice exam", "Why answers were wrong"
CAUSES = phrases(ErrorCause, "overview_causes")
NEXT = "Next"
NOT_TAKEN = "I didn't take it: change my plan"
SECONDS_PER_CAUSE = 15  # a rough guess

PEOPLE_AFTER = "would pass"
PEOPLE_KEY = ("even if your next practice exam goes badly", "unless it goes badly", "only if it goes well")
"""When the people of the filled, pale and dashed circles would pass."""


def sentence(report: OverviewReport, exam: ExamBlueprint) -> str:
    """Return the sentence under the title, empty if the hero says it."""
    if report.state is PreparationState.CLOSED:
        return common.why_closed(exam, report.as_of)
    if report.state is PreparationState.FINAL_WEEK and report.final_week.checks:
        done, n_all = report.final_week.n_done, len(report.final_week.checks)
        chance = week.NO_CHANCE if report.week.readiness.is_prior_only else verdicts.chance(report.week.readiness)
        return f"{done} of {formatting.counted(n_all, 'checklist item')} done. {chance}"
    return ""


def chance_link(report: OverviewReport) -> str:
    """Return the verdict as a link, unless it is unknown or already a next action."""
    ready = report.week.readiness
    is_known = ready.verdict in {Verdict.BOOK, Verdict.WAIT} and not ready.has_ended
    return verdicts.headline(ready) if is_known and Action.WEIGH_DATE not in report.actions else CHANCE_LINK


def score(report: OverviewReport, exam: ExamBlueprint) -> tuple[str, str]:
    scored = next(attempt for attempt in report.week.attempts.all if attempt.is_passed).scaled_score
    if scored is None:
        return "Passed", exam.code
    needed = "" if exam.cut.pass_score is None else f", {exam.cut.pass_score:.9g} needed"
    return f"{scored:g}", f"is your score in {exam.code}{needed}"


def passed(report: OverviewReport) -> str:
    if report.chance_before is None:
        return "There was no practice exam before the exam, so there was no forecast."
    before = chances.people(report.chance_before.value)
    return f"The day before, the forecast was that {before}. One result cannot show whether that was right."


def people_before(report: WeekReport) -> str:
    when = formatting.capitalized(verdicts.day_and_condition(report.readiness))
    return f"{when}, of {formatting.PEOPLE} people with this record"


def movable(report: WeekReport) -> Interval:
    """Return the chance with the range that one more practice exam could move it in."""
    value, move = report.readiness.pass_probability.value, report.readiness.moves_to
    return Interval(value, min(move.low, value), max(move.high, value), move.level)


def people_notes(report: WeekReport) -> list[str]:
    ready = report.readiness
    is_early = ready.verdict is Verdict.TOO_LITTLE_DATA
    unknown = f"Biggest unknown: {chances.unknowns(ready)[0]}. " if ready.moves_to.is_notable else ""
    notes = [
        f"{chances.in_words(ready.pass_probability.value)}; your target is {formatting.percent(ready.target)}. "
        f"{chances.possible_move_now(ready)}",
        f"{unknown}{week.change(report)}".strip(),
        f"{f'{TOO_EARLY}. ' if is_early else ''}{common.evidence(ready.counts)}",
        week.failed_attempt(report),
        week.last_day(report),
    ]
    return [formatting.unescaped(note) for note in notes if note]


def are_gaps_known(report: WeekReport) -> bool:
    return report.hours.audit.basis is not GapBasis.NOTHING


def missed(report: WeekReport) -> tuple[str, str]:
    audit = report.hours.audit
    if not are_gaps_known(report):
        return TOO_EARLY, NOTHING_KNOWN
    by = RATED if audit.basis is GapBasis.SELF_RATINGS else "by your practice exams"
    after = f"questions missed (likely {formatting.whole.range(audit.total_lost)}), {by}"
    return f"{audit.total_lost.value:.0f} of {audit.n_exam_items}", after


def missed_label(report: WeekReport) -> str:
    rows = [f"{gap.name} {formatting.whole.with_range(gap.lost_shown)}" for gap in report.hours.audit.domains]
    return f"Questions missed by domain: {formatting.joined(rows)}."


def check(report: OverviewReport, one: ChecklistResult) -> str:
    sign, status = exam_day_text.STATUSES[one.status].split(" ", 1)
    return (
        f"{sign} **{exam_day_text.CHECKS[one.item]}**: {status}; {exam_day_text.check_evidence(one, report.final_week)}"
    )


def hours_label(report: WeekReport) -> str:
    days = [f"{day:%A} {formatting.hours(spent)}" for day, spent in report.hours.days_this_week.items()]
    return f"Hours by day: {formatting.joined(days)}."


def gaps_tile(report: WeekReport) -> tuple[str, str]:
    """Return the value of a tile and the note below its picture, as the next two do."""
    if not are_gaps_known(report):
        return NOT_KNOWN, "" if report.has_ended else NOTHING_KNOWN
    audit = report.hours.audit
    day = "today" if audit.lost_on == report.as_of else f"on {formatting.day(audit.lost_on)}"
    what = common.NOT_THE_RESULT if report.has_passed else day
    return formatting.whole.with_range(audit.total_lost), f"of {audit.n_exam_items}, {what}"


def exam_tile(report: WeekReport) -> tuple[str, str]:
    scored, last = report.last_forecast, report.last_exam
    if last is None:
        return "None", common.next_exam(report.readiness)
    if scored is None:
        return formatting.counted_percent(last.share.value), formatting.day(last.day)
    return statements.score_and_unit(scored)[0], f"{formatting.day(last.day)}, {statements.place(scored)}"


def exam_label(report: WeekReport) -> str:
    cut = formatting.percent_correct.with_range(report.readiness.cut_percent)
    value, note = exam_tile(report)
    return f"Last practice exam: {value}, {note}. Passing score: {cut}."


def causes_tile(report: OverviewReport) -> tuple[str, str]:
    n = report.causes.n_with_cause + report.causes.n_without_cause
    if not n:
        return "None recorded", "Enter answers question by question."
    return formatting.counted(n, "wrong answer"), f"{report.causes.n_without_cause or 'none'} without a cause"


def causes_label(report: OverviewReport) -> str:
    shares = report.causes.shares.items()
    rows = [f"{CAUSES[cause]} {formatting.counted_percent.with_range(share)}" for cause, share in shares]
    return f"Causes of wrong answers: {formatting.joined(rows)}."


def target(report: WeekReport) -> str:
    return f"{100 * report.readiness.target:.0f} target"


class ActionText(NamedTuple):
    """The words of one action."""

    heading: str
    note: str
    button: str


def action_words(report: OverviewReport, action: Action) -> ActionText:
    now, own, ready, plan = report.situation, report.week, report.week.readiness, report.week.plan
    following, overdue, check = ready.study_next, now.overdue_exam_on, now.due_check
    first = following.domain_id or following.focus or ""
    focus = f"the {first}" if first in next_text.FOCI else formatting.literal(plan.domain_names.get(first, first))
    rate = "Your ratings fit the plan to your gaps until practice exams do. About 7 minutes."
    compare = "Compare your first audit and the forecast of the day before with your result."
    has_forecast = report.chance_before is not None
    exam_on = ready.next_practice_exam_on
    due = formatting.day(exam_on) if exam_on and exam_on > own.as_of else ""
    values = {
        "enter_result": common.GO_TO_RESULT,
        "look_back": "How good was the forecast?" if has_forecast else "Nothing left to do",
        "look_back_note": compare if has_forecast else "There was no forecast to compare with your result.",
        "change_day": verdicts.headline(ready) if ready.is_booked else "Change the exam day",
        "closed_exam": plan_text.closed_exam(plan.planned),
        "set_up": "Rate yourself" if now.has_plan else "Plan your hours",
        "set_up_note": rate if now.has_plan else "Set your hours per week and your exam day. About 2 minutes.",
        "overdue_exam": f"the practice exam of {formatting.day(overdue)}" if overdue else "your practice exam",
        "wrong_answers": formatting.counted(now.n_without_cause, "answer was", "answers were"),
        "minutes": formatting.counted(max(1, round(now.n_without_cause * SECONDS_PER_CAUSE / 60)), "minute"),
        "final_week": f"Final week: {exam_day_text.CHECKS[check].lower()}" if check else "Your final week",
        "another": "another" if ready.counts.n_exams else "a first",
        "missing": common.missing_sentence(now.missing, ready.min_new_items),
        "planned_exam": f"Your next one is due on {due}, but sooner is fine." if due else "",
        "hours": formatting.hours(now.hours_to_go),
        "focus": f": start with {focus}" if first else "",
        "done": f"{week.hours_value(own)} done. {week.hours_note(own)}",
        "why": next_text.note(following, plan.domain_names),
        "change": week.change_of_focus(own, now.other_foci),
        "gaps_note": week.by_gaps(own),
        "verdict": verdicts.headline(ready),
        "next_exam": common.next_exam(ready) or common.NONE_LEFT,
    }
    return ActionText(**{part: phrase.strip() for part, phrase in filled("actions", action, values).items()})


METHOD = method("overview", ability=common.METHOD_ABILITY, chance=chances.METHOD)

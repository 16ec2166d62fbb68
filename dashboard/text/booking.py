"""Texts of the booking page."""

from datetime import timedelta

from analytics.blueprints.model import ExamBlueprint
from analytics.models.intervals import Interval
from analytics.models.stability import CLAIM_LEVEL
from analytics.reports.decision.booking import IMPROVEMENT_SHARE, BookingReport, DomainImprovement
from analytics.reports.decision.booking_costs import FAIL_COST, WEEK_COST, BookingCosts
from analytics.reports.decision.chance_by_day import DECISION_WEEKS
from analytics.reports.decision.readiness import Readiness
from analytics.reports.decision.verdict import CAVEATS, Reason, Verdict
from dashboard import formatting
from dashboard.text import chances, common, exam_card, exam_facts, method_inputs
from dashboard.text.shapes import ChartText, Column, method

SCORE = ChartText(
    title="Twenty equally likely scores",
    alt=(
        "Twenty dots, each an equally likely score on the chosen exam day, in percent of the scored questions, against "
        "the uncertain passing score; dots that pass are darker."
    ),
    x_axis="Correct answers, scored questions (%)",
)
CHANCE = ChartText(
    title="Chance by week",
    alt=(
        f"Chance of passing for each of the coming {formatting.spelled(DECISION_WEEKS)} weeks; the "
        "chosen day and the last day of the exam are marked."
    ),
    y_axis=common.CHANCE_AXIS,
)
COST = ChartText(
    title="Cost by week",
    alt=(
        "Expected cost of a first attempt planned for each of the coming weeks, with the chance of passing in percent "
        "at some of them; the cheapest week is marked."
    ),
    y_axis="Expected cost",
)
CHEAPEST = "cheapest"
CHANCE_SHORT = "chance of passing"
CHOSEN_DAY = "chosen day"
MOVES_TITLE = "What would move it"
MOVES_NOTE = (
    "The chance of passing on that day if one domain were answered "
    f"{formatting.spelled(round(100 * IMPROVEMENT_SHARE))} points better, all else the same, "
    "and what that adds."
)
EXAM_CARD = "The exam"
INPUTS_TITLE = "What you weigh"
EXAM_DAY = "Exam day"
FEE = "Fee of an attempt"
WEEK_LABEL = "Cost of one more week of studying"
FAIL_LABEL = "Cost of a fail, the fee not counted"
COST_HELP = (
    f"Enter this or the other cost, and the verdict goes by costs. Until then {WEEK_COST:.0f} for a week and "
    f"{FAIL_COST:.0f} for a fail are assumed, and the verdict goes by your target."
)
USE_DAY = "Use this day in my plan"
DAY_SAVED = f"Exam day saved. {common.TAKEN_BACK_WHERE}"
ENDING_COST = "Cost of ending without the certificate"
ENDING_HELP = (
    f"Where you leave it, it is two fees, a fail and {formatting.spelled(DECISION_WEEKS)} weeks of studying, "
    "paid for nothing."
)
TARGET = "The chance at which you count yourself ready (%)"
DEADLINE = "Latest day that is of use to you"
HAS_DEADLINE = "There is a latest day"
FREE_RETAKE = "A second attempt is free"
CUT_MEAN = "Cut, as you believe it (% of the scored questions)"
CUT_SPREAD = "Give or take (percent points)"
CUT_HELP = (
    "The provider does not publish how many questions must be right. The value given here is the linear reading "
    "of the scale, or a guess where no mark is published at all."
)


def answer(report: BookingReport, *, is_retired_now: bool) -> str:
    """Return the verdict with its day, and its reason.

    An exam that is retired today is never booked, even if the page shows an earlier day.
    """
    ready = report.readiness
    if is_retired_now or ready.verdict is Verdict.EXAM_RETIRED:
        return common.retired(report.blueprint)
    if ready.passed_on is not None:
        return common.REASONS[Reason.ALREADY_PASSED]
    if ready.verdict is Verdict.TOO_LITTLE_DATA:
        return f"There is too little data to say book or wait. {common.missing_sentence(ready.missing)}"
    return " ".join([f"{verdict(ready)}.", chance(ready), *why(ready)])


def verdict(ready: Readiness) -> str:
    day = formatting.day(ready.exam_on)
    if ready.passed_on is not None:
        return f"Passed on {formatting.day(ready.passed_on)}"
    if Reason.EXAM_DAY_IS_TOO_LATE in ready.reasons:
        return f"Not on {day}"
    if ready.verdict is Verdict.WAIT:
        return f"Don't book {day}" if is_last_week(ready) else f"Wait: don't book {day} yet"
    if ready.verdict is Verdict.BOOK:
        risk = " only if you accept that a fail is more likely than a pass" if ready.is_booked_at_low_chance else ""
        return f"Book {day}{risk}"
    return common.VERDICTS[ready.verdict]


def as_it_stood(report: BookingReport) -> str:
    return f"As known on {formatting.full_day(report.readiness.as_of)}: {chance(report.readiness)}"


def chance(ready: Readiness) -> str:
    return f"On {formatting.day(ready.exam_on)} {chances.would_pass(ready)}."


def why(ready: Readiness) -> list[str]:
    return [reason(ready, why) for why in ready.reasons if why not in CAVEATS]


def caveats(ready: Readiness) -> list[str]:
    """Return what qualifies the numbers, without what the headline says."""
    in_headline = {Reason.CHANCE_IS_LOW} if ready.is_booked_at_low_chance else set()
    return [reason(ready, why) for why in ready.reasons if why in CAVEATS - in_headline]


def reason(ready: Readiness, why: Reason) -> str:
    """Return the sentence of a reason, the same on every page and in the terminal."""
    return _by_day(ready, why) or _by_target(ready, why) or _by_costs(ready, why) or common.REASONS[why]


def _by_day(ready: Readiness, why: Reason) -> str:
    match why:
        case Reason.RETAKE_IS_NOT_OPEN_YET if ready.open_from is not None:
            return f"After a fail you can take the exam again from {formatting.day(ready.open_from)}."
        case Reason.EXAM_DAY_IS_TOO_LATE | Reason.DEADLINE_BINDS if ready.last_day is not None:
            return f"The last possible day is {formatting.day(ready.last_day)}."
        case Reason.AN_EARLIER_DAY_REACHES_TARGET if ready.reaches_target_on is not None:
            return f"You could go earlier: {formatting.day(ready.reaches_target_on)} should already reach the target."
        case Reason.FAILED_ATTEMPT_IS_COUNTED if ready.chance_by_practice is not None and ready.n_items:
            alone = chances.short(ready.chance_by_practice.value)
            return f"{common.REASONS[why]} From those alone the chance would be {alone}."
        case _:
            return ""


def _by_target(ready: Readiness, why: Reason) -> str:
    target = formatting.percent(ready.target)
    match why:
        case Reason.CHANCE_REACHES_TARGET:
            return f"The chance reaches the target of {target}."
        case Reason.CHANCE_BELOW_TARGET:
            below = f"{'just ' * (formatting.percent(ready.pass_probability.value) == target)}below"
            return f"The chance is {below} the target of {target}. {ahead(ready)}".strip()
        case Reason.TARGET_DISAGREES:
            side = "is below" if ready.verdict is Verdict.BOOK else "already reaches"
            return f"The chance itself {side} the target of {target}."
        case _:
            return ""


def is_last_week(ready: Readiness) -> bool:
    """Return whether the exam cannot be taken a week after the exam day or later."""
    return ready.last_day is not None and ready.last_day - ready.exam_on < timedelta(weeks=1)


def ahead(ready: Readiness) -> str:
    """Return what waiting does for a chance below the target."""
    reached, highest = ready.reaches_target_on, ready.levels_off_at
    if is_last_week(ready):
        return "No later week is left, so it is yours to say whether the chance is worth the fee."
    if reached is not None:
        return f"It should get there by {formatting.day(reached)}." if reached > ready.exam_on else ""
    if highest is None:
        return ""
    top = formatting.percent(highest)
    if top == formatting.percent(ready.target):
        return "It comes close in the weeks ahead, but not quite there."
    how = "It levels off at about" if ready.outlook.is_level else "In the weeks ahead it gets no higher than"
    return f"{how} {top}: waiting alone won't get you there."


def _by_costs(ready: Readiness, why: Reason) -> str:
    """Return the sentence of a reason with its amounts, "" for one without."""
    costs = ready.costs
    if costs is None:
        return ""
    if why is Reason.COSTS_DISAGREE and ready.costs_reason is not None:
        sentence = reason(ready, ready.costs_reason)
        return f"Costs say otherwise: {sentence[0].lower()}{sentence[1:]}"
    return _amounts(ready, costs, why)


def _amounts(ready: Readiness, costs: BookingCosts, why: Reason) -> str:
    later, earlier = costs.cheaper_after(ready.exam_on), costs.cheaper_before(ready.exam_on)
    at = f"At {weighed(costs)},"
    match why:
        case Reason.NO_LATER_WEEK_IS_CHEAPER:
            return f"{at} no later day is expected to cost you less."
        case Reason.A_LATER_WEEK_IS_CHEAPER if later is not None:
            day, less = later
            return f"{at} going about {formatting.day(day)} is expected to cost {_amount(less, costs.currency)} less."
        case Reason.AN_EARLIER_WEEK_IS_CHEAPER if earlier is not None:
            day, less = earlier
            amount = _amount(less, costs.currency)
            return f"Going earlier, about {formatting.day(day)}, is expected to cost {amount} less."
        case Reason.MORE_WILL_BE_KNOWN if ready.exam_on == ready.as_of:
            saved = _amount(costs.saved_by_waiting, costs.currency)
            return f"{at} one more practice exam first is expected to save {saved}."
        case Reason.STOPPING_IS_CHEAPER:
            return f"{common.REASONS[why]} That holds in {formatting.in_ten(costs.dearer_than_stopping)} futures."
        case _:
            return ""


def _amount(saved: float, currency: str) -> str:
    """Write a saving to the nearest ten."""
    rounded = round(saved, -1)
    return formatting.money(currency)(rounded) if rounded else "a little"


def week_worth(costs: BookingCosts) -> str:
    worth = costs.week_worth
    if worth is None:
        return ""
    value, low, high = (_saved(amount, costs.currency) for amount in (worth.value, worth.low, worth.high))
    return f"Sitting it in a week and not today is expected to {value}; it may {low}, or {high}."


def _saved(amount: float, currency: str) -> str:
    rounded = round(amount, -1)
    money = formatting.money(currency)(abs(rounded))
    return f"save {money}" if rounded >= 0 else f"cost {money} more than it saves"


def weighed(costs: BookingCosts) -> str:
    amounts = (
        (costs.fee, "for an attempt"),
        (costs.week_cost, "for a week of studying"),
        (costs.fail_cost, "for a fail"),
    )
    money = formatting.money(costs.currency)
    named = formatting.joined([f"{money(amount)} {what}" for amount, what in amounts if amount is not None])
    return f"{named} (assumed)" if costs.are_assumed else named


def score_sentence(report: BookingReport) -> str:
    ready = report.readiness
    return (
        f"Expected: {formatting.percent_correct.with_range(ready.percent_correct)} of the scored questions. "
        f"The cut lies at {cut(ready.cut_percent)}."
    )


def cut(percent: Interval) -> str:
    if percent.low == percent.high:
        return formatting.percent(percent.value / 100)
    return f"about {formatting.percent_correct.with_range(percent)}"


def what_helps(ready: Readiness) -> str:
    """Return what could lift a chance that waiting alone won't lift to the target; "" for any other."""
    if ready.levels_off_at is None or ready.verdict is Verdict.TOO_LITTLE_DATA:
        return ""
    names = {domain.domain_id: formatting.literal(domain.name) for domain in ready.domains}
    study = f"study in {names.get(ready.study_next.domain_id or '', 'the domains that cost you most')}"
    exam = f"a practice exam from {chances.provider(ready)}, which would show best where you stand"
    target = formatting.percent(ready.target)
    return f"Waiting alone won't get you to {target}. What could: {study}; another way of studying; or {exam}."


MOVE_COLUMNS: tuple[Column[DomainImprovement], ...] = (
    Column("Domain", lambda move: formatting.literal(move.name)),
    Column("Chance then", lambda move: formatting.percent(move.chance)),
    Column("Gain", lambda move: formatting.points(100 * move.gain)),
)


def in_currency(label: str, currency: str) -> str:
    return f"{label} ({currency})" if currency else label


def exam_rows(report: BookingReport) -> list[dict[str, str]]:
    blueprint = report.blueprint
    waits = exam_card.waits(blueprint.retake_wait_d) if blueprint.retake_wait_d else "not published"
    fee = formatting.money(blueprint.currency)(blueprint.fee) if blueprint.fee is not None else "not published"
    rows = {
        "Exam": f"{blueprint.code}, {blueprint.name}",
        "Status": report.status.value,
        "Last day": formatting.full_day(blueprint.last_day) if blueprint.last_day else "none announced",
        "Time": formatting.counted(blueprint.duration_min, "minute"),
        "Scored questions": str(blueprint.n_scored_items),
        "Fee": fee,
        "Retake": waits,
        "Attempts allowed": _attempts(blueprint),
        "Exam guide": blueprint.guide_version or "version not known",
        "Not confirmed": ", ".join(exam_facts.all_unconfirmed(blueprint.unverified_fields)) or "nothing",
        "Sources": ", ".join(blueprint.source_urls) or "none named",
    }
    return [{common.WHAT: what, common.VALUE: formatting.literal(value)} for what, value in rows.items()]


def _attempts(blueprint: ExamBlueprint) -> str:
    if blueprint.attempt_limit is None:
        return "no limit published"
    attempts = formatting.counted(blueprint.attempt_limit, "attempt")
    within = blueprint.attempt_window_d
    return f"{attempts} in {formatting.counted(within, 'day')}" if within else attempts


def inputs(report: BookingReport) -> list[tuple[str, str]]:
    amounts = (
        (FEE, report.fee),
        (WEEK_LABEL, report.inputs.cost_of_week),
        (FAIL_LABEL, report.inputs.cost_of_fail),
        (ENDING_COST, report.inputs.ending_cost(report.fee or 0.0)),
    )
    money = formatting.money(report.blueprint.currency)
    return [
        *method_inputs.readiness(report.readiness),
        *((what, "not known" if amount is None else money(amount)) for what, amount in amounts),
    ]


METHOD = method(
    "booking",
    ability=common.METHOD_ABILITY,
    chance=chances.METHOD,
    decision_weeks=formatting.spelled(DECISION_WEEKS),
    cases=common.of_100_cases(CLAIM_LEVEL),
)

"""Texts of the booking page."""

from analytics.blueprints.model import ExamBlueprint
from analytics.models.intervals import CHANCE_LEVEL, Interval
from analytics.models.stability import CLAIM_LEVEL
from analytics.reports.decision.booking import IMPROVEMENT_SHARE, BookingReport, DomainImprovement
from analytics.reports.decision.booking_costs import DECISION_WEEKS, BookingCosts
from analytics.reports.decision.readiness import Readiness
from analytics.reports.decision.verdict import CAVEATS, Reason, StatementVerdict, Verdict
from dashboard import formatting
from dashboard.text import common, exam_card, exam_facts, method_inputs
from dashboard.text.shapes import ChartText, Column, method

SCORE = ChartText(
    title="What score would the exam give on that day?",
    alt=(
        "Distribution of the score on the chosen exam day, in percent of the scored questions, against the uncertain "
        "cut; the part that passes is darker."
    ),
    x_axis="Scored questions answered rightly (%)",
    y_axis="Chance of this score (%)",
)
CHANCE = ChartText(
    title="Chance by week",
    alt=(
        f"Chance of passing for each of the coming {formatting.spelled(DECISION_WEEKS)} weeks, with its range; the "
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
NOT_THAT_DAY = "Not on that day"
BOOK_AT_LOW_CHANCE = "Book only if you accept that a fail is more likely than a pass"
ASSUMED = "What a week of studying and a fail cost you is an assumption of ours. Set your own below."
MOVES_TITLE = "What would move it"
MOVES_NOTE = (
    "The chance of passing on that day if one domain were answered "
    f"{formatting.spelled(round(100 * IMPROVEMENT_SHARE))} points better, all else the same, "
    f"and what that adds. Ranges hold in {common.of_100_cases(CHANCE_LEVEL)}."
)
EXAM_CARD = "The exam"
INPUTS_TITLE = "What you weigh"
EXAM_DAY = "Exam day"
FEE = "Fee of an attempt"
WEEK_COST = "Cost of one more week of studying"
FAIL_COST = "Cost of a fail, the fee not counted"
WEEK_HELP = "Where you leave it, it is ten hours at six each, which is an assumption of ours."
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
    """Return the verdict and its main reason.

    An exam that is retired today is never booked, even if the page shows an earlier day.
    """
    ready = report.readiness
    if is_retired_now or ready.verdict is Verdict.EXAM_RETIRED:
        return common.retired(report.blueprint)
    if Reason.ALREADY_PASSED in ready.reasons:
        return common.REASONS[Reason.ALREADY_PASSED]
    if ready.verdict is Verdict.TOO_LITTLE_DATA:
        return f"There is too little data to say book or wait. {common.missing_sentence(ready.missing)}"
    is_too_late = Reason.EXAM_DAY_IS_TOO_LATE in ready.reasons
    return " ".join([f"{NOT_THAT_DAY if is_too_late else verdict(ready)}.", chance(ready), cost_sentence(report)])


def verdict(ready: Readiness) -> str:
    return BOOK_AT_LOW_CHANCE if ready.is_booked_at_low_chance else common.VERDICTS[ready.verdict]


def as_it_stood(report: BookingReport) -> str:
    return f"As known on {formatting.full_day(report.readiness.as_of)}: {chance(report.readiness)}"


def chance(ready: Readiness) -> str:
    return f"On {formatting.day(ready.exam_on)} {common.would_pass(ready)}."


def cost_sentence(report: BookingReport) -> str:
    ready = report.readiness
    why = next((reason for reason in ready.reasons if reason not in CAVEATS), None)
    costs = ready.costs
    if why is Reason.NO_LATER_WEEK_IS_CHEAPER and costs is not None:
        return f"At {weighed(costs)}, no later day is expected to cost you less."
    if (
        costs is not None
        and why is Reason.A_LATER_WEEK_IS_CHEAPER
        and (later := costs.cheaper_after(ready.exam_on)) is not None
    ):
        day, less = later
        amount = _amount(less, costs.currency)
        return f"At {weighed(costs)}, sitting it about {formatting.day(day)} is expected to cost {amount} less."
    if costs is not None and why is Reason.MORE_WILL_BE_KNOWN and ready.exam_on == ready.as_of:
        saved = _amount(costs.saved_by_waiting, costs.currency)
        return f"At {weighed(costs)}, one more practice exam first is expected to save {saved}."
    if costs is not None and why is Reason.STOPPING_IS_CHEAPER:
        return f"{common.REASONS[why]} That holds in {formatting.in_ten(costs.dearer_than_stopping)} futures."
    return "" if why is None else common.reason(ready, why)


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
    return formatting.joined([f"{money(amount)} {what}" for amount, what in amounts if amount is not None])


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


def reasons(report: BookingReport, *, is_retired_now: bool) -> list[str]:
    """Return the reasons that the headline leaves out, and whether the costs are assumed."""
    ready = report.readiness
    in_headline = {Reason.CHANCE_IS_LOW} if ready.is_booked_at_low_chance else set()
    others = ready.reasons[1:]
    listed = [r for r in ready.reasons if r in CAVEATS or (r in others and not is_retired_now)]
    sentences = [common.reason(ready, r) for r in listed if r not in in_headline]
    is_assumed = ready.is_by_costs and report.inputs.are_costs_assumed and not is_retired_now
    return [*sentences, ASSUMED] if is_assumed else sentences


def statements(report: BookingReport) -> str:
    target = formatting.percent(report.inputs.target)
    words = {
        StatementVerdict.YES: f"Ready: the chance reaches {target}, the target.",
        StatementVerdict.NO: (
            f"Not ready: in at least {common.of_100_cases(CLAIM_LEVEL)} that these results allow, the chance lies "
            f"below {target}, the target."
        ),
        StatementVerdict.CANNOT_TELL: (
            f"Whether you are ready cannot be told: these results allow a chance above and below {target}, the target."
        ),
    }
    return words[report.readiness.ready]


MOVE_COLUMNS: tuple[Column[DomainImprovement], ...] = (
    Column("Domain", lambda move: formatting.literal(move.name)),
    Column("Chance then", lambda move: formatting.percent.with_range(move.chance)),
    Column("Gain", lambda move: formatting.points.with_range(move.gain.scaled(100))),
)


def in_currency(label: str, currency: str) -> str:
    return f"{label} ({currency})" if currency else label


def exam_rows(report: BookingReport) -> list[dict[str, str]]:
    blueprint = report.blueprint
    waits = exam_card.waits(blueprint.retake_wait_d) if blueprint.retake_wait_d else "none published"
    fee = formatting.money(blueprint.currency)(blueprint.fee) if blueprint.fee is not None else "not published"
    rows = {
        "Exam": f"{blueprint.code}, {blueprint.name}",
        "Status": report.status.value,
        "Last day": formatting.full_day(blueprint.last_day) if blueprint.last_day else "none announced",
        "Time": f"{blueprint.duration_min} minutes",
        "Scored questions": str(blueprint.n_scored_items),
        "Fee": fee,
        "After a fail": waits,
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
        (WEEK_COST, report.inputs.week_cost),
        (FAIL_COST, report.inputs.fail_cost),
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
    chance=common.METHOD_CHANCE,
    decision_weeks=formatting.spelled(DECISION_WEEKS),
    cases=common.of_100_cases(CLAIM_LEVEL),
)

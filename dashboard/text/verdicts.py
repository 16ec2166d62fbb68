"""The verdict on booking in words: its headline, its reasons and caveats, and what would help."""

from dataclasses import replace
from datetime import date, timedelta

from analytics.estimation.decision_inputs import LIKE_DOLLARS, DecisionInputs
from analytics.reports.decision.booking_costs import BookingCosts
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.verdict import CLOSED_DAY, Caveat, Missing, Reason, Verdict
from dashboard import formatting
from dashboard.text import chances, common, study_next

NOW = "now"
CHECK_MOVING = "Check your provider's deadline for moving or canceling it."
RISING = " But your scores are rising faster than that assumes: if they go on rising, so will the chance."
FAIL_OF_TOTAL = (
    "Failed attempts count too: each as a total below the passing score, even if only a section's minimum was missed."
)
ENOUGH = "this chance is enough for you"
NOT_YET = frozenset({Reason.EXAM_DAY_IS_FAR, Reason.MORE_WILL_BE_KNOWN})


def headline(ready: Readiness) -> str:
    """Return the verdict with its day, or "now" without an exam day."""
    if ready.awaited_result_on is not None:
        return common.result_question(ready.awaited_result_on, ready.as_of)
    if ready.passed_on is not None or ready.is_closed:
        passed_on = ready.passed_on
        return common.passed_on(passed_on) if passed_on else common.VERDICTS[Verdict.EXAM_RETIRED]
    is_assumed = Missing.EXAM_DATE in ready.missing and ready.exam_on == ready.as_of
    day = NOW if is_assumed else formatting.day(ready.exam_on)
    if is_exam_day_closed(ready) and not should_move(ready):
        return f"Not {day if is_assumed else f'on {day}'}"
    if ready.booked_on is None:
        return _book_or_wait(ready, day)
    return _keep_or_move(ready, day if ready.is_booked else formatting.day(ready.booked_on), day)


def _book_or_wait(ready: Readiness, day: str) -> str:
    if ready.verdict is Verdict.WAIT:
        if Reason.CHANCE_BELOW_TARGET in ready.reasons and is_last_week(ready):
            return f"Book {day} only if {ENOUGH}"
        day_after = date.min if ready.own_costs else ready.exam_on  # a chance may fall before the exam day
        is_worth_waiting = ready.outlook.reaches_target_after(day_after) is not None and not is_last_week(ready)
        return f"Wait: don't book{'' if day == NOW else f' {day}'} yet" if is_worth_waiting else f"Don't book {day}"
    if ready.verdict is Verdict.BOOK:
        return f"Book{', but earlier than' if Reason.AN_EARLIER_WEEK_IS_CHEAPER in ready.reasons else ''} {day}"
    return common.VERDICTS[ready.verdict]


def _keep_or_move(ready: Readiness, booked: str, day: str) -> str:
    if should_move(ready):
        return f"Move your exam {f'from {booked}' if is_exam_day_closed(ready) else 'to a later day'}"
    what = f"keep {booked}" if ready.is_booked else f"move your exam from {booked} to {day}"
    if ready.verdict is Verdict.BOOK:
        return f"You could {what}" if could_move(ready) else f"Keep {booked}"
    if ready.verdict is not Verdict.WAIT:
        return f"{common.VERDICTS[ready.verdict]} whether to {what}"
    is_early = not NOT_YET.isdisjoint(ready.reasons)
    if ready.is_booked:
        return f"Keep {booked} {'for now' if is_early else f'only if {ENOUGH}'}"
    return f"Don't {what}{' yet' if is_early else ''}"


def could_move(ready: Readiness) -> bool:
    """Return whether a booked exam could be moved to `exam_on`: it is earlier, or the booked day is not enough."""
    booked, enough = ready.booked_on, ready.own_costs.best_day if ready.own_costs else ready.outlook.reaches_target_on
    if booked is None or booked == ready.exam_on or ready.verdict is not Verdict.BOOK:
        return False
    return ready.exam_on < booked or enough is None or enough > booked


def should_move(ready: Readiness) -> bool:
    """Return whether a booked exam is better moved, because its day is closed or a later one is better."""
    can_reach = ready.outlook.reaches_target_after(ready.exam_on) is not None and not is_last_week(ready)
    better = {Reason.A_LATER_WEEK_IS_CHEAPER, *([Reason.CHANCE_BELOW_TARGET] if can_reach else []), *CLOSED_DAY}
    return ready.is_booked and bool(ready.outlook.days) and not better.isdisjoint(ready.reasons)


def is_exam_day_closed(ready: Readiness) -> bool:
    return not CLOSED_DAY.isdisjoint(ready.reasons)


def chance(ready: Readiness) -> str:
    value = ready.pass_probability.value
    return f"{formatting.capitalized(chances.people(value))} {day_and_condition(ready)} ({chances.in_words(value)})."


def day_and_condition(ready: Readiness) -> str:
    """Return the day of the chance, and what it assumes: an open exam, a passing score, no section minimums."""
    day, is_closed = chances.on_day(ready), is_exam_day_closed(ready) and not ready.is_exam_day_open
    day = f"if they could take the exam {day}" if is_closed else day
    if Caveat.CUT_IS_NOT_PUBLISHED in ready.reasons:
        enough = f"about {formatting.percent_correct(ready.cut_percent.value)}"
        day = f"{day} and needed {enough}" if is_closed else f"{day}, if {enough} is enough"
    return f"{day}{chances.TOTAL_ALONE}" if Caveat.SECTIONS_HAVE_MINIMUMS in ready.reasons else day


def reasons(ready: Readiness) -> list[str]:
    if ready.awaited_result_on is not None:
        return [common.awaited_result(ready.awaited_result_on, ready.as_of)]
    if ready.is_closed:
        return [] if ready.verdict is Verdict.EXAM_RETIRED else [common.REASONS[Reason.NO_RETAKE_LEFT]]
    reasons = [reason(ready, code) for code in ready.reasons if isinstance(code, Reason)]
    is_doubtful = ready.is_booked and ready.verdict is Verdict.WAIT and NOT_YET.isdisjoint(ready.reasons)
    return [*reasons, CHECK_MOVING] if is_doubtful or should_move(ready) or could_move(ready) else reasons


def caveats(ready: Readiness) -> list[str]:
    """Return the caveats, except a low chance, which the word beside it says, and a last day that a reason names."""
    said = {Caveat.CHANCE_IS_LOW}
    if Reason.CHANCE_BELOW_TARGET in ready.reasons and is_last_week(ready):
        said.add(Caveat.DEADLINE_BINDS)
    return [reason(ready, code) for code in ready.reasons if isinstance(code, Caveat) and code not in said]


def reason(ready: Readiness, code: Reason | Caveat) -> str:
    costs, below = ready.own_costs, chances.below(ready.pass_probability.value, ready.target)
    if said := _day_sentence(ready, code) or (_cost_sentence(ready, costs, code) if costs else ""):
        return said
    side = "is below" if ready.verdict is Verdict.BOOK else "already reaches"
    target = formatting.percent(ready.target)
    words = common.REASONS[code].format(target=target, below=below, side=side)
    return f"{words} {waiting_outlook(ready)}".strip() if code is Reason.CHANCE_BELOW_TARGET else words


def _day_sentence(ready: Readiness, code: Reason | Caveat) -> str:
    """Return the sentence for a reason with a day or chance in it, else ""."""
    opens, end = ready.open_from, ready.last_day or date.max
    match code:
        case _ if code in CLOSED_DAY and opens and opens > end:
            deadline = f"your deadline {'was' if end < ready.as_of else 'is'} {formatting.day(end)}"
            return f"You cannot take the exam before {formatting.day(opens)}, and {deadline}."
        case Reason.NOT_OPEN_YET | Reason.RETAKE_IS_NOT_OPEN_YET if opens:
            return f"You can take the exam from {formatting.day(opens)}."
        case Reason.EXAM_DAY_IS_TOO_LATE | Caveat.DEADLINE_BINDS if ready.last_day is not None:
            what = "Your deadline" if ready.is_own_deadline else "The last possible day"
            last = f"{what} {'was' if end < ready.as_of else 'is'} {formatting.day(end)}."
            return last if ready.is_own_deadline else f"{last} {common.successors(ready.successors)}".rstrip()
        case Reason.AN_EARLIER_DAY_REACHES_TARGET if day := ready.outlook.reaches_target_after(ready.as_of):
            is_there = ready.outlook.reaches_target_on == ready.as_of
            reaches = "already reaches your target" if is_there else "should reach your target by"
            return f"You could go earlier: the chance {reaches} {'today' if is_there else formatting.day(day)}."
        case Caveat.FAILED_ATTEMPT_IS_COUNTED:
            said = [FAIL_OF_TOTAL if Caveat.SECTIONS_HAVE_MINIMUMS in ready.reasons else common.REASONS[code]]
            if ready.chance_by_practice and ready.counts.n_items and not ready.has_ended:
                value = ready.chance_by_practice.value
                said.append(
                    f"From practice alone, {chances.frequency(value)} would pass ({formatting.percent(value)})."
                )
            return " ".join(said)
        case _:
            return ""


def is_last_week(ready: Readiness) -> bool:
    """Return whether no day a week or more after the exam day is open."""
    return ready.last_day is not None and ready.last_day - ready.exam_on < timedelta(weeks=1)


def waiting_outlook(ready: Readiness) -> str:
    reached, highest = ready.outlook.reaches_target_after(ready.exam_on), ready.outlook.levels_off_at
    if is_last_week(ready):
        return f"{_day_sentence(ready, Caveat.DEADLINE_BINDS)} Take the exam only if {ENOUGH}."
    if highest is None:
        return "" if reached is None else f"It should get there by {formatting.day(reached)}."
    top = formatting.percent(highest)
    if top == formatting.percent(ready.target):
        return "In the coming weeks it gets close, but not quite there."
    rising = RISING if ready.stability.is_rising else ""
    return f"In the coming weeks, a later date alone isn't expected to take it above {top.lstrip('<')}.{rising}"


def _cost_sentence(ready: Readiness, costs: BookingCosts, code: Reason | Caveat) -> str:
    """Return the sentence for a reason with an amount, else ""."""
    match code:
        case Reason.NO_LATER_WEEK_IS_CHEAPER:
            return f"No later day is likely to cost you less (at {amounts(costs)})."
        case Reason.A_LATER_WEEK_IS_CHEAPER if later := costs.cheaper_after(ready.exam_on):
            less = _less(later.amount, costs.currency)
            return f"Going around {formatting.day(later.day)} would cost you {less} (at {amounts(costs)})."
        case Reason.AN_EARLIER_WEEK_IS_CHEAPER if earlier := costs.cheaper_before(ready.exam_on):
            less = _less(earlier.amount, costs.currency)
            moved = ", if moving is free" if ready.booked_on else ""
            return f"Going earlier, around {formatting.day(earlier.day)}, would cost you {less}{moved}."
        case _:
            return ""


def _less(saved: float, currency: str) -> str:
    tens = round(saved, -1)
    return f"about {formatting.money(currency)(tens)} less" if tens > 0 else "slightly less"


def amounts(costs: BookingCosts) -> str:
    given = costs.inputs
    free = {None: "", 0: " after a free one", 1: " with one free retake"}[costs.free_attempt if given.fee else None]
    each = (
        (given.fee, f"per attempt{free}"),
        (given.cost_of_week, f"a week{' (assumed)' if given.week_cost is None else ''}"),
        (given.cost_of_fail, f"for failing{' (assumed)' if given.fail_cost is None else ''}"),
    )
    money = formatting.money(costs.currency)
    return formatting.joined([f"{money(amount)} {what}" for amount, what in each if amount is not None])


def assumed_costs(inputs: DecisionInputs, currency: str) -> str:
    """Return that the assumed costs do not suit a currency with much smaller units; "" if none is assumed."""
    if currency in LIKE_DOLLARS or None not in (inputs.week_cost, inputs.fail_cost):
        return ""
    return f"The assumed costs suit US dollars, not {formatting.literal(currency)}: enter both costs yourself."


def what_helps(ready: Readiness) -> str:
    """Return what could raise the chance where a later date alone probably won't."""
    is_late = ready.has_ended or (ready.last_day or date.max) - ready.as_of < timedelta(weeks=1)
    if ready.outlook.levels_off_at is None or is_late or ready.verdict is not Verdict.WAIT:
        return ""
    exam = chances.most_telling_exam(ready.moves_to)
    if ready.stability.is_rising:  # the way of studying is working
        return exam.lstrip()
    domains = {domain.domain_id: domain.name for domain in ready.domains}
    largest = replace(ready.study_next, focus=None)  # the plan's first of equal domains would not do alone
    is_any = largest.domain_id is None and len(largest.equal) in {0, len(domains)}
    what = "more" if is_any or len(domains) == 1 else study_next.value(largest, domains)
    return f"To get to {formatting.percent(ready.target)}: study {what}, or change how you study.{exam}"

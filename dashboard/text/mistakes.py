"""Texts of the mistakes page: its answer, the causes of wrong answers, and the log."""

from collections.abc import Callable

from analytics.records import ErrorCause
from analytics.reports.practice import causes
from analytics.reports.practice.mastery import TrendDirection
from analytics.reports.practice.mistakes import MIN_CAUSES, Mistake, MistakeFilter, MistakesReport
from dashboard import formatting
from dashboard.text import common, method_inputs, names, navigation
from dashboard.text.add import NO_DOMAIN
from dashboard.text.shapes import Columns, chart, first_steps, method, paragraph, phrases

MIX_TITLE = "Causes and what helps"
OVER_TIME, OVER_TIME_NOTE = chart("mistakes_over_time"), "Each mark stands for one or more practice exams."
TOO_FEW_OVER_TIME = paragraph("mistakes_too_few_causes", least=formatting.spelled(causes.MIN_CAUSES_PER_HALF))
EMPTY_STEPS = first_steps("mistakes")
CAUSES = phrases(ErrorCause, "mistakes_causes")
REMEDIES = phrases(ErrorCause, "mistakes_remedies", pairs=navigation.PAIRS, pace=navigation.PACE)

LOG_TITLE = "Why was it wrong?"
KEYS_HINT = "Press 1 to 5 or click. Each answer is saved at once."
NO_MISTAKES = "No wrong answers yet. Each one will appear here, ready for its cause."
DONE, GO_TO_CAUSES = "All wrong answers have a cause.", "See the causes"
_APART = "\u00a0· "  # no line begins with the dot
BACK, SKIP, CLEAR, UNDO = "Back", "Skip", "Remove cause", "Undo"

LIST_TITLE = "All wrong answers"
SHOWN_LABEL, DOMAIN_LABEL, CHANGE_LABEL = "Show", "Domain", "Change the cause of an answer"

LISTED = phrases(MistakeFilter, "cause_log_listed")
HINTS = phrases(causes.Hint, "cause_log_hints")


def headline(report: MistakesReport) -> tuple[str, str]:
    if not report.n_responses:
        return "No questions logged yet", "Log a practice exam question by question to see what costs you points."
    if not report.mistakes:
        return "No wrong answers yet", f"{formatting.counted(report.n_responses, 'question')} logged so far."
    if not report.has_mix:
        has, few = formatting.verb(report.n_with_cause, "has", "have"), formatting.spelled(MIN_CAUSES)
        with_cause = f"{report.n_with_cause:,} of {_wrong(report)} {has} a cause."
        return "Too few causes to compare", f"{with_cause} With {few}, this page shows the pattern."
    since = f" since {_since(report)}" if report.has_changed else ""
    names = [CAUSES[share.cause] for share in report.largest]
    if len(names) == 1:
        share = report.share_now(report.largest[0])
        of = f"of your wrong answers{' with a cause' if report.without_cause else ''}{since}"
        title = f"Mostly {names[0]} ({formatting.counted_percent.range(share)})"
        return title, f"{formatting.counted_percent(share.value)} {of} come from {names[0]}."
    which = f"all {formatting.spelled(len(names))} causes" if len(names) == len(CAUSES) else formatting.joined(names)
    close = f"{which} {formatting.verb(len(names), 'is', 'are')} too close to rank."
    since_then = f"Since {_since(report)}, {close}" if report.has_changed else f"{close[0].upper()}{close[1:]}"
    return "No cause stands out yet", since_then


def _since(report: MistakesReport) -> str:
    return formatting.day(report.second_half_from) if report.second_half_from else ""


def _wrong(report: MistakesReport) -> str:
    return formatting.counted(len(report.mistakes), "wrong answer")


def without_cause(report: MistakesReport) -> str:
    return f"{len(report.without_cause):,} without a cause"


def evidence(report: MistakesReport) -> str:
    exams = formatting.counted(report.n_practice_exams, "practice exam")
    return f"Based on {report.n_with_cause:,} of {_wrong(report)} in {exams}."


def trends(report: MistakesReport) -> str:
    """Return which causes have become more or less frequent, if halves can be compared."""
    if not report.has_changed:
        return f"No clear change since {_since(report)}." if report.second_half_from else ""
    words = {TrendDirection.RISING: "up", TrendDirection.FALLING: "down"}
    changes = [f"{CAUSES[share.cause]} {words[share.trend]}" for share in report.causes if share.trend in words]
    return f"Since {_since(report)}: {formatting.joined(changes)}. For the rest, it is too early to tell."


def shares(report: MistakesReport, share: causes.ErrorCauseShare) -> list[str]:
    write = formatting.counted_percent.with_range
    if share.halves is None or report.second_half_from is None:
        return [write(share.share)]
    since = formatting.day_of_month(report.second_half_from)
    return [f"{write(share.halves[0])} before", f"{write(share.halves[1])} since {since}"]


def _share_of(cause: int) -> Callable[[causes.MixPeriod], str]:
    return lambda period: formatting.counted_percent.with_range(period.shares[cause])


PERIOD_COLUMNS: Columns[causes.MixPeriod] = {
    "Practice exams": lambda period: formatting.days(period.first_on, period.last_on),
    "Causes": lambda period: str(sum(period.counts)),
    **{name.capitalize(): _share_of(cause) for cause, name in enumerate(CAUSES.values())},
}


def period_hover(period: causes.MixPeriod, cause: int) -> str:
    return f"{period.counts[cause]} of {formatting.counted(sum(period.counts), 'wrong answer')} with a cause"


def inputs(report: MistakesReport) -> list[tuple[str, str]]:
    return [
        method_inputs.data_up_to(report.as_of),
        ("Questions logged", f"{report.n_responses:,}"),
        method_inputs.level_of_ranges(report.causes[0].share),
    ]


def description(progress: tuple[int, int] | None, mistake: Mistake) -> str:
    number = "**{} of {}** · ".format(*progress) if progress else ""
    title = f": {formatting.literal(mistake.task_title)}" if mistake.task_title else ""
    facts = _APART.join(_facts(mistake)) or "Answers, time and confidence were not logged."
    return "  \n".join((f"{number}{question(mistake)}", f"{_topic(mistake)}{title}", facts))


def row(mistake: Mistake, cause: ErrorCause | None) -> str:
    named = names.CAUSES[cause].lower() if cause else "no cause"
    return _APART.join((f"{question(mistake)}: **{named}**", _topic(mistake), *_facts(mistake)))


def question(mistake: Mistake) -> str:
    response = mistake.response
    number = str(response.position) if response.position else formatting.literal(response.response_key)
    return f"{formatting.literal(response.practice_exam_id)}, {formatting.day(response.day)}, question {number}"


def _topic(mistake: Mistake) -> str:
    task = mistake.response.task_id
    domain = mistake.domain_name or NO_DOMAIN
    return formatting.literal(f"{domain}, task {task}" if task else domain)


def _facts(mistake: Mistake) -> list[str]:
    response = mistake.response
    pairs = {"You chose": response.chosen, "Correct": response.correct_answer}
    facts = [f"{word}: **{formatting.literal(answer)}**" for word, answer in pairs.items() if answer]
    if response.response_time_s is not None:
        facts.append(response_time(response.response_time_s))
    return [*facts, common.CONFIDENCES[response.confidence]] if response.confidence else facts


def response_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}\u00a0min {rest}\u00a0s" if minutes else f"{rest}\u00a0s"


def suggestion(proposed: causes.Suggestion) -> str:
    return f"Suggested: **{names.CAUSES[proposed.cause].lower()}**. {HINTS[proposed.hint]}"


def accept(cause: ErrorCause) -> str:
    return f"Accept: {names.CAUSES[cause].lower()}"


def domain_option(report: MistakesReport, domain_id: str | None) -> str:
    return "all domains" if domain_id is None else report.domains[domain_id] or NO_DOMAIN


METHOD = method(
    "mistakes",
    least_causes=formatting.spelled(MIN_CAUSES),
    least_per_half=formatting.spelled(causes.MIN_CAUSES_PER_HALF),
    change_level=formatting.percent(causes.CHANGE_LEVEL),
    most_periods=formatting.spelled(causes.MAX_PERIODS),
)
LOG_METHOD = method(
    "cause_log", far_over=f"{causes.FAR_OVER:g}", far_under=formatting.spelled(round(1 / causes.FAR_UNDER))
)

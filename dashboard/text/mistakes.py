"""Texts of the mistakes page: causes and the log."""

from collections.abc import Mapping

from analytics.records import ErrorCause
from analytics.reports.practice.cause_mix import (
    CHANGE_LEVEL,
    MAX_PERIODS,
    MIN_CAUSES_PER_HALF,
    CauseTrend,
    ErrorCauseShare,
    MixPeriod,
)
from analytics.reports.practice.cause_suggestions import FAR_OVER, FAR_UNDER, Hint
from analytics.reports.practice.mistakes import MIN_CAUSES, Mistake, MistakeFilter, MistakesReport
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import ChartText, Column, method

MIX = ChartText(
    title="Why were they wrong?",
    alt=(
        "One row for each cause: its share of the wrong answers with a cause, with its range, in the earlier and the "
        "later practice exams if there are enough. The numbers are in the table below."
    ),
    x_axis="Share of the wrong answers with a cause (%)",
)
OVER_TIME_TAB = "Over time"
LOG_TAB = "The log"
PAIRS_TAB = "Confused pairs"
CONFIDENCE_TAB = "Confidence"
OVER_TIME = ChartText(
    title="How has the mix moved?",
    alt=(
        "One panel for each cause, on the same axes: its share of the wrong answers with a cause in each period, with "
        "its range. The numbers are in the list below."
    ),
    y_axis="Share (%)",
)
REMEDIES_TITLE = "What helps"
LOG_TITLE = "The log"
LOG_NOTE = (
    "Choose a cause with the arrow keys, go on with Tab; the button to save follows the last one. A suggestion counts "
    "only once you have taken it."
)
SAMPLE_NOTE = "The sample is not changed. In your own file you set the causes here."
SHOWN_LABEL = "Show"
DOMAIN_LABEL = "Domain"
PART_LABEL = "Part of the list"
SAVE = "Save the causes"
SAVE_WITH_SUGGESTIONS = "Save, and take the suggestions for the rest"
NOTHING_SHOWN = "No wrong answer of this kind."
NO_MISTAKES = "No wrong answer is known yet; each one will be listed here, to be given its cause."
EMPTY_STEPS = (
    "Type in the answers of a practice exam question by question, with one key for each, or bring a file of them: "
    "item_responses.csv, whose template is on the Data page.",
    "Give each wrong answer a cause, while you still remember it. This page asks for it.",
    "Note what you chose and what was correct, by name: then things that look alike show as pairs.",
)

LISTED: Mapping[MistakeFilter, str] = {
    MistakeFilter.WITHOUT_CAUSE: "without a cause",
    MistakeFilter.ALL: "all wrong answers",
    MistakeFilter.MISCONCEPTIONS: "confident and wrong",
}

CAUSES: Mapping[ErrorCause, str] = {
    ErrorCause.KNOWLEDGE: "missing knowledge",
    ErrorCause.CONFUSED_PAIR: "a confused pair",
    ErrorCause.MISREAD: "a misread question",
    ErrorCause.REASONING: "faulty reasoning",
    ErrorCause.TIMING: "lack of time",
}

REMEDIES: Mapping[ErrorCause, str] = {
    ErrorCause.KNOWLEDGE: "Study the task's material, then answer new questions on it a few days later.",
    ErrorCause.CONFUSED_PAIR: "Write what tells the two apart in one line, then drill the pairs below both ways.",
    ErrorCause.MISREAD: "Read the last sentence first, and mark what it asks for: cheapest, fastest, least work.",
    ErrorCause.REASONING: "Say for each option why it is wrong before you choose; redo the question a week later.",
    ErrorCause.TIMING: "Keep to your limit for a question and leave time to return; the Pace page shows how much.",
}

HINTS: Mapping[Hint, str] = {
    Hint.LOOK_ALIKES: "the two are known to look alike",
    Hint.CONFUSED_BEFORE: "you have confused the two before",
    Hint.FAR_OVER_LIMIT: "it took far longer than your limit",
    Hint.FAR_UNDER: "it was answered in very little time",
    Hint.LEFT_FLAGGED: "it was flagged and not returned to",
    Hint.GUESSED: "you guessed",
}

MOVEMENTS: Mapping[CauseTrend, str] = {
    CauseTrend.MORE: "more than before",
    CauseTrend.LESS: "less than before",
    CauseTrend.CANNOT_TELL: "cannot tell",
}


def answer(report: MistakesReport) -> str:
    if not report.n_responses:
        return "No answers are known question by question yet, so there are no mistakes to look at."
    if not report.mistakes:
        return f"Of {formatting.counted(report.n_responses, 'answer')} none was wrong."
    if not report.has_mix:
        n_with_cause = formatting.spelled(report.n_with_cause) if report.n_with_cause else "none"
        return (
            f"{_wrong(report)}, {n_with_cause} with a cause. "
            "Set more of the causes, and this page shows what they have in common."
        )
    lately = f" {half_names(report)[1]}" if report.has_changed else ""
    if len(report.largest) == 1:
        (most,) = report.largest
        share = formatting.counted_percent.with_range(
            most.halves[1] if report.has_changed and most.halves else most.share
        )
        known = f" of the {report.n_with_cause} with a cause" if report.without_cause and not lately else ""
        return f"The most frequent cause of your wrong answers{lately} is {CAUSES[most.cause]}: {share}{known}."
    names = [CAUSES[share.cause] for share in report.largest]
    may = "any of them may be" if len(names) == len(CAUSES) else f"each of {formatting.joined(names)} may be"
    return f"Which cause is the most frequent{lately} cannot be told yet: {may}."


def _wrong(report: MistakesReport) -> str:
    return formatting.counted(len(report.mistakes), "wrong answer")


def evidence(report: MistakesReport) -> str:
    exams = formatting.counted(report.n_practice_exams, "practice exam")
    found = f"{_wrong(report)} of {formatting.counted(report.n_responses, 'answer')} in {exams}"
    without = formatting.counted(len(report.without_cause), "is", "are")
    is_partial = report.without_cause and report.n_with_cause
    left_out = f" {without} without one and left out, which may change the mix." if is_partial else ""
    return f"{found}; {report.n_with_cause} with a cause that you set.{left_out}"


def halves(report: MistakesReport) -> str:
    if report.second_half_from is None:
        return ""
    since = formatting.day(report.second_half_from)
    changes = [
        f"{CAUSES[share.cause]} has become {'more' if share.trend is CauseTrend.MORE else 'less'} frequent"
        for share in report.causes
        if share.trend is not CauseTrend.CANNOT_TELL
    ]
    if not changes:
        return f"Whether the mix has changed since {since} cannot be told."
    return f"Since {since}: {formatting.joined(changes)}. For the other causes that cannot be told."


def half_names(report: MistakesReport) -> tuple[str, str]:
    since = formatting.day(report.second_half_from) if report.second_half_from else ""
    return f"before {since}", f"since {since}"


def over_time(report: MistakesReport) -> str:
    n = len(report.periods)
    if n < 2:
        return (
            f"The mix over time needs two periods of {formatting.spelled(MIN_CAUSES_PER_HALF)} wrong answers with a "
            f"cause each; {formatting.counted(report.n_with_cause, 'has', 'have')} a cause."
        )
    return f"{halves(report)} Each dot is one of {formatting.spelled(n)} periods.".strip()


def period_line(period: MixPeriod) -> str:
    pairs = zip(CAUSES.values(), period.shares, strict=True)
    parts = [f"{name} {formatting.counted_percent.with_range(share)}" for name, share in pairs]
    return f"**{formatting.days(period.first_on, period.last_on)}**, {_caused(period)}: {'; '.join(parts)}"


def _caused(period: MixPeriod) -> str:
    return f"{formatting.counted(sum(period.counts), 'wrong answer')} with a cause"


def period_hover(period: MixPeriod, cause: int) -> str:
    return f"{period.counts[cause]} of {_caused(period)}"


def mix_hover(share: ErrorCauseShare) -> str:
    return f"{CAUSES[share.cause]}: {formatting.counted(share.n, 'wrong answer')}"


CAUSE_COLUMNS: tuple[Column[ErrorCauseShare], ...] = (
    Column("Cause", lambda share: CAUSES[share.cause]),
    Column("Wrong answers", lambda share: str(share.n)),
    Column("Share, with range", lambda share: formatting.counted_percent.with_range(share.share)),
    Column("Lately", lambda share: "too few to compare" if share.halves is None else MOVEMENTS[share.trend]),
)


def remedies(report: MistakesReport) -> list[str]:
    causes = [share.cause for share in report.causes if share.n] or list(ErrorCause)
    return [f"{CAUSES[cause][0].upper()}{CAUSES[cause][1:]}: {REMEDIES[cause]}" for cause in causes]


def mistake_label(mistake: Mistake) -> str:
    response = mistake.response
    number = str(response.position) if response.position else formatting.literal(response.response_key)
    where = formatting.literal(mistake.domain_name)
    task = f" {formatting.literal(response.task_id)}" if response.task_id else ""
    sure = f", {common.CONFIDENCES[response.confidence]}" if response.confidence else ""
    exam = formatting.literal(response.practice_exam_id)
    label = f"{formatting.day(response.day)}, {exam}, question {number}: {where}{task}{sure}.{_chosen(mistake)}"
    return f"{label} {suggestion(mistake)}".strip()


def _chosen(mistake: Mistake) -> str:
    pairs = {"chosen": mistake.response.chosen, "correct": mistake.response.correct_answer}
    answers = ", ".join(f"{word} {formatting.literal(answer)}" for word, answer in pairs.items() if answer)
    return f" {answers[0].upper()}{answers[1:]}." if answers else ""


def suggestion(mistake: Mistake) -> str:
    proposed = mistake.suggestion
    if proposed is None:
        return ""
    return f"*Suggestion: {CAUSES[proposed.cause]}, since {HINTS[proposed.hint]}.*"


def cause_option(cause: str) -> str:
    return CAUSES[ErrorCause(cause)] if cause else "not set"


def domain_option(report: MistakesReport, domain_id: str | None) -> str:
    return "all domains" if domain_id is None else report.domains[domain_id]


def part_name(first: int, last: int, number: int) -> str:
    return f"{first} to {last} of {number}"


def saved(number: int) -> str:
    return f"{formatting.counted(number, 'cause')} changed. The import list on the Data page can take it back."


def inputs(report: MistakesReport) -> list[tuple[str, str]]:
    return [
        method_inputs.known_until(report.as_of),
        ("Answers by question", str(report.n_responses)),
        ("Practice exams by question", str(report.n_practice_exams)),
        ("Wrong answers", str(len(report.mistakes))),
        ("of them with a cause", str(report.n_with_cause)),
        ("Answers with a confidence, questions not seen before", str(report.confidence.n)),
        method_inputs.ranges_hold(report.causes[0].share),
    ]


METHOD = method(
    "mistakes",
    least_causes=formatting.spelled(MIN_CAUSES),
    least_per_half=formatting.spelled(MIN_CAUSES_PER_HALF),
    cases=common.of_100_cases(CHANGE_LEVEL),
    most_periods=formatting.spelled(MAX_PERIODS),
    far_over=f"{FAR_OVER:g}",
    far_under=formatting.spelled(round(1 / FAR_UNDER)),
)

"""Texts of the mistakes page: causes of wrong answers, their log, confused pairs, and confidence."""

from collections.abc import Callable, Sequence

from analytics.blueprints.lookalikes import VENDORS
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice import causes, confusion_pairs
from analytics.reports.practice.confusion_pairs import ConfusionPair, PairStatus
from analytics.reports.practice.mastery import TrendDirection
from analytics.reports.practice.mistakes import (
    MIN_CAUSES,
    MIN_CONFIDENT,
    ConfidenceJudgments,
    DomainJudgments,
    Mistake,
    MistakeFilter,
    MistakesReport,
)
from analytics.reports.practice.response_log import ResponseGroup
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

PAIRS_TITLE = "What you mix up"
PAIRS_ALT = "How often each answer was chosen instead of the correct one"
CHOSEN, CORRECT = "Chosen", "Correct"
DRILL_TITLE, MORE_PAIRS = "Drill in this order", "More pairs"
NO_PAIRS = paragraph("confusion_no_pairs")

CONFIDENCE_TITLE, LEVELS_TITLE = "Confidence and results", "Correct by confidence"
NO_CONFIDENCE = paragraph("confusion_no_confidence")
SURENESS = ("Confident", "Not confident")
CORRECTNESS = ("Correct", "Wrong")
DOMAINS_TITLE = "Misconceptions by domain"

STATUSES = phrases(PairStatus, "confusion_statuses")
guessing = formatting.template("Dotted line: a blind guess, correct in about {} of questions.", formatting.percent)


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
    return f"Since {_since(report)}: {formatting.joined(changes)}; for the rest, too early to tell."


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
    return f"{common.dated_exam(response.day, response.practice_exam_id)}, question {number}"


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


def drill_item(pair: ConfusionPair) -> str:
    names = formatting.literal(" and ".join(pair.names))
    title = f"~~{names}~~" if pair.status is PairStatus.DISTINGUISHED else f"**{names}**"
    chosen = [f"{formatting.literal(short_name(name))} {times(n)}" for (name, _), n in pair.counts.items()]
    return f"{title}, {status(pair)} Chosen by mistake: {formatting.joined(chosen)}.{hint(pair)}"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{formatting.spelled(number)} times")


def status(pair: ConfusionPair) -> str:
    if not pair.n_recent:
        return f"{STATUSES[pair.status]}."
    counts = f"{pair.n_recent_correct} of {formatting.counted(pair.n_recent, 'recent question')} correct"
    return f"{STATUSES[pair.status]}: {counts} ({formatting.counted_percent.range(pair.share)})."


def hint(pair: ConfusionPair) -> str:
    look_alike = pair.look_alike
    if look_alike is None:
        return ""
    source = "" if look_alike.is_checked else " (General knowledge; check it in the documentation.)"
    return f" The difference: {formatting.literal(look_alike.rule)}{source}"


def cell_hover(pair: ConfusionPair, chosen: str, correct: str, n: int) -> str:
    return f"{chosen} instead of {correct}: {times(n)}, {STATUSES[pair.status]}"


def short_name(name: str) -> str:
    maker, _, rest = name.partition(" ")
    return rest if rest and maker.casefold() in VENDORS else name


def pairs_answer(pairs: Sequence[ConfusionPair]) -> str:
    found = [pair.status for pair in pairs]
    parts = [f"{found.count(status)} {word}" for status, word in STATUSES.items() if status in found]
    summary = f": {formatting.joined(parts)}" if len(parts) > 1 else f", {STATUSES[found[0]]}"
    missed_alone = "" if pairs[0].n_recent else " " + paragraph("confusion_missed_alone")
    return f"{formatting.counted(len(pairs), 'pair')} so far{summary}.{missed_alone}"


def pairs_note(pairs: Sequence[ConfusionPair], n_shown: int) -> str:
    read = " Struck through: told apart now." if any(pair.status is PairStatus.DISTINGUISHED for pair in pairs) else ""
    more = f" The first {formatting.spelled(n_shown)} pairs of the list." if n_shown < len(pairs) else ""
    return f"{read}{more}".strip()


def confidence_answer(judged: ConfidenceJudgments) -> str:
    confident = judged.confident
    if not confident.n:
        return "You marked no answer as confident, so there are no misconceptions."
    answers = formatting.counted(confident.n, "confident answer")
    wrong = formatting.counted_percent.with_range(confident.share_wrong)
    return f"Of {answers}, {formatting.counted(confident.n_wrong, 'was', 'were')} wrong: {wrong}."


def confidence_note(judged: ConfidenceJudgments) -> str:
    unjudged = ("answer without a confidence is", "answers without a confidence are")
    without = f" {formatting.counted(judged.n_unjudged, *unjudged)} left out." if judged.n_unjudged else ""
    return f"Based on {formatting.counted(judged.n, 'answer')} to questions you had not seen before.{without}"


def quadrants(judged: ConfidenceJudgments) -> Sequence[Sequence[tuple[str, int]]]:
    """Return names and counts of answers, by `SURENESS` in rows and `CORRECTNESS` in columns."""
    return (
        (("Knew it", judged.confident.n_correct), ("Misconception", judged.confident.n_wrong)),
        (("Lucky guess", judged.n_lucky), ("Honest gap", judged.n_honest_gaps)),
    )


def level_label(confidence: Confidence, level: ResponseGroup) -> str:
    return f"{common.CONFIDENCES[confidence].capitalize()}, {formatting.counted(level.n, 'answer')}"


def levels_alt(judged: ConfidenceJudgments) -> str:
    shares = [
        f"{level_label(confidence, level)}: {formatting.counted_percent.with_range(level.share)} correct"
        for confidence, level in judged.levels.items()
        if level.n
    ]
    return f"{'; '.join(shares)}. {guessing(judged.guess_floor)}"


DOMAIN_COLUMNS: Columns[DomainJudgments] = {
    "Domain": lambda domain: formatting.literal(domain.name),
    "Confident answers": lambda domain: str(domain.confident.n),
    "Wrong": lambda domain: str(domain.confident.n_wrong),
    "Share wrong (range)": lambda domain: (
        formatting.counted_percent.range(domain.confident.share_wrong)
        if domain.confident.n >= MIN_CONFIDENT
        else "too early to tell"
    ),
}

CONFIDENCE_METHOD = method("confidence", least_answers=formatting.spelled(MIN_CONFIDENT))
PAIRS_METHOD = method(
    "confusion",
    most_words=formatting.spelled(confusion_pairs.MAX_NAME_WORDS),
    recent=formatting.spelled(confusion_pairs.RECENT_QUESTIONS),
    least_share=formatting.percent(confusion_pairs.DISTINGUISHED_SHARE),
    claim_level=formatting.percent(CLAIM_LEVEL),
    least_questions=formatting.spelled(confusion_pairs.MIN_QUESTIONS),
)

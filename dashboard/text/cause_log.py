"""Texts of the log, in which wrong answers are given their causes."""

from analytics.records import ErrorCause
from analytics.reports.practice.causes import FAR_OVER, FAR_UNDER, Hint, Suggestion
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport
from dashboard import formatting
from dashboard.text import common, names
from dashboard.text.add import NO_DOMAIN
from dashboard.text.shapes import method, phrases

TITLE = "Why was it wrong?"
HINT = "Press 1 to 5 or click. Each answer is saved at once."
NO_MISTAKES = "No wrong answers yet. Each one will appear here, ready for its cause."
DONE = "All wrong answers have a cause."
GO_TO_CAUSES = "See the causes"
NOTHING_KNOWN = "Answers, time and confidence were not logged."
BACK, SKIP, CLEAR, UNDO = "Back", "Skip", "Remove cause", "Undo"

LIST_TITLE = "All wrong answers"
SHOWN_LABEL = "Show"
DOMAIN_LABEL = "Domain"
CHANGE_LABEL = "Change the cause of an answer"

LISTED = phrases(MistakeFilter, "cause_log_listed")

HINTS = phrases(Hint, "cause_log_hints")


def description(progress: tuple[int, int] | None, mistake: Mistake) -> str:
    """Describe a wrong answer in three lines, however little is known of it."""
    number = "**{} of {}** · ".format(*progress) if progress else ""
    title = f": {formatting.literal(mistake.task_title)}" if mistake.task_title else ""
    facts = " · ".join(_facts(mistake)) or NOTHING_KNOWN
    return "  \n".join((f"{number}{question(mistake)}", f"{_topic(mistake)}{title}", facts))


def row(mistake: Mistake, cause: ErrorCause | None) -> str:
    named = names.CAUSES[cause].lower() if cause else "no cause"
    return " · ".join((f"{question(mistake)}: **{named}**", _topic(mistake), *_facts(mistake)))


def question(mistake: Mistake) -> str:
    """Return the practice exam, its day, and the question's number."""
    response = mistake.response
    number = str(response.position) if response.position else formatting.literal(response.response_key)
    return f"{formatting.literal(response.practice_exam_id)}, {formatting.day(response.day)}, question {number}"


def _topic(mistake: Mistake) -> str:
    task = mistake.response.task_id
    domain = mistake.domain_name or NO_DOMAIN
    return formatting.literal(f"{domain}, task {task}" if task else domain)


def _facts(mistake: Mistake) -> list[str]:
    """Return the answers, the time and the confidence, as far as known."""
    response = mistake.response
    pairs = {"You chose": response.chosen, "Correct": response.correct_answer}
    facts = [f"{word}: **{formatting.literal(answer)}**" for word, answer in pairs.items() if answer]
    if response.response_time_s is not None:
        facts.append(response_time(response.response_time_s))
    return [*facts, common.CONFIDENCES[response.confidence]] if response.confidence else facts


def response_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}\u00a0min {rest}\u00a0s" if minutes else f"{rest}\u00a0s"


def suggestion(proposed: Suggestion) -> str:
    return f"Suggested: **{names.CAUSES[proposed.cause].lower()}**. {HINTS[proposed.hint]}"


def accept(cause: ErrorCause) -> str:
    return f"Accept: {names.CAUSES[cause].lower()}"


def domain_option(report: MistakesReport, domain_id: str | None) -> str:
    return "all domains" if domain_id is None else report.domains[domain_id] or NO_DOMAIN


METHOD = method("cause_log", far_over=f"{FAR_OVER:g}", far_under=formatting.spelled(round(1 / FAR_UNDER)))

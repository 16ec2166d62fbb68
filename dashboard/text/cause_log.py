"""Texts of the log, in which wrong answers are given their causes."""

from collections.abc import Mapping

from analytics.records import ErrorCause
from analytics.reports.practice.cause_suggestions import FAR_OVER, FAR_UNDER, Hint, Suggestion
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import method

TITLE = "Why was it wrong?"
HINT = "Press 1 to 5 or click. Each answer is saved at once."
SAMPLE_NOTE = "This is sample data and stays as it is. In your own file you set causes here."
NO_MISTAKES = "No wrong answers yet. Each one will appear here, ready for its cause."
DONE = "All answers have a cause."
GO_TO_CAUSES = "See the causes"
NOTHING_KNOWN = "Answers, time and confidence were not logged."
BACK, SKIP, UNDO = "Back", "Skip", "Undo"

LIST_TITLE = "All wrong answers"
SHOWN_LABEL = "Show"
DOMAIN_LABEL = "Domain"
PART_LABEL = "Rows"
SAVE = "Save"
NOTHING_SHOWN = "No wrong answers here."

LISTED: Mapping[MistakeFilter, str] = {
    MistakeFilter.ALL: "all wrong answers",
    MistakeFilter.WITHOUT_CAUSE: "without a cause",
    MistakeFilter.MISCONCEPTIONS: "confident and wrong",
}

CAUSES: Mapping[ErrorCause, str] = {
    ErrorCause.KNOWLEDGE: "Missing knowledge",
    ErrorCause.CONFUSED_PAIR: "Confused pair",
    ErrorCause.MISREAD: "Misread question",
    ErrorCause.REASONING: "Faulty reasoning",
    ErrorCause.TIMING: "Lack of time",
}

HINTS: Mapping[Hint, str] = {
    Hint.LOOK_ALIKES: "The two are known to look alike.",
    Hint.CONFUSED_BEFORE: "You have confused the two before.",
    Hint.FAR_OVER_LIMIT: "It took far longer than your limit.",
    Hint.FAR_UNDER: "You answered in very little time.",
    Hint.LEFT_FLAGGED: "You flagged it and did not come back.",
    Hint.GUESSED: "You guessed.",
}


def asked(number: int, total: int, mistake: Mistake) -> str:
    """Describe the wrong answer that is asked about, in as many lines whatever is known of it."""
    title = f": {formatting.literal(mistake.task_title)}" if mistake.task_title else ""
    known = [answers(mistake), circumstances(mistake)]
    lines = (
        f"**{number} of {total}** · {question(mistake)}",
        f"{topic(mistake)}{title}",
        " · ".join(part for part in known if part) or NOTHING_KNOWN,
    )
    return "  \n".join(lines)


def question(mistake: Mistake) -> str:
    """Say which question it was: the practice exam, its day, and its number."""
    response = mistake.response
    number = str(response.position) if response.position else formatting.literal(response.response_key)
    return f"{formatting.literal(response.practice_exam_id)}, {formatting.day(response.day)}, question {number}"


def topic(mistake: Mistake) -> str:
    task = mistake.response.task_id
    return formatting.literal(f"{mistake.domain_name}, task {task}" if task else mistake.domain_name)


def answers(mistake: Mistake) -> str:
    pairs = {"You chose": mistake.response.chosen, "Correct": mistake.response.correct_answer}
    return " · ".join(f"{word}: **{formatting.literal(answer)}**" for word, answer in pairs.items() if answer)


def circumstances(mistake: Mistake) -> str:
    """Say how long it took and how sure the candidate was, as far as known."""
    response = mistake.response
    time = "" if response.response_time_s is None else duration(response.response_time_s)
    sure = common.CONFIDENCES[response.confidence] if response.confidence else ""
    return " · ".join(part for part in (time, sure) if part)


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}\u00a0min {rest}\u00a0s" if minutes else f"{rest}\u00a0s"


def suggestion(proposed: Suggestion) -> str:
    return f"Suggested: **{CAUSES[proposed.cause].lower()}**. {HINTS[proposed.hint]}"


def accept(cause: ErrorCause) -> str:
    return f"Accept: {CAUSES[cause].lower()}"


def row(mistake: Mistake) -> str:
    parts = (question(mistake), topic(mistake), answers(mistake), circumstances(mistake))
    return " · ".join(part for part in parts if part)


def cause_option(cause: str) -> str:
    return CAUSES[ErrorCause(cause)] if cause else "Not set"


def domain_option(report: MistakesReport, domain_id: str | None) -> str:
    return "all domains" if domain_id is None else report.domains[domain_id]


def part_name(first: int, last: int, number: int) -> str:
    return f"{first} to {last} of {number}"


def saved(number: int) -> str:
    return f"{formatting.counted(number, 'cause')} saved."


METHOD = method("cause_log", far_over=f"{FAR_OVER:g}", far_under=formatting.spelled(round(1 / FAR_UNDER)))

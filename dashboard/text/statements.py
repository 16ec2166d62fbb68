"""Texts of the three statements: settled, ready and genuine."""

from collections.abc import Mapping

from analytics.models.stability import WINDOW_WEEKS, StabilityWord
from analytics.reports.decision.readiness import Readiness
from analytics.reports.decision.verdict import (
    GENUINE_NEW_ITEMS,
    MIN_EXAMS_FOR_STABILITY,
    GenuineReason,
    StabilityGap,
    StatementVerdict,
    blocking,
)
from dashboard import formatting
from dashboard.text import common

TITLE = "Can this be relied on?"
SETTLED, READY, GENUINE = "Settled?", "Ready?", "Genuine?"
WINDOW = f"{round(WINDOW_WEEKS)} weeks"

ANSWERS: Mapping[StatementVerdict, str] = {
    StatementVerdict.YES: "Yes",
    StatementVerdict.NO: "No",
    StatementVerdict.CANNOT_TELL: "Cannot tell",
}
WORDS: Mapping[StabilityWord, str] = {
    StabilityWord.SETTLED: "Settled",
    StabilityWord.PROBABLY_SETTLED: "Probably settled",
    StabilityWord.TOO_EARLY: "Too early to tell",
    StabilityWord.PROBABLY_MOVING: "Probably still moving",
    StabilityWord.MOVING: "Still moving",
}


def rows(answer: Readiness) -> list[tuple[str, str, str]]:
    return [
        (SETTLED, WORDS[answer.stability.word], settled(answer)),
        (READY, "Passed" if answer.passed_on is not None else ANSWERS[answer.ready], ready(answer)),
        (GENUINE, ANSWERS[answer.genuine], genuine(answer)),
    ]


def gaps(answer: Readiness) -> str:
    n_exams = answer.n_practice_exams
    missing = answer.stability.gaps if n_exams else (StabilityGap.TOO_FEW_EXAMS,)
    sentences = {
        StabilityGap.TOO_FEW_EXAMS: (
            f"It takes at least {formatting.spelled(MIN_EXAMS_FOR_STABILITY)} practice exams; there "
            f"{formatting.verb(n_exams, 'is', 'are')} {formatting.spelled(n_exams) if n_exams else 'none'}."
        ),
        StabilityGap.NONE_IN_WINDOW: f"There is no practice exam of the last {WINDOW}.",
        StabilityGap.NONE_BEFORE_WINDOW: f"There is no practice exam from {WINDOW} ago or earlier.",
    }
    return " ".join(sentences[gap] for gap in missing)


def settled(answer: Readiness) -> str:
    if answer.stability.gaps:
        return gaps(answer)
    change = formatting.points.with_range(answer.stability.change_percent)
    return f"{stayed_within(answer)} Estimated change: {change}."


def stayed_within(answer: Readiness) -> str:
    """Return the probability that the score has settled, as a sentence."""
    stability = answer.stability
    return (
        f"There is a {formatting.percent(stability.probability)} chance that your level moved by at most "
        f"{stability.band_percent:g} points in {WINDOW}."
    )


def ready(answer: Readiness) -> str:
    target = formatting.percent(answer.target)
    if answer.passed_on is not None:
        return common.PASSED
    if not answer.n_practice_exams:
        return f"There is no practice exam yet: {_needed(answer)}"
    when = f"on {formatting.day(answer.exam_on)}" if answer.exam_on > answer.as_of else "today"
    chance = f"The chance of passing {when} is {formatting.percent(answer.pass_probability.value)}."
    if answer.ready is StatementVerdict.CANNOT_TELL:
        return f"{chance} That is too little data to hold against the target, {target}: {_needed(answer)}"
    return f"{chance} That {'reaches' if answer.ready is StatementVerdict.YES else 'is below'} the target, {target}."


def _needed(answer: Readiness) -> str:
    return f"it takes {formatting.joined([common.MISSING[item] for item in blocking(answer.missing)])}."


def genuine(answer: Readiness) -> str:
    forms = formatting.counted(answer.n_forms_in_window, "form")
    n_new = answer.n_new_items_in_window
    if answer.genuine is StatementVerdict.YES:
        new = formatting.counted(n_new, "new question")
        return f"In the last {WINDOW}: {new} from {forms}, more of them than of seen ones."
    new = formatting.counted(n_new, "new question was", "new questions were") if n_new else "No new question was"
    sentences = {
        GenuineReason.TOO_FEW_NEW_QUESTIONS: f"{new} answered in the last {WINDOW}; it takes {GENUINE_NEW_ITEMS}.",
        GenuineReason.ONE_FORM: (
            f"New questions came from {forms}; it takes more than one."
            if answer.n_forms_in_window
            else "It takes new questions from more than one form."
        ),
        GenuineReason.MOSTLY_SEEN_BEFORE: f"In the last {WINDOW} more questions had been seen before than were new.",
    }
    return " ".join(sentences[reason] for reason in answer.genuine_reasons)

"""Texts of the three statements: stable, ready and genuine."""

import math

from analytics.models.stability import StabilityVerdict, StabilityWord
from analytics.reports.decision import verdict
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.decision.scored_forecasts import ScoredForecast
from analytics.reports.decision.verdict import Caveat, StatementVerdict
from dashboard import formatting
from dashboard.text import chances, common
from dashboard.text.shapes import phrases

TITLE = "How reliable is this?"
SETTLED, READY, GENUINE = "Stable?", "Ready?", "Genuine?"

EXAMS = formatting.spelled(verdict.MIN_EXAMS_FOR_STABILITY)
ANSWERS = phrases(StatementVerdict, "statements_answers")
WORDS = phrases(StabilityWord, "statements_words")
GAPS = phrases(verdict.StabilityGap, "statements_gaps", exams=EXAMS, window=common.WINDOW)
GENUINE_REASONS = phrases(verdict.GenuineReason, "statements_genuine_reasons", window=common.WINDOW)
MARKS = phrases(StatementVerdict, "statements_marks")

STABLE = {StabilityVerdict.STABLE: StatementVerdict.YES, StabilityVerdict.MOVING: StatementVerdict.NO}


def rows(answer: Readiness) -> list[tuple[str, str, str, str]]:
    """Return each question with its sign, answer and reason; none for a closed or past exam."""
    if answer.has_ended:
        return []
    stable = MARKS[STABLE.get(answer.stability.verdict, StatementVerdict.CANNOT_TELL)]
    return [
        (SETTLED, stable, WORDS[answer.stability.word], settled(answer)),
        (READY, MARKS[answer.ready], ANSWERS[answer.ready], ready(answer)),
        (GENUINE, MARKS[answer.genuine], ANSWERS[answer.genuine], genuine(answer)),
    ]


def against(answer: Readiness) -> str:
    """Return what speaks against booking: doubtful statements, and a chance that may fall too low."""
    low, stable = answer.moves_to.low, STABLE.get(answer.stability.verdict, StatementVerdict.CANNOT_TELL)
    answers = {"stable": stable, "genuine": answer.genuine}
    unsure = formatting.joined([word for word, found in answers.items() if found is StatementVerdict.CANNOT_TELL])
    may_fall = low < answer.target <= answer.pass_probability.value
    doubts = [
        f"your scores are {WORDS[answer.stability.word].lower()}" if stable is StatementVerdict.NO else "",
        "you answered more repeated questions than new ones" if answer.genuine is StatementVerdict.NO else "",
        f"it is too early to tell whether your scores are {unsure}" if unsure else "",
        f"one more practice exam could put the chance at {formatting.percent(low)}" if may_fall else "",
    ]
    said = "; ".join(filter(None, doubts))
    what = "booking" if answer.booked_on is None else "keeping it" if answer.is_booked else "it"
    return f"Against {what}: {said}." if said else ""


def gaps(answer: Readiness) -> str:
    counts = answer.counts
    n_exams = formatting.spelled(counts.n_exams_since_pause) if counts.n_exams else "none"
    since = " since your last pause" if counts.begun_on != counts.first_on else ""
    return GAPS[answer.stability.gaps[0]].format(n_exams=n_exams, since=since)


def settled(answer: Readiness) -> str:
    if answer.stability.gaps:
        return gaps(answer)
    change = formatting.points.with_range(answer.stability.change_percent)
    return f"{stayed_within(answer)} Estimated change: {change}. {scored(answer.missed_forecast)}".rstrip()


def scored(one: ScoredForecast | None) -> str:
    if one is None:
        return ""
    return f"Your practice exam of {formatting.day(one.exam.day)} scored {score_and_unit(one)[0]}, {place(one)}."


def place(one: ScoredForecast) -> str:
    """Return where a score lies: "above the forecast of 42 to 69 %"."""
    percent, score = one.forecast.percent, 100 * one.exam.share.value
    where = "within" if one.is_within else "above" if score > percent.high else "below"
    return f"{where} the forecast of {score_and_unit(one)[1].range(percent)}"


def score_and_unit(one: ScoredForecast) -> tuple[str, formatting.Unit]:
    return formatting.percent_beside(100 * one.exam.share.value, one.forecast.percent)


def stayed_within(answer: Readiness) -> str:
    stability = answer.stability
    likely = f"It is {formatting.percent(stability.probability)} likely that your level changed by at most"
    return f"{likely} {stability.band_percent:g} points in {common.WINDOW}."


def ready(answer: Readiness) -> str:
    if answer.ready is StatementVerdict.CANNOT_TELL:
        return f"You need {formatting.joined(common.needed(verdict.blocking(answer.missing), answer.min_new_items))}."
    score, target = answer.target_score, formatting.percent(answer.target)
    if needed := _score_for_target(answer):
        return f"Your target of {target} takes {needed}."
    below = f"is {chances.below(answer.pass_probability.value, answer.target)}"
    reaches = "reaches" if answer.ready is StatementVerdict.YES else below
    is_unknown = score is not None and score.percent is None
    none = " No score would reach that: the passing score is too uncertain." if is_unknown else ""
    return f"The chance of passing {reaches} your target of {target}.{none}"


def _score_for_target(answer: Readiness) -> str:
    """Return the expected score that the target takes, if it is known and is not written as today's."""
    score, now = answer.target_score, formatting.percent_correct(answer.percent_correct.value)
    if score is None or score.percent is None or now == (then := formatting.percent_correct(score.percent)):
        return ""
    points = round(score.percent) - round(answer.percent_correct.value)
    more = math.floor(score.n_items * points / 100 + 0.5)
    of_questions = f": about {formatting.counted(more, 'more correct answer')} out of {score.n_items}" if more else ""
    return f"an expected score of {then} rather than {now}{of_questions}"


def genuine(answer: Readiness) -> str:
    n_new = answer.counts.n_new_in_window
    if answer.genuine is StatementVerdict.YES:
        has_seen, sets = answer.counts.n_seen_in_window, formatting.counted(answer.counts.n_forms_in_window, "set")
        questions = formatting.counted(n_new, "new question" if has_seen else "question")
        repeated = ", and fewer repeated ones" if has_seen else ", none recorded as repeated"
        is_public = Caveat.QUESTIONS_ARE_PUBLIC in answer.reasons  # repeated ones count as new
        return f"In the last {common.WINDOW} you answered {questions} from {sets}{'' if is_public else repeated}."
    numbers = {"n_new": n_new or "none", "n_items": answer.genuine_new_items}
    return " ".join(GENUINE_REASONS[reason].format(**numbers) for reason in answer.genuine_reasons)

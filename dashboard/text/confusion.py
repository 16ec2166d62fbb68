"""Texts about confused pairs and confidence, on the mistakes page."""

from collections.abc import Mapping, Sequence

from analytics.blueprints.lookalikes import VENDORS
from analytics.models.stability import CLAIM_LEVEL
from analytics.reports.practice.confidence import (
    MIN_CONFIDENT,
    ConfidenceJudgments,
    DomainJudgments,
    ResponsesByConfidence,
)
from analytics.reports.practice.confusion_pairs import (
    DISTINGUISHED_SHARE,
    MAX_NAME_WORDS,
    MIN_QUESTIONS,
    RECENT_QUESTIONS,
    ConfusionCount,
    ConfusionPair,
    PairStatus,
)
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import ChartText, Column, method

PAIRS = ChartText(
    title="What do you take for what?",
    alt=(
        "What was chosen across, what was correct down, and how often in each field. The same stands in the drill list."
    ),
    x_axis="Chosen",
    y_axis="Correct",
)
DRILL_TITLE = "In this order to drill"
MORE_PAIRS = "The other pairs"
NO_PAIRS = (
    "No pair yet. Note what you chose and what was correct by name, not by the letter of the option or its whole "
    "sentence, and confusions show here by direction."
)
CONFIDENCE = ChartText(
    title="Did you know what you knew?",
    alt="For each level of confidence the share answered rightly, with its range, and the chance of guessing.",
    x_axis="Right (%)",
)
NO_CONFIDENCE = (
    "No answer says how sure you were. Note confidence as guess, unsure or confident, and this page tells lucky "
    "guesses from knowledge, and misconceptions from gaps."
)
GUESSING = "by chance"
DOMAINS_TITLE = "Misconceptions by domain"

VERDICTS: Mapping[PairStatus, str] = {
    PairStatus.DISTINGUISHED: "told apart now",
    PairStatus.STILL_CONFUSED: "still confused",
    PairStatus.CANNOT_TELL: "too little data to tell",
}


def drill_item(pair: ConfusionPair) -> str:
    names = formatting.literal(" and ".join(pair.names))
    title = f"~~{names}~~" if pair.verdict is PairStatus.DISTINGUISHED else f"**{names}**"
    return f"{title}: {_directions(pair.counts)}. {verdict(pair)}{hint(pair)}"


def _directions(counts: Sequence[ConfusionCount]) -> str:
    first, *others = counts
    reverse = "".join(f", the other way round {times(other.n)}" for other in others)
    return f"{formatting.literal(instead(f'{first.chosen} chosen', first.correct))} {times(first.n)}{reverse}"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{formatting.spelled(number)} times")


def verdict(pair: ConfusionPair) -> str:
    word = VERDICTS[pair.verdict]
    counts = f"{pair.n_recent_correct} of the last {formatting.counted(pair.n_recent, 'question')} right"
    missed = formatting.joined([formatting.literal(name) for name in pair.missed_last])
    again = f" {missed} was missed when it last was the answer." if missed else ""
    return f"{word[0].upper()}{word[1:]}: {counts} ({formatting.counted_percent.range(pair.share)}).{again}"


def hint(pair: ConfusionPair) -> str:
    look_alike = pair.look_alike
    if look_alike is None:
        return ""
    source = "" if look_alike.is_checked else " (General knowledge; check it in the documentation.)"
    return f" What tells them apart: {formatting.literal(look_alike.rule)}{source}"


def instead(chosen: str, correct: str) -> str:
    return f"{chosen} instead of {correct}"


def cell(pair: ConfusionPair, direction: ConfusionCount) -> str:
    return f"<s>{direction.n}</s>" if pair.verdict is PairStatus.DISTINGUISHED else f"{direction.n}"


def short_name(name: str) -> str:
    words = name.split()
    has_maker = len(words) > 1 and words[0].casefold() in VENDORS
    return formatting.cut(" ".join(words[1:] if has_maker else words), 20)


def pairs_answer(pairs: Sequence[ConfusionPair]) -> str:
    n_told_apart, n_confused = (
        sum(pair.verdict is verdict for pair in pairs)
        for verdict in (PairStatus.DISTINGUISHED, PairStatus.STILL_CONFUSED)
    )
    first = formatting.literal(" and ".join(pairs[0].names))
    drill = "" if n_told_apart == len(pairs) else f" Drill {first} first."
    return (
        f"{formatting.counted(len(pairs), 'pair')} confused so far: {n_told_apart} told apart now, {n_confused} still "
        f"confused, {len(pairs) - n_told_apart - n_confused} with too little data to tell.{drill}"
    )


def pairs_note(pairs: Sequence[ConfusionPair], n_shown: int) -> str:
    read = " Struck through: told apart now." if any(pair.verdict is PairStatus.DISTINGUISHED for pair in pairs) else ""
    more = f" The first {formatting.spelled(n_shown)} pairs of the list are drawn." if n_shown < len(pairs) else ""
    return f"Across what was chosen, down what was correct.{read}{more}"


def confidence_answer(judged: ConfidenceJudgments) -> str:
    confident = judged.confident
    if not confident.n:
        return "No answer was given with confidence, so none of the wrong ones is a misconception."
    wrong = formatting.counted_percent.with_range(confident.share_wrong)
    answers = formatting.counted(confident.n, "confident answer")
    right = formatting.counted(judged.n_knew + judged.n_lucky, "right answer")
    were = formatting.verb(judged.n_lucky, "was", "were")
    lucky = f" {judged.n_lucky} of your {right} {were} not confident." if judged.n_lucky else ""
    return f"Of {answers} {formatting.counted(confident.n_wrong, 'was', 'were')} wrong: {wrong}.{lucky}"


def confidence_note(judged: ConfidenceJudgments) -> str:
    without = f" {formatting.counted(judged.n_unjudged, 'more does', 'more do')} not." if judged.n_unjudged else ""
    return (
        f"{formatting.counted(judged.n, 'answer')} to questions not seen before "
        f"{formatting.verb(judged.n, 'says', 'say')} how sure you were.{without} "
        f"A blind guess is right in about {formatting.percent(judged.guess_floor)}."
    )


def counts(judged: ConfidenceJudgments) -> list[tuple[str, str, str]]:
    return [
        ("Knew", str(judged.n_knew), "confident and right"),
        ("Lucky", str(judged.n_lucky), "not confident, yet right"),
        ("Misconceptions", str(judged.n_misconceptions), "confident and wrong"),
        ("Honest gaps", str(judged.n_honest_gaps), "not confident and wrong"),
    ]


def level_label(level: ResponsesByConfidence) -> str:
    return f"{common.CONFIDENCES[level.confidence]}, {formatting.counted(level.n, 'answer')}"


def level_hover(level: ResponsesByConfidence) -> str:
    return f"{common.CONFIDENCES[level.confidence]}: {level.n_correct} of {level.n} right"


DOMAIN_COLUMNS: tuple[Column[DomainJudgments], ...] = (
    Column("Domain", lambda domain: formatting.literal(domain.name)),
    Column("Confident answers", lambda domain: str(domain.n_confident)),
    Column("of them wrong", lambda domain: str(domain.n_misconceptions)),
    Column(
        "Part wrong, range",
        lambda domain: "too little data" if domain.share is None else formatting.counted_percent.range(domain.share),
    ),
)


METHOD = method(
    "confusion",
    most_words=formatting.spelled(MAX_NAME_WORDS),
    recent=formatting.spelled(RECENT_QUESTIONS),
    least_share=formatting.percent(DISTINGUISHED_SHARE),
    cases=common.of_100_cases(CLAIM_LEVEL),
    least_questions=formatting.spelled(MIN_QUESTIONS),
    least_answers=formatting.spelled(MIN_CONFIDENT),
)

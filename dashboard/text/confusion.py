"""Texts about confused pairs and confidence."""

from collections.abc import Sequence

from analytics.blueprints.lookalikes import VENDORS
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import Confidence
from analytics.reports.practice import confusion_pairs
from analytics.reports.practice.confidence import MIN_CONFIDENT, ConfidenceJudgments, DomainJudgments
from analytics.reports.practice.confusion_pairs import ConfusionPair, PairStatus
from analytics.reports.practice.response_log import ResponseGroup
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import Columns, method, paragraph, phrases

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

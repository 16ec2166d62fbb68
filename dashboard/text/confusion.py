"""The sentences about confused pairs and about sureness, on the mistakes page."""

from collections.abc import Mapping, Sequence

from analytics.reports.confusion_pairs import (
    LEAST_QUESTIONS,
    LEAST_SHARE,
    RECENT,
    SURE,
    ConfusionPair,
    Direction,
    TellingApart,
)
from analytics.reports.sureness import LEAST_ANSWERS, DomainSureness, Sureness, SurenessLevel
from dashboard import formatting
from dashboard.text import common
from dashboard.text.mistakes import SURENESS

PAIRS_TITLE = "What do you take for what?"
PAIRS_ALT = (
    "What was chosen across, what was correct down, and how often in each field. The same stands in the drill list."
)
CHOSEN_AXIS = "Chosen"
CORRECT_AXIS = "Correct"
TOLD_APART_MARK = "✓"
DRILL_TITLE = "In this order to drill"
NO_PAIRS = (
    "No pair yet. Note what you chose and what was correct by name, not by the letter of the option, "
    "and confusions show here by direction."
)
SURENESS_TITLE = "Did you know what you knew?"
SURENESS_ALT = "For each level of sureness the share answered rightly, with its range, and the chance of guessing."
SURENESS_AXIS = "Right (%)"
NO_SURENESS = (
    "No answer says how sure you were. Note confidence as guess, unsure or confident, and this page tells lucky "
    "guesses from knowledge, and misconceptions from gaps."
)
KNEW = ("Knew", "sure and right")
LUCKY = ("Lucky", "not sure, yet right")
MISCONCEPTION = ("Misconceptions", "sure and wrong")
HONEST_GAP = ("Honest gaps", "not sure and wrong")
GUESSING = "by chance"
DOMAINS_TITLE = "Misconceptions by domain"

VERDICTS: Mapping[TellingApart, str] = {
    TellingApart.TOLD_APART: "told apart now",
    TellingApart.STILL_CONFUSED: "still confused",
    TellingApart.CANNOT_TELL: "too little data to tell",
}


def drill_item(pair: ConfusionPair) -> str:
    """Describe one pair of the drill list: its directions, its verdict with evidence, and what tells it apart."""
    names = formatting.literal(" and ".join(pair.names))
    title = f"~~{names}~~" if pair.verdict is TellingApart.TOLD_APART else f"**{names}**"
    directions = "; ".join(_direction(direction) for direction in pair.directions)
    return f"{title}: {directions}. {verdict(pair)}{hint(pair)}"


def _direction(direction: Direction) -> str:
    chosen, correct = formatting.literal(direction.chosen), formatting.literal(direction.correct)
    return f"{chosen} chosen instead of {correct} {times(direction.n)}"


def times(number: int) -> str:
    """Write how often."""
    return "once" if number == 1 else f"{formatting.spelled(number)} times"


def verdict(pair: ConfusionPair) -> str:
    """Say whether a pair is told apart, and on what evidence."""
    said = VERDICTS[pair.verdict]
    counts = f"{pair.n_recent_right} of the last {formatting.counted(pair.n_recent, 'question')} right"
    missed = formatting.joined([formatting.literal(name) for name in pair.missed_last])
    again = f" {missed} was missed when it last was the answer." if missed else ""
    return f"{said[0].upper()}{said[1:]}: {counts} ({formatting.percent_range(pair.share)}).{again}"


def hint(pair: ConfusionPair) -> str:
    """Say what tells two that look alike apart; empty where that is not known."""
    known = pair.look_alike
    if known is None:
        return ""
    source = "" if known.is_checked else " (general knowledge; check it in the documentation)"
    return f" {formatting.literal(known.rule)}{source}"


def cell(pair: ConfusionPair, direction: Direction) -> str:
    """Write the count of a field, marked where the two are told apart now."""
    mark = f" {TOLD_APART_MARK}" if pair.verdict is TellingApart.TOLD_APART else ""
    return f"{direction.n}{mark}"


def pairs_note(pairs: Sequence[ConfusionPair], n_shown: int) -> str:
    """Say how to read the heat map, and that some pairs stand in the list alone."""
    apart = any(pair.verdict is TellingApart.TOLD_APART for pair in pairs)
    read = f"{TOLD_APART_MARK} is told apart now." if apart else ""
    more = f" The {n_shown} most frequent pairs are drawn; all are in the list." if n_shown < len(pairs) else ""
    return f"{read}{more}".strip()


def sureness_answer(sure: Sureness) -> str:
    """Say how often a sure answer was wrong."""
    confident = sure.confident
    if not confident.n:
        return "No answer was given with confidence, so none of the wrong ones is a misconception."
    wrong = _wrong_of(confident)
    return f"Of {formatting.counted(confident.n, 'sure answer')} {confident.n_wrong} were wrong: {wrong}."


def _wrong_of(level: SurenessLevel) -> str:
    low, high = 1 - level.share.high, 1 - level.share.low
    return formatting.percent_range(type(level.share)(1 - level.share.value, low, high, level.share.level))


def sureness_note(sure: Sureness) -> str:
    """Say what the counts rest on."""
    without = f" {sure.n_without} more say nothing of it." if sure.n_without else ""
    return (
        f"{formatting.counted(sure.n, 'answer')} to questions not seen before say how sure you were.{without} "
        f"A blind guess is right in about {formatting.percent(sure.guess_floor)}."
    )


def level_label(level: SurenessLevel) -> str:
    """Name a level of sureness with the number of its answers."""
    return f"{SURENESS[level.confidence]}, {formatting.counted(level.n, 'answer')}"


def level_hover(level: SurenessLevel) -> str:
    """Say what a row of the chart shows."""
    return f"{SURENESS[level.confidence]}: {level.n_right} of {level.n} right"


def domain_row(domain: DomainSureness) -> dict[str, str]:
    """Give one domain's sure answers as a row."""
    wrong = "too little data" if domain.share is None else formatting.percent_range(domain.share)
    return {
        "Domain": formatting.literal(domain.name),
        "Sure answers": str(domain.n_confident),
        "of them wrong": str(domain.n_misconceptions),
        "Part wrong, range": wrong,
    }


METHOD = (
    "A pair is counted where a wrong answer names what was chosen and what was correct, and has no other cause than "
    "a confused pair. Names of the same service are one. Whether a pair is told apart goes by the last "
    f"{formatting.spelled(RECENT)} questions whose answer was one of the two and that were answered rightly or with "
    "the other; right answers to questions seen before are left out, since they may be memory. The log does not hold "
    "the options that were not chosen, so a right answer counts whether or not the other one was on offer. Told apart "
    f"means that the share right is above {formatting.percent(LEAST_SHARE)}, halfway between picking one of two "
    f"blindly and never confusing them, in at least {common.of_100_cases(SURE)}, and that what was missed has been "
    f"right since. Fewer than {formatting.spelled(LEAST_QUESTIONS)} questions tell nothing.\n\n"
    "What tells two services apart is a hint from a list that comes with the program; it is never evidence.\n\n"
    "Sureness counts questions when they were first met. Ranges of shares are those of a Beta posterior in which "
    f"nothing was more likely before. A domain needs {formatting.spelled(LEAST_ANSWERS)} sure answers."
)

"""The chance of passing in words: as people out of twenty, how far it may move, and why it is in doubt."""

from analytics.models.intervals import CHANCE_LEVEL
from analytics.reports.decision.firmness import ChanceMove, Doubt
from analytics.reports.decision.readiness_answer import Readiness
from dashboard import formatting
from dashboard.text import common, names
from dashboard.text.shapes import method, phrases, words

LIKELIHOODS = [(int(percent), word) for percent, word in words("likelihoods").items()]

CAUSES = phrases(Doubt, "chances_causes")

TOTAL_ALONE = ", counting only the total"
"""Of a chance where sections have minimums of their own."""


def likelihood(chance: float) -> str:
    return next(word for least, word in LIKELIHOODS if round(100 * chance) >= least)


def in_words(chance: float) -> str:
    return f"{formatting.percent(chance)}, {likelihood(chance)}"


def about_n_people(chance: float) -> str:
    """Return a chance as people out of twenty: "about 15", never none or all of them."""
    n = formatting.n_people(chance)
    return {0: "almost none", formatting.PEOPLE: "nearly all"}.get(n, f"about {n}")


frequency = formatting.template(f"{{}} of {formatting.PEOPLE}", about_n_people)
people = formatting.template("{} people with this record would pass", frequency)


def below(chance: float, target: float) -> str:
    """Return "below", or "just below" if both are written alike."""
    return "just below" if formatting.percent(chance) == formatting.percent(target) else "below"


def short(chance: float) -> str:
    return f"{frequency(chance)} ({formatting.percent(chance)})"


def on_day(ready: Readiness) -> str:
    """Return the day of the chance: "today", "on Sat 9 Jan"."""
    return "today" if ready.exam_on == ready.as_of else f"on {formatting.day(ready.exam_on)}"


def firmness(ready: Readiness) -> list[str]:
    """Return how far one more practice exam may move the chance, and the biggest unknowns."""
    if ready.has_ended:
        return []
    return [possible_move(ready), f"Biggest unknowns: {', and '.join(unknowns(ready))}."]


def unknowns(ready: Readiness) -> list[str]:
    return [CAUSES[cause] for cause in list(ready.doubt)[:2]]


def possible_move(ready: Readiness) -> str:
    move = ready.moves_to
    exam, later = f"today ({formatting.questions(move.n_items)} from {names.provider(move.provider)})", ""
    if move.last is not None:
        low, high = (formatting.percent(end) for end in (move.last.low, move.last.high))
        later = f"; one on {formatting.day(move.last.on)}, between {low} and {high}"
    return _moves(move, exam, "the chance", later)


def possible_move_now(ready: Readiness) -> str:
    return _moves(ready.moves_to, f"now (from {names.provider(ready.moves_to.provider)})", "it", "")


def _moves(move: ChanceMove, exam: str, what: str, later: str) -> str:
    if not move.is_notable:
        return f"One more practice exam {exam} would hardly move {what}."
    low, high = (formatting.percent(end) for end in (move.low, move.high))
    return f"One more practice exam {exam} would likely put {what} between {low} and {high}{later}."


def most_telling_exam(move: ChanceMove) -> str:
    provider = names.provider(move.provider)
    return f" A practice exam from {provider} would tell you most about your chance." if move.is_notable else ""


METHOD = method("chance", range=common.range_level(CHANCE_LEVEL))

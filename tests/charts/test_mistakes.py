"""Charts of the mistakes page: the right field on the right axis."""

from collections.abc import Sequence
from datetime import date

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.confidence import confidence_judgments
from analytics.reports.practice.confusion_pairs import confusion_pairs
from analytics.reports.practice.mistakes import MistakesReport
from dashboard.charts import mistakes as charts
from dashboard.text import mistakes as text
from tests.inputs.answers import logged
from tests.inputs.builders import EXAM
from tests.inputs.drawn import drawn_ranges
from tests.inputs.report_values import mistakes_with


def _report(causes: Sequence[ErrorCause]) -> MistakesReport:
    return mistakes_with([(date(2026, 11, 7), causes), (date(2026, 11, 14), causes)])


REPORT = _report([ErrorCause.KNOWLEDGE] * 8 + [ErrorCause.MISREAD] * 4)
"""Two practice exams, each with enough causes to be compared."""


def test_each_cause_has_an_earlier_range_above_the_later() -> None:
    """Each cause has a hollow earlier range above the later one, in percent."""
    drawn = charts.cause_mix(REPORT)
    n = len(ErrorCause)
    earlier, later = drawn_ranges(drawn)[::n]
    halves = REPORT.causes[0].halves
    assert halves is not None
    assert (earlier.low, earlier.high, earlier.is_hollow) == (100 * halves[0].low, 100 * halves[0].high, True)
    assert (later.low, later.high, later.is_hollow) == (100 * halves[1].low, 100 * halves[1].high, False)
    assert (earlier.place, later.place) == (n + charts.HALF_OFFSETS[0], n + charts.HALF_OFFSETS[1])
    figure = drawn.to_dict()
    assert [trace["name"] for trace in figure["data"] if trace["x"][0] is None] == [
        "before Sat 14 Nov",
        "since Sat 14 Nov",
    ]
    assert figure["layout"]["xaxis"]["title"]["text"] == "Share of the wrong answers with a cause (%)"
    assert list(figure["layout"]["yaxis"]["ticktext"]) == list(text.CAUSES.values())


def test_too_few_causes_are_hollow_and_not_compared() -> None:
    """With too few causes each has one hollow range, and there is no legend."""
    figure = charts.cause_mix(_report([ErrorCause.MISREAD]))
    assert [row.is_hollow for row in drawn_ranges(figure)] == [True] * len(ErrorCause)
    assert not figure.layout.showlegend


def test_confusions_have_chosen_across_and_correct_down() -> None:
    """A cell has the count, struck through if the pair is told apart; both axes have one order."""
    mistakes = [
        logged("-", chosen="<i>A</i> thing", correct_answer="B thing"),
        *[logged("-", chosen="Precision", correct_answer="Recall")] * 2,
        *[logged("+", correct_answer="Recall")] * 6,
    ]
    pairs = confusion_pairs(mistakes, shipped_look_alikes())
    figure = charts.confusions(pairs).to_dict()
    heat = figure["data"][0]
    names = ["&lt;i&gt;A&lt;/i&gt; thing", "B thing", "Precision", "Recall"]
    counts = {(names[1], names[0]): 1, ("Recall", "Precision"): 2}
    assert [list(row) for row in heat["z"]] == [[counts.get((r, c)) for c in names] for r in names]
    assert (heat["text"][1][0], heat["text"][3][2], heat["text"][0][1]) == ("1", "<s>2</s>", "")
    assert heat["customdata"][1][0] == "&lt;i&gt;A&lt;/i&gt; thing instead of B thing"
    layout = figure["layout"]
    assert list(layout["xaxis"]["ticktext"]) == list(layout["yaxis"]["ticktext"]) == names
    assert (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]) == ("Chosen", "Correct")
    assert list(layout["yaxis"]["range"]) == [3.5, -0.5]


def test_only_the_first_pairs_are_drawn() -> None:
    """The heat map has only the first pairs."""
    mistakes = [logged("-", chosen=f"thing {k}", correct_answer=f"other {k}") for k in range(charts.PAIRS_SHOWN + 2)]
    heat = charts.confusions(confusion_pairs(mistakes, shipped_look_alikes())).to_dict()["data"][0]
    assert len(heat["z"]) == 2 * charts.PAIRS_SHOWN


def test_the_mix_over_time_has_a_panel_for_each_cause() -> None:
    """Each cause has a panel: periods at their middle days, in percent, on the same axes."""
    drawn = charts.mix_over_time(REPORT)
    first = drawn_ranges(drawn)[:2]
    shares = [period.shares[0] for period in REPORT.periods]
    assert [(bar.low, bar.high) for bar in first] == [(100 * share.low, 100 * share.high) for share in shares]
    assert [bar.place for bar in first] == [date(2026, 11, 7), date(2026, 11, 14)]
    assert first[0].hover.startswith("8 of 12 wrong answers with a cause")
    figure = drawn.to_dict()
    layout = figure["layout"]
    assert [note["text"] for note in layout["annotations"]] == list(text.CAUSES.values())
    assert layout["yaxis"]["title"]["text"] == "Share (%)"
    assert {tuple(layout[axis]["range"]) for axis in layout if axis.startswith("yaxis")} == {(0, 102)}


def test_confidence_is_drawn_with_its_range_and_the_chance_of_guessing() -> None:
    """Confidence is in percent with ranges; a level without answers has a row and no mark."""
    answers = [logged("+", confidence=Confidence.CONFIDENT)] * 3 + [logged("-", confidence=Confidence.GUESS)] * 2
    judged = confidence_judgments(answers, shipped_blueprints()[EXAM])
    drawn = charts.confidence(judged)
    first = judged.levels[0].share
    assert next((row.low, row.high) for row in drawn_ranges(drawn)) == (100 * first.low, 100 * first.high)
    assert [row.place for row in drawn_ranges(drawn)] == [3, 1]
    figure = drawn.to_dict()
    assert figure["layout"]["shapes"][0]["x0"] == 100 * judged.guess_floor
    labels = figure["layout"]["yaxis"]["ticktext"]
    assert list(labels[:2]) == ["a guess<br>2 answers", "unsure<br>0 answers"]

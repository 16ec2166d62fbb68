"""Charts of the mistakes page: the right field on the right axis."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.confidence import confidence_judgments
from analytics.reports.practice.confusion_pairs import confusion_pairs
from analytics.reports.practice.mistakes import MistakesReport
from dashboard import theme
from dashboard.charts import mistakes as charts
from dashboard.text import mistakes as text
from tests.inputs.answers import logged
from tests.inputs.builders import EXAM
from tests.inputs.report_values import mistakes_with


def _report(causes: Sequence[ErrorCause]) -> MistakesReport:
    return mistakes_with([(date(2026, 11, 7), causes), (date(2026, 11, 14), causes)])


REPORT = _report([ErrorCause.KNOWLEDGE] * 8 + [ErrorCause.MISREAD] * 4)
"""Two practice exams, each with enough causes to be compared."""


def _ranges(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["mode"] == "lines"]


def test_each_cause_has_an_earlier_range_above_the_later() -> None:
    """Each cause has an earlier range in gray above the later one in color, in percent."""
    figure = charts.cause_mix(REPORT).to_dict()
    earlier, later = _ranges(figure)[:2]
    halves = REPORT.causes[0].halves
    assert halves is not None
    assert list(earlier["x"]) == [100 * halves[0].low, 100 * halves[0].high]
    assert list(later["x"]) == [100 * halves[1].low, 100 * halves[1].high]
    assert earlier["y"][0] > later["y"][0]
    assert (earlier["line"]["color"], later["line"]["color"]) == (theme.QUIET, theme.ESTIMATE)
    assert [trace["name"] for trace in figure["data"] if trace["x"][0] is None] == [
        "before Sat 14 Nov",
        "since Sat 14 Nov",
    ]
    assert figure["layout"]["xaxis"]["title"]["text"] == "Share of the wrong answers with a cause (%)"
    assert list(figure["layout"]["yaxis"]["ticktext"]) == list(text.CAUSES.values())


def test_too_few_causes_are_gray_and_not_compared() -> None:
    """With too few causes each has one gray range, and there is no legend."""
    figure = charts.cause_mix(_report([ErrorCause.MISREAD])).to_dict()
    assert {trace["line"]["color"] for trace in _ranges(figure)} == {theme.QUIET}
    assert len(_ranges(figure)) == len(ErrorCause)
    assert not figure["layout"]["showlegend"]


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
    figure = charts.mix_over_time(REPORT).to_dict()
    bars, dots = (
        [trace for trace in figure["data"] if trace["mode"] == mode and trace.get("yaxis", "y") == "y"]
        for mode in ("lines", "markers")
    )
    shares = [period.shares[0] for period in REPORT.periods]
    assert [list(bar["y"]) for bar in bars] == [[100 * share.low, 100 * share.high] for share in shares]
    assert [dot["x"][0] for dot in dots] == [date(2026, 11, 7), date(2026, 11, 14)]
    assert dots[0]["hovertemplate"].startswith("8 of 12 wrong answers with a cause")
    layout = figure["layout"]
    assert [note["text"] for note in layout["annotations"]] == list(text.CAUSES.values())
    assert layout["yaxis"]["title"]["text"] == "Share (%)"
    assert {tuple(layout[axis]["range"]) for axis in layout if axis.startswith("yaxis")} == {(0, 102)}


def test_confidence_is_drawn_with_its_range_and_the_chance_of_guessing() -> None:
    """Confidence is in percent with ranges; a level without answers has a row and no mark."""
    answers = [logged("+", confidence=Confidence.CONFIDENT)] * 3 + [logged("-", confidence=Confidence.GUESS)] * 2
    judged = confidence_judgments(answers, shipped_blueprints()[EXAM])
    figure = charts.confidence(judged).to_dict()
    ranges = _ranges(figure)
    first = judged.levels[0]
    assert list(ranges[0]["x"]) == [100 * first.share.low, 100 * first.share.high]
    assert [trace["line"]["color"] for trace in ranges] == [theme.ESTIMATE] * 2
    assert figure["layout"]["shapes"][0]["x0"] == 100 * judged.guess_floor
    labels = figure["layout"]["yaxis"]["ticktext"]
    assert list(labels[:2]) == ["a guess<br>2 answers", "unsure<br>0 answers"]

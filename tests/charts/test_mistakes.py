"""Charts of the mistakes page: the right field on the right axis."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.blueprints.parser import shipped_blueprints
from analytics.records import Confidence, ErrorCause
from analytics.reports.practice.confusion_pairs import confusion_pairs
from analytics.reports.practice.mistakes import MistakesReport, confidence_judgments
from dashboard.charts import layout as layouts
from dashboard.charts import mistakes as charts
from dashboard.charts import plain_marks
from dashboard.text import mistakes as text
from tests.inputs.answers import logged
from tests.inputs.builders import EXAM
from tests.inputs.drawn import drawn_ranges
from tests.inputs.report_values import mistakes_with


def _report(causes: Sequence[ErrorCause]) -> MistakesReport:
    return mistakes_with([(date(2026, 11, 7), causes), (date(2026, 11, 14), causes)])


REPORT = _report([ErrorCause.KNOWLEDGE] * 8 + [ErrorCause.MISREAD] * 4)
"""Two practice exams, each with enough causes to be compared."""


def test_each_cause_has_its_remedy_and_two_ranges() -> None:
    """The earlier range is an outline above the later one, and each has its numbers beside it, on one axis from 0."""
    page = charts.causes(REPORT)
    halves = REPORT.causes[0].halves
    assert halves is not None
    most = max(interval.high for share in REPORT.causes for interval in share.halves or ())
    first = page.split("listitem")[1]
    left, right = (f"left:{round(100 * half.low / most, 2)}%" for half in halves)
    assert first.index(f'cs-hollow" style="{left}') < first.index(f'cs-range" style="{right}')
    assert all(label in first for label in text.shares(REPORT, REPORT.causes[0]))
    assert all(remedy in page for remedy in text.REMEDIES.values())


def test_without_halves_or_causes_less_is_drawn() -> None:
    """One range without halves, hollow with too few causes; the remedies alone without any cause."""
    few = charts.causes(_report([ErrorCause.MISREAD]))
    assert (few.count("cs-hollow"), few.count("cs-range")) == (len(ErrorCause), 0)
    assert "cs-track" not in charts.causes(_report([]))


def test_confusions_have_chosen_across_and_correct_down() -> None:
    """A cell has the count, struck through if the pair is told apart; both axes have one order; names are escaped."""
    mistakes = [
        logged("-", chosen="<i>A</i> thing", correct_answer="B thing"),
        *[logged("-", chosen="Precision", correct_answer="Recall")] * 2,
        *[logged("+", correct_answer="Recall")] * 6,
    ]
    page = charts.confusions(confusion_pairs(mistakes, shipped_look_alikes()))
    names = ["&lt;i&gt;A&lt;/i&gt; thing", "B thing", "Precision", "Recall"]
    assert re.findall(r'<th scope="col"><div>(.*?)</div>', page) == names
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == names
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in page.split("<tr>")[2:]]
    assert rows == [[""] * 4, ["1", "", "", ""], [""] * 4, ["", "", "<s>2</s>", ""]]
    assert "&lt;i&gt;A&lt;/i&gt; thing instead of B thing: once" in page


def test_a_matrix_that_is_wider_than_a_phone_shows_it() -> None:
    """An edge that fades says that there is more, until it is in view; the names of the rows stay in view."""
    rules = dict(re.findall(r"^\.cs-scroll([^{]*) \{(.*)\}$", plain_marks.style(), re.MULTILINE))
    assert "local" in rules[""] and "sticky" in rules[" tr > :first-child"]


def test_only_the_first_pairs_are_drawn() -> None:
    mistakes = [logged("-", chosen=f"thing {k}", correct_answer=f"other {k}") for k in range(charts.PAIRS_SHOWN + 2)]
    page = charts.confusions(confusion_pairs(mistakes, shipped_look_alikes()))
    assert page.count('scope="row"') == 2 * charts.PAIRS_SHOWN


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
    highest = max(share.high for period in REPORT.periods for share in period.shares)
    (ends,) = {tuple(layout[axis]["range"]) for axis in layout if axis.startswith("yaxis")}
    assert ends == pytest.approx((0, layouts.ROOM * 100 * highest))


def test_confidence_is_drawn_as_areas_and_ranges() -> None:
    """The area of a square is its count, and a level without answers has a row and no range."""
    answers = [logged("+", confidence=Confidence.CONFIDENT)] * 4 + [logged("-", confidence=Confidence.GUESS)]
    judged = confidence_judgments(answers, shipped_blueprints()[EXAM])
    sides = [int(side) for side in re.findall(r"height:(\d+)px", charts.quadrants(judged))]
    assert sides == [charts.LARGEST_SQUARE_PX, 0, 0, charts.LARGEST_SQUARE_PX // 2]
    rows = charts.confidence(judged)
    assert (rows.count("cs-track"), rows.count("cs-range"), rows.count("cs-other")) == (3, 2, 3)

"""Charts of pace."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.reports.practice.pace import PaceReport, pace_report
from dashboard import theme
from dashboard.charts import pace as charts
from dashboard.text import pace as text
from tests.inputs.builders import fitted_from, practice_exam, responses
from tests.inputs.drawn import drawn_ranges


@pytest.fixture(scope="module")
def report() -> PaceReport:
    """One practice exam by question, every fifth flagged, and one seen before as a whole."""
    rows = responses("<b>p</b>", date(2026, 11, 14), "+" * 30)
    rows = [replace(row, response_time_s=100.0 + 3 * k, is_flagged=k % 5 == 0) for k, row in enumerate(rows)]
    whole = [replace(row, duration_min=40.0) for row in practice_exam(date(2026, 11, 7), [(6, 13)], n_seen=13)]
    return pace_report(fitted_from([*rows, *whole]), limit_min=2.5, reserve_min=20.0)


def _lines(figure: dict[str, Any]) -> list[float]:
    return [shape["y0"] for shape in figure["layout"]["shapes"] if shape["y0"] == shape["y1"]]


def test_questions_are_minutes_in_order_with_the_limit(report: PaceReport) -> None:
    """Flagged ones are open triangles; the limit and the exam's own time are lines."""
    exam = report.by_question[0]
    figure = charts.question_times(exam, report).to_dict()
    answered, flagged = figure["data"]
    assert list(flagged["x"]) == [1, 6, 11, 16, 21, 26]
    assert list(flagged["y"])[:2] == [pytest.approx(100 / 60), pytest.approx(115 / 60)]
    assert (flagged["marker"]["symbol"], answered["marker"]["symbol"]) == ("triangle-right-open", "circle")
    assert len(answered["x"]) + len(flagged["x"]) == 30
    assert _lines(figure) == [2.5, report.exam.min_per_item]
    layout = figure["layout"]
    assert (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]) == ("Question", "Minutes")
    assert layout["xaxis"]["nticks"] == charts.MOST_TICKS and "dtick" not in layout["xaxis"]
    assert [note["text"] for note in layout["annotations"]] == [text.LIMIT_LABEL, text.ALLOWED_LABEL]
    few = charts.question_times(replace(exam, questions=exam.questions[:5]), report).to_dict()
    assert few["layout"]["xaxis"]["dtick"] == 1


def test_a_limit_equal_to_the_exams_time_is_drawn_once(report: PaceReport) -> None:
    """There is one line with one label."""
    same = replace(report, limit_min=report.exam.min_per_item)
    figure = charts.question_times(report.by_question[0], same).to_dict()
    assert _lines(figure) == [report.exam.min_per_item]
    assert [note["text"] for note in figure["layout"]["annotations"]] == [text.LIMIT_LABEL]


def test_minutes_are_used_or_left_and_hollow_if_seen(report: PaceReport) -> None:
    """Bars at the real exam's length, the latest on top; the exam's time and the reserve are lines.

    There are no more than fit a main chart."""
    drawn = charts.minutes_used(report)
    used, left = drawn.data
    latest_first = report.exams[::-1]
    assert list(used.x) == [report.real_exam_min(exam) for exam in latest_first]
    assert list(left.x) == [max(0.0, exam.real_exam_left_min) for exam in latest_first]
    assert list(used.marker.color) == [theme.DONE, theme.BACKGROUND]
    assert used.customdata[0].startswith("&lt;b&gt;p&lt;/b&gt;: ")
    assert [shape.x0 for shape in drawn.layout.shapes] == [180, 160]
    assert drawn.layout.xaxis.range[0] == 0
    used = f"{report.real_exam_min(latest_first[0]):.0f} of 180 min"
    assert drawn.layout.yaxis.ticktext[0] == f"Sat\u00a014\u00a0Nov<br>{used}"
    late = replace(report.exams[0], real_exam_left_min=-5.0)
    over = charts.minutes_used(replace(report, exams=(late,) * 10, reserve_min=0.0))
    assert (len(over.data[0].x), set(over.data[1].x)) == (text.N_EXAMS_DRAWN, {0.0})
    assert over.layout.height <= 340
    assert [shape.x0 for shape in over.layout.shapes] == [180]
    assert over.layout.xaxis.range[1] > max(over.data[0].x) == 185


def test_the_outlook_is_a_range_against_the_exams_time(report: PaceReport) -> None:
    """The present pace is above, the one with the limit below."""
    drawn = charts.outlook(report)
    ranges = {row.place: row for row in drawn_ranges(drawn)}
    figure = drawn.to_dict()
    assert report.outlook is not None
    total = report.outlook.total_min
    assert (ranges["at your pace"].low, ranges["at your pace"].high) == (total.low, total.high)
    assert set(ranges) == {"at your pace", "nothing over your limit"}
    assert figure["layout"]["shapes"][0]["x0"] == 180
    assert figure["layout"]["xaxis"]["range"][1] >= max(180, total.high)
    without = charts.outlook(replace(report, outlook=None, outlook_with_limit=None)).to_dict()
    assert not without.get("data")

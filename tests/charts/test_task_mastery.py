"""Chart of tasks and services: every row has its range, and none is ranked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.models.intervals import Interval
from analytics.reports.practice.task_mastery import TaskMasteryReport, task_mastery_report
from dashboard import theme
from dashboard.charts import task_mastery as charts
from dashboard.text import task_mastery as text
from tests.inputs.builders import candidate_from, responses


def _bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> TaskMasteryReport:
    """Return the mastery of a few questions in two domains, with services."""
    first = responses("p", date(2026, 11, 14), "++-")
    second = responses("q", date(2026, 11, 14), "+-", domain_id="3")
    rows = [replace(row, task_id="1.1", services="S <b>; T") for row in first]
    rows += [replace(row, task_id="3.2", services="T") for row in second]
    return task_mastery_report(candidate_from(tmp_path_factory.mktemp("tasks"), rows))


def test_tasks_are_in_blueprint_order_in_the_color_of_their_domain(report: TaskMasteryReport) -> None:
    """Tasks are in blueprint order from the top, with open marks for raw shares; unanswered ones are counted."""
    figure = charts.rows(report, text.TASKS).to_dict()
    ranges = _bars(figure)
    colors = theme.domain_colors(list(report.domain_names))
    first, second = ranges[0], ranges[1]
    share = report.tasks[0].mastery.share
    assert len(ranges) == 2
    assert f"{len(report.tasks) - 2} tasks without a question are not drawn." in text.evidence(report, text.TASKS)
    assert "not drawn" not in text.evidence(report, text.SERVICES)
    assert (first["base"][0], first["base"][0] + first["x"][0]) == pytest.approx((100 * share.low, 100 * share.high))
    assert (first["marker"]["color"], second["marker"]["color"]) == (colors["1"], colors["3"])
    assert first["y"][0] > second["y"][0]
    raw = figure["data"][-1]
    assert list(raw["x"]) == [pytest.approx(200 / 3), 50.0]
    assert raw["marker"]["symbol"] == "circle-open"
    assert figure["layout"]["xaxis"]["title"]["text"] == "Right on new questions (%)"
    assert next(iter(figure["layout"]["yaxis"]["ticktext"])).startswith("1.1 ")


def test_opacity_shows_the_share_and_hatching_little_evidence(report: TaskMasteryReport) -> None:
    """A larger share is darker, and fewer than ten questions are hatched."""
    task = report.tasks[0]
    sure = replace(task, mastery=replace(task.mastery, n_items=10, share=Interval(0.9, 0.8, 0.95)))
    weak = replace(task, mastery=replace(task.mastery, n_items=9, share=Interval(0.3, 0.1, 0.5)))
    first, second = _bars(charts.rows(replace(report, tasks=(sure, weak)), text.TASKS).to_dict())
    assert [bar["marker"]["pattern"]["shape"] for bar in (first, second)] == ["", "/"]
    assert first["marker"]["opacity"] > second["marker"]["opacity"]


def test_services_of_several_domains_have_the_text_color(report: TaskMasteryReport) -> None:
    """A service of several domains has the text color, and its name is escaped."""
    figure = charts.rows(report, text.SERVICES).to_dict()
    colors = [bar["marker"]["color"] for bar in _bars(figure)]
    assert colors == [theme.TEXT, theme.domain_colors(list(report.domain_names))["1"]]
    assert list(figure["layout"]["yaxis"]["ticktext"]) == ["T", "S &lt;b&gt;"]

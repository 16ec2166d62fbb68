"""The chart below the domains shows every row with its range, and ranks none."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.reports.practice.task_mastery import TaskMasteryReport, task_mastery_report
from dashboard import theme
from dashboard.charts import task_mastery as charts
from dashboard.text import task_mastery as text
from tests.inputs.builders import candidate_from, responses


def _bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


@pytest.fixture
def report(tmp_path: Path) -> TaskMasteryReport:
    """Give the depth of a few questions in two domains, with services."""
    first = responses("p", date(2026, 11, 14), "++-")
    second = responses("q", date(2026, 11, 14), "+-", domain_id="3")
    rows = [replace(row, task_id="1.1", services="S <b>; T") for row in first]
    rows += [replace(row, task_id="3.2", services="T") for row in second]
    return task_mastery_report(candidate_from(tmp_path, rows))


def test_tasks_are_in_blueprint_order_in_the_colour_of_their_domain(report: TaskMasteryReport) -> None:
    """The first on top; the raw share as an open mark; those without a question are counted and not drawn."""
    figure = charts.rows(report, text.TASKS).to_dict()
    ranges = _bars(figure)
    colours = theme.domain_colors(list(report.domain_names))
    first, second = ranges[0], ranges[1]
    share = report.tasks[0].mastery.share
    assert len(ranges) == 2
    assert f"{len(report.tasks) - 2} tasks without a question are not drawn." in text.evidence(report, text.TASKS)
    assert "not drawn" not in text.evidence(report, text.SERVICES)
    assert (first["base"][0], first["base"][0] + first["x"][0]) == pytest.approx((100 * share.low, 100 * share.high))
    assert (first["marker"]["color"], second["marker"]["color"]) == (colours["1"], colours["3"])
    assert first["y"][0] > second["y"][0]
    raw = figure["data"][-1]
    assert list(raw["x"]) == [pytest.approx(200 / 3), 50.0]
    assert raw["marker"]["symbol"] == "circle-open"
    assert figure["layout"]["xaxis"]["title"]["text"] == "Right on new questions (%)"
    assert next(iter(figure["layout"]["yaxis"]["ticktext"])).startswith("1.1 ")


def test_the_shade_goes_with_the_share_and_hatch_with_little_evidence(tmp_path: Path) -> None:
    """Two tasks of one domain, one all right with ten questions, one all wrong with nine."""
    good, bad = responses("p", date(2026, 11, 14), "+" * 10), responses("q", date(2026, 11, 14), "-" * 9)
    rows = [replace(row, task_id="1.1") for row in good] + [replace(row, task_id="1.2") for row in bad]
    report = task_mastery_report(candidate_from(tmp_path, rows))
    first, second = _bars(charts.rows(report, text.TASKS).to_dict())
    assert [bar["marker"]["pattern"]["shape"] for bar in (first, second)] == ["", "/"]
    assert first["marker"]["opacity"] > second["marker"]["opacity"]


def test_services_of_several_domains_wear_no_domains_colour(report: TaskMasteryReport) -> None:
    """And their names are text."""
    figure = charts.rows(report, text.SERVICES).to_dict()
    colours = [bar["marker"]["color"] for bar in _bars(figure)]
    assert colours == [theme.TEXT, theme.domain_colors(list(report.domain_names))["1"]]
    assert list(figure["layout"]["yaxis"]["ticktext"]) == ["T", "S &lt;b&gt;"]

"""Chart of tasks and services: every row has its range, and none is ranked."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.reports.practice.task_mastery import TaskMasteryReport, task_mastery_report
from dashboard.charts import mastery as charts
from dashboard.text import mastery as text
from tests.inputs.builders import fitted_from, responses
from tests.inputs.drawn import drawn_ranges


@pytest.fixture(scope="module")
def report() -> TaskMasteryReport:
    """Return the mastery of a few questions in two domains, with services."""
    first = responses("p", date(2026, 11, 14), "++-")
    second = responses("q", date(2026, 11, 14), "+-", domain_id="3")
    rows = [replace(row, task_id="1.1", services="S <b>; T") for row in first]
    rows += [replace(row, task_id="3.2", services="T") for row in second]
    return task_mastery_report(fitted_from(rows))


def test_tasks_are_in_blueprint_order(report: TaskMasteryReport) -> None:
    """A domain's tasks are drawn alone, with open marks for raw shares; unanswered ones are counted."""
    figure = charts.task_rows(report, text.TASKS, "1")
    (first,) = drawn_ranges(figure)
    share = report.tasks[0].mastery.share
    assert f"{len(report.tasks) - 2} tasks without questions are not drawn." in text.task_evidence(report, text.TASKS)
    assert "not drawn" not in text.task_evidence(report, text.SERVICES)
    assert (first.low, first.high) == (100 * share.low, 100 * share.high)
    assert first.place == 0
    raw = figure.data[-1]
    assert list(raw.x) == [pytest.approx(200 / 3)]
    assert raw.marker.symbol == "circle-open"
    assert figure.layout.xaxis.title.text == text.ROWS.x_axis
    (label,) = figure.layout.yaxis.ticktext
    assert label.startswith("1.1 ")
    assert charts.task_rows(report, text.TASKS, "3").layout.yaxis.ticktext[0].startswith("3.2 ")


def test_little_evidence_is_hollow(report: TaskMasteryReport) -> None:
    """A row of fewer than ten questions is hollow."""
    task = report.tasks[0]
    sure, weak = (replace(task, mastery=replace(task.mastery, n_items=n)) for n in (10, 9))
    sure = replace(sure, task_id="1.2")
    figure = charts.task_rows(replace(report, tasks=(weak, sure)), text.TASKS, "1")
    assert {row.place: row.is_hollow for row in drawn_ranges(figure)} == {0: True, 1: False}


def test_names_of_services_are_escaped(report: TaskMasteryReport) -> None:
    """Services are in the order of their questions."""
    figure = charts.task_rows(report, text.SERVICES, None)
    assert list(figure.layout.yaxis.ticktext) == ["T", "S &lt;b&gt;"]


@pytest.mark.parametrize(("n", "height"), [(7, 338), (8, 292), (10, 340)])
def test_many_tasks_are_closer_together(report: TaskMasteryReport, n: int, height: int) -> None:
    """Up to ten tasks fit the height of a main chart: from eight on, names have one line, and are whole on hovering."""
    long = "A title that takes two lines on the axis"
    tasks = tuple(replace(report.tasks[0], task_id=f"1.{k}", title=long) for k in range(n))
    figure = charts.task_rows(replace(report, tasks=tasks), text.TASKS, "1")
    assert figure.layout.height == height
    assert {label.count("<br>") for label in figure.layout.yaxis.ticktext} == {n < 8}
    assert long in figure.data[3].customdata[0].replace("<br>", " ")

"""The panels of the mastery page show the report's fields on the same axes."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.reports.practice.mastery import MasteryReport, mastery_report
from dashboard import theme
from dashboard.charts import mastery as charts
from tests.inputs.builders import TODAY, candidate_from, candidate_of, plan, practice_exam, store_with

COUNTS = [(6, 13), (10, 16), (18, 23), (6, 13)]


def _report(folder: Path, *, n_seen: int = 0) -> MasteryReport:
    first = practice_exam(date(2026, 11, 8), COUNTS)
    second = practice_exam(date(2026, 11, 20), COUNTS, provider="<i>B</i>", n_seen=n_seen)
    return mastery_report(candidate_from(folder, [*first, *second]))


@pytest.fixture
def report(tmp_path: Path) -> MasteryReport:
    """Give the mastery after two practice exams, the second mostly of questions seen before."""
    return _report(tmp_path, n_seen=12)


@pytest.fixture
def left(report: MasteryReport) -> dict[str, Any]:
    """Give the first column of panels as plotly's own dictionary."""
    figure: dict[str, Any] = charts.halves(report)[0].to_dict()
    return figure


def _texts(figure: dict[str, Any]) -> list[str]:
    return [note.get("text") or "" for note in figure["layout"]["annotations"]]


def test_the_columns_hold_all_domains_in_blueprint_order(report: MasteryReport) -> None:
    """An odd number leaves the longer column first; one domain needs one column."""
    names = [f"<b>{name}</b>" for name in ("Data Engineering", "Exploratory Data Analysis", "Modeling")]
    first, second = charts.halves(replace(report, domains=report.domains[:3]))
    shown = [[t for t in _texts(figure.to_dict()) if t in names] for figure in (first, second)]
    assert shown == [names[:2], names[2:]]
    assert len(charts.halves(replace(report, domains=report.domains[:1]))) == 1


def test_all_panels_have_the_same_axes(report: MasteryReport) -> None:
    """Percent from 0 to 100 with room for dots at either end, and the same days, named once with the unit."""
    layouts = [figure.to_dict()["layout"] for figure in charts.halves(report)]
    axes = [layout[name] for layout in layouts for name in ("yaxis", "yaxis2")]
    days = [layout[name]["range"] for layout in layouts for name in ("xaxis", "xaxis2")]
    assert [list(axis["range"]) for axis in axes] == [[-4, 104]] * 4
    assert all(list(day) == list(days[0]) for day in days)
    assert axes[0]["title"]["text"] == "Right (%)"


def test_the_line_is_solid_up_to_the_day_and_dotted_after(report: MasteryReport, left: dict[str, Any]) -> None:
    """Its values are percent, and its range is drawn with it."""
    own = [trace for trace in left["data"] if trace.get("xaxis", "x") == "x" and trace["mode"] == "lines"]
    band, solid, dotted = own
    path = report.domains[0].path
    assert list(band["y"])[: len(path)] == [100 * point.share.high for point in path]
    assert band["opacity"] == theme.BAND_OPACITY
    assert (solid["line"]["dash"], dotted["line"]["dash"]) == ("solid", "dot")
    assert solid["x"][-1] == dotted["x"][0] == TODAY
    assert list(dotted["y"])[-1] == 100 * path[-1].share.value


def test_dots_are_raw_scores_hollow_where_seen_before(left: dict[str, Any]) -> None:
    """One shape for each provider, whiskers for chance, explained once in the legend."""
    dots = [t for t in left["data"] if t["mode"] == "markers" and t["x"][0] is not None]
    first, second = dots[0], dots[1]
    assert list(first["y"]) == [pytest.approx(100 * 6 / 13)]
    assert (first["marker"]["symbol"], second["marker"]["symbol"]) == (["circle"], ["square-open"])
    assert first["error_y"]["array"][0] > 0
    names = [trace["name"] for trace in left["data"] if trace.get("showlegend")]
    assert names == ["cut score", "Provider A", "&lt;i&gt;B&lt;/i&gt;", "mostly seen before"]


def test_hollow_is_explained_only_where_a_dot_is_hollow(tmp_path: Path) -> None:
    """A legend names what is drawn."""
    figure = charts.halves(_report(tmp_path))[0].to_dict()
    assert "mostly seen before" not in [trace.get("name") for trace in figure["data"]]


def test_the_cut_and_the_guess_floor_are_in_each_panel(report: MasteryReport, left: dict[str, Any]) -> None:
    """The cut as a band of its own uncertainty, guessing as a line."""
    shapes = left["layout"]["shapes"]
    bands = [shape for shape in shapes if shape["type"] == "rect"]
    assert [(b["y0"], b["y1"]) for b in bands] == [(report.cut.percent.low, report.cut.percent.high)] * 2
    assert sum(shape.get("y0") == 100 * report.guess_floor for shape in shapes) == 2


def test_each_panel_has_its_sentence(left: dict[str, Any]) -> None:
    """Below it, in two short lines."""
    sentences = [text for text in _texts(left) if "expected today" in text]
    assert len(sentences) == 2
    assert all("points a week" in sentence for sentence in sentences)


def test_what_is_usual_is_grey(tmp_path: Path) -> None:
    """Without practice exams no line wears the colour of a domain."""
    (tmp_path / "empty").mkdir()
    store = store_with(tmp_path / "empty", [plan()])
    report = mastery_report(candidate_of(store))
    lines = [t for t in charts.halves(report)[0].to_dict()["data"] if t["mode"] == "lines"]
    assert {line["line"]["color"] for line in lines} == {theme.QUIET}

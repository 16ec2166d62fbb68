"""Panels of mastery over time: the right field on the right axis."""

import cProfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import plotly.graph_objects as go
import pytest

from analytics.reports.practice.mastery import mastery_report
from analytics.reports.practice.stabilization import stabilization_report
from dashboard import formatting, theme
from dashboard.charts import layout, marks, stabilization
from dashboard.charts import mastery as charts
from dashboard.text import common, names
from dashboard.text import mastery as text
from tests.inputs.builders import TODAY, fitted_from, practice_exam
from tests.inputs.report_values import mastery_with

REPORT = mastery_with(n_seen=12)
"""Two practice exams, the second mostly of questions seen before."""


@pytest.fixture(scope="module")
def left() -> dict[str, Any]:
    """Return the first column of panels as a dictionary."""
    figure: dict[str, Any] = charts.halves(REPORT)[0].to_dict()
    return figure


def _texts(figure: dict[str, Any]) -> list[str]:
    return [note.get("text") or "" for note in figure["layout"]["annotations"]]


def test_the_columns_hold_all_domains_in_blueprint_order() -> None:
    """The columns hold all domains in blueprint order, the longer one first; one domain needs one column."""
    names = [f"<b>{name}</b>" for name in ("Data Engineering", "Exploratory Data Analysis", "Modeling")]
    first, second = charts.halves(replace(REPORT, domains=REPORT.domains[:3]))
    shown = [[t for t in _texts(figure.to_dict()) if t in names] for figure in (first, second)]
    assert shown == [names[:2], names[2:]]
    assert len(charts.halves(replace(REPORT, domains=REPORT.domains[:1]))) == 1


def test_drawing_takes_time_in_proportion_to_the_domains() -> None:
    """Four times the domains take about four times the calls: nothing added copies what is there."""
    calls = []
    for n in (4, 16):
        with cProfile.Profile() as profile:
            charts._column(REPORT, (REPORT.domains * 4)[:n])
        calls.append(sum(entry.callcount for entry in profile.getstats()))
    assert calls[1] < 5 * calls[0]


def test_many_domains_have_lower_panels() -> None:
    """A column of six panels is no higher than one of five; more panels are not lower than they can be read.

    In a panel 60 px high a tick at every 20 % would touch the next.
    """
    heights, panels, ticks = [], [], []
    for n in (4, 5, 6, 8):
        drawn = charts._column(REPORT, (REPORT.domains * 2)[:n]).layout
        heights.append(drawn.height)
        low, high = drawn.yaxis.domain
        panels.append(round((high - low) * (drawn.height - charts.NAME_PX - charts.BOTTOM_PX)))
        ticks.append({drawn[f"yaxis{row or ''}"].dtick for row in (0, 2, n)})
    assert heights[0] < heights[1] == heights[2] < heights[3]
    assert panels == [130, 125, 87, 60]
    assert (ticks[0], ticks[-1]) == ({20}, {40})


def test_years_below_the_days_push_the_sentence_of_a_panel_down() -> None:
    """A second line of the ticks would cover it."""
    (plain, *_) = charts.halves(REPORT)
    with formatting.days_as_of(TODAY.replace(year=TODAY.year + 1)):
        (dated, *_) = charts.halves(REPORT)
    lowest = [min(note.yshift or 0 for note in figure.layout.annotations) for figure in (plain, dated)]
    assert lowest[1] == lowest[0] - layout.LABEL_PX
    assert dated.layout.height > plain.layout.height


def test_all_panels_have_the_same_axes() -> None:
    """All panels show percent from 40, or from lower if needed, to 100 and the same days, with one axis title."""
    layouts = [figure.to_dict()["layout"] for figure in charts.halves(REPORT)]
    axes = [layout[name] for layout in layouts for name in ("yaxis", "yaxis2")]
    days = [layout[name]["range"] for layout in layouts for name in ("xaxis", "xaxis2")]
    assert [list(axis["range"]) for axis in axes] == [[30, 103]] * 4
    assert all(list(day) == list(days[0]) for day in days)
    assert axes[0]["title"]["text"] == text.PATHS.y_axis


def test_the_line_is_solid_up_to_the_day_and_dotted_after(left: dict[str, Any]) -> None:
    """The line is in percent, with its range, and dotted after today."""
    own = [trace for trace in left["data"] if trace.get("xaxis", "x") == "x" and trace["mode"] == "lines"]
    low, high, solid, dotted = own
    path = REPORT.domains[0].path
    assert list(low["y"]) == [100 * point.share.low for point in path]
    assert list(high["y"]) == [100 * point.share.high for point in path]
    assert (high["fill"], high["fillcolor"]) == ("tonexty", theme.RANGE)
    assert (solid["line"]["dash"], dotted["line"]["dash"]) == ("solid", "dot")
    assert solid["x"][-1] == dotted["x"][0] == TODAY
    assert list(dotted["y"])[-1] == 100 * path[-1].share.value


def test_dots_are_raw_scores_hollow_where_seen_before(left: dict[str, Any]) -> None:
    """Dots are raw scores: one shape per provider, whiskers, and hollow for seen questions."""
    dots = [t for t in left["data"] if t["mode"] == "markers" and t["x"][0] is not None]
    first, second = dots[0], dots[1]
    assert list(first["y"]) == [pytest.approx(100 * 6 / 13)]
    assert (first["marker"]["symbol"], second["marker"]["symbol"]) == (["circle"], ["square-open"])
    assert first["error_y"]["array"][0] > 0
    key = charts.key(REPORT)
    found = [key.index(part) for part in (common.CUT, "● Provider A", "■ &lt;i&gt;B&lt;/i&gt;", "○ mostly seen before")]
    assert found == sorted(found)


def test_hollow_is_explained_only_where_a_dot_is_hollow() -> None:
    """The key explains hollow dots only if there are any, and one shape only if it has a name."""
    assert "mostly seen before" not in charts.key(mastery_with())
    (domain, *_) = REPORT.domains
    unnamed = replace(domain, practice_exams=tuple(replace(point, provider="") for point in domain.practice_exams))
    assert common.NO_PROVIDER not in charts.key(replace(REPORT, domains=(unnamed,)))


def test_the_key_shows_the_cut_as_it_is_drawn() -> None:
    """A published share of the questions is a line, not a band."""
    exact = replace(REPORT, cut=replace(REPORT.cut, low=72.0, high=72.0))
    assert 'cs-cut"' in charts.key(REPORT)
    assert 'cs-exact-cut"' in charts.key(exact)


def test_many_practice_exams_have_smaller_dots_without_whiskers() -> None:
    """Else they hide each other and the line on a phone; none is cut at the edge."""
    (domain, *_) = REPORT.domains
    of_sizes = [replace(domain, practice_exams=domain.practice_exams[:1] * n) for n in (2, 21)]
    few, many = (charts.halves(replace(REPORT, domains=(own,)))[0].data[-1] for own in of_sizes)
    assert few.error_y.array and not many.error_y.array
    assert min(few.marker.size) > max(many.marker.size) > marks.LEAST_DOT * marks.SMALLEST_DOT
    assert many.cliponaxis is False


def test_both_columns_begin_at_one_height_with_room_for_a_name() -> None:
    """Beside each other their panels are level; below each other the second has no more space above than its name."""
    tops = {figure.layout.margin.t for figure in charts.halves(REPORT)}
    assert len(tops) == 1 and 2 * layout.LABEL_PX <= tops.pop() < 3 * layout.LABEL_PX


def test_a_long_name_of_a_provider_is_cut() -> None:
    """On a phone the key is as wide as the page."""
    domains = tuple(
        replace(domain, practice_exams=tuple(replace(point, provider="A" * 60) for point in domain.practice_exams))
        for domain in REPORT.domains
    )
    shown = charts.key(replace(REPORT, domains=domains))
    assert "A" * (names.PROVIDER_CHARS - 1) + "…" in shown


def test_the_cut_and_the_guess_floor_are_in_each_panel(left: dict[str, Any]) -> None:
    """Each panel has the cut as a band, and guessing at its edge, or as a line within it."""
    shapes = left["layout"]["shapes"]
    bands = [shape for shape in shapes if shape["type"] == "rect"]
    assert [(b["y0"], b["y1"]) for b in bands] == [(REPORT.cut.low, REPORT.cut.high)] * 2
    assert _texts(left).count(text.guessing(REPORT.guess_floor)) == 2
    high = charts.halves(replace(REPORT, guess_floor=0.5))[0]
    assert sum(shape.y0 == 50.0 for shape in high.layout.shapes) == 2


def test_no_range_ends_on_the_chance_of_guessing() -> None:
    """At the edge its name has room below all that is drawn, also below a range that ends just above 40 %."""
    low = replace(REPORT.domains[0].path[0], share=replace(REPORT.domains[0].path[0].share, low=0.43))
    domain = replace(REPORT.domains[0], path=(low,), practice_exams=())
    (figure,) = charts.halves(replace(REPORT, domains=(domain,)))
    assert figure.layout.yaxis.range[0] == 30


def test_each_panel_has_its_sentence(left: dict[str, Any]) -> None:
    """Each panel has its two lines below."""
    sentences = [note for note in _texts(left) if note.startswith("Level ")]
    assert len(sentences) == 2
    assert all("points per week" in sentence for sentence in sentences)


def test_the_prior_is_hollow() -> None:
    """Without practice exams the range is an outline alone."""
    figure = charts.halves(mastery_with(n_practice_exams=0))[0].to_dict()
    assert not [trace for trace in figure["data"] if trace.get("fill")]


def test_a_provider_has_one_shape_in_all_charts() -> None:
    """Whichever exams a chart shows, the shape follows all providers of the candidate."""
    first = practice_exam(TODAY - timedelta(weeks=3), [(10, 20)], provider="Zeta")
    later = practice_exam(TODAY - timedelta(weeks=1), [(10, 20)] * 4, provider="Alpha")
    candidate = fitted_from([*first, *later])
    panels = charts.halves(mastery_report(candidate))
    shapes = [_shapes(figure) for figure in (stabilization.scores(stabilization_report(candidate)), *panels)]
    assert shapes == [{"Alpha": "circle", "Zeta": "square"}, {"Alpha": "circle", "Zeta": "square"}, {"Alpha": "circle"}]


def _shapes(figure: go.Figure) -> dict[str, str]:
    dots = [trace for trace in figure.data if trace.name in {"Alpha", "Zeta"} and trace.error_y.array is not None]
    return {trace.name: trace.marker.symbol[0] for trace in dots}

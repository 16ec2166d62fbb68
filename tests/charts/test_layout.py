"""Layout that charts share."""

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from dashboard import formatting
from dashboard.charts import layout


def test_days_of_another_year_have_it() -> None:
    """Ticks and hover texts get a year if any day is of another than the report's; the drawn figure stays."""
    figure = go.Figure()
    figure.add_scatter(x=[date(2025, 12, 27), date(2026, 1, 3)], y=[1, 2], hovertemplate=layout.HOVER_DAY)
    figure.add_scatter(x=[None], y=[None])
    layout.day_axis(figure, date(2025, 12, 27), date(2026, 1, 3))
    with formatting.days_as_of(date(2026, 1, 4)):
        dated = layout.with_years(figure)
        assert layout.with_years(go.Figure(figure.data[1:])).data[0].hovertemplate is None
    assert (dated.layout.xaxis.tickformat, dated.data[0].hovertemplate) == ("%-d %b\n%Y", "%{x|%a %-d %b %Y}")
    assert layout.with_years(figure) is figure
    assert figure.layout.xaxis.tickformat == layout.DAY_TICKS


@pytest.mark.parametrize(("n_weeks", "every"), [(2, None), (3, 1), (6, 1), (14, 3), (20, 4), (21, None)])
def test_weeks_are_ticked_on_mondays(n_weeks: int, every: int | None) -> None:
    """As in the charts by week, where Plotly would tick Sundays; fewer weeks have days, and more have months."""
    thursday = date(2026, 10, 1)
    axis = layout.day_ticks(thursday, thursday + timedelta(weeks=n_weeks))
    assert axis["tickformat"] == layout.DAY_TICKS
    assert axis.get("tick0") == (date(2026, 9, 28) if every else None)
    assert axis.get("dtick") == (every * 7 * 24 * 60 * 60 * 1000 if every else None)


def test_a_day_of_another_year_takes_two_lines() -> None:
    """Days of this year take one."""
    with formatting.days_as_of(date(2026, 11, 26)):
        assert layout.days_in_two_lines([date(2025, 12, 22), date(2026, 1, 5)]) == ["22\u00a0Dec<br>2025", "5\u00a0Jan"]


@pytest.mark.parametrize(("n", "height"), [(4, 236), (7, 338), (8, 292), (10, 340), (12, 340), (14, 380)])
def test_many_rows_are_no_higher_than_they_need(n: int, height: int) -> None:
    """Up to twelve fit the height of a main chart; from eight on a name has one line, and a row at least 20 px.

    A few rows with names of three lines are higher, or the names would touch."""
    long = ["a name of three lines for a phone or a narrow column"] * n
    assert layout.rows_height(n) == layout.rows_height(n, ["short"] * n) == height
    assert layout.rows_height(n, long) == height + (15 * n if n <= layout.MOST_APART else 0)
    names = layout.row_names(long)
    assert {name.count("<br>") for name in names} == {2 if n <= layout.MOST_APART else 0}
    assert all(name.endswith("…") == (n > layout.MOST_APART) for name in names)


def test_an_axis_of_values_has_a_grid() -> None:
    """One of time or of rows has no title, and none."""
    for title in ("Hours", ""):
        assert layout.finish(go.Figure(), x_title=title).layout.xaxis.showgrid is bool(title)


def test_a_name_is_cut_after_a_word_of_its_own() -> None:
    """A comma, colon, point or "and" before the ellipsis looks like a mistake; only a word of half the room is cut."""
    assert formatting.shortened("Infectious diseases, antimicrobial stewardship", 32) == "Infectious diseases…"
    assert formatting.shortened("Risk, Compliance, Audit, and Governance", 32) == "Risk, Compliance, Audit…"
    assert formatting.shortened("Network architecture, part 1. Basics", 32) == "Network architecture, part 1…"
    assert layout.wrapped("Network architecture, part 1. Basic words", most_lines=1) == "Network architecture, part 1…"
    assert formatting.shortened("Portfolio management: capitalization", 32) == "Portfolio management…"
    assert formatting.shortened("Alternatives (real estate, private equity)", 28) == "Alternatives (real estate…"
    assert formatting.shortened("Datenschutzbeauftragte und mehr", 20) == "Datenschutzbeauftra…"
    assert layout.row_names(["Datenschutzgrundverordnungsbeauftragte"] * 8)[0] == "Datenschutzgrundverordnungsbeau…"
    assert formatting.shortened("Cloud Workload Protection and Responsibility", 32) == "Cloud Workload Protection…"


@pytest.mark.parametrize(("lines", "top_px"), [([], 28), ([0], 28), ([1], 38), ([0, 2], 53)])
def test_labels_above_a_chart_take_no_more_than_they_need(lines: list[int], top_px: int) -> None:
    """The button that saves the chart may cover one while the pointer is there."""
    figure = go.Figure()
    for line in lines:
        layout.label_above(figure, 0, "name", xanchor="center", line=line)
    assert layout.finish(figure).layout.margin.t == top_px
    assert layout.finish(figure, has_legend=True).layout.margin.t == top_px + layout.LEGEND_PX


def test_a_hover_text_fits_a_phone() -> None:
    """Plotly would cut a longer line; an escaped sign and a number with its unit stay whole."""
    hover = f"{'&lt;' * 9} of Security, Compliance, and Governance for AI Solutions: 4\u00a0of 14 missed"
    lines = layout.hover_lines(hover).split("<br>")
    assert " ".join(lines) == hover
    assert max(map(len, lines)) <= layout.HOVER_CHARS

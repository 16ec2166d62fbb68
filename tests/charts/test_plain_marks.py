"""Marks as plain HTML: their counts, widths, names and escaped text."""

import re

import pytest

from analytics.models.intervals import Interval
from dashboard import theme
from dashboard.charts import plain_marks
from dashboard.charts.plain_marks import MarkRow

FOREIGN = '<b>"A & B"</b>'
ESCAPED = "&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;"


def _n(html: str, kind: str) -> int:
    return len(re.findall(rf'class="(?:cs-person )?cs-{kind}"', html))


@pytest.mark.parametrize(
    ("chance", "counts"),
    [
        (Interval(0.74, 0.60, 0.87), (12, 3, 2, 3)),
        (Interval(0.90, 0.90, 0.90), (18, 0, 0, 2)),
        (Interval(0.004, 0.0, 0.01), (0, 0, 0, 20)),
    ],
)
def test_twenty_people_show_the_chance_and_how_far_it_can_move(
    chance: Interval, counts: tuple[int, int, int, int]
) -> None:
    """Filled, pale, dashed and gray; a firm chance has no dashed circle."""
    drawn = plain_marks.people(chance, label="about 15 of 20")
    assert tuple(_n(drawn, kind) for kind in ("sure", "likely", "open", "beyond")) == counts


def test_rows_share_one_axis() -> None:
    """The longest range ends at the right; a row without evidence has an empty track."""
    rows = [
        MarkRow("1", Interval(2, 1, 4), other=3, text="2 (1 to 4)"),
        MarkRow("2", Interval(6, 4, 8)),
        MarkRow("3", None),
    ]
    drawn = plain_marks.range_rows(rows, label="questions missed")
    assert re.findall(r'cs-range" style="left:([\d.]+)%;width:([\d.]+)%', drawn) == [("12.5", "37.5"), ("50.0", "50.0")]
    assert re.findall(r'cs-value" style="left:([\d.]+)%', drawn) == ["25.0", "75.0"]
    assert re.findall(r'cs-other" style="left:([\d.]+)%', drawn) == ["37.5"]
    assert _n(drawn, "track") == 3


def test_days_are_bars_of_the_longest() -> None:
    """A day without hours has no bar, short days are not stretched, and today's name is bold."""
    week = [(name, hours) for name, hours in zip("MTWTFSS", (2.0, 0, 1.0, 0, 0, 0, 0), strict=True)]
    drawn = plain_marks.day_bars(week, label="3 h this week", today=2)
    assert re.findall(r'cs-bar" style="height:([\d.]+)%', drawn) == ["100.0", "50.0"]
    assert [_n(drawn, kind) for kind in ("day", "other-day", "today")] == [7, 6, 1]
    assert re.search(r"cs-today.*</div>W</div>", drawn)
    assert "height:25.0%" in plain_marks.day_bars([("M", 0.25)], label="a quarter of an hour", today=None)


def test_a_forecast_lies_over_the_cut_and_under_its_result() -> None:
    """What is outside the axis ends at its edge."""
    cut = Interval(68, 64, 72)
    drawn = plain_marks.forecast_strip(Interval(70, 60, 80), label="forecast", result=105, cut=cut)
    assert re.findall(r"cs-(\w+)\" style", drawn) == ["cut", "range", "value", "dot"]
    assert 'cs-dot" style="left:100.0%' in drawn
    first = plain_marks.forecast_strip(None, label="the first exam", result=60, cut=cut)
    assert re.findall(r"cs-(\w+)\" style", first) == ["cut", "dot"]


def test_the_kinds_of_people_are_named() -> None:
    """Each name stands beside a circle of its kind, in the order of the circles; a kind that is not drawn has none."""
    names = ("stays", "<may go>", "may come")
    key = plain_marks.people_key(Interval(0.7, 0.5, 0.9), names)
    assert "may" not in plain_marks.people_key(Interval(1.0, 1.0, 1.0), names)
    assert plain_marks.people_key(Interval(0.001, 0.0, 0.01), names) == ""
    assert re.findall(r"cs-person cs-(\w+)\"></div>([^<]+)", key) == [
        ("sure", "stays"),
        ("likely", "&lt;may go&gt;"),
        ("open", "may come"),
    ]


def test_the_key_of_a_chart_names_the_band_and_signs() -> None:
    """Names from files are no markup."""
    key = plain_marks.key([("cut", "cut")], [("●", FOREIGN)])
    assert key.index("cut") < key.index("● ")
    assert ESCAPED in key and FOREIGN not in key


def test_a_table_that_is_wider_than_its_place_shows_it() -> None:
    """A shadow at its right edge says that there is more, until the end is in view, or always where that is unknown."""
    style = plain_marks.style()
    assert re.search(
        r"\.stDataFrame \.dvn-scroller, \.stTable > div\) \{.*animation-timeline: scroll\(self inline\)", style
    )
    assert "@supports not (animation-timeline: scroll())" in style


@pytest.mark.parametrize(
    "what",
    [".stPageLink a", '[data-testid="stSidebarNav"] a', '[data-testid="stElementToolbar"] button', ".modebar-btn"],
)
def test_the_link_or_button_in_focus_has_an_outline(what: str) -> None:
    """Streamlit's tint is hardly seen on the sidebar, links within a page have none, and a table hides its buttons."""
    style = plain_marks.style()
    assert re.search(rf"{re.escape(what)}[^{{}}]*\):focus-visible \{{ outline: 2px solid var\(--cs-link\)", style)
    assert '[data-testid="stElementToolbar"]:focus-within { opacity: 1; z-index' in style


def test_every_picture_is_an_image_with_its_sentence_as_name() -> None:
    """Text of a file is never markup, in a name or in a row."""
    pictures = [
        plain_marks.people(Interval(0.7, 0.5, 0.9), label=FOREIGN),
        plain_marks.range_rows([MarkRow(FOREIGN, None, text=FOREIGN)], label=FOREIGN),
        plain_marks.day_bars([(FOREIGN, 1.0)], label=FOREIGN, today=0),
        plain_marks.forecast_strip(None, label=FOREIGN, result=60, cut=Interval(68, 64, 72)),
    ]
    assert [f'role="img" aria-label="{ESCAPED}"' in drawn for drawn in pictures] == [True] * 4
    assert FOREIGN not in "".join([*pictures, plain_marks.line("note", FOREIGN)])


def test_the_style_block_has_every_role_and_every_class() -> None:
    """Colors stand once, in the theme; Streamlit's own classes are touched only where the theme cannot reach."""
    style = plain_marks.style()
    for role, pair in theme.ROLES.items():
        assert f"--cs-{role}:light-dark({pair.light},{pair.dark});" in style
    assert set(re.findall(r"var\(--cs-([\w-]+)\)", style)) <= set(theme.ROLES)
    assert {name for name in re.findall(r"\.(st[\w-]+)", style) if not name.startswith("st-key-")} == {
        "stApp",
        "stMainBlockContainer",
        "stTable",
        "stButton",
        "stDownloadButton",
        "stFormSubmitButton",
        "stButtonGroup",
        "stDataFrame",
        "stPageLink",
        "stPlotlyChart",
        "stSelectbox",
    }

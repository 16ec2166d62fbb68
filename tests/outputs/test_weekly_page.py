"""The printed check-in: one page of A4, nothing from outside, all text escaped."""

import html
import re
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from analytics.records import CheckIn, PlannedWeek, Record
from analytics.reports.this_week import WeekReport, week_report
from dashboard import formatting, theme
from dashboard.outputs import weekly_page
from dashboard.text import chances, verdicts
from dashboard.text import overview as overview_text
from dashboard.text import week as text
from tests.browser.chromium import LAUNCH_ARGS, chromium_path
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, session

EXAM = "AIF-C01"
START = date(2026, 8, 24)
EVIL = '<img src=x onerror="alert(1)"> & **b** [l](http://y)'
MORE_EVIL = (
    "</style></title><script>alert(1)</script> <a href=javascript:alert(1)> {{ 7*7 }} {% x %} '\"` \u202e \0 ]]> <!--"
)


def report_of(records: Iterable[Record], exam_code: str = EXAM) -> WeekReport:
    return week_report(fitted_from(records, exam_code=exam_code))


def full(words: str = "a plain line", *, exam_code: str = EXAM, n_domains: int = 5) -> list[Record]:
    """Fourteen weeks of a preparation, with practice exams, hours and long notes."""
    own = plan(exam_code=exam_code, starts_on=START, exam_on=date(2026, 12, 19))
    rows: list[Record] = [replace(own, weeks=(PlannedWeek(14, words), PlannedWeek(15, words)))]
    for week in range(14):
        monday = START + timedelta(weeks=week)
        rows += [session(monday, 4 + week % 7, domain_id=str(1 + week % n_domains))]
        if week >= 6:
            day = monday + timedelta(days=1)
            rows += practice_exam(day, [(7 + week % 3, 13)] * n_domains, exam_code=exam_code, provider=words)
    notes = [CheckIn(on=TODAY - timedelta(days=k), note=f"{words} " * 40) for k in (0, 1, 6)]
    return [*rows, *notes]


class Reader(HTMLParser):
    """Collect the tags and every address in them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        assert not any(name.startswith("on") for name, _ in attrs)


@pytest.fixture(scope="module")
def long_report() -> WeekReport:
    """The check-in after fourteen weeks, whose notes, focus and providers hold markup."""
    return report_of(full(EVIL))


def test_charts_are_valid_svg_and_nothing_is_fetched(long_report: WeekReport) -> None:
    """Each chart is well-formed, its marks are within it, and no tag has an address."""
    page = weekly_page.page(long_report)
    reader = Reader()
    reader.feed(page)
    assert reader.addresses == []
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    assert "url(" not in page
    assert "@import" not in page
    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        root = ET.fromstring(drawing)
        width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
        for mark in root.iter("rect"):
            x, y = float(mark.get("x", 0)), float(mark.get("y", 0))
            assert 0 <= x <= x + float(mark.attrib["width"]) <= width
            assert 0 <= y <= y + float(mark.attrib["height"]) <= height


def test_the_bars_are_the_hours() -> None:
    """Ten hours are twice as high as five; the plan's two rules are at 10 and 12."""
    own = plan(exam_code=EXAM, starts_on=date(2026, 11, 9))
    rows = [session(date(2026, 11, 9), 5), session(date(2026, 11, 16), 10)]
    page = weekly_page.page(report_of([own, *rows]))
    (chart,) = re.findall(r"<svg viewBox=\"0 0 420.*?</svg>", page, re.DOTALL)
    bars = [float(h) for h in re.findall(rf'height="([\d.]+)" fill="{theme.ROLES["done"].light}"', chart)]
    assert bars[1] == pytest.approx(2 * bars[0], abs=0.2)
    bands = [float(h) for h in re.findall(r'<path d="M[^m]+m0 ([\d.]+)h', chart)]
    assert bands[0] == pytest.approx(bars[1] / 5, abs=0.2)


def test_the_first_chance_is_a_dot() -> None:
    """A line of one day would leave the chart empty, and its day is written once."""
    report = report_of(practice_exam(TODAY - timedelta(days=3), [(30, 50)], exam_code=EXAM))
    (chart,) = re.findall(r"<svg viewBox=\"0 0 420.*?</svg>", weekly_page.page(report), re.DOTALL)
    (place,) = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', chart)
    assert re.findall(r'points="([\d.]+),([\d.]+)"', chart) == [place]
    assert chart.count(formatting.day(TODAY)) == 1


def test_the_chance_ahead_is_dotted() -> None:
    """It was not estimated then: from today's mark to the exam day it is as high as now, and the exam's day ends it."""
    own = plan(exam_code=EXAM, exam_on=TODAY + timedelta(days=30))
    exams = practice_exam(TODAY - timedelta(days=20), [(30, 50)], exam_code=EXAM)
    chart, _ = re.findall(r"<svg viewBox=\"0 0 420.*?</svg>", weekly_page.page(report_of([own, *exams])), re.DOTALL)
    (today,) = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', chart)
    past, ahead = [points.split() for points in re.findall(r'points="([^"]+)"', chart)]
    assert past[-1] == ahead[0] == ",".join(today)
    assert ahead[1] == f"{weekly_page.FRAME.right:.1f},{today[1]}"
    assert chart.count("stroke-dasharray") == 2  # and the rule of today


def test_text_from_a_file_is_escaped(long_report: WeekReport) -> None:
    """Markup in a focus, a note or a provider's name is shown as it is."""
    page = weekly_page.page(long_report)
    assert "<img" not in page
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt; &amp; **b** [l](http://y)" in page


def test_no_text_becomes_a_tag_or_a_template() -> None:
    """Whatever a focus, a note and a provider say, the page has the tags that it has with plain words."""
    pages = [weekly_page.page(report_of(full(words))) for words in ("x", MORE_EVIL)]
    readers = [Reader(), Reader()]
    for reader, page in zip(readers, pages, strict=True):
        reader.feed(page)
    assert readers[0].tags == readers[1].tags
    assert "{{ 7*7 }}" in pages[1]


def test_it_has_the_content_of_the_check_in(long_report: WeekReport) -> None:
    """The chance as people and what would move it, plan and hours, the last forecast, its losses, and the notes."""
    page = weekly_page.page(long_report)
    for words in (text.WEEKS_TITLE, text.LAST_EXAM.title, text.NOTE_TITLE, text.LAST_WEEK, text.NEXT_WEEK):
        assert words in page
    assert "scored" in page
    assert verdicts.chance(long_report.readiness) in page
    assert html.escape(chances.possible_move(long_report.readiness)) in page
    assert max(map(len, re.findall(r": (&lt;img [^<]*)", page))) <= weekly_page.LONGEST_NOTE


def test_without_a_plan_or_a_result_there_is_no_chart() -> None:
    """The page says that chance, hours and week are missing."""
    page = weekly_page.page(report_of([plan(exam_code="OTHER")]))
    assert "<svg" not in page
    assert formatting.capitalized(overview_text.NO_CHANCE) in page
    assert text.NO_FOCUS in page
    assert text.LAST_EXAM.title not in page
    assert text.NOTE_TITLE not in page


@pytest.mark.browser
@pytest.mark.parametrize(("exam_code", "n_domains"), [("CISSP", 8), pytest.param(EXAM, 5, marks=pytest.mark.full)])
def test_it_prints_on_one_page(tmp_path: Path, exam_code: str, n_domains: int) -> None:
    """A long preparation with eight domains and long notes fits on one sheet of A4."""
    file, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    records = full("a plain line of words", exam_code=exam_code, n_domains=n_domains)
    file.write_text(weekly_page.page(report_of(records, exam_code)), encoding="utf-8")
    command = [chromium_path(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}", file.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (sheet,) = PdfReader(printed).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)


@pytest.mark.browser
def test_on_a_phone_the_names_of_domains_have_the_most_room() -> None:
    """The bars beside them give way: a name took up to seven lines."""
    records = full("a plain line of words", exam_code="CISSP", n_domains=8)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        page = chromium.new_page(viewport={"width": 390, "height": 844})
        page.set_content(weekly_page.page(report_of(records, "CISSP")))
        name, *others = page.locator("tr:first-child > td").evaluate_all("cells => cells.map(one => one.clientWidth)")
        chromium.close()
    assert name >= max(others)

"""Numbers, units and dates as text."""

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.blueprints.model import CutScore, PassKind
from analytics.models.intervals import Interval
from dashboard import formatting

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.0, "<1 %"), (0.004, "<1 %"), (0.014, "1 %"), (0.714, "71 %"), (0.992, ">99 %"), (1.0, ">99 %")],
)
def test_percents_are_whole_and_never_0_or_100(share: float, shown: str) -> None:
    """An estimated share is a whole percent, and never 0 or 100 %."""
    assert formatting.percent(share) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        ([], ""),
        (["Storage"], "Storage"),
        (["Storage", "Networking"], "Storage and Networking"),
        (["Storage", "Design", "Networking"], "Storage, Design and Networking"),
        (["Storage", "Logs and Alarms"], "Storage, and Logs and Alarms"),
        (["Rules and Roles", "Storage", "Logs and Alarms"], "Rules and Roles, Storage, and Logs and Alarms"),
        (["Design, Build and Run", "Storage"], "Design, Build and Run; and Storage"),
        (["Storage", "Design, Build and Run", "Logs"], "Storage; Design, Build and Run; and Logs"),
    ],
)
def test_names_in_a_list_can_be_told_apart(names: list[str], listed: str) -> None:
    """Domains are called "Services and Networking" or "Security, Compliance, and Governance for AI Solutions"."""
    assert formatting.joined(names) == listed
    assert formatting.joined(["Rules and Roles", "Storage"], "or") == "Rules and Roles or Storage"


def test_a_share_stands_with_its_range() -> None:
    """The range follows the value, unless it has no width."""
    shown = formatting.percent.with_range(Interval(0.71, 0.61, 0.77))
    assert formatting.percent.with_range(Interval(0.66, 0.66, 0.66)) == formatting.percent(0.66)
    assert formatting.percent_correct.with_range(Interval(82.5, 82.5, 82.5)) == f"82.5{NBSP}%"
    assert formatting.percent_correct.with_range(Interval(80.0, 80.0, 80.0)) == f"80{NBSP}%"
    assert shown == f"71{NBSP}% (61 to 77{NBSP}%)"


def test_a_range_without_width_is_one_number() -> None:
    """Two ends that read the same are written once, and beside a value that reads the same not at all."""
    assert formatting.percent.with_range(Interval(0.002, 0.0, 0.004)) == f"<1{NBSP}%"
    assert formatting.hours.with_range(Interval(0.5, 0.4, 0.6)) == f"½{NBSP}h"
    assert formatting.percent.range(Interval(0.5, 0.499, 0.501)) == f"50{NBSP}%"
    assert formatting.whole.range(Interval(3, 2.9, 3.1)) == "3"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0\u00a0h"), (0.1, "<½\u00a0h"), (0.4, "½\u00a0h"), (10.6, "10½\u00a0h"), (10.8, "11\u00a0h")],
)
def test_hours_go_to_the_half(value: float, shown: str) -> None:
    """Hours are rounded to half hours; what is studied is not nothing."""
    assert formatting.hours(value) == shown


def test_the_order_in_which_hours_are_added_changes_nothing() -> None:
    """A total of quarter hours reads the same on every page."""
    sums = [71.25, 71.25 - 1e-13, 71.25 + 1e-13]
    assert {formatting.hours(value) for value in sums} == {f"71{NBSP}h"}


@pytest.mark.parametrize(
    ("value", "score", "shown"),
    [
        (80.0, "80.0\u00a0%", "60.4 to 79.9\u00a0%"),
        (79.94, "79.94\u00a0%", "60.42 to 79.92\u00a0%"),
        (79.8, "80\u00a0%", "60 to 80\u00a0%"),
        (81.0, "81\u00a0%", "60 to 80\u00a0%"),
        (100.0, "100\u00a0%", "60 to 80\u00a0%"),
    ],
)
def test_a_score_outside_a_range_lies_outside_as_it_is_written(value: float, score: str, shown: str) -> None:
    """80 % is outside 60.4 to 79.9 %, and would read as within 60 to 80 %."""
    expected = Interval(70.4, 60.42, 79.92)
    written, unit = formatting.percent_beside(value, expected)
    assert (written, unit.range(expected)) == (score, shown)


@pytest.mark.parametrize(("high", "shown"), [(99.4, "85 to 99\u00a0%"), (100.0, "85 to 100\u00a0%")])
def test_a_full_score_shows_whether_its_range_reaches_it(high: float, shown: str) -> None:
    """With >99 % in both, one would read as within and the other not."""
    expected = Interval(93.0, 84.9, high)
    written, unit = formatting.percent_beside(100.0, expected)
    assert (written, unit.range(expected)) == ("100\u00a0%", shown)


def test_small_words() -> None:
    """Counts have a singular, points a sign, and money cents below 100."""
    assert formatting.questions(1.2) == "1 question"
    assert formatting.questions(2.4) == "2 questions"
    assert formatting.points(5.4) == "+5 points"
    assert formatting.money("USD")(1234.5) == "1,234\u00a0USD"
    assert formatting.counted_percent(23 / 40) == formatting.percent(0.575) == f"58{NBSP}%"  # 57.499… in binary
    assert formatting.counted_percent(9 / 40) == formatting.percent(0.225) == f"23{NBSP}%"  # not to the even digit
    assert (formatting.whole(1234.4), formatting.counted_percent(22.21)) == ("1,234", "2,221\u00a0%")
    assert [formatting.amount(value) for value in (4.5, 4, 0.004, 99.99, 100.5)] == [
        "4.50",
        "4",
        "0",
        "99.99",
        "100",
    ]
    assert formatting.joined(["a", "b", "c"]) == "a, b and c"
    assert formatting.joined(["a"]) == "a"
    assert formatting.joined([]) == ""
    assert formatting.counted_percent(0.0) == f"0{NBSP}%"


def test_a_difference_has_a_true_minus() -> None:
    """A difference has a minus, not a hyphen, and no sign if it rounds to zero."""
    assert formatting.points(-5.4) == "\u22125 points"
    assert formatting.points(-0.2) == "0 points"
    assert formatting.points(0.7) == "+1 point"
    assert formatting.points.with_range(Interval(-1.2, -5.4, 1.0)) == "\u22121 point (\u22125 to +1)"
    assert formatting.points.with_range(Interval(5.4, -2.3, 12.0)) == "+5 points (\u22122 to +12)"
    assert formatting.points.with_range(Interval(0.2, -0.4, 0.4)) == "0 points (0)"
    assert formatting.signed(2).with_range(Interval(-0.31, -0.5, 0.004)) == "\u22120.31 (\u22120.50 to 0.00)"
    assert formatting.whole.range(Interval(3, -2.2, 8)) == "\u22122 to 8"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0 weeks"), (1, "1 week"), (1.5, "1.5 weeks"), (2.0, "2 weeks"), (1234567, "1,234,567 weeks")],
)
def test_one_thing_is_singular(number: float, shown: str) -> None:
    """Only 1 is singular, and thousands have commas."""
    assert formatting.counted(number, "week") == shown


def test_a_plural_may_be_given() -> None:
    """A plural without an s is passed in."""
    assert formatting.counted(2, "file was refused", "files were refused") == "2 files were refused"
    assert [formatting.verb(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


@pytest.mark.parametrize(("number", "shown"), [(0, "no"), (2, "two"), (12, "twelve"), (13, "13")])
def test_small_numbers_are_words(number: int, shown: str) -> None:
    """Whole numbers up to twelve are words."""
    assert formatting.spelled(number) == shown


@given(st.text())
def test_literal_text_comes_back(text: str) -> None:
    """Unescaping an escaped text returns the text."""
    assert formatting.unescaped(formatting.literal(text)) == text


@pytest.mark.parametrize(
    "text", ["https://a.example/b", "HTTP://a.example", "see www.a.example", "me.too@mail.a.example", "x@y@z.example"]
)
def test_no_address_becomes_a_link(text: str) -> None:
    """GitHub's Markdown, which looks for addresses in the unescaped text, finds none."""
    shown = re.sub(r"\\(.)", r"\1", html.unescape(formatting.literal(text)))
    assert shown.replace("\u2060", "") == text
    assert not re.search(r"(?i)https?://|www(?=\.)", shown)
    assert not re.search(r"[-.\w+]+@[-\w]+(?:\.[-\w]+)+", shown)


@pytest.mark.parametrize("name", [":smile:", "Day 1:+1:", ":material/home:", "a:100:b :-1:"])
def test_no_word_between_colons_becomes_an_icon(name: str) -> None:
    """Streamlit, which looks for icons in the unescaped text, finds none."""
    shown = re.sub(r"\\(.)", r"\1", html.unescape(formatting.literal(name)))
    assert shown.replace("\u2060", "") == name
    assert not re.search(r":[\w+/-]+:", shown)


@pytest.mark.parametrize(
    "name",
    ["1.1 High-Performing", "Datenschutz (DSGVO) & Recht", 'Teil A. Security+: it\'s "C#"!', "Day 1: R&D (v. B)"],
)
def test_a_label_has_no_escape_that_it_does_not_need(name: str) -> None:
    """A screen reader reads the source of a label."""
    assert formatting.literal(name) == name


def test_what_markdown_reads_is_escaped() -> None:
    """Lists, headings, entities, directives and icons, wherever they may begin."""
    assert formatting.literal("1) # + &amp; &#38; a:b") == r"1\) \# \+ \&amp; \&\#38; a\:b"
    assert formatting.literal("- 1. a--b -c") == r"\- 1\. a\-\-b \-c"


@pytest.mark.parametrize("name", ["\u05de\u05d1\u05d7\u05df", "\u0628\u062d\u062b", "a\u202eb"])
def test_a_name_from_right_to_left_turns_nothing_beside_it(name: str) -> None:
    """Isolated, it leaves a number after it where it is: "from NAME: 54 to 77 %"."""
    assert html.unescape(formatting.literal(name)) == f"\u2068{name}\u2069"
    assert formatting.literal("Caf\u00e9") == "Caf\u00e9"


@pytest.mark.parametrize("name", ["own.daily-2026-12-01.duckdb", "AIF-C01.db"])
def test_a_file_name_can_be_copied_into_a_command(name: str) -> None:
    """A character without width in it would name another file."""
    text = f"Restore it with: cutscore restore /home/me/{name}"
    assert re.sub(r"\\(.)", r"\1", html.unescape(formatting.literal(text))) == text


@pytest.mark.parametrize("code", ["DEA-C01", "AZ-900", "SY0-701", "TERRAFORM-004", "8-12 h"])
def test_no_line_breaks_a_code(code: str) -> None:
    """A joiner stands after the hyphen of a code or of two numbers, in Markdown and in plain HTML; words have none."""
    text, joined = f"{code}, LONG-CODE, week-eight", f"{code.replace('-', '-' + chr(0x2060))}, LONG-CODE, week-eight"
    assert re.sub(r"\\(.)", r"\1", html.unescape(formatting.literal(text))) == joined
    assert formatting.unbroken(text) == joined


def test_a_day_has_its_year_if_it_is_not_that_of_the_report() -> None:
    """A day of another year than the report's is written with its year, and only inside that report."""
    days = [date(2026, 2, 14), date(2025, 12, 31)]
    with formatting.days_as_of(date(2026, 11, 25)):
        assert [formatting.day(day) for day in days] == ["Sat\u00a014\u00a0Feb", "Wed\u00a031\u00a0Dec\u00a02025"]
        assert [formatting.day_of_month(day) for day in days] == ["14\u00a0Feb", "31\u00a0Dec\u00a02025"]
        assert [formatting.monday(day) for day in days] == ["9\u00a0Feb", "29\u00a0Dec\u00a02025"]
    assert formatting.day(days[1]) == "Wed\u00a031\u00a0Dec"
    assert formatting.full_day(days[0]) == "14\u00a0Feb\u00a02026"


def test_hours_agree_with_their_verb() -> None:
    """What reads as one or a half is singular, whatever its other digits are."""
    found = [formatting.hours.counted(value, "has", "have") for value in (0.0, 0.5, 1.1, 1.5, 2.0)]
    assert found == ["0\u00a0h have", "½\u00a0h has", "1\u00a0h has", "1½\u00a0h have", "2\u00a0h have"]


def test_a_range_on_a_page_is_on_one_line() -> None:
    """A line may break after a dash and at "to", so pages join what they part; files and the terminal do not."""
    joined = ["8\u2013\u206010\u00a0h", "8\u00a0to\u00a010"]
    plain = ["8\u201310\u00a0h", "8 to 10"]
    with formatting.days_as_of(date(2026, 11, 25), is_unbroken=True):
        assert [unit.between(8, 10) for unit in (formatting.hours, formatting.whole)] == joined
        with formatting.days_as_of(date(2026, 11, 25)):
            assert [unit.between(8, 10) for unit in (formatting.hours, formatting.whole)] == plain
    assert [unit.between(8, 10) for unit in (formatting.hours, formatting.whole)] == plain


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (CutScore(PassKind.SCALED, 750, 100, 1000), "750 of 1000 (scaled, not a percentage)"),
        (CutScore(PassKind.SCALED, 650000, 0, 1000000), "650000 of 1000000 (scaled, not a percentage)"),
        (CutScore(PassKind.SCALED, 750, None, None), "750 (scaled, not a percentage)"),
        (CutScore(PassKind.PERCENT, 66, None, None), "66\u00a0% correct"),
        (
            CutScore(PassKind.PERCENT_UNOFFICIAL, 70, None, None),
            "70\u00a0% correct (not confirmed by the provider)",
        ),
        (CutScore(PassKind.PERCENT, None, None, None), "not published"),
        (CutScore(PassKind.PASS_FAIL_ONLY, None, None, None), "not published (pass or fail only)"),
    ],
)
def test_a_scaled_passing_score_is_not_a_percentage(score: CutScore, words: str) -> None:
    """Each kind of passing score is written as it is published."""
    assert formatting.passing_score(score) == words

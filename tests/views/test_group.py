"""The page of everyone who prepares for one exam."""

import csv
import io
import json
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.blueprints.parser import shipped_blueprints
from analytics.exports.canonical import csv_text
from analytics.reports.decision.verdict import Missing
from analytics.reports.group.attention import Concern, Member
from analytics.reports.group.report import GroupReport, group_report
from dashboard import environment, formatting
from dashboard.session import reports, scope
from dashboard.text import chances, common, names, navigation
from dashboard.text import group as text
from dashboard.views import group
from tests.inputs.builders import TODAY, add_records, plan, practice_exam
from tests.inputs.groups import confused, of, small_group
from tests.inputs.pages import LIMIT_S, checked, new_page, page_of, plain_words, store_with

pytestmark = pytest.mark.usefixtures("open_exam")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a file of five people, open for all tests."""
    store = store_with(tmp_path_factory.mktemp("group"), [*small_group(), *confused("Ann", 1)])
    with store.reading():
        yield store.path


@pytest.fixture
def app(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    yield page_of("group", database, monkeypatch)


def people(app: AppTest) -> list[dict[Hashable, Any]]:
    """Return the rows of the tables of people."""
    tables = [table.value for table in app.dataframe if text.NAME in table.value]
    return [dict(row) for table in tables for row in table.to_dict("records")]


@pytest.mark.parametrize(("chosen", "is_said"), [(None, False), (date(2026, 11, 20), True)])
def test_the_line_above_the_group_is_about_its_own_day(app: AppTest, chosen: date | None, *, is_said: bool) -> None:
    """That is today unless one is chosen, also if the person shown passed earlier, whose own pages show that day."""
    for slug, is_group in (("audit", False), ("group", True)):
        bar = AppTest.from_string(f"from dashboard.views import scope_bar\nscope_bar.render({slug!r})\n")
        bar.session_state["candidate"] = "Eva"
        bar.session_state["as_of"] = chosen
        said = plain_words(checked(bar.run(timeout=LIMIT_S)))
        assert (navigation.BACK_TO_TODAY in [one.label for one in bar.button]) is (is_said or not is_group), said


def test_everyone_is_in_the_table_with_the_reason(app: AppTest) -> None:
    """Who needs attention comes first; the page says by what rule, and how many. The exam day stands by its reason."""
    assert app.title[0].value == "3 of 5 people need attention"
    assert "5 people have data for MLS-C01, and 1 of them has passed. As of Wed\u00a025\u00a0Nov" in plain_words(app)
    assert [row[text.NAME] for row in people(app)] == ["Dia", "Cem", "Ben"]
    app.session_state[text.others(2)] = True
    rows = people(checked(app.run()))
    assert [row[text.NAME] for row in rows] == ["Dia", "Cem", "Ben", "Ann", "Eva"]
    assert rows[0][text.ATTENTION] == "; ".join(
        text.CONCERNS[concern] for concern in (Concern.EXAM_SOON_BELOW_TARGET, Concern.LOW_HOURS)
    )
    assert [*rows[0]][:3] == [text.NAME, text.ATTENTION, text.EXAM_ON]
    assert rows[3][text.PLAN] == "20\u201324\u00a0h"
    assert rows[1][text.BAND] == text.TOO_EARLY
    assert (rows[4][text.BAND], rows[4][text.CHANCE]) == (text.PASSED, "")


def test_a_row_is_as_high_as_its_reasons_and_names(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are as high as the longest reasons or name of those who match, and as usual without any reason or long
    name; a few are all seen."""
    heights: list[tuple[int | None, int | str | None]] = []
    real = st.dataframe

    def note_height(*args: Any, **options: Any) -> Any:
        heights.append((options.get("row_height"), options.get("height")))
        return real(*args, **options)

    monkeypatch.setattr(st, "dataframe", note_height)
    app = new_page("group", database, monkeypatch)
    for search in ("", "Ben", "Ann"):
        app.session_state["group_search"] = search
        app.run()
    monkeypatch.setattr(names, "candidate", lambda name: f"{name} of the northern training cohort, in its third year")
    for search in ("Ben", "Ann"):
        app.session_state["group_search"] = search
        app.run()
    assert heights[::2] == [(86, 38 + 3 * 86), (35, 38 + 35), (35, "auto"), (86, 38 + 86), (68, "auto")]


def test_reasons_are_read_on_a_phone_without_scrolling() -> None:
    """The columns of names and reasons fit the page, beside the 38 pixels of the box that selects a row."""
    for name_px, _, reason_px, _ in (group.COLUMNS, group.LONG_NAME_COLUMNS):
        assert 38 + name_px + reason_px <= 390 - 2 * 16


@pytest.mark.parametrize(
    ("name", "columns"), [("Li participant", group.COLUMNS), ("Li.participant", group.LONG_NAME_COLUMNS)]
)
def test_a_column_of_long_names_is_wider(
    database: Path, monkeypatch: pytest.MonkeyPatch, name: str, columns: tuple[int, int, int, int]
) -> None:
    """A word with a few letters more than the line holds stays whole; the reasons take more lines instead."""
    monkeypatch.setattr(names, "candidate", lambda _: name)
    config = json.loads(page_of("group", database, monkeypatch).dataframe[0].proto.columns)
    assert (config[text.NAME]["width"], config[text.ATTENTION]["width"]) == (columns[0], columns[2])


def test_bands_domains_and_pairs_are_of_all(app: AppTest) -> None:
    bands = app.dataframe[1].value
    assert bands[text.BAND_PEOPLE].sum() == 5
    assert bands[text.BAND].iloc[[0, -1]].tolist() == [text.PASSED, text.TOO_EARLY]
    domains, pairs = (table.value for table in app.table[:2])
    assert len(domains) == 4
    assert pairs.iloc[0].tolist()[1:] == ["1", "1"]
    assert (
        "Expected on each person's exam day, for 3 people who have a practice exam and have not passed."
        in plain_words(app)
    )


def test_search_and_filters_narrow_the_table(app: AppTest) -> None:
    checked(app.text_input(key="group_search").set_value("an").run())
    assert [row[text.NAME] for row in people(app)] == ["Ann"]
    checked(app.text_input(key="group_search").set_value("").run())
    checked(app.selectbox(key="group_reason").set_value(Concern.INACTIVE).run())
    assert [row[text.NAME] for row in people(app)] == ["Cem", "Ben"]
    checked(app.selectbox(key="group_band").set_value(text.TOO_EARLY).run())
    assert [row[text.NAME] for row in people(app)] == ["Cem"]
    checked(app.text_input(key="group_search").set_value("nobody").run())
    assert text.NO_MATCH in plain_words(app)


def test_hidden_names_are_hidden_in_the_table_the_search_and_the_file(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(environment.HIDE_NAMES_VARIABLE, "yes")
    monkeypatch.setattr(names, "_NUMBERS", {})
    app = page_of("group", database, monkeypatch)
    assert all(row[text.NAME].startswith("Candidate ") for row in people(app))
    checked(app.text_input(key="group_search").set_value("Ann").run())
    assert text.NO_MATCH in plain_words(app)


def test_a_selected_row_opens_the_person(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second row is Cem's."""
    chosen: list[tuple[str, str]] = []
    real = st.dataframe

    def select_second(*args: Any, **options: Any) -> Any:
        real(*args, **options)
        is_first = options.get("key") == "group_people" and not chosen
        return SimpleNamespace(selection=SimpleNamespace(rows=[1] if is_first else []))

    monkeypatch.setattr(st, "dataframe", select_second)
    monkeypatch.setattr(scope, "choose_candidate", lambda *given: chosen.append(given))
    checked(new_page("group", database, monkeypatch).run())
    assert chosen == [("Cem", "MLS-C01")]


def test_one_candidate_is_no_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody with another exam is none of the group."""
    records = [*of("Ann", [plan()]), *of("Ben", [plan(exam_code="AIF-C01")])]
    app = page_of("group", store_with(tmp_path, records).path, monkeypatch)
    assert (app.title[0].value, len(app.dataframe)) == (text.ALONE_TITLE, 0)


def test_somebody_alone_sees_the_exam_that_most_prepare_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is shown first does not hide a group; its rows open with its exam."""
    pair = [*of("Cem", [plan()]), *of("Dia", [plan()])]
    records = [*of("Ann", [plan(exam_code="AIF-C01")]), *of("Ben", [plan(exam_code="SAA-C03")]), *pair]
    app = page_of("group", store_with(tmp_path, records).path, monkeypatch)
    assert "2 people have data for MLS-C01" in plain_words(app)
    assert {row[text.NAME] for row in people(app)} == {"Cem", "Dia"}


@pytest.mark.parametrize(
    ("moves_to", "shown"),
    [
        ((0.36, 0.74), "7 to 15 of 20"),
        ((0.81, 0.993), "16 or more of 20"),
        ((0.01, 0.3), "up to 6 of 20"),
        ((0.01, 0.99), "up to 19 of 20"),
        ((0.98, 0.999), "nearly all of 20"),
        ((0.001, 0.02), "almost none of 20"),
        ((0.54, 0.56), "about 11 of 20"),
    ],
)
def test_no_chance_is_certain_after_one_more_exam(moves_to: tuple[float, float], shown: str) -> None:
    """A range that rounds to one number is written as the chance is, and none begins with nobody or ends with all."""
    one = Member(candidate_id="Ann", as_of=TODAY, target=0.8, chance=0.5, moves_to=moves_to)
    assert text.row(one)[text.NEXT_EXAM] == shown


@pytest.mark.parametrize(
    ("was", "now", "shown"), [(0.53, 0.57, 0), (0.53, 0.58, 1), (0.576, 0.524, -2), (0.526, 0.524, 0)]
)
def test_a_change_is_that_of_the_people_on_the_overview(was: float, now: float, shown: int) -> None:
    """From 11 of 20 to 11 it is none, however the chances lie; what the overview calls about the same is none, too."""
    one = Member(candidate_id="Ann", as_of=TODAY, target=0.8, chance=now, chance_week_ago=was)
    assert text.row(one)[text.CHANGE] == shown


def test_while_a_result_is_due_no_chance_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the person's own pages and in commands, on the exam day and after it."""
    days = {"Ann": TODAY, "Ben": TODAY - timedelta(days=2), "Cem": TODAY + timedelta(days=2)}
    practice = [*practice_exam(TODAY - timedelta(days=9), [(8, 10)] * 4), *practice_exam(TODAY, [(8, 10)] * 4)]
    records = [record for name, on in days.items() for record in of(name, [*practice, plan(exam_on=on)])]
    app = page_of("group", store_with(tmp_path, records).path, monkeypatch)
    app.session_state[text.others(1)] = True
    rows = {row[text.NAME]: row for row in people(checked(app.run()))}
    for name in ("Ann", "Ben"):
        assert rows[name][text.BAND] == (text.EXAM_TODAY if name == "Ann" else text.RESULT_DUE)
        assert (rows[name][text.CHANCE], rows[name][text.NEXT_EXAM], rows[name][text.MISSING]) == ("", "", "")
        assert pd.isna(rows[name][text.CHANGE])
    assert rows["Cem"][text.CHANCE]


def test_each_group_of_a_file_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choosing an exam also shows somebody who prepares for it; with one group there is nothing to choose."""
    three = [*of("Ann", [plan()]), *of("Ben", [plan()]), *of("Cem", [plan()])]
    pair = [*of("Dia", [plan(exam_code="SAA-C03")]), *of("Eva", [plan(exam_code="SAA-C03")])]
    store = store_with(tmp_path, three)
    assert navigation.EXAM not in [box.label for box in page_of("group", store.path, monkeypatch).selectbox]
    add_records(store, pair)
    app = page_of("group", store.path, monkeypatch)
    (exam,) = (box for box in app.selectbox if box.label == navigation.EXAM)
    assert exam.options == ["MLS-C01", "SAA-C03"]
    checked(exam.set_value("SAA-C03").run())
    assert "2 people have data for SAA-C03" in plain_words(app)
    assert {row[text.NAME] for row in people(app)} == {"Dia", "Eva"}
    assert app.session_state["candidate"] == "Dia"


@pytest.mark.parametrize(
    ("exam_code", "as_of", "said"),
    [
        ("DVA-C03", date(2026, 11, 10), "The exam opens on Tue 1 Dec."),
        ("DVA-C02", date(2026, 11, 10), "Its last day is Mon 30 Nov. DVA-C03 replaces this exam."),
        ("DVA-C02", date(2026, 12, 1), "DVA-C02 was retired on 30 Nov 2026 and can no longer be booked."),
        ("AIF-C01", date(2026, 12, 1), "2 people have data for AIF-C01. As of Tue 1 Dec."),
    ],
)
def test_a_group_is_told_when_its_exam_opens_and_ends(exam_code: str, as_of: date, said: str) -> None:
    """With what replaces it; of an exam that can be taken for as long as is known, nothing is said."""
    members = tuple(Member(candidate_id=name, as_of=as_of, target=0.8) for name in ("Ann", "Ben"))
    report = GroupReport(as_of=as_of, members=members, n_estimated=0, domains=(), pairs=())
    sentence = formatting.unescaped(text.sentence(report, shipped_blueprints()[exam_code])).replace("\u00a0", " ")
    assert said in sentence
    assert sentence == sentence.strip()


def test_texts_of_the_table_sort_by_their_numbers() -> None:
    """A blank as wide as a digit, which browsers sort before digits, stands before a single one; numbers stay."""
    one = Member(candidate_id="1", as_of=TODAY, target=0.8, hours=2.0, planned_hours=(6.0, 10.0))
    rows = [text.row(replace(one, chance=chance, moves_to=(chance - 0.1, chance + 0.1))) for chance in (0.3, 0.45, 0.7)]
    shown = [*map(text.sortable, rows)]
    assert [row[text.CHANCE] for row in shown] == ["about \u20076 of 20", "about \u20079 of 20", "about 14 of 20"]
    assert [row[text.NEXT_EXAM] for row in shown] == [
        "\u20074 to \u20078 of 20",
        "\u20077 to 11 of 20",
        "12 to 16 of 20",
    ]
    assert {(row[text.NAME], row[text.HOURS], row[text.PLAN]) for row in shown} == {
        ("1", 2.0, "\u20076\u201310\u00a0h")
    }


def test_the_lowest_chance_sorts_before_all_others() -> None:
    """Two thin blanks stand before its first letter, since single digits have one blank before them."""
    one = Member(candidate_id="1", as_of=TODAY, target=0.8, chance=0.01, moves_to=(0.0, 0.01))
    rows = [text.sortable(text.row(one)), text.sortable(text.row(replace(one, moves_to=(0.0, 0.2))))]
    assert {row[text.CHANCE] for row in rows} == {"\u200a\u200aalmost none of 20"}
    assert [row[text.NEXT_EXAM] for row in rows] == [
        "\u200a\u200aalmost none of 20",
        "\u200a\u200aup to \u20074 of 20",
    ]


def test_of_a_closed_exam_no_chance_is_shown() -> None:
    """Nor what is missing, as on the person's own pages."""
    one = Member(candidate_id="Ann", as_of=TODAY, target=0.8, chance=0.5, moves_to=(0.3, 0.7), is_closed=True)
    row = text.row(replace(one, missing=(Missing.PRACTICE_EXAMS,)))
    assert (row[text.BAND], row[text.CHANCE], row[text.NEXT_EXAM], row[text.MISSING]) == (text.CLOSED, "", "", "")


def test_a_booked_exam_day_is_marked() -> None:
    """In the table and its file."""
    one = Member(candidate_id="Ann", as_of=TODAY, target=0.8, exam_on=TODAY)
    assert [text.row(replace(one, is_booked=booked))[text.BOOKED] for booked in (True, False)] == ["yes", ""]


def test_numbers_of_people_have_separators() -> None:
    """As all large numbers in sentences."""
    quiet = Member(candidate_id="Ann", as_of=TODAY, target=0.8)
    report = GroupReport(as_of=TODAY, members=(quiet,) * 1200, n_estimated=0, domains=(), pairs=())
    assert text.headline(report) == "1,200 of 1,200 people need attention"
    assert text.sentence(report, shipped_blueprints()["AIF-C01"]).startswith("1,200 people have data")


def test_an_empty_file_says_what_to_do_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page_of("group", tmp_path / "none.duckdb", monkeypatch).title[0].value == common.EMPTY_TITLE


def test_nobody_with_evidence_leaves_the_chances_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [*of("Ann", [plan()]), *of("Ben", [plan()])]
    app = page_of("group", store_with(tmp_path, records).path, monkeypatch)
    assert "Nobody has a practice exam yet, so it is too early to tell." in plain_words(app)
    assert text.NO_PAIRS in plain_words(app)


@pytest.mark.parametrize(("records", "is_listed"), [(["Ann", "Ben"], True), (["Ann"], False)])
def test_the_page_is_listed_only_for_a_group(
    records: list[str], is_listed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = store_with(tmp_path, [record for name in records for record in of(name, [plan()])]).path
    new_page("group", database, monkeypatch)
    listed: list[Any] = []

    def navigation(shown: list[Any], **_: object) -> Any:
        listed.extend(shown)
        return shown[0]

    monkeypatch.setattr("dashboard.server.guard.Guard.is_in_use", True)
    monkeypatch.setattr(st, "navigation", navigation)
    app = AppTest.from_file(str(Path(environment.__file__).parent / "app.py"), default_timeout=LIMIT_S)
    app.run()
    assert [page.visibility for page in listed if page.url_path == "group"] == ["visible" if is_listed else "hidden"]


def test_the_file_has_no_formula() -> None:
    """A name that a spreadsheet would run gets an apostrophe; numbers stay numbers, and days are ISO."""
    rows = [{"Name": "=1+1", "n": -1, "on": TODAY, "x": None, "y": 2.5}]
    assert list(csv.reader(io.StringIO(csv_text([*rows[0]], (row.values() for row in rows)), newline=""))) == [
        ["Name", "n", "on", "x", "y"],
        ["'=1+1", "-1", "2026-11-25", "", "2.5"],
    ]


def test_bands_are_the_words_of_all_pages() -> None:
    assert {word for _, word in chances.LIKELIHOODS}.isdisjoint({*text.IS_OVER, text.TOO_EARLY})
    assert set(text.CONCERNS) == set(Concern)


def test_a_report_is_made_once_for_a_state_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another name for the file acts as another process, which remembers nothing. After a change it is made again."""
    store, made = store_with(tmp_path / "first", small_group()), Mock(side_effect=group_report)
    monkeypatch.setattr(reports, "group_report", made)
    paths = [store.path, *(tmp_path / f"again{n}.duckdb" for n in range(2))]
    for path in paths[1:]:
        path.symlink_to(store.path)
    first, again = (people(page_of("group", path, monkeypatch)) for path in paths[:2])
    assert repr(again) == repr(first)
    assert made.call_count == 1
    add_records(store, of("Fay", [plan()]))
    assert len(people(page_of("group", paths[2], monkeypatch))) == len(first) + 1
    assert made.call_count == 2

"""The landing page, by the state of the preparation."""

import html
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from analytics.records import Activity, CheckIn, ErrorCause, ExamOutcome, PlannedWeek, Record, StudyPlan
from analytics.reports.overview import Action
from dashboard import components, formatting, pages
from dashboard.pages import View
from dashboard.text import common
from dashboard.text import overview as text
from dashboard.text import week as week_text
from dashboard.views import overview
from tests.inputs.builders import TODAY, add_records, plan, practice_exam, rating, responses, session
from tests.inputs.pages import LIMIT_S, checked, new_page, page_of, plain_words, press, store_with, words

EXAM = "DEA-C01"
COUNTS = [(10, 13), (12, 16), (17, 23), (10, 13)]
FAR = date(2027, 1, 9)
YESTERDAY = TODAY - timedelta(days=1)


def taken(days: int, provider: str = "Shop") -> Sequence[Record]:
    return practice_exam(TODAY - timedelta(days=days), COUNTS, exam_code=EXAM, provider=provider)


def the_plan(exam_on: date | None = FAR, weeks: Sequence[PlannedWeek] = ()) -> StudyPlan:
    return replace(plan(exam_code=EXAM, exam_on=exam_on), weeks=tuple(weeks))


def outcome(day: date, *, is_passed: bool, score: float | None = None) -> Record:
    return ExamOutcome(taken_on=day, exam_code=EXAM, is_passed=is_passed, scaled_score=score)


def pictures(app: AppTest) -> str:
    """Return the plain HTML of a page, as it reads."""
    return html.unescape(" ".join(element.proto.body for element in app.get("html")))


def primaries(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.proto.type == "primary"]


def drawn(folder: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record]) -> AppTest:
    return page_of("overview", store_with(folder, records).path, monkeypatch)


STATES: dict[str, tuple[Sequence[Record], str, str]] = {
    "rated": (
        [the_plan(), *[rating(str(k), 2, exam_code=EXAM) for k in range(1, 5)]],
        "Week 8 of 14 · 45 days to the exam, Sat\u00a09\u00a0Jan",
        text.RATED,
    ),
    "in the middle": (
        [the_plan(), *taken(12), *taken(2)],
        "Week 8 of 14 · 45 days to the exam, Sat\u00a09\u00a0Jan",
        "of 20 people with this record would pass",
    ),
    "final week": ([the_plan(TODAY + timedelta(days=5)), *taken(12)], "5 days to the exam, Mon\u00a030\u00a0Nov", ""),
    "day over": ([the_plan(YESTERDAY), *taken(12)], "How did it go on Tue\u00a024\u00a0Nov?", ""),
    "passed": (
        [the_plan(FAR), *taken(12), outcome(YESTERDAY, is_passed=True, score=790)],
        "Passed on Tue\u00a024\u00a0Nov",
        "790",
    ),
    "failed": (
        [the_plan(YESTERDAY), *taken(12), outcome(YESTERDAY, is_passed=False)],
        "Failed on Tue\u00a024\u00a0Nov · retake from Tue\u00a08\u00a0Dec",
        "of 20 people with this record would pass",
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_title_hero_and_one_button(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """The title says where the preparation stands, and one button at most is primary; a pass leads to another exam."""
    links: list[View[Any]] = []
    monkeypatch.setattr(components, "link", lambda to, _label, **_: links.append(to))
    records, title, hero = STATES[state]
    app = drawn(tmp_path, monkeypatch, records)
    assert [one.value for one in app.title] == [title]
    assert hero in pictures(app)
    assert len(primaries(app)) == 1
    assert len(app.get("plotly_chart")) == 1
    assert (pages.START in links) == (state == "passed")


def test_days_of_an_earlier_year_are_shown_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the pages show the day of a pass of that year."""
    passed_on = date(2025, 11, 24)
    practice = practice_exam(passed_on - timedelta(days=9), COUNTS, exam_code=EXAM)
    new_page("overview", store_with(tmp_path, [*practice, outcome(passed_on, is_passed=True)]).path, monkeypatch)
    monkeypatch.setattr("dashboard.server.guard.Guard.is_in_use", True)
    app = checked(AppTest.from_file(str(Path(dashboard.__file__).with_name("app.py")), default_timeout=LIMIT_S).run())
    assert [one.value for one in app.title] == ["Passed on Mon\u00a024\u00a0Nov\u00a02025"]


@pytest.mark.parametrize(("records", "step"), [([], "1"), ([plan(exam_code=EXAM, starts_on=TODAY, exam_on=FAR)], "3")])
def test_the_setup_is_the_page_while_it_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: Sequence[Record], step: str
) -> None:
    """Its next step is open, above the outline of the preparation."""
    app = drawn(tmp_path, monkeypatch, records)
    assert next(folded.label[0] for folded in app.expander if folded.proto.expanded) == step
    assert len(app.get("plotly_chart")) == 1
    assert not app.get("download_button")


def test_a_final_week_lists_its_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each item has a sign and a word; the chance is in the first sentence, and how far it may move below its picture.

    The picture comes before the checklist, or it would be below a phone's first screen.
    No focus is asked for, and the note only once.
    """
    app = drawn(tmp_path, monkeypatch, STATES["final week"][0])
    assert "\u25cb **Review**: open" in words(app)
    first, people = (line for line in words(app).splitlines() if "people with this record would pass" in line)
    assert "checklist items done. About " in first
    assert app.columns[0].button or app.columns[0].text_area
    assert words(app).index("cs-person") < words(app).index("**Review**")
    assert people.count("cs-person") == 20 + len(text.PEOPLE_KEY)
    assert "\nOne more practice exam now (" in words(app)
    assert not app.selectbox
    headings = [head.value for head in app.header]
    assert week_text.NOTE_TITLE not in headings or headings.count(week_text.NOTE_TITLE) == len(app.text_area)


def test_the_last_exam_of_a_final_week_is_beside_the_weeks_unless_the_notes_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the column would hold nothing but the summary; with the notes in it, it would be the longer one."""
    reviewed = [session(TODAY - timedelta(days=k), 1.0, activity=Activity.REVIEW) for k in range(3)]
    slept = [CheckIn(on=TODAY - timedelta(days=k), sleep_h=8.0, evening_screen_min=20.0) for k in range(3)]
    ratings = [rating(str(k), 2, exam_code=EXAM) for k in range(1, 6)]
    records = [the_plan(TODAY + timedelta(days=5)), *taken(12), *taken(2), *reviewed, *ratings]
    for more, beside in (([], [week_text.NOTE_TITLE]), (slept, [text.EXAM_TILE])):
        app = drawn(tmp_path / beside[0], monkeypatch, [*records, *more])
        assert [head.value for head in app.columns[-1].header] == beside


@pytest.mark.parametrize("state", ["in the middle", "passed"])
def test_notes_have_a_heading_only_above_their_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    """Where none is asked for, the earlier ones are folded without it."""
    app = drawn(tmp_path, monkeypatch, [*STATES[state][0], CheckIn(on=TODAY - timedelta(days=9), note="less video")])
    assert week_text.EARLIER_TITLE in [folded.label for folded in app.expander]
    assert [head.value for head in app.header].count(week_text.NOTE_TITLE) == len(app.text_area)


def test_hours_that_were_logged_stand_below_the_setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They came before the plan, such as from a file."""
    sessions = [replace(session(TODAY - timedelta(days=k), 2.0), exam_code=EXAM) for k in (3, 9)]
    app = drawn(tmp_path, monkeypatch, sessions)
    assert next(folded.label[0] for folded in app.expander if folded.proto.expanded) == "2"
    assert text.SPINE.alt in str(app.get("plotly_chart")[0].proto)


def test_a_retired_exam_names_its_successors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the hero, and choosing one is the next action; no chance is stated and no focus is asked for."""
    store = store_with(tmp_path, [plan(exam_on=TODAY + timedelta(days=30)), *practice_exam(TODAY, COUNTS)])
    app = page_of("overview", store.path, monkeypatch)
    assert formatting.unescaped(app.title[0].value) == "MLS-C01 can no longer be booked"
    assert "- AWS Certified Machine Learning Engineer - Associate (MLA-C01)" in plain_words(app).replace("–", "-")
    assert primaries(app) == ["Choose an exam"]
    assert "would pass" not in pictures(app)
    assert "fix_focus" not in [button.key for button in app.button]


def test_a_retired_exam_without_a_record_says_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chart and tiles would say how to begin what can no longer be done."""
    app = drawn(tmp_path, monkeypatch, [rating("1", 2, exam_code="MLS-C01")])
    assert primaries(app) == ["Choose an exam"]
    assert not app.get("plotly_chart") and not app.get("download_button")


def test_wrong_answers_are_counted_by_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those without a cause come next, and the tile counts both kinds."""
    answered = responses("P", TODAY - timedelta(days=1), "-----+")
    rows = [
        replace(row, exam_code=EXAM, error_cause=ErrorCause.MISREAD if k < 2 else None)
        for k, row in enumerate(answered)
    ]
    app = drawn(tmp_path, monkeypatch, [the_plan(), *taken(12), *rows])
    assert "Say why 3 answers were wrong" in [header.value for header in app.header]
    assert "5 wrong answers" in pictures(app)
    assert "3 without a cause" in pictures(app)


def test_texts_of_a_file_are_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in a provider's name and in the plan's focus is shown as it stands."""
    weeks = (PlannedWeek(8, "# <b>all</b>"),)
    app = drawn(tmp_path, monkeypatch, [the_plan(weeks=weeks), *taken(12, "<b>Shop</b>"), *taken(2, "<b>Shop</b>")])
    assert r"\# \<b\>all\</b\>" in words(app)
    assert "<b>" not in " ".join(element.proto.body for element in app.get("html"))


def test_planned_and_done_are_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Last week's hours, this week's own words, and next week's focus with what the gaps would make of it."""
    own = plan(exam_code=EXAM, starts_on=date(2026, 11, 16), exam_on=FAR)
    weeks = (PlannedWeek(1, "2"), PlannedWeek(2, "*own*"), PlannedWeek(3, "4"))
    app = drawn(
        tmp_path, monkeypatch, [replace(own, weeks=weeks), *taken(2), session(date(2026, 11, 18), 2, domain_id="2")]
    )
    for start in ("**Last week**: ", r"**This week**: \*own\*", "**Next week**: "):
        assert start in words(app)
    assert "Otherwise it would be" in words(app)


def test_a_press_sets_the_next_weeks_focus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chosen focus goes into the plan; other weeks stay free."""
    store = store_with(tmp_path, [plan(exam_code=EXAM, starts_on=date(2026, 11, 23), exam_on=FAR), *taken(2)])
    app = page_of("overview", store.path, monkeypatch)
    app.selectbox[0].set_value("4").run()
    app = press(app, week_text.SET_FOCUS)
    assert [kept.weeks for kept in store.records(StudyPlan)] == [(PlannedWeek(2, "4"),)]
    assert week_text.FOCUS_SAVED in [note.value for note in app.success]


def test_a_booked_day_before_the_retake_opens_is_the_next_action(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card says why, and from which day on the exam can be taken again."""
    soon = TODAY + timedelta(days=9)
    booked = replace(the_plan(soon), booked_exam_on=soon)
    app = drawn(tmp_path, monkeypatch, [booked, *taken(12), outcome(YESTERDAY, is_passed=False)])
    assert primaries(app) == ["Change the exam day"]
    assert "Move your exam from Fri\u00a04\u00a0Dec" in words(app).splitlines()
    assert words(app).count("You cannot take") == 1
    closed = "You cannot take the exam on Fri\u00a04\u00a0Dec: you can retake it from Tue\u00a08\u00a0Dec."
    assert closed in words(app).splitlines()


def test_a_focus_that_the_gaps_contradict_is_the_next_action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card holds the choice itself, with the gaps' proposal, and the page asks for it once."""
    enough = session(TODAY, 10.0, domain_id="3")
    second = taken(2, "Other")
    app = drawn(tmp_path, monkeypatch, [the_plan(weeks=[PlannedWeek(9, "audit")]), *taken(12), *second, enough])
    assert app.header[0].value.startswith("Next week: ")
    assert len(app.selectbox) == 1
    assert app.selectbox[0].value != "audit"
    assert primaries(app) == [week_text.SET_FOCUS]


def test_notes_are_saved_in_the_check_in_of_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours of sleep stay; the note fills the form next time, and is literal among earlier ones."""
    store = store_with(tmp_path, [the_plan(), *taken(12), CheckIn(on=TODAY, sleep_h=7)])
    app = press(page_of("overview", store.path, monkeypatch), week_text.SAVE_NOTE)
    assert [error.value for error in app.error] == [week_text.NO_NOTE]
    app.text_area[0].set_value("went *well*\nless video")
    app = press(app, week_text.SAVE_NOTE)
    assert store.records(CheckIn) == [CheckIn(on=TODAY, sleep_h=7, note="went *well*\nless video")]
    app = page_of("overview", store.path, monkeypatch)
    assert app.text_area[0].value == "went *well*\nless video"
    assert "Wed\u00a025\u00a0Nov: went \\*well\\* less video" in words(app)


@pytest.mark.full
def test_a_note_that_was_written_elsewhere_is_not_replaced_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed stays in the box, and a second press saves it."""
    store = store_with(tmp_path, [the_plan(), *taken(12)])
    app = page_of("overview", store.path, monkeypatch)
    app.text_area[0].set_value("here")
    add_records(store, [CheckIn(on=TODAY, note="elsewhere")])
    app = press(app, week_text.SAVE_NOTE)
    assert [error.value for error in app.error] == [common.CHANGED_UNDER_FORM]
    assert (app.text_area[0].value, store.records(CheckIn)[0].note) == ("here", "elsewhere")
    press(app, week_text.SAVE_NOTE)
    assert store.records(CheckIn)[0].note == "here"


def test_a_focus_is_set_in_the_plan_as_it_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours that another window saved since the page was drawn stay."""
    store = store_with(tmp_path, [the_plan(), *taken(12)])
    app = page_of("overview", store.path, monkeypatch)
    monkeypatch.setattr("dashboard.session.own_database.plan", lambda _: replace(plan(exam_code=EXAM), lab_budget=77))
    press(app, week_text.SET_FOCUS)
    assert store.records(StudyPlan)[0].lab_budget == 77


def test_hours_are_compared_with_losses_once_there_are_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below that there is only the sentence."""
    for hours, is_compared in ((2.0, False), (6.0, True)):
        rows = [the_plan(), *taken(12), session(YESTERDAY, hours, domain_id="1")]
        app = drawn(tmp_path / str(hours), monkeypatch, rows)
        assert "In the practice exam of Fri\u00a013\u00a0Nov" in plain_words(app)
        assert (week_text.LAST_EXAM.title in [folded.label for folded in app.expander]) == is_compared


def test_every_action_is_done_somewhere() -> None:
    """Each has either a page or a part of this one."""
    assert {*overview.TARGETS, *overview.ON_THIS_PAGE} == set(Action)
    assert not set(overview.TARGETS) & set(overview.ON_THIS_PAGE)

"""Which rows of a file are studying, and whose they are, as the Import tab asks."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.errors import Question
from analytics.records import StudySession
from analytics.store import Store
from dashboard.text import mapping as text
from tests.inputs.builders import add_records, practice_exam
from tests.inputs.import_page import IMPORT, TOGGL, assign, choose, drop, page, sorted_sessions
from tests.inputs.pages import checked, plain_words, press


def test_projects_that_are_studying_are_chosen_and_assigned(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """First the projects with their hours, then their domains, which hold for all files, if one wants to."""
    app = drop(page(own, monkeypatch), ("toggl.csv", TOGGL))
    app = choose(app, text.ASKED[Question.ZONE], "Europe/Berlin")
    (projects,) = app.multiselect
    assert projects.options == ["AWS (2 entries, 2\u00a0h)", "Work (1 entry, 15\u00a0min)"]
    app = checked(projects.set_value(["AWS"]).run())
    assert "2 study sessions, 2\u00a0h" in plain_words(app)
    app.session_state[next(key for key in app.session_state if "_titles_AIF-C01_open" in str(key))] = True
    app = press(assign(checked(app.run()), "AWS", "1"), IMPORT)
    assert [(s.time_on_task_min, s.domain_id) for s in sorted_sessions(own)] == [(50, "1"), (70, "1")]
    press(drop(app, ("march.csv", TOGGL.replace(b"2026-03-0", b"2026-03-1"))), IMPORT)
    assert [s.domain_id for s in own.records(StudySession)] == ["1"] * 4


TEAM = b"""\
"User","Description","Duration","Project","Start date","Start time","Stop date","Stop time"
"*Bob*","Read chapter 1","0:50:00","AWS","2026-03-01","09:00:00","2026-03-01","09:50:00"
"Ann","Lab","0:15:00","AWS","2026-03-01","10:00:00","2026-03-01","10:15:00"
"Ann","Lab","1:10:00","AWS","2026-03-02","09:00:00","2026-03-02","10:10:00"
"""


def test_a_team_member_chooses_their_name(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name has its entries and time and is text, not markup; only the own entries are imported.

    One switch chooses all of them; the zone of this computer is the guess.
    """
    app = drop(page(own, monkeypatch), ("team.csv", TEAM))
    (people,) = [box for box in app.selectbox if box.label == text.ASKED[Question.PERSON]]
    assert people.options == ["Ann (2 entries, 1\u00a0h\u00a025)", "*Bob* (1 entry, 50\u00a0min)", text.ALL_MINE]
    app = choose(app, text.ASKED[Question.PERSON], "Ann")
    app = press(checked(app.toggle[0].set_value(True).run()), IMPORT)
    assert [session.time_on_task_min for session in own.records(StudySession)] == [15, 70]
    assert not any("Bob" in mapping for mapping in own.saved_mappings().values())


OWN_TEAM = b"Date,Minutes,Kto\n2026-03-01,30,Piotr\n2026-03-02,50,Anna\n2026-03-03,20,Anna\n"


def test_people_of_an_own_table_are_asked_about_once(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under any name of the column; the next such file needs no answer, and no name is stored but one's own."""
    app = drop(page(own, monkeypatch), ("log.csv", OWN_TEAM))
    app = press(choose(app, text.ASKED[Question.PERSON], "Anna"), IMPORT)
    assert sum(session.time_on_task_min for session in own.records(StudySession)) == 70
    assert not any("Piotr" in mapping for mapping in own.saved_mappings().values())
    press(drop(app, ("next.csv", OWN_TEAM + b"2026-03-04,40,Anna\n")), IMPORT)
    assert sum(session.time_on_task_min for session in own.records(StudySession)) == 110


@pytest.mark.parametrize(("shown", "is_said"), [("Ann", True), ("me", False)])
def test_rows_without_a_name_are_not_those_of_the_person_shown(
    own: Store, monkeypatch: pytest.MonkeyPatch, *, shown: str, is_said: bool
) -> None:
    """The page says so before the import, since forms add to whoever is shown."""
    rows = practice_exam(date(2026, 11, 1), [(7, 10)] * 5, exam_code="AIF-C01")
    add_records(own, [replace(row, candidate_id="Ann") for row in rows])
    app = page(own, monkeypatch)
    app.session_state["candidate"] = shown
    app = drop(app, ("mine.csv", b"started_at,time_on_task_min,activity\n2026-03-01,30,lab\n"))
    assert ("not for Ann" in plain_words(app)) is is_said
    press(app, IMPORT)
    assert [session.candidate_id for session in own.records(StudySession)] == ["me"]

"""The Import tab as a person uses it, and files to drop on it."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from analytics.records import StudySession
from analytics.store import Store
from dashboard.text import data as data_text
from dashboard.text import mapping as text
from tests.inputs.pages import checked, new_page

STUDY_LOG = b"""\
Timestamp,Date,Domain,Sub-Objective,Resources Used,Time Spent (Minutes),Notes,Confidence (1-5),Status
2026-03-01 20:11:05,2026-03-01,Fundamentals of AI and ML,,Whitepaper,50,read it twice,3,Done
2026-03-02 20:11:05,2026-03-02,Networking,,Video course,40,,2,Done
2026-03-03 20:11:05,2026-03-03,,,Video course,45,,2,Done
"""
TEST_LOG = b"""\
Timestamp,Date,Domain(s),Number of Questions,Score (%),Test Duration (Minutes),Test Type
2026-03-01 20:11:05,2026-03-01,Fundamentals of AI and ML (20%),20,75,30,Set A
2026-03-02 20:11:05,2026-03-02,"Fundamentals of AI and ML, Fundamentals of Generative AI",20,75,30,Set B
2026-03-03 20:11:05,2026-03-03,,20,77,30,Set C
"""
TOGGL = b"""\
"Description","Duration","Project","Tags","Start date","Start time","Stop date","Stop time"
"Read chapter 1","0:50:00","AWS","-","2026-03-01","09:00:00","2026-03-01","09:50:00"
"Standup","0:15:00","Work","-","2026-03-01","10:00:00","2026-03-01","10:15:00"
"Lab","1:10:00","AWS","-","2026-03-02","09:00:00","2026-03-02","10:10:00"
"""
DAY_LOG = b"""\
Date,Category,Minutes
2026-03-01,Sleep,480
2026-03-01,AWS,60
2026-03-02,Sleep,420
"""
GENERATIVE = "2 · Fundamentals of Generative AI"
IMPORT = data_text.IMPORT


def page(own: Store, monkeypatch: pytest.MonkeyPatch, *opened: str, tab: str = "import") -> AppTest:
    """Run a tab of the Data page with some of its sections open."""
    app = new_page(tab, own.path, monkeypatch)
    for section in opened:
        app.session_state[section] = True
    return checked(app.run())


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files])
    return checked(app.run())


def button(app: AppTest, label: str) -> Button:
    return next(button for button in app.button if button.label == label)


def choose(app: AppTest, label: str, value: object) -> AppTest:
    """Answer a question that offers a choice."""
    widgets = [*app.selectbox, *app.radio]
    widget = next(widget for widget in widgets if widget.label.startswith(label))
    return checked(widget.set_value(value).run())


def assign(app: AppTest, name: str, domain_id: str) -> AppTest:
    """Press the domain of a topic."""
    label = text.domain_of_topic(name)
    return checked(next(each for each in app.segmented_control if each.label == label).set_value(domain_id).run())


def columns_shown(app: AppTest) -> list[str]:
    """Return the columns in the table that asks what they are."""
    return next(list(frame.value[text.YOUR_COLUMN]) for frame in app.dataframe if text.YOUR_COLUMN in frame.value)


def edit(app: AppTest, part_of_key: str, edits: dict[int, dict[str, object]]) -> AppTest:
    """Change cells of a table as the browser would."""
    key = next(key for key in app.session_state if part_of_key in str(key))
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return checked(app.run())


def sorted_sessions(own: Store) -> list[StudySession]:
    return sorted(own.records(StudySession), key=lambda study: study.started_at.isoformat())

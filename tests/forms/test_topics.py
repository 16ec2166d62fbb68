"""Topics and titles get a domain on the Data page, before an import or after it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import Question
from analytics.estimation.selection import exams_of
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.records import Activity, DomainResult, Row, StudySession
from analytics.store import Store
from dashboard import components
from dashboard.text import data as data_text
from dashboard.text import imports as imports_text
from dashboard.text import mapping as text
from tests.inputs.builders import MADE_AT, session, store_with
from tests.inputs.import_page import (
    GENERATIVE,
    IMPORT,
    TEST_LOG,
    assign,
    button,
    choose,
    drop,
    edit,
    page,
    sorted_sessions,
)
from tests.inputs.pages import checked, plain_words, press, words


def test_the_nearest_domain_is_selected_and_all_others_can_be_set_at_once(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its score is shown; what a search finds is set by one press, and else what has no domain."""
    names = ("Basics of generative AI fundamentals", "S3 lakes", "S3 rivers", "Cooking", "Sewing")
    rows = "".join(f"2026-03-0{n},{name},1\n" for n, name in enumerate(names, start=1))
    app = drop(page(own, monkeypatch), ("log.csv", f"Date,Topic,Hours\n{rows}".encode()))
    near = suggested_domain(names[0], shipped_blueprints()["AIF-C01"])
    assert near is not None
    assert f"close to Fundamentals of Generative AI ({near.score} of 100)" in plain_words(app)
    app = checked(app.text_input[0].set_value("s3").run())
    shown = [each.label for each in app.segmented_control]
    assert shown == [text.set_all(2, "s3"), *map(text.domain_of_topic, names[1:3])]
    app = checked(app.segmented_control[0].set_value("4").run())
    assert app.text_input[0].value == ""
    assert app.segmented_control[0].label == text.set_all(2, "")
    app = press(checked(app.segmented_control[0].set_value("5").run()), IMPORT)
    assert [s.domain_id for s in sorted_sessions(own)] == ["2", "4", "4", "5", "5"]


def test_several_domains_in_one_cell_are_a_problem_of_their_row(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row has one domain or none; 75 % of 20 is 15 right, 77 % of 20 is not a whole number."""
    app = drop(page(own, monkeypatch), ("tests.csv", TEST_LOG))
    assert app.selectbox[0].value == "practice_exams"
    assert "1 new, 2 with problems" in plain_words(app)
    assert any("one result for several domains" in each.label for each in app.text_input)
    assert not app.segmented_control
    press(app, IMPORT)
    (result,) = [r for r in own.records(DomainResult) if r.form == "Set A"]
    assert (result.domain_id, result.n_items, result.n_correct, result.duration_min) == ("1", 20, 15, 30)


def test_titles_can_be_labeled_before_any_exam_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exam is optional then, for titles and for topics."""
    empty = Store(tmp_path / "new.duckdb")
    app = drop(page(empty, monkeypatch), ("log.csv", b"date,minutes,resource\n2026-03-14,50,Book\n"))
    assert not button(app, IMPORT).disabled
    app = choose(app, text.EXAM_OF_TITLES, "AIF-C01")
    app.session_state[next(key for key in app.session_state if "_titles_AIF-C01_open" in str(key))] = True
    press(assign(checked(app.run()), "Book", "1"), IMPORT)
    assert [s.domain_id for s in empty.records(StudySession)] == ["1"]
    assert exams_of(empty, "me") == ("AIF-C01",)
    empty.undo()
    app = drop(page(empty, monkeypatch), ("log.csv", b"date,minutes,topic\n2026-03-14,50,Lakes\n"))
    assert not button(app, IMPORT).disabled
    press(assign(choose(app, text.EXAM_OF_TITLES, "AIF-C01"), "Lakes", "1"), IMPORT)
    assert [s.domain_id for s in empty.records(StudySession)] == ["1"]


def test_rows_in_the_file_can_be_relabeled(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows without a domain are counted, relabeled by title, and the change can be undone."""
    with own.batch("test", made_at=MADE_AT) as batch:
        batch.add([Row("1", replace(session(date(2026, 11, 5), 2), resource="Course"))])
    app = page(own, monkeypatch, text.ASSIGN, data_text.IMPORTS, tab="file")
    assert "1 row (2\u00a0h of study) has no domain yet." in plain_words(app)
    assert list(app.dataframe[0].value[text.COLUMN_HOURS]) == ["2\u00a0h"]
    assert text.NOTHING_CHOSEN in press(app, text.ASSIGN_NOW).error[0].value
    app = edit(app, "titles_AIF-C01", {0: {text.COLUMN_DOMAIN: GENERATIVE}})
    app = press(app, text.ASSIGN_NOW)
    assert "1 row assigned." in plain_words(app)
    assert [s.domain_id for s in own.records(StudySession)] == ["2"]
    assert "no domain yet" not in plain_words(app)
    press(app, imports_text.UNDO_NOW)
    assert [s.domain_id for s in own.records(StudySession)] == [None]


def test_a_choice_never_passes_to_another_title(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are imported elsewhere meanwhile change the order of the titles; the choice is asked for again."""

    def study(hours: float, resource: str) -> None:
        with own.batch("test", made_at=MADE_AT) as batch:
            batch.add([Row("1", replace(session(date(2026, 11, 5), hours), resource=resource))])

    study(2, "Course")
    study(1, "Book")
    app = page(own, monkeypatch, text.ASSIGN, data_text.IMPORTS, tab="file")
    app = edit(app, "titles_AIF-C01", {0: {text.COLUMN_DOMAIN: GENERATIVE}})
    study(8, "Book")
    app = press(app, text.ASSIGN_NOW)
    assert text.NOTHING_CHOSEN in app.error[0].value
    assert {s.domain_id for s in own.records(StudySession)} == {None}


def test_the_import_tab_leads_to_the_open_titles(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The section is open when the tab of the file is drawn."""
    with own.batch("test", made_at=MADE_AT) as batch:
        batch.add([Row("1", replace(session(date(2026, 11, 5), 2), resource="Course"))])
    app = press(page(own, monkeypatch), components.as_link(text.ASSIGN))
    assert app.session_state[text.ASSIGN]


def test_titles_without_an_activity_are_listed_too(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The section is named after both, since the number of rows without a domain stands above it."""
    other = replace(session(date(2026, 11, 5), 2), resource="Course", domain_id="1", activity=Activity.OTHER)
    with own.batch("test", made_at=MADE_AT) as batch:
        batch.add([Row("1", other)])
    app = page(own, monkeypatch, text.ASSIGN, tab="file")
    assert text.ASSIGN_NOW in [button.label for button in app.button]
    assert "domain or activity" in text.ASSIGN


def test_without_an_exam_titles_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says that an exam comes first, or that nothing is unlabeled."""
    store = store_with(tmp_path, [session(date(2026, 11, 5), 2)])
    assert text.NEEDS_EXAM in words(page(store, monkeypatch, text.ASSIGN, tab="file"))
    store.undo()
    assert text.ALL_ASSIGNED in words(page(store, monkeypatch, text.ASSIGN, tab="file"))


def test_a_pasted_number_without_a_percent_sign_is_a_percentage(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is mapped like any other, and a notice says how the number was read."""
    app = page(own, monkeypatch, text.PASTE)
    app = press(checked(app.text_area[0].set_value("2026-03-07 Set 1\nThing,72\n").run()), text.PASTE_IMPORT)
    app = assign(app, "Thing", "5")
    assert "read as percent" in plain_words(app)
    press(app, IMPORT)
    (found,) = [one for one in own.records(DomainResult) if one.taken_at == date(2026, 3, 7)]
    assert (found.domain_id, found.n_correct, found.n_items) == ("5", 6, 9)  # 14 % of 65 questions


FRENCH = """\
Date,Domaine,Questions,Correctes
2026-03-01,Sécurité et conformité,20,14
2026-03-01,IA responsable,10,7
"""


def test_topics_in_another_language_are_one_question(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of them is a problem of its row, and Import waits for them."""
    app = drop(page(own, monkeypatch), ("resultats.csv", FRENCH.encode()))
    assert text.ASKED[Question.DOMAIN] in plain_words(app) and text.problems(2) not in plain_words(app)
    app = assign(app, "Sécurité et conformité", "5")
    press(assign(app, "IA responsable", "4"), IMPORT)
    found = {r.domain_id: r.n_correct for r in own.records(DomainResult) if r.taken_at == date(2026, 3, 1)}
    assert found == {"5": 14, "4": 7}

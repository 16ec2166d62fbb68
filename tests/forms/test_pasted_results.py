"""Results pasted on the Import tab."""

from datetime import date

import pytest

from analytics.errors import Question
from analytics.ingest.file_mapping import DateOrder
from analytics.records import DomainResult
from analytics.store import Store
from dashboard.text import mapping as text
from tests.inputs.import_page import IMPORT, STUDY_LOG, assign, button, choose, drop, page
from tests.inputs.pages import checked, plain_words, press


def test_pasted_results_ask_for_their_day(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each domain becomes a row; a percentage that contradicts its counts is a problem."""
    app = page(own, monkeypatch, text.PASTE)
    pasted = "Fundamentals of AI and ML: 72 % (13/18)\nFundamentals of Generative AI: 99 % (13/18)"
    app = press(checked(app.text_area[0].set_value(pasted).run()), text.PASTE_IMPORT)
    assert button(app, IMPORT).disabled
    (day,) = app.date_input
    app = checked(day.set_value(date(2026, 3, 7)).run())
    assert "1 new, 1 with problems" in plain_words(app)
    press(app, IMPORT)
    (result,) = [r for r in own.records(DomainResult) if r.taken_at == date(2026, 3, 7)]
    assert (result.domain_id, result.n_items, result.n_correct) == ("1", 18, 13)


def test_each_pasted_exam_has_a_day_of_its_own(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clear days are read; the others are asked about by line, one after the other."""
    app = page(own, monkeypatch, text.PASTE)
    pasted = "Set 1, 71 %, last week\nSet 2, 75 %, 3/5\nSet 3, 78 %, last month"
    app = press(checked(app.text_area[0].set_value(pasted).run()), text.PASTE_IMPORT)
    assert "3/5 is 3 May" in app.radio[0].options[0]
    app = choose(app, text.ASKED[Question.DATE_ORDER], DateOrder.MONTH_FIRST)
    for n, day in ((1, date(2026, 3, 7)), (3, date(2026, 2, 1))):
        assert button(app, IMPORT).disabled
        assert app.date_input[-1].label.startswith(f"{text.ASKED[Question.DAY]} Set {n}")
        app = checked(app.date_input[-1].set_value(day).run())
    press(app, IMPORT)
    found = {(r.form, r.taken_at) for r in own.records(DomainResult)}
    assert found >= {("Set 1", date(2026, 3, 7)), ("Set 2", date(2026, 3, 5)), ("Set 3", date(2026, 2, 1))}


def test_a_pasted_name_that_is_asked_about_is_no_problem_beside(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its buttons stand there; the page names no option of the command."""
    app = page(own, monkeypatch, text.PASTE)
    pasted = "2026-03-07 Set 1\nResponsible AI: 72 % (13/18)\nMixed bag: 50 % (4/8)"
    app = press(checked(app.text_area[0].set_value(pasted).run()), text.PASTE_IMPORT)
    assert text.domain_of_topic("Mixed bag") in [each.label for each in app.segmented_control]
    said = plain_words(app)
    assert "--map" not in said and text.problems(1) not in said
    press(assign(app, "Mixed bag", "5"), IMPORT)
    found = {r.domain_id: r.n_correct for r in own.records(DomainResult) if r.taken_at == date(2026, 3, 7)}
    assert found == {"4": 13, "5": 4}


def test_a_notice_names_what_is_on_the_page(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The buttons above are named, and no option of the command."""
    app = drop(page(own, monkeypatch), ("log.csv", STUDY_LOG))
    said = plain_words(app)
    assert "Choose the domain with the buttons above." in said and "--map" not in said


def test_a_percentage_of_an_exam_without_a_fixed_length_asks_for_it(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AZ-900 has 40 to 60 questions; 78 % of 50 is 39."""
    app = page(own, monkeypatch, text.PASTE)
    app = press(checked(app.text_area[0].set_value("AZ-900 Test 2, 78 %, 21 Oct").run()), text.PASTE_IMPORT)
    assert button(app, IMPORT).disabled
    checked(next(box for box in app.number_input if box.label == text.ASKED[Question.N_ITEMS]).set_value(50).run())
    press(app, IMPORT)
    (result,) = [one for one in own.records(DomainResult) if one.exam_code == "AZ-900"]
    assert (result.form, result.domain_id, result.n_correct, result.n_items) == ("Test 2", "total", 39, 50)


def test_pasted_text_without_results_is_refused(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason shows a valid line, and the text stays; an empty box is an error."""
    app = press(page(own, monkeypatch, text.PASTE), text.PASTE_IMPORT)
    assert app.error[0].value == text.NOTHING_PASTED
    app = press(checked(app.text_area[0].set_value("it went well").run()), text.PASTE_IMPORT)
    assert "52.38 % (11/21)" in plain_words(app)
    assert app.text_area[0].value == "it went well"
    whole = "2026-03-07 Set 1 AIF-C01\nTotal: 75.38 % (49/65)"
    app = press(checked(app.text_area[0].set_value(whole).run()), text.PASTE_IMPORT)
    assert app.text_area[0].value == ""

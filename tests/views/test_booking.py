"""The page book or wait."""

import html
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Checkbox, NumberInput

from analytics.blueprints import parser
from analytics.blueprints.model import CutScore, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.decision_inputs import DecisionInputs, inputs_from
from analytics.estimation.exam_form import CutBelief
from analytics.records import ExamOutcome, StudyPlan
from analytics.reports.decision.verdict import Verdict
from analytics.toml_table import MAX_NUMBER
from dashboard import environment, formatting
from dashboard.cli.main import main
from dashboard.text import booking as text
from dashboard.text import common
from tests.inputs.builders import TODAY, add_records, plan, practice_exam
from tests.inputs.pages import answer, checked, page_of, press, store_with
from tests.inputs.sizes import full

GOOD = [(12, 13), (15, 16), (21, 23), (12, 13)]
FAIR = [(10, 13), (12, 16), (17, 23), (10, 13)]
LOW = [(6, 13), (7, 16), (11, 23), (6, 13)]


def exams(counts: list[tuple[int, int]], exam_code: str = "DEA-C01") -> list[object]:
    """Make three practice exams from two providers within the last weeks."""
    days = (date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20))
    return [
        row
        for k, day in enumerate(days)
        for row in practice_exam(day, counts, exam_code=exam_code, provider=f"Provider {k % 2}")
    ]


def field(app: AppTest, label: str) -> NumberInput:
    """Return the number with a label."""
    return next(number for number in app.number_input if number.label == label)


@pytest.mark.parametrize(("code", "is_published"), [("CKA", True), ("TERRAFORM-004", False), ("DEA-C01", False)])
def test_a_published_passing_score_is_not_called_unpublished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, is_published: bool
) -> None:
    """The help of the passing score says where it comes from: from the provider, or not."""
    app = page_of("booking", store_with(tmp_path, [plan(exam_code=code)]).path, monkeypatch)
    assert (field(app, text.CUT_MEAN).help == text.CUT_PUBLISHED_HELP) is is_published


def test_a_passing_score_of_all_questions_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The field holds every score that an exam file may have."""
    exam = replace(shipped_blueprints()["CKA"], cut=CutScore(PassKind.PERCENT, 100.0, None, None))
    monkeypatch.setattr(parser, "_shipped", lambda _: exam)
    app = page_of("booking", store_with(tmp_path, [plan(exam_code="CKA")]).path, monkeypatch)
    assert field(app, text.CUT_MEAN).value == 100.0


def test_the_fee_of_a_beta_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the beta lasts, it is the fee that its file states."""
    beta = shipped_blueprints()["MLA-C02"]
    app = page_of("booking", store_with(tmp_path, [plan(exam_code=beta.code)]).path, monkeypatch)
    assert field(app, f"{text.FEE} (USD)").value == beta.beta_fee != beta.fee


def test_high_scores_are_booked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three practice exams at 92 % from two providers say book."""
    store = store_with(tmp_path, exams(GOOD))  # type: ignore[arg-type]
    assert "Book now" in answer(page_of("booking", store.path, monkeypatch))


def test_low_scores_are_not_booked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three practice exams at 46 % say wait, whatever the costs."""
    store = store_with(tmp_path, exams(LOW))  # type: ignore[arg-type]
    assert "Don't book" in answer(page_of("booking", store.path, monkeypatch))


def test_one_practice_exam_is_too_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one practice exam the page names what is missing and gives no verdict."""
    store = store_with(tmp_path, exams(GOOD)[:4])  # type: ignore[arg-type]
    shown = answer(page_of("booking", store.path, monkeypatch))
    assert common.VERDICTS[Verdict.TOO_LITTLE_DATA] in shown
    assert "two practice exams" in shown


def test_a_retired_exam_is_refused_also_for_an_earlier_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a retired exam the page gives the successors and no verdict, whichever day it shows."""
    store = store_with(
        tmp_path,
        [
            *practice_exam(date(2026, 3, 1), GOOD),
            *practice_exam(date(2026, 3, 8), GOOD),
            plan(starts_on=date(2026, 1, 5), exam_on=date(2026, 4, 10)),
        ],
    )
    app = page_of("booking", store.path, monkeypatch)
    app.session_state["as_of"] = date(2026, 3, 28)
    app.run()
    assert "was retired on 31\u00a0Mar\u00a02026 and can no longer be booked" in answer(app)
    assert "MLA-C01" in answer(app)
    assert not app.tabs


def test_a_day_that_has_passed_is_asked_about_until_another_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no verdict, and no day is chosen yet; today may be chosen, too."""
    store = store_with(tmp_path, [plan(exam_code="DEA-C01", exam_on=date(2026, 11, 24)), *exams(GOOD)])  # type: ignore[list-item]
    app = page_of("booking", store.path, monkeypatch)
    assert answer(app).startswith("How did it go on Tue\u00a024\u00a0Nov? Your planned exam day")
    assert app.date_input[0].value is None
    assert text.USE_DAY not in [button.label for button in app.button]
    assert not app.get("plotly_chart")
    for day, verdict in ((TODAY, "Book Wed\u00a025\u00a0Nov"), (date(2026, 12, 5), "Book Sat\u00a05\u00a0Dec")):
        app.date_input[0].set_value(day).run()
        assert answer(app).startswith(verdict)
        assert text.USE_DAY in [button.label for button in app.button]


def test_another_exam_day_changes_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer follows the chosen exam day and the candidate's estimate of the cut."""
    store = store_with(tmp_path, exams(GOOD))  # type: ignore[arg-type]
    app = page_of("booking", store.path, monkeypatch)
    app.date_input[0].set_value(date(2026, 12, 23)).run()
    assert "would pass on Wed\u00a023\u00a0Dec" in answer(app)
    field(app, text.CUT_MEAN).set_value(95.0).run()
    assert "95" in next(m.value for m in app.markdown if m.value.startswith("Expected score:"))
    assert "Don't book" in answer(app)


@pytest.mark.usefixtures("drawn_charts")
@pytest.mark.parametrize("exam_code", ["TERRAFORM-004", "GCP-PMLE", *full(["CISSP", "CKA"])])
def test_every_kind_of_exam_has_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exam_code: str) -> None:
    """Unpublished weights, no published mark, adaptive length and exact percents each make a page."""
    store = store_with(tmp_path, exams(GOOD[:3], exam_code))  # type: ignore[arg-type]
    app = page_of("booking", store.path, monkeypatch)
    reasons = "\n".join(m.value for m in app.markdown)
    assert ("no domain weights" in reasons) == (exam_code == "TERRAFORM-004")
    assert ("so the chance assumes one" in reasons) == (exam_code == "GCP-PMLE")
    assert text.MOVES_TITLE in [header.value for header in app.header]


def test_a_cost_that_is_entered_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a week, also of the assumed amount, turns the verdict to costs; until then they say nothing."""
    store = store_with(tmp_path, exams(FAIR))  # type: ignore[arg-type]
    app = page_of("booking", store.path, monkeypatch)
    assert "Wait: don't book yet" in answer(app)
    assert "cost" not in answer(app)
    label = common.in_currency(text.WEEK_LABEL, "USD")
    field(app, label).set_value(60.0).run()
    assert "Book now" in answer(app)
    assert "Your costs decide here: the chance alone is below your target" in answer(app)
    assert any(caption.value.startswith("Waiting a week, not counting") for caption in app.caption)


@pytest.mark.usefixtures("drawn_charts")
def test_what_is_set_counts_everywhere_and_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The target set here is that of the overview, the weekly page, the JSON and the terminal, until it is undone."""
    store = store_with(tmp_path, exams(FAIR))  # type: ignore[arg-type]
    arguments = ["--db", str(store.path), "--as-of", TODAY.isoformat(), "--format"]

    def printed(command: str, output_format: str) -> str:
        assert main([command, *arguments, output_format]) == 0
        return capsys.readouterr().out

    app = page_of("booking", store.path, monkeypatch)
    assert "Wait: don't book yet" in answer(app)
    assert text.UNDO not in [button.label for button in app.button]
    field(app, text.TARGET).set_value(50.0).run()
    assert "Book now" in answer(app)
    assert "your target of 50" in answer(app)
    answers = (json.loads(printed("readiness", "json")), json.loads(printed("report", "json"))["readiness"])
    assert [(one["verdict"], one["ready"]["target"]) for one in answers] == [("book", 0.50)] * 2
    assert "your target of 50 %" in printed("readiness", "text").replace("\u00a0", " ")
    for face in ("text", "html"):
        assert "your target of 50" in formatting.unescaped(html.unescape(printed("report", face)))
    again = page_of("booking", store.path, monkeypatch)
    assert field(again, text.TARGET).value == 50.0
    overview = page_of("overview", store.path, monkeypatch)
    assert "50 target" in overview.get("plotly_chart")[0].proto.spec
    press(app, text.UNDO)
    assert "Wait: don't book yet" in answer(app)
    assert field(app, text.TARGET).value == 80.0
    assert json.loads(printed("readiness", "json"))["ready"]["target"] == 0.80
    assert store.settings().drafts == ()


def test_an_undo_brings_back_nothing_that_another_window_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved is shown then, and the changes before it can no longer be undone."""
    store = store_with(tmp_path, exams(FAIR))  # type: ignore[arg-type]
    here, other = (page_of("booking", store.path, monkeypatch) for _ in range(2))
    field(here, text.TARGET).set_value(50.0).run()
    field(other, f"{text.FEE} (USD)").set_value(77.0).run()
    press(here, text.UNDO)
    assert [formatting.unescaped(error.value) for error in here.error] == [common.CHANGED_ELSEWHERE]
    assert (field(here, text.TARGET).value, field(here, f"{text.FEE} (USD)").value) == (50.0, 77.0)
    assert text.UNDO not in [button.label for button in here.button]


def test_every_field_is_saved_and_shown_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Costs, the free retake, a deadline and the passing score, also all at once; an emptied field is no longer set."""
    store = store_with(tmp_path, exams(GOOD))  # type: ignore[arg-type]
    app = page_of("booking", store.path, monkeypatch)
    given = {text.FEE: 80.0, text.WEEK_LABEL: 45.0, text.FAIL_LABEL: 0.0, text.ENDING_COST: 900.0}
    for label, amount in given.items():
        assert field(app, f"{label} (USD)").max == MAX_NUMBER, "what is read again"
        field(app, f"{label} (USD)").set_value(amount)
    for label, percent in ((text.CUT_MEAN, 66.0), (text.CUT_SPREAD, 1.5)):
        field(app, label).set_value(percent)
    next(one for one in app.checkbox if one.label == text.FREE_RETAKE).check()
    deadline = next(one for one in app.date_input if one.label == text.DEADLINE)
    assert deadline.value is None
    deadline.set_value(date(2026, 12, 24)).run()
    again = page_of("booking", store.path, monkeypatch)
    assert {label: field(again, f"{label} (USD)").value for label in given} == given
    assert [field(again, label).value for label in (text.CUT_MEAN, text.CUT_SPREAD)] == [66.0, 1.5]
    assert [one.value for one in again.date_input if one.label == text.DEADLINE] == [date(2026, 12, 24)]
    (saved,) = store.settings().drafts
    assert inputs_from(saved.value) == DecisionInputs(
        fee=80.0,
        week_cost=45.0,
        fail_cost=0.0,
        no_pass_cost=900.0,
        is_retake_free=True,
        deadline=date(2026, 12, 24),
        cut=CutBelief(0.66, 0.015),
    )
    field(app, f"{text.WEEK_LABEL} (USD)").set_value(None).run()
    next(one for one in app.date_input if one.label == text.DEADLINE).set_value(None).run()
    assert not {"week_cost", "deadline"} & set(store.settings().drafts[0].value.split())


def test_a_chosen_day_can_become_the_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button appears for a chosen day that is not planned, and saves it; without a plan it makes and names one."""
    store = store_with(tmp_path, exams(GOOD))  # type: ignore[arg-type]
    app = page_of("booking", store.path, monkeypatch)
    assert text.USE_DAY not in [button.label for button in app.button]  # today is only what the chance is for
    app.date_input[0].set_value(date(2026, 12, 12)).run()
    app.button(key="use_exam_day").click().run()
    (saved,) = store.records(StudyPlan)
    assert (saved.exam_code, saved.exam_on) == ("DEA-C01", date(2026, 12, 12))
    assert text.USE_DAY not in [button.label for button in app.button]
    assert "A new plan assumes 8" in app.success[0].value
    app.date_input[0].set_value(date(2026, 12, 19)).run()
    app.button(key="use_exam_day").click().run()
    assert app.success[0].value.startswith("Exam day saved. You can undo")


def test_a_planned_day_that_is_closed_is_no_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a retake opens: the answer is for the first open day, where the input begins, too.

    If the planned day is booked, the answer is to move it, and the input is empty.
    """
    fail = ExamOutcome(taken_on=date(2026, 11, 21), exam_code="DEA-C01", is_passed=False)
    planned = plan(exam_code="DEA-C01", starts_on=date(2026, 11, 2), exam_on=date(2026, 11, 28))
    store = store_with(tmp_path, [*exams(GOOD), fail, planned])  # type: ignore[list-item]
    app = page_of("booking", store.path, monkeypatch)
    assert "Book Sat\u00a05\u00a0Dec" in answer(app)
    assert "28\u00a0Nov" not in answer(app)
    assert (app.date_input[0].value, app.date_input[0].min) == (date(2026, 12, 5), date(2026, 12, 5))
    add_records(store, [replace(planned, booked_exam_on=planned.exam_on)])
    app = page_of("booking", store.path, monkeypatch)
    assert "Move your exam from Sat\u00a028\u00a0Nov" in answer(app)
    assert (app.date_input[0].value, app.date_input[0].min) == (None, date(2026, 12, 5))


@pytest.mark.parametrize("code", ["DEA-C01", "MLS-C01"])
def test_after_a_pass_there_is_nothing_to_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Neither a day nor a cost is asked for, no day is named and nothing computed, even after the exam's retirement."""
    passed = ExamOutcome(taken_on=date(2026, 11, 24), exam_code=code, is_passed=True)
    store = store_with(tmp_path, [*exams(GOOD, code), passed])  # type: ignore[list-item]
    app = page_of("booking", store.path, monkeypatch)
    assert "There is nothing left to book." in answer(app)
    assert not (app.date_input or app.expander)
    assert "Book" not in app.title[0].value


DAY = date(2026, 12, 12)


def booked(app: AppTest) -> Checkbox | None:
    """Return the checkbox of the booked day, None if it is not shown."""
    return next((one for one in app.checkbox if one.label == text.BOOKED), None)


def test_a_booked_day_is_saved_with_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages and commands then say to keep it; another exam day is not booked, and each step can be undone."""
    store = store_with(tmp_path, [*exams(GOOD), plan(exam_code="DEA-C01", exam_on=DAY)])  # type: ignore[list-item]

    def printed() -> Any:
        arguments = ["--db", str(store.path), "--as-of", TODAY.isoformat(), "--format", "json"]
        assert main(["readiness", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    before = printed()
    app = page_of("booking", store.path, monkeypatch)
    assert answer(app).startswith("Book Sat\u00a012\u00a0Dec")
    checked(booked(app).check().run())  # type: ignore[union-attr]  # it is shown
    assert answer(app).startswith("Keep Sat\u00a012\u00a0Dec")
    assert printed() == {**before, "is_booked": True}
    app.date_input[0].set_value(date(2026, 12, 19)).run()
    assert booked(app) is None
    assert answer(app).startswith("Keep Sat\u00a012\u00a0Dec")
    app.button(key="use_exam_day").click().run()
    assert answer(app).startswith("Book Sat\u00a019\u00a0Dec")
    assert booked(app).value is False  # type: ignore[union-attr]  # it is shown
    assert printed()["is_booked"] is False
    for is_booked in (True, False):
        store.undo()
        assert printed()["is_booked"] is is_booked


@pytest.mark.full
def test_a_day_that_another_window_changed_is_not_booked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so, and shows what is saved."""
    store = store_with(tmp_path, [*exams(GOOD), plan(exam_code="DEA-C01", exam_on=DAY)])  # type: ignore[list-item]
    here, other = (page_of("booking", store.path, monkeypatch) for _ in range(2))
    other.date_input[0].set_value(date(2026, 12, 19)).run()
    other.button(key="use_exam_day").click().run()
    booked(here).check().run()  # type: ignore[union-attr]  # it is shown
    assert [formatting.unescaped(error.value) for error in here.error] == [common.CHANGED_ELSEWHERE]
    assert [one.booked_exam_on for one in store.records(StudyPlan)] == [None]


def test_a_day_is_booked_only_where_something_can_be_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as of an earlier day, nor in a read-only dashboard."""
    store = store_with(tmp_path, [*exams(GOOD), plan(exam_code="DEA-C01", exam_on=DAY)])  # type: ignore[list-item]
    app = page_of("booking", store.path, monkeypatch)
    assert booked(app) is not None
    app.session_state["as_of"] = date(2026, 11, 23)
    assert booked(checked(app.run())) is None
    del app.session_state["as_of"]
    monkeypatch.setenv(environment.READ_ONLY_VARIABLE, "yes")
    assert booked(checked(app.run())) is None

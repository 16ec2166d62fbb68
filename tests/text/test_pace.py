"""Texts of pace."""

from dataclasses import replace
from datetime import date

from analytics.models.first_pass import FirstPass
from analytics.models.intervals import Interval
from analytics.reports.practice.pace import FlaggedQuestions, LimitSource, PaceReport
from analytics.reports.practice.paced_exams import PacedExam, PacedQuestion
from analytics.reports.practice.response_log import ResponseGroup
from dashboard.text import common
from dashboard.text import pace as text
from tests.inputs.builders import OPEN_EXAM

BLUEPRINT = replace(OPEN_EXAM, n_items_min=75, n_items_max=75)
QUESTIONS = tuple(PacedQuestion(k, float(k), k > 3, k == 2) for k in range(1, 5))
EXAM = PacedExam(
    practice_exam_id="p",
    day=date(2026, 11, 14),
    n_items=5,
    used_min=12.4,
    allowed_min=12.0,
    real_exam_left_min=-6.0,
    is_untimed=False,
    seen_share=0.0,
    questions=QUESTIONS,
)
AHEAD = FirstPass(Interval(172.4, 150.0, 196.2), Interval(0.31, 0.08, 0.62))
NONE = ResponseGroup(0, 0)
REPORT = PaceReport(
    as_of=date(2026, 11, 25),
    exam=BLUEPRINT,
    limit_min=3.0,
    own_limit_min=3.0,
    limit_source=LimitSource.PLANNED,
    reserve_min=30.0,
    exams=(EXAM,),
    n_recent_exams=1,
    n_recent_times=4,
    flags=FlaggedQuestions(NONE, NONE, NONE, NONE),
    outlook=AHEAD,
    outlook_with_limit=replace(AHEAD, run_out=Interval(0.02, 0.0, 0.1)),
)
TOO_FEW = replace(REPORT, outlook=None, outlook_with_limit=None)


def group(n_correct: int, n: int) -> ResponseGroup:
    return ResponseGroup(n, n_correct)


def test_the_answer_gives_the_chance_with_its_range() -> None:
    """It follows the minutes of a first pass."""
    assert text.answer(REPORT) == (
        "At your pace, a first pass of 75 questions takes about 172 of 180 minutes (150 to 196). The chance of running "
        "out of time is 31 % (8 to 62 %)."
    ).replace(" %", "\u00a0%")


def test_a_limit_has_its_source_and_its_effect() -> None:
    """From the plan, standard or tried; and the time that it allows for all questions."""
    assert text.limit(REPORT) == (
        "Your limit is 3 minutes per question (from your plan). If every question took that long, you would need 225 "
        "of 180 minutes."
    )
    assert "(tried here)" in text.limit(replace(REPORT, limit_min=2.25, limit_source=LimitSource.TRIED))
    standard = replace(REPORT, limit_min=4.8, own_limit_min=4.8, limit_source=LimitSource.STANDARD)
    assert f"4.8 minutes per question ({text.SOURCES[LimitSource.STANDARD]})" in text.limit(standard)


def test_the_first_pass_of_an_exam_adds_up() -> None:
    """The minutes used, allowed and left agree as they are written."""
    assert text.exam_sentence(EXAM, REPORT) == (
        "1 of 4 questions took more than 3 minutes, and 1 was flagged. The first pass took 12 of 12 minutes: 0 left. "
        "1 question without a time counts as average."
    )
    silent = replace(EXAM, n_items=4, questions=tuple(replace(q, is_flagged=None) for q in QUESTIONS))
    assert text.exam_sentence(silent, REPORT).endswith("12 of 12 minutes: 0 left.")
    assert "flagged" not in text.exam_sentence(silent, REPORT)
    assert "15 of 12 minutes, 3 over" in text.used_hover("p", replace(EXAM, used_min=15.2))
    assert text.used_hover("p", replace(EXAM, is_untimed=True)).endswith(", not timed")


def test_the_note_explains_the_bars() -> None:
    """Hollow bars are named only if there are any, and a selection only if there are more."""
    assert text.used_note(REPORT) == ""
    assert text.used_note(replace(REPORT, exams=(replace(EXAM, seen_share=0.5),))).endswith("which take less time.")
    many = replace(REPORT, exams=(EXAM,) * 10)
    assert text.used_note(many).startswith("Showing the latest 7 of 10 practice exams.")


def test_the_outlook_has_its_evidence() -> None:
    """Returning to questions is named only if the exam allows it."""
    assert text.outlook(REPORT) == (
        "With no question over 3 minutes, the chance of running out of time is 2 % (<1 to 10 %) rather than 31 % (8 to "
        "62 %). Returning to flagged questions comes on top. Based on 4 answer times to new questions in 1 practice "
        "exam."
    ).replace(" %", "\u00a0%")
    assert "Returning" not in text.outlook(replace(REPORT, exam=replace(BLUEPRINT, may_return=False)))


def test_a_limit_that_changes_nothing_is_not_compared() -> None:
    """The default of three minutes, say, where an exam gives one and a half."""
    same = text.outlook(replace(REPORT, outlook_with_limit=REPORT.outlook)).replace("\u00a0", " ")
    assert "the chance of running out of time stays at 31 % (8 to 62 %). Returning" in same


def test_too_few_answer_times_are_counted() -> None:
    """Without a chance, what it needs and what is there."""
    assert text.outlook(TOO_FEW).startswith("To estimate the chance of running out of time, Cutscore needs 20 answer")
    assert text.outlook(TOO_FEW).endswith("You have 4 so far.")


def test_flags_count_returns() -> None:
    """The table has a row only for the kinds that occur."""
    noted = replace(REPORT, flags=FlaggedQuestions(group(3, 4), group(1, 2), NONE, group(8, 10)))
    assert text.flags(noted).startswith("You flagged 6 of 16 questions and returned to 4 of them.")
    assert [row["Correct"] for row in text.flag_rows(noted)] == ["3 of 4", "1 of 2", "8 of 10"]
    unknown = replace(REPORT, flags=FlaggedQuestions(NONE, NONE, group(1, 2), NONE))
    assert "returns are not recorded" in text.flags(unknown)
    assert text.flags(replace(REPORT, exam=replace(BLUEPRINT, may_return=False))).startswith(text.NO_RETURN)


def test_the_answer_without_a_chance_or_a_time() -> None:
    """It gives the last practice exam's pace, or says that none is known."""
    took = "Your practice exam of Sat\u00a014\u00a0Nov took 2.5 minutes per question."
    of_last = f"{took} The real exam gives you 2.4 minutes."
    assert text.answer(TOO_FEW) == of_last
    varies = text.answer(replace(TOO_FEW, exam=replace(BLUEPRINT, n_items_min=60)))
    assert varies == f"{took} The real exam gives you 2.4 minutes with 75 questions, 3.0 with 60."
    untimed = replace(EXAM, is_untimed=True, used_min=5.0, day=date(2026, 11, 15))
    assert text.answer(replace(TOO_FEW, exams=(EXAM, untimed))) == of_last
    assert "of Sun\u00a015\u00a0Nov (not timed) took 1.0" in text.answer(replace(TOO_FEW, exams=(untimed,)))
    assert "no practice exam has a time yet" in text.answer(replace(TOO_FEW, exams=()))


def test_the_inputs_have_a_level_only_with_a_range() -> None:
    """The level of a range is an input only if there is a range."""
    assert ("Ranges", common.range_level(0.9)) in text.inputs(REPORT)
    assert ("Ranges", common.range_level(0.9)) not in text.inputs(TOO_FEW)

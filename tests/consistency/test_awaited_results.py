"""Once the exam day has come and its result is not known, no page and no command speaks of an exam ahead."""

from datetime import timedelta
from pathlib import Path

import pytest

from analytics.estimation.candidate import fit_candidates
from analytics.records import Record
from analytics.reports.decision.booking import booking_report
from analytics.reports.decision.readiness import readiness_of_all
from analytics.reports.decision.verdict import Missing, Verdict
from analytics.reports.outcomes.exam_day import exam_day_report
from analytics.reports.planning.next_practice_exam import next_forecast
from analytics.reports.planning.study_next import StudyReason
from analytics.reports.practice.stabilization import stabilization_report
from analytics.reports.study.final_week import final_week_report
from analytics.reports.this_week import week_report
from dashboard.outputs import weekly_page
from dashboard.outputs.readiness_json import readiness_json
from dashboard.text import booking, exam_day, stabilization, terminal_reports, terminal_week, verdicts, week
from tests.inputs.builders import TODAY, candidate_of, fitted_from, plan, practice_exam, store_with

CODE = "DEA-C01"
PRACTICE: list[Record] = [
    row
    for days in (30, 20, 10)
    for row in practice_exam(TODAY - timedelta(days=days), [(12, 13), (15, 16), (21, 23), (12, 13)], exam_code=CODE)
]
OF_AN_EXAM_AHEAD = (
    "Book ",
    "Wait",
    "would pass",
    "practice exam:",
    "One more practice exam",
    "an exam day",
    "Study next",
)


@pytest.mark.parametrize(("days", "title"), [(1, "How did it go on Tue\u00a024\u00a0Nov?"), (0, "Your exam is today")])
def test_every_page_and_command_asks_for_the_result(days: int, title: str) -> None:
    """All have one title, and none gives a verdict, a next practice exam or a domain to study."""
    exam_on = TODAY - timedelta(days=days)
    candidate = fitted_from([plan(exam_code=CODE, exam_on=exam_on), *PRACTICE], exam_code=CODE)
    report, weekly, settled = booking_report(candidate), week_report(candidate), stabilization_report(candidate)
    titles = {
        verdicts.headline(report.readiness),
        exam_day.headline(exam_day_report(candidate), final_week_report(candidate)),
        week.title(weekly),
        stabilization.next_step(settled),
    }
    assert titles == {title, week.answer(weekly)}
    assert booking.sentence(report) == week.answer(weekly)
    texts = [terminal_reports.readiness(report.readiness), terminal_week.week(weekly), weekly_page.page(weekly)]
    assert all(title.replace("\u00a0", " ") in text.replace("\u00a0", " ") for text in texts)
    assert [words for words in OF_AN_EXAM_AHEAD if any(words in text for text in texts)] == []
    assert next_forecast(candidate) is None


def test_one_of_many_awaits_the_same_result(tmp_path: Path) -> None:
    """The answers of `--all` and of a page name the day and lack no exam day; another day asked for has a verdict."""
    store = store_with(tmp_path, [plan(exam_code=CODE, exam_on=TODAY - timedelta(days=1)), *PRACTICE])
    candidate, later = candidate_of(store, exam_code=CODE), TODAY + timedelta(days=9)
    with store.reading():
        fitted = fit_candidates(store, candidate.blueprint, ["me"], TODAY)
    (among,) = readiness_of_all(fitted, exam_days=fitted.exam_days)
    alone = booking_report(candidate).readiness
    for answer in (among, alone):
        assert answer.awaited_result_on == TODAY - timedelta(days=1)
        assert Missing.EXAM_DATE not in answer.missing
        assert (answer.study_next.reason, answer.next_practice_exam_on) == (StudyReason.RESULT_DUE, None)
        assert readiness_json(answer)["awaited_result_on"] == "2026-11-24"
    for answer in (
        booking_report(candidate, exam_on=later).readiness,
        *readiness_of_all(fitted, exam_days={"me": later}),
    ):
        assert answer.awaited_result_on is None
        assert verdicts.headline(answer) == "Book Fri\u00a04\u00a0Dec"
        assert answer.verdict is Verdict.BOOK

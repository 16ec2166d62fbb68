"""Stable, ready and genuine: the same value and reason on every face."""

import html
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.cohort import CohortUse
from analytics.estimation.evidence_counts import EvidenceCounts
from analytics.models.stability import StabilityVerdict, StabilityWord
from analytics.records import Record
from analytics.reports.decision.readiness_answer import Readiness, TargetScore
from analytics.reports.decision.verdict import Caveat, GenuineReason, Missing, StabilityGap, StatementVerdict
from analytics.reports.practice.stabilization import StabilizationReport, stabilization_report
from analytics.reports.this_week import WeekReport, week_report
from dashboard import formatting
from dashboard.outputs import weekly_page
from dashboard.outputs.readiness_json import readiness_json
from dashboard.outputs.week_json import week_json
from dashboard.text import (
    common,
    method_inputs,
    stabilization,
    statements,
    terminal,
    terminal_reports,
    terminal_week,
)
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam

EXAM = "DEA-C01"


def steady(n_correct: int, n: int) -> list[Record]:
    """Return a practice exam of 80 questions every third day, by two providers in turn."""
    return [
        row
        for k in range(n)
        for row in practice_exam(
            TODAY - timedelta(days=3 * k + 1), [(n_correct, 20)] * 4, exam_code=EXAM, provider=f"P{k % 2}"
        )
    ]


def risen() -> list[Record]:
    """Return scores that rise from a third to nearly all within three weeks."""
    return [
        row
        for k in range(12)
        for row in practice_exam(
            TODAY - timedelta(days=3 * k + 1), [(57 if k < 5 else 21, 60)] * 4, exam_code=EXAM, provider=f"P{k % 2}"
        )
    ]


def reports_of(records: Sequence[Record]) -> tuple[StabilizationReport, WeekReport]:
    own = plan(exam_code=EXAM, exam_on=TODAY + timedelta(weeks=1))
    candidate = fitted_from([own, *records], exam_code=EXAM)
    return stabilization_report(candidate), week_report(candidate)


@pytest.fixture(scope="module")
def settled() -> tuple[StabilizationReport, WeekReport]:
    """Return reports on a steady high score of two providers."""
    return reports_of(steady(19, 16))


@pytest.fixture(scope="module")
def answer(settled: tuple[StabilizationReport, WeekReport]) -> Readiness:
    return settled[0].readiness


def verdicts(answer: Readiness) -> tuple[str, str, str]:
    return answer.stability.verdict.value, answer.ready.value, answer.genuine.value


def assert_faces_agree(answer: Readiness, week: WeekReport) -> None:
    """Compare both JSON documents, both texts and the printed page with the statements of the page."""
    for document in (readiness_json(answer), readiness_json(week.readiness), week_json(week)):
        assert isinstance(document, dict)
        inner = document.get("readiness", document)
        assert isinstance(inner, dict)
        values = [inner[key] for key in ("stability", "ready", "genuine")]
        assert tuple(value["verdict"] for value in values if isinstance(value, dict)) == verdicts(answer)
    printed = html.unescape(weekly_page.page(week))
    texts = [terminal_reports.readiness(answer), terminal_week.week(week)]
    for name, _, value, reason in statements.rows(answer):
        plain = formatting.unescaped(reason)
        assert f"{name} {value}. {plain}" in printed
        for text in texts:
            assert f"{value}. {terminal.literal(plain)}" in text
            assert f"{name.removesuffix('?')}:" in text


@pytest.mark.parametrize(
    ("records", "stability", "genuine"), [([], "cannot_tell", "cannot_tell"), (risen(), "moving", "yes")]
)
def test_every_face_says_the_same(records: list[Record], stability: str, genuine: str) -> None:
    """The page, both texts, both JSON documents and the weekly page agree, each with its reason."""
    page, week = reports_of(records)
    assert verdicts(page.readiness)[::2] == (stability, genuine)
    assert_faces_agree(page.readiness, week)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("stable", "yes", "yes")),
        ({"ready": StatementVerdict.NO}, ("stable", "no", "yes")),
        (
            {
                "genuine": StatementVerdict.CANNOT_TELL,
                "genuine_reasons": (GenuineReason.ONE_FORM,),
                "counts": EvidenceCounts(n_items=520, n_exams=8, n_new_in_window=520, n_forms_in_window=1),
            },
            ("stable", "yes", "cannot_tell"),
        ),
        (
            {"genuine": StatementVerdict.NO, "genuine_reasons": (GenuineReason.MOSTLY_SEEN_BEFORE,)},
            ("stable", "yes", "no"),
        ),
        (
            {"ready": StatementVerdict.NO, "target_score": TargetScore(97.0, 1.2, 50)},
            ("stable", "no", "yes"),
        ),
    ],
)
def test_every_face_has_every_verdict(
    settled: tuple[StabilizationReport, WeekReport], changes: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    """Every face shows each verdict of a settled score with its reason."""
    page, week = settled
    answer = replace(page.readiness, **changes)
    assert verdicts(answer) == expected
    assert_faces_agree(answer, replace(week, readiness=answer))


def test_what_is_missing_is_named_in_the_json() -> None:
    """One practice exam is too few for stability and for readiness, and all faces say so."""
    page, week = reports_of(steady(15, 1))
    assert_faces_agree(page.readiness, week)
    document = readiness_json(page.readiness)
    assert isinstance(document, dict)
    stability, ready = document["stability"], document["ready"]
    assert isinstance(stability, dict)
    assert stability["reasons"] == ["too_few_exams", "none_before_window"]
    assert ready == {"verdict": "cannot_tell", "target": 0.8, "reasons": ["practice_exams"]}


def test_each_value_has_its_words(answer: Readiness) -> None:
    """Each value of a statement has its own reason."""
    moving = replace(answer.stability, word=StabilityWord.MOVING)
    assert statements.rows(replace(answer, stability=moving))[0][2] == "Still moving"
    assert "reaches your target" in statements.ready(answer)
    assert "is below your target" in statements.ready(replace(answer, ready=StatementVerdict.NO))


@pytest.mark.parametrize(
    ("percent", "more", "n_items", "expected"),
    [
        (
            78.4,
            2.7,
            50,
            "Your target of 80 % takes an expected score of 78 % rather than 73 %: about 3 more",
        ),
        (
            75.6,
            1.7,
            65,
            "Your target of 80 % takes an expected score of 76 % rather than 73 %: about 2 more",
        ),
        (
            75.4,
            2.4,
            100,
            "Your target of 80 % takes an expected score of 75 % rather than 73 %: about 2 more",
        ),
        (
            75.4,
            1.6,
            65,
            "Your target of 80 % takes an expected score of 75 % rather than 73 %: about 1 more",
        ),
        (81.0, 0.4, 5, "Your target of 80 % takes an expected score of 81 % rather than 73 %."),
        (73.2, 0.6, 300, "is below your target of 80 %."),
        (
            None,
            None,
            50,
            "is below your target of 80 %. No score would reach that: the passing score is too uncertain.",
        ),
    ],
)
def test_how_far_the_target_is_has_its_words(
    answer: Readiness, percent: float | None, more: float | None, n_items: int, expected: str
) -> None:
    """Below the target, the expected score that it takes stands beside the present one, where both differ."""
    now = replace(answer.percent_correct, value=73.0)
    score = TargetScore(percent, more, n_items)
    below = replace(answer, ready=StatementVerdict.NO, percent_correct=now, target_score=score)
    assert expected in statements.ready(below).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("n_new", "n_forms", "expected"),
    [
        (
            0,
            0,
            "In the last three weeks you answered none of the 100 new questions needed. The new questions must come",
        ),
        (
            1,
            1,
            "In the last three weeks you answered 1 of the 100 new questions needed. The new questions must come",
        ),
    ],
)
def test_what_makes_the_evidence_genuine_is_counted(answer: Readiness, n_new: int, n_forms: int, expected: str) -> None:
    """The reasons name the questions that are there and the sets that are not."""
    few = replace(
        answer,
        genuine=StatementVerdict.CANNOT_TELL,
        genuine_reasons=(GenuineReason.TOO_FEW_NEW_QUESTIONS, GenuineReason.ONE_FORM),
        counts=replace(answer.counts, n_new_in_window=n_new, n_forms_in_window=n_forms),
    )
    assert statements.genuine(few).startswith(expected)
    short = statements.genuine(replace(few, genuine_new_items=34))
    assert short.startswith(expected.replace("of the 100 new", "of the 34 new"))


@pytest.mark.parametrize(
    ("n_seen", "found"),
    [
        (0, "130 questions from 2 sets, none recorded as repeated."),
        (9, "130 new questions from 2 sets, and fewer repeated ones."),
    ],
)
def test_questions_are_called_new_where_others_are_recorded_as_repeated(
    answer: Readiness, n_seen: int, found: str
) -> None:
    """Without any, nobody may have said which were."""
    counts = replace(answer.counts, n_new_in_window=130, n_forms_in_window=2, n_seen_in_window=n_seen)
    new = replace(answer, genuine=StatementVerdict.YES, counts=counts)
    assert statements.genuine(new) == f"In the last three weeks you answered {found}"


def test_questions_of_a_published_pool_are_neither_new_nor_repeated(answer: Readiness) -> None:
    """Those seen before count as new."""
    counts = replace(answer.counts, n_new_in_window=99, n_forms_in_window=2, n_seen_in_window=0)
    public = replace(answer, genuine=StatementVerdict.YES, counts=counts, reasons=(Caveat.QUESTIONS_ARE_PUBLIC,))
    assert statements.genuine(public) == "In the last three weeks you answered 99 questions from 2 sets."


@pytest.mark.parametrize(
    ("cohort", "sentence"),
    [
        (CohortUse(), "not used"),
        (CohortUse(n_candidates=210), "how the 210 candidates of this file differ"),
        (
            CohortUse(40, 24, 1, 0),
            "how the 40 candidates of this file differ, how easy 24 questions are and 1 exam result",
        ),
        (CohortUse(0, 0, 60, 45), "60 exam results (45 with a score)"),
    ],
)
def test_what_is_taken_from_others_is_named(cohort: CohortUse, sentence: str) -> None:
    """The text names what of other candidates is used: scales, questions and real results."""
    assert common.other_candidates(cohort) == sentence


@pytest.mark.parametrize(("last", "against"), [(50, True), (82, False)])
def test_what_speaks_against_a_settled_score_stands_beside_it(last: int, *, against: bool) -> None:
    """A score below its forecast is named on every face."""
    shares = [(82, 80), (68, 81), (54, 82), *[(20 - 2 * k, 82) for k in range(9)], (2, last)]
    counts = [(days, [(round(n * share / 100), n) for n in (13, 16, 23, 13)]) for days, share in shares]
    rows = [row for days, own in counts for row in practice_exam(TODAY - timedelta(days=days), own, exam_code=EXAM)]
    report, week = reports_of(rows)
    assert report.readiness.stability.verdict is StabilityVerdict.STABLE
    with formatting.days_as_of(TODAY):
        faces = [terminal_week.week(week), terminal_reports.readiness(week.readiness)]
        missed = "Your practice exam of Mon\u00a023\u00a0Nov scored 49\u00a0%, below the forecast of "
        assert statements.scored(report.readiness.missed_forecast).startswith(missed) is against
        shown = missed.replace("\u00a0", " ")
        assert [shown in face for face in faces] == [against] * 2


def test_after_a_pause_what_stability_needs_is_counted_from_its_end(answer: Readiness) -> None:
    """The pause is named, and without one nothing is said of it."""
    gaps = (StabilityGap.TOO_FEW_EXAMS, StabilityGap.NONE_BEFORE_WINDOW)
    counts = replace(answer.counts, n_exams=5, n_exams_since_pause=2, first_on=TODAY, begun_on=TODAY)
    early = replace(answer, stability=replace(answer.stability, gaps=gaps), counts=counts)
    said = "Stability needs at least three practice exams{0}, the first at least three weeks ago. You have two."
    assert statements.gaps(early) == said.format("")
    back = replace(early, counts=replace(counts, first_on=TODAY - timedelta(days=300)))
    assert statements.gaps(back) == said.format(" since your last pause")


def test_counts_side_by_side_have_the_same_separator(settled: tuple[StabilizationReport, WeekReport]) -> None:
    """A large count has a comma, and so has the part of it that was seen before."""
    counts = EvidenceCounts(n_items=5400, n_seen=3240, n_exams=60)
    assert common.evidence(counts) == "Based on 5,400 questions (3,240 seen before) in 60 practice exams."
    inputs = dict(method_inputs.readiness(replace(settled[0].readiness, counts=counts)))
    assert (inputs["Questions answered"], inputs["Seen before"]) == ("5,400", "3,240")


@pytest.mark.parametrize("over", [{"passed_on": TODAY}, {"awaited_result_on": TODAY - timedelta(days=3)}])
def test_without_an_exam_day_ahead_no_chance_is_explained(
    over: dict[str, Any], settled: tuple[StabilizationReport, WeekReport]
) -> None:
    """The pages show none then, and today is no exam day."""
    chance = {"Exam day", "Expected score", "Chance of passing"}
    ready = settled[0].readiness
    assert chance <= dict(method_inputs.readiness(ready)).keys()
    assert chance.isdisjoint(dict(method_inputs.readiness(replace(ready, **over))))


def test_sets_are_said_to_need_names() -> None:
    """Practice exams of one provider without a name of their set count as one set."""
    asked = (common.MISSING[Missing.SECOND_FORM_OR_PROVIDER], statements.GENUINE_REASONS[GenuineReason.ONE_FORM])
    assert all("named sets" in words for words in asked)


def test_after_a_pass_no_statement_asks_for_more(settled: tuple[StabilizationReport, WeekReport]) -> None:
    """The exam is over, so there is none."""
    answer = replace(settled[0].readiness, passed_on=TODAY)
    assert statements.rows(answer) == []
    unsure = replace(answer, genuine=StatementVerdict.CANNOT_TELL, genuine_reasons=(GenuineReason.ONE_FORM,))
    assert "You need" not in terminal_reports.readiness(unsure)


def test_the_practice_page_opens_with_a_pass(settled: tuple[StabilizationReport, WeekReport]) -> None:
    """What stability would need is asked of nobody who has passed; what was known of it is kept."""
    for report, rest in ((settled[0], statements.stayed_within(settled[0].readiness)), (reports_of([])[0], "")):
        passed = replace(report, readiness=replace(report.readiness, passed_on=TODAY))
        assert stabilization.answer(passed) == "Passed on Wed\u00a025\u00a0Nov"
        assert stabilization.sentence(passed) == rest


def test_what_to_do_says_as_surely_as_the_title_that_a_low_score_has_settled() -> None:
    low, _ = reports_of(steady(8, 14))
    assert low.is_stable_and_low
    for word, said in ((StabilityWord.SETTLED, "settled"), (StabilityWord.PROBABLY_SETTLED, "probably settled")):
        ready = replace(low.readiness, stability=replace(low.readiness.stability, word=word))
        assert stabilization.next_step(replace(low, readiness=ready)).startswith(f"Your score has {said}, but your")
        assert stabilization.next_step(replace(low, readiness=ready)).endswith("study more, or change how you study.")


def test_no_chance_of_having_settled_stands_where_the_window_begins_before_practice() -> None:
    """It would be of the movement since the first practice exam, which is none on that day."""
    name = "Chance that your level moved by no more than the band"
    first = stabilization_report(fitted_from(practice_exam(TODAY, [(15, 20)] * 4)))
    assert name not in dict(stabilization.inputs(first))
    assert name in dict(stabilization.inputs(reports_of(steady(14, 10))[0]))


def test_the_effect_of_repeated_questions_is_none_where_the_exam_repeats_them() -> None:
    """Some are recorded as seen, so the page says why they have no effect."""
    seen = practice_exam(TODAY, [(15, 20)] * 4, exam_code=EXAM, n_seen=9)
    public = replace(shipped_blueprints()[EXAM], has_public_items=True)
    report = stabilization_report(fitted_from(seen, blueprint=public))
    assert stabilization.inflation(report) == common.REASONS[Caveat.QUESTIONS_ARE_PUBLIC]

"""Texts of the plan, of the exam's card and of the first steps."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.blueprints.model import ExamBlueprint, PassKind
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.attempts import NO_ATTEMPTS, Attempt, Attempts
from analytics.estimation.candidate import FittedCandidate
from analytics.records import ExamOutcome, PlannedWeek, Record, StudyPlan
from analytics.reports.planning.plan_weeks import PlannedHours
from analytics.reports.study.plan import PlanReport, plan_report
from dashboard import formatting
from dashboard.text import audit as rating_text
from dashboard.text import exam_card
from dashboard.text import plan as text
from dashboard.text import start as start_text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, rating, session

EXAM = "DEA-C01"
MONDAY = date(2026, 11, 23)
EXAM_ON = date(2027, 1, 16)
EXAMS = shipped_blueprints()


def report_of(records: Iterable[Record], *, as_of: date = TODAY) -> PlanReport:
    """Report on the plan of some records, beside a plan of another exam."""
    return plan_report(fitted_from([plan(exam_code="OTHER"), *records], exam_code=EXAM, as_of=as_of))


@pytest.fixture(scope="module")
def candidate() -> FittedCandidate:
    """A candidate of whom only a plan of another exam is known."""
    return fitted_from([plan(exam_code="OTHER")], exam_code=EXAM)


def with_plan(candidate: FittedCandidate, own: StudyPlan | None) -> PlanReport:
    """Return the report of this candidate with a plan."""
    return plan_report(replace(candidate, written_plan=own))


def own_plan(*weeks: PlannedWeek, starts_on: date = MONDAY, exam_on: date | None = EXAM_ON) -> StudyPlan:
    return replace(plan(exam_code=EXAM, starts_on=starts_on, exam_on=exam_on), weeks=weeks)


def test_a_pass_ends_the_plan_on_its_day() -> None:
    """After a pass neither a week nor the exam day is named."""
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    answer = text.answer(report_of([own_plan(PlannedWeek(1, "2")), passed]))
    assert answer == "Your plan ended on Wed\u00a025\u00a0Nov."


def test_a_practice_exam_whose_day_is_over_is_not_ahead() -> None:
    """Three days before the exam it is not taken: from the next day on, the running week says that it was not added."""
    own = own_plan(starts_on=date(2026, 8, 31), exam_on=date(2026, 11, 26))
    said = []
    for as_of in (MONDAY, MONDAY + timedelta(days=1)):
        report = report_of([own], as_of=as_of)
        assert report.this_week is not None
        said.append(text.practice_exam(report, report.this_week))
    assert said == ["Mon\u00a023\u00a0Nov", "Mon\u00a023\u00a0Nov, not added"]
    assert text.ahead_row(report, report.weeks[-1], "")[text.PRACTICE_EXAM] == said[1]


def test_the_last_practice_exam_is_ahead_beside_one_taken_in_its_week() -> None:
    """So it is on the checklist of the final week; once it is taken, none is ahead."""
    own = own_plan(starts_on=date(2026, 8, 31), exam_on=TODAY + timedelta(days=4))
    taken = [practice_exam(TODAY + timedelta(days=k), [(1, 2)] * 4, exam_code=EXAM) for k in (-1, 1)]
    said = []
    for exams in (taken[0], [*taken[0], *taken[1]]):
        report = report_of([own, *exams], as_of=TODAY + timedelta(days=len(exams) // 8))
        assert report.this_week is not None
        said.append(text.practice_exam(report, report.this_week))
    assert said == ["Thu\u00a026\u00a0Nov", text.TAKEN]


@given(st.lists(st.integers(1, 6), min_size=2, max_size=4), st.integers(2, 160), st.integers(0, 40))
@example([5, 1, 1], 48, 0)
@example([5, 1, 1, 1], 2, 2)  # 0.75 hours, shown as 1
def test_the_parts_of_a_week_add_to_its_hours(
    candidate: FittedCandidate, days: list[int], quarters: int, width: int
) -> None:
    """Together they are the middle of the week's range, to the half hour; each is at most half an hour off its part.

    One without half an hour is not named.
    """
    report = with_plan(candidate, own_plan())
    parts = {f"part {k}": n / sum(days) for k, n in enumerate(days)}
    week = replace(report.weeks[0], parts=parts, band=PlannedHours(quarters / 4, (quarters + width) / 4))
    hours = (2 * quarters + width) / 8
    found = re.findall(r"([\d½]+)\xa0h of (part \d)", text.purpose(report, week))  # a name may end with a number
    shown = {name: float(half.replace("½", ".5")) for half, name in found}
    whole = sum(shown.values())
    assert formatting.hours(whole) == formatting.hours(hours)
    assert all(abs(shown.get(focus, 0.0) - share * whole) < 0.5 + 1e-9 for focus, share in parts.items())
    assert 0.0 not in shown.values()


def test_the_answer_names_the_week_its_purpose_and_the_exam(candidate: FittedCandidate) -> None:
    """It has the week, its focus and who chose it, the next week, and the days to the exam."""
    answer = text.answer(with_plan(candidate, own_plan(PlannedWeek(1, "2"), PlannedWeek(2, "a *b*"))))
    assert answer == (
        "Week 1 of 8: Data Store Management (fixed by you). Next week: a \\*b\\* (fixed by you). "
        "The exam is in 52 days, on Sat\u00a016\u00a0Jan."
    )


def test_a_plan_that_begins_after_the_exams_end_has_no_weeks(candidate: FittedCandidate) -> None:
    """Nothing of it is ahead, and nothing is over."""
    assert text.answer(replace(with_plan(candidate, own_plan()), weeks=())).startswith(
        "Your plan begins after the exam, so it has no weeks."
    )


@pytest.mark.parametrize(
    ("own", "as_of", "words"),
    [
        (own_plan(exam_on=None), TODAY, "Your plan has no exam day yet."),
        (own_plan(starts_on=MONDAY + timedelta(weeks=1)), TODAY, "Your plan starts on Mon\u00a030\u00a0Nov with "),
        (own_plan(), EXAM_ON, "The exam is today, Sat\u00a016\u00a0Jan."),
        (own_plan(), EXAM_ON + timedelta(days=3), "Your plan ended on Sat\u00a016\u00a0Jan."),
        (own_plan(), EXAM_ON - timedelta(days=1), "The exam is tomorrow, Sat"),
    ],
)
def test_each_state_of_a_plan_has_its_answer(own: StudyPlan, as_of: date, words: str) -> None:
    """Without an end, before its start, on the exam day, and after it."""
    assert words in text.answer(report_of([own], as_of=as_of))


def test_proposals_name_their_basis(candidate: FittedCandidate) -> None:
    """Weights, ratings or practice exams; overlapping ranges; domains without a week; none if all weeks are fixed."""
    nothing = with_plan(candidate, own_plan(*(PlannedWeek(k, "1") for k in range(1, 8))))
    rated, unrated = report_of([own_plan(), rating("1", 3)]), report_of([own_plan()])
    apart = practice_exam(TODAY, [(1, 40), (39, 40), (39, 40), (39, 40)], exam_code=EXAM)
    with_exam = report_of([own_plan(), *apart])
    assert "follow the exam's weights" in text.reason(unrated)
    assert text.reason(nothing) == ""
    assert text.reason(rated).startswith("Proposed weeks follow your ratings: ")
    assert text.reason(with_exam).startswith("Proposed weeks follow your practice exams: ")
    others = "Data Store Management, Data Operations and Support or Data Security and Governance"
    assert text.left_out(nothing) == f"No week ahead is for {others}."
    rest = with_plan(candidate, own_plan(*(PlannedWeek(k, "rest") for k in range(1, 8))))
    assert text.left_out(rated) == ""
    last = [week for week in rest.weeks if week.days.is_final]
    assert last
    assert text.left_out(replace(rest, weeks=tuple(last))) == ""  # in the final week that goes without saying


@pytest.mark.parametrize(
    ("dates", "attempts", "words"),
    [
        ({"last_day": date(2026, 11, 30)}, NO_ATTEMPTS, "it is only offered until Mon\u00a030\u00a0Nov"),
        ({"first_day": date(2027, 1, 18)}, NO_ATTEMPTS, "it opens on Mon\u00a018\u00a0Jan"),
        ({}, Attempts((Attempt(TODAY, is_passed=False),)), "you can retake it from Mon\u00a025\u00a0Jan"),
    ],
)
def test_an_exam_day_on_which_the_exam_cannot_be_taken_is_said(
    candidate: FittedCandidate, dates: dict[str, date], attempts: Attempts, words: str
) -> None:
    """The plan's headline names the day and the reason."""
    report = with_plan(candidate, own_plan())
    exam = replace(EXAMS[EXAM], first_day=None, last_day=None, retake_wait_d=(61,), attempt_limit=None)
    exam = replace(exam, **dates)  # type: ignore[arg-type]  # only days
    report = replace(report, planned=replace(report.planned, blueprint=exam, attempts=attempts))
    assert f"You cannot take the exam on {formatting.day(EXAM_ON)}: {words}." in text.answer(report)


def test_without_a_plan_most_texts_are_empty(candidate: FittedCandidate) -> None:
    """No practice exam, and no domain left out."""
    report = with_plan(candidate, None)
    assert (text.left_out(report), text.answer(report)) == ("", text.NO_PLAN)


def test_past_weeks_have_the_hours_spent_on_their_focus() -> None:
    """Two of three hours went to the domain in focus, with one practice exam."""
    own = own_plan(PlannedWeek(1, "2"), starts_on=MONDAY - timedelta(weeks=1))
    day = MONDAY - timedelta(days=4)
    spent = [session(day, 2, domain_id="2"), session(day, 1, domain_id="1")]
    report = report_of([own, *spent, *practice_exam(day, [(1, 2)] * 4, exam_code=EXAM)])
    row = table_rows(text.over_columns(report), report.weeks[:1])[0]
    assert (row[text.SPENT], row[text.PRACTICE_EXAM]) == ("3\u00a0h (2\u00a0h on that domain)", "1 exam")
    assert row[text.FOCUS] == "Data Store Management (fixed by you)"
    ahead = text.ahead(report, report.weeks[1])
    assert ahead.startswith("**Week 2 · 23\u00a0Nov**: ") and ahead.endswith(" (proposed), 10\u201312\u00a0h")


def test_choices_have_unique_names(candidate: FittedCandidate) -> None:
    """A focus in the words of a domain's name differs from the domain."""
    report = with_plan(candidate, own_plan())
    names = [text.focus_option(report, focus) for focus in ("2", "Data Store Management", "audit", "review")]
    assert len(set(names)) == 4


@pytest.mark.parametrize("exam", EXAMS.values(), ids=str)
def test_every_exam_has_its_card(exam: ExamBlueprint) -> None:
    """All rows are filled, the weights are listed, and a scaled passing score is never a percentage."""
    details = exam_card.details(exam, TODAY)
    assert all(details.values())
    assert (formatting.PERCENT in details["Passing score"]) == (
        exam.cut.kind in (PassKind.PERCENT, PassKind.PERCENT_UNOFFICIAL)
    )
    assert len(table_rows(exam_card.DOMAIN_COLUMNS, exam.domains)) == len(exam.domains)
    if exam.cut.kind is not PassKind.PERCENT:
        assert any(line.startswith("How many correct answers you need") for line in exam_card.not_published(exam))


def test_what_is_not_published_is_listed() -> None:
    """Weights, unscored questions, a range of questions, their types, and unverified fields."""
    exam = replace(
        EXAMS[EXAM],
        n_unscored_items=None,
        n_items_min=40,
        question_types=(),
        unverified_fields=("fee *x*",),
        source_urls=(),
        retake_wait_d=(),
        fee=None,
        is_adaptive=True,
        domains=tuple(replace(domain, share=None, share_half_width=None) for domain in EXAMS[EXAM].domains),
    )
    unknown = " ".join(exam_card.not_published(exam))
    for words in ("weights", "unscored", "exact number", "Question types", r"the fee (\*x\*)"):
        assert words in unknown
    facts = exam_card.details(exam, TODAY)
    assert facts["Questions"] == "40 to 65 (adaptive)"
    assert facts["Sources"] == "none named"
    assert (facts["Fee"], facts["Retake"]) == ("not published", "waiting time not published")
    assert table_rows(exam_card.DOMAIN_COLUMNS, [exam.domains[0]])[0]["Weight"] == "not published"


def test_sources_are_links_by_host_and_last_part() -> None:
    """Addresses are not spelled out; brackets in them stay within the link."""
    exam = replace(EXAMS[EXAM], source_urls=("https://a.org/b/faqs/?c=d", "https://a.org", "https://a.org/e) [f].html"))
    shown = formatting.unescaped(exam_card.details(exam, TODAY)["Sources"])
    first, second = "[a.org · faqs](https://a.org/b/faqs/?c=d)", "[a.org](https://a.org)"
    assert shown == f"{first}, {second}, [a.org · e) [f]](https://a.org/e%29%20%5Bf%5D.html)"


def test_names_from_a_file_are_escaped() -> None:
    """The names of an exam, a domain and a task may hold Markdown."""
    exam = replace(EXAMS[EXAM], name="a *b*", provider="<c>")
    assert exam_card.title(exam).startswith(r"a \*b\*")
    domain = replace(exam.domains[0], name="[x](y)", share=None)
    assert rating_text.rated_domain(domain) == r"1 · \[x\](y)"
    assert rating_text.rated_domain(exam.domains[0]).endswith(" % of the exam".replace(" %", formatting.PERCENT))
    assert start_text.sentence(exam).startswith(r"**a \*b\***: 65 questions")


def test_waits_after_a_fail_depend_on_the_number_of_fails() -> None:
    """A single wait stands alone; of several, the last one goes on."""
    assert exam_card.waits([14]) == "after 14 days"
    assert exam_card.waits([0]) == "at once"
    assert exam_card.waits([0, 14]) == "at once (fail 1), then after 14 days"


@pytest.mark.parametrize(
    ("exam_code", "starts_on", "exam_on"),
    [
        (EXAM, date(2026, 12, 20), date(2026, 12, 1)),
        ("SAP-C02", date(2026, 12, 2), None),
        ("SAP-C02", date(2026, 11, 17), None),
    ],
)
def test_a_plan_without_a_week_says_so(exam_code: str, starts_on: date, exam_on: date | None) -> None:
    """It begins after its exam day, or after the exam could no longer be taken."""
    late = fitted_from([plan(exam_code=exam_code, starts_on=starts_on, exam_on=exam_on)], exam_code=exam_code)
    assert text.answer(plan_report(late)).startswith("Your plan begins after the exam, so it has no weeks.")


def test_names_in_a_week_of_several_domains_are_cut_where_an_exam_has_many() -> None:
    """The chart has them; with few domains, or one of them in the week, they are whole."""
    report = report_of([own_plan()])
    name = "A name of a domain that is as long as this one and goes on"
    week = report.weeks[0]
    for n_domains, parts, is_cut in ((12, 2, True), (8, 2, False), (12, 1, False)):
        shown = replace(report, domain_names={str(k): name for k in range(1, n_domains + 1)})
        said = text.purpose(shown, replace(week, parts={str(k): 1.0 for k in range(1, parts + 1)}))
        assert (name not in said) is ("…" in said) is is_cut


def test_all_parts_of_a_week_go_by_the_ids_of_their_domains() -> None:
    """A domain has one sign in the table, even where ids are no numbers."""
    names = {"SEC": "Security", "NET": "Networks"}
    parts = {"NET": 0.5, "SEC": 0.3, "review": 0.2}
    report = report_of([own_plan()])
    week = replace(report.weeks[0], parts=parts)
    assert text.ahead_row(replace(report, domain_names=names), week, "")[text.ALSO] == "SEC, R"

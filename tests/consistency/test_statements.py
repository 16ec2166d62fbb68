"""Statements of all faces about the same candidate agree, and are what the rows say."""

import math
import re
from collections.abc import Iterator
from datetime import date

import pytest

from analytics.estimation.candidate import fit_candidates
from analytics.models.intervals import Interval
from analytics.reports.decision.readiness import readiness_of_all
from analytics.reports.decision.readiness_answer import Readiness
from analytics.reports.planning.expected_losses import GapBasis
from dashboard import formatting
from dashboard.text import audit as audit_text
from dashboard.text import verdicts
from tests.consistency import rows
from tests.consistency.faces import Faces, faces_of
from tests.consistency.people import blueprint_of, people
from tests.inputs.builders import stored
from tests.inputs.sizes import full

PLANNED_BACKWARD = (2, 200, 68)
"""Their plan begins after its exam day, so it has no week."""

KINDS = [(1, 30, k) for k in range(30)]
"""Seed, number of people, and which of them: each exam with each number of practice exams; 200 below.

The first ten have all exams, and each number of practice exams, kind of planned day and result.
"""


@pytest.fixture(scope="module", params=[*KINDS[:10], PLANNED_BACKWARD, *full((kind,) for kind in KINDS[10:])])
def faces(request: pytest.FixtureRequest) -> Faces:
    """Return what is stated about one of many candidates."""
    seed, n_people, k = request.param
    return faces_of(people(n_people, seed=seed)[k])


def test_pages_agree_on_chance_exam_day_and_verdict(faces: Faces) -> None:
    """The chance, the exam day, whether it is booked, and the verdict are the same on each page that states them."""
    stated = {
        (
            answer.verdict,
            answer.exam_on,
            answer.is_booked,
            round(answer.pass_probability.value, 12),
            answer.reasons,
            answer.missing,
        )
        for _, answer in faces.values
        if isinstance(answer, Readiness)
    }
    assert len(stated) == 1, stated


def test_reports_name_one_exam_day(faces: Faces) -> None:
    """Estimates of all pages and tabs are for one day; a planned day that is still ahead is that day everywhere."""
    estimated = {answer.exam_on for _, answer in faces.values if isinstance(answer, Readiness)}
    estimated |= {day for path, day in faces.exam_days if path.endswith(".lost_on")}
    assert len(estimated) == 1, faces.exam_days
    if faces.candidate.exam_on is not None:
        assert {day for _, day in faces.exam_days} == {faces.candidate.exam_on}, faces.exam_days


def test_a_range_holds_its_value(faces: Faces) -> None:
    """Each range holds its value, and no end is missing."""
    ranges = [(where, value) for where, value in faces.values if isinstance(value, Interval)]
    assert ranges
    for where, interval in ranges:
        assert interval.low <= interval.value <= interval.high, (where, interval)
        assert math.isfinite(interval.value), where


def test_a_share_is_the_ratio_beside_it(faces: Faces) -> None:
    """In "22 of 154 (14 %)" the share is the ratio; "about 15 of 20 people (74 %)" is rounded, and says so."""
    for where, text in faces.texts:
        for part, whole, percent in re.findall(r"(?<!about )(?<!than )\b(\d+) of (\d+)\b[^.\d]{1,4}(\d+)\s*%", text):
            assert abs(100 * int(part) / int(whole) - int(percent)) <= 0.5, (where, part, whole, percent)


def is_closed(faces: Faces, day: date) -> bool:
    """Whether the exam cannot be sat on a day, by its dates, its retake rules and the attempts so far."""
    blueprint = blueprint_of(faces.person.exam_code)
    return (
        day < rows.retake_on(faces.person)
        or (blueprint.first_day is not None and day < blueprint.first_day)
        or (blueprint.last_day is not None and day > blueprint.last_day)
    )


def advised_days(faces: Faces) -> Iterator[tuple[str, date]]:
    """Yield each day that is advised, or assumed because none is planned."""
    answer = faces.week.readiness
    if answer.outlook.reaches_target_on is not None:
        yield "reaches_target_on", answer.outlook.reaches_target_on
    if answer.costs is not None:
        yield "best_day", answer.costs.best_day
    if answer.verdict.value == "book":
        yield "book", answer.exam_on


def test_no_closed_day_is_advised(faces: Faces) -> None:
    """No day is advised on which the exam cannot be sat, and none after a pass."""
    for where, day in advised_days(faces):
        assert rows.passed_on(faces.person) is None, where
        assert not is_closed(faces, day), (where, day)


def test_the_verdict_agrees_with_its_reasons(faces: Faces) -> None:
    """Book reaches the target on an open day; wait lacks one of the two; too little data names what is missing."""
    answer = faces.week.readiness
    reaches = answer.pass_probability.value >= answer.target
    has_passed = rows.passed_on(faces.person) is not None
    reasons = {reason.value for reason in answer.reasons}
    assert has_passed == ("already_passed" in reasons)
    if answer.verdict.value == "book":
        assert reaches
        assert not has_passed
    elif answer.verdict.value == "wait" and not has_passed:
        assert not reaches or is_closed(faces, answer.exam_on) or reasons & {"exam_day_is_far", "exam_day_is_too_late"}
    elif answer.verdict.value == "too_little_data":
        assert answer.missing
    if "chance_reaches_target" in reasons:
        assert reaches
    if "chance_below_target" in reasons:
        assert not reaches


def test_a_booked_day_is_kept_or_moved(faces: Faces) -> None:
    """Whoever has booked the planned day is nowhere told to book it or not to, and nobody else to keep or move it."""
    plan, answer = faces.candidate.plan, faces.week.readiness
    assert answer.is_booked == (plan is not None and answer.exam_on == plan.exam_on == plan.booked_exam_on)
    wrong = r"[Dd]on't book|Book (now|\w{3}\s\d)|Book, but" if answer.is_booked else r"[Kk]eep \w{3}\s\d|Move your exam"
    for where, text in (*faces.texts, ("page", verdicts.headline(answer))):
        assert not re.search(wrong, text), where


def test_a_pass_is_no_open_question(faces: Faces) -> None:
    """After a pass no face says that the candidate is not ready."""
    if rows.passed_on(faces.person) is not None:
        for where, text in faces.texts:
            assert not re.search(r"(No|Cannot tell)\. You have passed", text), where


def test_words_agree_with_their_numbers(faces: Faces) -> None:
    """One is one: "+1 point"; two are both; and where a sentence is left out, no blank or second point is left."""
    units = "points|days|weeks|questions|exams|people|domains|sessions"
    for where, text in faces.texts:
        assert not re.search(rf"(?<![\d.,])1\s({units})\b|\ball two\b", text, re.IGNORECASE), where
        assert not re.search(r"\w[.?!] +\n|[.?!]\.(?!\.)", text), where


def test_a_closed_exam_day_is_said_with_its_chance(faces: Faces) -> None:
    """Who reads the chance on a day also reads there that the exam cannot be taken on it."""
    planned = faces.week.plan.planned.day_ahead
    if planned is not None and planned >= faces.person.as_of and is_closed(faces, planned):
        for where, text in faces.texts[1:]:
            assert "You cannot take the exam on" in text or "people with this record" not in text, where


def test_the_hours_are_those_of_the_week_that_they_name(faces: Faces) -> None:
    """A week with planned hours is covered by a plan; after a pass the last week counts, and is called so."""
    for where, text in faces.texts:
        assert not ("Planned: " in text and "There is no plan for this week" in text), where
        if rows.passed_on(faces.person) is not None:
            assert "Hours this week" not in text, where


def test_shares_of_doubt_add_up(faces: Faces) -> None:
    """The causes of doubt share all of it, and one more practice exam moves the chance within 0 to 1."""
    answer = faces.week.readiness
    if answer.doubt:
        assert math.isclose(sum(answer.doubt.values()), 1.0, abs_tol=1e-9)
        assert min(answer.doubt.values()) >= 0
    if answer.moves_to is not None:
        assert 0 <= answer.moves_to.low <= answer.moves_to.high <= 1


def test_counts_are_those_of_the_rows(faces: Faces) -> None:
    """Questions, practice exams, questions met before and hours are what the rows add up to."""
    answer, exams = faces.week.readiness, rows.exams_of(faces.person)
    n_items, n_seen = sum(c.n_items for _, _, c, _ in exams), sum(c.n_seen for _, _, c, _ in exams)
    assert (answer.counts.n_exams, answer.counts.n_items, answer.counts.n_seen) == (len(exams), n_items, n_seen)
    hours = rows.hours_of_week(faces.person, faces.week.hours.this_monday)
    assert math.isclose(sum(faces.week.hours.days_this_week.values()), hours, abs_tol=1e-9)
    losses = {loss.domain_id: loss.n_lost for loss in faces.week.last_exam_losses}
    assert losses == dict(rows.losses_of_last_exam(faces.person))
    for where, text in faces.texts:
        for stated, n in re.findall(r"(\d+) questions(?: \(\d+ seen before\))? in (\d+) practice exams?", text):
            assert (int(stated), int(n)) == (n_items, len(exams)), where
        for day, percent in re.findall(r"practice exam of \w{3} (\d+ \w{3})(?: \d{4})? gave (\d+)\s*%", text):
            last = exams[-1]
            assert day == f"{last[0].day} {last[0]:%b}", where
            assert abs(100 * last[2].n_correct / last[2].n_items - int(percent)) <= 0.5, where


def test_the_chance_is_the_same_in_words(faces: Faces) -> None:
    """Each face that says how many of twenty people would pass says the same number of the exam day."""
    if rows.passed_on(faces.person) is None:
        stated = {n for _, text in faces.texts for n in re.findall(r"about (\d+) of 20 people with this record", text)}
        assert stated <= {str(round(20 * faces.week.readiness.pass_probability.value))}


def test_what_is_said_of_the_chance_stands_beside_it(faces: Faces) -> None:
    """Where the chance is not said, it is neither compared with that from practice alone nor called an assumption."""
    for where, text in faces.texts:
        if "people with this record would pass" not in text:
            assert "From practice alone" not in text, where
            assert "numbers below" not in text, where


def test_overlapping_ranges_are_not_ranked(faces: Faces) -> None:
    """A domain comes first only if it may lose more than every other one for certain, or for a reason that is named."""
    answer = faces.week.readiness
    ranges = {domain.domain_id: domain.lost for domain in faces.week.hours.audit.domains}
    chosen = answer.study_next.domain_id
    if chosen is not None and answer.study_next.reason.value == "largest_gap":
        assert all(ranges[chosen].low > other.high for name, other in ranges.items() if name != chosen)


ADVICE = re.compile(
    r"Study next|Next week:|Next practice exam|to go this week|, you need|You need|would likely put|Ready\?|Make one"
)


def test_nothing_is_advised_for_a_closed_exam(faces: Faces) -> None:
    """Once an exam can no longer be taken, no text says what to study, how many hours, or to practice; each says so."""
    has_day = not faces.candidate.open_days.is_empty
    if has_day or rows.passed_on(faces.person) or faces.week.readiness.awaited_result_on:
        return
    answer = faces.week.readiness
    assert (answer.study_next.domain_id, answer.study_next.hours, answer.next_practice_exam_on) == (None, None, None)
    assert (faces.week.focus, faces.week.plan.weeks_left, faces.candidate.exam_on) == (None, (), None)
    for where, text in faces.texts:
        assert not ADVICE.search(text), (where, ADVICE.search(text))
        assert re.search(r"can no longer be booked|no retake open", text), where
        assert len(re.findall(r"replaces? this exam", text)) <= 1, where


def test_questions_missed_by_domain_add_up(faces: Faces) -> None:
    """The report's whole questions by domain, missed and asked, add up to those of the gap audit and the tiles."""
    (report,) = (text for where, text in faces.texts if where == "report")
    audit = faces.week.hours.audit
    rows = re.findall(r"(\d+) of (\d+) \((\d+)(?: to (\d+))?\)$", report, re.MULTILINE)
    if audit.basis is GapBasis.NOTHING:
        assert not rows
        return
    assert len(rows) == len(audit.domains)
    assert sum(int(n) for n, *_ in rows) == round(audit.total_lost.value)
    assert sum(int(asked) for _, asked, *_ in rows) == audit.n_exam_items
    assert all(int(low) <= int(n) <= int(high or low) for n, _, low, high in rows)


def test_the_printed_page_names_the_gaps_of_the_gap_audit(faces: Faces) -> None:
    """It says how many questions are missed, and which domains cost most, in the same words; else neither."""
    (page,) = (text for where, text in faces.texts if where == "weekly page")
    audit = faces.week.hours.audit
    said = formatting.unescaped(f"{audit_text.answer(audit)}. {audit_text.largest_gaps(audit)}")
    assert (said in page) == (audit.basis is not GapBasis.NOTHING)


STATEMENTS = [test for name, test in globals().items() if name.startswith("test_")]


@pytest.mark.full
@pytest.mark.parametrize("number", range(200))
def test_they_agree_about_many_other_people(number: int) -> None:
    """All of the above."""
    faces = faces_of(people(200, seed=2)[number])
    for statement in STATEMENTS:
        statement(faces)


def test_one_alone_is_answered_as_among_all() -> None:
    """One candidate's chance is the same by its own command and by that for all candidates of a file."""
    own = [person for person in people(40, seed=3) if person.exam_code == "AIF-C01"]
    with stored([record for person in own for record in person.records]) as store:
        as_of = max(person.as_of for person in own)
        names = [person.name for person in own]
        blueprint = blueprint_of("AIF-C01")
        together = {
            a.candidate: a for a in readiness_of_all(fit_candidates(store, blueprint, names, as_of), exam_days={})
        }
        for name in names:
            (alone,) = readiness_of_all(fit_candidates(store, blueprint, [name], as_of), exam_days={})
            assert math.isclose(alone.pass_probability.value, together[name].pass_probability.value, abs_tol=1e-9)
            assert alone.verdict == together[name].verdict

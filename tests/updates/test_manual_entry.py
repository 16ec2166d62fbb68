"""Rows are added, corrected and deleted by hand under the rules of files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from analytics.exports.canonical import export_files
from analytics.ingest.reading import Notices
from analytics.ingest.values.fields import AT_CLOCK_CHANGE
from analytics.records import (
    Activity,
    CheckIn,
    DomainResult,
    ExamOutcome,
    PlannedWeek,
    SelfRating,
    StudyPlan,
    StudySession,
)
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.manual_entry import Correction, add, cells_of, correct
from tests.inputs.builders import TODAY, add_records, practice_exam, update_context
from tests.inputs.store_files import new_store


@pytest.fixture
def context(tmp_path: Path) -> Iterator[UpdateContext]:
    store = new_store(tmp_path / "own.duckdb")
    with store.reading():
        yield replace(update_context(store, exam_code="AIF-C01"), zone="Asia/Kathmandu")


def session(key: str, note: str | None = None, *, minutes: float = 25, domain_id: str | None = "1") -> StudySession:
    return StudySession(
        session_key=key,
        source_id=key,
        started_at=TODAY,
        time_on_task_min=minutes,
        activity=Activity.READING,
        domain_id=domain_id,
        note=note,
    )


def sessions(context: UpdateContext) -> list[StudySession]:
    return context.store.records(StudySession)


def test_added_rows_are_stored_as_they_are(context: UpdateContext) -> None:
    """Formulas, quotes and line breaks in a text stay; the batch can be undone."""
    typed = [session("typed:1", '=1+1\n\'"quoted"'), session("typed:2")]
    assert add(context, typed) == ()
    assert sessions(context) == typed
    context.store.undo()
    assert sessions(context) == []


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (session("a", minutes=20_000), "time_on_task_min"),
        (session("a", domain_id="9"), "domain_id"),
        (replace(session("a"), started_at=date(2026, 11, 26)), "started_at"),
    ],
)
def test_the_rules_of_files_hold_for_added_rows(context: UpdateContext, wrong: StudySession, column: str) -> None:
    """A number beyond its limit, an unknown domain or a future day adds none of the rows."""
    (problem,) = add(context, [session("good"), wrong])
    assert (problem.column, problem.file) == (column, "entered by hand")
    assert sessions(context) == []


def test_a_score_that_contradicts_its_result_is_said(context: UpdateContext) -> None:
    """As when a file is imported: 760 of 1000 is no fail where 700 passes. An edit says so until one is right."""
    failed = ExamOutcome(taken_on=TODAY, exam_code="AIF-C01", scaled_score=760, is_passed=False)
    (cells,) = cells_of(ExamOutcome, [failed], "UTC")
    said = []
    for notices, score in ((Notices(), None), (Notices(), "740"), (Notices(), "640")):
        if score is None:
            add(context, [failed], notices=notices)
        else:
            change = Correction(failed, cells | {"scaled_score": score})
            correct(context, ExamOutcome, [change], [], source="edit", notices=notices)
        said.append([text.partition(", but")[0] for text in notices.texts()])
    named = f"The result of {TODAY} says failed with a score of"
    assert said == [[f"{named} 760"], [f"{named} 740"], []]


def test_a_corrected_session_is_at_most_a_day_unless_it_was_longer(context: UpdateContext) -> None:
    """As in the form; a week's total, read from a file, may stay as long but not grow."""
    day, week = session("day"), session("week", minutes=2400)
    add(context, [day, week])

    def corrected(record: StudySession, minutes: str) -> str:
        (cells,) = cells_of(StudySession, [record], "UTC")
        fix = Correction(record, cells | {"time_on_task_min": minutes})
        return " ".join(each.reason for each in correct(context, StudySession, [fix], [], source="edit"))

    assert corrected(day, "9999") == "must be at most 1440"
    assert corrected(week, "2401") == "must be at most 2400"
    assert corrected(day, "1440") == corrected(week, "2399") == ""


def test_an_entered_practice_exam_with_the_results_of_another_is_named(context: UpdateContext) -> None:
    """Whether it is entered or corrected, as where it comes from a file; undoing one leaves the other."""
    imported, twin, other = (
        DomainResult(
            practice_exam_id=name, taken_at=TODAY, exam_code="AIF-C01", domain_id="1", n_items=65, n_correct=n_correct
        )
        for name, n_correct in (("imported", 50), ("typed", 50), ("other", 51))
    )
    add_records(context.store, [imported])
    notices = Notices()
    add(context, [other], notices=notices)
    assert notices.texts() == ()
    add(context, [twin], notices=notices)
    said = "Practice exam {} has the same results as {} on 2026-11-25."
    assert [text.partition(" If")[0] for text in notices.texts()] == [said.format("typed", "imported")]
    (cells,) = cells_of(DomainResult, [other], "UTC")
    corrected = Notices()
    correct(
        context, DomainResult, [Correction(other, cells | {"n_correct": "50"})], [], source="edit", notices=corrected
    )
    assert [text.partition(" If")[0] for text in corrected.texts()] == [said.format("other", "imported")]


def test_contradicting_counts_are_refused(context: UpdateContext) -> None:
    """There cannot be more correct answers than questions."""
    result = DomainResult(
        practice_exam_id="e", taken_at=TODAY, exam_code="AIF-C01", domain_id="1", n_items=5, n_correct=6
    )
    (problem,) = add(context, [result])
    assert problem.column == "n_correct"


def test_a_correction_keeps_the_key_and_can_be_undone(context: UpdateContext) -> None:
    """A key that was computed from the contents becomes the source id."""
    original = replace(session("hash"), source_id=None)
    add(context, [original])
    (cells,) = cells_of(StudySession, sessions(context), "UTC")
    correction = Correction(original, {**cells, "time_on_task_min": "40", "note": "@home"})
    assert correct(context, StudySession, [correction], [], source="corrected") == ()
    assert sessions(context) == [replace(original, time_on_task_min=40, note="@home", source_id="hash")]
    context.store.undo()
    assert sessions(context) == [original]


def test_a_row_with_a_corrected_key_is_not_duplicated(context: UpdateContext) -> None:
    """A check-in moves to another day, and back with undo."""
    wrong = CheckIn(on=date(2026, 11, 20), sleep_h=7)
    add(context, [wrong])
    (cells,) = cells_of(CheckIn, [wrong], "UTC")
    assert correct(context, CheckIn, [Correction(wrong, {**cells, "on": "2026-11-21"})], [], source="corrected") == ()
    assert context.store.records(CheckIn) == [replace(wrong, on=date(2026, 11, 21))]
    context.store.undo()
    assert context.store.records(CheckIn) == [wrong]


def test_rows_are_deleted_together_with_a_correction(context: UpdateContext) -> None:
    """Both are one batch; undo restores the deleted rows."""
    ratings = [SelfRating(rated_on=TODAY, domain_id=domain_id, rating=3) for domain_id in ("1", "2")]
    add(context, ratings)
    (cells, _) = cells_of(SelfRating, ratings, "UTC")
    correction = Correction(ratings[0], {**cells, "rating": "4"})
    assert correct(context, SelfRating, [correction], ratings[1:], source="corrected") == ()
    assert context.store.records(SelfRating) == [replace(ratings[0], rating=4)]
    assert correct(context, SelfRating, [], context.store.records(SelfRating), source="taken out") == ()
    assert context.store.records(SelfRating) == []
    context.store.undo()
    context.store.undo()
    assert context.store.records(SelfRating) == ratings


def test_a_row_of_another_exam_can_be_corrected(context: UpdateContext) -> None:
    """Its domain is checked against its own exam or those of the candidate, not only the exam on the page."""
    add_records(context.store, practice_exam(TODAY, [(7, 10)], exam_code="AIF-C01"))
    assert add(replace(context, exam_code="CLF-C02"), [SelfRating(rated_on=TODAY, domain_id="5", rating=3)]) == ()
    (wrong,) = add(context, [SelfRating(rated_on=TODAY, exam_code="CLF-C02", domain_id="5", rating=3)])
    assert wrong.column == "domain_id"


def test_an_invalid_correction_changes_nothing(context: UpdateContext) -> None:
    """The problem has the column; the row stays, as do the rows to delete."""
    ratings = [SelfRating(rated_on=TODAY, domain_id=domain_id, rating=3) for domain_id in ("1", "2")]
    add(context, ratings)
    (cells, _) = cells_of(SelfRating, ratings, "UTC")
    (problem,) = correct(
        context, SelfRating, [Correction(ratings[0], {**cells, "rating": "9"})], ratings[1:], source="corrected"
    )
    assert problem.column == "rating"
    assert context.store.records(SelfRating) == ratings


def test_a_draft_is_stored_until_it_is_deleted(context: UpdateContext) -> None:
    """Its key is candidate and name."""
    context.store.save_text("me", "timer", "20:14")
    context.store.save_text("me", "timer", "20:15")
    again = Store(context.store.path)
    assert (again.saved_text("me", "timer"), again.saved_text("you", "timer")) == ("20:15", None)
    again.save_text("me", "timer", None)
    assert context.store.saved_text("me", "timer") is None


def test_a_plan_replaces_the_one_before_and_can_be_undone(context: UpdateContext) -> None:
    """Weeks, shares and days are read back equal; undo restores the earlier plan."""
    first = StudyPlan(exam_code="AIF-C01", starts_on=TODAY, hours_per_week_low=8, hours_per_week_high=10)
    second = replace(
        first,
        exam_on=date(2027, 1, 9),
        audit_weeks=2,
        review_weekday="sunday",
        rest_weekdays=("friday", "saturday"),
        minutes_per_item=1.5,
        last_practice_exam_days=0,
        activity_share={"reading": 0.5, "lab": 0.5},
        weeks=(PlannedWeek(3, '=1+1 "quoted"'), PlannedWeek(4, "1")),
    )
    for plan in (first, second):
        assert add(context, [plan]) == ()
        assert context.store.records(StudyPlan) == [plan]
    context.store.undo()
    assert context.store.records(StudyPlan) == [first]


def test_a_contradictory_plan_is_refused(context: UpdateContext) -> None:
    """The problem names an exam day before the start."""
    plan = StudyPlan(
        exam_code="AIF-C01", starts_on=TODAY, exam_on=date(2026, 1, 9), hours_per_week_low=8, hours_per_week_high=10
    )
    (problem,) = add(context, [plan])
    assert problem.column == "exam_on"
    assert context.store.records(StudyPlan) == []


def test_an_export_after_a_correction_adds_nothing(context: UpdateContext, tmp_path: Path) -> None:
    """The session is exported with the key that it had before the correction."""
    log = tmp_path / "log.csv"
    log.write_text("started_at,time_on_task_min,activity\n2026-11-20,50,reading\n", encoding="utf-8")
    source = [Source(log, "log.csv")]
    import_files(
        replace(context, exam_code=None),
        source,
    )
    (before,) = sessions(context)
    (cells,) = cells_of(StudySession, [before], "UTC")
    correction = Correction(before, {**cells, "time_on_task_min": "40"})
    assert correct(context, StudySession, [correction], [], source="corrected") == ()
    sources = [Source(path, path.name) for path in export_files(context.store, tmp_path / "out")]
    again = import_files(
        replace(context, exam_code=None),
        sources,
    )
    assert (again.imported, again.failed) == (0, 0)
    assert [study.time_on_task_min for study in sessions(context)] == [40]


def test_a_corrected_time_at_a_clock_change_has_a_notice(context: UpdateContext) -> None:
    """The offset from before the change counts, as in files; an ordinary time has no notice."""
    berlin = replace(context, zone="Europe/Berlin")
    add(berlin, [session("a")])
    notes = []
    for at in ("2026-03-29T02:30", "2026-03-28T02:30"):
        (before,) = sessions(context)
        (cells,) = cells_of(StudySession, [before], "UTC")
        notices = Notices()
        change = Correction(before, {**cells, "started_at": at})
        assert correct(berlin, StudySession, [change], [], source="corrected", notices=notices) == ()
        notes.append((sessions(context)[0].started_at.isoformat(), notices.texts()))
    assert notes == [("2026-03-29T03:30:00+02:00", (AT_CLOCK_CHANGE,)), ("2026-03-28T02:30:00+01:00", ())]


def test_times_are_shown_and_read_in_ones_own_zone(context: UpdateContext) -> None:
    """Only what would be another moment without its offset has one: of another zone, or repeated by a clock change."""
    berlin = replace(context, zone="Europe/Berlin")
    shown = {
        "2026-11-20T19:10:00+01:00": "2026-11-20 19:10",
        "2026-11-20T19:10:05+01:00": "2026-11-20 19:10:05",
        "2026-11-20T19:10:00+00:00": "2026-11-20T19:10:00+00:00",
        "2026-10-25T02:30:00+01:00": "2026-10-25T02:30:00+01:00",
    }
    for moment, written in shown.items():
        before = replace(session("a"), started_at=datetime.fromisoformat(moment))
        add(berlin, [before])
        (cells,) = cells_of(StudySession, [before], berlin.zone)
        assert cells["started_at"] == written
        assert correct(berlin, StudySession, [Correction(before, {**cells, "note": "x"})], [], source="corrected") == ()
        assert [one.started_at.isoformat() for one in sessions(context)] == [moment]

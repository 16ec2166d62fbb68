"""Rows typed in, corrected and taken out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.exports.canonical import export_files
from analytics.ingest.reading import Notices
from analytics.ingest.values.time_zone import AT_CLOCK_CHANGE
from analytics.records import Activity, CheckIn, DomainResult, PlannedWeek, SelfRating, StudyPlan, StudySession
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.manual_entry import Correction, add, cells_of, correct

TODAY = date(2026, 11, 25)


@pytest.fixture
def context(tmp_path: Path) -> UpdateContext:
    return UpdateContext(
        store=Store(tmp_path / "own.duckdb"),
        today=TODAY,
        made_at=datetime(2026, 11, 25, 20, tzinfo=UTC),
        zone="Asia/Kathmandu",
        blueprints=shipped_blueprints(),
        exam_code="AIF-C01",
    )


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


def held(context: UpdateContext) -> list[StudySession]:
    return context.store.records(StudySession)


def test_what_is_typed_in_is_kept_as_it_is(context: UpdateContext) -> None:
    """Formulas, quotes and lines in a text come out as they went in; the batch can be taken back."""
    typed = [session("typed:1", '=1+1\n\'"quoted"'), session("typed:2")]
    assert add(context, typed) == ()
    assert held(context) == typed
    context.store.undo()
    assert held(context) == []


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (session("a", minutes=2000), "time_on_task_min"),
        (session("a", domain_id="9"), "domain_id"),
        (replace(session("a"), started_at=date(2026, 11, 26)), "started_at"),
    ],
)
def test_rules_of_files_hold_for_typed_rows(context: UpdateContext, wrong: StudySession, column: str) -> None:
    """Limits, the domains of the exam and the future: nothing of the whole set is written."""
    (problem,) = add(context, [session("good"), wrong])
    assert (problem.column, problem.file) == (column, "typed in")
    assert held(context) == []


def test_counts_that_contradict_each_other_are_refused(context: UpdateContext) -> None:
    """More right answers than questions is a slip of the hand, not a result."""
    result = DomainResult(
        practice_exam_id="e", taken_at=TODAY, exam_code="AIF-C01", domain_id="1", n_items=5, n_correct=6
    )
    (problem,) = add(context, [result])
    assert problem.column == "n_correct"


def test_a_correction_keeps_the_row_and_can_be_taken_back(context: UpdateContext) -> None:
    """The key of a session that was imported by its contents stays, though the contents change; it is written out."""
    imported = replace(session("hash"), source_id=None)
    add(context, [imported])
    (cells,) = cells_of(StudySession, held(context))
    fixed = Correction(imported, {**cells, "time_on_task_min": "40", "note": "@home"})
    assert correct(context, StudySession, [fixed], [], source="corrected") == ()
    assert held(context) == [replace(imported, time_on_task_min=40, note="@home", source_id="hash")]
    context.store.undo()
    assert held(context) == [imported]


def test_a_row_whose_key_is_corrected_is_not_there_twice(context: UpdateContext) -> None:
    """A check-in of the wrong day moves; taking the correction back moves it again."""
    wrong = CheckIn(on=date(2026, 11, 20), sleep_h=7)
    add(context, [wrong])
    (cells,) = cells_of(CheckIn, [wrong])
    assert correct(context, CheckIn, [Correction(wrong, {**cells, "on": "2026-11-21"})], [], source="corrected") == ()
    assert context.store.records(CheckIn) == [replace(wrong, on=date(2026, 11, 21))]
    context.store.undo()
    assert context.store.records(CheckIn) == [wrong]


def test_rows_are_taken_out_beside_a_correction(context: UpdateContext) -> None:
    """One press, one batch; what was taken out comes back with it."""
    ratings = [SelfRating(rated_on=TODAY, domain_id=domain_id, rating=3) for domain_id in ("1", "2")]
    add(context, ratings)
    (cells, _) = cells_of(SelfRating, ratings)
    fixed = Correction(ratings[0], {**cells, "rating": "4"})
    assert correct(context, SelfRating, [fixed], ratings[1:], source="corrected") == ()
    assert context.store.records(SelfRating) == [replace(ratings[0], rating=4)]
    assert correct(context, SelfRating, [], context.store.records(SelfRating), source="taken out") == ()
    assert context.store.records(SelfRating) == []
    context.store.undo()
    context.store.undo()
    assert context.store.records(SelfRating) == ratings


def test_a_wrong_correction_changes_nothing(context: UpdateContext) -> None:
    """The problem names the column; the row stays, and so does what should have been taken out."""
    ratings = [SelfRating(rated_on=TODAY, domain_id=domain_id, rating=3) for domain_id in ("1", "2")]
    add(context, ratings)
    (cells, _) = cells_of(SelfRating, ratings)
    (problem,) = correct(
        context, SelfRating, [Correction(ratings[0], {**cells, "rating": "9"})], ratings[1:], source="corrected"
    )
    assert problem.column == "rating"
    assert context.store.records(SelfRating) == ratings


def test_a_draft_outlives_the_program(context: UpdateContext) -> None:
    """A running timer is in the file, by candidate and name, until it is let go."""
    context.store.save_draft("me", "timer", "20:14")
    context.store.save_draft("me", "timer", "20:15")
    again = Store(context.store.path)
    assert (again.draft("me", "timer"), again.draft("you", "timer")) == ("20:15", None)
    again.save_draft("me", "timer", None)
    assert context.store.draft("me", "timer") is None


def test_a_plan_replaces_the_one_before_and_can_be_taken_back(context: UpdateContext) -> None:
    """Weeks, shares and days come out as they went in; taking it back brings the earlier plan."""
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


def test_a_plan_that_contradicts_itself_is_refused(context: UpdateContext) -> None:
    """An exam before the start is named, and nothing is written."""
    plan = StudyPlan(
        exam_code="AIF-C01", starts_on=TODAY, exam_on=date(2026, 1, 9), hours_per_week_low=8, hours_per_week_high=10
    )
    (problem,) = add(context, [plan])
    assert problem.column == "exam_on"
    assert context.store.records(StudyPlan) == []


def test_an_export_after_a_correction_adds_nothing(context: UpdateContext, tmp_path: Path) -> None:
    """The session comes back under the key that it had before it was corrected."""
    log = tmp_path / "log.csv"
    log.write_text("started_at,time_on_task_min,activity\n2026-11-20,50,reading\n", encoding="utf-8")
    source = [Source(log, "log.csv")]
    import_files(
        UpdateContext(
            store=context.store, today=TODAY, made_at=context.made_at, zone=context.zone, blueprints=context.blueprints
        ),
        source,
    )
    (before,) = held(context)
    (cells,) = cells_of(StudySession, [before])
    fixed = Correction(before, {**cells, "time_on_task_min": "40"})
    assert correct(context, StudySession, [fixed], [], source="corrected") == ()
    sources = [Source(path, path.name) for path in export_files(context.store, tmp_path / "out")]
    again = import_files(
        UpdateContext(
            store=context.store, today=TODAY, made_at=context.made_at, zone=context.zone, blueprints=context.blueprints
        ),
        sources,
    )
    assert (again.imported, again.failed) == (0, 0)
    assert [study.time_on_task_min for study in held(context)] == [40]


def test_a_corrected_time_at_a_clock_change_has_a_notice(context: UpdateContext) -> None:
    """The offset from before the change counts, as in files; an ordinary time has no notice."""
    berlin = replace(context, zone="Europe/Berlin")
    add(berlin, [session("a")])
    notes = []
    for at in ("2026-03-29T02:30", "2026-03-28T02:30"):
        (before,) = held(context)
        (cells,) = cells_of(StudySession, [before])
        notices = Notices()
        change = Correction(before, {**cells, "started_at": at})
        assert correct(berlin, StudySession, [change], [], source="corrected", notices=notices) == ()
        notes.append((held(context)[0].started_at.isoformat(), notices.texts()))
    assert notes == [("2026-03-29T03:30:00+02:00", (AT_CLOCK_CHANGE,)), ("2026-03-28T02:30:00+01:00", ())]

"""What goes in comes out, twice is once, and any import can be taken back."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.clock import DayRule
from analytics.errors import UnknownBatchError
from analytics.records import CheckIn, Record, Row, SelfRating, StudySession
from analytics.store import Store
from analytics.store.tables import row_key
from tests import strategies
from tests.store_files import A_DAY, MADE_AT, add, check_in, fresh_store, held, notes, only_batch


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cutscore.duckdb")


def last_of_each_key(rows: list[Row]) -> dict[tuple[type[Record], str], Record]:
    """Say in plain Python what a store of these rows holds."""
    return {(type(row.record), row_key(row.record)): row.record for row in rows}


def flat(store: Store) -> dict[tuple[type[Record], str], Record]:
    found = [record for records in held(store) for record in records]
    answer = {(type(record), row_key(record)): record for record in found}
    assert len(answer) == len(found)
    return answer


def offset_of(record: Record) -> timedelta | None:
    moment = getattr(record, "taken_at", getattr(record, "started_at", None))
    return moment.utcoffset() if isinstance(moment, datetime) else None


@settings(max_examples=40)
@given(strategies.rows)
def test_what_goes_in_comes_out(rows: list[Row]) -> None:
    """Every record of every kind is read back equal, with the offset of its moment; the last of a key counts."""
    with fresh_store() as store:
        add(store, *rows)
        expected = last_of_each_key(rows)
        assert flat(store) == expected
        for key, record in flat(store).items():
            assert offset_of(record) == offset_of(expected[key])
            assert [type(getattr(record, name)) for name in record.KEY] == [
                type(getattr(expected[key], name)) for name in record.KEY
            ]


@settings(max_examples=20)
@given(strategies.rows)
def test_the_same_rows_twice_are_the_same_rows_once(rows: list[Row]) -> None:
    """Adding any rows again adds nothing: no row, no import, no revision, all skipped."""
    with fresh_store() as store:
        first = add(store, *rows)
        assert first.n_imported + first.n_skipped == len(rows)
        before = held(store), store.batches(), store.revision()
        again = add(store, *rows)
        assert (again.n_imported, again.n_skipped, again.replaced) == (0, len(rows), ())
        assert (held(store), store.batches(), store.revision()) == before


@settings(max_examples=20)
@given(st.data())
def test_an_import_taken_back_might_never_have_been(data: st.DataObject) -> None:
    """Whatever imports are undone, in whatever order, the others give what they give alone.

    No two imports of the example bring an equal row: a row that was skipped belongs to the import
    that brought it first, and goes with it.
    """
    days = st.lists(st.sampled_from([date(2026, 2, day) for day in range(1, 6)]), min_size=1)
    imports = [
        [check_in(f"import {number}", on=day) for day in drawn]
        for number, drawn in enumerate(data.draw(st.lists(days, min_size=1, max_size=4)), start=1)
    ]
    undone = data.draw(st.permutations(range(len(imports))))
    undone = undone[: data.draw(st.integers(0, len(undone)))]
    with fresh_store() as store, fresh_store() as other:
        for rows in imports:
            add(store, *rows)
        for number in undone:
            store.undo(number + 1)
        for number, rows in enumerate(imports):
            if number not in undone:
                add(other, *rows)
        assert held(store) == held(other)
        assert store.check() == []


def test_undo_brings_back_what_was_replaced(store: Store) -> None:
    """The last import is undone where none is named, and the row that it replaced is there again."""
    add(store, check_in("first"))
    add(store, check_in("second"))
    assert notes(store) == ["second"]
    assert store.undo().batch_id == 2
    assert notes(store) == ["first"]
    store.undo()
    assert notes(store) == []
    assert store.batches() == []


@pytest.mark.parametrize("batch_id", [None, 7])
def test_an_import_that_is_not_there_cannot_be_undone(store: Store, batch_id: int | None) -> None:
    """The answer is a sentence, and the revision stays."""
    before = store.revision()
    with pytest.raises(UnknownBatchError, match="There is no import"):
        store.undo(batch_id)
    assert store.revision() == before


def test_other_values_of_a_key_replace_and_are_named(store: Store) -> None:
    """Rows are judged in their order; each that differs from the one before it of its key is named."""
    add(store, check_in("a"))
    again, other, another = (check_in(note, line=note) for note in ("a", "b", "c"))
    new = check_in("x", on=date(2026, 2, 2))
    added = add(store, again, other, new, other, another)
    assert (added.n_imported, added.n_skipped) == (3, 2)
    assert added.replaced == (other, another)
    assert notes(store) == ["c", "x"]


def test_replaced_rows_are_named_in_the_order_of_the_file(store: Store) -> None:
    """Kinds are mixed; the order is that of the rows and not of the kinds."""
    rating = Row("3", SelfRating(rated_on=A_DAY, domain_id="d", rating=2))
    add(store, check_in("a"), rating)
    new_note = check_in("b", line="2")
    new_rating = Row("3", SelfRating(rated_on=A_DAY, domain_id="d", rating=3))
    assert add(store, new_note, new_rating).replaced == (new_note, new_rating)


def test_rows_that_end_as_they_are_held_add_nothing(store: Store) -> None:
    """A file that contradicts itself and then says what is there already is skipped whole."""
    add(store, check_in("a"))
    added = add(store, check_in("b"), check_in("a"))
    assert (added.n_imported, added.n_skipped, added.replaced) == (0, 2, ())
    assert len(store.batches()) == 1


def test_a_second_file_of_one_import_replaces_the_first(store: Store) -> None:
    """Within one import the later call wins, and undo takes both back."""
    add(store, check_in("before"))
    with store.batch("two files", made_at=MADE_AT) as batch:
        assert batch.add([check_in("first")]).n_imported == 1
        assert len(batch.add([check_in("second")]).replaced) == 1
    assert notes(store) == ["second"]
    store.undo()
    assert notes(store) == ["before"]


def test_the_same_instant_in_another_offset_is_another_value(store: Store) -> None:
    """The offset is kept, for export is exact; so a row that differs in it alone replaces."""
    start = datetime(2026, 2, 1, 12, tzinfo=UTC)

    def session(at: datetime) -> Row:
        return Row("2", StudySession(session_key="1", started_at=at, time_on_task_min=30, activity="lab"))  # type: ignore[arg-type]  # a reader's plain word

    add(store, session(start))
    assert len(add(store, session(start.astimezone(timezone(timedelta(hours=2))))).replaced) == 1
    assert offset_of(store.records(StudySession)[0]) == timedelta(hours=2)


def test_floats_compare_exactly(store: Store) -> None:
    """A value that differs in the last bit is another value."""
    value = 0.1 + 0.2
    add(store, Row("2", CheckIn(on=A_DAY, sleep_h=0.3)))
    assert len(add(store, Row("2", CheckIn(on=A_DAY, sleep_h=value))).replaced) == 1
    assert store.records(CheckIn)[0].sleep_h == value


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    """It could be any instant; nothing of the import goes in."""
    naive = datetime(2026, 2, 1, 12)  # noqa: DTZ001  (the point of the test)
    session = StudySession(session_key="1", started_at=naive, time_on_task_min=30, activity="lab")  # type: ignore[arg-type]  # a reader's plain word
    with pytest.raises(ValueError, match="has no zone"):
        add(store, check_in("a"), Row("3", session))
    assert notes(store) == []


def test_an_import_tells_where_it_came_from(store: Store) -> None:
    """Instant, source and counts are kept; the instant in UTC."""
    made_at = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=-7)))
    add(store, check_in("a"))
    store.undo()
    with store.batch("a.csv, b.csv", made_at=made_at) as batch:
        batch.add([check_in("a"), check_in("a")])
        batch.n_failed = 3
    info = only_batch(store)
    assert (info.source, info.n_imported, info.n_skipped, info.n_failed) == ("a.csv, b.csv", 1, 1, 3)
    assert info.made_at_utc == datetime(2026, 3, 1, 19)  # noqa: DTZ001  (its name says UTC)


def test_an_import_without_rows_leaves_no_trace(store: Store) -> None:
    """Neither a batch nor a revision."""
    before = store.revision()
    with store.batch("empty.csv", made_at=MADE_AT) as batch:
        batch.n_failed = 2
    assert store.batches() == []
    assert store.revision() == before


def test_every_change_raises_the_revision(store: Store, tmp_path: Path) -> None:
    """Caches ask for the revision; reading and backing up leave it."""
    seen = [store.revision()]
    for change in (
        lambda: add(store, check_in("a")),
        lambda: store.set_day_rule("me", DayRule("Asia/Tokyo", 4)),
        lambda: store.save_blueprint("X-1", "code = 'X-1'"),
        lambda: store.undo(),
        lambda: store.restore(tmp_path / "backup.duckdb"),
    ):
        store.backup(tmp_path / "backup.duckdb")
        notes(store)
        assert store.revision() == seen[-1]
        change()
        seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_a_new_candidate_gets_a_profile(store: Store) -> None:
    """In the zone of the import; a profile that is there stays as it is."""
    store.set_day_rule("known", DayRule("Asia/Tokyo", 4))
    with store.batch("a.csv", made_at=MADE_AT, default_zone="America/Denver") as batch:
        batch.add([check_in("a", candidate_id="known"), check_in("b", candidate_id="new")])
    assert store.day_rule("known") == DayRule("Asia/Tokyo", 4)
    assert store.day_rule("new") == DayRule("America/Denver", 0)
    assert store.day_rule("nobody") == DayRule()
    assert store.candidates() == ["known", "new"]


def test_records_of_one_candidate(store: Store) -> None:
    """All candidates' records come where none is named, in a stable order."""
    rows = [check_in(name, candidate_id=name) for name in ("zoe", "adam")]
    add(store, *rows)
    assert [record.note for record in store.records(CheckIn, "zoe")] == ["zoe"]
    assert notes(store) == ["adam", "zoe"]
    assert store.records(CheckIn, "nobody") == []


@settings(max_examples=30)
@given(strategies.study_sessions, strategies.zones, st.integers(0, 23))
def test_the_day_of_a_row_is_the_clock_s(session: StudySession, zone: str, day_starts_h: int) -> None:
    """The view's day equals DayRule's, which is the definition, in any zone and for any day boundary."""
    with fresh_store() as store:
        rule = DayRule(zone, day_starts_h)
        store.set_day_rule(session.candidate_id, rule)
        add(store, Row("2", session))
        table = store.query("session_lengths", candidate_id=session.candidate_id, as_of=date(2200, 1, 1))
        assert [day.date() for day in table.day] == [rule.day_of(session.started_at)]


def test_blueprints_are_kept_by_code(store: Store) -> None:
    """A later text of one exam takes the place of the earlier one."""
    store.save_blueprint("B-1", "old")
    store.save_blueprint("A-1", "other")
    store.save_blueprint("B-1", 'new "text"\n')
    assert store.blueprint_texts() == {"A-1": "other", "B-1": 'new "text"\n'}


def test_values_that_cannot_be_are_refused_by_the_file_itself(store: Store) -> None:
    """A reader that lets an impossible row through loses its import, not the file."""
    rating = SelfRating(rated_on=A_DAY, domain_id="d", rating=9)
    with pytest.raises(Exception, match="CHECK constraint"):
        add(store, check_in("a"), Row("3", rating))
    assert notes(store) == []
    assert store.check() == []

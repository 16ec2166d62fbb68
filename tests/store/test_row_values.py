"""Values that another program wrote into rows are named in one sentence, and all are listed by the check."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics.errors.store import BackupDamagedError, StoreValueError
from analytics.records import DomainResult, ItemResponse, PlannedWeek, Record, Row, StudyPlan
from analytics.store import Store, StoredForecast, integrity
from analytics.store.integrity import strange_values
from tests.inputs.store_files import A_DAY, MADE_AT, add, check_in, new_store, notes, raw_connection, session

CODE = "X-1"
CHANGES = {
    "a zone of no place": (
        "update candidate set zone = 'Mars/Phobos'",
        "Table candidate, row me: zone is 'Mars/Phobos', but must be a time zone",
    ),
    "no zone": ("update candidate set zone = ''", "zone is ''"),
    "an unknown word": (
        "update study_sessions set activity = 'sleeping'",
        'Table study_sessions, row ["me", "1"]: activity is \'sleeping\', but must be one of: reading,',
    ),
    "no number": ("update check_ins set sleep_h = 'nan'", "sleep_h is 'nan', but must be a number from 0"),
    "an endless number": ("update study_plan set hours_per_week_high = 'inf'", "hours_per_week_high is 'inf'"),
    "a number below zero": ("update item_responses set response_time_s = -1", "response_time_s is '-1.0'"),
    "a huge count": ("update practice_exams set n_items = 2000000000", "n_items is '2000000000'"),
    "a late day": ("update study_plan set exam_on = '9999-12-31'", "exam_on is '9999-12-31', but must be a day from"),
    "an early day": ("update check_ins set \"on\" = '0001-01-01'", "on is '0001-01-01', but must be a day from"),
    "an endless day": ("update check_ins set \"on\" = 'infinity'", "on is 'infinity'"),
    "a late moment": ("update study_sessions set taken_utc = '290000-01-01'", "taken_utc is '290000-01-01"),
    "no offset": ("update study_sessions set utc_offset_min = null", "utc_offset_min is None"),
    "a large offset": ("update study_sessions set utc_offset_min = 1440", "utc_offset_min is '1440'"),
    "no weekday": ("update study_plan set review_weekday = 'someday'", "review_weekday is 'someday'"),
    "no weeks": ("update study_plan set weeks = null", "weeks is None, but must be JSON"),
    "broken weeks": ("update study_plan set weeks = '[[1'", "weeks is '[[1'"),
    "weeks of another form": ("update study_plan set weeks = '[1]'", "weeks is '[1]'"),
    "endless brackets": ("update study_plan set weeks = repeat('[', 100000)", "weeks is '[[["),
    "rest on no weekday": ("update study_plan set rest_weekdays = '[\"someday\"]'", "rest_weekdays is"),
    "shares of another form": ("update study_plan set activity_share = '[1]'", "activity_share is '[1]'"),
    "a share that is no number": (
        "update study_plan set activity_share = '{\"lab\": NaN}'",
        "activity_share is '{\"lab\": NaN}'",
    ),
    "no revision": ("delete from store_revision", "Table store_revision has 0 rows; it must have one."),
    "the last revision": ("update store_revision set revision = 9223372036854775807", "revision is '92233720"),
    "a last import": ("update batch set batch_id = 2147483647", "batch_id is '2147483647'"),
    "an import without a day": ("update batch set made_at_utc = 'infinity'", "made_at_utc is 'infinity'"),
    "no count of removed rows": ("update batch set n_removed = null", "n_removed is None, but must be given"),
    "a forecast without chances": (
        "update forecast set probabilities = [null, null]",
        "Table forecast, row ['me', 'X-1']: probabilities is '[NULL, NULL]'",
    ),
    "a forecast of no number": (
        "update forecast set probabilities = ['nan'::double, 0.5]",
        "probabilities is '[nan, 0.5]'",
    ),
}
WEEKS = (PlannedWeek(1, "d"),)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with a row in each table that a change is made to."""
    store = new_store(tmp_path / "cutscore.duckdb")
    plan = StudyPlan(
        exam_code=CODE,
        starts_on=A_DAY,
        hours_per_week_low=1,
        hours_per_week_high=2,
        weeks=WEEKS,
        rest_weekdays=("sunday",),
        activity_share={"lab": 100},
    )
    exam = DomainResult(practice_exam_id="p", taken_at=A_DAY, exam_code=CODE, domain_id="d", n_items=2, n_correct=1)
    response = ItemResponse(practice_exam_id="q", response_key="1", taken_at=A_DAY, exam_code=CODE, is_correct=True)
    others: list[Record] = [session(datetime(2026, 2, 1, 8, tzinfo=UTC)), plan, exam, response]
    add(store, check_in("a"), *(Row("2", record) for record in others))
    made_at = MADE_AT.replace(tzinfo=None)
    store.save_forecasts([StoredForecast("me", CODE, "", made_at, "1", A_DAY, "P", 1, (0.5, 0.5))])
    return store


def alter(store: Store, sql: str) -> None:
    with raw_connection(store.path) as connection:
        connection.execute(sql)


def test_each_strange_value_is_named(store: Store) -> None:
    """The sentence has table, row, column, value and rule; a file of ours has none."""
    for kept in (integrity._rules, integrity._broken_tables_sql):
        kept.cache_clear()  # the first check of a process
    with raw_connection(store.path) as connection:
        assert list(strange_values(connection)) == []
        for sql, sentence in CHANGES.values():
            connection.begin()
            connection.execute(sql)
            (found,) = strange_values(connection)
            assert sentence in found
            connection.rollback()


def test_a_file_with_a_strange_value_is_refused_and_restored(store: Store) -> None:
    """Reading and writing say the way back, even after the check has read the file, and a backup is in order."""
    backup = store.path.with_name("mine.duckdb")
    store.backup(backup)
    alter(store, "update study_sessions set activity = 'sleeping'")
    (found,) = store.check()
    for use in (store.revision, lambda: add(store, check_in("b")), Store(store.path, is_read_only=True).revision):
        with pytest.raises(StoreValueError, match="Restore one of your own with: cutscore restore") as error:
            use()
        assert found in str(error.value)
    store.restore(backup)
    assert (notes(store), store.check()) == (["a"], [])


def test_all_strange_values_are_listed(store: Store) -> None:
    """The check names every row."""
    alter(store, "update check_ins set sleep_h = 'nan'; update candidate set zone = 'Nowhere'")
    assert store.check() == [
        f'Table check_ins, row ["me", "{A_DAY}"]: sleep_h is \'nan\', but must be a number from 0 to 1,000,000,000.',
        "Table candidate, row me: zone is 'Nowhere', but must be a time zone such as Europe/Berlin.",
    ]


def test_a_backup_with_a_strange_value_is_refused(store: Store) -> None:
    """Otherwise the restored file could not be used."""
    backup = store.path.with_name("mine.duckdb")
    store.backup(backup)
    with raw_connection(backup) as connection:
        connection.execute("update check_ins set sleep_h = 'nan'")
    with pytest.raises(BackupDamagedError, match="sleep_h is 'nan'"):
        store.restore(backup)
    assert notes(store) == ["a"]


def test_the_values_of_a_plan_return(store: Store) -> None:
    """Its lists and shares are read as they were written."""
    (plan,) = store.records(StudyPlan)
    assert (plan.weeks, plan.rest_weekdays, plan.activity_share) == (WEEKS, ("sunday",), {"lab": 100})
    assert plan.starts_on == date(2026, 2, 1)

"""Settings and fixtures of all tests: a time zone far from UTC, one thread per process, repeatable draws."""

import gc
import os
import time
from collections.abc import Generator, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

os.environ["TZ"] = "Pacific/Chatham"  # code that depends on the machine's zone is 12:45 or 13:45 off
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: the tests themselves run in parallel
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

import analytics
from analytics.store import Store
from analytics.store.connection import CONFIG
from dashboard.sample import load_sample
from tests.inputs.builders import MADE_AT, TODAY
from tests.inputs.store_files import kept_open, new_store

CONFIG["fsync_mode"] = "NONE"  # no test is about a power failure

TRACED = (
    *("blueprints/", "estimation/", "exports/", "ingest/", "models/", "records/", "reports/", "store/", "updates/"),
    *("test_clock.py", "test_errors.py", "test_toml_table.py"),
)
"""Beginnings of the paths that coverage counts: `analytics` is covered by its own tests, and tracing takes time."""

UNTRACED = (
    *("ingest/test_hostile_files", "ingest/test_nothing_is_lost"),
    *("ingest/own_tables/test_own_tables", "ingest/own_tables/test_words_with_two_meanings"),
    *("ingest/sources/test_changed_cells", "ingest/sources/test_clock_changes", "ingest/sources/test_genuine_files"),
    *("ingest/sources/test_result_imports", "ingest/sources/trackers/test_overlapping_reports"),
)
"""Among them, tests of which others cover each line as well: tracing doubles the time of reading a table."""

TRACED_PROPERTIES = (
    "exports/test_canonical",
    "ingest/sources/quizzes/test_aws_score_report",
    "ingest/tables/test_text_table",
    "models/test_chain",
)
"""Those with a property test that alone covers some line; other property tests are not traced, since they draw many
values that take the same lines."""

KEPT_OPEN = (
    *("charts/", "consistency/", "dashboard/test_sample", "estimation/", "exports/", "forms/", "ingest/sources/"),
    *("outputs/", "reports/", "text/", "updates/", "validation/", "cli/test_candidate_parts", "cli/test_database"),
    *("cli/test_dialogue", "cli/test_import", "cli/test_main", "cli/test_questions"),
    *("cli/test_readiness_command", "cli/test_report", "cli/test_unasked", "store/test_batches", "store/test_deletion"),
    *("store/test_derived", "store/test_forecasts", "store/test_inventory", "store/test_parts"),
    *("store/test_queries", "store/test_removal", "store/test_repetitions", "store/test_saved_texts"),
    *("store/test_store", "views/test_data", "views/test_full_disk_data", "views/test_import_notices"),
)
"""Beginnings of the paths of tests that keep a database open from its first use on, and copy new ones.

Opening a file takes longer than most uses, and making one still longer; how files are made, opened and closed
has tests of its own.
"""

OPTIMIZED = (
    *("store/test_batches", "store/test_parts", "store/test_queries", "store/test_removal", "store/test_repetitions"),
    "store/test_store",
)
"""Beginnings of the paths of tests of what queries find, which DuckDB optimizes as it does for users.

For small tables that takes longer than the query, and the answer is the same: the other tests go without.
"""

settings.register_profile("fresh", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("fresh"), max_examples=15, derandomize=True, database=None)
settings.load_profile("repeatable")  # the same commit gives the same result everywhere; `make validate` draws fresh


def pytest_xdist_auto_num_workers() -> int:
    """Return one more worker than processors, since some tests wait for another process."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Pause garbage collection while tests are collected, and exempt them later: they are many and all stay.

    All of `analytics` is imported at once, since the first test that needs a module may not be traced. Nothing else
    is traced meanwhile, nor later in a process that only hands the tests to workers.
    """
    if settings().derandomize:  # without the constants of the modules that this process happens to have imported
        providers._get_local_constants = lambda: providers._local_constants
    gc.disable()
    tracing, has_workers = Coverage.current(), session.config.pluginmanager.has_plugin("dsession")
    if tracing:
        for module in () if has_workers else walk_packages(analytics.__path__, "analytics."):
            import_module(module.name)
        tracing.stop()
        while earlier := Coverage.current():  # pytest-cov has started one before it knew that this is a worker
            earlier.stop()
    if session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        _import_part(getattr(session.config, "workerinput", {}))
    try:
        return (yield)
    finally:
        if tracing and not has_workers:
            tracing.start()
        gc.freeze()
        gc.enable()


def _import_part(worker: Mapping[str, Any]) -> None:
    """Import another part of the tests in each worker first: what one has compiled, the others only read."""
    here, own = Path(__file__).parent, int(worker.get("workerid", "gw0").removeprefix("gw"))
    for path in sorted(here.rglob("test_*.py"))[own :: worker["workercount"]] if worker else ():
        import_module(".".join(path.relative_to(here.parent).with_suffix("").parts))


def _place(item: pytest.Item) -> str:
    """Return the path of a test's file within `tests`."""
    return item.path.relative_to(Path(__file__).parent).as_posix()


def _is_traced(item: pytest.Item) -> bool:
    """Whether coverage needs a test."""
    place, is_property = _place(item), item.get_closest_marker("hypothesis") is not None
    is_needed = place.startswith(TRACED) and not place.startswith(UNTRACED)
    return is_needed and (not is_property or place.startswith(TRACED_PROPERTIES))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace only the tests that coverage needs, and optimize queries where OPTIMIZED says so, also for fixtures."""
    CONFIG["enable_optimizer"] = _place(item).startswith(OPTIMIZED)
    tracing = None if _is_traced(item) else Coverage.current()
    if tracing:
        tracing.stop()
    try:
        return (yield)
    finally:
        if tracing:
            tracing.start()


@pytest.fixture(autouse=True)
def files_kept_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Open each database once a test, where KEPT_OPEN says so."""
    if not _place(request.node).startswith(KEPT_OPEN):
        yield
        return
    with pytest.MonkeyPatch.context() as patch, kept_open(patch):
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of public data beside the checkout, or skip the test."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("NOT CHECKED AGAINST REAL DATA: there is no folder shared/data beside the checkout")
    return folder


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of the sample, loaded once; a test that changes it, or opens it to read, takes a copy."""
    store = Store(tmp_path_factory.mktemp("sample") / "sample.duckdb")
    load_sample(store, today=TODAY, made_at=MADE_AT)
    return store.path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path / "cutscore.duckdb")

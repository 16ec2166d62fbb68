"""Every query of `store/sql` runs on an empty file and names its grain."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.records import RECORD_TYPES, Record
from analytics.store import Store
from analytics.store.queries import run, sql_text
from tests.inputs.builders import plan, practice_exam, rating, store_with
from tests.inputs.examples import EXAMPLES
from tests.inputs.store_files import new_store, raw_connection

NAMES = (file.name for file in resources.files("analytics.store").joinpath("sql").iterdir() if file.is_file())
QUERIES = {name: sql_text(name) for name in (file.removesuffix(".sql") for file in NAMES)}
PARAMETERS = {
    "candidate_id": "me",
    "candidate_ids": ["me"],
    "exam_code": "X-1",
    "as_of": date(2026, 11, 25),
    "ends": [],
    "since": date(2026, 11, 12),
    "n_most": 10,
    "low": "a",
    "high": "z",
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty file, open for all tests."""
    store = new_store(tmp_path_factory.mktemp("empty") / "cutscore.duckdb")
    with store.reading():
        yield store


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A file of one candidate, open for all tests."""
    rows: list[Record] = [*practice_exam(date(2026, 11, 1), [(7, 10)], exam_code="X-1"), plan(), rating("1", 3)]
    store = store_with(tmp_path_factory.mktemp("alone"), rows)
    with store.reading():
        yield store


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A file with a row of each kind of two candidates, open for all tests."""
    rows = [replace(one, candidate_id=name) for one in EXAMPLES for name in ("me", "you")]
    store = store_with(tmp_path_factory.mktemp("two"), rows)
    with store.reading():
        yield store


def parameters(sql: str) -> dict[str, object]:
    """Return a value for each parameter of a query."""
    return {name: PARAMETERS[name] for name in set(re.findall(r"\$(\w+)", sql))}


def test_a_statement_is_planned_each_time() -> None:
    """It is parsed once a process; its names mean what they mean where and when it runs."""
    with duckdb.connect() as one, duckdb.connect() as other:
        for connection, value in ((one, "a"), (one, 2), (other, 3.5)):
            connection.execute("create or replace table t as select $value as a", {"value": value})
            assert run(connection, "select a, $b from t", {"b": value}).fetchall() == [(value, value)]


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_returns_no_rows_for_an_empty_file(empty: Store, name: str) -> None:
    """The columns are there."""
    table = empty.query(name, **parameters(QUERIES[name]))
    assert len(table) == 0
    assert len(table.columns) > 0


@pytest.mark.parametrize(
    "name", sorted(name for name, sql in QUERIES.items() if re.search(r"\$candidate_ids?::\S+ is null", sql))
)
def test_no_candidate_means_all_candidates(alone: Store, name: str) -> None:
    """With one candidate the rows are the same."""
    given = parameters(QUERIES[name])
    who = dict.fromkeys(given.keys() & {"candidate_id", "candidate_ids"})
    one, everybody = alone.query(name, **given), alone.query(name, **{**given, **who})
    assert one.equals(everybody)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_states_its_grain(name: str) -> None:
    """Its first line is a comment on what a row is."""
    assert QUERIES[name].startswith("-- One ")


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_one_candidates_rows_are_found_before_versions_are_compared(of_two: Store, kind: type[Record]) -> None:
    """The name is a filter of the table's scan, so that a million others cost little."""
    with of_two.reading() as cursor:
        sql = f"explain (format json) select * from current_{kind.TABLE} where candidate_id = 'me'"
        ((_, plan),) = cursor.execute(sql).fetchall()
    assert {"(candidate_id = 'me')"} == set(_filters_of_scan(json.loads(plan), f"main.{kind.TABLE}"))


def _filters_of_scan(nodes: list[dict[str, Any]], table: str) -> Iterator[str]:
    """Yield the filters of a table's scans within a plan."""
    for node in nodes:
        if node["extra_info"].get("Table", "").endswith(table):
            yield node["extra_info"].get("Filters", "none")
        yield from _filters_of_scan(node["children"], table)


@pytest.mark.parametrize("view", ["row_version", "current_row"])
def test_views_of_all_kinds_are_complete(tmp_path: Path, view: str) -> None:
    """Each kind of record is part of these unions."""
    store = Store(tmp_path / "cutscore.duckdb")
    store.revision()
    with raw_connection(store.path) as connection:
        ((sql,),) = connection.execute("select sql from duckdb_views() where view_name = $1", [view]).fetchall()
    for kind in RECORD_TYPES:
        assert re.search(rf"'{kind.TABLE}'", sql)
        assert re.search(rf"\b(current_)?{kind.TABLE}\b", sql.replace(f"'{kind.TABLE}'", ""))

"""Every query of `analytics/sql` runs, with nothing in the file as with rows."""

import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from analytics.records import RECORD_TYPES
from analytics.store import Store
from tests.inputs.builders import plan, practice_exam, rating, store_with
from tests.inputs.store_files import raw_connection

QUERIES = {
    file.name.removesuffix(".sql"): file.read_text(encoding="utf-8")
    for file in resources.files("analytics.store").joinpath("sql").iterdir()
    if file.name.endswith(".sql")
}
PARAMETERS = {
    "candidate_id": "me",
    "candidate_ids": ["me"],
    "exam_code": "X-1",
    "as_of": date(2026, 11, 25),
    "n_most": 10,
}


def given(sql: str) -> dict[str, object]:
    """Give a value for each parameter that a query names."""
    return {name: PARAMETERS[name] for name in set(re.findall(r"\$(\w+)", sql))}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_answers_an_empty_file_with_no_rows(tmp_path: Path, name: str) -> None:
    """A new file is no special case: the columns are there, and no row is."""
    table = Store(tmp_path / "cutscore.duckdb").query(name, **given(QUERIES[name]))
    assert len(table) == 0
    assert len(table.columns) > 0


@pytest.mark.parametrize(
    "name", sorted(name for name, sql in QUERIES.items() if "$candidate_id::varchar is null" in sql)
)
def test_nobody_named_means_everybody(tmp_path: Path, name: str) -> None:
    """The queries that say so in their head take null, and give the one candidate's rows for it."""
    day = date(2026, 11, 1)
    store = store_with(tmp_path, [*practice_exam(day, [(7, 10)], exam_code="X-1"), plan(), rating("1", 3)])
    one, everybody = (store.query(name, **{**given(QUERIES[name]), "candidate_id": who}) for who in ("me", None))
    assert one.equals(everybody)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_says_what_a_row_is(name: str) -> None:
    """The first line is a comment that names the grain."""
    assert QUERIES[name].startswith("-- One ")


@pytest.mark.parametrize("view", ["row_version", "current_row"])
def test_views_over_all_kinds_leave_none_out(tmp_path: Path, view: str) -> None:
    """A new kind of row is one more part of each of these unions."""
    store = Store(tmp_path / "cutscore.duckdb")
    store.revision()
    with raw_connection(store.path) as connection:
        ((sql,),) = connection.execute("select sql from duckdb_views() where view_name = $1", [view]).fetchall()
    for kind in RECORD_TYPES:
        assert re.search(rf"'{kind.TABLE}'", sql)
        assert re.search(rf"\b(current_)?{kind.TABLE}\b", sql.replace(f"'{kind.TABLE}'", ""))

"""Save a blueprint, and move the rows under a domain's former id to its current id, in every version.

Translating ids when rows are read would leave the former ones in exports, and a later domain with such an id would take
these rows.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

import duckdb

from analytics.errors import CutscoreError, counted
from analytics.records import RECORD_TYPES, Record, StudyPlan
from analytics.store.tables import columns, encode_key


class DomainRenames(NamedTuple):
    """The renamed domains of an exam.

    `ids` maps former to current ids. `candidates` maps a former id to those whose rows without an exam are renamed too.
    """

    exam_code: str
    ids: Mapping[str, str]
    candidates: Mapping[str, Sequence[str]]


def save_blueprint(
    cursor: duckdb.DuckDBPyConnection, exam_code: str, toml_text: str, renames: DomainRenames | None
) -> None:
    """Save or replace the blueprint of an exam, and rename its domains in all rows.

    Raises:
        CutscoreError: If a row's new key is another row's.
    """
    cursor.execute("insert or replace into blueprint values ($1, $2)", [exam_code, toml_text])
    if renames is None:
        return
    for former, kind in product(renames.ids, RECORD_TYPES):
        if "domain_id" in columns(kind):
            _rename(cursor, kind, renames, former)
    query = f"select row_key, batch_id, weeks from {StudyPlan.TABLE} where exam_code = $1"  # noqa: S608  (our own table)
    for key, batch_id, weeks in cursor.execute(query, [exam_code]).fetchall():
        today = json.dumps([[number, renames.ids.get(focus, focus)] for number, focus in json.loads(weeks)])
        cursor.execute(
            f"update {StudyPlan.TABLE} set weeks = $1 where row_key = $2 and batch_id = $3",  # noqa: S608
            [today, key, batch_id],
        )


def _rename(cursor: duckdb.DuckDBPyConnection, kind: type[Record], renames: DomainRenames, former: str) -> None:
    """Rename a domain in the rows of one kind, with the keys in other tables."""
    today = renames.ids[former]
    keys = _keys(cursor, kind, renames, former)
    if not keys:
        return
    cursor.execute("create or replace temp table renamed (old_key varchar, new_key varchar)")
    cursor.executemany("insert into renamed values (?, ?)", [[key, _new_key(kind, key, today)] for key in keys])
    if "domain_id" in kind.KEY:
        query = f"select count(distinct new_key) from renamed join {kind.TABLE} as other on other.row_key = new_key"  # noqa: S608  (names of our own records)
        ((n_clashes,),) = cursor.execute(query).fetchall()
        if n_clashes:
            rows = counted(n_clashes, f"row of {kind.TABLE}", f"rows of {kind.TABLE}")
            raise CutscoreError(
                f"{renames.exam_code}: domain {former!r} is now {today!r}, but {rows} would be there twice. Delete "
                f"those of {former!r} first. Nothing was changed."
            )
    # A row without a source id gets its key as one: the key comes from its cells, one of which changes.
    own_id = f", source_id = coalesce(source_id, {kind.KEY[-1]})" if "source_id" in columns(kind) else ""
    cursor.execute(
        f"update {kind.TABLE} as version set row_key = new_key, domain_id = $today{own_id} from renamed "  # noqa: S608
        "where version.row_key = old_key and domain_id = $former",
        {"today": today, "former": former},
    )
    for table in ("removal", "repetition"):
        cursor.execute(
            f"update {table} as other set row_key = new_key from renamed "  # noqa: S608  (our own tables)
            "where kind = $kind and other.row_key = old_key and old_key <> new_key",
            {"kind": kind.TABLE},
        )


def _keys(cursor: duckdb.DuckDBPyConnection, kind: type[Record], renames: DomainRenames, former: str) -> list[str]:
    """Return the keys of the current rows that name a former id."""
    of_candidate = "list_contains($candidates::varchar[], candidate_id)"
    parameters = {"former": former, "candidates": list(renames.candidates.get(former, ()))}
    if "exam_code" in columns(kind):
        of_candidate = f"(exam_code = $exam_code or (exam_code is null and {of_candidate}))"
        parameters["exam_code"] = renames.exam_code
    query = f"select row_key from current_{kind.TABLE} where domain_id = $former and {of_candidate}"  # noqa: S608  (names of our own records)
    return [key for (key,) in cursor.execute(query, parameters).fetchall()]


def _new_key(kind: type[Record], key: str, today: str) -> str:
    if "domain_id" not in kind.KEY:
        return key
    parts = json.loads(key)
    parts[kind.KEY.index("domain_id")] = today
    return encode_key(parts)

"""What grows with the candidates of a file: ``python -m tests.bench cohorts``.

Prints processor time and the most memory of any one process, for `readiness --all` from a database, from a folder of
Parquet parts and on a local Dask cluster, and for the report of the Group page.
"""

import tempfile
from pathlib import Path

import duckdb

from analytics.store import Store
from tests.inputs.usage import used

EXAM, AS_OF = "MLS-C01", "2026-03-10"
_FILL = """
create macro drawn(what) as md5_number_lower(what) % 1000000 / 1e6;
insert into candidate select 'c' || c, 'UTC', 0, true from range($n) as t(c);
insert into batch values (1, timestamp '2026-03-10', 'made up', 40 * $n, 0, 0, 0);
update store_revision set last_batch_id = 1;
insert into practice_exams (
    row_key, batch_id, candidate_id, practice_exam_id, taken_on, exam_code, provider, form,
    domain_id, n_items, n_correct
)
select
    format('["c{}", "e{}", "{}"]', c, e, d + 1), 1, 'c' || c, 'e' || e, date '2026-01-01' + 7 * e::int, 'MLS-C01',
    'P' || e % 2, 'F' || e, d + 1, n_items,
    greatest(0, least(n_items, round(n_items * (0.5 + 0.4 * drawn('c' || c)) + (
        drawn(format('{} {} {} 1', c, e, d)) + drawn(format('{} {} {} 2', c, e, d)) - 1
    ) * 1.1 * sqrt(n_items))))
from range($n) as t(c), range(10) as u(e), range(4) as v(d), (select [13, 16, 23, 13][d + 1] as n_items)
"""
_GROUP = """
from datetime import date
from pathlib import Path
from analytics.estimation.candidate import fit_group
from analytics.estimation.selection import known_blueprints
from analytics.reports.group.report import group_report
from analytics.store import Store
store = Store(Path({path!r}))
exam, as_of = known_blueprints(store)["MLS-C01"], date(2026, 3, 10)
group_report(exam, as_of, fit_group(store, exam, store.candidates(), as_of))
"""


def make_database(path: Path, n_candidates: int) -> None:
    """Fill a new database with ten practice exams of four domains for each candidate."""
    Store(path).revision()
    with duckdb.connect(str(path)) as connection:
        for statement in _FILL.split(";\n"):
            connection.execute(statement, {"n": n_candidates} if "$n" in statement else None)
        connection.execute("drop macro drawn")


def growth(*sizes: int) -> None:
    """Print a line for each number of candidates and each way to answer for them."""
    print(f"{'candidates':<12}{'':<26}{'processor':>12}{'each':>12}{'memory':>10}")
    for n in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path, parts = Path(folder) / "many.duckdb", Path(folder) / "parts"
            make_database(path, n)
            everybody = ["readiness", "--all", "--as-of", AS_OF, "--format", "jsonl", "--db"]
            ways = {
                "export as Parquet": ["export", "--format", "parquet", str(parts), "--db", str(path)],
                "readiness, database": [*everybody, str(path)],
                "readiness, Parquet": [*everybody, str(parts)],
                "readiness, Parquet on Dask": [*everybody, str(parts), "--on", "dask"],
            }
            programs = {name: ["-m", "dashboard.cli", *arguments] for name, arguments in ways.items()}
            programs["Group page's report"] = ["-c", _GROUP.format(path=str(path))]
            for name, program in programs.items():
                _, memory_mb, seconds, _ = used(program)
                print(
                    f"{n:<12,}{name:<26}{seconds:>10.1f} s{1000 * seconds / n:>9.2f} ms{memory_mb:>7.0f} MB", flush=True
                )


def main() -> None:
    """Time a file of a thousand candidates and one of ten thousand."""
    growth(1_000, 10_000)

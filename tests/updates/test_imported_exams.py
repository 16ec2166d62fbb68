"""Exams in an import: exam files among its files, and rows checked against the exams of their candidates."""

from dataclasses import replace
from pathlib import Path

import pytest

from analytics.estimation.selection import exams_of
from analytics.ingest import opened_bytes
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from analytics.updates.import_reading import ExamFile, read_any_file, reading_context, with_exams_and_people
from tests.inputs.builders import plan, store_with, update_context
from tests.inputs.command_files import OWN_EXAM
from tests.inputs.imported_texts import exam, import_texts
from tests.inputs.store_files import new_store


def test_the_exam_of_an_import_is_that_of_a_candidate_without_one(store: Store) -> None:
    """Also if all rows were there before; a dry run and a candidate with an exam change nothing."""
    study = b"candidate,started_at,time_on_task_min,activity\nme,2026-10-20,50,video\nAnn,2026-10-20,50,video\n"
    sources, with_exam = [Source(study, "a.csv")], replace(update_context(store), exam_code="AIF-C01")
    import_files(update_context(store), sources)
    import_files(with_exam, sources, is_dry_run=True)
    assert exams_of(store, "me") == ()
    import_files(update_context(store), [Source(exam(5).encode(), "b.csv")])
    import_files(replace(with_exam, exam_code="SAA-C03"), sources)
    assert (exams_of(store, "me"), exams_of(store, "Ann")) == (("AIF-C01",), ("SAA-C03",))


SESSIONS = "started_at,time_on_task_min,activity,domain_id\n2026-11-20,60,reading,{domain}\n"


RATINGS = "rated_on,domain_id,rating\n2026-11-20,{domain},3\n"


PLAN = 'exam_code = "AIF-C01"\nstarts_on = 2026-10-05\nhours_per_week = [8, 10]\naudit_weeks = 1\n'


@pytest.mark.parametrize("text", [SESSIONS, RATINGS])
def test_rows_without_an_exam_are_checked_against_their_candidates_exam(tmp_path: Path, text: str) -> None:
    """A domain that is not of the plan's exam is a problem, whichever file comes first."""
    store = new_store(tmp_path / "own.duckdb")
    rows, own_plan = tmp_path / "rows.csv", tmp_path / "plan.toml"
    own_plan.write_text(PLAN, encoding="utf-8")

    def failed(domain: str, *paths: Path) -> int:
        rows.write_text(text.format(domain=domain), encoding="utf-8")
        return import_files(update_context(store), [Source(path, path.name) for path in paths]).failed

    assert failed("9", rows) == 0  # there is no exam yet
    assert failed("9", rows, own_plan) == 1
    assert failed("9", rows) == 1
    assert failed("5", rows) == 0


def test_the_domains_of_all_exams_of_a_candidate_count(tmp_path: Path) -> None:
    """A session may name a domain of either exam, and no other."""
    store = store_with(tmp_path, [plan(exam_code=code) for code in ("AIF-C01", "MLS-C01")])
    rows = tmp_path / "rows.csv"
    for domain, expected in (("5", 0), ("4", 0), ("6", 1)):
        rows.write_text(SESSIONS.format(domain=domain), encoding="utf-8")
        assert import_files(update_context(store), [Source(rows, "rows.csv")]).failed == expected


def test_an_exam_file_is_saved_and_applies_to_the_other_files(tmp_path: Path) -> None:
    """So an export with a custom exam can be imported; the same exam again is skipped."""
    store = new_store(tmp_path / "own.duckdb")
    rows = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-11-01,OWN-1,{},20,15\n"
    first = import_texts(store, tmp_path, rows=rows.format("b"), exam=OWN_EXAM)
    assert [(file.format, file.imported, file.failed) for file in first.files] == [
        ("practice_exams", 0, 1),
        ("exam_blueprint", 1, 0),
    ]
    assert store.blueprint_texts() == {"OWN-1": OWN_EXAM}
    again = import_texts(store, tmp_path, rows=rows.format("a"), exam=OWN_EXAM)
    assert [(file.imported, file.skipped) for file in again.files] == [(1, 0), (0, 1)]


def test_an_exam_among_rows_is_not_counted_as_one(tmp_path: Path) -> None:
    """The total is that of the import as it is listed; an exam alone is the total."""
    store = new_store(tmp_path / "own.duckdb")
    rows = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-11-01,OWN-1,a,20,15\n"
    alone = import_texts(store, tmp_path, exam=OWN_EXAM)
    assert (alone.of_tables.read, alone.of_tables.imported) == (1, 1)
    both = import_texts(store, tmp_path, rows=rows, exam=OWN_EXAM)
    assert (both.read, both.of_tables.read, both.of_tables.skipped) == (2, 1, 0)
    (listed,) = store.batches()
    assert (listed.n_imported, listed.n_duplicates) == (1, 0)


def test_a_file_alone_is_read_like_in_an_import(store: Store) -> None:
    """Also if it is an exam; its exam applies to the other files."""
    context = reading_context(update_context(store, blueprints={}))
    (exam_file,) = opened_bytes(OWN_EXAM.encode(), "exam.toml")
    read = read_any_file(exam_file, context)
    assert isinstance(read, ExamFile)
    (results,) = opened_bytes(exam(5).replace("AIF-C01", "OWN-1").encode(), "a.csv")
    shared = with_exams_and_people(context, [read, read_any_file(results, context)])
    assert shared.blueprints == {"OWN-1": read.blueprint}
    assert shared.exams_of == {"me": ("OWN-1",)}


def test_an_exam_file_is_known_by_its_schema_wherever_it_stands(tmp_path: Path) -> None:
    """TOML keys have no order; a table that only quotes the schema in a note is no exam."""
    store = new_store(tmp_path / "own.duckdb")
    schema = OWN_EXAM.partition("\n")[0]
    report = import_texts(store, tmp_path, exam=f"edition = 2\n{OWN_EXAM}")
    assert report.files[0].format == "exam_blueprint"
    note = f'on,note\n2026-11-01,"about:\n{schema}"\n'
    assert import_texts(store, tmp_path, days=note).files[0].format == "check_ins"


def test_an_exam_and_its_rows_are_imported_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error at the end, such as a full disk, leaves neither; the same exam again changes nothing."""
    store = new_store(tmp_path / "own.duckdb")
    revision = store.revision()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analytics.updates.import_files._save_mapping", full)
    with pytest.raises(OSError, match="No space"):
        import_texts(store, tmp_path, exam=OWN_EXAM, sessions=SESSIONS.format(domain="a"))
    monkeypatch.undo()
    assert (store.revision(), store.blueprint_texts(), store.batches()) == (revision, {}, [])
    import_texts(store, tmp_path, exam=OWN_EXAM)
    saved = store.revision()
    assert saved != revision
    import_texts(store, tmp_path, exam=OWN_EXAM)
    assert store.revision() == saved


def test_a_dry_run_saves_no_exam(tmp_path: Path) -> None:
    """The exam file counts as imported all the same."""
    store = new_store(tmp_path / "own.duckdb")
    assert import_texts(store, tmp_path, is_dry_run=True, exam=OWN_EXAM).imported == 1
    assert store.blueprint_texts() == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OWN_EXAM.encode() + b"#" * 1_000_000, "larger than 1 MB"),
        (OWN_EXAM.replace("All", "Pr\u00fcfung").encode("cp1252"), "UTF-8 text"),
    ],
)
def test_an_unreadable_exam_file_is_refused_whole(tmp_path: Path, content: bytes, reason: str) -> None:
    """It is not read as a table or in part."""
    path = tmp_path / "exam.toml"
    path.write_bytes(content)
    store = new_store(tmp_path / "own.duckdb")
    report = import_files(update_context(store, blueprints={}), [Source(path, "exam.toml")])
    assert report.files[0].is_refused
    assert reason in report.files[0].problems[0].reason
    assert store.blueprint_texts() == {}


def test_a_broken_exam_file_is_refused_whole(tmp_path: Path) -> None:
    """The reason has the key, value and rule; the other files are imported."""
    store = new_store(tmp_path / "own.duckdb")
    report = import_texts(store, tmp_path, exam=OWN_EXAM.replace("= 70", "= 170"), sessions=SESSIONS.format(domain="a"))
    assert report.files[0].is_refused
    assert "scoring.pass_score" in report.files[0].problems[0].reason
    assert report.imported == 1

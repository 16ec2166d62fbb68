"""An export has everything in the store, and importing it gives an equal store."""

import csv
import io
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import DataProblem, ExportRefusedError
from analytics.errors.store import StoreRefusedError
from analytics.exports.canonical import export_files, plan_text, problems_text, table_text, write_atomically
from analytics.ingest.values.texts import unescape_formula
from analytics.records import (
    RECORD_TYPES,
    Activity,
    CheckIn,
    PlannedSession,
    Record,
    Row,
    SelfRating,
    StudyPlan,
    StudySession,
)
from analytics.store import Store
from analytics.store.tables import row_key
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from tests.inputs.builders import MADE_AT, TODAY, update_context
from tests.inputs.examples import EXAMPLES
from tests.inputs.file_records import file_records
from tests.inputs.store_files import all_records, close_kept, new_store
from tests.inputs.strategies import few_examples

PLAN = next(example for example in EXAMPLES if isinstance(example, StudyPlan))


def filled_store(path: Path) -> Store:
    """Make a store with a record of each kind, a second plan and a second exam."""
    store = new_store(path)
    other_plan = replace(PLAN, candidate_id="ann", exam_on=None, activity_share=None, weeks=())
    plan_of_another_exam = replace(PLAN, exam_code="MLS-C01")
    formula = SelfRating(rated_on=date(2026, 3, 8), domain_id="2", rating=1, note="=1+1 'quoted'\nsecond line")
    records = (*EXAMPLES, other_plan, plan_of_another_exam, formula)
    with store.batch("all", made_at=MADE_AT) as batch:
        batch.add([Row(str(line), record) for line, record in enumerate(records, 2)])
    return store


def imported(folder: Path, path: Path, *, may_fail: bool = False) -> Store:
    """Import all files of a folder into a store."""
    store = new_store(path)
    sources = [Source(file, file.name) for file in sorted(folder.iterdir())]
    with store.reading():
        report = import_files(update_context(store), sources)
    assert may_fail or report.failed == 0, [file.problems for file in report.files]
    return store


def test_importing_an_export_gives_an_equal_store(tmp_path: Path) -> None:
    """Each record is equal except for keys that a reader computes."""
    store = filled_store(tmp_path / "one.duckdb")
    folder = tmp_path / "out"
    written = export_files(store, folder)
    again = imported(folder, tmp_path / "two.duckdb")
    for kind in RECORD_TYPES:
        assert [keyless(r) for r in again.records(kind)] == [keyless(r) for r in store.records(kind)]
    assert sorted(path.name for path in written) == sorted(path.name for path in folder.iterdir())
    assert export_files(again, tmp_path / "out2") and all(
        (tmp_path / "out2" / path.name).read_bytes() == path.read_bytes() for path in written
    )


def keyless(record: object) -> object:
    """Remove the key of a study session, which depends on the file."""
    return replace(record, session_key="") if hasattr(record, "session_key") else record  # type: ignore[type-var]


@given(st.lists(file_records, max_size=12))
@few_examples(5)
def test_any_imported_rows_are_exported_and_imported_equal(records: list[Record]) -> None:
    """This includes the keys, and the second export equals the first to the byte."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder / "given", records)
        one = imported(folder / "given", folder / "one.duckdb", may_fail=True)
        first = export_files(one, folder / "first")
        two = imported(folder / "first", folder / "two.duckdb")
        assert all_records(two) == all_records(one)
        second = export_files(two, folder / "second")
        assert [(path.name, path.read_bytes()) for path in second] == [(path.name, path.read_bytes()) for path in first]


def test_a_changed_row_keeps_its_key(tmp_path: Path) -> None:
    """So its original file, imported into the new database, adds nothing.

    Of two equal sessions one is corrected; the key of the other is computed from its values again.
    """
    given_files, path = tmp_path / "given", tmp_path / "one.duckdb"
    alike = StudySession(
        session_key="", started_at=date(2026, 3, 1), time_on_task_min=30.0, activity=Activity.READING, note="a"
    )
    write_files(given_files, [alike, alike, PlannedSession(planned_key="", starts_at=TODAY, duration_min=30.0)])
    one = imported(given_files, path)
    first, second = one.records(StudySession)
    (planned,) = one.records(PlannedSession)
    changed = (replace(first, domain_id="1"), replace(planned, title="b"))
    with one.batch("by hand", made_at=MADE_AT) as batch:
        batch.add([Row("1", record) for record in changed])
    export_files(one, tmp_path / "out")
    two = imported(tmp_path / "out", tmp_path / "two.duckdb")
    assert [row_key(record) for record in all_records(two)] == [row_key(record) for record in all_records(one)]
    n_named = sum(record.source_id is not None for record in two.records(StudySession))
    assert n_named in (1, 2)  # both if the corrected one is the first of its kind
    imported(given_files, two.path)
    assert len(all_records(two)) == 3
    assert second in one.records(StudySession)


def write_files(folder: Path, records: list[Record]) -> None:
    """Write records to canonical files."""
    folder.mkdir()
    for kind in RECORD_TYPES:
        of_kind = [record for record in records if type(record) is kind]
        if kind is not StudyPlan and of_kind:
            (folder / f"{kind.TABLE}.csv").write_text(table_text(kind, of_kind), encoding="utf-8", newline="")
    plans = [record for record in records if isinstance(record, StudyPlan)]
    for number, one in enumerate(plans):
        (folder / f"plan{number}.toml").write_text(plan_text(one), encoding="utf-8")


def test_an_empty_store_writes_no_file(tmp_path: Path) -> None:
    """A kind without rows has no file; the folder is made."""
    assert export_files(Store(tmp_path / "empty.duckdb"), tmp_path / "out") == []
    assert (tmp_path / "out").is_dir()


def test_an_export_replaces_no_other_file(tmp_path: Path) -> None:
    """If a file of the candidate's has the name of an exported one, nothing is written."""
    store, folder = filled_store(tmp_path / "one.duckdb"), tmp_path / "out"
    folder.mkdir()
    own = folder / "check_ins.csv"
    own.write_text("on,note\n", encoding="utf-8")
    with pytest.raises(ExportRefusedError, match=r"with these names: check_ins\.csv\."):
        export_files(store, folder)
    assert [path.name for path in folder.iterdir()] == ["check_ins.csv"]
    with pytest.raises(ExportRefusedError, match="not a folder"):
        export_files(store, own)
    own.unlink()
    assert export_files(store, folder) == export_files(store, folder)


def test_a_full_disk_leaves_no_exported_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file gets its name before all are written, and no folder is made for none."""
    store, folder = filled_store(tmp_path / "one.duckdb"), tmp_path / "new" / "out"
    write = Path.write_text

    def full(path: Path, text: str, **how: Any) -> int:
        if path.name.startswith("study_sessions"):
            raise OSError(28, "No space left on device")
        return write(path, text, **how)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        export_files(store, folder)
    close_kept()
    assert sorted(tmp_path.iterdir()) == [store.path]
    folder.mkdir(parents=True)
    with pytest.raises(OSError, match="No space"):
        export_files(store, folder)
    assert list(folder.iterdir()) == []


def test_an_export_to_a_new_folder_appears_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is there before all of it is; its files and folder are for their owner alone."""
    store, folder = filled_store(tmp_path / "one.duckdb"), tmp_path / "new" / "out"
    replace, seen = Path.replace, list[bool]()

    def watched(path: Path, target: Path) -> Path:
        seen.append(folder.exists())
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    written = export_files(store, folder)
    assert seen == [False]
    assert set(written) == set(folder.iterdir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_is_replaced_once_all_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link stays and its target is replaced; a device is written to."""
    store = Store(tmp_path / "cutscore.duckdb")
    path, link = tmp_path / "report.html", tmp_path / "link"
    link.symlink_to(path)
    write_atomically(store, link, "first")
    write_atomically(store, Path("/dev/null"), "first")
    assert (path.read_text(encoding="utf-8"), link.is_symlink()) == ("first", True)

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space") as caught:
        write_atomically(store, path, "second")
    assert caught.value.filename == str(tmp_path)
    monkeypatch.undo()
    assert (path.read_text(encoding="utf-8"), sorted(tmp_path.iterdir())) == ("first", [link, path])


def test_a_text_never_replaces_a_database(tmp_path: Path) -> None:
    store = filled_store(tmp_path / "cutscore.duckdb")
    before = store.path.read_bytes()
    with pytest.raises(StoreRefusedError, match="this is a database"):
        write_atomically(store, store.path, "text")
    assert store.path.read_bytes() == before


def test_a_custom_exam_is_exported_under_a_safe_name(tmp_path: Path) -> None:
    """Its text is unchanged; its code is not part of the path."""
    store = Store(tmp_path / "own.duckdb")
    store.save_blueprint("../X 1", "schema = 1")
    (path,) = export_files(store, tmp_path / "out")
    assert (path.name, path.read_text(encoding="utf-8")) == ("exam_1.toml", "schema = 1")


def test_formulas_are_escaped_and_numbers_are_short() -> None:
    """None is empty, and whole numbers have no decimals."""
    text = table_text(CheckIn, [CheckIn(on=date(2026, 3, 7), sleep_h=7.0, exercise_min=0.5, note="=HYPERLINK()")])
    assert text.splitlines() == [
        "candidate,on,sleep_h,exercise_min,evening_screen_min,note",
        "me,2026-03-07,7,0.5,,'=HYPERLINK()",
    ]


def test_a_plan_of_another_candidate_names_them() -> None:
    """The plan of `me` has no candidate."""
    assert 'candidate = "ann"' in plan_text(replace(PLAN, candidate_id="ann"))
    assert "candidate" not in plan_text(PLAN)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(texts, texts)
def test_problems_are_read_back_from_their_csv(value: str, reason: str) -> None:
    """No cell starts like a formula, whatever it contains."""
    text = problems_text([DataProblem("f.csv", "Sheet!2", "n_items", value, reason)])
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert header == ["file", "line", "column", "value", "reason"]
    assert [unescape_formula(cell) for cell in row] == ["f.csv", "Sheet!2", "n_items", value, reason]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)

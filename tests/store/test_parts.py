"""A folder of Parquet parts holds the current rows of a store, and nothing half written."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from analytics.errors import CutscoreError, ExportRefusedError
from analytics.errors.store import StoreRefusedError
from analytics.exports.canonical import export_parts
from analytics.records import RECORD_TYPES, Row, SelfRating
from analytics.store import Store, parts
from analytics.store.migrations import STEPS
from analytics.store.parts import n_parts_in, part_rows
from tests.inputs.examples import EXAMPLES
from tests.inputs.store_files import add, check_in, new_store

MADE_AT = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with every kind of record of two candidates, one of them changed once."""
    store = new_store(tmp_path_factory.mktemp("made") / "one.duckdb")
    ratings = [
        SelfRating(candidate_id="bo", rated_on=date(2026, 3, 1), domain_id="1", rating=rating) for rating in (1, 4)
    ]
    with store.batch("first", made_at=MADE_AT) as batch:
        batch.add([Row(str(line), record) for line, record in enumerate([*EXAMPLES, ratings[0]])])
    with store.batch("second", made_at=MADE_AT) as batch:
        batch.add([Row("1", ratings[1])])
    store.save_blueprint("X-1", "a text")
    store.save_setting("bo", "exam", "X-1")
    return store.path.parent


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Store:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Store(tmp_path / "one.duckdb")


def test_all_parts_have_the_current_rows(filled: Store, tmp_path: Path) -> None:
    """Records, settings and exams are those of the store, from whichever folder."""
    parts._empty_database.cache_clear()  # the first reading of a process
    folder = tmp_path / "it's a folder" / "of parts"
    assert export_parts(filled, folder) == [folder]
    with part_rows(folder) as rows:
        for kind in RECORD_TYPES:
            assert rows.records(kind) == filled.records(kind)
        for query in ("candidates", "candidates_by_exam", "profiles", "prepared_exams"):
            assert list(rows.query(query).itertuples()) == list(filled.query(query).itertuples())
        assert (rows.blueprint_texts(), rows.saved_texts("exam")) == ({"X-1": "a text"}, {"bo": "X-1"})
        assert rows.revision() == filled.revision()


@pytest.mark.parametrize("n_at_once", [1, 3, 20])
def test_each_candidate_is_in_one_part(
    filled: Store, tmp_path: Path, n_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part has its candidates with all of their rows, by name from part to part, and together they have all."""
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts, "WRITTEN_AT_ONCE", n_at_once)
    add(filled, check_in("a", candidate_id="o'neil"), check_in("b", candidate_id="zoë"))
    export_parts(filled, tmp_path / "folder")
    found: list[SelfRating] = []
    names: list[str] = []
    for part in range(n_parts_in(tmp_path / "folder")):
        with part_rows(tmp_path / "folder", part) as rows:
            found += rows.records(SelfRating)
            names += rows.candidates()
    assert sorted(found, key=str) == sorted(filled.records(SelfRating), key=str)
    assert names == filled.candidates()


def test_a_table_without_rows_is_empty(store: Store, tmp_path: Path) -> None:
    """It has no file, and is read like one of the database."""
    export_parts(store, tmp_path / "folder")
    for part in (None, 0):
        with part_rows(tmp_path / "folder", part) as rows:
            assert all(rows.records(kind) == [] for kind in RECORD_TYPES)
            assert len(rows.table("candidates")) == 0


def test_only_the_owner_can_open_the_folder(filled: Store, tmp_path: Path) -> None:
    """Files inside take their modes from the command, which tests of the command line check."""
    export_parts(filled, tmp_path / "folder")
    assert (tmp_path / "folder").stat().st_mode & 0o077 == 0


def test_an_empty_folder_is_taken_and_another_refused(filled: Store, tmp_path: Path) -> None:
    """Nothing is replaced, and a refusal writes nothing."""
    (tmp_path / "empty").mkdir()
    export_parts(filled, tmp_path / "empty")
    with pytest.raises(ExportRefusedError, match=r"already contains files\. Nothing was written"):
        export_parts(filled, tmp_path / "empty")
    with pytest.raises(ExportRefusedError, match="this is a file, not a folder"):
        export_parts(filled, filled.path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "one.daily-2026-03-10.duckdb", "one.duckdb"]


def test_a_store_that_is_only_read_is_exported_too(filled: Store, tmp_path: Path) -> None:
    """An export changes nothing."""
    export_parts(Store(filled.path, is_read_only=True), tmp_path / "folder")
    assert n_parts_in(tmp_path / "folder") == 1


def test_parts_of_another_version_are_refused(filled: Store, tmp_path: Path) -> None:
    """Their columns may be others."""
    export_parts(filled, tmp_path / "folder")
    (tmp_path / "folder" / "cutscore_parts.json").write_text(json.dumps({"schema": "cutscore-parts/1", "n_parts": 1}))
    with pytest.raises(CutscoreError, match="another version of Cutscore"), part_rows(tmp_path / "folder"):
        pass


@pytest.mark.parametrize(
    "manifest", ["{", "[]", "{}", json.dumps({"schema": f"cutscore-parts/{len(STEPS)}", "n_parts": None}), None]
)
def test_a_folder_without_parts_is_refused(tmp_path: Path, manifest: str | None) -> None:
    """The sentence says how to write them."""
    if manifest is not None:
        (tmp_path / "cutscore_parts.json").write_text(manifest)
    with pytest.raises(CutscoreError, match="cutscore export --format parquet DIR"):
        n_parts_in(tmp_path)


def test_damaged_parts_are_refused(filled: Store, tmp_path: Path) -> None:
    """The sentence names the folder and what to do."""
    export_parts(filled, tmp_path / "folder")
    (file,) = (tmp_path / "folder" / "self_ratings").glob("part=0/*.parquet")
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(CutscoreError, match=r"cannot be read .* Export them again"), part_rows(tmp_path / "folder", 0):
        pass


def test_values_that_no_record_has_are_refused(filled: Store, tmp_path: Path) -> None:
    """As in a database, another program may have written them."""
    export_parts(filled, tmp_path / "folder")
    (file,) = (tmp_path / "folder" / "check_ins").glob("part=0/*.parquet")
    with duckdb.connect() as other:
        other.execute(f"create table t as select * replace (1e300 as sleep_h) from '{file}'")
        other.execute(f"copy t to '{file}' (format parquet)")
    with (
        pytest.raises(CutscoreError, match=r"another program has changed these parts.*sleep_h"),
        part_rows(tmp_path / "folder"),
    ):
        pass


def test_a_full_disk_is_named_as_that_of_the_parts(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names their folder: neither the database, which is only read, nor a draft."""

    def full(*_: object) -> None:
        raise duckdb.IOException("IO Error: Could not write to file: No space left on device")

    monkeypatch.setattr(parts, "write_parts", full)
    with pytest.raises(StoreRefusedError, match="the disk is full; make room on it") as caught:
        export_parts(filled, tmp_path / "folder")
    assert caught.value.path == tmp_path / "folder"

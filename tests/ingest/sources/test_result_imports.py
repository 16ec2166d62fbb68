"""Files of results, from the file to the store and again."""

from datetime import datetime
from pathlib import Path

from analytics.ingest.file_mapping import FileMapping
from analytics.records import CardReview
from analytics.store import Store
from tests.inputs.anki_files import REVIEWS
from tests.inputs.quiz_files import RESULT_FILES
from tests.inputs.source_files import import_paths, written_files


def test_the_same_files_again_add_nothing(tmp_path: Path) -> None:
    """Each is recognized by its contents; what was read was imported, skipped or failed."""
    paths = written_files(
        tmp_path, {f"file {number}": data for number, (data, _, _) in enumerate(RESULT_FILES.values())}
    )
    store = Store(tmp_path / "cutscore.duckdb")
    first, second = import_paths(store, paths), import_paths(store, paths)
    assert [file.format for file in first.files] == list(RESULT_FILES)
    assert [file.imported for file in first.files] == [n_rows for _, _, n_rows in RESULT_FILES.values()]
    assert [file.read for file in first.files] == [file.imported + file.skipped for file in first.files]
    assert (second.imported, second.read) == (0, first.read)
    for kind in {kind for _, kind, _ in RESULT_FILES.values()}:
        assert len(store.records(kind)) == sum(n for _, each, n in RESULT_FILES.values() if each is kind)


def test_an_answer_about_decks_is_remembered(tmp_path: Path) -> None:
    """Reviews of other decks are skipped."""
    (path,) = written_files(tmp_path, {"cards.apkg": RESULT_FILES["anki"][0]})
    store = Store(tmp_path / "cutscore.duckdb")
    refused = import_paths(store, [path], FileMapping())
    assert (refused.exit_code, store.records(CardReview)) == (2, [])
    report = import_paths(store, [path])
    assert (report.read, report.imported, report.skipped) == (len(REVIEWS), 2, 3)
    again = import_paths(store, [path], FileMapping())
    assert (again.imported, again.skipped) == (0, len(REVIEWS))
    moments = [review.reviewed_at for review in store.records(CardReview)]
    assert all(isinstance(moment, datetime) and moment.tzinfo is not None for moment in moments)


def test_the_day_of_a_practice_exam_is_not_remembered(tmp_path: Path) -> None:
    """The next file is of another day."""
    (path,) = written_files(tmp_path, {"quiz.json": RESULT_FILES["udemy"][0]})
    store = Store(tmp_path / "cutscore.duckdb")
    assert import_paths(store, [path]).imported == 1
    (file,) = import_paths(store, [path], FileMapping()).files
    assert file.format is None
    assert "does not say when" in file.problems[0].reason

"""The Data page, in every state of the file."""

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from analytics.clock import DayRule
from analytics.exports.canonical import templates
from analytics.exports.settings import FILE_NAME
from analytics.records import RECORD_TYPES
from analytics.store import Store
from dashboard import components, formatting, pages
from dashboard.cli.main import main
from dashboard.pages import Tab
from dashboard.session import own_database
from dashboard.text import add as add_text
from dashboard.text import data as text
from dashboard.text import imports as imports_text
from dashboard.text import mapping as mapping_text
from dashboard.text import start as start_text
from tests.inputs.builders import TODAY, add_records, practice_exam, save_mapping, store_with
from tests.inputs.examples import EXAMPLES
from tests.inputs.groups import of
from tests.inputs.pages import LIMIT_S, checked
from tests.inputs.store_files import close_kept

HEADER = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n"
GOOD_AND_BAD = f"{HEADER}a,2026-10-20,AIF-C01,1,10,7\na,2026-10-20,AIF-C01,2,10,99\n".encode()
EXAM_FILE = b"""
schema = "exam-blueprint/1"
exam = { code = "MY-EXAM", name = "My *own* exam" }
format = { duration_minutes = 90, questions = 60 }
scoring = { pass_kind = "percent", pass_score = 70 }
domain = [{ id = "1", name = "All of it", weight_kind = "exact", weight = 100 }]
"""


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point the page at a file of its own, on a fixed day."""
    path = tmp_path / "cutscore.duckdb"
    monkeypatch.setenv("CUTSCORE_DB", str(path))
    monkeypatch.setenv("CUTSCORE_TODAY", "2026-11-25")
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    yield path


def page(tab: Tab[None] = pages.IMPORT, *opened: str) -> AppTest:
    """Run the page with a tab and some of its sections open."""
    at = AppTest.from_string("from dashboard.views import data\ndata.render()", default_timeout=LIMIT_S)
    at.query_params[components.TAB] = tab.title
    for section in opened:
        at.session_state[section] = True
    return checked(at.run())


def upload(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Drop files and press Import."""
    at.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files])
    at = checked(at.run())
    return checked(button(at, text.IMPORT).click().run())


def button(at: AppTest, label: str) -> Button:
    """Find a button by its label."""
    return next(button for button in at.button if button.label == label)


def shown(at: AppTest) -> str:
    """Return all texts of the page."""
    parts = [*at.title, *at.markdown, *at.caption, *at.success, *at.warning, *at.error]
    return "\n".join(str(part.value) for part in parts)


def test_an_empty_file_says_how_to_begin() -> None:
    """It opens on the forms, and has the drop zone."""
    at = page(pages.ADD)
    assert (at.title[0].value, at.markdown[0].value) == (
        "No data yet",
        "Add your first entry or import files. Everything stays on this computer.",
    )
    assert at.pills(key="form").value == add_text.SESSION
    assert len(page().file_uploader) == 1


def test_every_section_opens_in_an_empty_file() -> None:
    """No section needs rows."""
    titles = [mapping_text.ASSIGN, mapping_text.SAVED_MAPPINGS, text.EXAMS, text.EXPORT_TITLE, text.BACKUPS]
    assert imports_text.NO_IMPORTS in shown(page(pages.IN_FILE, text.IMPORTS, *titles))
    assert len(page(pages.IMPORT, mapping_text.PASTE, text.TEMPLATES).text_area) == 1


def test_good_rows_go_in_and_bad_ones_are_named(own_file: Path) -> None:
    """The report says how many of each, and the line, column, value and reason of the bad row."""
    at = upload(page(), ("my_*exams*.csv", GOOD_AND_BAD))
    assert [w.value for w in at.warning] == [
        "2 rows read: 1 new, 1 with problems.",
        "1 practice exam is incomplete and counts as it is: a. Fix the rows below in the file and import it again.",
    ]
    (row,) = at.table[0].value.to_dict("records")
    assert row["File"] == r"my\_\*exams\*.csv (rows of practice exam results)"
    assert [row[name] for name in ("New", "With problems")] == ["1", "1"]
    assert r"**my\_\*exams\*.csv, line 3, n\_correct, 99**" in shown(at)
    assert "1 imported, 1 with problems." in shown(page())
    assert Store(own_file).candidates() == ["me"]


def test_a_file_is_imported_once(own_file: Path) -> None:
    """A rerun changes nothing, other files hide the report, and the same rows count as duplicates."""
    at = upload(page(), ("a.csv", GOOD_AND_BAD))
    revision = Store(own_file).revision()
    checked(at.run().run())
    assert Store(own_file).revision() == revision
    assert imports_text.LAST_IMPORT in [header.value for header in at.header]
    at.file_uploader[0].set_value([("b.csv", GOOD_AND_BAD, "text/csv")])
    at = checked(at.run())
    assert not at.warning and not at.header
    assert "0 new, 1 duplicate, 1 with problems" in shown(at)
    at = checked(button(at, text.IMPORT).click().run())
    assert at.warning[0].value == "2 rows read: 0 new, 1 duplicate, 1 with problems."


def test_a_file_that_is_no_table_is_refused_with_its_reason() -> None:
    """There is nothing to import, so no button to do it; the reason is beside the file until it is skipped."""
    at = page()
    at.file_uploader[0].set_value([("photo.csv", b"colour\nred\n", "text/csv")])
    at = checked(at.run())
    assert "no rows that look like study or results" in at.error[0].value
    assert text.IMPORT not in [button.label for button in at.button]
    assert not checked(button(at, mapping_text.LEAVE_OUT).click().run()).error


def test_an_import_can_be_undone(own_file: Path) -> None:
    """The page shows what undo removes before the button that does it."""
    upload(page(), ("a.csv", GOOD_AND_BAD))
    at = page(pages.IN_FILE, text.IMPORTS)
    assert "Undoing it removes 1 row of practice exam results." in shown(at)
    at = checked(button(at, imports_text.UNDO_NOW).click().run())
    assert "Import 1 undone" in shown(at)
    assert at.title[0].value == "No data yet"
    assert Store(own_file).candidates() == []


def test_the_last_import_is_undone_where_it_is_reported(own_file: Path) -> None:
    """In the session that made it beside its report, later beside its counts; then the page has none to show."""
    at = upload(page(), ("a.csv", GOOD_AND_BAD))
    labels = [button.label for button in at.button]
    assert labels == [button.label for button in page().button]
    at = checked(button(at, imports_text.UNDO_NOW).click().run())
    assert "Import 1 undone" in shown(at)
    assert imports_text.LAST_IMPORT not in [header.value for header in at.header]
    assert Store(own_file).batches() == []


def test_a_blueprint_file_is_saved_or_refused(own_file: Path) -> None:
    """A broken file is refused with key, value and rule."""
    at = page(pages.IN_FILE, text.EXAMS)
    at.file_uploader[0].upload("mine.toml", EXAM_FILE.replace(b"70", b"170"), "text/plain")
    at = checked(button(checked(at.run()), start_text.ADD_FILE).click().run())
    assert "pass\\_score \\= 170" in at.error[0].value
    at.file_uploader[0].upload("mine.toml", EXAM_FILE, "text/plain")
    at = checked(button(checked(at.run()), start_text.ADD_FILE).click().run())
    assert "MY-EXAM" in at.success[0].value
    rows = {row["Exam"]: row for row in at.dataframe[0].value.to_dict("records")}
    assert rows["MY-EXAM"]["Passing score"] == f"70{formatting.PERCENT} correct"
    assert rows["MY-EXAM"]["Added by"] == "you"
    assert rows["MLS-C01"]["Status today"] == "retired"
    assert Store(own_file).blueprint_texts().keys() == {"MY-EXAM"}


def test_a_binary_blueprint_file_is_refused() -> None:
    """The error names the first byte that is not text."""
    at = page(pages.IN_FILE, text.EXAMS)
    at.file_uploader[0].upload("mine.toml", b"\xff\xfe\x00", "text/plain")
    at = checked(button(checked(at.run()), start_text.ADD_FILE).click().run())
    assert "UTF-8" in formatting.unescaped(at.error[0].value)


def test_the_contents_of_the_file_are_listed(tmp_path: Path) -> None:
    """By candidate, kind and days; texts are literal, and unknown exams are named."""
    records = practice_exam(date(2026, 10, 1), [(5, 10)], exam_code="X*1*")
    store_with(tmp_path, [*EXAMPLES, *records])
    at = page(pages.IN_FILE)
    assert at.title[0].value.startswith("10 rows, updated")
    assert "Latest entry: Thu\u00a01\u00a0Oct. No backup yet." in shown(at)
    assert at.table[0].value.shape == (len(RECORD_TYPES), 2)
    assert "X\\*1\\*" in at.warning[0].value


def test_from_the_contents_a_link_leads_to_their_correction(own_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who looks for a row that is wrong looks here first; in an empty file nothing can be corrected."""
    linked: list[str] = []
    monkeypatch.setattr(components, "link", lambda to, _: linked.append(to.slug))
    page(pages.IN_FILE)
    assert linked == []
    add_records(Store(own_file), practice_exam(TODAY, [(7, 10)] * 5, exam_code="AIF-C01"))
    page(pages.IN_FILE)
    assert linked == [pages.CORRECT.slug]


@pytest.mark.parametrize(("n_people", "is_whole"), [(1, True), (20, False)])
def test_the_contents_of_a_group_scroll(
    own_file: Path, monkeypatch: pytest.MonkeyPatch, n_people: int, is_whole: bool
) -> None:
    """One row a person would be a page of many screens."""
    people = [of(f"p{n}", practice_exam(TODAY, [(8, 20)] * 4)) for n in range(n_people)]
    add_records(Store(own_file), [row for rows in people for row in rows])
    heights: list[object] = []
    monkeypatch.setattr(st, "table", lambda _, **options: heights.append(options["height"]))
    page(pages.IN_FILE)
    assert [height == "content" for height in heights] == [is_whole]


def test_the_day_rule_is_saved(own_file: Path) -> None:
    """Zone and hour are set for the candidate, also in an empty file."""
    at = page(pages.SETTINGS)
    at.selectbox[0].set_value("Asia/Tokyo")
    at.selectbox[1].set_value(4)
    at = checked(button(at, text.SAVE).click().run())
    assert at.success[0].value == text.saved("Asia/Tokyo", 4)
    assert Store(own_file).day_rule("me") == DayRule("Asia/Tokyo", 4)


def test_a_day_rule_that_another_window_set_is_not_replaced_unasked(own_file: Path) -> None:
    """What was chosen stays in the form, and a second press saves it."""
    at = page(pages.SETTINGS)
    at.selectbox[0].set_value("Asia/Tokyo")
    Store(own_file).set_day_rule("me", DayRule("Europe/Paris", 2))
    for saved in (DayRule("Europe/Paris", 2), DayRule("Asia/Tokyo", 0)):
        at = checked(button(at, text.SAVE).click().run())
        assert Store(own_file).day_rule("me") == saved


def test_everything_can_be_deleted_and_no_copy_is_left(own_file: Path) -> None:
    """It takes the typed words, and removes the automatic backups too."""
    store = store_with(own_file.parent, EXAMPLES)
    store.undo()
    assert len(store.backups()) == 1
    at = page(pages.SETTINGS)
    assert text.DELETE_BODY in shown(at)
    at = checked(button(at, text.DELETE).click().run())
    assert at.error[0].value == text.DELETE_NEEDS_WORDS
    assert len(store.backups()) == 1
    at.text_input[0].set_value("Delete Everything").run()
    at = checked(button(at, text.DELETE).click().run())
    assert at.success[0].value == text.DELETED
    assert at.title[0].value == "No data yet"
    assert list(own_file.parent.glob("*.duckdb")) == [own_file]
    assert Store(own_file).candidates() == []


def test_a_backup_can_be_previewed_and_restored(own_file: Path) -> None:
    """The list has day, reason and size; the preview comes before the button."""
    store = store_with(own_file.parent, EXAMPLES)
    n_rows = sum(len(store.records(kind)) for kind in RECORD_TYPES)
    at = page(pages.IN_FILE, text.BACKUPS)
    assert text.NO_BACKUPS in shown(at)
    store.undo()
    at = page(pages.IN_FILE, text.BACKUPS)
    listed = at.table[-1].value
    assert list(listed["Reason"]) == ["before an undo"]
    assert [label for label in (button.label for button in at.button) if label == text.RESTORE] == []
    at = checked(at.selectbox(key="backup_choice").select_index(0).run())
    assert f"The backup has {n_rows} rows" in shown(at)
    preview = at.table[-1].value
    assert set(preview["Now"]) == {"0"}
    assert sum(map(int, preview["In the backup"])) == n_rows
    assert store.candidates() == []
    at = checked(button(at, text.RESTORE).click().run())
    assert "Restored the backup" in at.success[0].value
    assert sum(len(store.records(kind)) for kind in RECORD_TYPES) == n_rows
    assert len(store.backups()) == 2


def test_an_import_leads_away_from_the_sample(tmp_path: Path, own_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes into the own database, which is shown from then on."""
    folder = tmp_path / "sample"
    folder.mkdir()
    sample = store_with(folder, EXAMPLES)
    revision = sample.revision()
    monkeypatch.setenv("CUTSCORE_SAMPLE_DB", str(sample.path))
    at = page()
    assert text.OWN_FILE_NOTE in shown(at)
    at = upload(at, ("a.csv", GOOD_AND_BAD))
    assert text.OWN_FILE_NOTE not in shown(at)
    assert at.session_state["shows_sample"] is False
    assert sample.revision() == revision
    assert len(Store(own_file).batches()) == 1


def test_a_damaged_file_is_an_error_in_words(own_file: Path) -> None:
    """It names the file and what to do."""
    own_file.write_bytes(b"no database" * 1000)
    at = page()
    assert "cutscore" in at.error[0].value


def test_a_file_that_vanishes_is_not_shown_as_empty(tmp_path: Path, own_file: Path) -> None:
    """The page says that it is gone, and makes no new one."""
    store = Store(own_file)
    store.save_blueprint("X-1", "schema = 1")
    page()
    close_kept()
    own_file.rename(tmp_path / "moved.duckdb")
    at = page()
    assert "moved or deleted while Cutscore was using it" in at.error[0].value
    assert not own_file.exists()


def test_templates_are_offered_with_their_columns() -> None:
    """All seven files are offered, and each column of the chosen one is explained."""
    at = page(pages.IMPORT, text.TEMPLATES)
    assert [item.proto.label for item in at.get("download_button")] == list(templates())
    assert "n\\_items" in shown(at)


def test_the_export_and_the_backup_are_complete(tmp_path: Path) -> None:
    """The zip has the canonical files and the settings; the backup is a whole database."""
    store = store_with(tmp_path, EXAMPLES)
    with zipfile.ZipFile(BytesIO(own_database.export_zip(store))) as archive:
        assert sorted(archive.namelist()) == sorted([*templates(), FILE_NAME])
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(store.backup_bytes())
    assert Store(copy).candidates() == ["me"]


@pytest.mark.full
def test_an_export_can_be_imported_again(tmp_path: Path, own_file: Path) -> None:
    """The zip restores rows, settings and custom exams, on the page and by the command."""
    folder = tmp_path / "before"
    folder.mkdir()
    store = store_with(folder, EXAMPLES)
    store.set_day_rule("me", DayRule("Asia/Tokyo", 3))
    save_mapping(store, "f" * 32, "toggl", 'zone = "UTC"\n')
    store.save_blueprint("MY-EXAM", EXAM_FILE.decode())
    data = own_database.export_zip(store)
    upload(page(), ("export.zip", data))
    packed, by_command = tmp_path / "export.zip", tmp_path / "by-command.duckdb"
    packed.write_bytes(data)
    assert main(["import", str(packed), "--db", str(by_command)]) == 0
    for path in (own_file, by_command):
        assert unpacked(own_database.export_zip(Store(path))) == unpacked(data)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

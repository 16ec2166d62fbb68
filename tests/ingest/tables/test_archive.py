"""Archives: their members are files, and limits apply to actual sizes."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest import opened_bytes, opened_files, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables import archive
from analytics.ingest.tables import workbook as workbooks
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes, read_file, workbook
from tests.inputs.tracker_files import TWO_PROJECTS as TOGGL
from tests.inputs.tracker_inputs import ALL, context_with

LOG = "started_at,time_on_task_min,activity\n2026-03-01,30,video\n"


def packed(members: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack members into an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def test_each_recognized_member_is_a_file(tmp_path: Path) -> None:
    """Other members are listed in a notice."""
    path = tmp_path / "x"
    path.write_bytes(packed({"a.csv": LOG, "b/": b"", "b/c.csv": TOGGL, "d.txt": "words"}))
    opened = opened_files(path)
    assert [one.name.rpartition(" > ")[2] for one in opened] == ["a.csv", "b/c.csv"]
    assert opened[0].notices == ("Files in the archive that were ignored: x > d.txt.",)
    path.write_bytes(packed({"a.csv": LOG}))
    assert len(read_file(path, context_with()).rows) == 1


def test_an_archive_without_anything_known_is_refused() -> None:
    """The refusal lists its members."""
    with pytest.raises(UnreadableFileError, match=r"has no file that Cutscore can read. It contains: f > d.txt"):
        read_bytes(packed({"d.txt": "words"}), "f", CONTEXT)
    with pytest.raises(UnreadableFileError, match="It contains: nothing"):
        read_bytes(packed({"d/": b""}), "f", CONTEXT)


@pytest.mark.parametrize(
    "members",
    [
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<?xml version='1.0'?>"},
        {"Index/Document.iwa": b"\x00\x01", "preview.jpg": b"\xff\xd8\xff"},
        {"[Content_Types].xml": "<?xml version='1.0'?>", "xl/workbook.bin": b"\x83\x01"},
    ],
    ids=["OpenDocument", "Numbers", "xlsb"],
)
def test_a_document_is_not_taken_apart(members: dict[str, bytes | str]) -> None:
    """The refusal says what to do with it, and an archive beside a table ignores it as one file."""
    with pytest.raises(UnreadableFileError, match=r"document of an office program\. Save its table"):
        read_bytes(packed(members), "log.ods", CONTEXT)
    (opened,) = opened_bytes(packed({"a.csv": LOG, "log.ods": packed(members)}), "f")
    assert opened.notices == ("Files in the archive that were ignored: f > log.ods.",)


def test_limits_count_what_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of bytes, of all members and of depth."""
    with monkeypatch.context() as patch:
        patch.setattr(archive, "MAX_UNPACKED_BYTES", 1000)
        with pytest.raises(UnreadableFileError, match="unpacks to more than"):
            read_bytes(packed({"a.csv": "x" * 1001}), "f", CONTEXT)
    with monkeypatch.context() as patch:
        patch.setattr(archive, "MAX_MEMBERS", 2)
        with pytest.raises(UnreadableFileError, match="more than"):
            read_bytes(packed({"a.zip": packed({"b.csv": LOG, "c.csv": LOG})}), "f", CONTEXT)
    deep = packed({"a.zip": packed({"b.zip": packed({"c.csv": LOG})})})
    with pytest.raises(UnreadableFileError, match=r"It contains: f > a\.zip > b\.zip"):
        read_bytes(deep, "f", CONTEXT)


def test_a_name_in_an_archive_is_only_shown() -> None:
    """It never becomes a path, and cannot move a terminal's cursor."""
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(packed({"../../etc/\x1b[2Jpasswd": "words"}), "f", CONTEXT)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("spoil", [slice(0, 40), slice(40, 60), slice(-40, None)])
def test_a_damaged_archive_is_refused(spoil: slice) -> None:
    """Truncated, or with changed bytes."""
    data = bytearray(packed({"a.csv": LOG * 50}))
    data[spoil] = b"\xff" * len(data[spoil])
    with pytest.raises(UnreadableFileError):
        read_bytes(b"PK\x03\x04" + bytes(data[4:]), "f", CONTEXT)


def test_a_member_without_a_name_is_damage() -> None:
    """The standard library fails at it."""
    data = packed({"a.csv": LOG})
    at = data.rindex(b"PK\x01\x02") + 28
    assert data[at] == len("a.csv")  # the length of the name in the directory
    with pytest.raises(UnreadableFileError):
        read_bytes(data[:at] + b"\x00" + data[at + 1 :], "f", CONTEXT)


SOUND = packed({"a.csv": LOG * 20, "b.zip": packed({"c.csv": TOGGL})})


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=8))
def test_a_corrupted_archive_gives_files_or_a_refusal(edits: list[tuple[int, int]]) -> None:
    """Changed bytes cause no other result."""
    data = bytearray(SOUND)
    for at, value in edits:
        data[at] = value
    try:
        for opened in opened_bytes(bytes(data), "f"):
            read_opened(opened, context_with())
    except UnreadableFileError as error:
        assert "\n" not in str(error)


def test_the_reader_that_is_named_reads_or_refuses() -> None:
    """With `--as` no other reader is tried."""

    def named(name: str, text: str, mapping: FileMapping = ALL) -> str:
        return read_bytes(text.encode(), "f", replace(context_with(mapping), as_format=name, exam_code=EXAM)).format

    assert named("toggl", TOGGL) == "toggl"
    assert named("study_sessions", LOG) == "study_sessions"
    plan = 'exam_code = "SAA-C03"\nstarts_on = 2026-03-01\nhours_per_week = [1, 2]\naudit_weeks = 1\n'
    assert named("study_plan", plan) == "study_plan"
    own = FileMapping(kind="study_sessions", columns={"day": "started_at", "minutes": "time_on_task_min"})
    assert named("study_sessions", "Day,Minutes\n2026-03-01,30\n", own) == "study_sessions"
    for name, text, why in (
        ("toggl", LOG, "this is not a toggl file"),
        ("abc", LOG, "unknown format 'abc'"),
        ("check_ins", LOG, "columns missing for check_ins: on"),
    ):
        with pytest.raises(UnreadableFileError, match=why):
            named(name, text)


@pytest.mark.parametrize(
    ("limit", "value", "members"),
    [
        ("MAX_BYTES", len(LOG) - 1, {"a.csv": LOG}),
        ("MAX_BYTES", len(LOG) + 1, {"a.csv": LOG, "b.csv": LOG}),
        ("MAX_ROWS", 3, {"a.csv": LOG, "b.csv": LOG}),
        ("MAX_ROWS", 3, {"a.csv": LOG.encode("utf-16"), "b.csv": LOG.encode("utf-16")}),
    ],
)
def test_texts_of_an_archive_have_the_limits_of_one_file(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, members: dict[str, bytes | str]
) -> None:
    """Readers hold each text several times."""
    monkeypatch.setattr(archive, limit, value)
    with pytest.raises(UnreadableFileError, match=r"Split it into|one by one"):
        read_bytes(packed(members), "f", CONTEXT)


def test_workbooks_of_an_archive_have_the_cells_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alone would be read, but they are slow to read."""
    book = workbook([["started_at", "time_on_task_min", "activity"], ["2026-03-01", 30, "lab"]])
    monkeypatch.setattr(workbooks, "MAX_TAGS", workbooks.n_tags(book) + 1)
    assert len(read_bytes(packed({"a.xlsx": book}), "f", CONTEXT).rows) == 1
    with pytest.raises(UnreadableFileError, match="too many cells in all"):
        read_bytes(packed({"a.xlsx": book, "b.xlsx": book}), "f", CONTEXT)


def test_pictures_in_an_archive_do_not_count_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are ignored unread."""
    monkeypatch.setattr(archive, "MAX_ROWS", 3)
    assert len(read_bytes(packed({"a.csv": LOG, "b.png": b"\x89PNG\x00" + b"\n" * 9}), "f", CONTEXT).rows) == 1


def test_stated_sizes_are_summed_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No member is opened."""
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 2 * len(LOG) - 1)
    data = packed({"a.csv": LOG, "b.csv": LOG})
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(UnreadableFileError, match="unpacks to more than"):
        archive.members(data, "f")

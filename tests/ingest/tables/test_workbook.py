"""The first sheet of a workbook."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import openpyxl
import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.tables import workbook
from analytics.records import CheckIn, SelfRating, StudySession
from tests.inputs.ingest_inputs import CONTEXT, found, lines, read_bytes
from tests.inputs.ingest_inputs import workbook as make_workbook

HEADER = ["on", "sleep_h", "note"]


def read(rows: Sequence[Sequence[object]], *, more: tuple[str, ...] = ()) -> Import:
    """Read a workbook of rows."""
    return read_bytes(make_workbook(rows, more=more), "file.xlsx", CONTEXT)


def repacked(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """Replace bytes inside one member of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == member else content)
    return out.getvalue()


def test_cells_are_read_by_value() -> None:
    """Days, numbers, texts and blanks become what they are in a text file."""
    result = read(
        [
            HEADER,
            [datetime(2026, 3, 1, tzinfo=UTC), 7.5, "fine"],
            [date(2026, 3, 2), 8, None],
            [],
            ["2026-03-03"],
        ]
    )
    assert [row.record for row in result.rows] == [
        CheckIn(on=date(2026, 3, 1), sleep_h=7.5, note="fine"),
        CheckIn(on=date(2026, 3, 2), sleep_h=8.0),
        CheckIn(on=date(2026, 3, 3)),
    ]
    assert lines(result) == ["Results!2", "Results!3", "Results!5"]


def test_a_time_of_day_and_a_boolean_are_read() -> None:
    """A date-time in a sheet has no zone, so it is in the candidate's."""
    header = ["started_at", "time_on_task_min", "activity", "is_new_material"]
    result = read([header, [datetime(2026, 3, 1, 9, 30, tzinfo=UTC), 50.0, "video", True]])
    (row,) = result.rows
    assert isinstance(row.record, StudySession)
    assert row.record.started_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert row.record.is_new_material is True


def test_a_whole_number_stored_as_a_decimal_is_whole() -> None:
    """Some programs store 8.0 for a cell that shows 8."""
    data = make_workbook([["rated_on", "domain_id", "rating"], ["2026-03-01", 1, 4]])
    data = repacked(data, "xl/worksheets/sheet1.xml", b'<v>1</v></c><c r="C2"', b'<v>1.0</v></c><c r="C2"')
    (row,) = read_bytes(data, "file.xlsx", CONTEXT).rows
    assert row.record == SelfRating(rated_on=date(2026, 3, 1), domain_id="1", rating=4)


def test_a_share_keeps_the_percent_sign_that_a_sheet_shows() -> None:
    """A cell that shows 68 % contains 0.68, which alone may be hours."""
    book = openpyxl.load_workbook(io.BytesIO(make_workbook([["score", "hours"], [0.68, 0.68], [1, 1], [0.295, None]])))
    for cell in book["Results"]["A"]:
        cell.number_format = "0.0%"
    data = io.BytesIO()
    book.save(data)
    (grid,) = workbook.filled_sheets(data.getvalue(), "file.xlsx")
    assert [cells for _, cells in grid.rows] == [["score", "hours"], ["68%", "0.68"], ["100%", "1"], ["29.5%"]]


def test_only_the_first_sheet_is_read() -> None:
    """A notice lists the others."""
    result = read([HEADER, ["2026-03-01", 7, ""]], more=("Notes", "Old"))
    assert result.notices == (
        "Read from the sheet 'Results'.",
        "Other sheets were ignored: 'Notes', 'Old'.",
    )


def test_a_bad_row_is_named_by_sheet_and_row() -> None:
    """Too many cells, a cell that is too long, and an invalid day."""
    result = read(
        [
            HEADER,
            ["2026-03-01", 7, "x", "beyond"],
            ["2026-03-02", 7, "y" * 10_001],
            [time(9, 30), 7, ""],
            ["2026-03-04", 7, "z"],
        ]
    )
    assert lines(result) == ["Results!5"]
    assert found(result) == [
        ("Results!2", "", "beyond"),
        ("Results!3", "", ""),
        ("Results!4", "on", "09:30:00"),
    ]


@pytest.mark.parametrize(
    ("name", "limit", "what"),
    [
        ("MAX_MEMBERS", 3, "unpacks to more"),
        ("MAX_UNPACKED_BYTES", 100, "unpacks to more"),
        ("MAX_TAGS", 20, "too many cells"),
        ("_PIECE_BYTES", 1, "too long a text"),
        ("MAX_ROWS", 1, "more than 1 rows"),
        ("MAX_COLUMNS", 2, "more than 2 columns"),
        ("MAX_CELLS", 11, "too many cells"),
    ],
)
def test_a_workbook_beyond_a_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, limit: int, what: str
) -> None:
    """The limits hold before memory is filled."""
    monkeypatch.setattr(workbook, name, limit)
    with pytest.raises(UnreadableFileError, match=what):
        read([HEADER, ["2026-03-01", 7, "x"], ["2026-03-02", 7, "x"]])


def test_blank_cells_beyond_the_table_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets often have formats without values at the right and below."""
    monkeypatch.setattr(workbook, "MAX_ROWS", 1)
    monkeypatch.setattr(workbook, "MAX_COLUMNS", 3)
    result = read([[*HEADER, None, " "], ["2026-03-01", 7, "x", " ", None], [None, " ", "", " "], [" "]])
    assert (lines(result), result.problems) == (["Results!2"], ())


SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_without_a_stored_value_is_a_problem() -> None:
    """Programs that do not compute leave the value out; that is not "not known"."""
    data = make_workbook(
        [HEADER, ["=DATE(2026,3,1)", 7], ["2026-03-02", "=3+4", "x"], ["2026-03-03", 7], [1, 2, 3, "=4"]]
    )
    result = read_bytes(data, "file.xlsx", CONTEXT)
    assert lines(result) == ["Results!4"]
    assert found(result) == [("Results!2", "on", ""), ("Results!3", "sleep_h", ""), ("Results!5", "", "")]
    assert ["formula without a stored value" in problem.reason for problem in result.problems] == [True, True, False]


def test_a_formula_with_a_stored_value_is_that_value() -> None:
    """Even if the value is an empty text."""
    data = make_workbook([HEADER, ["2026-03-01", "=3+4", "=A1"]])
    data = repacked(data, SHEET, b"<f>3+4</f><v />", b"<f>3+4</f><v>7</v>")
    data = repacked(data, SHEET, b'<c r="C2"', b'<c t="str" r="C2"')
    (row,) = read_bytes(data, "file.xlsx", CONTEXT).rows
    assert row.record == CheckIn(on=date(2026, 3, 1), sleep_h=7.0)


def test_a_formula_in_the_header_needs_its_value() -> None:
    """Without it the columns have no names."""
    with pytest.raises(UnreadableFileError, match="header has a formula"):
        read([["on", "=A1"], ["2026-03-01", 7]])


def test_an_empty_sheet_is_refused() -> None:
    """It has no header."""
    with pytest.raises(UnreadableFileError, match="empty"):
        read([[None, " "]])


def test_rows_below_many_blank_ones_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet may have formats down to its last row, or claim that its next row is a billion lines below."""
    monkeypatch.setattr(workbook, "MAX_BLANK_ROWS", 10)
    data = make_workbook([HEADER, ["2026-03-01", 7, "x"], ["2026-03-02", 7, "x"]])
    near, far, beyond = (repacked(data, SHEET, b'<row r="3"', b'<row r="%d"' % row) for row in (12, 13, 999_999_999))
    assert lines(read_bytes(near, "file.xlsx", CONTEXT)) == ["Results!2", "Results!12"]
    for blank in (far, beyond):
        result = read_bytes(blank, "file.xlsx", CONTEXT)
        assert lines(result) == ["Results!2"]
        assert "Rows from 13 on were not read, since the 10 above are blank." in result.notices


def test_two_cells_far_apart_do_not_fill_the_memory() -> None:
    """A sheet of two cells may span all its rows and columns."""
    data = repacked(make_workbook([HEADER, ["2026-03-01", 7, "x"]]), SHEET, b'<c r="C2"', b'<c r="XFD1048576"')
    with pytest.raises(UnreadableFileError, match="more than 256 columns"):
        read_bytes(data, "file.xlsx", CONTEXT)


def test_blank_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank cell at the far right makes thousands in its row, and a blank row far down as many above it."""
    monkeypatch.setattr(workbook, "MAX_CELLS", 20_000)
    data = make_workbook([HEADER, ["2026-03-01", 7, "x"], [None, None, " "]])
    wide = repacked(data, SHEET, b'<c r="C3"', b'<c r="XFD3"')
    assert lines(read_bytes(wide, "file.xlsx", CONTEXT)) == ["Results!2"]
    monkeypatch.setattr(workbook, "MAX_CELLS", 16_000)
    for blank in (wide, repacked(data, SHEET, b'<row r="3"', b'<row r="16000"')):
        with pytest.raises(UnreadableFileError, match="too many cells"):
            read_bytes(blank, "file.xlsx", CONTEXT)


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("xl/workbook.xml", b"<workbook", b"<work"),
        ("xl/worksheets/sheet1.xml", b"</row>", b"</raw>"),
    ],
)
def test_a_damaged_workbook_is_refused_with_a_way_out(member: str, old: bytes, new: bytes) -> None:
    """Whatever error the library raises, the sentence is the same."""
    data = make_workbook([HEADER, ["2026-03-01", 7, "x"]])
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_bytes(repacked(data, member, old, new), "file.xlsx", CONTEXT)


def test_a_sheet_that_fails_its_checksum_is_damaged() -> None:
    """A flipped bit would be read as another number."""
    data = repacked(make_workbook([HEADER, ["2026-03-01", 7, "x"]]), SHEET, b"<row", b"<row")
    assert data.count(b"<v>7</v>") == 1
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_bytes(data.replace(b"<v>7</v>", b"<v>5</v>"), "file.xlsx", CONTEXT)


def test_half_a_workbook_is_a_damaged_workbook() -> None:
    """Its first members identify it if its end is missing."""
    data = make_workbook([["on", "note"], ["2026-03-01", "x"]])
    with pytest.raises(UnreadableFileError, match="the workbook is damaged or incomplete"):
        read_bytes(data[: len(data) // 2], "half.xlsx", CONTEXT)


def test_other_archives_are_not_workbooks() -> None:
    """An archive with other members is refused as an archive, whole or truncated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("table.csv", "on\n")
    for other in (out.getvalue(), out.getvalue()[:-10]):
        with pytest.raises(UnreadableFileError, match="ZIP"):
            read_bytes(other, "file.xlsx", CONTEXT)


def test_a_workbook_without_a_sheet_is_refused() -> None:
    """It may have only charts."""
    data = make_workbook([HEADER])
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        book = source.read("xl/workbook.xml").decode()
    start, end = book.index("<sheets>"), book.index("</sheets>")
    data = repacked(data, "xl/workbook.xml", book[start:end].encode(), b"<sheets>")
    with pytest.raises(UnreadableFileError, match="damaged or incomplete"):
        read_bytes(data, "file.xlsx", CONTEXT)


def test_the_tags_for_sheets_names_and_styles_are_bounded() -> None:
    """Its sheets, names and styles are all held at once, so 20,000 tags of them are too many, and 5,000 are not."""
    book = make_workbook([HEADER, ["2026-03-01", 7, "fine"]])
    for n, is_refused in ((2_500, False), (10_000, True)):
        names = b"".join(b'<definedName name="n%d">Results!$A$1</definedName>' % number for number in range(n))
        data = repacked(book, "xl/workbook.xml", b"<definedNames />", b"<definedNames>" + names + b"</definedNames>")
        assert (workbook.n_tags(data) > workbook.MAX_TAGS) is is_refused


def test_a_list_of_sheets_in_another_member_is_refused() -> None:
    """A workbook whose types name another member as its list of sheets is refused."""
    book = make_workbook([HEADER, ["2026-03-01", 7, "fine"]])
    moved = repacked(book, "[Content_Types].xml", b"/xl/workbook.xml", b"/xl/worksheets/book.xml")
    with pytest.raises(UnreadableFileError, match="damaged or incomplete"):
        read_bytes(moved, "file.xlsx", CONTEXT)

"""Files made to exhaust the computer: each was once read for minutes, or took gigabytes of memory, or might."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.inputs.anki_files import collection, packed

MB = 1024 * 1024
Maker = Callable[[Path], object]

_EVENT = "BEGIN:VEVENT\nUID:{}\nSUMMARY:Study\nDTSTART:20250101T100000Z\nDURATION:PT1H\n{}\nEND:VEVENT\n"
_COMPUTED = """
with recursive n(x) as (select 1 union all select x + 1 from n where x < 10000)
insert into revlog (id, cid, time) select 1790000000000 + x, 100, 1000 from n;
alter table revlog drop column ease;
alter table revlog add column ease as (length(hex(zeroblob(15000000 + id % 7))));
"""


def changed_workbook(path: Path, change: Callable[[str, str], dict[str, str]], *, n_sheets: int = 1) -> None:
    """Write a workbook whose members, by name and text, have been changed."""
    book, small = openpyxl.Workbook(), io.BytesIO()
    for number in range(1, n_sheets):
        book.create_sheet(f"more {number}")
    book.save(small)
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            for new_name, text in change(name, source.read(name).decode()).items():
                target.writestr(new_name, text)


def _write_sheets(path: Path, rows: str, *, n_sheets: int = 1) -> None:
    def change(name: str, text: str) -> dict[str, str]:
        return {name: re.sub(r"<sheetData ?/>|<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", text)}

    changed_workbook(path, change, n_sheets=n_sheets)


def _write_list(path: Path, old: str, new: str, *, member: str = "xl/workbook.xml") -> None:
    """Write a workbook with another list of sheets, which may be in a member that only its types name."""

    def change(name: str, text: str) -> dict[str, str]:
        if name == "xl/workbook.xml":
            return {name: text, member: text.replace(old, new, 1)}
        return {name: text.replace("/xl/workbook.xml", f"/{member}")}

    changed_workbook(path, change)


def _write_calendar(path: Path, n: int, line: str) -> None:
    events = "".join(_EVENT.format(number, line) for number in range(n))
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n")


def _write_overlapping(path: Path) -> None:
    """Write an archive whose directory lists its only member four times."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"a,b\n" * (12 * MB))
        archive.filelist *= 4
    path.write_bytes(whole.getvalue())


def _names() -> str:
    return "<definedNames>" + "".join(f'<definedName name="n{n}">1</definedName>' for n in range(900_000))


def _many_sheets() -> str:
    return "".join(f'<sheet name="s{n}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(20_000))


_WIDE = [f"k{n}" for n in range(5000)]

EXHAUSTING: dict[str, Maker] = {
    "900,000 names": lambda path: _write_list(path, "<definedNames", f"{_names()}</definedNames><definedNames"),
    "900,000 names elsewhere": lambda path: _write_list(
        path, "<calcPr", f"{_names()}</definedNames><calcPr", member="xl/other.xml"
    ),
    "20,000 sheets": lambda path: _write_list(path, "</sheets>", f"{_many_sheets()}</sheets>"),
    "5,000 columns": lambda path: path.write_text(f"{','.join(_WIDE)}\n" + f"{'1,' * 4999}1\n" * 4000),
    "50,000 columns of days": lambda path: path.write_text(("1,2026-10-03," * 25_000 + "1\n") * 60),
    "5,000 keys": lambda path: path.write_text(json.dumps([dict.fromkeys(_WIDE, 1)] * 150)),
    "5,000 cells": lambda path: _write_sheets(path, f"<row>{'<c><v>1</v></c>' * 5000}</row>" * 90),
    "5,000 pipes": lambda path: path.write_text(f"{'|a' * 5000}|\n{'|-' * 5000}|\n" + f"{'|1' * 5000}|\n" * 4000),
    "blank cells at the right": lambda path: _write_sheets(
        path, "".join(f'<row><c r="A{n}"><v>1</v></c><c r="XFD{n}"/></row>' for n in range(1, 200_000))
    ),
    "blank rows of many sheets": lambda path: _write_sheets(path, '<row r="1048576"/>', n_sheets=300),
    "dates of series": lambda path: _write_calendar(path, 110, "RDATE;VALUE=DATE:" + ",".join(["20250102"] * 49_000)),
    "days of a rule": lambda path: _write_calendar(
        path, 1, "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=" + ",".join(["1MO"] * 49_000)
    ),
    "rule of each second": lambda path: _write_calendar(path, 19_000, "RRULE:FREQ=SECONDLY;UNTIL=30250101T000000Z"),
    "a long key": lambda path: path.write_text(
        json.dumps([{"K" * 20 * MB: dict.fromkeys(map(str, range(400_000)), 1)}])
    ),
    "digits": lambda path: path.write_text('[{"a":' + "1" * 24 * MB + '},{"a":1e999999}]'),
    "rules of tables": lambda path: path.write_text(("|-" * 250 + "|\n" + "|-" * 249 + "|\n") * 50_000),
    "open quotes": lambda path: path.write_text(
        "started_at,time_on_task_min,activity\n" + ('a","' + "b" * 150 + "\n") * 299_000
    ),
    "accents": lambda path: path.write_bytes(b"Date,What\n" + b"\xe0\xe9\xe8 " * (12 * MB)),
    "computed reviews": lambda path: path.write_bytes(packed(collection(more=_COMPUTED))),
    "overlapping members": _write_overlapping,
}

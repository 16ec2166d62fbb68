"""Files made to exhaust the computer end within limits, with a result or a sentence."""

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.inputs.anki_files import FIRST_MS, collection, packed
from tests.inputs.exhausting_files import EXHAUSTING, MB, Maker
from tests.inputs.usage import used

MAX_CPU_S = 60
MAX_MORE_MB = 700
WIDE = "\U0001f600"
"""One of these makes Python keep four bytes for each character of a text."""


def _zipped(content: bytes, times: int, n: int) -> Maker:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for number in range(n):
                target.writestr(f"{number}.csv", content * times)

    return make


def _text(start: str, repeated: str, times: int, end: str = "") -> Maker:
    return lambda path: path.write_text(start + repeated * times + end)


def _write_sessions(path: Path) -> None:
    rows = (
        f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}T{n % 24:02}:{n % 60:02},{1 + n % 200},reading\n"
        for n in range(299_999)
    )
    path.write_text("started_at,time_on_task_min,activity\n" + "".join(rows))


def _write_own_table(path: Path, note: str = "") -> None:
    rows = (
        f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02},{n % 20:02}:{n % 60:02},{n % 20 + 2:02}:{n % 60:02},"
        f"chapter {n},Project {n % 40},{note}{n}\n"
        for n in range(199_000)
    )
    path.write_text("Day,Start,End,What,Project,Notes\n" + "".join(rows))


def _workbook(n_rows: int, *, note: str = "") -> bytes:
    """Return a workbook with sessions, each with a note if one is given."""
    noted = f'<c t="inlineStr"><is><t>{note}</t></is></c>' if note else ""
    rows = "".join(
        f'<row><c t="inlineStr"><is><t>20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}T09:30</t></is></c>'
        f'<c><v>{1 + n % 200}</v></c><c t="inlineStr"><is><t>reading</t></is></c>{noted}</row>'
        for n in range(n_rows)
    )
    names = ("started_at", "time_on_task_min", "activity", *(["note"] if note else []))
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in names)
    book = openpyxl.Workbook()
    small, large = io.BytesIO(), io.BytesIO()
    book.save(small)
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"<sheetData ?/>|<sheetData>.*</sheetData>", b"<sheetData>@</sheetData>", data)
                data = data.replace(b"@", f"<row>{head}</row>{rows}".encode())
            target.writestr(info, data)
    return large.getvalue()


def _workbooks(n_rows: int, n: int) -> Maker:
    def make(path: Path) -> None:
        book = _workbook(n_rows)
        with zipfile.ZipFile(path, "w") as target:
            for number in range(n):
                target.writestr(f"{number}.xlsx", book)

    return make


def _write_records(path: Path, n: int) -> None:
    rows = [
        {"Day": f"2025-{1 + k % 12:02}-{1 + k % 28:02}", "Minutes": 5 + k % 90, "What": f"Course {k % 30}"}
        for k in range(n)
    ]
    path.write_text(json.dumps(rows))


def _write_wide_table(path: Path, n_rows: int) -> None:
    rows = (f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}{',1.5' * 30}\n" for n in range(n_rows))
    path.write_text("Date," + ",".join(f"Topic {n} (h)" for n in range(30)) + "\n" + "".join(rows))


def _write_long_tags(path: Path) -> None:
    """Write a collection of few cards with much to read."""
    tags = f"update notes set tags = replace(hex(zeroblob({15 * MB})), '0', 'a') || '{WIDE}'"
    more = "".join(
        f"insert into notes values ({n}, '', ''); insert into cards values ({n}, {n}, 10, 0);" for n in range(6)
    )
    reviews = [(FIRST_MS + n, n, 3, 1000) for n in range(6)]
    path.write_bytes(packed(collection(reviews=reviews, more=f"{more} {tags}")))


ATTACKS: dict[str, Maker] = {
    "wide rows": lambda path: _write_wide_table(path, 6_600),
    "too many wide rows": lambda path: _write_wide_table(path, 200_000),
    "rows": _write_sessions,
    "own rows": _write_own_table,
    "own long rows": lambda path: _write_own_table(path, "a note of some length about what was studied " * 2),
    "own wide characters": lambda path: _write_own_table(path, f"{'a note of some length about a topic ' * 2}{WIDE}"),
    "bad rows": _text("started_at,time_on_task_min,activity\n", "x,y,z\n", 299_999),
    "commas": _text("", ",", 49 * MB),
    "one line": _text("", "a", 49 * MB),
    "empty lines": _text("", "\n", 49 * MB),
    "empty objects": _text("[", "{},", 16 * MB, "{}]"),
    "brackets": _text("", "[", 20 * MB),
    "dots": _text("exam_code = 'A'\n", "a.", 16_000, "a = 1\n"),
    "one large member": _zipped(b"a", 199 * MB, 1),
    "four members": _zipped(b"a,b\n", 12 * MB, 4),
    "workbook": lambda path: path.write_bytes(_workbook(299_000)),
    "largest workbook": lambda path: path.write_bytes(_workbook(110_000)),
    "workbooks": _workbooks(60_000, 8),
    "records": lambda path: _write_records(path, 249_000),
    "most records": lambda path: _write_records(path, 100_000),
    "a text of many characters": lambda path: path.write_bytes(_workbook(1, note="a" * 48 * MB + WIDE)),
    "texts of many characters": lambda path: path.write_bytes(_workbook(70_000, note="a" * 480 + WIDE)),
    "four of lists": _zipped(b"[[]],", 9 * MB, 4),
    "long tags": _write_long_tags,
    **EXHAUSTING,
}


@pytest.mark.attack
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a program has other units elsewhere")
@pytest.mark.parametrize("make", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_file_ends_within_limits(tmp_path: Path, make: Maker) -> None:
    """It takes at most 60 CPU seconds, and 700 MB more than a file without rows."""
    bare, hostile = tmp_path / "bare.csv", tmp_path / "hostile"
    bare.write_text("a,b\n")
    options = ["--yes", "--study", "*", "--dry-run", "--db", str(tmp_path / "x.duckdb")]
    bare_mb = used(["-m", "dashboard.cli", "import", str(bare), *options]).peak_mb
    make(hostile)
    found = used(["-m", "dashboard.cli", "import", str(hostile), *options], limit_s=2 * MAX_CPU_S)
    assert found.code in {0, 1, 2}
    assert "Traceback" not in found.output
    assert found.cpu_s <= MAX_CPU_S
    assert found.peak_mb - bare_mb <= MAX_MORE_MB

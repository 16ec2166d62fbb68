"""Lists of study notes: what is read from them, and which texts are not such lists."""

from datetime import date

import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest import Import, read_opened
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import StudySession
from analytics.updates.import_preview import table_head
from tests.inputs.ingest_inputs import CONTEXT, EXAM


def read(text: str) -> Import:
    """Read notes by the guess for their columns."""
    file = OpenedFile("notes.md", text.encode())
    head = table_head(file)
    assert head is not None
    guess = head.guess(exam=CONTEXT.blueprints[EXAM])
    mapping = FileMapping(kind=guess.kind, columns=guess.columns, study=("*",), zone="UTC")
    context = CONTEXT.__class__(today=date(2026, 11, 27), zone="UTC", blueprints=CONTEXT.blueprints, mapping=mapping)
    return read_opened(file, context)


def sessions(found: Import) -> list[tuple[str, str | None, float]]:
    rows = [row.record for row in found.rows if isinstance(row.record, StudySession)]
    return [(f"{row.started_at:%m-%d}", row.resource, row.time_on_task_min) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Notes\n\n- 2026-10-03: IAM policies (90 min)\n- 2026-10-04: **VPC** 1.5 h\n",
            [("10-03", "IAM policies", 90), ("10-04", "VPC", 90)],
        ),
        ("* Oct 3 – VPC, 1.5 h\n* Oct 5 – Route 53, .5 hr\n", [("10-03", "VPC", 90), ("10-05", "Route 53", 30)]),
        (
            "3 Oct 1h30 VPC\n5 Oct 1½ h IAM\n6 Oct 18:30 45 min S3\n",
            [("10-03", "VPC", 90), ("10-05", "IAM", 90), ("10-06", "S3", 45)],
        ),
        (
            "3 oct. 2026 : Réseaux, 45 min\n5 oct. 2026 : Calcul, 1 h 30\n",
            [("10-03", "Réseaux", 45), ("10-05", "Calcul", 90)],
        ),
        (
            "## 3. Oktober 2026\n- IAM-Richtlinien 90 Min\n- S3: 2 Std\n\n**5. Oktober 2026:**\n- 30 min VPC\n",
            [("10-03", "IAM-Richtlinien", 90), ("10-03", "S3", 120), ("10-05", "VPC", 30)],
        ),
        ("3 Oct 25 min IAM\n4 Oct 30 min VPC\n", [("10-03", "IAM", 25), ("10-04", "VPC", 30)]),
        ("3 Oct 26: IAM, 25 min\n4 Oct 26: VPC, 30 min\n", [("10-03", "IAM", 25), ("10-04", "VPC", 30)]),
        ("Oct 3\tIAM\t1h 20\nOct 4\tEC2 and S3\t50m\n", [("10-03", "IAM", 80), ("10-04", "EC2 and S3", 50)]),
        ("3 Oct 2026,1h 30m,IAM\n4 Oct 2026,45 min,VPC,S3\n", [("10-03", "IAM", 90), ("10-04", "VPC, S3", 45)]),
        ("- 2026-10-03 IAM 9:00-10:30\n- 2026-10-04 VPC 18:00–18:45\n", [("10-03", "IAM", 90), ("10-04", "VPC", 45)]),
    ],
)
def test_each_line_is_a_session(text: str, expected: list[tuple[str, str, float]]) -> None:
    """The day comes first or is in a heading; the length may be anywhere after it."""
    found = read(text)
    assert (sessions(found), found.problems) == (expected, ())


def test_lines_that_are_not_sessions_are_counted() -> None:
    """A task without a tick was not done, and a line without a length is left out; other text is named."""
    found = read(
        "- [x] 2026-10-03 IAM 90 min\n- [ ] 2026-10-04 S3 2 h\n- [x] 2026-10-05 VPC\n"
        "I was tired.\n- [x] 6 Oct 2026 S3 1 h\n"
    )
    assert sessions(found) == [("10-03", "IAM", 90), ("10-06", "S3", 60)]
    assert {reason: rows.n_rows for reason, rows in found.left_out.items()} == {
        LeftOutReason.NOT_DONE: 1,
        LeftOutReason.NO_DAY_OR_LENGTH: 1,
    }
    assert "Left out: 1 line without a day and a length, first 'I was tired.' (line 4)." in found.notices


@pytest.mark.parametrize(
    "text",
    [
        "- milk\n- bread\n- 2026-10-03\n",
        f"- 2026-10-03 {'IAM ' * 30} 90 min\n- 2026-10-04 {'VPC ' * 30} 1 h\n",
        "- 2026-10-03 IAM 90 min\n- buy milk\n- call Ann\n",
        f"- 2026-10-03 IAM 90 min\n- 2026-10-04 VPC 1 h {'x' * 600}\n",
        "- 2026-10-03 IAM 90 min\nSome prose.\nMore prose.\nAnd more.\n- 2026-10-04 VPC 1 h\n",
    ],
)
def test_other_lists_are_not_notes(text: str) -> None:
    """Most items must have a day and a length, and most lines must be items."""
    with pytest.raises(UnreadableFileError):
        read_opened(OpenedFile("list.md", text.encode()), CONTEXT)


def test_a_table_of_days_and_lengths_stays_a_table() -> None:
    """A character that occurs in all lines separates cells."""
    head = table_head(
        OpenedFile("log.csv", b"2026-10-03,IAM,90 min\n2026-10-04,VPC,1 h\n"), FileMapping(has_header=False)
    )
    assert head is not None
    assert head.header == ("column_1", "column_2", "column_3")


def test_lines_of_a_table_whose_last_cell_is_empty_are_not_notes() -> None:
    """A TAB at the end of a line counts."""
    head = table_head(OpenedFile("log.tsv", "日付\t開始\t終了\tメモ\n2026年9月1日\t20:00\t22:00\t\n".encode()))
    assert head is not None
    assert tuple(head.header) == ("日付", "開始", "終了", "メモ")


def test_lines_of_a_table_with_a_mark_inside_quotes_are_not_notes() -> None:
    """A comma in a quoted remark separates no cells."""
    rows = 'When,Time,Notes\n7 Nov 2026,1h 30m,\n9 Nov 2026,1h 0m,"tired, only half focus"\n'
    head = table_head(OpenedFile("log.csv", rows.encode()))
    assert head is not None
    assert tuple(head.header) == ("when", "time", "notes")

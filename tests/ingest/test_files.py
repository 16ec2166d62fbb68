"""Whole files: which reader takes them, and rules for all of them."""

import csv
import dataclasses
import io
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.blueprints.parser import read_blueprint
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables import decoding
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes, read_file, workbook

SESSIONS: Sequence[Sequence[str]] = (
    ("started_at", "time_on_task_min", "activity", "domain_id", "cost", "note"),
    ("2026-03-01T09:00", "50.5", "video", "1", "", "café; with, marks"),
    ("2026-03-02", "30", "lab", "2", "4.25", 'a "word"\nand a line'),
    ("2026-03-02", "30", "lab", "2", "4.25", "'=1+1"),
)
RESULTS: Sequence[Sequence[str]] = (
    ("practice_exam_id", "taken_at", "exam_code", "domain_id", "n_items", "n_correct"),
    ("pe-1", "2026-03-01", "SAA-C03", "total", "65", "41"),
    ("pe-1", "2026-03-01", "SAA-C03", "1", "20", "15"),
    ("pe-1", "2026-03-01", "SAA-C03", "2", "17", "21"),
)
RESPONSES: Sequence[Sequence[str]] = (
    ("practice_exam_id", "taken_at", "exam_code", "domain_id", "is_correct", "response_time_s"),
    ("pe-1", "2026-03-01", "SAA-C03", "1", "yes", "71.5"),
    ("pe-1", "2026-03-01", "SAA-C03", "1", "no", ""),
)
PLAN = b'exam_code = "SAA-C03"\nstarts_on = 2026-03-01\nhours_per_week = [10, 12]\n'


def text_of(rows: Sequence[Sequence[str]], *, mark: str = ",") -> str:
    """Return rows as a text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def with_decimal_comma(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Write the two numbers of the sessions with decimal commas."""
    return [[cell.replace("50.5", "50,5").replace("4.25", "4,25") for cell in row] for row in rows]


def as_numbers(rows: Sequence[Sequence[str]]) -> list[list[object]]:
    """Write numbers into a sheet as numbers."""
    return [[float(c) if c.replace(".", "").isdecimal() else c for c in row] for row in rows]


DRESSES: dict[str, Callable[[], bytes]] = {
    "semicolons": lambda: text_of(with_decimal_comma(SESSIONS), mark=";").encode(),
    "tabs": lambda: text_of(SESSIONS, mark="\t").encode(),
    "bom": lambda: text_of(SESSIONS).encode("utf-8-sig"),
    "utf-16": lambda: text_of(SESSIONS).encode("utf-16"),
    "utf-16 without bom": lambda: text_of(SESSIONS).encode("utf-16-be"),
    "cp1252": lambda: text_of(SESSIONS).encode("cp1252"),
    "workbook": lambda: workbook(as_numbers(SESSIONS)),
    "other order": lambda: text_of([row[::-1] for row in SESSIONS]).encode(),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_the_form_of_a_table_does_not_change_its_records(dress: str) -> None:
    """Delimiter, decimal mark, encoding and container do not matter."""
    plain = read_bytes(text_of(SESSIONS).encode(), "a.csv", CONTEXT)
    other = read_bytes(DRESSES[dress](), "a.csv", CONTEXT)
    assert len(plain.rows) == 3
    assert other.problems == ()
    assert [row.record for row in other.rows] == [row.record for row in plain.rows]


def test_assumptions_about_a_file_are_noticed() -> None:
    """A semicolon, a decimal comma and an encoding each have a notice."""
    data = text_of(with_decimal_comma(SESSIONS), mark=";").encode("cp1252")
    notices = " ".join(read_bytes(data, "a.csv", CONTEXT).notices)
    assert [word in notices for word in ("semicolon", "decimal comma", "cp1252")] == [True] * 3


def test_more_specific_tables_are_recognized_first() -> None:
    """A table of responses may also have columns of practice exams."""
    rows = [(*a, *b) for a, b in zip(RESPONSES, [("n_items", "n_correct"), ("1", "1"), ("1", "0")], strict=True)]
    assert read_bytes(text_of(rows).encode(), "a.csv", CONTEXT).format == "item_responses"


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("practice_exam_id,taken_at,domain_id,n_items", "columns missing for practice_exams: n_correct"),
        ("started_at,activity", "columns missing for study_sessions: time_on_task_min"),
        ("name,colour", "no rows that look like study or results"),
        ("name,colour,Name\nx,red,y\nz,blue,w", "no rows that look like study or results"),
    ],
)
def test_an_unknown_header_is_refused_with_the_nearest_table(header: str, what: str) -> None:
    """Nothing is guessed; the reason names missing and known columns."""
    with pytest.raises(UnreadableFileError, match=what):
        read_bytes(f"{header}\n1,2,3,4\n".encode(), "a.csv", CONTEXT)


def test_the_name_of_a_file_plays_no_part(tmp_path: Path) -> None:
    """A table named .png is a table; problems carry the caller's name for it."""
    path = tmp_path / "picture.png"
    path.write_bytes(text_of(RESULTS).encode())
    result = read_file(path, CONTEXT)
    assert (result.format, len(result.rows), len(result.problems)) == ("practice_exams", 2, 1)
    assert result.problems[0].file == "picture.png"
    assert read_file(path, CONTEXT, name="given.csv").problems[0].file == "given.csv"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a pipe, a missing file and a system error each have their own sentence."""
    os.mkfifo(tmp_path / "pipe")
    for path, what in (
        (tmp_path, "this is a folder"),
        (tmp_path / "pipe", "this is not a regular file"),
        (tmp_path / "missing.csv", "file not found"),
    ):
        with pytest.raises(UnreadableFileError, match=what):
            read_file(path, CONTEXT)
    path = tmp_path / "a.csv"
    path.write_bytes(b"on\n")

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFileError, match="Permission denied"):
        read_file(path, CONTEXT)


def test_a_name_that_is_not_utf_8_is_shown(tmp_path: Path) -> None:
    """Its invalid bytes are replaced, so that the sentence can be printed and stored; so are line breaks."""
    name = os.fsdecode(b"caf\xe9.csv\nTotal: 9 rows")
    for given_name in (None, name):
        with pytest.raises(UnreadableFileError) as caught:
            read_file(tmp_path / name, CONTEXT, name=given_name)
        assert str(caught.value).encode().decode().startswith("caf\ufffd.csv\ufffdTotal")


@pytest.mark.parametrize(
    "note",
    ["starts_on = monday", 'schema = "exam-blueprint/1"', "# a comment\nexam_code = 1", "[week]\nhours_per_week = 3"],
)
def test_text_in_a_cell_does_not_decide_what_a_file_is(note: str) -> None:
    """A note may quote a plan or an exam file, also in the first column."""
    for rows in ((("on", "note"), ("2026-03-01", note)), (("note", "on"), (note, "2026-03-01"))):
        result = read_bytes(text_of(rows).encode(), "a.csv", CONTEXT)
        assert (result.format, len(result.rows), result.problems) == ("check_ins", 1, ())


def test_a_known_header_is_a_table_though_it_begins_like_toml() -> None:
    """A column name may contain an equals sign."""
    result = read_bytes(b"mood=1,on\n3,2026-03-01\n", "a.csv", CONTEXT)
    assert (result.format, len(result.rows)) == ("check_ins", 1)


def test_a_toml_file_of_another_kind_is_refused() -> None:
    """It has neither the keys of a plan nor the schema of an exam file."""
    with pytest.raises(UnreadableFileError, match="no rows that look like study"):
        read_bytes(b"[tool]\nname = 1\n", "a.toml", CONTEXT)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size from the system is enough."""
    monkeypatch.setattr(decoding, "MAX_BYTES", 5)
    path = tmp_path / "a.csv"
    path.write_bytes(b"on\n1\n2\n")
    with pytest.raises(UnreadableFileError, match="larger than"):
        read_file(path, CONTEXT)


def outcome(data: bytes) -> Import | str:
    """Return the import of the bytes, or the reason for refusing them."""
    try:
        return read_bytes(data, "file", CONTEXT)
    except UnreadableFileError as error:
        return str(error)


def check(data: bytes) -> None:
    """Check the rules that hold for every file."""
    result = outcome(data)
    assert outcome(data) == result
    if isinstance(result, str):
        return
    failed = {problem.line for problem in result.problems}
    assert result.n_read == len(result.rows) + len(failed)
    assert not failed & {row.line for row in result.rows}
    assert max(Counter(row.line for row in result.rows).values(), default=1) == 1


@given(st.binary())
def test_any_bytes_give_an_import_or_a_refusal(data: bytes) -> None:
    """Reading is deterministic, counts every row once, and never raises anything else."""
    check(data)


GOOD = [
    text_of(SESSIONS).encode(),
    text_of(RESULTS).encode(),
    text_of(RESPONSES, mark=";").encode("utf-16"),
    PLAN,
    workbook(SESSIONS),
]


@given(
    st.sampled_from(GOOD),
    st.lists(
        st.tuples(
            st.integers(0, 10_000),
            st.integers(0, 4),
            st.one_of(st.binary(max_size=4), st.sampled_from([b'"', b",", b"\n", b"=", b"-", b"9999", b"nan"])),
        ),
        max_size=6,
    ),
)
def test_a_corrupted_file_gives_an_import_or_a_refusal(good: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    """A typing error, a crash or a bad line in a good file never crashes the reader."""
    data = good
    for at, n_cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + n_cut :]
    check(data)


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n=+-@'\",;"),
            min_size=1,
            max_size=60,
        ),
        max_size=5,
    )
)
def test_rows_with_any_note_are_read_or_named(notes: list[str]) -> None:
    """A well-formed file loses no row, whatever its notes contain."""
    rows = [("on", "note"), *(("2026-03-01", note) for note in notes)]
    result = read_bytes(text_of(rows).encode(), "a.csv", CONTEXT)
    assert len(result.rows) == len(notes)


def test_public_data_is_read_without_a_problem(shared_data: Path) -> None:
    """Practice exams, outcomes and responses of thousands of real people."""
    for folder, files in (
        ("open_university", {"practice_exams.csv": 13_102, "exam_outcomes.csv": 1_900}),
        ("spatial_rotation", {"item_responses.csv": 14_000}),
    ):
        blueprint = read_blueprint(shared_data / folder / "blueprint.toml")
        context = dataclasses.replace(CONTEXT, blueprints={blueprint.code: blueprint})
        for name, n_rows in files.items():
            result = read_file(shared_data / folder / name, context)
            assert (len(result.rows), result.problems, result.notices) == (n_rows, (), ())


FRENCH = "Date,Domaine,Asked,Right\n2026-03-01,Sécurité,20,14\n2026-03-01,Résilience,17,12\n"
FRENCH_MAP = FileMapping(
    kind="practice_exams",
    columns={"date": "taken_at", "domaine": "domain_id", "asked": "n_items", "right": "n_correct"},
)


def test_topics_of_which_none_is_a_domain_are_one_question() -> None:
    """It counts their rows; if one topic is known, the others are problems of their rows."""
    context = dataclasses.replace(CONTEXT, exam_code=EXAM, mapping=FRENCH_MAP)
    with pytest.raises(OpenQuestionError) as caught:
        read_bytes(FRENCH.encode(), "f.csv", context)
    asked = caught.value
    assert (asked.question, asked.about, asked.found) == (Question.DOMAIN, EXAM, {"Sécurité": 1, "Résilience": 1})
    known = dataclasses.replace(FRENCH_MAP, domain={"=Sécurité": "1"})
    read = read_bytes(FRENCH.encode(), "f.csv", dataclasses.replace(context, mapping=known))
    assert [problem.topic and problem.topic.name for problem in read.problems] == ["Résilience"]
    assert len(read.rows) == 1


def test_results_of_far_more_questions_than_the_exam_has_may_be_points() -> None:
    """One notice counts them; a longer practice exam has none."""
    head = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n"
    rows = "A,2026-03-01,SAA-C03,total,{0},60\nB,2026-03-02,SAA-C03,total,{0},62\nC,2026-03-02,SAA-C03,1,400,62\n"
    assert read_bytes(f"{head}{rows.format(75)}".encode(), "x.csv", CONTEXT).notices == ()
    (notice,) = read_bytes(f"{head}{rows.format(400)}".encode(), "x.csv", CONTEXT).notices
    assert notice.startswith("60/400 was read as 400 questions, but SAA-C03 has 65. If these are points, ")
    assert notice.endswith("Rows: 2.")

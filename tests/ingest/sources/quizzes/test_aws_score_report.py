"""AWS score reports, with the words and quirks of real ones."""

import io
import json
from dataclasses import replace
from datetime import date
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.errors import DependencyError

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.sources.quizzes import aws_score_report, pdf_child
from analytics.ingest.sources.quizzes.aws_score_report import SOURCE
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import ExamOutcome
from tests.inputs.ingest_inputs import CONTEXT
from tests.inputs.pdf_files import pdf, pdf_of_streams

ALL = replace(CONTEXT, blueprints=shipped_blueprints())
DEVELOPER = "AWS Certified Developer - Associate"


def report(
    title: str = DEVELOPER, *, day: str = "5/18/2025", score: str = "790", mark: str = "PASS", cut: str = "720"
) -> list[list[str]]:
    """Return the two pages of a report; labels run together as in real ones."""
    return [
        [
            title,
            "Notice of Exam Results",
            f"Candidate: A CandidateExam Date:  {day}",
            "Candidate ID: AWS00000000Registration Number: 111111111",
            f"Candidate Score: {score}Pass/Fail: {mark}",
            "Your score is a scaled score between 100 and 1,000.",
            f"The minimum score needed to pass the exam is {cut}.",
        ],
        ["Breakdown of Exam Results", "Domain 1: Development with AWS", "Services32%", "Domain 2: Security26%"],
    ]


def read(data: bytes, context: ReadingContext = ALL) -> Import:
    """Read a PDF in the child process."""
    opened = OpenedFile("report.pdf", data)
    assert SOURCE.recognizes(opened)
    return SOURCE.read(opened, context)


def read_pages(pages: list[list[str]], context: ReadingContext = ALL) -> Import:
    """Read a report from its text, without a child process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aws_score_report, "pdf_pages", lambda *_: ["\n".join(lines) for lines in pages])
        return read(b"%PDF", context)


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_report_is_one_outcome(is_packed: bool) -> None:
    """It has exam, day and scaled score, and nothing about the person or the domains."""
    result = read(pdf(report(), is_packed=is_packed))
    (row,) = result.rows
    assert row.record == ExamOutcome(
        taken_on=date(2025, 5, 18), exam_code="DVA-C02", scaled_score=790.0, is_passed=True
    )
    assert (row.line, result.format, result.problems) == ("1", "aws_score_report", ())
    assert "as a picture" in result.notices[0]
    assert result.notices[1] == "Read as DVA-C02 on 2025-05-18 (the report says 5/18/2025, month first)."
    assert "Candidate" not in str(result.rows)


def test_a_fail_and_a_report_without_a_score() -> None:
    """The score may be missing; pass or fail may not."""
    (row,) = read_pages(report(score="650", mark="FAIL")).rows
    assert isinstance(row.record, ExamOutcome)
    assert (row.record.is_passed, row.record.scaled_score) == (False, 650.0)
    pages = report(mark="FAIL")
    pages[0][4] = "Pass/Fail: FAIL"
    (row,) = read_pages(pages).rows
    assert isinstance(row.record, ExamOutcome)
    assert row.record.scaled_score is None
    (row,) = read_pages(report(score="1,000")).rows
    assert isinstance(row.record, ExamOutcome)
    assert row.record.scaled_score == 1000.0


@pytest.mark.parametrize(
    ("pages", "column", "reason"),
    [
        (report(day="13/1/2025"), "Exam Date", "no such date"),
        (report(day="1/1/2027"), "taken_on", "in the future"),
        (report(score="700"), "Candidate Score", "the passing score is 720"),
        (report(score="790", mark="FAIL"), "Candidate Score", "says FAIL"),
        (report(score="1", mark="FAIL"), "scaled_score", "outside the scale"),
    ],
)
def test_an_impossible_value_is_a_problem(pages: list[list[str]], column: str, reason: str) -> None:
    """The report counts as read and failed."""
    result = read_pages(pages)
    (problem,) = result.problems
    assert (problem.column, result.n_read, result.n_failed) == (column, 1, 1)
    assert reason in problem.reason


@pytest.mark.parametrize(
    ("title", "day", "chosen", "exam_code"),
    [
        ("AWS Certified Solutions Architect \u2013 Associate", "5/18/2025", None, "SAA-C03"),
        ("AWS Certified Machine Learning - Specialty (MLS-C01)", "5/18/2025", None, "MLS-C01"),
        ("AWS Certified Machine Learning Engineer - Associate", "5/18/2025", None, "MLA-C01"),
        ("AWS Certified Something New", "5/18/2025", "AIF-C01", "AIF-C01"),
        (DEVELOPER, "5/18/2025", "SAA-C03", "DVA-C02"),
    ],
)
def test_the_exam_is_found_by_code_or_title_and_day(title: str, day: str, chosen: str | None, exam_code: str) -> None:
    """They count before the chosen exam; versions that are not available on the day are left out."""
    (row,) = read_pages(report(title, day=day), replace(ALL, exam_code=chosen)).rows
    assert isinstance(row.record, ExamOutcome)
    assert row.record.exam_code == exam_code


def test_an_unclear_exam_is_asked_for() -> None:
    """The question lists the likely ones, and choosing one of them answers it."""
    with pytest.raises(OpenQuestionError) as caught:
        read_pages(report("AWS Certified Something New"))
    assert caught.value.question is Question.EXAM
    twins = replace(CONTEXT, blueprints={code: replace(ALL.blueprints["DVA-C02"], code=code) for code in ("A", "B")})
    with pytest.raises(OpenQuestionError) as caught:
        read_pages(report(), twins)
    assert set(caught.value.found) == {"A", "B"}
    (row,) = read_pages(report(), replace(twins, exam_code="B")).rows
    assert isinstance(row.record, ExamOutcome)
    assert row.record.exam_code == "B"


AES = (
    "/ID [(a) (b)] /Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /StmF /StdCF /StrF /StdCF "
    "/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> "
    f"/O ({'o' * 48}) /U ({'u' * 48}) /OE ({'e' * 32}) /UE ({'e' * 32}) /Perms ({'p' * 16}) >>"
)


def locked(password: str) -> bytes:
    """Encrypt a report; with a password it cannot be read."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf(report())))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_report_protected_against_changes_is_read() -> None:
    """It opens without a password."""
    assert len(read(locked("")).rows) == 1


def test_a_cipher_that_is_not_installed_counts_as_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Either way the pages cannot be read here; with a library for it, the report has a password after all."""
    assert pdf_child.pages_of(pdf(report(), trailer=AES)) == "encrypted"
    monkeypatch.setattr(pdf_child, "PdfReader", mock.Mock(side_effect=DependencyError("no library for AES")))
    assert pdf_child.pages_of(pdf(report(), trailer=AES)) == "encrypted"


def test_the_child_process_returns_a_word_if_there_are_no_pages() -> None:
    """There is one for each reason."""
    assert pdf_child.pages_of(locked("secret")) == "encrypted"
    assert pdf_child.pages_of(locked("")) == pdf_child.pages_of(pdf(report()))
    assert pdf_child.pages_of(pdf([["x"]] * 21)) == "long"
    assert pdf_child.pages_of(BOMB) == "long"


BOMB = pdf_of_streams([b"BT " + b"(x) Tj " * 400_000 + b"ET"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf([["Invoice"]]), "unrecognized PDF"),
        (pdf([[""]]), "a picture without text"),
        (pdf([["x"]] * 21), "longer than a score report"),
        (pdf(report())[:200], "damaged"),
        (b"%PDF-1.4", "damaged"),
        (locked("secret"), "password"),
        (BOMB, "longer than a score report"),
        (b"%PDF" + bytes(aws_score_report.MAX_BYTES), "longer than a score report"),
    ],
)  # fmt: skip
def test_unreadable_files_are_refused(data: bytes, sentence: str) -> None:
    """Each refusal has its own reason."""
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    assert sentence in caught.value.reason


def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child process is killed."""
    monkeypatch.setattr(aws_score_report, "TIME_LIMIT_S", 0.0)
    with pytest.raises(UnreadableFileError, match="takes too long"):
        read(pdf(report()))


def test_a_child_process_that_dies_means_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have run out of memory."""
    monkeypatch.setattr(aws_score_report, "_CHILD", aws_score_report._CHILD.with_name("none.py"))
    with pytest.raises(UnreadableFileError, match="damaged"):
        read(pdf(report()))


def test_the_child_process_writes_pages_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory is limited on systems that can."""
    out = io.StringIO()
    pdf_child.main(io.BytesIO(pdf([["one"], ["two"]])), out)
    assert json.loads(out.getvalue()) == ["one\n", "two\n"]
    resource = pytest.importorskip("resource")
    limits: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    pdf_child.limit_memory()
    assert limits == [(resource.RLIMIT_AS, (pdf_child.MAX_MEMORY_BYTES,) * 2)]


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_reports_give_pages_or_a_word(changes: list[tuple[float, int]]) -> None:
    """Changed bytes never raise an error."""
    damaged = bytearray(pdf(report()))
    for at, value in changes:
        damaged[int(at * len(damaged))] = value
    assert isinstance(pdf_child.pages_of(bytes(damaged)), list | str)


WORDS = ("Exam Date: ", "5/18/2025", "Pass/Fail: PASS", "Candidate Score: ", "790", "\n", "is 720", "needed to pass ",
         DEVELOPER, "99/99/0000")  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_any_words_are_read_or_refused(words: str) -> None:
    """Nothing but a refusal is raised."""
    try:
        assert read_pages([[words]]).n_read == 1
    except UnreadableFileError as error:
        assert error.reason

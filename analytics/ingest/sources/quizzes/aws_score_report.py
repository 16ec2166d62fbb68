"""Read the PDF score report of an AWS exam.

Its text has the exam, the day, the scaled score, and pass or fail. Results by domain are drawings, and the percentages
beside them are weights, so neither is read. The candidate's name and numbers are dropped.
"""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from analytics.blueprints.model import ExamStatus
from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.exam_domains import plain
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import Cells
from analytics.ingest.values.fields import CellError
from analytics.records import ExamOutcome

FORMAT = "aws_score_report"
LINE = "1"

_HEADER = ("taken_on", "exam_code", "scaled_score", "is_passed")
_MAGIC = b"%PDF"
_START_BYTES = 1024
_DAY = re.compile(r"exam\s+date:\s*([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.IGNORECASE)
_SCORE = re.compile(r"candidate\s+score:\s*([0-9]{1,2},[0-9]{3}|[0-9]{1,4})", re.IGNORECASE)
_PASSED = re.compile(r"pass\s*/\s*fail:\s*(pass|fail)", re.IGNORECASE)
_VERSION = re.compile(r"\([^()]*\)\s*$")
_NOT_SAT = frozenset({ExamStatus.ANNOUNCED, ExamStatus.RETIRED})
_CODE = re.compile(r"[A-Z]{2,4}-[A-Z]?[0-9]{2,3}")
_CUT = re.compile(r"needed\s+to\s+pass\b.{0,200}?\bis\s+([0-9]{3,4})", re.IGNORECASE | re.DOTALL)

_NOT_A_REPORT = "unrecognized PDF. Cutscore reads PDF score reports of AWS exams only."
_MARKS = (
    "The report shows the result of each domain as a picture, which cannot be read. Choose the results "
    "on the Data page, or import rows of exam_outcomes with a domain and a classification. The "
    "percentages beside the domains are weights, not results."
)

MAX_BYTES = 10 * 1024 * 1024
TIME_LIMIT_S = 20.0

_CHILD = Path(__file__).with_name("pdf_child.py")
_REFUSED = {
    "encrypted": "this PDF is protected by a password. Print it to a new PDF and import that.",
    "long": "this PDF is longer than a score report. Import only the report.",
    "damaged": "this PDF is damaged or cannot be read. Download it again.",
    "empty": (
        "this PDF is a picture without text, such as a scan. Download the original report, or enter the result by hand."
    ),
    "slow": "this PDF takes too long to read. Download it again, or enter the result by hand.",
}


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    text = "\n".join(pdf_pages(opened.data, opened.name))
    reading.notices.add(_MARKS)
    rows = list[Cells]()
    with reading.refusing(LINE):
        rows.append(_outcome(text, reading))
    return reading.rows_of(ExamOutcome, _HEADER, [*reading.problems, *rows])


def _outcome(text: str, reading: FileReading) -> Cells:
    """Return the row of the outcome; a `CellError` if its date or score is wrong."""
    day, passed, score = _DAY.search(text), _PASSED.search(text), _SCORE.search(text)
    if day is None or passed is None:
        raise UnreadableFileError(reading.file, _NOT_A_REPORT)
    month, day_of_month, year = (int(part) for part in day.groups())
    value = day[0].rpartition(":")[2].strip()
    try:
        taken_on = date(year, month, day_of_month)
    except ValueError:
        raise CellError("Exam Date", value, "no such date; it is read as month, day, year") from None
    points = "" if score is None else score[1].replace(",", "")
    is_passed = passed[1].casefold() == "pass"
    cut = _CUT.search(text)
    if points and cut is not None and (int(points) >= int(cut[1])) != is_passed:
        reason = f"the report says {'PASS' if is_passed else 'FAIL'}, but the passing score is {cut[1]}"
        raise CellError("Candidate Score", points, reason)
    exam_code = _exam_of(text, taken_on, reading)
    reading.notices.add(f"Read as {exam_code} on {taken_on} (the report says {value}, month first).")
    return Cells(LINE, [taken_on.isoformat(), exam_code, points, str(is_passed).lower()])


def _exam_of(text: str, taken_on: date, reading: FileReading) -> str:
    """Return the exam with the code or title in the report, else the chosen exam, or ask.

    Versions of an exam have the same title, so only those available on the day count.
    """
    context, words = reading.context, f" {' '.join(map(plain, text.splitlines()))} "
    found = [code for code in context.blueprints if _CODE.fullmatch(code) and f" {plain(code)} " in words]
    if not found:
        titles = {code: plain(_VERSION.sub("", one.name)) for code, one in context.blueprints.items()}
        found = [code for code, title in titles.items() if f" {title} " in words]
        found = [code for code in found if not any(titles[code] in titles[o] != titles[code] for o in found)]
    could_be = [code for code in found if context.blueprints[code].status_on(taken_on) not in _NOT_SAT] or found
    if len(could_be) == 1:
        return could_be[0]
    if context.exam_code is not None and (not could_be or context.exam_code in could_be):
        return context.exam_code
    raise reading.exam_question(could_be or sorted(context.blueprints))


def pdf_pages(data: bytes, name: str) -> list[str]:
    """Return the text of each page, or refuse a file without text or beyond the limits of pages, memory and time."""
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(name, _REFUSED["long"])
    command = [sys.executable, "-P", "-W", "ignore", str(_CHILD)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=TIME_LIMIT_S, check=False)
        pages = json.loads(child.stdout) if child.returncode == 0 else "damaged"
    except subprocess.TimeoutExpired:
        pages = "slow"
    if isinstance(pages, list) and not "".join(pages).strip():
        pages = "empty"
    if isinstance(pages, str):
        raise UnreadableFileError(name, _REFUSED[pages])
    return [str(page) for page in pages]


SOURCE = SourceReader(FORMAT, lambda opened: _MAGIC in opened.data[:_START_BYTES], _read)

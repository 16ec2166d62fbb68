"""Names, addresses and the words of questions stay in the reader of their file."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.mapping.entries import EVERYBODY
from analytics.ingest.mapping.targets import QUESTION_TEXT
from analytics.ingest.sources import SOURCES
from analytics.store import Store
from dashboard.text import imports as imports_text
from dashboard.text import terminal_database
from dashboard.text.shapes import table_rows
from tests.inputs.anki_files import collection, package
from tests.inputs.calendar_files import HOUR, calendar, event
from tests.inputs.kahoot_files import answer as kahoot_answer
from tests.inputs.kahoot_files import report as kahoot_report
from tests.inputs.pdf_files import pdf
from tests.inputs.qti_files import item as qti_item
from tests.inputs.qti_files import results as qti_results
from tests.inputs.quiz_files import udemy_question, xapi_statement
from tests.inputs.source_files import REFUSED_FORMATS, SOURCE_FILES, import_paths, written_files
from tests.inputs.tracker_files import (
    CLOCKIFY,
    HARVEST,
    PRESENT,
    TASK,
    TOGGL,
    activitywatch,
    bucket,
    super_productivity,
    window,
)

MARK = "zqx"
"""Part of every private text in the files below, and of nothing else."""

NAME, MAIL, NUMBER = "Zqxanna Zqxberg", "zqx@private.example", "ZQX-99887766"
WORDS = "Zqx: a company wants to keep its records for seven years. Which storage class costs least?"

ANSWERS = FileMapping(study=("*",), taken_on=date(2026, 3, 1), date_order=DateOrder.DAY_FIRST, domain={"*": "1"})

PRIVATE_FILES: Mapping[str, bytes] = {
    "toggl": (
        f"{TOGGL}{NAME},{MAIL},{NAME},AWS,,S3,No,2026-03-01,09:00:00,2026-03-01,09:50:00,00:50:00,,\n"
        f"{NAME},{MAIL},{NAME},AWS,,S3,No,2026-03-01,soon,2026-03-01,09:50:00,00:50:00,,\n"
        f"AWS,,S3,No,2026-03-01,09:00:00,2026-03-01,{NAME},{MAIL}\n"
    ).encode(),
    "clockify": (
        f"{CLOCKIFY}AWS,{NAME},S3,,{NAME},{NAME},{MAIL},video,No,25/03/2026,10:23:52 AM,25/03/2026,11:23:52 AM,"
        f"01:00:00,1.00,\nAWS,{NAME},S3,,{NAME},,{MAIL},video,No,soon,10:23:52 AM,25/03/2026,11:23:52 AM,1,1,\n"
    ).encode(),
    "harvest": f"{HARVEST}2026-03-01,{NAME},AWS,{NUMBER},S3,lab,1.5,No,{NAME},{NAME}\n".encode(),
    "kimai": (
        "Date;From;To;Duration;Customer;Project;Activity;Description;Tags;User\n"
        f"2026-03-01;09:00;09:50;3000;{NAME};AWS;Lab;S3;exam;{MAIL}\n"
    ).encode(),
    "super_productivity": super_productivity(
        {"a": {**TASK, "notes": f"call {NAME} {MAIL}", "issueId": NUMBER}}, {}
    ).encode(),
    "activitywatch": activitywatch(
        bucket("currentwindow", window("10:00:00", 1800, "Anki", f"{WORDS} - {MAIL}"), host=NAME),
        bucket(
            "web.tab.current", ("10:30:00", 600, {"url": f"https://aws.example/?u={MAIL}", "title": WORDS}), host=NAME
        ),
        PRESENT,
    ).encode(),
    "ics": calendar(
        event(
            f"{HOUR}\nORGANIZER;CN={NAME}:mailto:{MAIL}\nATTENDEE;CN={NAME}:mailto:{MAIL}\nLOCATION:{NAME}\n"
            f"DESCRIPTION:{WORDS}",
            uid=MAIL,
        ),
        event(f"DTSTART:20260301T100000Z\nDTEND:20260301T090000Z\nDESCRIPTION:{WORDS}", uid=f"2{MAIL}"),
    ),
    "anki": package(
        {"meta": b"\x08\x02", "collection.anki21": collection(fields=f"{WORDS}\x1f{NAME}"), "0": NAME.encode()}
    ),
    "aws_score_report": pdf(
        [
            [
                "AWS Certified Solutions Architect - Associate",
                f"Candidate: {NAME}Exam Date: 5/18/2025",
                f"Candidate ID: {NUMBER}Registration Number: {NUMBER}",
                "Candidate Score: 790Pass/Fail: PASS",
            ]
        ]
    ),
    "udemy": json.dumps(
        [
            udemy_question(1, "Correct", question=WORDS, overallExplanation=WORDS, allOptions=[{"option": WORDS}]),
            udemy_question(2, "Unknown", question=WORDS, overallExplanation=WORDS),
            udemy_question(3, "Incorrect", "No such domain", question=WORDS),
        ]
    ).encode(),
    "xapi": json.dumps(
        [
            xapi_statement(
                n,
                actor={"mbox": f"mailto:{MAIL}", "name": NAME},
                object={"id": f"https://lms.example/q{n}", "definition": {"description": {"en": WORDS}}},
                **more,
            )
            for n, more in ((1, {}), (2, {"timestamp": "soon"}))
        ]
    ).encode(),
    "google_forms": (
        f'"Timestamp","Username","Total score","Name","Name [Score]","{WORDS}","{WORDS} [Score]"\n'
        f'"2026/03/01 9:00:00 AM GMT+1","{MAIL}","1.00 / 1","{NAME}","-- / 0","S3","1.00 / 1"\n'
        f'"soon","{MAIL}","1.00 / 1","{NAME}","-- / 0","S3","1.00 / 1"\n'
        f'"2026/03/08 9:00:00 AM GMT+1","{MAIL}","1.00 / 1","{NAME}"\n'
    ).encode(),
    "moodle": (
        'Surname,"First name","Email address",State,"Started on",Grade/1.00,"Q. 1 /1.00","Question 1","Response 1",'
        f'"Right answer 1"\n{NAME},{NAME},{MAIL},Finished,"1 March 2026  9:00 AM",1.00,1.00,"{WORDS}",S3,S3\n'
        f'{NAME},{NAME},{MAIL},Finished,soon,1.00,1.00,"{WORDS}",S3,S3\n{NAME},{NAME},{MAIL}\n'
    ).encode(),
    "kahoot": kahoot_report(
        [
            kahoot_answer(1, NAME, "Correct", question=WORDS, chosen=WORDS),
            kahoot_answer(2, NAME, "soon", question=WORDS, chosen=WORDS),
            [*kahoot_answer(3, NAME, "Correct", question=WORDS), NAME],
        ]
    ),
    "qti_results": qti_results(
        qti_item("q1", [WORDS], ["S3"]), qti_item("", [WORDS], ["S3"]), person=f"{NAME} {MAIL}"
    ),
    "canvas": (
        f'name,id,section,submitted,"5: {WORDS}",1.0,n correct,n incorrect,score\n'
        f"{NAME},{NUMBER},{NAME},2026-03-01 09:00:00 UTC,S3,1.0,1,0,1.0\n"
        f"{NAME},{NUMBER},{NAME},soon,S3,1.0,1,0,1.0\n{NAME},{NUMBER}\n"
    ).encode(),
}  # fmt: skip
"""A file of each format with private texts, if possible also in a row with a problem."""

FORMATS_WITHOUT_PRIVATE_TEXTS = frozenset(
    {
        "pomofocus",
        "be_focused",
        "forest",
        "atimelogger",
        "rescuetime",
        "anki_review_log",
        "fsrs_review_log",
        "uworld",
        "pasted_results",
    }
)


def test_every_format_is_covered() -> None:
    formats = {source.format for source in SOURCES}
    assert formats == set(PRIVATE_FILES) | FORMATS_WITHOUT_PRIVATE_TEXTS | REFUSED_FORMATS


def test_nothing_private_leaves_the_reader_of_a_source(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is in no table, import report, export, backup or log."""
    files = {name: SOURCE_FILES[name] for name in sorted(FORMATS_WITHOUT_PRIVATE_TEXTS)} | dict(PRIVATE_FILES)
    assert _formats_without_mark(files, ANSWERS, tmp_path, caplog, capfd) == list(files)


def test_only_mapped_columns_of_an_own_table_are_imported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The words of a question identify it, and are not stored."""
    table = f'day,name,question,right\n2026-03-01,{NAME},"{WORDS}",yes\nsoon,{MAIL},"{WORDS}",yes\n'
    columns = {"day": "taken_at", "question": QUESTION_TEXT, "right": "is_correct"}
    answers = FileMapping(kind="item_responses", columns=columns, domain={"storage": "1"}, person=EVERYBODY)
    assert _formats_without_mark({"own": table.encode()}, answers, tmp_path, caplog, capfd) == ["item_responses"]


def _formats_without_mark(
    files: Mapping[str, bytes],
    answers: FileMapping,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> list[str | None]:
    """Import files, search all that came of them for the mark, and return the formats they were read as."""
    store = Store(folder / "cutscore.duckdb")
    report = import_paths(store, written_files(folder, files), answers)
    assert [file.file for file in report.files if file.read == file.failed] == []
    outputs = [terminal_database.import_report(report), str(report), imports_text.notices(report)]
    outputs += [str(table_rows(imports_text.file_columns(report), report.files))]
    store.backup(folder / "backup.duckdb")
    exports = [path.read_text(encoding="utf-8") for path in export_files(store, folder / "out")]
    captured = capfd.readouterr()
    for text in [*map(str, outputs), *exports, caplog.text, captured.out, captured.err]:
        assert MARK not in text.casefold()
    for database in (store.path, folder / "backup.duckdb"):
        assert MARK.encode() not in database.read_bytes().lower()
    return [file.format for file in report.files]

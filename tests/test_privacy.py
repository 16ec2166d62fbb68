"""Tests that what a file holds of people, and the words of questions, go no further than its reader."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.mapping.columns import QUESTION_TEXT
from analytics.ingest.sources import SOURCES
from analytics.store import Store
from analytics.updates.context import ImportOptions
from dashboard.text import imports as imports_text
from dashboard.text import terminal
from tests.ingest.sources.calendars.test_ics import HOUR, calendar, event
from tests.ingest.sources.quizzes.test_result_files import imported
from tests.ingest.sources.quizzes.test_udemy import question
from tests.ingest.sources.quizzes.test_xapi import statement
from tests.ingest.sources.trackers.test_app_time import RESCUE, THERE, bucket, export, window
from tests.ingest.sources.trackers.test_toggl import A as TOGGL
from tests.ingest.sources.trackers.test_trackers import CLOCKIFY, FOREST, HARVEST, LEAF, POMOFOCUS, backup
from tests.inputs.anki_files import collection, package
from tests.inputs.pdf_files import pdf

MARK = "zqx"
"""Stands in everything private of the files below, and nowhere else."""

NAME, MAIL, NUMBER = "Zqxanna Zqxberg", "zqx@private.example", "ZQX-99887766"
WORDS = "Zqx: a company wants to keep its records for seven years. Which storage class costs least?"

TOLD = ImportOptions(
    is_zone_given=True,
    mapping=FileMapping(study=("*",), taken_on=date(2026, 3, 1), date_order=DateOrder.DAY_FIRST, domain={"*": "1"}),
)

FILES: Mapping[str, bytes] = {
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
    "pomofocus": f'{POMOFOCUS}20260301,"AWS","S3",50,11:38,12:51\n'.encode(),
    "be_focused": "Start date,Duration,Assigned task,Task state\n15 Nov 2025 at 4:45:12\u202fAM,25,S3,Done\n".encode(),
    "forest": f"{FOREST}2024/05/01 09:00,2024/05/01 09:25,AWS,,Oak,True\n".encode(),
    "atimelogger": b"Activity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\nx\n",
    "super_productivity": backup({"a": {**LEAF, "notes": f"call {NAME} {MAIL}", "issueId": NUMBER}}, {}).encode(),
    "activitywatch": export(
        bucket("currentwindow", window("10:00:00", 1800, "Anki", f"{WORDS} - {MAIL}"), host=NAME),
        bucket(
            "web.tab.current", ("10:30:00", 600, {"url": f"https://aws.example/?u={MAIL}", "title": WORDS}), host=NAME
        ),
        THERE,
    ).encode(),
    "rescuetime": f"{RESCUE}2026-03-01T09:00:00,1800,1,Anki,Learning,2\n".encode(),
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
    "anki_review_log": b"id,cid,usn,ease,ivl,lastIvl,factor,time,type\n1790000000000,1,-1,3,1,1,1,9,1\n",
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
            question(1, "Correct", question=WORDS, overallExplanation=WORDS, allOptions=[{"option": WORDS}]),
            question(2, "Unknown", question=WORDS, overallExplanation=WORDS),
            question(3, "Incorrect", "No such domain", question=WORDS),
        ]
    ).encode(),
    "xapi": json.dumps(
        [
            statement(
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
    "canvas": (
        f'name,id,section,submitted,"5: {WORDS}",1.0,n correct,n incorrect,score\n'
        f"{NAME},{NUMBER},{NAME},2026-03-01 09:00:00 UTC,S3,1.0,1,0,1.0\n"
        f"{NAME},{NUMBER},{NAME},soon,S3,1.0,1,0,1.0\n{NAME},{NUMBER}\n"
    ).encode(),
    "uworld": "2026-03-01\n✓ 1 - 7 Design Secure Architectures 50% 30 sec\n".encode(),
    "pasted_results": b"2026-03-01 Set 1\nDesign Secure Architectures: 60% (39/65)\n",
}  # fmt: skip
"""A file of each format, with all that is private in it, and where it can be a row that cannot be taken."""

WITHOUT_ROWS = {"super_productivity_worklog", "question_bank"}
"""Formats that are known only to be refused."""


def test_there_is_a_file_of_each_format() -> None:
    """So no source is left out."""
    assert set(FILES) | WITHOUT_ROWS == {source.format for source in SOURCES}


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_private_leaves_its_reader(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is in no table, no report of the import, no export, no backup, no log."""
    assert _format_of_what_is_clean(FILES[name], TOLD, tmp_path, caplog, capfd) == name


def test_of_a_table_of_ones_own_only_what_is_named_comes_in(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The words of a question tell it from others, and are not kept; a column that is not named is not looked at."""
    table = f'day,name,question,right\n2026-03-01,{NAME},"{WORDS}",yes\nsoon,{MAIL},"{WORDS}",yes\n'
    columns = {"day": "taken_at", "question": QUESTION_TEXT, "right": "is_correct"}
    told = replace(TOLD, mapping=FileMapping(kind="item_responses", columns=columns, domain={"storage": "1"}))
    assert _format_of_what_is_clean(table.encode(), told, tmp_path, caplog, capfd) == "item_responses"


def _format_of_what_is_clean(
    data: bytes,
    options: ImportOptions,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> str | None:
    """Import a file, look at all that came of it for the mark, and tell as what it was read."""
    path = folder / "file"
    path.write_bytes(data)
    store = Store(folder / "cutscore.duckdb")
    report = imported(store, path, options)
    (file,) = report.files
    assert file.imported > 0
    said = [
        terminal.import_report(report),
        str(report),
        str([imports_text.file_row(file), imports_text.notices(report)]),
    ]
    store.backup(folder / "backup.duckdb")
    written = [path.read_text(encoding="utf-8") for path in export_files(store, folder / "out")]
    output = capfd.readouterr()
    for text in [*said, *written, caplog.text, output.out, output.err]:
        assert MARK not in text.casefold()
    for database in (store.path, folder / "backup.duckdb"):
        assert MARK.encode() not in database.read_bytes().lower()
    return file.format

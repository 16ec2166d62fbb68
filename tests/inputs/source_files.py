"""A good file of each format of another program, and a way to import such files."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.file_mapping import FileMapping
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from tests.inputs.builders import MADE_AT, TODAY
from tests.inputs.calendar_files import calendar, event
from tests.inputs.quiz_files import RESULT_FILES, xapi_statement
from tests.inputs.tracker_files import (
    FOREST,
    HARVEST,
    POMOFOCUS,
    PRESENT,
    RESCUETIME,
    TASK,
    TWO_PROJECTS,
    WINDOWS,
    activitywatch,
    clockify,
    super_productivity,
)

SOURCE_FILES: Mapping[str, bytes] = {
    **{name: data for name, (data, _, _) in RESULT_FILES.items()},
    "toggl": TWO_PROJECTS.encode(),
    "clockify": clockify("25/03/2026", "01/02/2026").encode(),
    "harvest": f"{HARVEST}2026-03-01,Me,AWS,,S3,lab,1.5,No,A,B\n".encode(),
    "kimai": b"Date;From;To;Duration;Customer;Project;Activity;Description;Tags;User\n"
    b"2026-03-01;09:00;09:50;3000;x;AWS;Lab;S3;exam;Me\n",
    "pomofocus": f'{POMOFOCUS}20260301,"AWS","S3",50,11:38,12:51\n'.encode(),
    "be_focused": "Start date,Duration,Assigned task,Task state\n15 Nov 2025 at 4:45:12\u202fAM,25,S3,Done\n".encode(),
    "forest": f"{FOREST}2024/05/01 09:00,2024/05/01 09:25,AWS,,Oak,True\n".encode(),
    "atimelogger": b"Activity type,Duration,From,To,Comment\nAWS,8:00,2022-01-01 22:00,2022-01-02 06:00,S3\n\nx\n",
    "super_productivity": super_productivity({"a": TASK}, {}).encode(),
    "super_productivity_worklog": b"Date;Start;End;Worked;Titles\n2026-03-01;09:00;10:00;1:00;a\n",
    "activitywatch": activitywatch(WINDOWS, PRESENT).encode(),
    "rescuetime": f"{RESCUETIME}2026-03-01T09:00:00,1800,1,Anki,Learning,2\n".encode(),
    "ics": calendar(
        event(),
        event("DTSTART;TZID=Europe/Berlin:20260302T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3", uid="b"),
        event("DTSTART;TZID=Europe/Berlin:20260310T180000\nRECURRENCE-ID;TZID=Europe/Berlin:20260309T180000", uid="b"),
    ),
    "fsrs_review_log": b"card_id,review_rating,review_time,review_duration\n1,3,1772352000000,9000\n",
    "xapi": json.dumps([xapi_statement(1)]).encode(),
    "question_bank": b"question;answer1;answer2;answer3;answer4\nWhich?;a;b;c;d\n",
}

REFUSED_FORMATS = frozenset({"super_productivity_worklog", "question_bank"})
"""Formats that are recognized only to be refused."""

AWS_DECKS = FileMapping(study=("AWS",), taken_on=date(2026, 3, 1))


def import_paths(store: Store, paths: Sequence[Path], answers: FileMapping = AWS_DECKS) -> ImportReport:
    """Import files for an AWS exam, in the zone of Berlin."""
    context = UpdateContext(
        store=store,
        today=TODAY,
        made_at=MADE_AT,
        zone="Europe/Berlin",
        blueprints=shipped_blueprints(),
        exam_code="SAA-C03",
        is_zone_given=True,
        mapping=answers,
    )
    return import_files(context, [Source(path, path.name) for path in paths])


def written_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by name, and return their paths."""
    paths = [folder / name for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths

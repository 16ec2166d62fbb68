"""One practice exam of three questions, two of them right, in the form of each program."""

import json
from collections.abc import Mapping

from tests.inputs.anki_files import collection, package, packed, stub
from tests.inputs.kahoot_files import answer, report
from tests.inputs.qti_files import item, results
from tests.inputs.quiz_files import udemy_question, xapi_statement

RIGHT = (True, False, True)
N_ITEMS, N_RIGHT = 3, 2

_STATUSES = [udemy_question(at, "Correct" if right else "Incorrect") for at, right in enumerate(RIGHT, start=1)]
_STATEMENTS = [
    {**xapi_statement(at), "result": {"success": right, "duration": "PT30S"}} for at, right in enumerate(RIGHT, start=1)
]
_FORM = [f"Q{at}{part}" for at in (1, 2, 3) for part in ("", " [Score]", " [Feedback]")]
_MOMENT = "2026/03/01 11:49:31 AM GMT+8"
_SCORES = [cell for right in RIGHT for cell in ("S3;EBS", f"{right:d}.00 / 1", "")]
_UWORLD = [
    f"{'✓' if right else '×'}\t{at} - {104_520 + at}\tDesign Secure Architectures\tStorage\tKeys\t37%\t31 sec\t99 sec"
    for at, right in enumerate(RIGHT, start=1)
]


def _quoted(*cells: str) -> str:
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def _moodle(names: str, state: str, started: str, mark: str, delimiter: str) -> str:
    """Return the grades with the points of each question, and the averages below them."""
    questions = [f"{mark} {at} /1{'.' if delimiter == ',' else ','}00" for at in (1, 2, 3)]
    points = [f"{right:d}{'.' if delimiter == ',' else ','}00" for right in RIGHT]
    lines = [
        [*names.split(","), *questions],
        ["A", "B", "me@example.org", state, started, started, "47 mins 28 secs", "2", *points],
        ["Overall average", "", "", "", "", "", "", "2", *points],
    ]
    return "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines) + "\n"


RESULTS: Mapping[str, tuple[str, bytes]] = {
    "udemy": ("udemy", json.dumps(_STATUSES).encode()),
    "xapi list": ("xapi", json.dumps(_STATEMENTS).encode()),
    "xapi answer of a store": ("xapi", json.dumps({"statements": _STATEMENTS, "more": ""}).encode()),
    "xapi lines": ("xapi", "\n".join(map(json.dumps, _STATEMENTS)).encode()),
    "google forms, downloaded": (
        "google_forms",
        (
            _quoted("Timestamp", "Username", "Total score", *_FORM) + _quoted(_MOMENT, "me@x", "2 / 3", *_SCORES)
        ).encode(),
    ),
    "google forms, linked sheet": (
        "google_forms",
        b'Timestamp,Email Address,Score,Q1,Q2,Q3\n01/03/2026 11:49:31,me@example.org,2 / 3,"a, b",b,c\n',
    ),
    "moodle en": (
        "moodle",
        _moodle(
            "Last name,First name,Email address,Status,Started,Completed,Duration,Grade/3.00",
            "Finished",
            "1 March 2026  12:51 PM",
            "Q.",
            ",",
        ).encode(),
    ),
    "moodle de": (
        "moodle",
        _moodle(
            "Nachname,Vorname,E-Mail-Adresse,Status,Begonnen am,Beendet,Verbrauchte Zeit,Bewertung/3",
            "Beendet",
            "1. März 2026  12:51",
            "F",
            ";",
        ).encode(),
    ),
    "moodle as JSON": (
        "moodle",
        json.dumps(
            [
                [
                    {"status": "Finished", "started": "1 March 2026  12:51 PM", "grade300": "2.00"}
                    | {f"q{at}100": f"{right:d}.00" for at, right in enumerate(RIGHT, start=1)}
                ]
            ]
        ).encode(),
    ),
    "canvas": (
        "canvas",
        (
            b"name,id,section,submitted,attempt,5: Which store?,1.0,6: Which key?,1.0,7: Which queue?,1.0,n correct,"
            b"n incorrect,score\n"
            b'A,7,S,2026-03-01 09:00:00 UTC,1,"S3\\, EBS",1.0,KMS,0.0,SQS,1.0,2,1,2.0\n'
        ),
    ),
    "kahoot": (
        "kahoot",
        report(
            [answer(at, "Me", "Correct" if right else "Incorrect") for at, right in enumerate(RIGHT, start=1)],
            played_on="1 Mar 2026",
        ),
    ),
    "uworld": ("uworld", "\n".join(["Test Name: 2026-03-01", "Total Correct: 2", *_UWORLD]).encode()),
    **{
        f"qti {version}": (
            "qti_results",
            results(*(item(f"q{at}", "A" if right else "B") for at, right in enumerate(RIGHT)), version=version),
        )
        for version in ("v2p1", "v2p2")
    },
    "pasted total": ("pasted_results", b"2026-03-01 Set 1\nTotal: 66.67% (2/3)\n"),
    "pasted domains": (
        "pasted_results",
        b"2026-03-01\nDesign Secure Architectures: 100% (1/1)\nDesign Resilient Architectures - 50 % (1/2)\n",
    ),
}
"""By program and form: the format and the file."""

ANKI_FILES: Mapping[str, bytes] = {
    "collection of schema 11": collection(),
    "collection of schema 18": collection(version=18),
    "old package": package({"collection.anki2": collection()}),
    "package of 2.1": package({"meta": b"\x08\x02", "collection.anki21": collection(), "collection.anki2": stub()}),
    "package of 2.1.50": package(
        {"meta": b"\x08\x03", "collection.anki21b": packed(collection(version=18)), "collection.anki2": stub()}
    ),
}
"""Anki's files of each version, all with the same reviews."""

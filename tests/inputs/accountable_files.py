"""Files whose every line says what its rows hold: own tables of sessions, and results of many formats."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.ingest.file_mapping import FileMapping
from tests.inputs.ingest_inputs import EXAM
from tests.inputs.qti_files import item
from tests.inputs.quiz_files import udemy_question, xapi_statement


@dataclass(frozen=True)
class Record:
    """A line of a file, and what its rows hold: minutes or right answers, by what is behind their line number."""

    text: str
    holds: Sequence[tuple[str, float]]

    @classmethod
    def of(cls, text: str, amount: float) -> "Record":
        """Return a line that becomes one row."""
        return cls(text, [("", amount)])


@dataclass(frozen=True)
class File:
    """A head, records of a line each, and a tail whose lines are left out; a document has an end instead."""

    head: str
    records: Sequence[Record]
    mapping: FileMapping
    tail: str = ""
    can_repeat: bool = True
    between: str = ""
    end: str = ""
    n_least: int = 1


def table(
    kind: str, header: str, columns: str, *records: Record, tail: str = "", n_least: int = 1, **more: object
) -> File:
    """Return a table whose columns have these targets, in their order; `-` is not mapped."""
    mark = next(mark for mark in ";\t," if mark in header)
    names = [name.strip().casefold().replace(" ", "_") for name in header.split(mark)]
    mapping = {name: target for name, target in zip(names, columns.split(), strict=False) if target != "-"}
    return File(f"{header}\n", records, replace(FileMapping(kind=kind, columns=mapping), **more), tail, n_least=n_least)  # type: ignore[arg-type]  # fields of any type


SESSIONS = {
    "minutes and a total": table(
        "study_sessions",
        "Date,Minutes,Topic",
        "started_at time_on_task_min resource",
        Record.of("2026-03-01,30,VPC", 30),
        Record.of("2026-03-02,0,rest", 0),
        Record.of("2026-03-03,45,S3", 45),
        Record.of("2026-03-14,60,", 60),
        tail="Total,135,\n",
    ),
    "start, end and break in German": table(
        "study_sessions",
        "Datum;Beginn;Ende;Pause;Thema",
        "started_at start_time ended_at break_min resource",
        Record.of("01.03.2026;09:00;10:30;15;VPC", 75),
        Record.of("02.03.2026;23:30;00:15;;S3", 45),
        Record.of("13.03.2026;19:00;19:40;10;IAM", 30),
    ),
    "hours and minutes": table(
        "study_sessions",
        "Date,Hrs,Mins,Topic",
        "started_at time_h time_min resource",
        Record.of("2026-03-01,1,30,VPC", 90),
        Record.of("2026-03-02,0,45,S3", 45),
        Record.of("2026-03-03,2,0,IAM", 120),
    ),
    "a day of all kinds": table(
        "study_sessions",
        "Date,Minutes,Category",
        "started_at time_on_task_min -",
        Record.of("2026-03-01,480,Sleep", 480),
        Record.of("2026-03-01,60,AWS", 60),
        Record.of("2026-03-02,400,Job", 400),
        Record.of("2026-03-03,45,AWS", 45),
        study=("=AWS",),
    ),
    "people and ranges": table(
        "study_sessions",
        "User\tDate\tTime",
        "- started_at start_time",
        Record.of("Ann\t2026-03-01\t9:00-10:30", 90),
        Record.of("Bob\t2026-03-02\t9:00-10:00", 60),
        Record.of("Ann\t2026-03-03\t22:30-0:15", 105),
        Record.of("Ann\t2026-03-04\t7:00-7:20", 20),
        n_least=2,  # of which one is Ann's
        person="Ann",
    ),
    "minutes and seconds": table(
        "study_sessions",
        "Date,Length,Video",
        "started_at time_on_task_min resource",
        Record.of("3 Mar,45:30,VPC", 45.5),
        Record.of("4 Mar,1:02:15,S3", 62.25),
        Record.of("5 Mar,9:45,IAM", 9.75),
        time_unit="mm:ss",
    ),
    "check boxes": table(
        "study_sessions",
        "Date,Minutes,Done",
        "started_at time_on_task_min -",
        Record.of("2026-03-01,30,[x]", 30),
        Record.of("2026-03-02,50,[ ]", 50),
        Record.of("2026-03-03,20,[x]", 20),
    ),
    "a column for each topic": File(
        "Date,VPC,S3,Note\n",
        [
            Record("2026-03-01,30,20,tired", [(" (VPC)", 30), (" (S3)", 20)]),
            Record("2026-03-02,0,60,", [(" (VPC)", 0), (" (S3)", 60)]),
            Record("2026-03-03,15,0,", [(" (VPC)", 15), (" (S3)", 0)]),
            Record("2026-03-04,25,40,", [(" (VPC)", 25), (" (S3)", 40)]),
            Record("2026-03-05,10,35,", [(" (VPC)", 10), (" (S3)", 35)]),
        ],
        FileMapping(
            kind="study_sessions",
            columns={"date": "started_at", "topic": "resource", "time": "time_on_task_min"},
            time_unit="min",
        ),
        can_repeat=False,
        n_least=5,  # a column of which few are numbers is no topic
    ),
}


SESSIONS |= {
    "Markdown": replace(
        table(
            "study_sessions",
            "Date,Minutes,Topic",
            "started_at time_on_task_min resource",
            Record.of("| 2026-03-01 | 30 | VPC |", 30),
            Record.of("| 2026-03-02 | 0 | rest |", 0),
            Record.of("| 2026-03-14 | 60 | S3 |", 60),
        ),
        head="| Date | Minutes | Topic |\n|---|---|---|\n",
    ),
    "JSON records": replace(
        table(
            "study_sessions",
            "Date,Minutes",
            "started_at time_on_task_min",
            Record.of('{"Date": "2026-03-01", "Minutes": 30}', 30),
            Record.of('{"Date": "2026-03-02", "Minutes": 45}', 45),
            Record.of('{"Date": "2026-03-14", "Minutes": 0}', 0),
        ),
        head="[\n",
        between=",",
        end="]",
    ),
    "a grid of weeks": File(
        "Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n",
        [
            Record("2026-02-02,30,,,,,45,", [(" (Mon)", 30), (" (Sat)", 45)]),
            Record("2026-02-09,20,,60,,,,", [(" (Mon)", 20), (" (Wed)", 60)]),
            Record("2026-02-16,15,,40,,,90,", [(" (Mon)", 15), (" (Wed)", 40), (" (Sat)", 90)]),
        ],
        FileMapping(kind="study_sessions", columns={"date": "started_at", "time": "time_on_task_min"}, time_unit="min"),
    ),
    "a list of notes": File(
        "",
        [
            Record.of("- 2026-03-01: VPC (30 min)", 30),
            Record.of("- 2026-03-02: S3 (45 min)", 45),
            Record.of("- 2026-03-03: IAM, 1.5 h", 90),
        ],
        FileMapping(
            kind="study_sessions", columns={"date": "started_at", "topic": "resource", "time": "time_on_task_min"}
        ),
        n_least=2,  # one line is no list
    ),
    "canonical sessions": File(
        "started_at,time_on_task_min,activity,domain_id\n",
        [
            Record.of("2026-03-01,30,reading,1", 30),
            Record.of("2026-03-02,45.5,video,", 45.5),
            Record.of("2026-03-03T09:00,60,lab,2", 60),
        ],
        FileMapping(),
        can_repeat=False,
    ),
}


RESULTS = {
    "canonical practice exams": File(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n",
        [Record.of(f"m{day},2026-03-0{day},{EXAM},1,20,{10 + day}", 10 + day) for day in (1, 2, 3)],
        FileMapping(),
        can_repeat=False,
    ),
    "canonical answers": File(
        "practice_exam_id,taken_at,exam_code,position,domain_id,is_correct\n",
        [Record.of(f"m,2026-03-01,{EXAM},{at},1,{answer}", answer) for at, answer in ((1, 1), (2, 0), (3, 1))],
        FileMapping(),
        can_repeat=False,
    ),
    "dated lines": File(
        "",
        [Record.of(f"Whizlabs test {n}, 6{n} %, {n} Mar 2026", right) for n, right in ((1, 40), (2, 40), (3, 41))],
        FileMapping(),
        can_repeat=False,
    ),
    "right of asked": table(
        "practice_exams",
        "Date,Exam,Right,Questions",
        "taken_at form n_correct n_items",
        Record.of("2026-03-01,Mock 1,40,65", 40),
        Record.of("2026-03-08,Mock 2,46,65", 46),
        Record.of("2026-03-15,Mock 3,51,65", 51),
    ),
    "one cell by domain": table(
        "practice_exams",
        "Datum;Bereich;Ergebnis",
        "taken_at domain_id score",
        Record.of("01.03.2026;1;14/19", 14),
        Record.of("01.03.2026;2;10/17", 10),
        Record.of("13.03.2026;1;15/19", 15),
    ),
    "percentages": table(
        "practice_exams",
        "Date,Exam,Score",
        "taken_at form score",
        Record.of("2026-03-01,Mock 1,62%", 40),
        Record.of("2026-03-08,Mock 2,71%", 46),
        Record.of("2026-03-15,Mock 3,78%", 51),
    ),
    "answers": table(
        "item_responses",
        "Date,Nr,Domain,Correct",
        "taken_at position domain_id is_correct",
        Record.of("2026-03-01,1,1,yes", 1),
        Record.of("2026-03-01,2,2,no", 0),
        Record.of("2026-03-01,3,4,yes", 1),
    ),
    "Moodle": File(
        "Last name,First name,State,Started,Completed,Time taken,Grade/2.00,Q. 1 /1.00,Q. 2 /1.00\n",
        [
            Record.of(f"Lee,Ann,Finished,{day} March 2026 9:00 AM,-,-,1.00,1.00,{points}", 1 + (points == "1.00"))
            for day, points in ((1, "1.00"), (8, "0.00"), (15, "0.50"))
        ],
        FileMapping(),
    ),
    "Canvas": File(
        "name,id,submitted,501: Which store?,1.0,502: Which key?,1.0,score\n",
        [
            Record.of(f"Ann Lee,7,2026-03-{day:02} 09:00:00 UTC,S3,1.0,KMS,{points},1.0", 1 + (points == "1.0"))
            for day, points in ((1, "1.0"), (8, "0.0"), (15, "0.5"))
        ],
        FileMapping(),
    ),
    "Google Forms": File(
        "Timestamp,Score,Name,Which store?,Which key?\n",
        [
            Record.of(f"2026/03/{day:02} 9:00:00 AM GMT+1,{points} / 2,Ann Lee,S3,KMS", points)
            for day, points in ((1, 2), (8, 0), (15, 1))
        ],
        FileMapping(),
    ),
    "xAPI": File(
        "",
        [
            Record.of(
                json.dumps(xapi_statement(n, object={"id": f"q{n}"}, result={"success": n < 3}, actor={"name": "Ann"})),
                n < 3,
            )
            for n in (1, 2, 3)
        ],
        FileMapping(domain={"*": "1"}),
        can_repeat=False,
    ),
    "Udemy": File(
        "[\n",
        [
            Record.of(json.dumps(udemy_question(n, status)), status == "Correct")
            for n, status in enumerate(("Correct", "Incorrect", "Correct", "Skipped"), start=1)
        ],
        FileMapping(taken_on=date(2026, 3, 1)),
        between=",",
        end="]",
        n_least=4,  # of which one keeps its domain: questions without any are one result
    ),
    "QTI": File(
        '<assessmentResult xmlns="http://www.imsglobal.org/xsd/imsqti_result_v2p2"><context/>'
        '<testResult identifier="Mock 1" datestamp="2026-03-01T10:00:00Z"/>\n',
        [Record.of(item(f"q{n}", given).replace("\n", " "), given == "A") for n, given in enumerate("ABA")],
        FileMapping(domain={"*": "1"}),
        can_repeat=False,
        end="</assessmentResult>",
    ),
    "UWorld": File(
        "ID\tSUBJECTS\tSYSTEMS\tCATEGORIES\tTOPICS\t% CORRECT OTHERS\tTIME SPENT\n",
        [
            Record.of(f"{mark}\t{n} - {104520 + n}\tSurgery\tBlood\tShock\tHypovolemic\t37%\t31 sec", mark == "✓")
            for n, mark in enumerate("✓×✓", start=1)
        ],
        FileMapping(taken_on=date(2026, 3, 1), domain={"*": "1"}),
    ),
    "pasted lines": File(
        "2026-03-01 Set 1\n",
        [
            Record.of("Design Secure Architectures: 75 % (3/4)", 3),
            Record.of("Design Resilient Architectures - 50% (2/4)", 2),
            Record.of("Design Cost-Optimized Architectures 4/5 (80 %)", 4),
        ],
        FileMapping(),
    ),
}

"""The same study in the form of each program, version and language, with totals by addition.

Files are written by `csv` and `json` from one list of entries, so what a reader finds is compared
with numbers that no reader made.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from analytics.ingest.file_mapping import DateOrder, FileMapping
from analytics.ingest.reading import LeftOutReason
from tests.inputs.genuine_file import BERLIN, ENTRIES, WORK_MIN, Entry, GenuineFile, table


def hms(entry: Entry) -> str:
    return f"{entry.minutes // 60:02}:{entry.minutes % 60:02}:00"


def toggl(entry: Entry) -> list[object]:
    """Return the row of the report up to 2023, without its last column."""
    return [
        "Me", "me@example.org", "", entry.project, "", entry.title, "No", f"{entry.start:%Y-%m-%d}",
        f"{entry.start:%H:%M:%S}", f"{entry.end:%Y-%m-%d}", f"{entry.end:%H:%M:%S}", hms(entry), "",
    ]  # fmt: skip


TOGGL_HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags"
)
CLOCKIFY_HEADERS = {
    "en": "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal)",
    "es": "Proyecto,Cliente,Descripción,Tarea,Usuario,Grupo,Correo electrónico,Etiquetas,Facturable,Fecha de inicio,"
    "Hora de inicio,Fecha de finalización,Hora de finalización,Duración (h),Duración (decimal)",
    "de": "Projekt,Kunde,Beschreibung,Aufgabe,Benutzer,Gruppe,E-Mail,Tags,Abrechenbar,Startdatum,Startzeit,Enddatum,"
    "Endzeit,Dauer (h),Dauer (dezimal)",
    "pt": "Projeto,Cliente,Descrição,Tarefa,Usuário,Grupo,E-mail,Etiquetas,Faturável,Data de início,Hora de início,"
    "Data de término,Hora de término,Duração (h),Duração (decimal)",
    "fr": "Projet,Client,Description,Tâche,Utilisateur,Groupe,E-mail,Étiquettes,Facturable,Date de début,"
    "Heure de début,Date de fin,Heure de fin,Durée (h),Durée (décimal)",
}
CLOCKIFY_TIMES = {"en": ("%m/%d/%Y", "%I:%M:%S %p"), "de": ("%d.%m.%Y", "%H:%M:%S")}
"""Day and time as a user of the language sets them; the others are day first."""


def clockify(language: str) -> GenuineFile:
    """Return the detailed report in a language."""
    day, clock = CLOCKIFY_TIMES.get(language, ("%d/%m/%Y", "%H:%M:%S"))

    def row(entry: Entry) -> list[object]:
        times = [f"{at:{part}}" for at in (entry.start, entry.end) for part in (day, clock)]
        names = [entry.project, "", entry.title, "", "Me", "", "me@example.org", "", "No"]
        return [*names, *times, hms(entry), f"{entry.minutes / 60:.2f}"]

    header = CLOCKIFY_HEADERS[language]
    order = DateOrder.MONTH_FIRST if language == "en" else DateOrder.DAY_FIRST
    return table("clockify", header, row, has_quotes=True, order=order)


KIMAI_HEADERS = {
    "en": "Date;From;To;Duration;Customer;Project;Activity;Description;Tags;User",
    "de": "Datum;Von;Bis;Dauer;Kunde;Projekt;Tätigkeit;Beschreibung;Schlagworte;Benutzer",
}


def kimai(language: str) -> GenuineFile:
    """Return the export in a language, with lengths in seconds."""

    def row(entry: Entry) -> list[object]:
        times = [f"{entry.start:%Y-%m-%d}", f"{entry.start:%H:%M}", f"{entry.end:%H:%M}", entry.minutes * 60]
        return [*times, "x", entry.project, "Lab", entry.title, "", "Me"]

    return table("kimai", KIMAI_HEADERS[language].replace(";", ","), row, delimiter=";")


ATIMELOGGER_WORDS = {
    "en": ("Activity type,Duration,From,To,Comment", "Activity Type,Duration,%", "Total"),
    "ru": ("Тип,Продолжительность,Начало,Конец,Комментарий", "Тип,Продолжительность,%", "Всего"),
    "fr": ("Type d'activité,Durée,De,À,Commentaire", "Type d'activité,Durée,%", "Total"),
    "ar": ("نوع النشاط,المدة,من,إلى,تعليق", "نوع النشاط,المدة,%", "المجموع"),
    "ja": ("種類,期間,開始,終了,コメント", "種類,期間,%", "合計"),
    "zh": ("活动类别,持续时间,开始时间,结束时间,备注", "活动类别,持续时间,%", "总计"),
}


def atimelogger(language: str) -> GenuineFile:
    """Return the report in a language, with its totals."""
    header, totals, total = ATIMELOGGER_WORDS[language]
    mark = "/" if language == "ru" else "-"

    def row(entry: Entry) -> list[object]:
        times = [f"{at:%Y{mark}%m{mark}%d %H:%M:%S}" for at in (entry.start, entry.end)]
        length = f"{entry.minutes // 60}:{entry.minutes % 60:02}{':00' if language == 'ja' else ''}"
        return [entry.project, length, *times, entry.title]

    tail = f"\n{totals}\nAWS,1:57,49.37\nWork,2:00,50.63\n{total},3:57,100.00\n"
    return table("atimelogger", header, row, has_quotes=True, tail=tail)


def pomofocus(unit: str, delimiter: str) -> GenuineFile:
    """Return the report with times, in hours or minutes."""

    def row(entry: Entry) -> list[object]:
        length = entry.minutes if unit == "minutes" else entry.minutes / 60
        day = f"{entry.start:%Y%m%d}"
        return [day, entry.project, entry.title, length, f"{entry.start:%H:%M}", f"{entry.end:%H:%M}"]

    header = f"date,project,task,{unit},startTime,endTime"
    return table("pomofocus", header, row, delimiter=delimiter)


def forest(form: str) -> GenuineFile:
    """Return the trees, and one that died after 25 minutes."""

    def row(entry: Entry) -> list[object]:
        return [f"{entry.start:{form}}", f"{entry.end:{form}}", entry.project, entry.title, "Oak", "True"]

    whole = table("forest", "Start Time,End Time,Tag,Note,Tree Type,Is Success", row)
    begin = datetime(2026, 3, 3, 9, tzinfo=BERLIN)
    dead = f"{begin:{form}},{begin + timedelta(minutes=25):{form}},AWS,,Oak,False\n"
    return GenuineFile(
        "forest", whole.head, [*whole.records, dead],
        record_min=[*whole.record_min, 25],
        left_out={LeftOutReason.NOT_STUDY: (1, WORK_MIN), LeftOutReason.GIVEN_UP: (1, 25)},
        mapping=whole.mapping,
    )  # fmt: skip


def rescuetime(*, has_index: bool) -> GenuineFile:
    """Return the report by hour: nine o'clock has two rows of study, and work takes two hours."""
    rows = [
        ("2026-03-01T09:00:00", 1800, "AWS S3"), ("2026-03-01T09:00:00", 1080, "AWS S3 docs"),
        ("2026-03-01T23:00:00", 2700, "AWS VPC"), ("2026-03-02T10:00:00", 3600, "Mail"),
        ("2026-03-02T11:00:00", 3600, "Mail"), ("2026-03-13T18:00:00", 1440, "AWS IAM"),
    ]  # fmt: skip
    index = [f"{at}," if has_index else "" for at in range(len(rows))]
    return GenuineFile(
        "rescuetime",
        f"{',' if has_index else ''}Date,Time Spent (seconds),Number of People,Activity,Category,Productivity\n",
        [f"{at}{hour},{spent},1,{name},x,2\n" for at, (hour, spent, name) in zip(index, rows, strict=True)],
        record_min=[spent / 60 for _, spent, _ in rows],
        left_out={LeftOutReason.NOT_STUDY: (2, WORK_MIN)},
        n_merged=1,
    )


def document(name: str, head: str, records: Sequence[Mapping[str, object]], tail: str) -> GenuineFile:
    """Return a JSON document; a record of it is named by its number if `head` begins a mapping."""
    is_mapping = head.endswith("{")
    written = [f'"{at}": {json.dumps(one)}' if is_mapping else json.dumps(one) for at, one in enumerate(records)]
    return GenuineFile(name, head, written, tail, between=",\n", is_table=False, can_repeat=False)


def super_productivity_task(entry: Entry, number: int) -> dict[str, object]:
    spent = {f"{entry.start:%Y-%m-%d}": entry.minutes * 60_000}
    title = f"{entry.project} {entry.title}"
    return {"id": f"t{number}", "title": title, "timeSpentOnDay": spent, "subTaskIds": [], "subTasks": []}


TASKS = [super_productivity_task(entry, number) for number, entry in enumerate(ENTRIES)]
WINDOWS = [
    {
        "timestamp": entry.start.astimezone(UTC).isoformat(timespec="microseconds"),
        "duration": entry.minutes * 60.0,
        "data": {"app": entry.project, "title": entry.title},
    }
    for entry in ENTRIES
]


def calendar(times: Callable[[Entry], str], zone: str = "X-WR-TIMEZONE:Europe/Berlin\r\n") -> GenuineFile:
    """Return a calendar of past events that took place, and an all-day note."""
    events = [(times(entry), f"{entry.project} {entry.title}".replace(",", "\\,")) for entry in ENTRIES]
    events.append(("DTSTART;VALUE=DATE:20260304\r\nDTEND;VALUE=DATE:20260305", "AWS note"))
    return GenuineFile(
        "ics",
        f"BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\n{zone}",
        [
            f"BEGIN:VEVENT\r\n{when}\r\nUID:{at}@example.org\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
            for at, (when, title) in enumerate(events)
        ],
        "END:VCALENDAR\r\n",
        record_min=[*(entry.minutes for entry in ENTRIES), 0],
        left_out={LeftOutReason.NOT_STUDY: (1, WORK_MIN), LeftOutReason.WHOLE_DAY: (1, 0)},
        mapping=FileMapping(study=("AWS",), kind="study_sessions"),
        is_table=False,
        can_repeat=False,
    )


def review_log(name: str, header: str, row: str) -> GenuineFile:
    """Return a log of reviews of 30, 60 and 90 seconds, and one that was set by hand."""
    reviews = [(1_772_352_000_000 + at * 60_000, ease, ms) for at, (ease, ms) in enumerate(
        [(3, 30_000), (1, 60_000), (4, 90_000), (0, 0)]
    )]  # fmt: skip
    return GenuineFile(
        name,
        header,
        [row.format(id=moment, ease=ease, ms=ms) for moment, ease, ms in reviews],
        record_min=[0.5, 1, 1.5, 0],
        stored_min=3,
        left_out={LeftOutReason.NO_REVIEW: (1, 0)},
        mapping=FileMapping(study=("*",)),
    )


NAMES = '{"%s":{"entities":{"p":{"title":"Exam"}}},"task":{"entities":{'

GENUINE_FILES: Mapping[str, GenuineFile] = {
    "toggl to 2023": table("toggl", f"{TOGGL_HEADER},Amount (EUR)", lambda e: [*toggl(e), ""], start="\ufeff"),
    "toggl 2024": table("toggl", TOGGL_HEADER, toggl, has_quotes=True, start="\ufeff"),
    "toggl from 2024": table(
        "toggl",
        "Description,Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time",
        lambda e: [e.title, hms(e)[1:], "Me", "me@example.org", e.project, "-", *toggl(e)[7:11]],
        has_quotes=True,
    ),
    "toggl short": table(
        "toggl",
        "Project,Description,Start date,Start time,Duration",
        lambda e: [e.project, e.title, *toggl(e)[7:9], hms(e)],
    ),
    **{f"clockify {language}": clockify(language) for language in CLOCKIFY_HEADERS},
    "clockify by day": table(
        "clockify",
        "Date,Project,Client,Description,Time (h),Time (decimal)",
        lambda e: [f"{e.start:%Y-%m-%d}", e.project, "", e.title, hms(e), f"{e.minutes / 60:.2f}"],
    ),
    **{f"kimai {language}": kimai(language) for language in KIMAI_HEADERS},
    "harvest": table(
        "harvest",
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name",
        lambda e: [f"{e.start:%Y-%m-%d}", "", e.project, "", "", e.title, f"{e.minutes / 60:.2f}", "No", "I", "Me"],
    ),
    "harvest with commas": table(
        "harvest",
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name",
        lambda e: [
            f"{e.start:%Y-%m-%d}",
            "",
            e.project,
            "",
            "",
            e.title,
            f"{e.minutes / 60:.2f}".replace(".", ","),
            "No",
            "I",
            "Me",
        ],
    ),
    "pomofocus in minutes": pomofocus("minutes", ","),
    "pomofocus in hours": pomofocus("hours", "\t"),
    "pomofocus by day": table(
        "pomofocus",
        "date,project,minutes",
        lambda e: [f"{e.start:%Y%m%d}", e.project, e.minutes],
        delimiter="\t",
        start="\ufeff",
    ),
    "be focused": table(
        "be_focused",
        "Start date,Duration,Assigned task,Task state",
        lambda e: [f"{e.start:%d %b %Y at %I:%M:%S\u202f%p}", e.minutes, f"{e.project} {e.title}", "Done"],
    ),
    "forest with offsets": forest("%Y-%m-%dT%H:%M:%S.000%z"),
    "forest with names of days": forest("%a %b %d %H:%M:%S GMT%z %Y"),
    "forest by the clock": forest("%Y/%m/%d %H:%M"),
    **{f"atimelogger {language}": atimelogger(language) for language in ATIMELOGGER_WORDS},
    "super productivity": document("super_productivity", '{"data":' + NAMES % "project", TASKS, "}}}}"),
    "super productivity older": document("super_productivity", NAMES % "project", TASKS, "}}}"),
    "super productivity at first": document("super_productivity", '{"backlogTasks":[],"tasks":[', TASKS, "]}"),
    "activitywatch": document(
        "activitywatch", '{"buckets":{"w":{"type":"currentwindow","hostname":"h","events":[', WINDOWS, "]}}}"
    ),
    "activitywatch as published": document(
        "activitywatch", '{"buckets":[{"type":"currentwindow","hostname":"h","events":[', WINDOWS, "]}]}"
    ),
    "rescuetime": rescuetime(has_index=False),
    "rescuetime with an index": rescuetime(has_index=True),
    "calendar in UTC": calendar(
        lambda e: f"DTSTART:{e.start.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\nDTEND:{e.end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    ),
    "calendar with zones": calendar(
        lambda e: f"DTSTART;TZID=Europe/Berlin:{e.start:%Y%m%dT%H%M%S}\r\nDURATION:PT{e.minutes}M", zone=""
    ),
    "anki log": review_log(
        "anki_review_log", "id,cid,usn,ease,ivl,lastIvl,factor,time,type\n", "{id},1,-1,{ease},1,1,2500,{ms},1\n"
    ),
    "fsrs log": review_log(
        "fsrs_review_log", "card_id,review_rating,review_time,review_duration\n", "1,{ease},{id},{ms}\n"
    ),
}

"""Columns are guessed by their cells; names choose only between columns that fit equally."""

import pytest

from tests.inputs.column_guesses import guessed


@pytest.mark.parametrize(
    ("table", "kind", "columns"),
    [
        # the length may come first: it is the one that start and end agree with
        (
            "Day,Duration,Start,End|2026-05-04,1:30,09:00,10:30|2026-05-05,0:45,19:15,20:00",
            "study_sessions",
            {"day": "started_at", "duration": "time_on_task_min", "start": "start_time", "end": "ended_at"},
        ),
        (
            "Day,A,B,C|2026-05-04,1:30,09:00,10:30|2026-05-05,0:45,19:15,20:00",
            "study_sessions",
            {"day": "started_at", "a": "time_on_task_min", "b": "start_time", "c": "ended_at"},
        ),
        (
            "Day,A,B|2026-05-04,09:00,10:30|2026-05-05,19:15,20:00",
            "study_sessions",
            {"day": "started_at", "a": "start_time", "b": "ended_at"},
        ),
        (
            "Day,A,B|2026-05-04,09:00,1:30",
            "study_sessions",
            {"day": "started_at", "a": "start_time", "b": "time_on_task_min"},
        ),
        ("Day,Time|2026-05-04,19:30|2026-05-05,20:00", "study_sessions", {"day": "started_at", "time": "start_time"}),
        (
            "Day,Time|2026-05-04,1:30|2026-05-05,2:00",
            "study_sessions",
            {"day": "started_at", "time": "time_on_task_min"},
        ),
        (
            "Day,From,To,Break|2026-05-04,09.00,10.30,15|2026-05-05,19.00,20.00,0",
            "study_sessions",
            {"day": "started_at", "from": "start_time", "to": "ended_at", "break": "break_min"},
        ),
        ("S,E|2026-05-04 09:00,2026-05-04 10:00", "study_sessions", {"s": "started_at", "e": "ended_at"}),
        ("S,To,D|2026-05-04 09:00,10:00,room 4", "study_sessions", {"s": "started_at", "to": "ended_at", "d": "note"}),
        (
            "Start,Due,M|2026-05-04 09:00,2026-06-01,30",
            "study_sessions",
            {"start": "started_at", "m": "time_on_task_min"},
        ),
        # a score is a count only if it can be one of the maximum
        (
            "Day,Score,Max|2026-05-04,40,65|2026-05-11,51,65",
            "practice_exams",
            {"day": "taken_at", "score": "n_correct", "max": "n_items"},
        ),
        (
            "Day,Score,Max|2026-05-04,40,20|2026-05-11,70,20",
            "practice_exams",
            {"day": "taken_at", "score": "score", "max": "n_items"},
        ),
        ("Day,Score,Max|2026-05-04,650,1000", "practice_exams", {"day": "taken_at", "score": "score"}),
        # half of the cells are enough under a name that says the same
        (
            "Date,Minutes|2026-05-04,4o|soon,30",
            "study_sessions",
            {"date": "started_at", "minutes": "time_on_task_min"},
        ),
        # several numbers without a name stay a question
        ("Day,Morning,Evening|2026-05-04,1,2|2026-05-05,2,1", "study_sessions", {"day": "started_at"}),
        (
            "Day,Hours,Minutes|2026-05-04,1,60|2026-05-05,2,120",
            "study_sessions",
            {"day": "started_at", "hours": "time_on_task_min"},
        ),
        ("Day,Planned,Actual|2026-05-04,60,45", "study_sessions", {"day": "started_at", "actual": "time_on_task_min"}),
        (
            "Day,Hours,Quiz score|2026-05-04,1.5,8/10",
            "study_sessions",
            {"day": "started_at", "hours": "time_on_task_min"},
        ),
        ("Day,Hours,Done|2026-05-04,1.5,yes", "study_sessions", {"day": "started_at", "hours": "time_on_task_min"}),
        ("วันที่,นาที|2026-05-04,45|2026-05-05,60", "study_sessions", {"วันที่": "started_at", "นาที": "time_on_task_min"}),
        (
            "Day,Test,Time,Score|2026-05-04,A,90 min,45/65",
            "practice_exams",
            {"day": "taken_at", "test": "form", "time": "duration_min", "score": "score"},
        ),
        ("Day,Set,Percent|2026-05-04,A,72 %", "practice_exams", {"day": "taken_at", "set": "form", "percent": "score"}),
        (
            "N,Day,Result|1,2026-05-04,✓|2,2026-05-04,×|3,2026-05-04,✓",
            "item_responses",
            {"n": "position", "day": "taken_at", "result": "is_correct"},
        ),
        (
            "N,Day,Ok|1,2026-05-04,ja|2,2026-05-04,nein|3,2026-05-04,ja",
            "item_responses",
            {"n": "position", "day": "taken_at", "ok": "is_correct"},
        ),
        ("Day,Sleep,Mood|2026-05-04,7.5,fine", "check_ins", {"day": "on", "sleep": "sleep_h"}),
        # of two names for a domain, the likelier one is it, wherever it stands
        (
            "Day,Minutes,Category,Topic|2026-05-04,60,AWS,VPC|2026-05-05,45,Work,VPC|2026-05-06,60,AWS,S3",
            "study_sessions",
            {"day": "started_at", "minutes": "time_on_task_min", "topic": "domain_id", "category": "resource"},
        ),
        (
            "Day,Minutes,Topic,Category|2026-05-04,60,VPC,Video|2026-05-05,45,S3,Lab|2026-05-06,60,VPC,Lab",
            "study_sessions",
            {"day": "started_at", "minutes": "time_on_task_min", "topic": "domain_id", "category": "activity"},
        ),
        # results have a time limit too, and a test of its own in each row
        (
            "Day,Vendor,Test,Score,Time Taken (min)|2026-05-04,TD,Set 1,58%,118|2026-05-11,TD,Set 2,66%,112",
            "practice_exams",
            {
                "day": "taken_at",
                "vendor": "provider",
                "test": "form",
                "score": "score",
                "time_taken_(min)": "duration_min",
            },
        ),
        (
            "Day,Exam,Score,Minutes|2026-05-04,SAA,58,60|2026-05-05,SAA,66,45|2026-05-06,SAA,61,30",
            "study_sessions",
            {"day": "started_at", "exam": "resource", "minutes": "time_on_task_min"},
        ),
        # lengths below six hours are no times of day, even if one is longer in each row
        (
            "Day,Focus time,Breaks,Sessions|2026-05-04,1:25:30,0:15:00,3|2026-05-05,0:50:15,0:05:00,2",
            "study_sessions",
            {"day": "started_at", "focus_time": "time_on_task_min"},
        ),
        (
            "Day,Goal,Actual|2026-05-04,1:00,1:30|2026-05-05,1:00,1:10",
            "study_sessions",
            {"day": "started_at", "actual": "time_on_task_min"},
        ),
        (
            "Day,A,B|2026-05-04,0:45,19:00|2026-05-05,1:30,18:15|2026-05-06,1:00,7:30",
            "study_sessions",
            {"day": "started_at", "a": "time_on_task_min", "b": "start_time"},
        ),
        # a running total is no length, and a length named study makes no result of a score beside it
        (
            "Day,Total minutes,Minutes|2026-05-04,60,60|2026-05-05,105,45|2026-05-06,135,30",
            "study_sessions",
            {"day": "started_at", "minutes": "time_on_task_min"},
        ),
        ("Day,Total hours|2026-05-04,1|2026-05-05,2.5|2026-05-06,4", "study_sessions", {"day": "started_at"}),
        (
            "Day,Slept,Studied|2026-05-04,7:30,1:30|2026-05-05,8:00,0:45",
            "study_sessions",
            {"day": "started_at", "studied": "time_on_task_min"},
        ),
        (
            "Day,Subject,Study hours,Questions,Accuracy (%)|2026-05-04,VPC,1.5,40,72|2026-05-05,S3,2,20,65",
            "study_sessions",
            {"day": "started_at", "subject": "domain_id", "study_hours": "time_on_task_min"},
        ),
        (
            "Jour,Temps prévu,Temps réel|2026-05-04,2h,1h30|2026-05-05,1h,45min",
            "study_sessions",
            {"jour": "started_at", "temps_réel": "time_on_task_min"},
        ),
        (
            "Day,Deep work,Study|2026-05-04,3:00,1:15|2026-05-05,4:10,0:45",
            "study_sessions",
            {"day": "started_at", "study": "time_on_task_min"},
        ),
        # counts are more exact than a rounded percentage
        (
            "Day,Right,Asked,Percent|2026-05-04,38,65,58%|2026-05-11,15,20,75%",
            "practice_exams",
            {"day": "taken_at", "right": "n_correct", "asked": "n_items"},
        ),
        (
            "Date,Examen blanc,Note,Sur|2026-05-04,A,38,65|2026-05-11,B,43,65",
            "practice_exams",
            {"date": "taken_at", "examen_blanc": "form", "note": "n_correct", "sur": "n_items"},
        ),
        (
            "Fecha,Aciertos,Fallos,Sin responder|2026-05-04,38,25,2|2026-05-11,43,22,0",
            "practice_exams",
            {"fecha": "taken_at", "aciertos": "n_correct", "fallos": "n_wrong", "sin_responder": "n_skipped"},
        ),
        (
            "Day,Correct,Incorrect,Score|2026-05-04,38,27,58%|2026-05-11,43,22,66%",
            "practice_exams",
            {"day": "taken_at", "correct": "n_correct", "incorrect": "n_wrong"},
        ),
        # wrong ones beside a result are not needed, and points lost by mistakes are none of them
        (
            "Day,Result,Wrong|2026-05-04,19/30,11|2026-05-11,24/30,6",
            "practice_exams",
            {"day": "taken_at", "result": "score"},
        ),
        (
            "Day,App,Questions,Error points,Mistakes|2026-05-04,ADAC,30,8,2|2026-05-11,ADAC,30,14,4",
            "practice_exams",
            {"day": "taken_at", "app": "provider", "questions": "n_items", "mistakes": "n_wrong"},
        ),
        # questions seen before may be all of them, and unseen ones are others
        (
            "Day,Correct,Out of,Seen before,Unseen|2026-05-04,19,35,4,31|2026-05-11,33,35,35,0",
            "practice_exams",
            {"day": "taken_at", "correct": "n_correct", "out_of": "n_items", "seen_before": "n_seen_before"},
        ),
        (
            "Fecha,Pomodoros,Minutos totales|2026-05-04,3,75|2026-05-05,2,50",
            "study_sessions",
            {"fecha": "started_at", "minutos_totales": "time_on_task_min"},
        ),
        (
            "Day,Q#,Correct?,Time (s)|2026-05-04,1,yes,75|2026-05-04,2,no,110|2026-05-04,3,no,42",
            "item_responses",
            {"day": "taken_at", "q#": "position", "correct?": "is_correct", "time_(s)": "response_time_s"},
        ),
    ],
)
def test_cells_decide_what_a_column_is(table: str, kind: str, columns: dict[str, str]) -> None:
    """Columns are recognized in any language by their cells and by the other columns."""
    header, *rows = table.split("|")
    assert guessed(header, *rows) == (kind, columns)


def test_a_result_is_recognized_by_its_cells() -> None:
    """A column of cells such as 13/20 under any name; blank cells do not count."""
    kind, columns = guessed("Date,First", "2026-03-01,13/20", "2026-03-02,", "2026-03-03,14 of 20")
    assert (kind, columns) == ("practice_exams", {"date": "taken_at", "first": "score"})
    assert guessed("Date,First", "2026-03-01,", "2026-03-02")[0] == "study_sessions"


def test_an_empty_column_is_not_the_day() -> None:
    """Tag is a day in German and a label in other languages."""
    assert guessed("Tag,Data di inizio,Minuti", ",14/03/2026,30", ",15/03/2026,45")[1]["data_di_inizio"] == "started_at"


@pytest.mark.parametrize(
    ("rows", "is_pair"),
    [
        (("2026-10-21,SAA,1,20", "2026-10-22,SAA,0,45", "2026-10-23,SAA,2,0"), True),
        (("2026-10-21,SAA,1,20", "2026-10-22,SAA,0,43", "2026-10-23,SAA,2,7"), False),
        (("2026-10-21,SAA,20,20", "2026-10-22,SAA,1,45", "2026-10-23,SAA,2,0"), False),
        (("2026-10-21,SAA,1,0", "2026-10-22,SAA,2,0", "2026-10-23,SAA,3,0"), False),
    ],
)
def test_two_numbers_without_names_are_hours_and_minutes(rows: tuple[str, ...], is_pair: bool) -> None:
    """The only numbers of a log are hours and minutes if minutes come in fives and hours fit half a day."""
    _, columns = guessed("column_1,column_2,column_3,column_4", *rows, kind="study_sessions")

    assert ((columns.get("column_3"), columns.get("column_4")) == ("time_h", "time_min")) is is_pair

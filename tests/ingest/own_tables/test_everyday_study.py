"""Tables of study as people keep them, in many languages: guessed, and added up by hand."""

from collections.abc import Sequence

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.tables.text_table import normalized_header
from analytics.records import StudySession
from tests.inputs.column_guesses import as_guessed, sum_of
from tests.inputs.ingest_inputs import CONTEXT, EXAM, workbook

NET = {
    "between a start and an end": "Date;Début;Fin;Pause (min);Temps brut;Temps net;Sujet\n"
    "05/10/2026;18:00;20:00;15;2:00;1:45;VPC\n15/10/2026;20:00;22:00;30;2:00;1:30;RDS\n",
    "without a start": "Día;Tema;Tiempo bruto;Tiempo neto;Confianza\n"
    "05/10/2026;IAM;2:00;1:45;3\n16/10/2026;RDS;2:00;1:30;5\n",
    "in hours": "Datum,Thema,Netto (h),Brutto (h)\n2026-10-05,IAM,1.75,2\n2026-10-16,RDS,1.5,2\n",
}


@pytest.mark.parametrize("table", NET)
def test_the_time_without_breaks_is_the_length(table: str) -> None:
    """The time with breaks is in another column."""
    assert sum_of(as_guessed(NET[table])) == [105, 90]


def test_two_lengths_that_differ_are_asked_about() -> None:
    """Lengths such as 1:30 are compared as numbers are."""
    names = normalized_header(["Jour", "Grand X", "Petit X"], "file")
    guess = guess_columns(names, [["2026-08-04", "1:30", "0:40"], ["2026-08-05", "1:00", "0:30"]])
    assert "time_on_task_min" not in guess.columns.values()


def test_a_day_ends_at_24_00() -> None:
    """As an end it is midnight, also in a range."""
    ranges = "Datum;Tijd;Vak\n05-10-2026;20:00-21:30;IAM\n13-10-2026;22:30-24:00;VPC\n14-10-2026;19:00-20:00;S3\n"
    assert sum_of(as_guessed(ranges)) == [90, 90, 60]
    table = "Datum;Van;Tot;Vak\n05-10-2026;20:00;21:30;IAM\n13-10-2026;22:30;24:00;VPC\n14-10-2026;19:00;20:00;S3\n"
    assert sum_of(as_guessed(table + "15-10-2026;21:30;24:00;S3\n")) == [90, 90, 60, 150]


REACHED = {
    "in hours": "Date,Goal (h),Hours,Achieved %\n2026-10-05,2,1.5,75%\n2026-10-15,2,2,100%\n2026-10-16,1,.5,50%\n",
    "in minutes": "Tag;Soll;Ist;Erfüllung\n05.10.2026;120;90;75 %\n15.10.2026;120;120;100 %\n16.10.2026;60;30;50 %\n",
    "in words": "Day,Target,Studied,%\nOct 5 2026,2h,1h 30m,75%\nOct 6 2026,2h,2h,100%\nOct 7 2026,1h,30m,50%\n",
    "as a plain number": "Data;Obiettivo;Ore;%\n05/10/2026;2;1,5;75\n15/10/2026;2;2;100\n16/10/2026;1;0,5;50\n",
}


@pytest.mark.parametrize("table", REACHED)
def test_how_much_of_a_goal_was_reached_is_not_a_result(table: str) -> None:
    """It is the share of the time in a goal."""
    assert sum_of(as_guessed(REACHED[table])) == [90, 120, 30]


POMODOROS = {
    "a length in the name": "Datum;Thema;🍅 (à 25 min)\n05.10.2026;IAM;3\n15.10.2026;VPC;1,5\n",
    "another length": "Fecha;Tema;Pomodoros de 50 min\n05/10/2026;IAM;1,5\n15/10/2026;VPC;0,75\n".replace(
        "0,75", "37 min"
    ),
    "blocks": "Datum;Fach;Blöcke à 25 min;Seiten\n05.10.2026;IAM;3;20\n15.10.2026;VPC;1,5;12\n",
    "no length": "Date,Topic,Pomodoros\n2026-10-05,IAM,3\n2026-10-15,VPC,1.5\n",
    "minutes beside them": "Date,Topic,Pomodoros (25 min),Minutes\n2026-10-05,IAM,3,75\n2026-10-15,VPC,2,37.5\n",
}


@pytest.mark.parametrize("table", POMODOROS)
def test_pomodoros_are_so_many_times_the_length_of_one(table: str) -> None:
    """Their minutes are in the name or the answer; minutes in another column count instead."""
    assert sum_of(as_guessed(POMODOROS[table], unit="25 min")) == pytest.approx([75, 37.5], abs=0.5)


def test_the_length_of_one_pomodoro_is_asked() -> None:
    """Half pomodoros are not hours."""
    with pytest.raises(OpenQuestionError) as caught:
        as_guessed(POMODOROS["no length"])
    assert caught.value.question is Question.TIME_UNIT


def test_times_of_day_are_not_topics_under_any_name() -> None:
    """No row has six hours for every topic."""
    table = "Data;Zegar A;Zegar B;Temat\n2026-10-05;18:00;19:00;IAM\n2026-10-06;18:30;19:15;VPC\n"
    assert sum_of(as_guessed(f"{table}2026-10-08;20:00;21:30;IAM\n")) == [60, 45, 90]


WEEKS = ("Po;Út;St;Čt;Pá;So;Ne;Celkem", "Mån;Tis;Ons;Tors;Fre;Lör;Sön;Totalt", "Pzt;Sal;Çar;Per;Cum;Cmt;Paz;Toplam")


@pytest.mark.parametrize("days", [*WEEKS, "월;화;수;목;금;토;일;합계"])
def test_weeks_are_read_in_more_languages(days: str) -> None:
    """Their sum is not counted."""
    table = f"X;{days}\n05.10.2026;30;45;0;60;;90;;225\n12.10.2026;40;;50;;;120;30;240\n"
    found = as_guessed(table, unit="min")
    assert sum(sum_of(found)) == 465
    assert (
        max(str(row.record.started_at)[:10] for row in found.rows if isinstance(row.record, StudySession))
        == "2026-10-18"
    )


def test_hours_with_a_point_are_asked_about_in_a_sheet_that_drops_the_last_0() -> None:
    """1.3 may be 1.30, which is an hour and a half."""
    rows = [
        ["2026-10-03", "IAM", 1.3],
        ["2026-10-04", "VPC", 0.45],
        ["2026-10-06", "S3", 2],
        ["2026-10-07", "S3", 1.15],
    ]
    with pytest.raises(OpenQuestionError) as caught:
        as_guessed(workbook([["Date", "Topic", "Hours"], *rows]), "log.xlsx")
    assert caught.value.question is Question.TIME_UNIT


CARDS = "Date,New cards,Cards reviewed,Time (min),Retention\n2026-10-03,20,85,22,88%\n2026-10-04,20,97,26,91%\n"


def test_a_share_of_cards_beside_their_time_is_study() -> None:
    """The share of known cards is not a practice exam."""
    assert sum_of(as_guessed(f"{CARDS}2026-10-05,15,104,25,86%\n")) == [22, 26, 25]


def test_a_share_that_no_word_calls_a_result_is_asked_about_beside_a_time() -> None:
    """It may be progress."""
    names = normalized_header(["Date", "Min", "Avancement"], "file")
    rows = [["2026-10-03", "22", "10%"], ["2026-10-04", "26", "15%"], ["2026-10-05", "60", "25%"]]
    assert not guess_columns(names, rows, blueprint=CONTEXT.blueprints[EXAM]).is_sure


DAY_ONCE: list[list[object]] = [
    ["Date", "Start", "Stop", "Topic"],
    ["2026-10-05", "09:00", "10:30", "IAM"],
    [None, "20:00", "21:00", "VPC"],
    ["2026-10-06", "09:00", "09:45", "S3"],
]


def test_a_session_with_a_start_below_a_day_is_of_that_day() -> None:
    """A day is often written once, as in merged cells; a notice says so."""
    found = as_guessed(workbook(DAY_ONCE), "log.xlsx")
    days = [str(row.record.started_at)[:10] for row in found.rows if isinstance(row.record, StudySession)]
    assert (sum_of(found), days) == ([90, 60, 45], ["2026-10-05", "2026-10-05", "2026-10-06"])
    assert any(notice.startswith("Rows without a date were given that of the row above. ") for notice in found.notices)


def test_a_first_row_without_a_day_is_left_out() -> None:
    """There is no row above with a day."""
    found = as_guessed(workbook([DAY_ONCE[0], DAY_ONCE[2], *DAY_ONCE[1:]]), "log.xlsx")
    assert (sum_of(found), found.left_out[LeftOutReason.NO_DAY_OR_LENGTH].n_rows) == ([90, 60, 45], 1)


@pytest.mark.parametrize(("one", "other"), [("Total time", "Active time"), ("Total time", "Focus time")])
def test_a_total_beside_another_time_that_differs_is_asked_about(one: str, other: str) -> None:
    """The total may include breaks, or be the sum of several parts."""
    names = normalized_header(["Date", "Topic", one, other], "file")
    rows = [["2026-10-05", "IAM", "1:30", "1:10"], ["2026-10-06", "VPC", "2:00", "1:45"]]
    assert "time_on_task_min" not in guess_columns(names, rows, blueprint=CONTEXT.blueprints[EXAM]).columns.values()


def test_a_day_without_questions_is_a_day_of_study() -> None:
    """The numbers of the other days are still numbers of questions."""
    table = "Data,Matéria,Horas líquidas,Questões feitas,Acertos,% acerto\n05/10/2026,IAM,01:30,20,13,65%\n"
    assert sum_of(as_guessed(f"{table}17/10/2026,VPC,00:45,10,6,60%\n18/10/2026,RDS,01:00,0,0,\n")) == [90, 45, 60]


def test_a_text_beside_a_time_and_a_result_may_be_what_was_studied() -> None:
    """No word says whether it names exams or topics."""
    names = normalized_header(["Datum", "Grej", "Min", "Resultat"], "file")
    rows = [["2026-10-04", "IAM", "58", "74%"], ["2026-10-11", "VPC", "63", "79%"]]
    assert not guess_columns(names, rows, blueprint=CONTEXT.blueprints[EXAM]).is_sure


QUIZZED = {
    "lessons": "Tarih,Konu,Süre (dk),Ders\n05.10.2026,IAM,35,3/12\n17.10.2026,EC2,25,4/12\n18.10.2026,RDS,0,5/12\n",
    "few questions": "Datum;Thema;Fragen;Richtig;Dauer (min)\n05.10.2026;IAM;20;14;35\n17.10.2026;VPC;15;9;25\n",
    "study time": "Date,Topic,Study time,Quiz score\n2026-10-05,IAM,35m,70%\n2026-10-06,VPC,25m,55%\n",
    "progress": "Date,Section,Time spent,% complete\n2026-10-05,IAM,35 min,8%\n2026-10-06,EC2,25 min,21%\n",
}


@pytest.mark.parametrize("table", QUIZZED)
def test_what_was_studied_may_have_a_result(table: str) -> None:
    """Few questions, a time named study, and the share of a course that is done do not make a practice exam."""
    assert sum_of(as_guessed(QUIZZED[table])) == [35, 25]


def test_the_fuller_of_two_texts_is_the_topic() -> None:
    """Only some rows have remarks, whatever the column's name."""
    found = as_guessed("Päivä;Abc;Kesto (min);Xyz\n2026-10-05;IAM;45;\n2026-10-06;VPC;60;väsynyt\n")
    texts = [(row.record.resource, row.record.note) for row in found.rows if isinstance(row.record, StudySession)]
    assert texts == [("IAM", None), ("VPC", "väsynyt")]


def test_a_total_below_days_without_a_year_is_left_out() -> None:
    """They are days by their column's name, even in a row with a word for a total."""
    found = as_guessed("Date,Topic,Time (min)\nOct 5,IAM,45\nOct 6,Average case,60\nTotal,,105\n")
    assert (sum_of(found), found.left_out[LeftOutReason.TOTAL].n_rows) == ([45, 60], 1)


@pytest.mark.parametrize("header", ["Day,Min,Konu,Xyz", "Day,Min,Xyz,Konu"])
@pytest.mark.parametrize(
    ("topics", "target"), [(("Design Secure", "EC2", "S3"), "domain_id"), (("Ağ", "Kod", "Yük"), "resource")]
)
def test_words_beside_a_topic_are_not_topics(header: str, topics: Sequence[str], target: str) -> None:
    """Such as words for how it went, under an unclear name, whether or not the topic is a domain."""
    names = normalized_header(header.split(","), "file")
    days = [["2026-10-01", "30"], ["2026-10-02", "45"], ["2026-10-03", "20"]]
    pairs = zip(topics, ("again", "fine", "again"), strict=True)
    rows = [[*day, *(pair if names[2] == "konu" else pair[::-1])] for day, pair in zip(days, pairs, strict=True)]
    guess = guess_columns(names, rows, blueprint=CONTEXT.blueprints[EXAM])
    assert guess.columns == {"day": "started_at", "min": "time_on_task_min", "konu": target, "xyz": "note"}


def test_a_topic_under_an_unclear_name_stays_beside_a_note() -> None:
    """Even if it differs in each row."""
    found = as_guessed("Data;Xyz;Czas (godz.);Uwagi\n02.11.2026;Sieci;1,5;\n03.11.2026;Dyski;2;trudne\n")
    texts = [(row.record.resource, row.record.note) for row in found.rows if isinstance(row.record, StudySession)]
    assert texts == [("Sieci", None), ("Dyski", "trudne")]


def test_start_and_end_count_more_than_a_number_with_length_in_its_name() -> None:
    """Calendars export how they show a time."""
    table = "Betreff,Beginnt am,Beginnt um,Endet um,Zeitspanne zeigen als\nIAM,9.11.2026,18:00,19:30,2\n"
    assert sum_of(as_guessed(f"{table}VPC,16.11.2026,18:00,19:00,2\n")) == [90, 60]


def test_lectures_of_minutes_and_seconds_are_lengths() -> None:
    """As hours and minutes most would be too long; the unit is asked for if both fit."""
    table = "#,Lecture,Length,Watched on\n1,Intro,12:20,2026-10-01\n2,Demo,25:30,2026-10-02\n3,Quiz,05:10,2026-10-03\n"
    assert sum_of(as_guessed(table)) == pytest.approx([12 + 1 / 3, 25.5, 5 + 1 / 6])


@pytest.mark.parametrize(("header", "target"), [("日付,時間,内容", "resource"), ("日付,時間,内容,科目", "note")])
def test_a_column_named_for_topics_or_notes_is_the_topic_if_it_is_the_only_one(header: str, target: str) -> None:
    """Such as the word for content in Japanese and Chinese."""
    rows = [
        ["2026-10-01", "30分", "網", "甲"],
        ["2026-10-02", "45分", "雲", "乙"],
        ["2026-10-03", "20分", "網", "甲"],
    ]
    names = normalized_header(header.split(","), "file")
    guess = guess_columns(names, [row[: len(names)] for row in rows], blueprint=CONTEXT.blueprints[EXAM])
    assert guess.columns["内容"] == target


def test_of_two_lengths_the_one_named_study_counts() -> None:
    """The other one is that of other work."""
    table = "Date,Work time (h),Study time (min),Topic\n2026-10-01,3.5,50,IAM\n2026-10-02,2,25,VPC\n"
    assert sum_of(as_guessed(table)) == [50, 25]


@pytest.mark.parametrize("name", ["Pages (/350)", "Chapter (of 24)", "Mood (/10)", "Energy (/20)", "Quiz (/20)"])
def test_what_is_counted_beside_the_time_of_study_stays_study(name: str) -> None:
    """A maximum in a header does not turn sessions into practice exams."""
    table = f"Date,Minutes,Topic,{name}\n2026-10-05,45,IAM,7\n2026-10-16,60,S3,9\n2026-10-17,30,IAM,4\n"
    assert sum_of(as_guessed(table)) == [45, 60, 30]


def test_hours_may_be_written_in_several_ways() -> None:
    """1.5, 0:45 and 2h are read under a name with the unit; a blank one is left out."""
    table = "Date,Topic,Hours\n2026-11-01,IAM,1.5\n2026-11-02,VPC,0:45\n2026-11-03,S3,\n2026-11-04,IAM,2h\n"
    assert sum_of(as_guessed(table)) == [90, 45, 120]


def test_a_second_start_and_end_in_a_row_are_asked_about() -> None:
    """Their time would be lost."""
    names = normalized_header(["Date", "In", "Out", "In 2", "Out 2", "Topic"], "file")
    rows = [
        ["2026-11-02", "9:00", "10:30", "14:00", "15:30", "IAM"],
        ["2026-11-03", "9:00", "10:00", "14:00", "15:30", "S3"],
    ]
    assert not guess_columns(names, rows).is_sure
    assert guess_columns(names[:3], [row[:3] for row in rows]).is_sure

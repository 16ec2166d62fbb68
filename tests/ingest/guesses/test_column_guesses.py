"""Guesses about tables, on the headers of public trackers."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.mapping.targets import TABLES, mappable_columns
from analytics.ingest.tables.text_table import normalized_header
from tests.inputs.column_guesses import guessed


@pytest.mark.parametrize(
    ("header", "kind", "columns"),
    [
        (
            "Timestamp,Date,Domain,Sub-Objective,Resources Used,Time Spent (Minutes),Notes,Confidence (1-5),Status",
            "study_sessions",
            {"date": "started_at", "time_spent_(minutes)": "time_on_task_min", "domain": "domain_id"},
        ),
        (
            "Timestamp,Date,Domain(s),Number of Questions,Score (%),Test Duration (Minutes),Test Type",
            "practice_exams",
            {"date": "taken_at", "number_of_questions": "n_items", "score_(%)": "score", "test_type": "form"},
        ),
        (
            "user_id_hash,user_id_display,frage_nr,frage,antwort,richtig,zeit,markiert,questions_file",
            "item_responses",
            {"richtig": "is_correct", "frage_nr": "position", "frage": "question_text", "markiert": "is_flagged"},
        ),
        *(
            (
                f"Datum,Was,{hours},Thema",
                "study_sessions",
                {"datum": "started_at", hours.casefold().replace(" ", "_"): "time_on_task_min", "thema": "domain_id"},
            )
            for hours in ("Dauer (Std.)", "Std", "Std.", "Stunden")
        ),
        ("Date,Domain,Confidence", "self_ratings", {"confidence": "rating", "domain": "domain_id"}),
        ("date,exam,score,full_score", "practice_exams", {"score": "n_correct", "full_score": "n_items"}),
    ],
)
def test_headers_of_public_trackers_are_guessed(header: str, kind: str, columns: dict[str, str]) -> None:
    """These columns are among the guesses."""
    found, guess = guessed(header)
    assert found == kind
    assert columns.items() <= guess.items()
    assert len(set(guess.values())) == len(guess)


def test_ids_of_a_person_or_a_quiz_are_not_those_of_questions() -> None:
    """Else all answers would count as one question, answered again and again."""

    def guess(*columns: Sequence[str]) -> dict[str, str]:
        names = ["zeit", "richtig", "user_id_hash", "quiz_id", "qid"][: len(columns)]
        return dict(guess_columns(names, [*zip(*columns, strict=True)], kind="item_responses").columns)

    moments, marks = [f"2026-10-01 10:0{n}" for n in range(6)], ["1", "0", "1", "1", "0", "1"]
    people, quizzes = ["a1", "b2", "a1", "b2", "a1", "b2"], ["s1", "s1", "s1", "s2", "s2", "s2"]
    assert "item_id" not in guess(moments, marks, people, quizzes).values()
    questions = ["q7", "q7", "q8", "q9", "q8", "q9"]  # one was answered again at once
    assert guess(moments, marks, people, quizzes, questions)["qid"] == "item_id"


def test_a_topic_that_repeats_domains_is_the_domain() -> None:
    """If the exam is known; other topics stay as words, in the resource or the note."""
    exam = shipped_blueprints()["SAA-C03"]

    def topics(header: str, *rows: str) -> dict[str, str]:
        names = normalized_header(header.split(","), "file")
        return dict(guess_columns(names, [row.split(",") for row in rows], blueprint=exam).columns)

    assert topics("day,min,x", "2026-05-04,30,Secure architecture", "2026-05-05,40,Domain 2")["x"] == "domain_id"
    assert topics("day,min,n", "2026-05-04,30,1", "2026-05-05,40,2").get("n") is None  # any number may be an id
    assert topics("day,min,domain", "2026-05-04,30,1", "2026-05-05,40,2")["domain"] == "domain_id"
    assert topics("day,min,topic", "2026-05-04,30,Cooking", "2026-05-05,40,Lakes")["topic"] == "resource"
    rarely = ("2026-05-04,30,Secure architecture", "2026-05-05,40,Lakes", "2026-05-06,40,Cooking")
    assert topics("day,min,topic", *rarely)["topic"] == "domain_id"
    assert topics("day,min,x", *rarely)["x"] != "domain_id"
    both = topics("day,min,topic,book", "2026-05-04,30,Cooking,A", "2026-05-05,40,Lakes,A")
    assert (both["topic"], both["book"]) == ("domain_id", "resource")
    assert topics("day,min,topic")["topic"] == "domain_id"
    words = topics("day,min,category,topic", "2026-05-04,30,Work,Lakes", "2026-05-05,40,Work,Cooking")
    assert words["topic"] == "resource"


CELLS = st.sampled_from(
    [
        "2026-03-01",
        "25/03/2026",
        "9:00",
        "1:30",
        "9:00-10:30",
        "19.30",
        "90",
        "1,5",
        "-",
        "",
        "=1+1",
        "13/20",
        "72 %",
        "yes",
        "x",
        "Secure architecture",
        "\u202etxt",
        "99999999999",
        "nan",
        "1e9",
        "März",
        "2026",
        "90 min",
        "1時間30分",
    ]
)
NAMES = st.sampled_from(["date", "start", "ende", "時間", "score", "max", "topic", "note", "a", "b"])


@given(
    st.lists(NAMES, unique=True),
    st.lists(st.lists(CELLS, max_size=10), max_size=6),
    st.sampled_from([None, *TABLES]),
)
def test_any_table_has_a_guess(header: list[str], rows: list[list[str]], kind: str | None) -> None:
    """Each target belongs to the kind and has one column; a given kind is kept."""
    guess = guess_columns(header, rows, kind=kind, blueprint=shipped_blueprints()["SAA-C03"])
    assert kind in {None, guess.kind}
    assert set(guess.columns) <= set(header)
    assert set(guess.columns.values()) <= set(mappable_columns(guess.kind))
    assert len(set(guess.columns.values())) == len(guess.columns)


def test_planned_sessions_and_canonical_names() -> None:
    """Plans have a title; other columns are matched by our own names."""
    assert guessed("Day,From,To,Course", "2026-05-04,9:00,10:00,AWS", kind="planned_sessions")[1] == {
        "day": "starts_at",
        "from": "start_time",
        "to": "ended_at",
        "course": "title",
    }
    header = "started_at,minutes,cost,currency,lab_kind,is_new_material"
    assert guessed(header, "2026-05-04,30,2,USD,guided,yes")[1] == {
        "started_at": "started_at",
        "minutes": "time_on_task_min",
        "cost": "cost",
        "currency": "currency",
        "lab_kind": "lab_kind",
        "is_new_material": "is_new_material",
    }
    answers = ("2026-05-04,1,yes,4", "2026-05-04,2,no,5")
    assert "confidence" not in guessed("day,nr,correct,confidence", *answers)[1]  # other words than ours
    assert guessed("taken_on,is_passed,x", kind="exam_outcomes")[1] == {
        "taken_on": "taken_on",
        "is_passed": "is_passed",
    }


def test_an_estimate_is_not_a_length() -> None:
    """A list of tasks says how long they may take, not how long they took."""
    _, columns = guessed("Task,Due,Estimate (h)", "Read,2026-03-02,2", "Lab,2026-03-09,3")
    assert "time_on_task_min" not in columns.values()


def test_columns_are_guessed_for_a_chosen_kind() -> None:
    """By their usual names, else by canonical names."""
    assert guessed("Date,Minutes", kind="practice_exams") == (
        "practice_exams",
        {"date": "taken_at", "minutes": "duration_min"},
    )
    assert guessed("on,sleep_h", kind="check_ins") == ("check_ins", {"on": "on", "sleep_h": "sleep_h"})


PROSE = (
    "Read the chapter on buckets and policies",
    "Did a lab on endpoints and got stuck twice",
    "Watched two videos about roles and keys",
    "Repeated my cards and wrote a summary",
)


@pytest.mark.parametrize(
    ("name", "cells", "target"),
    [
        ("What I did", PROSE, "note"),
        ("Activity", PROSE, "note"),
        ("What I did", PROSE[:2] * 2, "resource"),  # they repeat, as resources do
        ("What I did", ("Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4"), "resource"),  # short
    ],
)
def test_long_texts_that_differ_are_notes(name: str, cells: Sequence[str], target: str) -> None:
    """Prose does not repeat, so it is neither a resource nor an activity."""
    rows = [f"2026-09-0{n},Queues,1.5,{cell}" for n, cell in enumerate(cells, start=1)]
    _, columns = guessed(f"Date,Topic,Hours,{name}", *rows)
    assert columns[name.casefold().replace(" ", "_")] == target


def test_a_second_column_of_prose_keeps_its_place() -> None:
    """Only one column is the note, and its name decides which."""
    rows = [f"2026-09-0{n},1.5,{cell},{cell} again" for n, cell in enumerate(PROSE, start=1)]
    _, columns = guessed("Date,Hours,What,Notes", *rows)
    assert (columns["notes"], columns["what"]) == ("note", "resource")


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("Date,Domaine,Asked,Right", ("2026-09-01,Un,20,14", "2026-09-01,Deux,17,12"), "domain_id"),
        ("Domaine,Asked,Right", ("Un,20,14", "Deux,17,12"), "domain_id"),
        ("Date,Domaine,Asked,Right", ("2026-09-01,Un,20,14", "2026-09-02,Deux,17,12"), None),  # an exam each
        ("Date,Domaine,Asked,Right", ("2026-09-01,Un,20,14", "2026-09-01,Un,17,12"), None),
    ],
)
def test_words_that_distinguish_the_results_of_a_day_are_domains(
    header: str, rows: tuple[str, str], expected: str | None
) -> None:
    """Even if the exam has no such domains, since each row would otherwise be a practice exam of its own."""
    cells = [row.split(",") for row in rows]
    exam = shipped_blueprints()["SAA-C03"]
    found = guess_columns(tuple(header.casefold().split(",")), cells, kind="practice_exams", blueprint=exam)
    assert found.columns.get("domaine") == expected


@pytest.mark.parametrize(
    ("header", "rows", "kind", "columns"),
    [
        (
            "Data,Tempo líquido,Questões,Acertos",
            ("2026-09-01,1:30,40,28", "2026-09-02,0:45,20,15"),
            "study_sessions",
            {"tempo_líquido": "time_on_task_min"},
        ),
        (
            "Date,Examen blanc,Durée,Questions,Correctes",
            ("2026-09-01,Un,1h50,65,41", "2026-09-02,Deux,2h,65,47"),
            "practice_exams",
            {"durée": "duration_min", "correctes": "n_correct"},
        ),
        ("Дата,Вопросы,Xyz", ("2026-09-01,65,41", "2026-09-02,65,47"), "study_sessions", {"xyz": None}),
        (
            "Date,Correct,Total,Minutes",
            ("2026-10-01,41,65,112", "2026-10-09,44,65,105"),
            "practice_exams",
            {"correct": "n_correct", "total": "n_items", "minutes": "duration_min"},
        ),
        (
            "Date,Correct,Total,Minutes",
            ("2026-10-01,11,20,31", "2026-10-02,14,20,28"),
            "study_sessions",
            {"minutes": "time_on_task_min"},
        ),
        (
            "Attempt,Date,Questions,Right",
            ("1,2026-09-01,65,41", "2,2026-09-02,65,47"),
            "practice_exams",
            {"right": "n_correct"},
        ),
        (
            "Datum,Begintijd,Eindtijd",
            ("2026-09-01,19.30,20.45", "2026-09-02,20.00,21.00"),
            "study_sessions",
            {"eindtijd": "ended_at"},
        ),
    ],
)
def test_counts_are_not_times_and_times_beside_counts_are_study(
    header: str, rows: tuple[str, ...], kind: str, columns: dict[str, str | None]
) -> None:
    """A log of questions with a time in each row is study, unless it names exams or all rows have an exam's length."""
    found_kind, found = guessed(header, *rows)
    assert (found_kind, {name: found.get(name) for name in columns}) == (kind, columns)

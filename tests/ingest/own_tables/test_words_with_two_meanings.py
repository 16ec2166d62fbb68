"""Units and signs with two meanings: minutes or points, meters, pages, a minimum, a share."""

from collections.abc import Sequence

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.guesses.column_guesses import Guess, guess_columns
from analytics.ingest.tables.text_table import normalized_header
from tests.inputs.sizes import one_in

DAYS = ("2026-10-05", "2026-10-07", "2026-10-10", "2026-10-13", "2026-10-16")
NUMBERS = (52, 61, 48, 70, 66)
TESTS = tuple(f"模拟 {n}" for n in range(1, 6))
TOPICS = ("网络", "存储", "网络", "安全", "存储")


def guessed(header: str, *columns: Sequence[str]) -> Guess:
    """Guess a table by its header and its columns behind the day."""
    rows = [list(row) for row in zip(DAYS, *columns, strict=True)]
    return guess_columns(normalized_header(header.split(","), "file"), rows, blueprint=shipped_blueprints()["SAA-C03"])


def cells(unit: str, numbers: Sequence[float] = NUMBERS) -> list[str]:
    """Return numbers with a unit."""
    return [f"{number}{unit}" for number in numbers]


@pytest.mark.parametrize("unit", one_in(3, ["分", "点", "점", "분", " pts", " Pkt.", " p.", " б.", " Punkte", ""]))
@pytest.mark.parametrize(
    ("header", "name"),
    [
        *(("日期,考试", name) for name in ("得分", "分数", "成绩", "Marks")),
        *(("日付,模試", name) for name in ("点数", "Punkte")),
        *(("날짜,시험", name) for name in ("점수", "Балл")),
    ],
)
def test_a_number_under_a_name_for_a_result_is_not_a_time(header: str, name: str, unit: str) -> None:
    """It is the result of a practice exam, whatever its unit."""
    guess = guessed(f"{header},{name},满分", TESTS, cells(unit), cells(unit, (80,) * 5))
    assert guess.kind == "practice_exams"
    assert guess.columns.items() >= {name.casefold(): "n_correct", "满分": "n_items"}.items()
    assert guessed(f"日期,科目,{name}", TOPICS, cells(unit)).columns.get(name.casefold()) != "time_on_task_min"


@pytest.mark.parametrize(
    ("points", "maximum"),
    [("Erreichte Punkte", "Höchstpunktzahl"), ("Баллы", "Из"), ("Note", "Barème"), ("점수", "만점"), ("点数", "配点")],
)
def test_points_of_a_maximum_are_counts(points: str, maximum: str) -> None:
    """The name and the unit say so, in both languages."""
    guess = guessed(f"Date,Test,{points},{maximum}", TESTS, cells(""), cells("", (80,) * 5))
    assert (guess.kind, guess.is_sure) == ("practice_exams", True)
    assert list(guess.columns.values())[1:3] == ["n_items", "n_correct"]


def test_marks_are_not_minutes() -> None:
    """A letter after the number may mean either, so the name decides."""
    assert "time_on_task_min" not in guessed("Date,Topic,Marks", TOPICS, cells("m")).columns.values()


@pytest.mark.parametrize("marks", [("11.5/20", "13/20", "14/20", "15.5/20", "12/20"), ("11,5/20",) * 5])
def test_half_marks_are_results(marks: Sequence[str]) -> None:
    """They are scores like whole ones, also beside a length."""
    guess = guessed("Passé le,Examen blanc,Note,Durée", TESTS, marks, ("1h10", "1h05", "1h20", "1h15", "1h00"))
    assert (guess.kind, guess.columns["note"]) == ("practice_exams", "score")


@pytest.mark.parametrize(("unit", "name"), [("分", "数据"), ("分", "分"), ("", "分"), ("분", "메모"), ("", "분")])
def test_minutes_that_may_be_points_are_asked_about(unit: str, name: str) -> None:
    """If the name does not say which, both are possible."""
    assert not guessed(f"日期,科目,{name}", TOPICS, cells(unit)).is_sure


@pytest.mark.parametrize("name", ["用时", "时间", "学习时间", "시간", "時間 (分)"])
def test_minutes_under_a_name_for_time_are_sure(name: str) -> None:
    """A result beside them stays a result."""
    times = cells("分", (90, 45, 60, 30, 80))
    guess = guessed(f"日期,科目,{name}", TOPICS, times)
    assert (guess.kind, guess.is_sure) == ("study_sessions", True)
    guess = guessed(f"日期,考试,得分,{name}", TESTS, cells("分"), times)
    assert guess.kind == "practice_exams"
    assert {"score", "duration_min"} <= set(guess.columns.values())


@pytest.mark.parametrize("cell", ["1時間", "45分間"])
def test_one_clear_length_makes_the_others_clear(cell: str) -> None:
    """Points are never in hours."""
    assert guessed("日付,教科,記録", TOPICS, [cell, *cells("分")[1:]]).is_sure


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Date,What,Distance", cells(" m", (500, 800, 600, 900, 700))),
        ("Datum,Thema,Umfang", cells(" S.", (20, 35, 12, 40, 22))),
        ("Дата,Тема,Прочитано", cells(" с.", (20, 35, 12, 40, 22))),
        ("Date,Topic,Sec", cells("", (3, 4, 5, 7, 9))),
        ("日期,考试,数据", cells("分", (720, 750, 689, 810, 700))),
    ],
)
def test_lengths_that_no_session_has_are_not_times(header: str, found: Sequence[str]) -> None:
    """If half are below a minute or above ten hours, they are meters, pages, sections or points."""
    guess = guessed(header, TOPICS, found)
    assert not guess.is_sure or "time_on_task_min" not in guess.columns.values()  # which is asked about then


def test_a_section_is_not_a_time_beside_a_length() -> None:
    """The column named as a length is the length."""
    guess = guessed("Date,Chapter,Sec,Time", cells("", (1, 1, 2, 2, 3)), cells("", (1, 2, 1, 2, 1)), cells("", NUMBERS))
    assert guess.columns["time"] == "time_on_task_min"


@pytest.mark.parametrize("header", ["Datum,Klausur,Min.,Max.", "Date,Topic,Min,Max"])
def test_a_minimum_beside_a_maximum_is_not_a_time(header: str) -> None:
    """Together they are the ends of a range."""
    guess = guessed(header, TOPICS, cells("", (40, 41, 39, 45, 44)), cells("", (90, 91, 92, 95, 94)))
    assert "time_on_task_min" not in guess.columns.values()  # which is asked about then


@pytest.mark.parametrize(
    ("name", "unit"), [("% done", ""), ("Watched", "%"), ("Avancement", " %"), ("Fortschritt", " %"), ("完成率", "%")]
)
def test_a_share_of_a_topic_is_asked_about(name: str, unit: str) -> None:
    """Progress is neither a length nor, without asking, the result of a practice exam."""
    for column in ("Topic", "Video", "Chapitre"):
        guess = guessed(f"Date,{column},{name}", TOPICS, cells(unit, (20, 35, 40, 60, 80)))
        assert not guess.is_sure or guess.columns.keys() == {"date", column.casefold()}

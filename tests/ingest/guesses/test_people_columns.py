"""Columns of people under any name: the candidate is asked for, and nobody else's time is imported."""

from dataclasses import replace

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.guesses.column_guesses import guess_columns
from analytics.ingest.reading import LeftOut, LeftOutReason
from tests.inputs.ingest_inputs import EXAM
from tests.inputs.tracker_inputs import context_with, minutes, open_question, read, sessions

TEAMS = {
    "Mitarbeiter": ("Anna Schmidt", "Jörg Müller", "Sabine Koch"),
    "Login": ("aschmidt", "jmueller", "skoch"),
    "Teilnehmer": ("Schmidt, Anna", "Müller, Jörg", "Koch, Sabine"),
    "assignee": ("a17", "b22", "c09"),
    "担当者": ("佐藤 健", "鈴木一郎", "田中 美咲"),
    "学员": ("王伟", "李娜", "张敏"),
    "담당자": ("김민준", "이서연", "박지훈"),
    "Исполнитель": ("Иван Петров", "Мария Иванова", "Олег Смирнов"),
    "Kto": ("Katarzyna", "Piotr", "Tomasz"),
    "X": ("anna@firm.example", "tom@firm.example", "kim@firm.example"),
    "Column Z": ("Lucía Fernández", "Javier Ruiz", "Marta Gil"),
    "Name": ("Emily", "James", "Priya"),
    "": ("anna.k", "tom.b", "kim.s"),
}
"""By the name of the column: three people, each in a language of its own."""

LOGINS = (
    ("jdoe", "mkhan7", "bfrei"),
    ("u1234", "u1377", "ab204"),
    ("student07", "student12", "student31"),
    ("Teilnehmer 1", "Teilnehmer 2", "Teilnehmer 3"),
    ("участник1", "участник2", "участник3"),
)
"""Three people under a name that says nothing, by logins without a common name."""

NO_LOGINS = (
    ("vpc", "kms", "sqs"),
    ("route53", "dynamodb", "nginx"),
    ("RB189", "RB175", "RB130"),
    ("mock01", "mock02", "mock03"),
    ("ch12", "ch13", "ch14"),
    ("storage", "network", "crypto"),
)

NO_TEAMS = {
    "Topic": ("Emily", "James", "Priya"),
    "Instructor": ("Stephane Maarek", "Neal Davis", "Adrian Cantrill"),
    "Focus": ("Route Tables", "Elastic Load Balancing", "Amazon Aurora"),
    "Column Z": ("ec2", "s3", "iam"),
    "Platform": ("Udemy", "YouTube", "Whizlabs"),
    "Where": ("home", "library", "train"),
    "模块": ("高可用", "网络安全", "数据库"),
    "과목": ("정보보안", "네트워크", "김밥"),
}


COLUMNS = {"date": "started_at", "minutes": "time_on_task_min"}


def team(name: str, people: tuple[str, ...]) -> str:
    """Return a log of six rows, two of each person, with 10 to 60 minutes."""
    rows = [f'2026-03-0{n},{n * 10},"{people[(n - 1) % 3]}"\n' for n in range(1, 7)]
    return f"Date,Minutes,{name}\n{''.join(rows)}"


def guessed(text: str) -> FileMapping:
    """Return the guess at the columns of a table."""
    header, *rows = (line.replace('"', "").split(",", 2) for line in text.splitlines())
    guess = guess_columns([name.casefold().replace(" ", "_") or "column_3" for name in header], rows)
    return FileMapping(kind=guess.kind, columns=guess.columns)


@pytest.mark.parametrize("name", sorted(TEAMS))
def test_a_column_of_people_is_guessed_under_any_name(name: str) -> None:
    """It is neither resource nor note, so that no name is stored with a row."""
    assert set(guessed(team(name, TEAMS[name])).columns.values()) == {"started_at", "time_on_task_min", "person"}


@pytest.mark.parametrize("name", sorted(NO_TEAMS))
def test_other_words_are_not_people(name: str) -> None:
    """Under a name for something else, not even names of people are."""
    assert "person" not in guessed(team(name, NO_TEAMS[name])).columns.values()


@pytest.mark.parametrize("people", LOGINS)
@pytest.mark.parametrize("name", ["X", "Column Z", "Spalte"])
def test_logins_that_repeat_are_people(name: str, people: tuple[str, ...]) -> None:
    """The question is who the candidate is, in tables of study and of results."""
    text = team(name, people)
    assert guessed(text).columns[name.casefold().replace(" ", "_")] == "person"
    assert open_question(text, context_with(replace(guessed(text), columns=COLUMNS))).question is Question.PERSON
    results = text.replace("Minutes", "Score")
    mapping = FileMapping(
        kind="practice_exams", columns={"date": "taken_at", "score": "score"}, score_unit="percent", n_items=50
    )
    context = replace(context_with(mapping), exam_code=EXAM)
    assert open_question(results, context).question is Question.PERSON


@pytest.mark.parametrize("words", NO_LOGINS)
def test_short_words_of_a_subject_are_not_logins(words: tuple[str, ...]) -> None:
    """Services, courses, numbered tests and chapters repeat as well."""
    assert "person" not in guessed(team("X", words)).columns.values()


def test_codes_that_do_not_repeat_are_not_logins() -> None:
    """Each identifies a row, such as a question."""
    text = "Date,Minutes,X\n" + "".join(f"2026-03-0{n},{n * 10},u10{n}4\n" for n in range(1, 7))
    assert "person" not in guessed(text).columns.values()
    assert len(sessions(read(text, context_with(replace(guessed(text), columns=COLUMNS))))) == 6


@pytest.mark.parametrize("name", [name for name in TEAMS if name])
def test_it_is_asked_who_the_candidate_is(name: str) -> None:
    """The answer works with the guessed columns, and also without the column of people among them."""
    text, people = team(name, TEAMS[name]), TEAMS[name]
    for mapping in (guessed(text), replace(guessed(text), columns=COLUMNS)):
        question = open_question(text, context_with(mapping))
        assert (question.question, question.found) == (Question.PERSON, dict(zip(people, (50, 70, 90), strict=True)))
        result = read(text, context_with(replace(mapping, person=people[1])))
        assert [length for _, length in minutes(result)] == [20, 50]
        assert result.left_out == {LeftOutReason.OTHER_PEOPLE: LeftOut(4, 140)}
        assert not any(person in repr(result) for person in (people[0], people[2]))


def test_the_column_is_remembered() -> None:
    """A later file is not imported if nobody in it has a common name and the candidate has no row."""
    mapping = replace(guessed(team("X", TEAMS["X"])), person="anna@firm.example")
    with pytest.raises(OpenQuestionError, match="person chosen before is not in it"):
        read(team("X", ("q7", "q7", "q7")), context_with(mapping))


def test_all_rows_may_be_the_candidates() -> None:
    """A star means that all rows are the candidate's, such as when the names are study partners."""
    text = team("Column Z", TEAMS["Column Z"])
    result = read(text, context_with(replace(guessed(text), person="*")))
    assert (len(sessions(result)), result.left_out) == (6, {})


def test_patterns_are_not_matched_against_names_of_people() -> None:
    """A pattern of a domain is about what was studied, not about who did."""
    mapping = replace(guessed(team("Kto", TEAMS["Kto"])), person="Piotr", domain={"piotr": "1"})
    result = read(team("Kto", TEAMS["Kto"]), replace(context_with(mapping), exam_code=EXAM))
    assert [session.domain_id for session in sessions(result)] == [None, None]


@pytest.mark.parametrize("name", ["이름", "Имя", "Jméno", "Nimi"])
def test_a_name_of_each_row_is_a_title(name: str) -> None:
    """Notion names its first column so; names of people in it are still recognized."""
    table = f"Date,Minutes,{name}\n2026-03-01,30,{{}}\n2026-03-02,40,{{}}\n2026-03-03,50,{{}}\n"
    context = context_with(FileMapping(kind="study_sessions", columns=COLUMNS))
    assert len(sessions(read(table.format("S3", "VPC", "IAM"), context))) == 3
    assert "person" not in guessed(table.format("S3", "VPC", "IAM")).columns.values()
    for people in (("김민준", "Anna", "Tomasz"), ("ab", "cd", "cd")):
        assert open_question(table.format(*people), context).question is Question.PERSON

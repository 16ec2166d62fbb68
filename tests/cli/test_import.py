"""The options of `cutscore import`: what a file does not say itself is told, and is asked for where it is not."""

import json
import shlex
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.records import DomainResult, StudySession
from analytics.store import Store
from dashboard.cli.main import main

TOGGL = """User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags
Me,me@example.org,,AWS,,S3,No,2026-03-01,09:00:00,2026-03-01,09:50:00,00:50:00,
Me,me@example.org,,Work,,A call,No,2026-03-01,10:00:00,2026-03-01,12:00:00,02:00:00,
"""
OWN = "Day,Minutes,Topic\n03/04/2026,50,S3\n05/04/2026,30,IAM\n"
OWN_MAP = """kind = "study_sessions"
[columns]
Day = "started_at"
Minutes = "time_on_task_min"
Topic = "note"
[units]
time = "min"
[activity]
S3 = "reading"
"""
STUDY_MAP = '[study]\nprojects = ["AWS"]\n[domain]\nAWS = "1"\n'


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Give the database that is the default; the tests' folder is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CUTSCORE_DB", str(tmp_path / "own.duckdb"))
    for name, text in (("toggl.csv", TOGGL), ("own.csv", OWN), ("own.toml", OWN_MAP), ("study.toml", STUDY_MAP)):
        Path(name).write_text(text, encoding="utf-8")
    return Store(tmp_path / "own.duckdb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Import with --json; give the exit code and the document."""
    code = main(["import", *arguments, "--json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, document


def reason(document: dict[str, Any]) -> str:
    """Give why the only file was refused."""
    ((problem,),) = (file["problems"] for file in document["files"])
    return str(problem["reason"])


def test_a_question_names_the_option_that_answers_it(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Zone, study and date order are asked one after the other, and nothing is written until all is answered."""
    asked: list[str] = []
    for options, option in (
        (["toggl.csv"], "--zone"),
        (["toggl.csv", "--zone", "Europe/Berlin"], "--map"),
        (["own.csv"], "--map"),
        (["own.csv", "--map", "own.toml"], "--date-order"),
    ):
        code, document = run(capsys, *options)
        assert (code, document["read"], document["batch_id"]) == (2, 0, None)
        asked.append(reason(document))
        assert option in asked[-1]
    assert len(set(asked)) == 4
    assert store.batches() == []


def test_map_and_zone_bring_a_timer_s_export_in(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """50 minutes of studying at nine in Berlin, under the domain of its project; the call at work is left out."""
    code, document = run(capsys, "toggl.csv", "--zone", "Europe/Berlin", "--map", "study.toml")
    assert (code, document["read"], document["imported"], document["skipped"]) == (0, 2, 1, 1)
    assert document["files"][0]["format"] == "toggl"
    (session,) = store.records(StudySession)
    assert session.started_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (session.time_on_task_min, session.domain_id) == (50, "1")


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [("dmy", date(2026, 4, 3), date(2026, 4, 5)), ("mdy", date(2026, 3, 4), date(2026, 5, 4))],
)
def test_the_date_order_decides_what_a_date_means(
    store: Store, capsys: pytest.CaptureFixture[str], order: str, first: date, second: date
) -> None:
    """03/04 is the third of April or the fourth of March; the answer is remembered for the next such file."""
    code, document = run(capsys, "own.csv", "--map", "own.toml", "--date-order", order)
    assert (code, document["imported"]) == (0, 2)
    assert {session.started_at for session in store.records(StudySession)} == {first, second}
    code, document = run(capsys, "own.csv")
    assert (code, document["imported"], document["skipped"]) == (0, 0, 2)


def test_as_chooses_the_reader(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """With the name of the right format the file goes in; another one refuses it, and says what is missing."""
    text = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np1,2026-03-01,AIF-C01,1,13,9\n"
    Path("results.csv").write_text(text, encoding="utf-8")
    for name, words in (("toggl", "toggl"), ("study_sessions", "started_at"), ("anki", "anki")):
        code, document = run(capsys, "results.csv", "--as", name)
        assert code == 2
        assert words in reason(document)
    assert store.batches() == []
    code, document = run(capsys, "results.csv", "--as", "practice_exams")
    assert (code, document["files"][0]["format"]) == (0, "practice_exams")
    assert [result.n_correct for result in store.records(DomainResult)] == [9]


def test_exam_gives_rows_their_exam(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without the column exam_code is refused until --exam names it."""
    text = "practice_exam_id,taken_at,domain_id,n_items,n_correct\np1,2026-03-01,1,13,9\n"
    Path("results.csv").write_text(text, encoding="utf-8")
    code, document = run(capsys, "results.csv")
    assert code == 2
    assert "--exam" in reason(document)
    assert run(capsys, "results.csv", "--exam", "AIF-C01")[0] == 0
    assert [result.exam_code for result in store.records(DomainResult)] == ["AIF-C01"]


def test_a_rehearsal_remembers_nothing(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither rows nor answers, and the next import asks again."""
    code, document = run(capsys, "own.csv", "--map", "own.toml", "--date-order", "dmy", "--dry-run")
    assert (code, document["imported"], document["batch_id"]) == (0, 2, None)
    assert (store.batches(), store.saved_mappings()) == ([], {})
    assert run(capsys, "own.csv")[0] == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('kind = "exams"', "kind"),
        ("columns = 3", "columns"),
        ('zone = "Mars/Base"', "zone"),
        ("date_order = 1", "date_order"),
        ("kind = ", "valid TOML"),
        ('colour = "red"', "colour"),
    ],
)
def test_a_broken_map_is_refused_before_anything_is_read(
    store: Store, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    """Key, value and rule on stderr, nothing on stdout, exit code 2."""
    Path("own.toml").write_text(text, encoding="utf-8")
    assert main(["import", "own.csv", "--map", "own.toml", "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("own.toml: ")
    assert words in printed.err
    assert store.batches() == []


def test_the_way_back_names_the_database(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Typed as it stands, it undoes this import and not one of another database."""
    for database in ([], ["--db", "it's another.duckdb"]):
        assert main(["import", "own.csv", "--map", "own.toml", "--date-order", "dmy", *database]) == 0
        command = shlex.split(capsys.readouterr().out.rpartition("with: ")[2])
        assert command == ["cutscore", "undo", *database]
        assert main(command[1:]) == 0
        assert store.batches() == []

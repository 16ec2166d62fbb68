"""Without a terminal, or with --yes, an import takes the guesses or says what to answer."""

import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import Question
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import StudySession
from analytics.store import Store
from analytics.updates.context import UpdateContext
from analytics.updates.import_reading import ReadFile
from analytics.updates.import_report import ImportReport
from analytics.updates.stored_forecasts import import_and_forecast
from dashboard.cli import import_command
from dashboard.cli.main import main
from dashboard.text import mapping as page
from tests.inputs.terminal import DAYS, MAPPED, on_terminal


def test_yes_takes_the_guesses_without_a_terminal(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """The sum is on stderr; a dry run writes nothing."""
    assert main(["import", "days.csv", "--yes", "--dry-run"]) == 0
    assert store.batches() == []
    assert main(["import", "days.csv", "--yes", "--json"]) == 0
    printed = capsys.readouterr()
    assert "2 study sessions" in printed.err
    assert len(store.records(StudySession)) == 2


def test_a_refusal_in_json_names_the_options_too(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """What the rows are is answered by --kind or by a map file."""
    assert main(["import", "days.csv", "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["files"][0]["problems"]
    assert all(option in problem["reason"] for option in ("--kind KIND and --yes", "--map"))


def test_no_text_is_in_memory_while_rows_are_added(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was asked about is added without its decoded text and table, like any other."""
    added: list[Sequence[ReadFile]] = []

    def watched(context: UpdateContext, files: Sequence[ReadFile], **more: bool) -> ImportReport:
        added.append(files)
        return import_and_forecast(context, files, **more)

    monkeypatch.setattr(import_command, "import_and_forecast", watched)
    assert main(["import", "days.csv", "--yes"]) == 0
    assert [sorted(vars(file.opened)) for file in added[0]] == [sorted(field.name for field in fields(OpenedFile))]


def test_yes_refuses_where_there_is_no_guess(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """The question and its option are the first two lines; other files are imported."""
    Path("log.csv").write_text(DAYS.replace("AWS study", "Music"), encoding="utf-8")
    assert main(["import", "log.csv", "days.csv", "missing.csv", "--yes"]) == 1
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == f"log.csv: not imported. {page.ASKED[Question.STUDY]}"
    assert second.startswith("  Answer with --study NAME")
    assert len(store.records(StudySession)) == 2


def test_without_a_terminal_a_refusal_is_the_question_and_its_option(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """The entries follow, or nothing about people."""
    Path("map.toml").write_text(
        'kind = "study_sessions"\n[columns]\nDate = "started_at"\nMinutes = "time_on_task_min"\n', encoding="utf-8"
    )
    assert main(["import", "days.csv", "--map", "map.toml"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"days.csv: not imported. {page.ASKED[Question.STUDY]}"
    assert "--study NAME" in lines[1]
    assert lines[2].startswith("    Sleep (2 entries")
    Path("days.csv").write_text(DAYS.replace("Category", "User"), encoding="utf-8")
    assert main(["import", "days.csv", "--map", "map.toml"]) == 2
    printed = capsys.readouterr().out
    assert "--person NAME" in printed
    assert "Sleep" not in printed


def test_taking_the_guesses_imports_nobody_elses_hours(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Who the candidate is has no guess: the refusal is the question and the option, in two lines without names."""
    Path("team.csv").write_text("Date,Minutes,Kto\n2026-03-01,30,Piotr\n2026-03-02,50,Anna\n", encoding="utf-8")
    assert main(["import", "team.csv", "--yes"]) == 2
    first, second, *rest = capsys.readouterr().out.splitlines()
    assert first == f"team.csv: not imported. {page.ASKED[Question.PERSON]}"
    assert second.startswith("  Answer with --person NAME")
    assert not any(name in line for name in ("Anna", "Piotr") for line in rest)
    assert main(["import", "team.csv", "--yes", "--person", "Anna"]) == 0
    assert [session.time_on_task_min for session in store.records(StudySession)] == [50]


@pytest.mark.parametrize(
    ("name", "contents", "options", "question", "option"),
    [
        (
            "two.csv",
            "Date,Minutes\n2026-03-01,40\n2026-03-02,40\n\nDay,Sleep\n2026-03-01,7\n2026-03-02,8\n",
            (),
            f"{page.ASKED[Question.SHEET]}",
            'sheet = "NAME"',
        ),
        (
            "bare.csv",
            "2026-03-01,40\n2026-03-02,50\n",
            (),
            f"{page.ASKED[Question.HEADER]} (2026-03-01, 40)",
            "has_header = ",
        ),
        ("log.csv", "Date,Minutes\n2026-03-01,40\n", (), page.ASKED[Question.COLUMNS], 'kind = "study_sessions"'),
        (
            "log.csv",
            "Date,Length\n2026-03-01,8\n2026-03-02,9\n",
            ("--map", "map.toml"),
            f"{page.ASKED[Question.TIME_UNIT]} (length)",
            'time = "h", "min", "s", "ms", "h:mm", "mm:ss" or "25 min" under [units]',
        ),
        (
            "log.csv",
            'Date,Length\n2026-03-01,"1,500"\n2026-03-02,2\n',
            ("--map", "map.toml"),
            f"{page.ASKED[Question.DECIMAL]} (1,500)",
            'decimal = "," or decimal = "."',
        ),
        (
            "log.csv",
            "Date,Length\n03/04/2026,50\n",
            ("--map", "map.toml"),
            f"{page.ASKED[Question.DATE_ORDER]} (03/04/2026)",
            "--date-order dmy or mdy",
        ),
        (
            "log.csv",
            "When,Length\n2026-03-01,50\n",
            ("--kind", "study_sessions"),
            page.ASKED[Question.COLUMNS],
            "--yes to take the guess, --kind KIND and --yes, kind = ",  # a kind alone leaves all columns to it
        ),
    ],
)
def test_two_lines_are_the_question_and_what_answers_it(
    store: Store,
    capsys: pytest.CaptureFixture[str],
    name: str,
    contents: str,
    options: tuple[str, ...],
    question: str,
    option: str,
) -> None:
    """Each question is written with what it is about, and its option or the line of a map file; no list of columns."""
    Path("map.toml").write_text(MAPPED, encoding="utf-8")
    Path(name).write_text(contents, encoding="utf-8")
    assert main(["import", name, *options]) == 2
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == f"{name}: not imported. {question}"
    assert option in second


def test_yes_is_not_offered_to_whom_gave_it(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """A table without a length has no answer among the guesses; without --yes they are offered."""
    Path("log.csv").write_text("Date,Place\n2026-03-01,Home\n2026-03-02,Home\n", encoding="utf-8")
    assert main(["import", "log.csv"]) == 2
    assert "--yes to take the guess" in capsys.readouterr().out
    assert main(["import", "log.csv", "--yes"]) == 2
    printed = capsys.readouterr().out
    assert "--yes" not in printed
    assert '"YOUR COLUMN" = "time_on_task_min" under [columns]' in printed


def test_json_never_asks(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads the document, also on a terminal."""
    code, asked = on_terminal(monkeypatch, arguments=("days.csv", "--json"))
    assert (code, asked) == (2, "")
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert document["files"][0]["problems"]
    assert store.batches() == []

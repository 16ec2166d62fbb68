"""`cutscore import`: its report, its options and the questions that they answer."""

import json
import shlex
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.records import DomainResult, StudySession
from analytics.store import Store
from dashboard.cli.main import main
from dashboard.text import imports as imports_text
from tests.inputs.calendar_files import calendar, event
from tests.inputs.command_files import BAD_ROW, OWN_EXAM, RESULTS, json_of
from tests.inputs.own_table_inputs import Sheet, book

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
    """The default database; the current folder is the test's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CUTSCORE_DB", str(tmp_path / "own.duckdb"))
    for name, text in (("toggl.csv", TOGGL), ("own.csv", OWN), ("own.toml", OWN_MAP), ("study.toml", STUDY_MAP)):
        Path(name).write_text(text, encoding="utf-8")
    return Store(tmp_path / "own.duckdb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Import with --json; return the exit code and the document."""
    code = main(["import", *arguments, "--json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, document


def reason(document: dict[str, Any]) -> str:
    """Return why the only file was refused."""
    ((problem,),) = (file["problems"] for file in document["files"])
    return str(problem["reason"])


def test_a_sheet_that_was_not_chosen_is_named(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """With the way to read it."""
    log: Sheet = ("Log", [["Day", "Minutes", "Topic"], ["2026-03-04", 50, "S3"]])
    exams: Sheet = ("Exams", [["Date", "Score"], ["2026-03-05", 70]])
    Path("log.xlsx").write_bytes(book(log, exams))
    Path("sheet.toml").write_text(f'sheet = "Log"\n{OWN_MAP}', encoding="utf-8")
    assert main(["import", "log.xlsx", "--map", "sheet.toml"]) == 0
    assert f"Not read from log.xlsx: “Exams”. To read it, {imports_text.READ_BY_MAP}." in capsys.readouterr().out
    assert len(store.records(StudySession)) == 1


@pytest.mark.parametrize(
    "files", [["missing.csv"], ["empty.csv"], ["own.csv"], ["own.csv", "--map", "own.toml", "--dry-run"]]
)
def test_an_import_of_nothing_makes_no_file(
    files: list[str], store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor its folders; a file that was there stays, as do the backups of one that was moved away."""
    (tmp_path / "empty.csv").touch()
    before = sorted(tmp_path.iterdir())
    main(["import", *files, "--db", "new/folder/own.duckdb"])
    assert sorted(tmp_path.iterdir()) == before
    Store(tmp_path / "old.duckdb").candidates()
    main(["import", *files, "--db", "old.duckdb"])
    assert Path("old.duckdb").exists()


@pytest.mark.parametrize(
    ("nothing", "code"), [("missing.csv", 2), ("own.csv --map own.toml --date-order dmy --dry-run", 0)]
)
def test_an_import_of_nothing_leaves_only_the_backups_of_a_lost_file(
    nothing: str, code: int, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They may be all that is left of it, and no empty file takes its place."""
    Store(tmp_path / "other.duckdb").backup(tmp_path / "own.daily-2026-03-01.duckdb")
    (backup,) = store.backups()
    assert main(["import", *nothing.split()]) == code
    assert [one.path for one in store.backups()] == [backup.path]
    assert not store.path.exists()


def test_a_question_names_the_option_that_answers_it(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Zone, study and date order are asked one after the other; until then nothing is written."""
    questions: list[str] = []
    for options, option in (
        (["toggl.csv"], "--zone"),
        (["toggl.csv", "--zone", "Europe/Berlin"], "--map"),
        (["own.csv"], "--map"),
        (["own.csv", "--map", "own.toml"], "--date-order"),
    ):
        code, document = run(capsys, *options)
        assert (code, document["read"], document["batch_id"]) == (2, 0, None)
        questions.append(reason(document))
        assert option in questions[-1]
    assert len(set(questions)) == 4
    assert store.batches() == []


def test_the_exam_of_a_study_log_is_kept(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """The next command, and the next log, need no `--exam`."""
    Path("log.csv").write_text("started_at,time_on_task_min,activity\n2026-03-01,50,video\n", encoding="utf-8")
    assert run(capsys, "log.csv", "--exam", "SAA-C03")[0] == 0
    assert main(["readiness"]) == 0
    assert "SAA-C03" in capsys.readouterr().out
    assert [session.exam_code for session in store.records(StudySession)] == [None]


def test_map_and_zone_import_a_timers_export(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """50 minutes of study at nine in Berlin, in the domain of its project; the call at work is left out."""
    code, document = run(capsys, "toggl.csv", "--zone", "Europe/Berlin", "--map", "study.toml")
    assert (code, document["read"], document["imported"], document["skipped"]) == (0, 2, 1, 1)
    assert document["files"][0]["format"] == "toggl"
    (session,) = store.records(StudySession)
    assert session.started_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (session.time_on_task_min, session.domain_id) == (50, "1")


def test_options_answer_for_a_teams_export(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """One's own 50 minutes are imported; the refusal names nobody, and the next file needs no option."""
    team = TOGGL.replace("Me,me@example.org,,Work", "You,you@example.org,,AWS")
    Path("toggl.csv").write_text(team, encoding="utf-8")
    zone = ("toggl.csv", "--zone", "Europe/Berlin")
    code, document = run(capsys, *zone, "--study", "aws")
    assert (code, "--person" in reason(document), "you@" in str(document)) == (2, True, False)
    code, document = run(capsys, *zone, "--study", "aws", "--study", "exam", "--person", "me")
    assert (code, document["imported"], document["skipped"]) == (0, 1, 1)
    assert [session.time_on_task_min for session in store.records(StudySession)] == [50]
    code, document = run(capsys, *zone)
    assert (code, document["imported"], document["skipped"]) == (0, 0, 2)


def test_a_day_and_a_kind_are_options(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """The day dates a pasted result; the kind makes past events study sessions."""
    Path("result.txt").write_text("Security: 72 % (13/18)\n", encoding="utf-8")
    options = ("result.txt", "--exam", "AIF-C01", "--map", "any.toml", "--taken-on", "2026-03-01")
    Path("any.toml").write_text('[domain]\nSecurity = "5"\n', encoding="utf-8")
    assert run(capsys, *options)[0] == 0
    assert [result.taken_at for result in store.records(DomainResult)] == [date(2026, 3, 1)]
    Path("plan.ics").write_bytes(calendar(event(title="Study")))
    assert run(capsys, "plan.ics", "--study", "*", "--kind", "study_sessions")[0] == 0
    assert [session.time_on_task_min for session in store.records(StudySession)] == [60]


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [("dmy", date(2026, 4, 3), date(2026, 4, 5)), ("mdy", date(2026, 3, 4), date(2026, 5, 4))],
)
def test_the_date_order_decides_what_a_date_means(
    store: Store, capsys: pytest.CaptureFixture[str], order: str, first: date, second: date
) -> None:
    """03/04 is 3 April or 4 March; the answer is stored for the next such file."""
    code, document = run(capsys, "own.csv", "--map", "own.toml", "--date-order", order)
    assert (code, document["imported"]) == (0, 2)
    assert {session.started_at for session in store.records(StudySession)} == {first, second}
    code, document = run(capsys, "own.csv")
    assert (code, document["imported"], document["skipped"]) == (0, 0, 2)


def test_as_chooses_the_reader(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """The right format imports the file; another one refuses it and says what is missing."""
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


def test_exam_applies_to_rows_without_one(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without the column `exam_code` is refused until `--exam` names the exam."""
    text = "practice_exam_id,taken_at,domain_id,n_items,n_correct\np1,2026-03-01,1,13,9\n"
    Path("results.csv").write_text(text, encoding="utf-8")
    code, document = run(capsys, "results.csv")
    assert code == 2
    assert "--exam" in reason(document)
    assert run(capsys, "results.csv", "--exam", "AIF-C01")[0] == 0
    assert [result.exam_code for result in store.records(DomainResult)] == ["AIF-C01"]


def test_a_dry_run_saves_no_mapping(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither rows nor answers are stored, and the next import asks again."""
    code, document = run(capsys, "own.csv", "--map", "own.toml", "--date-order", "dmy", "--dry-run")
    assert (code, document["imported"], document["batch_id"]) == (0, 2, None)
    assert (store.batches(), store.saved_mappings()) == ([], {})
    assert run(capsys, "own.csv")[0] == 2


def test_an_import_of_nothing_stores_no_exam(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused map or file, or a dry run, leaves the exam of `--exam` out; a good one stores it with the rows."""
    Path("exam.toml").write_text(OWN_EXAM, encoding="utf-8")
    Path("bad.toml").write_text("kind = 1\n", encoding="utf-8")
    good = ["own.csv", "--map", "own.toml", "--date-order", "dmy"]
    for files, code, exams in (
        (["own.csv", "--map", "bad.toml"], 2, []),
        (["missing.csv"], 2, []),
        ([*good, "--dry-run"], 0, []),
        (good, 0, ["OWN-1"]),
    ):
        assert main(["import", *files, "--exam", "exam.toml"]) == code
        assert list(store.blueprint_texts()) == exams


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
def test_an_invalid_map_is_refused_before_anything_is_read(
    store: Store, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    """Key, value and rule are on stderr, nothing on stdout, and the exit code is 2."""
    Path("own.toml").write_text(text, encoding="utf-8")
    assert main(["import", "own.csv", "--map", "own.toml", "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("own.toml: ")
    assert words in printed.err
    assert store.batches() == []


def test_the_undo_command_names_the_database(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Run as it is printed, it undoes this import and not one of another database."""
    for database in ([], ["--db", "it's another.duckdb"]):
        assert main(["import", "own.csv", "--map", "own.toml", "--date-order", "dmy", *database]) == 0
        command = shlex.split(capsys.readouterr().out.rpartition("with: ")[2])
        assert command == ["cutscore", "undo", *database]
        assert main(command[1:]) == 0
        assert store.batches() == []


def test_import_adds_up_and_the_same_file_twice_adds_nothing(
    db: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """read = imported + skipped + failed; a second import skips all rows and creates no batch."""
    assert main(["import", str(results), "--json"]) == 0
    first = json_of(capsys)
    assert (first["read"], first["imported"], first["skipped"], first["failed"]) == (10, 10, 0, 0)
    assert first["schema"] == "cutscore-import/1"
    assert main(["import", str(results), "--json"]) == 0
    second = json_of(capsys)
    assert (second["read"], second["imported"], second["skipped"]) == (10, 0, 10)
    assert second["batch_id"] is None


def test_a_bad_row_is_named_and_keeps_no_good_row_out(
    db: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row with more right answers than questions is a problem with its line; exit code 1."""
    results.write_text(RESULTS + BAD_ROW, encoding="utf-8")
    assert main(["import", str(results), "--json"]) == 1
    report = json_of(capsys)
    assert (report["imported"], report["failed"]) == (10, 1)
    problem = report["files"][0]["problems"][0]
    assert (problem["line"], problem["column"], problem["value"]) == ("12", "n_correct", "14")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n....", b"a,b\n1,2\n", b"\x00\x01\x02"])
def test_an_unusable_file_is_refused_with_a_sentence(
    db: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refused file has its reason in problems; without another file the exit code is 2."""
    path = tmp_path / "strange"
    path.write_bytes(content)
    assert main(["import", str(path), "--json"]) == 2
    report = json_of(capsys)
    assert report["files"][0]["problems"][0]["reason"]
    assert report["batch_id"] is None


def test_a_refused_file_beside_a_good_one_ends_with_1(
    db: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """If only some files could be read, the exit code is 1 and their rows are in."""
    strange = tmp_path / "strange"
    strange.write_bytes(b"")
    assert main(["import", str(strange), str(results), str(tmp_path / "missing.csv")]) == 1
    assert "10 imported" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(db: Path, results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run reports what would be imported and leaves the database empty."""
    assert main(["import", str(results), "--dry-run", "--json"]) == 0
    assert json_of(capsys)["imported"] == 10
    assert main(["readiness"]) == 2


def test_a_dry_run_says_first_that_nothing_was_changed(
    db: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run says so first, and of no row that it was imported."""
    assert main(["import", str(results), "--dry-run"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "Dry run: nothing was changed."
    assert "10 would be imported" in lines[-1]
    assert all(" 10 imported" not in line for line in lines)


def test_a_broken_exam_file_is_refused_with_key_value_and_rule(
    db: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An invalid blueprint ends with 2 and a sentence that names the key."""
    exam = tmp_path / "exam.toml"
    exam.write_text(OWN_EXAM.replace("pass_score = 70", "pass_score = 170"), encoding="utf-8")
    assert main(["import", str(results), "--exam", str(exam)]) == 2
    assert "scoring.pass_score" in capsys.readouterr().err

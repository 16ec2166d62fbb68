"""The command line: what it prints, where, and how it ends."""

import json
import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli.main import main
from dashboard.text import terminal

GOOD = """practice_exam_id,taken_at,exam_code,provider,form,domain_id,n_items,n_correct
p1,2026-03-01,AIF-C01,Shop A,A1,1,13,9
p1,2026-03-01,AIF-C01,Shop A,A1,2,16,11
p1,2026-03-01,AIF-C01,Shop A,A1,3,18,13
p1,2026-03-01,AIF-C01,Shop A,A1,4,9,6
p1,2026-03-01,AIF-C01,Shop A,A1,5,9,6
p2,2026-03-08,AIF-C01,Shop B,B1,1,13,10
p2,2026-03-08,AIF-C01,Shop B,B1,2,16,12
p2,2026-03-08,AIF-C01,Shop B,B1,3,18,14
p2,2026-03-08,AIF-C01,Shop B,B1,4,9,7
p2,2026-03-08,AIF-C01,Shop B,B1,5,9,7
"""
BAD_ROW = "p3,2026-03-15,AIF-C01,Shop B,B2,1,13,14\n"
OWN_EXAM = """schema = "exam-blueprint/1"
[exam]
code = "OWN-1"
name = "An exam of one's own"
[format]
duration_minutes = 60
questions = 20
[scoring]
pass_kind = "percent"
scale_min = 0
scale_max = 100
pass_score = 70
[[domain]]
id = "a"
name = "All"
weight = 100
weight_kind = "exact"
"""


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the path of a database that is the default, and not there yet."""
    path = tmp_path / "data" / "own.duckdb"
    monkeypatch.setenv("CUTSCORE_DB", str(path))
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Give a file of two practice exams."""
    path = tmp_path / "results.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def json_of(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Give the one JSON document on stdout."""
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_import_adds_up_and_the_same_file_twice_adds_nothing(
    db: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """read = imported + skipped + failed; a second import skips all and makes no batch."""
    assert main(["import", str(good), "--json"]) == 0
    first = json_of(capsys)
    assert (first["read"], first["imported"], first["skipped"], first["failed"]) == (10, 10, 0, 0)
    assert first["schema"] == "cutscore-import/1"
    assert main(["import", str(good), "--json"]) == 0
    second = json_of(capsys)
    assert (second["read"], second["imported"], second["skipped"]) == (10, 0, 10)
    assert second["batch_id"] is None


def test_a_bad_row_is_named_and_keeps_no_good_row_out(db: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row with more right answers than questions is a problem with its line; exit code 1."""
    good.write_text(GOOD + BAD_ROW, encoding="utf-8")
    assert main(["import", str(good), "--json"]) == 1
    report = json_of(capsys)
    assert (report["imported"], report["failed"]) == (10, 1)
    problem = report["files"][0]["problems"][0]
    assert (problem["line"], problem["column"], problem["value"]) == ("12", "n_correct", "14")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n....", b"a,b\n1,2\n", b"\x00\x01\x02"])
def test_a_file_of_no_use_is_refused_with_a_sentence(
    db: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is refused whole has its reason in problems; with no other file the exit code is 2."""
    path = tmp_path / "strange"
    path.write_bytes(content)
    assert main(["import", str(path), "--json"]) == 2
    report = json_of(capsys)
    assert report["files"][0]["problems"][0]["reason"]
    assert report["batch_id"] is None


def test_a_refused_file_beside_a_good_one_ends_with_1(
    db: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where some file could be read the exit code is 1, and its rows are in."""
    strange = tmp_path / "strange"
    strange.write_bytes(b"")
    assert main(["import", str(strange), str(good), str(tmp_path / "missing.csv")]) == 1
    assert "10 imported" in capsys.readouterr().out


def test_a_rehearsal_writes_nothing(db: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run reports what would be imported and leaves the file empty."""
    assert main(["import", str(good), "--dry-run", "--json"]) == 0
    assert json_of(capsys)["imported"] == 10
    assert main(["readiness"]) == 2


def test_a_rehearsal_says_first_that_nothing_was_changed(
    db: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And of no row that it was imported."""
    assert main(["import", str(good), "--dry-run"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == terminal.NOTHING_CHANGED
    assert "10 would be imported" in lines[-1]
    assert all(" 10 imported" not in line for line in lines)


def test_readiness_has_every_key_of_the_contract(db: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of one candidate holds each key of the contract, and its numbers are in order."""
    main(["import", str(good)])
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-03-10", "--exam-on", "2026-03-20", "--format", "json"]) == 0
    answer = json_of(capsys)
    assert set(answer) >= {
        *("schema", "candidate", "exam_code", "as_of", "exam_on", "verdict", "reasons", "missing"),
        *("pass_probability", "percent_correct", "cut_percent", "n_items", "n_practice_exams"),
        *("n_items_seen_before", "domains", "stability", "ready", "genuine", "inflation"),
    }
    assert answer["schema"] == "cutscore-readiness/1"
    assert (answer["as_of"], answer["exam_on"]) == ("2026-03-10", "2026-03-20")
    assert answer["n_items"] == 130
    assert answer["inflation"] is None
    for name in ("pass_probability", "percent_correct", "cut_percent"):
        estimate = answer[name]
        assert set(estimate) == {"value", "low", "high", "level"}
        assert estimate["low"] <= estimate["value"] <= estimate["high"]


def test_numbers_that_say_nothing_of_the_candidate_are_said_to_be_that(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a plan and no practice exam, text and JSON say that the numbers are where everybody starts."""
    given = tmp_path / "study_plan.toml"
    given.write_text('exam_code = "AIF-C01"\nstarts_on = 2026-03-02\nhours_per_week = [5, 6]\n', encoding="utf-8")
    main(["import", str(given)])
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-03-10", "--format", "json"]) == 0
    assert json_of(capsys)["is_prior_only"] is True
    assert main(["readiness", "--as-of", "2026-03-10"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "starting assumption" in said[1]
    assert not [line for line in said if line.startswith("Weighed")]


def test_book_or_wait_names_the_costs_that_were_weighed(
    db: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The amounts behind the verdict stand in the text, the given ones in place of the usual; so in JSON."""
    main(["import", str(good)])
    capsys.readouterr()
    asked = ["readiness", "--as-of", "2026-03-10", "--week-cost", "45"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert said.startswith(("me, AIF-C01: book", "me, AIF-C01: wait"))
    assert "starting assumption" not in said
    assert "Weighed: 100 USD for an attempt, 45 USD for a week of studying and 300 USD for a fail." in said
    assert main([*asked, "--format", "json"]) == 0
    assert json_of(capsys)["weighed"] == {"fee": 100, "week_cost": 45, "fail_cost": 300, "currency": "USD"}


def test_all_gives_a_line_for_each_candidate_and_exam(
    db: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--all --format jsonl writes one document a line, and equals what each candidate gets alone."""
    rows = GOOD.splitlines()
    other = tmp_path / "other.csv"
    lines = [f"candidate,{rows[0]}", *(f"second,{row}" for row in rows[1:6])]
    other.write_text("\n".join(lines), encoding="utf-8")
    main(["import", str(good), str(other)])
    capsys.readouterr()
    assert main(["readiness", "--all", "--as-of", "2026-03-10", "--format", "jsonl"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [document["candidate"] for document in documents] == ["me", "second"]
    assert main(["readiness", "--candidate", "second", "--as-of", "2026-03-10", "--format", "json"]) == 0
    alone = json_of(capsys)
    both = documents[1]
    assert alone["pass_probability"]["value"] == pytest.approx(both["pass_probability"]["value"], abs=1e-5)


def test_all_says_where_there_is_nobody(db: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an exam that nobody prepares for, of an exam that is not known, and in an empty file; each is a sentence."""
    assert main(["import", "no.csv"]) == 2
    assert main(["readiness", "--all"]) == 2
    assert "nobody in this file yet" in capsys.readouterr().err
    main(["import", str(good)])
    capsys.readouterr()
    assert main(["readiness", "--all", "--exam", "AZ-900"]) == 1
    assert "Nobody in this file prepares for AZ-900." in capsys.readouterr().err
    assert main(["readiness", "--all", "--exam", "UNKNOWN"]) == 2
    assert "'UNKNOWN'" in capsys.readouterr().err


def test_an_own_exam_is_kept(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A blueprint given with --exam serves this import and every later command."""
    exam, results = tmp_path / "exam.toml", tmp_path / "r.csv"
    exam.write_text(OWN_EXAM, encoding="utf-8")
    results.write_text(
        "practice_exam_id,taken_at,domain_id,n_items,n_correct\np,2026-03-01,a,20,15\n", encoding="utf-8"
    )
    assert main(["import", str(results), "--exam", str(exam)]) == 0
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-03-02", "--format", "json"]) == 0
    assert json_of(capsys)["exam_code"] == "OWN-1"


def test_a_broken_exam_file_is_refused_with_key_value_and_rule(
    db: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad blueprint ends with 2 and a sentence that names the key."""
    exam = tmp_path / "exam.toml"
    exam.write_text(OWN_EXAM.replace("pass_score = 70", "pass_score = 170"), encoding="utf-8")
    assert main(["import", str(good), "--exam", str(exam)]) == 2
    assert "scoring.pass_score" in capsys.readouterr().err


def test_rows_of_an_unknown_exam_are_kept_and_said(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows of an exam without a blueprint go in; --all names the exam on stderr and ends with 1."""
    path = tmp_path / "r.csv"
    path.write_text(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-03-01,NEW-9,x,20,15\n",
        encoding="utf-8",
    )
    assert main(["import", str(path)]) == 0
    assert "NEW-9" in capsys.readouterr().out
    assert main(["readiness", "--all"]) == 1
    assert "NEW-9" in capsys.readouterr().err


def test_a_retired_exam_is_never_booked(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On MLS-C01 after March 2026 the verdict names the successors instead."""
    path = tmp_path / "r.csv"
    path.write_text(
        "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\np,2026-03-01,MLS-C01,1,20,15\n",
        encoding="utf-8",
    )
    main(["import", str(path)])
    capsys.readouterr()
    assert main(["readiness", "--as-of", "2026-04-01", "--format", "json"]) == 0
    answer = json_of(capsys)
    assert answer["verdict"] == "exam_retired"
    assert "MLA-C01" in answer["successors"]


def test_undo_takes_the_last_import_back(db: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After undo the file holds nobody; a second undo has nothing to take back."""
    main(["import", str(good)])
    assert main(["undo"]) == 0
    assert main(["readiness"]) == 2
    assert main(["undo"]) == 2


def test_export_and_import_give_an_equal_database(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sample, exported and imported into another file, exports to the same bytes."""
    assert main(["sample", "--db", str(db)]) == 0
    first, second, other = tmp_path / "first", tmp_path / "second", str(tmp_path / "other.duckdb")
    assert main(["export", str(first)]) == 0
    assert main(["import", *map(str, sorted(first.iterdir())), "--db", other]) == 0
    assert main(["export", str(second), "--db", other]) == 0
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert main(["check"]) == 0


def test_a_replaced_backup_and_a_deadline_that_has_passed_are_said(
    db: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are done as asked, and the person is told beside the results."""
    main(["import", str(good)])
    saved = tmp_path / "saved.duckdb"
    main(["backup", str(saved)])
    assert "is replaced" not in capsys.readouterr().err
    main(["backup", str(saved)])
    assert "an earlier backup was there and is replaced" in capsys.readouterr().err
    main(["readiness", "--as-of", "2026-11-25", "--deadline", "2026-11-01"])
    assert "The deadline 2026-11-01 lies before 2026-11-25" in capsys.readouterr().err


def test_backup_and_restore(db: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A restored backup holds what it held, and what it replaces is kept."""
    main(["import", str(good)])
    saved = tmp_path / "saved.duckdb"
    assert main(["backup", str(saved)]) == 0
    main(["undo"])
    assert main(["restore", str(saved)]) == 0
    assert "is kept in" in capsys.readouterr().err
    assert main(["readiness", "--as-of", "2026-03-10"]) == 0
    assert main(["restore", str(good)]) == 2


def test_a_restore_says_what_it_replaces(
    db: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --dry-run it says so and changes nothing; without a file it lists the copies that there are."""
    assert main(["restore"]) == 0
    assert "no copy" in capsys.readouterr().out
    main(["import", str(good)])
    main(["undo"])
    capsys.readouterr()
    assert main(["restore"]) == 0
    copy = db.with_name("own.before-undo.duckdb")
    assert str(copy) in capsys.readouterr().out
    assert main(["restore", str(copy), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert [line.split()[-2:] for line in shown.splitlines()[1:]] == [["0", "10"], ["0", "10"]]
    assert main(["undo"]) == 2
    capsys.readouterr()
    assert main(["restore", str(copy)]) == 0
    assert capsys.readouterr().out == shown
    assert main(["undo"]) == 0


def test_a_damaged_file_is_brought_back_by_the_command_that_is_named(
    db: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence ends with the command; typed as it stands it mends the file."""
    main(["import", str(good)])
    main(["undo"])
    db.write_bytes(db.read_bytes()[:9000])
    capsys.readouterr()
    assert main(["check"]) == 2
    command = shlex.split(capsys.readouterr().err.rpartition("with: ")[2])
    assert command[0] == "cutscore"
    assert main(command[1:]) == 0
    assert main(["check"]) == 0
    assert main(["readiness", "--as-of", "2026-03-10"]) == 0


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_weekly_report_has_three_forms(
    db: Path, good: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check-in is written as text, JSON and one self-contained page."""
    main(["import", str(good)])
    capsys.readouterr()
    out = tmp_path / "week"
    assert main(["report", "--as-of", "2026-03-10", "--format", form, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "in 10" in text or form == "json"
    assert "<script" not in text
    assert "http" not in text
    assert main(["report", "--as-of", "2026-03-10"]) == 0
    assert "Shop B" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["readiness", "--as-of", "yesterday"],
        ["readiness", "--fee", "nan"],
        ["readiness", "--fee", "-1"],
        ["dashboard", "--port", "0"],
        ["dashboard", "--port", "65536"],
        ["dashboard", "--port", "9" * 5000],
        ["import", "x.csv", "--date-order", "ydm"],
        ["import", "x.csv", "--as", "excel"],
        ["undo", "last"],
        ["import", "x.csv", "--zone", "Mars/Base"],
        ["readiness", "--all", "--candidate", "x"],
        [],
    ],
)
def test_wrong_arguments_end_with_2(db: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An argument that makes no sense is answered with a sentence and exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "undo", "readiness", "report", "backup", "export"])
def test_a_slip_in_the_name_of_the_database_makes_no_new_one(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What asks of a file that is not there ends with 2 and says how one is made; only what writes makes one."""
    missing = tmp_path / "missing.duckdb"
    target = [str(tmp_path / "out")] if command in ("backup", "export") else []
    assert main([command, *target, "--db", str(missing)]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def hostile_databases(folder: Path) -> list[Path]:
    """Give paths that can be no database, each for a reason of its own."""
    (folder / "folder.duckdb").mkdir()
    (folder / "text.duckdb").write_text("not a database", encoding="utf-8")
    (folder / "loop.duckdb").symlink_to(folder / "loop.duckdb")
    below = folder / "text.duckdb" / "below.duckdb"
    long = folder / f"{'a' * 300}.duckdb"
    return [*(folder / f"{name}.duckdb" for name in ("folder", "text", "loop")), below, long, folder / "what?.duckdb"]


def test_a_path_that_can_be_no_database_is_a_sentence(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the command: exit code 2, one sentence on stderr, nothing on stdout, and nothing new in the folder."""
    paths = hostile_databases(tmp_path)
    before = sorted(tmp_path.iterdir())
    for path in paths:
        for command in (["import", str(good)], ["sample"], ["dashboard", "--no-browser"], ["restore", str(good)]):
            assert main([*command, "--db", str(path)]) == 2, (command, path)
            printed = capsys.readouterr()
            assert printed.out == ""
            assert printed.err.count("\n") == 1
            assert sorted(tmp_path.iterdir()) == before


def test_odd_names_of_a_database_are_names(good: Path, tmp_path: Path) -> None:
    """Quotes, wildcards, a line break, and what other programs take for an address."""
    for name in ("it's.duckdb", "[a]*.duckdb", "a\nb.duckdb", ":memory:", "md:x", "no-suffix"):
        path = str(tmp_path / name)
        assert main(["import", str(good), "--db", path]) == 0
        assert main(["undo", "--db", path]) == 0
        assert main(["check", "--db", path]) == 0


def test_a_taken_port_is_named(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another program's page is never taken for the dashboard."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["dashboard", "--no-browser", "--port", str(other.getsockname()[1])]) == 2
    assert "Another program answers" in capsys.readouterr().err


def test_problems_never_show_a_traceback(db: Path, tmp_path: Path) -> None:
    """A database that is no database is named with a sentence, run as a program."""
    db.parent.mkdir()
    db.write_text("this is a text file, and not a database at all", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "check", "--db", str(db)],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        check=False,
    )
    assert ended.returncode == 2
    assert "damaged" in ended.stderr
    assert "Traceback" not in ended.stderr

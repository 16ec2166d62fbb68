"""`cutscore report`: its three formats."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from analytics.clock import DayRule
from analytics.store import Store
from dashboard.cli.main import main
from tests.inputs.pages import LIMIT_S, keep_open


def test_the_report_is_for_the_named_exam(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--exam` it is the candidate's latest; an unknown code is an error with the known ones."""
    assert main(["report", "--exam", "CLF-C02", "--as-of", "2026-03-10", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["readiness"]["exam_code"] == "CLF-C02"
    assert main(["report", "--exam", "NONE-1"]) == 2
    assert "NONE-1" in capsys.readouterr().err


@pytest.mark.parametrize("output_format", ["text", "json", "html"])
def test_the_weekly_report_has_three_formats(
    imported: Path, tmp_path: Path, output_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check-in is written as text, as JSON and as one self-contained page."""
    out = tmp_path / "week"
    assert main(["report", "--as-of", "2026-03-10", "--format", output_format, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "of 20 people" in text or output_format == "json"
    assert "<script" not in text
    assert "http" not in text
    assert "Shop B" not in capsys.readouterr().err


@pytest.mark.parametrize(("ending", "start"), [("html", "<!doctype html>"), ("HTM", "<!doctype html>"), ("json", "{")])
def test_the_ending_sets_the_format(imported: Path, tmp_path: Path, ending: str, start: str) -> None:
    """A file opens as what its name says, unless `--format` says otherwise."""
    out = tmp_path / f"week.{ending}"
    assert main(["report", "--as-of", "2026-03-10", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").lower().startswith(start)
    assert main(["report", "--as-of", "2026-03-10", "--out", str(out), "--format", "text"]) == 0
    assert not out.read_text(encoding="utf-8").lower().startswith(start)


def test_a_report_replaces_no_database(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped `--out` costs nobody a preparation or a backup."""
    backup = imported.with_name("backup")
    assert main(["backup", str(backup)]) == 0
    for path in (imported, backup):
        before = path.read_bytes()
        assert main(["report", "--as-of", "2026-03-10", "--out", str(path)]) == 2
        assert f"{path}: cannot write to this file (this is a database" in capsys.readouterr().err
        assert path.read_bytes() == before


@pytest.mark.parametrize(("is_passed", "shown"), [(True, "2026-03-20"), (None, "2026-03-25")])
def test_pages_and_commands_show_the_same_day(
    imported: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_passed: bool | None,
    shown: str,
) -> None:
    """After a pass that is its day; a planned day that has passed leaves today, and the result is asked for."""
    monkeypatch.setenv("CUTSCORE_TODAY", "2026-03-25")
    given = tmp_path / "study_plan.toml"
    given.write_text(
        'exam_code = "AIF-C01"\nstarts_on = 2026-03-02\nexam_on = 2026-03-20\nhours_per_week = [5, 6]\n',
        encoding="utf-8",
    )
    files = [str(given)]
    if is_passed:
        outcome = tmp_path / "exam_outcomes.csv"
        outcome.write_text("taken_on,exam_code,is_passed\n2026-03-20,AIF-C01,yes\n", encoding="utf-8")
        files.append(str(outcome))
    assert main(["import", *files]) == 0
    capsys.readouterr()
    for command in ("report", "readiness"):
        assert main([command, "--format", "json"]) == 0
        printed = capsys.readouterr()
        assert json.loads(printed.out)["as_of"] == shown
    for command in ("report", "readiness"):
        assert main([command]) == 0
        assert ("Fri 20 Mar, has passed. Add the result" in capsys.readouterr().out) is (is_passed is None)
    keep_open(imported)
    monkeypatch.delenv("CUTSCORE_SAMPLE_DB", raising=False)
    app = AppTest.from_string(
        "import streamlit as st\nfrom dashboard.session import scope\nst.text(scope.current().as_of)",
        default_timeout=LIMIT_S,
    )
    assert app.run().text[0].value == shown


def test_today_is_the_candidates(
    imported: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the other side of the date line, more than 24 hours behind the machine's zone, it is always another day."""
    zone = "Pacific/Niue"
    Store(imported).set_day_rule("me", DayRule(zone))
    expected = datetime.now(ZoneInfo(zone)).date().isoformat()
    for command in (["report"], ["readiness"], ["readiness", "--all"]):
        assert main([*command, "--format", "json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert (document if isinstance(document, dict) else document[0])["as_of"] == expected

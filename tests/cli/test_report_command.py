"""`cutscore report`: its three formats."""

from pathlib import Path

import pytest

from dashboard.cli.main import main


@pytest.mark.parametrize("output_format", ["text", "json", "html"])
def test_the_weekly_report_has_three_formats(
    imported: Path, tmp_path: Path, output_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check-in is written as text, as JSON and as one self-contained page."""
    out = tmp_path / "week"
    assert main(["report", "--as-of", "2026-03-10", "--format", output_format, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "in 10" in text or output_format == "json"
    assert "<script" not in text
    assert "http" not in text
    assert "Shop B" not in capsys.readouterr().err

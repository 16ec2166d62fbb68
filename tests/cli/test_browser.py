"""The browser is opened without showing the token to other users."""

import stat
import sys
import webbrowser
from pathlib import Path

import pytest

from dashboard.cli import dashboard_commands

ADDRESS = "http://127.0.0.1:8501/?token=zqx"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", addresses.append)
    return addresses


def test_a_file_of_our_own_leads_in(opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs' arguments can be read by all users, so the token stands in a file that only its owner can read."""
    monkeypatch.setattr(sys, "platform", "linux")
    dashboard_commands.open_privately(ADDRESS, tmp_path)
    page = tmp_path / "cutscore.html"
    assert opened == [page.as_uri()]
    assert f"url={ADDRESS}" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


@pytest.mark.parametrize("system", dashboard_commands.HIDING_ARGUMENTS)
def test_other_systems_are_given_the_address(
    opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    dashboard_commands.open_privately(ADDRESS, tmp_path)
    assert opened == [ADDRESS]
    assert list(tmp_path.iterdir()) == []

"""Imports on a terminal, with answers typed in."""

import io

import pytest

from dashboard.cli.main import main

DAYS = (
    "Date,Category,Minutes,Note\n2026-03-01,Sleep,480,\n2026-03-01,AWS study,60,VPC\n2026-03-02,Sleep,470,\n"
    "2026-03-02,Firm,400,\n2026-03-03,AWS study,45,S3\n"
)
MAPPED = 'kind = "study_sessions"\n[columns]\nDate = "started_at"\nLength = "time_on_task_min"\n'


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *lines: str, arguments: tuple[str, ...]) -> tuple[int, str]:
    """Run an import of 25 November 2026 with answers typed in; return the exit code and what was asked."""
    asked = Terminal()
    monkeypatch.setenv("CUTSCORE_TODAY", "2026-11-25")
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr("sys.stderr", asked)
    return main(["import", *arguments]), asked.getvalue()

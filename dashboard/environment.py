"""What the computer and its environment variables say: paths of databases, how to start, day and zone."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import platformdirs

from analytics.clock import DayRule
from analytics.clock import today as today_by

DB_VARIABLE = "CUTSCORE_DB"
SAMPLE_VARIABLE = "CUTSCORE_SAMPLE_DB"
TODAY_VARIABLE = "CUTSCORE_TODAY"
READ_ONLY_VARIABLE = "CUTSCORE_READ_ONLY"
HIDE_NAMES_VARIABLE = "CUTSCORE_HIDE_NAMES"


def data_folder() -> Path:
    """Return the folder of the user's data on this system."""
    return platformdirs.user_data_path("cutscore", appauthor=False)


def default_database() -> Path:
    """Return the database to use unless one is named."""
    return Path(os.environ.get(DB_VARIABLE) or data_folder() / "cutscore.duckdb")


def is_read_only() -> bool:
    """Return whether the dashboard was started to look only."""
    return bool(os.environ.get(READ_ONLY_VARIABLE))


def are_names_hidden() -> bool:
    """Return whether the dashboard was started to hide the names of candidates."""
    return bool(os.environ.get(HIDE_NAMES_VARIABLE))


def sample_database() -> Path:
    """Return the database of the sample, which holds nothing else."""
    return data_folder() / "sample.duckdb"


def system_zone() -> str:
    """Return the name of the system's zone."""
    import tzlocal  # noqa: PLC0415  (few commands need the computer's zone)

    return tzlocal.get_localzone_name() or "UTC"


def now() -> datetime:
    """Return the present instant, on the day that the environment fixes, if any."""
    moment = datetime.now(UTC)
    fixed = os.environ.get(TODAY_VARIABLE)
    return datetime.combine(date.fromisoformat(fixed), moment.timetz()) if fixed else moment


def today(rule: DayRule | None = None) -> date:
    """Return the candidate's date by their day rule, None for the system's zone; tests fix it by the environment."""
    fixed = os.environ.get(TODAY_VARIABLE)
    return date.fromisoformat(fixed) if fixed else today_by(rule or DayRule(system_zone()))

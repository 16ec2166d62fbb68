"""Settings from the computer and its environment variables."""

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
    return platformdirs.user_data_path("cutscore", appauthor=False)


def default_database() -> Path:
    return Path(os.environ.get(DB_VARIABLE) or data_folder() / "cutscore.duckdb")


def is_read_only() -> bool:
    return bool(os.environ.get(READ_ONLY_VARIABLE))


def are_names_hidden() -> bool:
    return bool(os.environ.get(HIDE_NAMES_VARIABLE))


def sample_database() -> Path:
    return data_folder() / "sample.duckdb"


def system_zone() -> str:
    import tzlocal  # noqa: PLC0415  (few commands need the computer's zone)

    return tzlocal.get_localzone_name() or "UTC"


def now() -> datetime:
    """Return the current time, on the date set in the environment if there is one."""
    moment = datetime.now(UTC)
    fixed = os.environ.get(TODAY_VARIABLE)
    return datetime.combine(date.fromisoformat(fixed), moment.timetz()) if fixed else moment


def today(rule: DayRule | None = None) -> date:
    """Return today by a day rule, by default in the system's zone, unless the environment sets it."""
    fixed = os.environ.get(TODAY_VARIABLE)
    return date.fromisoformat(fixed) if fixed else today_by(rule or DayRule(system_zone()))

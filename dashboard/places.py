"""Where the files are, and which day and zone the computer says it is."""

import os
import zoneinfo
from datetime import UTC, date, datetime
from pathlib import Path

import platformdirs
import tzlocal

DB_VARIABLE = "CUTSCORE_DB"
SAMPLE_VARIABLE = "CUTSCORE_SAMPLE_DB"
TODAY_VARIABLE = "CUTSCORE_TODAY"


def data_folder() -> Path:
    """Give the folder of the user's data on this system."""
    return platformdirs.user_data_path("cutscore", appauthor=False)


def is_database_named() -> bool:
    """Tell whether the environment names a database."""
    return bool(os.environ.get(DB_VARIABLE))


def default_database() -> Path:
    """Give the database that is meant where none is named."""
    return Path(os.environ.get(DB_VARIABLE) or data_folder() / "cutscore.duckdb")


def sample_database() -> Path:
    """Give the database of the sample candidate, apart from all others."""
    return data_folder() / "sample.duckdb"


def system_zone() -> str:
    """Give the name of the system's zone."""
    return tzlocal.get_localzone_name() or "UTC"


def zones() -> list[str]:
    """List the time zones that there are, but for the nameless one of this computer."""
    return sorted(zoneinfo.available_timezones() - {"localtime"})


def now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)


def today() -> date:
    """Give the present day in the system's zone."""
    return datetime.now(tzlocal.get_localzone()).date()

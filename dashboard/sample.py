"""Load the sample candidates into a database, dated around today."""

from contextlib import suppress
from datetime import UTC, date, datetime, time

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors.store import StoreDamagedError, StoreTooNewError, StoreVanishedError
from analytics.records import ME
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from sample_data.generate import fourteen_weeks_files, week_eight_files
from sample_data.story import story

MAIN_CANDIDATE = story("week_eight").candidate or ME
"""The candidate shown first, in week eight of an exam that is still offered."""


def load_sample(store: Store, *, today: date, made_at: datetime, zone: str = "Europe/Berlin") -> ImportReport:
    """Import both sample candidates; the one in week eight is dated around `today`."""
    files = {f"fourteen_weeks/{name}": text for name, text in fourteen_weeks_files().items()}
    files |= {f"week_eight/{name}": text for name, text in week_eight_files(today).items()}
    return import_files(
        UpdateContext(store=store, today=today, made_at=made_at, zone=zone, blueprints=shipped_blueprints()),
        [Source(text.encode(), name) for name, text in files.items()],
    )


def refresh_sample(store: Store, *, today: date, zone: str) -> None:
    """Load the sample again unless it was loaded for `today`."""
    with suppress(StoreDamagedError, StoreTooNewError, StoreVanishedError):
        batches = store.batches()
        if batches and batches[-1].made_at_utc.date() == today:
            return
    store.delete_everything()
    load_sample(store, today=today, made_at=datetime.combine(today, time(12, tzinfo=UTC)), zone=zone)

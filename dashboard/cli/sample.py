"""The sample candidates, loaded into a database."""

from datetime import date, datetime

from analytics.blueprints.parser import shipped_blueprints
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from sample_data.generate import fourteen_weeks_files, week_eight_files

SAMPLE_ZONE = "Europe/Berlin"


def load_sample(store: Store, *, today: date, made_at: datetime) -> ImportReport:
    """Import both sample candidates; the one in week eight is dated around `today`."""
    files = {f"fourteen_weeks/{name}": text for name, text in fourteen_weeks_files().items()}
    files |= {f"week_eight/{name}": text for name, text in week_eight_files(today).items()}
    return import_files(
        UpdateContext(store=store, today=today, made_at=made_at, zone=SAMPLE_ZONE, blueprints=shipped_blueprints()),
        [Source(text.encode(), name) for name, text in files.items()],
    )

"""`cutscore dashboard` and `cutscore sample`."""

from datetime import UTC, timedelta
from pathlib import Path

from analytics.store import Store
from dashboard import places
from dashboard.cli import launch
from dashboard.cli.messages import print_message
from dashboard.cli.sample import load_sample
from dashboard.text import terminal

SAMPLE_STAYS_LIVE = timedelta(days=6)
"""The sample candidate is in week eight on the day of loading, so an older sample is loaded again."""


def run_dashboard(*, db: Path | None = None, port: int | None = None, is_browser_opened: bool = True) -> int:
    """Run the dashboard until it ends; without own data it shows the sample."""
    is_named = db is not None or places.is_database_named()
    database = db or places.default_database()
    is_empty = not Store(database).candidates()  # an unusable file is an error here, not on the page
    sample = None
    if not is_named and is_empty:
        sample = places.sample_database()
        _load_sample_if_old(Store(sample))
    return launch.run_dashboard(database, sample=sample, port=port, is_browser_opened=is_browser_opened)


def _load_sample_if_old(store: Store) -> None:
    """Load the sample unless a recent one is there."""
    batches = store.batches()
    if batches and places.now() - batches[-1].made_at_utc.replace(tzinfo=UTC) < SAMPLE_STAYS_LIVE:
        return
    store.delete_everything()
    load_sample(store, today=places.today(), made_at=places.now())


def run_sample(*, db: Path | None = None) -> int:
    """Load the sample into its own database and print the report."""
    store = Store(db or places.sample_database())
    report = load_sample(store, today=places.today(), made_at=places.now())
    print(terminal.import_report(report, store.path))
    print_message(terminal.sample_location(store.path))
    return report.exit_code

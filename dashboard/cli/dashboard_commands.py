"""`cutscore dashboard` and `cutscore sample`."""

from pathlib import Path

from analytics.store import Store
from dashboard import places
from dashboard.cli import launch
from dashboard.cli.messages import print_message
from dashboard.sample import load_sample
from dashboard.text import terminal, terminal_database


def run_dashboard(
    *, db: Path | None = None, port: int | None = None, is_browser_opened: bool = True, is_token_needed: bool = True
) -> int:
    """Run the dashboard until it ends; unless a database is named, it offers the sample too."""
    is_named = db is not None or places.is_database_named()
    database = db or places.default_database()
    Store(database).revision()  # an unusable file is an error here, not on the page
    sample = None if is_named else places.sample_database()
    return launch.run_dashboard(
        database, sample=sample, port=port, is_browser_opened=is_browser_opened, is_token_needed=is_token_needed
    )


def run_sample(*, db: Path | None = None) -> int:
    """Load the sample into its own database and print the report."""
    store = Store(db or places.sample_database())
    report = load_sample(store, today=places.today(), made_at=places.now())
    print(terminal_database.import_report(report, store.path))
    print_message(terminal.sample_location(store.path))
    return report.exit_code

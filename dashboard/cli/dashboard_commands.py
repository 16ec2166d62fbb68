"""`cutscore dashboard` and `cutscore sample`."""

import os
from dataclasses import replace
from pathlib import Path

from analytics.store import Store
from dashboard import environment
from dashboard.cli import launch, private_files
from dashboard.cli.launch import DashboardArguments
from dashboard.cli.messages import print_message
from dashboard.sample import load_sample
from dashboard.text import terminal, terminal_database


def run_dashboard(arguments: DashboardArguments) -> int:
    """Run the dashboard until it ends; unless a database is named or only read, it offers the sample too."""
    is_own_alone = arguments.db is not None or bool(os.environ.get(environment.DB_VARIABLE)) or arguments.is_read_only
    database = arguments.db or environment.default_database()
    store = Store(database, is_read_only=arguments.is_read_only)
    store.revision()  # an unusable file is an error here, not on the page
    if not store.is_read_only:
        private_files.make_private(store)
    elif not arguments.is_read_only:
        print_message(terminal.CANNOT_BE_CHANGED.format(path=store.path))
    sample = None if is_own_alone else environment.sample_database()
    return launch.run_dashboard(database, sample, replace(arguments, is_read_only=store.is_read_only))


def run_sample(*, db: Path | None = None) -> int:
    """Load the sample into its own database and print the report."""
    store = Store(db or environment.sample_database())
    report = load_sample(store, today=environment.today(), made_at=environment.now())
    print(terminal_database.import_report(report, store.path))
    print_message(terminal.sample_location(store.path))
    return report.exit_code

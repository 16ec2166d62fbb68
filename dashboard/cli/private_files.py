"""Files that only their owner can open, whatever the system's habits."""

import os
import stat
from pathlib import Path

from analytics.store import Store
from analytics.store.copies import is_database
from dashboard import environment
from dashboard.cli.messages import print_message
from dashboard.text import terminal

OTHERS = 0o077
"""What the group and all other users may do with a file."""


def make_private(store: Store) -> None:
    """Remove other users' access to a database, its automatic backups and the data folder, and say so."""
    is_file = store.path.is_file() and os.access(store.path, os.R_OK)  # a path may name a folder by mistake
    if os.name != "posix" or not is_file or not is_database(store.path):
        return
    paths = [store.path, *(backup.path for backup in store.backups())]
    if store.path.parent == environment.data_folder():  # any other folder may hold other things
        paths.insert(0, store.path.parent)
    narrowed = [path for path in paths if _is_narrowed(path)]
    if narrowed:
        print_message(terminal.narrowed(narrowed))


def _is_narrowed(path: Path) -> bool:
    """Remove other users' access to a file; false if they had none, or it belongs to somebody else."""
    state = path.stat()
    if not state.st_mode & OTHERS or state.st_uid != os.geteuid():
        return False
    try:
        path.chmod(stat.S_IMODE(state.st_mode) & ~OTHERS)
    except OSError:  # a read-only disk, or one without users such as a memory stick
        return False
    return not path.stat().st_mode & OTHERS

"""Folders that this process may not write to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.store import Store
from tests.inputs.store_files import add, check_in

NOBODY = 65534
"""The id of a user who owns nothing."""


@contextmanager
def closed_folder(mode: int, of_file: int = 0o444, database: bytes = b"") -> Iterator[Path]:
    """Make a folder that this process may not write to, with a database, by default of one check-in.

    Root changes its user for that. The folder is outside of pytest's folders, which other users may not enter.
    """
    is_root = os.geteuid() == 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        if database:
            (folder / "cutscore.duckdb").write_bytes(database)
        else:
            add(Store(folder / "cutscore.duckdb"), check_in("a"))
        (folder / "cutscore.duckdb").chmod(of_file)
        folder.chmod(mode)
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o700)

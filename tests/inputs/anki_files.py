"""Anki files: collections of either schema, and packages of them."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import zstandard

from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.sources.flashcards import anki
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.ingest_inputs import CONTEXT

DECKS = {1: "Default", 10: "AWS::Storage", 11: "AWS::Security", 12: "Deutsch"}
CARDS = {100: (10, 0), 101: (99, 11), 102: (12, 0)}
"""Deck and home deck by card; the second is in a filtered deck."""
TAGS = {100: " s3 domain::1 ", 101: "", 102: ""}

FIRST_MS = 1_790_000_000_000  # 2026-09-21
Entry = tuple[object, object, object, object]
"""Id, card, ease, time in milliseconds."""

REVIEWS: tuple[Entry, ...] = (
    (FIRST_MS, 100, 3, 12_500),
    (FIRST_MS + 60_000, 101, 1, 60_000),
    (FIRST_MS + 120_000, 102, 4, 3_000),
    (FIRST_MS + 180_000, 100, 0, 0),
    (FIRST_MS + 240_000, 999, 2, 0),
)

_TABLES = """
create table col (id integer primary key, crt integer, ver integer, decks text);
create table notes (id integer primary key, tags text, flds text);
create table cards (id integer primary key, nid integer, did integer, odid integer);
create table revlog (
    id {key}, cid integer, usn integer, ease integer, ivl integer,
    lastIvl integer, factor integer, time integer, type integer
);
"""


def collection(
    *,
    version: int = 11,
    reviews: Sequence[Entry] = REVIEWS,
    decks: Mapping[int, str] = DECKS,
    fields: str = "front\x1fback",
    key: str = "integer primary key",
    more: str = "",
) -> bytes:
    """Return a collection, with its decks as JSON up to schema 14 and as a table after it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        connection.executescript(_TABLES.format(key=key))
        as_json = json.dumps({str(i): {"name": name} for i, name in decks.items()}) if version < 15 else ""
        connection.execute("insert into col values (1, 0, ?, ?)", (version, as_json))
        if version >= 15:
            connection.execute("create table decks (id integer primary key, name text collate unicase unique)")
            rows = [(i, name.replace("::", "\x1f")) for i, name in decks.items()]
            connection.executemany("insert into decks values (?, ?)", rows)
        connection.executemany("insert into notes values (?, ?, ?)", [(i, tags, fields) for i, tags in TAGS.items()])
        connection.executemany("insert into cards values (?, ?, ?, ?)", [(i, i, *home) for i, home in CARDS.items()])
        log = [(i, card, -1, ease, 10, 5, 2500, time, 1) for i, card, ease, time in reviews]
        connection.executemany("insert into revlog values (?, ?, ?, ?, ?, ?, ?, ?, ?)", log)
        connection.executescript(more)
        connection.commit()
        return connection.serialize()


def stub() -> bytes:
    """Return the collection that newer packages have for older programs."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_TABLES.format(key="integer primary key"))
        connection.execute("insert into col values (1, 0, 11, '{}')")
        words = "Please update to the latest Anki version, then import the .colpkg/.apkg file again."
        connection.execute("insert into notes values (1, '', ?)", (words,))
        connection.commit()
        return connection.serialize()


def package(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of the members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def packed(data: bytes) -> bytes:
    """Compress a collection as Anki does, in a frame that does not state its size."""
    compressor = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return compressor.compress(data) + compressor.flush()


AWS = replace(CONTEXT, mapping=FileMapping(study=("AWS",)))
ALL = replace(CONTEXT, mapping=FileMapping(study=("*",)))
FIRST_AT = datetime.fromtimestamp(FIRST_MS / 1000, UTC)
GOOD = collection()
NEWEST = packed(collection(version=18))


def read(data: bytes, context: ReadingContext = AWS) -> Import:
    """Read a collection that is recognized."""
    opened = OpenedFile("cards.apkg", data)
    assert anki.SOURCE.recognizes(opened)
    return anki.SOURCE.read(opened, context)

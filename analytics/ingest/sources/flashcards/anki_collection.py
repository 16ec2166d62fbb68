"""Read the reviews in an Anki collection, which is a SQLite database, with their decks and tags.

The file is not trusted: it is opened read-only, no function of its schema is run, views are not accepted as tables, and
a query that runs too long is stopped.

A package (.apkg, .colpkg) is a ZIP archive; two bytes in `meta` say which member is the collection. Newer packages also
have a stub for older programs, which only asks for an update.
"""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, BinaryIO

import zstandard

from analytics.errors import UnreadableFileError
from analytics.ingest.tables.decoding import ZIP_ERRORS, ZIP_MAGIC, member_names
from analytics.ingest.tables.json_document import has_too_many_values
from analytics.scratch_folders import temporary_folder

SQLITE_MAGIC = b"SQLite format 3\x00"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
MAX_COLLECTION_BYTES = 300 * 1024 * 1024
"""AnkiWeb accepts 250 MB."""

_PIECE_BYTES = 1024 * 1024
_MEMBERS = ("collection.anki2", "collection.anki21", "collection.anki21b")
"""The members with the collection, by the version in `meta`, from 1."""
_VERSION_FIELD = 0x08

TOO_NEW = (
    "this file was written by a newer version of Anki. Update Cutscore, or export it with Support older "
    "Anki versions ticked."
)
_DAMAGED_PACKAGE = "the collection in the package is damaged. Export it from Anki again."


def is_collection(data: bytes) -> bool:
    """Whether bytes are a database with reviews, a compressed database, or a package with a collection."""
    if data.startswith(SQLITE_MAGIC):
        return b"revlog" in data
    if not data.startswith(ZSTD_MAGIC):
        return not member_names(data).isdisjoint(_MEMBERS)
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as stream:
            return stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except zstandard.ZstdError:
        return False


def _write_collection(data: bytes, name: str, target: BinaryIO) -> None:
    """Write the database in a package, in a compressed file or in the file itself, or refuse the file."""
    try:
        for piece in _pieces(data, name):
            target.write(piece)
    except (NotImplementedError, RuntimeError) as error:  # compressed in a way that zipfile does not know, or encrypted
        raise UnreadableFileError(name, "the package cannot be unpacked. Export it from Anki again.") from error
    except (*ZIP_ERRORS, zstandard.ZstdError) as error:
        raise UnreadableFileError(name, _DAMAGED_PACKAGE) from error


def _pieces(data: bytes, name: str) -> Iterator[bytes]:
    if data.startswith(ZSTD_MAGIC):
        yield from _unpacked(io.BytesIO(data), name)
    elif data.startswith(ZIP_MAGIC):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _collection_of(archive, name)
            with archive.open(member) as stream:
                yield from _unpacked(stream, name) if member == _MEMBERS[2] else _counted(stream, name)
    else:
        yield data


def _collection_of(archive: zipfile.ZipFile, name: str) -> str:
    """Return the name of the member with the collection, by `meta`, a protobuf message of two bytes for field 1."""
    names = archive.namelist()
    if "meta" not in names:
        return next(member for member in reversed(_MEMBERS) if member in names)
    with archive.open("meta") as stream:
        meta = stream.read(2)
    version = meta[1] if len(meta) == 2 and meta[0] == _VERSION_FIELD else 0
    if not 1 <= version <= len(_MEMBERS):
        raise UnreadableFileError(name, TOO_NEW)
    if _MEMBERS[version - 1] not in names:
        raise UnreadableFileError(name, _DAMAGED_PACKAGE)
    return _MEMBERS[version - 1]


def _unpacked(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """Decompress Zstandard piece by piece; the size stated in a frame may be missing or wrong."""
    with zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True) as unpacked:
        yield from _counted(unpacked, name)


def _counted(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """Read a stream in pieces, up to the limit of a collection."""
    n_bytes = 0
    while piece := stream.read(_PIECE_BYTES):
        n_bytes += len(piece)
        if n_bytes > MAX_COLLECTION_BYTES:
            limit = MAX_COLLECTION_BYTES // (1024 * 1024)
            raise UnreadableFileError(name, f"the collection unpacks to more than {limit} MB. Export fewer decks.")
        yield piece


OLDEST_SCHEMA, NEWEST_SCHEMA = 11, 18

MAX_CELL_BYTES = 32 * 1024 * 1024
MAX_STEPS = 2_000_000_000
"""Steps of SQLite's virtual machine per file; a million reviews take a few hundred million."""

_STEPS_BETWEEN_LOOKS = 1_000_000
_DAMAGED = "the Anki collection is damaged. In Anki choose Tools, Check Database, then export it again."
_TOO_LONG = "the collection takes too long to read. In Anki choose Tools, Check Database, then export fewer decks."
_STUB = "please update to the latest anki version"

_VALUE = "case typeof({0}) when 'integer' then {0} else substr({0}, 1, 200) end"
_REVIEWS = f"""
select {", ".join(map(_VALUE.format, ("id", "ease", "time")))}, cast(cid as integer) from revlog order by id
"""  # noqa: S608
_CARDS = """
select cast(id as integer), cast(iif(odid > 0, odid, did) as integer), cast(nid as integer)  -- the home if filtered
from cards where id in (select cid from revlog)
"""
_KIND = """
select type, sql from sqlite_master as it
where name = ? and not exists (select 1 from pragma_table_xinfo(it.name) where hidden)
"""
_DECKS = "select cast(id as integer), substr(name, 1, 500) from decks"
_NOTES = "select cast(id as integer), cast(substr(tags, 1, 5000) as blob) from notes"
"""These are joined in Python, because ids in an untrusted file may not be unique. Long texts are cut, and tags stay
bytes, since one wide character would make a text four times as large."""


@dataclass(frozen=True, slots=True)
class Review:
    """A row of the review log, not yet checked; `deck` is empty if the card was deleted."""

    line: str
    review_id: object
    ease: object
    time_ms: object
    deck: str
    tags: tuple[str, ...]


@contextmanager
def opened_collection(data: bytes, name: str) -> Iterator[sqlite3.Connection]:
    """Open a private copy of the collection in a file; an `UnreadableFileError` if it cannot be read, then or later."""
    with temporary_folder() as folder:
        path = folder / "collection"
        with path.open("wb") as target:
            _write_collection(data, name, target)
        try:
            with closing(_connection(path)) as connection:
                _check(connection, name)
                yield connection
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:  # the last in SQLite's messages
            raise UnreadableFileError(name, _TOO_LONG if str(error) == "interrupted" else _DAMAGED) from error


def n_reviews(connection: sqlite3.Connection) -> int:
    """Count the rows of the review log."""
    ((n,),) = connection.execute("select count(*) from revlog")
    return int(n)


def reviews(connection: sqlite3.Connection, name: str) -> Iterator[Review]:
    """Yield the review log in order, with the home deck and the tags of each card."""
    cards = {card_id: own for card_id, *own in connection.execute(_CARDS)}
    deck_ids = {deck_id for deck_id, _ in cards.values()}
    note_ids = {note_id for _, note_id in cards.values()}
    # a nested deck is named Outer::Inner
    decks = {at: str(title).replace("\x1f", "::") for at, title in _decks(connection, name) if at in deck_ids}
    tags_of = {note_id: tags for note_id, tags in connection.execute(_NOTES) if note_id in note_ids}
    for review_id, ease, time_ms, card_id in connection.execute(_REVIEWS):
        deck_id, note_id = cards.get(card_id, (None, None))
        tags = (tags_of.get(note_id) or b"").decode("utf-8", "replace").split()
        deck = decks.get(deck_id, "")
        yield Review(line=str(review_id), review_id=review_id, ease=ease, time_ms=time_ms, deck=deck, tags=tuple(tags))


def _connection(path: Path) -> sqlite3.Connection:
    # immutable, since the copy has no journal that SQLite would have to look for
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES)
    connection.create_collation("unicase", _compare_caseless)  # which Anki defines and its names are sorted by
    n_steps = count(_STEPS_BETWEEN_LOOKS, _STEPS_BETWEEN_LOOKS)
    connection.set_progress_handler(lambda: next(n_steps) > MAX_STEPS, _STEPS_BETWEEN_LOOKS)
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    return connection


def _compare_caseless(one: str, other: str) -> int:
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _check(connection: sqlite3.Connection, name: str) -> None:
    """Refuse other databases, unknown versions, and a stub that only asks for an update."""
    for table in ("col", "revlog", "cards", "notes"):
        if not _is_table(connection, table):
            reason = f"this SQLite database is not an Anki collection (it has no table {table})."
            raise UnreadableFileError(name, reason)
    versions = connection.execute("select ver from col limit 2").fetchall()
    if len(versions) != 1 or not isinstance(versions[0][0], int):
        raise UnreadableFileError(name, _DAMAGED)
    if versions[0][0] > NEWEST_SCHEMA:
        raise UnreadableFileError(name, TOO_NEW)
    if versions[0][0] < OLDEST_SCHEMA:
        raise UnreadableFileError(
            name, "this file was written by an old version of Anki. Open it in a current version and export it again."
        )
    if n_reviews(connection) == 0:
        notes = connection.execute("select flds from notes limit 2").fetchall()
        if len(notes) == 1 and _STUB in str(notes[0][0]).casefold():
            raise UnreadableFileError(
                name, "this part of the package only asks you to update Anki. Import the whole package."
            )


def _is_table(connection: sqlite3.Connection, table: str) -> bool:
    """Whether a name is a plain table; a view, a virtual table or a computed column could run code."""
    found = connection.execute(_KIND, (table,)).fetchall()
    return len(found) == 1 and found[0][0] == "table" and not str(found[0][1]).casefold().startswith("create virtual")


def _decks(connection: sqlite3.Connection, name: str) -> Iterable[tuple[object, object]]:
    """Return the ids and names of decks, which are JSON in one cell up to schema 14, and a table later."""
    if _is_table(connection, "decks"):
        return connection.execute(_DECKS)
    ((cell,),) = connection.execute("select decks from col")
    try:
        if has_too_many_values(cell):
            raise ValueError("too many decks")
        return [(int(key), deck["name"]) for key, deck in json.loads(cell).items()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableFileError(name, _DAMAGED) from error

"""The SQLite database inside Anki's packages (.apkg, .colpkg).

A package is a ZIP archive whose `meta` names the member with the collection, in two bytes. Newer
packages also have a stub for older programs, which only says "please update".
"""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import zstandard

from analytics.errors import UnreadableFileError
from analytics.ingest.tables.decoding import ZIP_ERRORS, ZIP_MAGIC

SQLITE_MAGIC = b"SQLite format 3\x00"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
MAX_COLLECTION_BYTES = 300 * 1024 * 1024
"""AnkiWeb accepts 250 MB."""

_PIECE_BYTES = 1024 * 1024
_MEMBERS = ("collection.anki2", "collection.anki21", "collection.anki21b")
"""By the version in `meta`, which counts from 1."""
_VERSION_FIELD = 0x08

TOO_NEW = (
    "this file was written by a newer version of Anki. Update Cutscore, or export it with Support older "
    "Anki versions ticked."
)
_DAMAGED = "the collection in the package is damaged. Export it from Anki again."


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def is_package(data: bytes) -> bool:
    """Return whether the bytes are a ZIP archive with a collection."""
    if not data.startswith(ZIP_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(member in archive.namelist() for member in _MEMBERS)
    except ZIP_ERRORS:
        return False


def is_packed_database(data: bytes) -> bool:
    """Return whether the bytes are a SQLite database compressed by itself."""
    if not data.startswith(ZSTD_MAGIC):
        return False
    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as stream:
            return stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except zstandard.ZstdError:
        return False


def write_collection(data: bytes, name: str, target: BinaryIO) -> None:
    """Write the database of a package, of a compressed file or of the file itself.

    Raises:
        UnreadableFileError: If there is none, or it is too large or too new.
    """
    try:
        for piece in _pieces(data, name):
            target.write(piece)
    except (NotImplementedError, RuntimeError) as error:  # packed in a way that zipfile does not know, or encrypted
        raise UnreadableFileError(name, "the package cannot be unpacked. Export it from Anki again.") from error
    except (*ZIP_ERRORS, zstandard.ZstdError) as error:
        raise UnreadableFileError(name, _DAMAGED) from error


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
    """Return the name of the member with the collection."""
    names = archive.namelist()
    version = _version(archive, name) if "meta" in names else None
    if version is not None:
        member = _MEMBERS[version - 1]
        if member not in names:
            raise UnreadableFileError(name, _DAMAGED)
        return member
    return next(member for member in reversed(_MEMBERS) if member in names)


def _version(archive: zipfile.ZipFile, name: str) -> int:
    """Read the version from `meta`, field 1 of a protobuf message in two bytes."""
    with archive.open("meta") as stream:
        meta = stream.read(2)
    version = meta[1] if len(meta) == 2 and meta[0] == _VERSION_FIELD else 0
    if not 1 <= version <= len(_MEMBERS):
        raise UnreadableFileError(name, TOO_NEW)
    return version


def _unpacked(stream: _Readable, name: str) -> Iterator[bytes]:
    """Decompress Zstandard piece by piece; the size stated in a frame may be missing or wrong."""
    with zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True) as unpacked:  # type: ignore[arg-type]
        yield from _counted(unpacked, name)


def _counted(stream: _Readable, name: str) -> Iterator[bytes]:
    """Read a stream in pieces, up to the limit of a collection."""
    n_bytes = 0
    while piece := stream.read(_PIECE_BYTES):
        n_bytes += len(piece)
        if n_bytes > MAX_COLLECTION_BYTES:
            limit = MAX_COLLECTION_BYTES // (1024 * 1024)
            raise UnreadableFileError(name, f"the collection unpacks to more than {limit} MB. Export fewer decks.")
        yield piece

"""Damaged, hostile and foreign files are refused, and none takes all memory or time."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest import ReadingContext
from analytics.ingest.sources.flashcards import anki, anki_collection
from analytics.ingest.tables import json_document
from analytics.ingest.tables.opened import OpenedFile
from tests.inputs.anki_files import ALL, AWS, GOOD, NEWEST, collection, package, packed, read, stub


def refusal(data: bytes, context: ReadingContext = AWS) -> str:
    """Return the reason of a refusal."""
    with pytest.raises(UnreadableFileError) as caught:
        read(data, context)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (collection(reviews=()), "Include scheduling"),
        (stub(), "asks you to update"),
        (collection(version=19), "newer version of Anki"),
        (collection(version=10), "old version of Anki"),
        (package({"meta": b"\x08\x04", "collection.anki2": GOOD}), "newer version of Anki"),
        (package({"meta": b"", "collection.anki2": GOOD}), "newer version of Anki"),
        (package({"meta": b"\x08\x03", "collection.anki2": GOOD}), "damaged"),
        (package({"collection.anki21b": b"not packed"}), "damaged"),
        (package({"collection.anki2": b"no database"}), "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (collection(more="delete from col"), "damaged"),
        (collection(more="update col set decks = '[1]'"), "damaged"),
        (collection(more="update col set decks = '{\"1\": {}}'"), "damaged"),
        (collection(more="drop table cards; create view cards as select 1 as id, 1 as nid"), "not an Anki collection"),
        (collection(more="alter table cards add column long as (hex(zeroblob(15000000)))"), "not an Anki collection"),
        (collection(more="drop table notes"), "not an Anki collection"),
        (collection(more="update col set ver = 'x'"), "damaged"),
    ],
)
def test_unreadable_files_are_refused(data: bytes, sentence: str) -> None:
    """Each refusal has its own reason."""
    assert sentence in refusal(data)


def test_an_encrypted_or_damaged_member_is_refused() -> None:
    """The second has a wrong checksum."""
    data = bytearray(package({"collection.anki2": GOOD}))
    at = data.index(b"PK\x01\x02")
    encrypted = bytearray(data)
    encrypted[at + 8] |= 1
    encrypted[6] |= 1
    assert "cannot be unpacked" in refusal(bytes(encrypted))
    data[14] ^= 0xFF
    data[at + 16] ^= 0xFF
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_decompression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch, is_packed: bool) -> None:
    """Bytes are counted as they are decompressed, whatever size is stated."""
    monkeypatch.setattr(anki_collection, "MAX_COLLECTION_BYTES", 2 * 1024 * 1024)
    bomb = bytes(8 * 1024 * 1024)
    members = {"collection.anki21b": packed(bomb)} if is_packed else {"collection.anki2": bomb}
    assert "unpacks to more than 2 MB" in refusal(package(members))


def test_too_many_reviews_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted before any is read."""
    monkeypatch.setattr(anki, "MAX_ROWS", 4)
    assert "more than 4 reviews" in refusal(GOOD)


def test_a_query_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile table can take forever to read."""
    monkeypatch.setattr(anki_collection, "MAX_STEPS", 20)
    monkeypatch.setattr(anki_collection, "_STEPS_BETWEEN_LOOKS", 10)
    assert "takes too long" in refusal(GOOD)


def test_too_many_decks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to schema 14 they are in one cell, which is counted before it is parsed."""
    monkeypatch.setattr(json_document, "MAX_VALUES", 3)
    assert "damaged" in refusal(GOOD)


def read_or_refuse(data: bytes) -> None:
    """Read a file if it is recognized; only a refusal may be raised."""
    opened = OpenedFile("x", data)
    for source in (anki.SOURCE, anki.LOG_SOURCE):
        if source.recognizes(opened):
            try:
                result = source.read(opened, ALL)
            except UnreadableFileError:
                continue
            assert result.n_read == len(result.rows) + result.n_passed_over + result.n_failed


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"SQLite format 3\x00revlog"])
)
def test_any_bytes_are_read_or_refused(data: bytes, magic: bytes) -> None:
    """Nothing but a refusal is raised."""
    read_or_refuse(magic + data)


SOUND = {
    "schema 11": GOOD,
    "schema 18": collection(version=18),
    "package": package({"meta": b"\x08\x03", "collection.anki21b": NEWEST}),
}


@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
)
@example("schema 11", [(0.19140625, 128)])  # a letter of the schema, which SQLite's message then repeats
def test_damaged_collections_are_read_or_refused(which: str, changes: list[tuple[float, int]]) -> None:
    """Changed bytes lead to a refusal or to other values."""
    damaged = bytearray(SOUND[which])
    for at, value in changes:
        damaged[int(at * len(damaged))] = value
    read_or_refuse(bytes(damaged))

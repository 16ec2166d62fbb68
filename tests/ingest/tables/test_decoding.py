"""Decoding bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UnreadableFileError
from analytics.ingest.tables import decoding
from analytics.ingest.tables.decoding import decode

TEXT = "on,note\n2026-03-01,café\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"12345678DUCK@\x00", "cutscore restore"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\xd0\xcf\x11\xe0", "old Office"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\n <HTML><body>", "web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "web page"),
        (b"on,note\n\x00\x01\x02\x00\x00", "NUL"),
        (b"\xff\xfe\x00\x00a\x00\x00", "NUL|UTF-16"),
        (b"on\x81", "neither"),
        (b"\xff\xfea", "UTF-16"),
        (TEXT.encode("utf-32"), "NUL"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
    ],
)
def test_a_file_that_is_not_text_is_refused_by_its_kind(data: bytes, what: str) -> None:
    """The bytes decide, and the sentence names the kind."""
    with pytest.raises(UnreadableFileError, match=what):
        decode(data, "table.csv")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf_8_has_no_notice(codec: str) -> None:
    """UTF-8 is expected, with or without a BOM."""
    assert decode(TEXT.encode(codec), "f").text == TEXT
    assert decode(TEXT.encode(codec), "f").notices == ()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_detected_with_and_without_a_bom(codec: str) -> None:
    """NUL bytes in every second place are UTF-16, and a notice says so."""
    decoded = decode(TEXT.encode(codec), "f")
    assert decoded.text == TEXT
    assert "UTF-16" in decoded.notices[0]


def test_a_big_endian_bom_is_removed() -> None:
    """The BOM is not part of the text."""
    assert decode(("\ufeff" + TEXT).encode("utf-16-be"), "f").text == TEXT


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("1250", "Data;Temat;Źródło\n5.10.2026;Sieci;książka\n"),
        ("1251", "Дата;Начало;Конец\n05.10.2026;18:00;19:30\n"),
        ("1254", "Tarih;Başlangıç;Bitiş\n05.10.2026;18:00;19:30\n"),
        ("932", "日付,時間,メモ\n2026/10/05,45,動画\n"),
        ("932", "日付,教科\n2026/10/05,数学\n"),
        ("936", "日期,时长,备注\n2026/10/05,45,看视频\n"),
        ("949", "날짜,시간,메모\n2026/10/05,45,동영상\n"),
    ],
)
def test_a_spreadsheet_saves_in_the_code_page_of_its_language(page: str, text: str) -> None:
    """Its letters show which one: in cp1252 they would be unlikely signs or accented letters."""
    decoded = decode(text.encode(f"cp{page}"), "f")
    assert decoded.text == text
    assert f"cp{page}" in decoded.notices[0]


@pytest.mark.parametrize(
    "text",
    [
        "Süße Größen;naïve;façade;déjà\n",
        "Übung;Maß\n",
        "SÃO;AÇÃO;coração\n",
        "päällä;työ;yö\n",
        "mär;née;“A” — “B”\n",
        "it’s—that way;Moore’s–law\n",
        "20 m³;x¹;¿qué?\n",
    ],
)
def test_western_letters_are_read_as_cp1252(text: str) -> None:
    """Even those whose bytes are letters in other code pages."""
    assert decode(text.encode("cp1252"), "f").text == text


def test_cp1252_is_tried_last_with_a_notice() -> None:
    """Bytes that are not UTF-8 are read as Windows-1252."""
    decoded = decode(TEXT.encode("cp1252"), "f")
    assert decoded.text == TEXT
    assert "cp1252" in decoded.notices[0]


def test_a_file_beyond_the_limit_is_refused() -> None:
    """50 MB are read, one byte more is not."""
    decoding.check_size(decoding.MAX_BYTES, "f")
    with pytest.raises(UnreadableFileError, match="50 MB"):
        decoding.check_size(decoding.MAX_BYTES + 1, "f")


@given(st.binary())
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    """There is no other result, and text never contains NUL."""
    try:
        decoded = decode(data, "f")
    except UnreadableFileError:
        return
    assert "\x00" not in decoded.text


def test_lines_are_counted_before_any_reader_splits_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line ends in CR, LF or both."""
    monkeypatch.setattr(decoding, "MAX_LINES", 3)
    decode(b"a\r\nb\rc\nd", "f")
    with pytest.raises(UnreadableFileError, match="more than 3 lines"):
        decode(b"a\r\nb\rc\nd\n", "f")

"""Any text and any bytes are an exam or a refusal, and nothing large is parsed."""

import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from analytics.blueprints.model import ExamStatus
from analytics.blueprints.parser import EXAM_FILE, read_blueprint
from analytics.errors import DocumentError, UnopenableFileError
from analytics.toml_table import MAX_FILE_SIZE, decoded
from tests.inputs.exam_files import FULL, LEAST, parsed


@pytest.mark.parametrize(
    "text",
    [
        "this is not TOML",
        "a = 1\na = 2",
        "a = 2026-02-30",
        "a = " + "9" * 5000,  # beyond what Python turns into a number
        "\ufeff\ufeff",
    ],
)
def test_a_text_that_is_not_toml_is_refused(text: str) -> None:
    """The parser's message gives the line."""
    with pytest.raises(DocumentError, match="the file must be valid TOML"):
        parsed(text)


def test_a_text_over_the_limit_is_refused_unread() -> None:
    """No exam needs a megabyte."""
    with pytest.raises(DocumentError, match="larger than 1 MB"):
        decoded((LEAST + "#" * MAX_FILE_SIZE).encode(), "exam.toml", what=EXAM_FILE)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 300_000 + "a = 1",
        "[" + "a." * 2_000 + "a]\n" + "\n".join(f"b{n}.c = 1" for n in range(60_000)),
    ],
    ids=["one long key", "many keys under a long one"],
)
def test_a_key_of_too_many_parts_is_refused_unread(text: str) -> None:
    """Parsing it would take more memory than the machine has."""
    with pytest.raises(DocumentError, match="an exam file must not have keys with so many parts"):
        parsed(text)


def test_a_file_with_long_prose_is_read() -> None:
    """Dots in a text are not dotted keys."""
    notes = "\n".join(f'note_{n} = "{"A sentence. " * 200}"' for n in range(100))
    assert parsed(LEAST + f"[check]\n{notes}").code == "MY-EXAM"


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    """Some editors put one at the start of UTF-8."""
    path = tmp_path / "mine.toml"
    path.write_text(LEAST, encoding="utf-8")
    plain = read_blueprint(path)
    path.write_text(LEAST, encoding="utf-8-sig")
    assert read_blueprint(path) == plain == parsed(LEAST)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (LEAST.encode("utf-16"), "UTF-8"),
        (LEAST.replace("My exam", "Prüfung").encode("cp1252"), "UTF-8"),
        (b"#" * (MAX_FILE_SIZE + 1), "larger than 1 MB"),
        (b"", "is required"),
    ],
)
def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    """The message names the file, not its folder."""
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=rule) as caught:
        read_blueprint(path)
    assert caught.value.file == "mine.toml"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """Neither a missing file nor a folder is a traceback."""
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(UnopenableFileError, match="Check the name and the folder"):
            read_blueprint(path)


scalars = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["exact", "range", "approx", "unpublished", "percent", "total", "x" * 600, "a\u0000b"]),
)


values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=6,
)


def places(node: object) -> list[tuple[dict[str, object], str]]:
    """List every key of a document with its table."""
    found: list[tuple[dict[str, object], str]] = []
    if isinstance(node, dict):
        for key, value in node.items():
            found += [(node, key), *places(value)]
    elif isinstance(node, list):
        for value in node:
            found += places(value)
    return found


@given(data=st.data(), n_changes=st.integers(1, 3))
def test_a_mutated_file_gives_a_blueprint_or_an_error(data: st.DataObject, n_changes: int) -> None:
    """Any change gives a valid blueprint or a DocumentError."""
    document = copy.deepcopy(tomllib.loads(FULL))
    for _ in range(n_changes):
        found = places(document)
        if not found:
            break
        table, key = data.draw(st.sampled_from(found))
        if data.draw(st.booleans()):
            del table[key]
        else:
            table[key] = data.draw(values)
    try:
        exam = parsed(tomli_w.dumps(document))
    except DocumentError as error:
        assert "\n" not in error.key
        return
    assert exam.n_scored_items >= 1
    assert 0 <= exam.guess_floor <= 0.5
    assert isinstance(exam.status_on(date(2026, 11, 25)), ExamStatus)
    assert not exam.is_weight_published or sum(d.share or 0 for d in exam.domains) == pytest.approx(1)


@given(st.text())
def test_any_text_gives_an_error(text: str) -> None:
    """No other exception is raised."""
    with pytest.raises(DocumentError):
        parsed(text)


@given(st.binary())
def test_any_bytes_give_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No other exception is raised."""
    path = tmp_path_factory.mktemp("bytes") / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(DocumentError):
        read_blueprint(path)


@pytest.mark.parametrize("digits", [10, 400, 5000])
def test_a_number_of_any_length_is_refused_with_a_short_message(digits: int) -> None:
    """Base 16 allows a number that Python does not print."""
    with pytest.raises(DocumentError) as caught:
        parsed(LEAST.replace("questions = 60", f"questions = 0x{'f' * digits}"))
    assert len(str(caught.value)) < 200

"""Recognize columns of people by their names, and by names, logins and addresses in their cells."""

import re
import tomllib
import unicodedata
from pathlib import Path

from analytics.ingest.guesses.column_values import HALF, ColumnValues
from analytics.ingest.mapping.column_names import NAMED, WORDS

_NAMES = tomllib.loads(Path(__file__).with_name("person_names.toml").read_text(encoding="utf-8"))
_OF_TEXTS = "domain_id task_id resource note category activity provider exam chosen correct_answer question_text"
"""Roles of columns in which names of people are those of authors, teachers or topics."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_LOGIN = re.compile(r"[a-z]{1,20}\.[a-z]{1,20}[0-9]{0,4}")
_MAX_WORDS, _MAX_CHARS = 5, 60
_MIN_PART_CHARS = 4
"""The letters of a shorter name may be part of a login by chance."""


def _plain(name: str) -> str:
    """Return a name in small letters without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", "".join(part for part in parts if unicodedata.category(part) != "Mn"))


_GIVEN, _SURNAMES, _JAPANESE = (frozenset(_plain(_NAMES[kind]).split()) for kind in ("given", "surnames", "japanese"))
_EAST_ASIAN = re.compile(
    rf"[{_plain(_NAMES['chinese'])}][\u4e00-\u9fff]{{1,2}}|[{_plain(_NAMES['korean'])}][\uac00-\ud7a3]{{2}}|"
    rf"(?:{'|'.join(_JAPANESE)})[\u3040-\u30ff\u4e00-\u9fff]{{0,4}}"
)
_IN_LOGIN = re.compile(
    rf"(?:{'|'.join(name for name in _GIVEN if len(name) >= _MIN_PART_CHARS)})[a-z]?[0-9]*|"
    rf"[a-z]{{0,2}}(?:{'|'.join(name for name in _SURNAMES if len(name) >= _MIN_PART_CHARS)})[a-z]?[0-9]*"
)

_LOGIN_CODE = re.compile(
    rf"(?i:{'|'.join(WORDS['person'])})[ _.\-]?[0-9]{{1,4}}|[a-z]{{1,2}}[0-9]{{3,8}}|"
    rf"(?!{'|'.join(_NAMES['onsets'].split())})(?=[a-z]{{2,}}[aeiouy])[b-df-hj-np-tv-z]{{2}}[a-z]{{2,10}}[0-9]{{0,4}}"
)
"""Such as student07, u1234 and jdoe; an initial before a surname makes a beginning that words do not have."""


def holds_people(column: ColumnValues, n_rows: int) -> bool:
    """Whether a column says whose rows they are: by its name, or because half of its texts are names of people.

    Logins that look like codes count only if each occurs about twice or more in the `n_rows` rows.
    """
    rank = column.rank("person")
    may_be_titles = column.rank("title") == NAMED and 2 < len(column.words) == n_rows
    if (rank == NAMED and not may_be_titles) or not column.filled:
        return rank == NAMED
    if column.all(lambda cell: _EMAIL.fullmatch(cell) is not None):
        return True
    is_other = max(map(column.rank, _OF_TEXTS.split())) > rank
    codes = {word for word in column.words if _LOGIN_CODE.fullmatch(word)} if 2 * len(column.words) <= n_rows else set()
    n_people = sum(word in codes or _is_name(word) for word in column.words)
    return not is_other and column.is_text and n_people >= HALF * len(column.words)


def _is_name(text: str) -> bool:
    """Whether a text is an address, a login, or a person's name with a common given name or surname."""
    plain = _plain(text[: _MAX_CHARS + 1])
    words = re.split(r"[\s.,_\-]+", plain)
    if len(words) > _MAX_WORDS or len(text) > _MAX_CHARS:
        return False
    is_known = bool(_GIVEN & set(words)) or (len(words) > 1 and bool(_SURNAMES & set(words)))
    return is_known or any(form.fullmatch(plain.replace(" ", "")) for form in (_EMAIL, _LOGIN, _EAST_ASIAN, _IN_LOGIN))

"""Names of candidates that look alike or are written nearly alike: hints, never evidence of one person."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_name("look_alikes.toml").read_text(encoding="utf-8"))


def _translation(table: Mapping[str, str]) -> dict[int, str]:
    return str.maketrans({character: look for look, characters in table.items() for character in characters})


_MARKS, _DRAWN, _SPELLED = (_translation(_TABLES[name]) for name in ("marks", "drawn", "spelled"))


@lru_cache(maxsize=10_000)  # each file with a new name compares it with all
def looks(name: str) -> tuple[str, str]:
    """Return a name's normalized look, which look-alikes share: as it is drawn, and as it is spelled.

    Case, width, accents, blanks, zero-width characters and the alphabet of a letter make no difference.
    """
    wide = unicodedata.normalize("NFKD", name.translate(_MARKS))
    seen = "".join(character for character in wide if unicodedata.category(character) not in ("Cf", "Mn", "Me"))
    drawn = seen.translate(_DRAWN).casefold().replace("rn", "m").replace("vv", "w")
    return " ".join(drawn.split()), " ".join(seen.casefold().translate(_SPELLED).split())


def nearest(name: str, names: Sequence[str]) -> list[str]:
    """Return the names that look like `name`, else those spelled nearly like it."""
    from difflib import get_close_matches  # noqa: PLC0415  (only a wrong name needs it)

    known = {look: other for other in reversed(names) for look in looks(other)}
    own = looks(name)
    near = [look for look in own if look in known] or get_close_matches(own[1], known)
    return [*dict.fromkeys(known[look] for look in near)]

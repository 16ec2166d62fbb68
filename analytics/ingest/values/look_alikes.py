"""Names that look alike."""

import unicodedata

_LOOK_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455"  # Cyrillic
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131",  # Greek, dotless i
    "abekmhopctyxijs" + "abezhikmnoptyxi",
)
"""Letters whose capital or small form looks like a Latin one (Unicode Technical Standard 39), in small letters."""


def looks(name: str) -> str:
    """Return what a name has in common with all that look like it.

    Case, width, accents, blanks, characters without width and the alphabet of a letter make no difference.
    """
    wide = unicodedata.normalize("NFKD", name).casefold()
    seen = "".join(character for character in wide if unicodedata.category(character) not in ("Cf", "Mn"))
    return " ".join(seen.translate(_LOOK_ALIKE).split())

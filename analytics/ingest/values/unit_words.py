"""Words for units of time in the languages that logs are kept in."""

import re

HOURS, MINUTES, SECONDS = "h", "min", "s"

UNIT_WORDS = {
    HOURS: "h hr hrs hour hours std stde stdn stunde stunden hora horas heure heures ora ore u uur uren jam saat "
    "ч час часа часов часы godz godziny 時間 小时 小時 시간",
    MINUTES: "m min mins minute minutes minuten minuto minutos minuti menit dakika мин минута минуты минут "
    "minuty minut 分 分钟 分鐘 分間 분 ' ′",
    SECONDS: "s sec secs second seconds sek sekunde sekunden segundo segundos seconde secondes secondi detik "
    "с сек секунд секунды 秒 초",
}
"""By unit; as people write them in a header or behind a number."""

_OF_WORD = {word: unit for unit, words in UNIT_WORDS.items() for word in words.split()}
_NO_UNIT_IN_NAME = frozenset({"m", "u", "с"})
"""Too short to be sure in a header: a month or a number, a Russian preposition."""

_AT_END = re.compile(r".(分钟|分鐘|分間|小时|小時|時間|秒|(?:seconds|secs|minutes|mins|hours)$)")


def alternatives(unit: str) -> str:
    """Return a pattern of all words of a unit, longest first."""
    return "|".join(re.escape(word) for word in sorted(UNIT_WORDS[unit].split(), key=len, reverse=True))


def unit_in_name(name: str) -> str | None:
    """Return the unit that a column's name has as a word, None if it has none or several."""
    words = {word for word in re.split(r"[\W\d_]+", name) if len(word) > 1 or not word.isascii()}
    words |= {part.strip("()[].") for part in name.split("_")}  # no "s" in "domain(s)"
    found = {_OF_WORD[word] for word in words - _NO_UNIT_IN_NAME if word in _OF_WORD}
    at_end = _AT_END.search(name)
    if not found and at_end is not None:
        found = {_OF_WORD[at_end[1]]}
    return found.pop() if len(found) == 1 else None

"""Durations as other programs write them."""

import re
from functools import lru_cache

from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.values.words import HOURS, MINUTES, SECONDS, alternatives
from analytics.ingest.values.written_dates import normalized

_CLOCK_LENGTH = re.compile(rf"([0-9]{{1,5}}):([0-5][0-9])(?::([0-5][0-9]))?(?: ?(?:{alternatives(HOURS)})\.?)?")
_AND = r" ?(?:, |and |und |y |et |e |и )?"
_WORD_LENGTH = re.compile(
    rf"(?:(?P<h>[0-9]{{1,5}}(?:[.,][0-9]{{1,4}})?|[.,][0-9]{{1,4}}) ?(?:{alternatives(HOURS)})\.?{_AND})?"
    rf"(?:(?P<m>[0-9]{{1,5}}) ?(?:{alternatives(MINUTES)})\.?{_AND}|(?(h)(?P<mm>[0-5][0-9])))?"
    rf"(?:(?P<s>[0-9]{{1,6}}) ?(?:{alternatives(SECONDS)})\.?)?"
)
_PARTS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})
_TIMES = re.compile(r"([0-9]{1,2}(?:[.,]5)?) ?[x×*] ?([0-9].*)")
_ISO_LENGTH = re.compile(
    r"P(?:(?P<d>[0-9]{1,3})D)?(?:T(?:(?P<h>[0-9]{1,4})H)?(?:(?P<m>[0-9]{1,5})M)?"
    r"(?:(?P<s>[0-9]{1,6}(?:\.[0-9]{1,9})?)S)?)?"
)
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,20})?|\.[0-9]{1,20}")
_SECONDS = {
    TimeUnit.HOURS: 3600.0,
    TimeUnit.MINUTES: 60.0,
    TimeUnit.MINUTES_SECONDS: 60.0,
    TimeUnit.POMODOROS: 1500.0,
    TimeUnit.SECONDS: 1.0,
    TimeUnit.MILLISECONDS: 0.001,
}


@lru_cache(maxsize=8192)
def length_s(cell: str, unit: TimeUnit, *, decimal: str = ".") -> float:
    """Read a duration in seconds; `1:30` is hours and minutes unless the unit is smaller; `2 x 45` is a product."""
    text = normalized(cell).translate(_PARTS)
    times = _TIMES.fullmatch(text)
    if times is not None:
        each = TimeUnit.MINUTES if unit is TimeUnit.CLOCK else unit
        return float(times[1].replace(",", ".")) * length_s(times[2], each, decimal=decimal)
    found = _CLOCK_LENGTH.fullmatch(text)
    is_hours = unit in {TimeUnit.HOURS, TimeUnit.CLOCK} or not text[-1:].isdecimal()
    if found is not None and (is_hours or unit is TimeUnit.MINUTES_SECONDS):
        seconds = int(found[1]) * 3600.0 + int(found[2]) * 60 + int(found[3] or 0)
        return seconds if is_hours or found[3] else seconds / 60
    words = _WORD_LENGTH.fullmatch(text)
    if words is not None and any(words.groups()):
        hours, minutes = (words["h"] or "0").replace(",", "."), words["m"] or words["mm"] or 0
        return float(hours) * 3600 + int(minutes) * 60 + int(words["s"] or 0)
    number = text.replace(decimal, ".") if decimal == "," else text
    if unit is TimeUnit.CLOCK or _NUMBER.fullmatch(number) is None:
        example = "1:30" if unit in {TimeUnit.HOURS, TimeUnit.CLOCK} else "90"
        raise ValueError(f"not a duration in {unit}; write it as {example}")
    return float(number) * _SECONDS[unit]


def iso_duration_s(text: str) -> float | None:
    """Return the seconds of an ISO duration such as PT1M30S, None for other texts."""
    found = _ISO_LENGTH.fullmatch(text)
    if found is None:
        return None
    hours = 24 * int(found["d"] or 0) + int(found["h"] or 0)
    return 3600.0 * hours + 60 * int(found["m"] or 0) + float(found["s"] or 0)

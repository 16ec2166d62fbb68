"""Names of months and weekdays in the languages that logs are kept in, whole or shortened."""

import re
from collections.abc import Sequence

_MONTH_NAMES = (
    "january januar jänner enero janvier janeiro gennaio januari января январь ocak styczeń stycznia",
    "february februar febrero février fevereiro febbraio februari pebruari февраля февраль şubat luty lutego",
    "march märz maerz marzo mars março maart maret марта март mart marzec marca",
    "april abril avril aprile апреля апрель nisan kwiecień kwietnia",
    "may mai mayo maio maggio mei мая май mayıs maj maja",
    "june juni junio juin junho giugno июня июнь haziran czerwiec czerwca",
    "july juli julio juillet julho luglio июля июль temmuz lipiec lipca",
    "august agosto août augustus agustus августа август ağustos sierpień sierpnia",
    "september septiembre septembre setembro settembre сентября сентябрь eylül wrzesień września",
    "october oktober octubre octobre outubro ottobre октября октябрь ekim październik października",
    "november noviembre novembre novembro nopember ноября ноябрь kasım listopad listopada",
    "december dezember diciembre décembre dezembro dicembre desember декабря декабрь aralık grudzień grudnia",
)
_WEEKS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "montag dienstag mittwoch donnerstag freitag sonnabend sonntag",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "senin selasa rabu kamis jumat sabtu minggu",
    "senin selasa rabu kamis jumat sabtu ahad",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "пн вт ср чт пт сб вс",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "月 火 水 木 金 土 日",
    "周一 周二 周三 周四 周五 周六 周日",
)
"""The days of a week from Monday on, in each language."""

_FIRST_WORD = re.compile(r"[\s_.(\-]")
MIN_CHARS = 3
"""A shorter beginning, such as "ma", may be of several months."""


def _months_by_start() -> dict[str, int]:
    """Return the month of each whole name and of each beginning that only one month has."""
    found: dict[str, set[int]] = {}
    for month, names in enumerate(_MONTH_NAMES, start=1):
        for name in names.split():
            for end in range(min(MIN_CHARS, len(name)), len(name) + 1):
                found.setdefault(name[:end], set()).add(month)
    return {start: months.pop() for start, months in found.items() if len(months) == 1}


_MONTHS = _months_by_start()


_WEEKDAY_STARTS = frozenset(name[:end] for name in " ".join(_WEEKS).split() for end in range(2, len(name) + 1))


def is_weekday(word: str) -> bool:
    """Whether a word in lower case is a day of the week or its beginning."""
    return word.rstrip(".,") in _WEEKDAY_STARTS


def month_of(word: str) -> int | None:
    """Return the number of a month from its name in lower case, None if it is not one."""
    return _MONTHS.get(word.rstrip("."))


def weekdays_of(names: Sequence[str]) -> dict[str, int]:
    """Return the names in lower case that are days of the week or their beginnings, with 0 for Monday.

    They are of the language that has most of them, so that "mar" is known beside "mer".
    """
    found = [_weekdays_in(week.split(), names) for week in _WEEKS]
    return max(found, key=len)


def _weekdays_in(week: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    days = {name: [at for at, day in enumerate(week) if day.startswith(_FIRST_WORD.split(name)[0])] for name in names}
    return {
        name: places[0] for name, places in days.items() if len(places) == 1 and (len(name) > 1 or not name.isascii())
    }

"""Marks as positioned HTML, since `st.html` removes SVG; each picture is named by the sentence it shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

from analytics.models.intervals import Interval
from dashboard import formatting, theme

FULL_BAR_HOURS = 1.0
"""Fewest hours that fill the height, so that ten minutes stay a small bar."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A row of a picture: name, range, a dotted line to compare with, and a text at the end."""

    name: str
    interval: Interval | None
    other: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `least` to `most`, in percent of the width."""

    least: float
    most: float

    def at(self, value: float) -> float:
        share = (value - self.least) / ((self.most - self.least) or 1.0)
        return round(100 * min(1.0, max(0.0, share)), 2)

    def span(self, kind: str, interval: Interval) -> str:
        low, high = self.at(interval.low), self.at(interval.high)
        return f'<div class="cs-{kind}" style="left:{low}%;width:{round(high - low, 2)}%"></div>'

    def mark(self, kind: str, value: float) -> str:
        return f'<div class="cs-{kind}" style="left:{self.at(value)}%"></div>'


@cache
def style() -> str:
    colors = "".join(f"--cs-{role}:light-dark({pair.light},{pair.dark});" for role, pair in theme.ROLES.items())
    domains = "".join(
        f".cs-domain-{place}{{background:light-dark({pair.light},{pair.dark})}}\n"
        for place, pair in enumerate(theme.DOMAIN_PAIRS)
    )
    sheet = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    return f"<style>:root{{{colors}}}\n{domains}{sheet}</style>"


def line(kind: Literal["number", "words", "tile-number", "label", "note"], text: str) -> str:
    return f'<div class="cs-{kind}">{escape(formatting.unbroken(text))}</div>'


def statements(rows: Sequence[tuple[str, str, str, str]]) -> str:
    each = "".join(
        f'<div class="cs-statement"><div class="cs-label">{escape(question)}</div>'
        f'<div class="cs-answer">{escape(sign)} {escape(word)}</div><div class="cs-note">{escape(reason)}</div></div>'
        for question, sign, word, reason in rows
    )
    return f'<div class="cs-statements">{each}</div>'


def people(chance: Interval, *, label: str) -> str:
    """Draw the chance as twenty circles: filled to its low end, pale to the value, dashed to its high end."""
    circles = "".join(f'<div class="cs-person cs-{kind}"></div>' for kind in _kinds_of_people(chance))
    return _image(f'<div class="cs-people">{circles}</div>', label)


def people_key(chance: Interval, names: Sequence[str]) -> str:
    """Return the key of filled, pale and dashed circles, those of the chance."""
    shown, named = {*_kinds_of_people(chance)}, zip(("sure", "likely", "open"), names, strict=True)
    kinds = [(f"person cs-{kind}", name) for kind, name in named if kind in shown]
    return key(kinds) if kinds else ""


def _kinds_of_people(chance: Interval) -> list[str]:
    low, value, high = map(formatting.n_people, (chance.low, chance.value, chance.high))
    n_beyond = formatting.PEOPLE - high
    return ["sure"] * low + ["likely"] * (value - low) + ["open"] * (high - value) + ["beyond"] * n_beyond


def key(kinds: Sequence[tuple[str, str]], signs: Sequence[tuple[str, str]] = ()) -> str:
    """Return a legend of marks, by their CSS class, and of signs, each with its name."""
    named = [f'<div><div class="cs-{kind}"></div>{escape(name)}</div>' for kind, name in kinds]
    named += [f"<div>{sign} {escape(name)}</div>" for sign, name in signs]
    return f'<div class="cs-note cs-key">{"".join(named)}</div>'


def domain_key(names: Mapping[str, str], shown: Collection[str], other: str) -> str:
    """Return the key of the domains shown, numbered, and of `other` for what has no domain."""
    kinds = [
        (f"domain-{place % len(theme.DOMAIN_PAIRS)}", f"{place + 1} {name}")
        for place, (domain_id, name) in enumerate(names.items())
        if domain_id in shown
    ]
    return key([*kinds, *[("hollow-bar", other)] * bool(set(shown) - set(names))])


def range_rows(rows: Sequence[MarkRow], *, label: str, most: float | None = None) -> str:
    """Draw a range bar with its value for each row, on one axis from 0."""
    ends = [row.interval.high for row in rows if row.interval] + [row.other for row in rows if row.other is not None]
    scale = Scale(0.0, max(ends, default=1.0) if most is None else most)
    body = "".join(
        f'<div class="cs-name">{escape(row.name)}</div><div class="cs-track">{_marks(row, scale)}</div>'
        f'<div class="cs-text">{escape(row.text)}</div>'
        for row in rows
    )
    return _image(f'<div class="cs-rows">{body}</div>', label)


def _marks(row: MarkRow, scale: Scale) -> str:
    own = scale.span("range", row.interval) + scale.mark("value", row.interval.value) if row.interval else ""
    return own + (scale.mark("other", row.other) if row.other is not None else "")


def day_bars(hours: Sequence[tuple[str, float]], *, label: str, today: int | None) -> str:
    longest = max([FULL_BAR_HOURS, *(spent for _, spent in hours)])
    days = ""
    for place, (name, spent) in enumerate(hours):
        kind, height = "today" if place == today else "other-day", round(100 * (spent / longest), 2)
        bar = f'<div class="cs-bar" style="height:{height}%"></div>' if spent else ""
        days += f'<div class="cs-{kind}"><div class="cs-day">{bar}</div>{escape(name)}</div>'
    return _image(f'<div class="cs-days">{days}</div>', label)


def forecast_strip(forecast: Interval | None, *, label: str, result: float, cut: Interval) -> str:
    """Draw a forecast as a range, the result as a dot and the cut as a gray band, on an axis from 20 % on."""
    scale = Scale(20, 100)
    made = scale.span("range", forecast) + scale.mark("value", forecast.value) if forecast else ""
    return _image(f'<div class="cs-strip">{scale.span("cut", cut)}{made}{scale.mark("dot", result)}</div>', label)


def _image(body: str, label: str) -> str:
    return f'<div class="cs-mark" role="img" aria-label="{escape(label)}">{body}</div>'

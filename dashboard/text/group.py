"""Texts of a group: who needs attention and why, chances, domains and pairs."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.clock import DAYS_PER_WEEK, RECENT_DAYS
from analytics.estimation.candidate import RECENT_WEEKS
from analytics.reports.group.attention import INACTIVE_DAYS, RULES, SOON_DAYS, Concern, Member
from analytics.reports.group.report import DomainRisk, GroupPair, GroupReport
from analytics.reports.this_week import WeekChange
from dashboard import formatting
from dashboard.text import chances, common, names
from dashboard.text.shapes import Columns, method, paragraph, phrases

ALONE_TITLE = "Nobody to compare"
ALONE = "This page is for a file in which several people prepare for the same exam."
COMPUTING = "Estimating everyone's chance"
SEARCH, REASONS, BANDS, ANY = "Search names", "Needs attention because", "Chance", "Any"
ORDER = paragraph("group_order")
PEOPLE_ALT = "Each person's reason for attention, exam day, booking, chance, hours, last activity, and what is missing"
NO_MATCH = "Nobody matches. Clear the search or a filter."
DOWNLOAD, FILE = "Download table (CSV)", "group.csv"
BANDS_TITLE = "Chances in the group"
BANDS_ALT = "How many people have each chance"
DOMAINS_TITLE = "Questions missed by domain"
PAIRS_TITLE = "What the group mixes up"
NO_PAIRS = paragraph("group_no_pairs")
SHOWN_PAIRS = 10

TOO_EARLY, PASSED, EXAM_TODAY, RESULT_DUE = "too early to tell", "passed", "exam today", "result due"
CLOSED = "no longer possible"
IS_OVER = (PASSED, EXAM_TODAY, RESULT_DUE, CLOSED)
"""Reasons for no chance and nothing missing, as on the person's own pages."""
CONCERNS = phrases(
    Concern,
    "group_concerns",
    recent=str(RECENT_DAYS),
    soon=str(SOON_DAYS),
    inactive=str(INACTIVE_DAYS),
    weeks=formatting.spelled(RECENT_WEEKS),
)

NAME, ATTENTION, CHANCE, BAND, NEXT_EXAM = "Name", "Needs attention", "Chance", "In words", "After one more exam"
CHANGE, HOURS, PLAN = "Change in a week (of 20)", f"Hours in {RECENT_WEEKS} weeks", "Planned hours"
LAST_ON, EXAM_ON, BOOKED, MISSING = "Last activity", "Exam day", "Booked", "Missing"
BAND_PEOPLE = "People"
others = formatting.template("{} no attention", formatting.counter("person needs", "people need"))
_ONE_DIGIT, _LEAST = re.compile(r"(?<!\d)\d(?!\d)"), re.compile("^(?=almost|up to)")


def headline(report: GroupReport) -> str:
    n = sum(bool(one.concerns) for one in report.members)
    if n == 0:
        return "Nobody needs attention"
    return f"{n:,} of {len(report.members):,} people {formatting.verb(n, 'needs', 'need')} attention"


def sentence(report: GroupReport, exam: ExamBlueprint) -> str:
    n_passed = sum(one.passed_on is not None for one in report.members)
    passed = f", and {n_passed:,} of them {formatting.verb(n_passed, 'has', 'have')} passed" if n_passed else ""
    people = f"{len(report.members):,} people have data for {formatting.literal(exam.code)}"
    status, days = exam.status_on(report.as_of), ""
    if status is ExamStatus.RETIRED:
        days = common.closed(exam, report.as_of)
    elif status is ExamStatus.ANNOUNCED and exam.first_day is not None:
        days = f"The exam opens on {formatting.day(exam.first_day)}."
    elif status is ExamStatus.RETIRING and exam.last_day is not None:
        days = f"Its last day is {formatting.day(exam.last_day)}. {common.successors(exam.replaced_by)}"
    return f"{people}{passed}. As of {formatting.day(report.as_of)}. {days}".rstrip()


def band(one: Member) -> str:
    if one.passed_on is not None:
        return PASSED
    if one.awaited_result_on is not None:
        return RESULT_DUE if one.exam_on is None else EXAM_TODAY
    if one.is_closed:
        return CLOSED
    return TOO_EARLY if one.chance is None else chances.likelihood(one.chance)


def all_bands(members: Iterable[Member]) -> list[dict[str, object]]:
    """Return how many people have each chance, highest first, without empty ones."""
    counts = Counter(map(band, members))
    words = [*IS_OVER, *(word for _, word in chances.LIKELIHOODS), TOO_EARLY]
    return [{BAND: word, BAND_PEOPLE: counts[word]} for word in words if counts[word]]


def matching(members: Sequence[Member], search: str, concern: Concern | None, of_band: str | None) -> list[Member]:
    return [
        one
        for one in members
        if search.strip().casefold() in names.candidate(one.candidate_id).casefold()
        and (concern is None or concern in one.concerns)
        and (of_band is None or of_band == band(one))
    ]


@formatting.dated  # as in a file, which a table can be saved to
def row(one: Member) -> dict[str, object]:
    """Return a member's cells, with sortable numbers and dates."""
    return {
        NAME: names.candidate(one.candidate_id),
        ATTENTION: "; ".join(CONCERNS[concern] for concern in one.concerns),
        EXAM_ON: one.exam_on or one.awaited_result_on,
        BOOKED: "yes" if one.is_booked else "",
        CHANCE: "" if one.chance is None or one.has_ended else chances.frequency(one.chance),
        BAND: band(one),
        NEXT_EXAM: "" if one.moves_to is None or one.has_ended else _range_after_exam(*one.moves_to),
        CHANGE: None if one.change is None or one.has_ended else _change(one.change),
        HOURS: round(one.hours, 1),
        PLAN: "" if one.planned_hours is None else formatting.hours.between(*one.planned_hours),
        LAST_ON: one.last_on,
        MISSING: "" if one.has_ended else ", ".join(common.needed(one.missing, one.min_new_items)),
    }


def sortable(row: Mapping[str, object]) -> dict[str, object]:
    """Pad texts so that a table that sorts by letters sorts them by number."""
    texts = {name: _ONE_DIGIT.sub("\u2007\\g<0>", str(row[name])) for name in (CHANCE, NEXT_EXAM, PLAN)}
    return {**row, **{name: _LEAST.sub("\u200a\u200a", shown) for name, shown in texts.items()}}


def _change(change: WeekChange) -> int:
    return formatting.n_people(change.now) - formatting.n_people(change.was) if change.is_notable else 0


def _range_after_exam(low: float, high: float) -> str:
    """Return a range of people out of twenty, in words where it ends at none or all."""
    least, most = (formatting.n_people(low), formatting.n_people(high))
    if least == most:
        return chances.frequency(low)
    if least == 0:
        return f"up to {min(most, formatting.PEOPLE - 1)} of {formatting.PEOPLE}"
    ends = f"{least} or more" if most == formatting.PEOPLE else f"{least} to {most}"
    return f"{ends} of {formatting.PEOPLE}"


def domains_note(report: GroupReport) -> str:
    if not report.domains:
        return "Nobody has a practice exam yet, so it is too early to tell."
    people = formatting.counted(report.n_estimated, "person", "people")
    have = formatting.verb(report.n_estimated, "has", "have")
    return f"Expected on each person's exam day, for {people} who {have} a practice exam and {have} not passed."


DOMAIN_COLUMNS: Columns[DomainRisk] = {
    "Domain": lambda risk: formatting.literal(risk.name),
    "On average": lambda risk: f"{risk.missed:.1f}",
    "Most people": lambda risk: formatting.decimal().between(risk.low, risk.high),
}
PAIR_COLUMNS: Columns[GroupPair] = {
    "Pair": lambda pair: formatting.literal(" and ".join(pair.names)),
    BAND_PEOPLE: lambda pair: str(pair.n_members),
    "Wrong answers": lambda pair: str(pair.n),
}

METHOD = method(
    "group", rules="; ".join(CONCERNS[one] for one, _ in RULES), week=str(DAYS_PER_WEEK), inactive=str(INACTIVE_DAYS)
)

"""Texts of the exam card: dates, format, weights, and what is not published."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint, ExamStatus, PassKind, WeightKind
from analytics.reports.decision.verdict import rules_left_out
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import Columns, phrases, words

NOT_PUBLISHED = "Not published or left out"

STATUSES = phrases(ExamStatus, "exam_card_statuses")
FACTS = words("exam_facts")
_PATH = re.compile(r"(?P<key>[a-z_]+(?:\.[a-z_]+)?)(?:\.\*)?(?:\[(?P<place>\d+)\])?\s*(?P<remark>.*)")


def title(exam: ExamBlueprint) -> str:
    return formatting.literal(f"{exam.name} ({exam.code})")


def details(exam: ExamBlueprint, day: date) -> dict[str, str]:
    free = " (one free retake)" if exam.free_retake else ""
    kinds = [kind.value.replace("true_false", "true or false").replace("_", " ") for kind in exam.question_types]
    return {
        "Status": f"{STATUSES[exam.status_on(day)].capitalize()}{_dates(exam, day)}",
        "Questions": f"{_questions(exam)}{_in_beta(exam, day, exam.beta_n_items)}",
        "Question types": ", ".join(kinds) or "not published",
        "Time": f"{formatting.counted(exam.duration_min, 'minute')}{_in_beta(exam, day, exam.beta_duration_min)}",
        "Passing score": passing_score(exam),
        "Fee": f"{formatting.fee(exam.fee, exam.currency)}{_in_beta(exam, day, exam.beta_fee)}",
        "Retake": f"{waits(exam.retake_wait_d)}{free}" if exam.retake_wait_d else "waiting time not published",
        "Exam guide": formatting.literal(exam.guide_version or "version not known"),
        "Sources": ", ".join(map(_source, exam.source_urls)) or "none named",
    }


def facts(exam: ExamBlueprint) -> str:
    minutes = formatting.counted(exam.duration_min, "minute")
    return f"{_questions(exam, 'questions')}, {minutes}, passing score {passing_score(exam)}"


def passing_score(exam: ExamBlueprint) -> str:
    """Return the passing score as published, also in questions if their number is fixed."""
    least = None if exam.n_practice_items is None else exam.cut.least_correct(exam.n_scored_items)
    of_questions = "" if least is None else f" ({least} of {exam.n_scored_items})"
    return f"{formatting.passing_score(exam.cut)}{of_questions}"


def not_published(exam: ExamBlueprint) -> list[str]:
    names = dict.fromkeys(formatting.literal(fact_name(field)) for field in exam.unverified_fields)
    used = "maximum" if exam.is_adaptive else "middle of the range"
    unknown = {
        "How many correct answers you need to pass. Cutscore treats it as uncertain, within a range.": (
            exam.cut.kind is not PassKind.PERCENT or exam.cut.share is None
        ),
        "Domain weights. Cutscore assumes equal ones, within a wide range.": not exam.is_weight_published,
        "How many questions are unscored. Cutscore counts all of them.": exam.n_unscored_items is None,
        f"The exact number of questions. Cutscore uses the {used}.": exam.n_items_min != exam.n_items_max,
        "Question types. Cutscore assumes multiple choice.": not exam.question_types,
        f"Not confirmed by an official page: {formatting.joined([*names])}.": bool(names),
    }
    left_out = [common.REASONS[rule] for rule in rules_left_out(exam)]
    return [*left_out, *(sentence for sentence, holds in unknown.items() if holds)]


def fact_name(field: str) -> str:
    path = _PATH.fullmatch(field)
    if path is None or path["key"] not in FACTS:
        return field
    place = f"no. {path['place']}" if path["place"] else ""
    remarks = ", ".join(part for part in (place, path["remark"].strip("()")) if part)
    return f"{FACTS[path['key']]} ({remarks})" if remarks else FACTS[path["key"]]


def _dates(exam: ExamBlueprint, day: date) -> str:
    word = " since" if exam.status_on(day) is ExamStatus.ACTIVE else ", first day"
    first = f"{word} {formatting.full_day(exam.first_day)}" if exam.first_day else ""
    if exam.status_on(day) is ExamStatus.BETA and exam.general_availability:
        return f"{first}, standard exam from {formatting.full_day(exam.general_availability)}"
    return f"{first}, last day {formatting.full_day(exam.last_day)}" if exam.last_day else first


def _in_beta(exam: ExamBlueprint, day: date, value: float | None) -> str:
    return "" if value is None or exam.status_on(day) is not ExamStatus.BETA else f"; in the beta {value:g}"


def _questions(exam: ExamBlueprint, noun: str = "") -> str:
    number = f"{formatting.whole.between(exam.n_items_min, exam.n_items_max)} {noun}".strip()
    remarks = [f"{exam.n_unscored_items} unscored"] if exam.n_unscored_items else []
    remarks += ["adaptive"] if exam.is_adaptive else []
    return f"{number} ({', '.join(remarks)})" if remarks else number


def waits(days: Sequence[int]) -> str:
    """Write the wait after each fail; the last one also applies to later fails."""
    each = [f"after {formatting.counted(wait, 'day')}" if wait else "at once" for wait in days]
    numbered = [f"{wait} (fail {number})" for number, wait in enumerate(each[:-1], start=1)]
    return ", then ".join(filter(None, [", ".join(numbered), each[-1]]))


def _source(url: str) -> str:
    """Return a link named by host and end of path, with encoded characters that would end a Markdown link."""
    parts = urlsplit(url)
    name = " · ".join(part for part in (parts.netloc, PurePosixPath(parts.path).stem) if part)
    return f"[{formatting.literal(name)}]({quote(url, safe='/:?&=%#+,;@~$!*')})"


def _weight(domain: BlueprintDomain) -> str:
    if domain.share is None:
        return "not published"
    share = formatting.counted_percent(domain.share)
    if domain.published_range is not None:
        low, high = (f"{end:g}" for end in domain.published_range)
        return f"about {share} (published as {formatting.span(low, high)}{formatting.PERCENT})"
    return f"about {share}" if domain.weight_kind is WeightKind.APPROX else share


DOMAIN_COLUMNS: Columns[BlueprintDomain] = {
    "Domain": lambda domain: formatting.literal(f"{domain.domain_id} · {domain.name}"),
    "Weight": _weight,
}

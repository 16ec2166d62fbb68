"""Parse and validate exam files by the schema of `blueprints/README.md`."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from analytics.blueprints.domains import read_domains
from analytics.blueprints.model import PERCENT_KINDS, CutScore, ExamBlueprint, ExamStatus, PassKind, QuestionType
from analytics.toml_table import (
    MAX_NUMBER,
    TomlTable,
    day,
    flag,
    line_of_text,
    number,
    parse_toml,
    read_text,
    whole_number,
    word_of,
)

EXAM_FILE = "an exam file"
SCHEMA_NAME = "exam-blueprint"
SCHEMA_VERSION = 1
MAX_PERCENT = 100
MAX_SOURCES = 200
WEB_ADDRESS = re.compile(r"https?://\S+")
FREE_RETAKE = "one retake included in the fee"


class Blueprints(Mapping[str, ExamBlueprint]):
    """Exams by code: shipped ones, each parsed on its first use, and `given` ones, which take precedence."""

    def __init__(self, given: Mapping[str, ExamBlueprint] = MappingProxyType({})) -> None:
        self._given = given
        self._codes = sorted({*_shipped_files(), *given})

    def __getitem__(self, code: str) -> ExamBlueprint:
        return self._given[code] if code in self._given else _shipped(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


@cache
def shipped_blueprints() -> Mapping[str, ExamBlueprint]:
    """Return the blueprints that come with Cutscore, by exam code."""
    return Blueprints()


@cache
def _shipped_files() -> Mapping[str, Traversable]:
    """Return the shipped exam files by exam code, which is their name."""
    folder = resources.files("analytics") / "blueprints"
    return {file.name.removesuffix(".toml"): file for file in folder.iterdir() if file.name.endswith(".toml")}


@cache
def _shipped(code: str) -> ExamBlueprint:
    file = _shipped_files()[code]
    return parse_blueprint(file.read_text(encoding="utf-8"), file=file.name)


def read_blueprint(path: Path) -> ExamBlueprint:
    """Read an exam file.

    Raises:
        UnopenableFileError: If it is missing or must not be read.
        DocumentError: If it breaks a rule of the schema.
    """
    return parse_blueprint(read_text(path, what=EXAM_FILE), file=path.name)


def parse_blueprint(text: str, *, file: str) -> ExamBlueprint:
    """Parse the text of an exam file; `file` is its name in messages.

    Raises:
        DocumentError: If the text breaks a rule of the schema.
    """
    top = TomlTable(file, "", parse_toml(text, file, what=EXAM_FILE, rule="the file must be valid TOML"))
    _check_schema(top)
    exam, fee, form, scoring, retake = map(top.table, ("exam", "fee", "format", "scoring", "retake"))
    n_items_min, n_items_max, n_unscored = _item_count(form)
    status, first_day, last_day, general_availability = _exam_dates(exam)
    services = top.table("services")
    urls = [source.text("url") or "" for source in top.tables("source", at_most=MAX_SOURCES)]
    return ExamBlueprint(
        code=exam.needed("code", exam.identifier("code")),
        name=exam.needed("name", exam.text("name")),
        provider=exam.text("provider"),
        level=exam.text("level"),
        guide_version=exam.text("guide_version"),
        listed_status=status,
        first_day=first_day,
        last_day=last_day,
        general_availability=general_availability,
        replaced_by=exam.each("replaced_by", line_of_text),
        replaces=exam.each("replaces", line_of_text),
        n_items_min=n_items_min,
        n_items_max=n_items_max,
        n_unscored_items=n_unscored,
        duration_min=form.required("duration_minutes", whole_number(1)),
        beta_n_items=form.read("beta_questions", whole_number(1)),
        beta_duration_min=form.read("beta_duration_minutes", whole_number(1)),
        is_adaptive=bool(form.read("adaptive", flag)),
        is_open_book=bool(form.read("open_book", flag)),
        has_public_items=bool(form.read("public_questions", flag)),
        may_return=form.read("review_allowed", flag) is not False,
        n_breaks=form.read("breaks", whole_number()),
        break_min=form.read("break_minutes", number()),
        question_types=form.each("question_types", word_of(QuestionType)),
        options_per_question=form.read("options_per_question", whole_number(2)),
        cut=_cut_score(scoring),
        is_compensatory=scoring.read("compensatory", flag) is not False,
        has_negative_marking=bool(scoring.read("negative_marking", flag)),
        fee=fee.read("amount", number()),
        beta_fee=fee.read("beta_amount", number()),
        currency=fee.text("currency") or "",
        retake_wait_d=retake.each("wait_days", whole_number()),
        attempt_limit=retake.read("attempt_limit", whole_number()) or None,
        attempt_window_d=retake.read("attempt_window_days", whole_number()) or None,
        free_retake=retake.text("fee_each_attempt") == FREE_RETAKE,
        domains=read_domains(top),
        services=tuple(dict.fromkeys(name for kind in services.values for name in services.each(kind, line_of_text))),
        unverified_fields=top.table("check").each("unverified_fields", line_of_text),
        source_urls=tuple(dict.fromkeys(filter(WEB_ADDRESS.fullmatch, urls))),  # they are shown as links
    )


def _check_schema(top: TomlTable) -> None:
    current = f"{SCHEMA_NAME}/{SCHEMA_VERSION}"
    schema = top.needed("schema", top.text("schema"))
    name, _, version = schema.partition("/")
    if name == SCHEMA_NAME and version.isdecimal() and int(version) > SCHEMA_VERSION:
        raise top.refusal("schema", f"this is a newer schema than {current}; update Cutscore to read it")
    if schema != current:
        raise top.refusal("schema", f"it must be {current!r}")


def _item_count(form: TomlTable) -> tuple[int, int, int | None]:
    """Read the minimum and maximum number of questions, and how many are unscored, if need be from the scored ones.

    A maximum alone is also the minimum, because no lower bound is published.
    """
    fixed = form.read("questions", whole_number(1))
    most = form.read("questions_max", whole_number(1)) if fixed is None else fixed
    if most is None:
        raise form.refusal("questions", "set questions, or questions_min and questions_max")
    least = form.read("questions_min", whole_number(1)) if fixed is None else fixed
    least = most if least is None else least
    if least > most:
        raise form.refusal("questions_min", f"it must not be above questions_max ({most})")
    scored = form.read("questions_scored", whole_number(1))
    unscored = form.read("questions_unscored", whole_number())
    if scored is not None and scored > most:
        raise form.refusal("questions_scored", f"it must not be above the number of questions ({most})")
    if unscored is not None and unscored >= least:
        raise form.refusal("questions_unscored", f"it must be below the number of questions ({least})")
    if scored is not None and least == most:
        if unscored is not None and scored + unscored != most:
            raise form.refusal("questions_scored", f"scored and unscored questions must add up to {most}")
        unscored = most - scored
    return least, most, unscored


def _cut_score(scoring: TomlTable) -> CutScore:
    kind = scoring.required("pass_kind", word_of(PassKind))
    highest = MAX_PERCENT if kind in PERCENT_KINDS else MAX_NUMBER
    low, high = scoring.read("scale_min", number()), scoring.read("scale_max", number())
    if low is not None and high is not None and low >= high:
        raise scoring.refusal("scale_min", f"it must be below scale_max ({high:g})")
    pass_score = scoring.read("pass_score", number(highest))
    if pass_score is not None and low is not None and pass_score < low:
        raise scoring.refusal("pass_score", f"it must not be below scale_min ({low:g})")
    if pass_score is not None and high is not None and pass_score > high:
        raise scoring.refusal("pass_score", f"it must not be above scale_max ({high:g})")
    return CutScore(kind, pass_score, low, high)


def _exam_dates(exam: TomlTable) -> tuple[ExamStatus, date | None, date | None, date | None]:
    """Read the status, the first and last day, and the general availability.

    `status_date` stands in for the first day of an announced exam or beta, and for the last day of a retiring one.
    """
    status = exam.read("status", word_of(ExamStatus)) or ExamStatus.ACTIVE
    status_day = exam.read("status_date", day)
    first_day, last_day = exam.read("first_active", day), exam.read("retires", day)
    if status in (ExamStatus.ANNOUNCED, ExamStatus.BETA):
        first_day = first_day or status_day
    if status in (ExamStatus.RETIRING, ExamStatus.RETIRED):
        last_day = last_day or status_day
    general_availability = exam.read("general_availability", day)
    if first_day and last_day and first_day > last_day:
        raise exam.refusal("status_date", f"the first day, {first_day}, is after the last, {last_day}")
    if first_day and general_availability and first_day > general_availability:
        raise exam.refusal("general_availability", f"it must not be before the first day ({first_day})")
    return status, first_day, last_day, general_availability

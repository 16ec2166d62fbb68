"""The shipped exams are consistent."""

import tomllib
from pathlib import Path

import pytest

import analytics
from analytics.blueprints.model import ExamBlueprint, PassKind, WeightKind
from analytics.blueprints.parser import parse_blueprint, shipped_blueprints

FOLDER = Path(analytics.__file__).parent / "blueprints"
EXAMS = sorted(shipped_blueprints().values(), key=lambda exam: exam.code)
EACH_EXAM = pytest.mark.parametrize("exam", EXAMS, ids=lambda exam: exam.code)

TABLES_AND_KEYS = {
    "exam": {"code", "name", "provider", "level", "guide_version", "status", "status_date", "status_note"}
    | {"first_active", "retires", "general_availability", "replaces", "replaced_by", "delivery"}
    | {"languages", "windows"},
    "fee": {"amount", "currency", "regional", "beta_amount", "annual_maintenance", "member_price"}
    | {"early_and_standard_price", "note"},
    "format": {"duration_minutes", "questions", "questions_min", "questions_max", "questions_scored"}
    | {"questions_unscored", "adaptive", "question_types", "options_per_question", "questions_published"}
    | {"adaptive_stop", "open_book", "review_allowed", "beta_questions", "beta_duration_minutes"}
    | {"duration_other_claims", "non_native_extension_minutes", "sessions", "session_minutes", "breaks"}
    | {"break_minutes", "extra_requirement"},
    "scoring": {"pass_kind", "pass_score", "scale_min", "scale_max", "compensatory", "negative_marking"}
    | {"partial_credit", "multi_select_credit", "blank_counts_as_wrong", "standard_setting"}
    | {"numeric_score_reported", "section_feedback", "section_feedback_always_present"}
    | {"result_days_max"},
    "retake": {"wait_days", "attempt_limit", "attempt_window_days", "fee_each_attempt"}
    | {"per_calendar_year", "after_pass_block_days", "wait_applies_to", "note"},
    "validity": {"years", "renewal", "next_exam_discount_percent", "note"},
    "domain": {"id", "name", "weight_kind", "weight", "weight_min", "weight_max", "tasks"},
    "source": {"url", "title", "kind", "published", "seen", "covers", "note"},
    "check": {"unverified_fields", "confidence", "unverified", "conflicts", "notes"},
    "services": set[str](),
    "services_out_of_scope": set[str](),
}


def document(exam: ExamBlueprint) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{exam.code}.toml").read_text(encoding="utf-8"))


def test_every_file_of_the_folder_is_an_exam_named_after_its_code() -> None:
    """So the file of a code is found by its name."""
    assert {path.stem for path in FOLDER.glob("*.toml")} == {exam.code for exam in EXAMS}


@EACH_EXAM
def test_a_file_holds_only_keys_of_the_schema(exam: ExamBlueprint) -> None:
    """A misspelled key would be ignored."""
    for name, content in document(exam).items():
        if name == "schema":
            continue
        for table in content if isinstance(content, list) else [content]:
            assert isinstance(table, dict)
            assert not name.startswith("services") or all(isinstance(key, str) for key in table)
            assert name.startswith("services") or set(table) <= TABLES_AND_KEYS[name]


def test_the_schema_page_names_every_key() -> None:
    """Every key of a shipped file is documented."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, keys in TABLES_AND_KEYS.items():
        assert f"[{name}]" in page
        assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_the_example_of_the_schema_page_is_a_blueprint() -> None:
    """The smallest file of the page is valid."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    example = page.split("```toml")[1].split("```")[0]
    assert parse_blueprint(example, file="README.md").code == "MY-EXAM"


@EACH_EXAM
def test_task_ids_start_with_the_id_of_their_domain(exam: ExamBlueprint) -> None:
    """Task 3.2 belongs to domain 3."""
    for domain in exam.domains:
        assert all(task.task_id.startswith(f"{domain.domain_id}.") for task in domain.tasks)


@EACH_EXAM
def test_shares_add_to_one(exam: ExamBlueprint) -> None:
    """After rescaling, for all domains or for none."""
    shares = [domain.share for domain in exam.domains]
    assert shares == [None] * len(shares) or sum(share or 0 for share in shares) == pytest.approx(1)


def test_the_sums_in_the_notes_are_the_sums_of_the_weights() -> None:
    """Ranges and approximate weights add to what each file states."""
    stated = {"AI-102": "80-110", "AZ-900": "90-105", "CFA-L1": "86-119", "DP-100": "90-110", "GCP-PMLE": "101"}
    for code, band in stated.items():
        text = (FOLDER / f"{code}.toml").read_text(encoding="utf-8")
        domains = tomllib.loads(text)["domain"]
        sums = {sum(d.get(key, d.get("weight", 0)) for d in domains) for key in ("weight_min", "weight_max")}
        assert "-".join(str(total) for total in sorted(sums)) == band
        assert band in text


@EACH_EXAM
def test_a_scaled_score_has_its_scale(exam: ExamBlueprint) -> None:
    """A passing score needs the upper end of its scale, unless it is a percentage; a pass-or-fail exam has neither."""
    has_score = exam.cut.pass_score is not None
    assert has_score is (exam.cut.kind is not PassKind.PASS_FAIL_ONLY)
    assert exam.cut.kind is PassKind.PERCENT or has_score is (exam.cut.scale_max is not None)


@EACH_EXAM
def test_successors_and_predecessors_agree(exam: ExamBlueprint) -> None:
    """If both exams are shipped, each names the other."""
    for code in exam.replaces:
        older = shipped_blueprints().get(code)
        assert older is None or exam.code in older.replaced_by
    assert exam.code not in exam.replaced_by + exam.replaces
    assert exam.last_day is None or exam.replaced_by


@EACH_EXAM
def test_an_exam_that_ends_or_begins_has_its_date(exam: ExamBlueprint) -> None:
    """No shipped file relies on its listed status."""
    assert exam.listed_status == "active" or exam.first_day or exam.last_day


@EACH_EXAM
def test_sources_are_given(exam: ExamBlueprint) -> None:
    """Every source has an address or a title, and no address twice."""
    sources = document(exam)["source"]
    assert isinstance(sources, list)
    assert all(("url" in source) != ("title" in source) for source in sources)
    urls = [source["url"] for source in sources if "url" in source]
    assert exam.source_urls == tuple(urls)


@EACH_EXAM
def test_unverified_fields_are_paths_of_the_schema(exam: ExamBlueprint) -> None:
    """A badge can be shown beside the field."""
    for field in exam.unverified_fields:
        table, _, key = field.split(" ")[0].partition(".")
        assert key.split("[")[0] in TABLES_AND_KEYS[table] | {"", "*"}


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("MLS-C01", {WeightKind.EXACT}),
        ("AZ-900", {WeightKind.RANGE}),
        ("GCP-PMLE", {WeightKind.APPROX}),
        ("TERRAFORM-004", {WeightKind.UNPUBLISHED}),
    ],
)
def test_every_kind_of_weight_is_among_the_shipped_exams(code: str, kinds: set[WeightKind]) -> None:
    """The pages can be tried with each of them."""
    assert {domain.weight_kind for domain in shipped_blueprints()[code].domains} == kinds


def test_only_cka_includes_a_retake() -> None:
    """It is the only shipped exam with a free retake."""
    assert [exam.code for exam in EXAMS if exam.free_retake] == ["CKA"]

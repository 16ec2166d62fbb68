"""Which practice exams count as those of the exam's own provider."""

from dataclasses import replace

import pytest

from analytics.blueprints.official import is_official
from analytics.blueprints.parser import shipped_blueprints


@pytest.mark.parametrize(
    ("exam_code", "name", "expected"),
    [
        ("MLS-C01", "AWS", True),
        ("MLS-C01", "aws Skill Builder", True),
        ("MLS-C01", "Amazon official practice exam", True),
        ("MLS-C01", "Official", True),
        ("MLS-C01", "Provider A", False),
        ("MLS-C01", "AWS exams by somebody", False),
        ("MLS-C01", "Practice exams", False),
        ("MLS-C01", "", False),
        ("AZ-900", "Microsoft Learn", True),
        ("AZ-900", "AWS", False),
        ("GCP-PMLE", "google", True),
        ("TERRAFORM-004", "HashiCorp sample questions", True),
        ("CKA", "Linux Foundation", True),
    ],
)
def test_names_match_without_the_words_of_products(exam_code: str, name: str, *, expected: bool) -> None:
    """A name is the exam's own provider if nothing but words of products comes on top."""
    assert is_official(shipped_blueprints()[exam_code], name) is expected


def test_an_exam_without_a_provider_has_official_practice_only_by_that_word() -> None:
    """If the blueprint names no provider, no other name matches."""
    blueprint = replace(shipped_blueprints()["MLS-C01"], provider=None)
    assert is_official(blueprint, "official")
    assert not is_official(blueprint, "AWS")
    assert not is_official(blueprint, "")

"""The exam that the name of a project or file means."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.mapping.exam_domains import is_provider, matching_domains, named_exam, named_subject

EXAMS = shipped_blueprints()
BEFORE, AFTER = date(2026, 11, 1), date(2026, 11, 26)
"""SAP-C02 has its last day in between."""


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("SAA-C03", AFTER, "SAA-C03"),
        ("saa", AFTER, "SAA-C03"),
        ("SAAC03 drills", AFTER, "SAA-C03"),
        ("sap-c02, 2025", AFTER, "SAP-C02"),
        ("SAP", AFTER, None),
        ("AWS Solutions Architect", AFTER, "SAA-C03"),
        ("AWS Solutions Architect", BEFORE, None),
        ("AWS solutions architect - professional", BEFORE, "SAP-C02"),
        ("AWS solutions architect - professional", AFTER, None),
        ("Solutions Architect Associate", BEFORE, "SAA-C03"),
        ("Machine learning engineer", AFTER, None),
        ("Google Cloud machine learning engineer", AFTER, "GCP-PMLE"),
        ("Terraform", AFTER, "TERRAFORM-004"),
        ("Project management", AFTER, None),
        ("AI", AFTER, None),
        ("AWS", AFTER, None),
        ("SAA-C03 or AIF-C01", AFTER, None),
        ("Cooking", AFTER, None),
        ("", AFTER, None),
    ],
)
def test_a_name_means_an_exam_if_exactly_one_fits(name: str, day: date, code: str | None) -> None:
    """By its code, the beginning of the code, or its title with the provider or level; a level excludes others."""
    assert named_exam(name, EXAMS, day) == code


def test_a_provider_is_named_whole() -> None:
    """AWS is a provider; a name that only contains it is not."""
    assert is_provider("aws", EXAMS)
    assert not is_provider("AWS migration", EXAMS)
    assert not is_provider("AWS", {"CISSP": EXAMS["CISSP"]})


@pytest.mark.parametrize("name", ["2", "Safety and Rules", "safety & rules (30 %)", "Domain 9: Safety and Rules"])
def test_a_renamed_domain_is_found_by_its_earlier_names(name: str) -> None:
    """Its exam lists its earlier ids and names, so that results and topics in old files are still its own."""
    exam = EXAMS["CLF-C02"]
    renamed = replace(exam.domains[1], domain_id="B", formerly=("2", "Safety and Rules"))
    exam = replace(exam, domains=(exam.domains[0], renamed, *exam.domains[2:]))
    assert matching_domains(name, exam) == ("B",)


@pytest.mark.parametrize(
    ("exam", "name", "domain"),
    [
        ("PMP", "Business Env.", "3"),
        ("CISSP", "IAM", "5"),
        ("CISSP", "Comm and Net Sec", "4"),
        ("CISSP", "Asset Security basics", None),
        ("CISSP", "As Sec", None),  # too short
        ("CISSP", "Sec Arch", None),  # a part of a name
        ("SAA-C03", "IAM", None),
        ("SAA-C03", "D2", "2"),
        ("SAA-C03", "Domain 2", "2"),
    ],
)
def test_a_name_may_be_cut_short(exam: str, name: str, domain: str | None) -> None:
    """Its words are abbreviated, or it is the initials of a domain's name; a D means domain."""
    assert named_subject(name, EXAMS[exam]) == (None if domain is None else (domain, None))

"""Domains are suggested for names as people write them, but not for titles about other things."""

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.mapping.suggestions import MIN_SCORE, DomainSuggestion, suggested_domain

EXAMS = shipped_blueprints()

SHORTENED = {
    ("SAA-C03", "1"): ["Secure Architecture", "Design Secure Archtectures", "Data security"],
    ("SAA-C03", "2"): ["resilient architectures"],
    ("SAA-C03", "3"): ["High performance architectures", "High-performing"],
    ("SAA-C03", "4"): ["Cost-optimised architectures", "Cost optimization"],
    ("CISSP", "1"): ["Security & Risk Mgmt"],
    ("CISSP", "2"): ["Asset Sec"],
    ("CISSP", "3"): ["Security Engineering"],
    ("CISSP", "4"): ["Network Security", "Communication and Network Sec."],
    ("CISSP", "5"): ["Identity & Access Mgmt", "IAM"],
    ("CISSP", "6"): ["Security Testing"],
    ("CISSP", "8"): ["Software Dev Security"],
    ("AZ-900", "1"): ["cloud concept"],
    ("AZ-900", "2"): ["Azure architecture & services"],
    ("AZ-900", "3"): ["Azure mgmt and governance"],
    ("SY0-701", "2"): ["Threats, Vulns & Mitigations"],
    ("SY0-701", "3"): ["Security Archtecture"],
    ("SY0-701", "4"): ["Sec Operations"],
    ("AIF-C01", "1"): ["Fundamentals AI/ML"],
    ("AIF-C01", "2"): ["GenAI fundamentals"],
    ("AIF-C01", "3"): ["Foundation models applications"],
    ("AIF-C01", "4"): ["Responsible AI guidelines"],
    ("AIF-C01", "5"): ["Security, compliance, governance"],
}
"""Names as people shorten and misspell them, by exam and the domain that a reader of the guide would choose."""

OTHER_TITLES = [
    "Lunch",
    "Mathematics",
    "Python",
    "Chapter 3",
    "Biology",
    "Gym",
    "Udemy course",
    "Linear algebra",
    "Reading",
    "Video",
    "Work",
    "Project",
    "Meeting",
    "Statistik",
    "数学",
    "Matemática",
    "Section 12",
    "Vorlesung",
    "Practice test 4",
    "Notes",
    "AWS",
    "Exam prep",
    "Resources",
    "Design",
    "Data",
    "Physics homework",
    "English",
    "Management accounting",
    "Computer architecture",
    "Software engineering",
    "Marketing",
]
"""Titles of other things, or too broad for one domain."""


def test_shortened_names_get_their_domain() -> None:
    """At least nine in ten get a suggestion, and none a wrong one."""
    pairs = [(exam, name, domain) for (exam, domain), names in SHORTENED.items() for name in names]
    found = [(suggested_domain(name, EXAMS[exam]), domain) for exam, name, domain in pairs]
    right = [one for one, domain in found if one is not None and one.domain_id == domain]
    assert all(one is None or one.domain_id == domain for one, domain in found)
    assert len(right) >= 0.9 * len(found)
    assert all(MIN_SCORE <= one.score <= 100 for one in right)


def test_titles_about_other_things_rarely_get_one() -> None:
    """At most one in 25 pairs of title and exam."""
    pairs = [(title, exam) for title in OTHER_TITLES for exam in EXAMS.values()]
    n_suggested = sum(suggested_domain(title, exam) is not None for title, exam in pairs)
    assert n_suggested / len(pairs) < 1 / 25


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Domain 2", DomainSuggestion("2", None, 100)),
        ("Design Secure Architectures (30%)", DomainSuggestion("1", None, 100)),
        ("Data security controls", DomainSuggestion("1", "1.3", 100)),  # a task
        ("Design", None),  # in the names of all four domains
        ("", None),
    ],
)
def test_an_exact_name_scores_100_and_a_shared_word_none(name: str, expected: DomainSuggestion | None) -> None:
    """A number, a name or the title of a task is exact."""
    assert suggested_domain(name, EXAMS["SAA-C03"]) == expected


@pytest.mark.parametrize(
    ("exam", "name", "domain"),
    [
        ("SAA-C03", "Secure", "1"),  # and not the task that shares the word
        ("SAA-C03", "Security", "1"),
        ("SAA-C03", "Resilience", "2"),
        ("SAA-C03", "Performance", "3"),
        ("SAA-C03", "Cost", "4"),
        ("SAA-C03", "Costs", "4"),
        ("SAA-C03", "performance tuning of RDS", "3"),
        ("CKA", "Troubleshooting pods", "5"),
        ("SAA-C03", "Secure and cheap: costs", None),  # two domains
        ("SAA-C03", "I read about the performance of databases", None),  # a sentence is no topic
    ],
)
def test_a_word_of_one_domain_alone_is_enough(exam: str, name: str, domain: str | None) -> None:
    """With any ending, unless tasks of other domains have it; it suggests the domain, but no task."""
    near = suggested_domain(name, EXAMS[exam])
    assert (near and (near.domain_id, near.task_id)) == (domain and (domain, None))
    assert near is None or MIN_SCORE <= near.score < 100


@pytest.mark.parametrize("name", ["S3 storage", "storage", "EBS storage", "database", "compute"])
def test_words_in_tasks_of_several_domains_suggest_none(name: str) -> None:
    """Storage is in 3.1 and 4.1: which of them has the shorter title says nothing about the topic."""
    assert suggested_domain(name, EXAMS["SAA-C03"]) is None


def test_a_further_word_decides_between_tasks_that_share_one() -> None:
    """Only one of the two domains has both words."""
    near = [suggested_domain(name, EXAMS["SAA-C03"]) for name in ("cost optimized storage", "high performing storage")]
    assert [one and one.domain_id for one in near] == ["4", "3"]

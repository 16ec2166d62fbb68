"""Look-alike sets: one name for all spellings, and the file's schema."""

import pytest

from analytics.blueprints.lookalikes import LookAlikes, parse_look_alikes, shipped_look_alikes
from analytics.errors import DocumentError

FILE = """
schema = "confusables/1"
[[pair]]
set = ["Amazon A", "B"]
rule = "A is early, B is late."
basis = "seen"
[[pair]]
set = ["Old C", "A", "D"]
rule = "Three of a kind."
basis = "general"
[[alias]]
canonical = "AWS C"
also = ["Old C", "C for short"]
"""


@pytest.fixture
def two_sets() -> LookAlikes:
    """Return two small sets and one alias."""
    return parse_look_alikes(FILE, file="x.toml")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("amazon  a", "Amazon A"),
        ("A", "Amazon A"),
        ("old c", "AWS C"),
        ("C for Short", "AWS C"),
        ("Amazon C", "AWS C"),
        ("  Something   else ", "Something else"),
        ("AWS", "AWS"),
    ],
)
def test_all_spellings_have_one_name(two_sets: LookAlikes, text: str, name: str) -> None:
    """Case, spaces, the vendor in front and older names do not matter."""
    assert two_sets.name_of(text) == name


def test_two_of_a_set_look_alike_in_any_order_and_spelling(two_sets: LookAlikes) -> None:
    """A pair within a larger set counts too; names of different sets do not."""
    first = two_sets.set_of("b", "a")
    assert first is not None
    assert (first.names, first.is_checked) == (("Amazon A", "B"), True)
    second = two_sets.set_of("C for short", "D")
    assert second is not None
    assert (second.rule, second.is_checked) == ("Three of a kind.", False)
    assert two_sets.set_of("B", "D") is None


def test_the_shipped_file_resolves_renamed_services() -> None:
    """Kinesis Firehose and Amazon Data Firehose are one, and look like Kinesis Data Streams."""
    shipped_look_alikes.cache_clear()  # the first use of a process
    shipped = shipped_look_alikes()
    found = shipped.set_of("Kinesis Firehose", "Kinesis Data Streams")
    assert found is not None
    assert found == shipped.set_of("Amazon Kinesis Data Streams", "Amazon Data Firehose")
    assert len(set(shipped.sets.values())) > 40
    assert all(len(one_set.names) >= 2 and one_set.rule.endswith(".") for one_set in shipped.sets.values())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("confusables/1", "confusables/2", "schema"),
        ('["Amazon A", "B"]', '["Amazon A", "A"]', "each once"),
        ('["Amazon A", "B"]', '["B"]', "at least two"),
        ('rule = "Three of a kind."\n', "", "rule"),
        ('basis = "seen"\n', "", "basis"),
        ('basis = "seen"', 'basis = "heard"', "basis"),
        ('"C for short"]', '"C for short"]\n[[alias]]\ncanonical = "E"\nalso = ["Old C"]', "is used for two"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_with_the_rule(old: str, new: str, reason: str) -> None:
    """The error names the rule."""
    assert old in FILE
    with pytest.raises(DocumentError, match=reason):
        parse_look_alikes(FILE.replace(old, new), file="x.toml")

"""Domains and weights of an exam file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.blueprints.domains import read_domains
from analytics.blueprints.model import BlueprintDomain, Task, WeightKind
from analytics.errors import DocumentError
from analytics.toml_table import TomlTable

Entry = dict[str, object]


def exact(weight: float) -> Entry:
    return {"weight_kind": "exact", "weight": weight}


def approx(weight: float) -> Entry:
    return {"weight_kind": "approx", "weight": weight}


def between(low: float, high: float) -> Entry:
    return {"weight_kind": "range", "weight_min": low, "weight_max": high}


def unpublished() -> Entry:
    return {"weight_kind": "unpublished"}


def file_of(*entries: Entry) -> TomlTable:
    named = [{"id": str(n), "name": f"Domain {n}"} | entry for n, entry in enumerate(entries, start=1)]
    return TomlTable("my.toml", "", {"domain": named})


def shares(*entries: Entry) -> list[float | None]:
    return [domain.share for domain in read_domains(file_of(*entries))]


def half_widths(*entries: Entry) -> list[float | None]:
    return [domain.share_half_width for domain in read_domains(file_of(*entries))]


def test_every_key_of_a_domain_is_read() -> None:
    """Name, weight and tasks are as in the file."""
    tasks = [{"id": "1.1", "title": "Select services"}]
    assert read_domains(file_of(exact(100) | {"tasks": tasks})) == (
        BlueprintDomain(
            domain_id="1",
            name="Domain 1",
            weight_kind=WeightKind.EXACT,
            share=1.0,
            share_half_width=0.0,
            tasks=(Task("1.1", "Select services"),),
        ),
    )


def test_former_ids_belong_to_one_domain() -> None:
    """A current id, an id of two domains or the reserved one could belong to either, and is refused."""
    old = exact(60) | {"id": "B", "formerly": ["2", "0"]}
    assert [one.formerly for one in read_domains(file_of(exact(40), old))] == [(), ("2", "0")]
    for formerly, other in (("1", "domain '1'"), ("B", "domain 'B'"), ("total", "the whole exam"), ("2", "domain 'B'")):
        again = exact(40) | {"formerly": [formerly]}
        entries = (exact(40), old, again) if formerly == "2" else (exact(40), exact(60) | {"id": "B"} | again)
        with pytest.raises(DocumentError, match="could belong to either") as caught:
            read_domains(file_of(*entries))
        assert (caught.value.key.rpartition(".")[2], other in caught.value.rule) == ("formerly", True)


def test_exact_weights_are_certain_shares() -> None:
    """60 and 40 % are .6 and .4."""
    assert shares(exact(60), exact(40)) == [0.6, 0.4]
    assert half_widths(exact(60), exact(40)) == [0, 0]


def test_ranges_are_rescaled_midpoints() -> None:
    """Midpoints 30 and 50 are 3/8 and 5/8; half the widths, 10 and 10, are 1/8 each."""
    assert shares(between(20, 40), between(40, 60)) == [3 / 8, 5 / 8]
    assert half_widths(between(20, 40), between(40, 60)) == [1 / 8, 1 / 8]


def test_approximate_weights_need_not_add_up() -> None:
    """51 and 50 are rescaled to 1, and each may be off by half a percent."""
    assert shares(approx(51), approx(50)) == [51 / 101, 50 / 101]
    assert half_widths(approx(51), approx(50)) == [0.005, 0.005]


def test_unpublished_weights_are_not_invented() -> None:
    """There is no share and no width."""
    assert shares(unpublished(), unpublished()) == [None, None]
    assert half_widths(unpublished(), unpublished()) == [None, None]


@pytest.mark.parametrize("entry", [unpublished(), approx(99), between(90, 100)])
def test_a_single_domain_has_every_question(entry: Entry) -> None:
    """Whatever is published of its weight, the only domain of an exam has all of it for certain."""
    assert shares(entry) == [1.0]
    assert half_widths(entry) == [0]


@pytest.mark.parametrize(
    "entries",
    [
        (exact(60.4), exact(40)),
        (exact(59.6), exact(40)),
        (between(50, 60), between(50, 60)),
        (between(40, 50), between(40, 50)),
        (exact(60), between(35, 45)),
        (exact(60), approx(41)),
        (exact(100), exact(0)),
    ],
)
def test_possible_weights_are_accepted(entries: tuple[Entry, ...]) -> None:
    """Exact weights may be rounded, ranges must include 100, and the shares add to 1."""
    assert sum(share or 0 for share in shares(*entries)) == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=64))
def test_ranges_are_refused_or_add_to_one(pairs: list[tuple[int, int]]) -> None:
    """Any ranges are refused exactly if 100 is out of their reach."""
    entries = [between(min(pair), max(pair)) for pair in pairs]
    if sum(map(min, pairs)) <= 100 <= sum(map(max, pairs)):
        assert sum(share or 0 for share in shares(*entries)) == pytest.approx(1)
    else:
        with pytest.raises(DocumentError, match="domain"):
            shares(*entries)


@pytest.mark.parametrize(
    ("entries", "key", "rule"),
    [
        ((), "domain", "at least one domain"),
        ((exact(50),) * 65, "domain", "at most 64"),
        ((exact(60), exact(39)), "domain", "these add up to 99"),
        ((between(50, 60), between(51, 60)), "domain", "(weight_min) add up to 101, above 100. Lower them; if"),
        ((between(40, 49), between(40, 50)), "domain", "(weight_max) add up to 99, below 100. Raise them, or"),
        ((approx(0), approx(0)), "domain", "above 0"),
        ((exact(100), unpublished()), "domain", "for all domains or unpublished for all"),
        ((between(60, 50),), "domain[1].weight_min", "not be above weight_max (50)"),
        ((exact(60), exact(101)), "domain[2].weight", "from 0 to 100"),
        ((exact(60), exact(-1)), "domain[2].weight", "from 0 to 100"),
        ((exact(60), {"weight_kind": "exact"}), "domain[2].weight", "is required"),
        (({"weight_kind": "range", "weight_min": 1},), "domain[1].weight_max", "is required"),
        (({"weight_kind": "range", "weight_max": 1},), "domain[1].weight_min", "is required"),
        (({"weight_kind": "guessed"},), "domain[1].weight_kind", "exact, range, approx, unpublished"),
        (({"weight": 100},), "domain[1].weight_kind", "is required"),
        ((exact(100) | {"id": ""},), "domain[1].id", "is required"),
        ((exact(100) | {"id": " 1"},), "domain[1].id", "begin or end with a space"),
        ((exact(100) | {"id": "Total"},), "domain[1].id", "stands for the whole exam"),
        ((exact(60), exact(40) | {"id": "1"}), "domain[2].id", "domain[1] has the same one"),
        ((exact(100) | {"name": ""},), "domain[1].name", "is required"),
        ((exact(100) | {"tasks": [{"title": "A"}]},), "domain[1].tasks[1].id", "is required"),
        ((exact(100) | {"tasks": [{"id": "1.1"}]},), "domain[1].tasks[1].title", "is required"),
        (
            (
                exact(60) | {"tasks": [{"id": "a", "title": "A"}]},
                exact(40) | {"tasks": [{"id": "a", "title": "B"}]},
            ),
            "domain[2].tasks[1].id",
            "domain[1].tasks[1] has the same one",
        ),
    ],
)
def test_a_broken_rule_is_named(entries: tuple[Entry, ...], key: str, rule: str) -> None:
    """The error gives the domain's position, counted from 1."""
    with pytest.raises(DocumentError) as caught:
        read_domains(file_of(*entries))
    assert caught.value.key == key
    assert rule in caught.value.rule

"""Read the domains of an exam file: ids, tasks, and weights as shares."""

from collections.abc import Sequence
from typing import NamedTuple

from analytics.blueprints.model import BlueprintDomain, Task, WeightKind
from analytics.records import TOTAL_DOMAIN
from analytics.toml_table import TomlTable, line_of_text, number, word_of

MAX_DOMAINS = 64
MAX_TASKS = 200
FULL_WEIGHT = 100
EXACT_TOLERANCE = 0.5
ROUNDING_HALF_WIDTH = 0.005
"""Half a percent, since approximate weights are rounded to whole percents."""


class _Weight(NamedTuple):
    """A published weight in percent, before rescaling."""

    kind: WeightKind
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def read_domains(top: TomlTable) -> tuple[BlueprintDomain, ...]:
    """Read all domains, with weights rescaled to shares that add to 1."""
    tables = top.tables("domain", at_most=MAX_DOMAINS)
    if not tables:
        raise top.refusal("domain", "an exam must have at least one domain")
    _refuse_repeated_ids(tables)
    _refuse_reused_ids(tables)
    _refuse_repeated_ids([task for table in tables for task in table.tables("tasks", at_most=MAX_TASKS)])
    weights = [_weight(table) for table in tables]
    _check_sum(top, weights)
    if len(weights) == 1:  # whatever is published, a single domain has every question
        weights = [_Weight(WeightKind.EXACT, FULL_WEIGHT, FULL_WEIGHT)]
    total = sum(weight.middle for weight in weights) or 1.0  # without published weights it counts for nothing
    return tuple(_domain(table, weight, total) for table, weight in zip(tables, weights, strict=True))


def _domain(table: TomlTable, weight: _Weight, total: float) -> BlueprintDomain:
    domain_id = table.needed("id", table.identifier("id"))
    if domain_id.casefold() == TOTAL_DOMAIN:
        raise table.refusal("id", f"{TOTAL_DOMAIN!r} stands for the whole exam; choose another id")
    share, half_width = weight.middle / total, (weight.high - weight.low) / 2 / total
    if weight.kind is WeightKind.APPROX:
        half_width = ROUNDING_HALF_WIDTH
    is_published = weight.kind is not WeightKind.UNPUBLISHED
    return BlueprintDomain(
        domain_id=domain_id,
        name=table.needed("name", table.text("name")),
        weight_kind=weight.kind,
        share=share if is_published else None,
        share_half_width=half_width if is_published else None,
        tasks=tuple(
            Task(task.needed("id", task.identifier("id")), task.needed("title", task.text("title")))
            for task in table.tables("tasks", at_most=MAX_TASKS)
        ),
        formerly=table.each("formerly", line_of_text),
        published_range=(weight.low, weight.high) if weight.kind is WeightKind.RANGE else None,
    )


def _refuse_repeated_ids(tables: Sequence[TomlTable]) -> None:
    seen: dict[str | None, str] = {}
    for table in tables:
        first = seen.setdefault(table.identifier("id"), table.path)
        if first != table.path:
            raise table.refusal("id", f"ids must be unique, and {first} has the same one")


def _refuse_reused_ids(tables: Sequence[TomlTable]) -> None:
    """Refuse a former id that another domain has or had: its rows could belong to either."""
    ids = [table.needed("id", table.identifier("id")) for table in tables]
    taken = {domain_id: f"domain {domain_id!r}" for domain_id in ids} | {TOTAL_DOMAIN: "the whole exam"}
    for domain_id, table in zip(ids, tables, strict=True):
        for former in table.each("formerly", line_of_text):
            if former in taken:
                rule = f"{former!r} is already {taken[former]}, so its rows could belong to either. Use a new id"
                raise table.refusal("formerly", rule)
            taken[former] = f"an earlier id of domain {domain_id!r}"


def _weight(table: TomlTable) -> _Weight:
    kind = table.required("weight_kind", word_of(WeightKind))
    if kind is WeightKind.UNPUBLISHED:
        return _Weight(kind, 0, 0)
    if kind is not WeightKind.RANGE:
        weight = table.required("weight", number(FULL_WEIGHT))
        return _Weight(kind, weight, weight)
    low = table.required("weight_min", number(FULL_WEIGHT))
    high = table.required("weight_max", number(FULL_WEIGHT))
    if low > high:
        raise table.refusal("weight_min", f"it must not be above weight_max ({high:g})")
    return _Weight(kind, low, high)


def _check_sum(top: TomlTable, weights: Sequence[_Weight]) -> None:
    """Refuse weights that cannot add up to 100; ranges only have to include it, and approximate weights need not."""
    kinds = {weight.kind for weight in weights}
    least, most = sum(weight.low for weight in weights), sum(weight.high for weight in weights)
    if kinds == {WeightKind.UNPUBLISHED}:
        return
    if WeightKind.UNPUBLISHED in kinds:
        raise top.refusal("domain", "weights must be published for all domains or unpublished for all")
    if most == 0:
        raise top.refusal("domain", "at least one weight must be above 0")
    if kinds == {WeightKind.EXACT} and abs(most - FULL_WEIGHT) > EXACT_TOLERANCE:
        raise top.refusal("domain", f"exact weights must add up to {FULL_WEIGHT}; these add up to {most:g}")
    if WeightKind.APPROX in kinds:
        return
    if least > FULL_WEIGHT + EXACT_TOLERANCE:
        fix = "Lower them; if domains share questions, give each weight_kind = 'approx' and one weight instead"
        raise top.refusal("domain", f"the lowest weights (weight_min) add up to {least:g}, above {FULL_WEIGHT}. {fix}")
    if most < FULL_WEIGHT - EXACT_TOLERANCE:
        fix = "Raise them, or add the missing domains"
        raise top.refusal("domain", f"the highest weights (weight_max) add up to {most:g}, below {FULL_WEIGHT}. {fix}")

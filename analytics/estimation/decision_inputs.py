"""The candidate's costs, target and limits, as they are saved for an exam."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.exam_form import CutBelief
from analytics.store import Rows
from analytics.store.settings_tables import parse_saved
from analytics.toml_table import TomlTable, day, flag, number, parse_toml

TARGET = 0.80
"""Default chance of passing from which a candidate counts as ready."""

WEEK_COST, FAIL_COST = 60.0, 300.0
"""Our assumption where a candidate names no cost: a week of ten hours at six an hour, and a fail at about another
fee."""

LIKE_DOLLARS = frozenset({"", "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"})
"""Currencies, or none, in which the assumed costs are of the right size."""

SETTING_PREFIX = "book or wait "
"""Settings are stored under this prefix and the exam's code."""


@dataclass(frozen=True, slots=True)
class DecisionInputs:
    """The candidate's costs, target and limits.

    None is not given: costs are then assumed, and `fee`, `is_retake_free` and `cut` are the blueprint's. Only a given
    cost of a week or a fail lets costs decide between booking and waiting.
    """

    fee: float | None = None
    week_cost: float | None = None
    fail_cost: float | None = None
    deadline: date | None = None
    is_retake_free: bool | None = None
    no_pass_cost: float | None = None
    target: float = TARGET
    cut: CutBelief | None = None

    @property
    def are_costs_assumed(self) -> bool:
        """Whether neither the cost of a week nor that of failing was set."""
        return self.week_cost is None and self.fail_cost is None

    @property
    def cost_of_week(self) -> float:
        """The cost of a week of study, given or assumed."""
        return WEEK_COST if self.week_cost is None else self.week_cost

    @property
    def cost_of_fail(self) -> float:
        """The cost of a fail, given or assumed."""
        return FAIL_COST if self.fail_cost is None else self.fail_cost

    def fee_of(self, blueprint: ExamBlueprint, day: date) -> float | None:
        """Return the fee of an attempt, None if it is unknown."""
        return blueprint.fee_on(day) if self.fee is None else self.fee

    def overridden_by(self, given: "DecisionInputs") -> "DecisionInputs":
        """Return these inputs with those of `given` that are not the standard ones."""
        return replace(self, **given._own())

    def _own(self) -> dict[str, Any]:
        """Return the inputs that are not the standard ones, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value != getattr(STANDARD_INPUTS, name)}

    def as_toml(self) -> str:
        """Return the inputs that are not the standard ones as TOML, empty without any."""
        own = self._own()
        if self.cut is not None:
            del own["cut"]
            own |= {"cut_mean": self.cut.mean, "cut_sd": self.cut.sd}
        return "".join(f"{name} = {str(value).lower()}\n" for name, value in own.items())


STANDARD_INPUTS = DecisionInputs()


def setting_name(exam_code: str) -> str:
    """Return the name under which the inputs for an exam are saved."""
    return f"{SETTING_PREFIX}{exam_code}"


def inputs_from(text: str) -> DecisionInputs:
    """Parse saved inputs.

    Raises:
        DocumentError: If the text breaks a rule.
    """
    what = "the settings of Book or wait"
    table = TomlTable(what, "", parse_toml(text, what, what=what, rule="they must be TOML, as Cutscore writes them"))
    target, mean = table.read("target", number(1)), table.read("cut_mean", number(1))
    return DecisionInputs(
        fee=table.read("fee", number()),
        week_cost=table.read("week_cost", number()),
        fail_cost=table.read("fail_cost", number()),
        deadline=table.read("deadline", day),
        is_retake_free=table.read("is_retake_free", flag),
        no_pass_cost=table.read("no_pass_cost", number()),
        target=TARGET if target is None else target,
        cut=None if mean is None else CutBelief(mean, table.required("cut_sd", number(1))),
    )


def saved_inputs(rows: Rows, exam_code: str) -> Mapping[str, DecisionInputs]:
    """Return the inputs that candidates saved for an exam, by candidate."""
    name = setting_name(exam_code)
    return {who: parse_saved("draft", [who, name], text, inputs_from) for who, text in rows.saved_texts(name).items()}

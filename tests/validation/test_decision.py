"""Book or wait beside its second version, in many cases."""

import numpy as np
import pytest

from tests.inputs.readiness_cases import AS_OF
from tests.validation.decision_cases import CASES
from tests.validation.simulated_decision import answer

RARE_AND_DEAR = {"three at 86 %, a fail of 5000", "three at 90 %, a fail of 5000"}
"""Of 128 draws only a few fail there, and each costs many times the rest."""


@pytest.mark.full
def test_the_decision_agrees_with_simulated_futures() -> None:
    """Planned costs are within .4 % on average and 1.5 % at most, those of waiting within 1 % and 2.5 %.

    Where failing is rare and costly they are within 8 %. The likely week is within two weeks, and the chance that
    stopping is cheaper within .04. Where the cheapest of sitting the exam, waiting and stopping is another one, it
    costs less than 1 % more.
    """
    planned, waited, likely, dearer, regrets = [], [], [], [], []
    for case in CASES:
        told, outlook = case.compared()
        slow = answer(outlook)
        expected, is_open, no_pass = np.array(told.expected_cost), outlook.is_open, outlook.costs.no_pass
        gaps = np.abs(expected[np.isfinite(expected)] / slow.by_week[is_open] - 1)
        gap = abs(told.waiting_cost / slow.waiting - 1)
        if case.name in RARE_AND_DEAR:
            assert max(*gaps, gap) < 0.08
            continue
        planned.append(gaps)
        waited.append(gap)
        likely.append(abs((told.best_day - AS_OF).days // 7 - slow.likely_week))
        dearer.append(abs(told.dearer_than_stopping - slow.dearer_than_stopping))
        true = [slow.by_week[0], slow.waiting, no_pass]
        chosen = int(np.argmin([expected[0], told.waiting_cost, no_pass]))
        regrets.append(true[chosen] / min(true) - 1)
        if told.week_worth is not None:
            assert told.week_worth.value == pytest.approx(np.mean(slow.week_worth), abs=0.015 * expected[0])
    assert np.mean([gaps.mean() for gaps in planned]) < 0.004
    assert max(gaps.max() for gaps in planned) < 0.015
    assert np.mean(waited) < 0.01
    assert max(waited) < 0.025
    assert max(likely) <= 2
    assert max(dearer) < 0.04
    assert max(regrets) < 0.01

"""Costs, target and limits are saved for an exam, and each candidate is weighed by their own."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.errors import DocumentError
from analytics.estimation.candidate import fit_candidate, fit_candidates
from analytics.estimation.decision_inputs import STANDARD_INPUTS, DecisionInputs, inputs_from, setting_name
from analytics.estimation.exam_form import CutBelief
from analytics.reports.decision.readiness import readiness_of_all
from tests.inputs.builders import TODAY, practice_exam, readiness_in, store_with

OWN = DecisionInputs(
    fee=0.1 + 0.2,
    week_cost=60.0,
    fail_cost=0.0,
    deadline=date(2027, 1, 31),
    is_retake_free=False,
    no_pass_cost=1e7,
    target=0.57,
    cut=CutBelief(0.66, 0.0),
)
EXAM = "DEA-C01"
GOOD = [(12, 13), (15, 16), (21, 23), (12, 13)]


def test_saved_inputs_are_read_back_equal() -> None:
    """All at once, each alone, and none."""
    assert inputs_from(OWN.as_toml()) == OWN
    for field in fields(DecisionInputs):
        alone = replace(STANDARD_INPUTS, **{field.name: getattr(OWN, field.name)})
        assert inputs_from(alone.as_toml()) == alone
    assert STANDARD_INPUTS.as_toml() == ""
    assert inputs_from("") == STANDARD_INPUTS


@pytest.mark.parametrize(
    "text", ["fee = -1", "fee = nan", "target = 1.1", 'deadline = "soon"', "is_retake_free = 1", "cut_mean = 0.7", "="]
)
def test_what_breaks_a_rule_is_refused(text: str) -> None:
    """The error names the settings."""
    with pytest.raises(DocumentError, match="Book or wait"):
        inputs_from(text)


def test_what_a_run_gives_counts_before_what_was_saved() -> None:
    """Only the given ones are replaced."""
    assert OWN.overridden_by(DecisionInputs(fee=5.0)) == replace(OWN, fee=5.0)
    assert OWN.overridden_by(STANDARD_INPUTS) == OWN


def test_each_candidate_is_weighed_by_their_own(tmp_path: Path) -> None:
    """Together, candidates with other targets, costs and passing scores have the answers that each has alone."""
    rows = [row for days in (9, 2) for row in practice_exam(TODAY.replace(day=TODAY.day - days), GOOD, exam_code=EXAM)]
    store = store_with(tmp_path, [replace(row, candidate_id=name) for name in "abc" for row in rows])
    blueprint = shipped_blueprints()[EXAM]
    own = {"a": OWN, "b": DecisionInputs(target=0.99), "c": STANDARD_INPUTS}
    with store.reading():
        for name, inputs in own.items():
            store.save_setting(name, setting_name(EXAM), inputs.as_toml() or None)
        everybody = list(readiness_of_all(fit_candidates(store, blueprint, list(own), TODAY), exam_days={}))
        alone = [readiness_in(store, blueprint, name, TODAY) for name in own]
    assert [answer.candidate for answer in everybody] == ["a", "b", "c"]
    assert [answer.target for answer in everybody] == [0.57, 0.99, 0.80]
    assert [answer.cut_percent.value for answer in everybody] == [answer.cut_percent.value for answer in alone]
    assert everybody[0].cut_percent.value == pytest.approx(66)
    assert everybody[0].costs is not None
    assert everybody[0].costs.inputs.fee == OWN.fee
    assert [a.pass_probability.value for a in everybody] == pytest.approx([a.pass_probability.value for a in alone])


def test_a_change_is_seen_by_caches(tmp_path: Path) -> None:
    """Saving and deleting raise the revision; the candidate has the saved inputs, and the form their cut."""
    store = store_with(tmp_path, practice_exam(TODAY, GOOD, exam_code=EXAM))
    blueprint, revisions = shipped_blueprints()[EXAM], [store.revision()]
    for inputs in (OWN, STANDARD_INPUTS):
        store.save_setting("me", setting_name(EXAM), inputs.as_toml() or None)
        revisions.append(store.revision())
        fitted = fit_candidate(store, blueprint, "me", TODAY)
        assert fitted.decision_inputs == inputs
        assert inputs.cut is None or fitted.fitted.form.cut_mean == inputs.cut.mean
    assert len(set(revisions)) == 3

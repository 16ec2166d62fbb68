"""The cohort layer: what other candidates of a file add, and that one candidate alone gets nothing of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import fit_candidate
from analytics.estimation.cohort import NO_COHORT, fit_cohort
from analytics.estimation.cohort_sample import MAX_CELLS, MIN_CANDIDATES, cohort_sample
from analytics.estimation.evidence import read_evidence
from analytics.estimation.forecast import design_points, like_the_real_exam
from analytics.models.prior import DEFAULT_PRIOR
from analytics.records import Record
from analytics.store import Store
from tests.inputs.builders import EXAM, practice_exam, readiness_in, responses, store_with

AS_OF = date(2026, 3, 2)
BLUEPRINT = shipped_blueprints()[EXAM]
N_ITEMS, N_ASKED = 24, 12


def of(candidate: str, rows: Sequence[Record]) -> list[Record]:
    """Give rows to a candidate."""
    return [replace(row, candidate_id=candidate) for row in rows]


def counted(n: int, n_exams: int = 3) -> list[Record]:
    """Make candidates of different strength with practice exams by domain."""
    return [
        row
        for k in range(n)
        for e in range(n_exams)
        for row in of(f"c{k:02}", practice_exam(AS_OF - timedelta(days=20 - 6 * e), [(4 + (k + e) % 8, 12)] * 4))
    ]


def item_answers(n: int, seed: int, *, is_order_random: bool = True, has_ids: bool = True) -> list[Record]:
    """Make candidates who answer 24 items of one domain in two exams: a third of the items are hard."""
    rng = np.random.default_rng(seed)
    rows: list[Record] = []
    for k in range(n):
        ability, order = rng.normal(0.8, 0.5), np.arange(N_ITEMS)
        if is_order_random:
            order = rng.permutation(N_ITEMS)
        for e in range(2):
            items = order[e * N_ASKED : (e + 1) * N_ASKED]
            right = rng.uniform(size=N_ASKED) < 0.2 + 0.8 / (1 + np.exp(-ability + 2.0 * (items % 3 == 0)))
            marks = "".join("+" if mark else "-" for mark in right)
            ids = [f"i{item}" for item in items] if has_ids else None
            rows += of(f"c{k:02}", responses(f"e{e}", AS_OF - timedelta(days=10 - 7 * e), marks, item_ids=ids))
    return rows


def test_one_candidate_gets_nothing_of_a_cohort(tmp_path: Path) -> None:
    """Alone in a file, and with 28 others, all stands on the fixed scales, to the last digit."""
    rows = counted(MIN_CANDIDATES - 1)
    for folder in ("alone", "among"):
        (tmp_path / folder).mkdir()
    alone = store_with(tmp_path / "alone", [row for row in rows if row.candidate_id == "c00"])
    among = store_with(tmp_path / "among", rows)
    assert fit_cohort(alone, BLUEPRINT, AS_OF) is NO_COHORT
    assert fit_cohort(among, BLUEPRINT, AS_OF) is NO_COHORT
    one, other = (readiness_in(store, BLUEPRINT, "c00", AS_OF) for store in (alone, among))
    assert one.pass_probability == other.pass_probability
    assert one.percent_correct == other.percent_correct
    assert not one.cohort.has_population_scales


def test_nothing_is_placed_without_a_cohort(tmp_path: Path) -> None:
    """The evidence stays the very same."""
    store = store_with(tmp_path, counted(1))
    evidence = read_evidence(store, BLUEPRINT, ["c00"], AS_OF)
    assert NO_COHORT.with_offsets(store, evidence) is evidence
    assert NO_COHORT.provider_offset("Provider A") == 0.0
    assert NO_COHORT.n_items_calibrated == 0


def test_thirty_candidates_are_a_cohort(tmp_path: Path) -> None:
    """Scales and the provider's offset are theirs, and the answer says how many there are."""
    store = store_with(tmp_path, counted(MIN_CANDIDATES))
    layer = fit_cohort(store, BLUEPRINT, AS_OF)
    assert layer.n_candidates == MIN_CANDIDATES
    assert layer.prior != DEFAULT_PRIOR
    assert layer.provider_offset("Provider A") != 0.0
    assert layer.provider_offset("a provider that nobody used") == 0.0
    answer = readiness_in(store, BLUEPRINT, "c00", AS_OF)
    assert answer.cohort.n_candidates == MIN_CANDIDATES
    assert answer.cohort.has_population_scales


def test_what_comes_later_is_not_seen(tmp_path: Path) -> None:
    """As of a day before the thirtieth began there is no cohort."""
    store = store_with(tmp_path, counted(MIN_CANDIDATES))
    assert fit_cohort(store, BLUEPRINT, AS_OF - timedelta(days=21)) is NO_COHORT


def test_candidates_of_unknown_domains_only_do_not_count(tmp_path: Path) -> None:
    """Thirty names of whom one has no question that the exam has are too few."""
    rows = [row for row in counted(MIN_CANDIDATES) if row.candidate_id != "c00"]
    strange = [replace(row, domain_id="99") for row in practice_exam(AS_OF - timedelta(days=2), [(5, 10)])]
    store = store_with(tmp_path, [*rows, *of("c00", strange)])
    assert cohort_sample(store, BLUEPRINT, AS_OF) is None


def test_the_latest_cells_of_a_long_record_count(tmp_path: Path) -> None:
    """Of twelve practice exams of four domains forty cells are kept: those of the last ten."""
    sample = cohort_sample(store_with(tmp_path, counted(MIN_CANDIDATES, n_exams=3)), BLUEPRINT, AS_OF)
    assert sample is not None
    assert sample.is_exam_shock_known
    assert (sample.first == 0).all()
    long = of("c00", [r for d in range(9) for r in practice_exam(AS_OF - timedelta(days=30 + d), [(6, 12)] * 4)])
    (tmp_path / "long").mkdir()
    longer = cohort_sample(store_with(tmp_path / "long", [*counted(MIN_CANDIDATES), *long]), BLUEPRINT, AS_OF)
    assert longer is not None
    first = dict(zip(longer.evidence.candidate_ids, longer.first.tolist(), strict=True))
    assert (first["c00"], first["c01"]) == (4 * 12 - MAX_CELLS, 0)
    row = longer.evidence.candidate_ids.index("c00")
    assert_allclose(longer.n_correct[row], longer.evidence.n_correct[row, -MAX_CELLS:])


def test_one_practice_exam_each_tells_no_shock(tmp_path: Path) -> None:
    """It cannot be told from the level, so the fixed one stands."""
    layer = fit_cohort(store_with(tmp_path, counted(MIN_CANDIDATES, n_exams=1)), BLUEPRINT, AS_OF)
    assert layer.prior.exam_shock_sd == DEFAULT_PRIOR.exam_shock_sd


def test_hard_questions_are_known_from_the_answers_of_all(tmp_path: Path) -> None:
    """Met in random order, the hard third of the items lies below the others, and so do tests made of them."""
    rows = item_answers(40, 1)
    hard = [f"i{item}" for item in range(0, N_ITEMS, 3)]
    rows += of("hard", responses("e0", AS_OF - timedelta(days=3), "++++----", item_ids=hard))
    easy = [f"i{item}" for item in range(1, N_ITEMS, 3)]
    rows += of("easy", responses("e0", AS_OF - timedelta(days=3), "++++----", item_ids=easy))
    store = store_with(tmp_path, rows)
    layer = fit_cohort(store, BLUEPRINT, AS_OF)
    assert layer.items is not None
    assert layer.n_items_calibrated == N_ITEMS
    value = layer.items.easiness.reset_index()
    is_hard = value.item_id.isin(hard)
    assert value[is_hard].easiness.max() < value[~is_hard].easiness.min()
    answers = {name: readiness_in(store, BLUEPRINT, name, AS_OF) for name in ("hard", "easy")}
    assert answers["hard"].percent_correct.value > answers["easy"].percent_correct.value + 3
    assert answers["hard"].cohort.n_items_calibrated == N_ITEMS


def test_a_candidates_own_answers_do_not_place_their_tests(tmp_path: Path) -> None:
    """The offset of a test is the mean easiness that the answers of the others give its items."""
    store = store_with(tmp_path, item_answers(40, 2))
    layer = fit_cohort(store, BLUEPRINT, AS_OF)
    assert layer.items is not None
    evidence = layer.with_offsets(store, read_evidence(store, BLUEPRINT, ["c05"], AS_OF))
    without_own = layer.items.without_own.to_dict()
    asked = store.query("item_answers", exam_code=EXAM, as_of=AS_OF, candidate_ids=["c05"])
    for exam, row in zip(evidence.table.practice_exam_id, evidence.table.itertuples(), strict=True):
        names = asked[asked.practice_exam_id == exam].item_id
        expected = np.mean([without_own["c05", "Provider A", "", "1", name] for name in names])
        assert row.offset == pytest.approx(expected + layer.provider_offset("Provider A"))


@pytest.mark.parametrize(("is_order_random", "has_ids"), [(False, True), (True, False)])
def test_items_stay_unknown_where_they_cannot_be_told(tmp_path: Path, is_order_random: bool, has_ids: bool) -> None:
    """Where all meet them in one order they cannot be told from learning; without ids there are none."""
    store = store_with(tmp_path, item_answers(31, 3, is_order_random=is_order_random, has_ids=has_ids))
    layer = fit_cohort(store, BLUEPRINT, AS_OF)
    assert layer.n_candidates == 31
    assert layer.items is None
    assert layer.n_items_calibrated == 0


def test_ids_in_one_order_for_all_change_no_answer(tmp_path: Path) -> None:
    """Such ids neither help nor hurt: the answer is that of the same file without them."""
    for folder in ("with", "without"):
        (tmp_path / folder).mkdir()
    stores: list[Store] = [
        store_with(tmp_path / folder, item_answers(31, 4, is_order_random=False, has_ids=has_ids))
        for folder, has_ids in (("with", True), ("without", False))
    ]
    one, other = (readiness_in(store, BLUEPRINT, "c03", AS_OF) for store in stores)
    assert one.pass_probability.value == pytest.approx(other.pass_probability.value, abs=1e-9)
    assert one.percent_correct.value == pytest.approx(other.percent_correct.value, abs=1e-9)


def test_a_form_that_enough_have_sat_has_an_offset(tmp_path: Path) -> None:
    """Ten people are enough; a form of nine, and exams whose form has no name, stay with the provider's alone."""
    rows: list[Record] = []
    for k in range(MIN_CANDIDATES):
        form = "easy" if k < 10 else "rare" if k < 19 else None
        right = 11 if form == "easy" else 6
        exams = [*practice_exam(AS_OF - timedelta(days=9), [(right, 12)] * 4)]
        rows += of(f"c{k:02}", [replace(row, form=form) for row in exams])
        rows += of(f"c{k:02}", practice_exam(AS_OF - timedelta(days=2), [(6, 12)] * 4))
    store = store_with(tmp_path, rows)
    layer = fit_cohort(store, BLUEPRINT, AS_OF)
    assert set(layer.form_offsets) == {("Provider A", "easy")}
    offset = layer.form_offsets["Provider A", "easy"]
    assert offset > 0.05
    evidence = layer.with_offsets(store, read_evidence(store, BLUEPRINT, ["c00", "c15"], AS_OF))
    base = layer.provider_offset("Provider A")
    expected = {"easy": base + offset, "rare": base, "": base}
    assert_allclose(evidence.table.offset, [expected[form] for form in evidence.table.form])


def test_a_forecast_has_the_offset_of_its_provider(tmp_path: Path) -> None:
    """An exam to come is as easy as the cohort has found its provider; one that nobody used, as the real one."""
    known = fit_candidate(store_with(tmp_path, counted(MIN_CANDIDATES)), BLUEPRINT, "c00", AS_OF)
    day = AS_OF + timedelta(days=7)
    for provider in ("Provider A", "nobody's"):
        design = like_the_real_exam(known.fitted, day, provider=provider, n_items=50)
        assert_allclose(design_points(known.fitted, design).offset, known.fitted.cohort.provider_offset(provider))

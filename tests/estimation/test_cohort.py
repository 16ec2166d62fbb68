"""What the other candidates of a file add to an estimate, and that one candidate alone gets nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation import cohort_sample as cohort_sample_module
from analytics.estimation.candidate import fit_candidate, fit_candidates
from analytics.estimation.cohort import NO_COHORT, CohortLayer, fit_cohort
from analytics.estimation.cohort_sample import MAX_CELLS, MIN_CANDIDATES, cohort_sample
from analytics.estimation.evidence import read_evidence
from analytics.estimation.forecast import design_points, practice_like_real_exam
from analytics.models.cohort import OWN_PROVIDER_SD
from analytics.models.growth import STRANGER
from analytics.models.prior import DEFAULT_PRIOR, CohortPrior
from analytics.records import Record
from analytics.store import Store
from tests.inputs.builders import EXAM, practice_exam, readiness_in, responses, store_with

AS_OF = date(2026, 3, 2)
BLUEPRINT = shipped_blueprints()[EXAM]
N_ITEMS, N_ASKED = 24, 12


def of(candidate: str, rows: Sequence[Record]) -> list[Record]:
    """Make the rows those of another candidate."""
    return [replace(row, candidate_id=candidate) for row in rows]


def counted(n: int, n_exams: int = 3, *, provider: str = "Provider A") -> list[Record]:
    """Make candidates of different strength with practice exams by domain."""
    return [
        row
        for k in range(n)
        for e in range(n_exams)
        for day in [AS_OF - timedelta(days=20 - 6 * e)]
        for row in of(f"c{k:02}", practice_exam(day, [(4 + (k + e) % 8, 12)] * 4, provider=provider))
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


@pytest.fixture(scope="module")
def cohort_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of just enough candidates for a cohort, with three practice exams each."""
    return store_with(tmp_path_factory.mktemp("cohort"), counted(MIN_CANDIDATES))


@pytest.fixture(scope="module")
def layer(cohort_store: Store) -> CohortLayer:
    """The cohort of that store."""
    return fit_cohort(cohort_store, BLUEPRINT, AS_OF)


HARD, EASY = ([f"i{item}" for item in range(first, N_ITEMS, 3)] for first in (0, 1))


@pytest.fixture(scope="module")
def items_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of forty candidates who met the items in random order, and two with tests of one kind."""
    rows = item_answers(40, 1)
    for name, items in (("hard", HARD), ("easy", EASY)):
        rows += of(name, responses("e0", AS_OF - timedelta(days=3), "++++----", item_ids=items))
    return store_with(tmp_path_factory.mktemp("items"), rows)


@pytest.fixture(scope="module")
def items_layer(items_store: Store) -> CohortLayer:
    """The cohort of that store."""
    return fit_cohort(items_store, BLUEPRINT, AS_OF)


@pytest.fixture(scope="module")
def one_order_stores(tmp_path_factory: pytest.TempPathFactory) -> list[Store]:
    """Two stores of 31 candidates who met the items in one order, with ids and without."""
    return [
        store_with(tmp_path_factory.mktemp("order"), item_answers(31, 4, is_order_random=False, has_ids=has_ids))
        for has_ids in (True, False)
    ]


def test_one_candidate_alone_has_no_cohort(tmp_path: Path) -> None:
    """Alone in a file and with 28 others, an estimate has the fixed scales, to the last digit."""
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
    assert one.cohort.n_candidates == 0


def test_nothing_is_shifted_without_a_cohort(cohort_store: Store) -> None:
    """Without a cohort the evidence does not change."""
    evidence = read_evidence(cohort_store, BLUEPRINT, ["c00"], AS_OF)
    assert NO_COHORT.with_offsets(cohort_store, evidence) is evidence
    assert NO_COHORT.provider_offset("Provider A") == 0.0
    assert NO_COHORT.n_items_calibrated == 0
    assert NO_COHORT.prior_of(evidence) is DEFAULT_PRIOR


def test_thirty_candidates_are_a_cohort(cohort_store: Store, layer: CohortLayer) -> None:
    """Thirty candidates have scales, growth and a provider's offset of their own, and the answer counts them."""
    assert layer.n_candidates == MIN_CANDIDATES
    assert not np.array_equal(layer.growth.weights, STRANGER.weights)
    assert layer.prior != DEFAULT_PRIOR
    assert layer.provider_offset("Provider A") != 0.0
    assert layer.provider_offset("a provider that nobody used") == 0.0
    answer = readiness_in(cohort_store, BLUEPRINT, "c00", AS_OF)
    assert answer.cohort.n_candidates == MIN_CANDIDATES
    assert answer.cohort.n_candidates > 0


def test_a_file_that_is_looked_through_in_ranges_gives_the_same_sample(
    cohort_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draw goes by the hash of a name, whatever the ranges of names, and counts everybody once."""
    monkeypatch.setattr(cohort_sample_module, "MAX_CANDIDATES", MIN_CANDIDATES - 2)
    monkeypatch.setattr(cohort_sample_module, "MIN_CANDIDATES", MIN_CANDIDATES - 2)
    whole = cohort_sample(cohort_store, BLUEPRINT, AS_OF)
    monkeypatch.setattr(cohort_sample_module, "NAMES_AT_ONCE", 7)
    in_ranges = cohort_sample(cohort_store, BLUEPRINT, AS_OF)
    assert whole is not None
    assert in_ranges is not None
    assert in_ranges.evidence.candidate_ids == whole.evidence.candidate_ids
    assert len(in_ranges.evidence.candidate_ids) == MIN_CANDIDATES - 2
    assert in_ranges.n_candidates == whole.n_candidates == MIN_CANDIDATES


def test_what_comes_later_is_not_seen(cohort_store: Store) -> None:
    """As of a day before the thirtieth candidate's first row there is no cohort."""
    assert fit_cohort(cohort_store, BLUEPRINT, AS_OF - timedelta(days=21)) is NO_COHORT


def test_candidates_of_unknown_domains_only_do_not_count(tmp_path: Path) -> None:
    """A candidate without questions of the exam's domains does not count toward thirty."""
    rows = [row for row in counted(MIN_CANDIDATES) if row.candidate_id != "c00"]
    strange = [replace(row, domain_id="99") for row in practice_exam(AS_OF - timedelta(days=2), [(5, 10)])]
    store = store_with(tmp_path, [*rows, *of("c00", strange)])
    assert cohort_sample(store, BLUEPRINT, AS_OF) is None


def test_the_latest_cells_of_a_long_record_count(tmp_path: Path, cohort_store: Store) -> None:
    """Of twelve practice exams of four domains the forty cells of the last ten count."""
    sample = cohort_sample(cohort_store, BLUEPRINT, AS_OF)
    assert sample is not None
    assert sample.is_exam_shock_known
    assert (sample.first == 0).all()
    long = of("c00", [r for d in range(9) for r in practice_exam(AS_OF - timedelta(days=30 + d), [(6, 12)] * 4)])
    longer = cohort_sample(store_with(tmp_path, [*counted(MIN_CANDIDATES), *long]), BLUEPRINT, AS_OF)
    assert longer is not None
    first = dict(zip(longer.evidence.candidate_ids, longer.first.tolist(), strict=True))
    assert (first["c00"], first["c01"]) == (4 * 12 - MAX_CELLS, 0)
    row = longer.evidence.candidate_ids.index("c00")
    assert_allclose(longer.counts.n_correct[row], longer.evidence.n_correct[row, -MAX_CELLS:])


def test_one_practice_exam_each_does_not_identify_the_shock(tmp_path: Path) -> None:
    """With one practice exam each the exam shock is confounded with the level, so the fixed one is used."""
    layer = fit_cohort(store_with(tmp_path, counted(MIN_CANDIDATES, n_exams=1)), BLUEPRINT, AS_OF)
    assert layer.prior.exam_shock_sd == DEFAULT_PRIOR.exam_shock_sd


def test_hard_questions_are_known_from_the_answers_of_all(items_store: Store, items_layer: CohortLayer) -> None:
    """In random order the hard third of the items is found, and tests made of them are harder."""
    assert items_layer.items is not None
    assert items_layer.n_items_calibrated == N_ITEMS
    value = {item_id: easiness for (*_, item_id), easiness in items_layer.items.easiness.items()}
    assert max(value[name] for name in HARD) < min(easiness for name, easiness in value.items() if name not in HARD)
    answers = {name: readiness_in(items_store, BLUEPRINT, name, AS_OF) for name in ("hard", "easy")}
    assert answers["hard"].percent_correct.value > answers["easy"].percent_correct.value + 3
    assert answers["hard"].cohort.n_items_calibrated == N_ITEMS


def test_a_candidates_own_answers_do_not_shift_their_tests(items_store: Store, items_layer: CohortLayer) -> None:
    """The offset of a test is the mean easiness of its items without the candidate's own answers."""
    assert items_layer.items is not None
    evidence = items_layer.with_offsets(items_store, read_evidence(items_store, BLUEPRINT, ["c05"], AS_OF))
    without_own = items_layer.items.without_own
    answers = items_store.query("item_answers", exam_code=EXAM, as_of=AS_OF, candidate_ids=["c05"])
    for exam, offset in evidence.table.rows("practice_exam_id", "offset"):
        names = answers[answers.practice_exam_id == exam].item_id
        expected = np.mean([without_own["c05", "Provider A", "", "1", name] for name in names])
        assert offset == pytest.approx(expected + items_layer.provider_offset("Provider A"))


def test_items_stay_unknown_without_ids_or_in_one_order(one_order_stores: list[Store]) -> None:
    """In one order for all items are confounded with learning; without ids there are none."""
    for store in one_order_stores:
        layer = fit_cohort(store, BLUEPRINT, AS_OF)
        assert layer.n_candidates == 31
        assert layer.items is None
        assert layer.n_items_calibrated == 0


def test_ids_in_one_order_for_all_change_no_answer(one_order_stores: list[Store]) -> None:
    """With ids in one order for all the answer is that of the same file without ids."""
    one, other = (readiness_in(store, BLUEPRINT, "c03", AS_OF) for store in one_order_stores)
    assert one.pass_probability.value == pytest.approx(other.pass_probability.value, abs=1e-9)
    assert one.percent_correct.value == pytest.approx(other.percent_correct.value, abs=1e-9)


def test_a_form_that_enough_have_sat_has_an_offset(tmp_path: Path) -> None:
    """A form of ten people has an offset; one of nine and exams without a form name have the provider's alone."""
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


def test_the_uncertainty_about_a_provider_is_in_the_prior(cohort_store: Store, layer: CohortLayer) -> None:
    """The ability in a known provider's questions is better known than at the real exam; a new provider's is worse."""
    prior = layer.prior_of(read_evidence(cohort_store, BLUEPRINT, ["c00"], AS_OF))
    assert isinstance(prior, CohortPrior)
    sources = prior.sources
    assert sources.own_sd.tolist() == [OWN_PROVIDER_SD, DEFAULT_PRIOR.provider_sd, 0.0]
    known, new, real = np.diag(sources.shared)
    assert known + OWN_PROVIDER_SD**2 < real == new
    assert layer.prior.level_sd**2 + real < DEFAULT_PRIOR.level_sd**2


def test_practice_of_the_exams_own_provider_has_a_small_offset(tmp_path: Path) -> None:
    """The same records say more of the people if the exam's own provider made the questions."""
    rows = counted(MIN_CANDIDATES, provider="AWS official practice")
    store = store_with(tmp_path, rows)
    layer = fit_cohort(store, BLUEPRINT, AS_OF)
    assert abs(layer.provider_offset("AWS official practice")) < 0.02
    prior = layer.prior_of(read_evidence(store, BLUEPRINT, ["c00"], AS_OF))
    assert isinstance(prior, CohortPrior)
    sources = prior.sources
    assert sources.shared[-1, -1] < 0.15**2 + 0.10**2


def test_exams_of_no_known_form_have_the_place_in_their_record(tmp_path: Path) -> None:
    """A practice exam has the effect of its form if enough people have taken it, else that of its place."""
    second = AS_OF - timedelta(days=14)
    named = [
        replace(row, candidate_id=f"c{k:02}", practice_exam_id="named", form="easy")
        for k in range(10)
        for row in practice_exam(second - timedelta(days=1), [(6, 12)] * 4)
    ]
    rows = [*counted(MIN_CANDIDATES), *named]
    sample = cohort_sample(store_with(tmp_path, rows), BLUEPRINT, AS_OF)
    assert sample is not None
    forms = sample.forms()
    person = dict(zip(sample.evidence.candidate_ids, zip(forms.form, forms.place, strict=True), strict=True))
    assert forms.names == (("Provider A", "easy"),)
    assert_allclose(person["c00"], np.repeat([[-1, 0, -1, -1], [0, -1, 2, 3]], 4, axis=1))
    assert_allclose([row[:12] for row in person["c20"]], np.repeat([[-1, -1, -1], [0, 1, 2]], 4, axis=1))


def test_a_forecast_has_the_offset_of_its_provider(cohort_store: Store) -> None:
    """A future exam has its provider's offset; one of a provider that nobody used has none."""
    fitted = fit_candidate(cohort_store, BLUEPRINT, "c00", AS_OF).fitted
    day = AS_OF + timedelta(days=7)
    for provider in ("Provider A", "nobody's"):
        design = practice_like_real_exam(fitted, day, provider=provider, n_items=50)
        assert_allclose(design_points(fitted, design).offset, fitted.cohort.provider_offset(provider))


def test_a_part_of_many_candidates_is_small(items_store: Store) -> None:
    """The easiness by single answer, one row for each of the file, does not go with a part; the count of items does."""
    cohort = fit_candidates(items_store, BLUEPRINT, ["c00", "hard"], AS_OF).inputs.cohort
    assert cohort.items is not None
    assert len(cohort.items.without_own) == 0
    assert cohort.n_items_calibrated == N_ITEMS

"""A slow reference implementation of counting practice exams and questions seen before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse, Moment
from tests.inputs.builders import EXAM

Cell = tuple[str, str, str, float]
"""Candidate, practice exam, domain, share seen before."""

Counts = tuple[float, float]
"""Questions and right answers."""


@dataclass
class Sitting:
    """One practice exam with its rows in both files."""

    responses: list[ItemResponse] = field(default_factory=list)
    results: list[DomainResult] = field(default_factory=list)

    @property
    def rows(self) -> list[ItemResponse | DomainResult]:
        return [*self.responses, *self.results]

    @property
    def provider(self) -> str | None:
        return next((row.provider for row in self.rows if row.provider is not None), None)

    @property
    def form(self) -> str | None:
        return self.rows[0].form

    @property
    def when(self) -> tuple[date, int, float]:
        """Sort key by day; a day without a time comes after the day's times."""
        moment = min((row.taken_at for row in self.rows), key=str)
        if isinstance(moment, datetime):
            return moment.astimezone(UTC).date(), 0, moment.timestamp()
        return moment, 1, 0.0

    @property
    def n_in_results(self) -> int:
        """Number of questions; a total includes its domains."""
        parts = sum(row.n_items for row in self.results if row.domain_id != TOTAL_DOMAIN)
        total = sum(row.n_items for row in self.results if row.domain_id == TOTAL_DOMAIN)
        return max(parts, total)

    @property
    def n_item_ids(self) -> int:
        return sum(row.item_id is not None for row in self.responses)

    @property
    def is_by_response(self) -> bool:
        """Whether responses count: they have no fewer questions, or domains alone do not state what was seen."""
        n_responses, says_seen = len(self.responses), any(row.n_seen_before is not None for row in self.results)
        in_domains = sum(row.n_items for row in self.results if row.domain_id != TOTAL_DOMAIN)
        if says_seen and self.n_item_ids == 0 and in_domains == n_responses:
            return False
        return n_responses >= max(self.n_in_results, 1)

    @property
    def share_of_total(self) -> float:
        """Share seen before by the total, 0 if it has none."""
        total = next((row for row in self.results if row.domain_id == TOTAL_DOMAIN), None)
        return (total.n_seen_before or 0) / total.n_items if total is not None else 0.0

    @property
    def are_ids_known(self) -> bool:
        """Whether most questions have an id."""
        return 2 * self.n_item_ids > max(len(self.responses), self.n_in_results)


def slow_cells(records: Iterable[ItemResponse | DomainResult]) -> dict[Cell, Counts]:
    """Count each candidate's practice exams in chronological order."""
    sittings: dict[tuple[str, str], Sitting] = defaultdict(Sitting)
    for record in records:
        own = sittings[record.candidate_id, record.practice_exam_id]
        if isinstance(record, ItemResponse):
            own.responses.append(record)
        else:
            own.results.append(record)
    cells: dict[Cell, Counts] = {}
    for candidate_id in sorted({candidate_id for candidate_id, _ in sittings}):
        before: list[Sitting] = []
        mine = [(key[1], sitting) for key, sitting in sittings.items() if key[0] == candidate_id]
        for exam_id, sitting in sorted(mine, key=lambda pair: (pair[1].when, pair[0])):
            by_response = _from_responses(sitting, before)
            counted = by_response if sitting.is_by_response else _from_results(sitting, before, by_response)
            for domain_id, seen_share, n_items, n_correct in counted:
                key = (candidate_id, exam_id, domain_id, seen_share)
                had = cells.get(key, (0.0, 0.0))
                cells[key] = had[0] + n_items, had[1] + n_correct
            before.append(sitting)
    return cells


def _same_form(sitting: Sitting, before: Sequence[Sitting]) -> list[Sitting]:
    return [
        earlier
        for earlier in before
        if sitting.form is not None and (earlier.provider, earlier.form) == (sitting.provider, sitting.form)
    ]


def _is_repeat(sitting: Sitting, before: Sequence[Sitting]) -> bool:
    """Whether a sitting repeats a form, by its number or an earlier sitting of the form."""
    says_so = any((row.sitting or 1) > 1 for row in sitting.rows)
    return says_so or bool(_same_form(sitting, before))


def _from_responses(sitting: Sitting, before: Sequence[Sitting]) -> list[tuple[str, float, float, float]]:
    """Count each answer as seen or new, by earlier item ids if known, else by the sitting."""
    met = {row.item_id for earlier in before if earlier.provider == sitting.provider for row in earlier.responses}
    same_form = _same_form(sitting, before)
    are_ids_known = bool(same_form) and all(earlier.are_ids_known for earlier in same_form)
    counted = []
    for row in sitting.responses:
        is_judged_by_id = row.item_id is not None and (are_ids_known or not _is_repeat(sitting, before))
        is_met = row.item_id is not None and row.item_id in met
        was_seen = is_met or (not is_judged_by_id and _is_repeat(sitting, before))
        share = 1.0 if was_seen else 0.0 if sitting.n_item_ids else sitting.share_of_total
        counted.append((row.domain_id, share, 1.0, float(row.is_correct)))
    return counted


def _from_results(
    sitting: Sitting, before: Sequence[Sitting], answers: Sequence[tuple[str, float, float, float]]
) -> list[tuple[str, float, float, float]]:
    """Count by domain; a total counts for what exceeds its domains."""
    total = next((row for row in sitting.results if row.domain_id == TOTAL_DOMAIN), None)
    parts = [row for row in sitting.results if row.domain_id != TOTAL_DOMAIN]
    usual = 1.0 if _is_repeat(sitting, before) else 0.0
    is_usual_said = usual > 0
    if total is not None and total.n_seen_before is not None:
        usual, is_usual_said = total.n_seen_before / total.n_items, True

    def share(row: DomainResult) -> float:
        """The usual share if it is stated, else what the exam's answers show."""
        own = [seen for domain_id, seen, _, _ in answers if row.domain_id in (domain_id, TOTAL_DOMAIN)]
        return usual if is_usual_said else min(1.0, sum(own) / row.n_items)

    if total is None or not parts:
        return [cell for row in sitting.results for cell in _split(row, share(row))]
    n_seen = sum(share(row) * row.n_items if row.n_seen_before is None else row.n_seen_before for row in parts)
    n_items = total.n_items - sum(row.n_items for row in parts)
    n_correct = total.n_correct - sum(row.n_correct for row in parts)
    counted = [cell for row in parts for cell in _split(row, share(row))]
    if n_items > 0:
        rest = usual
        if total.n_seen_before is not None:
            rest = min(1.0, max(0.0, (total.n_seen_before - n_seen) / n_items))
        counted.append((TOTAL_DOMAIN, rest, float(n_items), float(n_correct)))
    return counted


def _split(row: DomainResult, usual_share: float) -> list[tuple[str, float, float, float]]:
    """Split a result into seen and new questions if the correct seen ones are given."""
    if row.n_seen_before is None:
        return [(row.domain_id, usual_share, float(row.n_items), float(row.n_correct))]
    n_seen, right = row.n_seen_before, row.n_correct_seen_before
    if right is None:
        return [(row.domain_id, n_seen / row.n_items, float(row.n_items), float(row.n_correct))]
    split = [(1.0, n_seen, right), (0.0, row.n_items - n_seen, row.n_correct - right)]
    return [(row.domain_id, share, float(n), float(correct)) for share, n, correct in split if n > 0]


@st.composite
def sittings(draw: st.DrawFn) -> list[ItemResponse | DomainResult]:
    """Draw the rows of one practice exam, with few days, forms and ids so that they coincide."""
    day = date(2026, 11, 1) + timedelta(days=draw(st.integers(0, 4)))
    moment: Moment = day
    if draw(st.booleans()):
        moment = datetime(day.year, day.month, day.day, draw(st.integers(6, 20)), tzinfo=UTC)
    head = DomainResult(
        candidate_id=draw(st.sampled_from(["me", "you"])),
        practice_exam_id=draw(st.sampled_from(["a", "b", "c", "d", "e"])),
        taken_at=moment,
        exam_code=EXAM,
        provider=draw(st.sampled_from([None, "P", "P", "Q"])),
        form=draw(st.sampled_from([None, "F", "F", "G"])),
        sitting=draw(st.sampled_from([None, None, 1, 2])),
        domain_id="1",
        n_items=1,
        n_correct=0,
    )
    which = draw(st.sampled_from(["responses", "results", "both"]))
    rows: list[ItemResponse | DomainResult] = []
    if which != "results":
        rows += draw(_responses(head, has_provider=which == "responses" or draw(st.booleans())))
    if which != "responses":
        rows += draw(_results(head))
    return rows


@st.composite
def _responses(draw: st.DrawFn, head: DomainResult, *, has_provider: bool) -> list[ItemResponse]:
    ids = draw(st.lists(st.sampled_from(["i1", "i2", "i3", "i4", "i5"]), unique=True, max_size=5))
    answers: list[str | None] = [*ids, *[None] * draw(st.integers(0 if ids else 1, 2))]
    return [
        ItemResponse(
            candidate_id=head.candidate_id,
            practice_exam_id=head.practice_exam_id,
            response_key=item_id or f"#{position}",
            taken_at=head.taken_at,
            exam_code=head.exam_code,
            provider=head.provider if has_provider else None,
            form=head.form,
            sitting=head.sitting,
            position=position,
            item_id=item_id,
            domain_id=draw(st.sampled_from(["1", "2", "unknown", TOTAL_DOMAIN])),
            is_correct=draw(st.booleans()),
        )
        for position, item_id in enumerate(answers, start=1)
    ]


@st.composite
def _results(draw: st.DrawFn, head: DomainResult) -> list[DomainResult]:
    domains = draw(st.lists(st.sampled_from(["1", "2", "unknown"]), unique=True, max_size=2))
    rows = [draw(_result(head, domain_id)) for domain_id in domains]
    if not rows or draw(st.booleans()):
        beyond = draw(_result(head, TOTAL_DOMAIN, least=0 if rows else 1))
        n_items = beyond.n_items + sum(row.n_items for row in rows)
        rows.append(
            replace(
                beyond,
                n_items=n_items,
                n_correct=beyond.n_correct + sum(row.n_correct for row in rows),
                n_seen_before=draw(st.none() | st.integers(0, n_items)) if rows else beyond.n_seen_before,
                n_correct_seen_before=None if rows else beyond.n_correct_seen_before,
            )
        )
    return rows


@st.composite
def _result(draw: st.DrawFn, head: DomainResult, domain_id: str, *, least: int = 1) -> DomainResult:
    n_seen = draw(st.integers(0, 4))
    n_new = draw(st.integers(max(0, least - n_seen), 4))
    seen_right, new_right = draw(st.integers(0, n_seen)), draw(st.integers(0, n_new))
    knows = draw(st.sampled_from(["nothing", "seen", "right"]))
    return replace(
        head,
        domain_id=domain_id,
        n_items=n_seen + n_new,
        n_correct=seen_right + new_right,
        n_seen_before=None if knows == "nothing" else n_seen,
        n_correct_seen_before=seen_right if knows == "right" else None,
    )

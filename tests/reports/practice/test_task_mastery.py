"""Task mastery is pooled within domains, more strongly with fewer questions."""

from dataclasses import replace
from datetime import date

import numpy as np
from scipy import special

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import ItemResponse
from analytics.reports.practice.task_mastery import RelativeMastery, TaskMasteryReport, task_mastery_report
from tests.inputs.builders import EXAM, fitted_from, plan, rating, responses

DAY = date(2026, 11, 20)


def tagged(mark: str, n: int, task_id: str | None, services: str | None = None) -> list[ItemResponse]:
    """Make n responses to a task and its services, all correct or all wrong."""
    rows = responses(f"{mark} {task_id} {services}", DAY, mark * n, domain_id=(task_id or "1").partition(".")[0])
    return [replace(row, task_id=task_id, services=services) for row in rows]


def report_of(rows: list[ItemResponse]) -> TaskMasteryReport:
    return task_mastery_report(fitted_from([*rows]))


def test_few_questions_stay_near_the_domain_and_many_move_away() -> None:
    """Two wrong of two show less than thirty wrong of forty; only the latter is below its domain."""
    others = [*tagged("+", 30, "1.1"), *tagged("-", 10, "1.1")]
    few = report_of([*others, *tagged("-", 2, "1.2")])
    many = report_of([*others, *tagged("-", 30, "1.2"), *tagged("+", 10, "1.2")])
    first, second, third = (task.mastery for task in few.tasks[:3])
    assert (second.n_items, second.n_correct, second.relative) == (2, 0, RelativeMastery.CANNOT_TELL)
    assert 0.3 < second.share.value < first.share.value
    assert third.n_items == 0
    assert third.share.high - third.share.low > first.share.high - first.share.low
    above, below = (task.mastery for task in many.tasks[:2])
    assert (above.relative, below.relative) == (RelativeMastery.ABOVE, RelativeMastery.BELOW)
    assert below.share.high < above.share.value


def test_tasks_are_in_blueprint_order_and_all_there() -> None:
    """A task without questions has its domain's share."""
    report = task_mastery_report(fitted_from([plan()]))
    ids = [task.task_id for task in report.tasks]
    assert ids == sorted(ids)
    assert ids[0] == "1.1"
    assert report.services == ()
    assert {task.mastery.relative for task in report.tasks} == {RelativeMastery.CANNOT_TELL}


def test_a_task_has_its_rating_and_a_repeated_question_counts_once() -> None:
    """A repeated question counts as it was first answered."""
    twice = [
        replace(row, task_id="1.1")
        for day, mark in ((1, "-"), (8, "+"))
        for row in responses(f"p{day}", date(2026, 11, day), mark, item_ids=["q1"])
    ]
    candidate = fitted_from([*twice, rating("1", 4, task_id="1.1")])
    rated, unrated, *_ = task_mastery_report(candidate).tasks
    assert (rated.rating, rated.mastery.n_correct, rated.mastery.n_items) == (4, 0, 1)
    assert (unrated.rating, unrated.mastery.n_items) == (None, 0)
    public = replace(shipped_blueprints()[EXAM], has_public_items=True)
    again = task_mastery_report(fitted_from(twice, blueprint=public)).tasks[0].mastery
    assert (again.n_correct, again.n_items) == (1, 2)  # where the real exam asks it again, too


def test_a_question_counts_for_each_of_its_services() -> None:
    """A service of two domains lies between them; services are ordered by number of questions."""
    rows = [
        *tagged("+", 3, "1.1", "Amazon S3; AWS Glue"),
        *tagged("-", 2, "3.1", "Amazon S3"),
        *tagged("+", 4, None),
        *tagged("+", 1, "9.9", "Amazon S3"),
    ]
    report = report_of(rows)
    first, second = report.services
    assert (first.name, first.domain_ids, first.mastery.n_items) == ("Amazon S3", ("1", "3"), 5)
    assert (second.name, second.domain_ids, second.mastery.n_correct) == ("AWS Glue", ("1",), 3)
    assert (report.n_items, report.n_items_without_task, report.n_items_without_service) == (9, 4, 4)


def test_an_older_name_of_a_service_counts_as_the_new_one() -> None:
    """Even if one question has both names; capitals and the maker's name do not matter."""
    rows = [
        *tagged("+", 3, "1.2", "Kinesis Firehose; amazon data firehose"),
        *tagged("-", 2, "1.2", "Amazon Data Firehose"),
    ]
    (service,) = report_of(rows).services
    assert (service.name, service.mastery.n_items, service.mastery.n_correct) == ("Amazon Data Firehose", 5, 3)


def test_little_evidence_ends_with_ten_questions() -> None:
    """Nine questions are little evidence."""
    nine, ten, none = report_of([*tagged("+", 9, "1.1"), *tagged("+", 10, "1.2")]).tasks[:3]
    assert [task.mastery.has_little_evidence for task in (nine, ten, none)] == [True, False, True]


def test_ranges_hold_their_level_in_simulated_candidates() -> None:
    """About 9 in 10 tasks of four simulated candidates lie in their ranges."""
    blueprint, rng, held = shipped_blueprints()[EXAM], np.random.default_rng(1), []
    floor = blueprint.guess_floor
    for _ in range(4):
        level = rng.normal(0.5, 0.8)
        offsets = {domain.domain_id: rng.normal(level, 0.4) for domain in blueprint.domains}
        truth = {
            task.task_id: offsets[domain.domain_id] + rng.normal(0, 0.4)
            for domain in blueprint.domains
            for task in domain.tasks
        }
        rows = []
        for k in range(3):
            ids = rng.choice([*truth], 65)
            chances = floor + (1 - floor) * special.expit([truth[name] + rng.normal(0, 0.3) for name in ids])
            own = responses(f"p{k}", date(2026, 11, 7 * (k + 1) - 3), "-" * 65, provider=f"P{k}")
            rows += [
                replace(row, task_id=name, domain_id=name.partition(".")[0], is_correct=bool(rng.random() < chance))
                for row, name, chance in zip(own, ids.tolist(), chances, strict=True)
            ]
        for task in report_of(rows).tasks:
            share = floor + (1 - floor) * special.expit(truth[task.task_id])
            held.append(task.mastery.share.low <= share <= task.mastery.share.high)
    assert 0.82 <= np.mean(held) <= 0.98


def test_a_question_met_again_does_not_count() -> None:
    """Neither does a task of another name."""
    again = responses("again", DAY, "+", item_ids=["q"], domain_id="1")
    first = responses("a first", date(2026, 11, 1), "-", item_ids=["q"], domain_id="1")
    rows = [replace(row, task_id="1.1") for row in [*first, *again]]
    task = report_of([*rows, *tagged("+", 1, "1.9")]).tasks[0]
    assert (task.mastery.n_items, task.mastery.n_correct) == (1, 0)


def test_only_answered_tasks_have_a_raw_share() -> None:
    """The raw share is the count's ratio; a task without questions has none."""
    report = report_of([*tagged("+", 3, "1.1"), *tagged("-", 1, "1.1")])
    assert [task.task_id for task in report.answered_tasks] == ["1.1"]
    assert report.answered_tasks[0].mastery.raw_share == 3 / 4
    assert report.tasks[1].mastery.raw_share is None

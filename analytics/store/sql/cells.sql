-- One row per candidate, practice exam, domain and class of exposure, up to a day.
-- If a practice exam has both responses and results by domain, the source with more questions counts. With
-- equally many, the responses count, unless only the results say how many questions were seen before.
with {exposure},
-- The median time of correct answers to new questions; less than a third of it is fast.
pace as (
    select candidate_id, median(response_time_s) / 3 as fast_s
    from response_exposure
    where is_correct and not was_seen and coalesce(stated_share, 0) = 0
    group by candidate_id
),
from_responses as (
    select
        candidate_id, practice_exam_id, domain_id,
        case when was_seen then 1.0 else coalesce(stated_share, 0.0) end::double as seen_share,
        count(*) as n_items, count(*) filter (is_correct) as n_correct,
        count(response_time_s) filter (is_correct) as n_timed_correct,
        count(*) filter (is_correct and response_time_s < fast_s) as n_fast_correct
    from response_exposure
    left join pace using (candidate_id)
    where is_by_response
    group by all
),
-- Responses to seen questions, in exams that count by domain.
shown as (
    select
        candidate_id, practice_exam_id, coalesce(domain_id, 'total') as domain_id,
        count(*) filter (was_seen) as n_seen
    from response_exposure
    where not is_by_response
    group by grouping sets ((candidate_id, practice_exam_id, domain_id), (candidate_id, practice_exam_id))
    having grouping(domain_id) = 1 or domain_id <> 'total'
),
-- How many questions were seen before: the row's own count, else the share of the total, else all
-- questions of a later sitting, else at least those of the responses.
counted as (
    select
        result.candidate_id, result.practice_exam_id, result.domain_id, result.n_items, result.n_correct,
        result.n_correct_seen_before,
        coalesce(
            result.n_seen_before,
            result.n_items * exam.seen_share,
            case when exam.is_repeat then result.n_items end,
            least(result.n_items, coalesce(shown.n_seen, 0))
        )::double as n_seen
    from result
    join exam using (candidate_id, practice_exam_id)
    left join shown using (candidate_id, practice_exam_id, domain_id)
    where not exam.is_by_response
      and (result.domain_id <> 'total' or exam.n_in_domains = 0)
),
-- The questions of a total beyond those of its domains.
beyond as (
    select
        total.candidate_id, total.practice_exam_id, 'total' as domain_id,
        total.n_items - sum(part.n_items) as n_items, total.n_correct - sum(part.n_correct) as n_correct,
        coalesce(
            total.n_seen_before - sum(part.n_seen),
            case when any_value(exam.is_repeat) then total.n_items else 0 end
        ) as n_seen
    from result as total
    join counted as part using (candidate_id, practice_exam_id)
    join exam using (candidate_id, practice_exam_id)
    where total.domain_id = 'total' and part.domain_id <> 'total'
    group by total.candidate_id, total.practice_exam_id, total.n_items, total.n_correct, total.n_seen_before
    having total.n_items > sum(part.n_items)
),
remainder as (
    select
        candidate_id, practice_exam_id, domain_id, greatest(0, least(n_items, n_seen)) / n_items as seen_share,
        n_items, greatest(0, least(n_items, n_correct)) as n_correct
    from beyond
),
cell as (
    select candidate_id, practice_exam_id, domain_id, seen_share, n_items, n_correct, n_timed_correct, n_fast_correct
    from from_responses
    union all
    -- With separate counts for seen questions there are two cells, otherwise one with a mixed share.
    select candidate_id, practice_exam_id, domain_id, 1.0, n_seen, n_correct_seen_before, 0, 0
    from counted
    where n_correct_seen_before is not null and n_seen > 0
    union all
    select
        candidate_id, practice_exam_id, domain_id,
        case when n_correct_seen_before is null then n_seen / n_items::double else 0.0 end,
        n_items - case when n_correct_seen_before is null then 0 else n_seen end,
        n_correct - coalesce(n_correct_seen_before, 0), 0, 0
    from counted
    where n_correct_seen_before is null or n_items > n_seen
    union all
    select candidate_id, practice_exam_id, domain_id, seen_share, n_items, n_correct, 0, 0 from remainder
)
select
    cell.candidate_id, cell.practice_exam_id, exam.day, exam.provider, coalesce(exam.form, '') as form,
    exam.is_untimed, exam.is_open_book, cell.domain_id,
    cell.seen_share::double as seen_share, cell.n_items::double as n_items, cell.n_correct::double as n_correct,
    cell.n_timed_correct::integer as n_timed_correct, cell.n_fast_correct::integer as n_fast_correct
from cell
join exam using (candidate_id, practice_exam_id)
order by cell.candidate_id, exam.day, exam.taken_utc, cell.practice_exam_id, cell.domain_id, cell.seen_share

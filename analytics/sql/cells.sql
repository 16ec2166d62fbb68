-- One row per candidate, practice exam, domain and class of exposure, up to a day.
-- Where an exam is known by question and by domain, the source with more questions counts.
-- $candidate_id null means everybody.
with response as (
    select
        candidate_id, practice_exam_id, day, taken_utc, position, item_id, domain_id, is_correct,
        provider, form, sitting, is_timed, is_closed_book
    from current_item_responses
    where exam_code = $exam_code and day <= $as_of
      and ($candidate_id::varchar is null or candidate_id = $candidate_id)
),
result as (
    select
        candidate_id, practice_exam_id, day, taken_utc, domain_id, n_items, n_correct,
        n_seen_before, n_correct_seen_before,
        provider, form, sitting, is_timed, is_closed_book
    from current_practice_exams
    where exam_code = $exam_code and day <= $as_of
      and ($candidate_id::varchar is null or candidate_id = $candidate_id)
),
-- One row per practice exam: when, where, under which conditions, and which source counts.
sat as (
    select
        candidate_id, practice_exam_id,
        min(day) as day, min(taken_utc) as taken_utc, coalesce(min(provider), '') as provider, min(form) as form,
        min(sitting) as sitting, bool_or(is_timed is false) as is_untimed,
        bool_or(is_closed_book is false) as is_open_book,
        max(n_responses) as n_responses, max(n_item_ids) as n_item_ids,
        coalesce(max(n_in_domains), 0) as n_in_domains, coalesce(max(n_in_total), 0) as n_in_total,
        max(seen_share) as seen_share
    from (
        select
            candidate_id, practice_exam_id, day, taken_utc, provider, form, sitting, is_timed, is_closed_book,
            count(*) over exam as n_responses, count(item_id) over exam as n_item_ids,
            0 as n_in_domains, 0 as n_in_total, null as seen_share
        from response
        window exam as (partition by candidate_id, practice_exam_id)
        union all
        select
            candidate_id, practice_exam_id, day, taken_utc, provider, form, sitting, is_timed, is_closed_book,
            0, 0,
            sum(n_items) filter (domain_id <> 'total') over exam, sum(n_items) filter (domain_id = 'total') over exam,
            case when domain_id = 'total' then n_seen_before / n_items::double end
        from result
        window exam as (partition by candidate_id, practice_exam_id)
    )
    group by candidate_id, practice_exam_id
),
exam as (
    select
        *,
        n_responses > 0 and n_responses >= greatest(n_in_domains, n_in_total) as is_by_response,
        coalesce(sitting, 1) > 1 or (form is not null and count(*) over earlier > 0) as is_repeat,
        form is not null and coalesce(sum(n_item_ids) over earlier, 0) > 0 as has_earlier_item_ids
    from sat
    window earlier as (
        partition by candidate_id, provider, form
        order by day, taken_utc, practice_exam_id
        rows between unbounded preceding and 1 preceding
    )
),
-- A question was seen before when its id came earlier, in whichever exam; a later sitting of a form
-- says it for questions without an id, and where the ids of the earlier sitting are not in the file.
response_exposure as (
    select
        response.candidate_id, response.practice_exam_id, response.domain_id, response.is_correct,
        exam.is_by_response,
        (response.item_id is not null and row_number() over (
            partition by response.candidate_id, exam.provider, response.item_id
            order by exam.day, exam.taken_utc, response.practice_exam_id, response.position
        ) > 1)
        or (exam.is_repeat and (response.item_id is null or not exam.has_earlier_item_ids)) as was_seen
    from response
    join exam using (candidate_id, practice_exam_id)
),
from_responses as (
    select
        candidate_id, practice_exam_id, domain_id, was_seen::int::double as seen_share,
        count(*) as n_items, count(*) filter (is_correct) as n_correct
    from response_exposure
    where is_by_response
    group by all
),
-- How many questions were seen before: the row's own word, else the share that the total gives,
-- else all of a later sitting.
counted as (
    select
        result.candidate_id, result.practice_exam_id, result.domain_id, result.n_items, result.n_correct,
        result.n_correct_seen_before,
        coalesce(
            result.n_seen_before,
            result.n_items * exam.seen_share,
            case when exam.is_repeat then result.n_items else 0 end
        )::double as n_seen
    from result
    join exam using (candidate_id, practice_exam_id)
    where not exam.is_by_response
      and (result.domain_id <> 'total' or exam.n_in_domains = 0)
),
-- What a total holds beyond its domains.
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
    select candidate_id, practice_exam_id, domain_id, seen_share, n_items, n_correct from from_responses
    union all
    -- Right answers told apart by exposure make two cells, else one of a mixed share.
    select candidate_id, practice_exam_id, domain_id, 1.0, n_seen, n_correct_seen_before
    from counted
    where n_correct_seen_before is not null and n_seen > 0
    union all
    select
        candidate_id, practice_exam_id, domain_id,
        case when n_correct_seen_before is null then n_seen / n_items::double else 0.0 end,
        n_items - case when n_correct_seen_before is null then 0 else n_seen end,
        n_correct - coalesce(n_correct_seen_before, 0)
    from counted
    where n_correct_seen_before is null or n_items > n_seen
    union all
    select candidate_id, practice_exam_id, domain_id, seen_share, n_items, n_correct from remainder
)
select
    cell.candidate_id, cell.practice_exam_id, exam.day, exam.provider, coalesce(exam.form, '') as form,
    exam.is_untimed, exam.is_open_book, cell.domain_id,
    cell.seen_share::double as seen_share, cell.n_items::double as n_items, cell.n_correct::double as n_correct
from cell
join exam using (candidate_id, practice_exam_id)
order by cell.candidate_id, exam.day, exam.taken_utc, cell.practice_exam_id, cell.domain_id, cell.seen_share

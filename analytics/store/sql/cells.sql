-- One row per candidate, practice exam, domain and class of exposure, up to a day.
-- If a practice exam has both responses and results by domain, the source with more questions counts. With
-- equally many, the responses count, unless only the results say how many questions were seen before.
-- $candidate_id null means all candidates.
with answered as (
    select
        candidate_id, practice_exam_id, exam_code, day, taken_utc, position, item_id, domain_id, is_correct,
        response_time_s, provider, form, sitting, is_timed, is_closed_book
    from current_item_responses
    where day <= $as_of and ($candidate_id::varchar is null or candidate_id = $candidate_id)
),
-- A response with only a position is the same as one with an item id at that position in another file.
identified as (
    select distinct candidate_id, practice_exam_id, position
    from answered
    where exam_code = $exam_code and item_id is not null and position is not null
),
response as (
    select answered.*
    from answered
    left join identified using (candidate_id, practice_exam_id, position)
    where exam_code = $exam_code and (item_id is not null or identified.position is null)
),
-- A provider may use an item in the practice exams of two certifications.
elsewhere as (
    select candidate_id, coalesce(provider, '') as provider, item_id, min(day) as first_day
    from answered
    where exam_code <> $exam_code and item_id is not null
    group by all
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
-- One row per practice exam: date, provider, conditions, and how many questions each source has.
sat as (
    select
        candidate_id, practice_exam_id,
        min(day) as day, min(taken_utc) as taken_utc, coalesce(min(provider), '') as provider, min(form) as form,
        min(sitting) as sitting, bool_or(is_timed is false) as is_untimed,
        bool_or(is_closed_book is false) as is_open_book,
        max(n_responses) as n_responses, max(n_item_ids) as n_item_ids,
        coalesce(max(n_in_domains), 0) as n_in_domains, coalesce(max(n_in_total), 0) as n_in_total,
        max(seen_share) as seen_share, bool_or(states_seen) as states_seen
    from (
        select
            candidate_id, practice_exam_id, day, taken_utc, provider, form, sitting, is_timed, is_closed_book,
            count(*) over exam as n_responses, count(item_id) over exam as n_item_ids,
            0 as n_in_domains, 0 as n_in_total, null as seen_share, false as states_seen
        from response
        window exam as (partition by candidate_id, practice_exam_id)
        union all
        select
            candidate_id, practice_exam_id, day, taken_utc, provider, form, sitting, is_timed, is_closed_book,
            0, 0,
            sum(n_items) filter (domain_id <> 'total') over exam, sum(n_items) filter (domain_id = 'total') over exam,
            case when domain_id = 'total' then n_seen_before / n_items::double end, n_seen_before is not null
        from result
        window exam as (partition by candidate_id, practice_exam_id)
    )
    group by candidate_id, practice_exam_id
),
exam as (
    select
        *,
        n_responses > 0 and n_responses >= greatest(n_in_domains, n_in_total)
            and not (states_seen and n_item_ids = 0 and n_in_domains = n_responses) as is_by_response,
        coalesce(sitting, 1) > 1 or (form is not null and count(*) over earlier > 0) as is_repeat,
        form is not null and coalesce(
            bool_and(2 * n_item_ids > greatest(n_responses, n_in_domains, n_in_total)) over earlier, false
        ) as are_earlier_ids_known
    from sat
    window earlier as (
        partition by candidate_id, provider, form
        order by day, taken_utc, practice_exam_id
        rows between unbounded preceding and 1 preceding
    )
),
-- A question was seen before if its id occurred earlier in any exam. In a later sitting of a form, questions
-- without an id were seen, and all questions if most ids of an earlier sitting are missing. In a first
-- sitting without any ids, the seen share of a total applies; otherwise a question without an id is new.
response_exposure as (
    select
        response.candidate_id, response.practice_exam_id, response.domain_id, response.is_correct,
        response.response_time_s, exam.is_by_response,
        case when exam.n_item_ids = 0 and not exam.is_repeat then exam.seen_share end as stated_share,
        (response.item_id is not null and row_number() over (
            partition by response.candidate_id, exam.provider, response.item_id
            order by exam.day, exam.taken_utc, response.practice_exam_id, response.position
        ) > 1)
        or coalesce(elsewhere.first_day < exam.day, false)
        or (exam.is_repeat and (response.item_id is null or not exam.are_earlier_ids_known)) as was_seen
    from response
    join exam using (candidate_id, practice_exam_id)
    left join elsewhere
        on elsewhere.candidate_id = response.candidate_id and elsewhere.provider = exam.provider
        and elsewhere.item_id = response.item_id
),
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
        count(response_time_s) filter (is_correct) as n_timed_right,
        count(*) filter (is_correct and response_time_s < fast_s) as n_fast_right
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
    where not is_by_response and domain_id <> 'total'
    group by grouping sets ((candidate_id, practice_exam_id, domain_id), (candidate_id, practice_exam_id))
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
    select candidate_id, practice_exam_id, domain_id, seen_share, n_items, n_correct, n_timed_right, n_fast_right
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
    cell.n_timed_right::integer as n_timed_right, cell.n_fast_right::integer as n_fast_right
from cell
join exam using (candidate_id, practice_exam_id)
order by cell.candidate_id, exam.day, exam.taken_utc, cell.practice_exam_id, cell.domain_id, cell.seen_share

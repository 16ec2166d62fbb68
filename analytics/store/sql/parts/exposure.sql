-- The one rule for which questions of an exam were seen before, up to a day: `response_exposure` has a row
-- per response, and `exam` one per practice exam.
answered as (
    select
        candidate_id, practice_exam_id, response_key, exam_code, day, taken_utc, position, item_id, domain_id,
        is_correct, response_time_s, provider, form, sitting, is_timed, is_closed_book
    from current_item_responses
    where day <= $as_of
      and {of_candidates}
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
      and {of_candidates}
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
        response.candidate_id, response.practice_exam_id, response.response_key, exam.day, exam.taken_utc,
        exam.provider, exam.form, response.position, response.item_id, response.domain_id, response.is_correct,
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
)

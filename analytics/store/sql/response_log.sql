-- One row per response of a candidate's exam, up to a day, in the order of answering.
-- A question was seen before if its id occurred earlier, or if its form was taken before and the ids do
-- not distinguish its questions. cells.sql, which feeds the model, has further rules for ids and totals.
with response as (
    select * from current_item_responses
    where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of
),
-- One row per practice exam, from either source.
sat as (
    select
        practice_exam_id, min(day) as day, min(taken_utc) as taken_utc, coalesce(min(provider), '') as provider,
        min(form) as form, min(sitting) as sitting, count(item_id) as n_item_ids
    from (
        select practice_exam_id, day, taken_utc, provider, form, sitting, item_id from response
        union all
        select practice_exam_id, day, taken_utc, provider, form, sitting, null
        from current_practice_exams
        where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of
    )
    group by practice_exam_id
),
exam as (
    select
        practice_exam_id, day, taken_utc, provider,
        coalesce(sitting, 1) > 1 or (form is not null and count(*) over earlier > 0) as is_repeat,
        form is not null and coalesce(sum(n_item_ids) over earlier, 0) > 0 as has_earlier_item_ids
    from sat
    window earlier as (
        partition by provider, form
        order by day, taken_utc, practice_exam_id
        rows between unbounded preceding and 1 preceding
    )
)
select
    response.practice_exam_id, response_key, exam.day, position, domain_id, task_id, services,
    is_correct, response_time_s, is_flagged, is_revisited, confidence, error_cause, chosen, correct_answer,
    is_timed is false as is_untimed,
    (item_id is not null and row_number() over (
        partition by exam.provider, item_id
        order by exam.day, exam.taken_utc, response.practice_exam_id, position
    ) > 1)
    or (is_repeat and (item_id is null or not has_earlier_item_ids)) as was_seen
from response
join exam using (practice_exam_id)
order by exam.day, exam.taken_utc, response.practice_exam_id, position, response_key

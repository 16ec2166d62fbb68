-- One row per practice exam whose time is known as a whole, up to a day; the longest of its rows' times counts.
with result as (
    select * from current_practice_exams
    where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of
),
counted as (
    select
        practice_exam_id, min(day) as day, coalesce(min(provider), '') as provider,
        max(duration_min) as duration_min, coalesce(bool_or(is_timed is false), false) as is_untimed,
        coalesce(sum(n_items) filter (domain_id <> 'total'), max(n_items))::int as n_items,
        coalesce(sum(n_seen_before) filter (domain_id <> 'total'), max(n_seen_before)) as n_seen_before,
        coalesce(min(sitting), 1) > 1 as is_repeat
    from result
    group by practice_exam_id
)
select
    practice_exam_id, day, provider, duration_min, is_untimed, n_items,
    (coalesce(n_seen_before, case when is_repeat then n_items else 0 end) / n_items)::double as seen_share
from counted
where duration_min > 0
order by day, practice_exam_id

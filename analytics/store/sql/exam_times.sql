-- One row per practice exam with a duration, up to a day; the longest duration of its rows counts.
select
    practice_exam_id, min(day) as day, max(duration_min) as used_min,
    coalesce(bool_or(is_timed is false), false) as is_untimed,
    coalesce(sum(n_items) filter (domain_id <> 'total'), max(n_items))::int as n_items
from current_practice_exams
where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of
group by practice_exam_id
having max(duration_min) > 0
order by day, practice_exam_id

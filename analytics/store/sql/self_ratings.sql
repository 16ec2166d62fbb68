-- One row per self-rating up to a day, oldest first; the task is '' for the whole domain.
-- On the same day a rating for this exam comes after one for all exams.
select candidate_id, rated_on as day, domain_id, coalesce(task_id, '') as task_id, rating::int as rating
from current_self_ratings
where {of_candidates} and rated_on <= $as_of
    and {of_exam}
order by candidate_id, rated_on, domain_id, task_id, exam_code nulls first

-- One row per given candidate with a plan for an exam: its first day.
select candidate_id, starts_on
from current_study_plan
where exam_code = $exam_code and list_contains($candidate_ids::varchar[], candidate_id)

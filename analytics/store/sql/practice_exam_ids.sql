-- One row per practice exam of a candidate.
select distinct candidate_id, exam_code, practice_exam_id
from (
    select candidate_id, exam_code, practice_exam_id from current_practice_exams
    union all
    select candidate_id, exam_code, practice_exam_id from current_item_responses
)
order by candidate_id, exam_code, practice_exam_id

-- One row per exam of a candidate: first those with practice exams or responses, the latest first, then
-- those with only a plan or a result.
with dated as (
    select exam_code, max(day) as last_on from current_practice_exams
    where candidate_id = $candidate_id group by exam_code
    union all
    select exam_code, max(day) from current_item_responses
    where candidate_id = $candidate_id group by exam_code
    union all
    select exam_code, null from current_study_plan where candidate_id = $candidate_id
    union all
    select exam_code, null from current_exam_outcomes where candidate_id = $candidate_id
)
select exam_code, max(last_on) as last_on
from dated
group by exam_code
order by last_on desc nulls last, exam_code

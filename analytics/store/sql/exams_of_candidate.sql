-- One row per exam of a candidate: first those with practice exams or responses, the latest first, then
-- those with only a plan or a result, and then the one chosen at an import of study (draft "exam").
with dated as (
    select exam_code, max(day) as last_on, false as is_chosen from current_practice_exams
    where candidate_id = $candidate_id group by exam_code
    union all
    select exam_code, max(day), false from current_item_responses
    where candidate_id = $candidate_id group by exam_code
    union all
    select exam_code, null, false from current_study_plan where candidate_id = $candidate_id
    union all
    select exam_code, null, false from current_exam_outcomes where candidate_id = $candidate_id
    union all
    select value, null, true from draft
    where name = 'exam' and candidate_id = $candidate_id
    and candidate_id in ({current})
)
select exam_code, max(last_on) as last_on
from dated
group by exam_code
order by last_on desc nulls last, bool_and(is_chosen), exam_code

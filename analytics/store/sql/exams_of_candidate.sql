-- One row per exam of a candidate: first the one started (draft "started_exam") if it has no practice and no pass, then
-- those planned beyond the last pass and not passed, then those with practice exams or responses, the latest first, then
-- those with only a plan or a result, then those that only study or self-ratings name, and last the one chosen at an
-- import of study (draft "exam").
with started as (
    select value as exam_code from draft where name = 'started_exam' and candidate_id = $candidate_id
),
passed as (
    select exam_code, taken_on from current_exam_outcomes
    where candidate_id = $candidate_id and is_passed
),
dated as (
    select exam_code, max(day) as last_on, 0 as place, null as planned_on from ({practiced})
    where candidate_id = $candidate_id group by exam_code
    union all
    select exam_code, null, 0, null from started
    union all
    select exam_code, null, 0, coalesce(exam_on, starts_on) from current_study_plan where candidate_id = $candidate_id
    union all
    select exam_code, null, 0, null from current_exam_outcomes where candidate_id = $candidate_id
    union all
    select value, null, 2, null from draft
    where name = 'exam' and candidate_id = $candidate_id
    and candidate_id in ({current})
    union all
    select exam_code, null, 1, null from current_study_sessions
    where candidate_id = $candidate_id and exam_code is not null
    union all
    select exam_code, null, 1, null from current_self_ratings
    where candidate_id = $candidate_id and exam_code is not null
)
select exam_code, max(last_on) as last_on
from dated
group by exam_code
order by
    exam_code not in (select exam_code from passed) and exam_code in (select exam_code from started)
    and max(last_on) is null desc,
    exam_code not in (select exam_code from passed)
    and coalesce(max(planned_on) > (select max(taken_on) from passed), false) desc,
    last_on desc nulls last, min(place), exam_code

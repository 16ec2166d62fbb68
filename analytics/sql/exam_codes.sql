-- One row per exam code of practice exams, responses, plans and outcomes.
select exam_code from current_practice_exams
union
select exam_code from current_item_responses
union
select exam_code from current_study_plan
union
select exam_code from current_exam_outcomes
order by exam_code

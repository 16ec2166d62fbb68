-- One row per exam and candidate with practice exams, responses or a plan of it.
select exam_code, candidate_id from current_practice_exams
union
select exam_code, candidate_id from current_item_responses
union
select exam_code, candidate_id from current_study_plan
order by exam_code, candidate_id

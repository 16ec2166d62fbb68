-- One row per candidate who has any current row.
select candidate_id from current_practice_exams
union
select candidate_id from current_item_responses
union
select candidate_id from current_study_sessions
union
select candidate_id from current_self_ratings
union
select candidate_id from current_exam_outcomes
union
select candidate_id from current_check_ins
union
select candidate_id from current_study_plan
order by candidate_id

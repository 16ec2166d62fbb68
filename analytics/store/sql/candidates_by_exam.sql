-- One row per exam and candidate with practice exams, responses or a plan for it.
select distinct exam_code, candidate_id from current_row
where kind in ('practice_exams', 'item_responses', 'study_plan')
order by exam_code, candidate_id

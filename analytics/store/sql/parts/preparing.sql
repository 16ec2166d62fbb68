-- One row per exam and candidate with practice exams, responses or a plan for it, or who chose it at an import
-- of study (draft "exam").
select exam_code, candidate_id from current_practice_exams
union
select exam_code, candidate_id from current_item_responses
union
select exam_code, candidate_id from current_study_plan
union
select value, candidate_id from draft
where name = 'exam' and candidate_id in ({current})

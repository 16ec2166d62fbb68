-- One row per exam and candidate with rows that name it, or who chose it at an import of study (draft "exam").
select exam_code, candidate_id from ({practiced})
union
select exam_code, candidate_id from current_study_plan
union
select exam_code, candidate_id from current_exam_outcomes
union
select exam_code, candidate_id from current_study_sessions where exam_code is not null
union
select exam_code, candidate_id from current_self_ratings where exam_code is not null
union
select value, candidate_id from draft
where name = 'exam' and candidate_id in ({current})

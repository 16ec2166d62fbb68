-- One row per exam code of practice exams, responses, plans and outcomes.
select distinct exam_code from current_row
where exam_code is not null
order by exam_code

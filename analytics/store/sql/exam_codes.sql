-- One row per exam code that any row names.
select distinct exam_code from current_row
where exam_code is not null
order by exam_code

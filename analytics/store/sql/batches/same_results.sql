-- One row per practice exam of a batch with the day and all results of another one, of at least $min_items questions.
-- Of two in the batch it is the one with the later name.
with exam as (
    select
        candidate_id, exam_code, practice_exam_id, max(day) as day, max(batch_id) as batch_id,
        bit_xor(hash(domain_id, n_items, n_correct)) as results
    from current_practice_exams
    where candidate_id in (select candidate_id from practice_exams where batch_id = $batch_id)
    group by candidate_id, exam_code, practice_exam_id
    having sum(n_items) >= $min_items
)
select
    own.candidate_id, own.practice_exam_id, min(other.practice_exam_id) as other_id, strftime(own.day, '%Y-%m-%d') as day
from exam as own join exam as other using (candidate_id, exam_code, day, results)
where own.batch_id = $batch_id
    and (other.batch_id < own.batch_id or (other.batch_id = own.batch_id and other.practice_exam_id < own.practice_exam_id))
group by all
order by all

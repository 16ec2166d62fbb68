-- One sentence per orphan or contradiction.
select format('{} of {} belong to import {}, which is not listed: {}.', what, kind, batch_id, count(*)) as sentence
from (
    select 'Rows' as what, kind, batch_id from row_version
    union all
    select 'Removals', kind, batch_id from removal
    union all
    select 'Repetitions', kind, batch_id from repetition
)
where batch_id not in (select batch_id from batch)
group by what, kind, batch_id
union all
select format('Candidate {} has rows of {} but no profile: {}.', candidate_id, kind, count(*))
from row_version
where candidate_id not in (select candidate_id from candidate)
group by kind, candidate_id
union all
select format(
    'Practice exam {} of {} has {} exam codes.', practice_exam_id, candidate_id, count(distinct exam_code)
)
from ({practiced})
group by candidate_id, practice_exam_id
having count(distinct exam_code) > 1
union all
select format('Practice exam {} of {} has {} days.', practice_exam_id, candidate_id, count(distinct day))
from current_practice_exams
group by candidate_id, practice_exam_id
having count(distinct day) > 1
union all
select format('The total of practice exam {} of {} is lower than the sum of its domains.', practice_exam_id, candidate_id)
from current_practice_exams
group by candidate_id, practice_exam_id
having sum(n_items) filter (domain_id = 'total') < sum(n_items) filter (domain_id <> 'total')
    or sum(n_correct) filter (domain_id = 'total') < sum(n_correct) filter (domain_id <> 'total')
union all
select format(
    'Practice exam {} of {} has {} of {} correct answers in domain {}, but its result there is {} of {}.',
    practice_exam_id, candidate_id, n_right, n_answers, domain_id, n_correct, n_items
)
from (
    select
        candidate_id, practice_exam_id, domain_id, count(*) as n_answers,
        (count(*) filter (is_correct))::bigint as n_right
    from current_item_responses
    group by candidate_id, practice_exam_id, domain_id
)
join current_practice_exams using (candidate_id, practice_exam_id, domain_id)
-- There may be responses to only some of the questions.
where n_right > n_correct or n_answers - n_right > n_items - n_correct
union all
select format('Exam {} of {} on {} is both passed and failed.', exam_code, candidate_id, taken_on::varchar)
from current_exam_outcomes
group by candidate_id, exam_code, taken_on
having count(distinct is_passed) > 1
order by sentence

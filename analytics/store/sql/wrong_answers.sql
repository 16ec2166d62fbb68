-- One row per pair of texts, chosen and correct, of the given candidates' wrong answers in an exam up to a day: how many, and whose.
-- Answers with another cause than a confused pair are left out.
select chosen, correct_answer, count(*) as n, list(distinct candidate_id order by candidate_id) as candidate_ids
from current_item_responses
where list_contains($candidate_ids, candidate_id) and exam_code = $exam_code and day <= $as_of
    and not is_correct and chosen is not null
    and correct_answer is not null and coalesce(error_cause, 'confused_pair') = 'confused_pair'
group by chosen, correct_answer
order by chosen, correct_answer

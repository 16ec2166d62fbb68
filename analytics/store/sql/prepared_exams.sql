-- One row per exam and rule by which instants become days, with the number of candidates who prepare for the exam.
select
    exam_code, coalesce(zone, 'UTC') as zone, coalesce(day_starts_h, 0) as day_starts_h,
    count(*)::int as n_candidates
from ({preparing}) left join candidate using (candidate_id)
group by all
order by all

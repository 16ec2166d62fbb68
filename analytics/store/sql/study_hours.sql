-- One row per candidate, day and domain with study time, up to a day; no domain is ''.
-- Only sessions: these hours affect readiness, which card reviews never do (study_time has all time).
select
    candidate_id, day, coalesce(domain_id, '') as domain_id,
    sum(time_on_task_min)::double / 60 as hours
from current_study_sessions
where day <= $as_of and {of_exam}
  and {of_candidates}
group by all
order by candidate_id, day, domain_id

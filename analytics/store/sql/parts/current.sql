-- One row per candidate and current row: a version that was not removed after it was added. The views
-- current_<table> also select the newest version, which takes far longer to plan for nine tables.
select version.candidate_id
from row_version as version
anti join removal
    on removal.kind = version.kind and removal.row_key = version.row_key and removal.batch_id >= version.batch_id

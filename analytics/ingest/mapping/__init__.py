"""Any table of the candidate's own, mapped to a canonical one."""

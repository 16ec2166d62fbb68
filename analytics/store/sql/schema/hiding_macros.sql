-- One row per macro with the name of a function of DuckDB, which it would hide.
select 'macro ' || function_name from duckdb_functions() where internal
intersect
select 'macro ' || function_name from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and not internal
order by all

-- One row per table, view and macro of ours or of the user: its definition.
select 'table ' || table_name, sql from duckdb_tables()
where database_name = current_database() and schema_name = 'main' and table_name <> 'schema_version'
union all
select 'view ' || view_name, sql from duckdb_views()
where database_name = current_database() and schema_name = 'main' and not internal
union all
select 'macro ' || function_name, string_agg(parameters::varchar || macro_definition) from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and not internal
group by function_name
order by all

-- What was written before versions were kept has none: a check must not ask for them.
create table platebook.history_start as
    select case when exists (select from platebook.journal) then clock_timestamp() else '-infinity' end as began;

comment on table platebook.history_start is
    'since when every version of every row is kept; -infinity where that was always so';

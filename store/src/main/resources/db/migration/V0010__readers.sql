-- What readers never need is taken from everybody (PUBLIC), since PostgreSQL cannot take it from some: functions that write, wait,
-- signal, lock, look outside, change the session or run text as SQL, and those parts of the catalogue that no read of
-- Platebook asks. Only a superuser may do that. Where Platebook's login is none, a superuser can run this file in the
-- database by hand; it may run again at any time. The owner of Platebook's schemas keeps all of it.
do $$
declare
    owner constant name := (select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'platebook');
    owner_needs_grants constant boolean := not (select rolsuper from pg_roles where rolname = owner);
    harmless constant text := '^(random|random_normal|setseed|clock_timestamp|timeofday|gen_random_uuid|uuidv4|uuidv7'
        '|array_sample|array_shuffle)$';
    withheld_too constant text := '_to_xml(schema|_and_xmlschema)?$|^pg_get_.*def|^pg_stat_get_|^pg_show_|^pg_ls_|^inet_(server|client)_'
        '|^pg_(tablespace_|relation_file|postmaster_|conf_load)';
    -- by the driver (pg_attrdef too), and by reads that tell of tables and their columns
    asked constant name[] := array[
        'pg_type', 'pg_namespace', 'pg_class', 'pg_attribute', 'pg_attrdef', 'pg_index', 'pg_description'];
    one text;
begin
    if not (select rolsuper from pg_roles where rolname = current_user) then
        return;
    end if;
    for one in
        select format('function %s', p.oid::regprocedure)
        from pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace
          and p.prokind = 'f'
          and (p.provolatile = 'v' and p.proname !~ harmless or p.proname ~ withheld_too)
          and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)
          and not 'internal'::regtype = any (p.proargtypes::oid[])
          and (p.proacl is null
              or exists (select from aclexplode(p.proacl) given where given.grantee = 0))
        union all
        select format('table %I.%I', n.nspname, c.relname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'v')
          and (n.nspname = 'pg_catalog' and c.relname <> all (asked) or n.nspname = 'information_schema')
          and exists (select from aclexplode(c.relacl) given where given.grantee = 0)
    loop
        execute format('revoke all on %s from public', one);
        if owner_needs_grants then
            execute format(
                'grant %s on %s to %I', case when one like 'function %' then 'execute' else 'select' end, one, owner);
        end if;
    end loop;

    -- They cannot fail on what a column holds, since each value passed them when it was indexed; so the index on the
    -- sky may be asked before the rules about rows are.
    for one in
        select p.oid::regprocedure::text
        from pg_proc p
        where not p.proleakproof
          and (p.pronamespace = 'sky'::regnamespace
                  and p.proname in ('bound', 'bound_of_four', 'bound_of_many', 'point')
              or p.pronamespace = 'public'::regnamespace
                  and p.proname in ('cube_contains', 'cube_contained', 'cube_overlap'))
    loop
        execute format('alter function %s leakproof', one);
    end loop;
end
$$;

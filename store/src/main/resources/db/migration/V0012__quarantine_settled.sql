-- What an administrator decided about Records in the quarantine: one that will never be written is
-- discarded with a reason, another is written without the columns that stand in its way.

alter table platebook.quarantine
    add column discarded_at timestamptz,
    add column settled_by text,
    add column settled_why text,
    add column left_out text[] not null default '{}',
    add constraint quarantine_settled_once check (discarded_at is null or replayed_at is null),
    add constraint quarantine_discarded_why
        check (discarded_at is null or (settled_by is not null and settled_why is not null));

comment on column platebook.quarantine.discarded_at is 'when it was decided never to apply it; null where it was not';
comment on column platebook.quarantine.settled_by is 'who discarded it, or had columns left out; null for neither';
comment on column platebook.quarantine.settled_why is 'why it was discarded';
comment on column platebook.quarantine.left_out is 'columns without which it was applied';

drop index platebook.quarantine_open;
create index quarantine_open on platebook.quarantine (quarantine_id)
    where replayed_at is null and discarded_at is null;

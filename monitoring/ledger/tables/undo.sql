create table undo (
    number bigint not null,
    undone bigint not null,
    organisation varchar not null,
    taken_back_by varchar not null,
    taken_back_at timestamp with time zone not null,
    reason varchar not null,
    rows_removed integer not null,
    rows_restored integer not null,
    written_in bigint not null,
    primary key (number)
);
comment on table undo is 'One row per submission that was taken back, or test, outcome statement or answer; and per taking back that was itself taken back.';
comment on column undo.number is 'Number of the commit that took it back.';
comment on column undo.undone is 'Number of the commit that was taken back.';
comment on column undo.organisation is 'Organisation that had sent or recorded it; it alone may take it back.';
comment on column undo.taken_back_by is 'Name of who took it back, as declared.';
comment on column undo.taken_back_at is 'Moment of taking back.';
comment on column undo.reason is 'Why it was taken back.';
comment on column undo.rows_removed is 'Count of rows that went, because they were new in what was taken back.';
comment on column undo.rows_restored is 'Count of rows that got back what they said before.';
comment on column undo.written_in is 'Number of the commit that last wrote this row.';

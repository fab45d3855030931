create table quarter_key (
    quarter varchar not null,
    version integer not null,
    act varchar not null,
    organisation varchar not null,
    given_by varchar not null,
    given_at timestamp with time zone not null,
    given_on date not null,
    session varchar not null,
    note varchar not null,
    written_in bigint not null,
    primary key (quarter, version, act, organisation)
);
comment on table quarter_key is 'One row per key given to closing a quarter or to opening it again: one of BZ and one of AM, by two people, each in their own session.';
comment on column quarter_key.quarter is 'Quarter.';
comment on column quarter_key.version is 'Which closing of it.';
comment on column quarter_key.act is 'close or reopen.';
comment on column quarter_key.organisation is 'BZ or AM.';
comment on column quarter_key.given_by is 'Name or function of who gave it, as declared.';
comment on column quarter_key.given_at is 'Moment at which it was given.';
comment on column quarter_key.given_on is 'Day on which it was given, as days count in this ledger.';
comment on column quarter_key.session is 'Mark of the session in which it was given: the two keys come from two.';
comment on column quarter_key.note is 'What was checked; for opening again, why.';
comment on column quarter_key.written_in is 'Number of the commit that last wrote this row.';

create table decision_key (
    decision bigint not null,
    organisation varchar not null,
    given_by varchar not null,
    given_on date not null,
    note varchar not null,
    written_in bigint not null,
    primary key (decision, organisation)
);
comment on table decision_key is 'One row per key given to a decision that needs two: one of BZ and one of AM, by two people.';
comment on column decision_key.decision is 'Decision.';
comment on column decision_key.organisation is 'BZ or AM.';
comment on column decision_key.given_by is 'Name or function of who gave it, as declared.';
comment on column decision_key.given_on is 'Day on which it was given.';
comment on column decision_key.note is 'What was checked.';
comment on column decision_key.written_in is 'Number of the commit that last wrote this row.';

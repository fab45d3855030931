create table strategy_test (
    number bigint not null,
    theory varchar not null,
    version integer not null,
    quarter varchar not null,
    held_on date not null,
    forum varchar not null,
    outcome varchar not null,
    about varchar,
    change varchar not null,
    reason varchar not null,
    recorded_by varchar not null,
    recorded_for varchar not null,
    written_in bigint not null,
    primary key (number)
);
comment on table strategy_test is 'One row per outcome of a strategy test of a theory: what is kept, refined, dropped or added, and why.';
comment on column strategy_test.number is 'Number of the outcome: that of the commit it was recorded in.';
comment on column strategy_test.theory is 'Theory that was tested.';
comment on column strategy_test.version is 'Its version then.';
comment on column strategy_test.quarter is 'Quarter whose agenda was on the table.';
comment on column strategy_test.held_on is 'Day of the test.';
comment on column strategy_test.forum is 'Body that held it.';
comment on column strategy_test.outcome is 'keep, refine, drop or add.';
comment on column strategy_test.about is 'Code of the step, link, assumption or indicator it is about; empty where it is about the whole.';
comment on column strategy_test.change is 'What changes in the text of the theory; never personal data.';
comment on column strategy_test.reason is 'Why.';
comment on column strategy_test.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column strategy_test.recorded_for is 'Organisation they act for.';
comment on column strategy_test.written_in is 'Number of the commit that last wrote this row.';

create table assumption_test (
    number bigint not null,
    assumption varchar not null,
    country varchar not null,
    verdict varchar not null,
    evidence varchar not null,
    sources varchar not null,
    tested_on date not null,
    tested_by varchar not null,
    tester_function varchar,
    recorded_by varchar not null,
    recorded_for varchar not null,
    recorded_on date not null,
    written_in bigint not null,
    primary key (number)
);
comment on table assumption_test is 'One row per test of an assumption: whether it still holds, on what evidence.';
comment on column assumption_test.number is 'Number of the test: that of the commit it was recorded in.';
comment on column assumption_test.assumption is 'Code of the assumption.';
comment on column assumption_test.country is 'Country it was tested in, or ALL.';
comment on column assumption_test.verdict is 'holds, doubtful or broken.';
comment on column assumption_test.evidence is 'What was found; never personal data.';
comment on column assumption_test.sources is 'Where that stands, one source after another with semicolons.';
comment on column assumption_test.tested_on is 'Day of the test.';
comment on column assumption_test.tested_by is 'Organisation that tested.';
comment on column assumption_test.tester_function is 'Function there that tested; never a person.';
comment on column assumption_test.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column assumption_test.recorded_for is 'Organisation they act for; it alone may take it back.';
comment on column assumption_test.recorded_on is 'Day on which it was recorded.';
comment on column assumption_test.written_in is 'Number of the commit that last wrote this row.';

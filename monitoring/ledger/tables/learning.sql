create table learning (
    number bigint not null,
    question varchar not null,
    country varchar not null,
    learnt varchar not null,
    sources varchar not null,
    learnt_on date not null,
    learnt_by varchar not null,
    learner_function varchar,
    recorded_by varchar not null,
    recorded_for varchar not null,
    recorded_on date not null,
    written_in bigint not null,
    primary key (number)
);
comment on table learning is 'One row per answer to a learning question of a theory.';
comment on column learning.number is 'Number of the answer: that of the commit it was recorded in.';
comment on column learning.question is 'Code of the learning question.';
comment on column learning.country is 'Country it was learnt in, or ALL.';
comment on column learning.learnt is 'What was learnt; never personal data.';
comment on column learning.sources is 'Where that stands, one source after another with semicolons.';
comment on column learning.learnt_on is 'Day on which it was learnt.';
comment on column learning.learnt_by is 'Organisation that learnt it.';
comment on column learning.learner_function is 'Function there that learnt it; never a person.';
comment on column learning.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column learning.recorded_for is 'Organisation they act for; it alone may take it back.';
comment on column learning.recorded_on is 'Day on which it was recorded.';
comment on column learning.written_in is 'Number of the commit that last wrote this row.';

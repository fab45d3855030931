create table outcome_statement (
    number bigint not null,
    country varchar not null,
    theme varchar not null,
    bears_on varchar not null,
    actor varchar not null,
    change varchar not null,
    changed_on date not null,
    contribution varchar not null,
    significance varchar not null,
    intended boolean not null,
    positive boolean not null,
    sources varchar not null,
    substantiated_by varchar,
    substantiator_function varchar,
    recorded_by varchar not null,
    recorded_for varchar not null,
    recorded_on date not null,
    written_in bigint not null,
    primary key (number)
);
comment on table outcome_statement is 'One row per outcome statement: who changed what, and what we had to do with it.';
comment on column outcome_statement.number is 'Number of the statement: that of the commit it was recorded in.';
comment on column outcome_statement.country is 'Country it is about, or ALL.';
comment on column outcome_statement.theme is 'Theme it is about.';
comment on column outcome_statement.bears_on is 'Code of the step, link or safeguard it says something of.';
comment on column outcome_statement.actor is 'Organisation or group that changed; never a person.';
comment on column outcome_statement.change is 'What they do differently.';
comment on column outcome_statement.changed_on is 'Day from which they did.';
comment on column outcome_statement.contribution is 'What we did that made it more likely.';
comment on column outcome_statement.significance is 'Why it matters.';
comment on column outcome_statement.intended is 'Whether it was intended.';
comment on column outcome_statement.positive is 'Whether it is good for whom it is about.';
comment on column outcome_statement.sources is 'Where that stands, one source after another with semicolons.';
comment on column outcome_statement.substantiated_by is 'Organisation that knows of it from elsewhere and says it is so; empty while nobody did.';
comment on column outcome_statement.substantiator_function is 'Function there that said so; never a person.';
comment on column outcome_statement.recorded_by is 'Name or function of who recorded it, as declared.';
comment on column outcome_statement.recorded_for is 'Organisation they act for; it alone may take it back.';
comment on column outcome_statement.recorded_on is 'Day on which it was recorded.';
comment on column outcome_statement.written_in is 'Number of the commit that last wrote this row.';

create table expectation (
    indicator varchar not null,
    country varchar not null,
    reporter varchar not null,
    period varchar not null,
    due_date date not null,
    grace_days integer not null,
    written_in bigint not null,
    primary key (indicator, country, reporter, period)
);
comment on table expectation is 'One row per figure that somebody owes: so that a missing figure is seen, and is never a zero.';
comment on column expectation.indicator is 'Indicator or safeguard.';
comment on column expectation.country is 'Country, REG or ALL.';
comment on column expectation.reporter is 'Organisation that owes it.';
comment on column expectation.period is 'Period it is about.';
comment on column expectation.due_date is 'Day it is due.';
comment on column expectation.grace_days is 'Days after that before it is late.';
comment on column expectation.written_in is 'Number of the commit that last wrote this row.';

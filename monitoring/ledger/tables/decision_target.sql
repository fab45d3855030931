create table decision_target (
    decision bigint not null,
    indicator varchar not null,
    country varchar not null,
    period varchar not null,
    value decimal(20, 6) not null,
    former decimal(20, 6),
    revision integer,
    written_in bigint not null,
    primary key (decision, indicator, country, period)
);
comment on table decision_target is 'One row per target that a decision sets anew; it holds once both keys are given.';
comment on column decision_target.decision is 'Decision.';
comment on column decision_target.indicator is 'Indicator.';
comment on column decision_target.country is 'Country, REG or ALL.';
comment on column decision_target.period is 'Period at whose end it should be reached.';
comment on column decision_target.value is 'New target, in the unit of the indicator.';
comment on column decision_target.former is 'Target that held when it was decided.';
comment on column decision_target.revision is 'Revision it became; empty while a key is missing.';
comment on column decision_target.written_in is 'Number of the commit that last wrote this row.';

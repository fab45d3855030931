create table target (
    indicator varchar not null,
    country varchar not null,
    period varchar not null,
    kind varchar not null,
    revision integer not null,
    value decimal(20, 6),
    valid_from date,
    reason varchar,
    due_date date,
    written_in bigint not null,
    primary key (indicator, country, period, kind, revision)
);
comment on table target is 'One row per baseline, milestone or target, and revision; the original stays beside every revision.';
comment on column target.indicator is 'Indicator.';
comment on column target.country is 'Country, REG or ALL.';
comment on column target.period is 'Period at whose end it should be reached (of a baseline: where it was measured).';
comment on column target.kind is 'baseline, milestone or target.';
comment on column target.revision is '0 is the original.';
comment on column target.value is 'Value in the unit of the indicator; of a flow, the total since 1 January. Empty of a baseline that is not known yet.';
comment on column target.valid_from is 'Day from which this revision holds; empty for the original.';
comment on column target.reason is 'Why it was revised.';
comment on column target.due_date is 'Of a baseline that is not known yet: day on which it is due.';
comment on column target.written_in is 'Number of the commit that last wrote this row.';

create table indicator (
    code varchar not null,
    version integer not null,
    theory varchar not null,
    step varchar not null,
    kind varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    unit varchar not null,
    direction varchar not null,
    frequency varchar not null,
    due_days integer not null,
    tolerance decimal(9, 6) not null,
    counter varchar,
    reporter varchar not null,
    disaggregation varchar,
    partition varchar,
    minimum decimal(20, 6),
    maximum decimal(20, 6),
    privacy varchar not null,
    written_in bigint not null,
    primary key (code, version)
);
comment on table indicator is 'One row per indicator of a theory and version. Definition, source and caution stand in theory.source.';
comment on column indicator.code is 'Code of the indicator.';
comment on column indicator.version is 'Version of the theory.';
comment on column indicator.theory is 'Code of the theory.';
comment on column indicator.step is 'Step it measures.';
comment on column indicator.kind is 'How it is added up: flow, cumulative, yearly, stock, ratio, median, index, event, threshold or narrative.';
comment on column indicator.name_nl is 'Name in Dutch.';
comment on column indicator.name_en is 'Name in English.';
comment on column indicator.unit is 'persons, count, percent, per_1000, days, eur or index.';
comment on column indicator.direction is 'higher or lower is better, or contextual: never coloured.';
comment on column indicator.frequency is 'quarter, half or year.';
comment on column indicator.due_days is 'Days after the end of the period when the figure is due.';
comment on column indicator.tolerance is 'Share by which a value may miss a target that equals its baseline.';
comment on column indicator.counter is 'Indicator that must be read beside it.';
comment on column indicator.reporter is 'Organisation that usually delivers the figure.';
comment on column indicator.disaggregation is 'Dimensions it may be broken down by, with commas.';
comment on column indicator.partition is 'Dimension whose parts add up to the total when no total is reported.';
comment on column indicator.minimum is 'Lowest value that is possible, in the unit of the indicator.';
comment on column indicator.maximum is 'Highest value that is possible, in the unit of the indicator.';
comment on column indicator.privacy is 'none, small_cells or sensitive.';
comment on column indicator.written_in is 'Number of the commit that last wrote this row.';

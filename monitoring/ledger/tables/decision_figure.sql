create table decision_figure (
    decision bigint not null,
    measure varchar not null,
    country varchar not null,
    quarter varchar not null,
    value double,
    status varchar not null,
    written_in bigint not null,
    primary key (decision, measure, country)
);
comment on table decision_figure is 'One row per figure that a decision named: how it stood then, to be held against how it stands at the look-back.';
comment on column decision_figure.decision is 'Decision.';
comment on column decision_figure.measure is 'Indicator or safeguard.';
comment on column decision_figure.country is 'Country, or ALL.';
comment on column decision_figure.quarter is 'Quarter of the value.';
comment on column decision_figure.value is 'Value then, in its unit; empty where there was none.';
comment on column decision_figure.status is 'Its status then, or the colour of the safeguard.';
comment on column decision_figure.written_in is 'Number of the commit that last wrote this row.';

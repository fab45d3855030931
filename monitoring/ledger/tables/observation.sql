create table observation (
    indicator varchar not null,
    country varchar not null,
    period varchar not null,
    reporter varchar not null,
    dimension varchar not null,
    value decimal(20, 6),
    numerator decimal(20, 6),
    denominator decimal(20, 6),
    state varchar not null,
    note varchar,
    written_in bigint not null,
    primary key (indicator, country, period, reporter, dimension)
);
comment on table observation is 'One row per measured value: indicator or safeguard, country, period, reporter and dimension.';
comment on column observation.indicator is 'Indicator or safeguard.';
comment on column observation.country is 'Country, REG or ALL.';
comment on column observation.period is 'Period it is about.';
comment on column observation.reporter is 'Organisation that reports it, and alone may change it.';
comment on column observation.dimension is 'total, or a part such as age_group=0-17;sex=f. Totals and parts are never added together.';
comment on column observation.value is 'Value in the unit of the indicator; empty for a ratio.';
comment on column observation.numerator is 'Numerator of a ratio.';
comment on column observation.denominator is 'Denominator of a ratio.';
comment on column observation.state is 'reported, not_applicable, not_yet_known or withheld.';
comment on column observation.note is 'Remark of the reporter; never personal data.';
comment on column observation.written_in is 'Number of the commit that last wrote this row.';

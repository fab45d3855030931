create table context_figure (
    source varchar not null,
    series varchar not null,
    country varchar not null,
    period varchar not null,
    reporter varchar not null,
    dimension varchar not null,
    kind varchar not null,
    value decimal(24, 6),
    unit varchar,
    note varchar,
    written_in bigint not null,
    primary key (source, series, country, period, reporter, dimension, kind)
);
comment on table context_figure is 'One row per figure of another source that no theory asks for: source, series, country, period, reporter, dimension and kind. Never part of a status or a total.';
comment on column context_figure.source is 'Source: the name of the layout by which it was read.';
comment on column context_figure.series is 'What is measured, in the words of the source.';
comment on column context_figure.country is 'Country, REG or ALL.';
comment on column context_figure.period is 'Period it is about.';
comment on column context_figure.reporter is 'Organisation that delivered it, and alone may change it.';
comment on column context_figure.dimension is 'total, or a part such as route=sea;sex=f.';
comment on column context_figure.kind is 'actual, target or baseline.';
comment on column context_figure.value is 'Value in the unit of the source.';
comment on column context_figure.unit is 'Unit in the words of the source.';
comment on column context_figure.note is 'Remark of the reporter; never personal data.';
comment on column context_figure.written_in is 'Number of the commit that last wrote this row.';

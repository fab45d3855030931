create table attribution (
    project varchar not null,
    indicator varchar not null,
    country varchar not null,
    holder varchar not null,
    share decimal(9, 6) not null,
    evidence varchar not null,
    note varchar,
    written_in bigint not null,
    primary key (project, indicator, country)
);
comment on table attribution is 'One row per project, indicator and country: which part of what the indicator counts the project brings about.';
comment on column attribution.project is 'Project.';
comment on column attribution.indicator is 'Indicator.';
comment on column attribution.country is 'Country.';
comment on column attribution.holder is 'Organisation that keeps the row: the holder of the project.';
comment on column attribution.share is 'Share in percent of what is counted; those of several projects are at most 100 together.';
comment on column attribution.evidence is 'What the share rests on: an evaluation, a count.';
comment on column attribution.note is 'Remark.';
comment on column attribution.written_in is 'Number of the commit that last wrote this row.';

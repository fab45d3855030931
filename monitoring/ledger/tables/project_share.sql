create table project_share (
    project varchar not null,
    country varchar not null,
    theme varchar not null,
    holder varchar not null,
    share decimal(9, 6),
    written_in bigint not null,
    primary key (project, country, theme)
);
comment on table project_share is 'One row per project and the country and theme that a share of it is for; the shares of a project add up to 100, or are not stated.';
comment on column project_share.project is 'Project.';
comment on column project_share.country is 'Country.';
comment on column project_share.theme is 'Theme, or ALL where it is that of the project.';
comment on column project_share.holder is 'Organisation that keeps the row: the holder of the project.';
comment on column project_share.share is 'Share in percent; empty where it is not stated, and then the project stays regional.';
comment on column project_share.written_in is 'Number of the commit that last wrote this row.';

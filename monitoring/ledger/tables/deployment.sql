create table deployment (
    holder varchar not null,
    project varchar not null,
    country varchar not null,
    kind varchar not null,
    year integer not null,
    fte decimal(8, 2) not null,
    note varchar,
    written_in bigint not null,
    primary key (holder, project, country, kind, year)
);
comment on table deployment is 'One row per member, project, country, kind of people and year: how many people it deploys, never who.';
comment on column deployment.holder is 'Organisation that deploys them.';
comment on column deployment.project is 'Project, or ALL where they serve the whole country.';
comment on column deployment.country is 'Country.';
comment on column deployment.kind is 'liaison, expert or staff.';
comment on column deployment.year is 'Year.';
comment on column deployment.fte is 'Full-time equivalents.';
comment on column deployment.note is 'Remark.';
comment on column deployment.written_in is 'Number of the commit that last wrote this row.';

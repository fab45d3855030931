create table layout (
    name varchar not null,
    version integer not null,
    content varchar not null,
    organisation varchar not null,
    saved_by varchar not null,
    written_in bigint not null,
    primary key (name, version)
);
comment on table layout is 'One row per version of a layout that somebody made for a workbook of their own.';
comment on column layout.name is 'Name, in small letters with hyphens.';
comment on column layout.version is 'Version, from 1.';
comment on column layout.content is 'The layout as text (YAML), as in data/layouts/; empty in a version that deleted it.';
comment on column layout.organisation is 'Organisation that saved it.';
comment on column layout.saved_by is 'Name of who saved it, as declared.';
comment on column layout.written_in is 'Number of the commit that last wrote this row.';

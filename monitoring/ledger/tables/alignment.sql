create table alignment (
    project varchar not null,
    organisation varchar not null,
    holder varchar not null,
    aligned_on date,
    note varchar,
    written_in bigint not null,
    primary key (project, organisation)
);
comment on table alignment is 'One row per project and organisation that it touches, with the day it was aligned with them.';
comment on column alignment.project is 'Project.';
comment on column alignment.organisation is 'Organisation of the taskforce whose work it touches.';
comment on column alignment.holder is 'Organisation that keeps the row: the holder of the project.';
comment on column alignment.aligned_on is 'Day of the alignment; empty while it is still to be done.';
comment on column alignment.note is 'Remark.';
comment on column alignment.written_in is 'Number of the commit that last wrote this row.';

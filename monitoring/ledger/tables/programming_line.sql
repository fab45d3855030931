create table programming_line (
    code varchar not null,
    country varchar not null,
    theme varchar not null,
    theory varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    written_in bigint not null,
    primary key (code)
);
comment on table programming_line is 'One row per programming line: a partnership and a theme, resting on a theory (terms of reference, footnote 5).';
comment on column programming_line.code is 'Code of the programming line.';
comment on column programming_line.country is 'Country of the partnership.';
comment on column programming_line.theme is 'Theme.';
comment on column programming_line.theory is 'Theory it rests on.';
comment on column programming_line.name_nl is 'Name in Dutch.';
comment on column programming_line.name_en is 'Name in English.';
comment on column programming_line.written_in is 'Number of the commit that last wrote this row.';

create table theme (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    in_totals boolean not null,
    position integer not null,
    primary key (code)
);
comment on table theme is 'One row per theme (terms of reference, section 1).';
comment on column theme.code is 'Code of the theme; the theory of change of the theme has the same code.';
comment on column theme.name_nl is 'Name in Dutch.';
comment on column theme.name_en is 'Name in English.';
comment on column theme.in_totals is 'Whether it counts in totals. Reception in the region does not (footnote 3).';
comment on column theme.position is 'Place in tables and pictures.';

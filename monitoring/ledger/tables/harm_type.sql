create table harm_type (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    position integer not null,
    primary key (code)
);
comment on table harm_type is 'One row per kind of possible harm that a report can be about.';
comment on column harm_type.code is 'Code of the kind of harm: H01 to H16.';
comment on column harm_type.name_nl is 'Name in Dutch.';
comment on column harm_type.name_en is 'Name in English.';
comment on column harm_type.position is 'Place in lists.';

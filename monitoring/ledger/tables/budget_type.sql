create table budget_type (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    holder varchar,
    oda boolean,
    position integer not null,
    primary key (code)
);
comment on table budget_type is 'One row per budget type (terms of reference, section 5). Types are never netted.';
comment on column budget_type.code is 'BZ_ODA, AM_NON_ODA or OWN.';
comment on column budget_type.name_nl is 'Name in Dutch.';
comment on column budget_type.name_en is 'Name in English.';
comment on column budget_type.holder is 'Organisation that answers for it; empty for OWN, where each member answers for its own.';
comment on column budget_type.oda is 'Whether it is official development assistance; empty where it may be either.';
comment on column budget_type.position is 'Place in tables and pictures.';

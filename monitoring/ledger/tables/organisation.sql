create table organisation (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    parent varchar,
    role varchar not null,
    core_team boolean not null,
    valid_from date not null,
    valid_to date,
    primary key (code, valid_from)
);
comment on table organisation is 'One row per organisation and name: members of the taskforce (terms of reference, section 3) and their units.';
comment on column organisation.code is 'Code of the organisation.';
comment on column organisation.name_nl is 'Name in Dutch.';
comment on column organisation.name_en is 'Name in English.';
comment on column organisation.parent is 'Code of the organisation it is part of.';
comment on column organisation.role is 'policy, implementation or both.';
comment on column organisation.core_team is 'Whether it sits in the core team.';
comment on column organisation.valid_from is 'First day this name holds.';
comment on column organisation.valid_to is 'Last day this name holds; empty while it does.';

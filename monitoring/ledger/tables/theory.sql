create table theory (
    code varchar not null,
    version integer not null,
    status varchar not null,
    illustrative boolean not null,
    valid_from date not null,
    adopted_by varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    in_totals boolean not null,
    budget_types varchar not null,
    source varchar not null,
    written_in bigint not null,
    primary key (code, version)
);
comment on table theory is 'One row per theory of change and version; the older versions stay.';
comment on column theory.code is 'Code of the theory, the same as that of its theme.';
comment on column theory.version is 'Number of the version, from 1.';
comment on column theory.status is 'draft, adopted or superseded.';
comment on column theory.illustrative is 'Not adopted by both ministries: thresholds and targets are illustrative.';
comment on column theory.valid_from is 'First day this version holds.';
comment on column theory.adopted_by is 'Codes of the ministries that adopted it, with commas.';
comment on column theory.name_nl is 'Name in Dutch.';
comment on column theory.name_en is 'Name in English.';
comment on column theory.in_totals is 'Whether it counts in totals.';
comment on column theory.budget_types is 'Codes of the budget types that may fund it, with commas; empty where none may.';
comment on column theory.source is 'The definition as its authors wrote it (YAML).';
comment on column theory.written_in is 'Number of the commit that last wrote this row.';

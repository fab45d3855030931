create table link (
    code varchar not null,
    version integer not null,
    theory varchar not null,
    from_step varchar not null,
    to_step varchar not null,
    evidence varchar not null,
    lag integer not null,
    assumptions varchar not null,
    mechanism_nl varchar not null,
    mechanism_en varchar not null,
    written_in bigint not null,
    primary key (code, version)
);
comment on table link is 'One row per causal link of a theory and version.';
comment on column link.code is 'Code of the link.';
comment on column link.version is 'Version of the theory.';
comment on column link.theory is 'Code of the theory.';
comment on column link.from_step is 'Step that is the cause.';
comment on column link.to_step is 'Step that is the effect.';
comment on column link.evidence is 'strong, moderate, weak, contested or unknown.';
comment on column link.lag is 'Quarters before the effect may be expected.';
comment on column link.assumptions is 'Codes of the assumptions it rests on, with commas.';
comment on column link.mechanism_nl is 'Why the one leads to the other, in Dutch.';
comment on column link.mechanism_en is 'Why the one leads to the other, in English.';
comment on column link.written_in is 'Number of the commit that last wrote this row.';

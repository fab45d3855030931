create table assumption (
    code varchar not null,
    version integer not null,
    theory varchar not null,
    kind varchar not null,
    text_nl varchar not null,
    text_en varchar not null,
    tested_by varchar not null,
    if_invalid_nl varchar not null,
    if_invalid_en varchar not null,
    written_in bigint not null,
    primary key (code, version)
);
comment on table assumption is 'One row per assumption of a theory and version.';
comment on column assumption.code is 'Code of the assumption.';
comment on column assumption.version is 'Version of the theory.';
comment on column assumption.theory is 'Code of the theory.';
comment on column assumption.kind is 'assumption, or precondition: must hold beforehand.';
comment on column assumption.text_nl is 'The assumption in Dutch.';
comment on column assumption.text_en is 'The assumption in English.';
comment on column assumption.tested_by is 'Codes of the indicators and safeguards that test it, with commas.';
comment on column assumption.if_invalid_nl is 'What to do when it does not hold, in Dutch.';
comment on column assumption.if_invalid_en is 'What to do when it does not hold, in English.';
comment on column assumption.written_in is 'Number of the commit that last wrote this row.';

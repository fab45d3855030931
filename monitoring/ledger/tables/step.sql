create table step (
    code varchar not null,
    version integer not null,
    theory varchar not null,
    level varchar not null,
    position integer not null,
    label_nl varchar not null,
    label_en varchar not null,
    text_nl varchar not null,
    text_en varchar not null,
    written_in bigint not null,
    primary key (code, version)
);
comment on table step is 'One row per step of a theory and version.';
comment on column step.code is 'Code of the step.';
comment on column step.version is 'Version of the theory.';
comment on column step.theory is 'Code of the theory.';
comment on column step.level is 'activity, output, outcome or impact.';
comment on column step.position is 'Place in the definition.';
comment on column step.label_nl is 'A few words in Dutch, for the picture.';
comment on column step.label_en is 'A few words in English, for the picture.';
comment on column step.text_nl is 'The step in Dutch.';
comment on column step.text_en is 'The step in English.';
comment on column step.written_in is 'Number of the commit that last wrote this row.';

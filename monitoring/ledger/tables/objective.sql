create table objective (
    code varchar not null,
    country varchar not null,
    theme varchar not null,
    text_nl varchar not null,
    text_en varchar not null,
    written_in bigint not null,
    primary key (code)
);
comment on table objective is 'One row per objective of a country and theme ("themes and objectives per country", terms of reference, section 5).';
comment on column objective.code is 'Code of the objective.';
comment on column objective.country is 'Country.';
comment on column objective.theme is 'Theme.';
comment on column objective.text_nl is 'The objective in Dutch.';
comment on column objective.text_en is 'The objective in English.';
comment on column objective.written_in is 'Number of the commit that last wrote this row.';

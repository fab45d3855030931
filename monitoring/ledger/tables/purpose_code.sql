create table purpose_code (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    primary key (code)
);
comment on table purpose_code is 'One row per DAC purpose code that matters here.';
comment on column purpose_code.code is 'Five digits.';
comment on column purpose_code.name_nl is 'Name in Dutch.';
comment on column purpose_code.name_en is 'Name in English.';

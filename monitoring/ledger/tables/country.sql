create table country (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    fictional boolean not null,
    eu_member boolean not null,
    schengen boolean not null,
    oda_recipient boolean not null,
    primary key (code)
);
comment on table country is 'One row per country, and REG (several countries of a region) and ALL (not about one country).';
comment on column country.code is 'ISO 3166-1 alpha-3; XKX for Kosovo; XAA and on for fictional countries.';
comment on column country.name_nl is 'Name in Dutch.';
comment on column country.name_en is 'Name in English.';
comment on column country.fictional is 'Invented for the example.';
comment on column country.eu_member is 'Member state of the European Union: never a recipient (footnote 3).';
comment on column country.schengen is 'Outside the EU but in Schengen or the EEA: confirm before it is a recipient.';
comment on column country.oda_recipient is 'On the DAC list of ODA recipients.';

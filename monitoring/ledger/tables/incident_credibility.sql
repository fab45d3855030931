create table incident_credibility (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    position integer not null,
    primary key (code)
);
comment on table incident_credibility is 'One row per degree in which a report of harm is believed.';
comment on column incident_credibility.code is 'Code of the credibility: unverified, plausible, substantiated or refuted.';
comment on column incident_credibility.name_nl is 'Name in Dutch.';
comment on column incident_credibility.name_en is 'Name in English.';
comment on column incident_credibility.position is 'Place in lists.';

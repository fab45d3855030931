create table incident_severity (
    code varchar not null,
    name_nl varchar not null,
    name_en varchar not null,
    days integer not null,
    level varchar not null,
    caps boolean not null,
    other_organisation boolean not null,
    position integer not null,
    primary key (code)
);
comment on table incident_severity is 'One row per severity of an incident, with its clock and who must know. Illustrative until adopted.';
comment on column incident_severity.code is 'Code of the severity.';
comment on column incident_severity.name_nl is 'Name in Dutch.';
comment on column incident_severity.name_en is 'Name in English.';
comment on column incident_severity.days is 'Days from the report, or from opening again, within which it is to be closed.';
comment on column incident_severity.level is 'Who must know as long as it is open and not refuted: owner, core_team or dg.';
comment on column incident_severity.caps is 'Whether it caps the headline of its country and theme while it is open and substantiated, as a red safeguard does.';
comment on column incident_severity.other_organisation is 'Whether the second person who closes it must be of another organisation, too.';
comment on column incident_severity.position is 'Place in lists, the gravest first.';

create table oda_check (
    project varchar not null,
    holder varchar not null,
    main_purpose varchar not null,
    partner_first varchar not null,
    forced varchar not null,
    donor_cost varchar not null,
    assessor varchar not null,
    assessed_on date not null,
    evidence varchar not null,
    note varchar,
    written_in bigint not null,
    primary key (project)
);
comment on table oda_check is 'One row per project of which was looked at whether it is aid (OECD-DAC); whether its country is on the DAC list is looked up.';
comment on column oda_check.project is 'Project.';
comment on column oda_check.holder is 'Organisation that made the check: the one that reports the aid.';
comment on column oda_check.main_purpose is 'yes where development of the partner country is the main purpose.';
comment on column oda_check.partner_first is 'yes where the partner country benefits first, not the donor.';
comment on column oda_check.forced is 'yes where any part of it is forced: return, detention, escort.';
comment on column oda_check.donor_cost is 'yes where costs on the side of the donor are in it.';
comment on column oda_check.assessor is 'Function that assessed it; never a person.';
comment on column oda_check.assessed_on is 'Day of the assessment.';
comment on column oda_check.evidence is 'Where the evidence is kept.';
comment on column oda_check.note is 'Remark.';
comment on column oda_check.written_in is 'Number of the commit that last wrote this row.';

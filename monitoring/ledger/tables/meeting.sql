create table meeting (
    forum varchar not null,
    held_on date not null,
    called varchar,
    cancelled boolean not null,
    planned_by varchar not null,
    planned_for varchar not null,
    written_in bigint not null,
    primary key (forum, held_on)
);
comment on table meeting is 'One row per meeting of a body of the taskforce, held or planned (terms of reference, section 6).';
comment on column meeting.forum is 'CORE_TEAM, DG_MEETING, AC_AM, ONDERRAAD, or TASKFORCE for all members.';
comment on column meeting.held_on is 'Day of the meeting.';
comment on column meeting.called is 'What it is called, where it is more than the name of the body.';
comment on column meeting.cancelled is 'Whether it will not be held: kept, so that calendars that took it are told.';
comment on column meeting.planned_by is 'Name or function of who planned or cancelled it, as declared.';
comment on column meeting.planned_for is 'Organisation they act for.';
comment on column meeting.written_in is 'Number of the commit that last wrote this row.';

create table shift (
    number bigint not null,
    holder varchar not null,
    budget_type varchar not null,
    year integer not null,
    status varchar not null,
    proposed_by varchar not null,
    proposed_for varchar not null,
    proposed_on date not null,
    reason varchar not null,
    decided_by varchar,
    decided_on date,
    decision varchar,
    takes_back bigint,
    written_in bigint not null,
    primary key (number)
);
comment on table shift is 'One row per proposal to move money between countries and themes, within one budget of one holder.';
comment on column shift.number is 'Number of the proposal: that of the commit it was made in.';
comment on column shift.holder is 'Organisation whose budget it is; it alone may carry the proposal out.';
comment on column shift.budget_type is 'Budget type.';
comment on column shift.year is 'Budget year.';
comment on column shift.status is 'proposed, carried out, rejected or withdrawn.';
comment on column shift.proposed_by is 'Name or function of who proposed it, as declared.';
comment on column shift.proposed_for is 'Organisation they act for.';
comment on column shift.proposed_on is 'Day of the proposal.';
comment on column shift.reason is 'Why.';
comment on column shift.decided_by is 'Name or function of who decided, as declared.';
comment on column shift.decided_on is 'Day of the decision.';
comment on column shift.decision is 'Why it was carried out, rejected or withdrawn.';
comment on column shift.takes_back is 'Shift that this one takes back, being its opposite.';
comment on column shift.written_in is 'Number of the commit that last wrote this row.';

create table review (
    number bigint not null,
    decision bigint not null,
    quarter varchar not null,
    reviewed_by varchar not null,
    reviewed_for varchar not null,
    reviewed_on date not null,
    verdict varchar not null,
    happened varchar not null,
    learnt varchar,
    again_on date,
    written_in bigint not null,
    primary key (number)
);
comment on table review is 'One row per look-back on a decision: what happened since, and whether it was right.';
comment on column review.number is 'Number of the look-back: that of the commit it was recorded in.';
comment on column review.decision is 'Decision that is looked back on.';
comment on column review.quarter is 'Quarter whose figures were looked at.';
comment on column review.reviewed_by is 'Name or function of who looked back, as declared.';
comment on column review.reviewed_for is 'Organisation they act for.';
comment on column review.reviewed_on is 'Day of the look-back.';
comment on column review.verdict is 'right, partly, wrong or too_early.';
comment on column review.happened is 'What happened since; never personal data.';
comment on column review.learnt is 'What was learnt from it.';
comment on column review.again_on is 'Day of the next look-back, where it was too early.';
comment on column review.written_in is 'Number of the commit that last wrote this row.';

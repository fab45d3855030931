create table head (
    name varchar not null,
    commit_number bigint not null,
    primary key (name)
);
comment on table head is 'One row: the number of the last commit. Every commit updates it first, so that two at once conflict.';
comment on column head.name is 'Always "head".';
comment on column head.commit_number is 'Number of the last commit; people see it as "stand 412".';

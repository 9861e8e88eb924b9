-- How often an event was tried since a try last came to an end, so that one that kills its process is not tried for weeks.
alter table stripe_event add column tries int not null default 0;

-- How often something was tried lately, kept by rate-limiter-flexible. Global: it counts before anyone is known.
create table rate_limit (
  key varchar(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey primary key (key)
);

grant select, insert, update, delete on rate_limit to wellspent_app;

-- What the package of automatic top-ups brought and cost when they were switched on: a card is charged for nothing dearer.
alter table top_up_setting
  add column agreed_credits bigint,
  add column agreed_price_cents integer,
  add column agreed_currency text;

-- Of those set before, nobody kept it: what the package is now stands for it.
update top_up_setting s
set agreed_credits = p.credits, agreed_price_cents = p.price_cents, agreed_currency = p.currency
from credit_package p
where p.id = s.package_id;

alter table top_up_setting
  alter column agreed_credits set not null,
  alter column agreed_price_cents set not null,
  alter column agreed_currency set not null;

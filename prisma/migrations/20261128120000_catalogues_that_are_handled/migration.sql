-- Which currencies can be handled, said once: for what is put on sale from now on, and for what was on sale before. With that a
-- server does not start (requireCatalogue in lib/billing/queries/packages.ts).
create function is_currency_handled(currency text) returns boolean language sql immutable parallel safe as $$
  select currency ~ '^[a-z]{3}$' and currency not in ('bhd', 'iqd', 'jod', 'kwd', 'lyd', 'omr', 'tnd', 'isk', 'ugx');
$$;

alter table credit_package
  drop constraint credit_package_currency_is_supported,
  add constraint credit_package_currency_is_handled check (not active or is_currency_handled(currency)) not valid;

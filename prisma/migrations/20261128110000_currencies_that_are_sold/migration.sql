-- In which currencies packages can be sold. Amounts are in the smallest unit that Stripe charges: hundredths, or whole units
-- where there are none (decimalsOf in lib/credits/core/format.ts). Not sold are those in which a share of a price cannot be
-- given back to its smallest unit: of three decimals Stripe wants the last to be 0, of ISK and UGX the last two.
-- Stripe writes a currency in small letters; in others no payment would ever be taken for the package's.
-- What is on sale already stays: a migration that fails has to be put right by hand before any other runs.
-- A server does not start with them (requireCatalogue in lib/billing/queries/packages.ts).
create function is_currency_handled(currency text) returns boolean language sql immutable parallel safe as $$
  select currency ~ '^[a-z]{3}$' and currency not in ('bhd', 'iqd', 'jod', 'kwd', 'lyd', 'omr', 'tnd', 'isk', 'ugx');
$$;

alter table credit_package
  add constraint credit_package_currency_is_handled check (not active or is_currency_handled(currency)) not valid;

-- What is sold of a kind is compared by price, added up and limited by the month: in one currency. At the end of the
-- transaction, so that a catalogue can change it.
create function credit_package_of_one_currency() returns trigger language plpgsql as $$
declare
  found text;
begin
  select string_agg(distinct currency, ', ') into found from credit_package where active and kind = new.kind
  having count(distinct currency) > 1;
  if found is not null then
    raise exception 'Packages of % credits would be on sale in several currencies: %.', new.kind, found
      using errcode = 'check_violation', constraint = 'credit_package_of_one_currency', table = 'credit_package';
  end if;
  return null;
end $$;

create constraint trigger credit_package_of_one_currency after insert or update on credit_package
  deferrable initially deferred for each row execute function credit_package_of_one_currency();

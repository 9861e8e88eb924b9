-- Rate cards are published while the product runs, one after the other: a card names the one it follows, and each is
-- followed once. So two people who publish at the same time cannot both be right, and what changed between two
-- versions is one chain.
alter table rate_card
  add column follows text,
  add column published_at timestamptz(6),
  add column published_by uuid,
  add constraint rate_card_follows_fkey foreign key (follows) references rate_card (version)
    on delete restrict on update no action,
  -- Only the first card came with the product. Every later one has a publisher, and is announced before it takes effect.
  add constraint rate_card_announced check (
    (follows is null and published_at is null and published_by is null)
    or (follows is not null and published_by is not null and published_at is not null and published_at < effective_at));

create unique index rate_card_follows_key on rate_card (follows) nulls not distinct;
create unique index rate_card_effective_at_key on rate_card (effective_at);

-- The product publishes; nothing of it changes or removes what was published.
grant insert on rate_card to wellspent_app;

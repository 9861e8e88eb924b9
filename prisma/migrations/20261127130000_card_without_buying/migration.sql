-- The hosted page on which a card was typed in: the buyer who comes back from it knows by this that theirs has arrived.
alter table saved_card add column checkout_session_id text;

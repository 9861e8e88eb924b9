-- The last entry that a check found true. It stays here while later checks differ: a ledger that was set back as a whole,
-- and agrees with itself, no longer has it.
alter table ledger_check add column last_seen jsonb;

update ledger_check
set last_seen = jsonb_build_object('seq', checkpoint #> '{account,seq}', 'digest', checkpoint #> '{account,digest}')
where checkpoint is not null;

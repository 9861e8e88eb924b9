-- The worker finds what a run that has ended still holds, where its release was lost.
grant select (run_id) on credit_hold to wellspent_worker;

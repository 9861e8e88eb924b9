-- The history finds a page on covering indexes alone, as long as vacuum has told that the rows they name are visible to
-- all. By default it comes when the table has grown by a fifth: of ten million entries the newest two, which are the ones
-- looked at, would each be fetched only to be dropped. Entries never change, so a vacuum reads what is new and no more.
alter table credit_entry set (autovacuum_vacuum_insert_scale_factor = 0.01);

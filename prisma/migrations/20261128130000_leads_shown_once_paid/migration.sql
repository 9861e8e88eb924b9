-- A step under way no longer counts as imported, nor is on its list, until it is charged. What a version before left
-- open is brought to the same.
delete from lead_list_entry e using lead_import i, lead_import_row r, lead l
 where i.state = 'started' and i.charged_cursor < i.cursor
   and r.workspace_id = i.workspace_id and r.import_id = i.id and r.verdict = 'new'
   and r.row_number > i.charged_cursor and r.row_number <= i.cursor
   and l.workspace_id = i.workspace_id and l.username_key = r.username_key and l.source = 'import:' || i.id
   and e.workspace_id = l.workspace_id and e.lead_id = l.id;

update lead_import set imported = imported - uncharged
 where state = 'started' and charged_cursor < cursor;

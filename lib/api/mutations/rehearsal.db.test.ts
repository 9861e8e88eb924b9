import { expect, test } from "vitest";
import { rehearseCall } from "@/lib/api/mutations/rehearsal";
import { asOwner } from "@/lib/credits/mutations/door/testing";

/** How many rows each table has. */
const rows = () =>
  asOwner<{ name: string; rows: string }>(`
    select table_name as name, (xpath('//rows/text()',
      query_to_xml(format('select count(*) as rows from %I', table_name), false, true, '')))[1]::text as rows
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);

test("a call is rehearsed without a trace", async () => {
  const before = await rows();
  await rehearseCall();
  expect(await rows()).toEqual(before);
  expect(before.length).toBeGreaterThan(20);
});

import { expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import { interrupted } from "@/lib/platform/testing";

const select = () => db.$transaction((tx) => tx.$queryRaw`select 1 as n`);

test("work is interrupted at its own statement, whoever else sends the same one in the meantime", async () => {
  const order: string[] = [];
  let begin = () => {};
  const elsewhere = new Promise<void>((resolve) => {
    begin = resolve;
  }).then(select);
  await interrupted(
    async () => {
      begin();
      await elsewhere;
      order.push("another's");
      await select();
      order.push("its own");
    },
    {
      after: /select 1/,
      by: async () => {
        order.push("the interruption");
      },
    },
  );
  expect(order).toEqual(["another's", "the interruption", "its own"]);
});

test("work that sends no such statement is no test of anything", async () => {
  const work = () => interrupted(async () => 1, { after: /select 1/, by: async () => {} });
  await expect(work).rejects.toThrow("No statement matched");
});

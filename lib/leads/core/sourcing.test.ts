import { expect, test } from "vitest";
import { deliveredBy, sourcingState } from "./sourcing";

test("an admin's pause goes before what there is; without credits it pauses by itself", () => {
  expect(sourcingState({ enabled: true, current: 5, available: 5 })).toBe("on");
  expect(sourcingState({ enabled: true, current: 5, available: 0 })).toBe("held");
  expect(sourcingState({ enabled: true, current: 0, available: 0 })).toBe("empty");
  expect(sourcingState({ enabled: false, current: 0, available: 0 })).toBe("paused");
  expect(sourcingState({ enabled: false, current: 5, available: 5 })).toBe("paused");
});

const part = (quantity: number | null, charged: number, refunded = 0) => ({
  quantity,
  charged,
  refunded,
});
const hold = { requested: 100, amount: 100_00 };

test("delivered is what the charges say they were for, charged is less what came back", () => {
  expect(deliveredBy([], hold)).toEqual({ delivered: 0, charged: 0 });
  expect(deliveredBy([part(40, 40_00), part(20, 20_00, 5_00)], hold)).toEqual({
    delivered: 60,
    charged: 55_00,
  });
});

test("a charge that does not say for how many is known only when it took the whole", () => {
  expect(deliveredBy([part(null, 100_00)], hold)).toEqual({ delivered: 100, charged: 100_00 });
  expect(deliveredBy([part(40, 40_00), part(null, 60_00)], hold).delivered).toBe(100);
  expect(deliveredBy([part(40, 40_00), part(null, 10_00)], hold).delivered).toBeNull();
});

import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { parsed, sourcesOf, Uses } from "@/scripts/testing/reach";
import { CHARGING_CONTROLS } from "./charging-controls";

/**
 * Whatever can cost credits shows its price first. This is checked from the other end: every server action from which
 * the product can come to hold or charge credits is in the registry, and screens reach it only through `useSpend`,
 * whose Spend only a SpendButton can press.
 */

const uses = new Uses(sourcesOf("lib", "app"));
const screens = sourcesOf("components", "app");

/** Inside a run, holding and charging follow a start that was quoted. */
const OF_A_RUN = /^lib\/credits\/(core\/|mutations\/(run-holds|capture)\.ts)/;

/** Where credits begin to be held or charged: at the start of a run, and by commands that do so without one. */
const spends = new Set(
  uses.where(
    (name, node) =>
      name === "lib/credits/mutations/runs.ts#startRun" ||
      (!OF_A_RUN.test(name) && /\btype: "(charge|hold)"/.test(node.getText())),
  ),
);

const isAction = (name: string) => /^lib\/[a-z]+\/actions(\.ts|\/).*#\w+Action$/.test(name);
const shortName = (name: string) => name.split("#")[1] ?? "";
const charging = uses.where((name) => isAction(name) && uses.reaches(name, spends)).map(shortName);

test("the search finds actions, and where credits are spent", () => {
  expect(uses.where(isAction).length).toBeGreaterThan(40);
  expect(spends).toContain("lib/credits/mutations/runs.ts#startRun");
  expect([...spends].some((name) => name.startsWith("lib/api/mutations/"))).toBe(true);
});

test("every action that can charge is behind a named control, and every named control charges", () => {
  const named = Object.values(CHARGING_CONTROLS).map(({ action }) => action);
  expect(charging.toSorted()).toEqual([...new Set(named)].toSorted());
});

type Reached = { path: string; how: string };

/** How a screen reaches an action that charges: by `useSpend("control", action)`, or in some other way. */
function reached(path: string): Reached[] {
  const found: Reached[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isTypeQueryNode(node)) return;
    // Under its own name an import is found where it is used; another name would hide it.
    if (ts.isImportSpecifier(node) && !node.propertyName) return;
    if (ts.isIdentifier(node) && charging.includes(node.text)) {
      found.push({ path, how: throughSpend(node) ?? node.parent.getText() });
    }
    ts.forEachChild(node, look);
  };
  look(parsed(path));
  return found;
}

/** "import.start startImportAction", if it stands where `useSpend` takes its action. */
function throughSpend(node: ts.Identifier): string | null {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.expression.getText() !== "useSpend") return null;
  const [control, action] = call.arguments;
  if (action !== node || !control || !ts.isStringLiteral(control)) return null;
  return `${control.text} ${node.text}`;
}

test("screens come to an action that charges by its named control alone", () => {
  const ways = screens.flatMap(reached).map(({ how }) => how);
  const named = Object.entries(CHARGING_CONTROLS).map(([name, { action }]) => `${name} ${action}`);
  expect(ways.toSorted()).toEqual(named.toSorted());
});

test("only a SpendButton presses, so that a price is always shown", () => {
  const pressing = screens.filter((path) => /\bPRESS\b/.test(readFileSync(path, "utf8")));
  const allowed = ["components/credits/spend-button.tsx", "components/credits/use-spend.ts"];
  expect(pressing.filter((path) => !path.startsWith("components/gallery/"))).toEqual(allowed);
});

test("routes that can charge are those of the workspace's own programs, and no screen calls them", () => {
  const isRoute = (name: string) =>
    /^app\/api\/.*route\.ts#(GET|POST|PUT|PATCH|DELETE)$/.test(name);
  const routes = uses.where((name) => isRoute(name) && uses.reaches(name, spends));
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter((name) => !name.startsWith("app/api/v1/"))).toEqual([]);
  const calling = screens.filter((path) =>
    /fetch\([^)]*\/api\/v1/.test(readFileSync(path, "utf8")),
  );
  expect(calling).toEqual([]);
});

// The hosted pages a buyer sees: checkout, and the receipt.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { applyPromotion } from "./discounts.mjs";
import { cardPage, checkoutPage, closedPage, receiptPage } from "./html.mjs";
import { outcomesOf } from "./setups.mjs";

const require = createRequire(import.meta.url);
const STYLE = readFileSync(new URL("./pages.css", import.meta.url), "utf8");

export function makePages({ store, payments, setups, base }) {
  const { state } = store;

  async function page({ method, path, body, headers }) {
    if (path === "/font.woff2") return font();
    const [, kind, id] = path.match(/^\/(c\/pay|receipts)\/(\w+)$/) ?? [];
    if (kind === "receipts") return receipt(state.charges[id]);
    const session = state.sessions[id];
    if (!session) return nowhere();
    return method === "POST" ? choose(session, body, headers) : checkout(session);
  }

  function receipt(charge) {
    return charge?.paid ? html(200, receiptPage(charge, refundsOf(charge), STYLE)) : nowhere();
  }

  const refundsOf = (charge) =>
    Object.values(state.refunds).filter((one) => one.charge === charge.id);

  function checkout(session, status = 200, alert = null) {
    if (session.status === "complete") return redirect(backTo(session));
    if (session.status === "expired") {
      return html(
        410,
        closedPage("This checkout has expired. Nothing was charged.", session.cancel_url, STYLE),
      );
    }
    const draw = session.mode === "setup" ? cardPage : checkoutPage;
    return html(status, draw(session, alert, STYLE), session);
  }

  async function choose(session, body, headers) {
    const form = new URLSearchParams(body);
    const foreign = headers.origin && headers.origin !== "null" && headers.origin !== base;
    if (foreign || form.get("form") !== session._form) {
      return checkout(session, 403, "The form was not sent from this page. Nothing was charged.");
    }
    const outcome = form.get("outcome");
    if (outcome === "promote") return promote(session, form.get("code") ?? "");
    const outcomes = outcomesOf(session, { payments, setups });
    if (Object.hasOwn(outcomes, outcome)) await outcomes[outcome](session);
    return session.status === "open"
      ? checkout(session, 402, DECLINED[session.mode])
      : checkout(session);
  }

  function promote(session, code) {
    if (!applyPromotion(session, code, state))
      return checkout(session, 422, "This code is invalid.");
    store.save();
    return checkout(session);
  }

  return page;
}

const DECLINED = {
  payment: "The card was declined. Nothing was charged. Pay again, or go back.",
  setup: "The card was declined. Nothing was saved. Try again, or go back.",
};

function font() {
  const file = require.resolve("@fontsource-variable/geist/files/geist-latin-wght-normal.woff2");
  const headers = { "content-type": "font/woff2", "cache-control": "max-age=86400" };
  return { status: 200, headers, body: readFileSync(file) };
}

const nowhere = () => html(404, closedPage("This page does not exist.", null, STYLE));

const backTo = (session) => session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);

const redirect = (location) => ({
  status: 303,
  headers: { location, "cache-control": "no-store" },
  body: "",
});

const html = (status, body, session = null) => ({
  status,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "content-security-policy": [
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      "font-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      `form-action 'self' ${session ? new URL(session.success_url).origin : ""}`.trim(),
    ].join("; "),
  },
  body,
});

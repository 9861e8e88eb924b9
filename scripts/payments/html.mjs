import { money } from "./pricing.mjs";

const day = (at) =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(at * 1000);

const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const frame = (title, style, content) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body><main>${content}</main></body>
</html>`;

const NOTE = `<p class="note"><strong>Embedded payments.</strong> No Stripe keys are set, so this page stands in for
Stripe Checkout on this machine. No card is needed and no money moves.</p>`;

export function checkoutPage(session, alert, style) {
  const total = money(session.amount_total, session.currency);
  const items = session._items
    .map(
      (
        item,
      ) => `<div class="row"><dt>${escaped(item.description)}<span class="muted">${escaped(item.detail)}</span></dt>
<dd class="num">${money(item.amount_total, item.currency)}</dd></div>`,
    )
    .join("");
  return frame(
    `Pay ${total}`,
    style,
    `<h1>Pay <span class="num">${total}</span></h1>
${NOTE}
${alertLine(alert)}
<dl>${items}${reckoned(session)}<div class="row total"><dt>Total</dt><dd class="num">${total}</dd></div></dl>
<form method="post">
<input type="hidden" name="form" value="${session._form}">
<h2>Choose what happens</h2>
<button class="primary" name="outcome" value="pay">Pay <span class="num">${total}</span></button>
<button name="outcome" value="decline">Decline card</button>
<button name="outcome" value="debit">Pay by bank debit, confirmed later</button>
${consent(session)}
</form>
${session.allow_promotion_codes ? promotion(session) : ""}
${wayBack(session)}`,
  );
}

export const cardPage = (session, alert, style) =>
  frame(
    "Save a card",
    style,
    `<h1>Save a card</h1>
${NOTE}
${alertLine(alert)}
<form method="post">
<input type="hidden" name="form" value="${session._form}">
<h2>Choose what happens</h2>
<button class="primary" name="outcome" value="save">Save card</button>
<button name="outcome" value="decline">Decline card</button>
${consent(session)}
</form>
${wayBack(session)}`,
  );

const alertLine = (alert) => (alert ? `<p class="alert" role="alert">${escaped(alert)}</p>` : "");

const consent = ({ custom_text: { submit } }) =>
  submit ? `<p class="muted">${escaped(submit.message)}</p>` : "";

const wayBack = ({ cancel_url: path }) =>
  path ? `<p class="cancel"><a href="${escaped(path)}">Cancel and go back</a></p>` : "";

/** Discount and tax, as far as there are any. */
function reckoned({ total_details: details, currency }) {
  const line = (name, cents) =>
    `<div class="row"><dt>${name}</dt><dd class="num">${money(cents, currency).replace("-", "\u2212")}</dd></div>`;
  return [
    details.amount_discount > 0 ? line("Discount", -details.amount_discount) : "",
    details.amount_tax > 0 ? line("Tax", details.amount_tax) : "",
  ].join("");
}

const promotion = (session) => `<form method="post" class="promotion">
<input type="hidden" name="form" value="${session._form}">
<label for="code">Promotion code</label>
<div><input id="code" name="code" autocomplete="off" spellcheck="false" aria-describedby="code-note">
<button name="outcome" value="promote">Apply</button></div>
<p id="code-note" class="muted">Here, TWENTY takes 20% off.</p>
</form>`;

export function receiptPage(charge, refunds, style) {
  const rows = [
    ["Receipt", charge.receipt_number],
    ["Paid", day(charge.created)],
    ["Method", methodOf(charge)],
    [charge.description ?? "Payment", money(charge.amount, charge.currency)],
    ...refunds.map((one) => [
      `${one.status === "failed" ? "Refund failed" : "Refunded"} ${day(one.created)}`,
      `\u2212${money(one.amount, one.currency)}`,
    ]),
  ]
    .map(
      ([name, value]) =>
        `<div class="row"><dt>${escaped(name)}</dt><dd class="num">${escaped(value)}</dd></div>`,
    )
    .join("");
  return frame(
    `Receipt ${charge.receipt_number}`,
    style,
    `<h1>Receipt <span class="num">${escaped(charge.receipt_number)}</span></h1>
<p class="note"><strong>Embedded payments.</strong> A stand-in receipt: no money moved.</p>
<dl>${rows}<div class="row total"><dt>Amount paid</dt><dd class="num">${money(charge.amount - charge.amount_refunded, charge.currency)}</dd></div></dl>`,
  );
}

const methodOf = ({ payment_method_details: method }) =>
  method.card
    ? `Visa ending in ${method.card.last4}`
    : `Bank account ending in ${method.us_bank_account.last4}`;

export const closedPage = (sentence, back, style) =>
  frame(
    "Checkout",
    style,
    `<h1>Checkout</h1><p>${escaped(sentence)}</p>${back ? `<p class="cancel"><a href="${escaped(back)}">Go back</a></p>` : ""}`,
  );

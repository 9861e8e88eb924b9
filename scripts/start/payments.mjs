// The process of the local payment server.
import { startLocalStripe } from "../payments/local-stripe.mjs";

await startLocalStripe(JSON.parse(process.env.PAYMENTS));
process.send?.("ready");

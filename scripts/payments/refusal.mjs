/** A request refused in Stripe's own shape. */
export class Refusal extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.body = { error: { type: "invalid_request_error", ...error } };
  }
}

export const missing = (what, id, param = "id") =>
  new Refusal(404, {
    code: "resource_missing",
    doc_url: "https://stripe.com/docs/error-codes/resource-missing",
    message: `No such ${what}: '${id}'`,
    param,
  });

export const required = (param) =>
  new Refusal(400, {
    code: "parameter_missing",
    doc_url: "https://stripe.com/docs/error-codes/parameter-missing",
    message: `Missing required param: ${param}.`,
    param,
  });

export const invalid = (param, message, code = "parameter_invalid") =>
  new Refusal(400, { code, message, param });

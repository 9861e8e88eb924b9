type Policy = {
  nonce: string;
  /** The origin of the payment page, to which forms redirect. */
  payments: string;
  https: boolean;
  development: boolean;
};

/**
 * The Content-Security-Policy of a page. Only scripts with this request's nonce run, and those they load. Inline styles
 * are allowed: Radix and sonner position elements with style attributes and insert style elements.
 */
export function contentPolicy({ nonce, payments, https, development }: Policy): string {
  const scripts = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https://avatars.githubusercontent.com https://lh3.googleusercontent.com",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    `form-action 'self' ${payments}`,
    "object-src 'none'",
    "base-uri 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

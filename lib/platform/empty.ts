/** Replaces `server-only` outside Next, where there is no client to keep code from. */
export {};

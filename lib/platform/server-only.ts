/** Stands in for the package `server-only` in tests, where there is no client bundle. */
export {};

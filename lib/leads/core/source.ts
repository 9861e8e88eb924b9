/** Where a lead says it came from, when an import brought it. */
export const sourceOf = (importId: string): string => `import:${importId}`;

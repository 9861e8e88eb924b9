export const NOW: number;

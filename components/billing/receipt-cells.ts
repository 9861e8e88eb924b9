/** How the cells of the receipts look, wherever a row of them is drawn. */
export const cell =
  "border-grid border-b py-2.5 pr-4 align-top last:pr-0 max-md:border-0 max-md:p-0";
export const numbers = `${cell} text-right tabular-nums`;
export const ALIGNED = "justify-end max-md:[&_.invisible]:hidden";

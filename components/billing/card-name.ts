/** "Visa", as people write what the provider calls "visa". */
export const cardName = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);

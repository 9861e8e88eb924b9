/** What any part of the shell may ask of the others, without knowing them. */
const PALETTE = "shell:palette";
const SHORTCUTS = "shell:shortcuts";

export const openPalette = (): void => void window.dispatchEvent(new Event(PALETTE));
export const openShortcuts = (): void => void window.dispatchEvent(new Event(SHORTCUTS));

export function onShellEvents(listeners: { palette: () => void; shortcuts: () => void }) {
  window.addEventListener(PALETTE, listeners.palette);
  window.addEventListener(SHORTCUTS, listeners.shortcuts);
  return () => {
    window.removeEventListener(PALETTE, listeners.palette);
    window.removeEventListener(SHORTCUTS, listeners.shortcuts);
  };
}

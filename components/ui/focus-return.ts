let menuButton: HTMLElement | null = null;

/** To be called when an item is chosen: its menu will be gone when what it opens wants to know who opened it. */
export function rememberMenu(item: EventTarget | null): void {
  const menu = item instanceof Element ? item.closest("[role=menu]") : null;
  menuButton = document.getElementById(menu?.getAttribute("aria-labelledby") ?? "");
}

/** What has the focus as a layer opens; where that was an item of a menu, the button of the menu. */
export function openerNow(): Element | null {
  const active = document.activeElement;
  return active === document.body || active?.closest("[role=menu]") ? menuButton : active;
}

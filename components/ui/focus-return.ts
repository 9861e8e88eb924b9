let menuButton: HTMLElement | null = null;

/** Call this when a menu item is chosen: its menu will be gone when what it opens asks who opened it. */
export function rememberMenu(item: EventTarget | null): void {
  const menu = item instanceof Element ? item.closest("[role=menu]") : null;
  menuButton = document.getElementById(menu?.getAttribute("aria-labelledby") ?? "");
}

/** What has the focus as a layer opens or, if that is an item of a menu, the menu's button. */
export function currentOpener(): Element | null {
  const active = document.activeElement;
  return active === document.body || active?.closest("[role=menu]") ? menuButton : active;
}

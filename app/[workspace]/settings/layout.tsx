import type { ReactNode } from "react";

/** Sets the width of the settings pages; the shell renders their sidebar. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <div className="max-w-[1112px] group-data-alone/shell:max-w-none">{children}</div>;
}

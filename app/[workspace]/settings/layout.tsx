import type { ReactNode } from "react";

/** The sidebar of the settings is drawn by the shell; here only their width. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <div className="max-w-[1112px] group-data-alone/shell:max-w-none">{children}</div>;
}

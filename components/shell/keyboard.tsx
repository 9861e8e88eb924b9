"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { onShellEvents } from "@/components/shell/shell-events";
import { Keys } from "@/components/shell/shortcut-keys";
import type { WorkspaceChoice } from "@/components/shell/workspace-switcher";
import { Deferred } from "@/components/ui/deferred";
import { canGo, Fetched } from "@/components/ui/fetched";
import type { Permission } from "@/lib/identity/core/permissions";

// Both are loaded when somebody asks for them.
const palette = new Deferred(() => import("@/components/shell/palette"));
const shortcuts = new Deferred(() => import("@/components/shell/shortcut-list"));

type KeyboardProps = {
  workspace: WorkspaceChoice;
  workspaces: readonly WorkspaceChoice[];
  canBuy: boolean;
  permissions: readonly Permission[];
};

/** ⌘K, and the single keys: G then a letter, B, ?. The single keys can be switched off in Appearance. */
export function Keyboard({ workspace, workspaces, canBuy, permissions }: KeyboardProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const { slug } = workspace;

  useEffect(
    () =>
      onShellEvents({
        palette: () => setOpen("palette"),
        shortcuts: () => setOpen("shortcuts"),
      }),
    [],
  );

  useEffect(() => {
    const keys = new Keys(canBuy);
    const press = (event: KeyboardEvent) => {
      const meaning = keys.press(event);
      if (meaning === null) return;
      event.preventDefault();
      if (meaning === "palette") setOpen((was) => (was === "palette" ? null : "palette"));
      else if (meaning === "shortcuts") setOpen("shortcuts");
      else if (canGo()) router.push(`/${slug}${meaning.go}`);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router, slug, canBuy]);

  const change = (next: boolean) => setOpen(next ? open : null);
  const close = () => setOpen(null);
  if (open === "palette") {
    return (
      <Fetched
        from={palette}
        choose={(file) => file.Palette}
        props={{ workspace, workspaces, canBuy, permissions, onOpenChange: change }}
        onMissing={close}
      />
    );
  }
  return open === "shortcuts" ? (
    <Fetched
      from={shortcuts}
      choose={(file) => file.ShortcutList}
      props={{ onOpenChange: change }}
      onMissing={close}
    />
  ) : null;
}

"use client";
import { useCommandKey } from "@/components/shell/platform-key";
import { SHORTCUTS } from "@/components/shell/shortcut-keys";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

export function ShortcutList({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const command = useCommandKey();
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent className="max-w-[400px]">
        <DialogHeader>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogDescription>Single keys can be switched off in Appearance.</DialogDescription>
        </DialogHeader>
        <dl>
          {SHORTCUTS.map(({ keys, does }) => (
            <div
              key={does}
              className="flex h-9 items-center justify-between border-grid border-t first:border-t-0"
            >
              <dt>{does}</dt>
              <dd className="flex items-center gap-1">
                {keys.map((key) => (
                  <Kbd key={key} className="pointer-coarse:inline-block">
                    {key.replace("⌘", command)}
                  </Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}

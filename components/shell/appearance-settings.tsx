"use client";
import { type ReactNode, useId, useState } from "react";
import {
  applyDensity,
  applyShortcuts,
  applyTheme,
  type Density,
  type Preferences,
  type Theme,
} from "@/components/shell/preferences";
import { openShortcuts } from "@/components/shell/shell-events";
import { useTheme } from "@/components/shell/use-theme";
import { Button } from "@/components/ui/button";
import { Segmented, SegmentedItem } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";

/** Theme, density and single-key shortcuts, stored in this browser and applied to every page at once. */
export function AppearanceSettings({ saved }: { saved: Preferences }) {
  const theme = useTheme(saved.theme);
  const [density, setDensity] = useState<Density>(saved.density);
  const [shortcuts, setShortcuts] = useState(saved.shortcuts);
  const switchId = useId();
  return (
    <div className="max-w-[640px]">
      <Row
        title="Theme"
        text="As this device: light by day and dark by night, when the device does so."
      >
        <Segmented
          aria-label="Theme"
          value={theme}
          onValueChange={(value) => applyTheme(value as Theme)}
        >
          <SegmentedItem value="light">Light</SegmentedItem>
          <SegmentedItem value="dark">Dark</SegmentedItem>
          <SegmentedItem value="system">As this device</SegmentedItem>
        </Segmented>
      </Row>
      <Row title="Density" text="Compact shows more rows of a table at once.">
        <Segmented
          aria-label="Density"
          value={density}
          onValueChange={(value) => {
            setDensity(value as Density);
            applyDensity(value as Density);
          }}
        >
          <SegmentedItem value="comfortable">Comfortable</SegmentedItem>
          <SegmentedItem value="compact">Compact</SegmentedItem>
        </Segmented>
      </Row>
      <Row
        title={<label htmlFor={switchId}>Single-key shortcuts</label>}
        text="G then a letter to go somewhere, B to buy credits. With this off, shortcuts with ⌘ or Ctrl still work."
      >
        <Button variant="ghost" size="sm" onClick={openShortcuts}>
          Show the list
        </Button>
        <Switch
          id={switchId}
          checked={shortcuts}
          onCheckedChange={(on) => {
            setShortcuts(on);
            applyShortcuts(on);
          }}
        />
      </Row>
    </div>
  );
}

function Row({ title, text, children }: { title: ReactNode; text: string; children: ReactNode }) {
  return (
    <section className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 border-grid border-t py-4 first:border-t-0 first:pt-0">
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="font-label text-sm tracking-normal">{title}</h2>
        <p className="text-muted-foreground text-xs">{text}</p>
      </div>
      <div className="flex items-center gap-3">{children}</div>
    </section>
  );
}

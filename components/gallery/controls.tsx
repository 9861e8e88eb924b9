"use client";
import { AtSign, Check, Download, Ellipsis } from "lucide-react";
import { useState } from "react";
import { CreditMark } from "@/components/credits/credit-mark";
import { GRID, Line, Specimen } from "@/components/gallery/specimen";
import { BlockedButton } from "@/components/ui/blocked-button";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { FilterChip } from "@/components/ui/filter-chip";
import { Input } from "@/components/ui/input";
import { InputGroup, InputGroupAddon, InputGroupInput } from "@/components/ui/input-group";
import { NativeSelect } from "@/components/ui/native-select";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { Segmented, SegmentedItem } from "@/components/ui/segmented";
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import { SliderField } from "@/components/ui/slider-field";
import { Switch } from "@/components/ui/switch";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Textarea } from "@/components/ui/textarea";

export function ControlsGallery() {
  return (
    <div className={GRID}>
      <Specimen title="Button">
        <Buttons />
      </Specimen>
      <Specimen title="Fields">
        <Fields />
      </Specimen>
      <Specimen title="Choices">
        <Selections />
      </Specimen>
      <Specimen title="Filters, tabs, segments">
        <Filters />
      </Specimen>
    </div>
  );
}

const VARIANTS = ["primary", "outline", "ghost", "destructive", "link"] as const;

function Buttons() {
  return (
    <>
      {VARIANTS.map((variant) => (
        <Line key={variant} label={variant}>
          <span className="flex flex-wrap items-center gap-1.5">
            <Button variant={variant} size="sm">
              Small
            </Button>
            <Button variant={variant}>Default</Button>
            <Button variant={variant} disabled>
              Disabled
            </Button>
          </span>
        </Line>
      ))}
      <Line label="Large">
        <Button variant="primary" size="lg">
          Continue to Stripe
          <span className="tabular-nums opacity-75">$50.00</span>
        </Button>
      </Line>
      <Line label="Working, blocked">
        <span className="flex gap-1.5">
          <Button pending>Stop</Button>
          <BlockedButton reason="Choose a list first.">Export</BlockedButton>
        </span>
      </Line>
      <Line label="With icons">
        <span className="flex gap-1.5">
          <Button>
            <Download aria-hidden />
            Export CSV
          </Button>
          <Button variant="ghost" size="icon" aria-label="More">
            <Ellipsis aria-hidden />
          </Button>
          <CopyButton value="ai-1042" label="Copy transaction id" />
        </span>
      </Line>
    </>
  );
}

function Fields() {
  return (
    <div className="grid gap-4">
      <Field label="Name" description="Shown to everyone in the workspace.">
        <Input defaultValue="Alder & Finch" />
      </Field>
      <Field label="Account" error="This account is protected.">
        <Input defaultValue="@private" />
      </Field>
      <Field label="Source" aside="48,212 followers" htmlFor="gallery-account">
        <InputGroup>
          <InputGroupAddon>
            <AtSign aria-hidden className="size-3.5" />
          </InputGroupAddon>
          <InputGroupInput id="gallery-account" defaultValue="theroastjournal" />
          <InputGroupAddon>
            <Check aria-hidden className="text-positive-ink" />
          </InputGroupAddon>
        </InputGroup>
      </Field>
      <Field label="Note">
        <Textarea placeholder="What to say" />
      </Field>
      <Field label="Not now">
        <Input disabled defaultValue="Disabled" />
      </Field>
    </div>
  );
}

function Selections() {
  const [cap, setCap] = useState(48212);
  return (
    <div className="grid gap-4">
      <Field label="Add to" htmlFor="gallery-list">
        <Select defaultValue="iberia">
          <SelectTrigger id="gallery-list">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="iberia">Café owners, Iberia</SelectItem>
            <SelectItem value="lisbon">Café owners, Lisbon</SelectItem>
          </SelectContent>
        </Select>
      </Field>
      <Field label="Role">
        <NativeSelect defaultValue="member">
          <option value="member">Member</option>
          <option value="admin">Admin</option>
        </NativeSelect>
      </Field>
      <SliderField
        label="Stop after"
        unit="profiles"
        value={cap}
        onValueChange={setCap}
        min={500}
        max={50_000}
      />
      <SliderField
        label="More than available"
        unit="profiles"
        value={cap}
        onValueChange={setCap}
        min={500}
        max={50_000}
        over
      />
      <div className="flex items-center gap-4">
        <label htmlFor="gallery-check" className="flex items-center gap-2">
          <Checkbox id="gallery-check" defaultChecked />
          Checked
        </label>
        <Checkbox aria-label="Some" checked="indeterminate" />
        <Checkbox aria-label="None" />
        <Switch aria-label="On" defaultChecked />
        <Switch aria-label="Off" />
      </div>
      <RadioGroup aria-label="Approval" defaultValue="each" className="flex gap-4">
        <label htmlFor="gallery-each" className="flex items-center gap-2">
          <RadioGroupItem id="gallery-each" value="each" />
          Each post
        </label>
        <label htmlFor="gallery-none" className="flex items-center gap-2">
          <RadioGroupItem id="gallery-none" value="none" />
          None
        </label>
      </RadioGroup>
    </div>
  );
}

function Filters() {
  const [date, setDate] = useState<string | undefined>("Last 30 days");
  const clear = () => setDate(undefined);
  return (
    <div className="grid justify-items-start gap-4">
      <div className="flex flex-wrap gap-1.5">
        <FilterChip label="Operation" value="All" />
        <FilterChip label="Date" {...(date ? { value: date, onClear: clear } : {})} />
        <FilterChip label="Member" />
        <FilterChip label="Campaign" />
      </div>
      <Segmented aria-label="Kind of credits" defaultValue="ai">
        <SegmentedItem value="ai">
          <CreditMark kind="ai" />
          AI credits
        </SegmentedItem>
        <SegmentedItem value="lead">
          <CreditMark kind="lead" />
          Lead credits
        </SegmentedItem>
      </Segmented>
      <Tabs defaultValue="file" className="w-full">
        <TabsList aria-label="Import from">
          <TabsTrigger value="file">File</TabsTrigger>
          <TabsTrigger value="paste">Paste</TabsTrigger>
        </TabsList>
        <TabsContent value="file">A CSV of usernames, or the export format.</TabsContent>
        <TabsContent value="paste">One username a line.</TabsContent>
      </Tabs>
    </div>
  );
}

"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ListDialog } from "@/components/leads/list-dialog";
import { Button } from "@/components/ui/button";

export function NewListButton({ workspace }: { workspace: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New list
      </Button>
      <ListDialog workspace={workspace} list={null} open={open} onOpenChange={setOpen} />
    </>
  );
}

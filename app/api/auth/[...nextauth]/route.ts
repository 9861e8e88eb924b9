import { handlers } from "@/lib/identity/providers/auth";

export const { GET, POST } = handlers;

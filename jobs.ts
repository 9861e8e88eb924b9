// Every domain's background work. Whoever works on jobs imports this file once, at its start.
import "@/lib/billing/jobs";
import "@/lib/credits/jobs";
import "@/lib/leads/jobs";

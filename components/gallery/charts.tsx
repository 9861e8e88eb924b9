"use client";
import dynamic from "next/dynamic";

// Of all that the gallery shows at once, the charts are the largest: they come after the rest.

/** Use per day. */
export const UsageChart = dynamic(() =>
  import("@/components/usage/team/usage-chart").then((file) => file.UsageChart),
);

/** Use added up. */
export const CumulativeChart = dynamic(() =>
  import("@/components/usage/team/cumulative-chart").then((file) => file.CumulativeChart),
);

"use client";
import dynamic from "next/dynamic";

// The charts are the largest part of the gallery, so they are loaded after the rest.

/** Use per day. */
export const UsageChart = dynamic(() =>
  import("@/components/usage/team/usage-chart").then((file) => file.UsageChart),
);

/** Cumulative use. */
export const CumulativeChart = dynamic(() =>
  import("@/components/usage/team/cumulative-chart").then((file) => file.CumulativeChart),
);

import { formatCount } from "@/lib/credits/core/format";
import { bandsOf, type Counts, flowSentence } from "@/lib/leads/core/preview";

const TOP = 34;
const HEIGHT = 190;
/** Bands begin inside the block, so that no seam shows. */
const OVERLAP = 4;

type Shape = { width: number; block: number; middle: number; end: number };
const WIDE: Shape = { width: 620, block: 112, middle: 326, end: 498 };
const NARROW: Shape = { width: 350, block: 92, middle: 160, end: 232 };

/** The rows of the file, and what happens to them. Every thickness is linear in rows. */
export function ImportFlow({ counts, charged }: { counts: Counts; charged: boolean }) {
  return (
    <div
      role="img"
      aria-label={flowSentence(counts)}
      className="[--flow:oklch(0.50_0.083_192)] [--on-lead:oklch(0.99_0_0)] dark:[--flow:var(--chart-lead-2)] dark:[--on-lead:oklch(0.15_0.02_200)]"
    >
      <Drawing shape={WIDE} counts={counts} charged={charged} className="block max-sm:hidden" />
      <Drawing shape={NARROW} counts={counts} charged={charged} className="hidden max-sm:block" />
    </div>
  );
}

type DrawingProps = { shape: Shape; counts: Counts; charged: boolean; className: string };

function Drawing({ shape, counts, charged, className }: DrawingProps) {
  const { width, block, middle, end } = shape;
  const bands = bandsOf(counts, HEIGHT);
  const id = `rows-${width}`;
  const split = TOP + bands.imported;
  const dropAt = split + bands.existing;
  const branch = 14 + bands.imported + 14;
  return (
    <svg aria-hidden viewBox={`0 0 ${width} 268`} className={`w-full tabular-nums ${className}`}>
      <Hatch id={id} from={block} to={end} />
      <rect x={0} y={TOP} width={block} height={HEIGHT} rx={4} fill="var(--flow)" />
      {bands.dropped > 0 ? (
        <g mask={`url(#${id}-fade)`}>
          <path
            d={band(block, dropAt, bands.dropped, end, dropAt + 30)}
            fill={`url(#${id}-hatch)`}
          />
        </g>
      ) : null}
      {bands.imported > 0 ? (
        <>
          <path d={band(block - OVERLAP, TOP, bands.imported, end, 14)} fill="var(--flow)" />
          <rect x={end - 1} y={14} width={5} height={bands.imported} fill="var(--flow)" />
        </>
      ) : null}
      {bands.existing > 0 ? (
        <path
          d={band(block, split, bands.existing, middle + (end - middle) * 0.8, branch)}
          fill="var(--muted-foreground)"
          opacity={0.7}
        />
      ) : null}
      <BlockText counts={counts} charged={charged} narrow={width < 400} />
      <EndText shape={shape} counts={counts} branch={branch} dropped={bands.dropped} at={dropAt} />
    </svg>
  );
}

/** A stream of one thickness from one height to another. */
function band(x0: number, y0: number, thick: number, x1: number, y1: number): string {
  const bend = (x0 + x1) / 2;
  return `M${x0} ${y0}C${bend} ${y0} ${bend} ${y1} ${x1} ${y1}V${y1 + thick}C${bend} ${y1 + thick} ${bend} ${y0 + thick} ${x0} ${y0 + thick}Z`;
}

function Hatch({ id, from, to }: { id: string; from: number; to: number }) {
  return (
    <defs>
      <pattern
        id={`${id}-hatch`}
        width={6}
        height={6}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={6} height={6} fill="var(--muted-foreground)" opacity={0.07} />
        <rect width={1.5} height={6} fill="var(--muted-foreground)" opacity={0.4} />
      </pattern>
      <linearGradient id={`${id}-stops`} x1={0} x2={1}>
        <stop offset={0} stopColor="#fff" stopOpacity={1} />
        <stop offset={0.55} stopColor="#fff" stopOpacity={0.85} />
        <stop offset={1} stopColor="#fff" stopOpacity={0} />
      </linearGradient>
      <mask id={`${id}-fade`}>
        <rect x={from} y={0} width={to - from} height={268} fill={`url(#${id}-stops)`} />
      </mask>
    </defs>
  );
}

type BlockTextProps = { counts: Counts; charged: boolean; narrow: boolean };

function BlockText({ counts, charged, narrow }: BlockTextProps) {
  return (
    <g fontSize={12} fill="var(--on-lead)">
      <text x={narrow ? 10 : 14} y={60} fontWeight={550}>
        Rows read
      </text>
      <text
        x={narrow ? 10 : 14}
        y={84}
        fontSize={narrow ? 16 : 20}
        fontWeight={600}
        letterSpacing={-0.4}
      >
        {formatCount(counts.rowsRead)}
      </text>
      <text x={narrow ? 10 : 14} y={210}>
        {charged ? "reading is free" : "all free"}
      </text>
    </g>
  );
}

type EndTextProps = { shape: Shape; counts: Counts; branch: number; dropped: number; at: number };

function EndText({ shape, counts, branch, dropped, at }: EndTextProps) {
  const x = shape.end + 14;
  const gone = counts.invalid + counts.duplicates;
  const yours = Math.max(52, branch + 6);
  const left = Math.max(counts.existing > 0 ? yours + 24 : 58, at + dropped / 2 + 26);
  return (
    <g fontSize={12} fill="var(--foreground-2)">
      <text
        x={x}
        y={17}
        fontSize={18}
        fontWeight={600}
        letterSpacing={-0.3}
        fill="var(--foreground)"
      >
        {formatCount(counts.toImport)}
      </text>
      <text x={x} y={35}>
        {counts.toImport === 1 ? "lead imported" : "leads imported"}
      </text>
      {counts.existing > 0 ? (
        <text x={x} y={yours} fontSize={11} fill="var(--muted-foreground)">
          {formatCount(counts.existing)} already yours
        </text>
      ) : null}
      {gone > 0 ? (
        <>
          <text x={x} y={left} fontWeight={600} fill="var(--foreground)">
            {formatCount(gone)} left out
          </text>
          <text x={x} y={left + 16} fontSize={11} fill="var(--muted-foreground)">
            not charged
          </text>
        </>
      ) : null}
    </g>
  );
}

import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;

/** Every colour and size a class name can ask for. The values live in app/tokens.css. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    extend: {
      colors: {
        canvas: token("canvas"),
        background: token("background"),
        sunken: token("sunken"),
        hover: token("hover"),
        active: token("active"),
        grid: token("grid"),
        foreground: { DEFAULT: token("foreground"), 2: token("foreground-2") },
        muted: { foreground: token("muted-foreground") },
        card: token("card"),
        popover: token("popover"),
        border: { DEFAULT: token("border"), strong: token("border-strong") },
        input: token("input"),
        ring: token("ring"),
        scrim: token("scrim"),
        segment: token("segment-on"),
        primary: {
          DEFAULT: token("primary"),
          hover: token("primary-hover"),
          foreground: token("primary-foreground"),
        },
        ai: {
          DEFAULT: token("credit-ai"),
          ink: token("credit-ai-ink"),
          soft: token("credit-ai-soft"),
        },
        lead: {
          DEFAULT: token("credit-lead"),
          ink: token("credit-lead-ink"),
          soft: token("credit-lead-soft"),
        },
        warning: {
          DEFAULT: token("warning"),
          ink: token("warning-ink"),
          soft: token("warning-soft"),
        },
        critical: {
          DEFAULT: token("critical"),
          ink: token("critical-ink"),
          soft: token("critical-soft"),
        },
        positive: {
          DEFAULT: token("positive"),
          ink: token("positive-ink"),
          soft: token("positive-soft"),
        },
      },
      fontSize: {
        "2xs": ["11px", "16px"],
        xs: ["12px", "18px"],
        sm: ["var(--text-body)", "20px"],
        field: ["var(--text-field)", "20px"],
        base: ["14px", "20px"],
        lg: ["16px", "24px"],
        xl: ["20px", "28px"],
        "2xl": ["28px", "34px"],
        "3xl": ["44px", "48px"],
      },
      fontWeight: { normal: "400", nav: "450", medium: "500", label: "550", semibold: "600" },
      fontFamily: {
        sans: ["var(--font-sans)", "ui-sans-serif", "system-ui", "sans-serif"],
        mono: ["var(--font-mono)", "ui-monospace", "monospace"],
      },
      borderRadius: {
        xs: "4px",
        sm: "6px",
        md: "8px",
        DEFAULT: "8px",
        option: "10px",
        lg: "12px",
        panel: "12px",
        xl: "16px",
      },
      boxShadow: {
        sheet: token("shadow-sheet"),
        pop: token("shadow-pop"),
        btn: token("shadow-btn"),
      },
      height: { row: token("row") },
      padding: { "page-x": token("page-x"), "page-y": token("page-y") },
      transitionTimingFunction: { out: "var(--ease-out)" },
      transitionDuration: { 1: "120ms", 2: "180ms", 3: "240ms" },
    },
  },
} satisfies Config;

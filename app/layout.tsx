import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { readPreferences } from "@/components/shell/preferences";
import { ThemeScript } from "@/components/shell/theme-script";
import { TitleScript } from "@/components/shell/title-script";
import { Announcer } from "@/components/ui/announcer";
import { Toaster } from "@/components/ui/toaster";
import "./globals.css";

const sans = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  // Until it is loaded, stand-ins.css substitutes a local font, by the font's name on each system.
  adjustFontFallback: false,
  variable: "--font-geist",
});
const mono = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  preload: false,
  // Until it is loaded, a font with the same letter widths is used, so that no line breaks differently afterwards.
  adjustFontFallback: false,
  variable: "--font-geist-mono",
});

export const metadata: Metadata = {
  title: { default: "Wellspent", template: "%s, Wellspent" },
  description: "One shared, exactly accounted credit balance for outreach and content teams.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f5f4" },
    { media: "(prefers-color-scheme: dark)", color: "#08090b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const { theme, density, shortcuts } = readPreferences(jar);
  const nonce = head.get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      data-choice={theme}
      data-theme={theme === "system" ? undefined : theme}
      data-density={density}
      data-shortcuts={shortcuts ? "on" : "off"}
      className={`${sans.variable} ${mono.variable}`}
      suppressHydrationWarning
    >
      <head>
        <ThemeScript nonce={nonce} />
        <TitleScript nonce={nonce} />
      </head>
      <body>
        {children}
        <Toaster />
        <Announcer />
      </body>
    </html>
  );
}

/** Runs before the first paint, and again when the device changes between day and night. */
const SCRIPT = `(()=>{const r=document.documentElement,m=matchMedia("(prefers-color-scheme: dark)"),f=()=>{if(r.dataset.choice==="system")r.dataset.theme=m.matches?"dark":"light"};f();m.addEventListener("change",f)})()`;

/** `system` can only be resolved in the browser; light and dark are in the HTML already. */
export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      {...(nonce ? { nonce } : {})}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its nonce
      dangerouslySetInnerHTML={{ __html: SCRIPT }}
    />
  );
}

/** Runs before the first paint, and again when the device changes between day and night. */
const THEME = `const r=document.documentElement,m=matchMedia("(prefers-color-scheme: dark)"),f=()=>{if(r.dataset.choice==="system")r.dataset.theme=m.matches?"dark":"light"};f();m.addEventListener("change",f)`;

/** Once something is on the screen. */
const lateFont = (name: string) =>
  `new PerformanceObserver((p,o)=>{if(p.getEntriesByName("first-contentful-paint").length){o.disconnect();r.classList.add(${JSON.stringify(name)})}}).observe({type:"paint",buffered:true})`;

type ThemeScriptProps = {
  nonce: string | undefined;
  /** The class that brings a font which the first paint does not wait for, nor compete with. */
  late: string;
};

/** `system` can only be resolved in the browser; light and dark are in the HTML already. */
export function ThemeScript({ nonce, late }: ThemeScriptProps) {
  return (
    <script
      {...(nonce ? { nonce } : {})}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its nonce
      dangerouslySetInnerHTML={{ __html: `(()=>{${THEME};${lateFont(late)}})()` }}
    />
  );
}

// npm run build
import { build } from "./start/build.mjs";
import { sentenceFor } from "./start/problem.mjs";

await build().catch((error) => {
  console.error(sentenceFor(error));
  process.exit(1);
});

// npm's postinstall: writes the database client.
import { generateClient } from "./start/packages.mjs";
import { sentenceFor } from "./start/problem.mjs";

await generateClient().catch((error) => {
  console.error(sentenceFor(error));
  process.exit(1);
});

// npm start, npm run dev. Uses only what any Node can parse, so that an old one gets a sentence and not a stack.
const parts = process.versions.node.split(".").map(Number);
const supported =
  (parts[0] === 20 && parts[1] >= 19) || (parts[0] === 22 && parts[1] >= 12) || parts[0] > 22;

if (supported) {
  void import("./start/main.mjs");
} else {
  console.error(
    `Wellspent needs Node 20.19, 22.12 or newer; this is ${process.versions.node}. Install a newer Node and run it again.`,
  );
  process.exit(1);
}

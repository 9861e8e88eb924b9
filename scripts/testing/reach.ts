import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

/** A declaration at the top of a file: "lib/leads/actions.ts#startImportAction". */
type Name = string;
type Declared = { uses: Set<Name>; node: ts.Node };

/** The sources under some folders, tests and what only tests use left out. */
export const sourcesOf = (...folders: string[]): string[] =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /\.tsx?$/.test(path))
    .filter((path) => !/\.test\.tsx?$|\/testing\.ts$|\/generated\//.test(path));

export const parsed = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);

/**
 * Which declarations use which, over all these files, by their names alone: what stands in a function's text counts as
 * used. Work that is handed to a job is followed to the job: `enqueue(IMPORT_JOB)` leads to what `defineJob(IMPORT_JOB)`
 * was given.
 */
export class Uses {
  readonly #declared = new Map<Name, Declared>();

  constructor(paths: readonly string[]) {
    for (const path of paths) this.#read(path);
  }

  /** The declarations for which `holds` is true. */
  where(holds: (name: Name, node: ts.Node) => boolean): Name[] {
    return [...this.#declared]
      .filter(([name, { node }]) => holds(name, node))
      .map(([name]) => name);
  }

  /** Whether `from` uses one of `sinks`, directly or through others. */
  reaches(from: Name, sinks: ReadonlySet<Name>): boolean {
    const seen = new Set<Name>();
    const next = [from];
    for (let name = next.pop(); name !== undefined; name = next.pop()) {
      if (sinks.has(name)) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      next.push(...(this.#declared.get(name)?.uses ?? []));
    }
    return false;
  }

  #read(path: string): void {
    const file = parsed(path);
    const names = importsOf(file, path);
    const own = file.statements.flatMap(declarationsIn);
    for (const { name } of own) names.set(name, `${path}#${name}`);
    for (const { name, node } of own) {
      this.#declared.set(`${path}#${name}`, { uses: namesUsed(node, names), node });
    }
    for (const [from, to] of reexportsOf(file, path)) {
      this.#declared.set(from, { uses: new Set([to]), node: file });
    }
    for (const statement of file.statements) this.#readJob(statement, names);
  }

  #readJob(statement: ts.Statement, names: ReadonlyMap<string, Name>): void {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return;
    const { expression, arguments: given } = statement.expression;
    const [job] = given;
    if (expression.getText() !== "defineJob" || !job || !ts.isIdentifier(job)) return;
    const key = names.get(job.text);
    if (!key) return;
    const declared = this.#declared.get(key) ?? { uses: new Set<Name>(), node: statement };
    for (const used of namesUsed(statement, names)) if (used !== key) declared.uses.add(used);
    this.#declared.set(key, declared);
  }
}

function declarationsIn(statement: ts.Statement): { name: string; node: ts.Node }[] {
  if (ts.isFunctionDeclaration(statement) && statement.name) {
    return [{ name: statement.name.text, node: statement }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((one) => {
    if (ts.isIdentifier(one.name)) return [{ name: one.name.text, node: one }];
    return one.name.elements.flatMap((element) =>
      ts.isBindingElement(element) && ts.isIdentifier(element.name)
        ? [{ name: element.name.text, node: one }]
        : [],
    );
  });
}

function importsOf(file: ts.SourceFile, path: string): Map<string, Name> {
  const names = new Map<string, Name>();
  for (const { importClause, moduleSpecifier } of file.statements.filter(ts.isImportDeclaration)) {
    const from = fileOf(moduleSpecifier, path);
    const bindings = importClause?.namedBindings;
    if (!from || !bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      names.set(name.text, `${from}#${(propertyName ?? name).text}`);
    }
  }
  return names;
}

function* reexportsOf(file: ts.SourceFile, path: string): Iterable<[Name, Name]> {
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
    const from = fileOf(statement.moduleSpecifier, path);
    if (!from || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) continue;
    for (const { name, propertyName } of statement.exportClause.elements) {
      yield [`${path}#${name.text}`, `${from}#${(propertyName ?? name).text}`];
    }
  }
}

/** Our own file behind a module's name, or null. */
function fileOf(specifier: ts.Expression, path: string): string | null {
  if (!ts.isStringLiteral(specifier)) return null;
  const { text } = specifier;
  if (text.startsWith("@/")) return `${text.slice(2)}.ts`;
  return text.startsWith(".") ? `${normalize(join(dirname(path), text))}.ts` : null;
}

function namesUsed(node: ts.Node, names: ReadonlyMap<string, Name>): Set<Name> {
  const used = new Set<Name>();
  const look = (one: ts.Node): void => {
    const name = ts.isIdentifier(one) ? names.get(one.text) : undefined;
    if (name) used.add(name);
    ts.forEachChild(one, look);
  };
  look(node);
  return used;
}

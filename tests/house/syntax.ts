// Finds the constructs that the house does not use, by reading the syntax tree rather than the letters.
import ts from 'typescript';

export interface Finding {
  readonly line: number;
  readonly what: string;
}

const modifiersOf = (node: ts.Node): readonly ts.Modifier[] =>
  ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];

const isDefault = (node: ts.Node): boolean =>
  (ts.isExportAssignment(node) && node.isExportEquals !== true) ||
  modifiersOf(node).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);

const isStarExport = (node: ts.Node): boolean =>
  ts.isExportDeclaration(node) && node.exportClause === undefined;

const isDefaultSpecifier = (node: ts.Node): boolean =>
  ts.isExportSpecifier(node) && node.name.text === 'default';

const bans: readonly (readonly [string, (node: ts.Node) => boolean])[] = [
  ['any', (node) => node.kind === ts.SyntaxKind.AnyKeyword],
  ['enum', (node) => ts.isEnumDeclaration(node)],
  ['non-null assertion', (node) => ts.isNonNullExpression(node)],
  ['default export', (node) => isDefault(node) || isDefaultSpecifier(node)],
  ['export *', isStarExport],
];

const words: readonly (readonly [string, RegExp])[] = [
  ['ts-ignore', /@ts-(ignore|nocheck)\b/],
  ['TODO', /\b(TODO|FIXME|XXX|HACK)\b/],
];

const comments = (text: string, file: ts.SourceFile): readonly ts.TextRange[] => {
  const found = new Map<number, ts.TextRange>();
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    for (const range of ranges) found.set(range.pos, range);
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...found.values()];
};

const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);

const lineOf = (file: ts.SourceFile, position: number): number =>
  file.getLineAndCharacterOfPosition(position).line + 1;

/** Every banned construct in one file. */
export const banned = (path: string, text: string): readonly Finding[] => {
  const file = parse(path, text);
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    for (const [what, matches] of bans) {
      if (matches(node)) found.push({ what, line: lineOf(file, node.getStart(file)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const range of comments(text, file)) {
    for (const [what, pattern] of words) {
      if (pattern.test(text.slice(range.pos, range.end))) found.push({ what, line: lineOf(file, range.pos) });
    }
  }
  return found;
};

/** Every function in one file that is longer than `limit` lines. */
export const longFunctions = (path: string, text: string, limit: number): readonly Finding[] => {
  const file = parse(path, text);
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const start = lineOf(file, node.getStart(file));
      const lines = lineOf(file, node.getEnd()) - start + 1;
      if (lines > limit) found.push({ what: `a function of ${lines} lines`, line: start });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** What one file imports, as written. */
export const imports = (path: string, text: string): readonly string[] => {
  const file = parse(path, text);
  return file.statements
    .filter((node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    .map((node) => node.moduleSpecifier)
    .filter((specifier) => specifier !== undefined && ts.isStringLiteral(specifier))
    .map((specifier) => specifier.text);
};

/** The names of types that one file casts to, with where. */
export const casts = (path: string, text: string): readonly Finding[] => {
  const file = parse(path, text);
  const found: Finding[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
      found.push({ what: node.type.getText(file), line: lineOf(file, node.getStart(file)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** The names that one file imports. */
export const importedNames = (path: string, text: string): readonly string[] => {
  const file = parse(path, text);
  return file.statements
    .filter((node) => ts.isImportDeclaration(node))
    .map((node) => node.importClause?.namedBindings)
    .filter((bindings) => bindings !== undefined && ts.isNamedImports(bindings))
    .flatMap((bindings) => bindings.elements.map((element) => (element.propertyName ?? element.name).text));
};

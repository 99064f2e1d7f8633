/**
 * @file The names an example may use without importing them: `tn`, which is `@tenon/core`, and whatever
 * the file exports that it stands in, so that an inner function is documented like a public one.
 */
import { type Program, parseSync, Visitor } from 'oxc-parser';

/**
 * The import statements to put before an example's code.
 *
 * @param code The example.
 * @param fileText The text of the file it stands in.
 * @param fileSpecifier The specifier by which the example's module reaches that file.
 */
export function exampleImports(code: string, fileText: string, fileSpecifier: string): string[] {
  const { program } = parseSync('example.ts', code, { lang: 'ts', sourceType: 'module' });
  const declared = declaredNames(program);
  const used = usedNames(program);
  const imports: string[] = [];
  if (!declared.has('tn')) imports.push("import * as tn from '@tenon/core';");

  const names = exportedNames(fileText).filter((name) => used.has(name) && !declared.has(name));
  if (names.length > 0) imports.push(`import { ${names.join(', ')} } from ${JSON.stringify(fileSpecifier)};`);
  return imports;
}

/** The values that a file exports by name, and the types as well if their name is a value's. */
function exportedNames(text: string): string[] {
  const { module } = parseSync('file.ts', text, { lang: 'ts', sourceType: 'module' });
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .filter((entry) => !entry.isType)
    .flatMap(({ exportName }) =>
      exportName.name === null || exportName.name === 'default' ? [] : exportName.name,
    );
}

/** The names that stand in the code, other than behind a dot. */
function usedNames(program: Program): Set<string> {
  const names = new Map<number, string>();
  const members: number[] = [];
  new Visitor({
    Identifier: ({ start, name }) => void names.set(start, name),
    MemberExpression: ({ computed, property }) => void (computed || members.push(property.start)),
  }).visit(program);
  for (const start of members) names.delete(start);
  return new Set(names.values());
}

/** The names that the code itself declares, at any depth: an import beside one might be a duplicate. */
function declaredNames(program: Program): Set<string> {
  const names = new Set<string>();
  const add = (node: { type: string; name?: unknown } | null | undefined) => {
    if (node?.type === 'Identifier' && typeof node.name === 'string') names.add(node.name);
  };
  new Visitor({
    VariableDeclarator: ({ id }) => {
      if (id.type === 'ObjectPattern')
        for (const part of id.properties) add('value' in part ? part.value : part.argument);
      else if (id.type === 'ArrayPattern') for (const part of id.elements) add(part);
      else add(id);
    },
    FunctionDeclaration: ({ id }) => add(id),
    ClassDeclaration: ({ id }) => add(id),
    ImportSpecifier: ({ local }) => add(local),
    ImportNamespaceSpecifier: ({ local }) => add(local),
    ImportDefaultSpecifier: ({ local }) => add(local),
  }).visit(program);
  return names;
}

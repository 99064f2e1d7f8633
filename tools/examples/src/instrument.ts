/** @file Turns the `// => text` comments of an example into calls that check them. */
import { parseSync, Visitor } from 'oxc-parser';

/** Where an example stands and how its claims are checked. */
export interface InstrumentOptions {
  /** The file to name when a claim is wrong. */
  readonly path: string;
  /** The line of that file on which the code begins. */
  readonly line: number;
  /** The specifier of a module that exports `claim` and `console`, as claim.ts does. */
  readonly claimModule: string;
}

/** A statement that a claim can stand behind, and the expression that yields the claimed value. */
interface Claimable {
  readonly start: number;
  readonly end: number;
  /** For a declaration, the name it declares; otherwise the statement is the expression itself. */
  readonly declares?: string;
  readonly expressionEnd: number;
}

/**
 * The code with every claim checked. A claim stands at the end of the line on which an expression
 * statement, or the declaration of one name, ends; comment lines right below continue it.
 *
 * @throws SyntaxError if the code does not parse, or a claim stands behind nothing that has a value.
 */
export function instrument(code: string, { path, line, claimModule }: InstrumentOptions): string {
  const { program, comments, errors } = parseSync('example.ts', code, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0) throw new SyntaxError(`${path}:${line}: ${errors[0].message}`);

  const claimables: Claimable[] = [];
  new Visitor({
    ExpressionStatement: ({ start, end, expression }) => {
      claimables.push({ start, end, expressionEnd: expression.end });
    },
    VariableDeclaration: ({ start, end, declarations: [first, ...others] }) => {
      if (others.length > 0 || first.id.type !== 'Identifier') return;
      claimables.push({ start, end, expressionEnd: end, declares: first.id.name });
    },
  }).visit(program);

  let result = code;
  // From the last to the first, so that the offsets of those before stay true.
  for (let i = comments.length - 1; i >= 0; i--) {
    const comment = comments[i];
    const opening = /^\s*=>(.*)/s.exec(comment.value);
    if (comment.type !== 'Line' || !opening) continue;

    const claimLine = line + code.slice(0, comment.start).split('\n').length - 1;
    const place = `${path}:${claimLine}`;
    const target = claimables.find(
      ({ end }) => end <= comment.start && /^[ \t]*$/.test(code.slice(end, comment.start)),
    );
    if (!target) throw new SyntaxError(`${place}: the claim does not follow an expression or a declaration`);

    const continued: string[] = [];
    for (let next = i + 1, end = comment.end; next < comments.length; next++) {
      // Only white space with one line break in between: the comment is alone on the next line.
      if (!/^\r?\n[ \t]*$/.test(code.slice(end, comments[next].start))) break;
      continued.push(comments[next].value);
      end = comments[next].end;
    }
    const text = [opening[1], ...continued].join('\n').trim();
    const check = (value: string) => `claim(${value}, ${JSON.stringify(text)}, ${JSON.stringify(place)});`;
    const checked = target.declares
      ? `${code.slice(target.start, target.end)}; ${check(target.declares)}`
      : check(code.slice(target.start, target.expressionEnd));
    result = result.slice(0, target.start) + checked + result.slice(target.end);
  }
  return `import { claim, console } from ${JSON.stringify(claimModule)};\n${result}\n`;
}

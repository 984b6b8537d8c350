/** Every pattern of the net is looked at by a checker of patterns: none is exponential, and what is not linear meets short texts alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';

// In this process, and with nothing to start.
vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure');
vi.stubEnv('RECHECK_BACKEND', 'pure');

const room = fileURLToPath(new URL('../../../src/egress', import.meta.url));
interface Pattern {
  readonly source: string;
  readonly flags: string;
}

function literalsIn(file: string): readonly Pattern[] {
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

/** Those that are put together when the detectors are loaded. */
async function builtPatterns(): Promise<readonly Pattern[]> {
  // Its patterns are its own; it is given candidates of a few dozen characters.
  await import('libphonenumber-js/max');
  const found: Pattern[] = [];
  const plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(plain, {
    construct(target, given, of) {
      const made: RegExp = Reflect.construct(target, given, of);
      found.push({ source: made.source, flags: made.flags });
      return made;
    },
  });
  // A shape makes its patterns when it is first asked: here they are asked for at once.
  vi.doMock('../../../src/egress/detect/text/shape.js', async (original) => {
    const shapes = await original<typeof import('../../../src/egress/detect/text/shape.js')>();
    const shapeOf: typeof shapes.shapeOf = (...given) => {
      const shape = shapes.shapeOf(...given);
      const { wide, plain } = shape;
      expect([wide.flags.includes('u'), plain.flags.includes('u')]).toEqual([true, false]);
      return shape;
    };
    return { ...shapes, shapeOf };
  });
  try {
    await import('../../../src/egress/net/text/scan.js');
  } finally {
    globalThis.RegExp = plain;
  }
  return found;
}

/** Not linear by itself, and never run on more than a few dozen characters: a number's, or a window's. */
const bounded: readonly string[] = ['\\d.*$', '[ ().\\-/]+\\d+$'];

describe('the patterns of the net', () => {
  it('are none that a hostile text makes slow', async () => {
    const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const all = [...files.flatMap((name) => literalsIn(join(room, name))), ...(await builtPatterns())];
    expect(all.length).toBeGreaterThan(120);
    const slow = all.filter(({ source, flags }) => {
      const { status } = checkSync(source, flags, { checker: 'automaton', timeout: 400 });
      return status === 'vulnerable' && !bounded.includes(source);
    });
    expect(slow).toEqual([]);
  }, 180_000);

  it('the checker knows a slow one', () => {
    expect(checkSync('^(a+)+$', '', { checker: 'automaton' }).status).toBe('vulnerable');
  });
});

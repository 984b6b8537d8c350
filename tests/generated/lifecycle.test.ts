// Every way through the request machine, on XState and on the table derived from it, ends as was foretold; and no state or transition is left out.
import { describe, expect, it } from 'vitest';
import { eventOf, phasesSaying } from '../../actors/rehearsal/lifecycle.js';
import { lifecycleCoverage, transitions, walk } from '../../actors/rehearsal/lifecycle-coverage.js';
import { observedCourse, type Standing, tableCourse } from '../../actors/trip/course.js';
import { requestId } from '../../src/call/id.js';
import { type Course, type Foretold, foretell } from '../../src/oracle/lifecycle.js';

const { paths, disagreements, unreached, unfired } = lifecycleCoverage();

function taken(way: typeof tableCourse, { says, sent }: Course): Foretold {
  const path: string[] = [];
  const seen: Standing[] = [];
  const course = way(
    { id: requestId('generated'), phases: phasesSaying(says) },
    {
      stood: (standing) => seen.push(standing),
      stepped: (state) => {
        if ((path.at(-1) ?? 'resolve') !== state) path.push(state);
      },
    },
  );
  course.start();
  for (const one of sent) course.send(eventOf(one));
  const { verdict, code, endedIn, executed, ignored } =
    seen.at(-1)?.context ?? expect.fail('it never stood anywhere');
  return { path, verdict, code, endedIn, executed, ignored };
}

describe('the lifecycle, on XState and on the table', () => {
  it.each(paths.map((path) => [path.name, path] as const))('%s', (_, path) => {
    const foretold = foretell(path);
    expect(taken(observedCourse, path)).toEqual(foretold);
    expect(taken(tableCourse, path)).toEqual(foretold);
  });
});

/** Transitions that nothing can bring about, and why. */
const infeasible: Readonly<Record<string, string>> = {};

describe('what the paths show of the machine', () => {
  it('is every state', () => expect(unreached).toEqual([]));

  it('is every transition but those that nothing can bring about', () => {
    expect(transitions.length).toBeGreaterThan(60);
    expect(unfired).toEqual(Object.keys(infeasible));
  });

  it('is nothing that was foretold otherwise', () => expect(disagreements).toEqual([]));

  it('holds each promise on each path', () => {
    for (const path of paths) {
      const { told } = walk(path);
      const at = (state: string): number => told.path.indexOf(state);
      expect(told.path.filter((state) => state === 'audit')).toHaveLength(1);
      expect(told.path.at(-2)).toBe('audit');
      if (at('calling') >= 0) expect(at('intending')).toBeLessThan(at('calling'));
      if (told.path.at(-1) === 'done') expect(at('mint')).toBeGreaterThan(0);
    }
  });
});

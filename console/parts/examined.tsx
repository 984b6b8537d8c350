/** What trying calls has shown of rules and tools: what changes nothing, what is never allowed. It says how many calls it speaks of. */
import type { JSX } from 'preact';
import type { Examined, ExaminedLine } from '../../src/inspection/examined.js';
import type { Answer } from '../link/ask.js';
import { counted } from '../words.js';
import { Name } from './text.js';

const kindWord: Readonly<Record<ExaminedLine['kind'], string>> = {
  dead: 'It speaks of no call',
  shadowed: 'It changes nothing',
  contradicted: 'What it grants is denied',
  unreachable: 'No role is allowed it',
};

/** What trying calls has shown of one rule or tool. */
export function Shown({ lines }: { readonly lines: readonly ExaminedLine[] }): JSX.Element | null {
  return lines.length === 0 ? null : (
    <ul class="rule-shown">
      {lines.map(({ kind, why, call }) => (
        <li key={kind}>
          <p>
            <span class="badge">{kind}</span> {kindWord[kind]}:{' '}
            <span class="quiet">
              <bdi>{why}</bdi>
            </span>
          </p>
          {call === '' ? null : (
            <code>
              <bdi>{call}</bdi>
            </code>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Tools that the manifests offer and the policies never allow. */
export function Unreachable({ lines }: { readonly lines: readonly ExaminedLine[] }): JSX.Element | null {
  return lines.length === 0 ? null : (
    <section class="panel" aria-labelledby="unreachable">
      <h2 id="unreachable">
        tools <span class="quiet">that no role is allowed</span>
      </h2>
      {lines.map((line) => (
        <div key={line.id} class="rule">
          <h3>
            <Name>{line.id}</Name>
          </h3>
          <Shown lines={[line]} />
        </div>
      ))}
    </section>
  );
}

/** How far the examination has come; it is made once, when somebody first looks. */
export function Examination({ answer }: { readonly answer: Answer<Examined> | undefined }): JSX.Element {
  const words = (): string => {
    if (answer === undefined) return 'Calls are being tried, to see which rules change nothing…';
    if (answer.is !== 'there') return 'Which rules change nothing is not known: they could not be examined.';
    const { lines, tried } = answer.value;
    const idle = lines.length === 0 ? 'each rule decides at least one' : 'some rules decide none of them';
    return `${counted(tried, 'call')} of the kinds that the manifests offer were tried: ${idle}.`;
  };
  return (
    <p class="quiet examination" role="status">
      {words()} <code>aegis test gen</code> writes them as tests.
    </p>
  );
}

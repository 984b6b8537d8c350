/** The messages between actors as a sequence diagram. It is a list that is laid out as a diagram: whoever does not see it hears a list. */
import type { JSX } from 'preact';
import type { MessageView } from '../../src/inspection/trip.js';
import { duration } from '../words.js';
import { Name } from './text.js';

const order = ['north', 'request', 'analyst', 'mint', 'ledger', 'vault', 'native'];

/** The lifelines, in the order in which a call meets them; those that are not known come last, as they came. */
function lifelines(messages: readonly MessageView[]): readonly string[] {
  const named = new Set(messages.flatMap(({ from, to }) => [from, to]));
  const known = order.filter((name) => named.has(name));
  return [...known, ...[...named].filter((name) => !order.includes(name))];
}

interface MessageProps {
  readonly message: MessageView;
  readonly lines: readonly string[];
  readonly isAhead: boolean;
}

function Message({ message, lines, isAhead }: MessageProps): JSX.Element {
  const { at, from, to, type } = message;
  const [a, b] = [lines.indexOf(from), lines.indexOf(to)];
  const look = [
    'message',
    a > b ? 'leftward' : 'rightward',
    type === 'answer' ? 'answer' : '',
    isAhead ? 'ahead' : '',
  ].join(' ');
  const column = a === b ? `${a + 2} / span 1` : `${Math.min(a, b) + 2} / ${Math.max(a, b) + 3}`;
  return (
    <li class={look}>
      <span class="message-at number quiet">{duration(at)}</span>
      <span class="message-arrow" style={{ gridColumn: column, '--span': String(Math.abs(a - b) + 1) }}>
        <span class="message-ends">
          <Name>{from}</Name> to <Name>{to}</Name>:{' '}
        </span>
        <span class="message-type">
          <Name>{type}</Name>
        </span>
        <span class="message-line" aria-hidden="true" />
      </span>
    </li>
  );
}

export function Sequence({
  messages,
  until,
}: {
  readonly messages: readonly MessageView[];
  readonly until: number;
}): JSX.Element | null {
  if (messages.length === 0) return null;
  const lines = lifelines(messages);
  return (
    <section class="panel" aria-labelledby="sequence">
      <h2 id="sequence">Who told whom</h2>
      <div class="sequence-box" tabIndex={0} role="group" aria-labelledby="sequence">
        <div class="sequence" style={{ '--lines': String(lines.length) }}>
          <div class="lifelines" aria-hidden="true">
            {lines.map((name, place) => (
              <span key={name} style={{ gridColumn: `${place + 2}` }}>
                <Name>{name}</Name>
              </span>
            ))}
          </div>
          <ol>
            {messages.map((message, place) => (
              <Message key={place} message={message} lines={lines} isAhead={message.at > until} />
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
}

/** What a list is narrowed by. Everything chosen stands in the address, so that a list can be sent to somebody, and Back takes it back. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { writeRoute } from '../route.js';
import type { Filter, FilterName } from '../state/listing.js';
import { Icon } from './icon.js';

export interface Choice {
  readonly name: FilterName;
  readonly label: string;
  readonly options: readonly (readonly [value: string, word: string])[];
}

const choose = (filter: Filter, name: FilterName, value: string): void => {
  location.hash = writeRoute({ view: 'requests', chosen: { ...filter, [name]: value } });
};

interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly type: (text: string) => void;
}

/** The one field of a view that `/` leads to. */
export function SearchField({ label, hint, text, type }: SearchFieldProps): JSX.Element {
  return (
    <label class="search">
      <Icon name="search" />
      <span class="unseen">{label}</span>
      <input
        id="search"
        type="search"
        value={text}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </label>
  );
}

/** Typing narrows after a moment's rest and leaves no trail of half words in the history. */
function Search({ filter }: { readonly filter: Filter }): JSX.Element {
  const [text, type] = useState(filter.q ?? '');
  useEffect(() => type(filter.q ?? ''), [filter.q]);
  useEffect(() => {
    if (text === (filter.q ?? '')) return;
    const timer = setTimeout(() => {
      location.replace(writeRoute({ view: 'requests', chosen: { ...filter, q: text } }));
    }, 200);
    return () => clearTimeout(timer);
  }, [text, filter]);
  return (
    <SearchField label="Search by tool or decision id" hint="Tool or decision id" text={text} type={type} />
  );
}

function Select({ choice, filter }: { readonly choice: Choice; readonly filter: Filter }): JSX.Element {
  const value = filter[choice.name] ?? '';
  return (
    <label class={value === '' ? 'select' : 'select chosen'}>
      <span class="select-name">{choice.label}</span>
      <select value={value} onChange={(event) => choose(filter, choice.name, event.currentTarget.value)}>
        <option value="">any</option>
        {choice.options.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FiltersProps {
  readonly filter: Filter;
  readonly choices: readonly Choice[];
}

/** What only a link can choose, and the way to be rid of it. */
function Chips({ filter }: Pick<FiltersProps, 'filter'>): JSX.Element {
  const others = (['code', 'system', 'parent'] as const).filter((name) => filter[name] !== undefined);
  return (
    <>
      {others.map((name) => (
        <button
          key={name}
          type="button"
          class="chip"
          aria-label={`${name} is ${filter[name]}: take this filter away`}
          onClick={() => choose(filter, name, '')}
        >
          {name} <bdi>{filter[name]}</bdi>
          <Icon name="denied" />
        </button>
      ))}
    </>
  );
}

export function Filters({ filter, choices }: FiltersProps): JSX.Element {
  const isSlow = filter.slow === '1';
  return (
    <search>
      <form class="filters" aria-label="Filter requests" onSubmit={(event) => event.preventDefault()}>
        <Search filter={filter} />
        {choices.map((choice) => (
          <Select key={choice.name} choice={choice} filter={filter} />
        ))}
        <label class={isSlow ? 'tick chosen' : 'tick'}>
          <input
            type="checkbox"
            checked={isSlow}
            onChange={(event) => choose(filter, 'slow', event.currentTarget.checked ? '1' : '')}
          />
          slow only
        </label>
        <Chips filter={filter} />
        {Object.keys(filter).length === 0 ? null : (
          <a class="clear" href={writeRoute({ view: 'requests' })}>
            Clear
          </a>
        )}
      </form>
    </search>
  );
}

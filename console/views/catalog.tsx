/** The datasets by tier, with the class of each column. What a column holds, never what is in it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CatalogView, ColumnView, DatasetView } from '../../src/inspection/places.js';
import type { Happening } from '../link/stream.js';
import { Answered } from '../parts/answered.js';
import { TierBadge } from '../parts/badge.js';
import { SearchField } from '../parts/filters.js';
import { Icon } from '../parts/icon.js';
import { Empty, Name } from '../parts/text.js';
import { useAnswer } from '../state/use.js';
import { counted } from '../words.js';

const tiers = ['bronze', 'silver', 'gold'] as const;

const kindOf = (name: string): string =>
  name === 'clear'
    ? 'clear'
    : name.startsWith('pii.unknown')
      ? 'unknown'
      : name.startsWith('secret')
        ? 'secret'
        : 'personal';

function Class({ name }: { readonly name: string }): JSX.Element {
  return (
    <span class={`class class-${kindOf(name)}`}>
      <bdi>{name}</bdi>
    </span>
  );
}

function Column({ column }: { readonly column: ColumnView }): JSX.Element {
  return (
    <li class="column">
      <span class="column-name">
        <Name>{column.name}</Name>
        {column.isKey ? <Icon name="key" label="key" /> : null}
      </span>
      <span class="column-classes">
        <Class name={column.class} />
        {column.carried.map((one) => (
          <span
            key={one}
            class="carried"
            title={column.isDerived ? 'made from a value that a write carried in' : 'a write carried it in'}
          >
            + <Class name={one} />
            <span class="unseen">
              {column.isDerived ? 'made from a carried value' : 'carried in by a write'}
            </span>
          </span>
        ))}
      </span>
    </li>
  );
}

function Dataset({ dataset }: { readonly dataset: DatasetView }): JSX.Element {
  return (
    <section class="dataset" aria-label={dataset.name}>
      <h3>
        <Name>{dataset.name}</Name>
        {dataset.isProtected ? (
          <span class="badge protected">
            <Icon name="lock" />
            protected
          </span>
        ) : null}
      </h3>
      <p class="quiet">
        {dataset.form === 'table' ? 'table' : 'objects'} of <Name>{dataset.system}</Name>
        {dataset.claims.map(({ claim, checks }) => ` · ${claim} takes ${counted(checks, 'check')}`).join('')}
      </p>
      {dataset.columns.length === 0 ? (
        <p class="quiet">No column is declared: each counts as personal.</p>
      ) : (
        <ul class="columns">
          {dataset.columns.map((column) => (
            <Column key={column.name} column={column} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface LaneProps {
  readonly tier: DatasetView['tier'];
  readonly datasets: readonly DatasetView[];
}

function Lane({ tier, datasets }: LaneProps): JSX.Element {
  return (
    <section class={`lane lane-${tier}`} aria-labelledby={`tier-${tier}`}>
      <h2 id={`tier-${tier}`}>
        <TierBadge tier={tier} />
        <span class="quiet">{counted(datasets.length, 'dataset')}</span>
      </h2>
      {datasets.map((dataset) => (
        <Dataset key={`${dataset.system} ${dataset.name}`} dataset={dataset} />
      ))}
    </section>
  );
}

const fits = ({ name, columns }: DatasetView, text: string): boolean =>
  [name, ...columns.flatMap((column) => [column.name, column.class, ...column.carried])].some((one) =>
    one.includes(text),
  );

function Lanes({ catalog }: { readonly catalog: CatalogView }): JSX.Element {
  const [text, type] = useState('');
  const datasets = catalog.datasets.filter((dataset) => fits(dataset, text));
  return (
    <>
      <SearchField
        label="Search datasets, columns and classes"
        hint="Dataset, column or class"
        text={text}
        type={type}
      />
      {datasets.length === 0 ? (
        <Empty title="No dataset fits">
          {catalog.datasets.length === 0 ? 'No manifest declares one.' : 'Search for less.'}
        </Empty>
      ) : null}
      <div class="lanes">
        {tiers.map((tier) => (
          <Lane key={tier} tier={tier} datasets={datasets.filter((one) => one.tier === tier)} />
        ))}
      </div>
      {catalog.isProtected.length === 0 ? null : (
        <p class="quiet">
          <Icon name="lock" /> Out of reach for agents by name, declared or not:{' '}
          <bdi>{catalog.isProtected.join(', ')}</bdi>
        </p>
      )}
    </>
  );
}

/** Writes that end may have carried classes. */
const concerns = (one: Happening): boolean =>
  one.kind === 'request' && one.row.verdict !== 'pending' && one.row.executed !== 'no';

export function Catalog(): JSX.Element {
  const answer = useAnswer<CatalogView>('/api/catalog', concerns);
  return (
    <section class="view" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Catalog</h1>
        <p class="summary">
          What the data is: tiers, and the class of every column. A class decides how a value is masked.
        </p>
      </header>
      <Answered answer={answer}>{(catalog) => <Lanes catalog={catalog} />}</Answered>
    </section>
  );
}

// Pins the pages: links lead somewhere, decisions are numbered without gaps, and the glossary is the vocabulary in use.
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, filesBelow, pages, read, SOURCE_ROOMS } from './tree.js';

const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;
const prose = (path: string): string =>
  read(path)
    .replace(FENCE, '')
    .replace(/`[^`\n]*`/g, '');

const linksOf = (path: string): readonly string[] =>
  [...prose(path).matchAll(/\[[^\]]*\]\(([^)\s]+)[^)]*\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[`*_]/g, '')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsOf = (path: string): readonly string[] =>
  [
    ...read(path)
      .replace(FENCE, '')
      .matchAll(/^#{1,6} +(.+)$/gm),
  ].map((match) => slug(match[1] ?? ''));

const leads = (page: string, link: string): boolean => {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : posix.join(posix.dirname(page), decodeURI(file));
  if (!exists(target)) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).includes(anchor);
};

describe('links', () => {
  it('every relative link in a page leads to a file and a heading that exist', () => {
    const broken = pages().flatMap((page) =>
      linksOf(page)
        .filter((link) => !leads(page, link))
        .map((link) => `${page} -> ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('no page leaves its file, its example or its command for later', () => {
    const later = pages().filter((page) => /\b(TODO:|FIXME|TBD|lorem ipsum|coming soon)/i.test(prose(page)));
    expect(later).toEqual([]);
  });
});

const adrs = (): readonly string[] =>
  filesBelow('docs/adr').filter((path) => /\/\d{4}-[a-z0-9-]+\.md$/.test(path));

describe('decisions', () => {
  it('are numbered from 0001 without gaps or doubles', () => {
    const numbers = adrs().map((path) => Number(posix.basename(path).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('each have a numbered title, a status, a context, a decision and consequences', () => {
    const wrong = adrs().filter((path) => {
      const text = read(path);
      const title = new RegExp(`^# ${posix.basename(path).slice(0, 4)}\\. \\S`);
      return (
        !title.test(text) ||
        !['Status', 'Context', 'Decision', 'Consequences'].every((part) => text.includes(`## ${part}`))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('each fit on a page', () => {
    expect(adrs().filter((path) => read(path).split(/\s+/).length > 600)).toEqual([]);
  });

  it('are all listed in the index', () => {
    const index = exists('docs/adr/README.md') ? read('docs/adr/README.md') : '';
    expect(adrs().filter((path) => !index.includes(`(${posix.basename(path)})`))).toEqual([]);
  });
});

const GLOSSARY = 'docs/glossary.md';
const terms = (): readonly string[] =>
  exists(GLOSSARY)
    ? [...read(GLOSSARY).matchAll(/^\| \*\*(.+?)\*\*\s+\|/gm)].map((match) => match[1] ?? '')
    : [];

const inUse = (): string =>
  [
    ...pages().filter((page) => page !== GLOSSARY),
    ...[...SOURCE_ROOMS, 'policies', 'manifests']
      .flatMap(filesBelow)
      .filter((path) => /\.(ts|ya?ml)$/.test(path)),
  ]
    .map(read)
    .join('\n')
    .toLowerCase();

const isUsed = (term: string, text: string): boolean =>
  new RegExp(`\\b${term.toLowerCase().replace(/[ -]+/g, '[\\s_-]*')}`).test(text);

describe('glossary', () => {
  it('defines each word once, in alphabetical order', () => {
    const listed = terms().map((term) => term.toLowerCase());
    expect(listed).toEqual([...new Set(listed)].sort());
  });

  it('holds only words that the code or the other pages use', () => {
    const text = inUse();
    expect(terms().filter((term) => !isUsed(term, text))).toEqual([]);
  });

  it('holds the words that carry the design', () => {
    const needed = ['Principal', 'Call', 'Capability', 'Finding', 'Rule', 'Policy', 'Phase', 'Precondition'];
    const more = ['Obligation', 'Permit', 'Denial', 'Decision', 'Receipt', 'Claim', 'Entry', 'Journal'];
    expect(
      [...needed, ...more, 'Secret', 'Lease', 'Power'].filter((term) => !terms().includes(term)),
    ).toEqual([]);
  });
});

// server-filesystem behind `aegis serve`: the cage holds, a path is a key or nothing, and the same text is masked in both its places.
import { existsSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { makePlace, type Place } from './place.js';

const person = { name: 'Xenobia Quillfeather', local: 'qzvxk7jw', email: 'qzvxk7jw@canary.example' };
const outside = 'what lies beside the cage';

let place: Place;
let kernel: Kernel;
const asked: Answer[] = [];
beforeAll(async () => {
  place = makePlace({
    manifests: ['filesystem'],
    files: {
      'outside.txt': outside,
      'files/notes/plan.txt': `Call ${person.email}, then mail ${person.email} again.\nBring cake.\n`,
      'files/notes/list.json': JSON.stringify([{ who: person.email, what: 'cake' }]),
      'files/inbox/letter.txt': `${person.name} wrote that the roof leaks.\n`,
      'files/loose.txt': 'under no prefix\n',
    },
  });
  symlinkSync(place.path('outside.txt'), place.path('files/notes/way-out.txt'));
  symlinkSync(place.directory, place.path('files/notes/up'));
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  place?.remove();
});

async function ask(tool: string, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const answer = await kernel.call(`filesystem__${tool}`, args);
  asked.push(answer);
  return answer;
}
const read = (path: string) => ask('read_text_file', { path });

describe('the same text in two places', () => {
  it('is masked in both, with one token for one person', async () => {
    const { text, content, isError } = await read('notes/plan.txt');
    expect(isError).toBe(false);
    expect(text).toMatch(/^Call (\[EMAIL:[a-z2-7]{12}\]), then mail \1 again\.\nBring cake\.\n$/);
    expect(content).toEqual({ content: text });
  });

  it('is masked where the text is JSON within JSON', async () => {
    const { text, content } = await read('notes/list.json');
    expect(JSON.parse(text)).toEqual([{ who: expect.stringMatching(/^\[EMAIL:/), what: 'cake' }]);
    expect(content).toEqual({ content: text });
  });

  it('shows nothing in either where nobody said what is in the file', async () => {
    const { text, content, isError } = await read('inbox/letter.txt');
    expect(isError).toBe(false);
    expect(text).not.toMatch(/Xenobia|roof|wrote/);
    expect(content).toEqual({ content: text });
  });
});

describe('a path that is no key', () => {
  it.each([
    ['not-understood', '/etc/passwd'],
    ['not-understood', '../outside.txt'],
    ['not-understood', 'notes/../../outside.txt'],
    ['not-understood', 'notes/./plan.txt'],
    ['not-understood', 'notes//plan.txt'],
    ['not-understood', 'notes\\..\\..\\outside.txt'],
    ['not-understood', 'notes/%2e%2e/%2e%2e/outside.txt'],
    ['not-understood', 'notes/plan.txt\u0000.png'],
    ['unknown-dataset', '~/outside.txt'],
    ['unknown-dataset', 'loose.txt'],
    ['unknown-dataset', 'Notes/plan.txt'],
    ['unknown-dataset', 'file:notes/plan.txt'],
  ])('is denied before the server sees it: %s %j', async (code, path) => {
    const before = journal(place).filter((one) => one.type === 'intent').length;
    expect((await read(path)).code).toBe(code);
    expect((await ask('write_file', { path, content: 'x' })).code).toBe(code);
    expect(journal(place).filter((one) => one.type === 'intent')).toHaveLength(before);
  });

  it('is denied in a listing, and so is the whole cage', async () => {
    for (const path of ['', '/', '.', 'inbox/../'])
      expect((await ask('list_directory', { path })).isError).toBe(true);
    expect((await ask('directory_tree', { path: '' })).isError).toBe(true);
  });
});

describe('the cage', () => {
  it('holds: no roots are offered for which the server would trade it', () => {
    expect(kernel.stderr()).toContain('Client does not support MCP Roots');
    expect(kernel.stderr()).not.toContain('Updated allowed directories');
  });

  it.each(['notes/way-out.txt', 'notes/up/outside.txt', 'notes/up/aegis.yaml'])(
    'is the server’s own, and is still there: a link out of it is refused (%s)',
    async (path) => {
      const { code, text, content } = await read(path);
      expect(code).toBe('downstream-failed');
      // The server's own words are `Access denied - symlink target outside allowed directories: /…`.
      expect(`${text}${JSON.stringify(content)}`).not.toContain(place.directory);
    },
  );

  it('is not written out of either', async () => {
    expect((await ask('write_file', { path: 'notes/way-out.txt', content: 'gone' })).isError).toBe(true);
    expect((await ask('write_file', { path: 'notes/up/new.txt', content: 'x' })).isError).toBe(true);
    expect(place.read('outside.txt')).toBe(outside);
    expect(existsSync(place.path('new.txt'))).toBe(false);
  });
});

describe('what may be done', () => {
  it('is what the policy grants on the dataset that the path lies in', async () => {
    expect((await ask('write_file', { path: 'notes/new.txt', content: 'milk\n' })).code).toBe('allowed');
    expect(place.read('files/notes/new.txt')).toBe('milk\n');
    expect((await ask('write_file', { path: 'inbox/new.txt', content: 'x' })).code).toBe('not-granted');
    expect(existsSync(place.path('files/inbox/new.txt'))).toBe(false);
  });

  it('is not to write a mask back over the value that it stands for', async () => {
    const { text } = await read('notes/plan.txt');
    const back = await ask('write_file', { path: 'notes/plan.txt', content: text });
    expect(back.code).toBe('masked-value-in-write');
    expect(place.read('files/notes/plan.txt')).toContain(person.email);
  });

  it('a listing shows names, and a description sizes', async () => {
    const { text, content } = await ask('list_directory', { path: 'notes/' });
    expect(text).toContain('[FILE] plan.txt');
    expect(content).toEqual({ content: text });
    expect((await ask('get_file_info', { path: 'notes/plan.txt' })).text).toContain('size: ');
  });

  it.each(['list_allowed_directories', 'search_files', 'read_multiple_files', 'edit_file', 'move_file'])(
    'what would tell or do more than a manifest can say is not there: %s',
    async (tool) => {
      expect((await ask(tool, { path: 'notes/' })).code).toBe('unknown-tool');
    },
  );
});

describe('afterwards', () => {
  it('no answer held a path of this host', () => {
    const answers = JSON.stringify(asked);
    expect(asked.length).toBeGreaterThan(40);
    expect(answers).not.toContain(place.directory);
    expect(answers).not.toContain('/home');
  });

  it('no byte received and no entry holds the person', () => {
    const bytes = `${kernel.received()}${JSON.stringify(journal(place))}`;
    for (const trace of [person.local, 'Quillfeather']) expect(bytes).not.toContain(trace);
  });
});

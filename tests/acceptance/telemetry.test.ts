// Traces and metrics of a real kernel: at the console, by `aegis trace export`, and at the collector that the configuration names and no other.
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, bearer, type Note, notes } from './console.js';
import { type Kernel, startKernel, until, verb } from './kernel.js';
import { type Lake, makeLake } from './lake.js';
import { tracesIn } from './traces.js';

interface Sink {
  readonly server: Server;
  readonly port: number;
  readonly bodies: { readonly path: string; readonly text: string }[];
}

const sink = (): Promise<Sink> =>
  new Promise((resolve) => {
    const bodies: Sink['bodies'] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      request.on('end', () => {
        bodies.push({ path: request.url ?? '', text });
        response.end('{}');
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, bodies, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });

let [named, environment]: (Sink | undefined)[] = [];
let lake: Lake;
let kernel: Kernel;
let note: Note;
let denied = '';
beforeAll(async () => {
  [named, environment] = [await sink(), await sink()];
  lake = makeLake({ limits: `inspect: {}\ntelemetry: { otlp: "http://127.0.0.1:${named.port}" }` });
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${environment.port}`,
    HTTP_PROXY: `http://127.0.0.1:${environment.port}`,
  };
  kernel = await startKernel(lake, { env });
  await until('the console', () => notes(lake).length === 1);
  note = notes(lake)[0] ?? { chain: '', pid: 0, port: 0, token: '' };
  await kernel.call('postgres__query', { sql: 'SELECT id, full_name, email FROM silver.customers' });
  denied = (await kernel.call('postgres__execute', { sql: 'DROP TABLE silver.customers' })).decision;
});
afterAll(async () => {
  await kernel?.close();
  for (const one of [named, environment]) {
    one?.server.closeAllConnections();
    one?.server.close();
  }
  lake?.remove();
});

describe('the collector that the configuration names', () => {
  it('is given the trace of each call and the metrics, and the one that the environment names is given nothing', async () => {
    await until(
      'both',
      () =>
        named?.bodies.some(({ path }) => path === '/v1/metrics') === true &&
        named.bodies.some(({ text }) => text.includes(denied)),
    );
    const all = named?.bodies.map(({ text }) => text).join('\n') ?? '';
    expect(all).toContain('"name":"tools/call postgres__execute"');
    expect(all).toContain('"aegis_requests_total"');
    expect(tracesIn(all)).toEqual([]);
    expect(environment?.bodies).toEqual([]);
  });
});

describe('the metrics at the console', () => {
  it('are in the text format', async () => {
    const { status, headers, body } = await ask(note.port, '/metrics', { headers: bearer(note) });
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(body).toContain(
      'aegis_requests_total{verdict="denied",code="forbidden",phase="capability",system="postgres"} 1\n',
    );
    expect(body).toContain('aegis_system_state{system="postgres",state="ready"} 1\n');
  });
});

describe('aegis trace export', () => {
  it('tells the steps and messages that a running kernel still knows', () => {
    const { exit, stdout } = verb(lake, 'trace', 'export', denied);
    const [trip] = JSON.parse(stdout) as { steps: unknown[]; messages: unknown[]; denial: unknown }[];
    expect(exit).toBe(0);
    expect(trip?.steps.length).toBeGreaterThan(3);
    expect(trip?.messages.length).toBeGreaterThan(1);
    expect(trip?.denial).toMatchObject({ code: 'forbidden', rule: { kind: 'forbid' } });
  });

  it('has forms for other programs', () => {
    const of = (format: string): string => verb(lake, 'trace', 'export', denied, '--format', format).stdout;
    expect(of('mermaid')).toMatch(/^sequenceDiagram\n {2}participant request as request\n/);
    expect(JSON.parse(of('otlp'))).toHaveProperty('resourceSpans');
    const types = of('stately')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(new Set(types)).toEqual(new Set(['@xstate.actor', '@xstate.event', '@xstate.snapshot']));
  });

  it('refuses a form that it does not know, and says so of a decision that nobody knows', () => {
    expect(verb(lake, 'trace', 'export', denied, '--format', 'xml').exit).toBe(2);
    expect(verb(lake, 'trace', 'export', 'nobody')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('nobody'),
    });
  });

  it('reads the journal when no kernel runs, and makes up no message', async () => {
    await kernel.close();
    const { exit, stdout } = verb(lake, 'trace', 'export', denied);
    const [trip] = JSON.parse(stdout) as {
      row: unknown;
      messages: unknown[];
      denial: unknown;
      entries: unknown[];
    }[];
    expect(exit).toBe(0);
    expect(trip?.row).toMatchObject({ id: denied, verdict: 'denied', rule: 'no-destructive-ops/no-drop' });
    expect(trip?.messages).toEqual([]);
    expect(trip?.entries).toEqual([
      expect.objectContaining({ type: 'deny', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
    expect(verb(lake, 'trace', 'export', denied, '--format', 'mermaid').stdout).toContain(
      'denied in capability',
    );
  });
});

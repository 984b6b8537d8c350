/**
 * The guard: a program that leads a downstream's process group and starts the one child it is told of. It refuses to let anything of
 * the group, or anything that left it and can still be found, outlive the child or the kernel: when the child ends, or the kernel's pipe
 * closes, all of it is killed.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { killStrays, MARK } from './strays.js';

interface Order {
  readonly program: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Stands in the environment of whatever the child starts, so that it can be found. */
  readonly mark: string;
}

const KERNEL = 3;
const pipe = new Socket({ fd: KERNEL });

let mark: string | undefined;

/** First what has left the group: its parents may be in it, and are the way to find it. 0 is the caller's own group: no number to reuse. */
const killAll = (): void => {
  if (mark !== undefined) killStrays({ mark, root: process.pid });
  process.kill(0, 'SIGKILL');
};

const report = (why: string): void => {
  pipe.write(`${JSON.stringify({ why })}\n`, killAll);
};

function start(order: Order): void {
  // Node hands this variable on even to an exact environment.
  delete process.env.NODE_V8_COVERAGE;
  mark = order.mark;
  const child = spawn(order.program, order.argv.slice(1), {
    argv0: order.argv[0],
    cwd: order.cwd,
    env: { ...order.env, [MARK]: order.mark },
    stdio: 'inherit',
    shell: false,
  });
  child.on('error', (problem: NodeJS.ErrnoException) =>
    report(`could not start (${problem.code ?? 'unknown'})`),
  );
  child.on('exit', (code, signal) => report(signal === null ? `exit code ${code}` : `signal ${signal}`));
}

// The group's SIGTERM is for the child; the guard stays until the child has gone.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

let text = '';
let isStarted = false;
pipe.setEncoding('utf8');
pipe.on('data', (chunk: string) => {
  if (isStarted) return;
  text += chunk;
  const end = text.indexOf('\n');
  if (end < 0) return;
  isStarted = true;
  // The kernel's custody, the only writer of this pipe, wrote an Order.
  start(JSON.parse(text.slice(0, end)) as Order);
  text = '';
});
pipe.on('end', killAll);
pipe.on('error', killAll);
pipe.on('close', killAll);

/**
 * The guard: a program that leads a downstream's process group and starts the one child it is told of. It refuses to let anything of
 * the group outlive the child or the kernel: when the child ends, or the kernel's pipe closes, the whole group is killed.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

interface Order {
  readonly program: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

const KERNEL = 3;
const pipe = new Socket({ fd: KERNEL });

/** 0 is the caller's own group, so that no number can have been reused. */
const killGroup = (): void => {
  process.kill(0, 'SIGKILL');
};

const report = (why: string): void => {
  pipe.write(`${JSON.stringify({ why })}\n`, killGroup);
};

function start(order: Order): void {
  // Node hands this variable on even to an exact environment.
  delete process.env.NODE_V8_COVERAGE;
  const child = spawn(order.program, order.argv.slice(1), {
    argv0: order.argv[0],
    cwd: order.cwd,
    env: { ...order.env },
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
pipe.on('end', killGroup);
pipe.on('error', killGroup);
pipe.on('close', killGroup);

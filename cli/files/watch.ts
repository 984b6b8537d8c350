/** Does a thing again when a file that it read has changed. Changes that come together count once, and none is lost while it runs. */
import { type FSWatcher, watch as watchPlace } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** Milliseconds: editors write a file in several steps. */
const settled = 100;

interface Places {
  /** By directory: names of the files in it. An editor that replaces a file would end a watch of the file itself. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

function placesOf(files: readonly string[]): Places {
  const names = new Map<string, Set<string>>();
  for (const file of files.map((one) => resolve(one))) {
    const known = names.get(dirname(file)) ?? new Set<string>();
    names.set(dirname(file), known.add(basename(file)));
  }
  return { names };
}

function open({ names }: Places, changed: () => void): readonly FSWatcher[] {
  return [...names].flatMap(([directory, files]) => {
    try {
      const watcher = watchPlace(directory, (_event, name) => {
        if (name === null || files.has(name)) changed();
      });
      // A directory that goes away is told by the next run, which finds no file in it.
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
}

/** `run` answers the files that it read. Ends when `onStop` calls back. */
export function watch(
  run: () => Promise<readonly string[]>,
  onStop: (then: () => void) => void,
): Promise<void> {
  let watchers: readonly FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isBusy = false;
  let isDue = false;
  return new Promise((done, fail) => {
    const turn = async (): Promise<void> => {
      if (isBusy) {
        isDue = true;
        return;
      }
      isBusy = true;
      do {
        isDue = false;
        const files = await run();
        for (const one of watchers) one.close();
        watchers = isStopped ? [] : open(placesOf(files), changed);
      } while (isDue && !isStopped);
      isBusy = false;
    };
    const changed = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void turn().catch(fail), settled);
    };
    onStop(() => {
      isStopped = true;
      clearTimeout(timer);
      for (const one of watchers) one.close();
      done();
    });
    void turn().catch(fail);
  });
}

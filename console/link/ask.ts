/** Asks the kernel one question and gives back its answer, printable. It reads and never writes: there is no other verb here. */
import { printableAnswer } from '../printable.js';
import type { Keyring } from './key.js';

export type Answer<T> =
  | { readonly is: 'there'; readonly value: T }
  /** 404: what was asked for has been let go, or never was. */
  | { readonly is: 'gone' }
  /** 401: the key is no key of this kernel. */
  | { readonly is: 'refused' }
  | { readonly is: 'failed'; readonly why: string };

export type Ask = <T>(path: string, signal?: AbortSignal) => Promise<Answer<T>>;

const reasonOf = async (answer: Response): Promise<string> => {
  try {
    // `as`: the field is checked in the next line.
    const { problem } = printableAnswer(await answer.json()) as { readonly problem?: unknown };
    return typeof problem === 'string' ? problem : `status ${answer.status}`;
  } catch {
    return `status ${answer.status}`;
  }
};

async function read<T>(answer: Response): Promise<Answer<T>> {
  if (answer.status === 401) return { is: 'refused' };
  if (answer.status === 404) return { is: 'gone' };
  if (!answer.ok) return { is: 'failed', why: await reasonOf(answer) };
  // `as`: the kernel that served this page answers in the types it was built with.
  return { is: 'there', value: printableAnswer(await answer.json()) as T };
}

export const createAsk =
  (keyring: Keyring, onRefused: () => void): Ask =>
  async <T>(path: string, signal?: AbortSignal) => {
    const headers = { authorization: `Bearer ${keyring.key()}` };
    try {
      const answer = await read<T>(
        await fetch(path, { headers, ...(signal === undefined ? {} : { signal }) }),
      );
      if (answer.is === 'refused') onRefused();
      return answer;
    } catch {
      return { is: 'failed', why: 'the kernel does not answer' };
    }
  };

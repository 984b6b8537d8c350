/** How a page's question finds its answer, of a kernel or of a journal: by its path, or as one request by its id. What is nowhere is told as that. */
import type { ConsoleAnswer, ConsoleFace } from '../powers-console.js';

export type Route = (query: ReadonlyMap<string, string>) => ConsoleAnswer | Promise<ConsoleAnswer>;

export const found = (value: object): ConsoleAnswer => ({ found: value });
export const missing: ConsoleAnswer = { problem: 'nothing is here', status: 404 };

const requests = '/requests/';

export const answersBy =
  (
    routes: Readonly<Record<string, Route>>,
    requestAt: (id: string) => ConsoleAnswer,
  ): ConsoleFace['answer'] =>
  async (path, query) => {
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route !== undefined) return route(query);
    return path.startsWith(requests) ? requestAt(path.slice(requests.length)) : missing;
  };

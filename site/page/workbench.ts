/** What the playground stands on: one house with its lake, and the kernel that is open in it. It has one call under way at a time. */
import type { JsonObject } from '../../actors/index.js';
import type { Problem } from '../../src/index.js';
import { createHouse, type House, type PageKernel, type Told } from '../kernel/kernel.js';
import type { Stock } from '../lake/lake.js';
import { openLake, openReader } from '../threads/open.js';
import { packaged } from './texts.js';

export interface Workbench {
  readonly house: House;
  /** Opens the kernel that this policy makes, where another one is in force. Answers what is wrong with it. */
  enact(policy: string): Promise<readonly Problem[]>;
  call(tool: string, args: JsonObject): Promise<Told>;
  phaseOf: PageKernel['phaseOf'];
  stock(): Promise<readonly Stock[]>;
  close(): Promise<void>;
}

interface InForce {
  readonly policy: string;
  readonly kernel: PageKernel;
}

export function openWorkbench(): Workbench {
  const lake = openLake();
  const reader = openReader();
  // A kernel closes the reader that it is given; this one outlives it.
  const kept = { ...reader, close: async () => undefined };
  const house = createHouse({ texts: packaged, reader: kept, openLake: () => lake });
  let inForce: InForce | undefined;

  const enact = async (policy: string): Promise<readonly Problem[]> => {
    const problems = house.problems(policy);
    if (problems.length > 0 || policy === inForce?.policy) return problems;
    await inForce?.kernel.stop();
    const kernel = await house.open(policy);
    if (kernel === undefined) throw new Error('the kernel did not start');
    inForce = { policy, kernel };
    return [];
  };

  return {
    house,
    enact,
    call: async (tool, args) => {
      if (inForce === undefined) throw new Error('no policy is in force');
      return inForce.kernel.call(tool, args);
    },
    phaseOf: (rule) => inForce?.kernel.phaseOf(rule),
    stock: () => lake.stock(),
    close: async () => {
      await inForce?.kernel.stop();
      await reader.close();
      lake.close();
    },
  };
}

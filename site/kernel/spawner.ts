/** Connects the kernel to the lake of this page: no process and no pipe between them. It refuses a launch that does not bring the lake's credential. */
import type { LinkFault, Spawner } from '../../actors/index.js';
import type { Lake } from '../lake/lake.js';

/** What the vault holds, and the agent never sees. It opens nothing but the lake of this page. */
export const credential = 'sqlite:memory?key=invented-lake-key-4417';

const lost: LinkFault = { fault: 'closed', started: true };

export const spawnerFor = (openLake: () => Lake): Spawner => ({
  async connect(_, env, on) {
    if (env.DATABASE_URL !== credential) throw new Error('the lake does not know this credential');
    const lake = openLake();
    return {
      pid: 0,
      listTools: () => lake.listTools(),
      call: async (tool, args, { settled }) => {
        try {
          return await lake.call(tool, args);
        } catch {
          on.exit('the lake did not answer and is started again');
          throw lost;
        } finally {
          settled?.();
        }
      },
      close: async () => undefined,
    };
  },
});

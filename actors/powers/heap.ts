/** How the process collects what calls leave behind. It refuses nothing: without the flag the kernel is only slower. */
import { setFlagsFromString } from 'node:v8';

/**
 * For a program whose objects live as long as a call. Left to itself, V8 sees many of them survive while calls wait for the disk, puts
 * all later ones among the old, and collects them late and at many times the cost.
 */
export const expectShortLives = (): void => setFlagsFromString('--no-allocation-site-pretenuring');

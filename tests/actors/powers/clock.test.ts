// Node's clock and the one that tests use, by one contract.
import { nodeClock } from '../../../actors/powers/clock.js';
import { clockContract } from '../../contracts/clock.js';
import { createFakeClock } from '../../fakes/clock.js';

clockContract('the clock of Node', {
  clock: nodeClock,
  pass: (ms) => new Promise((then) => setTimeout(then, ms)),
});

const still = createFakeClock();
clockContract('the clock that stands still', { clock: still, pass: still.advance });

// Node's randomness and the chance that tests use, by one contract.
import { nodeChance } from '../../../actors/powers/chance.js';
import { chanceContract } from '../../contracts/chance.js';
import { createFakeChance } from '../../fakes/chance.js';

chanceContract('the chance of Node', () => nodeChance);
chanceContract('the chance that repeats itself in every run', createFakeChance);

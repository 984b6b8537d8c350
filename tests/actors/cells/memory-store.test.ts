// The store of a rehearsal, by the contract of every state store.
import { createMemoryStore } from '../../../actors/cells/memory-store.js';
import { storeContract } from '../../contracts/store.js';

storeContract('the store of a rehearsal', { fresh: createMemoryStore });

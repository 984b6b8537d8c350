/** The thread that reads statements: the kernel's own reading, which prepares and never runs one. */
import { openReading, type ReaderQuestion } from '../../actors/powers/workers/reading.js';
import { serve } from './serve.js';

const reading = await openReading();
serve<ReaderQuestion>((question) => reading.answer(question));

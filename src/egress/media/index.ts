/** The kinds of picture and sound that a manifest may declare clean. It refuses every other, as nobody here can take it apart. */
import { gif } from './gif.js';
import { jpeg } from './jpeg.js';
import { png } from './png.js';
import { wav } from './wav.js';
import { webp } from './webp.js';

export const media = [png, jpeg, gif, webp, wav] as const;

export const mediaTypes: readonly string[] = media.map(({ kind }) => kind);

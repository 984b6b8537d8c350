/** The call as the reader writes it: a tool, and a statement or arguments. What it cannot read as arguments it does not send. */
import type { JsonObject } from '../../src/index.js';
import { fill, h, the } from './dom.js';
import { type Preset, presets } from './presets.js';

const takesSql: ReadonlySet<string> = new Set(['postgres__query', 'postgres__execute']);

/** Undefined for a text that is not an object of JSON. */
function argumentsOf(tool: string, text: string): JsonObject | undefined {
  if (takesSql.has(tool)) return { sql: text };
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    // `as`: what JSON.parse gives is JSON, and this is an object of it.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

export interface WrittenCall {
  readonly tool: string;
  /** Undefined: not an object of JSON. */
  readonly args: JsonObject | undefined;
}

export interface CallPane {
  read(): WrittenCall;
  say(words: string): void;
}

export function createCallPane(ask: () => void): CallPane {
  const tool = the('call-tool', HTMLSelectElement);
  const text = the('call-text', HTMLTextAreaElement);
  const label = (): void => {
    the('call-label', HTMLElement).textContent = takesSql.has(tool.value)
      ? 'Statement'
      : 'Arguments, as JSON';
  };
  const take = (preset: Preset) => (): void => {
    tool.value = preset.tool;
    text.value = preset.text;
    label();
    ask();
  };
  const chips = presets.map((preset) => {
    const chip = h('button', { type: 'button', class: 'chip', 'data-preset': preset.id }, preset.name);
    chip.addEventListener('click', take(preset));
    return chip;
  });
  fill(the('presets', HTMLElement), ...chips);
  tool.addEventListener('change', label);
  the('call-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask();
  });
  label();
  return {
    read: () => ({ tool: tool.value, args: argumentsOf(tool.value, text.value) }),
    say: (words) => {
      the('call-status', HTMLElement).textContent = words;
    },
  };
}

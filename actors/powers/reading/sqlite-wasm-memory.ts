/** The module's own functions and its memory: pointers in, texts out. It knows no statement and judges nothing. */
import type sqlite3InitModule from '@sqlite.org/sqlite-wasm';

export type Sqlite = Awaited<ReturnType<typeof sqlite3InitModule>>;
export type Database = InstanceType<Sqlite['oo1']['DB']>;
export type Pointer = number;
type Ask = (pointer: Pointer) => number;
type AskAt = (pointer: Pointer, at: number) => number;

/** Without the published wrappers, which find out anew at each call what each argument is: that costs more than the call. */
export interface Functions {
  readonly sqlite3_prepare_v3: (
    ...words: readonly [
      db: Pointer,
      text: Pointer,
      length: number,
      flags: number,
      out: Pointer,
      tail: Pointer,
    ]
  ) => number;
  readonly sqlite3_bind_pointer: (
    ...words: readonly [statement: Pointer, at: number, value: Pointer, type: Pointer, free: Pointer]
  ) => number;
  readonly sqlite3_set_authorizer: (db: Pointer, callback: Pointer, context: Pointer) => number;
  readonly sqlite3_finalize: Ask;
  readonly sqlite3_step: Ask;
  readonly sqlite3_reset: Ask;
  readonly sqlite3_stmt_readonly: Ask;
  readonly sqlite3_bind_parameter_count: Ask;
  readonly sqlite3_column_count: Ask;
  readonly sqlite3_column_name: AskAt;
  readonly sqlite3_column_database_name: AskAt;
  readonly sqlite3_column_table_name: AskAt;
  readonly sqlite3_column_origin_name: AskAt;
  readonly sqlite3_column_text: AskAt;
}

export interface Memory {
  readonly functions: Functions;
  /** '' where there is none. */
  textAt(pointer: Pointer): string;
  pointerAt(pointer: Pointer): Pointer;
  /** Lays a text down, where it stays until the next one. */
  lay(text: string): Pointer;
  /** Room for a pointer each. */
  readonly out: Pointer;
  readonly tail: Pointer;
  /** The name under which SQLite takes a statement as a value. */
  readonly statementKind: Pointer;
}

const bytesOfPointer = 4;
/** Sign by sign is the faster way for names, as most of what is read here is; not for what is long. */
const longestName = 64;

export function memoryOf({ wasm }: Sqlite): Memory {
  const encoder = new TextEncoder();
  const out = wasm.alloc(2 * bytesOfPointer);
  let room = { at: 0, size: 0 };
  return {
    // The exports are typed `any`: these are SQLite's documented functions, which the module exports under their names.
    functions: wasm.exports as Functions,
    textAt(pointer) {
      const bytes = wasm.heap8u();
      let text = '';
      for (let at = pointer; at !== 0; at += 1) {
        const byte = bytes[at] ?? 0;
        if (byte === 0) break;
        if (byte > 0x7f || at - pointer > longestName) return wasm.cstrToJs(pointer) ?? '';
        text += String.fromCharCode(byte);
      }
      return text;
    },
    pointerAt: (pointer) => wasm.heap32u()[pointer / bytesOfPointer] ?? 0,
    lay(text) {
      // UTF-8 takes three bytes for a UTF-16 unit at most.
      const most = text.length * 3 + 1;
      if (most > room.size) {
        wasm.dealloc(room.at);
        room = { at: wasm.alloc(most), size: most };
      }
      const bytes = wasm.heap8u().subarray(room.at, room.at + room.size);
      bytes[encoder.encodeInto(text, bytes).written] = 0;
      return room.at;
    },
    out,
    tail: out + bytesOfPointer,
    statementKind: wasm.allocCString('stmt-pointer', false),
  };
}

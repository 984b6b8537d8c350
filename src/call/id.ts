/** Names that only a parser makes. A bare string is never a tool, a dataset or a receipt. */
declare const brand: unique symbol;
export type Brand<T, B extends string> = T & { readonly [brand]: B };

export type RequestId = Brand<string, 'RequestId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type DecisionId = Brand<string, 'DecisionId'>;
export type ReceiptId = Brand<string, 'ReceiptId'>;
/** `<system>__<tool>` as the agent sees it. */
export type ToolName = Brand<string, 'ToolName'>;
export type SystemName = Brand<string, 'SystemName'>;
/** Unique over all manifests, for instance `silver.customers`. */
export type DatasetName = Brand<string, 'DatasetName'>;
/** Lower-case hex SHA-256. */
export type Sha256 = Brand<string, 'Sha256'>;

const part = /^[a-z][a-z0-9-]*(?:_[a-z0-9-]+)*$/;
const dataset = /^[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_*][A-Za-z0-9_*-]*)?$/;

/** `as` is true here: each parser has just checked the form that the brand stands for. */
export const requestId = (text: string): RequestId => text as RequestId;
export const sessionId = (text: string): SessionId => text as SessionId;
export const decisionId = (text: string): DecisionId => text as DecisionId;
export const receiptId = (text: string): ReceiptId => text as ReceiptId;
export const sha256Hex = (text: string): Sha256 => text as Sha256;
export const systemName = (text: string): SystemName | undefined =>
  part.test(text) ? (text as SystemName) : undefined;
export const datasetName = (text: string): DatasetName | undefined =>
  dataset.test(text) && !text.includes('*') ? (text as DatasetName) : undefined;

/** Joins the two parts; undefined when a part is not a plain lower-case name or the whole passes 64 characters. */
export function toolName(system: string, tool: string): ToolName | undefined {
  const name = `${system}__${tool}`;
  return part.test(system) && part.test(tool) && name.length <= 64 ? (name as ToolName) : undefined;
}
/** A tool name as an agent sent it; it is looked up, never trusted. */
export const askedTool = (text: string): ToolName => text as ToolName;

import { describe, expect, it } from 'vitest';
import type { ToolResult } from '../../../../src/egress/released.js';
import { publish } from '../../../../src/egress/result/publish.js';

describe('what is sent of a result', () => {
  it('is its content, its structured content and whether it is an error, and no other key', () => {
    const result = {
      _meta: { trace: 'x' },
      content: [{ type: 'text', text: 'a', annotations: { audience: ['user'] } }],
      structuredContent: { rows: [1] },
      isError: false,
      json: 'not this',
    } as const;
    expect(publish(result as unknown as ToolResult)).toBe(
      '{"content":[{"type":"text","text":"a"}],"structuredContent":{"rows":[1]},"isError":false}',
    );
  });

  it('has no key for what the result does not have', () => {
    expect(publish({ content: [] })).toBe('{"content":[]}');
  });
});

/** Reads `text/event-stream` as it arrives, in pieces of any size. It looks at lines alone and knows no event. */

export interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface StreamReader {
  /** What has become whole with this piece. */
  read(piece: string): readonly Told[];
}

export function createStreamReader(): StreamReader {
  let rest = '';
  let [id, event, data] = ['', '', [] as string[]];
  const field = (line: string): void => {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'id') id = value;
    else if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
  };
  const end = (): readonly Told[] => {
    const told = data.length === 0 ? [] : [{ id, event, data: data.join('\n') }];
    [id, event, data] = ['', '', []];
    return told;
  };
  return {
    read(piece) {
      const lines = (rest + piece).split(/\r?\n/);
      rest = lines.pop() ?? '';
      return lines.flatMap((line) => {
        if (line === '') return end();
        field(line);
        return [];
      });
    },
  };
}

/** The nine stages as a picture, and the token of a call on its way through them. It moves only where the machine has been. */
import { fill, h, isStill, svg } from './dom.js';
import { type StageName, type StageNote, stages } from './trip.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly at: (index: number) => Point;
  /** Where what was denied goes along to audit. */
  readonly rail: (index: number) => Point;
  readonly label: (index: number) => Point & { readonly anchor: 'middle' | 'start' };
}

const last = stages.length - 1;

const wide: Layout = {
  width: 940,
  height: 138,
  at: (index) => ({ x: 58 + index * 103, y: 58 }),
  rail: (index) => ({ x: 58 + index * 103, y: 112 }),
  label: (index) => ({ x: 58 + index * 103, y: 26, anchor: 'middle' }),
};

const tall: Layout = {
  width: 300,
  height: 456,
  at: (index) => ({ x: 78, y: 28 + index * 50 }),
  rail: (index) => ({ x: 28, y: 28 + index * 50 }),
  label: (index) => ({ x: 102, y: 33 + index * 50, anchor: 'start' }),
};

const line = (from: Point, to: Point, kind: string): SVGLineElement =>
  svg('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, class: kind });

function draw(layout: Layout, notes: readonly StageNote[] | undefined): SVGSVGElement {
  const { width, height, at, rail, label } = layout;
  const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'trip', 'aria-hidden': 'true' });
  const end = notes?.findIndex(({ state }) => state === 'stopped') ?? -1;
  const reached = notes === undefined ? 0 : end === -1 ? last : end;
  for (let index = 0; index < last; index += 1) {
    picture.append(line(at(index), at(index + 1), index < reached ? 'way passed' : 'way'));
    picture.append(line(at(index), rail(index), 'out'));
  }
  picture.append(line(rail(0), rail(last), 'out'), line(rail(last), at(last), 'out'));
  if (end >= 0 && end < last)
    picture.append(
      line(at(end), rail(end), 'out stopped'),
      line(rail(end), rail(last), 'out stopped'),
      line(rail(last), at(last), 'out stopped'),
    );
  for (const [index, stage] of stages.entries()) {
    const { x, y } = at(index);
    const state = notes?.[index]?.state ?? 'idle';
    const words = label(index);
    picture.append(
      svg('circle', { cx: x, cy: y, r: 11, class: `stage ${state}` }),
      svg('text', { x: words.x, y: words.y, 'text-anchor': words.anchor, class: `name ${state}` }, stage),
    );
  }
  return picture;
}

/** Along the stages that passed; out to the rail where it was stopped, and along that to audit. */
function pathOf(layout: Layout, stopped: StageName | undefined): readonly Point[] {
  const end = stopped === undefined ? last : stages.indexOf(stopped);
  const straight = stages.slice(0, end + 1).map((_, index) => layout.at(index));
  return stopped === undefined || end === last
    ? straight
    : [...straight, layout.rail(end), layout.rail(last), layout.at(last)];
}

const perPoint = 150;

function move(token: SVGElement, points: readonly Point[]): void {
  const place = ({ x, y }: Point): string => `translate(${x}px, ${y}px)`;
  const end = points.at(-1);
  if (end === undefined) return;
  token.style.transform = place(end);
  if (isStill()) return;
  token.animate(
    points.map((point) => ({ transform: place(point) })),
    { duration: points.length * perPoint, easing: 'linear' },
  );
}

const narrow = (): MediaQueryList => matchMedia('(max-width: 720px)');

export interface TripView {
  show(notes: readonly StageNote[]): void;
}

/** What the picture shows, for those who do not see it. */
const spoken = (notes: readonly StageNote[]): string => {
  const stopped = notes.find(({ state }) => state === 'stopped');
  return stopped === undefined
    ? 'The call passed all nine stages and was answered.'
    : `The call was stopped in ${stopped.stage} and recorded in audit.`;
};

export function createTripView(place: HTMLElement): TripView {
  let shown: readonly StageNote[] | undefined;
  const paint = (isNew: boolean): void => {
    const layout = narrow().matches ? tall : wide;
    const picture = draw(layout, shown);
    const caption = h('p', { class: 'sr-only' }, shown === undefined ? 'No call yet.' : spoken(shown));
    if (shown !== undefined) {
      const stopped = shown.find(({ state }) => state === 'stopped')?.stage;
      const token = svg('circle', { r: 7, class: `token ${stopped === undefined ? 'through' : 'denied'}` });
      picture.append(token);
      const points = pathOf(layout, stopped);
      move(token, isNew ? points : points.slice(-1));
    }
    fill(place, picture, caption);
  };
  narrow().addEventListener('change', () => paint(false));
  paint(false);
  return {
    show(notes) {
      shown = notes;
      paint(true);
    },
  };
}

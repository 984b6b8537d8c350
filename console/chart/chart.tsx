/** A statechart, drawn from a drawing made at build time. A machine of another shape is listed in words, and said to be. */
import type { JSX } from 'preact';
import type { MachineView, StateView } from '../../src/inspection/overview.js';
import { type Box, type Drawing, drawingOf, drawnEdges, lineOf } from './drawing.js';
import type { Lit } from './lit.js';

type Point = readonly [number, number];

const bend = 7;

const toward = ([x, y]: Point, [tx, ty]: Point, by: number): Point => {
  const length = Math.hypot(tx - x, ty - y) || 1;
  const part = Math.min(by, length / 2) / length;
  return [x + (tx - x) * part, y + (ty - y) * part];
};

/** A line with round corners. */
function pathOf(points: readonly Point[]): string {
  const [first = [0, 0], ...rest] = points;
  const parts = rest.map((point, place) => {
    const next = rest[place + 1];
    if (next === undefined) return `L${point}`;
    return `L${toward(point, points[place] ?? point, bend)} Q${point} ${toward(point, next, bend)}`;
  });
  return `M${first} ${parts.join(' ')}`;
}

function headOf(points: readonly Point[]): string {
  const end: Point = points.at(-1) ?? [0, 0];
  const [bx, by] = toward(end, points.at(-2) ?? end, 7);
  const [dx, dy] = [(end[0] - bx) * 0.55, (end[1] - by) * 0.55];
  return `${end} ${bx - dy},${by + dx} ${bx + dy},${by - dx}`;
}

const middle = (points: readonly Point[]): Point => toward(points[0] ?? [0, 0], points[1] ?? [0, 0], 14);

interface LineProps {
  readonly points: readonly Point[];
  readonly isRefusal: boolean;
  readonly isTaken: boolean;
  readonly isDenied: boolean;
}

function Line({ points, isRefusal, isTaken, isDenied }: LineProps): JSX.Element {
  const look = ['line', isRefusal ? 'refusal' : '', isTaken ? 'taken' : '', isDenied ? 'denied' : ''].join(
    ' ',
  );
  return (
    <g class={look}>
      <path d={pathOf(points)} />
      <polygon points={headOf(points)} />
    </g>
  );
}

interface MarkProps {
  readonly at: Point;
  readonly count: number;
  readonly isDenied?: boolean;
}

/** How many, where it is more than one; a cross where one call was turned away. */
function Mark({ at: [x, y], count, isDenied = false }: MarkProps): JSX.Element {
  const wide = count > 1 ? 8 + String(count).length * 8 : 16;
  return (
    <g class={isDenied ? 'mark denied' : 'mark'} transform={`translate(${x} ${y})`}>
      <rect x={-wide / 2} y="-8" width={wide} height="16" rx="8" />
      {count > 1 ? <text y="4">{count}</text> : <path d="M-3-3 3 3M3-3-3 3" />}
    </g>
  );
}

interface StateProps {
  readonly state: StateView;
  readonly box: Box;
  readonly lit: Lit;
}

/** In the middle; of one with others in it in its corner, where no line goes through. */
const wordAt = ({ kind }: StateView, { x, y, width, height }: Box) =>
  kind === 'compound' ? { x: x + 9, y: y + 16 } : { x: x + width / 2, y: y + height / 2 + 4 };

function State({ state, box, lit }: StateProps): JSX.Element {
  const here = lit.active.get(state.id) ?? 0;
  const look = [
    'state',
    state.kind,
    here > 0 ? 'active' : '',
    lit.visited.has(state.id) ? 'visited' : '',
  ].join(' ');
  return (
    <g class={look} data-state={state.id}>
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={state.kind === 'final' ? box.height / 2 : 7}
      />
      <text {...wordAt(state, box)}>{state.name}</text>
    </g>
  );
}

interface ChartProps {
  readonly machine: MachineView;
  readonly lit: Lit;
  /** What it shows at this moment, for those who do not see it. */
  readonly label: string;
}

const boxOf = (drawing: Drawing, id: string): Box =>
  drawing.states[id] ?? { x: 0, y: 0, width: 0, height: 0 };

function Lines({ machine, lit, drawing }: DrawnProps): JSX.Element {
  const onward = new Set(
    drawnEdges(machine)
      .filter((edge) => !edge.isDenied)
      .map(lineOf),
  );
  const weight = (line: string): number => (lit.denied.has(line) ? 2 : lit.taken.has(line) ? 1 : 0);
  // What is lit is drawn over what is not.
  const lines = Object.entries(drawing.lines).sort(([one], [other]) => weight(one) - weight(other));
  return (
    <>
      {lines.map(([line, points]) => (
        <Line
          key={line}
          points={points}
          isRefusal={!onward.has(line)}
          isTaken={lit.taken.has(line)}
          isDenied={lit.denied.has(line)}
        />
      ))}
    </>
  );
}

function Marks({ lit, drawing }: DrawnProps): JSX.Element {
  const denied = [...lit.denied].filter(([line, count]) => count > 0 && drawing.lines[line] !== undefined);
  const active = [...lit.active].filter(([id, count]) => count > 1 && drawing.states[id] !== undefined);
  return (
    <>
      {denied.map(([line, count]) => (
        <Mark key={line} at={middle(drawing.lines[line] ?? [])} count={count} isDenied />
      ))}
      {active.map(([id, count]) => (
        <Mark
          key={id}
          at={[boxOf(drawing, id).x + boxOf(drawing, id).width, boxOf(drawing, id).y]}
          count={count}
        />
      ))}
    </>
  );
}

interface DrawnProps extends ChartProps {
  readonly drawing: Drawing;
}

function Drawn(props: DrawnProps): JSX.Element {
  const { machine, lit, label, drawing } = props;
  const [around, inside] = [
    machine.states.filter(({ kind }) => kind === 'compound'),
    machine.states.filter(({ kind }) => kind !== 'compound'),
  ];
  const draw = (state: StateView): JSX.Element => (
    <State key={state.id} state={state} lit={lit} box={boxOf(drawing, state.id)} />
  );
  return (
    <svg class="chart" viewBox={`0 0 ${drawing.width} ${drawing.height}`} role="img" aria-label={label}>
      {around.map(draw)}
      <Lines {...props} />
      {inside.map(draw)}
      <Marks {...props} />
    </svg>
  );
}

function Listed({ machine, lit, label }: ChartProps): JSX.Element {
  return (
    <div class="chart-listed" role="group" aria-label={label}>
      <p class="quiet">
        This machine has another shape than the one this page was drawn for: its states are listed.
      </p>
      <ul>
        {machine.states.map(({ id, name }) => (
          <li
            key={id}
            class={lit.active.has(id) ? 'active' : lit.visited.has(id) ? 'visited' : ''}
            data-state={id}
          >
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Chart(props: ChartProps): JSX.Element {
  const drawing = drawingOf(props.machine);
  return drawing === undefined ? <Listed {...props} /> : <Drawn {...props} drawing={drawing} />;
}

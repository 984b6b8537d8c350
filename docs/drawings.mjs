// Lays out the machines for the console, so that no layout engine ships: places of states, and the bends of one line a pair of states.
import ELK from 'elkjs/lib/elk.bundled.js';

const layout = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeNodeBetweenLayers': '13',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '10',
  'elk.padding': '[top=12,left=12,bottom=12,right=12]',
};

const inner = { 'elk.padding': '[top=26,left=14,bottom=14,right=14]' };

/** Room for a name at 12 pixels. */
const widthOf = (name) => Math.max(84, Math.round(name.length * 7.4) + 26);

const isDrawn = ({ from, to }) => from !== '' && from !== to;

/** A line into a compound state goes to the state that it begins in. */
const innermost = (machine, id) =>
  machine.states.find((state) => state.parent === id && state.isInitial)?.id ?? id;

/** Pairs of states with a line, and whether it is only ever taken by a refusal. */
const pairsOf = (machine) => {
  const edges = machine.edges.filter(isDrawn);
  return [...new Set(edges.map(({ from, to }) => `${from}>${to}`))].map((id) => {
    const own = edges.filter(({ from, to }) => `${from}>${to}` === id);
    const [{ from, to }] = own;
    return { id, from, to: innermost(machine, to), isRefusal: own.every((edge) => edge.isDenied) };
  });
};

/** The way on goes down; a refusal leaves by the side, and comes in by the side where more than one does. */
const shapes = {
  request: ({ id, from, to, isRefusal }) => ({
    id,
    sources: [isRefusal && to === 'audit' ? `${from}:side` : `${from}:down`],
    targets: [isRefusal && to === 'audit' ? `${to}:side` : `${to}:up`],
    layoutOptions: { 'elk.layered.priority.straightness': isRefusal ? '1' : '20' },
  }),
};
const lineShape = ({ id, from, to }) => ({ id, sources: [from], targets: [to] });

const port = (id, side) => ({ id, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } });
const portsOf = ({ id }) => ({
  ports: [port(`${id}:up`, 'NORTH'), port(`${id}:down`, 'SOUTH'), port(`${id}:side`, 'EAST')],
  layoutOptions: { 'elk.portConstraints': 'FIXED_SIDE', 'elk.portAlignment.default': 'CENTER' },
});

const nodesIn = (machine, parent) =>
  machine.states
    .filter((state) => state.parent === parent)
    .map(({ id, name, kind }) =>
      kind === 'compound'
        ? { id, children: nodesIn(machine, id), layoutOptions: inner }
        : {
            id,
            width: widthOf(name),
            height: 30,
            ...(shapes[machine.id] === undefined ? {} : portsOf({ id })),
          },
    );

const round = (value) => Math.round(value * 10) / 10;
const point = ({ x, y }) => [round(x), round(y)];

const placed = (nodes) =>
  nodes.flatMap(({ id, x, y, width, height, children = [] }) => [
    [id, { x: round(x), y: round(y), width: round(width), height: round(height) }],
    ...placed(children),
  ]);

async function drawing(machine) {
  const graph = {
    id: machine.id,
    layoutOptions: layout,
    children: nodesIn(machine, ''),
    edges: pairsOf(machine).map(shapes[machine.id] ?? lineShape),
  };
  const { width, height, children, edges } = await new ELK().layout(graph);
  const lines = edges.map(({ id, sections: [{ startPoint, bendPoints = [], endPoint }] }) => [
    id,
    [startPoint, ...bendPoints, endPoint].map(point),
  ]);
  return {
    width: round(width),
    height: round(height),
    states: Object.fromEntries(placed(children)),
    lines: Object.fromEntries(lines),
  };
}

/** The drawings of all machines, by their ids. */
export async function drawings(machines) {
  const drawn = await Promise.all(machines.map(async (machine) => [machine.id, await drawing(machine)]));
  return Object.fromEntries(drawn);
}

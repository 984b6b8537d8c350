/** What the measured system answers: fixed, so that every way to it carries the same bytes. */
const cities = ['Lisbon', 'Oslo', 'Turin', 'Ghent', 'Porto', 'Malmo', 'Graz'];

const rows = Array.from({ length: 100 }, (_, at) => [
  at + 1,
  `person.${at}@mail.example.com`,
  cities[at % cities.length],
  `2024-0${1 + (at % 9)}-1${at % 10}`,
  `called about order ${at}, will call again`,
]);

const table = { columns: ['id', 'email', 'city', 'joined', 'note'], rows };
const tableResult = {
  content: [{ type: 'text', text: JSON.stringify(table) }],
  structuredContent: table,
};

/** In every answer with rows that nobody masked. */
export const rawSign = 'person.7@mail.example.com';

export const answerOf = (tool: unknown, text: unknown): object =>
  tool === 'rows' ? tableResult : { content: [{ type: 'text', text: String(text) }] };

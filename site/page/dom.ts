/** Makes elements out of tags, attributes and texts. It parses no markup: whatever a reader types, or a row holds, is a text node. */

export type Child = Node | string;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

function dress(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes))
    if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  element.append(...children);
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  dress(element, attributes, children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  dress(element, attributes, children);
  return element;
}

/** The element of the page that has this id. The page and its script are one: a missing one is a defect. */
export function the<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

export const fill = (place: Element, ...children: readonly Child[]): void =>
  place.replaceChildren(...children);

export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

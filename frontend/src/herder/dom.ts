/** The smallest way to build a page by hand: text is always text, never HTML. */

type Child = Node | string | null | false;

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, wishes: Partial<HTMLElementTagNameMap[Tag]>, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), wishes);
  if (children.length) fill(element, children);
  return element;
}

/** Replaces all that is inside. */
export function fill(element: Element, children: readonly Child[]): void {
  element.textContent = "";
  for (const child of children) if (child) element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
}

/** A line sign in the colour of its text, hidden from readers: a word stands beside it. */
export function sign(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  picture.appendChild(line);
  return picture;
}

export const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

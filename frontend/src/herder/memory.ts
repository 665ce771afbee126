/** Small things kept between visits; a phone that forbids it keeps them as long as the page lives. */

const here: Record<string, string> = {};

export function recall<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(name) || here[name] || "null") as T | null;
  } catch {
    return here[name] ? (JSON.parse(here[name]) as T) : null;
  }
}

export function keep(name: string, value: unknown): void {
  here[name] = JSON.stringify(value);
  try {
    localStorage.setItem(name, here[name]);
  } catch {
    // storage is full or forbidden: `here` has it
  }
}

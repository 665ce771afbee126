import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** A fault put into a real source (or into the model of the centre): the storm must notice it, or it proves nothing. */
const MUTANTS: [name: string, file: string, from: string, to: string][] = [
  ["forgets a press once it is sent", "herder/outbox.ts", "else replace({ ...item, sentAt: wiring.now(), tries: item.tries + 1 });\n      return;", "else drop(item.key);\n      return;"],
  ["calls saved what is not on the disk", "herder/outbox.ts", "const written = wiring.shelf.put(item).then(", "const written = Promise.resolve().then("],
  ["does not take up what an earlier life left", "herder/outbox.ts", "for (const item of forgotten(kept)) {", "for (const item of forgotten([])) {"],
  ["keeps what was answered", "herder/outbox.ts", "    wiring.shelf.drop(key);\n", ""],
  ["takes any card for the answer", "herder/lanes.ts", "if (item.press !== card.key) return false;", ""],
  ["makes a new key for each try", "herder/lanes.ts", '{ key: item.key };\n  return { type', '{ key: `${item.key}-${item.tries}` };\n  return { type'],
  ["never tries again", "herder/lanes.ts", ">= patience(item.tries, chance)", "< 0"],
  ["takes any line for the answer to a word", "herder/lanes.ts", "chat.key === item.key", "!!chat.key"],
  ["shows an older card over a newer one", "herder/cards.ts", "(held && held.version > card.version)", "false"],
  ["shows a line twice", "herder/cards.ts", "more.filter((chat) => !first.some((known) => known.id === chat.id))", "more.slice()"],
  ["does not ask for a call that ended while it was away", "herder/cards.ts", "return all.filter((known) => isOpen(known) && known.card &&", "return all.filter((known) => !known &&"],
  ["says received for what is only saved", "herder/cards.ts", "if (!card) return saved ? 1 : 0;", "if (!card) return 2;"],
  ["lets the worker throw away what the page must hear", "herder/errands.ts", "  await mark({ ...item, sent: true }, shelf);\n}", "  shelf.drop(item.key);\n}"],
  ["lets a desk overlook a gap", "desk/store.ts", "if (frame.from !== own + 1) return { ...state, stale: true };", ""],
  ["makes an alert of every repeated key", "herder/storm.ts", "if (known) return known;", ""],
  ["writes a repeated word again", "herder/storm.ts", "held.chats.some((line) => line.key === key) ? null :", ""],
  ["leaves a gap in the log", "herder/storm.ts", "seq: this.log.length + 1, alert", "seq: this.log.length + (this.log.length > 5 ? 2 : 1), alert"],
];
const SEEDS = 600;
const SOURCES = join(import.meta.dirname, "..");

/** The simulation with one text of one source replaced. */
async function mutated(file: string, from: string, to: string): Promise<{ storm(seed: number): Promise<string[]> }> {
  const path = join(SOURCES, file);
  const source = readFileSync(path, "utf8");
  expect(source.split(from), `${file} has changed: this mutant must be written anew`).toHaveLength(2);
  const plugin = { name: "mutant", setup: (made: { onLoad(wish: object, load: (at: { path: string }) => unknown): void }) => made.onLoad({ filter: /\.ts$/ }, (at) => (at.path === path ? { contents: source.replace(from, () => to), loader: "ts" } : undefined)) };
  const done = await build({ entryPoints: [join(SOURCES, "herder/storm.ts")], bundle: true, write: false, format: "esm", plugins: [plugin as never], logLevel: "silent" });
  return import(`data:text/javascript;base64,${Buffer.from(done.outputFiles[0].text).toString("base64")}`);
}

describe("the storm notices a program that", () => {
  it.each(MUTANTS)("%s", { timeout: 60_000 }, async (_name, file, from, to) => {
    const { storm } = await mutated(file, from, to);
    for (let seed = 1; seed <= SEEDS; seed++) if ((await storm(seed).catch(() => ["threw"])).length) return;
    expect.fail(`survived ${SEEDS} storms`);
  });
});

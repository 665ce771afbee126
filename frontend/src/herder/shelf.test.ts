import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { openShelf } from "./shelf";
import { item, PRESS } from "./cast";

it("gives back after a restart what was put and not dropped", async () => {
  const shelf = openShelf();
  await shelf.put(item("press"));
  await shelf.put(item("chat"));
  shelf.drop("key-of-chat");
  expect((await openShelf().all()).map((kept) => kept.key)).toEqual([PRESS]);
});

it("keeps one copy of a key", async () => {
  const shelf = openShelf();
  await shelf.put(item("press", { tries: 1 }));
  await shelf.put(item("press", { tries: 2 }));
  expect(await shelf.all()).toMatchObject([{ tries: 2 }]);
});

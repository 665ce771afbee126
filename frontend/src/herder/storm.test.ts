import { expect, it } from "vitest";
import { storm } from "./storm";

/** `STORM_SEEDS=100000 npx vitest run src/herder/storm.test.ts` for the long one. */
const SEEDS = Number(process.env.STORM_SEEDS || 2_000);

it(`keeps every promise in ${SEEDS} storms`, { timeout: 3_600_000 }, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) expect(await storm(seed), `seed ${seed}`).toEqual([]);
});

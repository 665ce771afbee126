import { describe, expect, it } from "vitest";
import { item } from "./cast";
import { carry, Refused, type Fetch } from "./tus";

const FILE = item("media", { blob: new Blob([new Uint8Array(60_000)]), body: { name: "雪.jpg", media_type: "image/jpeg" }, by: "Device k:s" });

/** A centre that takes bytes, loses the answers `drops` says, and has `have` bytes already. */
function centre(have = 0, drops: (request: number) => boolean = () => false): { fetch: Fetch; asked: string[]; taken: () => number; carried: () => number } {
  const asked: string[] = [];
  let [offset, carried] = [have, 0];
  const answer = (status: number, headers: Record<string, string>): Response => new Response(null, { status, headers });
  const fetch: Fetch = async (_address, { method, headers, body }) => {
    const told = headers as Record<string, string>;
    asked.push(`${method} ${told["Upload-Offset"] || ""}`.trim());
    if (method === "POST") return answer(201, { Location: "/there" });
    if (method === "HEAD") return answer(200, { "Upload-Offset": String(offset) });
    if (Number(told["Upload-Offset"]) !== offset) return answer(409, { "Upload-Offset": String(offset) });
    carried += (body as Blob).size;
    offset += (body as Blob).size;
    if (drops(asked.length)) throw new Error("cut");
    return answer(204, { "Upload-Offset": String(offset) });
  };
  return { fetch, asked, taken: () => offset, carried: () => carried };
}

describe("a recording by HTTP", () => {
  it("goes in pieces until all is there", async () => {
    const there = centre();
    await carry(FILE, "a", there.fetch);
    expect(there.asked).toEqual(["POST", "HEAD", "PATCH 0", "PATCH 24576", "PATCH 49152"]);
    expect(there.taken()).toBe(60_000);
  });

  it("goes on where the socket stopped", async () => {
    const there = centre(50_000);
    await carry(FILE, "a", there.fetch);
    expect(there.carried()).toBe(10_000);
  });

  it("sends no byte again that the centre has, though its answer was lost", async () => {
    const there = centre(0, (request) => request === 3);
    await expect(carry(FILE, "a", there.fetch)).rejects.toThrow("cut");
    await carry(FILE, "a", there.fetch);
    expect(there.carried()).toBe(60_000);
  });

  it("names the file in any script, and its key", async () => {
    let told = "";
    await carry(FILE, "a", async (address, wishes) => {
      told = (wishes.headers as Record<string, string>)["Upload-Metadata"] || told;
      return centre(60_000).fetch(address, wishes);
    });
    expect(told).toContain(`filename ${Buffer.from("雪.jpg").toString("base64")}`);
    expect(told).toContain(`key ${Buffer.from(FILE.key).toString("base64")}`);
  });

  it("is given up when the centre says never, and not when it says later", async () => {
    const says = (status: number) => carry(FILE, "a", async () => new Response(null, { status }));
    await expect(says(413)).rejects.toBeInstanceOf(Refused);
    await expect(says(503)).rejects.not.toBeInstanceOf(Refused);
  });
});

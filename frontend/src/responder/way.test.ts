import { describe, expect, it } from "vitest";
import { bearing, degrees, distance, dms, geoLink, project, scaleBar, turn, wind } from "./way";

const WELL = { lat: 43.95, lon: 116.1 };

describe("the way without a map", () => {
  it("measures a degree of latitude as 111 km", () => {
    expect(distance(WELL, { ...WELL, lat: 44.95 }) / 1000).toBeCloseTo(111.2, 1);
  });

  it("agrees with the ellipsoid within half a per cent on a long steppe leg", () => {
    // geodesic (Karney) 43.95 N 116.1 E to 43.6 N 115.4 E: 68 470 m
    expect(Math.abs(distance(WELL, { lat: 43.6, lon: 115.4 }) / 68_470 - 1)).toBeLessThan(0.005);
  });

  it("points north, east, south and west", () => {
    expect(bearing(WELL, { ...WELL, lat: 44 })).toBeCloseTo(0, 5);
    expect(bearing(WELL, { ...WELL, lon: 116.2 })).toBeCloseTo(90, 0);
    expect(bearing(WELL, { ...WELL, lat: 43.9 })).toBeCloseTo(180, 5);
    expect(bearing(WELL, { ...WELL, lon: 116 })).toBeCloseTo(270, 0);
  });

  it("names the wind on both sides of north", () => {
    expect([350, 10, 44, 181, 337].map(wind)).toEqual([0, 0, 1, 4, 7]);
  });

  it("turns the arrow with the phone, and to north when the phone has no heading", () => {
    expect(turn(10, 350)).toBe(20);
    expect(turn(10, null)).toBe(10);
  });

  it("never says 60 seconds", () => {
    expect(dms({ lat: 43.99999, lon: -0.016666 })).toBe("44°00′00.0″N 0°01′00.0″W");
    expect(dms(WELL)).toBe("43°57′00.0″N 116°06′00.0″E");
  });

  it("writes plain degrees and an escaped geo link", () => {
    expect(degrees(WELL)).toBe("43.95000, 116.10000");
    expect(geoLink(WELL, "0412 求助")).toBe("geo:43.950000,116.100000?q=43.950000,116.100000(0412%20%E6%B1%82%E5%8A%A9)");
  });
});

describe("the small map", () => {
  const frame = { width: 320, height: 200, margin: 20 };

  it("keeps every point inside its margin", () => {
    const points = [WELL, { lat: 43.6, lon: 115.4 }, { lat: 43.7, lon: 116.4 }];
    const plane = project(points, frame);
    for (const point of points) {
      expect(plane.x(point)).toBeGreaterThanOrEqual(19.9);
      expect(plane.x(point)).toBeLessThanOrEqual(300.1);
      expect(plane.y(point)).toBeGreaterThanOrEqual(19.9);
      expect(plane.y(point)).toBeLessThanOrEqual(180.1);
    }
  });

  it("shows at least its least width when everything is in one place", () => {
    expect(project([WELL], frame).metresPerPixel * 200).toBeCloseTo(400);
  });

  it("draws a round scale bar that fits", () => {
    expect(scaleBar(37, 100)).toEqual({ metres: 2000, pixels: 2000 / 37 });
  });
});

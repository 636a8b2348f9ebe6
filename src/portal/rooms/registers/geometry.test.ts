import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apart,
  boundsOf,
  degreesBetween,
  directionTo,
  heaps,
  isIn,
  kmBetween,
  scaleKm,
  viewOf,
  whereWords,
} from './geometry.ts';

const point = fc.record({
  longitude: fc.double({ min: 75, max: 134, noNaN: true }),
  latitude: fc.double({ min: 5, max: 52, noNaN: true }),
});
const centre = { longitude: 105.28, latitude: 27.3 };
const moved = (east: number, north: number) => ({
  longitude: centre.longitude + east,
  latitude: centre.latitude + north,
});

describe('the sketch of a register', () => {
  it('shows every point inside its frame, whatever the points', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), points => {
        const view = viewOf(boundsOf(points)!, 360);
        expect(view.height).toBeGreaterThanOrEqual(190);
        expect(view.height).toBeLessThanOrEqual(361);
        for (const each of points) {
          expect(isIn(view, each)).toBe(true);
          expect(view.x(each.longitude)).toBeGreaterThan(0);
          expect(view.x(each.longitude)).toBeLessThan(view.width);
          expect(view.y(each.latitude)).toBeGreaterThan(0);
          expect(view.y(each.latitude)).toBeLessThan(view.height);
        }
      }),
    );
  });

  it('draws a kilometre as long to the east as to the north', () => {
    const view = viewOf(boundsOf([moved(-0.3, -0.2), moved(0.3, 0.2)])!, 360);
    const [east, north] = [moved(0.2, 0), moved(0, 0.2)];
    const eastward = (view.x(east.longitude) - view.x(centre.longitude)) / kmBetween(centre, east);
    const northward = (view.y(centre.latitude) - view.y(north.latitude)) / kmBetween(centre, north);
    expect(eastward / northward).toBeCloseTo(1, 1);
    expect(northward).toBeCloseTo(view.perKm, 1);
  });

  it('has round degrees, and a scale that fits', () => {
    expect(degreesBetween(104.1, 106.4)).toEqual([104.5, 105, 105.5, 106]);
    expect(degreesBetween(27.21, 27.34)).toEqual([27.25, 27.3]);
    const view = viewOf(boundsOf([moved(-1, -1), moved(1, 1)])!, 360);
    const km = scaleKm(view, 90);
    expect([km, km * view.perKm <= 90]).toEqual([50, true]);
  });

  it.each([
    [moved(0.1, 0), '东', 10],
    [moved(0.1, 0.09), '东北', 14],
    [moved(0, 0.1), '北', 11],
    [moved(-0.1, 0.09), '西北', 14],
    [moved(-0.1, 0), '西', 10],
    [moved(-0.1, -0.09), '西南', 14],
    [moved(0, -0.1), '南', 11],
    [moved(0.1, -0.09), '东南', 14],
  ])('says in words where %o lies: %s', (place, direction, km) => {
    expect(directionTo(centre, place)).toBe(direction);
    const known = [
      { name: '七星关区', ...centre },
      { name: '威宁县', longitude: 104.28, latitude: 26.86 },
    ];
    expect(whereWords(place, known)).toBe(`在七星关区标注点${direction}约${km}公里`);
  });

  it('says that a place is near, and nothing where no place is known', () => {
    expect(whereWords(moved(0.001, 0), [{ name: '七星关区', ...centre }])).toBe('在七星关区标注点附近');
    expect(whereWords(centre, [])).toBe('');
  });

  it('heaps any number of points into a few dots, and loses none', () => {
    const points = Array.from({ length: 20_000 }, (_, at) =>
      moved(((at * 7919) % 1000) / 1000, ((at * 104_729) % 1000) / 1000),
    );
    const view = viewOf(boundsOf(points)!, 360);
    const drawn = heaps(view, points, 6);
    expect(drawn.length).toBeLessThanOrEqual(61 * 61);
    expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
  });

  it('moves marks off each other and off words, and leaves those alone that stand free', () => {
    const view = { width: 360, height: 240 };
    const label = { x: 100, y: 95, width: 60, height: 10 };
    const spots = [
      { x: 50, y: 50 },
      { x: 52, y: 50 },
      { x: 51, y: 52 },
      { x: 120, y: 100 },
      { x: 300, y: 200 },
    ];
    const placed = apart(spots, 7, view, [label]);
    expect([placed[0], placed[4]]).toEqual([spots[0], spots[4]]);
    for (const [at, one] of placed.entries())
      for (const other of placed.slice(at + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(14);
    expect(Math.abs(placed[3]!.y - 100)).toBeGreaterThanOrEqual(12);
  });
});

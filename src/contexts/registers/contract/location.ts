/**
 * Where something stands, as it is kept and published: `105.285,27.303`, longitude and latitude in degrees (CGCS2000),
 * east and north. Three decimals are about 100 m: enough to find it on a sketch, and no survey.
 */

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

export const locationDecimals = 3;

const form = /^(\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/;

/** The point that a kept value says; null of what is none. */
export function pointOf(value: string | number | undefined): Point | null {
  const [, longitude, latitude] = form.exec(String(value ?? '')) ?? [];
  return longitude === undefined ? null : { longitude: Number(longitude), latitude: Number(latitude) };
}

export function locationWords({ longitude, latitude }: Point): string {
  return `东经${longitude.toFixed(locationDecimals)}°，北纬${latitude.toFixed(locationDecimals)}°`;
}

import type { MatrixPorts } from '../matrix-ports.ts';
import { outletCases } from './outlets.ts';
import { siteCheckCases } from './site-checking.ts';
import { webEvidenceCases } from './web-evidence.ts';

/** The door to the matrix of websites and accounts, to the check of our own, and to pages kept as evidence. */
export function createMatrix(ports: MatrixPorts) {
  return { ...outletCases(ports), ...siteCheckCases(ports), ...webEvidenceCases(ports) };
}

export type Matrix = ReturnType<typeof createMatrix>;

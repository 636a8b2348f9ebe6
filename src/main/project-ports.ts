import type { ProjectPorts } from '../contexts/projects/ports.ts';
import { type EnforcementSources, enforcementPorts } from './enforcement-ports.ts';
import type { Wired } from './structured-ports.ts';

/** What projects ask of the other contexts: the same doors as enforcement. */
export function projectPorts(sources: EnforcementSources): Wired<ProjectPorts> {
  return { ...enforcementPorts(sources), pack: sources.pack.projects };
}

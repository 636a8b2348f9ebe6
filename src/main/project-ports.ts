import type { ProjectPorts } from '../contexts/projects/ports.ts';
import { type EnforcementSources, enforcementPorts } from './enforcement-ports.ts';

/** What projects ask of the other contexts: the same doors as enforcement. */
export function projectPorts(
  sources: EnforcementSources,
): Omit<ProjectPorts, 'database' | 'clock' | 'newId' | 'recordAudit'> {
  return { ...enforcementPorts(sources), pack: sources.pack.projects };
}

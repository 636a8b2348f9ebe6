import type { ChannelPorts } from './ports.ts';
import { activityCases } from './service/activities.ts';
import { checkingCases } from './service/checking.ts';
import { deliveringCases } from './service/delivering.ts';
import { intentCases } from './service/intent.ts';
import { previewCases } from './service/previews.ts';
import { publicCases } from './service/public-reading.ts';
import { sheetCases } from './service/sheets.ts';
import { sweepingCases } from './service/sweeping.ts';
import { taskCases } from './service/tasks.ts';

/** The only door to the channels: tasks, carriers, sheets, evidence, checks after a withdrawal, activities. */
export function createChannels(ports: ChannelPorts) {
  return {
    ...intentCases(ports),
    ...taskCases(ports),
    ...deliveringCases(ports),
    ...checkingCases(ports),
    ...sweepingCases(ports),
    ...sheetCases(ports),
    ...previewCases(ports),
    ...activityCases(ports),
    ...publicCases(ports),
  };
}

export type Channels = ReturnType<typeof createChannels>;

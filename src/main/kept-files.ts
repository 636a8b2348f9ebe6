/** Small files of the data folder that a backup takes along: without the keys, what is sealed stays sealed for ever. */
export const keptFiles = ['log-key', 'sealing-key', 'lookup-key', 'calendar.json'] as const;

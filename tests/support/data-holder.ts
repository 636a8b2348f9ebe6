/**
 * A process of its own that opens a data folder and writes rows until it is ended; for tests that kill it.
 * Arguments: role (server or command), privileges ('' for the default). Prints `ready PID`, then the number of each row
 * that was acknowledged; on `disconnect` from its parent it closes in order and prints `closed`.
 */

import { connectData, openServerData } from '../../src/platform/data-folder.ts';
import type { EmbeddedOptions } from '../../src/platform/database/embedded-server.ts';
import { chosenEngine, engineOptions } from './engine.ts';

const [role, privileges] = process.argv.slice(2);
const options: EmbeddedOptions = {
  ...engineOptions(chosenEngine(process.env)),
  ...(privileges ? { privileges: privileges as 'dropped' } : {}),
};
const open = role === 'server' ? openServerData : connectData;
const db = await open(process.env, options);
await db.pool.query('create table if not exists probe (no bigint generated always as identity primary key)');
process.stdout.write(`ready ${process.pid}\n`);

let ending = false;
process.once('disconnect', () => {
  ending = true;
});
while (!ending) {
  const { rows } = await db.pool.query<{ no: number }>('insert into probe default values returning no');
  process.stdout.write(`${rows[0]?.no}\n`);
}
await db.close();
process.stdout.write('closed\n');

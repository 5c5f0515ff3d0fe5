import { parseAddress } from '../../store/neo4j/address.ts';
import { Connection } from '../../store/neo4j/connection.ts';
import { takeLease } from '../../store/neo4j/lease.ts';

// Takes a lease of the estate, then computes without a pause for so long, and tells whether the lease was kept.
const [, , url = '', leaseMs = '', busyMs = '', guarded = ''] = process.argv;
const { NEO4J_USER: user = '', NEO4J_PASSWORD: password = '' } = process.env;
const connection = new Connection(parseAddress(url), { user, password });
const lease = await takeLease(connection, 10_000, Number(leaseMs));
if (guarded === 'guarded') lease.guard();
process.stdout.write('taken\n');
// Nothing that waits for a turn gets one now.
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(busyMs));
try {
  await connection.write('checking', (run) => lease.check(run));
  process.stdout.write('kept\n');
} catch {
  process.stdout.write('lost\n');
}
await lease.release();
await connection.close();

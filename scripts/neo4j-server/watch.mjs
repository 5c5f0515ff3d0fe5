// Removes the server of the name when the last process that uses it has ended, however it ended.
import { serverStatus, removeUnused } from './server.mjs';

const [name] = process.argv.slice(2);
process.title = `ambit-neo4j-watch ${name}`;

while (serverStatus(name) !== undefined) {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await removeUnused(name);
}

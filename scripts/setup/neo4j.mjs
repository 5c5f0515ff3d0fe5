import { spawnSync } from 'node:child_process';
import { fetchServer, javaProgram } from '../neo4j-server/fetch.mjs';

/** A Neo4j for the tests: the one that is named, docker's, or one of our own, of which the jars are fetched here. */
export function setUpNeo4j() {
  if (process.env.NEO4J_URI) return { done: `the one at ${process.env.NEO4J_URI}` };
  if (hasDocker()) return { done: 'docker compose brings it' };
  try {
    javaProgram();
    fetchServer();
    return { done: 'its jars are there' };
  } catch (error) {
    return { hint: `scripts/neo4j fetch (${error.message})` };
  }
}

/** Whether a docker daemon answers that knows compose; the command line alone starts nothing. */
export function hasDocker() {
  const quiet = { stdio: 'ignore', timeout: 20_000 };
  return (
    spawnSync('docker', ['info'], quiet).status === 0 && spawnSync('docker', ['compose', 'version'], quiet).status === 0
  );
}

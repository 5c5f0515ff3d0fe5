import { parentPort, workerData } from 'node:worker_threads';
import { lineEvaluator } from '../../policy/line-evaluator.ts';
import type { HelperOptions } from './helper.ts';

const evaluator = lineEvaluator(workerData as HelperOptions);

// Nothing is transferred: a text is copied.
parentPort?.on('message', (bytes: ArrayBuffer) => parentPort?.postMessage(evaluator.answer(Buffer.from(bytes)), []));

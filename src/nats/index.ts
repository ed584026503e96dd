/** The queue of jobs on a NATS server with JetStream. Its packages are loaded when a queue is opened. */

export { openNatsQueue, removeNatsQueue } from './queue.ts';

/** An HTTP service over solvers. */

export { type DeskLimits } from './desk.ts';
export { Listener, type ListenOptions } from './listener.ts';
export { type Gauge } from './metrics.ts';
export { Service, type ServiceOptions } from './service.ts';
export { Solvers } from './solvers.ts';
export { Tablebase } from './tablebase.ts';
